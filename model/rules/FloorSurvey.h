#pragma once

#include "model/design/Design.h"
#include "model/rules/FloorIndex.h"

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

namespace colonnade::model {

/// Things side by side between which nobody can pass.
struct FloorRun {
    std::vector<std::uint32_t> things; ///< From west to east, or from south to north; indices of the index.
    bool alongX = true;
    Millimetres length;                ///< From the first's outside to the last's.
    /// What closes either end; `farthest` and `Open` where nothing does.
    std::array<ClearAhead, 2> ends{};
};

/// Something that stands before a door of the hall.
struct DoorObstacle {
    std::size_t door = 0;
    std::size_t thing = 0;
    Millimetres away; ///< Clear between the opening and it.
};

/// What geometry alone says of a floor: rows, doors, weak zones, feet that share a panel. Worked out once for a floor.
struct FloorSurvey {
    /// One passes through a gap from here on; accessible width of 36 in (MEC-013).
    static constexpr Millimetres passage{915};
    /// Of the middle of a foot from either side of a footprint; engineering judgement (MEC-008).
    static constexpr Millimetres footInset{75};
    /// As far before a door as one looks.
    static constexpr Millimetres beforeDoors{1300};

    std::vector<FloorRun> runs;
    std::vector<DoorObstacle> beforeDoor;
    std::vector<std::pair<std::size_t, std::size_t>> inZone;     ///< Thing and zone of the hall's structure.
    std::vector<std::pair<std::size_t, std::size_t>> sharePanel; ///< Two things with feet on one panel; raised floors only.
    std::vector<std::pair<std::size_t, std::size_t>> under;      ///< Thing and overhead of the hall's structure.

    /// Takes `before` where it is of the same floor.
    static std::shared_ptr<const FloorSurvey> of(const Hall& hall, std::shared_ptr<const FloorIndex> index,
                                                 const std::shared_ptr<const FloorSurvey>& before);

private:
    std::shared_ptr<const FloorIndex> m_index;
    std::vector<ClearAhead> m_after; ///< Beside each thing, along its row.
    std::vector<Door> m_doors;
    Structure m_structure;
    Millimetres m_tile;
    void find(const Hall& hall, const FloorSurvey* before);
    void findRuns(const FloorSurvey* before);
    void findPanels(std::size_t thing);
};

} // namespace colonnade::model
