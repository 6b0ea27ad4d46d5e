#pragma once

#include "model/design/Design.h"
#include "model/exchange/MeasurementSection.h"

#include <string>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// Largest file of measured results, in bytes.
inline constexpr std::size_t measurementBytes = 4U << 20U;

/// What was found in a file of measured results. Whoever adds the runs to the design shows the sentences.
struct MeasurementImport {
    std::vector<Measurement> taken;    ///< With ids that no other run of the design has, unless it is meant.
    std::size_t found = 0;             ///< Rows or objects in the file.
    std::vector<std::string> notTaken; ///< One sentence each: where, what was found, what was expected.
    std::vector<std::string> notes;    ///< Of what was taken.
};

/// Reads measured results for the workloads of a design: CSV with a row of keys first, or JSON as a list of objects (what
/// begins with '['). Keys are those of schema "measurements"; in CSV the degrees of a layout are columns of their own, and
/// an empty cell is an absent key. A run without an id gets one of its workload and date.
///
/// A run that is wrong is told and left out; the others are taken. Fails where the file as a whole cannot be read.
Result<MeasurementImport> readMeasurements(std::string_view text, std::string_view file, const Design& design);

/// "3 of 5 measurements of 'runs.csv' taken"
std::string takenText(const MeasurementImport& import, std::string_view file);

/// Runs of a CSV file, with what was wrong; for `readMeasurements` only.
struct ReadRuns {
    struct Entry {
        MeasuredEntry entry;
        std::string place; ///< "File 'x', line 3": before a sentence about it.
    };
    std::vector<Entry> entries;
    std::size_t found = 0;
    std::vector<std::string> problems, notes;
};
Result<ReadRuns> readMeasurementCsv(std::string_view text, std::string_view file);

} // namespace colonnade::model
