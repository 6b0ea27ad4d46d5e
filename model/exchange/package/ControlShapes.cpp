#include "model/exchange/package/ShapeViews.h"

#include "model/exchange/DesignWriter.h"

#include <filesystem>

namespace colonnade::model::package {

using enum AudienceClass;

template <> void describe(ObjectShape<ControlView>& shape)
{
    shape.field("id", Public, "UUID of design, audience and revision.", [](const ControlView& v) { return v.package->id; })
        .field("title", Internal, "Title.", [](const ControlView& v) { return v.package->control.title; })
        .field("revision", Public, "Revision.", [](const ControlView& v) { return v.package->control.revision; })
        .field("status", Public, "State of the document.", [](const ControlView& v) { return wordOf(v.package->control.status); },
               {"draft", "for_review", "issued", "superseded"})
        .field("issued_on", Scale, "ISO date; null: undated.",
               [](const ControlView& v) {
                   const std::string& date = v.package->control.issuedOn;
                   return date.empty() ? std::nullopt : std::optional{date};
               })
        .field("issuer", People, "Who issues it.", [](const ControlView& v) { return v.package->control.issuer; })
        .field("recipient", People, "Who receives it.", [](const ControlView& v) { return v.package->control.recipient; })
        .field("audience", Public, "Who it is made for.", [](const ControlView& v) { return wordOf(v.package->control.audience); },
               {"internal"})
        .field("marking", Public, "Marking of every page.", [](const ControlView& v) { return v.package->control.marking; });
}

template <> void describe(ObjectShape<DesignView>& shape)
{
    shape.field("sha256", Public, "SHA-256 of the canonical bytes of the design file.",
                [](const DesignView& v) { return v.package->designHash; })
        .field("name", Internal, "Name of the design.", [](const DesignView& v) { return v.package->designName; })
        .field("text", Internal, "The canonical bytes of the design file: what `import --from package` reads back.",
               [](const DesignView& v) { return v.package->designText; })
        .field("file", Internal, "Name of its file, without folder.", [](const DesignView& v) { return std::filesystem::path(v.package->control.file).filename().string(); })
        .field("format", Public, "Format version of its file.", [](const DesignView&) { return designFormat; })
        .field("program_version", Public, "Version of Colonnade.", [](const DesignView& v) { return v.package->control.programVersion; })
        .field("profile", Public, "Rule profile.", [](const DesignView& v) { return v.package->profile; })
        .field("profile_title", Public, "Its name.", [](const DesignView& v) { return v.package->profileTitle; })
        .field("profile_sha256", Public, "SHA-256 of its settings.", [](const DesignView& v) { return v.package->profileHash; })
        .field("catalog_sha256", Public, "SHA-256 of the parts in use.", [](const DesignView& v) { return v.package->catalogHash; });
}

template <> void describe(ObjectShape<KeyFigure>& shape)
{
    shape.line()
        .field("key", Public, "Key of the figure, with the unit.", &KeyFigure::key)
        .field("label", Public, "For people.", &KeyFigure::label)
        .field("value", Scale, "In `unit`; null: not known.", &KeyFigure::value)
        .field("unit", Public, "Unit; empty for counts.", &KeyFigure::unit)
        .field("missing", Register, "Figures that the value leaves out.", &KeyFigure::missing)
        .field("note", Internal, "What it is compared with.", &KeyFigure::note)
        .field("audience_class", Public, "Class of this figure, where that is stricter than the field's.",
               [](const KeyFigure& f) { return wordOf(f.audience); },
               {audienceClassWords().begin(), audienceClassWords().end()});
}

template <> void describe(ObjectShape<OpenMatter>& shape)
{
    shape.line()
        .field("key", Public, "Kind of matter.", &OpenMatter::key)
        .field("label", Public, "For people.", &OpenMatter::label)
        .field("count", Register, "How many.", &OpenMatter::count);
}

template <> void describe(ObjectShape<FloorFacts>& shape)
{
    shape.field("racks", Scale, "Placed racks.", &FloorFacts::racks)
        .field("floor_units", Scale, "Placed CDUs, panels and other units on the floor.", &FloorFacts::units)
        .field("accelerators", Scale, "Accelerators.", &FloorFacts::accelerators)
        .sum("power_w", Scale, "Provisioned power.", &FloorFacts::provisioned)
        .sum("power_operation_w", Scale, "Sustained power.", &FloorFacts::operation)
        .sum("power_peak_w", Scale, "Short peak.", &FloorFacts::peak)
        .sum("heat_air_w", Scale, "Heat to air at provisioned power.", &FloorFacts::heatToAir)
        .sum("heat_liquid_w", Scale, "Heat to liquid at provisioned power.", &FloorFacts::heatToLiquid)
        .sum("mass_kg", Scale, "Mass without coolant and cables.", &FloorFacts::mass)
        .sum("flow_l_min", Scale, "Coolant at the makers' design points.", &FloorFacts::flow)
        .sum("price_usd", Price, "Planning estimate of racks and floor units, without cables.", &FloorFacts::price);
}

template <> void describe(ObjectShape<EvaluationView>& shape)
{
    shape.field("rules_known", Public, "Rules that the program has.", [](const EvaluationView& v) { return v.package->rulesKnown; })
        .field("rules_evaluated", Register, "Rules that had all inputs somewhere.",
               [](const EvaluationView& v) { return v.package->rulesEvaluated; })
        .field("checks", Register, "Places that the rules apply to.", [](const EvaluationView& v) { return v.package->checks; })
        .field("checks_evaluated", Register, "Those with all inputs.", [](const EvaluationView& v) { return v.package->checksEvaluated; });
}

template <> void describe(ObjectShape<PackageFile>& shape)
{
    shape.line()
        .field("name", Public, "Beside this file, in the folder of the package.", &PackageFile::name)
        .field("media_type", Public, "Of its content.", &PackageFile::mediaType)
        .field("bytes", Public, "Its size.", &PackageFile::bytes)
        .field("sha256", Public, "Of its bytes.", &PackageFile::sha256)
        .field("rows", Scale, "Of a table, without its head.", &PackageFile::rows);
}

template <> void describe(ObjectShape<Redaction>& shape)
{
    shape.line()
        .field("pointer", Public, "JSON Pointer.", &Redaction::pointer)
        .field("kind", Public, "What was done.", &Redaction::kind)
        .field("reason", Public, "Why.", &Redaction::reason);
}

} // namespace colonnade::model::package
