#pragma once

#include "model/design/Design.h"

#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace colonnade::model {

/// When trays count as joined, and how far a rack reaches for one. Between edges, seen from above, but for the rise.
struct TrayRules {
    Metres joinGap{0.1}; ///< Trays whose edges come so near are joined.
    Metres joinRise{0.6}; ///< And whose beds lie no more than this above one another.
    Metres dropReach{0.6}; ///< From the footprint of a rack to the edge of a tray that it drops from.
    bool operator==(const TrayRules&) const = default;
};

/// A tray where it lies in the room.
struct TrayOnFloor {
    CableTray tray; ///< In the axes of the room.
    std::string path; ///< "t01", or "su-1/t01" for one of a placed pod.
};

/// The trays of an arrangement as a graph: corners and joints are its nodes.
///
/// Trays are joined where their middle lines cross, and where a corner or an end of one comes so near to another that
/// their edges meet (`TrayRules`). Trays that carry power are left out; two that are kept apart as sides of a redundant
/// pair are never joined. Immutable.
class TrayGraph {
public:
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
    static constexpr std::size_t mostLegs = 100'000, mostJoints = 100'000;

    /// A place in the room, in metres; `z` above the floor.
    struct Node {
        double x = 0, y = 0, z = 0;
    };
    /// A straight piece of one tray between two nodes, or the step from one tray to another.
    struct Segment {
        std::uint32_t a = 0, b = 0; ///< Nodes.
        std::uint32_t tray = none; ///< In `trays`; `none`: a step from tray to tray.
        double length = 0; ///< Metres.
        [[nodiscard]] bool isStep() const { return tray == none; }
    };
    /// Where the cables of a rack come down from a tray.
    struct Drop {
        std::uint32_t segment = 0;
        double at = 0; ///< Metres from node `a` of the segment.
        double aside = 0; ///< Metres along the floor from the middle of the rack to there.
        double z = 0; ///< Metres above the floor.
    };

    explicit TrayGraph(std::vector<TrayOnFloor> trays, const TrayRules& rules = {});

    [[nodiscard]] bool empty() const { return m_segments.empty(); }
    /// False where there are more legs or joints than `mostLegs` and `mostJoints`; then nothing is routed.
    [[nodiscard]] bool complete() const { return m_complete; }
    [[nodiscard]] const std::vector<TrayOnFloor>& trays() const { return m_trays; }
    [[nodiscard]] const std::vector<Node>& nodes() const { return m_nodes; }
    [[nodiscard]] const std::vector<Segment>& segments() const { return m_segments; }
    /// Segments that end at a node.
    [[nodiscard]] std::span<const std::uint32_t> at(std::uint32_t node) const
    {
        return std::span{m_order}.subspan(m_first[node], m_first[node + 1] - m_first[node]);
    }
    /// The nearest place on every leg of a tray that the rack reaches.
    [[nodiscard]] std::vector<Drop> drops(const FloorRect& footprint) const;
    /// A place on a segment, so many metres from its node `a`.
    [[nodiscard]] Node placeOn(std::uint32_t segment, double at) const;

private:
    struct Leg; ///< Of a tray, from corner to corner.
    void addSegments(std::vector<Leg>& legs);
    std::uint32_t addNode(const Leg& leg, double at);
    void indexNodes();

    std::vector<TrayOnFloor> m_trays;
    TrayRules m_rules;
    std::vector<Node> m_nodes;
    std::vector<Segment> m_segments;
    struct Reach { ///< A leg, for `drops`.
        double ax, ay, bx, by, half, z;
        std::uint32_t firstSegment, segmentCount;
    };
    std::vector<Reach> m_legs;
    std::vector<std::uint32_t> m_first, m_order; ///< Segments by node.
    bool m_complete = true;
};

/// Of the arrangement's own trays.
TrayGraph trayGraphOf(const Arrangement& arrangement);
/// Of the hall's trays and those of all pods that stand in it.
TrayGraph trayGraphOf(const Hall& hall);
/// The same, remembered for as long as the pod design or hall lives. Safe to use from several threads.
std::shared_ptr<const TrayGraph> trayGraph(const PodDesignRef& pod);
std::shared_ptr<const TrayGraph> trayGraph(const std::shared_ptr<const Hall>& hall);

} // namespace colonnade::model
