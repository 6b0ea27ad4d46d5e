#include "render/fabric/FabricLosses.h"

#include "model/catalog/PowerUse.h"
#include "render/oneline/OneLineGraph.h"

#include <algorithm>
#include <set>

namespace colonnade::render {
namespace {

using model::ArrangementFailure;
using model::DarkReason;
using model::FabricLoss;
using model::FabricNode;
using model::FabricPlan;
using model::FailedPart;

void sortOnce(std::vector<std::uint32_t>& numbers)
{
    std::ranges::sort(numbers);
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
}

class Losing {
public:
    /// `podDesign`: id of that of the network; empty: the hall's own. `only`: the one of its pods that is looked at; null: any.
    Losing(const FabricPlan& plan, std::optional<model::FabricId> fabric, std::string_view podDesign, const model::PodPlacement* only,
           const model::Failure& failure, const model::Hall& hall) :
        m_plan{plan}, m_fabric{std::move(fabric)}, m_podDesign{podDesign}, m_only{only}, m_failure{failure}, m_hall{hall}
    {
    }

    FabricLoss operator()()
    {
        if (m_podDesign.empty() && m_failure.hall)
            loseDark(*m_failure.hall, 0);
        std::set<const ArrangementFailure*> judged;
        for (std::size_t i = 0; i < m_failure.pods.size(); ++i) {
            const ArrangementFailure* one = m_failure.pods[i].get();
            const auto number = podNumber(&m_hall.pods[i]);
            // Pods that fail alike share what became of them.
            if (one && number && (m_podDesign.empty() || judged.insert(one).second))
                loseDark(*one, *number);
        }
        for (const FailedPart& part : m_failure.set.parts)
            losePart(part);
        if (m_podDesign.empty())
            loseLinks(m_failure.set.hallServices.links);
        for (const auto& [pod, services] : m_failure.set.podServices) {
            const model::PodPlacement* placed = m_hall.pod(pod);
            if (!m_podDesign.empty() && placed && podNumber(placed))
                loseLinks(services.links);
        }
        sortOnce(m_loss.nodes);
        sortOnce(m_loss.links);
        return std::move(m_loss);
    }

private:
    /// As `FabricNode::pod` names the place of what stands in a pod, or in the hall (null); nothing where the network has
    /// nothing there.
    [[nodiscard]] std::optional<std::uint32_t> podNumber(const model::PodPlacement* pod) const
    {
        if (!m_podDesign.empty()) {
            const bool here = pod && pod->pod->id().text() == m_podDesign && (!m_only || m_only->id == pod->id);
            return here ? std::optional{0U} : std::nullopt;
        }
        if (!pod)
            return 0U;
        const auto joined = std::ranges::find(m_plan.pods, pod->id, &model::JoinedPod::id);
        return joined == m_plan.pods.end() ? std::nullopt : std::optional{static_cast<std::uint32_t>(joined - m_plan.pods.begin()) + 1};
    }

    template <class Matches> void loseNodes(std::uint32_t pod, Matches matches)
    {
        for (std::uint32_t node = 0; node < m_plan.nodes.size(); ++node) {
            if (m_plan.nodes[node].pod == pod && matches(m_plan.nodes[node], m_plan.part(node)))
                m_loss.nodes.push_back(node);
        }
    }

    void loseDark(const ArrangementFailure& failure, std::uint32_t pod)
    {
        std::map<std::size_t, std::vector<const model::DarkPlace*>> at;
        for (const model::DarkPlace& dark : failure.dark) {
            if (dark.reason != DarkReason::PartOfSide && dark.reason != DarkReason::NoNetwork)
                at[dark.placement].push_back(&dark);
        }
        if (at.empty())
            return;
        loseNodes(pod, [&](const FabricNode& node, const model::PartType& part) {
            const auto found = at.find(node.placement);
            return found != at.end() && std::ranges::any_of(found->second, [&](const model::DarkPlace* dark) {
                if (dark->device)
                    return node.device >= 0 && *dark->device == static_cast<std::size_t>(node.device);
                return dark->reason == DarkReason::Failed || model::drawsPower(part);
            });
        });
    }

