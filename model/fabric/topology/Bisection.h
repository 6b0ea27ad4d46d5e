#pragma once

#include <cstdint>

namespace colonnade::model {

/// The least capacity between two halves of the endpoints, one direction.
struct Bisection {
    enum class Basis : std::uint8_t {
        Exact,
        UpperBound ///< Of one particular cut; a better one may exist.
    };
    double links = 0; ///< Of the kind that is cut.
    double speed = 0; ///< Gbit/s; 0 where the recipe names no speed.
    Basis basis = Basis::Exact;
};

} // namespace colonnade::model
