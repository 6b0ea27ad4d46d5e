#include "render/elevation/Ghost.h"
#include "render/fabric/FabricPainter.h"
#include "render/fabric/PortMap.h"
#include "render/theme/Fonts.h"

namespace colonnade::render {
namespace {

using State = MappedPort::State;

/// An arrow down or up, two heads sideways, a lock, a bar, or nothing but the frame.
void paintState(QPainter& painter, State state, const QRectF& box)
{
    const double w = box.width(), h = box.height();
    const auto at = [&](double x, double y) { return box.topLeft() + QPointF{x * w, y * h}; };
    painter.setBrush(painter.pen().color());
    switch (state) {
    case State::Down: painter.drawPolygon(QPolygonF{{at(0.15, 0.25), at(0.85, 0.25), at(0.5, 0.85)}}); break;
    case State::Up: painter.drawPolygon(QPolygonF{{at(0.15, 0.75), at(0.85, 0.75), at(0.5, 0.15)}}); break;
    case State::Beside:
        painter.drawPolygon(QPolygonF{{at(0.45, 0.2), at(0.45, 0.8), at(0.05, 0.5)}});
        painter.drawPolygon(QPolygonF{{at(0.55, 0.2), at(0.55, 0.8), at(0.95, 0.5)}});
        break;
    case State::Reserved:
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(box.adjusted(w * 0.22, h * 0.22, -w * 0.22, -h * 0.22));
        break;
    case State::Stranded: painter.drawLine(at(0.2, 0.8), at(0.8, 0.2)); break;
    case State::Free: break;
    }
}

} // namespace

void paintPortMap(QPainter& painter, const PortMap& map, const std::vector<std::shared_ptr<const FabricNetwork>>& networks, const PortMarks& marks,
                  const Theme& theme, QPointF at, double scale)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const auto placed = [&](const QRectF& rect) { return QRectF{at + rect.topLeft() * scale, rect.size() * scale}; };
    const QFont font = face(painter, std::max(8.5, 8.5 * scale));
    for (std::size_t i = 0; i < map.ports.size(); ++i) {
        const MappedPort& port = map.ports[i];
        const QRectF body = placed(port.body).adjusted(0.5, 0.5, -0.5, -0.5);
        const QColor colour = port.network ? theme.kind(kindOf(networks[*port.network]->role)) : theme.strong;
        painter.setPen({port.links > 0 ? colour : theme.line, 1});
        painter.setBrush(port.links > 0 ? mixed(colour, theme.panel, 0.22) : theme.field);
        painter.drawRect(body);
        painter.setPen({port.links > 0 ? theme.text : theme.strong, 1});
        const double side = std::min(9 * scale, body.height() * 0.42);
        paintState(painter, port.state, {body.center().x() - side / 2, body.bottom() - side - 2, side, side});
        if (scale >= 0.85) {
            painter.setFont(font);
            painter.setPen(port.links > 0 ? theme.text : theme.text2);
            drawText(painter, {body.center().x(), body.top() + 9 * scale}, QString::number(port.number), Qt::AlignHCenter);
        }
        if (port.links > 1) { // A port that is split.
            painter.setPen({theme.text, 1});
            painter.drawLine(QPointF{body.right() - 3, body.top() + 2}, QPointF{body.right() - 3, body.top() + 6});
            painter.drawLine(QPointF{body.right() - 5, body.top() + 2}, QPointF{body.right() - 5, body.top() + 6});
        }
    }
    painter.setBrush(Qt::NoBrush);
    for (const QRectF& cage : map.cages) {
        painter.setPen({theme.strong, 1.2});
        painter.drawRect(placed(cage));
    }
    const auto outline = [&](std::size_t port, double width) {
        painter.setPen({theme.accent, width});
        painter.drawRect(placed(map.ports[port].body).adjusted(-1, -1, 1, 1));
    };
    for (const std::size_t port : marks.selected)
        outline(port, 2);
    if (marks.hovered)
        outline(*marks.hovered, 1);
    painter.restore();
}

} // namespace colonnade::render
