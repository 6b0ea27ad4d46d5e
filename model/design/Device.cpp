#include "model/design/Device.h"

#include "model/units/Text.h"

namespace colonnade::model {

std::optional<Side> sideFrom(std::string_view text)
{
    if (text.size() == 1 && text[0] >= 'A' && text[0] <= 'D')
        return static_cast<Side>(text[0] - 'A');
    return std::nullopt;
}

std::string_view word(Face face)
{
    switch (face) {
    case Face::Front: return "front";
    case Face::Rear: return "rear";
    case Face::ZeroULeft: return "zero-u-left";
    case Face::ZeroURight: return "zero-u-right";
    }
    return {};
}

std::string_view word(Slot slot)
{
    switch (slot) {
    case Slot::Full: return "full";
    case Slot::Left: return "left";
    case Slot::Right: return "right";
    }
    return {};
}

std::string text(const Mount& mount)
{
    if (isZeroU(mount.face))
        return fmt::format("zero-U {} {}", mount.face == Face::ZeroULeft ? "left" : "right", shortest(mount.unit.value()));
    std::string out = text(mount.unit);
    if (mount.face == Face::Rear)
        out += " rear";
    if (mount.slot != Slot::Full)
        out += fmt::format(" {}", word(mount.slot));
    return out;
}

bool Device::operator==(const Device& other) const
{
    return id == other.id && (part == other.part || *part == *other.part) && mount == other.mount && label == other.label
        && side == other.side && supplies == other.supplies && locked == other.locked && cords == other.cords;
}

} // namespace colonnade::model
