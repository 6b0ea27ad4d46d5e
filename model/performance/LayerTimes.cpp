#include "model/performance/LayerTimes.h"

#include "model/performance/Flops.h"

namespace colonnade::model {

namespace {

/// Shapes of one job on one rank, and the part's rates.
struct Rank {
    const TransformerModel& model;
    const TrainingJob& job;
    const Kernels& kernels;
    const Calibration& calibration;
    double tokens; ///< Of a microbatch, after context parallelism.
    double tensor;
    double sequenceSplit; ///< Ranks that share norms and residuals.

    [[nodiscard]] double queries() const
    {
        return static_cast<double>(model.heads) * model.headSize;
    }
    /// Keys and values cannot be split finer than their heads; beyond that they are repeated.
    [[nodiscard]] double keysPerRank() const
    {
        return static_cast<double>(model.keyValueHeads) * model.headSize
            / std::min(tensor, static_cast<double>(model.keyValueHeads));
    }
    [[nodiscard]] Seconds moved(double bytes) const
    {
        return Bytes{bytes} / (kernels.memoryBandwidth * calibration.elementwiseMemory);
    }
};

/// A weight matrix of `in` x `out` on this rank: its forward product and the two of the backward
/// pass.
struct ProductTimes {
    Seconds forward, backward;
};

ProductTimes productTimes(const Rank& rank, double in, double out, const GemmFit& fit,
                          FlopRate peak, double inputBytes)
{
    const ByteRate bandwidth = rank.kernels.memoryBandwidth;
    // Gradients of weights are added to what is there: read and written.
    const double accumulated = 2 * rank.job.state.gradients;
    const Seconds forward = gemmTime({rank.tokens, out, in, inputBytes, 2}, fit, peak, bandwidth);
    const Seconds inputs = gemmTime({rank.tokens, in, out, inputBytes, 2}, fit, peak, bandwidth);
    const Seconds weights =
        gemmTime({in, out, rank.tokens, inputBytes, accumulated}, fit, peak, bandwidth);
    return {forward, inputs + weights};
}

void addMatrices(LayerTimes& times, const Rank& rank)
{
    const double hidden = rank.model.hidden;
    const double queries = rank.queries() / rank.tensor;
    const double width = rank.model.mlpWidth / rank.tensor;
    const std::pair<double, double> shapes[] = {
        {hidden, queries + 2 * rank.keysPerRank()},
        {queries, hidden},
        {hidden, (rank.model.gatedMlp ? 2 : 1) * width},
        {width, hidden},
    };
    for (const auto& [in, out] : shapes) {
        const auto product = productTimes(rank, in, out, rank.kernels.gemm, rank.kernels.peak,
                                          rank.kernels.inputBytes);
        times.forward.matrices += product.forward;
        times.backward.matrices += product.backward;
    }
}

void addAttention(LayerTimes& times, const Rank& rank)
{
    const TrainingJob& job = rank.job;
    const bool fused = job.attention == AttentionKernel::Flash;
    const double computed = fused && rank.model.causal ? 0.5 : 1;
    const Flops work{4 * rank.tokens * job.sequence * rank.queries() / rank.tensor * computed};
    if (fused) {
        const Seconds forward = work / (rank.kernels.widePeak * rank.kernels.attention);
        times.forward.attention = forward;
        times.backward.attention =
            forward * (rank.calibration.attentionBackwardWork / rank.calibration.attentionBackward);
        return;
    }
    // Two batched products, and the scores through memory a few times; backward doubles the
    // products.
    const Seconds products = work / (rank.kernels.widePeak * rank.kernels.wideGemm.compute);
    const Seconds passes = rank.moved(rank.calibration.scorePasses * 2 * rank.tokens * job.sequence
                                      * rank.model.heads / rank.tensor);
    times.forward.attention = products + passes;
    times.backward.attention = products * 2 + passes;
}

void addElementwise(LayerTimes& times, const Rank& rank)
{
    const double hidden = rank.model.hidden;
    const double width = rank.model.mlpWidth / rank.tensor;
    const double residual = rank.calibration.elementwisePasses * 2 * hidden / rank.sequenceSplit;
    // Gated: two in and one out of `width`; plain: one in, one out. Rotary positions: queries and
    // keys, in and out.
    const double activation = (rank.model.gatedMlp ? 3 : 2) * 2 * width;
    const double rotary = 2 * 2 * (rank.queries() / rank.tensor + rank.keysPerRank());
    constexpr int kernelsPerLayer = 6; // two norms, two residuals, rotary, activation
    const Seconds forward = rank.moved(rank.tokens * (residual + activation + rotary));
    const Seconds start = rank.calibration.elementwiseStart * kernelsPerLayer;
    times.forward.elementwise = forward + start;
    times.backward.elementwise = forward * rank.calibration.elementwiseBackward + start;
}

void addEnds(LayerTimes& times, const Rank& rank)
{
    const double hidden = rank.model.hidden;
    const double vocabulary = rank.model.vocabulary / rank.tensor;
    const auto product =
        productTimes(rank, hidden, vocabulary, rank.kernels.wideGemm, rank.kernels.widePeak, 2);
    // The loss reads and writes FP32 logits about three times.
    const Seconds loss = rank.moved(3 * 4 * rank.tokens * vocabulary);
    times.head = product.forward + product.backward + loss;
    // Looked up forward, added up backward in FP32.
    times.embedding = rank.moved(rank.tokens * hidden * (2 + 2 + 2 * 4));
}

Seconds recomputed(const LayerTimes& times, const TrainingJob& job)
{
    switch (job.recompute) {
    case Recompute::None: return {};
    // Fused attention keeps no scores, so that there is nothing to compute again.
    case Recompute::Selective:
        return job.attention == AttentionKernel::Unfused ? times.forward.attention : Seconds{};
    case Recompute::Full: return times.forward.total();
    }
    return {};
}

} // namespace

LayerTimes layerTimes(const TransformerModel& model, const TrainingJob& job,
                      const ParallelLayout& layout, const Kernels& kernels,
                      const Calibration& calibration)
{
    const Rank rank{.model = model,
                    .job = job,
                    .kernels = kernels,
                    .calibration = calibration,
                    .tokens = static_cast<double>(job.sequence) * job.microbatch / layout.context,
                    .tensor = static_cast<double>(layout.tensor),
                    .sequenceSplit =
                        layout.sequenceParallel ? static_cast<double>(layout.tensor) : 1};
    LayerTimes times;
    addMatrices(times, rank);
    addAttention(times, rank);
    addElementwise(times, rank);
    addEnds(times, rank);
    times.recompute = recomputed(times, job);
    return times;
}

} // namespace colonnade::model
