#include "model/exchange/cabling/CutSheets.h"

#include "model/exchange/Quote.h"
#include "model/exchange/cabling/ScheduleDevices.h"
#include "model/units/Text.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace colonnade::model {

namespace {

/// Rows of text cells and numbers.
class CsvText {
public:
    CsvText& text(std::string_view cell)
    {
        separate();
        m_out += quote::csvCell(cell);
        return *this;
    }
    CsvText& number(double value)
    {
        separate();
        m_out += shortest(value);
        return *this;
    }
    CsvText& whole(std::size_t value)
    {
        separate();
        m_out += fmt::format("{}", value);
        return *this;
    }
    CsvText& empty()
    {
        separate();
        return *this;
    }
    void end()
    {
        m_out += "\r\n";
        m_begun = false;
    }
    void head(std::initializer_list<std::string_view> names)
    {
        for (const std::string_view name : names)
            text(name);
        end();
    }
    std::string take() { return std::move(m_out); }

private:
    void separate()
    {
        if (m_begun)
            m_out += ',';
        m_begun = true;
    }
    std::string m_out;
    bool m_begun = false;
};

std::string_view nameOf(const PartRef& part)
{
    return part ? std::string_view{part->model} : std::string_view{};
}

void writeEnd(CsvText& csv, const CableEnd& end)
{
    csv.text(end.pod).text(end.row).text(end.rack).text(end.unit).text(end.name).text(end.port);
}

void writeRow(CsvText& csv, const CableRow& row, const CableEnd& from, const CableEnd& to, std::size_t leg)
{
    csv.text(row.name).text(from.label).text(to.label);
    writeEnd(csv, from);
    writeEnd(csv, to);
    csv.text(row.medium ? row.medium->id.text() : std::string{}).text(nameOf(row.medium)).text(word(from.cage)).text(word(to.cage));
    csv.text(nameOf(from.optic)).text(nameOf(to.optic)).number(row.speed.value()).whole(static_cast<std::size_t>(row.links));
    if (leg > 0)
        csv.text(row.name).whole(leg);
    else
        csv.empty().empty();
    csv.number(cutMetres(row.routed)).number(cutMetres(row.ordered)).number(cutMetres(row.slack()));
    csv.text(word(row.basis)).text(row.fabric);
    for (const int number : {row.rail, row.plane}) {
        if (number > 0)
            csv.whole(static_cast<std::size_t>(number));
        else
            csv.empty();
    }
    csv.text("planned").text(row.byHand ? "by hand" : row.chosen ? "chosen" : "recipe").text(row.gap);
    csv.end();
}

void writeCut(CsvText& csv, std::string_view place, const CableRow& row, const CableEnd& here, const CableEnd& there)
{
    csv.text(place).text(here.unit).text(here.name).text(here.port).text(here.label).text(there.rack).text(there.name).text(there.port);
    csv.text(row.name).text(nameOf(row.medium)).number(cutMetres(row.ordered)).text(nameOf(here.optic)).end();
}

/// A link at a port of a switch.
struct PortUseOfLink {
    std::size_t port, piece;
    std::size_t section;
    std::size_t link;
    bool far;
};

/// By device of the schedule: what hangs on its ports, in their order. Nothing of what is no switch.
std::vector<std::vector<PortUseOfLink>> usesOf(const CableSchedule& schedule, const ScheduleDevices& devices)
{
    std::vector<std::vector<PortUseOfLink>> uses(devices.all().size());
    const auto sections = schedule.sections();
    for (std::size_t at = 0; at < sections.size(); ++at) {
        const FabricPlan& plan = *sections[at].plan;
        for (std::size_t link = 0; link < plan.links.size(); ++link) {
            for (const bool far : {false, true}) {
                const LinkEnd end = far ? farEnd(plan, link) : nearEnd(plan, link);
                const std::uint32_t device = devices.index(at, end.node);
                if (devices.all()[device].isSwitch)
                    uses[device].push_back({end.port, end.piece, at, link, far});
            }
        }
    }
    for (auto& ports : uses)
        std::sort(ports.begin(), ports.end(),
                  [](const PortUseOfLink& a, const PortUseOfLink& b) { return std::tie(a.port, a.piece) < std::tie(b.port, b.piece); });
    return uses;
}

/// By device of the schedule: whether it is a switch of a fabric of this name, or of any.
std::vector<bool> switchesOf(const CableSchedule& schedule, const ScheduleDevices& devices, const std::optional<std::string>& fabric)
{
    std::vector<bool> wanted(devices.all().size());
    const auto sections = schedule.sections();
    for (std::size_t at = 0; at < sections.size(); ++at) {
        if (fabric && !sections[at].isOf(*fabric))
            continue;
        const std::size_t nodes = fabric ? sections[at].plan->switchCount : sections[at].plan->nodes.size();
        for (std::uint32_t node = 0; node < nodes; ++node) {
            const std::uint32_t device = devices.index(at, node);
            wanted[device] = devices.all()[device].isSwitch;
        }
    }
    return wanted;
}

} // namespace

std::string scheduleCsv(const CableSchedule& schedule)
{
    CsvText csv;
    csv.head({"Cable ID", "Label A", "Label B", "From pod", "From row", "From rack", "From U", "From device", "From port", "To pod",
              "To row", "To rack", "To U", "To device", "To port", "Part", "Medium", "Connector A", "Connector B", "Optic A", "Optic B",
              "Speed Gb/s", "Links", "Breakout parent", "Leg", "Routed length m", "Ordered length m", "Slack m", "Length by",
              "Fabric", "Rail", "Plane", "Status", "Origin", "Notes"});
    for (std::size_t i = 0; i < schedule.size(); ++i) {
        const CableRow row = schedule.row(i);
        if (row.legs.empty())
            writeRow(csv, row, row.from, row.to, 0);
        for (std::size_t leg = 0; leg < row.legs.size(); ++leg)
            writeRow(csv, row, row.legsAtFrom ? row.legs[leg] : row.from, row.legsAtFrom ? row.to : row.legs[leg], leg + 1);
    }
    return csv.take();
}

