#include "render/scene/Shape.h"

#include "render/elevation/DeviceFace.h"

#include <QPainter>

#include <algorithm>

namespace colonnade::render {
namespace {

// Proportions of a four-post cabinet that no data sheet states; they only shape the picture.
constexpr float recess = 38; ///< Rails behind the front plane.
constexpr float relief = 26; ///< How far device fronts stand out of the rails.
constexpr float post = 46; ///< Depth of the front and rear posts.
constexpr float plinth = 45; ///< Height of the base.

float value(model::Millimetres length)
{
    return static_cast<float>(length.value());
}

/// Front of a rack's devices as a rectangle: x from the middle, y from the floor.
QRectF openingOf(const model::RackDesign& rack)
{
    const double width = std::min(panelWidth(rack.frame()->rack->holds),
                                  static_cast<double>(rack.width().value()) - 20);
    return {-width / 2, rack.unitBottom(model::RackUnit::whole(1)), width,
            rack.units().value() * rack.unitPitch()};
}

/// The stretch of the opening that a device takes, in the rack's coordinates.
QRectF spanOf(const model::RackDesign& rack, const model::Device& device, const QRectF& opening)
{
    QRectF span{opening.left(), rack.unitBottom(device.mount.unit), opening.width(),
                std::max(0.5, device.height().value()) * rack.unitPitch()};
    if (device.mount.slot != model::Slot::Full)
        span.setWidth(opening.width() / 2);
    if (device.mount.slot == model::Slot::Right)
        span.moveLeft(opening.center().x());
    return span;
}

bool showsAt(const model::RackDesign& rack, const model::Device& device, model::Face face)
{
    return !device.zeroU() && (device.mount.face == face || rack.takesBothFaces(*device.part));
}

bool liquidCooled(const model::PartType& part)
{
    return part.cooling.liquidFraction.value_or(0) > 0 || part.cooling.flow
        || !part.cooling.flowByInlet.empty();
}

bool onBusbar(const model::PartType& part)
{
    return std::ranges::any_of(part.inputs, [](const model::PowerInput& input) {
        return input.kind == model::PowerInput::Kind::Busbar48;
    });
}

DevicePlace zeroUPlace(const model::RackDesign& rack, const model::Device& device,
                       const QRectF& opening)
{
    // Hangs beside the rear rails; the second of a side stands in front of the first.
    const float depth = value(rack.depth());
    const bool left = device.mount.face == model::Face::ZeroULeft;
    const auto edge = static_cast<float>(opening.right());
    const float width = std::max(20.0F, value(rack.width()) / 2 - edge - 4);
    // Left as seen from the rear is the +x side.
    const float x0 = left ? edge + 2 : -edge - 2 - width;
    const float tall =
        std::min(value(device.part->body.heightMm.value_or(model::Millimetres{1780})),
                 static_cast<float>(opening.height()));
    const auto bottom = static_cast<float>(opening.center().y()) - tall / 2;
    const float z0 = -depth / 2 + 12 + 60 * static_cast<float>(device.mount.unit.value() - 1);
    return {device.id,
            {{x0, bottom, z0}, {x0 + width, bottom + tall, z0 + 52}},
            device.part->role,
            false,
            true};
}

DevicePlace placeOf(const model::RackDesign& rack, const model::Device& device,
                    const QRectF& opening)
{
    if (device.zeroU())
        return zeroUPlace(rack, device, opening);
    const QRectF span = spanOf(rack, device, opening);
    const float half = value(rack.depth()) / 2;
    const bool front = showsAt(rack, device, model::Face::Front);
    const bool rear = showsAt(rack, device, model::Face::Rear);
    const float deep = value(device.part->body.depthMm.value_or(model::Millimetres{300}));
    const float z0 = rear ? -half : std::max(-half, half - recess - deep);
    const float z1 = front ? half : std::min(half, -half + recess + deep);
    return {device.id,
            {{static_cast<float>(span.left()), static_cast<float>(span.top()), z0},
             {static_cast<float>(span.right()), static_cast<float>(span.bottom()), z1}},
            device.part->role,
            front,
            rear};
}

/// A rectangle of the opening in the picture of both faces.
QRectF inPicture(const QRectF& span, const QRectF& opening, bool rear)
{
    double left = (span.left() - opening.left()) / opening.width();
    double right = (span.right() - opening.left()) / opening.width();
    if (rear)
        left = 1 - std::exchange(right, 1 - left);
    const double top = 1 - (span.bottom() - opening.top()) / opening.height();
    const double bottom = 1 - (span.top() - opening.top()) / opening.height();
    return QRectF{QPointF{(left + rear) / 2, top}, QPointF{(right + rear) / 2, bottom}};
}

using Corners = std::array<QVector3D, 4>;

/// A rectangle on a plane that faces the front (`z` towards +z) or the rear.
Corners upright(const QRectF& span, float z, bool rear)
{
    const auto left = static_cast<float>(span.left());
    const auto right = static_cast<float>(span.right());
    const auto bottom = static_cast<float>(span.top());
    const auto top = static_cast<float>(span.bottom());
    if (rear)
        return {{{right, bottom, z}, {left, bottom, z}, {left, top, z}, {right, top, z}}};
    return {{{left, bottom, z}, {right, bottom, z}, {right, top, z}, {left, top, z}}};
}

class RackShape {
public:
    RackShape(const model::RackDesignRef& rack, const ScenePalette& palette)
        : m_rack{*rack},
          m_palette{palette},
          m_half{value(rack->width()) / 2, value(rack->height()), value(rack->depth()) / 2}
    {
        m_shape.rack = rack;
        m_shape.key = "rack:" + rack->id().text();
        m_shape.bounds = {{-m_half.x(), 0, -m_half.z()}, m_half};
        m_shape.opening = openingOf(*rack);
        for (const model::Device& device : rack->devices())
            m_shape.devices.push_back(placeOf(*rack, device, m_shape.opening));
    }

