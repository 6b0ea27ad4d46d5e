#pragma once

#include "model/exchange/cabling/ScheduleEnds.h"

#include <string>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// A text whose bytes sort as people count: runs of digits by their value, upper and lower case as one.
std::string naturalKey(std::string_view text);

/// In which order the devices of a schedule stand when people sort them by name.
class NodeOrder {
public:
    NodeOrder(std::span<const ScheduleSection> sections, const CableNames& names);
    /// Rises with the device's text on labels, then with the port's number.
    [[nodiscard]] std::uint64_t rank(std::size_t section, const LinkEnd& end) const
    {
        return std::uint64_t{m_rank[m_first[section] + end.node]} << 32U | std::uint64_t{end.port} << 8U | end.share();
    }

private:
    std::vector<std::size_t> m_first;  ///< Of each section.
    std::vector<std::uint32_t> m_rank; ///< By section and node.
};

} // namespace colonnade::model
