#include "ui/fabric/FabricGatherer.h"

#include "render/fabric/FabricDiagram.h"

#include <algorithm>
#include <mutex>

namespace colonnade::ui {
namespace {

using render::FabricFilter;
using render::FabricNetwork;

FabricFilter::Only withFindings(const FabricNetwork& network, const std::vector<model::Finding>& findings)
{
    FabricFilter::Only only;
    for (const model::Finding& finding : findings) {
        const bool grave = finding.severity == model::Severity::Error || finding.severity == model::Severity::Warning;
        if (!grave || finding.waived || !render::isOfFabrics(finding))
            continue;
        for (const model::Subject& subject : finding.subjects) {
            const auto vertices = network.verticesOf(subject);
            only.vertices.insert(vertices.begin(), vertices.end());
            if (const auto cable = network.cableOf(subject)) {
                const auto links = network.plan->cables.links(*cable);
                only.links.insert(links.begin(), links.end());
            }
        }
    }
    return only;
}

Networks shownOf(const Networks& whole, const FabricWish& wish, const std::vector<model::Finding>& findings)
{
    Networks shown;
    for (const auto& network : whole) {
        if (!wish.fabrics.empty() && !wish.fabrics.contains(network->subject.text()))
            continue;
        FabricFilter filter;
        filter.rail = wish.rail;
        filter.plane = wish.plane;
        if (!wish.medium.isEmpty()) {
            const auto medium = std::ranges::find(network->media, wish.medium);
            filter.medium = medium == network->media.end() ? FabricNetwork::noMedium : static_cast<std::uint16_t>(medium - network->media.begin());
            if (medium == network->media.end() && wish.medium != QLatin1String("-"))
                continue;
        }
        if (wish.findingsOnly)
            filter.only = withFindings(*network, findings);
        if (filter.isAll()) {
            shown.push_back(network);
            continue;
        }
        auto part = std::make_shared<const FabricNetwork>(filtered(*network, filter));
        if (part->vertices.size() > 0)
            shown.push_back(std::move(part));
    }
    return shown;
}

/// The networks of a design, gathered once for all who look at it.
Networks wholeOf(const DesignRef& design)
{
    static std::mutex one;
    static std::weak_ptr<const model::Design> lastDesign;
    static std::vector<std::weak_ptr<const FabricNetwork>> lastNetworks;
    const std::lock_guard lock{one};
    if (lastDesign.lock() == design) {
        Networks known;
        for (const auto& each : lastNetworks) {
            if (auto network = each.lock())
                known.push_back(std::move(network));
        }
        if (known.size() == lastNetworks.size())
            return known;
    }
    Networks networks = render::fabricNetworks(design);
    lastDesign = design;
    lastNetworks.assign(networks.begin(), networks.end());
    return networks;
}

} // namespace

FabricGatherer::FabricGatherer(QObject* parent) : QObject(parent) {}

void FabricGatherer::take(DesignRef design, FabricWish wish, std::vector<model::Finding> findings)
{
    if (!wish.findingsOnly)
        findings.clear();
    m_task.take([this, design = std::move(design), wish = std::move(wish), findings = std::move(findings), before = m_gathered](const std::stop_token&) {
        auto gathered = std::make_shared<Gathered>();
        gathered->design = design;
        gathered->wish = wish;
        gathered->whole = before && before->design == design ? before->whole : wholeOf(design);
        gathered->shown = shownOf(gathered->whole, wish, findings);
        return [this, gathered] {
            m_gathered = gathered;
            emit changed();
        };
    });
}

} // namespace colonnade::ui
