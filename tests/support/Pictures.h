#pragma once

#include <QColor>
#include <QDir>
#include <QImage>
#include <QPainter>
#include <QRectF>

#include <cstdlib>
#include <functional>

/// Pictures that tests make and look at: how much of a colour is where.
namespace colonnade::test {

/// Paints on a ground; with COLONNADE_PICTURES set to a folder, keeps the picture there under
/// `name` for people.
inline QImage picture(const char* name, QSize size, const QColor& ground,
                      const std::function<void(QPainter&)>& paint)
{
    QImage image{size, QImage::Format_ARGB32_Premultiplied};
    image.setDotsPerMeterX(3780);
    image.setDotsPerMeterY(3780);
    image.fill(ground);
    QPainter painter{&image};
    paint(painter);
    painter.end();
    if (const auto folder = qEnvironmentVariable("COLONNADE_PICTURES"); !folder.isEmpty())
        image.save(QDir{folder}.filePath(QStringLiteral("%1.png").arg(QLatin1StringView{name})));
    return image;
}

inline bool near(const QColor& a, const QColor& b, int tolerance)
{
    return std::abs(a.red() - b.red()) <= tolerance && std::abs(a.green() - b.green()) <= tolerance
        && std::abs(a.blue() - b.blue()) <= tolerance;
}

/// Pixels of about this colour within `area`.
inline int count(const QImage& image, const QRectF& area, const QColor& colour, int tolerance = 12)
{
    const QRect inside = area.toAlignedRect() & image.rect();
    int found = 0;
    for (int y = inside.top(); y <= inside.bottom(); ++y) {
        for (int x = inside.left(); x <= inside.right(); ++x)
            found += near(image.pixelColor(x, y), colour, tolerance);
    }
    return found;
}

/// Pixels within `area` that are not of this colour.
inline int drawn(const QImage& image, const QRectF& area, const QColor& ground, int tolerance = 12)
{
    const QRect inside = area.toAlignedRect() & image.rect();
    return inside.width() * inside.height() - count(image, inside, ground, tolerance);
}

} // namespace colonnade::test
