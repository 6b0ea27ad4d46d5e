#include "model/units/Dates.h"

#include <fmt/format.h>

#include <chrono>

namespace colonnade::model {

namespace {

std::optional<std::chrono::sys_days> dateFrom(std::string_view text)
{
    if (text.size() != 10 || text[4] != '-' || text[7] != '-')
        return std::nullopt;
    const auto part = [&](std::size_t at, std::size_t length) -> std::optional<int> {
        int number = 0;
        for (const char c : text.substr(at, length)) {
            if (c < '0' || c > '9')
                return std::nullopt;
            number = number * 10 + (c - '0');
        }
        return number;
    };
    const auto year = part(0, 4), month = part(5, 2), day = part(8, 2);
    if (!year || !month || !day)
        return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{*year},
                                           std::chrono::month{static_cast<unsigned>(*month)},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    return date.ok() ? std::optional{std::chrono::sys_days{date}} : std::nullopt;
}

} // namespace

bool isIsoDate(std::string_view text)
{
    return dateFrom(text).has_value();
}

std::optional<std::string> daysAfter(std::string_view date, int days)
{
    const auto from = dateFrom(date);
    if (!from)
        return std::nullopt;
    const std::chrono::year_month_day then{*from + std::chrono::days{days}};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(then.year()),
                       static_cast<unsigned>(then.month()), static_cast<unsigned>(then.day()));
}

} // namespace colonnade::model
