#pragma once

#include "model/design/Design.h"

#include <algorithm>
#include <map>
#include <string>

namespace colonnade::model {

/// The accelerators of an arrangement.
struct AcceleratorCensus {
    std::map<TypeId, int> byType;
    int untyped = 0; ///< Of parts that do not name an entry.
    std::string untypedHolder; ///< One such part.
    int smallestDomain = 0, largestDomain = 0; ///< Of the scale-up domains that are drawn.

    [[nodiscard]] int total() const
    {
        int count = untyped;
        for (const auto& [type, number] : byType)
            count += number;
        return count;
    }
    void addDomain(int size)
    {
        smallestDomain = smallestDomain == 0 ? size : std::min(smallestDomain, size);
        largestDomain = std::max(largestDomain, size);
    }
    void add(const AcceleratorCensus& other, int times)
    {
        for (const auto& [type, number] : other.byType)
            byType[type] += number * times;
        untyped += other.untyped * times;
        if (untypedHolder.empty())
            untypedHolder = other.untypedHolder;
        if (other.smallestDomain > 0) {
            addDomain(other.smallestDomain);
            addDomain(other.largestDomain);
        }
    }
};

/// Counts arrangements of a design with one catalog: each rack design once, however often it stands.
class AcceleratorCounting {
public:
    explicit AcceleratorCounting(const Catalog& catalog) : m_catalog{catalog} {}
    AcceleratorCensus of(const Arrangement& arrangement);

private:
    const AcceleratorCensus& of(const RackDesignRef& rack);
    void addPart(AcceleratorCensus& census, const PartType& part, int stated, int within) const;

    const Catalog& m_catalog;
    std::map<const RackDesign*, AcceleratorCensus> m_racks;
};

} // namespace colonnade::model
