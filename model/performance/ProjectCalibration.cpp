#include "model/performance/ProjectCalibration.h"

#include "model/units/Text.h"

#include <algorithm>
#include <cmath>

namespace colonnade::model {

namespace {

/// A run that counts, in the layout and with the choices that it was estimated in, so that no search stands between the factors
/// and the figures.
struct CountedRun {
    const Measurement* run;
    Workload workload;
    RunEstimate published;
};

/// One counted figure.
struct CountedFigure {
    std::size_t run;
    MeasuredFigure figure;
};

Workload frozen(Workload workload, const RunEstimate& estimate)
{
    if (auto* job = std::get_if<TrainingJob>(&workload.job)) {
        const TrainingFigures& figures = std::get<TrainingEstimate>(estimate).figures;
        *job = with(std::move(*job), figures.choice);
        job->layout = figures.layout;
        return workload;
    }
    auto& job = std::get<ServingJob>(workload.job);
    const ServingFigures& figures = std::get<ServingEstimate>(estimate).figures;
    job.precision = std::get<ServingEstimate>(estimate).precision;
    job.free = {};
    if (!job.layout && !job.concurrency && !job.requestRate && (job.firstTokenGoal || job.tokenGoal))
        job.concurrency = std::max(1, static_cast<int>(std::lround(figures.inFlight))); // As many as the promises allow.
    job.layout = figures.layout;
    job.instances = figures.instances;
    job.prefill = figures.prefill ? std::optional{PrefillPool{*figures.prefill, figures.prefillInstances}} : std::nullopt;
    return workload;
}

template <class T> T withFactors(const T& published, const std::array<double, 2>& factors)
{
    T out = published;
    out.project.factors = factors;
    return out;
}

class Fitting {
public:
    Fitting(const Design& design, const ClusterView& machine, std::vector<std::string>& notes) : m_machine{machine}, m_published{machine}
    {
        for (const Measurement& run : design.measured().runs) {
            const auto& all = design.workloads();
            const auto workload = std::find_if(all.begin(), all.end(), [&](const Workload& each) { return each.id == run.workload; });
            if (workload == all.end()) {
                notes.push_back(fmt::format("The measurement '{}' is of a workload that the design does not have; it is not counted.", run.id));
                continue;
            }
            if (const auto counted = add(run, *workload); !counted)
                notes.push_back(counted.error().text);
        }
    }

    [[nodiscard]] FactorFit training() const
    {
        const auto estimates = [this](const std::array<double, 2>& factors) -> std::optional<std::vector<double>> {
            const Calibration calibration = withFactors(Calibration::builtIn(), factors);
            std::vector<double> out;
            for (const CountedRun& each : m_training) {
                const TrainingJob& job = *each.workload.training();
                const auto figures = figuresOf(m_machine, each.workload.model, job, *job.layout, calibration);
                if (!figures)
                    return std::nullopt;
                // All that is measured of a training is a time per step, or goes with one over it.
                const MeasuredFigure figure = countedFigures(*each.run).front();
                const double longer = std::log(figures->step.total() / std::get<TrainingEstimate>(each.published).figures.step.total());
                out.push_back(std::log(figureOf(each.published, figure).value) + (figure == MeasuredFigure::Iteration ? longer : -longer));
            }
            return out;
        };
        std::vector<FactorObservation> observations;
        double sigmas = 0;
        for (const CountedRun& each : m_training) {
            const MeasuredFigure figure = countedFigures(*each.run).front();
            const double sigma = sigmaOfBand(std::log1p(std::get<TrainingEstimate>(each.published).errorShare));
            observations.push_back({std::log(each.run->values.at(figure)), sigma});
            sigmas += sigma;
        }
        const double mean = sigmas / std::max<double>(1, static_cast<double>(m_training.size()));
        return fitFactors(observations, {mean, mean}, estimates);
    }

    [[nodiscard]] FactorFit serving() const
    {
        std::vector<CountedFigure> figures;
        for (std::size_t i = 0; i < m_serving.size(); ++i) {
            for (const MeasuredFigure figure : countedFigures(*m_serving[i].run))
                figures.push_back({i, figure});
        }
        const auto estimates = [&](const std::array<double, 2>& factors) -> std::optional<std::vector<double>> {
            const ServingCalibration calibration = withFactors(ServingCalibration::builtIn(), factors);
            std::vector<RunEstimate> runs;
            for (const CountedRun& each : m_serving) {
                auto estimate = estimateServing(m_machine, each.workload, calibration);
                if (!estimate)
                    return std::nullopt;
                runs.emplace_back(*std::move(estimate));
            }
            std::vector<double> out;
            for (const CountedFigure& each : figures)
                out.push_back(std::log(figureOf(runs[each.run], each.figure).value));
            return out;
        };
        std::vector<FactorObservation> observations;
        for (const CountedFigure& each : figures)
            observations.push_back({std::log(m_serving[each.run].run->values.at(each.figure)),
                                    sigmaOfBand(figureOf(m_serving[each.run].published, each.figure).logHalfWidth())});
        const auto& families = ServingCalibration::builtIn();
        return fitFactors(observations, {sigmaOfBand(logHalfWidth(families.token)), sigmaOfBand(logHalfWidth(families.firstToken))}, estimates);
    }

private:
    Result<void> add(const Measurement& run, const Workload& workload)
    {
        const auto place = [&] { return fmt::format("The measurement '{}' is not counted", run.id); };
        const auto ran = asMeasured(workload, run);
        if (!ran)
            return tl::unexpected{ran.error().in(place())};
        const Result<RunEstimate>& published = m_published.of(*ran);
        if (!published)
            return tl::unexpected{published.error().in(place())};
        if (isFarOut(run, *published))
            return fail("{}: it lies more than three times its band from the estimate by published constants; see its unit and its conditions.", place());
        (run.isServing() ? m_serving : m_training).push_back({&run, frozen(*ran, *published), *published});
        return {};
    }

