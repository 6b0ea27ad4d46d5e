#include "model/performance/PartWords.h"

#include <algorithm>

namespace colonnade::model {

std::vector<std::string> wordsOf(std::string_view name)
{
    std::vector<std::string> words(1);
    for (const char c : name) {
        const bool upper = c >= 'A' && c <= 'Z';
        if (upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            words.back() += upper ? static_cast<char>(c - 'A' + 'a') : c;
        else if (!words.back().empty())
            words.emplace_back();
    }
    if (words.back().empty())
        words.pop_back();
    return words;
}

bool hasWordOf(const std::vector<std::string>& words, std::string_view list)
{
    const auto listed = wordsOf(list);
    return std::any_of(words.begin(), words.end(),
                       [&](const std::string& word) { return std::find(listed.begin(), listed.end(), word) != listed.end(); });
}

} // namespace colonnade::model
