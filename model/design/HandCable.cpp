#include "model/design/HandCable.h"

#include "model/units/Text.h"

namespace colonnade::model {

std::string text(const PortRef& port)
{
    return fmt::format("{}:{}/{}", port.device, word(port.role), port.index);
}

Result<PortRef> portFrom(std::string_view text)
{
    const auto colon = text.rfind(':');
    const auto slash = text.rfind('/');
    if (colon == std::string_view::npos || slash == std::string_view::npos || slash < colon || colon == 0)
        return fail("'{}' is no port: expected a device, ':', a role, '/' and a number, as in 'a01/c05:compute/3'",
                    shown(text));
    const auto role = fromWord<PortRole>(text.substr(colon + 1, slash - colon - 1));
    const auto index = wholeFrom(text.substr(slash + 1));
    if (!role)
        return fail("'{}' names no role of ports: '{}'", shown(text), shown(text.substr(colon + 1, slash - colon - 1)));
    if (!index || *index < 1 || *index > 4096)
        return fail("'{}' ends in no port number from 1 to 4096", shown(text));
    return PortRef{std::string(text.substr(0, colon)), *role, static_cast<int>(*index)};
}

bool HandCable::operator==(const HandCable& other) const
{
    const bool sameMedium = medium == other.medium || (medium && other.medium && *medium == *other.medium);
    return id == other.id && from == other.from && to == other.to && sameMedium && length == other.length;
}

} // namespace colonnade::model
