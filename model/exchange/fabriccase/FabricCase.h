#pragma once

#include "model/exchange/fabriccase/CaseAnswer.h"
#include "model/exchange/fabriccase/CaseInputs.h"
#include "model/fabric/topology/TopologyRecipe.h"

#include <string>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// A network that is described without a drawn design: a row of a published table.
struct FabricCase {
    std::string id, family;
    CaseInputs inputs;
};

/// One case, or a list of them under `oracles`. What else a file says of a case (sources, expectations) is passed over.
struct FabricCases {
    YamlTree tree; ///< The cases refer to it.
    std::vector<FabricCase> cases;
    bool list = true; ///< False: the file is one case.
};
Result<FabricCases> readFabricCases(std::string_view text, std::string_view file);

/// What follows from a case, or why it cannot be built; both where formulas hold for what cannot be built.
struct FabricCaseAnswer {
    CaseAnswer answer;
    std::optional<Error> error;
};
FabricCaseAnswer answered(const FabricCase& one);
/// The recipe that a case describes, to be built. Fails where the case is of no family with links.
Result<TopologyRecipe> recipeOf(const FabricCase& one);

/// The answer of `fabric --case --format json`; schema "fabric".
std::string fabricCasesJson(const FabricCases& cases);
/// Every link of a topology, a line each: `from,from_port,to,to_port,kind,speed_gbit_s`. Endpoints are "e0" on, switches
/// "s0" on, ports from 1.
std::string linksCsv(const Topology& topology);

// The families, each in a file of its own.
Result<ClosRecipe> closRecipeOf(const FabricCase& one);
FabricCaseAnswer closAnswer(const FabricCase& one);
DragonflyRecipe dragonflyRecipeOf(const CaseInputs& inputs);
FabricCaseAnswer dragonflyAnswer(const CaseInputs& inputs);
DragonflyPlusRecipe dragonflyPlusRecipeOf(const CaseInputs& inputs);
FabricCaseAnswer dragonflyPlusAnswer(const CaseInputs& inputs);
TorusRecipe torusRecipeOf(const CaseInputs& inputs);
FabricCaseAnswer torusAnswer(const CaseInputs& inputs);
HyperXRecipe hyperXRecipeOf(const CaseInputs& inputs);
FabricCaseAnswer hyperXAnswer(const CaseInputs& inputs);
SlimFlyRecipe slimFlyRecipeOf(const CaseInputs& inputs);
FabricCaseAnswer slimFlyAnswer(const CaseInputs& inputs);
HammingMeshRecipe hammingMeshRecipeOf(const CaseInputs& inputs);
FabricCaseAnswer hammingMeshAnswer(const CaseInputs& inputs);
ScaleUpRecipe scaleUpRecipeOf(const CaseInputs& inputs);
FabricCaseAnswer scaleUpAnswer(const CaseInputs& inputs);
/// How many racks and leaf ports a scalable unit takes, or what a rack-scale system of the catalog holds.
FabricCaseAnswer rackLayoutAnswer(const CaseInputs& inputs);

} // namespace colonnade::model
