#include "model/fabric/topology/TopologyRecipe.h"
#include "render/fabric/FabricPainter.h"
#include "render/theme/Fonts.h"

#include <QGuiApplication>
#include <QImage>

#include <benchmark/benchmark.h>

#include <stdexcept>

// The fabric diagram from 1,024 to 1,048,576 endpoints in nodes of eight, rail-optimised: gathering its links, which is done
// once and aside; its first frame, also in the colours of utilisation; and opening a group, which is what a person waits for.

using namespace colonnade;

namespace {

std::shared_ptr<const render::FabricNetwork> network(std::int64_t endpoints)
{
    static std::map<std::int64_t, std::shared_ptr<const render::FabricNetwork>> made;
    auto& at = made[endpoints];
    if (!at) {
        model::ClosRecipe recipe;
        recipe.endpoints = static_cast<int>(endpoints);
        recipe.rails = 8;
        recipe.nodesPerUnit = 32;
        recipe.tiers = endpoints > 8'192 ? 3 : 2;
        recipe.switchPorts = endpoints > 500'000 ? 256 : 128;
        recipe.endpointSpeed = recipe.spineSpeed = recipe.coreSpeed = 800;
        const auto topology = model::built(recipe);
        if (!topology)
            throw std::runtime_error(topology.error().text);
        at = std::make_shared<const render::FabricNetwork>(render::fabricNetwork(*topology, QStringLiteral("Compute")));
    }
    return at;
}

void label(benchmark::State& state, const render::FabricNetwork& network, const render::FabricDiagram& diagram)
{
    state.SetLabel(fmt::format("{} links, {} symbols and labels", network.links, diagram.boxes.size()));
}

void gather(benchmark::State& state)
{
    const auto whole = network(state.range(0));
    for (auto _ : state) {
        render::FabricNetwork again = *whole;
        again.groups.clear();
        again.cells.clear();
        again.shared.clear();
        render::group(again);
        benchmark::DoNotOptimize(again.cells.data());
    }
    state.SetLabel(fmt::format("{} links", whole->links));
}

/// `state.range(1)`: in the colours of utilisation.
void firstFrame(benchmark::State& state)
{
    render::FabricDiagramContent content;
    content.networks = {network(state.range(0))};
    if (state.range(1) > 0) {
        const render::FabricNetwork& whole = *content.networks.front();
        render::FabricState& its = content.states[&whole];
        its.load.assign(whole.strands.size(), 0.5F);
        its.cellLoad = render::cellLoads(whole, its.load);
        content.show = render::FabricShow::Utilisation;
        content.measure = QStringLiteral("all-to-all, spread");
    }
    const render::Theme& theme = render::Theme::of(render::ThemeName::Light);
    QImage image{1440, 900, QImage::Format_ARGB32_Premultiplied};
    const QRectF area{0, 0, 1440, 900};
    render::FabricDiagram diagram;
    for (auto _ : state) {
        diagram = render::fabricDiagramOf(content);
        QPainter painter{&image};
        render::FabricPainter{theme, render::DiagramWindow::fitted(diagram.extent, area)}.paint(painter, area, diagram, {});
    }
    label(state, *content.networks.front(), diagram);
}

void openGroup(benchmark::State& state)
{
    render::FabricDiagramContent content;
    content.networks = {network(state.range(0))};
    for (const std::string& key : render::keysTo(*content.networks.front(), 0))
        content.opened[key] = true;
    render::FabricDiagram diagram;
    for (auto _ : state)
        diagram = render::fabricDiagramOf(content);
    label(state, *content.networks.front(), diagram);
}

void plainAndColoured(benchmark::internal::Benchmark* bench)
{
    for (const std::int64_t endpoints : {1'024, 16'384, 131'072, 1'048'576}) {
        for (const std::int64_t coloured : {0, 1})
            bench->Args({endpoints, coloured});
    }
}

} // namespace

BENCHMARK(gather)->Arg(1'024)->Arg(16'384)->Arg(131'072)->Arg(1'048'576)->Unit(benchmark::kMillisecond);
BENCHMARK(firstFrame)->Apply(plainAndColoured)->Unit(benchmark::kMillisecond);
BENCHMARK(openGroup)->Arg(1'024)->Arg(16'384)->Arg(131'072)->Arg(1'048'576)->Unit(benchmark::kMillisecond);

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QGuiApplication application{argc, argv};
    render::loadFonts();
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
