#include "render/plan/PlaceDrawing.h"

#include "render/theme/Fonts.h"

namespace colonnade::render {

using model::Turn;

QLineF frontOf(const QRectF& rect, Turn turn)
{
    switch (turn) {
    case Turn::None: return {rect.bottomLeft(), rect.bottomRight()};
    case Turn::Quarter: return {rect.bottomRight(), rect.topRight()};
    case Turn::Half: return {rect.topRight(), rect.topLeft()};
    case Turn::ThreeQuarters: return {rect.topLeft(), rect.bottomLeft()};
    }
    return {rect.bottomLeft(), rect.bottomRight()};
}

QRectF frontStrip(const QRectF& rect, Turn turn, double width)
{
    QRectF strip = rect;
    switch (turn) {
    case Turn::None: strip.setTop(rect.bottom() - width); break;
    case Turn::Quarter: strip.setLeft(rect.right() - width); break;
    case Turn::Half: strip.setBottom(rect.top() + width); break;
    case Turn::ThreeQuarters: strip.setRight(rect.left() + width); break;
    }
    return strip;
}

bool fitsIn(const QPainter& painter, const QRectF& box, const QString& words, double pixels)
{
    const double width = textWidth(painter, words);
    return (width <= box.width() - 2 && pixels * 1.1 <= box.height()) || (width <= box.height() - 2 && pixels * 1.1 <= box.width());
}

bool writeIn(QPainter& painter, const QRectF& box, const QString& words, double pixels, const QColor& ground)
{
    const auto fillGround = [&](QPointF middle, double wide) {
        if (ground.isValid())
            painter.fillRect(QRectF{middle.x() - wide / 2 - 1, middle.y() - pixels * 0.55, wide + 2, pixels * 1.1}, ground);
    };
    const double width = textWidth(painter, words);
    const bool fits = width <= box.width() - 2 && pixels * 1.1 <= box.height();
    const bool fitsUpright = width <= box.height() - 2 && pixels * 1.1 <= box.width();
    if (fits || !fitsUpright) {
        const QString cut = fits ? words : elided(painter, words, box.width() - 2);
        if (cut.isEmpty() || (cut != words && cut.size() < 4) || pixels * 1.1 > box.height())
            return false;
        fillGround(box.center(), textWidth(painter, cut));
        drawText(painter, {box.center().x(), box.center().y() + pixels * 0.36}, cut,
                 Qt::AlignHCenter);
        return true;
    }
    painter.save();
    painter.translate(box.center());
    painter.rotate(-90);
    fillGround({}, width);
    drawText(painter, {0, pixels * 0.36}, words, Qt::AlignHCenter);
    painter.restore();
    return true;
}

} // namespace colonnade::render
