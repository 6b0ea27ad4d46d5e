#pragma once

#include <cstdint>

namespace colonnade::model {

/// What a workload may leave to the search beside its layout.
enum class FreeChoice : std::uint8_t {
    Precision,  ///< Of the matrix multiplications. Changes what is computed, not only how fast.
    Recompute,  ///< Activations that are computed again.
    Schedule,   ///< Order of the passes in a pipeline.
    Microbatch, ///< Sequences that one rank computes at a time.
    Pools       ///< Of serving: whether prompts and output tokens have instances of their own, and how many.
};

/// A set of them. The job's own values hold for what is not in it; what is in it may become any legal one.
class FreeChoices {
public:
    constexpr FreeChoices() = default;

    [[nodiscard]] constexpr bool has(FreeChoice choice) const { return (m_bits & bit(choice)) != 0; }
    [[nodiscard]] constexpr bool none() const { return m_bits == 0; }
    /// A copy with the choice in it, or out of it.
    [[nodiscard]] constexpr FreeChoices with(FreeChoice choice, bool free = true) const
    {
        FreeChoices out = *this;
        out.m_bits = static_cast<std::uint8_t>(free ? m_bits | bit(choice) : m_bits & ~bit(choice));
        return out;
    }
    bool operator==(const FreeChoices&) const = default;

private:
    static constexpr unsigned bit(FreeChoice choice) { return 1U << static_cast<unsigned>(choice); }
    std::uint8_t m_bits = 0;
};

} // namespace colonnade::model
