#include "model/exchange/DesignBuilder.h"

#include "model/exchange/CatalogReader.h"
#include "model/exchange/CostSection.h"
#include "model/exchange/DesignWriter.h"
#include "model/exchange/FeedReader.h"
#include "model/exchange/LoopSection.h"
#include "model/exchange/MeasurementSection.h"
#include "model/exchange/WorkloadReader.h"
#include "model/units/Dates.h"
#include "model/units/Text.h"

namespace colonnade::model {

namespace {

std::string readDate(const YamlValue& value)
{
    std::string date = value.text();
    if (value.present() && !isIsoDate(date))
        value.refuse("a date as 2026-11-22");
    return date;
}

} // namespace

Design DesignBuilder::build()
{
    YamlMap top{m_tree.root(), m_errors};
    top.format(designFormat);
    if (!m_errors.empty()) {
        // Another format: whatever else it holds would only be noise.
        for (const YamlNode::Entry entry : m_tree.root().entries())
            (void)top.find(entry.key.text());
        return m_design;
    }
    m_design = m_design.named(top.text("name", {0, 4096}));
    if (const auto purpose = top.textIf("purpose", noteText))
        m_design = m_design.withPurpose(*purpose);
    m_design = m_design.withProfile(top.text("profile"));
    const auto sources = top.find("sources");
    if (sources)
        m_design = m_design.withSources(sources->ids<SourceTag>());
    readAssumptions(top);
    readWorkloads(top);
    if (auto costs = top.mapIf("costs"))
        m_design = m_design.withCosts(readCostChoices(std::move(*costs)));
    m_design = m_design.withMeasured(readMeasuredResults(top));
    if (auto naming = top.mapIf("naming"))
        readNaming(std::move(*naming));
    const auto racks = top.itemsIf("rack_designs");
    const auto pods = top.itemsIf("pod_designs");
    const auto hall = top.find("hall");
    std::optional<YamlMap> room;
    if (hall)
        m_facilityWaters = readFacilityWaters(room.emplace(hall->map()));
    readWaivers(top);
    if (auto catalog = top.mapIf("catalog"))
        readCatalog(*catalog);
    for (const YamlValue& rack : racks)
        readRack(rack);
    for (const YamlValue& pod : pods)
        readPod(pod);
    if (room)
        readHall(*room);
    else
        (void)top.at("hall"); // Reports that it is missing.
    if (sources && m_errors.empty())
        checkSources(*sources);
    return m_design;
}

void DesignBuilder::readNaming(YamlMap map)
{
    CableNaming naming;
    naming.device = map.textIf("device").value_or(naming.device);
    naming.port = map.textIf("port").value_or(naming.port);
    naming.label = map.textIf("label").value_or(naming.label);
    naming.cable = map.textIf("cable").value_or(naming.cable);
    map.done();
    if (auto named = m_design.withNaming(std::move(naming)))
        m_design = std::move(*named);
    else
        map.complain(named.error().text);
}

void DesignBuilder::readAssumptions(YamlMap& top)
{
    std::vector<Assumption> all;
    for (const YamlValue& value : top.itemsIf("assumptions")) {
        YamlMap map = value.map();
        Assumption item;
        item.text = map.text("text", noteText);
        item.source = map.textIf("source").value_or("");
        all.push_back(std::move(item));
    }
    m_design = m_design.withAssumptions(std::move(all));
}

void DesignBuilder::readWorkloads(YamlMap& top)
{
    std::vector<Workload> all;
    std::set<WorkloadId> seen;
    for (const YamlValue& value : top.itemsIf("workloads")) {
        Workload workload = readWorkload(value);
        if (!seen.insert(workload.id).second)
            value.complain(fmt::format("there is a workload '{}' already", workload.id));
        all.push_back(std::move(workload));
    }
    m_design = m_design.withWorkloads(std::move(all));
}

void DesignBuilder::readWaivers(YamlMap& top)
{
    std::vector<Waiver> all;
    std::set<std::string> seen;
    for (const YamlValue& value : top.itemsIf("waivers")) {
        YamlMap map = value.map();
        Waiver waiver;
        waiver.key = map.text("key");
        waiver.author = map.text("author");
        // As asked for in the window: a reason that says something, and days of the calendar.
        waiver.reason = map.text("reason", {15, noteText.most});
        waiver.date = readDate(map.at("date"));
        if (const auto expires = map.find("expires"))
            waiver.expires = readDate(*expires);
        waiver.value = map.numberIf("value");
        if (!seen.insert(waiver.key).second)
            value.complain(fmt::format("'{}' is waived already", shown(waiver.key)));
        all.push_back(std::move(waiver));
    }
    m_design = m_design.withWaivers(std::move(all));
}

void DesignBuilder::readCatalog(YamlMap& map)
{
    std::vector<YamlValue> parts;
    for (const YamlValue& value : map.itemsIf("sources")) {
        if (auto added = m_catalog.add(readSource(value)); !added)
            value.complain(added.error().text);
    }
    for (const YamlValue& value : map.itemsIf("parts")) {
        auto part = std::make_shared<PartType>(readPart(value));
        if (auto added = m_catalog.add(part); !added)
            value.complain(added.error().text);
        m_order.push_back(part);
    }
    for (const PartRef& part : m_order)
        m_design = m_design.withPart(part, m_catalog);
    for (const auto& [id, source] : m_catalog.sources())
        m_design = m_design.withSource(source);
}

void DesignBuilder::readPod(const YamlValue& value)
{
    YamlMap map = value.map();
    const auto id = map.id<PodDesignTag>("id");
    const std::string name = map.text("name", {0, 4096});
    Arrangement arrangement = readArrangement(map);
    if (m_design.podDesign(id))
        value.complain(fmt::format("there is a pod design '{}' already", id));
    if (!m_errors.empty())
        return; // A part that was refused leaves names of nothing behind; they are no defects of their own.
    auto pod = PodDesign::create(id, name, std::move(arrangement));
    if (pod)
        m_design = m_design.withPodDesign(std::move(*pod));
    else
        value.complain(pod.error().text);
}

void DesignBuilder::checkSources(const YamlValue& sources)
{
    for (const YamlValue& item : sources.items()) {
        if (!m_catalog.source(item.id<SourceTag>()))
            item.complain(fmt::format("the design names the source '{}', which its catalog does not have", shown(item.text())));
    }
}

PartRef DesignBuilder::part(const std::optional<YamlValue>& value)
{
    if (!value)
        return nullptr;
    const auto id = value->id<PartTag>();
    PartRef found = m_catalog.part(id);
    if (!found && value->present())
        value->complain(fmt::format("the catalog of this design has no part '{}'", shown(id.text())));
    return found;
}

std::optional<Side> DesignBuilder::side(const std::optional<YamlValue>& value)
{
    return value ? std::optional{value->parsed(sideFrom, sideWords)} : std::nullopt;
}

std::vector<std::pair<Side, YamlValue>> DesignBuilder::bySide(YamlMap& map, std::string_view key)
{
    std::vector<std::pair<Side, YamlValue>> all;
    if (const auto value = map.find(key)) {
        for (const auto& [name, content] : value->entries())
            all.emplace_back(name.parsed(sideFrom, sideWords), content);
    }
    return all;
}

} // namespace colonnade::model
