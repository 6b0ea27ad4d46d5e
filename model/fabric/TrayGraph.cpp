#include "model/fabric/TrayGraph.h"

#include "model/design/RememberedBeside.h"
#include "model/units/Metres.h"
#include "model/units/Text.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace colonnade::model {

/// A straight piece of a tray between two of its corners, in metres.
struct TrayGraph::Leg {
    double ax, ay, bx, by, length, half, z;
    std::uint32_t tray, number; ///< The how-manieth leg of its tray.
    std::vector<double> at = {}; ///< Where nodes lie, from its start.
    std::vector<std::uint32_t> nodes = {};
    [[nodiscard]] double lowX() const { return std::min(ax, bx) - half; }
    [[nodiscard]] double highX() const { return std::max(ax, bx) + half; }
};

namespace {

constexpr double sameNode = 0.001; // Metres: nodes nearer than that are one.
constexpr double rounding = 1e-6; // Metres: what lies so little beyond a limit lies at it.

/// How far along the line from a to b the foot of a point lies, kept on the line; and how far the point is from there.
struct Foot {
    double at, away;
};
template <class Line> Foot footOn(const Line& line, double x, double y)
{
    const double dx = line.bx - line.ax, dy = line.by - line.ay;
    const double length = std::hypot(dx, dy);
    const double at = std::clamp(((x - line.ax) * dx + (y - line.ay) * dy) / length, 0.0, length);
    return {at, std::hypot(x - line.ax - dx * at / length, y - line.ay - dy * at / length)};
}

/// Two places, one on each of two legs, where cables pass from one to the other.
struct Joint {
    std::size_t legA, legB;
    double atA, atB, away; ///< Along the legs; between the two, along the floor.
};

/// Where the middle lines cross, or where an end of one comes near the other.
template <class Leg>
void findJoints(const std::vector<Leg>& legs, std::size_t a, std::size_t b, double gap, std::vector<Joint>& joints)
{
    const Leg& one = legs[a];
    const Leg& two = legs[b];
    const double ux = one.bx - one.ax, uy = one.by - one.ay, vx = two.bx - two.ax, vy = two.by - two.ay;
    const double cross = ux * vy - uy * vx;
    if (std::abs(cross) > 1e-9 * one.length * two.length) {
        const double wx = two.ax - one.ax, wy = two.ay - one.ay;
        const double s = (wx * vy - wy * vx) / cross, t = (wx * uy - wy * ux) / cross;
        if (s >= 0 && s <= 1 && t >= 0 && t <= 1) {
            joints.push_back({a, b, s * one.length, t * two.length, 0});
            return;
        }
    }
    const double limit = one.half + two.half + gap + rounding;
    const auto ends = [&](const Leg& from, const Leg& to, bool swapped) {
        for (const double at : {0.0, from.length}) {
            const Foot foot = footOn(to, at == 0 ? from.ax : from.bx, at == 0 ? from.ay : from.by);
            if (foot.away > limit)
                continue;
            joints.push_back(swapped ? Joint{a, b, foot.at, at, foot.away} : Joint{a, b, at, foot.at, foot.away});
        }
    };
    ends(one, two, false);
    ends(two, one, true);
}

} // namespace

TrayGraph::TrayGraph(std::vector<TrayOnFloor> trays, const TrayRules& rules)
    : m_trays{std::move(trays)}, m_rules{rules}
{
    std::vector<Leg> legs;
    for (std::uint32_t i = 0; i < m_trays.size(); ++i) {
        const CableTray& tray = m_trays[i].tray;
        if (!tray.takesData())
            continue;
        for (std::uint32_t corner = 1; corner < tray.points.size(); ++corner) {
            const Point a = tray.points[corner - 1], b = tray.points[corner];
            legs.push_back({metresOf(a.x), metresOf(a.y), metresOf(b.x), metresOf(b.y), distance(a, b).value(),
                            metresOf(tray.width) / 2, metresOf(tray.height), i, corner - 1});
        }
    }
    if (legs.size() > mostLegs) {
        m_complete = false;
        return;
    }
    addSegments(legs);
    indexNodes();
}

