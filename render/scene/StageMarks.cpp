#include "render/scene/StageMarks.h"

#include <algorithm>
#include <cstddef>

namespace colonnade::render {
namespace {

constexpr std::size_t mostOutlines = 4000;

/// Twelve bars along the edges of a box, `thick` wide.
void addEdges(std::vector<InstanceTable::InstanceTableEntry>& entries, const Bounds& box,
              float thick, const QColor& colour)
{
    const float half = thick / 2;
    for (int axis = 0; axis < 3; ++axis) {
        const int u = (axis + 1) % 3;
        const int v = (axis + 2) % 3;
        for (const bool highU : {false, true}) {
            for (const bool highV : {false, true}) {
                Bounds bar;
                bar.low[axis] = box.low[axis] - half;
                bar.high[axis] = box.high[axis] + half;
                const float atU = highU ? box.high[u] : box.low[u];
                const float atV = highV ? box.high[v] : box.low[v];
                bar.low[u] = atU - half;
                bar.high[u] = atU + half;
                bar.low[v] = atV - half;
                bar.high[v] = atV + half;
                entries.push_back(InstanceTable::flatEntry(bar, colour));
            }
        }
    }
}

QColor clear(QColor colour, double alpha)
{
    colour.setAlphaF(static_cast<float>(alpha));
    return colour;
}

/// Bars round what has failed, is dark or overloaded, is not known or beyond its limit: each its own number, so that the
/// colour does not carry it alone.
void addBars(std::vector<InstanceTable::InstanceTableEntry>& entries, const StageContent& content)
{
    using Pattern = LegendEntry::Pattern;
    constexpr std::size_t mostBarred = 600;
    constexpr float leastPixels = 28;
    const Theme& theme = content.scene->palette().theme;
    std::size_t barred = 0;
    const auto add = [&](std::size_t i, int bars, const QColor& ink) {
        const SceneItem& item = content.scene->items()[i];
        if (bars == 0 || !content.sees(item.box) || content.pixelHeight(item) < leastPixels || barred >= mostBarred)
            return;
        ++barred;
        const float pitch = item.box.size().y() / static_cast<float>(bars);
        for (int bar = 0; bar < bars; ++bar) {
            Bounds box = item.box.grown(5);
            box.low.setY(item.box.low.y() + (static_cast<float>(bar) + 0.4F) * pitch);
            box.high.setY(box.low.y() + std::min(pitch * 0.22F, 36.0F));
            entries.push_back(InstanceTable::flatEntry(box, ink));
        }
    };
    for (std::size_t i = 0; i < content.scene->items().size(); ++i) {
        const model::PlaceState state = i < content.overlay.states.size() ? content.overlay.states[i] : model::PlaceState::Normal;
        if (state != model::PlaceState::Normal && state != model::PlaceState::Degraded) {
            add(i, state == model::PlaceState::Failed ? 12 : state == model::PlaceState::Dark ? 6 : 3, failureInk(state, theme));
            continue;
        }
        const Pattern pattern = i < content.overlay.patterns.size() ? content.overlay.patterns[i] : Pattern::Plain;
        if (pattern != Pattern::Plain)
            add(i, pattern == Pattern::Beyond ? 9 : 4, pattern == Pattern::Beyond ? theme.error : theme.notEvaluated);
    }
}

} // namespace

StageMarks marksOf(const StageContent& content)
{
    const Theme& theme = content.scene->palette().theme;
    StageMarks marks;
    addBars(marks.outlines, content);
    const auto outline = [&](const Bounds& box, double pixels, const QColor& colour) {
        const float thick =
            static_cast<float>(pixels) / content.magnificationOf(box);
        addEdges(marks.outlines, box.grown(std::min(thick / 2, 20.0F)), thick, colour);
    };
    const std::size_t shown = std::min(content.selected.size(), mostOutlines);
    for (std::size_t i = 0; i < shown; ++i) {
        const Bounds box = content.scene->boundsOf(content.selected[i]);
        outline(box, 2, theme.accent);
        marks.tints.push_back(InstanceTable::flatEntry(box.grown(4), clear(theme.accent, 0.16)));
    }
    if (content.hovered && std::ranges::find(content.selected, *content.hovered) == content.selected.end())
        outline(content.scene->boundsOf(*content.hovered), 1, theme.accent);
    for (const FloorGhost& ghost : content.ghosts) {
        outline(ghost.box, 2, ghost.colour);
        marks.tints.push_back(InstanceTable::flatEntry(ghost.box.grown(3), clear(ghost.colour, 0.55)));
    }
    return marks;
}

} // namespace colonnade::render
