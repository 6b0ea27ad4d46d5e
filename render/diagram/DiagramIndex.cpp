#include "render/diagram/DiagramIndex.h"

namespace colonnade::render {
namespace {

using model::Subject;

/// "su-1/a04/c05" without its last step; empty where it has one only.
std::string shortened(const std::string& path)
{
    const auto slash = path.rfind('/');
    return slash == std::string::npos ? std::string{} : path.substr(0, slash);
}

} // namespace

void DiagramIndex::addSheet(std::size_t sheet, const std::string& podDesign, const std::vector<std::string>& placedPods)
{
    for (const std::string& pod : placedPods)
        m_podSheets[pod].push_back({sheet, podDesign});
}

void DiagramIndex::addBox(std::size_t box, std::size_t sheet, const Subject& subject)
{
    auto& places = m_boxes[subject.text()];
    if (places.empty() || places.back().number != box)
        places.push_back({box, sheet});
}

std::vector<std::size_t> DiagramIndex::boxesOf(const Subject& subject) const
{
    std::vector<std::size_t> all;
    for (Subject at = subject; !at.path.empty(); at.path = shortened(at.path)) {
        if (const auto found = m_boxes.find(at.text()); found != m_boxes.end()) {
            for (const Box& box : found->second)
                all.push_back(box.number);
            return all;
        }
        const auto slash = at.path.find('/');
        if (at.where != Subject::Where::Instance || slash == std::string::npos)
            continue;
        // What stands in a placed pod is drawn in the sheet of its pod design.
        const auto drawn = m_podSheets.find(std::string_view{at.path}.substr(0, slash));
        if (drawn == m_podSheets.end())
            continue;
        for (const Sheet& sheet : drawn->second) {
            const Subject inside{Subject::Where::PodDesign, sheet.podDesign + at.path.substr(slash)};
            const auto found = m_boxes.find(inside.text());
            if (found == m_boxes.end())
                continue;
            for (const Box& box : found->second) {
                if (box.sheet == sheet.number)
                    all.push_back(box.number);
            }
        }
        if (!all.empty())
            return all;
    }
    return all;
}

} // namespace colonnade::render
