#include "model/fabric/TrayRoutes.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <queue>

namespace colonnade::model {

namespace {

constexpr double unreached = std::numeric_limits<double>::infinity();

double middleHeight(const TrayPlace& place)
{
    return static_cast<double>(place.height.value()) / 2000;
}

Metres apart(double a, Metres b)
{
    return Metres{std::abs(a - b.value())};
}

} // namespace

Metres TrayWay::length() const
{
    double sum = from.aside + to.aside;
    for (const TrayStep& step : steps)
        sum += std::abs(step.to - step.from);
    return Metres{sum};
}

Metres sharedLength(const TrayWay& one, const TrayWay& other)
{
    double sum = 0;
    for (const TrayStep& a : one.steps) {
        for (const TrayStep& b : other.steps) {
            if (a.segment != b.segment)
                continue;
            const double low = std::max(std::min(a.from, a.to), std::min(b.from, b.to));
            const double high = std::min(std::max(a.from, a.to), std::max(b.from, b.to));
            sum += std::max(0.0, high - low);
        }
    }
    return Metres{sum};
}

std::vector<TrayPlace> trayPlaces(std::span<const Placement> placements)
{
    std::vector<TrayPlace> places;
    places.reserve(placements.size());
    for (const Placement& one : placements)
        places.push_back({one.footprint(), one.height()});
    return places;
}

TrayRoutes::TrayRoutes(const TrayGraph& graph, std::vector<TrayPlace> places)
    : m_graph{graph}, m_places{std::move(places)}, m_drops(m_places.size())
{
}

Route TrayRoutes::route(std::uint32_t a, Metres portA, std::uint32_t b, Metres portB, const RouteRules& rules)
{
    if (a == b)
        return rackRoute(portA, portB, rules);
    const Choice& found = choice(std::min(a, b), std::max(a, b));
    if (found.dropA == TrayGraph::none)
        return estimatedRoute(m_places[a].footprint, portA, m_places[b].footprint, portB, rules);
    const bool turned = a > b;
    Route route;
    route.basis = RouteBasis::Trays;
    route.tray = Metres{found.along};
    route.rises = apart(turned ? found.zB : found.zA, portA) + apart(turned ? found.zA : found.zB, portB);
    route.sides = rules.sideRun * 2;
    route.loops = rules.loop * 2;
    route.slack = rules.slack;
    return route;
}

std::optional<TrayWay> TrayRoutes::way(std::uint32_t a, std::uint32_t b)
{
    if (a == b)
        return std::nullopt;
    const std::uint32_t low = std::min(a, b), high = std::max(a, b);
    const Choice found = choice(low, high);
    if (found.dropA == TrayGraph::none)
        return std::nullopt;
    TrayWay way{dropsOf(low)[found.dropA], dropsOf(high)[found.dropB], {}};
    const auto& segments = m_graph.segments();
    if (found.nodeA == TrayGraph::none) {
        way.steps.push_back({way.from.segment, way.from.at, way.to.at});
    } else {
        const auto endOf = [&](std::uint32_t segment, std::uint32_t node) {
            return segments[segment].a == node ? 0.0 : segments[segment].length;
        };
        way.steps.push_back({way.from.segment, way.from.at, endOf(way.from.segment, found.nodeA)});
        const Reach& reach = from(found.nodeA);
        std::vector<TrayStep> back;
        for (std::uint32_t node = found.nodeB; node != found.nodeA;) {
            const std::uint32_t by = reach.by[node];
            const std::uint32_t before = segments[by].a == node ? segments[by].b : segments[by].a;
            back.push_back({by, endOf(by, before), endOf(by, node)});
            node = before;
        }
        way.steps.insert(way.steps.end(), back.rbegin(), back.rend());
        way.steps.push_back({way.to.segment, endOf(way.to.segment, found.nodeB), way.to.at});
    }
    std::erase_if(way.steps, [](const TrayStep& step) { return step.from == step.to; });
    if (a > b) {
        std::swap(way.from, way.to);
        std::reverse(way.steps.begin(), way.steps.end());
        for (TrayStep& step : way.steps)
            std::swap(step.from, step.to);
    }
    return way;
}

const TrayRoutes::Choice& TrayRoutes::choice(std::uint32_t a, std::uint32_t b)
{
    const std::uint64_t pair = static_cast<std::uint64_t>(a) << 32U | b;
    if (pair == m_last)
        return *m_lastChoice;
    auto found = m_choices.find(pair);
    if (found == m_choices.end())
        found = m_choices.emplace(pair, best(a, b)).first;
    m_last = pair;
    m_lastChoice = &found->second; // Of a node of the map: it stays where it is.
    return found->second;
}

TrayRoutes::Choice TrayRoutes::best(std::uint32_t a, std::uint32_t b)
{
    Choice best;
    if (!m_graph.complete() || m_graph.empty())
        return best;
    const std::vector<TrayGraph::Drop>& dropsA = dropsOf(a);
    const std::vector<TrayGraph::Drop>& dropsB = dropsOf(b);
    const double middleA = middleHeight(m_places[a]), middleB = middleHeight(m_places[b]);
    double least = unreached;
    const auto offer = [&](double along, std::size_t i, std::size_t j, std::uint32_t nodeA, std::uint32_t nodeB) {
        const TrayGraph::Drop& one = dropsA[i];
        const TrayGraph::Drop& two = dropsB[j];
        const double aside = one.aside + two.aside;
        along += aside;
        const double all = along + aside * asideWeight + std::abs(one.z - middleA) + std::abs(two.z - middleB);
        if (!(all < least))
            return;
        least = all;
        best = {along, one.z, two.z, static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(j), nodeA, nodeB};
    };
    for (std::size_t i = 0; i < dropsA.size(); ++i) {
        const TrayGraph::Segment& on = m_graph.segments()[dropsA[i].segment];
        for (std::size_t j = 0; j < dropsB.size(); ++j) {
            const TrayGraph::Segment& to = m_graph.segments()[dropsB[j].segment];
            if (dropsA[i].segment == dropsB[j].segment)
                offer(std::abs(dropsA[i].at - dropsB[j].at), i, j, TrayGraph::none, 0);
            for (const bool farA : {false, true}) {
                const std::uint32_t nodeA = farA ? on.b : on.a;
                const double toA = farA ? on.length - dropsA[i].at : dropsA[i].at;
                const Reach& reach = from(nodeA);
                for (const bool farB : {false, true}) {
                    const std::uint32_t nodeB = farB ? to.b : to.a;
                    const double toB = farB ? to.length - dropsB[j].at : dropsB[j].at;
                    if (reach.distance[nodeB] < unreached)
                        offer(toA + reach.distance[nodeB] + toB, i, j, nodeA, nodeB);
                }
            }
        }
    }
    return best;
}

const std::vector<TrayGraph::Drop>& TrayRoutes::dropsOf(std::uint32_t place)
{
    auto& drops = m_drops[place];
    if (!drops)
        drops = m_graph.drops(m_places[place].footprint);
    return *drops;
}

const TrayRoutes::Reach& TrayRoutes::from(std::uint32_t node)
{
    const auto [found, isNew] = m_reach.try_emplace(node);
    Reach& reach = found->second;
    if (!isNew)
        return reach;
    reach.distance.assign(m_graph.nodes().size(), unreached);
    reach.by.assign(m_graph.nodes().size(), TrayGraph::none);
    using Entry = std::pair<double, std::uint32_t>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
    reach.distance[node] = 0;
    open.emplace(0.0, node);
    while (!open.empty()) {
        const auto [distance, at] = open.top();
        open.pop();
        if (distance > reach.distance[at])
            continue;
        for (const std::uint32_t segment : m_graph.at(at)) {
            const TrayGraph::Segment& one = m_graph.segments()[segment];
            const std::uint32_t next = one.a == at ? one.b : one.a;
            const double there = distance + one.length;
            if (there < reach.distance[next]) {
                reach.distance[next] = there;
                reach.by[next] = segment;
                open.emplace(there, next);
            }
        }
    }
    return reach;
}

} // namespace colonnade::model
