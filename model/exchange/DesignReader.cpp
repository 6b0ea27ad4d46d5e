#include "model/exchange/DesignReader.h"

#include "model/exchange/DesignBuilder.h"
#include "model/exchange/Resources.h"
#include "model/exchange/SaveFile.h"
#include "model/units/Text.h"

#include <filesystem>

namespace colonnade::model {

Result<Design> readDesign(std::string_view text, std::string_view file, std::vector<Error>* all,
                          const ReadProgress& progress)
{
    const auto tree = readYaml(text, file, designLimits, EndMark::Required, progress);
    if (!tree)
        return tl::unexpected<Error>{tree.error()};
    YamlErrors errors;
    Design design = DesignBuilder{*tree, errors}.build();
    if (all)
        *all = errors.list();
    if (!errors.empty())
        return errors.first();
    return design;
}

Result<Design> loadDesign(const std::string& path, std::vector<Error>* all)
{
    const auto file = readFile(path, designLimits.bytes);
    if (!file)
        return tl::unexpected<Error>{file.error()};
    return readDesign(file->bytes, path, all);
}

std::vector<ReferenceDesign> referenceDesigns()
{
    std::vector<ReferenceDesign> all;
    for (const std::filesystem::path& path : resourceFiles("designs", ".colonnade")) {
        const auto design = loadDesign(path.string());
        if (design)
            all.push_back({path.stem().string(), design->name(), design->purpose(), path.string()});
    }
    return all;
}

Result<Design> loadReference(std::string_view name)
{
    const auto paths = resourceFiles("designs", ".colonnade");
    std::string known;
    for (const std::filesystem::path& path : paths) {
        if (path.stem().string() == name)
            return loadDesign(path.string());
        known += (known.empty() ? "" : ", ") + path.stem().string();
    }
    return fail("There is no reference design '{}'; there are: {}", shown(name), known.empty() ? "none" : known);
}

} // namespace colonnade::model
