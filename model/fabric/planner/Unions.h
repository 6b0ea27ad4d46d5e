#pragma once

#include <cstdint>
#include <numeric>
#include <vector>

namespace colonnade::model {

/// Joins things into sets.
class Unions {
public:
    explicit Unions(std::size_t size) : m_above(size) { std::iota(m_above.begin(), m_above.end(), 0U); }

    std::uint32_t root(std::uint32_t item)
    {
        while (m_above[item] != item)
            item = m_above[item] = m_above[m_above[item]];
        return item;
    }
    void join(std::uint32_t a, std::uint32_t b) { m_above[root(b)] = root(a); }

private:
    std::vector<std::uint32_t> m_above;
};

} // namespace colonnade::model
