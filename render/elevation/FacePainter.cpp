#include "render/elevation/FacePainter.h"

#include "model/units/RackUnit.h"
#include "render/theme/Fonts.h"

namespace colonnade::render {
namespace {

using model::PartKind;

constexpr double modelNameWidth = 220;
constexpr double edgeMm = 3;

} // namespace

void FacePainter::paint()
{
    if (m_style.detail == FaceDetail::Column) {
        m_painter.fillRect(m_rect, mixed(kindColour(), m_theme.opening, 0.55));
        return;
    }
    paintBody();
    if (m_part.kind == PartKind::Blanking)
        return;
    paintKindBar();
    if (m_part.kind == PartKind::RackPdu && m_rect.height() > 3 * m_rect.width()) {
        paintOutletStrip();
        return;
    }
    m_content =
        m_rect.adjusted(m_front ? bar() + 2 * m_text : 3 * m_text, edgeMm * scale(),
                        m_front ? -3 * m_text : -(bar() + 2 * m_text), -edgeMm * scale());
    if (m_style.detail != FaceDetail::Blocks) {
        paintEars();
        paintLabel();
    }
    paintContent();
}

bool FacePainter::tall() const
{
    return m_rect.height() >= 2.2 * model::rackUnitMillimetres * scale() * 0.98;
}

void FacePainter::paintBody()
{
    QColor fill = m_theme.face;
    if (m_part.kind == PartKind::Blanking)
        fill = mixed(m_theme.face, m_theme.opening, 0.55);
    else if (m_style.detail == FaceDetail::Blocks)
        fill = mixed(kindColour(), m_theme.face, 0.16);
    m_painter.setPen(hairline());
    m_painter.setBrush(fill);
    m_painter.drawRoundedRect(m_rect, m_text, m_text);
    if (m_part.kind != PartKind::Blanking || m_style.detail == FaceDetail::Blocks)
        return;
    // A panel's four screws.
    const double r = std::max(0.7 * m_text, 2 * scale());
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(m_theme.faceLine);
    for (const double x : {m_rect.left() + 8 * scale() + r, m_rect.right() - 8 * scale() - r})
        m_painter.drawEllipse(QPointF{x, m_rect.center().y()}, r, r);
}

void FacePainter::paintKindBar()
{
    QRectF edge = m_rect;
    edge.setWidth(bar());
    if (!m_front)
        edge.moveRight(m_rect.right());
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(kindColour());
    m_painter.drawRoundedRect(edge, m_text, m_text);
}

void FacePainter::paintEars()
{
    const double width = std::clamp(4 * scale(), 1.4 * m_text, 5 * m_text);
    const double inset = m_rect.height() * 0.2;
    const bool handles = m_front && m_rect.width() > 90 * m_text;
    if (handles) {
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(m_theme.faceLine);
        QRectF handle{m_content.left(), m_rect.top() + inset, width,
                      std::min(m_rect.height() - 2 * inset, 60 * scale() + 4 * m_text)};
        handle.moveTop(m_rect.center().y() - handle.height() / 2);
        m_painter.drawRoundedRect(handle, width / 2, width / 2);
        handle.moveRight(m_content.right());
        m_painter.drawRoundedRect(handle, width / 2, width / 2);
        m_content.adjust(width + 2.4 * m_text, 0, -(width + 2.4 * m_text), 0);
    }
    if (m_style.finding) {
        const double side = std::clamp(m_rect.height() - 1.5 * m_text, 8 * m_text, 14 * m_text);
        const QRectF box{m_front ? m_content.right() - side : m_content.left(),
                         m_rect.center().y() - side / 2, side, side};
        paintGlyph(m_painter, *m_style.finding, box, m_theme);
        if (m_front)
            m_content.setRight(box.left() - 2 * m_text);
        else
            m_content.setLeft(box.right() + 2 * m_text);
        return;
    }
    if (!m_front || m_rect.height() < 6 * m_text)
        return;
    const double r = std::clamp(2 * scale(), 1.15 * m_text, 3 * m_text);
    const QPointF centre{m_content.right() - 2 * m_text - r, m_rect.center().y()};
    m_painter.setPen(m_style.judged ? QPen{Qt::NoPen} : hairline());
    m_painter.setBrush(m_style.judged ? QBrush{m_theme.led} : QBrush{Qt::NoBrush});
    m_painter.drawEllipse(centre, r, r);
    m_content.setRight(centre.x() - r - 3 * m_text);
}

void FacePainter::paintLabel()
{
    if (m_style.detail < FaceDetail::Faces || m_style.label.isEmpty())
        return;
    const double line = std::min(m_rect.height(), model::rackUnitMillimetres * scale());
    const double pixels = std::clamp(line / m_text * 0.70, smallestLabel, 12.0) * m_text;
    if (m_rect.height() < smallestLabel * m_text)
        return;
    m_painter.setFont(render::face(m_painter, pixels, QFont::DemiBold));
    m_painter.setPen(m_theme.text);
    const QString label = elided(m_painter, m_style.label, m_content.width() * 0.6);
    const double width = textWidth(m_painter, label);
    const double middle = tall() ? m_content.top() + line / 2 : m_rect.center().y();
    const double baseline = middle + pixels * 0.36;
    drawText(m_painter, {m_front ? m_content.left() : m_content.right() - width, baseline},
             label);
    if (tall()) {
        paintModelName(pixels, width, baseline);
        m_content.setTop(m_content.top() + line);
        return;
    }
    // A column of one width, so that what stands beside the labels lines up from face to face.
    const double column =
        std::max(width, textWidth(m_painter, QStringLiteral("C18"))) + 6 * m_text;
    if (m_front)
        m_content.setLeft(m_content.left() + column);
    else
        m_content.setRight(m_content.right() - column);
    if (m_front && m_rect.width() >= modelNameWidth * m_text) {
        const double used = paintModelName(pixels, -1, baseline);
        m_content.setLeft(m_content.left() + used);
    }
}

double FacePainter::paintModelName(double labelPixels, double after, double baseline)
{
    if (m_rect.width() < modelNameWidth * m_text)
        return 0;
    double room = m_content.width() * 0.9 - std::max(after, 0.0);
    if (after < 0)
        room = m_content.width() - (hasPortsHere() ? portsMm(groups()) * scale() : 0)
            - 40 * scale();
    m_painter.setFont(
        render::face(m_painter, std::max(labelPixels * 0.86, smallestLabel * m_text)));
    m_painter.setPen(m_theme.text2);
    const QString name = elided(m_painter, plain(m_part.model),
                                std::min(room - 8 * m_text, m_rect.width() * 0.45));
    if (name.size() < 4)
        return 0;
    const double width = textWidth(m_painter, name);
    const double left = after < 0 ? m_content.left()
        : m_front                 ? m_content.left() + after + 8 * m_text
                                  : m_content.right() - after - 8 * m_text - width;
    drawText(m_painter, {left, baseline}, name);
    return width + 8 * m_text;
}

void FacePainter::paintOutletStrip()
{
    int outlets = 0;
    if (m_part.pdu) {
        for (const auto& group : m_part.pdu->outlets)
            outlets += group.count;
    }
    if (outlets <= 0 || m_style.detail < FaceDetail::Runs)
        return;
    const QRectF inner = m_rect.adjusted(m_rect.width() * 0.25, m_rect.height() * 0.08,
                                         -m_rect.width() * 0.35, -m_rect.height() * 0.02);
    const double pitch = inner.height() / outlets;
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(m_theme.cage);
    for (int i = 0; i < outlets; ++i)
        m_painter.drawRect(
            QRectF{inner.left(), inner.top() + i * pitch, inner.width(), pitch * 0.6});
}

} // namespace colonnade::render
