#pragma once

#include "model/design/FreeChoices.h"
#include "model/exchange/YamlReader.h"
#include "model/exchange/YamlWriter.h"

#include <span>

namespace colonnade::model {

/// The entry `free` of a job, a list of words: "free: [precision, microbatch]". Absent: nothing is free. Words that are not
/// `allowed` for the job, or are there twice, are refused.
FreeChoices readFree(YamlMap& map, std::span<const FreeChoice> allowed);
/// Writes the entry; nothing where nothing is free.
void writeFree(YamlWriter& yaml, const FreeChoices& free);

} // namespace colonnade::model
