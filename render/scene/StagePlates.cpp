#include "render/scene/StagePlates.h"

#include "render/theme/Fonts.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <utility>

namespace colonnade::render {
namespace {

constexpr double valueLeast = 26; ///< Pixels of width from which a rack carries its value.
constexpr std::size_t mostPlates = 80;
constexpr std::size_t mostSelectedPlates = 12;

/// Puts one plate after the other where there is room.
class Plates {
public:
    explicit Plates(const StageContent& content) : m_content{content}
    {
        if (!content.legendArea.isEmpty())
            m_taken.push_back(content.legendArea);
    }

    std::vector<PlateModel::Plate> operator()()
    {
        addTargets();
        addValues();
        addLabels();
        return std::move(m_plates);
    }

private:
    void addTargets()
    {
        for (std::size_t i = 0; i < std::min(m_content.selected.size(), mostSelectedPlates); ++i)
            add(nameOf(m_content.selected[i]), topOf(m_content.selected[i]), QStringLiteral("selected"), 22);
        if (m_content.hovered && std::ranges::find(m_content.selected, *m_content.hovered) == m_content.selected.end())
            add(nameOf(*m_content.hovered), topOf(*m_content.hovered), QStringLiteral("plate"), 22);
    }

    void addValues()
    {
        for (std::size_t i = 0; i < m_content.overlay.values.size() && m_plates.size() < mostPlates; ++i) {
            const QString& text = m_content.overlay.values[i];
            const SceneItem& item = m_content.scene->items()[i];
            if (text.isEmpty() || !m_content.sees(item.box))
                continue;
            const double width = m_valueMetrics.horizontalAdvance(text);
            const auto place = valuePlace(i, width);
            if (!place)
                continue;
            const QRectF rect = *place;
            m_taken.push_back(rect);
            m_plates.push_back({text, rect, QStringLiteral("value"), inkOn(m_content.overlay.colours[i]), {}});
        }
    }

    /// Where a value of this width stands on the face that looks at the camera, at a height where it is seen; nothing where it
    /// would be hidden or reach beyond the face.
    [[nodiscard]] std::optional<QRectF> valuePlace(std::size_t i, double width) const
    {
        const SceneItem& item = m_content.scene->items()[i];
        const Bounds& box = m_content.scene->shapeOf(item).bounds;
        const QVector3D ahead = placed(Bounds{{0, 0, 1}, {0, 0, 1}}, {}, item.turn).low;
        const bool rear = QVector3D::dotProduct(ahead, m_content.camera.position() - item.place) < 0;
        const auto sightOf = [&](float x, float share) {
            const QVector3D face{x, box.high.y() * share, rear ? box.low.z() - 5 : box.high.z() + 5};
            return m_content.camera.sightOf(placed(Bounds{face, face}, item.place, item.turn).low, m_content.view);
        };
        for (const float share : {0.58F, 0.82F, 0.93F, 0.35F}) {
            const Sight left = sightOf(box.low.x(), share), right = sightOf(box.high.x(), share), middle = sightOf(0, share);
            const double wide = std::abs(right.at.x() - left.at.x());
            if (std::min({left.depth, right.depth, middle.depth}) <= 0 || wide < valueLeast || width > wide || !m_view.contains(middle.at))
                continue;
            const auto hits = m_content.scene->pick(m_content.camera.rayAt(middle.at, m_content.view));
            if (hits.empty() || hits.front().item != i)
                continue;
            QRectF rect{0, 0, width + 4, 20};
            rect.moveCenter(middle.at);
            if (m_view.contains(rect) && free(rect))
                return rect;
        }
        return std::nullopt;
    }

    void addLabels()
    {
        std::vector<const SceneLabel*> labels;
        for (const SceneLabel& label : m_content.scene->labels()) {
            const Sight sight = m_content.camera.sightOf(label.at, m_content.view);
            if (sight.depth > 0
                && label.least * m_content.camera.magnificationAt(sight.depth, m_content.view) >= label.leastPixels)
                labels.push_back(&label);
        }
        std::ranges::stable_sort(labels, {}, [](const SceneLabel* label) { return label->rank; });
        for (const SceneLabel* label : labels)
            add(label->text, label->at, QStringLiteral("plate"), 3);
    }

    void add(const QString& text, QVector3D at, const QString& style, double lift)
    {
        if (m_plates.size() >= mostPlates)
            return;
        const Sight sight = m_content.camera.sightOf(at, m_content.view);
        if (sight.depth <= 0 || !m_view.contains(sight.at))
            return;
        const double width = std::ceil(m_plateMetrics.horizontalAdvance(text)) + 14;
        QRectF rect{0, 0, width, 19};
        rect.moveCenter({sight.at.x(), 0});
        rect.moveBottom(sight.at.y() - lift);
        if (style == QStringLiteral("selected")) {
            rect.moveLeft(std::clamp(rect.left(), 2.0, std::max(2.0, m_view.right() - width - 2)));
            rect.moveTop(std::max(rect.top(), 2.0));
        }
        rect.moveTopLeft({std::round(rect.left()), std::round(rect.top())});
        if (!free(rect))
            return;
        m_taken.push_back(rect);
        m_plates.push_back({text, rect, style, {}, lift > 6 ? sight.at : QPointF{}});
    }

    [[nodiscard]] bool free(const QRectF& rect) const
    {
        return std::ranges::none_of(m_taken, [&](const QRectF& other) {
            return other.adjusted(-3, -3, 3, 3).intersects(rect);
        });
    }

    /// Where a plate of it stands.
    [[nodiscard]] QVector3D topOf(const SceneTarget& target) const
    {
        const SceneItem& item = m_content.scene->items()[target.item];
        const Bounds& box = m_content.scene->shapeOf(item).bounds;
        if (target.device) {
            const Bounds device = m_content.scene->boundsOf(target);
            return QVector3D{device.centre().x(), device.high.y(), device.centre().z()};
        }
        const QVector3D front{0, box.high.y(), box.high.z() * 0.4F};
        return placed(Bounds{front, front}, item.place, item.turn).low;
    }

    [[nodiscard]] QString nameOf(const SceneTarget& target) const
    {
        const SceneItem& item = m_content.scene->items()[target.item];
        if (!target.device)
            return item.label;
        const Shape& shape = m_content.scene->shapeOf(item);
        const model::Device* device = shape.rack->device(shape.devices[*target.device].id);
        const QString name = device && !device->label.empty()
            ? QString::fromStdString(device->label)
            : QString::fromStdString(shape.devices[*target.device].id.text());
        return item.label + QStringLiteral(" › ") + name;
    }

    const StageContent& m_content;
    const QRectF m_view{QPointF{}, m_content.view};
    const QFontMetricsF m_plateMetrics{plateFont()}, m_valueMetrics{valueFont()};
    std::vector<PlateModel::Plate> m_plates;
    std::vector<QRectF> m_taken;
};

} // namespace

QFont plateFont()
{
    return face(nullptr, type::head, QFont::DemiBold);
}

QFont valueFont()
{
    return face(nullptr, type::strip, QFont::DemiBold);
}

std::vector<PlateModel::Plate> platesOf(const StageContent& content)
{
    return Plates{content}();
}

} // namespace colonnade::render
