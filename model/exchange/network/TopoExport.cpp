#include "model/exchange/network/NetworkExport.h"

#include "model/exchange/cabling/ScheduleDevices.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace colonnade::model {

namespace {

/// One word of the file: no blanks.
std::string typeOf(const PartType& part)
{
    std::string text = fittedName(part.model.empty() ? part.id.text() : part.model, {.longest = 64, .hostName = false});
    return text;
}

/// One end of a link: its system and the port there.
struct TopoEnd {
    std::string type, name, port;
};

} // namespace

/// The `.topo` of ibutils and of UFM (interop.md 4.1): a section for each switch and for each HCA; `-4x-100G->` is lanes and rate of a lane.
Result<NetworkExport> topoExport(const CableSchedule& schedule, const FabricFilter& filter)
{
    const ScheduleDevices devices{schedule};
    const auto names = externalNames(schedule, devices, {});
    if (!names)
        return tl::unexpected{names.error()};
    NetworkExport out;
    // Sections in the order of the devices, then of their HCAs; links by port.
    std::map<std::pair<std::size_t, std::size_t>, std::map<std::size_t, std::string>> sections;
    std::map<std::pair<std::size_t, std::size_t>, std::string> heads;
    const auto all = schedule.sections();
    for (std::size_t at = 0; at < all.size(); ++at) {
        const ScheduleSection& section = all[at];
        if (!filter.takes(section))
            continue;
        if (!isInfiniBand(section)) {
            out.notes.push_back(fmt::format("Fabric '{}' of {} is left out, for it is not InfiniBand", section.fabric->id,
                                            section.pod ? section.pod->id.text() : "the hall"));
            continue;
        }
        const FabricPlan& plan = *section.plan;
        const auto endOf = [&](const LinkEnd& end) -> std::pair<std::pair<std::size_t, std::size_t>, TopoEnd> {
            const std::size_t device = devices.index(at, end.node);
            const PartType& part = plan.part(end.node);
            if (devices.all()[device].isSwitch) {
                const int number = plan.port(end.node, end.port).index;
                std::string port = fmt::format("P{}", number);
                if (end.split)
                    port += fmt::format("/{}", end.piece + 1);
                return {{device, 0}, {typeOf(part), (*names)[device], port}};
            }
            const std::string hca = fmt::format("mlx5_{}", end.port);
            return {{device, end.port + std::size_t{1}}, {"HCA_" + hca, (*names)[device], hca + "/P1"}};
        };
        for (std::size_t link = 0; link < plan.links.size(); ++link) {
            const LinkEnd near = nearEnd(plan, link), far = farEnd(plan, link);
            // InfiniBand ports have four lanes, halves of a split port two (HDR 50G, NDR 100G, XDR 200G a lane).
            const double speed = static_cast<double>(plan.links.speed[link]);
            const int lanes = near.split || far.split ? 2 : 4;
            const auto rate = std::lround(speed / lanes);
            const auto [keyNear, endNear] = endOf(near);
            const auto [keyFar, endFar] = endOf(far);
            const auto add = [&](const std::pair<std::size_t, std::size_t>& key, const LinkEnd& end, const TopoEnd& here, const TopoEnd& there) {
                heads[key] = here.type + ' ' + here.name;
                sections[key][std::size_t{end.port} << 8U | end.piece] =
                    fmt::format("    {} -{}x-{}G-> {} {} {}\n", here.port, lanes, rate, there.type, there.name, there.port);
            };
            add(keyNear, near, endNear, endFar);
            add(keyFar, far, endFar, endNear);
        }
    }
    if (sections.empty())
        return fail("There is no InfiniBand fabric, and a .topo file describes nothing else");
    std::string text;
    for (const auto& [key, links] : sections) {
        text += (text.empty() ? "" : "\n") + heads[key] + '\n';
        for (const auto& [port, line] : links)
            text += line;
    }
    out.files.push_back({"network.topo", std::move(text)});
    return out;
}

} // namespace colonnade::model
