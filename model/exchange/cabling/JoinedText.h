#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace colonnade::model {

/// Finds a text in others that are each made of two parts in a row, without joining them: what a part says about it is a word of
/// 64 bits, and two words say whether it stands in the whole. So a text is sought in a thousand devices and sixty ports instead
/// of in sixty thousand ends. The text has at most `longest` bytes.
class JoinedText {
public:
    static constexpr std::size_t longest = 62;
    explicit JoinedText(std::string_view sought) : m_sought{sought} { }

    /// Bit 0: the part has all of it; bit k: the part ends with its first k bytes.
    [[nodiscard]] std::uint64_t inFirst(std::string_view part) const
    {
        std::uint64_t bits = part.find(m_sought) != std::string_view::npos ? 1 : 0;
        for (std::size_t k = 1; k < m_sought.size(); ++k)
            bits |= part.ends_with(m_sought.substr(0, k)) ? std::uint64_t{1} << k : 0;
        return bits;
    }
    /// Bit 0: the part has all of it; bit k: the part begins with all but its first k bytes.
    [[nodiscard]] std::uint64_t inSecond(std::string_view part) const
    {
        std::uint64_t bits = part.find(m_sought) != std::string_view::npos ? 1 : 0;
        for (std::size_t k = 1; k < m_sought.size(); ++k)
            bits |= part.starts_with(m_sought.substr(k)) ? std::uint64_t{1} << k : 0;
        return bits;
    }
    static bool within(std::uint64_t first, std::uint64_t second)
    {
        return ((first | second) & 1U) != 0 || (first & second) != 0;
    }

    /// The whole ends with it: bit k: the part ends with its first k bytes.
    [[nodiscard]] std::uint64_t endOfFirst(std::string_view part) const
    {
        std::uint64_t bits = 0;
        for (std::size_t k = 0; k <= m_sought.size(); ++k)
            bits |= part.ends_with(m_sought.substr(0, k)) ? std::uint64_t{1} << k : 0;
        return bits;
    }
    [[nodiscard]] std::uint64_t endOfSecond(std::string_view part) const
    {
        if (part.ends_with(m_sought))
            return ~std::uint64_t{0};
        return m_sought.ends_with(part) ? std::uint64_t{1} << (m_sought.size() - part.size()) : 0;
    }
    /// The whole begins with it: bit k: the part begins with all but its first k bytes.
    [[nodiscard]] std::uint64_t startOfSecond(std::string_view part) const
    {
        std::uint64_t bits = 0;
        for (std::size_t k = 0; k <= m_sought.size(); ++k)
            bits |= part.starts_with(m_sought.substr(k)) ? std::uint64_t{1} << k : 0;
        return bits;
    }
    [[nodiscard]] std::uint64_t startOfFirst(std::string_view part) const
    {
        if (part.starts_with(m_sought))
            return ~std::uint64_t{0};
        return m_sought.starts_with(part) ? std::uint64_t{1} << part.size() : 0;
    }
    static bool touches(std::uint64_t first, std::uint64_t second) { return (first & second) != 0; }

private:
    std::string_view m_sought;
};

} // namespace colonnade::model
