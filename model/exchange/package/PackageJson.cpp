#include "model/exchange/package/PackageJson.h"

#include "model/exchange/package/PackageShapes.h"

namespace colonnade::model {

std::string packageJson(const Package& package)
{
    JsonWriter json;
    package::packageShape().write(json, package);
    return json.finish();
}

} // namespace colonnade::model
