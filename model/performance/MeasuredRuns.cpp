#include "model/performance/MeasuredRuns.h"

#include "model/units/Text.h"

#include <algorithm>
#include <cmath>

namespace colonnade::model {

namespace {

/// Both ran on the same accelerators, split alike, with the same load.
bool sameRun(const RunEstimate& a, const RunEstimate& b)
{
    if (const auto* training = std::get_if<TrainingEstimate>(&a)) {
        const TrainingFigures& other = std::get<TrainingEstimate>(b).figures;
        return training->figures.layout == other.layout && training->figures.accelerators == other.accelerators;
    }
    const ServingFigures& one = std::get<ServingEstimate>(a).figures;
    const ServingFigures& other = std::get<ServingEstimate>(b).figures;
    return one.layout == other.layout && one.prefill == other.prefill && one.instances == other.instances
        && one.prefillInstances == other.prefillInstances && one.queue == other.queue && std::abs(one.inFlight - other.inFlight) < 0.5;
}

class Comparing {
public:
    Comparing(const Design& design, const ClusterView& machine, const ProjectCalibration& calibration)
        : m_design{design}, m_estimates{machine, calibration}, m_published{machine}
    {
    }

    ComparedRun operator()(const Measurement& run)
    {
        ComparedRun out{run, {}, {}, false, false};
        if (auto done = compare(out); !done)
            out.why = done.error();
        return out;
    }

private:
    Result<void> compare(ComparedRun& out)
    {
        const auto& all = m_design.workloads();
        const auto workload = std::find_if(all.begin(), all.end(), [&](const Workload& each) { return each.id == out.run.workload; });
        if (workload == all.end())
            return fail("The design has no workload '{}'.", shown(out.run.workload.text()));
        const auto ran = asMeasured(*workload, out.run);
        if (!ran)
            return tl::unexpected{ran.error()};
        const Result<RunEstimate>& plain = m_estimates.of(*workload);
        const bool same = *ran == *workload;
        const Result<RunEstimate>& estimate = m_estimates.of(*ran);
        if (!estimate)
            return tl::unexpected{estimate.error()};
        out.asTheWorkload = same || (plain && sameRun(*estimate, *plain));
        for (const auto& [figure, measured] : out.run.values) {
            const FigureBand band = figureOf(*estimate, figure);
            out.figures.push_back({figure, measured, band.value, band.low, band.high});
        }
        const Result<RunEstimate>& published = m_design.measured().calibrate ? m_published.of(*ran) : estimate;
        out.farOut = published && isFarOut(out.run, *published);
        return {};
    }

    const Design& m_design;
    RememberedEstimates m_estimates, m_published;
};

} // namespace

std::vector<ComparedRun> comparedRuns(const Design& design, const ClusterView& machine, const ProjectCalibration& calibration,
                                      const std::optional<WorkloadId>& workload)
{
    Comparing compare{design, machine, calibration};
    std::vector<ComparedRun> out;
    for (const Measurement& run : design.measured().runs) {
        if (!workload || run.workload == *workload)
            out.push_back(compare(run));
    }
    return out;
}

std::string text(const ComparedFigure& figure)
{
    const double percent = figure.deviation() * 100;
    return fmt::format("{}: {} {} measured, {} {} estimated ({}{} %)", titleOf(figure.figure), significant(figure.measured, 4), unitOf(figure.figure),
                       significant(figure.estimated, 4), unitOf(figure.figure), percent < 0 ? "" : "+", significant(percent, 2));
}

} // namespace colonnade::model
