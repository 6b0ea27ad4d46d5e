#pragma once

#include <QIcon>
#include <QString>

namespace colonnade::ui {

/// A line icon of `:/icons`, 20 px box, coloured by the present theme: `text2`, `accent` where switched on, faint
/// where disabled. Follows a change of theme by itself.
[[nodiscard]] QIcon icon(const QString& name);
/// Always in the accent colour: the mark of the program.
[[nodiscard]] QIcon accentIcon(const QString& name);

} // namespace colonnade::ui