std::string portMapCsv(const CableSchedule& schedule, const std::optional<std::string>& fabric)
{
    const ScheduleDevices devices{schedule};
    const auto uses = usesOf(schedule, devices);
    const std::vector<bool> wanted = switchesOf(schedule, devices, fabric);
    const auto sections = schedule.sections();
    CsvText csv;
    csv.head({"Switch", "Path", "Model", "Port", "Cage", "Connector", "Port speed Gb/s", "State", "Link speed Gb/s", "Cable ID",
              "Far device", "Far port", "Fabric", "Rail"});
    for (std::size_t i = 0; i < uses.size(); ++i) {
        if (!wanted[i])
            continue;
        const DevicePlace& place = devices.all()[i].place;
        const std::string name = schedule.names().device(place), path = place.path();
        const std::vector<Port> ports = portsOf(*place.part());
        std::size_t next = 0;
        for (std::size_t port = 0; port < ports.size(); ++port) {
            const auto begin = [&](const PortPiece& piece, std::string_view state) {
                csv.text(name).text(path).text(place.part()->model).text(CableNames::portText(piece)).whole(static_cast<std::size_t>(ports[port].cage) + 1);
                csv.text(word(ports[port].form)).number(ports[port].speed.value()).text(state);
            };
            if (next == uses[i].size() || uses[i][next].port != port) {
                begin({&ports[port], 0, false}, "free");
                csv.empty().empty().empty().empty().empty().empty().end();
            }
            for (; next < uses[i].size() && uses[i][next].port == port; ++next) {
                const PortUseOfLink& use = uses[i][next];
                const ScheduleSection& section = sections[use.section];
                const FabricPlan& plan = *section.plan;
                const LinkEnd here = use.far ? farEnd(plan, use.link) : nearEnd(plan, use.link);
                const LinkEnd there = use.far ? nearEnd(plan, use.link) : farEnd(plan, use.link);
                begin(pieceOf(plan, here), "used");
                csv.number(static_cast<double>(plan.links.speed[use.link]));
                csv.text(schedule.names().cable(section.pod, *section.fabric, plan.links.cable[use.link] + std::size_t{1}));
                csv.text(schedule.names().device(placeOf(section, there.node))).text(CableNames::portText(pieceOf(plan, there)));
                csv.text(labelOr(section.fabric->name, section.fabric->id.text()));
                if (plan.links.rail[use.link] > 0)
                    csv.whole(plan.links.rail[use.link]);
                else
                    csv.empty();
                csv.end();
            }
        }
    }
    return csv.take();
}

std::string cutSheetByRackCsv(const CableSchedule& schedule)
{
    CsvText csv;
    csv.head({"Rack", "U", "Device", "Port", "Label", "To rack", "To device", "To port", "Cable ID", "Medium", "Ordered length m", "Optic"});
    const auto rackOf = [](const CableEnd& end) { return end.pod.empty() ? end.rack : end.pod + '/' + end.rack; };
    for (const RackCut& cut : cutSheetByRack(schedule)) {
        for (const std::uint32_t index : cut.rows) {
            const CableRow row = schedule.row(index);
            for (std::size_t leg = 0; leg < std::max<std::size_t>(row.legs.size(), 1); ++leg) {
                const CableEnd& from = !row.legs.empty() && row.legsAtFrom ? row.legs[leg] : row.from;
                const CableEnd& to = !row.legs.empty() && !row.legsAtFrom ? row.legs[leg] : row.to;
                if (rackOf(from) == cut.rack)
                    writeCut(csv, cut.rack, row, from, to);
                else if (rackOf(to) == cut.rack)
                    writeCut(csv, cut.rack, row, to, from);
            }
        }
    }
    return csv.take();
}

std::string cutSheetByPathCsv(const CableSchedule& schedule)
{
    CsvText csv;
    csv.head({"Walk", "From rack", "To rack", "Cables of the walk", "Number", "Cable ID", "Label A", "Label B", "Medium", "Ordered length m", "Fabric"});
    std::size_t walk = 0;
    for (const PathCut& cut : cutSheetByPath(schedule)) {
        ++walk;
        std::size_t number = 0;
        for (const std::uint32_t index : cut.rows) {
            const CableRow row = schedule.row(index);
            csv.whole(walk).text(cut.from).text(cut.to).whole(cut.rows.size()).whole(++number).text(row.name);
            csv.text(row.from.label).text(row.to.label).text(nameOf(row.medium)).number(cutMetres(row.ordered)).text(row.fabric).end();
        }
    }
    return csv.take();
}

std::string stockCsv(const CableSchedule& schedule, double spareShare)
{
    CsvText csv;
    csv.head({"Part", "Vendor", "Model", "Kind", "Length m", "Count", "Spares", "Total"});
    for (const StockItem& item : stockOf(schedule, spareShare)) {
        csv.text(item.part->id.text()).text(item.part->vendor).text(item.part->model).text(word(item.part->kind));
        if (item.length)
            csv.number(cutMetres(*item.length));
        else
            csv.empty();
        csv.whole(static_cast<std::size_t>(item.count)).whole(static_cast<std::size_t>(item.spares));
        csv.whole(static_cast<std::size_t>(item.count + item.spares)).end();
    }
    return csv.take();
}

} // namespace colonnade::model
