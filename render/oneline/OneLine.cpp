#include "render/oneline/OneLine.h"

#include <algorithm>

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
    m_bySubject.clear();
    m_podSheets.clear();
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        for (const std::string& pod : sheets[i].pods)
            m_podSheets[pod].push_back(i);
    }
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        for (const auto* list : {&boxes[i].subjects, &boxes[i].also}) {
            for (const Subject& subject : *list) {
                auto& places = m_bySubject[subject.text()];
                if (places.empty() || places.back() != i)
                    places.push_back(i);
            }
        }
    }
}

std::vector<std::size_t> OneLine::boxesOf(const Subject& subject) const
{
    for (Subject at = subject; !at.path.empty(); at.path = shortened(at.path)) {
        if (const auto found = m_bySubject.find(at.text()); found != m_bySubject.end())
            return found->second;
        const auto slash = at.path.find('/');
        if (at.where != Subject::Where::Instance || slash == std::string::npos)
            continue;
        // What stands in a placed pod is drawn in the sheet of its pod design.
        const auto drawn = m_podSheets.find(std::string_view{at.path}.substr(0, slash));
        if (drawn == m_podSheets.end())
            continue;
        std::vector<std::size_t> all;
        for (const std::size_t sheet : drawn->second) {
            const Subject inside{Subject::Where::PodDesign,
                                 sheets[sheet].subject.path + at.path.substr(slash)};
            const auto found = m_bySubject.find(inside.text());
            if (found == m_bySubject.end())
                continue;
            for (const std::size_t box : found->second) {
                if (boxes[box].sheet == sheet)
                    all.push_back(box);
            }
        }
        if (!all.empty())
            return all;
    }
    return {};
}

} // namespace colonnade::render