    Shape operator()()
    {
        addCabinet();
        addPlainCabinet();
        for (const bool rear : {false, true})
            addFaces(rear);
        addZeroU();
        addRearPipes();
        const QImage small = bandPicture(m_rack, m_palette.theme, {8, 64});
        m_shape.tint =
            small.scaled(1, 1, Qt::IgnoreAspectRatio, Qt::SmoothTransformation).pixelColor(0, 0);
        return std::move(m_shape);
    }

private:
    void addCabinet()
    {
        Mesh& mesh = m_shape.body;
        const auto [w, h, d] = std::array{m_half.x(), m_half.y(), m_half.z()};
        const auto edge = static_cast<float>(m_shape.opening.right());
        const auto low = static_cast<float>(m_shape.opening.top());
        const auto high = static_cast<float>(m_shape.opening.bottom());
        const QColor& side = m_palette.frameSide;
        // Side panels, roof and floor.
        mesh.box({{-w, plinth, -d}, {w, h, d}}, side, LeftSide | RightSide);
        mesh.borderedTop({{-w, 0, -d}, {w, h, d}}, 9, m_palette.seam, m_palette.roof);
        mesh.box({{-w + 15, 0, -d + 25}, {w - 15, plinth, d - 25}}, m_palette.seam,
                 LeftSide | RightSide | FrontSide | RearSide);
        mesh.box({{-w, plinth, -d}, {w, h, d}}, m_palette.seam, BottomSide);
        // Brushed cable entries in the roof.
        for (const float z : {-d * 0.62F, d * 0.25F})
            mesh.box({{-w * 0.55F, h, z - 45}, {w * 0.55F, h + 3, z + 45}}, m_palette.seam,
                     TopSide | FrontSide);
        for (const bool rear : {false, true}) {
            const float plane = rear ? -d : d;
            const float back = rear ? -d + post : d - post;
            const float z0 = std::min(plane, back);
            const float z1 = std::max(plane, back);
            const unsigned outer = rear ? RearSide : FrontSide;
            mesh.box({{-w, plinth, z0}, {-edge, h, z1}}, m_palette.frame, outer | RightSide);
            mesh.box({{edge, plinth, z0}, {w, h, z1}}, m_palette.frame, outer | LeftSide);
            mesh.box({{-edge, high, z0}, {edge, h, z1}}, m_palette.frame, outer | BottomSide);
            mesh.box({{-edge, plinth, z0}, {edge, low, z1}}, m_palette.frame, outer | TopSide);
            // A seam where the next rack begins.
            const float proud = rear ? -d - 1 : d + 1;
            for (const float x : {-w, w - 5})
                mesh.quad(upright({x, plinth, 5, h - plinth}, proud, rear), m_palette.seam);
        }
    }

