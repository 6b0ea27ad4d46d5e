#pragma once

#include "model/design/Workload.h"
#include "ui/document/Words.h"

#include <array>

namespace colonnade::ui {

/// Number formats that a form offers.
inline constexpr std::array formPrecisions{model::Precision::Bf16, model::Precision::Fp8, model::Precision::Fp4};

/// FP16 computes as fast as BF16, and has no entry of its own.
inline model::Precision shownPrecision(model::Precision precision)
{
    return precision == model::Precision::Fp16 ? model::Precision::Bf16 : precision;
}

/// As files call it.
inline constexpr auto wordText = [](auto value) { return words(model::word(value)); };

} // namespace colonnade::ui
