#include "model/exchange/CatalogReader.h"
#include "model/exchange/fabriccase/FabricCase.h"

#include "model/catalog/Catalog.h"
#include "model/units/Text.h"

namespace colonnade::model {

namespace {

/// The part of that kind whose model has this name in it; of several NVIDIA's own before those that build the same. Null
/// where there is none.
PartRef namedPart(const Catalog& catalog, std::string_view name, bool rackScale)
{
    PartRef found;
    for (const auto& [id, part] : catalog.parts()) {
        if ((part->kind == PartKind::RackScale) != rackScale || part->model.find(name) == std::string::npos)
            continue;
        if (!found || (found->vendor != "NVIDIA" && part->vendor == "NVIDIA"))
            found = part;
    }
    return found;
}

void addRack(CaseAnswer& answer, const Catalog& catalog, const PartType& rack)
{
    answer.put("part", rack.id.text());
    int shelves = 0, managers = 0, switchTrays = 0, computeTrays = 0;
    PartRef shelf;
    for (const ContentItem& item : rack.contents) {
        const PartRef part = catalog.part(item.type);
        if (!part)
            continue;
        if (part->shelf) {
            shelf = part;
            shelves += item.count;
        }
        managers += part->role == DeviceRole::Management ? item.count : 0;
        switchTrays += part->role == DeviceRole::ScaleUpSwitch ? item.count : 0;
        computeTrays += part->role == DeviceRole::Compute ? item.count : 0;
    }
    if (shelf) {
        const double kilowatts = shelf->shelf->output.value() / 1000;
        answer.put("power_shelves", shelves);
        answer.put("shelf_kw", kilowatts);
        answer.put("shelf_capacity_kw", shelves * kilowatts);
        if (shelf->shelf->rectifiers > 0)
            answer.put("psu_per_shelf", shelf->shelf->rectifiers);
        if (shelf->shelf->rectifier)
            answer.put("psu_kw", shelf->shelf->rectifier->value() / 1000);
    }
    if (rack.power.maximum)
        answer.put("rack_max_kw", rack.power.maximum->value() / 1000);
    answer.put("compute_trays", computeTrays);
    answer.put("switch_trays", switchTrays);
    answer.put("management_switches", managers);
}

} // namespace

FabricCaseAnswer rackLayoutAnswer(const CaseInputs& in)
{
    FabricCaseAnswer result;
    CaseAnswer& answer = result.answer;
    const std::string rack = in.text({"rack"}), node = in.text({"node", "system", "server"});
    std::optional<Catalog> catalog;
    if (!rack.empty() || !node.empty()) {
        auto shipped = shippedCatalog();
        if (!shipped) {
            result.error = shipped.error();
            return result;
        }
        catalog = *std::move(shipped);
    }
    if (!rack.empty()) {
        if (const PartRef part = namedPart(*catalog, rack, true))
            addRack(answer, *catalog, *part);
        else
            result.error = fail("The catalog has no rack-scale system '{}'", shown(rack)).value();
        return result;
    }
    const int perUnit = in.whole({"nodes_per_su"}), perRack = in.whole({"nodes_per_rack"});
    if (perUnit == 0 || perRack == 0) {
        result.error = fail("A rack layout follows from 'nodes_per_su' and 'nodes_per_rack', or from the name of a 'rack'").value();
        return result;
    }
    const int racks = (perUnit + perRack - 1) / perRack;
    answer.put("compute_racks_per_su", racks);
    answer.put("leaf_per_su", in.whole({"rails"}, 8)); // One for each NIC of a node of eight.
    answer.put("leaf_server_ports", perUnit);
    answer.put("leaf_uplink_ports", perUnit); // 1:1
    std::optional<double> power = in.number({"rack_kw"});
    if (const auto each = in.number({"node_kw"}); !power && each)
        power = *each * perRack;
    if (const PartRef part = !power && !node.empty() ? namedPart(*catalog, node, false) : PartRef{}; part && part->power.maximum)
        power = part->power.maximum->value() / 1000 * perRack;
    if (power) {
        answer.put("rack_kw_about", *power);
        answer.put("compute_kw_per_su_about", *power * racks);
    }
    return result;
}

} // namespace colonnade::model
