#pragma once

#include "model/cooling/Coolant.h"

#include <vector>

namespace colonnade::model {

/// A run of round pipe in SI units, as the solver takes it.
struct PipeSection {
    double length = 0;    ///< m
    double inner = 0;     ///< Inner diameter, m; 0: there is no pipe.
    double roughness = 0; ///< m
    double fittings = 0;  ///< Sum of the K of its fittings, each ρv²/2.
    bool operator==(const PipeSection&) const = default;
};

/// THM-014: flow through a run of pipe.
struct PipeFlow {
    double velocity = 0; ///< m/s
    double reynolds = 0;
    double friction = 0; ///< Darcy's f; 0 where nothing flows.
    Kilopascals drop;    ///< Of the pipe and its fittings.
};
/// v = 4V/(πD²); ΔP = (f L/D + K) ρv²/2. f by Swamee and Jain (1976) above Re 4000, 64/Re below 2000, between them on
/// a straight line, so that the drop always rises with the flow (design-rules.md, THM-014).
PipeFlow pipeFlow(const PipeSection& pipe, LitresPerMinute flow, const Coolant& coolant);

/// Darcy's friction factor and its derivative by the Reynolds number. Needs reynolds > 0.
struct Friction {
    double factor = 0, slope = 0;
};
Friction friction(double reynolds, double relativeRoughness);

/// What one unit of flow costs: ΔP = coefficient · V². Pa / (m³/s)².
double squareLaw(Kilopascals drop, LitresPerMinute flow);
/// THM-015: a drop scaled from its reference point by the square of the flow.
Kilopascals scaledDrop(Kilopascals reference, LitresPerMinute referenceFlow, LitresPerMinute flow);
/// Of things side by side that obey the square law: 1/√k = Σ 1/√k_i. Nothing in the list: 0.
double inParallel(const std::vector<double>& squares);
/// Square law of a valve of `kv` m³/h (water of 1000 kg/m³ at 1 bar) at this share of its stroke, with an
/// equal-percentage plug of rangeability 30 (common practice, engineering judgement). Infinite where it is closed.
double valveSquare(double kv, double open, const Coolant& coolant);

/// A pump's head over its flow, at full speed.
///
/// Between the points on straight lines; before the first and behind the last on as their neighbours run. One point
/// alone: H = H_r (1.25 − 0.25 (V/V_r)²), assumed (engineering judgement).
class PumpCurve {
public:
    struct Point {
        double flow = 0; ///< m³/s
        double head = 0; ///< Pa
    };
    struct Head {
        double head = 0, slope = 0; ///< Pa, Pa/(m³/s); the slope is below 0 everywhere.
    };
    PumpCurve() = default;
    /// Points in any order; those that do not fall with the flow are left out.
    explicit PumpCurve(std::vector<Point> points);

    [[nodiscard]] bool empty() const { return m_points.empty(); }
    [[nodiscard]] const std::vector<Point>& points() const { return m_points; }
    /// At this speed (1: full) by the laws of affinity: H = s² H₁(V/s). Against the flow the head rises steeply: a
    /// check valve.
    [[nodiscard]] Head at(double flow, double speed = 1) const;
    /// Flow at which it gives this head at full speed; 0 above its greatest head.
    [[nodiscard]] double flowAt(double head) const;
    [[nodiscard]] double shutOff() const { return m_points.empty() ? 0 : at(0).head; }

private:
    std::vector<Point> m_points;
};

} // namespace colonnade::model