    void addPlainCabinet()
    {
        Mesh& mesh = m_shape.plainBody;
        const Bounds all{{-m_half.x(), 0, -m_half.z()}, m_half};
        mesh.box(all, m_palette.frameSide, LeftSide | RightSide);
        mesh.box(all, m_palette.frame, FrontSide | RearSide);
        mesh.borderedTop(all, 12, m_palette.seam, m_palette.roof);
    }

    void addFaces(bool rear)
    {
        const QRectF& opening = m_shape.opening;
        const QColor plain{Qt::white};
        const float outside = rear ? -m_half.z() : m_half.z();
        const float inward = rear ? 1 : -1;
        m_shape.plainFaces.quad(upright(opening, outside - inward * 2, rear), plain,
                                inPicture(opening, opening, rear));
        m_shape.faces.quad(upright(opening, outside + inward * recess, rear), plain,
                           inPicture(opening, opening, rear));
        for (const DevicePlace& device : m_shape.devices) {
            const bool zeroU = device.box.size().x() < opening.width() / 4;
            if ((rear ? !device.rear : !device.front) || zeroU)
                continue;
            const QRectF span = QRectF{device.box.low.x(), device.box.low.y(),
                                       device.box.size().x(), device.box.size().y()}
                                    .adjusted(1.5, 0.8, -1.5, -0.8);
            addRelief(span, outside + inward * recess, outside + inward * (recess - relief), rear);
        }
    }

    /// A device's front with its edges, coloured by the picture's pixels there.
    void addRelief(const QRectF& span, float from, float to, bool rear)
    {
        const QRectF& opening = m_shape.opening;
        Mesh& mesh = m_shape.faces;
        mesh.quad(upright(span, to, rear), Qt::white, inPicture(span, opening, rear));
        const QRectF edge =
            inPicture(QRectF{span.center().x(), span.bottom() - 1, 1, 1}, opening, rear);
        const QColor shade = QColor::fromRgbF(0.72F, 0.72F, 0.72F);
        const auto x0 = static_cast<float>(span.left());
        const auto x1 = static_cast<float>(span.right());
        const auto y0 = static_cast<float>(span.top());
        const auto y1 = static_cast<float>(span.bottom());
        const float z0 = std::min(from, to);
        const float z1 = std::max(from, to);
        mesh.quad({{{x0, y1, z1}, {x1, y1, z1}, {x1, y1, z0}, {x0, y1, z0}}}, shade, edge);
        mesh.quad({{{x0, y0, z0}, {x1, y0, z0}, {x1, y0, z1}, {x0, y0, z1}}}, shade, edge);
        mesh.quad({{{x0, y0, z0}, {x0, y0, z1}, {x0, y1, z1}, {x0, y1, z0}}}, shade, edge);
        mesh.quad({{{x1, y0, z1}, {x1, y0, z0}, {x1, y1, z0}, {x1, y1, z1}}}, shade, edge);
        addHandles(span, to, rear);
    }

