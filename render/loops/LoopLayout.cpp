#include "render/loops/LoopLayout.h"

#include "model/units/Text.h"
#include "render/elevation/DeviceFace.h"
#include "render/loops/LoopGathering.h"
#include "render/oneline/OneLineGraph.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace colonnade::render {
namespace {

using namespace model;

// Sizes at 100 %.
constexpr double edge = 16, titleRoom = 42, problemRoom = 22;
constexpr double leftWidth = 206, mainsRoom = 44;
constexpr double facilityHeight = 112, headerHeight = 132, rowHeight = 84;
constexpr double cduWidth = 216, cduHeight = 142, rackWidth = 176, rackHeight = 134;
constexpr double gap = 14, bandGap = 20;
constexpr double pipeApart = 14, tap = 30;
constexpr double symbol = 30;
constexpr std::size_t linesTried[] = {8, 6, 5, 4, 3, 2}; ///< Racks in a line.
constexpr double sheetGap = 24;

class Placing {
public:
    Placing(LoopPlan plan, LoopDiagram& diagram, QPointF at, std::size_t inLine) :
        m_plan{std::move(plan)},
        m_diagram{diagram},
        m_at{at},
        m_inLine{inLine},
        m_sheet{diagram.sheets.size()}
    {
    }

    QRectF place()
    {
        double y = m_at.y() + titleRoom + (m_plan.sheet.problem.isEmpty() ? 0 : problemRoom);
        const double left = m_at.x() + edge;
        m_x0 = left + leftWidth + mainsRoom;
        // Facility water at the left, CDUs beside it under their pipes.
        const QRectF facility{left, y, leftWidth, facilityHeight};
        double cduBottom = facility.bottom();
        std::vector<QRectF> cdus;
        const double water = y + 8;
        for (std::size_t i = 0; i < m_plan.cdus.size(); ++i)
            cdus.push_back({m_x0 + static_cast<double>(i) * (cduWidth + gap), water + pipeApart + tap, cduWidth, cduHeight});
        if (!cdus.empty()) {
            const double last = cdus.back().center().x();
            m_diagram.pipes.push_back({{{facility.right(), water}, {last - 12, water}}, {}, false, true, true, false});
            m_diagram.pipes.push_back({{{facility.right(), water + pipeApart}, {last + 12, water + pipeApart}}, {}, true, true, true, false});
            for (std::size_t i = 0; i < cdus.size(); ++i)
                taps(cdus[i], water, true, m_plan.cdus[i].lost);
            cduBottom = cdus.back().bottom();
        }
        m_right = std::max(m_right, cdus.empty() ? m_x0 + rackWidth : 0.0);
        // Below the CDUs the header that all racks have in common.
        const double headerTop = std::max(facility.bottom(), cduBottom) + 18;
        const QRectF common{left, headerTop, leftWidth, headerHeight};
        const double commonPipes = headerTop + 10;
        double reach = m_x0;
        for (std::size_t i = 0; i < cdus.size(); ++i) {
            const LoopBox& box = m_plan.cdus[i];
            const double x = cdus[i].center().x();
            reach = std::max(reach, x + 12);
            // Return into the CDU, supply out of it.
            vertical(x - 12, cdus[i].bottom(), commonPipes, false, box.lost);
            vertical(x + 12, cdus[i].bottom(), commonPipes + pipeApart, true, box.lost);
        }
        const bool still = !m_plan.sheet.problem.isEmpty();
        if (!cdus.empty()) {
            m_diagram.pipes.push_back({{{common.right(), commonPipes}, {reach, commonPipes}}, {}, false, false, true, still});
            m_diagram.pipes.push_back({{{common.right(), commonPipes + pipeApart}, {reach, commonPipes + pipeApart}}, {}, true, false, true, still});
        }
        add(m_plan.facility, facility, symbol);
        for (std::size_t i = 0; i < cdus.size(); ++i)
            add(m_plan.cdus[i], cdus[i], symbol);
        add(m_plan.header, common, 0);
        // The rows, each below the one before, on two mains.
        y = common.bottom() + bandGap;
        const double supplyMain = common.right() + 14, returnMain = supplyMain + pipeApart;
        double lastSupply = 0, lastReturn = 0;
        for (LoopPlan::Row& row : m_plan.rows) {
            const QRectF place{left, y, leftWidth, rowHeight};
            const auto rackLines = lines(row.racks.size(), m_inLine);
            std::size_t next = 0;
            double bottom = place.bottom();
            for (const std::size_t inLine : rackLines) {
                const double pipes = y + 8;
                const double top = pipes + pipeApart + 22;
                const double end = m_x0 + static_cast<double>(inLine - 1) * (rackWidth + gap) + rackWidth / 2;
                m_diagram.pipes.push_back({{{supplyMain, pipes}, {end - 10, pipes}}, {{supplyMain, pipes}}, false, false, true, still});
                m_diagram.pipes.push_back({{{returnMain, pipes + pipeApart}, {end + 10, pipes + pipeApart}}, {{returnMain, pipes + pipeApart}}, true, false, true, still});
                lastSupply = pipes;
                lastReturn = pipes + pipeApart;
                for (std::size_t i = 0; i < inLine; ++i) {
                    const LoopBox& box = row.racks[next + i];
                    const QRectF rack{m_x0 + static_cast<double>(i) * (rackWidth + gap), top, rackWidth, rackHeight};
                    const bool dry = still || box.verdict == BranchVerdict::Closed || box.verdict == BranchVerdict::Dead;
                    const double x = rack.center().x();
                    m_diagram.pipes.push_back({{{x - 10, pipes}, {x - 10, rack.top()}}, {{x - 10, pipes}}, false, false, false, dry});
                    m_diagram.pipes.push_back({{{x + 10, pipes + pipeApart}, {x + 10, rack.top()}}, {{x + 10, pipes + pipeApart}}, true, false, false, dry});
                    m_right = std::max(m_right, rack.right());
                }
                bottom = std::max(bottom, top + rackHeight);
                y = top + rackHeight + bandGap;
                next += inLine;
            }
            next = 0;
            // Boxes last, so that none of the row's indices depend on the pipes.
            double top = place.top() + 8 + pipeApart + 22;
            add(row.box, place, 0);
            for (const std::size_t inLine : rackLines) {
                for (std::size_t i = 0; i < inLine; ++i)
                    add(row.racks[next + i], {m_x0 + static_cast<double>(i) * (rackWidth + gap), top, rackWidth, rackHeight}, 18);
                next += inLine;
                top += 8 + pipeApart + 22 + rackHeight + bandGap;
            }
            y = bottom + bandGap;
        }
        if (!m_plan.rows.empty()) {
            m_diagram.pipes.push_back({{{supplyMain, commonPipes}, {supplyMain, lastSupply}}, {{supplyMain, commonPipes}}, false, false, true, still});
            m_diagram.pipes.push_back({{{returnMain, commonPipes + pipeApart}, {returnMain, lastReturn}}, {{returnMain, commonPipes + pipeApart}}, true, false, true, still});
        }
        m_bottom = std::max({m_bottom, y - bandGap, common.bottom()});
        const QRectF frame{m_at, QPointF{std::max(m_right, m_x0 + cduWidth) + edge, m_bottom + edge}};
        m_plan.sheet.frame = frame;
        m_diagram.sheets.push_back(std::move(m_plan.sheet));
        return frame;
    }

private:
    static std::vector<std::size_t> lines(std::size_t count, std::size_t most)
    {
        std::vector<std::size_t> all;
        if (count == 0)
            return all;
        const std::size_t rows = (count + most - 1) / most;
        const std::size_t each = (count + rows - 1) / rows;
        for (std::size_t left = count; left > 0; left -= all.back())
            all.push_back(std::min(each, left));
        return all;
    }

