#include "render/fabric/FabricOverlay.h"

#include "render/overlay/UseScale.h"

namespace colonnade::render {
namespace {

/// A line of the diagram: a bundle that is drawn by itself, or a trunk.
template <class Visit> void forEachLine(const FabricDiagram& diagram, Visit visit)
{
    for (const FabricBundle& bundle : diagram.bundles) {
        if (!bundle.trunk)
            visit(bundle.links, bundle.lost, bundle.load);
    }
    for (const FabricTrunk& trunk : diagram.trunks)
        visit(trunk.links, trunk.lost, trunk.load);
}

UseCounts countsIn(const FabricDiagram& diagram)
{
    UseCounts counts;
    forEachLine(diagram, [&](std::uint64_t links, std::uint64_t gone, const std::optional<double>& load) {
        counts.lost += gone == links ? 1 : 0;
        counts.partly += gone > 0 && gone < links ? 1 : 0;
        counts.whole += gone == 0 ? 1 : 0;
        counts.unknown += gone < links && !load ? 1 : 0;
        counts.known += load ? 1 : 0;
        counts.full += load && isFull(*load) ? 1 : 0;
    });
    return counts;
}

Legend failure(const FabricDiagram& diagram, const Theme& theme)
{
    int lost = 0, cut = 0, narrowed = 0;
    for (const FabricBox& box : diagram.boxes) {
        lost += static_cast<int>(box.lost);
        cut += static_cast<int>(box.cut);
        narrowed += static_cast<int>(box.narrowed);
    }
    Legend legend;
    legend.title = diagram.waited ? QStringLiteral("What the failure takes, being worked out…")
        : diagram.state.isEmpty() ? QStringLiteral("Nothing has failed")
                                  : QStringLiteral("What the failure takes");
    if (diagram.waited) // What is drawn is without it: nothing to be counted.
        return legend;
    const auto add = [&](const QColor& colour, const char* text, int count) {
        if (count > 0)
            legend.entries.push_back({colour, QString::fromLatin1(text), count, LegendEntry::Pattern::Plain});
    };
    add(theme.error, "devices lost", lost);
    add(theme.error, "devices cut off", cut);
    add(theme.warning, "devices with fewer links", narrowed);
    addLosses(legend, countsIn(diagram), QStringLiteral("lines"), QStringLiteral("links"), theme);
    return legend;
}

} // namespace

std::optional<QColor> lineColour(const FabricDiagram& diagram, std::uint64_t links, std::uint64_t lost, const std::optional<double>& load, const Theme& theme)
{
    if (diagram.show == FabricShow::Cables || lost == links)
        return std::nullopt;
    if (diagram.show == FabricShow::Utilisation)
        return useColour(theme, load);
    return lost > 0 ? theme.warning : faintColour(theme);
}

Legend fabricLegend(const FabricDiagram& diagram, const Theme& theme)
{
    if (diagram.empty() || diagram.show == FabricShow::Cables)
        return {};
    return diagram.show == FabricShow::Utilisation ? useLegend(countsIn(diagram), QStringLiteral("lines"), diagram.measure, theme) : failure(diagram, theme);
}

} // namespace colonnade::render
