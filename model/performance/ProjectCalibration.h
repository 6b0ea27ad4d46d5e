#pragma once

#include "model/design/Design.h"
#include "model/performance/Estimate.h"
#include "model/performance/serving/ServingEstimate.h"

#include <deque>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace colonnade::model {

/// The constants of a design's estimates: those of published runs, or calibrated to what the project measured itself.
///
/// Training and serving are calibrated apart: factors on the time of computing and on that of traffic which nothing hides;
/// factors on the time of an iteration and on that of prompts. See `FactorFit` for the formula.
class ProjectCalibration {
public:
    /// As published runs say.
    ProjectCalibration() = default;
    /// Of a design on its machine. As published runs say, unless the design wants to be calibrated and has measurements.
    ProjectCalibration(const Design& design, const ClusterView& machine);

    [[nodiscard]] const Calibration& training() const { return m_training ? *m_training : Calibration::builtIn(); }
    [[nodiscard]] const ServingCalibration& serving() const { return m_serving ? *m_serving : ServingCalibration::builtIn(); }
    /// Runs that were left out, one sentence each.
    [[nodiscard]] const std::vector<std::string>& notes() const { return m_notes; }

private:
    std::shared_ptr<const Calibration> m_training;       ///< Null: the built-in one.
    std::shared_ptr<const ServingCalibration> m_serving; ///< Null: the built-in one.
    std::vector<std::string> m_notes;
};

/// Whether two give the same estimates.
bool sameConstants(const ProjectCalibration&, const ProjectCalibration&);

/// The estimate of a workload of either kind.
using RunEstimate = std::variant<TrainingEstimate, ServingEstimate>;
Result<RunEstimate> estimateOf(const ClusterView&, const Workload&, const ProjectCalibration&);

/// Estimates on one machine by one calibration, each worked out once: many runs are measured under the same conditions, and a
/// search stands behind each that names no layout. Refers to the machine.
class RememberedEstimates {
public:
    explicit RememberedEstimates(const ClusterView& machine, ProjectCalibration calibration = {})
        : m_machine{machine}, m_calibration{std::move(calibration)}
    {
    }
    const Result<RunEstimate>& of(const Workload& workload);

private:
    const ClusterView& m_machine;
    ProjectCalibration m_calibration;
    std::deque<std::pair<Workload, Result<RunEstimate>>> m_known; ///< Stays in place as more are added.
};

/// A figure of an estimate in the unit of its word, with its band of four of five. The figure is of the estimate's kind.
struct FigureBand {
    double value = 0, low = 0, high = 0;
    /// Half of ln(high / low).
    [[nodiscard]] double logHalfWidth() const;
};
FigureBand figureOf(const RunEstimate&, MeasuredFigure);

/// The figures of a run that a calibration counts: of training one, of serving the pace of output and the time to first token.
/// Others say the same once more.
std::vector<MeasuredFigure> countedFigures(const Measurement&);
/// Whether one of them lies far out of the estimate by published constants (`isFarOut`), as a slip of the unit does.
bool isFarOut(const Measurement&, const RunEstimate& published);

} // namespace colonnade::model
