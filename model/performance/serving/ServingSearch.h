#pragma once

#include "model/performance/serving/ServingFigures.h"

#include <vector>

namespace colonnade::model {

/// One layout with one number of requests in flight.
struct ServingPoint {
    ServingJob job; ///< With layout and concurrency filled in.
    ServingFigures figures;
};

/// Whether the mean times keep what the job promises; true where it promises nothing.
bool meetsGoals(const ServingFigures&, const ServingJob&);

/// A job with pools whose number of instances is open, given as many for prompts as keep up with those that decode.
ServingJob sized(ServingJob, int accelerators);

/// Layouts of an instance that fit: tensor ranks in powers of two within a scale-up domain and the heads, with experts also
/// attention by requests and experts whole. Each must hold the weights and one request. Where none does and a drawn fabric
/// joins domains, the fewest domains that do.
std::vector<ServingLayout> servingLayouts(const ClusterView&, const TransformerModel&, const ServingJob&, const ServingConstants&,
                                          int accelerators);

/// All layouts, or the job's own where it names one, each with its numbers of requests in flight: powers of two up to what
/// memory holds; in each number format that the machine has a rate for, where the job leaves it free. Without those whose
/// instances the accelerators do not hold together.
Result<std::vector<ServingPoint>> servingPoints(const ClusterView&, const TransformerModel&, const ServingJob&, int accelerators,
                                                const ServingCalibration& = ServingCalibration::builtIn());

/// Those that no other beats in both tokens/s of a user and tokens/s of an accelerator, by rising tokens of a user.
std::vector<ServingPoint> paretoFront(std::vector<ServingPoint>);

struct ServingSearchResult {
    ServingJob best;
    int tried = 0;
};
/// The layout, and where the job leaves them open the requests in flight and the number format, with the most output tokens per second among those
/// that keep the promised times; the fastest to the user where none does.
Result<ServingSearchResult> searchServing(const ClusterView&, const TransformerModel&, const ServingJob&, int accelerators,
                                          ServingArrival, const ServingCalibration& = ServingCalibration::builtIn());

} // namespace colonnade::model
