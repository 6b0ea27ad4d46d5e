#include "model/exchange/FreeChoicesYaml.h"

#include "model/design/Workload.h"

#include <algorithm>

namespace colonnade::model {

FreeChoices readFree(YamlMap& map, std::span<const FreeChoice> allowed)
{
    FreeChoices free;
    const auto value = map.find("free");
    if (!value)
        return free;
    std::vector<std::string_view> expected;
    for (const FreeChoice choice : allowed)
        expected.push_back(word(choice));
    for (const YamlValue& item : value->items()) {
        const auto choice = item.node().isScalar() ? fromWord<FreeChoice>(item.node().text()) : std::nullopt;
        if (!choice || std::find(allowed.begin(), allowed.end(), *choice) == allowed.end())
            item.refuse(fmt::format("one of '{}'", fmt::join(expected, "', '")));
        else if (free.has(*choice))
            item.refuse("each choice once");
        else
            free = free.with(*choice);
    }
    return free;
}

void writeFree(YamlWriter& yaml, const FreeChoices& free)
{
    if (free.none())
        return;
    yaml.key("free");
    yaml.beginLineList();
    for (const std::string_view text : words<FreeChoice>()) {
        if (free.has(*fromWord<FreeChoice>(text)))
            yaml.value(text);
    }
    yaml.end();
}

} // namespace colonnade::model