    void taps(const QRectF& cdu, double pipes, bool facility, bool dry)
    {
        const double x = cdu.center().x();
        m_diagram.pipes.push_back({{{x - 12, pipes}, {x - 12, cdu.top()}}, {{x - 12, pipes}}, false, facility, false, dry});
        m_diagram.pipes.push_back({{{x + 12, pipes + pipeApart}, {x + 12, cdu.top()}}, {{x + 12, pipes + pipeApart}}, true, facility, false, dry});
        m_right = std::max(m_right, cdu.right());
    }

    void vertical(double x, double from, double to, bool back, bool dry)
    {
        m_diagram.pipes.push_back({{{x, from}, {x, to}}, {{x, to}}, back, false, false, dry || !m_plan.sheet.problem.isEmpty()});
    }

    void add(LoopBox& box, const QRectF& body, double mark)
    {
        box.sheet = m_sheet;
        box.body = body;
        const double inset = 8;
        if (mark > 0)
            box.mark = {body.left() + inset, body.top() + inset, mark, mark};
        const double beside = mark > 0 ? mark + inset : 0;
        box.room = body.adjusted(inset + beside, 5, -5, -4);
        writeWords(box);
        m_diagram.boxes.push_back(std::move(box));
    }

    LoopPlan m_plan;
    LoopDiagram& m_diagram;
    QPointF m_at;
    std::size_t m_inLine;
    std::size_t m_sheet;
    double m_x0 = 0, m_right = 0, m_bottom = 0;
};

/// Placed pods whose loops are in the same state.
struct PodGroup {
    const PodDesign* pod = nullptr;
    std::vector<const PodPlacement*> placements;
    std::map<LoopId, const LoopLossState*> states;
    std::set<std::string> struck; ///< Pods in which something is not as normally: each by itself.
};

std::vector<PodGroup> podGroups(const LoopDiagramContent& content)
{
    std::vector<PodGroup> groups;
    std::set<std::string> struck;
    if (content.places) {
        for (const auto& [path, state] : *content.places)
            struck.insert(path.substr(0, path.find('/')));
    }
    for (const PodPlacement& pod : content.design->hall()->pods) {
        PodGroup group{pod.pod.get(), {&pod}, {}, {}};
        if (struck.contains(pod.id.text()))
            group.struck.insert(pod.id.text());
        for (const LoopInState& state : content.states) {
            if (state.pod && state.pod->id == pod.id)
                group.states.emplace(state.loop, state.after);
        }
        const auto found = std::ranges::find_if(groups, [&](const PodGroup& each) { return each.pod == group.pod && each.states == group.states && each.struck == group.struck; });
        if (found == groups.end())
            groups.push_back(std::move(group));
        else
            found->placements.push_back(&pod);
    }
    if (content.design->hall()->pods.empty()) {
        for (const auto& [id, pod] : content.design->podDesigns())
            groups.push_back({pod.get(), {}, {}, {}});
    }
    return groups;
}

const LoopLoad* loadOf(const DesignCooling* cooling, const PodDesign* pod, const LoopId& loop)
{
    if (!cooling)
        return nullptr;
    for (const DesignCooling::Part& part : cooling->parts) {
        // A design of another value may hold the same pod design anew.
        const bool same = pod ? part.pod && part.pod->id() == pod->id() : !part.pod;
        if (same)
            return part.chain.loop(loop);
    }
    return nullptr;
}

/// Where sheets go in lines of at most this width.
std::vector<QPointF> packed(const std::vector<QSizeF>& sizes, double width)
{
    std::vector<QPointF> places;
    QPointF at;
    double bottom = 0;
    for (const QSizeF& size : sizes) {
        if (at.x() > 0 && at.x() + size.width() > width)
            at = {0, bottom + sheetGap};
        places.push_back(at);
        bottom = std::max(bottom, at.y() + size.height());
        at.rx() += size.width() + sheetGap;
    }
    return places;
}

QString sizeText(const LoopSheet& sheet)
{
    return QStringLiteral("%1 %2, %3 %4")
        .arg(wholeText(sheet.racks), sheet.racks == 1 ? QStringLiteral("rack") : QStringLiteral("racks"), wholeText(sheet.cdus),
             sheet.cdus == 1 ? QStringLiteral("CDU") : QStringLiteral("CDUs"));
}

} // namespace

