#include "render/elevation/CableMarks.h"

#include "render/cables/FabricColour.h"
#include "render/theme/Fonts.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

namespace colonnade::render {
namespace {

constexpr double leastWidth = 1.2, mostWidth = 5;

double widthOf(int cables)
{
    return std::clamp(0.7 * std::sqrt(static_cast<double>(cables)), leastWidth, mostWidth);
}

class RearCables {
public:
    RearCables(QPainter& painter, const ElevationLayout& layout, const model::RackDesign& rack, const RackCables& cables,
               const CableView& view, const Theme& theme) :
        m_painter{painter}, m_layout{layout}, m_rack{rack}, m_cables{cables}, m_view{view}, m_theme{theme},
        m_text{layout.options().textScale}
    {
    }

    void operator()() const
    {
        int lanes = 0;
        for (const RackCables::Network& network : m_cables.networks)
            lanes += m_view.shows(network.role) ? 1 : 0;
        int lane = 0;
        for (std::uint16_t i = 0; i < m_cables.networks.size(); ++i) {
            if (m_view.shows(m_cables.networks[i].role))
                paintNetwork(i, lane++, lanes);
        }
    }

private:
    [[nodiscard]] std::optional<double> heightOf(const model::DeviceId& id) const
    {
        const model::Device* device = m_rack.device(id);
        if (!device || device->zeroU())
            return std::nullopt;
        return m_layout.units(FaceSide::Rear, device->mount.unit, device->height()).center().y();
    }

    void paintNetwork(std::uint16_t number, int lane, int lanes) const
    {
        const RackCables::Network& network = m_cables.networks[number];
        const QRectF opening = m_layout.opening(FaceSide::Rear), frame = m_layout.frame(FaceSide::Rear);
        // Beside the units, in the rack's own side; as they lie in a vertical manager.
        const double room = std::max(4 * m_text, frame.right() - opening.right());
        const double x = opening.right() + room * (lane + 0.5) / lanes;
        QColor colour = fabricColour(m_theme, network.role);
        const bool pale = !m_view.marked.empty() && m_view.marked != network.subject;
        if (pale)
            colour.setAlphaF(0.3F);
        std::map<double, int> leaving; // By height in the picture, the lowest device last.
        const double device = opening.right() - std::min(opening.width() * 0.12, 30 * m_text);
        for (const RackCables::Run& run : m_cables.runs) {
            const auto from = run.network == number ? heightOf(run.device) : std::nullopt;
            if (!from)
                continue;
            const double y = *from + (lane - (lanes - 1) / 2.0) * 2 * m_text; // Networks of one device beside one another.
            m_painter.setPen({colour, widthOf(run.cables) * m_text, Qt::SolidLine, Qt::RoundCap});
            m_painter.drawLine(QPointF{device, y}, QPointF{x, y});
            if (!run.to) {
                leaving[y] += run.cables;
                continue;
            }
            if (const auto to = heightOf(*run.to)) {
                const double end = *to + (lane - (lanes - 1) / 2.0) * 2 * m_text;
                m_painter.drawLine(QPointF{x, y}, QPointF{x, end});
                m_painter.drawLine(QPointF{x, end}, QPointF{device, end});
            }
        }
        if (leaving.empty())
            return;
        // From the floor up they become more.
        const double top = frame.top() - 4 * m_text;
        int cables = 0;
        for (auto at = leaving.rbegin(); at != leaving.rend(); ++at) {
            cables += at->second;
            const auto next = std::next(at);
            m_painter.setPen({colour, widthOf(cables) * m_text, Qt::SolidLine, Qt::FlatCap});
            m_painter.drawLine(QPointF{x, at->first}, QPointF{x, next == leaving.rend() ? top : next->first});
        }
        const double size = 3.5 * m_text;
        m_painter.setPen(Qt::NoPen);
        m_painter.setBrush(colour);
        m_painter.drawPolygon(QPolygonF{{QPointF{x - size, top}, QPointF{x + size, top}, QPointF{x, top - 1.6 * size}}});
        if (lane > 0 && pale)
            return;
        m_painter.setFont(face(m_painter, type::axis * m_text, QFont::Medium));
        const QString words = QStringLiteral("%1%2\u00a0×").arg(network.estimated ? QStringLiteral("≈\u00a0") : QString()).arg(network.leaving);
        m_painter.setPen(colour);
        drawText(m_painter, {frame.right() + 4 * m_text, frame.top() + (lane + 1) * 12 * m_text}, words);
    }

    QPainter& m_painter;
    const ElevationLayout& m_layout;
    const model::RackDesign& m_rack;
    const RackCables& m_cables;
    const CableView& m_view;
    const Theme& m_theme;
    const double m_text;
};

} // namespace

void paintRackCables(QPainter& painter, const ElevationLayout& layout, const model::RackDesign& rack,
                     const RackCables& cables, const CableView& view, const Theme& theme)
{
    if (!view.shown || !layout.shows(FaceSide::Rear))
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    RearCables{painter, layout, rack, cables, view, theme}();
    painter.restore();
}

} // namespace colonnade::render
