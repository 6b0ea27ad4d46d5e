#include "render/theme/RubberBand.h"

namespace colonnade::render {

void paintRubberBand(QPainter& painter, const QRectF& band, bool touching, const Theme& theme, double textScale)
{
    if (band.isEmpty())
        return;
    QPen pen{theme.accent, textScale};
    if (touching)
        pen.setDashPattern({4, 3});
    QColor ground = theme.accent;
    ground.setAlphaF(0.12F);
    painter.setPen(pen);
    painter.setBrush(ground);
    painter.drawRect(band);
}

} // namespace colonnade::render
