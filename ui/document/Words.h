#pragma once

#include <QString>

#include <optional>
#include <string_view>

namespace colonnade::ui {

/// The model's UTF-8 as text for the screen.
[[nodiscard]] QString words(std::string_view utf8);
[[nodiscard]] std::string utf8(const QString& text);

/// Significant digits by place, as every panel shows them.
inline constexpr int stripDigits = 3;     ///< Strip and charts.
inline constexpr int inspectorDigits = 4; ///< Inspector and tables.

/// "132 kW"; an en dash where the number is unknown.
[[nodiscard]] QString figureText(std::optional<double> number, std::string_view unit,
                                 int digits = stripDigits);
/// A share as per cent: "80.0 %".
[[nodiscard]] QString percentText(double share, int digits = stripDigits);
/// A whole number with its digits grouped: "1,152".
[[nodiscard]] QString countText(qint64 count);
/// The number with a sign in front: "+33 kW", "−20 kW", "±0".
[[nodiscard]] QString signedText(double number, std::string_view unit, int digits = stripDigits);

/// "–", what stands for a figure that nobody knows.
[[nodiscard]] QString unknownText();
/// "8 racks", "1 rack".
[[nodiscard]] QString countOf(qint64 count, const QString& one, const QString& many);

} // namespace colonnade::ui
