#pragma once

#include "model/exchange/package/AudienceClass.h"

#include <string>
#include <vector>

namespace colonnade::model {

/// A field of the package's JSON.
struct PackageField {
    std::string path;  ///< "rack_designs[].facts.power_w"
    AudienceClass audience = AudienceClass::Internal;
    std::string about; ///< What it is, with the unit.
};

/// Every field that a package can have, from the top, by the alphabet. The writer knows no others.
const std::vector<PackageField>& packageFields();

/// The JSON Schema (draft 2020-12) of packages, made from the same list: `resources/schema/package.schema.json`. Every
/// property carries its audience class as "x-audience-class".
std::string packageSchema();

} // namespace colonnade::model
