#include "model/exchange/MeasurementImport.h"

#include "model/exchange/JsonReader.h"
#include "model/units/Text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace colonnade::model {

namespace {

constexpr YamlLimits listLimits{.bytes = measurementBytes,
                                .line = measurementBytes,
                                .depth = 8,
                                .values = 100'000,
                                .text = 64U << 10U,
                                .anchors = 0,
                                .aliases = 0,
                                .expanded = 100'000};

bool isJson(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && (text[first] == '[' || text[first] == '{');
}

/// JSON is checked as such; places for messages, and typed values, come from the reader of YAML, of which JSON is a part.
Result<ReadRuns> readList(std::string_view text, std::string_view file)
{
    if (auto strict = parseJson(text, file, {.bytes = measurementBytes, .depth = 8, .values = 100'000, .text = 64U << 10U}); !strict)
        return tl::unexpected{strict.error()};
    const auto tree = readYaml(text, file, listLimits);
    if (!tree)
        return tl::unexpected{tree.error()};
    if (!tree->root().isSequence())
        return tl::unexpected{tree->root().mismatch("a list of objects, one for each run")};
    ReadRuns out;
    for (const YamlNode item : tree->root().items()) {
        YamlErrors errors;
        MeasuredEntry entry = readMeasurement({item, errors});
        ++out.found;
        for (const Error& error : errors.list())
            out.problems.push_back(error.text);
        if (errors.empty())
            out.entries.push_back({std::move(entry), fmt::format("File '{}', line {}", shown(file), item.line())});
    }
    return out;
}

/// "llama-3-70b-2026-11-22", with "-2" behind it where that is taken.
MeasurementId nameFor(const Measurement& run, const std::set<MeasurementId>& taken)
{
    const std::string base = fmt::format("{}-{}", run.workload, run.date);
    auto id = MeasurementId::parse(base).value_or(MeasurementId::literal("run"));
    for (int number = 2; taken.contains(id); ++number)
        id = MeasurementId::parse(fmt::format("{}-{}", base, number)).value_or(MeasurementId::literal(fmt::format("run-{}", number)));
    return id;
}

bool sameButForId(Measurement a, const Measurement& b)
{
    a.id = b.id;
    return a == b;
}

class Taking {
public:
    explicit Taking(const Design& design) : m_design{design}
    {
        for (const Measurement& run : design.measured().runs)
            m_ids.insert(run.id);
    }

    MeasurementImport operator()(ReadRuns read)
    {
        m_out.found = read.found;
        m_out.notTaken = std::move(read.problems);
        m_out.notes = std::move(read.notes);
        for (ReadRuns::Entry& entry : read.entries)
            take(std::move(entry));
        return std::move(m_out);
    }

private:
    void refuse(const ReadRuns::Entry& entry, std::string_view why) { m_out.notTaken.push_back(fmt::format("{}: {}", entry.place, why)); }

    void take(ReadRuns::Entry entry)
    {
        Measurement& run = entry.entry.run;
        const auto& workloads = m_design.workloads();
        const auto workload = std::find_if(workloads.begin(), workloads.end(), [&](const Workload& each) { return each.id == run.workload; });
        if (workload == workloads.end())
            return refuse(entry, fmt::format("the design has no workload '{}'", shown(run.workload.text())));
        if (const auto ran = asMeasured(*workload, run); !ran)
            return refuse(entry, ran.error().text);
        if (const Measurement* same = known(run))
            return refuse(entry, fmt::format("the same run is there already, as '{}'", shown(same->id.text())));
        if (!entry.entry.named)
            run.id = nameFor(run, m_ids);
        if (!m_given.insert(run.id).second)
            return refuse(entry, fmt::format("the file has a run '{}' already", shown(run.id.text())));
        if (m_design.measured().runs.size() + m_added == mostMeasurements && !m_ids.contains(run.id))
            return refuse(entry, fmt::format("a design keeps at most {} measurements", mostMeasurements));
        if (!m_ids.insert(run.id).second)
            m_out.notes.push_back(fmt::format("{}: '{}' takes the place of the run of that id", entry.place, shown(run.id.text())));
        else
            ++m_added;
        m_out.taken.push_back(std::move(run));
    }

    [[nodiscard]] const Measurement* known(const Measurement& run) const
    {
        for (const auto* list : {&m_design.measured().runs, &m_out.taken}) {
            for (const Measurement& other : *list) {
                if (sameButForId(run, other))
                    return &other;
            }
        }
        return nullptr;
    }

    const Design& m_design;
    std::set<MeasurementId> m_ids, m_given; ///< Of the design and the file; of the file.
    std::size_t m_added = 0;
    MeasurementImport m_out;
};

} // namespace

Result<MeasurementImport> readMeasurements(std::string_view text, std::string_view file, const Design& design)
{
    constexpr std::string_view mark = "\xEF\xBB\xBF"; // Of UTF-8, before what some programs write.
    if (text.starts_with(mark))
        text.remove_prefix(mark.size());
    auto read = isJson(text) ? readList(text, file) : readMeasurementCsv(text, file);
    if (!read)
        return tl::unexpected{read.error()};
    return Taking{design}(*std::move(read));
}

std::string takenText(const MeasurementImport& import, std::string_view file)
{
    return fmt::format("{} of {} measurements of '{}' taken", import.taken.size(), import.found, shown(file));
}

} // namespace colonnade::model
