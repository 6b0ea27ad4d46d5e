#pragma once

#include "model/fabric/planner/Unions.h"
#include "model/performance/SwitchLevels.h"

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <utility>
#include <vector>

namespace colonnade::model {

/// Oversubscription of the worst of some groups, and the share of their accelerators that is in such ones.
struct NarrowestGroup {
    double oversubscription = 1;
    double share = 1;
};
NarrowestGroup narrowestOf(const std::vector<SwitchGroup>& groups);

/// A fabric of the hall with those of the pods that it joins: which accelerators it makes one machine of, and what each of
/// its tiers reaches and passes on. Refers to the plan.
class HallLevels {
public:
    explicit HallLevels(const FabricPlan& plan);

    [[nodiscard]] const FabricPlan& plan() const { return m_plan; }
    /// Of the largest set of pods that are joined; 0 where no two are.
    [[nodiscard]] int accelerators() const { return m_accelerators; }
    [[nodiscard]] const std::set<std::size_t>& pods() const { return m_machine; } ///< Of that set, in the plan's.
    [[nodiscard]] int below() const { return m_below; }                           ///< Topmost tier of the pods.

    struct Tier {
        int reach = 0;            ///< Accelerators that it and those below it join, in the smallest group.
        NarrowestGroup narrowest; ///< Of the groups below it.
    };
    /// From the first above the pods.
    [[nodiscard]] std::vector<Tier> tiers();

private:
    using Place = std::pair<std::uint32_t, std::int32_t>;

    void readPod(const JoinedPod& pod);
    [[nodiscard]] std::uint32_t elementOf(std::uint32_t node) const;
    [[nodiscard]] std::uint32_t groupIn(std::size_t pod, const FabricNode& here) const;
    [[nodiscard]] const SwitchLevels& levelsOf(std::size_t pod) const { return *m_levels.at(m_plan.pods[pod].plan.get()); }
    void joinUpTo(int tier);
    void findMachine();
    /// Calls `visit(pod, element, group)`.
    template <class Visit> void forEachGroup(Visit visit) const;
    [[nodiscard]] std::vector<double> upOfPods() const;
    std::vector<SwitchGroup> podGroups();
    std::vector<SwitchGroup> groupsOf(int tier);

    const FabricPlan& m_plan;
    std::vector<double> m_up; ///< By node: Gbit/s of its links upwards.
    std::map<const FabricPlan*, std::unique_ptr<SwitchLevels>> m_levels;
    std::map<const FabricPlan*, std::map<Place, std::uint32_t>> m_nodes;
    std::vector<std::uint32_t> m_first; ///< By pod: its first element.
    std::uint32_t m_elements = 0;       ///< Groups of all pods; switches of the hall follow.
    Unions m_sets{0};
    int m_below = 0, m_top = 0;
    std::set<std::size_t> m_machine;
    std::set<std::uint32_t> m_inMachine; ///< Elements.
    int m_accelerators = 0;
    std::vector<double> m_passed; ///< By element: what gets to the tier that was read last.
};

} // namespace colonnade::model
