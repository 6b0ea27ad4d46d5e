#include "ui/document/WorkloadFigures.h"

#include "model/exchange/CostJson.h"
#include "model/exchange/EstimateStory.h"
#include "model/exchange/MachineOfDesign.h"
#include "model/performance/Layouts.h"
#include "render/charts/DesignCharts.h"
#include "ui/document/Words.h"

namespace colonnade::ui {

namespace {

void addTraining(WorkloadFigures& out, const model::ClusterView& machine, const model::Workload& workload,
                 const model::Calibration& calibration)
{
    const auto estimate = model::estimateTraining(machine, workload, calibration);
    if (!estimate) {
        out.why = words(estimate.error().text);
        return;
    }
    const model::TrainingFigures& figures = estimate->figures;
    out.layout = words(model::shortText(figures.layout));
    if (const std::string found = model::freeText(figures.choice, estimate->free); !found.empty())
        out.layout += QStringLiteral(" · ") + words(found);
    out.basis = words(estimate->basisText);
    out.seconds = figures.step.total().value();
    out.tokensPerSecond = figures.tokensPerSecond;
    out.perAccelerator = estimate->tokensPerSecondPerAccelerator;
    out.accelerators = figures.accelerators;
    out.ofAccelerators = machine.accelerators;
    if (estimate->energyPerToken)
        out.joulesPerToken = estimate->energyPerToken->value();
    out.perMegawatt = estimate->perMegawatt();
}

void addServing(WorkloadFigures& out, const model::ClusterView& machine, const model::Workload& workload,
                const model::ServingCalibration& calibration)
{
    const auto estimate = model::estimateServing(machine, workload, calibration);
    if (!estimate) {
        out.why = words(estimate.error().text);
        return;
    }
    const model::ServingFigures& figures = estimate->figures;
    out.layout = words(estimate->layout);
    if (!workload.serving()->free.none())
        out.layout += QStringLiteral(" · ") + words(model::text(estimate->precision));
    out.basis = words(estimate->basisText);
    out.seconds = figures.token.value();
    if (const auto& spread = estimate->spread)
        out.spread = WorkloadStudy::tr("Half of the output tokens take at most %1, 99 of 100 at most %2. %3")
                         .arg(render::timeText(spread->median, inspectorDigits), render::timeText(spread->late, inspectorDigits),
                              words(estimate->spreadText));
    else
        out.spread = words(estimate->spreadText);
    out.firstToken = figures.firstToken.value();
    out.tokensPerSecond = figures.tokensPerSecond;
    out.perAccelerator = figures.perAccelerator();
    out.accelerators = figures.accelerators;
    out.ofAccelerators = machine.accelerators;
    if (estimate->energyPerToken)
        out.joulesPerToken = estimate->energyPerToken->value();
    out.perMegawatt = estimate->perMegawatt();
}

} // namespace

std::vector<WorkloadFigures> workloadFigures(const model::Design& design, const model::Profile& profile, const std::stop_token& stop)
{
    std::vector<WorkloadFigures> all;
    const auto machine = model::machineOf(design, profile);
    std::optional<model::CostEstimate> cost;
    model::ProjectCalibration calibration;
    if (machine) {
        calibration = {design, *machine};
        if (auto made = model::costOfDesign(design, machine->facilityFactor))
            cost = *std::move(made);
    }
    for (const model::Workload& workload : design.workloads()) {
        if (stop.stop_requested())
            break;
        WorkloadFigures one{.id = workload.id, .name = words(workload.name), .serving = workload.serving() != nullptr};
        if (!machine)
            one.why = words(machine.error().text);
        else if (one.serving)
            addServing(one, *machine, workload, calibration.serving());
        else
            addTraining(one, *machine, workload, calibration.training());
        if (cost && one.perAccelerator && *one.perAccelerator > 0) {
            one.dollarsPerMillion = model::costOfMillionTokens(*cost, *one.perAccelerator, 1).typical;
            one.energyDollarsPerMillion = model::energyOfMillionTokens(*cost, *one.perAccelerator, 1).typical;
        }
        all.push_back(std::move(one));
    }
    return all;
}

WorkloadStudy::WorkloadStudy(DesignSession& session, QObject* parent) : QObject(parent), m_session(session)
{
    const auto again = [this] {
        m_task.drop();
        begin();
    };
    connect(&session, &DesignSession::judgementChanged, this, again);
    connect(&session, &DesignSession::baselineChanged, this, again);
}

void WorkloadStudy::setWanted(bool wanted)
{
    m_wanted = wanted;
    if (wanted) // Else perhaps the window closes, and its session is gone.
        begin();
}

void WorkloadStudy::begin()
{
    const Judgement& judgement = m_session.judgement();
    if (!m_wanted || m_task.busy() || !judgement.design || !judgement.profile || !judgement.estimated)
        return;
    const DesignRef now = judgement.design;
    const DesignRef then = m_session.baseline().design == now ? DesignRef{} : m_session.baseline().design;
    // By another profile the same design is another machine.
    const bool sameRules = m_profile == judgement.profile;
    if (m_figures && sameRules && m_design == now && m_baselineDesign == then)
        return;
    const Figures known = sameRules && m_baselineDesign == then ? m_baseline : nullptr;
    m_task.take([this, now, then, known, profile = judgement.profile](const std::stop_token& stop) -> NewestTask::Landing {
        const auto of = [&](const DesignRef& design) {
            return std::make_shared<const std::vector<WorkloadFigures>>(workloadFigures(*design, *profile, stop));
        };
        const Figures figures = of(now);
        const Figures baseline = known || !then ? known : of(then);
        return [this, now, then, profile, figures, baseline] {
            m_figures = figures;
            m_baseline = baseline;
            m_design = now;
            m_baselineDesign = then;
            m_profile = profile;
            emit changed();
        };
    });
}

} // namespace colonnade::ui
