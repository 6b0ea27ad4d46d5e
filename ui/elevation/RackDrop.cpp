#include "ui/elevation/RackDrop.h"

#include "model/units/Text.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace colonnade::ui {
namespace {

using model::Face;
using model::Mount;
using model::RackDesign;
using model::RackUnit;
using model::RackUnits;
using model::Slot;

QString tr(const char* text)
{
    return QCoreApplication::translate("RackDrop", text);
}

RackUnits heightOf(const model::PartType& part)
{
    return part.body.height.value_or(RackUnits::whole(1));
}

Face turnedFace(Face face)
{
    switch (face) {
    case Face::Front: return Face::Rear;
    case Face::Rear: return Face::Front;
    default: return face;
    }
}

/// Works out one drop; all deltas are in half units from where the pieces come from.
class Aiming {
public:
    Aiming(const RackDesign& rack, const RackDrag& drag, const RackAim& aim, bool sameRack)
        : m_rack{rack}, m_drag{drag}, m_aim{aim}
    {
        if (!sameRack || aim.copy)
            return;
        for (const auto& piece : drag.pieces) {
            if (piece.device)
                m_leaving.push_back(*piece.device);
        }
    }

    [[nodiscard]] int wanted() const
    {
        const int own = m_drag.pieces[m_drag.grabbed].mount.unit.halves();
        if (m_aim.jump)
            return m_aim.jump->halves() - own;
        if (m_aim.sameUnit)
            return 0;
        const double bottom = m_aim.unit - m_drag.grip;
        const int halves = m_aim.halves ? static_cast<int>(std::lround(bottom * 2))
                                        : 2 * static_cast<int>(std::lround(bottom));
        return halves - own;
    }

    [[nodiscard]] std::vector<Mount> mounts(int delta) const
    {
        std::vector<Mount> mounts;
        int zeroUTaken = 0;
        for (const auto& piece : m_drag.pieces) {
            Mount mount = piece.mount;
            if (piece.part->body.mounting == model::Mounting::ZeroU) {
                mount = zeroUPlace(*piece.part, zeroUTaken++);
            } else {
                mount.unit = RackUnit::ofHalves(mount.unit.halves() + delta);
                mount.slot = piece.part->body.halfWidth ? m_aim.half : Slot::Full;
                if (m_drag.pieces.size() > 1 && piece.device && piece.part->body.halfWidth)
                    mount.slot = piece.mount.slot;
                // What takes the whole depth keeps its front in front; it is turned by `X`, not by
                // the hand's view.
                if (!m_rack.takesBothFaces(*piece.part)) {
                    if (!piece.device)
                        mount.face =
                            m_aim.side == render::FaceSide::Front ? Face::Front : Face::Rear;
                    else if (m_aim.side != m_drag.side)
                        mount.face = turnedFace(mount.face);
                }
            }
            mounts.push_back(mount);
        }
        return mounts;
    }

    [[nodiscard]] std::optional<model::Error> refusal(const std::vector<Mount>& mounts) const
    {
        for (std::size_t i = 0; i < mounts.size(); ++i) {
            const auto& piece = m_drag.pieces[i];
            auto why = m_rack.refusal(*piece.part, mounts[i], m_leaving);
            if (!why)
                continue;
            if (m_drag.pieces.size() > 1 && !piece.label.isEmpty())
                why->text = utf8(piece.label) + ": " + why->text;
            return why;
        }
        return std::nullopt;
    }

    /// The legal place nearest to the wanted one, at most `reach` half units away.
    [[nodiscard]] std::optional<int> legalNear(int delta, int reach) const
    {
        const int step = m_aim.halves ? 1 : 2;
        for (int away = 0; away <= reach; away += step) {
            const auto fits = [&](int candidate) { return !refusal(mounts(candidate)); };
            // Of two that are equally near, the one that the hand leans to.
            const bool upFirst = m_aim.unit - m_drag.grip >= lowestOf(delta);
            const int first = upFirst ? delta + away : delta - away;
            const int second = upFirst ? delta - away : delta + away;
            if (fits(first))
                return first;
            if (away > 0 && fits(second))
                return second;
        }
        return std::nullopt;
    }

    [[nodiscard]] double lowestOf(int delta) const
    {
        return (m_drag.pieces[m_drag.grabbed].mount.unit.halves() + delta) / 2.0;
    }

private:
    [[nodiscard]] Mount zeroUPlace(const model::PartType& part, int nth) const
    {
        // Halves count as seen from the front; zero-U sides as seen from the rear.
        const Face face = m_aim.half == Slot::Right ? Face::ZeroULeft : Face::ZeroURight;
        Mount mount{face, RackUnit::whole(1 + nth), Slot::Full};
        if (const auto free = m_rack.firstFreeUnit(part, face, m_leaving); free && nth == 0)
            mount.unit = *free;
        return mount;
    }

