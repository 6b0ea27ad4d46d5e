#pragma once

#include "model/design/Subject.h"

#include <QPoint>
#include <QRectF>
#include <QString>
#include <QStringList>

#include <functional>
#include <initializer_list>
#include <optional>
#include <vector>

class QEvent;
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

/// Shows the tip of what lies under the mouse, or hides the one before; false where the event asks for no tip. `textAt` gives the
/// rich text for a place in the view; empty: none.
bool answersTip(const QEvent& event, QWidget& view, const std::function<QString(QPointF)>& textAt);
/// Takes one of `keys` for a view before a shortcut of the window does; false where the event asks for another, or for none.
bool takesKey(QEvent& event, std::initializer_list<Qt::Key> keys);
/// Lines as one rich text that keeps its spaces. They are rich text already.
QString tipOf(const QStringList& lines);

} // namespace colonnade::ui
