#include "model/power/Outlets.h"

#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

std::string_view outletType(const PartType& pdu, int outlet)
{
    if (!pdu.pdu || outlet < 1)
        return {};
    for (const OutletGroup& group : pdu.pdu->outlets) {
        if (outlet <= group.count)
            return group.type;
        outlet -= group.count;
    }
    return {};
}

std::optional<std::size_t> outletPhase(const PartType& pdu, int outlet)
{
    if (!pdu.pdu || pdu.pdu->phases != 3 || outlet < 1)
        return std::nullopt;
    return static_cast<std::size_t>(outlet - 1) % 3;
}

std::optional<OutletBanks> outletBanks(const PartType& pdu)
{
    const Figure* figure = pdu.figure("breakers");
    const auto* words = figure ? std::get_if<std::string>(&figure->value) : nullptr;
    if (!words)
        return std::nullopt;
    const std::string_view text = *words;
    const auto by = text.find(" x ");
    if (by == std::string_view::npos || !text.ends_with(" A"))
        return std::nullopt;
    const auto rating = numberFrom(trimmed(text.substr(by + 3, text.size() - by - 5)));
    if (!rating || *rating <= 0)
        return std::nullopt;
    OutletBanks banks{std::nullopt, Amperes{*rating}};
    if (const auto count = wholeFrom(trimmed(text.substr(0, by)));
        count && *count > 0 && *count <= 1000)
        banks.count = static_cast<int>(*count);
    return banks;
}

std::optional<int> outletBank(const PartType& pdu, int outlet)
{
    const auto banks = outletBanks(pdu);
    if (!banks || !banks->count || !pdu.pdu || outlet < 1)
        return std::nullopt;
    const int outlets = outletCount(pdu), phases = pdu.pdu->phases == 3 ? 3 : 1;
    if (outlet > outlets || *banks->count % phases != 0)
        return std::nullopt;
    const int perPhase = (outlets + phases - 1) / phases, banksPerPhase = *banks->count / phases;
    const int phase = (outlet - 1) % phases, place = (outlet - 1) / phases;
    return phase * banksPerPhase + std::min(place * banksPerPhase / perPhase, banksPerPhase - 1)
        + 1;
}

} // namespace colonnade::model
