#pragma once

#include "model/design/Design.h"
#include "model/exchange/YamlReader.h"

#include <string>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// Reads the text of a design file. `file` is the name for messages; `all` receives further errors, up to a hundred.
///
/// Fails where the text is no design, is cut off (no end mark), is of a newer version, has a key twice or one that
/// nobody knows, a wrong type or unit, a number out of range, or a name of nothing.
Result<Design> readDesign(std::string_view text, std::string_view file, std::vector<Error>* all = nullptr,
                          const ReadProgress& progress = {});

/// Reads a design file from disk, within the stated limits.
Result<Design> loadDesign(const std::string& path, std::vector<Error>* all = nullptr);

/// A shipped reference design.
struct ReferenceDesign {
    std::string name;    ///< "gb300-nvl72-su", as `new --from` takes it.
    std::string title;
    std::string purpose;
    std::string path;
};
/// All shipped reference designs, by name. Ones that cannot be read are left out; the tests read all of them.
std::vector<ReferenceDesign> referenceDesigns();
Result<Design> loadReference(std::string_view name);

} // namespace colonnade::model