void TrayGraph::addSegments(std::vector<Leg>& legs)
{
    std::vector<std::size_t> byX(legs.size());
    std::iota(byX.begin(), byX.end(), std::size_t{0});
    std::sort(byX.begin(), byX.end(), [&](std::size_t a, std::size_t b) {
        return std::pair{legs[a].lowX(), a} < std::pair{legs[b].lowX(), b};
    });
    const double gap = m_rules.joinGap.value();
    std::vector<Joint> joints;
    std::vector<std::size_t> open; // Legs that may reach what comes next, from the west.
    for (const std::size_t next : byX) {
        const Leg& leg = legs[next];
        std::erase_if(open, [&](std::size_t other) { return legs[other].highX() + gap < leg.lowX(); });
        for (const std::size_t other : open) {
            const Leg& met = legs[other];
            if (std::max(std::min(leg.ay, leg.by), std::min(met.ay, met.by))
                > std::min(std::max(leg.ay, leg.by), std::max(met.ay, met.by)) + leg.half + met.half + gap)
                continue;
            if (leg.tray == met.tray && (leg.number + 1 == met.number || met.number + 1 == leg.number))
                continue; // They share a corner.
            const CableTray& one = m_trays[leg.tray].tray;
            const CableTray& two = m_trays[met.tray].tray;
            if (std::abs(leg.z - met.z) > m_rules.joinRise.value() + rounding || (one.side && two.side && one.side != two.side))
                continue;
            findJoints(legs, std::min(next, other), std::max(next, other), gap, joints);
            if (joints.size() > mostJoints) {
                m_complete = false;
                return;
            }
        }
        open.push_back(next);
    }
    // In the order of the trays, whatever the order in which they were met.
    std::sort(joints.begin(), joints.end(), [](const Joint& a, const Joint& b) {
        return std::tie(a.legA, a.legB, a.atA, a.atB) < std::tie(b.legA, b.legB, b.atA, b.atB);
    });
    for (const Joint& joint : joints) {
        legs[joint.legA].at.push_back(joint.atA);
        legs[joint.legB].at.push_back(joint.atB);
    }
    for (std::size_t i = 0; i < legs.size(); ++i) {
        Leg& leg = legs[i];
        leg.at.push_back(0);
        leg.at.push_back(leg.length);
        std::sort(leg.at.begin(), leg.at.end());
        std::vector<double> apart;
        for (const double at : leg.at) {
            if (apart.empty() || at - apart.back() > sameNode)
                apart.push_back(at);
        }
        leg.at = std::move(apart);
        const bool goesOn = i > 0 && leg.number > 0; // From the corner before it.
        for (std::size_t k = 0; k < leg.at.size(); ++k)
            leg.nodes.push_back(k == 0 && goesOn ? legs[i - 1].nodes.back() : addNode(leg, leg.at[k]));
        m_legs.push_back({leg.ax, leg.ay, leg.bx, leg.by, leg.half, leg.z,
                          static_cast<std::uint32_t>(m_segments.size()),
                          static_cast<std::uint32_t>(leg.at.size() - 1)});
        for (std::size_t k = 1; k < leg.at.size(); ++k)
            m_segments.push_back({leg.nodes[k - 1], leg.nodes[k], leg.tray, leg.at[k] - leg.at[k - 1]});
    }
    const auto nodeAt = [](const Leg& leg, double at) {
        const auto above = std::lower_bound(leg.at.begin(), leg.at.end(), at - sameNode);
        const auto found = above == leg.at.end() ? leg.at.end() - 1 : above;
        return leg.nodes[static_cast<std::size_t>(found - leg.at.begin())];
    };
    for (const Joint& joint : joints) {
        const Leg& one = legs[joint.legA];
        const Leg& two = legs[joint.legB];
        const std::uint32_t a = nodeAt(one, joint.atA), b = nodeAt(two, joint.atB);
        if (a != b)
            m_segments.push_back({a, b, none, joint.away + std::abs(one.z - two.z)});
    }
}

std::uint32_t TrayGraph::addNode(const Leg& leg, double at)
{
    const double share = at / leg.length;
    m_nodes.push_back({leg.ax + (leg.bx - leg.ax) * share, leg.ay + (leg.by - leg.ay) * share, leg.z});
    return static_cast<std::uint32_t>(m_nodes.size() - 1);
}

