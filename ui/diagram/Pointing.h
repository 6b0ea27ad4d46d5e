#pragma once

#include "model/design/Subject.h"

#include <QPoint>
#include <QRectF>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

class QHelpEvent;
class QKeyEvent;
class QWheelEvent;
class QWidget;

namespace colonnade::ui {

// What the hand does in every drawing, so that it means the same in all of them.

/// A press becomes a drag when the hand is this far from it, in pixels.
inline constexpr double dragFrom = 4;

/// How much larger the wheel makes a drawing: by a quarter a notch.
double zoomOf(const QWheelEvent& event);
/// How much larger a key makes it: plus, or equals on the same key, by a quarter; minus takes that back. Nothing for other keys.
std::optional<double> zoomOf(const QKeyEvent& event);

/// A frame that the hand draws on empty ground, to select.
struct Band {
    QRectF frame;          ///< In the view's pixels.
    bool touching = false; ///< Drawn to the left: it takes what it touches, else what it encloses.
    [[nodiscard]] QString hint() const; ///< For the status line.
};
Band bandBetween(QPointF pressed, QPointF at);
/// What a band adds to: the selection with Shift or Ctrl, else nothing.
std::vector<model::Subject> keptBy(Qt::KeyboardModifiers modifiers, const std::vector<model::Subject>& selection);

/// What a click on `here` makes of a selection: alone, with Shift added, with Ctrl toggled, all of it by its first.
std::vector<model::Subject> clicked(std::vector<model::Subject> selection, const std::vector<model::Subject>& here,
                                    Qt::KeyboardModifiers modifiers);

/// Shows the tip of what lies under the mouse, or hides the one before. `text` is rich text; empty: none.
void showTip(const QHelpEvent& help, const QString& text, QWidget& view);
/// Lines as one rich text that keeps its spaces. They are rich text already.
QString tipOf(const QStringList& lines);

} // namespace colonnade::ui
