#include "render/cables/CableOverlay.h"

#include "render/cables/FabricColour.h"
#include "render/overlay/UseScale.h"

#include <cmath>

namespace colonnade::render {
namespace {

/// Of a network that nobody wants to see, with an overlay of cables or without.
bool isLeftOut(const CableView& view, model::FabricRole role)
{
    return view.hidden.contains(role);
}

QString percent(double share)
{
    return QStringLiteral("%1\u00a0%").arg(std::lround(share * 100));
}

/// Each layer that is drawn somewhere in a hall, with how often it is.
std::map<std::shared_ptr<const LayerStates>, int> layersOf(const HallCables& cables)
{
    std::map<std::shared_ptr<const LayerStates>, int> layers;
    if (cables.own)
        ++layers[cables.own];
    for (const auto& [id, pod] : cables.pods)
        ++layers[pod.states];
    return layers;
}

UseCounts countsIn(const HallCables& cables, const CableView& view)
{
    UseCounts counts;
    for (const auto& [states, times] : layersOf(cables)) {
        const auto often = static_cast<std::uint64_t>(times);
        for (std::size_t i = 0; i < states->lines.size(); ++i) {
            const CableLine& line = states->layer->lines[i];
            if (line.isDrop || isLeftOut(view, states->layer->networks[line.network].role))
                continue;
            const CableState& state = states->lines[i];
            const auto load = state.load();
            counts.lost += state.wholly() ? often : 0;
            counts.partly += !state.wholly() && state.lost > 0 ? often : 0;
            counts.whole += state.lost == 0 ? often : 0;
            counts.known += load ? often : 0;
            counts.full += load && isFull(*load) ? often : 0;
            counts.unknown += !load && !state.wholly() ? often : 0;
        }
    }
    return counts;
}

Legend fillLegend(const HallCables& cables, const TrayFillView& limits, const Theme& theme)
{
    int good = 0, above = 0, over = 0, unknown = 0;
    for (const auto& [states, times] : layersOf(cables)) {
        for (const TrayFillLine& line : states->layer->fills) {
            int& count = !line.fill ? unknown : limits.most && *line.fill > *limits.most ? over : limits.design && *line.fill > *limits.design ? above : good;
            count += times;
        }
    }
    Legend legend;
    legend.title = QStringLiteral("Tray fill, % of the usable section");
    const auto add = [&](const QColor& colour, const QString& text, int count, LegendEntry::Pattern pattern = LegendEntry::Pattern::Plain) {
        if (count > 0)
            legend.entries.push_back({colour, text, count, pattern});
    };
    const bool judged = limits.most && limits.design;
    if (judged) {
        add(theme.error, QStringLiteral("above %1").arg(percent(*limits.most)), over);
        add(theme.warning, QStringLiteral("above %1").arg(percent(*limits.design)), above);
    }
    add(judged ? theme.ok : theme.strong, judged ? QStringLiteral("up to %1").arg(percent(*limits.design)) : QStringLiteral("no limit is in force"),
        judged ? good : good + above + over);
    add(theme.strong, QStringLiteral("not known"), unknown, LegendEntry::Pattern::Unknown);
    return legend;
}

} // namespace

TrayFillView TrayFillView::of(const model::Profile& profile)
{
    constexpr std::string_view rule = "CAB-010";
    if (!profile.enabled(rule))
        return {true, {}, {}};
    return {true, profile.parameter(rule, "warn_share"), profile.parameter(rule, "error_share")};
}

std::optional<CableLook> cableLook(const CableLayer& layer, std::size_t number, const LayerStates* states, CableShow show, const CableView& view,
                                   const Theme& theme)
{
    const CableLine& line = layer.lines[number];
    const CableLayer::Network& network = layer.networks[line.network];
    const CableState* state = states && number < states->lines.size() ? &states->lines[number] : nullptr;
    if (isLeftOut(view, network.role))
        return std::nullopt;
    CableLook look;
    look.marked = !view.marked.empty() && network.subject == view.marked;
    if (show == CableShow::Networks || !state) {
        if (!view.shown)
            return std::nullopt;
        look.colour = fabricColour(theme, network.role);
        return look;
    }
    look.lost = state->wholly();
    if (look.lost)
        look.colour = theme.error;
    else if (show == CableShow::Utilisation)
        look.colour = useColour(theme, state->load());
    else if (state->lost > 0)
        look.colour = theme.warning;
    else if (view.shown)
        look.colour = faintColour(theme);
    else
        return std::nullopt;
    return look;
}

QString cableWords(const CableState& state, CableShow show)
{
    if (show == CableShow::Networks)
        return {};
    QStringList words;
    if (show == CableShow::Utilisation && !state.wholly())
        words << (state.load() ? QStringLiteral("up to %1 used, mean %2").arg(percent(*state.load()), percent(static_cast<double>(state.mean)))
                               : QStringLiteral("utilisation not evaluated"));
    if (state.lost > 0)
        words << QStringLiteral("%1 of %2 lost").arg(state.lost).arg(state.cables);
    return words.join(QStringLiteral(", "));
}

QColor fillColour(const Theme& theme, const TrayFillLine& line, const TrayFillView& limits)
{
    if (!line.fill || !limits.most || !limits.design)
        return theme.strong;
    return *line.fill > *limits.most ? theme.error : *line.fill > *limits.design ? theme.warning : theme.ok;
}

Legend cableLegend(const CableOverlay& overlay, const CableView& view, const Theme& theme)
{
    if (!overlay.cables || overlay.isNone())
        return {};
    if (overlay.fill.shown)
        return fillLegend(*overlay.cables, overlay.fill, theme);
    const QString runs = QStringLiteral("runs");
    const UseCounts counts = countsIn(*overlay.cables, view);
    if (overlay.show == CableShow::Utilisation)
        return useLegend(counts, runs, overlay.cables->measure, theme);
    Legend legend;
    legend.title = QStringLiteral("Cables in trays");
    addLosses(legend, counts, runs, QStringLiteral("cables"), theme);
    return legend;
}

} // namespace colonnade::render