LoopDiagram loopDiagramOf(const LoopDiagramContent& content, const LoopDiagramOptions& options)
{
    std::vector<LoopPlan> plans;
    const auto wanted = [&](const std::string& holder, const Loop& loop) {
        return content.only.empty() || content.only == Subject{Subject::Where::Loop, holder + "/" + loop.id.text()}.text();
    };
    const Hall& hall = *content.design->hall();
    for (const Loop& loop : hall.arrangement.loops) {
        if (!wanted({}, loop))
            continue;
        const LoopLossState* after = nullptr;
        for (const LoopInState& state : content.states)
            after = !state.pod && state.loop == loop.id ? state.after : after;
        LoopPlan plan = loopPlan(hall.arrangement, {loop, {}, loadOf(content.cooling, nullptr, loop.id), after, content.places, {}}, options);
        plan.sheet.remark = QStringLiteral("%1 · %2").arg(plain(hall.name), sizeText(plan.sheet));
        plans.push_back(std::move(plan));
    }
    for (const PodGroup& group : podGroups(content)) {
        const Arrangement& arrangement = group.pod->arrangement();
        for (const Loop& loop : arrangement.loops) {
            const std::string holder = group.pod->id().text();
            if (!wanted(holder, loop))
                continue;
            const auto state = group.states.find(loop.id);
            const std::string path = group.placements.empty() ? std::string{} : group.placements.front()->id.text() + "/";
            LoopPlan plan = loopPlan(arrangement,
                                     {loop, holder, loadOf(content.cooling, group.pod, loop.id), state == group.states.end() ? nullptr : state->second,
                                      group.placements.empty() ? nullptr : content.places, path},
                                     options);
            std::vector<std::string> labels;
            for (const PodPlacement* pod : group.placements) {
                plan.sheet.pods.push_back(pod->id.text());
                labels.push_back(plain(labelOr(pod->label, pod->id.text())).toStdString());
            }
            plan.sheet.times = static_cast<int>(group.placements.size());
            const QString where = plan.sheet.times == 0 ? QStringLiteral("%1, not placed").arg(plain(group.pod->name()))
                : plan.sheet.times == 1                 ? rangesText(labels)
                                                        : QStringLiteral("%1, placed %2 × · figures of one placement")
                                                              .arg(rangesText(labels), wholeText(plan.sheet.times));
            plan.sheet.remark = QStringLiteral("%1 · %2").arg(where, sizeText(plan.sheet));
            plans.push_back(std::move(plan));
        }
    }

    // Racks in lines, and sheets beside one another, as lets all of it be largest in the area.
    std::vector<QPointF> best;
    std::size_t bestLine = linesTried[0];
    double bestScale = 0;
    for (const std::size_t inLine : linesTried) {
        std::vector<QSizeF> sizes;
        double width = 0;
        for (const LoopPlan& plan : plans) {
            LoopDiagram trial;
            sizes.push_back(Placing{plan, trial, {}, inLine}.place().size());
        }
        for (const QSizeF& size : sizes) {
            width += size.width() + sheetGap;
            const std::vector<QPointF> places = packed(sizes, width);
            QRectF all;
            for (std::size_t i = 0; i < places.size(); ++i)
                all |= QRectF{places[i], sizes[i]};
            const double scale = std::min(options.area.width() / std::max(all.width(), 1.0), options.area.height() / std::max(all.height(), 1.0));
            if (scale <= bestScale)
                continue;
            bestScale = scale;
            bestLine = inLine;
            best = places;
        }
        if (bestScale >= 1)
            break; // It is no larger than drawn.
    }
    LoopDiagram diagram;
    for (std::size_t i = 0; i < plans.size(); ++i)
        diagram.extent |= Placing{std::move(plans[i]), diagram, best[i], bestLine}.place();
    diagram.state = content.stateName;
    diagram.makeIndex();
    return diagram;
}

} // namespace colonnade::render
