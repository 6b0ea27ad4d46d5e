#pragma once

#include "model/exchange/package/Package.h"

#include <string>
#include <string_view>

namespace colonnade::model {

inline constexpr std::string_view packageFormat = "colonnade-package";
inline constexpr std::string_view packageFormatVersion = "1.3.0";

/// The package as JSON, valid against the schema "package": keys by the alphabet, shortest numbers, UTF-8. Equal
/// packages give equal bytes.
std::string packageJson(const Package& package);

} // namespace colonnade::model
