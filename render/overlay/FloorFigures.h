#pragma once

#include "model/cooling/CoolingChain.h"
#include "model/design/Design.h"
#include "model/design/Instance.h"
#include "model/rules/Profile.h"
#include "render/elevation/FailureMarks.h"
#include "render/loops/LoopLayout.h"
#include "render/overlay/OverlayKind.h"
#include "render/theme/Theme.h"

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace colonnade::render {

/// What one rack or unit is coloured by.
struct PlaceFigure {
    enum class State {
        Known,
        Unknown, ///< It has a value, but nobody knows it. Hatched, never zero.
        None ///< It has none: an air-cooled rack has no coolant.
    };
    State state = State::None;
    double value = 0; ///< In the overlay's unit.
    std::optional<double> limit; ///< That it must not pass; in the same unit.
    bool beyond = false; ///< Passes its limit, or has too little.
    QString word; ///< Of overlays without a scale: the feed, the loop.
    QString why; ///< Why it is beyond or unknown; may be empty.
};

/// From what an overlay is worked out. What is null is not known.
struct OverlaySources {
    const model::Hall* hall = nullptr; ///< Never null.
    const model::Design* design = nullptr; ///< Of the hall; for air only.
    const model::Profile* profile = nullptr;
    const model::DesignCooling* cooling = nullptr;
    std::vector<LoopInState> loops; ///< In the failure that is looked at; empty: the normal state.
    const PlaceStates* states = nullptr; ///< What became of places in it.
};

/// The ends of a scale, in the overlay's unit.
struct OverlayScale {
    double low = 0, high = 1;
    std::optional<double> limit; ///< The narrowest of all limits.
    [[nodiscard]] double shareOf(double value) const;
    bool operator==(const OverlayScale&) const = default;
};

/// What a colour stands for.
struct LegendEntry {
    QColor colour;
    QString text;
    int count = 0; ///< Racks and units of this colour.
    enum class Pattern { Plain, Unknown, Beyond } pattern = Pattern::Plain;
};

struct Legend {
    QString title; ///< With the unit: "Provisioned power per rack, kW". Empty: no legend.
    std::vector<QColor> scale; ///< Low to high; empty where entries tell the colours.
    std::vector<QString> ticks; ///< Evenly from the low to the high end of the scale.
    std::vector<LegendEntry> entries;
    std::optional<double> limit; ///< Share of the scale at which the limit stands.
    QString limitText; ///< "limit 45.0"
};

/// One overlay for all racks and units of a hall: the same values for plan and 3D.
class FloorFigures {
public:
    FloorOverlay overlay = FloorOverlay::None;
    QString title; ///< "Coolant flow"
    QString unit; ///< "L/min"; empty: words.
    QString note; ///< What the values rest on, for a tool tip; may be empty.
    bool scaled = true; ///< False: words.
    OverlayScale scale;
    std::vector<QString> words; ///< Of an overlay without a scale, in the order of the hall.
    std::vector<QColor> wordColours; ///< Beside `words`; empty: the series of the theme.
    QString none; ///< "no coolant"
    std::unordered_map<std::string, PlaceFigure> places; ///< By instance path.

    /// Null where the overlay knows nothing of this place.
    [[nodiscard]] const PlaceFigure* of(const std::string& path) const;
    /// "119"; without the unit. Empty where there is nothing to write.
    [[nodiscard]] QString valueText(const PlaceFigure& figure) const;
    /// "Coolant flow: 119 L/min, limit 120 L/min". For tool tips; empty where the overlay has nothing to say of places.
    [[nodiscard]] QString sentence(const PlaceFigure& figure) const;
    [[nodiscard]] QColor colour(const PlaceFigure& figure, const Theme& theme, const QColor& ground) const;
    [[nodiscard]] Legend legend(const Theme& theme, const QColor& ground) const;

private:
    [[nodiscard]] QColor wordColour(std::size_t word, const Theme& theme) const;
};

/// What lies over the colour of a place.
LegendEntry::Pattern patternOf(const PlaceFigure& figure);
/// True for overlays that this can work out: not for findings and failures, which are marks. Of trays and cables every place has
/// no value: it stands back.
bool hasFigures(FloorOverlay overlay);
/// True for overlays that colour trays or cables, not places: see `CableOverlay`.
bool isOfCables(FloorOverlay overlay);
/// The one function behind plan, 3D and pictures: what each place is, in which unit, with which limit.
///
/// `before`: figures of the same overlay, whose scale is kept so that colours compare; it widens where values leave it.
FloorFigures floorFigures(FloorOverlay overlay, const OverlaySources& sources, const FloorFigures* before = nullptr);
/// The same of one place.
PlaceFigure floorFigure(FloorOverlay overlay, const OverlaySources& sources, const model::Instance& instance);
QString unitOf(FloorOverlay overlay);

/// The loop on which a place hangs, with the state that is looked at.
struct LoopPlace {
    const model::LoopLoad* load = nullptr; ///< Never null.
    const model::LoopState* state = nullptr; ///< Null: it has no solution ...
    QString why; ///< ... and why.
};
/// Nothing where the place is on no loop, or nothing is known of it yet.
std::optional<LoopPlace> loopPlaceOf(const OverlaySources& sources, const model::Instance& instance);

} // namespace colonnade::render
