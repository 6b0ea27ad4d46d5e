#pragma once

#include "model/catalog/PartType.h"
#include "model/cooling/LoopState.h"
#include "model/design/Subject.h"
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

/// From the least to the greatest of what a box stands for; of one thing both are the same.
struct LoopRange {
    double low = 0, high = 0;
    void add(double value)
    {
        low = value < low ? value : low;
        high = value > high ? value : high;
    }
    static LoopRange of(double value) { return {value, value}; }
    bool operator==(const LoopRange&) const = default;
};
void widen(std::optional<LoopRange>& range, std::optional<double> value);

/// Figures of a box, in the units of the cooling chain: L/min, °C, kPa, W, K. What is not known is absent.
struct LoopFigures {
    std::optional<LoopRange> flow;
    std::optional<LoopRange> demand;      ///< Of racks: what they ask for.
    std::optional<LoopRange> supply, back; ///< Temperatures.
    std::optional<LoopRange> drop;        ///< Over it.
    std::optional<double> heat;           ///< Of all that it stands for, together.
    std::optional<double> capacity;       ///< Of CDUs and heat rejection, together.
    std::optional<LoopRange> approach;    ///< Of CDUs.
    std::optional<LoopRange> margin;      ///< Between supply and the lowest inlet limit, K.
    std::optional<double> speed;          ///< Of the pumps, a share.
    std::optional<double> head;           ///< What the pumps could give at this flow, at full speed, kPa.
    std::optional<double> velocity;       ///< In the pipe, m/s.
    std::optional<double> available;      ///< Of facility water: the flow that there is.
    int pumps = 0, running = 0;
    bool assumed = false;                 ///< Some of it rests on an assumption.
};

/// A thing of the loop or a group of equal neighbours.
struct LoopBox {
    enum class Kind {
        Facility, ///< Facility water and what takes its heat.
        Cdu,
        Header, ///< What all racks have in common: supply and return of the loop.
        Row, ///< A row's mains and headers.
        Rack
    };
    Kind kind = Kind::Rack;
    int count = 1;
    model::BranchVerdict verdict = model::BranchVerdict::Balanced; ///< Of racks, of the worst of them.
    bool lost = false; ///< A CDU that has failed, or a rack that is dark.
    bool overloaded = false; ///< A CDU above its capacity.
    std::vector<model::Subject> subjects; ///< All that it stands for.
    std::vector<model::Subject> also; ///< Whose findings stand here too.
    model::DeviceRole role = model::DeviceRole::Cooling;
    LoopFigures figures;
    QString name; ///< "CDU-1", "16 × GB300 NVL72 rack"
    QString members; ///< "A01–A16"; empty for one.
    QString remark; ///< "PG25, direct return"
    QStringList problems; ///< Whole sentences: why a figure is not there.
    std::vector<std::pair<QString, QString>> facts; ///< For a tool tip: what, and how much.

    // Where it stands, in units of the screen at 100 %.
    QRectF body; ///< All of it lies within.
    QRectF mark; ///< The symbol; empty: none.
    QRectF room; ///< The words.
    std::vector<DiagramText> texts; ///< From the top.
    std::optional<double> share; ///< Of the bar: of its limit.
    std::size_t sheet = 0;

    [[nodiscard]] bool troubled() const
    {
        return lost || overloaded || verdict == model::BranchVerdict::Starved || verdict == model::BranchVerdict::OverPressured
            || verdict == model::BranchVerdict::Dead;
    }
};

/// A pipe, in horizontal and vertical pieces.
struct LoopPipe {
    std::vector<QPointF> points;
    std::vector<QPointF> joints; ///< Where it meets another one.
    bool back = false; ///< Return; else supply.
    bool facility = false; ///< Of the facility water.
    bool heavy = false; ///< A main or header.
    bool dry = false; ///< Nothing flows.
};

/// One loop, of the hall or of a pod design.
struct LoopSheet {
    model::Subject subject; ///< "loop:su/tcs-1".
    std::string podDesign; ///< Empty: the hall.
    QString title, remark;
    QString problem; ///< Why there is no solution; a whole sentence. Empty: there is one.
    QRectF frame;
    std::vector<std::string> pods; ///< Ids of the placed pods that it stands for.
    int times = 1; ///< How often it is placed.
    int racks = 0, cdus = 0;
};

/// The flow diagrams of all loops: where every thing and pipe is. A value; the painter only draws it.
class LoopDiagram {
public:
    std::vector<LoopSheet> sheets;
    std::vector<LoopBox> boxes;
    std::vector<LoopPipe> pipes;
    QRectF extent;
    QString state; ///< "CDU-2 lost"; empty: the normal state.

    [[nodiscard]] bool empty() const { return sheets.empty(); }
    /// Null where there is none.
    [[nodiscard]] const LoopBox* boxAt(QPointF at) const;
    /// Boxes in which a thing of this design is drawn: its own, or that of the rack in which it lies.
    [[nodiscard]] std::vector<std::size_t> boxesOf(const model::Subject& subject) const { return m_index.boxesOf(subject); }
    /// To be called once all boxes are there.
    void makeIndex();

private:
    DiagramIndex m_index;
};

/// The words of a box and its bar, from its figures, names and condition; and what its tool tip says.
void writeWords(LoopBox& box);

// Pieces of words.
QString quantityText(double value, const char* unit, int digits = 3); ///< "119 L/min"
QString rangeText(const LoopRange& range, const char* unit, int digits = 3); ///< "103–119 L/min"
QString temperatureText(double celsius); ///< "40.0 °C"

} // namespace colonnade::render
