#include "model/cooling/PressureDrop.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace colonnade::model {

namespace {

constexpr double pascalsPerKilopascal = 1000;
constexpr double laminarEnd = 2000, turbulentStart = 4000;
/// Rise of head against the flow: so steep that a shut check valve leaks less than 0.01 L/min.
constexpr double checkValveSlope = 1e12;

Friction swameeJain(double reynolds, double relativeRoughness)
{
    const double rough = relativeRoughness / 3.7;
    const double smooth = 5.74 / std::pow(reynolds, 0.9);
    const double inner = rough + smooth;
    const double logarithm = std::log10(inner);
    const double innerSlope = -0.9 * smooth / reynolds;
    return {0.25 / (logarithm * logarithm),
            -0.5 / (logarithm * logarithm * logarithm) * innerSlope / (inner * std::numbers::ln10)};
}

} // namespace

Friction friction(double reynolds, double relativeRoughness)
{
    if (reynolds <= laminarEnd)
        return {64 / reynolds, -64 / (reynolds * reynolds)};
    if (reynolds >= turbulentStart)
        return swameeJain(reynolds, relativeRoughness);
    const double below = 64 / laminarEnd;
    const double above = swameeJain(turbulentStart, relativeRoughness).factor;
    const double slope = (above - below) / (turbulentStart - laminarEnd);
    return {below + slope * (reynolds - laminarEnd), slope};
}

PipeFlow pipeFlow(const PipeSection& pipe, LitresPerMinute flow, const Coolant& coolant)
{
    PipeFlow result;
    if (pipe.inner <= 0)
        return result;
    const double volume = std::abs(flow.value()) / litresPerMinuteInCubicMetresPerSecond;
    result.velocity = 4 * volume / (std::numbers::pi * pipe.inner * pipe.inner);
    if (volume <= 0 || coolant.viscosity <= 0)
        return result;
    result.reynolds = coolant.density * result.velocity * pipe.inner / coolant.viscosity;
    result.friction = friction(result.reynolds, pipe.roughness / pipe.inner).factor;
    result.drop = Kilopascals{(result.friction * pipe.length / pipe.inner + pipe.fittings) * coolant.density
                              * result.velocity * result.velocity / 2 / pascalsPerKilopascal};
    return result;
}

double squareLaw(Kilopascals drop, LitresPerMinute flow)
{
    const double volume = flow.value() / litresPerMinuteInCubicMetresPerSecond;
    return volume > 0 ? drop.value() * pascalsPerKilopascal / (volume * volume) : 0;
}

Kilopascals scaledDrop(Kilopascals reference, LitresPerMinute referenceFlow, LitresPerMinute flow)
{
    const double share = flow / referenceFlow;
    return reference * (share * share);
}

double inParallel(const std::vector<double>& squares)
{
    double sum = 0;
    for (const double square : squares) {
        if (square <= 0)
            return 0; // One way costs nothing, so all do.
        sum += 1 / std::sqrt(square);
    }
    return sum > 0 ? 1 / (sum * sum) : 0;
}

double valveSquare(double kv, double open, const Coolant& coolant)
{
    if (open <= 0)
        return std::numeric_limits<double>::infinity();
    constexpr double rangeability = 30;
    const double now = kv * std::pow(rangeability, std::min(open, 1.0) - 1);
    const double volume = now / 3600; // m³/s at 1 bar
    return 1e5 * coolant.density / 1000 / (volume * volume);
}

PumpCurve::PumpCurve(std::vector<Point> points)
{
    std::sort(points.begin(), points.end(), [](const Point& a, const Point& b) {
        return a.flow < b.flow || (a.flow == b.flow && a.head < b.head);
    });
    for (const Point& point : points) {
        if (point.flow < 0 || point.head <= 0)
            continue;
        if (m_points.empty() || (point.flow > m_points.back().flow && point.head < m_points.back().head))
            m_points.push_back(point);
    }
    if (m_points.size() == 1 && m_points.front().flow <= 0)
        m_points.clear(); // A shut-off head alone says nothing of its flow.
}

PumpCurve::Head PumpCurve::at(double flow, double speed) const
{
    if (m_points.empty() || speed <= 0)
        return {};
    if (flow < 0) {
        const Head still = at(0, speed);
        return {still.head - checkValveSlope * flow, -checkValveSlope};
    }
    const double whole = flow / speed;
    Head head;
    if (m_points.size() == 1) {
        const auto& [rated, ratedHead] = m_points.front();
        const double share = whole / rated;
        // The slope at no flow is kept away from 0, so that the head falls everywhere.
        head = {ratedHead * (1.25 - 0.25 * share * share), -0.5 * ratedHead * std::max(share, 1e-3) / rated};
    } else {
        std::size_t after = 1;
        while (after + 1 < m_points.size() && m_points[after].flow < whole)
            ++after;
        const Point& a = m_points[after - 1];
        const Point& b = m_points[after];
        const double slope = (b.head - a.head) / (b.flow - a.flow);
        head = {a.head + slope * (whole - a.flow), slope};
    }
    return {head.head * speed * speed, head.slope * speed};
}

double PumpCurve::flowAt(double head) const
{
    if (m_points.empty() || head >= shutOff())
        return 0;
    if (m_points.size() == 1) {
        const auto& [rated, ratedHead] = m_points.front();
        return rated * std::sqrt((1.25 - head / ratedHead) / 0.25);
    }
    std::size_t after = 1;
    while (after + 1 < m_points.size() && m_points[after].head > head)
        ++after;
    const Point& a = m_points[after - 1];
    const Point& b = m_points[after];
    return a.flow + (head - a.head) * (b.flow - a.flow) / (b.head - a.head);
}

} // namespace colonnade::model
