#pragma once

#include "model/exchange/cabling/CableNames.h"
#include "model/exchange/cabling/CableSchedule.h"

#include <vector>

namespace colonnade::model {

/// One end of a link in its plan.
struct LinkEnd {
    std::uint32_t node = 0;
    std::uint16_t port = 0;
    std::uint8_t piece = 0;
    bool split = false; ///< The link is slower than the port, or takes a later piece of it.
    /// 0: the whole port; else the piece counted from 1.
    [[nodiscard]] std::size_t share() const { return split ? piece + 1U : 0U; }
};

inline bool isSplit(const FabricPlan& plan, std::uint32_t node, std::uint16_t port, std::uint8_t piece, float speed)
{
    return piece > 0 || static_cast<double>(speed) * 1.5 < plan.port(node, port).speed.value();
}
inline LinkEnd nearEnd(const FabricPlan& plan, std::size_t link)
{
    const LinkColumns& links = plan.links;
    return {links.a[link], links.portA[link], links.splitA[link],
            isSplit(plan, links.a[link], links.portA[link], links.splitA[link], links.speed[link])};
}
inline LinkEnd farEnd(const FabricPlan& plan, std::size_t link)
{
    const LinkColumns& links = plan.links;
    return {links.b[link], links.portB[link], links.splitB[link],
            isSplit(plan, links.b[link], links.portB[link], links.splitB[link], links.speed[link])};
}

inline PortPiece pieceOf(const FabricPlan& plan, const LinkEnd& end)
{
    return {&plan.port(end.node, end.port), end.piece, end.split};
}

DevicePlace placeOf(const ScheduleSection& section, std::uint32_t node);

/// From 1: which of several cables that carry the same first link.
int strandOf(const CableColumns& cables, std::size_t cable);

/// The ends of a cable on the side where its links go to several cages; empty where it is straight.
struct FanOut {
    bool atNear = false;
    std::vector<LinkEnd> legs; ///< The first link of each cage, in the order of the cable's links.
};
FanOut fanOutOf(const FabricPlan& plan, std::size_t cable);

} // namespace colonnade::model
