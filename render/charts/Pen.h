#pragma once

#include "render/theme/Fonts.h"
#include "render/theme/Theme.h"

#include <QPainter>
#include <QRectF>
#include <QString>

namespace colonnade::render {

/// Heights that charts have in common, in pixels of the screen; multiplied by the scale of the text.
inline constexpr double chartTitle = 20, chartTitleBaseline = 13, chartNote = 16;

/// Writes the text of a chart. Sizes count in pixels of the screen, before the scale.
class Pen {
public:
    Pen(QPainter& painter, const Theme& theme, double scale) : m_painter{painter}, m_theme{theme}, m_scale{scale} { }

    void font(double pixels, QFont::Weight weight = QFont::Normal) { m_painter.setFont(face(m_painter, pixels * m_scale, weight)); }
    void text(QPointF at, const QString& words, const QColor& colour, Qt::Alignment align = Qt::AlignLeft)
    {
        m_painter.setPen(colour);
        drawText(m_painter, at, words, align);
    }
    /// Answers the width that was taken.
    double title(const QRectF& area, const QString& words, const QString& remark)
    {
        font(type::body, QFont::DemiBold);
        const QPointF at{area.left(), area.top() + chartTitleBaseline * m_scale};
        const QString shown = elided(m_painter, words, area.width());
        text(at, shown, m_theme.text);
        const double width = textWidth(m_painter, shown);
        if (!remark.isEmpty()) {
            font(type::axis);
            const double left = width + 8 * m_scale;
            text(at + QPointF{left, 0}, elided(m_painter, remark, area.width() - left), m_theme.text2);
        }
        return width;
    }
    void note(const QRectF& area, double top, const QString& words)
    {
        if (words.isEmpty())
            return;
        font(type::axis);
        text({area.left(), top + 11 * m_scale}, elided(m_painter, words, area.width()), m_theme.text2);
    }

private:
    QPainter& m_painter;
    const Theme& m_theme;
    double m_scale;
};

} // namespace colonnade::render
