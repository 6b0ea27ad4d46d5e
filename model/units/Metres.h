#pragma once

#include "model/units/Quantity.h"

namespace colonnade::model {

/// Lengths of things and places are whole millimetres; laws and messages want metres.
constexpr double metresOf(Millimetres length)
{
    return static_cast<double>(length.value()) / 1000;
}

} // namespace colonnade::model
