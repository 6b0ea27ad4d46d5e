#include "model/fabric/topology/MeshTopology.h"

#include "model/fabric/Recipe.h"
#include "model/fabric/topology/TopologyLimits.h"

#include <tuple>

namespace colonnade::model {

namespace {

Result<ClosShape> treeShape(int ports, int switchPorts)
{
    auto shape = closShape(ports, switchPorts);
    if (!shape)
        return tl::unexpected{shape.error().in("The tree of a row or column of boards")};
    return shape;
}

} // namespace

Result<HammingMeshCounts> hammingMeshCounts(const HammingMeshRecipe& recipe)
{
    const auto [a, b, x, y] = std::tuple{recipe.boardWidth, recipe.boardHeight, recipe.gridWidth, recipe.gridHeight};
    if (a < 1 || b < 1 || x < 1 || y < 1 || recipe.planes < 1)
        return fail("A HammingMesh has boards of at least one accelerator, at least one board, and one plane");
    const double accelerators = static_cast<double>(a) * b * x * y;
    if (const auto sound = within({{"accelerators on all planes", accelerators * recipe.planes}}, topologylimits::endpoints); !sound)
        return tl::unexpected{sound.error()};
    if (const auto sound = within({{"ports of a switch", recipe.switchPorts}}, topologylimits::ports); !sound)
        return tl::unexpected{sound.error()};
    HammingMeshCounts counts;
    counts.boards = static_cast<std::int64_t>(x) * y;
    counts.accelerators = counts.boards * a * b;
    counts.boardLinks = counts.boards * ((a - 1) * b + (b - 1) * a) * recipe.planes;
    counts.rowTrees = y * b * recipe.planes;
    counts.columnTrees = x * a * recipe.planes;
    counts.portsPerRowTree = 2 * x;
    counts.portsPerColumnTree = 2 * y;
    counts.boardToTree
        = static_cast<std::int64_t>(counts.rowTrees) * 2 * x + static_cast<std::int64_t>(counts.columnTrees) * 2 * y;
    const auto rows = treeShape(counts.portsPerRowTree, recipe.switchPorts);
    const auto columns = treeShape(counts.portsPerColumnTree, recipe.switchPorts);
    if (!rows || !columns)
        return tl::unexpected{!rows ? rows.error() : columns.error()};
    counts.leaves = static_cast<std::int64_t>(counts.rowTrees) * rows->leaves
        + static_cast<std::int64_t>(counts.columnTrees) * columns->leaves;
    counts.spines = static_cast<std::int64_t>(counts.rowTrees) * rows->spines
        + static_cast<std::int64_t>(counts.columnTrees) * columns->spines;
    return counts;
}

Result<Topology> built(const HammingMeshRecipe& recipe)
{
    const auto counts = hammingMeshCounts(recipe);
    if (!counts)
        return tl::unexpected{counts.error()};
    const int width = recipe.boardWidth * recipe.gridWidth, height = recipe.boardHeight * recipe.gridHeight;
    TopologyAssembly assembly{"hamming-mesh", static_cast<std::uint32_t>(counts->accelerators)};
    assembly.topology().portsOfTier = {4 * recipe.planes, recipe.switchPorts, recipe.switchPorts};
    const auto board = assembly.addKind("board", recipe.speed);
    const auto edge = assembly.addKind("board_tree", recipe.speed);
    const auto tree = assembly.addKind("leaf_spine", recipe.speed);
    const auto at = [&](int x, int y) { return static_cast<std::uint32_t>(y * width + x); };
    // A tree over `boards` boards of one line; `end` gives the accelerators at the two ends of a board.
    const auto addTree = [&](std::uint32_t line, int plane, int boards, auto end) {
        const ClosShape shape = *closShape(2 * boards, recipe.switchPorts);
        std::vector<std::uint32_t> leaves;
        for (int i = 0; i < shape.leaves; ++i)
            leaves.push_back(assembly.addSwitch(1, line, 0, plane));
        for (int port = 0; port < 2 * boards; ++port)
            assembly.join(end(port / 2, port % 2), leaves[static_cast<std::size_t>(port / shape.split.down)], 1, edge);
        for (int i = 0; i < shape.spines; ++i) {
            const std::uint32_t spine = assembly.addSwitch(2, line, 0, plane);
            for (const std::uint32_t leaf : leaves)
                assembly.join(leaf, spine, shape.linksPerPair, tree);
        }
    };
    for (int plane = 1; plane <= recipe.planes; ++plane) {
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) {
                if ((x + 1) % recipe.boardWidth != 0)
                    assembly.join(at(x, y), at(x + 1, y), 1, board);
                if ((y + 1) % recipe.boardHeight != 0)
                    assembly.join(at(x, y), at(x, y + 1), 1, board);
            }
        }
        for (int y = 0; y < height; ++y)
            addTree(static_cast<std::uint32_t>(y), plane, recipe.gridWidth,
                    [&](int b, int side) { return at(b * recipe.boardWidth + side * (recipe.boardWidth - 1), y); });
        for (int x = 0; x < width; ++x)
            addTree(static_cast<std::uint32_t>(height + x), plane, recipe.gridHeight,
                    [&](int b, int side) { return at(x, b * recipe.boardHeight + side * (recipe.boardHeight - 1)); });
    }
    return assembly.finish();
}

} // namespace colonnade::model
