#pragma once

#include "model/catalog/Catalog.h"
#include "model/exchange/YamlReader.h"

#include <span>
#include <string>
#include <vector>

namespace colonnade::model {

inline constexpr int catalogFormat = 1;

/// The text of a file and the name that messages give it.
struct NamedText {
    std::string name;
    std::string text;
};

/// Reads catalog files as one library; resources/catalog/README.md describes the format.
///
/// Fails where a file is no catalog, an id is taken, or a part refers to a part or document that
/// none of the files has. The sentence names file, line, column and key; `all` receives further
/// ones, up to a hundred.
/// What `known` has may be referred to as well: the library that a new file is to be added to.
Result<Catalog> readCatalog(std::span<const NamedText> files, std::vector<Error>* all = nullptr,
                            const Catalog* known = nullptr);

/// The library that the program carries; see `resourceFile`.
Result<Catalog> shippedCatalog();

/// Reads one entry of `parts`. What is wrong goes to the errors of `value`; the part is used only
/// if there is none. References to other parts and to documents are not looked up.
PartType readPart(const YamlValue& value);
/// Reads one entry of `sources`.
Source readSource(const YamlValue& value);

/// Reports each reference of the entry `part` that `catalog` cannot follow, at its place in the
/// file.
void checkReferences(const YamlNode& part, const Catalog& catalog, YamlErrors& errors);

} // namespace colonnade::model
