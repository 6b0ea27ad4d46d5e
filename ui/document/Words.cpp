#include "ui/document/Words.h"

#include "model/units/Text.h"

#include <cmath>

namespace colonnade::ui {

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
    const QString text = words(unit.empty() ? model::significant(number, digits)
                                            : model::withUnit(number, unit, digits));
    if (number == 0)
        return QStringLiteral("±0");
    return number > 0 ? QStringLiteral("+") + text : text;
}

QString unknownText()
{
    return QStringLiteral("–");
}

QString countOf(qint64 count, const QString& one, const QString& many)
{
    return countText(count) + QChar(0xa0) + (count == 1 ? one : many);
}

} // namespace colonnade::ui
