#include "render/fabric/HallTraffic.h"

#include "render/fabric/FabricLosses.h"

namespace colonnade::render {
namespace {

using model::FabricLoss;
using model::FabricPlan;
using Plans = std::vector<std::shared_ptr<const FabricPlan>>;

LinkStates linksOf(const FabricPlan& plan, const FabricLoss& loss)
{
    LinkStates links;
    if (loss.empty())
        return links;
    std::vector<bool> dark(plan.nodes.size());
    for (const std::uint32_t node : loss.nodes)
        dark[node] = true;
    links.lost.assign(plan.links.size(), false);
    for (std::size_t link = 0; link < plan.links.size(); ++link)
        links.lost[link] = dark[plan.links.a[link]] || dark[plan.links.b[link]];
    for (const std::uint32_t link : loss.links)
        links.lost[link] = true;
    return links;
}

class Asking {
public:
    Asking(const std::shared_ptr<const model::Hall>& hall, const CableQuestion& question, HeldTraffic& held, const std::stop_token& stop) :
        m_hall{hall}, m_question{question}, m_held{held}, m_stop{stop}
    {
    }

    HallCables operator()()
    {
        HallCables all;
        all.hall = m_hall;
        if (m_question.depth == CableDepth::Utilisation)
            all.measure = trafficText(m_question.traffic);
        if (m_question.failure)
            all.failure = m_question.failed;
        for (const model::PodPlacement& pod : m_hall->pods) {
            const model::Arrangement& arrangement = pod.pod->arrangement();
            if (m_stop.stop_requested() || arrangement.trays.empty() || arrangement.fabrics.empty())
                continue;
            all.pods.emplace(pod.id, HallCables::OfPod{pod.pod, ofPod(pod)});
        }
        if (!m_hall->arrangement.fabrics.empty() && !m_stop.stop_requested())
            all.own = ofHall();
        return all;
    }

private:
    /// Placements of one pod design that have lost the same.
    struct Known {
        const model::PodDesign* pod;
        std::vector<FabricLoss> losses;
        std::shared_ptr<const LayerStates> states;
    };

    std::shared_ptr<const LayerStates> ofPod(const model::PodPlacement& pod)
    {
        const model::Arrangement& arrangement = pod.pod->arrangement();
        Plans plans;
        for (const model::Fabric& fabric : arrangement.fabrics)
            plans.push_back(model::fabricPlan(pod.pod, fabric.id, m_hall->trayHeight));
        std::vector<FabricLoss> losses = lossesOf(arrangement, plans, &pod);
        for (const Known& known : m_known) {
            if (known.pod == pod.pod.get() && known.losses == losses)
                return known.states;
        }
        auto states = statesOf(cableLayer(pod.pod, m_hall->trayHeight), *model::trayUse(pod.pod, m_hall->trayHeight), plans, losses);
        m_known.push_back({pod.pod.get(), std::move(losses), states});
        return states;
    }

    std::shared_ptr<const LayerStates> ofHall()
    {
        Plans plans;
        for (const model::Fabric& fabric : m_hall->arrangement.fabrics)
            plans.push_back(model::fabricPlan(m_hall, fabric.id));
        return statesOf(cableLayer(m_hall), *model::trayUse(m_hall), plans, lossesOf(m_hall->arrangement, plans, nullptr));
    }

    [[nodiscard]] std::vector<FabricLoss> lossesOf(const model::Arrangement& arrangement, const Plans& plans, const model::PodPlacement* pod) const
    {
        std::vector<FabricLoss> losses(plans.size());
        if (!m_question.failure || m_question.depth < CableDepth::Losses)
            return losses;
        for (std::size_t i = 0; i < plans.size(); ++i) {
            if (plans[i])
                losses[i] = lossIn(*plans[i], arrangement.fabrics[i].id, pod, *m_question.failure, *m_hall);
        }
        return losses;
    }

    std::shared_ptr<const LayerStates> statesOf(std::shared_ptr<const CableLayer> layer, const model::TrayUse& use, const Plans& plans,
                                                const std::vector<FabricLoss>& losses)
    {
        auto states = std::make_shared<LayerStates>();
        states->layer = std::move(layer);
        if (m_question.depth < CableDepth::Losses)
            return states;
        std::vector<LinkStates> links(plans.size());
        for (std::size_t i = 0; i < plans.size(); ++i) {
            if (!plans[i])
                continue;
            links[i] = linksOf(*plans[i], losses[i]);
            if (m_question.depth < CableDepth::Utilisation || m_stop.stop_requested())
                continue;
            auto traffic = sharedTraffic(plans[i], losses[i], m_question.traffic, m_stop);
            links[i].load = linkLoads(*plans[i], *traffic);
            states->evaluated = states->evaluated || !links[i].load.empty();
            m_held.push_back(std::move(traffic));
        }
        states->lines = cableStates(*states->layer, use, plans, links);
        return states;
    }

    const std::shared_ptr<const model::Hall>& m_hall;
    const CableQuestion& m_question;
    HeldTraffic& m_held;
    const std::stop_token& m_stop;
    std::vector<Known> m_known;
};

} // namespace

HallCables hallCables(const std::shared_ptr<const model::Hall>& hall, const CableQuestion& question, HeldTraffic& held, const std::stop_token& stop)
{
    return Asking{hall, question, held, stop}();
}

} // namespace colonnade::render
