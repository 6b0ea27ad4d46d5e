#pragma once

#include "render/oneline/OneLine.h"

#include <optional>
#include <vector>

namespace colonnade::render {

/// A load's connection to one node.
struct OneLinePin {
    std::size_t node = 0;
    model::Side side = model::Side::A;
    QString words = {}; ///< Beside it: "3 × C19".
    auto operator<=>(const OneLinePin& other) const
    {
        return std::pair{side, node} <=> std::pair{other.side, other.node};
    }
    bool operator==(const OneLinePin& other) const
    {
        return side == other.side && node == other.node;
    }
};

/// What a sheet draws, before it has places: nodes, what they hang on, and what hangs on them.
struct OneLineGraph {
    struct Node {
        OneLineBox box;
        std::vector<std::size_t> upstream; ///< Mostly one.
        std::optional<std::size_t> alternate;
        QString supply; ///< What it hangs on outside this sheet: "Busway A of the hall".
    };
    struct Load {
        OneLineBox box;
        std::vector<OneLinePin> pins; ///< By side.
        std::vector<model::Side> open; ///< Sides on which it hangs, but that nothing supplies.
    };
    std::vector<Node> nodes;
    std::vector<Load> loads;
};

/// The same with equal nodes, and equal loads, drawn once with their count, where there are more than `most` on a
/// side. Equal are those of equal figures that hang on equals and carry equals.
OneLineGraph grouped(OneLineGraph graph, std::size_t most);

/// Gives everything its place, with the sheet's top left at `at`, and adds it to the diagram. Sources on top, loads at
/// the bottom, side A at the left of what it shares with the others. Returns the place taken.
///
/// Every horizontal piece of a conductor has a height of its own between two rows of nodes, and every vertical one a
/// column of its own: conductors cross, but never run on one another or through a box.
QRectF placed(OneLineGraph graph, OneLine& diagram, QPointF at);

/// The words of a box, from its figures, its names and its condition.
void writeWords(OneLineBox& box);

// Pieces of words.
QString powerText(model::Watts power, bool incomplete = false);
QString shareText(double share); ///< "81.5 %"
QString wholeText(double number); ///< "1,152"
QString counted(int count, const QString& name); ///< "8 × GB300 NVL72 rack"; the name alone for one.
/// "A01–A08, B01"; runs of numbers joined.
QString rangesText(std::vector<std::string> labels);

} // namespace colonnade::render
