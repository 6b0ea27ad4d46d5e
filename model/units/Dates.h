#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace colonnade::model {

/// True for a day of the calendar as "2026-11-22" (ISO 8601).
bool isIsoDate(std::string_view text);

/// The date so many days after an ISO date, ISO again; nothing where the text is no date.
std::optional<std::string> daysAfter(std::string_view date, int days);

} // namespace colonnade::model