    void addHandles(const QRectF& span, float plane, bool rear)
    {
        if (rear || span.height() < 30 || span.width() < 300)
            return;
        const auto y0 = static_cast<float>(span.top() + span.height() * 0.2);
        const auto y1 = static_cast<float>(span.bottom() - span.height() * 0.2);
        for (const auto x :
             {static_cast<float>(span.left()) + 13, static_cast<float>(span.right()) - 19})
            m_shape.body.box({{x, y0, plane}, {x + 6, y1, plane + 14}}, m_palette.theme.faceLine,
                             FrontSide | LeftSide | RightSide | TopSide);
    }

    void addZeroU()
    {
        for (const DevicePlace& device : m_shape.devices) {
            if (device.front || !device.rear || device.box.size().x() > m_shape.opening.width() / 4)
                continue;
            Bounds box = device.box;
            box.low.setZ(-m_half.z() - 4);
            m_shape.body.box(box, m_palette.theme.kind(device.role), AllSides & ~FrontSide);
            m_shape.plainBody.box(box, m_palette.theme.kind(device.role), RearSide);
        }
    }

    /// Manifolds of liquid-cooled racks and the busbar, at the rear of the opening.
    void addRearPipes()
    {
        const auto devices = m_rack.devices();
        const bool liquid = std::ranges::any_of(
            devices, [](const model::Device& device) { return liquidCooled(*device.part); });
        const bool busbar = std::ranges::any_of(
            devices, [](const model::Device& device) { return onBusbar(*device.part); });
        const QRectF& opening = m_shape.opening;
        const auto stand = [&](double x, double width, const QColor& colour) {
            const auto x0 = static_cast<float>(x);
            const Bounds box{{x0, static_cast<float>(opening.top()), -m_half.z() + 2},
                             {x0 + static_cast<float>(width), static_cast<float>(opening.bottom()),
                              -m_half.z() + 36}};
            m_shape.body.box(box, colour, AllSides & ~FrontSide);
            m_shape.plainBody.box(box, colour, RearSide);
        };
        if (liquid) {
            stand(opening.right() - 52, 34, m_palette.theme.supply);
            stand(opening.left() + 18, 34, m_palette.theme.returnPipe);
        }
        if (busbar)
            stand(-20, 40, m_palette.theme.kind(model::DeviceRole::Power));
    }

