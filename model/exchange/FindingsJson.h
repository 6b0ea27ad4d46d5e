#pragma once

#include "model/exchange/JsonWriter.h"
#include "model/rules/Engine.h"
#include "model/rules/Profile.h"

#include <string>
#include <string_view>

namespace colonnade::model {

/// The answer of `check --format json`; schema "check". `design` is the name to print, `profileFile` where the profile
/// comes from (empty: the program carries it).
std::string findingsJson(const Evaluation& evaluation, std::string_view design, const Profile& profile,
                         std::string_view profileFile = {});

/// The same findings as SARIF 2.1.0; waived ones carry a suppression.
std::string findingsSarif(const Evaluation& evaluation, std::string_view design, const Profile& profile,
                          std::string_view profileFile = {});

} // namespace colonnade::model
