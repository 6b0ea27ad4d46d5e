#pragma once

#include "model/catalog/PowerUse.h"

#include <optional>
#include <string_view>

namespace colonnade::model {

/// Outlets of a rack PDU are counted from 1 in the order of its groups, and lie on its phases in
/// turn.

std::string_view outletType(const PartType& pdu,
                            int outlet); ///< Empty where there is no such outlet.
/// 0 to 2: L1 to L3, or L1-L2 to L3-L1; nothing where the PDU has one phase.
std::optional<std::size_t> outletPhase(const PartType& pdu, int outlet);

/// The breakers behind the outlets, as the entry tells of them in words: "6 x 20 A", "6 to 12 x 20
/// A".
struct OutletBanks {
    std::optional<int> count; ///< Absent where a range is given.
    Amperes rating; ///< Of each.
    bool operator==(const OutletBanks&) const = default;
};
/// Nothing where the entry says nothing of them, or not in this form.
std::optional<OutletBanks> outletBanks(const PartType& pdu);

/// The bank of an outlet, from 1; nothing where their number is not known or does not divide over
/// the phases. The outlets of one phase are divided over its banks from the first on.
std::optional<int> outletBank(const PartType& pdu, int outlet);

} // namespace colonnade::model
