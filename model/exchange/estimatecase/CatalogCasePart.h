#pragma once

#include "model/exchange/estimatecase/EstimateCase.h"

#include <string_view>

namespace colonnade::model {

/// The accelerator of the shipped catalog that words of a case's hardware name ("L40S/PCIe", "H100-80G-SXM"), for a file that
/// gives no figures of it: the one whose model shares most words, of equals the one with the fastest scale-up links. Nothing
/// where none is named so or the catalog cannot be read.
std::optional<CasePart> catalogCasePart(std::string_view hardware);

} // namespace colonnade::model
