#pragma once

namespace colonnade::model {

/// A total of figures of which some may be unknown. Unknown ones are counted, never taken as zero in silence.
template <class Q> struct Sum {
    Q known;         ///< The total of those that are known.
    int missing = 0; ///< How many are not.

    [[nodiscard]] bool complete() const { return missing == 0; }
    void add(Q quantity) { known += quantity; }
    template <class Optional> void addIf(const Optional& quantity, int count = 1)
    {
        if (quantity)
            known += *quantity * static_cast<typename Q::Number>(count);
        else
            missing += count;
    }
    Sum& operator+=(const Sum& other)
    {
        known += other.known;
        missing += other.missing;
        return *this;
    }
    bool operator==(const Sum&) const = default;
};

} // namespace colonnade::model
