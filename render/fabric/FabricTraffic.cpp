#include "render/fabric/FabricTraffic.h"

#include "render/oneline/OneLineGraph.h"

#include <algorithm>
#include <chrono>
#include <mutex>

namespace colonnade::render {
namespace {

using model::FabricGraph;

/// Finds bundles by their ends; quick where the same end is asked for several times in turn.
class BundlesByEnds {
public:
    explicit BundlesByEnds(const FabricGraph& graph) : m_graph{graph}, m_at(graph.nodes(), FabricNetwork::none) {}

    [[nodiscard]] std::uint32_t between(std::uint32_t a, std::uint32_t b)
    {
        if (a != m_of) {
            if (m_of != FabricNetwork::none) {
                for (const FabricGraph::Neighbour& next : m_graph.of(m_of))
                    m_at[next.node] = FabricNetwork::none;
            }
            m_of = a;
            for (const FabricGraph::Neighbour& next : m_graph.of(a))
                m_at[next.node] = next.bundle;
        }
        return m_at[b];
    }

private:
    const FabricGraph& m_graph;
    std::vector<std::uint32_t> m_at; ///< By node: the bundle from `m_of`.
    std::uint32_t m_of = FabricNetwork::none;
};

} // namespace

QString trafficText(const TrafficWish& wish)
{
    const bool ring = wish.pattern == model::TrafficPattern::Ring, hashed = wish.choice == model::PathChoice::Hashed;
    return QStringLiteral("%1, %2").arg(ring ? QStringLiteral("ring") : QStringLiteral("all-to-all"), hashed ? QStringLiteral("hashed") : QStringLiteral("spread"));
}

FabricTraffic fabricTraffic(const model::FabricPlan& plan, const model::FabricLoss& loss, const TrafficWish& wish, const std::stop_token& stop)
{
    FabricTraffic traffic{FabricGraph{plan, loss}, {}};
    traffic.rates = model::trafficRates(traffic.graph, wish.pattern, wish.choice, 1, stop);
    return traffic;
}

std::shared_ptr<const FabricTraffic> sharedTraffic(const std::shared_ptr<const model::FabricPlan>& plan, const model::FabricLoss& loss,
                                                   const TrafficWish& wish, const std::stop_token& stop)
{
    struct Known {
        std::weak_ptr<const model::FabricPlan> plan;
        model::FabricLoss loss;
        TrafficWish wish;
        std::weak_ptr<const FabricTraffic> traffic;
    };
    static std::timed_mutex one;
    static std::vector<Known> known;
    constexpr std::chrono::milliseconds patience{20};
    std::unique_lock lock{one, std::defer_lock};
    while (!lock.try_lock_for(patience)) {
        if (stop.stop_requested()) {
            FabricTraffic none{FabricGraph{model::FabricPlan{}}, {}};
            none.rates.why = "stopped";
            return std::make_shared<const FabricTraffic>(std::move(none));
        }
    }
    std::erase_if(known, [](const Known& each) { return each.traffic.expired(); });
    for (const Known& each : known) {
        if (each.plan.lock() != plan || each.loss != loss || each.wish != wish)
            continue;
        if (auto traffic = each.traffic.lock())
            return traffic;
    }
    auto traffic = std::make_shared<const FabricTraffic>(fabricTraffic(*plan, loss, wish, stop));
    if (!stop.stop_requested())
        known.push_back({plan, loss, wish, traffic});
    return traffic;
}

std::vector<float> linkLoads(const model::FabricPlan& plan, const FabricTraffic& traffic)
{
    const model::TrafficRates& rates = traffic.rates;
    if (!rates.evaluated())
        return {};
    BundlesByEnds bundles{traffic.graph};
    std::vector<float> loads(plan.links.size(), FabricState::noLoad);
    for (std::size_t link = 0; link < loads.size(); ++link) {
        const std::uint32_t bundle = bundles.between(plan.links.a[link], plan.links.b[link]);
        if (bundle != FabricNetwork::none)
            loads[link] = rates.use[bundle];
    }
    return loads;
}

void addTraffic(FabricState& state, const FabricNetwork& network, const FabricTraffic& traffic)
{
    const model::TrafficRates& rates = traffic.rates;
    const auto remark = [&](const QString& text) { state.remark += state.remark.isEmpty() ? text : QStringLiteral(" · ") + text; };
    if (!rates.evaluated()) {
        remark(QStringLiteral("utilisation not evaluated: %1").arg(QString::fromStdString(rates.why)));
        return;
    }
    const FabricStrands& strands = network.strands;
    BundlesByEnds bundles{traffic.graph};
    state.load.assign(strands.size(), FabricState::noLoad);
    for (std::size_t i = 0; i < strands.size(); ++i) {
        const std::uint32_t bundle = bundles.between(network.planNodes[strands.a[i]], network.planNodes[strands.b[i]]);
        if (bundle != FabricNetwork::none)
            state.load[i] = rates.use[bundle];
    }
    state.cellLoad = cellLoads(network, state.load);
    remark(QStringLiteral("slowest port at %1 of its speed, mean %2").arg(shareText(rates.least), shareText(rates.mean)));
}

} // namespace colonnade::render
