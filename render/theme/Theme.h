#pragma once

#include "model/catalog/PartType.h"
#include "model/units/Result.h"

#include <QByteArray>
#include <QColor>

#include <array>
#include <string_view>

namespace colonnade::render {

enum class ThemeName { Light, Dark, HighContrast };
/// "light", "dark", "high-contrast": also the name of the file in `:/themes`.
std::string_view word(ThemeName);

/// All colours of the window, of drawings and of paper. A value; read once from `:/themes`.
///
/// Contrast of text and glyph tokens over every background is at least 4.5 : 1; tests recompute it.
struct Theme {
    ThemeName name = ThemeName::Light;
    bool dark = false;

    // Chrome and text.
    QColor window, panel, canvas, field, hover, selected;
    QColor text, text2;
    QColor line; ///< Decorative separators.
    QColor strong; ///< Borders of controls.
    QColor accent, onAccent;

    // Severities: glyphs and outlines.
    QColor error, warning, warningFill, info, ok, waived, notEvaluated;

    // Hardware faces and racks.
    QColor face, faceLine, cage, vent, led, frame, opening, post, unitLine;
    QColor supply, returnPipe;

    // Plan.
    QColor cold, onCold, hot, onHot, floor, tile, column, keepOut;

    /// By `model::DeviceRole`. The first eight also serve as rails or series 1 to 8.
    std::array<QColor, model::deviceRoleCount> kinds;
    std::array<QColor, 6> sequential; ///< Low to high.
    std::array<QColor, 5> diverging; ///< Below, at, above the target.

    [[nodiscard]] QColor kind(model::DeviceRole role) const
    {
        return kinds[static_cast<std::size_t>(role)];
    }
    /// Series 0, 1, 2, ...: the eight kind colours in turn.
    [[nodiscard]] QColor series(int number) const;
    /// Colour of a share between 0 (low) and 1 (high), interpolated.
    [[nodiscard]] QColor sequentialAt(double share) const;
    /// Colour of a value between -1 and 1; the target or limit stands at 0.
    [[nodiscard]] QColor divergingAt(double share) const;

    /// The shipped theme; ends the program where the file inside the program is damaged.
    static const Theme& of(ThemeName name);
    /// Fails with the name of the token that is absent or no colour.
    static model::Result<Theme> parse(const QByteArray& json);
};

/// Contrast of two opaque colours, 1 to 21 (WCAG 2.1, relative luminance).
double contrast(const QColor& a, const QColor& b);
/// Black or white, whichever reads better on `background`.
QColor inkOn(const QColor& background);
/// `share` of `over` on `under`, both opaque.
QColor mixed(const QColor& over, const QColor& under, double share);

} // namespace colonnade::render