    const ClusterView& m_machine;
    RememberedEstimates m_published;
    std::vector<CountedRun> m_training, m_serving;
};

FigureBand figureOf(const TrainingEstimate& estimate, MeasuredFigure figure)
{
    const double share = estimate.errorShare;
    const auto rate = [&](double value) { return FigureBand{value, value / (1 + share), value / (1 - share)}; };
    switch (figure) {
    case MeasuredFigure::Iteration: return {estimate.figures.step.total().value(), estimate.stepLow.value(), estimate.stepHigh.value()};
    case MeasuredFigure::TokensPerSecond: return rate(estimate.figures.tokensPerSecond);
    case MeasuredFigure::ModelFlops: return rate(estimate.modelRate.value() / 1e12);
    case MeasuredFigure::ModelUtilisation: return rate(estimate.mfu * 100);
    default: return rate(estimate.tokensPerSecondPerAccelerator);
    }
}

FigureBand figureOf(const ServingEstimate& estimate, MeasuredFigure figure)
{
    const auto banded = [](double value, const ServingError& error) { return FigureBand{value, value * error.low, value * error.high}; };
    switch (figure) {
    case MeasuredFigure::FirstToken: return banded(estimate.figures.firstToken.value() * 1e3, estimate.firstTokenError);
    case MeasuredFigure::OutputToken: return banded(estimate.figures.token.value() * 1e3, estimate.tokenError);
    case MeasuredFigure::Output: return banded(estimate.figures.tokensPerSecond, estimate.throughputError);
    default: return banded(estimate.figures.perAccelerator(), estimate.throughputError);
    }
}

} // namespace

ProjectCalibration::ProjectCalibration(const Design& design, const ClusterView& machine)
{
    if (!design.measured().calibrate || design.measured().runs.empty())
        return;
    const Fitting fitting{design, machine, m_notes};
    if (const FactorFit fit = fitting.training(); fit.measurements > 0) {
        Calibration calibration = Calibration::builtIn();
        calibration.project = fit;
        m_training = std::make_shared<const Calibration>(std::move(calibration));
    }
    if (const FactorFit fit = fitting.serving(); fit.measurements > 0) {
        ServingCalibration calibration = ServingCalibration::builtIn();
        calibration.project = fit;
        m_serving = std::make_shared<const ServingCalibration>(std::move(calibration));
    }
}

Result<RunEstimate> estimateOf(const ClusterView& machine, const Workload& workload, const ProjectCalibration& calibration)
{
    if (workload.serving()) {
        auto serving = estimateServing(machine, workload, calibration.serving());
        return serving ? Result<RunEstimate>{*std::move(serving)} : tl::unexpected{serving.error()};
    }
    auto training = estimateTraining(machine, workload, calibration.training());
    return training ? Result<RunEstimate>{*std::move(training)} : tl::unexpected{training.error()};
}

const Result<RunEstimate>& RememberedEstimates::of(const Workload& workload)
{
    const auto known = std::find_if(m_known.begin(), m_known.end(), [&](const auto& one) { return one.first == workload; });
    if (known != m_known.end())
        return known->second;
    return m_known.emplace_back(workload, estimateOf(m_machine, workload, m_calibration)).second;
}

double FigureBand::logHalfWidth() const
{
    return std::log(high / low) / 2;
}

FigureBand figureOf(const RunEstimate& estimate, MeasuredFigure figure)
{
    return std::visit([&](const auto& of) { return figureOf(of, figure); }, estimate);
}

std::vector<MeasuredFigure> countedFigures(const Measurement& run)
{
    if (run.values.empty())
        return {};
    if (!run.isServing())
        return {run.values.begin()->first}; // By the order of the list, the most direct.
    std::vector<MeasuredFigure> out;
    for (const MeasuredFigure figure : {MeasuredFigure::OutputToken, MeasuredFigure::Output, MeasuredFigure::OutputPerAccelerator}) {
        if (out.empty() && run.values.contains(figure))
            out.push_back(figure);
    }
    if (run.values.contains(MeasuredFigure::FirstToken))
        out.push_back(MeasuredFigure::FirstToken);
    return out;
}

bool isFarOut(const Measurement& run, const RunEstimate& published)
{
    const auto figures = countedFigures(run);
    return std::any_of(figures.begin(), figures.end(), [&](MeasuredFigure figure) {
        const FigureBand band = figureOf(published, figure);
        return isFarOut(std::log(run.values.at(figure) / band.value), sigmaOfBand(band.logHalfWidth()));
    });
}

bool sameConstants(const ProjectCalibration& a, const ProjectCalibration& b)
{
    return (&a.training() == &b.training() || a.training() == b.training()) && (&a.serving() == &b.serving() || a.serving() == b.serving());
}

} // namespace colonnade::model
