#pragma once

#include "model/fabric/FabricLinks.h"

#include <cstdint>
#include <vector>

namespace colonnade::model {

/// Accelerators of a node of a plan; 0 for switches and hosts without any.
int acceleratorsOf(const FabricPlan& plan, std::uint32_t node);

/// True where rails or planes keep switches apart that the same accelerators hang on.
inline bool isApart(const FabricPlan& plan)
{
    return plan.rails > 0 || plan.planes > 1;
}

/// Switches that the tiers up to some level join among themselves, and what can leave them.
struct SwitchGroup {
    double down = 0;         ///< Of the endpoints' links that end here, Gbit/s.
    double arriving = 0;     ///< Of that, what gets to its topmost switches.
    double through = 0;      ///< Of that, what they pass on upwards. 0: nothing leads up.
    double accelerators = 0; ///< Whose links end here; of those that also have others elsewhere, their share.
    /// Capacity down over capacity up, 1 or more; 1 where nothing leads up.
    [[nodiscard]] double oversubscription() const { return through > 0 && down > through ? down / through : 1; }
};

/// The levels of switches that traffic between accelerators of one plan climbs: leaves, spines, cores.
///
/// What is spread over several switches of a level counts as one: a group passes on what all its topmost switches do, each
/// no more than it gets from below. So a missing link between two tiers takes its share of its group, and no more.
class SwitchLevels {
public:
    explicit SwitchLevels(const FabricPlan& plan);

    /// Levels that the longest way within the plan climbs; 0 where no accelerator has a link. Families without tiers have two.
    [[nodiscard]] int count() const { return m_count; }
    /// Those that are drawn: more than `count` where the topmost switches only serve what a fabric above joins.
    [[nodiscard]] int top() const { return static_cast<int>(m_levels.size()); }
    /// Leaves for level 1; for the highest, what nothing in this plan joins. Those without accelerators are left out.
    [[nodiscard]] const std::vector<SwitchGroup>& groups(int level) const { return at(level).groups; }
    /// The group of a switch at a level; `none` where it has none.
    static constexpr std::uint32_t none = 0xffffffff;
    [[nodiscard]] std::uint32_t groupOf(int level, std::uint32_t node) const { return at(level).of[node]; }
    /// Accelerators with a link.
    [[nodiscard]] int accelerators() const { return m_accelerators; }
    [[nodiscard]] const FabricPlan& plan() const { return m_plan; }
    /// Those that reach each other through switches of a level and below, in its smallest group. On rails and planes
    /// accelerators of a node pass on to its other ones.
    [[nodiscard]] int reach(int level) const;

private:
    struct Level {
        std::vector<std::uint32_t> of; ///< By switch.
        std::vector<SwitchGroup> groups;
    };
    [[nodiscard]] const Level& at(int level) const { return m_levels[static_cast<std::size_t>(level) - 1]; }
    void countEndpoints();
    [[nodiscard]] int levelsDrawn() const;
    void addLevel(int level);
    [[nodiscard]] int leafReach() const;

    const FabricPlan& m_plan;
    std::vector<double> m_speed;    ///< By node: of its links to leaves, Gbit/s.
    std::vector<double> m_onSwitch; ///< By switch: accelerators whose links end there, by share.
    int m_accelerators = 0;
    double m_worst = 0; ///< Gbit/s of the accelerator with the least.
    std::vector<Level> m_levels;
    int m_count = 0;
};

} // namespace colonnade::model
