#include "render/loops/LoopGrouping.h"

#include "render/oneline/OneLineGraph.h"

#include <algorithm>
#include <cmath>

namespace colonnade::render {
namespace {

void range(std::optional<LoopRange>& into, const std::optional<LoopRange>& from)
{
    if (!from)
        return;
    widen(into, from->low);
    widen(into, from->high);
}

bool looksAlike(const LoopBox& a, const LoopBox& b)
{
    return a.name == b.name && a.verdict == b.verdict && a.lost == b.lost;
}

/// True where both are unknown, or nearly the same.
bool near(const std::optional<LoopRange>& a, const std::optional<LoopRange>& b, double within)
{
    if (a.has_value() != b.has_value())
        return false;
    return !a || std::abs(a->low - b->low) <= within * std::max(std::abs(a->low), std::abs(b->low));
}

void merge(LoopPlan::Row& into, const LoopPlan::Row& from)
{
    ++into.box.count;
    range(into.box.figures.flow, from.box.figures.flow);
    range(into.box.figures.drop, from.box.figures.drop);
    for (std::size_t i = 0; i < into.racks.size(); ++i) {
        LoopFigures& f = into.racks[i].figures;
        const LoopFigures& g = from.racks[i].figures;
        range(f.flow, g.flow);
        range(f.supply, g.supply);
        range(f.back, g.back);
        range(f.drop, g.drop);
        range(f.margin, g.margin);
        auto& subjects = into.racks[i].subjects;
        subjects.insert(subjects.end(), from.racks[i].subjects.begin(), from.racks[i].subjects.end());
    }
}

} // namespace

std::vector<LoopBox> joined(std::vector<LoopBox> boxes, const std::function<bool(const LoopBox&, const LoopBox&)>& alike)
{
    std::vector<LoopBox> out;
    for (LoopBox& box : boxes) {
        if (out.empty() || !alike(out.back(), box)) {
            out.push_back(std::move(box));
            continue;
        }
        LoopBox& all = out.back();
        all.count += box.count;
        all.subjects.insert(all.subjects.end(), box.subjects.begin(), box.subjects.end());
        LoopFigures& f = all.figures;
        const LoopFigures& g = box.figures;
        range(f.flow, g.flow);
        range(f.demand, g.demand);
        range(f.supply, g.supply);
        range(f.back, g.back);
        range(f.drop, g.drop);
        range(f.approach, g.approach);
        range(f.margin, g.margin);
        f.heat = f.heat && g.heat ? std::optional{*f.heat + *g.heat} : std::nullopt;
        f.capacity = f.capacity && g.capacity ? std::optional{*f.capacity + *g.capacity} : std::nullopt;
        f.pumps += g.pumps;
        f.running += g.running;
        f.assumed |= g.assumed;
        for (const QString& problem : box.problems) {
            if (!all.problems.contains(problem))
                all.problems << problem;
        }
        all.members += QLatin1Char('\n') + box.members;
    }
    for (LoopBox& box : out) {
        std::vector<std::string> labels;
        for (const QString& label : box.members.split(QLatin1Char('\n')))
            labels.push_back(label.toStdString());
        box.members = rangesText(std::move(labels));
    }
    return out;
}

std::vector<LoopBox> collapsed(std::vector<LoopBox> racks, std::size_t most, bool whole)
{
    if (racks.size() <= most && !whole)
        return joined(std::move(racks), [](const LoopBox&, const LoopBox&) { return false; });
    std::vector<LoopBox> out;
    for (const double within : {0.002, 0.02, 0.1, 1e9}) {
        out = joined(racks, [within](const LoopBox& a, const LoopBox& b) {
            return looksAlike(a, b) && near(a.figures.flow, b.figures.flow, within) && near(a.figures.demand, b.figures.demand, within);
        });
        if (out.size() <= most && !whole)
            break;
    }
    return out; // Where they alternate, as many as there are.
}

std::vector<LoopPlan::Row> equalRows(std::vector<LoopPlan::Row> rows)
{
    const auto alike = [](const LoopPlan::Row& a, const LoopPlan::Row& b) {
        return std::ranges::equal(a.racks, b.racks, [](const LoopBox& x, const LoopBox& y) {
            return x.name == y.name && x.count == y.count && x.verdict == y.verdict && x.lost == y.lost;
        });
    };
    std::vector<LoopPlan::Row> out;
    for (LoopPlan::Row& row : rows) {
        const auto found = std::ranges::find_if(out, [&](const LoopPlan::Row& each) { return alike(each, row); });
        if (found == out.end()) {
            row.box.members = row.box.name;
            out.push_back(std::move(row));
            continue;
        }
        found->box.members += QLatin1Char('\n') + row.box.name;
        merge(*found, row);
    }
    for (LoopPlan::Row& row : out) {
        const QStringList names = row.box.members.split(QLatin1Char('\n'));
        row.box.members.clear();
        if (row.box.count == 1)
            continue;
        row.box.name = QStringLiteral("%1 × %2 …").arg(names.size()).arg(names.front());
        row.box.members = names.size() <= 4 ? names.join(QStringLiteral(", "))
                                            : QStringLiteral("%1 … %2").arg(names.front(), names.back());
    }
    return out;
}

} // namespace colonnade::render
