#include "model/exchange/CatalogWriter.h"

#include "model/catalog/PartFigures.h"
#include "model/exchange/CatalogReader.h"
#include "model/exchange/YamlFields.h"

#include <cmath>

namespace colonnade::model {
namespace {

/// Whole numbers without exponent: 600000, not 6e+05.
void number(YamlWriter& yaml, double number)
{
    constexpr double exact = 1e15;
    if (number == std::trunc(number) && std::abs(number) < exact)
        yaml.value(static_cast<std::int64_t>(number));
    else
        yaml.value(number);
}

template <class Unit> void number(YamlWriter& yaml, std::string_view key, Quantity<Unit> quantity)
{
    yaml.key(key);
    number(yaml, quantity.value());
}

template <class List> void wordList(YamlWriter& yaml, std::string_view key, const List& list)
{
    if (list.empty())
        return;
    yaml.key(key);
    yaml.beginLineList();
    for (const auto item : list)
        yaml.value(word(item));
    yaml.end();
}

/// A list of line maps, one line for each item; no key where the list is empty.
template <class List, class Write>
void lines(YamlWriter& yaml, std::string_view key, const List& list, Write write)
{
    if (list.empty())
        return;
    yaml.key(key);
    yaml.beginList();
    for (const auto& item : list) {
        yaml.beginLineMap();
        write(item);
        yaml.end();
    }
    yaml.end();
}

void writeValue(YamlWriter& yaml, const FigureValue& value)
{
    struct {
        YamlWriter& yaml;
        void operator()(double value) const { number(yaml, value); }
        void operator()(bool flag) const { yaml.value(flag); }
        void operator()(const std::string& text) const { yaml.value(text); }
        void operator()(const std::vector<std::string>& texts) const { yaml.lineList(texts); }
        void operator()(const std::vector<double>& values) const
        {
            yaml.beginLineList();
            for (const double value : values)
                number(yaml, value);
            yaml.end();
        }
    } write{yaml};
    std::visit(write, value);
}

void writeFigure(YamlWriter& yaml, const Figure& figure, Basis plain)
{
    yaml.key(figure.kind->key);
    if (figure.basis == plain && !figure.confidence && figure.sources.empty()
        && figure.note.empty()) {
        writeValue(yaml, figure.value);
        return;
    }
    yaml.beginLineMap();
    yaml.key("value");
    writeValue(yaml, figure.value);
    if (figure.basis != plain)
        yaml.entry("basis", word(figure.basis));
    if (figure.confidence)
        yaml.entry("confidence", word(*figure.confidence));
    if (!figure.sources.empty()) {
        yaml.key("sources");
        yaml.lineList(figure.sources);
    }
    entryIf(yaml, "note", figure.note);
    yaml.end();
}

void writeInput(YamlWriter& yaml, const PowerInput& input)
{
    yaml.entry("kind", word(input.kind));
    if (input.count != 0)
        yaml.entry("count", input.count);
    if (input.each)
        number(yaml, "each_w", *input.each);
    if (input.needed)
        yaml.entry("needed", *input.needed);
    entryIf(yaml, "inlet", input.inlet);
    if (input.voltsMin || input.voltsMax) {
        yaml.key("volts");
        yaml.beginLineList();
        number(yaml, input.voltsMin.value_or(input.voltsMax.value_or(Volts{})).value());
        number(yaml, input.voltsMax.value_or(input.voltsMin.value_or(Volts{})).value());
        yaml.end();
    }
    if (input.phases != 1)
        yaml.entry("phases", input.phases);
}

void writeCages(YamlWriter& yaml, const Cages& cages)
{
    yaml.entry("role", word(cages.role));
    yaml.entry("cage", word(cages.form));
    yaml.entry("count", cages.count);
    if (cages.portsPerCage != 1)
        yaml.entry("ports_per_cage", cages.portsPerCage);
    number(yaml, "gbit_s", cages.portSpeed);
    entryIf(yaml, "via", cages.via);
}

void writeCurves(YamlWriter& yaml, const CduFigures& cdu)
{
    if (!cdu.pumpCurve.empty()) {
        yaml.key("pump_curve");
        yaml.beginLineList();
        for (const PumpPoint& point : cdu.pumpCurve) {
            yaml.beginLineMap();
            number(yaml, "flow_l_min", point.flow);
            number(yaml, "head_kpa", point.head);
            if (point.running != 0)
                yaml.entry("running", point.running);
            yaml.end();
        }
        yaml.end();
    }
    if (!cdu.approachByLoad.empty()) {
        yaml.key("approach_by_load");
        yaml.beginLineList();
        for (const ApproachPoint& point : cdu.approachByLoad) {
            yaml.beginLineMap();
            yaml.entry("share", point.share);
            number(yaml, "approach_k", point.approach);
            yaml.end();
        }
        yaml.end();
    }
}

/// The blocks that only some kinds of parts have.
void writeBlocks(YamlWriter& yaml, const PartType& part)
{
    if (part.pdu) {
        lines(yaml, "outlets", part.pdu->outlets, [&](const OutletGroup& group) {
            yaml.entry("type", group.type);
            yaml.entry("count", group.count);
        });
    }
    if (part.cdu) {
        yaml.key("cdu");
        yaml.beginLineMap();
        yaml.entry("type", word(part.cdu->type));
        yaml.entry("place", word(part.cdu->place));
        writeCurves(yaml, *part.cdu);
        yaml.end();
    }
    if (part.cable) {
        yaml.key("cable");
        yaml.beginLineMap();
        yaml.entry("medium", word(part.cable->medium));
        if (part.cable->ends != 1)
            yaml.entry("ends", part.cable->ends);
        wordList(yaml, "near", part.cable->near);
        wordList(yaml, "far", part.cable->far);
        yaml.end();
    }
    if (part.transceiver) {
        yaml.key("transceiver");
        yaml.beginLineMap();
        yaml.entry("cage", word(part.transceiver->cage));
        entryIf(yaml, "pmd", part.transceiver->pmd);
        yaml.entry("fibre", word(part.transceiver->fibre));
        yaml.end();
    }
}

void writeComplete(YamlWriter& yaml, const PartType& part)
{
    yaml.beginMap();
    yaml.entry("id", part.id);
    yaml.entry("vendor", part.vendor);
    yaml.entry("model", part.model);
    yaml.entry("kind", word(part.kind));
    yaml.entry("role", word(part.role));
    yaml.entry("availability", word(part.availability));
    entryIf(yaml, "since", part.since);
    yaml.entry("confidence", word(part.confidence));
    if (part.sources.empty()) {
        yaml.entry("sources", "none");
    } else {
        yaml.key("sources");
        yaml.beginList();
        for (const SourceId& source : part.sources)
            yaml.value(source);
        yaml.end();
    }
    if (!part.notes.empty()) {
        yaml.key("notes");
        yaml.beginList();
        for (const std::string& note : part.notes)
            yaml.value(note);
        yaml.end();
    }
    if (part.body.mounting != Mounting::Unknown)
        yaml.entry("mounting", word(part.body.mounting));
    if (part.body.halfWidth)
        yaml.entry("half_width", true);
    if (part.cooling.airflow != Airflow::Unknown)
        yaml.entry("airflow", word(part.cooling.airflow));
    if (part.accelerator && part.accelerator->type && part.kind != PartKind::Accelerator)
        yaml.entry("accelerator", *part.accelerator->type);
    if (part.rack)
        yaml.entry("holds", word(part.rack->holds));
    if (part.frame)
        yaml.entry("frame", *part.frame);
    if (!part.fitsOnlyIn.empty()) {
        yaml.key("fits_only_in");
        yaml.lineList(part.fitsOnlyIn);
    }

    yaml.key("figures");
    yaml.beginMap();
    for (const Figure& figure : part.figures)
        writeFigure(yaml, figure, plainBasis(part));
    yaml.end();

    lines(yaml, "power_inputs", part.inputs,
          [&](const PowerInput& input) { writeInput(yaml, input); });
    lines(yaml, "ports", part.cages, [&](const Cages& cages) { writeCages(yaml, cages); });
    lines(yaml, "flow_by_inlet", part.cooling.flowByInlet, [&](const FlowPoint& point) {
        number(yaml, "inlet_c", point.inlet);
        number(yaml, "flow_l_min", point.flow);
        if (point.pressureDrop)
            number(yaml, "pressure_drop_kpa", *point.pressureDrop);
    });
    lines(yaml, "contents", part.contents, [&](const ContentItem& item) {
        yaml.entry("type", item.type);
        yaml.entry("count", item.count);
    });
    lines(yaml, "layout", part.layout, [&](const ContentRun& run) {
        yaml.entry("type", run.type);
        yaml.entry("count", run.count);
        yaml.key("unit");
        number(yaml, run.unit.value());
    });
    writeBlocks(yaml, part);
    yaml.end();
}

} // namespace

void writePart(YamlWriter& yaml, const PartType& part)
{
    PartType complete = part;
    addMissingFigures(complete);
    writeComplete(yaml, complete);
}

void writeSource(YamlWriter& yaml, const Source& source)
{
    yaml.beginMap();
    yaml.entry("id", source.id);
    yaml.entry("title", source.title);
    entryIf(yaml, "publisher", source.publisher);
    entryIf(yaml, "date", source.date);
    yaml.end();
}

std::string writeCatalog(std::span<const PartRef> parts, std::span<const Source> sources)
{
    YamlWriter yaml;
    yaml.beginMap();
    yaml.entry("format", catalogFormat);
    if (!sources.empty()) {
        yaml.key("sources");
        yaml.beginList();
        for (const Source& source : sources)
            writeSource(yaml, source);
        yaml.end();
    }
    if (!parts.empty()) {
        yaml.key("parts");
        yaml.beginList();
        for (const PartRef& part : parts)
            writePart(yaml, *part);
        yaml.end();
    }
    yaml.end();
    return yaml.finish();
}

} // namespace colonnade::model
