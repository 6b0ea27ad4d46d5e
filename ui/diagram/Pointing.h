#pragma once

#include "model/design/Subject.h"

#include <QPoint>
#include <QString>
#include <QStringList>

#include <vector>

class QHelpEvent;
class QWidget;

namespace colonnade::ui {

/// What a click on `here` makes of a selection: alone, with Shift added, with Ctrl toggled, all of it by its first.
std::vector<model::Subject> clicked(std::vector<model::Subject> selection, const std::vector<model::Subject>& here,
                                    Qt::KeyboardModifiers modifiers);

/// Shows the tip of what lies under the mouse, or hides the one before. `text` is rich text; empty: none.
void showTip(const QHelpEvent& help, const QString& text, QWidget& view);
/// Lines as one rich text that keeps its spaces. They are rich text already.
QString tipOf(const QStringList& lines);

} // namespace colonnade::ui
