#pragma once

#include "tests/fabric/FabricParts.h"

#include <algorithm>
#include <queue>
#include <set>
#include <tuple>

/// Looks at plans that share nothing with how they are made.
namespace colonnade::model::fabrictest {

/// No piece of a port has two links.
inline bool portsAreTakenOnce(const FabricPlan& plan)
{
    std::set<std::tuple<std::uint32_t, int, int>> ends;
    for (std::size_t i = 0; i < plan.links.size(); ++i) {
        if (!ends.insert({plan.links.a[i], plan.links.portA[i], plan.links.splitA[i]}).second
            || !ends.insert({plan.links.b[i], plan.links.portB[i], plan.links.splitB[i]}).second)
            return false;
    }
    return true;
}

using Neighbours = std::vector<std::vector<std::uint32_t>>;
inline Neighbours neighboursOf(const FabricPlan& plan)
{
    Neighbours of(plan.nodes.size());
    for (std::size_t i = 0; i < plan.links.size(); ++i) {
        of[plan.links.a[i]].push_back(plan.links.b[i]);
        of[plan.links.b[i]].push_back(plan.links.a[i]);
    }
    for (auto& one : of) {
        std::sort(one.begin(), one.end());
        one.erase(std::unique(one.begin(), one.end()), one.end());
    }
    return of;
}

/// Links to every node; -1 where none leads there. Through endpoints only if they `relay`.
inline std::vector<int> linksFrom(const FabricPlan& plan, const Neighbours& neighbours, std::uint32_t from, bool relay = false)
{
    std::vector<int> away(plan.nodes.size(), -1);
    std::queue<std::uint32_t> next;
    away[from] = 0;
    next.push(from);
    while (!next.empty()) {
        const std::uint32_t at = next.front();
        next.pop();
        if (at != from && at >= plan.switchCount && !relay)
            continue;
        for (const std::uint32_t other : neighbours[at]) {
            if (away[other] >= 0)
                continue;
            away[other] = away[at] + 1;
            next.push(other);
        }
    }
    return away;
}

/// Links on the longest shortest path between two endpoints that have links; -1 where some are apart.
inline int longestPath(const FabricPlan& plan, bool relay = false)
{
    const Neighbours neighbours = neighboursOf(plan);
    int longest = 0;
    for (std::uint32_t from = plan.switchCount; from < plan.nodes.size(); ++from) {
        const auto away = linksFrom(plan, neighbours, from, relay);
        for (std::uint32_t to = plan.switchCount; to < plan.nodes.size(); ++to) {
            if (away[to] < 0)
                return -1;
            longest = std::max(longest, away[to]);
        }
    }
    return longest;
}

/// Links between switches.
inline int switchLinks(const FabricPlan& plan)
{
    int count = 0;
    for (std::size_t i = 0; i < plan.links.size(); ++i)
        count += plan.links.a[i] < plan.switchCount && plan.links.b[i] < plan.switchCount ? 1 : 0;
    return count;
}

} // namespace colonnade::model::fabrictest
