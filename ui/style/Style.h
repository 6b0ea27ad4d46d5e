#pragma once

#include "render/theme/Fonts.h"
#include "render/theme/Theme.h"

#include <QFont>
#include <QObject>

class QWidget;

namespace colonnade::ui {

/// The theme of all windows. Widgets that paint read it when they paint; a change repaints everything and is told by
/// `StyleNotice::themeChanged` to those that keep pictures.
[[nodiscard]] const render::Theme& theme();
/// Sets palette, style sheet and font of the application.
void applyTheme(render::ThemeName name);
/// What the system asks for: dark where its window text is lighter than its windows.
[[nodiscard]] render::ThemeName systemTheme();

/// The house face at `pixels` of 1/96 inch.
[[nodiscard]] QFont textFont(double pixels, QFont::Weight weight = QFont::Normal);
/// Sets face and colour role of a label; `secondary` text is drawn in `text2`.
void dress(QWidget* widget, double pixels, QFont::Weight weight = QFont::Normal,
           bool secondary = false);

/// Distances of the 4 px grid.
namespace space {
inline constexpr int inside = 4;
inline constexpr int between = 8;
inline constexpr int panel = 12;
inline constexpr int groups = 16;
inline constexpr int row = 24;
} // namespace space

/// Tells widgets that keep pictures in the colours of the theme.
class StyleNotice final : public QObject {
    Q_OBJECT
public:
    static StyleNotice& instance();

signals:
    void themeChanged();
};

} // namespace colonnade::ui
