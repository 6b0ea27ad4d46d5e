#include "ui/workbench/TrainingForm.h"

#include "ui/document/Words.h"
#include "ui/workbench/JobWords.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QSpinBox>

#include <algorithm>
#include <cmath>

namespace colonnade::ui {

namespace {

using Job = model::TrainingJob;
using model::FreeChoice;
using model::ParallelLayout;

constexpr int mostGigatokens = 100'000'000;
constexpr int searchedLayout = 0, ownLayout = 1; // Entries.

/// As the field shows it: what is less than one, and not nothing, as one.
int gigatokens(const Job& job)
{
    return job.totalTokens && *job.totalTokens > 0 ? static_cast<int>(std::clamp(std::round(*job.totalTokens / 1e9), 1.0, double{mostGigatokens})) : 0;
}

ParallelLayout* layoutOf(Job& job)
{
    return job.layout ? &*job.layout : nullptr;
}

ParallelLayout usualLayout(const Job&)
{
    return {};
}

QString shardingText(model::Sharding sharding)
{
    switch (sharding) {
    case model::Sharding::None: return TrainingForm::tr("nothing (ZeRO 0)");
    case model::Sharding::Optimizer: return TrainingForm::tr("optimizer (ZeRO 1)");
    case model::Sharding::Gradients: return TrainingForm::tr("and gradients (ZeRO 2)");
    case model::Sharding::Weights: return TrainingForm::tr("and weights (ZeRO 3, FSDP)");
    }
    return {};
}

QString scheduleText(model::PipelineSchedule schedule)
{
    switch (schedule) {
    case model::PipelineSchedule::OneForwardOneBackward: return QStringLiteral("1F1B");
    case model::PipelineSchedule::ZeroBubble: return TrainingForm::tr("zero bubble");
    case model::PipelineSchedule::DualPipe: return QStringLiteral("DualPipe");
    }
    return {};
}

QString softwareText(model::TrainingSoftware software)
{
    switch (software) {
    case model::TrainingSoftware::MegatronCore: return QStringLiteral("Megatron-Core");
    case model::TrainingSoftware::MegatronClassic: return TrainingForm::tr("Megatron-LM of 2020 to 2022");
    case model::TrainingSoftware::FullySharded: return QStringLiteral("PyTorch FSDP");
    case model::TrainingSoftware::Xla: return QStringLiteral("JAX (XLA)");
    }
    return {};
}

QString tuningText(model::Tuning tuning)
{
    return tuning == model::Tuning::Full ? TrainingForm::tr("all weights") : TrainingForm::tr("adapters (LoRA)");
}

constexpr std::array exchangeKinds{model::ContextExchange::Ring, model::ContextExchange::AllGather, model::ContextExchange::AllToAll};

QString exchangeText(model::ContextExchange exchange)
{
    switch (exchange) {
    case model::ContextExchange::Ring: return TrainingForm::tr("a ring");
    case model::ContextExchange::AllGather: return TrainingForm::tr("gathering all of it");
    case model::ContextExchange::AllToAll: return TrainingForm::tr("exchange for heads");
    }
    return {};
}

QString grainText(model::ScaleGrain grain)
{
    return grain == model::ScaleGrain::Tensor ? TrainingForm::tr("a tensor") : TrainingForm::tr("a block");
}

QString conventionText(model::FlopsConvention convention)
{
    return convention == model::FlopsConvention::CausalHalf ? TrainingForm::tr("the causal half") : TrainingForm::tr("the full square");
}

/// A choice that can be left to the search; the job's own value stays beneath it.
template <class E> void addFree(Fields<Job>& fields, QComboBox* box, FreeChoice choice, E Job::*member, int bySearch, E (*shown)(E))
{
    fields.add(box, [=](const Job& job) { return job.free.has(choice) ? bySearch : static_cast<int>(shown(job.*member)); },
               [=](Job& job, int now) {
                   job.free = job.free.with(choice, now == bySearch);
                   if (now != bySearch && now != static_cast<int>(shown(job.*member)))
                       job.*member = static_cast<E>(now);
               });
}

template <class E> E asItIs(E value)
{
    return value;
}

} // namespace

TrainingForm::TrainingForm(QWidget* parent) : JobForm(parent)
{
    addUsual();
    addLayout();
    addSoftware();
    addMemory();
    showRows();
}

bool TrainingForm::searched() const
{
    return valueOf(m_layout) == searchedLayout;
}

void TrainingForm::addUsual()
{
    m_fields.add(number({"training-sequence", tr("Sequence"), tr("Tokens of one sequence")}, 1, tr("tokens")), &Job::sequence);
    m_fields.add(number({"training-batch", tr("Batch of a step"), tr("Sequences that all accelerators compute together in one step")}, 1, tr("sequences")),
                 &Job::globalBatch);
    m_fields.add(number({"training-microbatch", tr("Microbatch"), tr("Sequences that one rank computes at a time")}, 0, tr("sequences"), tr("chosen by search")),
                 [](const Job& job) { return job.free.has(FreeChoice::Microbatch) ? 0 : job.microbatch; },
                 [](Job& job, int now) {
                     job.free = job.free.with(FreeChoice::Microbatch, now == 0);
                     if (now > 0)
                         job.microbatch = now;
                 });
    m_precision = choice({"training-precision", tr("Precision"), tr("Number format of the matrix multiplications")}, formPrecisions, wordText, true);
    addFree(m_fields, m_precision, FreeChoice::Precision, &Job::precision, bySearch, shownPrecision);
    constexpr std::array shardings{model::Sharding::None, model::Sharding::Optimizer, model::Sharding::Gradients, model::Sharding::Weights};
    m_fields.add(choice({"training-sharding", tr("Sharded"), tr("What data parallel ranks divide among themselves instead of keeping all of it")}, shardings,
                        shardingText),
                 &Job::sharding);
    constexpr std::array kinds{model::Recompute::None, model::Recompute::Selective, model::Recompute::Full};
    addFree(m_fields,
            choice({"training-recompute", tr("Recomputed"),
                    tr("Activations that are computed again in the backward pass: scores of the attention (selective), or all (full)")},
                   kinds, wordText, true),
            FreeChoice::Recompute, &Job::recompute, bySearch, asItIs<model::Recompute>);
    m_fields.add(number({"training-tokens", tr("Whole training"), tr("Tokens of the whole training, in thousands of millions; its duration follows")}, 0,
                        tr("G tokens"), tr("not stated")),
                 gigatokens, [](Job& job, int now) { job.totalTokens = now > 0 ? std::optional{now * 1e9} : std::nullopt; });
    constexpr std::array tunings{model::Tuning::Full, model::Tuning::LowRank};
    m_fields.add(choice({"training-tuning", tr("Trained"), tr("All weights of the model, or small adapters beside frozen ones")}, tunings, tuningText),
                 &Job::tuning);
}

void TrainingForm::addLayout()
{
    part("training-layout-part", tr("Layout"), tr("How the job is spread over the accelerators"));
    addOptional(m_fields,
                number({"training-accelerators", tr("Accelerators"), tr("That the job takes of the machine")}, 0, {}, tr("all of the machine")), &Job::accelerators);
    m_layout = choiceOf({"training-layout", tr("Degrees"), tr("The search takes the fastest that fits; or your own")},
                        {{tr("chosen by search"), searchedLayout}, {tr("as below"), ownLayout}});
    m_fields.add(m_layout, [](const Job& job) { return job.layout ? ownLayout : searchedLayout; },
                 [](Job& job, int now) {
                     if (now == searchedLayout)
                         job.layout.reset();
                     else
                         job.layout.emplace();
                 });
    const auto own = [this] { return !searched(); };
    const auto add = [this](auto* box, auto ParallelLayout::*member) {
        m_fields.addOf(layoutOf, usualLayout, box, member);
        return box;
    };
    m_tensor = add(number({"training-tensor", tr("Tensor (TP)"), tr("Ranks that share each layer's matrices; best within a scale-up domain"), own}, 1),
                   &ParallelLayout::tensor);
    auto* along = toggle({"training-sequence-parallel", tr("Sequence parallel"), tr("Norms and dropouts are split along the sequence over the tensor ranks")});
    setCondition(along, [this, along] { return !searched() && (m_tensor->value() > 1 || along->isChecked()); });
    add(along, &ParallelLayout::sequenceParallel);
    m_pipeline = add(number({"training-pipeline", tr("Pipeline (PP)"), tr("Stages that the layers are cut into"), own}, 1), &ParallelLayout::pipeline);
    // What applies only beside another degree is shown also where it is set without it, since it is then what is wrong.
    auto* chunks = number({"training-virtual", tr("Virtual stages"), tr("Pieces of the model on each pipeline rank; more than one interleaves them")}, 1);
    setCondition(chunks, [this, chunks] { return !searched() && (m_pipeline->value() > 1 || chunks->value() > 1); });
    add(chunks, &ParallelLayout::virtualStages);
    auto* context = add(number({"training-context", tr("Context (CP)"), tr("Ranks that share one sequence"), own}, 1), &ParallelLayout::context);
    auto* exchange = choice({"training-context-exchange", tr("Sequence shared by"),
                             tr("How context ranks come by the rest of a sequence: keys and values go round while others are computed with (ring),\n"
                                "are gathered first, or tokens are exchanged for heads (DeepSpeed-Ulysses)")},
                            exchangeKinds, exchangeText);
    setCondition(exchange, [this, context, exchange] {
        return searched() || context->value() > 1 || valueOf(exchange) != static_cast<int>(model::ContextExchange::Ring);
    });
    m_fields.add(exchange, &Job::contextExchange);
    add(number({"training-data", tr("Data (DP)"), tr("Copies of the model that share the batch"), own}, 0, {}, tr("as many as there is room for")),
        &ParallelLayout::data);
    const auto addOfExperts = [&](const char* name, const QString& label, const QString& tip, int ParallelLayout::*member) {
        auto* box = number({name, label, tip}, 1);
        setCondition(box, [this, box] { return !searched() && (m_experts || box->value() > 1); });
        add(box, member);
    };
    addOfExperts("training-expert", tr("Expert (EP)"), tr("Ranks that share out the experts of a layer, out of tensor, context and data ranks"),
                 &ParallelLayout::expert);
    addOfExperts("training-expert-tensor", tr("Tensor of an expert"), tr("Ranks that share each expert"), &ParallelLayout::expertTensor);
    constexpr std::array schedules{model::PipelineSchedule::OneForwardOneBackward, model::PipelineSchedule::ZeroBubble, model::PipelineSchedule::DualPipe};
    addFree(m_fields,
            choice({"training-schedule", tr("Schedule"), tr("Order of the passes in a pipeline"), [this] { return searched() || m_pipeline->value() > 1; }},
                   schedules, scheduleText, true),
            FreeChoice::Schedule, &Job::schedule, bySearch, asItIs<model::PipelineSchedule>);
}

void TrainingForm::addSoftware()
{
    part("training-software-part", tr("Software"), tr("What trains the model, and what it hides behind computing"));
    constexpr std::array softwares{model::TrainingSoftware::MegatronCore, model::TrainingSoftware::MegatronClassic, model::TrainingSoftware::FullySharded,
                                   model::TrainingSoftware::Xla};
    m_fields.add(choice({"training-software", tr("Software"), tr("Whose published runs the constants come from")}, softwares, softwareText), &Job::software);
    constexpr std::array kernels{model::AttentionKernel::Flash, model::AttentionKernel::Unfused};
    m_fields.add(choice({"training-attention", tr("Attention"), tr("Flash keeps no scores in memory; unfused writes and reads them")}, kernels, wordText),
                 &Job::attention);
    constexpr std::array grains{model::ScaleGrain::Tensor, model::ScaleGrain::Block};
    m_fields.add(choice({"training-scaling", tr("FP8 scale of"), tr("What shares one scale: a whole tensor, or a small block (MXFP8, 1 x 128)"),
                         [this] { return valueOf(m_precision) == static_cast<int>(model::Precision::Fp8) || valueOf(m_precision) == bySearch; }},
                        grains, grainText),
                 &Job::scaling);
    const auto overlap = [](Job& job) { return &job.overlap; };
    const auto usual = [](const Job&) { return model::Overlap{}; };
    m_fields.addOf(overlap, usual,
                   toggle({"training-hides-gradients", tr("Hides data traffic"), tr("Gradients, and weights that are sharded, travel while it computes")}),
                   &model::Overlap::gradients);
    m_fields.addOf(overlap, usual,
                   toggle({"training-hides-pipeline", tr("Hides pipeline traffic"), tr("Sends between stages run while the pipeline is full"),
                           [this] { return searched() || m_pipeline->value() > 1; }}),
                   &model::Overlap::pipeline);
    m_fields.add(decimal({"training-hides-tensor", tr("Hides tensor traffic"), tr("Share of it that runs beside matrix multiplications cut into pieces"),
                          [this] { return searched() || m_tensor->value() > 1; }},
                         0, 100, 1, QStringLiteral("%"), tr("nothing")),
                 [](const Job& job) { return 100 * job.overlap.tensorHidden; }, [](Job& job, double now) { job.overlap.tensorHidden = now / 100; });
    constexpr std::array conventions{model::FlopsConvention::CausalHalf, model::FlopsConvention::FullSquare};
    m_fields.add(choice({"training-convention", tr("MFU counts"), tr("Attention that the shown MFU counts; the time of a step does not depend on it")},
                        conventions, conventionText),
                 &Job::convention);
}

void TrainingForm::addMemory()
{
    part("training-memory-part", tr("Memory"), tr("What is kept for each parameter"));
    const auto state = [this](const Row& row, double model::StateBytes::*member) {
        m_fields.addOf([](Job& job) { return &job.state; }, [](const Job&) { return model::StateBytes{}; }, decimal(row, 0, 1000, 2, tr("B per parameter")),
                       member);
    };
    state({"training-weight-bytes", tr("Weights"), tr("2 in 16 bit")}, &model::StateBytes::weights);
    state({"training-gradient-bytes", tr("Gradients"), tr("4 where they are summed in FP32, 2 in BF16")}, &model::StateBytes::gradients);
    state({"training-optimizer-bytes", tr("Optimizer"), tr("12 for a master copy and two moments of Adam in FP32; 8 with moments in 16 bit")},
          &model::StateBytes::optimizer);
}

void TrainingForm::leaveLayoutToSearch()
{
    showValue(m_layout, searchedLayout);
}

} // namespace colonnade::ui
