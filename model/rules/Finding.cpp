#include "model/rules/Finding.h"

#include <algorithm>

namespace colonnade::model {

std::string_view word(Severity severity)
{
    switch (severity) {
    case Severity::Error: return "error";
    case Severity::Warning: return "warning";
    case Severity::Info: return "info";
    case Severity::NotEvaluated: return "not-evaluated";
    }
    return {};
}

std::string Finding::key() const
{
    std::vector<std::string> names;
    for (const Subject& subject : subjects)
        names.push_back(subject.text());
    std::sort(names.begin(), names.end());
    std::string text = fmt::format("{}/{}", rule, fmt::join(names, ","));
    if (!aspect.empty())
        text += fmt::format("#{}", aspect);
    return text;
}

std::optional<double> Finding::utilisation() const
{
    if (!measured)
        return std::nullopt;
    return limit && *limit != 0 ? *measured / *limit : *measured;
}

} // namespace colonnade::model
