#include "ui/document/EstimateStudy.h"

#include "model/exchange/CostJson.h"
#include "model/exchange/EstimateStory.h"
#include "model/performance/Gemm.h"
#include "ui/document/Words.h"

#include <QTimer>

#include <algorithm>

namespace colonnade::ui {

namespace {

constexpr int keptLayouts = 10;
constexpr int restMilliseconds = 15; // After the last edit, before a study begins: a frame.

const model::Workload* workloadOf(const model::Design& design, const std::optional<model::WorkloadId>& id)
{
    if (!id)
        return nullptr;
    for (const model::Workload& workload : design.workloads()) {
        if (workload.id == *id)
            return &workload;
    }
    return nullptr;
}

/// The products of one layer for a number of tokens, as one rank of a tensor group sees them.
void addProducts(Study& study, const model::ClusterView& machine, const model::TransformerModel& shape, double tokens, int tensor,
                 model::Precision precision)
{
    const model::Calibration& calibration = model::Calibration::builtIn();
    const auto kernels = model::kernelsFor(machine, precision, calibration);
    if (!kernels)
        return;
    // The roof is the data sheet's; the clock that steady power leaves is among what the kernels lose.
    study.roofRate = machine.peakOf(precision).value_or(kernels->peak).value();
    study.roofBandwidth = kernels->memoryBandwidth.value();
    const double t = tensor;
    const double heads = static_cast<double>(shape.heads) * shape.headSize, keys = static_cast<double>(shape.keyValueHeads) * shape.headSize;
    const auto add = [&](const QString& name, double n, double k, bool wide) {
        const model::Product product{tokens, n, k, wide ? 2 : kernels->inputBytes, 2};
        const model::Seconds time = wide ? model::gemmTime(product, kernels->wideGemm, kernels->widePeak, kernels->memoryBandwidth)
                                         : model::gemmTime(product, kernels->gemm, kernels->peak, kernels->memoryBandwidth);
        const double work = 2 * tokens * n * k;
        const double bytes = product.inputBytes * (tokens * k + k * n) + 2 * tokens * n;
        study.roofline.push_back({name, work / bytes, work / time.value()});
    };
    if (!shape.latent) {
        add(EstimateStudy::tr("QKV"), (heads + 2 * keys) / t, shape.hidden, false);
        add(EstimateStudy::tr("Attention out"), shape.hidden, heads / t, false);
    }
    if (!shape.experts) {
        add(EstimateStudy::tr("MLP up"), (shape.gatedMlp ? 2.0 : 1.0) * shape.mlpWidth / t, shape.hidden, false);
        add(EstimateStudy::tr("MLP down"), shape.hidden, shape.mlpWidth / t, false);
    }
    add(EstimateStudy::tr("Head"), shape.vocabulary / t, shape.hidden, true);
}

/// What a study is worked out with, beside the machine and the workload.
struct Work {
    const Study* before;
    const std::stop_token& stop;
    std::atomic<double>* done;
};

void studyTraining(Study& study, const model::ClusterView& machine, const model::Workload& workload, const model::TrainingEstimate& estimate,
                   const model::Calibration& calibration, const Work& work)
{
    study.waterfall = model::waterfallOf(machine, workload, estimate);
    const model::TrainingJob job = model::with(*workload.training(), estimate.figures.choice);
    const model::ParallelLayout& layout = estimate.figures.layout;
    addProducts(study, machine, workload.model, static_cast<double>(job.microbatch) * job.sequence / layout.context, layout.tensor, job.precision);
    std::vector<model::TrainingFigures> known;
    if (work.before && work.before->workload == study.workload) {
        for (const LayoutChoice& one : work.before->layouts)
            known.push_back(one.figures);
    }
    model::TrainingJob open = *workload.training();
    open.layout.reset();
    const auto search = model::searchLayouts(machine, workload.model, open, calibration,
                                             {.keep = keptLayouts, .stop = work.stop, .known = known, .done = work.done});
    if (work.stop.stop_requested())
        return;
    if (search) {
        study.layoutsTried = search->tried;
        for (const model::TrainingFigures& figures : search->best) {
            const bool best = study.layouts.empty();
            study.layouts.push_back({figures, best ? QString() : words(model::whyItLoses(search->best.front(), figures))});
        }
    }
    study.sensitivities = model::trainingSensitivities(machine, workload, calibration, 0.1, work.stop);
}

void studyServing(Study& study, const model::ClusterView& machine, const model::Workload& workload, const model::ServingEstimate& estimate,
                  const model::ServingCalibration& calibration, const Work& work)
{
    const model::ServingJob& job = *workload.serving();
    study.waterfall = model::waterfallOf(machine, workload, estimate, calibration);
    addProducts(study, machine, workload.model, std::max(1.0, estimate.figures.batch), estimate.figures.layout.tensor, estimate.precision);
    study.sensitivities = model::servingSensitivities(machine, workload, calibration, 0.1, work.stop);
    study.ofSpeed = model::sensitiveInSpeed(workload);
    if (work.stop.stop_requested())
        return;
    const int accelerators = std::min(job.accelerators.value_or(machine.accelerators), machine.accelerators);
    if (const auto search = model::searchServing(machine, workload.model, model::withoutLayout(job), accelerators, model::arrivalOf(job),
                                                 calibration, work.stop)) {
        study.layoutsTried = search->tried;
        for (const model::ServingPoint& point : search->ranked) {
            const bool best = study.served.empty();
            study.served.push_back({point, best ? QString() : words(model::whyItLoses(search->ranked.front(), point))});
        }
    }
    model::ServingJob open = model::withoutLayout(job);
    open.concurrency.reset();
    if (auto points = model::servingPoints(machine, workload.model, open, accelerators, calibration, work.stop)) {
        study.front = model::paretoFront(*points);
        study.points = std::move(*points);
    }
}

/// Takes over what depends on machine and workload alone, where neither has changed.
bool takeOver(Study& study, const Study* before)
{
    if (!before || !before->machine || !study.machine || before->job != study.job || *before->machine != *study.machine
        || !sameConstants(before->calibration, study.calibration))
        return false;
    const DesignRef design = study.design;
    const auto machine = study.machine;
    study = *before;
    study.design = design;
    study.machine = machine;
    study.cost.reset();
    study.energy.reset();
    study.energyPerToken.reset();
    study.energyDollarsPerMillion.reset();
    return true;
}

void addCost(Study& study, const Judgement& judgement)
{
    study.cost = model::costOfDesign(*judgement.design, judgement.machine ? judgement.machine->facilityFactor : std::nullopt);
}

/// Power by kind and prices may change while the machine stays the same.
void addEnergy(Study& study, const Judgement& judgement)
{
    double rate = 0;
    if (study.job->training() && judgement.estimate && *judgement.estimate) {
        study.energyPerToken = (*judgement.estimate)->energyPerToken;
        rate = (*judgement.estimate)->tokensPerSecondPerAccelerator;
    } else if (study.job->serving() && judgement.serving && *judgement.serving) {
        study.energyPerToken = (*judgement.serving)->energyPerToken;
        rate = (*judgement.serving)->figures.perAccelerator();
    }
    if (study.energyPerToken && judgement.profile)
        study.energy = model::energySplitOf(*judgement.design, *judgement.profile, *study.machine);
    if (rate > 0 && study.cost && *study.cost)
        study.energyDollarsPerMillion = model::energyOfMillionTokens(**study.cost, rate, 1).typical;
}

} // namespace

Study studied(const Judgement& judgement, const std::optional<model::WorkloadId>& id, const Study* before, const std::stop_token& stop,
              std::atomic<double>* done)
{
    Study study;
    study.design = judgement.design;
    study.workload = id;
    const model::Workload* workload = workloadOf(*judgement.design, id);
    const Work work{before, stop, done};
    if (workload && judgement.machine) {
        study.machine = judgement.machine;
        study.job = *workload;
        study.calibration = judgement.calibration;
        const bool same = takeOver(study, before);
        if (!same && workload->training() && judgement.estimate && *judgement.estimate)
            studyTraining(study, *judgement.machine, *workload, **judgement.estimate, judgement.calibration.training(), work);
        else if (!same && workload->serving() && judgement.serving && *judgement.serving)
            studyServing(study, *judgement.machine, *workload, **judgement.serving, judgement.calibration.serving(), work);
    }
    if (!stop.stop_requested() && judgement.design->facts().accelerators > 0)
        addCost(study, judgement);
    if (!stop.stop_requested() && study.machine && study.job)
        addEnergy(study, judgement);
    return study;
}

EstimateStudy::EstimateStudy(DesignSession& session, QObject* parent)
    : QObject(parent), m_session(session), m_done(std::make_shared<std::atomic<double>>(0.0))
{
    auto* rest = new QTimer(this);
    rest->setSingleShot(true);
    rest->setInterval(restMilliseconds);
    connect(rest, &QTimer::timeout, this, &EstimateStudy::begin);
    connect(&session, &DesignSession::judgementChanged, this, [this, rest] {
        stop();
        rest->start();
    });
    rest->start();
}

void EstimateStudy::stop()
{
    if (!busy())
        return;
    m_task.drop();
    emit changed();
}

void EstimateStudy::cancel()
{
    m_givenUp |= busy();
    stop();
}

void EstimateStudy::setWanted(bool wanted)
{
    if (m_wanted == wanted)
        return;
    m_wanted = wanted;
    if (!wanted) // Also told when the window closes, and its session is gone.
        return;
    const model::Workload* workload = m_session.workload();
    // By another profile the same design is another machine.
    const bool known = m_study && m_study->design == m_session.judgement().design && m_study->machine == m_session.judgement().machine
        && m_study->workload == (workload ? std::optional{workload->id} : std::nullopt);
    if (!known)
        begin();
}

void EstimateStudy::begin()
{
    const Judgement& judgement = m_session.judgement();
    // While the session judges, its estimate may be of another workload than the one that is chosen now.
    if (!m_wanted || busy() || !judgement.design || !judgement.estimated || m_session.judging())
        return;
    m_givenUp = false;
    m_done = std::make_shared<std::atomic<double>>(0.0);
    const model::Workload* workload = m_session.workload();
    const auto id = workload ? std::optional{workload->id} : std::nullopt;
    m_task.take([this, judgement, id, before = m_study, done = m_done](const std::stop_token& stop) -> NewestTask::Landing {
        auto study = std::make_shared<const Study>(studied(judgement, id, before.get(), stop, done.get()));
        return [this, study = std::move(study)] {
            m_study = study;
            emit changed();
        };
    });
    emit begun();
}

} // namespace colonnade::ui
