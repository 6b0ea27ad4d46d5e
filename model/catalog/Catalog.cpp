#include "model/catalog/Catalog.h"

namespace colonnade::model {

PartRef Catalog::part(const TypeId& id) const
{
    const auto found = m_parts.find(id);
    return found == m_parts.end() ? nullptr : found->second;
}

const Source* Catalog::source(const SourceId& id) const
{
    const auto found = m_sources.find(id);
    return found == m_sources.end() ? nullptr : &found->second;
}

Result<void> Catalog::add(PartRef part)
{
    const TypeId id = part->id;
    if (!m_parts.emplace(id, std::move(part)).second)
        return fail("The catalog has two parts named '{}'", id);
    return {};
}

Result<void> Catalog::add(Source source)
{
    const auto [place, isNew] = m_sources.emplace(source.id, source);
    if (!isNew && place->second != source)
        return fail("Two documents are named '{}'", source.id);
    return {};
}

void Catalog::put(PartRef part)
{
    const TypeId id = part->id;
    m_parts.insert_or_assign(id, std::move(part));
}

bool Catalog::operator==(const Catalog& other) const
{
    return m_sources == other.m_sources
        && std::equal(m_parts.begin(), m_parts.end(), other.m_parts.begin(), other.m_parts.end(),
                      [](const auto& a, const auto& b) {
                          return a.first == b.first && (a.second == b.second || *a.second == *b.second);
                      });
}

} // namespace colonnade::model
