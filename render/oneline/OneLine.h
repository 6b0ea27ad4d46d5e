#pragma once

#include "model/catalog/PartType.h"
#include "model/design/Design.h"
#include "model/design/Subject.h"
#include "model/power/Phases.h"
#include "render/diagram/DiagramIndex.h"
#include "render/diagram/DiagramPainter.h"

#include <QPointF>
#include <QRectF>
#include <QString>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace colonnade::render {

/// What a box is drawn as; after IEC 60617 where that has a symbol.
enum class OneLineSymbol {
    Utility, ///< Square of crossed lines: the network outside.
    Generator, ///< Circle, G.
    Transformer, ///< Two circles.
    Switchboard, ///< Bar with a breaker.
    Ups, ///< Rectifier and inverter over a store.
    Panel, ///< Box of breakers.
    Busway, ///< Bar with tap-off boxes.
    Breaker, ///< A circuit of which no more is known.
    RackPdu, ///< Strip of outlets.
    PowerShelf, ///< Rectifier.
    Busbar, ///< DC bar.
    Rack,
    Unit, ///< A floor unit.
    Pod,
    Device
};

/// What is left of a node or a load in the state that is drawn.
enum class OneLineCondition {
    Live,
    Transferred, ///< Runs on its alternate.
    Reduced, ///< Draws less, or has lost some of its accelerators.
    Dead, ///< Without a supply.
    Lost ///< The failure itself.
};

using OneLineText = DiagramText;

/// Figures of a box, each real power. Of each where it stands for several.
struct OneLineFigures {
    std::optional<model::Watts> normal;
    std::optional<model::Watts> worst; ///< Of nodes: in the worst state in which it lives.
    std::optional<model::Watts> limit; ///< Of nodes.
    std::optional<model::Watts> now; ///< In the state that is drawn, where one is.
    model::PerPhase normalByPhase{}, worstByPhase{}, nowByPhase{}; ///< Of three-phase nodes; zero: not told apart.
    bool incomplete = false; ///< Loads leave out what is not known.
    QString worstState; ///< "Feed B lost"; empty: the normal state.
    int acceleratorsBehind = 0, acceleratorsLost = 0; ///< Of nodes: normally, when it is lost.
    int accelerators = 0; ///< Of loads, all together.
    double dark = 0; ///< Of `accelerators`, lost in the state that is drawn.

    /// Of the limit, by the most loaded phase where they differ: in the state that is drawn, or normally. Nothing where
    /// load or limit is not known.
    [[nodiscard]] std::optional<model::PhaseShare> loaded() const;
    /// The same in the worst state; nothing where a state is drawn, which has its own margin.
    [[nodiscard]] std::optional<model::PhaseShare> loadedWorst() const;
};

/// A node of the power chain or a group of equal loads.
struct OneLineBox {
    OneLineSymbol symbol = OneLineSymbol::Breaker;
    bool load = false;
    model::Side side = model::Side::A;
    int count = 1; ///< How many equal things it stands for.
    std::vector<model::Subject> subjects; ///< All that it stands for.
    std::vector<model::Subject> also; ///< Whose findings stand here too: the rack design of a rack.
    model::DeviceRole role = model::DeviceRole::Power;
    bool source = false; ///< Hangs on nothing that is drawn.
    bool transfers = false; ///< Has an alternate: drawn with a transfer switch.
    OneLineCondition condition = OneLineCondition::Live;
    QString why; ///< Of what is dead: "has too few supplies left"; empty: it hangs on nothing that lives.
    OneLineFigures figures;
    QString name; ///< "Feed A", "8 × GB300 NVL72 rack"
    QString rating; ///< "480 V 3 ph · 2,000 A"
    QString equipment; ///< "3 + 1 × 1.25 MW"; empty: nothing is known.
    QString members; ///< "A01–A08"; of one thing its label.
    std::vector<std::pair<QString, QString>> facts; ///< For a tool tip: what, and how much.

    // Where it stands, in units of the screen at 100 %.
    QRectF body; ///< All of it lies within.
    QRectF mark; ///< The symbol.
    QRectF room; ///< The words.
    double line = 0; ///< x of its conductor.
    std::vector<OneLineText> texts; ///< From the top.
    std::size_t sheet = 0;
};

/// A conductor, in horizontal and vertical pieces.
struct OneLineWire {
    enum class Run {
        Supply,
        Alternate, ///< To the second input of a transfer switch.
        Bus ///< Of a board, a busway or a busbar: heavy.
    };
    std::vector<QPointF> points;
    std::vector<QPointF> joints; ///< Where it meets another one.
    Run run = Run::Supply;
    model::Side side = model::Side::A;
    bool live = true;
    bool open = false; ///< Ends at nothing: no feed supplies this side.
};

/// A word beside a wire.
struct OneLineTag {
    QPointF at; ///< The middle of its baseline.
    QString text;
    bool strong = false;
};

/// One chain: the hall's, that of a pod design, or the inside of a rack.
struct OneLineSheet {
    enum class What { Hall, Pod, Rack };
    What what = What::Hall;
    model::Subject subject; ///< "hall", "pod:su", "rack:gb300".
    QString title, remark;
    QRectF frame;
    std::vector<std::string> pods; ///< Ids of the placed pods that it stands for.
    int times = 1; ///< How often it is placed.
};

/// A one-line diagram: where every node, load and conductor is. A value; the painter only draws it.
class OneLine {
public:
    std::vector<OneLineSheet> sheets;
    std::vector<OneLineBox> boxes;
    std::vector<OneLineWire> wires;
    std::vector<OneLineTag> tags;
    QRectF extent;
    QString state; ///< "Feed A lost"; empty: the normal state.

    [[nodiscard]] bool hasNodes() const;
    /// Null where there is none.
    [[nodiscard]] const OneLineBox* boxAt(QPointF at) const;
    [[nodiscard]] const OneLineSheet* sheetAt(QPointF at) const;
    /// Boxes in which a thing of this design is drawn: its own, or that of the rack in which it lies.
    [[nodiscard]] std::vector<std::size_t> boxesOf(const model::Subject& subject) const;
    /// To be called once all boxes are there.
    void makeIndex();

private:
    DiagramIndex m_index;
};

} // namespace colonnade::render
