#pragma once

#include <string>
#include <string_view>

namespace colonnade::model {

/// The name-based UUID of `name` within a namespace (RFC 9562, version 5): the same for the same two, "886313e1-...".
/// `space` is a UUID in its usual form; empty where it is none.
std::string uuid5(std::string_view space, std::string_view name);

} // namespace colonnade::model
