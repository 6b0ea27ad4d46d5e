#include "render/report/Picture.h"

#include <QBuffer>
#include <QSvgGenerator>
#include <QXmlStreamReader>

namespace colonnade::render {
namespace {

constexpr int dotsPerInch = 96; ///< Sizes of type are pixels of 1/96 inch.
constexpr int dotsPerMetre = 3780;

/// Drops what XML cannot carry and QSvgGenerator lets through: control characters, U+FFFE and U+FFFF.
QByteArray carried(const QByteArray& svg)
{
    QByteArray out;
    out.reserve(svg.size());
    for (qsizetype i = 0; i < svg.size(); ++i) {
        const auto byte = static_cast<unsigned char>(svg[i]);
        if ((byte < 0x20 && byte != '\n' && byte != '\t' && byte != '\r') || byte == 0x7f)
            continue;
        const auto at = [&](qsizetype offset) { return i + offset < svg.size() ? static_cast<unsigned char>(svg[i + offset]) : 0; };
        if (byte == 0xef && at(1) == 0xbf && at(2) >= 0xbe) {
            i += 2;
            continue;
        }
        out += svg[i];
    }
    return out;
}

/// What a reader finds wrong with the text of an XML file; empty where it is well formed.
QString faultOf(const QByteArray& svg)
{
    QXmlStreamReader reader{svg};
    while (!reader.atEnd()) {
        reader.readNext();
        if (!reader.isStartElement())
            continue;
        // QSvgGenerator writes none of these; a design must not bring them in.
        if (reader.name() == QLatin1StringView{"script"} || reader.name() == QLatin1StringView{"foreignObject"})
            return QStringLiteral("element '%1'").arg(reader.name());
        for (const QXmlStreamAttribute& attribute : reader.attributes()) {
            if (attribute.name().startsWith(QLatin1StringView{"on"}))
                return QStringLiteral("attribute '%1'").arg(attribute.name());
        }
    }
    return reader.hasError() ? reader.errorString() : QString{};
}

} // namespace

model::Result<QByteArray> pngOf(const QImage& image)
{
    QByteArray bytes;
    QBuffer buffer{&bytes};
    buffer.open(QIODevice::WriteOnly);
    if (!image.save(&buffer, "PNG"))
        return model::fail("The picture of {} x {} pixels cannot be written as PNG", image.width(), image.height());
    return bytes;
}

model::Result<QByteArray> pngOf(const Drawing& drawing, QSize size, const QColor& ground)
{
    QImage image{size, QImage::Format_RGB32};
    if (image.isNull())
        return model::fail("There is not enough memory for a picture of {} x {} pixels", size.width(), size.height());
    image.setDotsPerMeterX(dotsPerMetre);
    image.setDotsPerMeterY(dotsPerMetre);
    image.fill(ground);
    QPainter painter{&image};
    painter.setRenderHint(QPainter::Antialiasing);
    drawing(painter, QRectF{{}, QSizeF{size}});
    painter.end();
    return pngOf(image);
}

model::Result<QByteArray> svgOf(const Drawing& drawing, QSize size, const QColor& ground)
{
    QByteArray bytes;
    QBuffer buffer{&bytes};
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(dotsPerInch);
    generator.setSize(size);
    generator.setViewBox(QRect{{}, size});
    QPainter painter;
    if (!painter.begin(&generator))
        return model::fail("The picture cannot be written as SVG");
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRectF{{}, QSizeF{size}}, ground);
    drawing(painter, QRectF{{}, QSizeF{size}});
    painter.end();
    bytes = carried(bytes);
    if (const QString fault = faultOf(bytes); !fault.isEmpty())
        return model::fail("The picture is no sound SVG: {}", fault.toStdString());
    return bytes;
}

} // namespace colonnade::render
