#include "model/power/SupplyPatterns.h"

#include "model/power/RackPower.h"
#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

namespace {

Side sideAt(SupplyPattern pattern, std::size_t number, std::size_t count)
{
    switch (pattern) {
    case SupplyPattern::Alternate: return number % 2 == 0 ? Side::A : Side::B;
    case SupplyPattern::ThreeSides: return static_cast<Side>(number % 3);
    case SupplyPattern::HalfAndHalf: return number < (count + 1) / 2 ? Side::A : Side::B;
    }
    return Side::A;
}

} // namespace

std::string_view name(SupplyPattern pattern)
{
    switch (pattern) {
    case SupplyPattern::Alternate: return "A and B in turn";
    case SupplyPattern::ThreeSides: return "three sides in turn";
    case SupplyPattern::HalfAndHalf: return "half on A, half on B";
    }
    return {};
}

Result<RackDesign> suppliedBy(const RackDesign& rack, SupplyPattern pattern)
{
    const std::size_t sides = pattern == SupplyPattern::ThreeSides ? 3 : 2;
    RackDesign next = rack;
    bool changed = false;
    std::size_t most = 0;
    // PDUs and shelves each follow the pattern by themselves: a rack may have both.
    for (const PartKind kind : {PartKind::RackPdu, PartKind::PowerShelf}) {
        std::vector<Device> takers;
        for (const Device& device : rack.devices()) {
            if (device.part->kind == kind && isTaker(device))
                takers.push_back(device);
        }
        most = std::max(most, takers.size());
        if (takers.size() < sides)
            continue;
        for (std::size_t i = 0; i < takers.size(); ++i) {
            const Side side = sideAt(pattern, i, takers.size());
            if (takers[i].locked || takers[i].side == side)
                continue;
            Device moved = takers[i];
            moved.side = side;
            auto done = next.replaced(std::move(moved));
            if (!done)
                return done;
            next = std::move(*done);
            changed = true;
        }
    }
    if (most < sides)
        return fail("Rack design '{}' has {} rack PDUs or power shelves; {} sides need as many", rack.name(), most, sides);
    if (!changed)
        return fail("Rack design '{}' is supplied so already: {}", rack.name(), name(pattern));
    return next;
}

} // namespace colonnade::model
