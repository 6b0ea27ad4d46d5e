#include "model/design/Loop.h"

#include <algorithm>

namespace colonnade::model {

std::string_view word(ReturnLayout layout)
{
    return layout == ReturnLayout::Reverse ? "reverse" : "direct";
}

std::optional<ReturnLayout> returnLayoutFrom(std::string_view word)
{
    if (word == "direct")
        return ReturnLayout::Direct;
    return word == "reverse" ? std::optional{ReturnLayout::Reverse} : std::nullopt;
}

const LoopBranch* LoopPiping::branch(const PlacementId& placement) const
{
    const auto found = std::find_if(branches.begin(), branches.end(),
                                    [&](const LoopBranch& one) { return one.placement == placement; });
    return found == branches.end() ? nullptr : &*found;
}

} // namespace colonnade::model
