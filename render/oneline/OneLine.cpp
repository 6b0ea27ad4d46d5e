#include "render/oneline/OneLine.h"

#include <algorithm>

namespace colonnade::render {

using model::Subject;

std::optional<model::PhaseShare> OneLineFigures::loaded() const
{
    const std::optional<model::Watts> load = now ? now : normal;
    if (!load || !limit || *limit <= model::Watts{})
        return std::nullopt;
    return model::phaseShare(*load, now ? nowByPhase : normalByPhase, *limit);
}

std::optional<model::PhaseShare> OneLineFigures::loadedWorst() const
{
    if (now || !worst || !limit || *limit <= model::Watts{})
        return std::nullopt;
    return model::phaseShare(*worst, worstByPhase, *limit);
}

bool OneLine::hasNodes() const
{
    return std::ranges::any_of(boxes, [](const OneLineBox& box) { return !box.load; });
}

const OneLineBox* OneLine::boxAt(QPointF at) const
{
    const auto found = std::ranges::find_if(
        boxes, [at](const OneLineBox& box) { return box.body.contains(at); });
    return found == boxes.end() ? nullptr : &*found;
}

const OneLineSheet* OneLine::sheetAt(QPointF at) const
{
    const auto found = std::ranges::find_if(
        sheets, [at](const OneLineSheet& sheet) { return sheet.frame.contains(at); });
    return found == sheets.end() ? nullptr : &*found;
}

void OneLine::makeIndex()
{
    m_index = {};
    for (std::size_t i = 0; i < sheets.size(); ++i)
        m_index.addSheet(i, sheets[i].subject.path, sheets[i].pods);
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        for (const auto* list : {&boxes[i].subjects, &boxes[i].also}) {
            for (const Subject& subject : *list)
                m_index.addBox(i, boxes[i].sheet, subject);
        }
    }
}

std::vector<std::size_t> OneLine::boxesOf(const Subject& subject) const
{
    return m_index.boxesOf(subject);
}

} // namespace colonnade::render
