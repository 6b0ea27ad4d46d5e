#include "model/exchange/package/ShapeViews.h"

namespace colonnade::model::package {

using enum AudienceClass;

namespace {

struct TrainingView {
    const TrainingJob* job;
};
struct ServingView {
    const ServingJob* job;
};

std::vector<std::string> wordsOf(const FreeChoices& free)
{
    std::vector<std::string> out;
    for (const FreeChoice choice : {FreeChoice::Precision, FreeChoice::Recompute, FreeChoice::Schedule, FreeChoice::Microbatch, FreeChoice::Pools}) {
        if (free.has(choice))
            out.emplace_back(word(choice));
    }
    return out;
}

} // namespace

template <> void describe(ObjectShape<Experts>& shape)
{
    using AudienceClass::Workload;
    shape.line()
        .field("count", Workload, "Experts of a layer.", &Experts::count)
        .field("per_token", Workload, "Of those, that a token is sent to.", &Experts::perToken)
        .field("shared", Workload, "That see every token.", &Experts::shared)
        .field("width", Workload, "Of one expert.", &Experts::width)
        .field("dense_layers", Workload, "First layers with a plain MLP.", &Experts::denseLayers)
        .field("node_limit", Workload, "Nodes whose experts one token may reach; 0: no limit.", &Experts::nodeLimit);
}

template <> void describe(ObjectShape<LatentAttention>& shape)
{
    using AudienceClass::Workload;
    shape.line()
        .field("query_rank", Workload, "0: queries are not compressed.", &LatentAttention::queryRank)
        .field("key_value_rank", Workload, "Of the vector that is kept for a token.", &LatentAttention::keyValueRank)
        .field("rope_size", Workload, "Of a head's rotated part.", &LatentAttention::ropeSize)
        .field("plain_size", Workload, "Of its part without position.", &LatentAttention::plainSize)
        .field("value_size", Workload, "Of a head's value.", &LatentAttention::valueSize);
}

template <> void describe(ObjectShape<SlidingWindow>& shape)
{
    using AudienceClass::Workload;
    shape.line()
        .field("tokens", Workload, "That a token sees before it.", &SlidingWindow::tokens)
        .field("full_every", Workload, "One layer in so many attends in full; 0: none.", &SlidingWindow::fullEvery);
}

template <> void describe(ObjectShape<TransformerModel>& shape)
{
    using AudienceClass::Workload;
    shape.field("name", Workload, "Name.", &TransformerModel::name)
        .field("layers", Workload, "Layers.", &TransformerModel::layers)
        .field("hidden", Workload, "Hidden size.", &TransformerModel::hidden)
        .field("heads", Workload, "Attention heads.", &TransformerModel::heads)
        .field("key_value_heads", Workload, "Heads of keys and values.", &TransformerModel::keyValueHeads)
        .field("head_size", Workload, "Size of a head.", &TransformerModel::headSize)
        .field("mlp_width", Workload, "Width of the MLP.", &TransformerModel::mlpWidth)
        .field("vocabulary", Workload, "Vocabulary.", &TransformerModel::vocabulary)
        .field("gated_mlp", Workload, "Three matrices instead of two.", &TransformerModel::gatedMlp)
        .field("tied_head", Workload, "The head shares the embedding's weights.", &TransformerModel::tiedHead)
        .field("causal", Workload, "A token attends to earlier ones only.", &TransformerModel::causal)
        .field("experts", Workload, "Null: dense.", &TransformerModel::experts)
        .field("latent_attention", Workload, "Null: keys and values of their heads.", &TransformerModel::latent)
        .field("window", Workload, "Null: all layers attend in full.", &TransformerModel::window)
        .field("prediction_layers", Workload, "Layers that predict further tokens while training.", &TransformerModel::predictionLayers);
}

template <> void describe(ObjectShape<ParallelLayout>& shape)
{
    using AudienceClass::Workload;
    shape.line()
        .field("tensor", Workload, "Tensor parallel ranks.", &ParallelLayout::tensor)
        .field("sequence_parallel", Workload, "Norms split along the sequence.", &ParallelLayout::sequenceParallel)
        .field("pipeline", Workload, "Pipeline stages.", &ParallelLayout::pipeline)
        .field("virtual_stages", Workload, "Model chunks of a stage.", &ParallelLayout::virtualStages)
        .field("context", Workload, "Context parallel ranks.", &ParallelLayout::context)
        .field("data", Workload, "Data parallel copies; 0: as many as fit.", &ParallelLayout::data)
        .field("expert", Workload, "Ranks that share out the experts of a layer.", &ParallelLayout::expert)
        .field("expert_tensor", Workload, "Ranks that share each expert.", &ParallelLayout::expertTensor);
}

template <> void describe(ObjectShape<ServingLayout>& shape)
{
    using AudienceClass::Workload;
    shape.line()
        .field("tensor", Workload, "Tensor parallel ranks.", &ServingLayout::tensor)
        .field("pipeline", Workload, "Pipeline stages.", &ServingLayout::pipeline)
        .field("attention_data", Workload, "Ranks that attend to requests of their own.", &ServingLayout::attentionData)
        .field("expert_tensor", Workload, "Ranks that share each expert.", &ServingLayout::expertTensor)
        .field("expert", Workload, "Ranks that share out the experts of a layer.", &ServingLayout::expert);
}

template <> void describe(ObjectShape<PrefillPool>& shape)
{
    using AudienceClass::Workload;
    shape.field("layout", Workload, "Of an instance.", &PrefillPool::layout)
        .field("instances", Workload, "0: as many as keep up with the decoding ones.", &PrefillPool::instances);
}

template <> void describe(ObjectShape<TrainingView>& shape)
{
    using AudienceClass::Workload;
    shape.field("sequence", Workload, "Tokens of a sequence.", [](const TrainingView& t) { return t.job->sequence; })
        .field("global_batch", Workload, "Sequences of a step.", [](const TrainingView& t) { return t.job->globalBatch; })
        .field("microbatch", Workload, "Sequences at a time on one rank.", [](const TrainingView& t) { return t.job->microbatch; })
        .field("precision", Workload, "Number format.", [](const TrainingView& t) { return wordOf(t.job->precision); }, allWords<Precision>())
        .field("sharding", Workload, "What data parallel ranks divide.", [](const TrainingView& t) { return wordOf(t.job->sharding); },
               allWords<Sharding>())
        .field("recompute", Workload, "Activations that are computed again.", [](const TrainingView& t) { return wordOf(t.job->recompute); },
               allWords<Recompute>())
        .field("context_exchange", Workload, "How context ranks attend to each other's pieces.",
               [](const TrainingView& t) { return wordOf(t.job->contextExchange); }, allWords<ContextExchange>())
        .field("attention", Workload, "How attention is computed.", [](const TrainingView& t) { return wordOf(t.job->attention); },
               allWords<AttentionKernel>())
        .field("convention", Workload, "How FLOPs are counted.", [](const TrainingView& t) { return wordOf(t.job->convention); },
               allWords<FlopsConvention>())
        .field("accelerators", Workload, "Accelerators asked for; null: all.", [](const TrainingView& t) { return t.job->accelerators; })
        .field("layout", Workload, "Layout asked for; null: searched.", [](const TrainingView& t) { return t.job->layout; })
        .field("total_tokens", Workload, "Length of the training; null: open.", [](const TrainingView& t) { return t.job->totalTokens; })
        .field("schedule", Workload, "Order of the passes in a pipeline.", [](const TrainingView& t) { return wordOf(t.job->schedule); },
               allWords<PipelineSchedule>())
        .field("tuning", Workload, "Which weights are trained.", [](const TrainingView& t) { return wordOf(t.job->tuning); }, allWords<Tuning>())
        .field("software", Workload, "What trains it.", [](const TrainingView& t) { return wordOf(t.job->software); },
               allWords<TrainingSoftware>())
        .field("scaling", Workload, "How finely FP8 tensors are scaled.", [](const TrainingView& t) { return wordOf(t.job->scaling); },
               allWords<ScaleGrain>())
        .field("free", Workload, "Left to the search beside the layout.", [](const TrainingView& t) { return wordsOf(t.job->free); });
}

template <> void describe(ObjectShape<ServingView>& shape)
{
    using AudienceClass::Workload;
    using S = ServingView;
    shape.field("prompt_tokens", Workload, "Of one request.", [](const S& s) { return s.job->promptTokens; })
        .field("output_tokens", Workload, "Of one request.", [](const S& s) { return s.job->outputTokens; })
        .field("concurrency", Workload, "Requests in flight; null: as many as memory holds, or as arrive.", [](const S& s) { return s.job->concurrency; })
        .field("requests_per_s", Workload, "That arrive; null: not said.", [](const S& s) { return s.job->requestRate; })
        .field("precision", Workload, "Number format of the weights.", [](const S& s) { return wordOf(s.job->precision); }, allWords<Precision>())
        .field("cache_bytes", Workload, "Of one element of keys and values.", [](const S& s) { return s.job->cacheBytes; })
        .field("layout", Workload, "Layout asked for; null: searched.", [](const S& s) { return s.job->layout; })
        .field("prefill", Workload, "Pool of its own for prompts; null: none.", [](const S& s) { return s.job->prefill; })
        .field("instances", Workload, "0: as many as the accelerators allow.", [](const S& s) { return s.job->instances; })
        .field("accelerators", Workload, "Accelerators asked for; null: all.", [](const S& s) { return s.job->accelerators; })
        .field("engine", Workload, "What serves it.", [](const S& s) { return wordOf(s.job->engine); }, allWords<ServingEngine>())
        .field("engine_version", Workload, "Its release; empty: not said.", [](const S& s) { return s.job->engineVersion; })
        .field("chunk_tokens", Workload, "Prompt tokens that one iteration takes in at most; null: the engine's own.", [](const S& s) { return s.job->chunk; })
        .field("speculation", Workload, "Output tokens accepted per decoding step.", [](const S& s) { return s.job->speculation; })
        .field("first_token_goal_s", Workload, "Promised; null: nothing is.", [](const S& s) { return s.job->firstTokenGoal; })
        .field("token_goal_s", Workload, "Promised, of an output token; null: nothing is.", [](const S& s) { return s.job->tokenGoal; })
        .field("free", Workload, "Left to the search beside the layout.", [](const S& s) { return wordsOf(s.job->free); });
}

template <> void describe(ObjectShape<WorkloadPages>& shape)
{
    using AudienceClass::Workload;
    shape.field("id", Workload, "Id.", [](const WorkloadPages& w) { return w.workload.id; })
        .field("name", Workload, "Name.", [](const WorkloadPages& w) { return w.workload.name; })
        .field("kind", Workload, "Kind of job.", [](const WorkloadPages& w) { return Word{w.workload.serving() ? "serving" : "training"}; },
               {"training", "serving"})
        .field("source", Workload, "Document that shape and job come from.", [](const WorkloadPages& w) { return w.workload.source; })
        .field("model", Workload, "The model's shape.", [](const WorkloadPages& w) { return w.workload.model; })
        .field("checkpoint_s", Workload, "One write of a checkpoint; null: by the storage, or the profile's.", [](const WorkloadPages& w) { return w.workload.checkpoint; })
        .field("checkpoint_storage_byte_s", Workload, "At which the storage takes checkpoints; null: not known.", [](const WorkloadPages& w) { return w.workload.storageWrite; })
        .field("restart_s", Workload, "From an interruption until it computes again; null: the profile's.", [](const WorkloadPages& w) { return w.workload.restart; })
        .field("step_spread", Workload, "Standard deviation of an accelerator's step time over its mean; null: all are alike.",
               [](const WorkloadPages& w) { return w.workload.stepSpread; })
        .field("training", Workload, "The job; null: it serves.", [](const WorkloadPages& w) {
            const TrainingJob* job = w.workload.training();
            return job ? std::optional{TrainingView{job}} : std::nullopt;
        })
        .field("serving", Workload, "The job; null: it is a training.", [](const WorkloadPages& w) {
            const ServingJob* job = w.workload.serving();
            return job ? std::optional{ServingView{job}} : std::nullopt;
        });
}

} // namespace colonnade::model::package
