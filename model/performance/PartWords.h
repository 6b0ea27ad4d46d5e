#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// The words of a part's name in lower case, cut at whatever is no letter or digit: "NVIDIA H100-80G" is nvidia, h100, 80g.
std::vector<std::string> wordsOf(std::string_view name);
/// Whether one of the words is in a list with a space between its words.
bool hasWordOf(const std::vector<std::string>& words, std::string_view list);

} // namespace colonnade::model
