#include "render/fabric/FabricOverlay.h"

namespace colonnade::render {
namespace {

using Pattern = LegendEntry::Pattern;
constexpr double full = 0.995; ///< From here on it reads as 100 %.

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

QColor faint(const Theme& theme)
{
    return mixed(theme.strong, theme.canvas, 0.6);
}

void addEntry(Legend& legend, const QColor& colour, const char* text, std::uint64_t count, Pattern pattern = Pattern::Plain)
{
    if (count > 0)
        legend.entries.push_back({colour, QString::fromLatin1(text), static_cast<int>(count), pattern});
}

Legend utilisation(const FabricDiagram& diagram, const Theme& theme)
{
    std::uint64_t busy = 0, lost = 0, unknown = 0, known = 0;
    forEachLine(diagram, [&](std::uint64_t links, std::uint64_t gone, const std::optional<double>& load) {
        lost += gone == links ? 1 : 0;
        unknown += gone < links && !load ? 1 : 0;
        known += load ? 1 : 0;
        busy += load && *load >= full ? 1 : 0;
    });
    Legend legend;
    legend.title = QStringLiteral("Utilisation, % of capacity (%1)").arg(diagram.measure);
    if (known > 0) {
        legend.scale.assign(theme.sequential.begin(), theme.sequential.end());
        legend.ticks = {QStringLiteral("0"), QStringLiteral("50"), QStringLiteral("100")};
    }
    addEntry(legend, theme.sequentialAt(1), "lines that are full", busy);
    addEntry(legend, theme.error, "lines that are lost", lost);
    addEntry(legend, faint(theme), "not evaluated", unknown, Pattern::Unknown);
    return legend;
}

Legend failure(const FabricDiagram& diagram, const Theme& theme)
{
    std::uint64_t lost = 0, some = 0, whole = 0, lostDevices = 0, cut = 0, narrowed = 0;
    forEachLine(diagram, [&](std::uint64_t links, std::uint64_t gone, const std::optional<double>&) {
        lost += gone == links ? 1 : 0;
        some += gone > 0 && gone < links ? 1 : 0;
        whole += gone == 0 ? 1 : 0;
    });
    for (const FabricBox& box : diagram.boxes) {
        lostDevices += box.lost;
        cut += box.cut;
        narrowed += box.narrowed;
    }
    Legend legend;
    legend.title = diagram.waited ? QStringLiteral("What the failure takes, being worked out…")
        : diagram.state.isEmpty() ? QStringLiteral("Nothing has failed")
                                  : QStringLiteral("What the failure takes");
    if (diagram.waited) // What is drawn is without it: nothing to be counted.
        return legend;
    addEntry(legend, theme.error, "devices lost", lostDevices);
    addEntry(legend, theme.error, "devices cut off", cut);
    addEntry(legend, theme.warning, "devices with fewer links", narrowed);
    addEntry(legend, theme.error, "lines lost", lost);
    addEntry(legend, theme.warning, "lines with some links lost", some);
    addEntry(legend, faint(theme), "lines whole", whole);
    return legend;
}

} // namespace

std::optional<QColor> lineColour(const FabricDiagram& diagram, std::uint64_t links, std::uint64_t lost, const std::optional<double>& load, const Theme& theme)
{
    if (diagram.show == FabricShow::Cables || lost == links)
        return std::nullopt;
    if (diagram.show == FabricShow::Utilisation)
        return load ? theme.sequentialAt(*load) : faint(theme);
    return lost > 0 ? theme.warning : faint(theme);
}

Legend fabricLegend(const FabricDiagram& diagram, const Theme& theme)
{
    if (diagram.empty() || diagram.show == FabricShow::Cables)
        return {};
    return diagram.show == FabricShow::Utilisation ? utilisation(diagram, theme) : failure(diagram, theme);
}

} // namespace colonnade::render
