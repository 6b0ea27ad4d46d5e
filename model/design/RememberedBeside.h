#pragma once

#include <map>
#include <memory>
#include <mutex>

namespace colonnade::model {

/// Values derived from immutable parts by a room that the part does not know. Kept beside the part,
/// dropped with it.
///
/// `Key` tells apart several values of one part. Safe to ask from several threads; two that ask at
/// once may both derive, and one answer is kept.
template <class Part, class Key, class Value> class RememberedBeside {
public:
    template <class Derive>
    std::shared_ptr<const Value> get(const std::shared_ptr<const Part>& part, const Key& key,
                                     Derive derive)
    {
        const std::pair<const Part*, Key> place{part.get(), key};
        {
            const std::lock_guard guard{m_lock};
            const auto found = m_values.find(place);
            if (found != m_values.end() && found->second.part.lock() == part)
                return found->second.value;
        }
        auto value = std::make_shared<const Value>(derive());
        const std::lock_guard guard{m_lock};
        if (m_values.size() >= m_limit) {
            std::erase_if(m_values, [](const auto& entry) { return entry.second.part.expired(); });
            m_limit = std::max<std::size_t>(64, 2 * m_values.size());
        }
        auto& kept = m_values[place];
        if (kept.value && kept.part.lock() == part)
            return kept.value;
        kept = {part, value};
        return value;
    }

private:
    struct Kept {
        std::weak_ptr<const Part>
            part; ///< Tells a new part at an old address from the one that is gone.
        std::shared_ptr<const Value> value;
    };
    std::mutex m_lock;
    std::map<std::pair<const Part*, Key>, Kept> m_values;
    std::size_t m_limit = 64;
};

} // namespace colonnade::model