    void losePart(const FailedPart& part)
    {
        const auto pod = podNumber(part.pod);
        switch (part.kind) {
        case FailedPart::Kind::Pod:
            if (pod)
                loseNodes(*pod, [](const FabricNode&, const model::PartType&) { return true; });
            return;
        case FailedPart::Kind::Rack:
        case FailedPart::Kind::Unit:
        case FailedPart::Kind::Device:
            if (pod && part.placement)
                loseAt(part, *pod);
            return;
        default: return; // What power and coolant take is dark, what cables take is in the services.
        }
    }

    void loseAt(const FailedPart& part, std::uint32_t pod)
    {
        const auto& placements = part.arrangement(m_hall).placements;
        const auto place = static_cast<std::uint32_t>(part.placement - placements.data());
        std::int32_t device = -1;
        if (part.device)
            device = static_cast<std::int32_t>(part.device - (*part.placement->rack())->devices().data());
        loseNodes(pod, [&](const FabricNode& node, const model::PartType&) {
            return node.placement == place && (!part.device || node.device == device);
        });
    }

    /// Of cables, rails, planes and trays.
    void loseLinks(const std::vector<model::LostLinks>& links)
    {
        if (!m_fabric || links.empty())
            return;
        // Not held longer than the call.
        const std::shared_ptr<const FabricPlan> plan{std::shared_ptr<const FabricPlan>{}, &m_plan};
        const std::vector<bool> gone = model::lostLinksOf({*m_fabric, {}, plan}, links);
        for (std::uint32_t link = 0; link < gone.size(); ++link) {
            if (gone[link])
                m_loss.links.push_back(link);
        }
    }

    const FabricPlan& m_plan;
    const std::optional<model::FabricId> m_fabric;
    const std::string_view m_podDesign;
    const model::PodPlacement* const m_only;
    const model::Failure& m_failure;
    const model::Hall& m_hall;
    FabricLoss m_loss;
};

QString countText(std::size_t count, const char* what)
{
    return QStringLiteral("%1 %2").arg(wholeText(static_cast<double>(count)), QLatin1StringView{what});
}

} // namespace

FabricLoss lossIn(const FabricNetwork& network, const model::Failure& failure, const model::Hall& hall)
{
    if (!network.plan || !network.arrangement)
        return {};
    const std::string_view path = network.subject.path;
    auto fabric = model::FabricId::parse(path.substr(path.find('/') + 1));
    return Losing{*network.plan, fabric ? std::optional{std::move(*fabric)} : std::nullopt, network.podDesign, nullptr, failure, hall}();
}

FabricLoss lossIn(const FabricPlan& plan, const model::FabricId& fabric, const model::PodPlacement* pod, const model::Failure& failure,
                  const model::Hall& hall)
{
    return Losing{plan, fabric, pod ? std::string_view{pod->pod->id().text()} : std::string_view{}, pod, failure, hall}();
}

FabricState stateWith(const FabricNetwork& network, const FabricLoss& loss)
{
    FabricState state;
    if (!network.plan || loss.empty())
        return state;
    const FabricPlan& plan = *network.plan;
    std::vector<bool> dark(plan.nodes.size()), gone(plan.links.size());
    for (const std::uint32_t node : loss.nodes)
        dark[node] = true;
    for (const std::uint32_t link : loss.links)
        gone[link] = true;
    std::vector<std::uint32_t> normally(plan.nodes.size()), left(plan.nodes.size());
    std::size_t lost = 0;
    for (std::size_t link = 0; link < plan.links.size(); ++link) {
        const std::uint32_t a = plan.links.a[link], b = plan.links.b[link];
        const bool lives = !gone[link] && !dark[a] && !dark[b];
        lost += lives ? 0 : 1;
        for (const std::uint32_t end : {a, b}) {
            ++normally[end];
            left[end] += lives ? 1 : 0;
        }
    }
    for (std::uint32_t vertex = 0; vertex < network.vertices.size(); ++vertex) {
        const std::uint32_t node = network.planNodes[vertex];
        if (dark[node])
            state.lostVertices.push_back(vertex);
        else if (normally[node] > 0 && left[node] == 0)
            state.cut.push_back(vertex);
        else if (left[node] < normally[node])
            state.narrowed.push_back(vertex);
    }
    state.lostLinks = loss.links;
    if (lost > 0)
        state.remark = QStringLiteral("%1 of %2 links lost, %3, %4")
                           .arg(wholeText(static_cast<double>(lost)), wholeText(static_cast<double>(plan.links.size())),
                                countText(state.cut.size(), "cut off"), countText(state.narrowed.size(), "with fewer links"));
    return state;
}

} // namespace colonnade::render
