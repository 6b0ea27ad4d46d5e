#include "model/exchange/fabriccase/FabricCase.h"

#include "model/units/Text.h"

namespace colonnade::model {

namespace {

enum class Family { Clos, Dragonfly, DragonflyPlus, Torus, HyperX, SlimFly, HammingMesh, ScaleUp, RackLayout, None };

/// By what a family's name contains; the more special first.
Family familyOf(std::string_view name)
{
    struct Word {
        std::string_view part;
        Family family;
    };
    static constexpr Word words[] = {{"dragonfly-plus", Family::DragonflyPlus},
                                     {"dragonfly+", Family::DragonflyPlus},
                                     {"dragonfly", Family::Dragonfly},
                                     {"hamming", Family::HammingMesh},
                                     {"hyperx", Family::HyperX},
                                     {"flattened-butterfly", Family::HyperX},
                                     {"slim", Family::SlimFly},
                                     {"scale-up", Family::ScaleUp},
                                     {"nvlink", Family::ScaleUp},
                                     {"torus", Family::Torus},
                                     {"mesh", Family::Torus},
                                     {"layout", Family::RackLayout},
                                     {"cable-length", Family::None},
                                     {"clos", Family::Clos},
                                     {"tree", Family::Clos},
                                     {"rail", Family::Clos},
                                     {"plane", Family::Clos},
                                     {"leaf", Family::Clos},
                                     {"fabric", Family::Clos},
                                     {"cell", Family::Clos},
                                     {"switch", Family::Clos}};
    for (const Word& word : words) {
        if (name.find(word.part) != std::string_view::npos)
            return word.family;
    }
    return Family::None;
}

tl::unexpected<Error> noFamily(const FabricCase& one)
{
    return fail("Case '{}' is of family '{}', from which no links follow", shown(one.id), shown(one.family));
}

std::string scalar(const YamlNode& map, std::string_view key)
{
    const auto node = map.find(key);
    return node && node->isScalar() ? std::string{node->text()} : std::string{};
}

void writeItem(JsonWriter& json, const FabricCase& one)
{
    const FabricCaseAnswer answer = answered(one);
    json.beginObject();
    json.entry("id", one.id);
    if (answer.error)
        json.entry("error", answer.error->text);
    if (!answer.answer.empty()) {
        json.key("answer");
        answer.answer.write(json);
    }
    json.end();
}

} // namespace

Result<FabricCases> readFabricCases(std::string_view text, std::string_view file)
{
    auto tree = readYaml(text, file, catalogLimits);
    if (!tree)
        return tl::unexpected{tree.error()};
    FabricCases cases{*std::move(tree), {}, true};
    const YamlNode root = cases.tree.root();
    const auto add = [&](const YamlNode& node) -> Result<void> {
        if (!node.isMap())
            return tl::unexpected{node.mismatch("a case, a map with 'id', 'family' and 'inputs'")};
        const auto inputs = node.find("inputs");
        if (scalar(node, "id").empty() || scalar(node, "family").empty())
            return tl::unexpected{node.wrong("a case needs 'id' and 'family'")};
        if (inputs && !inputs->isMap())
            return tl::unexpected{inputs->mismatch("a map")};
        cases.cases.push_back({scalar(node, "id"), scalar(node, "family"), CaseInputs{inputs}});
        return {};
    };
    const auto list = root.find("oracles");
    if (!list) {
        cases.list = false;
        const auto added = add(root);
        return added ? Result<FabricCases>{std::move(cases)} : tl::unexpected{added.error()};
    }
    if (list->isMap()) {
        const auto added = add(*list);
        return added ? Result<FabricCases>{std::move(cases)} : tl::unexpected{added.error()};
    }
    if (!list->isSequence())
        return tl::unexpected{list->mismatch("a list of cases")};
    for (const YamlNode item : list->items()) {
        if (const auto added = add(item); !added)
            return tl::unexpected{added.error()};
    }
    return cases;
}

FabricCaseAnswer answered(const FabricCase& one)
{
    switch (familyOf(one.family)) {
    case Family::Clos: return closAnswer(one);
    case Family::Dragonfly: return dragonflyAnswer(one.inputs);
    case Family::DragonflyPlus: return dragonflyPlusAnswer(one.inputs);
    case Family::Torus: return torusAnswer(one.inputs);
    case Family::HyperX: return hyperXAnswer(one.inputs);
    case Family::SlimFly: return slimFlyAnswer(one.inputs);
    case Family::HammingMesh: return hammingMeshAnswer(one.inputs);
    case Family::ScaleUp: return scaleUpAnswer(one.inputs);
    case Family::RackLayout: return rackLayoutAnswer(one.inputs);
    case Family::None: break;
    }
    return {{}, noFamily(one).value()};
}

Result<TopologyRecipe> recipeOf(const FabricCase& one)
{
    switch (familyOf(one.family)) {
    case Family::Clos: {
        const auto recipe = closRecipeOf(one);
        return recipe ? Result<TopologyRecipe>{*recipe} : tl::unexpected{recipe.error()};
    }
    case Family::Dragonfly: return dragonflyRecipeOf(one.inputs);
    case Family::DragonflyPlus: return dragonflyPlusRecipeOf(one.inputs);
    case Family::Torus: return torusRecipeOf(one.inputs);
    case Family::HyperX: return hyperXRecipeOf(one.inputs);
    case Family::SlimFly: return slimFlyRecipeOf(one.inputs);
    case Family::HammingMesh: return hammingMeshRecipeOf(one.inputs);
    case Family::ScaleUp: return scaleUpRecipeOf(one.inputs);
    case Family::RackLayout:
    case Family::None: break;
    }
    return noFamily(one);
}

std::string fabricCasesJson(const FabricCases& cases)
{
    JsonWriter json;
    if (!cases.list) {
        writeItem(json, cases.cases.front());
        return json.finish();
    }
    json.beginObject();
    json.key("answers");
    json.beginArray();
    for (const FabricCase& one : cases.cases)
        writeItem(json, one);
    json.end();
    json.end();
    return json.finish();
}

std::string linksCsv(const Topology& topology)
{
    fmt::memory_buffer out;
    const auto add = std::back_inserter(out);
    fmt::format_to(add, "from,from_port,to,to_port,kind,speed_gbit_s\n");
    const auto name = [&](std::uint32_t vertex) {
        const bool isSwitch = topology.isSwitch(vertex);
        fmt::format_to(add, "{}{}", isSwitch ? 's' : 'e', isSwitch ? vertex - topology.endpoints : vertex);
    };
    const TopologyLinks& links = topology.links;
    for (std::size_t i = 0; i < links.size(); ++i) {
        const TopologyLinkKind& kind = topology.kinds[links.kind[i]];
        for (int piece = 0; piece < links.count[i]; ++piece) {
            name(links.a[i]);
            fmt::format_to(add, ",{},", links.portA[i] + piece + 1);
            name(links.b[i]);
            fmt::format_to(add, ",{},{},{}\n", links.portB[i] + piece + 1, kind.name, kind.speed > 0 ? shortest(kind.speed) : "");
        }
    }
    return {out.data(), out.size()};
}

} // namespace colonnade::model
