#include "render/theme/Fonts.h"

#include <QFontDatabase>
#include <QFontMetricsF>
#include <QPaintEngine>
#include <QPainter>

// Resources of a static library are not registered by themselves; this must stand outside of any
// namespace.
static void registerFonts()
{
    Q_INIT_RESOURCE(fonts);
}

namespace colonnade::render {
namespace {
constexpr double pointsPerInch = 72;

QString loadShipped()
{
    registerFonts();
    QString family;
    for (const auto* name :
         {":/fonts/Inter-Regular.otf", ":/fonts/Inter-Medium.otf", ":/fonts/Inter-SemiBold.otf"}) {
        const int id = QFontDatabase::addApplicationFont(QLatin1StringView{name});
        const auto families = QFontDatabase::applicationFontFamilies(id);
        if (id >= 0 && !families.isEmpty() && family.isEmpty())
            family = families.first();
    }
    return family.isEmpty() ? QFontDatabase::systemFont(QFontDatabase::GeneralFont).family()
                            : family;
}
} // namespace

const QString& loadFonts()
{
    static const QString family = loadShipped();
    return family;
}

QFont face(const QPaintDevice* device, double pixels, QFont::Weight weight)
{
    QFont font{loadFonts()};
    // Pixel sizes of QFont are whole numbers; point sizes are not.
    font.setPointSizeF(pixels * pointsPerInch / (device ? device->logicalDpiY() : 96));
    font.setWeight(weight);
    font.setStyleHint(QFont::SansSerif);
    font.setHintingPreference(QFont::PreferNoHinting);
    return font;
}

QFont face(const QPainter& painter, double pixels, QFont::Weight weight)
{
    QFont font = face(painter.device(), pixels, weight);
    // Inter shows "2x4" with a sign of multiplication that has no character of its own: a PDF's reader would not find
    // it, and would lose the "x".
    if (painter.paintEngine() && painter.paintEngine()->type() == QPaintEngine::Pdf)
        font.setStyleStrategy(QFont::PreferNoShaping);
    return font;
}

double textWidth(const QPainter& painter, const QString& text)
{
    return QFontMetricsF{painter.font(), painter.device()}.horizontalAdvance(text);
}

double textWidth(const QString& text, double pixels, QFont::Weight weight)
{
    // At a size at which no rounding counts; a pixel size is free of what a screen says of its resolution.
    constexpr int measured = 100;
    QFont font{loadFonts()};
    font.setPixelSize(measured);
    font.setWeight(weight);
    font.setHintingPreference(QFont::PreferNoHinting);
    return QFontMetricsF{font}.horizontalAdvance(text) * pixels / measured;
}

void drawText(QPainter& painter, QPointF at, const QString& text, Qt::Alignment horizontal)
{
    if (horizontal & Qt::AlignRight)
        at.rx() -= textWidth(painter, text);
    else if (horizontal & Qt::AlignHCenter)
        at.rx() -= textWidth(painter, text) / 2;
    painter.drawText(at, text);
}

QString elided(const QPainter& painter, const QString& text, double width)
{
    const QString cut =
        QFontMetricsF{painter.font(), painter.device()}.elidedText(text, Qt::ElideRight, width);
    return cut == QStringLiteral("…") ? QString{} : cut;
}

QString elidedInside(const QPainter& painter, const QString& text, double width)
{
    const QString cut = QFontMetricsF{painter.font(), painter.device()}.elidedText(text, Qt::ElideMiddle, width);
    return cut == QStringLiteral("…") ? QString{} : cut;
}

} // namespace colonnade::render