    const RackDesign& m_rack;
    const RackDrag& m_drag;
    const RackAim& m_aim;
    std::vector<model::DeviceId> m_leaving;
};

QString placeText(const RackDrag& drag, const std::vector<Mount>& mounts)
{
    if (mounts.empty())
        return {};
    if (isZeroU(mounts.front().face))
        return words(model::text(mounts.front()));
    RackUnit low = mounts.front().unit, high = low;
    for (std::size_t i = 0; i < mounts.size(); ++i) {
        low = std::min(low, mounts[i].unit);
        high =
            std::max(high, mounts[i].unit + (heightOf(*drag.pieces[i].part) - RackUnits::whole(1)));
    }
    return low < high ? words(model::text(low) + "–" + model::text(high)) : words(model::text(low));
}

QString roomText(const RackDesign& rack, const RackDrag& drag, const std::vector<Mount>& mounts)
{
    const bool both = std::ranges::any_of(
        drag.pieces, [&](const auto& piece) { return rack.takesBothFaces(*piece.part); });
    switch (mounts.front().face) {
    case Face::ZeroULeft:
    case Face::ZeroURight: return tr("free");
    case Face::Front:
    case Face::Rear: break;
    }
    if (both)
        return tr("free front and rear");
    return mounts.front().face == Face::Front ? tr("free in front") : tr("free at the rear");
}

QString contentText(const RackDrag& drag)
{
    const auto count = static_cast<qint64>(drag.pieces.size());
    if (!drag.from) {
        const QString model = words(drag.pieces.front().part->model);
        return count == 1 ? model : countText(count) + QStringLiteral(" × ") + model;
    }
    return count == 1 ? drag.pieces.front().label : countOf(count, tr("device"), tr("devices"));
}

} // namespace

RackDrag dragOf(const model::PartRef& part)
{
    RackDrag drag;
    drag.pieces.push_back({part, {}, std::nullopt, words(part->model)});
    drag.grip = heightOf(*part).value() / 2;
    return drag;
}

RackDrag dragOf(const model::Design& design, const DevicesInHand& devices)
{
    RackDrag drag;
    const auto* rack = rackDesignOf(design, devices.rack);
    if (!rack)
        return drag;
    drag.from = devices.rack;
    for (const model::DeviceId& id : devices.devices) {
        const model::Device* device = rack->device(id);
        if (!device)
            return {};
        drag.pieces.push_back({device->part, device->mount, id,
                               words(model::labelOr(device->label, id.text()))});
    }
    drag.grip = heightOf(*drag.pieces.front().part).value() / 2;
    return drag;
}

QString RackDrop::refusalText() const
{
    if (!refusal)
        return {};
    QString text = words(refusal->text);
    if (nearest)
        text += QStringLiteral(". ") + tr("Nearest free: %1").arg(words(model::text(*nearest)));
    return text;
}

RackDrop dropOf(const model::Design& design, const model::Subject& rack, const RackDrag& drag,
                const RackAim& aim, const model::Catalog& documents)
{
    RackDrop drop;
    const RackDesign* target = rackDesignOf(design, rack);
    if (!target || drag.pieces.empty()) {
        drop.refusal = model::Error{utf8(tr("There is no rack here"))};
        return drop;
    }
    const RackDesign* source = drag.from ? rackDesignOf(design, *drag.from) : nullptr;
    const bool sameRack = source && source->id() == target->id();
    const Aiming aiming{*target, drag, aim, sameRack};
    int delta = aiming.wanted();
    if (!aim.halves && !aim.sameUnit && !aim.jump) {
        if (const auto near = aiming.legalNear(delta, static_cast<int>(std::floor(aim.reach * 2))))
            delta = *near;
    }
    drop.mounts = aiming.mounts(delta);
    drop.refusal = aiming.refusal(drop.mounts);
    drop.place = placeText(drag, drop.mounts);
    drop.room = roomText(*target, drag, drop.mounts);
    if (drop.refusal) {
        const bool zeroU = isZeroU(drop.mounts.front().face);
        if (const auto free =
                zeroU ? std::nullopt : aiming.legalNear(delta, target->units().halves()))
            drop.nearest =
                RackUnit::ofHalves(drag.pieces[drag.grabbed].mount.unit.halves() + *free);
    }

    const QString content = contentText(drag);
    const QString where =
        sameRack || !drag.from ? drop.place : tr("%1 %2").arg(nameOf(design, rack), drop.place);
    drop.name = !drag.from ? tr("Mount %1 at %2").arg(content, where)
        : aim.copy         ? tr("Copy %1 to %2").arg(content, where)
                           : tr("Move %1 to %2").arg(content, where);
    if (!drag.from) {
        std::vector<model::PartAt> parts;
        for (std::size_t i = 0; i < drop.mounts.size(); ++i)
            parts.push_back({drag.pieces[i].part, drop.mounts[i]});
        drop.change = [parts, &documents](const model::Design& d, const model::RackDesignId& id) {
            return model::mountParts(d, id, parts, documents);
        };
        return drop;
    }
    std::vector<model::DeviceMove> moves;
    for (std::size_t i = 0; i < drop.mounts.size(); ++i)
        moves.push_back({*drag.pieces[i].device, drop.mounts[i]});
    if (sameRack && !aim.copy) {
        drop.change = [moves](const model::Design& d, const model::RackDesignId& id) {
            return model::moveDevices(d, id, moves);
        };
        return drop;
    }
    drop.change = [moves, from = source ? source->id() : target->id(),
                   copy = aim.copy](const model::Design& d, const model::RackDesignId& id) {
        return model::transferDevices(d, from, id, moves, copy);
    };
    return drop;
}

model::Subject deviceIn(const model::Subject& rack, const model::DeviceId& device)
{
    return {rack.where, rack.path + "/" + device.text()};
}

} // namespace colonnade::ui
