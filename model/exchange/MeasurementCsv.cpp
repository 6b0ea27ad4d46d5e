#include "model/exchange/CsvRows.h"
#include "model/exchange/MeasurementImport.h"
#include "model/exchange/YamlFields.h"
#include "model/units/Dates.h"
#include "model/units/Text.h"

#include <algorithm>
#include <array>
#include <map>

namespace colonnade::model {

namespace {

constexpr CsvLimits csvLimits{.bytes = measurementBytes, .line = 64U << 10U, .rows = 10'000, .columns = 256, .cell = 4096};

constexpr std::array<std::string_view, 9> plainColumns{"id",           "workload",    "date",          "source",        "author", "note",
                                                       "accelerators", "concurrency", "requests_per_s"};

/// A degree of a layout; null where that kind of layout has none of it.
struct Degree {
    std::string_view column;
    int ParallelLayout::*training;
    int ServingLayout::*serving;
};
constexpr std::array<Degree, 8> degrees{{{"tensor", &ParallelLayout::tensor, &ServingLayout::tensor},
                                         {"pipeline", &ParallelLayout::pipeline, &ServingLayout::pipeline},
                                         {"virtual_stages", &ParallelLayout::virtualStages, nullptr},
                                         {"context", &ParallelLayout::context, nullptr},
                                         {"data", &ParallelLayout::data, nullptr},
                                         {"expert", &ParallelLayout::expert, &ServingLayout::expert},
                                         {"expert_tensor", &ParallelLayout::expertTensor, &ServingLayout::expertTensor},
                                         {"attention_data", nullptr, &ServingLayout::attentionData}}};
constexpr std::string_view sequenceColumn = "sequence_parallel";

bool isKnown(std::string_view column)
{
    return fromWord<MeasuredFigure>(column) || column == sequenceColumn
        || std::find(plainColumns.begin(), plainColumns.end(), column) != plainColumns.end()
        || std::any_of(degrees.begin(), degrees.end(), [&](const Degree& degree) { return degree.column == column; });
}

/// One row, cell by cell; what is wrong is collected, with its column.
class RowReader {
public:
    RowReader(const std::map<std::string, std::size_t, std::less<>>& columns, const CsvRow& row, std::string place,
              std::vector<std::string>& problems)
        : m_columns{columns}, m_row{row}, m_place{std::move(place)}, m_problems{problems}
    {
    }

    MeasuredEntry read()
    {
        const auto id = idOf<MeasurementTag>("id");
        const auto workload = idOf<WorkloadTag>("workload");
        if (!workload && cell("workload").empty())
            wrong("workload", "the id of a workload of the design");
        MeasuredEntry out{{.id = id.value_or(MeasurementId::literal("unnamed")), .workload = workload.value_or(WorkloadId::literal("unread")),
                           .date = std::string{cell("date")}, .source = std::string{cell("source")}, .author = std::string{cell("author")},
                           .note = std::string{cell("note")}, .under = {}, .values = {}},
                          id.has_value()};
        Measurement& run = out.run;
        if (!isIsoDate(run.date))
            wrong("date", "a date as 2026-11-22");
        if (run.source.empty())
            wrong("source", "where the figures come from");
        for (const MeasuredFigure figure : measuredFigures) {
            if (const auto value = number(word(figure), {leastMeasured, mostOf(figure)}))
                run.values.emplace(figure, *value);
        }
        run.under.accelerators = whole("accelerators");
        run.under.concurrency = whole("concurrency");
        run.under.requestRate = number("requests_per_s", {1e-9, 1e9});
        layout(run);
        if (const auto fault = model::fault(run); fault && !m_wrong)
            problem(fault->text);
        return out;
    }
    [[nodiscard]] bool good() const { return !m_wrong; }

private:
    [[nodiscard]] std::string_view cell(std::string_view column) const
    {
        const auto found = m_columns.find(column);
        return found == m_columns.end() ? std::string_view{} : trimmed(m_row.cells[found->second]);
    }

    void problem(std::string_view sentence)
    {
        m_wrong = true;
        m_problems.push_back(fmt::format("{}: {}", m_place, sentence));
    }
    void wrong(std::string_view column, std::string_view expected)
    {
        const std::string_view found = cell(column);
        m_wrong = true;
        m_problems.push_back(fmt::format("{}, column '{}': found {}, expected {}", m_place, column,
                                         found.empty() ? "nothing" : fmt::format("'{}'", shown(found)), expected));
    }

    template <class Tag> std::optional<Id<Tag>> idOf(std::string_view column)
    {
        const std::string_view text = cell(column);
        if (text.empty())
            return std::nullopt;
        auto id = Id<Tag>::parse(text);
        if (!id) {
            wrong(column, "an id");
            return std::nullopt;
        }
        return *std::move(id);
    }

    std::optional<double> number(std::string_view column, NumberRange range)
    {
        const std::string_view text = cell(column);
        if (text.empty())
            return std::nullopt;
        const auto value = numberFrom(text);
        if (value && *value >= range.least && *value <= range.most)
            return value;
        wrong(column, fmt::format("a number from {} to {}", shortest(range.least), shortest(range.most)));
        return std::nullopt;
    }

    std::optional<int> whole(std::string_view column, WholeRange range = measuredCount)
    {
        const std::string_view text = cell(column);
        if (text.empty())
            return std::nullopt;
        const auto value = wholeFrom(text);
        if (value && *value >= range.least && *value <= range.most)
            return static_cast<int>(*value);
        wrong(column, fmt::format("a whole number from {} to {}", range.least, range.most));
        return std::nullopt;
    }

    void layout(Measurement& run)
    {
        ParallelLayout training;
        ServingLayout serving;
        bool given = false;
        for (const Degree& degree : degrees) {
            // As far as a design file reads them back.
            const auto value = whole(degree.column, degree.training == &ParallelLayout::data ? measuredCount : layoutDegree);
            if (!value)
                continue;
            given = true;
            if (run.isServing() ? !degree.serving : !degree.training)
                wrong(degree.column, fmt::format("no such degree in a layout of {}", run.isServing() ? "serving" : "training"));
            else if (run.isServing())
                serving.*degree.serving = *value;
            else
                training.*degree.training = *value;
        }
        if (const std::string_view text = cell(sequenceColumn); !text.empty()) {
            training.sequenceParallel = text == "true";
            given = true;
            if (text != "true" && text != "false")
                wrong(sequenceColumn, "'true' or 'false'");
            else if (run.isServing())
                wrong(sequenceColumn, "nothing in a layout of serving");
        }
        if (!given)
            return;
        if (run.isServing())
            run.under.layout = serving;
        else
            run.under.layout = training;
    }

    const std::map<std::string, std::size_t, std::less<>>& m_columns;
    const CsvRow& m_row;
    std::string m_place;
    std::vector<std::string>& m_problems;
    bool m_wrong = false;
};

} // namespace

Result<ReadRuns> readMeasurementCsv(std::string_view text, std::string_view file)
{
    ReadRuns out;
    std::map<std::string, std::size_t, std::less<>> columns;
    const auto readHead = [&](const CsvRow& row) -> Result<void> {
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            const std::string_view column = trimmed(row.cells[i]);
            if (!isKnown(column))
                out.notes.push_back(fmt::format("File '{}', line {}: column '{}' is not known and was not taken", shown(file), row.line, shown(column)));
            else if (!columns.emplace(column, i).second)
                return fail("File '{}', line {}: found column '{}' twice", shown(file), row.line, column);
        }
        for (const char* needed : {"workload", "date", "source"}) {
            if (!columns.contains(needed))
                return fail("File '{}', line {}: there is no column '{}'", shown(file), row.line, needed);
        }
        return {};
    };
    bool head = true;
    const auto done = readCsv(
        text, file,
        [&](const CsvRow& row) -> Result<void> {
            if (head) {
                head = false;
                return readHead(row);
            }
            ++out.found;
            const std::string place = fmt::format("File '{}', line {}", shown(file), row.line);
            RowReader reader{columns, row, place, out.problems};
            MeasuredEntry entry = reader.read();
            if (reader.good())
                out.entries.push_back({std::move(entry), place});
            return {};
        },
        csvLimits);
    if (!done)
        return tl::unexpected{done.error()};
    return out;
}

} // namespace colonnade::model
