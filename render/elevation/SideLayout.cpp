#include "render/elevation/SideLayout.h"

#include <algorithm>

namespace colonnade::render {
namespace {

using model::Millimetres;

// Room around the rack, in painter units at text scale 1.
constexpr double outerMargin = 14;
constexpr double rulerWidth = 30;
constexpr double notesWidth = 112;
constexpr double titleHeight = 22;
constexpr double dimensionHeight = 18;
constexpr double legendHeight = 24;

struct Room {
    double left = 0, right = 0, top = 0, bottom = 0;
};

Room roomAround(const SideOptions& options)
{
    Room room;
    room.left = options.rulers ? rulerWidth + 4 : outerMargin;
    room.right = notesWidth;
    room.top = titleHeight + (options.dimensions ? dimensionHeight : 0);
    room.bottom = (options.dimensions ? 2 * dimensionHeight + 4 : 2) + (options.legend ? legendHeight : 0);
    for (double* side : {&room.left, &room.right, &room.top, &room.bottom})
        *side *= options.textScale;
    return room;
}

double mm(Millimetres length)
{
    return static_cast<double>(length.value());
}

} // namespace

SideLayout SideLayout::scaled(const model::RackDesign& rack, const model::RackDepth& depth, QPointF topLeft, double scale, const SideOptions& options)
{
    SideLayout layout;
    layout.m_options = options;
    layout.m_scale = scale;
    layout.m_pitch = rack.unitPitch();
    layout.m_low = rack.unitBottom(model::RackUnit::whole(1));
    layout.m_high = layout.m_low + rack.units().value() * layout.m_pitch;
    const Room room = roomAround(options);
    const QSizeF frame{mm(depth.depth) * scale, std::max(mm(rack.height()), layout.m_high) * scale};
    layout.m_bounds = {topLeft, QSizeF{room.left + frame.width() + room.right, room.top + frame.height() + room.bottom}};
    layout.m_frame = {topLeft + QPointF{room.left, room.top}, frame};
    return layout;
}

SideLayout SideLayout::fitted(const model::RackDesign& rack, const model::RackDepth& depth, const QRectF& area, const SideOptions& options)
{
    const SideLayout atOne = scaled(rack, depth, {}, 1, options);
    const Room room = roomAround(options);
    const double across = (area.width() - room.left - room.right) / std::max(atOne.m_frame.width(), 1.0);
    const double upright = (area.height() - room.top - room.bottom) / std::max(atOne.m_frame.height(), 1.0);
    const SideLayout corner = scaled(rack, depth, area.topLeft(), std::max(std::min(across, upright), 0.001), options);
    return corner.translated({(area.width() - corner.m_bounds.width()) / 2, (area.height() - corner.m_bounds.height()) / 2});
}

QRectF SideLayout::ruler() const
{
    if (!m_options.rulers)
        return {};
    const double width = rulerWidth * m_options.textScale;
    return {m_frame.left() - width, m_frame.bottom() - m_high * m_scale, width, (m_high - m_low) * m_scale};
}

QRectF SideLayout::notes() const
{
    return {m_frame.right(), m_frame.top(), m_bounds.right() - m_frame.right(), m_frame.height()};
}

QRectF SideLayout::above() const
{
    return {m_frame.left(), m_bounds.top(), m_frame.width(), m_frame.top() - m_bounds.top()};
}

QRectF SideLayout::below() const
{
    const double end = m_options.legend ? legend().top() : m_bounds.bottom();
    return {m_frame.left(), m_frame.bottom(), m_frame.width(), end - m_frame.bottom()};
}

QRectF SideLayout::legend() const
{
    if (!m_options.legend)
        return {};
    const double height = legendHeight * m_options.textScale;
    return {m_bounds.left(), m_bounds.bottom() - height, m_bounds.width(), height};
}

double SideLayout::x(Millimetres fromFront) const
{
    return m_frame.left() + mm(fromFront) * m_scale;
}

QRectF SideLayout::slice(Millimetres from, Millimetres to) const
{
    return {QPointF{x(from), m_frame.top()}, QPointF{x(to), m_frame.bottom()}};
}

QRectF SideLayout::strip(const model::RackBox& body, Millimetres from, Millimetres to) const
{
    return {QPointF{x(std::min(from, to)), m_frame.bottom() - mm(body.top) * m_scale},
            QPointF{x(std::max(from, to)), m_frame.bottom() - mm(body.bottom) * m_scale}};
}

QRectF SideLayout::place(const model::RackBox& box) const
{
    return strip(box, box.front, box.rear);
}

QRectF SideLayout::plug(const model::DeviceDepth& device) const
{
    const bool rear = device.device->mount.face == model::Face::Rear;
    return rear ? strip(device.body, device.body.front - device.plug, device.body.front)
                : strip(device.body, device.body.rear, device.body.rear + device.plug);
}

QRectF SideLayout::bend(const model::DeviceDepth& device) const
{
    const bool rear = device.device->mount.face == model::Face::Rear;
    const Millimetres end = device.end();
    return rear ? strip(device.body, end, end + device.bend) : strip(device.body, end - device.bend, end);
}

QRectF SideLayout::slack(const model::DeviceDepth& device) const
{
    const bool rear = device.device->mount.face == model::Face::Rear;
    const Millimetres end = device.end();
    return strip(device.body, end, rear ? end - device.slack : end + device.slack);
}

std::optional<model::DeviceId> SideLayout::hit(const model::RackDepth& depth, QPointF at) const
{
    for (const model::DeviceDepth& one : depth.devices) {
        if (place(one.body).contains(at))
            return one.device->id;
    }
    for (const model::ZeroUVolume& one : depth.zeroU) {
        if (place(one.body).contains(at))
            return one.device->id;
    }
    return std::nullopt;
}

SideLayout SideLayout::translated(QPointF by) const
{
    SideLayout moved = *this;
    moved.m_bounds.translate(by);
    moved.m_frame.translate(by);
    return moved;
}

} // namespace colonnade::render
