#pragma once

#include "model/design/Design.h"

#include <string>

namespace colonnade::model {

inline constexpr int designFormat = 1;

/// The canonical text of a design file: equal designs give equal bytes, one placement a line, the catalog entries
/// that it uses inside, `...` at the end.
std::string designText(const Design& design);

/// SHA-256 of `designText`, in hexadecimal: the identity that packages print.
std::string designHash(const Design& design);

} // namespace colonnade::model
