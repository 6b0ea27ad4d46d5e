#pragma once

#include "render/fabric/FabricDiagram.h"

#include <vector>

namespace colonnade::render {

/// Measures of the diagram, in units of the screen at 100 %.
namespace fabric {
inline constexpr double wide = 116, high = 60; ///< A symbol.
inline constexpr double gap = 12, pad = 10, titleHigh = 20;
inline constexpr double band = 132;       ///< Between two rows.
inline constexpr double margin = 20, head = 44, left = 104; ///< Of a sheet.
inline constexpr std::size_t perLine = 8; ///< Endpoints of an opened group.
} // namespace fabric

/// A group with what is shown of it.
struct FabricItem {
    std::uint32_t group = 0;
    bool open = false;
    std::vector<FabricItem> children{};
    std::vector<std::size_t> boxes{}; ///< Itself, or its vertices.
    QSizeF size{};
};

/// Whether each group is open: as a person wants it, and else as far as every row has room.
std::vector<bool> openGroups(const FabricNetwork& network, const std::map<std::string, bool>& wanted, std::size_t most);
/// The symbols of one tier, without places; adds them to the diagram.
FabricItem itemsOf(FabricDiagram& diagram, std::size_t sheet, std::uint32_t group, const std::vector<bool>& open);
/// An open group with its size, without columns: its boxes in lines, or its children beside one another.
QSizeF sizeOf(const FabricNetwork& network, FabricItem& item);
/// Gives it and all that is in it a place, with frames around what is open.
void place(FabricDiagram& diagram, std::size_t sheet, const FabricItem& item, QPointF at);

/// Tiers as rows, what is shared as columns, in about the shape of `area`; returns the area taken.
QRectF placeRows(FabricDiagram& diagram, std::size_t sheet, std::vector<FabricItem>& tiers, QSizeF area);
/// In a ring, or in a grid where each has few neighbours.
QRectF placeRing(FabricDiagram& diagram, std::size_t sheet, FabricItem& tier);

/// Bundles between the symbols of a sheet, and what is lost of them.
void addBundles(FabricDiagram& diagram, std::size_t sheet, const FabricState* state);
/// One line for many bundles, with its rails; then the labels.
void addTrunks(FabricDiagram& diagram, std::size_t sheet);
void addLabels(FabricDiagram& diagram, std::size_t sheet);

} // namespace colonnade::render
