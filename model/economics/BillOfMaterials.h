#pragma once

#include "model/design/Design.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace colonnade::model {

/// What a line of a bill is for, in the order in which bills show them.
enum class BillSection : std::uint8_t { System, Device, Frame, FloorUnit, Cable, Transceiver };
inline constexpr int billSectionCount = 6;
std::string_view
    word(BillSection); ///< "systems", "devices", "frames", "floor units", "cables", "transceivers".

/// One thing to order.
struct BillLine {
    BillSection section = BillSection::Device;
    PartRef part; ///< Never null.
    std::optional<Metres> length; ///< Of cables: as ordered.
    int count = 0;
    /// Of one. With cables that are priced by length, for this length. Nothing where the catalog
    /// has no price, and where a rack-scale system's price covers the part.
    std::optional<Dollars> price;
    int covered =
        0; ///< Of `count`: these come with a rack-scale system whose price stands in another line.

    /// For all that are not covered; nothing where those have no price.
    [[nodiscard]] std::optional<Dollars> total() const;
    bool operator==(const BillLine&) const = default;
};

/// What has to be bought. Lines in the order of sections, then by part and length.
struct BillOfMaterials {
    std::vector<BillLine> lines;
    int cablesWithoutMedium = 0; ///< Cables of fabrics for which no medium was found; in no line.
    int fabricsRefused = 0; ///< Fabrics whose recipe is impossible; their cables are in no line.

    /// Capital cost of all lines with a price; `missing` counts the single things without.
    [[nodiscard]] Sum<Dollars> price() const;
    [[nodiscard]] Sum<Dollars> price(BillSection) const;
    [[nodiscard]] int count(BillSection) const;
    /// Adds all lines of another bill `times` over.
    void add(const BillOfMaterials& other, int times = 1);
    bool operator==(const BillOfMaterials&) const = default;
};

/// Of one rack: frame and devices. Remembered as long as the rack design lives.
std::shared_ptr<const BillOfMaterials> billOf(const RackDesignRef& rack);
/// Of one pod: its racks, floor units, and the cables and transceivers of its fabrics. Remembered
/// likewise.
std::shared_ptr<const BillOfMaterials> billOf(const PodDesignRef& pod,
                                              Millimetres trayHeight = Millimetres{2700});
/// Of all that stands in the hall.
BillOfMaterials billOf(const Design& design);

/// Price of a cable of that length: its price, plus that of each metre where the catalog has one.
std::optional<Dollars> cablePrice(const PartType& cable, Metres length);

} // namespace colonnade::model
