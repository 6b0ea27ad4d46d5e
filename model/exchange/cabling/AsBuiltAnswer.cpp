#include "model/exchange/JsonWriter.h"
#include "model/exchange/cabling/AsBuilt.h"

#include <algorithm>
#include <array>

namespace colonnade::model {

namespace {

constexpr std::array kinds{AsBuiltKind::Missing,   AsBuiltKind::Extra,         AsBuiltKind::Swapped,     AsBuiltKind::WrongMedium,
                           AsBuiltKind::WrongPort, AsBuiltKind::UnknownDevice, AsBuiltKind::UnknownPort, AsBuiltKind::DoubledPort};

std::string key(AsBuiltKind kind)
{
    std::string text{word(kind)};
    std::replace(text.begin(), text.end(), ' ', '_');
    return text;
}

} // namespace

std::string asBuiltText(const AsBuiltReport& report)
{
    std::string out = fmt::format("{} links read, {} of {} cables as designed\n", report.rows, report.asDesigned, report.cables);
    for (const AsBuiltKind kind : kinds) {
        if (const std::size_t count = report.count(kind))
            out += fmt::format("{} {}\n", count, word(kind));
    }
    if (report.mediumUnsaid > 0)
        out += fmt::format("{} links have no cable part in the list or in the design, so their medium is not judged\n", report.mediumUnsaid);
    if (!report.notCompared.empty())
        out += fmt::format("Not compared, for the list has nothing of them: {}\n", fmt::join(report.notCompared, ", "));
    if (!report.differences.empty())
        out += '\n';
    for (const AsBuiltDifference& one : report.differences) {
        out += fmt::format("{}: {}", word(one.kind), one.message);
        if (!one.lines.empty())
            out += fmt::format(" (line {})", fmt::join(one.lines, ", "));
        out += '\n';
    }
    for (const std::string& problem : report.problems)
        out += problem + '\n';
    return out;
}

std::string asBuiltJson(const AsBuiltReport& report, std::string_view design)
{
    JsonWriter json;
    json.beginObject();
    json.entry("design", design);
    json.entry("list", report.file);
    json.entry("links", report.rows);
    json.entry("cables", report.cables);
    json.entry("cables_as_designed", report.asDesigned);
    json.entry("links_medium_not_judged", report.mediumUnsaid);
    json.key("counts");
    json.beginObject(JsonWriter::Layout::Line);
    for (const AsBuiltKind kind : kinds)
        json.entry(key(kind), report.count(kind));
    json.end();
    json.key("compared");
    json.lineArray(report.compared);
    json.key("not_compared");
    json.lineArray(report.notCompared);
    json.key("differences");
    json.beginArray();
    for (const AsBuiltDifference& one : report.differences) {
        json.beginObject(JsonWriter::Layout::Line);
        json.entry("kind", key(one.kind));
        json.key("cables");
        json.lineArray(one.names);
        json.key("lines");
        json.lineArray(one.lines);
        json.entry("designed", one.designed);
        json.entry("built", one.built);
        json.entry("message", one.message);
        json.end();
    }
    json.end();
    json.key("problems");
    json.beginArray();
    for (const std::string& problem : report.problems)
        json.value(problem);
    json.end();
    json.end();
    return json.finish();
}

} // namespace colonnade::model
