#pragma once

#include "model/design/Workload.h"
#include "model/exchange/YamlReader.h"
#include "model/exchange/YamlWriter.h"

#include <vector>

namespace colonnade::model {

/// Reads one workload, as it stands in a design file and in a workload file. What is wrong is added
/// to the errors of `value`; the answer is then only a stand-in.
Workload readWorkload(const YamlValue& value);

/// Writes one workload as a map; what has its usual value is left out.
void writeWorkload(YamlWriter& yaml, const Workload& workload);

/// Reads the layout of a training; what is left out is 1, and `data` as many as there is room for.
ParallelLayout readParallelLayout(YamlMap map);
/// Writes it as the value of `layout`.
void writeParallelLayout(YamlWriter& yaml, const ParallelLayout& layout);

/// Reads the text of one workload file (`resources/workloads/*.yaml`): `format: 1` and the keys of
/// a workload.
Result<Workload> readWorkloadFile(std::string_view text, std::string_view file);
/// The text of a workload file, with its end mark.
std::string workloadFile(const Workload& workload);

/// The workloads that the program carries, by file name. Fails where one cannot be read.
Result<std::vector<Workload>> shippedWorkloads();

} // namespace colonnade::model
