#include "ui/workbench/ServingForm.h"

#include "ui/workbench/JobWords.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QSpinBox>

#include <algorithm>
#include <cmath>

namespace colonnade::ui {

namespace {

using Job = model::ServingJob;
using model::FreeChoice;
using model::ServingLayout;

constexpr int mostMilliseconds = 100'000'000;
constexpr int full = 0, inFlight = 1, arriving = 2; // Entries of the load.
constexpr int searchedLayout = 0, ownLayout = 1;    // Of the layout.
constexpr int together = 0, apart = 1;              // Of the pools.
// What the fields start from.
constexpr int usualConcurrency = 64;
constexpr double usualRate = 1;

QString engineName(model::ServingEngine engine)
{
    switch (engine) {
    case model::ServingEngine::TensorRtLlm: return QStringLiteral("TensorRT-LLM");
    case model::ServingEngine::Vllm: return QStringLiteral("vLLM");
    case model::ServingEngine::Sglang: return QStringLiteral("SGLang");
    }
    return {};
}

/// As the field shows it: what is less than one, and not nothing, as one.
int milliseconds(const std::optional<model::Seconds>& goal)
{
    return goal && goal->value() > 0 ? static_cast<int>(std::clamp(std::round(goal->value() * 1e3), 1.0, double{mostMilliseconds})) : 0;
}

int loadOf(const Job& job)
{
    return job.requestRate ? arriving : job.concurrency ? inFlight : full;
}

void setLoad(Job& job, int load)
{
    job.concurrency = load == inFlight ? std::optional{job.concurrency.value_or(usualConcurrency)} : std::nullopt;
    job.requestRate = load == arriving ? std::optional{job.requestRate.value_or(usualRate)} : std::nullopt;
}

ServingLayout usualLayout(const Job&)
{
    return {};
}

} // namespace

ServingForm::ServingForm(QWidget* parent) : JobForm(parent)
{
    addUsual();
    addLayout();
    addPrompts();
    addSoftware();
    showRows();
}

void ServingForm::addUsual()
{
    m_fields.add(number({"serving-prompt", tr("Prompt"), tr("Tokens of one request that come in")}, 1, tr("tokens")), &Job::promptTokens);
    m_fields.add(number({"serving-output", tr("Output"), tr("Tokens of one request that go out")}, 1, tr("tokens")), &Job::outputTokens);
    addLoad();
    auto* precision = choice({"serving-precision", tr("Precision"), tr("Number format of the weights and their products")}, formPrecisions, wordText, true);
    m_fields.add(precision, [](const Job& job) { return job.free.has(FreeChoice::Precision) ? bySearch : static_cast<int>(shownPrecision(job.precision)); },
                 [](Job& job, int now) {
                     job.free = job.free.with(FreeChoice::Precision, now == bySearch);
                     if (now != bySearch && now != static_cast<int>(shownPrecision(job.precision)))
                         job.precision = static_cast<model::Precision>(now);
                 });
    constexpr std::array engines{model::ServingEngine::TensorRtLlm, model::ServingEngine::Vllm, model::ServingEngine::Sglang};
    m_fields.add(choice({"serving-engine", tr("Engine"), tr("The software that serves; its overheads are its own")}, engines, engineName), &Job::engine);
    const auto goal = [this](const Row& row, std::optional<model::Seconds> Job::*member) {
        m_fields.add(number(row, 0, tr("ms"), tr("no limit")), [member](const Job& job) { return milliseconds(job.*member); },
                     [member](Job& job, int now) { job.*member = now > 0 ? std::optional{model::Seconds{now / 1e3}} : std::nullopt; });
    };
    goal({"serving-first-token", tr("First token within"), tr("That the operator promises (time to first token)")}, &Job::firstTokenGoal);
    goal({"serving-token", tr("Each further token within"), tr("That the operator promises (time per output token)")}, &Job::tokenGoal);
}

void ServingForm::addLoad()
{
    auto* load = choiceOf({"serving-load", tr("Load"), tr("Requests in flight and the rate at which they arrive follow from each other: one is given")},
                          {{tr("as many as memory holds"), full}, {tr("requests in flight"), inFlight}, {tr("requests that arrive"), arriving}});
    m_fields.add(load, loadOf, setLoad);
    m_fields.add(number({"serving-concurrency", tr("In flight"), tr("Requests that all instances serve at the same time"),
                         [load] { return valueOf(load) == inFlight; }},
                        1, tr("requests")),
                 [](const Job& job) { return job.concurrency.value_or(usualConcurrency); },
                 [](Job& job, int now) {
                     if (job.concurrency)
                         job.concurrency = now;
                 });
    m_fields.add(decimal({"serving-rate", tr("Arriving"), tr("Requests per second, at random moments, for all instances together"),
                          [load] { return valueOf(load) == arriving; }},
                         0.001, 1e9, 3, tr("requests/s")),
                 [](const Job& job) { return job.requestRate.value_or(usualRate); },
                 [](Job& job, double now) {
                     if (job.requestRate)
                         job.requestRate = now;
                 });
}

void ServingForm::addDegrees(const Degrees& degrees)
{
    const auto add = [&](QSpinBox* box, int ServingLayout::*member) { m_fields.addOf(degrees.of, usualLayout, box, member); };
    const Condition& when = degrees.when;
    add(number({degrees.names[0], tr("Tensor (TP)"), tr("Ranks that share the attention, and the MLP of a dense model"), when}, 1), &ServingLayout::tensor);
    add(number({degrees.names[1], tr("Pipeline (PP)"), tr("Stages that the layers are cut into"), when}, 1), &ServingLayout::pipeline);
    add(number({degrees.names[2], tr("Data of the attention"), tr("Ranks that attend to requests of their own, before experts are shared"), when}, 1),
        &ServingLayout::attentionData);
    // Shown also where it is set without experts, since it is then what is wrong.
    const auto addOfExperts = [&](const char* name, const QString& label, const QString& tip, int ServingLayout::*member) {
        auto* box = number({name, label, tip}, 1);
        setCondition(box, [this, box, when] { return when() && (m_experts || box->value() > 1); });
        add(box, member);
    };
    addOfExperts(degrees.names[3], tr("Expert (EP)"), tr("Ranks that share out the experts of a layer"), &ServingLayout::expert);
    addOfExperts(degrees.names[4], tr("Tensor of an expert"), tr("Ranks that share each expert"), &ServingLayout::expertTensor);
}

void ServingForm::addLayout()
{
    part("serving-layout-part", tr("Layout"), tr("How instances are spread over the accelerators"));
    addOptional(m_fields,
                number({"serving-accelerators", tr("Accelerators"), tr("That the job takes of the machine")}, 0, {}, tr("all of the machine")), &Job::accelerators);
    m_fields.add(number({"serving-instances", tr("Instances"), tr("Copies of the model; with pools, those that decode")}, 0, {},
                        tr("as many as there is room for")),
                 &Job::instances);
    m_layout = choiceOf({"serving-layout", tr("Degrees"), tr("Of an instance; with pools, of a decoding one. The search takes the best that fits; or your own")},
                        {{tr("chosen by search"), searchedLayout}, {tr("as below"), ownLayout}});
    m_fields.add(m_layout, [](const Job& job) { return job.layout ? ownLayout : searchedLayout; },
                 [](Job& job, int now) {
                     if (now == searchedLayout)
                         job.layout.reset();
                     else
                         job.layout.emplace();
                 });
    addDegrees({{"serving-tensor", "serving-pipeline", "serving-attention-data", "serving-expert", "serving-expert-tensor"},
                [](Job& job) { return job.layout ? &*job.layout : nullptr; }, [this] { return valueOf(m_layout) == ownLayout; }});
}

void ServingForm::addPrompts()
{
    part("serving-prompts-part", tr("Prompts"), tr("Where prompts are computed"));
    m_pools = choiceOf({"serving-prefill", tr("Computed"), tr("Beside output tokens on the same instances, or in a pool of instances of their own")},
                       {{tr("beside output tokens"), together}, {tr("in a pool of their own"), apart}}, true);
    m_fields.add(m_pools, [](const Job& job) { return job.free.has(model::FreeChoice::Pools) ? bySearch : job.prefill ? apart : together; },
                 [](Job& job, int now) {
                     job.free = job.free.with(model::FreeChoice::Pools, now == bySearch);
                     if (now != apart)
                         job.prefill.reset();
                     else if (!job.prefill)
                         job.prefill.emplace();
                 });
    const Condition pooled = [this] { return valueOf(m_pools) == apart; };
    m_fields.addOf([](Job& job) { return job.prefill ? &*job.prefill : nullptr; }, [](const Job&) { return model::PrefillPool{}; },
                   number({"serving-prefill-instances", tr("Workers"), tr("Instances of the pool"), pooled}, 0, {}, tr("as many as keep up")),
                   &model::PrefillPool::instances);
    addDegrees({{"serving-prefill-tensor", "serving-prefill-pipeline", "serving-prefill-attention-data", "serving-prefill-expert",
                 "serving-prefill-expert-tensor"},
                [](Job& job) { return job.prefill ? &job.prefill->layout : nullptr; },
                pooled});
    addOptional(m_fields,
                number({"serving-chunk", tr("Piece of a prompt"), tr("Tokens of prompts that one iteration takes in at most (chunked prefill)")}, 0, tr("tokens"),
                       tr("as the engine does")),
                &Job::chunk);
}

void ServingForm::addSoftware()
{
    part("serving-software-part", tr("Software"), tr("Release, cache and speculation"));
    auto* version = line({"serving-version", tr("Release"), tr("Of the engine, as it calls it: 1.0.0rc3. Some have constants of their own")});
    version->setPlaceholderText(tr("not known"));
    m_fields.add(version, &Job::engineVersion);
    m_fields.add(decimal({"serving-cache-bytes", tr("Keys and values"), tr("Bytes of one element in the cache: 2 in 16 bit, 1 in FP8, 0.5 in FP4")}, 0.25, 8, 2,
                         tr("B per element")),
                 &Job::cacheBytes);
    m_fields.add(decimal({"serving-speculation", tr("Speculation"),
                          tr("Output tokens that one decoding step yields on average, the accepted drafts among them; 1 without drafts")},
                         1, 100, 2, tr("tokens per step"), tr("none")),
                 &Job::speculation);
}

void ServingForm::leaveLayoutToSearch()
{
    showValue(m_layout, searchedLayout);
    if (valueOf(m_pools) == apart)
        showValue(m_pools, together);
}

} // namespace colonnade::ui
