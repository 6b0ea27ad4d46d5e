#include "render/charts/DesignCharts.h"
#include "render/report/ReportWriter.h"

#include "model/performance/serving/ServingCalibration.h"
#include "model/units/Text.h"

#include <array>

namespace colonnade::render {
namespace {

/// "recompute, microbatch".
QString freeWords(const model::FreeChoices& free)
{
    QStringList all;
    for (const std::string_view text : model::words<model::FreeChoice>()) {
        if (free.has(*model::fromWord<model::FreeChoice>(text)))
            all.push_back(paperText(text));
    }
    return all.join(QStringLiteral(", "));
}

using namespace model;

QString yesNo(bool value)
{
    return value ? QStringLiteral("yes") : QStringLiteral("no");
}

/// "15.0 T tokens".
QString tokensText(double tokens)
{
    constexpr std::array prefixes{"", "k ", "M ", "G ", "T "};
    std::size_t prefix = 0;
    for (; tokens >= 999.5 && prefix + 1 < prefixes.size(); ++prefix)
        tokens /= 1000;
    return figure(std::optional{tokens}, fmt::format("{}tokens", prefixes[prefix]), 3);
}

void addServing(std::vector<Paper::Pair>& pairs, const ServingJob& job)
{
    const auto within = [](const std::optional<Seconds>& goal) { return goal ? timeText(*goal) : QStringLiteral("not promised"); };
    pairs.push_back({QStringLiteral("Request"), QStringLiteral("%1 tokens in, %2 out").arg(count(job.promptTokens), count(job.outputTokens))});
    pairs.push_back({QStringLiteral("Load"), job.requestRate ? QStringLiteral("%1 requests/s").arg(QString::fromStdString(shortest(*job.requestRate)))
                         : job.concurrency                   ? QStringLiteral("%1 requests in flight").arg(count(*job.concurrency))
                                                             : QStringLiteral("as many as memory holds")});
    pairs.push_back({QStringLiteral("Precision"), paperText(word(job.precision))});
    pairs.push_back({QStringLiteral("Keys and values"), QStringLiteral("%1 B an element").arg(QString::fromStdString(shortest(job.cacheBytes)))});
    pairs.push_back({QStringLiteral("First token within"), within(job.firstTokenGoal)});
    pairs.push_back({QStringLiteral("Each further token within"), within(job.tokenGoal)});
    pairs.push_back({QStringLiteral("Engine"), job.engineVersion.empty() ? paperText(word(job.engine))
                                                                         : QStringLiteral("%1 %2").arg(paperText(word(job.engine)), paperText(job.engineVersion, 40))});
    pairs.push_back({QStringLiteral("Accelerators"), job.accelerators ? count(*job.accelerators) : QStringLiteral("all")});
    pairs.push_back({QStringLiteral("Layout"), job.layout ? paperText(layoutText(*job.layout)) : QStringLiteral("searched")});
    if (!job.free.none())
        pairs.push_back({QStringLiteral("Left free"), freeWords(job.free)});
    pairs.push_back({QStringLiteral("Prompts"), job.prefill ? QStringLiteral("pool of their own") : QStringLiteral("on the same instances")});
}

} // namespace

void ReportWriter::workloads()
{
    if (m_package.workloads.empty())
        return;
    Paper& paper = m_paper;
    paper.part(QStringLiteral("Workload"));
    for (const package::WorkloadPages& pages : m_package.workloads) {
        const Workload& workload = pages.workload;
        const TransformerModel& model = workload.model;
        paper.need(120);
        paper.section(paperText(workload.name, 200));
        std::vector<Paper::Pair> pairs{
            {QStringLiteral("Model"), paperText(model.name, 100)},
            {QStringLiteral("Layers"), count(model.layers)},
            {QStringLiteral("Hidden size"), count(model.hidden)},
            {QStringLiteral("Attention heads"), QStringLiteral("%1, %2 of keys and values, size %3").arg(count(model.heads), count(model.keyValueHeads), count(model.headSize))},
            {QStringLiteral("MLP width"), QStringLiteral("%1%2").arg(count(model.mlpWidth), model.gatedMlp ? QStringLiteral(", gated") : QString{})},
            {QStringLiteral("Vocabulary"), QStringLiteral("%1%2").arg(count(model.vocabulary), model.tiedHead ? QStringLiteral(", tied head") : QString{})},
            {QStringLiteral("Causal"), yesNo(model.causal)},
        };
        if (model.experts)
            pairs.push_back({QStringLiteral("Experts"), QStringLiteral("%1 of a layer, %2 per token%5, %3 shared, width %4")
                                                            .arg(count(model.experts->count), count(model.experts->perToken), count(model.experts->shared), count(model.experts->width),
                                                                 model.experts->nodeLimit > 0 ? QStringLiteral(" on at most %1 nodes").arg(model.experts->nodeLimit) : QString{})});
        if (model.latent)
            pairs.push_back({QStringLiteral("Latent attention"), QStringLiteral("keys and values of rank %1").arg(count(model.latent->keyValueRank))});
        if (model.window)
            pairs.push_back({QStringLiteral("Sliding window"), QStringLiteral("%1 tokens").arg(count(model.window->tokens))});
        if (const TrainingJob* job = workload.training()) {
            const auto name = [](std::string_view text) { return paperText(text); };
            pairs.push_back({QStringLiteral("Sequence"), QStringLiteral("%1 tokens").arg(count(job->sequence))});
            pairs.push_back({QStringLiteral("Global batch"), QStringLiteral("%1 %2").arg(count(job->globalBatch), job->globalBatch == 1 ? QStringLiteral("sequence") : QStringLiteral("sequences"))});
            pairs.push_back({QStringLiteral("Microbatch"), count(job->microbatch)});
            pairs.push_back({QStringLiteral("Precision"), name(word(job->precision))});
            pairs.push_back({QStringLiteral("Sharding"), name(word(job->sharding))});
            pairs.push_back({QStringLiteral("Recompute"), name(word(job->recompute))});
            pairs.push_back({QStringLiteral("Attention"), name(word(job->attention))});
            pairs.push_back({QStringLiteral("Accelerators"), job->accelerators ? count(*job->accelerators) : QStringLiteral("all")});
            pairs.push_back({QStringLiteral("Layout"), job->layout ? paperText(text(*job->layout)) : QStringLiteral("searched")});
            if (!job->free.none())
                pairs.push_back({QStringLiteral("Left free"), freeWords(job->free)});
            if (job->totalTokens)
                pairs.push_back({QStringLiteral("Length"), tokensText(*job->totalTokens)});
        }
        if (const ServingJob* job = workload.serving())
            addServing(pairs, *job);
        paper.pairs(pairs, 2);
        paper.note(workload.source.empty() ? QStringLiteral("Source: the design's own.") : QStringLiteral("Source: %1").arg(paperText(workload.source)));
    }
}

} // namespace colonnade::render
