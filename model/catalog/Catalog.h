#pragma once

#include "model/catalog/PartType.h"

#include <map>
#include <memory>
#include <vector>

namespace colonnade::model {

/// A library of parts and of the documents behind them. A value: copies share the parts.
class Catalog {
public:
    Catalog() = default;

    /// Null where there is no such part.
    [[nodiscard]] PartRef part(const TypeId&) const;
    [[nodiscard]] const Source* source(const SourceId&) const;
    /// All parts, by id.
    [[nodiscard]] const std::map<TypeId, PartRef>& parts() const { return m_parts; }
    [[nodiscard]] const std::map<SourceId, Source>& sources() const { return m_sources; }

    /// Fails where the id is taken.
    Result<void> add(PartRef part);
    /// Fails where the id is taken by another document.
    Result<void> add(Source source);

    /// Adds the part, or puts it in the place of the one of its id.
    void put(PartRef part);

    bool operator==(const Catalog&) const;

private:
    std::map<TypeId, PartRef> m_parts;
    std::map<SourceId, Source> m_sources;
};

} // namespace colonnade::model