void TrayGraph::indexNodes()
{
    m_first.assign(m_nodes.size() + 1, 0);
    for (const Segment& segment : m_segments) {
        ++m_first[segment.a + 1];
        ++m_first[segment.b + 1];
    }
    std::partial_sum(m_first.begin(), m_first.end(), m_first.begin());
    m_order.resize(m_segments.size() * 2);
    std::vector<std::uint32_t> next(m_first.begin(), m_first.end());
    for (std::uint32_t i = 0; i < m_segments.size(); ++i) {
        m_order[next[m_segments[i].a]++] = i;
        m_order[next[m_segments[i].b]++] = i;
    }
}

std::vector<TrayGraph::Drop> TrayGraph::drops(const FloorRect& footprint) const
{
    std::vector<Drop> all;
    const double left = metresOf(footprint.at.x), right = metresOf(footprint.right());
    const double low = metresOf(footprint.at.y), high = metresOf(footprint.top());
    const double x = (left + right) / 2, y = (low + high) / 2;
    for (const Reach& leg : m_legs) {
        const double reach = leg.half + m_rules.dropReach.value() + rounding;
        if (std::max(leg.ax, leg.bx) + reach < left || std::min(leg.ax, leg.bx) - reach > right
            || std::max(leg.ay, leg.by) + reach < low || std::min(leg.ay, leg.by) - reach > high)
            continue;
        const Foot foot = footOn(leg, x, y);
        const double length = std::hypot(leg.bx - leg.ax, leg.by - leg.ay);
        const double px = leg.ax + (leg.bx - leg.ax) * foot.at / length;
        const double py = leg.ay + (leg.by - leg.ay) * foot.at / length;
        const double away = std::hypot(std::max({left - px, 0.0, px - right}), std::max({low - py, 0.0, py - high}));
        if (away > reach)
            continue;
        double at = foot.at;
        std::uint32_t segment = leg.firstSegment;
        const std::uint32_t last = leg.firstSegment + leg.segmentCount - 1;
        while (segment < last && at > m_segments[segment].length)
            at -= m_segments[segment++].length;
        all.push_back({segment, std::min(at, m_segments[segment].length), foot.away, leg.z});
    }
    return all;
}

TrayGraph::Node TrayGraph::placeOn(std::uint32_t segment, double at) const
{
    const Segment& on = m_segments[segment];
    const Node& a = m_nodes[on.a];
    const Node& b = m_nodes[on.b];
    const double share = on.length > 0 ? std::clamp(at / on.length, 0.0, 1.0) : 0;
    return {a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share, a.z + (b.z - a.z) * share};
}

TrayGraph trayGraphOf(const Arrangement& arrangement)
{
    std::vector<TrayOnFloor> trays;
    trays.reserve(arrangement.trays.size());
    for (const CableTray& tray : arrangement.trays)
        trays.push_back({tray, tray.id.text()});
    return TrayGraph{std::move(trays)};
}

TrayGraph trayGraphOf(const Hall& hall)
{
    std::vector<TrayOnFloor> trays;
    for (const CableTray& tray : hall.arrangement.trays)
        trays.push_back({tray, tray.id.text()});
    for (const PodPlacement& pod : hall.pods) {
        for (const CableTray& tray : pod.pod->arrangement().trays)
            trays.push_back({placed(tray, pod.at, pod.turn), fmt::format("{}/{}", pod.id, tray.id)});
    }
    return TrayGraph{std::move(trays)};
}

std::shared_ptr<const TrayGraph> trayGraph(const PodDesignRef& pod)
{
    static RememberedBeside<PodDesign, int, TrayGraph> remembered;
    return remembered.get(pod, 0, [&] { return trayGraphOf(pod->arrangement()); });
}

std::shared_ptr<const TrayGraph> trayGraph(const std::shared_ptr<const Hall>& hall)
{
    static RememberedBeside<Hall, int, TrayGraph> remembered;
    return remembered.get(hall, 0, [&] { return trayGraphOf(*hall); });
}

} // namespace colonnade::model
