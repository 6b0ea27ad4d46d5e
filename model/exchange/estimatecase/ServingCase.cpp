#include "model/exchange/estimatecase/ServingCase.h"

#include "model/units/Text.h"

#include <algorithm>
#include <cmath>

namespace colonnade::model {

namespace {

/// Accelerators of one scale-up network: a rack of those that come by the rack ("GB200"), else a node.
constexpr int rackDomain = 72;
constexpr int nodeDomain = 8;

ClusterView viewOf(const EstimateCase& one)
{
    ClusterView view;
    view.name = one.hardware;
    view.accelerator = one.part.name;
    view.accelerators = one.accelerators;
    const auto at = [&](Precision precision) -> std::optional<FlopRate>& { return view.peak[static_cast<std::size_t>(precision)]; };
    at(Precision::Fp16) = at(Precision::Bf16) = one.part.bf16;
    at(Precision::Fp8) = one.part.fp8;
    at(Precision::Fp4) = one.part.fp4;
    view.memory = one.part.memory;
    view.memoryBandwidth = one.part.memoryBandwidth;
    view.tdp = one.part.tdp;
    view.scaleUp.size = one.part.name.starts_with("GB") ? rackDomain : nodeDomain;
    view.scaleUp.bandwidth = one.part.scaleUp;
    return view;
}

ServingLayout layoutOf(const CaseInputs& inputs, bool experts)
{
    ServingLayout out;
    out.tensor = std::max(1, inputs.whole({"tp"}, 1));
    out.pipeline = std::max(1, inputs.whole({"pp"}, 1));
    out.attentionData = std::max(1, inputs.whole({"attention_dp"}, 1));
    const int ranks = out.tensor * out.attentionData;
    // Experts follow the attention where nothing else is said: split like heads, or whole beside requests.
    out.expertTensor = std::max(1, inputs.whole({"moe_tp"}, experts && out.attentionData == 1 ? ranks : 1));
    out.expert = std::max(1, inputs.whole({"moe_ep"}, experts && out.attentionData > 1 ? ranks : 1));
    return out;
}

ServingLayout byHeads(int width)
{
    return {.tensor = width, .pipeline = 1, .attentionData = 1, .expertTensor = 1, .expert = width};
}

ServingLayout byRequests(int width)
{
    return {.tensor = 1, .pipeline = 1, .attentionData = width, .expertTensor = 1, .expert = width};
}

/// Tables that print the product of two widths of the same group of ranks as its size: the same runs are also printed with
/// the group itself.
bool printsProduct(const ServingLayout& layout)
{
    return layout.expert > 1 && layout.expert == layout.expertTensor
        && layout.tensor * layout.attentionData == layout.expert * layout.expertTensor;
}

struct Tokens {
    int prompt = 0, output = 0;
};

/// Mean lengths of the data sets of MLPerf inference, from their publications.
std::optional<Tokens> ofDataSet(const EstimateCase& one)
{
    const std::string set = one.workload.text({"dataset"});
    if (set.find("OpenORCA") != std::string::npos)
        return Tokens{300, 294};
    if (set.find("MLPerf") == std::string::npos)
        return std::nullopt;
    return one.model && one.model->latent ? Tokens{800, 3880} : Tokens{778, 128};
}

Precision precisionOfCase(const EstimateCase& one)
{
    if (one.precision.find(" or ") != std::string::npos)
        return one.part.fp4 ? Precision::Fp4 : Precision::Fp8;
    return precisionOf(one.precision).value_or(Precision::Bf16);
}

void engineOf(const EstimateCase& one, ServingJob& job, ServingCase& out)
{
    const std::string& software = one.software.empty() ? one.hardware : one.software;
    if (software.find("vllm") != std::string::npos)
        job.engine = ServingEngine::Vllm;
    else if (software.find("sglang") != std::string::npos)
        job.engine = ServingEngine::Sglang;
    const auto gap = one.software.find(' ');
    if (one.kind == "serve-throughput")
        job.engineVersion = "offline";
    else if (gap != std::string::npos)
        job.engineVersion = one.software.substr(gap + 1);
    else
        out.assumptions.push_back(
            fmt::format("The release of {} is not stated: that of the part's launch is taken.", word(job.engine)));
}

/// Layouts of every size up to a node, for a row that names none.
void addSearched(const EstimateCase& one, const ServingJob& job, ServingCase& out)
{
    out.searched = true;
    out.assumptions.emplace_back("The layout is not stated: the one with the most tokens per second and accelerator is taken.");
    for (int width = 1; width <= std::min(one.accelerators, nodeDomain); width *= 2) {
        ServingJob candidate = job;
        candidate.layout = ServingLayout{.tensor = width, .pipeline = 1, .attentionData = 1, .expertTensor = one.model->experts ? width : 1, .expert = 1};
        out.candidates.push_back(candidate);
        if (one.model->experts && width > 1) {
            candidate.layout = byRequests(width);
            out.candidates.push_back(candidate);
        }
    }
}

/// A pool for decoding in each width and manner that `ranks` accelerators allow.
void addPools(const ServingJob& job, int ranks, std::initializer_list<int> widths, ServingCase& out)
{
    for (const int width : widths) {
        if (width > ranks)
            continue;
        ServingJob candidate = job;
        candidate.instances = std::max(1, ranks / width);
        candidate.layout = byHeads(width);
        out.candidates.push_back(candidate);
        candidate.layout = byRequests(width);
        out.candidates.push_back(candidate);
    }
}

void readPools(const EstimateCase& one, ServingJob job, ServingCase& out)
{
    const bool experts = one.model->experts.has_value();
    const CaseInputs decode = one.parallelism.within({"decode"});
    const CaseInputs prompts = one.parallelism.within({"prefill"});
    out.pooled = true;
    ServingLayout prefill = layoutOf(prompts, experts);
    const bool known = decode.has("workers");
    if (one.model->latent && prefill.tensor > 1)
        prefill = byRequests(prefill.tensor * prefill.attentionData);
    job.prefill = PrefillPool{prefill, known ? std::max(1, prompts.whole({"workers"}, 1)) : 0};
    job.instances = std::max(1, decode.whole({"workers"}, 1));
    if (!job.concurrency)
        job.concurrency = job.instances * std::max(1, decode.whole({"batch"}, 1));
    if (!known)
        out.assumptions.emplace_back("The number of instances that take in prompts is not stated: as many as keep up.");
    job.layout = layoutOf(decode, experts);
    out.candidates.push_back(job);
    if (one.model->latent && experts) {
        out.assumptions.emplace_back("A latent cache cannot be split by heads: the pools attend by requests where that is faster.");
        const int width = job.layout->tensor * job.layout->attentionData;
        for (const ServingLayout& layout : {byHeads(width), byRequests(width)}) {
            job.layout = layout;
            out.candidates.push_back(job);
        }
    }
}

/// Experts in slices below 128 wide do not fit the blocks in which they are scaled and multiplied.
bool cannotRun(const TransformerModel& model, const ServingLayout& layout)
{
    constexpr int narrowest = 128;
    return model.experts && layout.ranks() > nodeDomain && model.experts->width < narrowest * layout.expertTensor;
}

/// Tables of the most tokens per second give the width alone; with experts and more ranks than there are heads of keys and
/// values, engines then attend by requests (TensorRT-LLM's guides to DeepSeek and Qwen3: enable_attention_dp).
bool attendsByRequests(const TransformerModel& model, const ServingLayout& layout)
{
    return model.experts && layout.attentionData == 1 && layout.tensor > 1
        && (model.latent || model.keyValueHeads < layout.tensor);
}

} // namespace

Result<ServingCase> servingCaseOf(const EstimateCase& one)
{
    if (!one.model)
        return fail("The model '{}' is not described.", shown(one.modelName));
    ServingCase out;
    out.view = viewOf(one);
    ServingJob job;
    job.precision = precisionOfCase(one);
    job.cacheBytes = job.precision == Precision::Bf16 || job.precision == Precision::Fp16 ? 2 : 1;
    engineOf(one, job, out);
    job.promptTokens = one.workload.whole({"isl"});
    job.outputTokens = one.workload.whole({"osl"});
    if (job.promptTokens == 0 || job.outputTokens == 0) {
        const auto tokens = ofDataSet(one);
        if (!tokens)
            return fail("The lengths of prompts and outputs are not stated.");
        job.promptTokens = tokens->prompt;
        job.outputTokens = tokens->output;
        out.assumptions.push_back(fmt::format("Prompts of {} and outputs of {} tokens are assumed, the means of the data set.",
                                              job.promptTokens, job.outputTokens));
    }
    const int batch = one.workload.whole({"batch"});
    if (const int requests = one.workload.whole({"concurrency"}, batch); requests > 0)
        job.concurrency = requests;
    if (one.kind == "serve-throughput")
        out.arrival = one.workload.text({"batching"}) == "static" ? ServingArrival::Together : ServingArrival::Saturated;
    out.accelerators = one.accelerators;
    if (one.parallelism.has("decode")) {
        readPools(one, job, out);
        return out;
    }
    if (!one.parallelism.has("tp")) {
        addSearched(one, job, out);
        return out;
    }

    ServingLayout layout = layoutOf(one.parallelism, one.model->experts.has_value());
    const int stated = layout.attentionData;
    if (one.model->experts && printsProduct(layout)) {
        const int group = layout.expert;
        layout = layout.attentionData > 1 ? byRequests(group) : byHeads(group);
        out.assumptions.push_back(fmt::format("The table prints the product of the widths of one group: {} accelerators.", group));
        if (one.kind != "serve-throughput")
            out.accelerators = group;
    } else if (cannotRun(*one.model, layout) && one.kind != "serve-throughput") {
        out.pooled = true;
        const double share = job.promptTokens >= 4 * job.outputTokens ? 0.5 : 0.8;
        const int decoding = static_cast<int>(std::floor(share * one.accelerators + 0.1));
        job.prefill = PrefillPool{one.model->latent ? byRequests(4) : byHeads(4), 0};
        out.assumptions.push_back(fmt::format("Experts split {} ways do not run: read as pools, {} of the accelerators decoding.",
                                              layout.expertTensor, decoding));
        addPools(job, std::max(decoding, 8), {8, 16, 32}, out);
        return out;
    }
    if (one.kind == "serve-throughput" && attendsByRequests(*one.model, layout)) {
        layout = byRequests(layout.tensor);
        out.assumptions.emplace_back("Attention is split by requests: there are fewer heads of keys and values than ranks.");
    }
    job.layout = layout;
    if (one.kind != "serve-throughput") {
        // More requests than a batch holds means several instances behind one front end.
        const int each = std::max(1, batch) * stated;
        job.instances = batch > 0 && job.concurrency ? std::max(1, static_cast<int>(std::lround(1.0 * *job.concurrency / each))) : 1;
        out.accelerators = std::max(out.accelerators, layout.ranks() * job.instances);
        if (job.instances > 1)
            out.assumptions.push_back(fmt::format("{} instances share one front end.", job.instances));
    }
    out.candidates.push_back(job);
    return out;
}

} // namespace colonnade::model
