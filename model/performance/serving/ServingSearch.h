#pragma once

#include "model/performance/serving/ServingFigures.h"

#include <stop_token>
#include <string>
#include <vector>

namespace colonnade::model {

/// One layout with one number of requests in flight.
struct ServingPoint {
    ServingJob job; ///< With layout and concurrency filled in.
    ServingFigures figures;
};

/// Whether the mean times keep what the job promises; true where it promises nothing.
bool meetsGoals(const ServingFigures&, const ServingJob&);

/// A job with pools whose number of instances is open, given as many for prompts as keep up with those that decode: x_p n_p / isl =
/// x_d n_d / osl, x the tokens per second of an instance (performance-model.md, 8). At a rate of arrival both could take as much.
ServingJob sized(ServingJob, const TransformerModel&, const ServingConstants&, int accelerators, ServingArrival);

/// How the job's requests come: at its rate, so many in flight, or as many as memory holds.
ServingArrival arrivalOf(const ServingJob&);

/// The job with its layout left to the search: as many instances of the one that is found as there is room for.
ServingJob withoutLayout(ServingJob);

/// Layouts of an instance that fit: tensor ranks in powers of two within a scale-up domain and the heads, with experts also
/// attention by requests and experts whole. Each must hold the weights and one request. Where none does and a drawn fabric
/// joins domains, the fewest domains that do.
std::vector<ServingLayout> servingLayouts(const ClusterView&, const TransformerModel&, const ServingJob&, const ServingConstants&,
                                          int accelerators);

/// All layouts, or the job's own where it names one, each with its numbers of requests in flight: powers of two up to what
/// memory holds; in each number format that the machine has a rate for, and with prompts beside output tokens and in pools of each
/// layout, where the job leaves these free. Without those whose
/// instances the accelerators do not hold together. Fails where it is stopped.
Result<std::vector<ServingPoint>> servingPoints(const ClusterView&, const TransformerModel&, const ServingJob&, int accelerators,
                                                const ServingCalibration& = ServingCalibration::builtIn(), const std::stop_token& = {});

/// Those that no other beats in both tokens/s of a user and tokens/s of an accelerator, by rising tokens of a user.
std::vector<ServingPoint> paretoFront(std::vector<ServingPoint>);

struct ServingSearchResult {
    ServingJob best;
    int tried = 0;
    std::vector<ServingPoint> ranked; ///< The best of each layout, pool and number format, the first that of `best`; ten at most.
};
/// The layout, and where the job leaves them open the requests in flight, the number format and the pools, with the most output tokens per second among those
/// that keep the promised times, of equal ones that which ends a request sooner; the fastest to the user where none does. Fails where it is stopped.
Result<ServingSearchResult> searchServing(const ClusterView&, const TransformerModel&, const ServingJob&, int accelerators, ServingArrival,
                                          const ServingCalibration& = ServingCalibration::builtIn(), const std::stop_token& = {});

/// By how much and by what a layout of the ranking is worse than the best: one sentence.
std::string whyItLoses(const ServingPoint& best, const ServingPoint& other);

} // namespace colonnade::model
