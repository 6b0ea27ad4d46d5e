#include "model/design/Subject.h"

#include <array>
#include <utility>

namespace colonnade::model {

namespace {

using enum Subject::Where;
constexpr std::array<std::pair<Subject::Where, std::string_view>, 9> prefixes{{{RackDesign, "rack:"},
                                                                                {PodDesign, "pod:"},
                                                                                {Fabric, "fabric:"},
                                                                                {Feed, "feed:"},
                                                                                {Loop, "loop:"},
                                                                                {Tray, "tray:"},
                                                                                {Cable, "cable:"},
                                                                                {Part, "part:"},
                                                                                {Waiver, "waiver:"}}};

std::string joined(std::string_view a, std::string_view b)
{
    return b.empty() ? std::string(a) : fmt::format("{}/{}", a, b);
}

} // namespace

std::string Subject::text() const
{
    if (where == Hall)
        return "hall";
    if (where == Design)
        return "design";
    for (const auto& [kind, prefix] : prefixes) {
        if (kind == where)
            return std::string(prefix) + path;
    }
    return path;
}

Subject Subject::parse(std::string_view text)
{
    if (text == "hall")
        return {Hall, {}};
    if (text == "design")
        return {Design, {}};
    for (const auto& [kind, prefix] : prefixes) {
        if (text.starts_with(prefix))
            return {kind, std::string(text.substr(prefix.size()))};
    }
    return {Instance, std::string(text)};
}

Subject Subject::rack(std::string_view rackDesign, std::string_view device)
{
    return {RackDesign, joined(rackDesign, device)};
}

Subject Subject::pod(std::string_view podDesign, std::string_view placement)
{
    return {PodDesign, joined(podDesign, placement)};
}

} // namespace colonnade::model
