#include "model/rules/Finding.h"

#include <algorithm>
#include <cmath>

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
    const double sign = lowerIsWorse ? -1 : 1;
    if (!limit || *limit == 0)
        return sign * *measured;
    if (*limit > 0 && !lowerIsWorse)
        return *measured / *limit;
    return 1 + sign * (*measured - *limit) / std::abs(*limit);
}

} // namespace colonnade::model
