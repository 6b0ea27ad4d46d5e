#include "model/performance/LayerTimes.h"

#include "model/performance/Flops.h"
#include "model/design/ModelShape.h"

#include <algorithm>

namespace colonnade::model {

namespace {

/// Shapes of one job on one rank, and the part's rates.
struct Rank {
    const TransformerModel& model;
    const TrainingJob& job;
    const TrainingKernels& kernels;
    const Calibration& calibration;
    const ParallelLayout& layout;
    double tokens; ///< Of a microbatch, after context parallelism.
    double tensor;
    double sequenceSplit; ///< Ranks that share norms and residuals.
    HeadSizes sizes;

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
    [[nodiscard]] bool narrow() const { return job.precision == Precision::Fp8 || job.precision == Precision::Fp4; }
};

struct Format {
    const GemmFit& fit;
    FlopRate peak;
    double inputBytes;
};

/// Matrices of `in` x `out`, `copies` of them that share the rows out evenly: forward products and the two of the
/// backward pass each.
void addProduct(LayerTimes& times, const Rank& rank, const Format& format, double rows, double in, double out,
                double copies = 1, double weight = 1)
{
    const ByteRate bandwidth = rank.kernels.memoryBandwidth;
    const double rate = copies > 1 ? rank.kernels.stack.grouped : 1;
    // A grouped kernel launches once, but reads each copy's weights.
    const Seconds others = Bytes{(copies - 1) * in * out * format.inputBytes} / (bandwidth * format.fit.memory);
    const auto one = [&](double m, double n, double k, double outputBytes) {
        return gemmTime({m, n, k, format.inputBytes, outputBytes}, format.fit, format.peak * rate, bandwidth);
    };
    times.forward.matrices += (one(rows, out, in, 2) + others) * weight;
    times.backward.matrices += (one(rows, in, out, 2) + others) * weight;
    if (rank.job.tuning == Tuning::Full) {
        // Gradients of weights are added to what is there: read and written.
        const double accumulated = 2 * rank.job.state.gradients;
        const Seconds sums = Bytes{(copies - 1) * in * out * accumulated} / (bandwidth * format.fit.memory);
        times.backward.matrices += (one(in, out, rows, accumulated) + sums) * weight;
    }
    if (rank.narrow() && format.inputBytes < 2) {
        // Inputs are read as 16 bit and written narrow, by rows and by columns; so are the gradients of outputs.
        const bool blocks = rank.job.scaling == ScaleGrain::Block || rank.job.precision == Precision::Fp4;
        const double bytes = blocks ? rank.kernels.stack.quantisedBlock : rank.kernels.stack.quantised;
        times.forward.elementwise += rank.moved(bytes * rows * in) * weight;
        times.backward.elementwise += rank.moved(bytes * rows * out) * weight;
    }
}

void addAttentionMatrices(LayerTimes& times, const Rank& rank, const Format& format)
{
    const double hidden = rank.model.hidden;
    const double heads = rank.model.heads / rank.tensor;
    if (!rank.model.latent) {
        addProduct(times, rank, format, rank.tokens, hidden, heads * rank.model.headSize + 2 * rank.keysPerRank());
        addProduct(times, rank, format, rank.tokens, heads * rank.model.headSize, hidden);
        return;
    }
    // Down to the small vectors on every rank, up to the heads of each.
    const LatentAttention& latent = *rank.model.latent;
    const double down = latent.keyValueRank + latent.ropeSize;
    if (latent.queryRank > 0) {
        addProduct(times, rank, format, rank.tokens / rank.sequenceSplit, hidden, down + latent.queryRank);
        addProduct(times, rank, format, rank.tokens, latent.queryRank, heads * rank.sizes.score);
    } else {
        addProduct(times, rank, format, rank.tokens / rank.sequenceSplit, hidden, down);
        addProduct(times, rank, format, rank.tokens, hidden, heads * rank.sizes.score);
    }
    addProduct(times, rank, format, rank.tokens, latent.keyValueRank, heads * (latent.plainSize + latent.valueSize));
    addProduct(times, rank, format, rank.tokens, heads * latent.valueSize, hidden);
}

/// A plain MLP of `width` on this rank, with its activation.
void addMlp(LayerTimes& times, const Rank& rank, const Format& format, double rows, double width, double copies,
            double weight)
{
    const double hidden = rank.model.hidden;
    const double gates = rank.model.gatedMlp ? 2 : 1;
    addProduct(times, rank, format, rows, hidden, gates * width, copies, weight);
    addProduct(times, rank, format, rows, width, hidden, copies, weight);
    const Seconds activation =
        rank.moved(rank.kernels.stack.activationPasses * (gates + 1) / 2 * 2 * rows * width) * weight;
    times.forward.elementwise += activation;
    times.backward.elementwise += activation * rank.calibration.elementwiseBackward;
}

/// Tokens that one rank sends to its layer's experts.
double sentTokens(const Rank& rank)
{
    // Where every tensor rank has all tokens, they share out which to send.
    return rank.tokens / rank.tensor;
}

void addExperts(LayerTimes& times, const Rank& rank, const Format& format, double weight)
{
    const Experts& experts = *rank.model.experts;
    const double split = rank.layout.expertTensor;
    const double here = std::max(1.0, static_cast<double>(experts.count) / rank.layout.expert);
    const double rows = sentTokens(rank) * experts.perToken * split;
    addMlp(times, rank, format, rows, experts.width / split, here, weight);
    if (experts.shared > 0)
        addMlp(times, rank, format, rank.tokens, experts.shared * experts.width / rank.tensor, 1, weight);
    const Format wide{rank.kernels.wideGemm, rank.kernels.widePeak, 2};
    addProduct(times, rank, wide, sentTokens(rank), rank.model.hidden, experts.count, 1, weight);
    const Seconds permuted = rank.moved(rank.kernels.stack.permutePasses * 2 * rows * rank.model.hidden) * weight;
    times.forward.elementwise += permuted;
    times.backward.elementwise += permuted;
}

void addMatrices(LayerTimes& times, const Rank& rank)
{
    const Format format{rank.kernels.gemm, rank.kernels.peak, rank.kernels.inputBytes};
    addAttentionMatrices(times, rank, format);
    const double ofExperts = static_cast<double>(expertLayers(rank.model)) / rank.model.layers;
    if (ofExperts < 1)
        addMlp(times, rank, format, rank.tokens, rank.model.mlpWidth / rank.tensor, 1, 1 - ofExperts);
    if (ofExperts > 0)
        addExperts(times, rank, format, ofExperts);
}

void addAttention(LayerTimes& times, const Rank& rank)
{
    const TrainingJob& job = rank.job;
    const TrainingStack& stack = rank.kernels.stack;
    const bool fused = job.attention == AttentionKernel::Flash;
    const auto count = fused && rank.model.causal ? ScoreCount::CausalHalf : ScoreCount::Full;
    const double attended = fused ? attendedTokens(rank.model, job.sequence, count) : job.sequence;
    const double heads = rank.model.heads / rank.tensor;
    const Flops work{2 * rank.tokens * attended * heads * (rank.sizes.score + rank.sizes.value)};
    if (fused) {
        const double size = std::min(rank.sizes.value, 128.0);
        const double reached = size / (size + stack.headSizeLoss) * (128 + stack.headSizeLoss) / 128;
        const Seconds forward = work / (rank.kernels.widePeak * (rank.kernels.attention * reached));
        times.forward.attention = forward;
        times.backward.attention = forward * (stack.backwardWork / stack.backwardRate);
        return;
    }
    // Two batched products, and the scores through memory a few times; backward doubles the
    // products.
    const Seconds products = work / (rank.kernels.widePeak * rank.kernels.wideGemm.compute);
    const Seconds passes = rank.moved(rank.calibration.scorePasses * 2 * rank.tokens * job.sequence * heads);
    times.forward.attention = products + passes;
    times.backward.attention = products * 2 + passes;
}

void addElementwise(LayerTimes& times, const Rank& rank)
{
    const double hidden = rank.model.hidden;
    const double residual = rank.kernels.stack.elementwisePasses * 2 * hidden / rank.sequenceSplit;
    // Rotary positions: queries and keys, in and out.
    const double rotary = 2 * 2 * (rank.model.heads * rank.sizes.score / rank.tensor + rank.keysPerRank());
    constexpr int kernelsPerLayer = 6; // two norms, two residuals, rotary, activation
    const Seconds forward = rank.moved(rank.tokens * (residual + rotary));
    const Seconds start = rank.calibration.elementwiseStart * kernelsPerLayer;
    times.forward.elementwise += forward + start;
    times.backward.elementwise += forward * rank.calibration.elementwiseBackward + start;
}

void addEnds(LayerTimes& times, const Rank& rank)
{
    const double hidden = rank.model.hidden;
    const double vocabulary = rank.model.vocabulary / rank.tensor;
    LayerTimes head;
    addProduct(head, rank, {rank.kernels.wideGemm, rank.kernels.widePeak, 2}, rank.tokens, hidden, vocabulary);
    // The loss reads and writes FP32 logits about three times.
    const Seconds loss = rank.moved(3 * 4 * rank.tokens * vocabulary);
    times.head = head.forward.matrices + head.backward.matrices + loss;
    // Each layer that predicts a further token is a layer with a head of its own, on the last stage.
    times.head = times.head * (1.0 + rank.model.predictionLayers)
        + (times.forward.total() + times.backward.total()) * rank.model.predictionLayers;
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
                      const ParallelLayout& layout, const TrainingKernels& kernels,
                      const Calibration& calibration)
{
    const Rank rank{.model = model,
                    .job = job,
                    .kernels = kernels,
                    .calibration = calibration,
                    .layout = layout,
                    .tokens = static_cast<double>(job.sequence) * job.microbatch / layout.context,
                    .tensor = static_cast<double>(layout.tensor),
                    .sequenceSplit =
                        layout.sequenceParallel ? static_cast<double>(layout.tensor) : 1,
                    .sizes = headSizes(model)};
    LayerTimes times;
    addMatrices(times, rank);
    addAttention(times, rank);
    addElementwise(times, rank);
    addEnds(times, rank);
    times.recompute = recomputed(times, job);
    if (const double project = calibration.project.factors[0]; project != 1) {
        for (Seconds* time : {&times.forward.matrices, &times.forward.attention, &times.forward.elementwise, &times.backward.matrices,
                              &times.backward.attention, &times.backward.elementwise, &times.recompute, &times.head, &times.embedding})
            *time = *time * project;
    }
    return times;
}

} // namespace colonnade::model
