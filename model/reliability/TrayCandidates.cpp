#include "model/reliability/TrayCandidates.h"

#include "model/fabric/TrayLinks.h"
#include "model/reliability/PartNames.h"
#include "model/units/Text.h"

#include <map>

namespace colonnade::model {

namespace {

/// Adds the links of scale-out fabrics in a stretch, fabric by fabric with a mark between them.
void addLinks(std::vector<std::uint32_t>& key, const Arrangement& arrangement, const std::vector<TrayLinks>& all, std::uint32_t tray,
              const TraySection& section, bool& any)
{
    for (std::size_t i = 0; i < all.size(); ++i) {
        key.push_back(TrayGraph::none);
        if (arrangement.fabrics[i].role != FabricRole::ScaleOut)
            continue;
        const std::vector<std::uint32_t> links = all[i].through(tray, section.from, section.to);
        any |= !links.empty();
        key.insert(key.end(), links.begin(), links.end());
    }
}

} // namespace

std::vector<TrayCandidate> trayCandidates(const Design& design, std::optional<std::size_t> pod)
{
    const auto hall = design.hall();
    const PodPlacement* placed = pod ? &hall->pods[*pod] : nullptr;
    const Arrangement& arrangement = placed ? placed->pod->arrangement() : hall->arrangement;
    std::vector<TrayCandidate> all;
    if (arrangement.trays.empty())
        return all;
    const auto graph = placed ? trayGraph(placed->pod) : trayGraph(hall);
    const bool overPods = placed && !hall->arrangement.fabrics.empty();
    std::map<std::vector<std::uint32_t>, std::size_t> known;
    for (const CableTray& tray : arrangement.trays) {
        const auto own = trayAt(*graph, tray.id.text());
        if (!own)
            continue;
        const auto inHall = overPods ? trayAt(*trayGraph(hall), fmt::format("{}/{}", placed->id, tray.id)) : std::nullopt;
        for (const TraySection& section : sectionsOf(*graph, *own)) {
            std::vector<std::uint32_t> key;
            bool any = false;
            addLinks(key, arrangement, placed ? *trayLinks(placed->pod, hall->trayHeight) : *trayLinks(hall), *own, section, any);
            if (inHall)
                addLinks(key, hall->arrangement, *trayLinks(hall), *inHall, section, any);
            if (!any)
                continue;
            const auto [found, isNew] = known.try_emplace(std::move(key), all.size());
            if (isNew)
                all.push_back({fmt::format("{}/section{}", tray.id, section.number),
                               fmt::format("Section {} of tray {}", section.number, labelOr(tray.name, tray.id.text())), 0});
            ++all[found->second].count;
        }
    }
    return all;
}

} // namespace colonnade::model
