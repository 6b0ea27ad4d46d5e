#pragma once

#include "ui/document/DesignSession.h"
#include "ui/findings/DeltaWords.h"

#include <QString>

#include <optional>
#include <vector>

namespace colonnade::ui {

/// One of the figures that stand over every view, in the words and order of strip, inspector and package.
struct KeyFigure {
    enum class Better { Lower, Higher, Neither };

    QString id;      ///< "power-a"
    QString label;   ///< "Feed A"
    QString value;   ///< "132 kW"; "–" where unknown.
    QString note;    ///< "of 165 kW", "16 without price"
    bool known = true;
    bool incomplete = false; ///< Some inputs are unknown: the note says which, behind a dashed ring.
    int missing = 0;         ///< How many inputs of a sum are unknown.
    bool pending = false;    ///< Still being worked out.
    bool estimated = false;  ///< By a model: what is below its last shown digit is noise.
    std::optional<double> number; ///< For deltas, in `unit`.
    std::string unit;             ///< "W"; "%" for shares, whose differences are points.
    Better better = Better::Neither;
    std::optional<double> share;  ///< Of its limit, where it has one.
    QString formula;              ///< What it is made of, for the tooltip.
    int rank = 0;                 ///< Where there is no room for all, the greatest go first.
};

/// The figures of a judgement, always the same ones in the same order; sides C and D where the design has feeds on them.
/// `rack` is the one whose open units are shown.
[[nodiscard]] std::vector<KeyFigure> keyFigures(const Judgement& judgement,
                                                const model::Subject& rack);

/// What changed from one figure to the same one of another design.
struct FigureChange {
    QString text;                 ///< "+33 kW", "−20.0 pt", "±0", "…"
    int direction = 0;            ///< 1 up, −1 down, 0 none or not known.
    std::optional<bool> better;   ///< Nothing where neither is.
};
[[nodiscard]] FigureChange change(const KeyFigure& before, const KeyFigure& after);
/// The same for the figure of that id among `before`; without one, for all that it is.
[[nodiscard]] FigureChange change(const std::vector<KeyFigure>& before, const KeyFigure& after);

/// Findings gained and lost, which a difference of their counts would hide: "+2 −1".
[[nodiscard]] FigureChange findingsChange(const FindingsMoved& moved);

} // namespace colonnade::ui
