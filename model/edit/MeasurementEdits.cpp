#include "model/edit/MeasurementEdits.h"

#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

Result<Design> addMeasurements(const Design& design, std::vector<Measurement> runs)
{
    MeasuredResults next = design.measured();
    for (Measurement& run : runs) {
        if (const auto wrong = fault(run))
            return tl::unexpected<Error>{wrong->in(fmt::format("Measurement '{}'", shown(run.id.text())))};
        std::erase_if(next.runs, [&](const Measurement& other) { return other.id == run.id; });
        next.runs.push_back(std::move(run));
    }
    std::ranges::sort(next.runs, {}, &Measurement::id);
    return design.withMeasured(std::move(next));
}

Result<Design> removeMeasurement(const Design& design, const MeasurementId& run)
{
    MeasuredResults next = design.measured();
    if (std::erase_if(next.runs, [&](const Measurement& other) { return other.id == run; }) == 0)
        return fail("There is no measurement '{}'", shown(run.text()));
    if (next.runs.empty())
        next.calibrate = false;
    return design.withMeasured(std::move(next));
}

Result<Design> calibrateByMeasured(const Design& design, bool calibrate)
{
    MeasuredResults next = design.measured();
    if (calibrate && next.runs.empty())
        return fail("The design has no measurements to calibrate its estimates by");
    next.calibrate = calibrate;
    return design.withMeasured(std::move(next));
}

} // namespace colonnade::model
