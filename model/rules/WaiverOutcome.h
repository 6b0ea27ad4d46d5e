#pragma once

#include "model/design/Design.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace colonnade::model {

/// What became of one waiver in a complete run.
struct WaiverOutcome {
    enum class State : std::uint8_t { Holds, Expired, Worse, Orphan, Unknown };
    Waiver waiver;
    State state = State::Unknown; ///< Unknown: its rule is off, not known, or could not be evaluated there.
    std::string expires;          ///< ISO date; its own, or so many days after it was given.
    double before = 0, now = 0;   ///< Measured over limit (`Finding::utilisation`).
    bool operator==(const WaiverOutcome&) const = default;
};
/// "holds", "expired", "worse", "orphan", "unknown"
std::string_view word(WaiverOutcome::State);

} // namespace colonnade::model
