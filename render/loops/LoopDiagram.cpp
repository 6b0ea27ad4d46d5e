#include "render/loops/LoopDiagram.h"

#include <algorithm>

namespace colonnade::render {

void widen(std::optional<LoopRange>& range, std::optional<double> value)
{
    if (!value)
        return;
    if (range)
        range->add(*value);
    else
        range = LoopRange::of(*value);
}

const LoopBox* LoopDiagram::boxAt(QPointF at) const
{
    const auto found = std::ranges::find_if(boxes, [at](const LoopBox& box) { return box.body.contains(at); });
    return found == boxes.end() ? nullptr : &*found;
}

void LoopDiagram::makeIndex()
{
    m_index = {};
    for (std::size_t i = 0; i < sheets.size(); ++i)
        m_index.addSheet(i, sheets[i].podDesign, sheets[i].pods);
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        for (const auto* list : {&boxes[i].subjects, &boxes[i].also}) {
            for (const model::Subject& subject : *list)
                m_index.addBox(i, boxes[i].sheet, subject);
        }
    }
}

} // namespace colonnade::render
