#pragma once

#include "model/performance/Estimate.h"
#include "model/performance/serving/ServingFigures.h"

#include <string>
#include <vector>

namespace colonnade::model {

/// A piece of the time of one output token.
struct ServingPartOfToken {
    std::string key;   ///< "attention", "experts", "cache": stable.
    std::string label; ///< For people.
    Seconds time;
};

/// The serving of a model on one machine, with all that is needed to defend the figures.
struct ServingEstimate {
    ServingFigures figures;
    Precision precision = Precision::Fp8; ///< Of the weights and their products; found where the workload leaves it free.
    std::string layout;    ///< "TP 8", "4 x TP 4 for prompts, 1 x DP 32 EP 32": for people.
    bool searched = false; ///< The layout or the concurrency was found, not given.
    int layoutsTried = 0;
    std::optional<bool> meetsGoals; ///< Nothing where the operator promises nothing.
    std::optional<Joules> energyPerToken; ///< Of an output token, prompts included; nothing where the power is unknown.
    std::optional<TokenSpread> spread; ///< Nothing where the number in the batch is not left to chance, or grows without end.
    std::string spreadText;            ///< One sentence: by which model, or why there is none.
    EstimateBasis basis = EstimateBasis::Calibrated;
    std::string basisText; ///< One sentence.
    ServingError tokenError, firstTokenError, throughputError; ///< The bands, as multiples of the figures.
    std::vector<ServingPartOfToken> token; ///< Add up to the time per output token.
    std::string bottleneck;                ///< One sentence.
    std::vector<std::string> assumptions;  ///< One sentence each.
    std::vector<FigureText> formulas;
    /// Output tokens per second of a megawatt of the power that `energyPerToken` counts; nothing where it is unknown.
    [[nodiscard]] std::optional<double> perMegawatt() const { return tokensPerSecondPerMegawatt(energyPerToken); }
    /// Null where there is no such figure.
    [[nodiscard]] const FigureText* formula(std::string_view key) const;
};

/// Estimates a job in its own layout; it must name one.
Result<ServingEstimate> estimateServing(const ClusterView&, const TransformerModel&, const ServingJob&, int accelerators,
                                        ServingArrival, const ServingCalibration& = ServingCalibration::builtIn());

/// Estimates a workload: in its layout, or in the best that keeps the promised times; with its requests in flight or its
/// rate of arrival, or with as many as memory holds. Fails where the workload is not serving, and where a figure is
/// missing without which nothing can be said.
Result<ServingEstimate> estimateServing(const ClusterView&, const Workload&,
                                        const ServingCalibration& = ServingCalibration::builtIn());

/// Average over full power while serving: between 0.5 and 0.8 while decoding, more while prompts run.
inline constexpr double servingLoad = 0.7;

/// Joules of an output token, prompts included: the power of the accelerators in use with their share of the rest of the design,
/// at the mean load of serving, and what the facility adds. Nothing where the power is unknown.
std::optional<Joules> servedEnergyPerToken(const ClusterView&, const ServingFigures&);

/// What an output token's time goes into, in a fixed order; adds up to it.
std::vector<ServingPartOfToken> partsOfToken(const ServingFigures&);

/// Half of ln(high / low).
double logHalfWidth(const ServingError&);

/// "TP 8", "DP 8 x TP 2, EP 16": for people.
std::string layoutText(const ServingLayout&);
/// All instances: "4 x TP 4", "2 x DP 8, EP 8; prompts 3 x TP 8".
std::string instancesText(const ServingFigures&);

} // namespace colonnade::model
