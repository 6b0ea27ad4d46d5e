#include "render/report/DrawingMarks.h"

#include <string_view>

namespace colonnade::render {
namespace {

using Where = model::Subject::Where;

/// The first so many steps of a path.
std::string_view steps(std::string_view path, int count)
{
    std::size_t end = 0;
    for (int i = 0; i < count; ++i) {
        end = path.find('/', end);
        if (end == std::string_view::npos)
            return path;
        ++end;
    }
    return path.substr(0, end - 1);
}

class Marks {
public:
    explicit Marks(const PlanIndex& index) : m_index{index} { }

    void add(const model::Subject& subject, Glyph glyph)
    {
        if (subject.where == Where::Instance) {
            // "su-1/a04/c05" is marked on its rack; "x01/c05" on the rack that stands alone.
            for (const int count : {2, 1}) {
                const std::string_view path = steps(subject.path, count);
                if (m_index.item(path) || m_index.pod(path)) {
                    mark(std::string(path), glyph);
                    return;
                }
            }
            return;
        }
        const std::string_view name = steps(subject.path, 1);
        if (subject.where == Where::RackDesign) {
            for (const PlanItem& item : m_index.items()) {
                const auto* rack = item.placement->rack();
                if (rack && (*rack)->id().text() == name)
                    mark(item.path, glyph);
            }
            return;
        }
        if (subject.where != Where::PodDesign)
            return;
        for (const PlanPod& pod : m_index.pods()) {
            if (pod.placement->pod->id().text() != name)
                continue;
            if (subject.path.size() == name.size())
                mark(pod.path, glyph);
            else
                mark(pod.path + "/" + std::string(steps(std::string_view{subject.path}.substr(name.size() + 1), 1)), glyph);
        }
    }

    std::map<std::string, Glyph> result() && { return std::move(m_marks); }

private:
    void mark(std::string path, Glyph glyph)
    {
        const auto [place, isNew] = m_marks.try_emplace(std::move(path), glyph);
        if (!isNew)
            place->second = worse(place->second, glyph);
    }

    const PlanIndex& m_index;
    std::map<std::string, Glyph> m_marks;
};

} // namespace

std::map<std::string, Glyph> planFindings(const PlanIndex& index, const std::vector<model::Finding>& findings)
{
    Marks marks{index};
    for (const model::Finding& finding : findings) {
        for (const model::Subject& subject : finding.subjects)
            marks.add(subject, glyphOf(finding));
    }
    return std::move(marks).result();
}

} // namespace colonnade::render
