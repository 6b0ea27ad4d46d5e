#pragma once

#include "model/design/Design.h"
#include "model/rules/FloorIndex.h"
#include "model/rules/FloorSurvey.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace colonnade::model {

/// One thing on the floor of the hall.
struct Standing {
    const PodPlacement* pod = nullptr; ///< Null for one that stands alone.
    const Placement* placement = nullptr;
    FloorRect footprint; ///< In the hall.
    Turn turn = Turn::None; ///< In the hall.

    [[nodiscard]] std::string path() const; ///< "su-1/a04"
    /// Across the front and from front to rear.
    [[nodiscard]] FloorSize size() const { return turned(footprint.size, turn); }
};

struct Clearance {
    Millimetres front,
        rear; ///< To the next thing, column or wall; at most `FloorClearances::farthest`.
};
/// All things that are alike: of one rack design, or of one part.
struct StandingKind {
    std::size_t first = 0; ///< One of them, in `standing`.
    int count = 0;
};

/// Free floor in front of and behind everything in a hall, over all pods.
///
/// Takes what another hall with the same geometry has found, so that an edit within a rack costs a
/// comparison; where some things have moved, what lies farther than one looks from all of them.
class FloorClearances {
public:
    static constexpr Millimetres farthest = FloorIndex::farthest;

    explicit FloorClearances(const Hall& hall, const FloorClearances* before = nullptr);

    [[nodiscard]] std::span<const Standing> standing() const { return m_standing; }
    [[nodiscard]] std::span<const StandingKind> kinds() const { return m_kinds; } ///< In the order of their first.
    [[nodiscard]] std::size_t kindOf(std::size_t standing) const { return m_kindOf[standing]; }
    [[nodiscard]] const FloorIndex& index() const;
    [[nodiscard]] const FloorSurvey& survey() const { return *m_survey; }
    [[nodiscard]] const Clearance& of(std::size_t standing) const;
    /// In front of the middle of its front, over a width that may be more than its own.
    [[nodiscard]] ClearAhead ahead(std::size_t standing, Millimetres width) const;

    /// Two things that share floor; `second` counts on into the columns of the building, after all of `standing`.
    struct Clash {
        std::size_t first = 0, second = 0;
        FloorRect shared;
    };
    /// In the order of `first`, then `second`; at most `mostClashes` of them.
    [[nodiscard]] const std::vector<Clash>& clashes() const;
    /// What does not stand within the walls, where there are walls; at most `mostClashes`.
    [[nodiscard]] const std::vector<std::size_t>& outside() const;
    static constexpr std::size_t mostClashes = 1000;

    struct Geometry;

private:
    void sortIntoKinds(const Hall& hall);

    std::vector<Standing> m_standing;
    std::vector<StandingKind> m_kinds;
    std::vector<std::uint32_t> m_kindOf; ///< Beside `m_standing`.
    std::shared_ptr<const FloorSurvey> m_survey;
    std::shared_ptr<const Geometry> m_geometry;
};

} // namespace colonnade::model
