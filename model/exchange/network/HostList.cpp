#include "model/exchange/network/HostList.h"

#include "model/exchange/cabling/NodeOrder.h"
#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

namespace {

/// A name before its last number, and that number.
struct Numbered {
    std::string stem;
    std::string digits; ///< As written.
    std::int64_t number = -1; ///< -1: the name ends otherwise.
};

Numbered numbered(const std::string& name)
{
    const std::size_t at = name.find_last_not_of("0123456789") + 1;
    const std::string digits = name.substr(at);
    // Longer numbers are kept as text.
    if (digits.empty() || digits.size() > 15)
        return {name, {}, -1};
    return {name.substr(0, at), digits, *wholeFrom(digits.substr(std::min(digits.find_first_not_of('0'), digits.size() - 1)))};
}

/// Two numbers that can stand in one range: both of one width, or both without leading zeros.
bool follows(const Numbered& before, const Numbered& next)
{
    const bool padded = before.digits.front() == '0' || next.digits.front() == '0';
    return before.number >= 0 && next.number == before.number + 1 && before.stem == next.stem
        && (before.digits.size() == next.digits.size() || !padded);
}

} // namespace

std::string hostList(std::vector<std::string> names)
{
    std::sort(names.begin(), names.end(), [](const std::string& a, const std::string& b) {
        const std::string keyA = naturalKey(a), keyB = naturalKey(b);
        return keyA == keyB ? a < b : keyA < keyB;
    });
    names.erase(std::unique(names.begin(), names.end()), names.end());
    std::vector<Numbered> parts;
    std::transform(names.begin(), names.end(), std::back_inserter(parts), numbered);
    std::string out;
    for (std::size_t at = 0; at < parts.size();) {
        const std::string& stem = parts[at].stem;
        std::vector<std::string> ranges;
        while (at < parts.size() && parts[at].number >= 0 && parts[at].stem == stem) {
            std::size_t last = at;
            while (last + 1 < parts.size() && follows(parts[last], parts[last + 1]))
                ++last;
            ranges.push_back(last == at ? parts[at].digits : fmt::format("{}-{}", parts[at].digits, parts[last].digits));
            at = last + 1;
        }
        out += out.empty() ? "" : ",";
        out += stem;
        if (ranges.empty())
            ++at;
        else if (ranges.size() == 1 && ranges.front().find('-') == std::string::npos)
            out += ranges.front();
        else
            out += fmt::format("[{}]", fmt::join(ranges, ","));
    }
    return out;
}

Result<std::vector<std::string>> expandedHostList(std::string_view list, std::size_t most)
{
    std::vector<std::string> names;
    while (!list.empty()) {
        const std::size_t comma = list.find(','), open = list.find('[');
        if (open == std::string_view::npos || comma < open) {
            names.emplace_back(list.substr(0, comma));
            list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
            continue;
        }
        const std::size_t close = list.find(']', open);
        if (close == std::string_view::npos)
            return fail("The host list has a '[' that nothing closes");
        std::string_view ranges = list.substr(open + 1, close - open - 1);
        while (!ranges.empty()) {
            const std::string_view range = ranges.substr(0, ranges.find(','));
            ranges.remove_prefix(std::min(range.size() + 1, ranges.size()));
            const std::string_view first = range.substr(0, range.find('-'));
            const std::string_view last = first.size() == range.size() ? first : range.substr(first.size() + 1);
            const auto plain = [](std::string_view digits) {
                return wholeFrom(digits.substr(std::min(digits.find_first_not_of('0'), digits.size() - std::min<std::size_t>(digits.size(), 1))));
            };
            const auto from = plain(first), to = plain(last);
            if (!from || !to || *to < *from || static_cast<std::size_t>(*to - *from) >= most || names.size() >= most)
                return fail("The host list has a range '{}' that is none", shown(range));
            for (std::int64_t number = *from; number <= *to; ++number)
                names.push_back(fmt::format("{}{:0{}}", list.substr(0, open), number, first.size()));
        }
        list.remove_prefix(close + 1);
        if (list.starts_with(','))
            list.remove_prefix(1);
        else if (!list.empty())
            return fail("The host list has text after a ']'");
    }
    return names;
}

} // namespace colonnade::model