    const model::RackDesign& m_rack;
    const ScenePalette& m_palette;
    QVector3D m_half; ///< Half width, whole height, half depth.
    Shape m_shape;
};

/// The front of a cabinet: kind bar, screen, lamp and vents, all a hand's breadth thick.
void addCabinetFront(Mesh& mesh, const Bounds& all, model::DeviceRole role,
                     const ScenePalette& palette, bool close)
{
    const QVector3D size = all.size();
    const auto patch = [&](float x, float y, float width, float height, const QColor& colour,
                           float proud = 3) {
        mesh.quad(
            upright({all.low.x() + x, all.low.y() + y, width, height}, all.high.z() + proud, false),
            colour);
    };
    patch(size.x() * 0.055F, size.y() * 0.06F, std::max(26.0F, size.x() * 0.032F), size.y() * 0.82F,
          palette.theme.kind(role));
    patch(size.x() * 0.36F, size.y() * 0.64F, size.x() * 0.36F, size.y() * 0.12F, palette.screen);
    patch(size.x() * 0.80F, size.y() * 0.68F, size.x() * 0.05F, size.x() * 0.05F,
          palette.theme.led);
    for (int line = 0; line < (close ? 11 : 6); ++line)
        patch(size.x() * 0.22F,
              size.y() * (0.16F + 0.03F * static_cast<float>(close ? line : 2 * line)),
              size.x() * 0.62F, 7, palette.cabinetLine);
    if (!close)
        return;
    mesh.quad(upright({all.low.x() + size.x() * 0.385F, all.low.y() + size.y() * 0.66F,
                       size.x() * 0.2F, size.y() * 0.012F},
                      all.high.z() + 5, false),
              palette.theme.led);
    for (const float x : {0.0F, size.x() - 5})
        patch(x, 0, 5, size.y(), palette.cabinetLine, 2);
    patch(0, size.y() * 0.055F, size.x(), 5, palette.cabinetLine, 2);
    patch(size.x() * 0.91F, size.y() * 0.42F, 16, size.y() * 0.12F, palette.theme.faceLine);
}

/// A mark of a port, a vent or a module; in pixels.
void paintCages(QPainter& painter, const QRectF& band, const model::PartType& part,
                const Theme& theme)
{
    int cages = 0;
    for (const model::Cages& group : part.cages)
        cages += group.count;
    if (cages > 0) {
        const double share = std::min(0.5, 0.05 + cages * 0.011);
        painter.fillRect(QRectF{band.left() + band.width() * (0.92 - share),
                                band.top() + band.height() * 0.26, band.width() * share,
                                band.height() * 0.48},
                         theme.cage);
        return;
    }
    const int modules = part.shelf ? std::max(part.shelf->rectifiers, 1) : 0;
    for (int i = 0; i < modules; ++i) {
        const double step = band.width() * 0.8 / modules;
        painter.fillRect(QRectF{band.left() + band.width() * 0.12 + i * step,
                                band.top() + band.height() * 0.2, step * 0.75, band.height() * 0.6},
                         mixed(theme.kind(part.role), theme.face, 0.45));
    }
}

} // namespace

std::shared_ptr<const Shape> Shape::of(const model::RackDesignRef& rack,
                                       const ScenePalette& palette)
{
    return std::make_shared<const Shape>(RackShape{rack, palette}());
}

std::shared_ptr<const Shape> Shape::of(const model::PartRef& part, model::FloorSize size,
                                       model::Millimetres height, const ScenePalette& palette)
{
    auto shape = std::make_shared<Shape>();
    shape->part = part;
    shape->key = "part:" + part->id.text();
    const float w = value(size.width) / 2;
    const float d = value(size.depth) / 2;
    shape->bounds = {{-w, 0, -d}, {w, value(height), d}};
    for (Mesh* mesh : {&shape->body, &shape->plainBody}) {
        const bool close = mesh == &shape->body;
        mesh->box(shape->bounds, palette.cabinet, LeftSide | RightSide | FrontSide | RearSide);
        mesh->borderedTop(shape->bounds, 10, palette.cabinetLine, palette.cabinetRoof);
        addCabinetFront(*mesh, shape->bounds, part->role, palette, close);
    }
    shape->tint = palette.cabinet;
    return shape;
}

QImage bandPicture(const model::RackDesign& rack, const Theme& theme, QSize face)
{
    QImage picture{face.width() * 2, face.height(), QImage::Format_RGBA8888};
    picture.fill(theme.opening);
    QPainter painter{&picture};
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF opening = openingOf(rack);
    const double perUnit = face.height() / std::max(1.0, rack.units().value());
    for (const bool rear : {false, true}) {
        for (const model::Device& device : rack.devices()) {
            if (!showsAt(rack, device, rear ? model::Face::Rear : model::Face::Front))
                continue;
            const QRectF part = inPicture(spanOf(rack, device, opening), opening, rear);
            const QRectF band{part.left() * picture.width(), part.top() * picture.height(),
                              part.width() * picture.width(), part.height() * picture.height()};
            const bool blank = device.part->kind == model::PartKind::Blanking;
            const QColor kind = theme.kind(device.part->role);
            painter.fillRect(band, mixed(kind, theme.face, blank ? 0.06 : 0.22));
            const double bar = band.width() * 0.09;
            if (!blank)
                painter.fillRect(
                    QRectF{rear ? band.right() - bar : band.left(), band.top(), bar, band.height()},
                    kind);
            if (!rear && perUnit >= 5)
                paintCages(painter, band, *device.part, theme);
            painter.fillRect(QRectF{band.left(), band.bottom() - std::max(0.4, perUnit * 0.08),
                                    band.width(), std::max(0.4, perUnit * 0.08)},
                             mixed(kind, theme.faceLine, 0.3));
        }
    }
    return picture;
}

} // namespace colonnade::render
