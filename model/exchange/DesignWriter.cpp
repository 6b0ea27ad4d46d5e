#include "model/exchange/DesignWriter.h"

#include "model/exchange/CatalogWriter.h"
#include "model/exchange/CostSection.h"
#include "model/exchange/DesignSections.h"
#include "model/exchange/MeasurementSection.h"
#include "model/exchange/Sha256.h"
#include "model/exchange/UsedCatalog.h"
#include "model/exchange/WorkloadReader.h"
#include "model/exchange/YamlFields.h"

namespace colonnade::model {

namespace {

/// Only what differs from the defaults.
void writeNaming(YamlWriter& yaml, const CableNaming& naming)
{
    const CableNaming usual;
    if (naming == usual)
        return;
    yaml.key("naming");
    yaml.beginMap();
    const auto differing = [&](std::string_view key, const std::string& text, const std::string& otherwise) {
        if (text != otherwise)
            yaml.entry(key, text);
    };
    differing("device", naming.device, usual.device);
    differing("port", naming.port, usual.port);
    differing("label", naming.label, usual.label);
    differing("cable", naming.cable, usual.cable);
    yaml.end();
}

void writePod(YamlWriter& yaml, const PodDesign& pod)
{
    yaml.beginMap();
    yaml.entry("id", pod.id());
    yaml.entry("name", pod.name());
    writeArrangement(yaml, pod.arrangement());
    yaml.end();
}

void writeWaiver(YamlWriter& yaml, const Waiver& waiver)
{
    yaml.beginMap();
    yaml.entry("key", waiver.key);
    yaml.entry("author", waiver.author);
    yaml.entry("reason", waiver.reason);
    entryIf(yaml, "date", waiver.date);
    entryIf(yaml, "expires", waiver.expires);
    entryIf(yaml, "value", waiver.value);
    yaml.end();
}

void writeCatalog(YamlWriter& yaml, const Catalog& catalog)
{
    if (catalog.parts().empty() && catalog.sources().empty())
        return;
    yaml.key("catalog");
    yaml.beginMap();
    listIf(yaml, "sources", catalog.sources(), [&](const auto& entry) { writeSource(yaml, entry.second); });
    listIf(yaml, "parts", catalog.parts(), [&](const auto& entry) { writePart(yaml, *entry.second); });
    yaml.end();
}

} // namespace

std::string designText(const Design& design)
{
    YamlWriter yaml;
    yaml.beginMap();
    yaml.entry("format", designFormat);
    yaml.entry("name", design.name());
    entryIf(yaml, "purpose", design.purpose());
    yaml.entry("profile", design.profile());
    idsIf(yaml, "sources", design.sources());
    listIf(yaml, "assumptions", design.assumptions(), [&](const Assumption& item) {
        yaml.beginMap();
        yaml.entry("text", item.text);
        entryIf(yaml, "source", item.source);
        yaml.end();
    });
    listIf(yaml, "workloads", design.workloads(), [&](const Workload& item) { writeWorkload(yaml, item); });
    writeCostChoices(yaml, design.costs());
    writeMeasuredResults(yaml, design.measured());
    writeNaming(yaml, design.naming());
    listIf(yaml, "rack_designs", design.rackDesigns(), [&](const auto& entry) { writeRack(yaml, *entry.second); });
    listIf(yaml, "pod_designs", design.podDesigns(), [&](const auto& entry) { writePod(yaml, *entry.second); });
    yaml.key("hall");
    writeHall(yaml, *design.hall());
    listIf(yaml, "waivers", design.waivers(), [&](const Waiver& item) { writeWaiver(yaml, item); });
    writeCatalog(yaml, usedCatalog(design));
    yaml.end();
    return yaml.finish();
}

std::string designHash(const Design& design)
{
    return sha256(designText(design));
}

} // namespace colonnade::model
