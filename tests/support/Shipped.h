#pragma once

#include "model/exchange/CatalogReader.h"
#include "model/exchange/DesignReader.h"

#include <stdexcept>

namespace colonnade::test {

/// The shipped catalog, read once.
inline const model::Catalog& catalog()
{
    static const model::Catalog all = [] {
        auto read = model::shippedCatalog();
        if (!read)
            throw std::runtime_error(read.error().text);
        return std::move(*read);
    }();
    return all;
}

inline model::PartRef part(std::string_view id)
{
    auto found = catalog().part(model::TypeId::literal(id));
    if (!found)
        throw std::runtime_error(std::string(id));
    return found;
}

inline model::Design reference(std::string_view name)
{
    auto read = model::loadReference(name);
    if (!read)
        throw std::runtime_error(read.error().text);
    return std::move(*read);
}

inline constexpr std::string_view references[] = {"dgx-h100-superpod-su", "gb300-nvl72-su", "mi355x-128-ethernet"};

/// An empty 48 U cabinet of 19 inches.
inline model::RackDesign cabinet(std::string_view id = "r")
{
    return model::RackDesign::create(model::RackDesignId::literal(id), "Rack", part("apc-ar3357")).value();
}

/// The text of an error, for QVERIFY2.
template <class T> const char* errorOf(const model::Result<T>& result)
{
    return result ? "no error" : result.error().text.c_str();
}

} // namespace colonnade::test
