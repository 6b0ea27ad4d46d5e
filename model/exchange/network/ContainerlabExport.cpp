#include "model/exchange/network/NetworkExport.h"

#include "model/exchange/YamlWriter.h"
#include "model/exchange/cabling/ScheduleDevices.h"

#include <algorithm>
#include <map>

namespace colonnade::model {

namespace {

/// More than this a lab on one machine hardly carries (interop.md 4.3, recalled).
constexpr std::size_t manyNodes = 500;

std::string_view groupOf(const ScheduleDevice& device)
{
    if (!device.isSwitch)
        return "server";
    return device.tier <= 1 ? "leaf" : device.tier == 2 ? "spine" : "super-spine";
}

} // namespace

/// interop.md 4.3: host names of 63 characters, interfaces of at most 15, each used once; Ethernet only. The interface that stands for the
/// n-th of a node's used ports is "eth<n>"; the node's labels say which port that is.
Result<NetworkExport> containerlabExport(const CableSchedule& schedule, const FabricFilter& filter)
{
    const ScheduleDevices devices{schedule};
    const auto names = externalNames(schedule, devices, {.longest = 63});
    if (!names)
        return tl::unexpected{names.error()};
    NetworkExport out;
    const auto sections = schedule.sections();
    std::vector<std::size_t> emulated;
    for (std::size_t at = 0; at < sections.size(); ++at) {
        const ScheduleSection& section = sections[at];
        if (!filter.takes(section))
            continue;
        if (isInfiniBand(section) || section.fabric->role == FabricRole::ScaleUp)
            out.notes.push_back(fmt::format("Fabric '{}' of {} is left out, for containers emulate Ethernet only", section.fabric->id,
                                            section.pod ? section.pod->id.text() : "the hall"));
        else
            emulated.push_back(at);
    }
    if (emulated.empty())
        return fail("There is no Ethernet fabric that containers could emulate");

    // Ports in use of each device, in order: the n-th is "eth<n>".
    std::vector<std::vector<std::pair<std::uint32_t, std::string>>> ports(devices.all().size());
    const auto keyOf = [](const LinkEnd& end) { return std::uint32_t{end.port} << 8U | end.piece; };
    for (const std::size_t at : emulated) {
        const FabricPlan& plan = *sections[at].plan;
        for (std::size_t link = 0; link < plan.links.size(); ++link) {
            for (const LinkEnd& end : {nearEnd(plan, link), farEnd(plan, link)})
                ports[devices.index(at, end.node)].emplace_back(keyOf(end), CableNames::portText(pieceOf(plan, end)));
        }
    }
    std::size_t count = 0;
    for (auto& used : ports) {
        std::sort(used.begin(), used.end());
        count += used.empty() ? 0 : 1;
    }
    if (count > manyNodes)
        out.notes.push_back(fmt::format("The lab has {} nodes, more than the {} that one machine is likely to carry; one fabric of one pod is smaller", count, manyNodes));
    const auto interface = [&](std::size_t device, const LinkEnd& end) {
        const auto& used = ports[device];
        const auto found = std::lower_bound(used.begin(), used.end(), std::pair{keyOf(end), std::string{}});
        return fmt::format("eth{}", found - used.begin() + 1);
    };

    YamlWriter yaml;
    yaml.beginMap();
    yaml.entry("name", fittedName(schedule.design().name(), {.longest = 63}));
    yaml.key("topology");
    yaml.beginMap();
    yaml.key("kinds");
    yaml.beginMap();
    yaml.key("linux");
    yaml.beginMap();
    yaml.entry("image", "alpine:3");
    yaml.end();
    yaml.end();
    yaml.key("nodes");
    yaml.beginMap();
    for (std::size_t i = 0; i < ports.size(); ++i) {
        if (ports[i].empty())
            continue;
        yaml.key((*names)[i]);
        yaml.beginMap();
        yaml.entry("kind", "linux");
        yaml.entry("group", groupOf(devices.all()[i]));
        yaml.key("labels");
        yaml.beginMap();
        yaml.entry("path", devices.all()[i].place.path());
        for (std::size_t n = 0; n < ports[i].size(); ++n)
            yaml.entry(fmt::format("eth{}", n + 1), ports[i][n].second);
        yaml.end();
        yaml.end();
    }
    yaml.end();
    yaml.key("links");
    yaml.beginList();
    for (const std::size_t at : emulated) {
        const FabricPlan& plan = *sections[at].plan;
        for (std::size_t link = 0; link < plan.links.size(); ++link) {
            const auto end = [&](const LinkEnd& one) {
                const std::uint32_t device = devices.index(at, one.node);
                return fmt::format("{}:{}", (*names)[device], interface(device, one));
            };
            yaml.beginLineMap();
            yaml.key("endpoints");
            yaml.lineList(std::vector<std::string>{end(nearEnd(plan, link)), end(farEnd(plan, link))});
            yaml.end();
        }
    }
    yaml.end();
    yaml.end();
    yaml.end();
    out.files.push_back({"lab.clab.yml", yaml.finish()});
    return out;
}

} // namespace colonnade::model
