#include "ui/document/Words.h"

#include "model/units/Text.h"

#include <array>
#include <cmath>

namespace colonnade::ui {

namespace {

const QChar nbsp(0xa0);

} // namespace

QString words(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

std::string utf8(const QString& text)
{
    return text.toStdString();
}

QString figureText(std::optional<double> number, std::string_view unit, int digits)
{
    if (!number || !std::isfinite(*number))
        return unknownText();
    if (unit.empty())
        return words(model::significant(*number, digits));
    // Prefixes are not written right before these: "33.5 M USD".
    if (unit == "USD" || unit == "tok/s" || unit == "tokens/s") {
        constexpr std::array<const char*, 5> prefixes{"", "k\u00a0", "M\u00a0", "G\u00a0", "T\u00a0"};
        double scaled = *number;
        std::size_t prefix = 0;
        while (std::abs(scaled) >= 999.5 && prefix + 1 < prefixes.size()) {
            scaled /= 1000;
            ++prefix;
        }
        return words(model::significant(scaled, digits)) + nbsp
            + QString::fromUtf8(prefixes[prefix]) + words(unit);
    }
    if (unit == "kg" && std::abs(*number) >= 9999.5)
        return words(model::significant(*number / 1000, digits)) + nbsp + QLatin1Char('t');
    return words(model::withUnit(*number, unit, digits));
}

QString percentText(double share, int digits)
{
    return words(model::significant(share * 100, digits)) + QStringLiteral("\u00a0%");
}

QString countText(qint64 count)
{
    const auto number = static_cast<double>(count);
    int digits = 1;
    for (qint64 rest = std::abs(count); rest >= 10; rest /= 10)
        ++digits;
    return words(model::significant(number, digits));
}

QString signedText(double number, std::string_view unit, int digits)
{
    if (!std::isfinite(number))
        return unknownText();
    if (number == 0)
        return QStringLiteral("±0");
    // What is counted, pieces and rack units, has no decimals.
    if ((unit.empty() || unit == "U") && number == std::floor(number) && std::abs(number) < 1e15) {
        const auto count = static_cast<qint64>(std::abs(number));
        const QString text = countText(count) + (unit.empty() ? QString() : nbsp + words(unit));
        return (number > 0 ? QStringLiteral("+") : QStringLiteral("−")) + text;
    }
    const QString text = figureText(number, unit, digits);
    return number > 0 ? QStringLiteral("+") + text : text;
}

QString unknownText()
{
    return QStringLiteral("–");
}

QString countOf(qint64 count, const QString& one, const QString& many)
{
    return countText(count) + nbsp + (count == 1 ? one : many);
}

} // namespace colonnade::ui
