#pragma once

#include "model/design/Workload.h"
#include "model/units/Result.h"

#include <string>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// A model's shape as a `config.json` of the Hugging Face hub describes it, with what had to be assumed.
struct ImportedModel {
    TransformerModel model;
    std::vector<std::string> assumed; ///< One sentence each.
};

/// Reads such a file. The names of its keys differ between families; those of Llama, Mistral, Qwen, Gemma, GPT-2, GPT-NeoX,
/// Falcon, OPT, Mixtral, DeepSeek and GPT-OSS are known. Fails with the key that is missing, of the wrong form, or that makes
/// a shape which cannot be computed. `file` is for messages, and its stem names a model that does not name itself.
Result<ImportedModel> readHuggingFaceConfig(std::string_view text, std::string_view file);

} // namespace colonnade::model
