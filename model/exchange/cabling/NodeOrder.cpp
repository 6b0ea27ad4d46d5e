#include "model/exchange/cabling/NodeOrder.h"

#include <algorithm>
#include <numeric>

namespace colonnade::model {

std::string naturalKey(std::string_view text)
{
    const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    std::string key;
    for (std::size_t at = 0; at < text.size();) {
        if (!isDigit(text[at])) {
            const char c = text[at++];
            key += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
            continue;
        }
        std::size_t end = at;
        while (end < text.size() && isDigit(text[end]))
            ++end;
        while (at + 1 < end && text[at] == '0')
            ++at;
        // A number is as great as it is long, then as its digits say; '0' keeps numbers before letters.
        key += '0';
        key += static_cast<char>(std::min<std::size_t>(end - at, 255));
        key += text.substr(at, end - at);
        at = end;
    }
    return key;
}

NodeOrder::NodeOrder(std::span<const ScheduleSection> sections, const CableNames& names)
{
    std::size_t count = 0;
    for (const ScheduleSection& section : sections) {
        m_first.push_back(count);
        count += section.plan->nodes.size();
    }
    std::vector<std::string> keys;
    keys.reserve(count);
    std::string text;
    for (const ScheduleSection& section : sections) {
        for (std::uint32_t node = 0; node < section.plan->nodes.size(); ++node) {
            const DevicePlace place = placeOf(section, node);
            text.clear();
            if (names.separable())
                names.appendDeviceSide(text, place);
            keys.push_back(naturalKey(text.empty() ? names.device(place) : text));
        }
    }
    std::vector<std::uint32_t> order(count);
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return keys[a] < keys[b]; });
    m_rank.resize(count);
    std::uint32_t rank = 0;
    for (std::size_t i = 0; i < count; ++i) {
        rank += i > 0 && keys[order[i]] != keys[order[i - 1]] ? 1U : 0U;
        m_rank[order[i]] = rank;
    }
}

} // namespace colonnade::model
