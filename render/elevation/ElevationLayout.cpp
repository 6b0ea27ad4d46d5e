#include "render/elevation/ElevationLayout.h"

#include <algorithm>
#include <cmath>

namespace colonnade::render {
namespace {

// Room around the frames, in painter units at text scale 1.
constexpr double outerMargin = 14;
constexpr double titleHeight = 20;
constexpr double legendHeight = 24;
constexpr double rulerWidth = 30;
constexpr double gutterWidth = 68;
constexpr double viewGap = 24;

constexpr double wallMm = 22; ///< Thickness of the frame's side as drawn.
constexpr double postMm = 15; ///< Width of the posts beside the opening.

struct Room {
    double left = 0, between = 0, right = 0, top = 0, bottom = 0;
};

Room roomAround(const ElevationOptions& options)
{
    const bool both = options.views == ElevationOptions::Views::FrontAndRear;
    const bool bracketed = options.brackets && options.views != ElevationOptions::Views::Rear;
    const double ruler = options.rulers ? rulerWidth : 0;
    const double gutter = bracketed ? gutterWidth : 0;
    Room room;
    room.left = options.rulers ? ruler + 4 : outerMargin;
    room.between = both ? std::max(gutter + ruler - 8, viewGap) : 0;
    room.right = !both && bracketed ? gutter : outerMargin;
    room.top = options.titles ? titleHeight : 2;
    room.bottom = options.legend ? legendHeight : 2;
    for (double* side : {&room.left, &room.between, &room.right, &room.top, &room.bottom})
        *side *= options.textScale;
    return room;
}

int viewCount(const ElevationOptions& options)
{
    return options.views == ElevationOptions::Views::FrontAndRear ? 2 : 1;
}

double heightOf(const model::PartType& part)
{
    return part.body.height.value_or(model::RackUnits::whole(1)).value();
}

} // namespace

std::vector<ElevationRun> runsOf(const model::RackDesign& rack)
{
    std::vector<ElevationRun> runs;
    for (const model::Device& device : rack.devices()) {
        if (device.mount.face != model::Face::Front || device.mount.slot != model::Slot::Full)
            continue;
        const auto height = device.part->body.height.value_or(model::RackUnits::whole(1));
        if (!runs.empty()) {
            ElevationRun& last = runs.back();
            if (last.part == device.part && last.low + last.height == device.mount.unit) {
                last.height = last.height + height;
                last.devices.push_back(&device);
                continue;
            }
        }
        runs.push_back({device.part, device.mount.unit, height, {&device}});
    }
    return runs;
}

std::vector<OpenInterval> openIntervals(const model::RackDesign& rack)
{
    std::vector<OpenInterval> open;
    const int top = rack.units().halves() + 2;
    std::vector<char> taken(static_cast<std::size_t>(top), 0);
    for (const model::Device& device : rack.devices()) {
        if (device.zeroU()
            || (device.mount.face == model::Face::Rear && !rack.takesBothFaces(*device.part)))
            continue;
        const int low = device.mount.unit.halves();
        const int high =
            low + device.part->body.height.value_or(model::RackUnits::whole(1)).halves();
        for (int half = std::max(low, 2); half < std::min(high, top); ++half)
            taken[static_cast<std::size_t>(half)] = 1;
    }
    for (int half = 2; half < top; ++half) {
        if (taken[static_cast<std::size_t>(half)])
            continue;
        if (half > 2 && !taken[static_cast<std::size_t>(half - 1)])
            open.back().height = open.back().height + model::RackUnits::ofHalves(1);
        else
            open.push_back({model::RackUnit::ofHalves(half), model::RackUnits::ofHalves(1)});
    }
    return open;
}

ElevationLayout ElevationLayout::scaled(const model::RackDesign& rack, QPointF topLeft,
                                        double scale, const ElevationOptions& options)
{
    ElevationLayout layout;
    layout.m_options = options;
    layout.m_scale = scale;
    layout.m_units = rack.units().value();
    layout.m_pitch = rack.unitPitch();
    layout.m_bottom = rack.unitBottom(model::RackUnit::whole(1));
    layout.m_width = static_cast<double>(rack.width().value());
    layout.m_height = std::max(static_cast<double>(rack.height().value()),
                               layout.m_bottom + layout.m_units * layout.m_pitch);
    layout.m_panel = std::min(panelWidth(rack.frame()->rack->holds), layout.m_width - 2 * wallMm);

    const Room room = roomAround(options);
    const QSizeF frame{layout.m_width * scale, layout.m_height * scale};
    const QPointF first = topLeft + QPointF{room.left, room.top};
    layout.m_bounds = {
        topLeft,
        QSizeF{room.left + room.between + room.right + viewCount(options) * frame.width(),
               room.top + room.bottom + frame.height()}};
    const QRectF firstFrame{first, frame};
    const QRectF secondFrame = firstFrame.translated(frame.width() + room.between, 0);
    switch (options.views) {
    case ElevationOptions::Views::FrontAndRear:
        layout.m_front = firstFrame;
        layout.m_rear = secondFrame;
        break;
    case ElevationOptions::Views::Front: layout.m_front = firstFrame; break;
    case ElevationOptions::Views::Rear: layout.m_rear = firstFrame; break;
    }
    return layout;
}

ElevationLayout ElevationLayout::fitted(const model::RackDesign& rack, const QRectF& area,
                                        const ElevationOptions& options)
{
    const ElevationLayout atOne = scaled(rack, {}, 1, options);
    const Room room = roomAround(options);
    const double across = (area.width() - room.left - room.between - room.right)
        / (viewCount(options) * atOne.m_width);
    const double upright = (area.height() - room.top - room.bottom) / atOne.m_height;
    const double scale = std::max(std::min(across, upright), 0.001);
    const ElevationLayout corner = scaled(rack, area.topLeft(), scale, options);
    const QPointF middle{(area.width() - corner.bounds().width()) / 2,
                         (area.height() - corner.bounds().height()) / 2};
    return corner.translated(middle);
}

double ElevationLayout::unitHeight() const
{
    return m_pitch * m_scale;
}

FaceDetail ElevationLayout::detail() const
{
    return m_options.detail.value_or(detailFor(unitHeight() / m_options.textScale));
}

bool ElevationLayout::shows(FaceSide side) const
{
    return !frame(side).isEmpty();
}

QRectF ElevationLayout::frame(FaceSide side) const
{
    return side == FaceSide::Front ? m_front : m_rear;
}

QRectF ElevationLayout::opening(FaceSide side) const
{
    return units(side, model::RackUnit::whole(1),
                 model::RackUnits::ofHalves(static_cast<int>(std::lround(m_units * 2))));
}

QRectF ElevationLayout::ruler(FaceSide side) const
{
    if (!m_options.rulers || !shows(side))
        return {};
    const QRectF inside = opening(side);
    const double width = rulerWidth * m_options.textScale;
    return {frame(side).left() - width, inside.top(), width, inside.height()};
}

QRectF ElevationLayout::gutter() const
{
    if (!m_options.brackets || !shows(FaceSide::Front))
        return {};
    const QRectF inside = opening(FaceSide::Front);
    return {m_front.right(), inside.top(), gutterWidth * m_options.textScale, inside.height()};
}

QRectF ElevationLayout::legend() const
{
    if (!m_options.legend)
        return {};
    const double height = legendHeight * m_options.textScale;
    return {m_bounds.left(), m_bounds.bottom() - height, m_bounds.width(), height};
}

QRectF ElevationLayout::units(FaceSide side, model::RackUnit low, model::RackUnits height) const
{
    const QRectF outside = frame(side);
    const double bottom = m_bottom + (low.value() - 1) * m_pitch;
    const double tall = height.value() * m_pitch;
    return {outside.left() + (m_width - m_panel) / 2 * m_scale,
            outside.bottom() - (bottom + tall) * m_scale, m_panel * m_scale, tall * m_scale};
}

QRectF ElevationLayout::place(const model::RackDesign& rack, const model::PartType& part,
                              const model::Mount& mount, FaceSide side) const
{
    if (!shows(side))
        return {};
    if (model::isZeroU(mount.face)) {
        if (side == FaceSide::Front)
            return {};
        // Beside the posts, where they hang; two on a side share the room. Left and right as seen
        // from the rear.
        const QRectF inside = opening(side);
        const double channel = ((m_width - m_panel) / 2 - wallMm) * m_scale;
        const double own =
            static_cast<double>(part.body.widthMm.value_or(model::Millimetres{56}).value())
            * m_scale;
        const double width = std::min(own, std::max(channel, 12 * m_scale) / 2);
        // Beyond the post where that leaves room for two.
        const double post = std::min(postMm * m_scale, std::max(0.0, channel - 2 * width));
        const double tall =
            std::min(inside.height(),
                     part.body.heightMm ? static_cast<double>(part.body.heightMm->value()) * m_scale
                                        : inside.height() * 0.9);
        const double nth = std::min(std::max(mount.unit.value() - 1, 0.0), 1.0);
        const double left = mount.face == model::Face::ZeroULeft
            ? inside.left() - post - width * (nth + 1)
            : inside.right() + post + width * nth;
        return {left, inside.center().y() - tall / 2, width, tall};
    }
    const bool front = mount.face == model::Face::Front;
    if (front != (side == FaceSide::Front) && !rack.takesBothFaces(part))
        return {};
    QRectF rect =
        units(side, mount.unit,
              model::RackUnits::ofHalves(static_cast<int>(std::lround(heightOf(part) * 2))));
    if (mount.slot != model::Slot::Full) {
        const bool leftHalf = (mount.slot == model::Slot::Left) == (side == FaceSide::Front);
        rect.setWidth(rect.width() / 2);
        if (!leftHalf)
            rect.translate(rect.width(), 0);
    }
    return rect;
}

std::optional<ElevationHit> ElevationLayout::hit(const model::RackDesign& rack, QPointF at) const
{
    for (const FaceSide side : {FaceSide::Front, FaceSide::Rear}) {
        if (!shows(side) || !frame(side).contains(at))
            continue;
        const QRectF inside = opening(side);
        ElevationHit hit;
        hit.side = side;
        hit.unit = 1 + (inside.bottom() - at.y()) / unitHeight();
        hit.inOpening = inside.contains(at);
        const bool left = at.x() < inside.center().x();
        hit.half = left == (side == FaceSide::Front) ? model::Slot::Left : model::Slot::Right;
        for (const model::Device& device : rack.devices()) {
            if (place(rack, *device.part, device.mount, side).contains(at))
                hit.device = device.id;
        }
        return hit;
    }
    return std::nullopt;
}

ElevationLayout ElevationLayout::translated(QPointF by) const
{
    ElevationLayout moved = *this;
    moved.m_bounds.translate(by);
    if (!m_front.isEmpty())
        moved.m_front.translate(by);
    if (!m_rear.isEmpty())
        moved.m_rear.translate(by);
    return moved;
}

} // namespace colonnade::render
