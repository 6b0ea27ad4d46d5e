#pragma once

#include <memory>
#include <mutex>

namespace colonnade::model {

/// A derived value that an immutable part keeps once somebody has asked for it.
///
/// Copies start empty: the copy is about to become another part. Safe to ask from several threads.
template <class Value> class Remembered {
public:
    Remembered() = default;
    Remembered(const Remembered&) { }
    Remembered& operator=(const Remembered&) { return *this; }

    template <class Derive> const Value& get(Derive derive) const
    {
        std::call_once(m_once, [&] { m_value = std::make_unique<const Value>(derive()); });
        return *m_value;
    }

private:
    mutable std::once_flag m_once;
    mutable std::unique_ptr<const Value> m_value;
};

} // namespace colonnade::model
