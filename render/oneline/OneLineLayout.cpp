#include "render/oneline/OneLineLayout.h"

#include "model/units/Text.h"
#include "render/elevation/DeviceFace.h"
#include "render/oneline/OneLineGraph.h"
#include "render/oneline/OneLineSheets.h"
#include "render/plan/PlanIndex.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace colonnade::render {
namespace {

using namespace model;

constexpr double sheetGap = 24;

OneLineSymbol symbolOf(FeedKind kind)
{
    switch (kind) {
    case FeedKind::Feed: return OneLineSymbol::Breaker;
    case FeedKind::Busway: return OneLineSymbol::Busway;
    case FeedKind::Panel: return OneLineSymbol::Panel;
    case FeedKind::Transformer: return OneLineSymbol::Transformer;
    case FeedKind::Switchboard: return OneLineSymbol::Switchboard;
    case FeedKind::Ups: return OneLineSymbol::Ups;
    case FeedKind::Generator: return OneLineSymbol::Generator;
    case FeedKind::Utility: return OneLineSymbol::Utility;
    }
    return OneLineSymbol::Breaker;
}

template <class Unit> QString amount(Quantity<Unit> quantity, int digits = 3)
{
    return QString::fromStdString(text(quantity, digits));
}

QString number(double value, int digits)
{
    return QString::fromStdString(significant(value, digits));
}

/// "2,000 A"; a rating has no digits that its maker did not give it.
QString ampereText(Amperes rating)
{
    const bool whole = std::abs(rating.value() - std::round(rating.value())) < 1e-9;
    return whole ? QStringLiteral("%1\u00a0A").arg(wholeText(rating.value())) : amount(rating, 4);
}

QString nameOf(const Feed& feed)
{
    return plain(labelOr(feed.name, feed.id.text()));
}

QString ratingOf(const Feed& feed)
{
    const QString phases = feed.phases == 0 ? QStringLiteral("DC") : QStringLiteral("%1\u00a0ph").arg(feed.phases);
    return QStringLiteral("%1 %2 · %3").arg(amount(feed.voltage), phases, ampereText(feed.rating));
}

/// "3 + 1 × 1.25 MW · 5 min"
QString equipmentOf(const FeedEquipment& known)
{
    QStringList words;
    const QString each = known.unitPower ? QStringLiteral(" × %1").arg(amount(*known.unitPower)) : QStringLiteral(" modules");
    if (known.spareUnits > 0)
        words << QStringLiteral("%1 + %2%3").arg(known.units - known.spareUnits).arg(known.spareUnits).arg(each);
    else if (known.units > 1)
        words << QStringLiteral("%1%2").arg(known.units).arg(each);
    else if (known.unitPower)
        words << amount(*known.unitPower);
    if (known.rated)
        words << amount(*known.rated);
    if (known.impedance)
        words << QStringLiteral("Z %1\u00a0%").arg(number(*known.impedance * 100, 3));
    if (known.autonomy)
        words << QStringLiteral("%1\u00a0min").arg(number(known.autonomy->value() / 60, 2));
    if (known.start)
        words << QStringLiteral("start %1").arg(amount(*known.start, 2));
    return words.join(QStringLiteral(" · "));
}

/// One arrangement's chain as a graph.
class Gathering {
public:
    Gathering(const Arrangement& arrangement, const OneLineChain& chain) : m_arrangement{arrangement}, m_chain{chain}
    {
        for (std::size_t i = 0; i < arrangement.feeds.size(); ++i)
            m_indexOf.emplace(arrangement.feeds[i].id.text(), i);
        for (const Feed& feed : arrangement.feeds)
            addNode(feed);
        if (chain.state) {
            for (const PlacementState& state : chain.state->affected)
                m_affected.emplace(state.placement, &state);
        }
        for (const Placement& placement : arrangement.placements)
            addPlacement(placement);
        for (const PodPlacement& pod : chain.pods)
            addPod(pod);
        for (auto& [key, group] : m_groups)
            finish(group);
        // In the order in which they were met.
        std::vector<Group*> order;
        for (auto& [key, group] : m_groups)
            order.push_back(&group);
        std::ranges::sort(order, {}, [](const Group* group) { return group->first; });
        for (Group* group : order)
            m_graph.loads.push_back(std::move(group->load));
    }

    OneLineGraph graph() && { return std::move(m_graph); }

private:
    struct Group {
        OneLineGraph::Load load;
        std::vector<std::string> labels;
        std::size_t first = 0;
    };
    /// What equal loads have in common: the design, what they hang on and what becomes of them.
    using Key = std::tuple<const void*, std::vector<OneLinePin>, std::vector<Side>, double, double, double>;

    void addNode(const Feed& feed)
    {
        const std::size_t index = m_graph.nodes.size();
        OneLineGraph::Node node;
        OneLineBox& box = node.box;
        box.symbol = symbolOf(feed.kind);
        box.side = feed.side;
        box.subjects = {{Subject::Where::Feed, m_chain.holder + '/' + feed.id.text()}};
        box.name = box.members = nameOf(feed);
        box.rating = ratingOf(feed);
        box.equipment = equipmentOf(feed.equipment);
        if (feed.upstream)
            node.upstream = {m_indexOf.at(feed.upstream->text())};
        if (feed.alternate)
            node.alternate = m_indexOf.at(feed.alternate->text());
        if (!feed.upstream) {
            const auto supply = m_chain.supplies.find(feed.side);
            if (supply != m_chain.supplies.end()) {
                node.supply = supply->second;
                box.equipment = QStringLiteral("from %1").arg(supply->second)
                    + (box.equipment.isEmpty() ? QString{} : QStringLiteral(" · ") + box.equipment);
            }
        }
        OneLineFigures& f = box.figures;
        if (const FeedLoad* load = m_chain.power ? m_chain.power->feed(feed.id) : nullptr) {
            f.normal = load->normal;
            f.worst = load->worst;
            f.limit = load->limit;
            if (feed.phases == 3) {
                f.normalByPhase = load->normalByPhase;
                f.worstByPhase = load->worstByPhase;
            }
            f.incomplete = !load->missing.empty();
            f.acceleratorsBehind = load->acceleratorsBehind;
            f.acceleratorsLost = load->acceleratorsLost;
            if (load->worstLoss) {
                const Feed* other = m_arrangement.feed(*load->worstLoss);
                f.worstState = QStringLiteral("%1 lost").arg(other ? nameOf(*other) : plain(load->worstLoss->text()));
            } else if (load->worstSide) {
                f.worstState = QStringLiteral("side %1 lost").arg(QLatin1Char{letter(*load->worstSide)});
            }
        }
        if (m_chain.state && index < m_chain.state->nodes.size()) {
            const NodeState& state = m_chain.state->nodes[index];
            f.now = state.load;
            if (feed.phases == 3)
                f.nowByPhase = state.byPhase;
            const bool lost = m_chain.loss && std::ranges::find(m_chain.loss->feeds, feed.id) != m_chain.loss->feeds.end();
            box.condition = lost       ? OneLineCondition::Lost
                : state.dead           ? OneLineCondition::Dead
                : state.transferred    ? OneLineCondition::Transferred
                                       : OneLineCondition::Live;
        }
        addFacts(box, feed);
        for (const auto& [what, other] : {std::pair{"Hangs on", feed.upstream}, std::pair{"Alternate", feed.alternate}}) {
            if (const Feed* found = other ? m_arrangement.feed(*other) : nullptr)
                box.facts.emplace_back(QString::fromLatin1(what), nameOf(*found));
        }
        m_graph.nodes.push_back(std::move(node));
    }

    static void addFacts(OneLineBox& box, const Feed& feed)
    {
        const OneLineFigures& f = box.figures;
        const auto add = [&](const char* what, const QString& much) { box.facts.emplace_back(QString::fromLatin1(what), much); };
        add("Kind", plain(feedKindName(feed.kind)));
        add("Rating", box.rating);
        if (!box.equipment.isEmpty())
            add("Equipment", box.equipment);
        if (feed.equipment.efficiency)
            add("Efficiency", shareText(*feed.equipment.efficiency));
        if (f.now)
            add("Load in this state", amount(*f.now, 4));
        if (f.normal)
            add("Load, normal", (f.incomplete ? QStringLiteral("at least %1") : QStringLiteral("%1")).arg(amount(*f.normal, 4)));
        if (f.worst)
            add("Load, worst", f.worstState.isEmpty() ? QStringLiteral("%1, normal state").arg(amount(*f.worst, 4))
                                                      : QStringLiteral("%1, %2").arg(amount(*f.worst, 4), f.worstState));
        if (f.limit)
            add("Limit", amount(*f.limit, 4));
        const auto judged = f.now ? f.loaded() : f.loadedWorst();
        if (judged && judged->phase)
            add("Most on a phase", QStringLiteral("%1: %2 of %3, %4").arg(plain(phaseName(*judged->phase)), amount(judged->load, 4),
                                                                          amount(judged->limit, 4), shareText(judged->share)));
        if (judged)
            add(judged->phase ? "Margin of the phase" : "Margin", amount(judged->limit - judged->load, 4));
        if (f.acceleratorsLost > 0)
            add("Lost with it", QStringLiteral("%1 accelerators").arg(wholeText(f.acceleratorsLost)));
    }

    [[nodiscard]] const PlacementState* affected(const PlacementId& id) const
    {
        const auto found = m_affected.find(id);
        return found == m_affected.end() ? nullptr : found->second;
    }

    /// Where it hangs; `sides` are those that it draws from.
    std::pair<std::vector<OneLinePin>, std::vector<Side>> pinsOf(const std::vector<SideFeed>& feeds, SideSet sides) const
    {
        std::vector<OneLinePin> pins;
        SideSet fed;
        for (const SideFeed& supply : feeds) {
            const auto at = m_indexOf.find(supply.feed.text());
            if (at == m_indexOf.end() || !sides.has(supply.side))
                continue;
            pins.push_back({at->second, supply.side});
            fed.add(supply.side);
        }
        std::ranges::sort(pins);
        std::vector<Side> open;
        for (const Side side : sides.list()) {
            if (!fed.has(side))
                open.push_back(side);
        }
        return {std::move(pins), std::move(open)};
    }

    Group& groupOf(Key key)
    {
        const auto [at, isNew] = m_groups.try_emplace(std::move(key));
        if (isNew) {
            at->second.first = m_groups.size();
            at->second.load.box.count = 0;
            at->second.load.box.load = true;
            at->second.load.pins = std::get<1>(at->first);
            at->second.load.open = std::get<2>(at->first);
        }
        return at->second;
    }

    void take(Group& group, const std::string& label, Subject subject, std::optional<Watts> each, bool incomplete, int accelerators,
              const PlacementState* state, bool lost)
    {
        OneLineBox& box = group.load.box;
        ++box.count;
        box.subjects.push_back(std::move(subject));
        group.labels.push_back(label);
        OneLineFigures& f = box.figures;
        f.normal = each;
        f.incomplete = incomplete;
        f.accelerators += accelerators;
        if (lost) {
            box.condition = OneLineCondition::Lost;
        } else if (state) {
            const bool dead = state->drawn <= Watts{} && state->wanted > Watts{};
            box.condition = dead ? OneLineCondition::Dead : OneLineCondition::Reduced;
        }
        if (state) {
            f.now = state->drawn;
            f.dark += state->acceleratorsLost;
        }
    }

    void addPlacement(const Placement& placement)
    {
        SideSet fed;
        for (const SideFeed& supply : placement.feeds)
            fed.add(supply.side);
        const RackDesignRef* rack = placement.rack();
        const PartType* unit = rack ? nullptr : placement.unit()->get();
        const SideSet sides = rack ? sidesOf(**rack, fed) : fed;
        auto [pins, open] = pinsOf(placement.feeds, sides);
        if (m_arrangement.feeds.empty())
            open.clear(); // There is nothing yet on which it could hang.
        std::optional<Watts> each;
        bool incomplete = false;
        if (rack) {
            const auto& sum = (*rack)->facts().provisioned;
            each = sum.known;
            incomplete = !sum.complete();
        } else if (unit->kind != PartKind::FloorPower) {
            each = unit->power.forProvisioning();
        }
        if (m_chain.overrides) {
            if (const auto own = m_chain.overrides->find(placement.id); own != m_chain.overrides->end()) {
                each = own->second;
                incomplete = false;
            }
        }
        const PlacementState* state = affected(placement.id);
        const bool lost = m_chain.loss && std::ranges::find(m_chain.loss->placements, placement.id) != m_chain.loss->placements.end();
        const void* what = rack ? static_cast<const void*>(rack->get()) : unit;
        Group& group = groupOf({what, std::move(pins), std::move(open), each ? each->value() : -1.0,
                                state ? state->drawn.value() : -1.0, lost ? 2.0 : state ? state->acceleratorsLost : -1.0});
        OneLineBox& box = group.load.box;
        if (box.count == 0) {
            box.symbol = rack ? OneLineSymbol::Rack : OneLineSymbol::Unit;
            box.role = mainRole(placement);
            box.name = plain(rack ? (*rack)->name() : unit->model);
            if (rack)
                box.also = {Subject::rack((*rack)->id().text())};
        }
        const Subject subject = m_chain.holder.empty() ? Subject::instance(placement.id.text())
                                                       : Subject::pod(m_chain.holder, placement.id.text());
        take(group, labelOr(placement.label, placement.id.text()), subject, each, incomplete,
             rack ? (*rack)->facts().accelerators : 0, state, lost);
    }

    void addPod(const PodPlacement& pod)
    {
        SideSet sides;
        for (const SideFeed& supply : pod.feeds)
            sides.add(supply.side);
        for (const Feed& feed : pod.pod->arrangement().feeds) {
            if (!feed.upstream && !pod.feeds.empty())
                sides.add(feed.side);
        }
        auto [pins, open] = pinsOf(pod.feeds, sides);
        const FloorFacts& facts = pod.pod->facts();
        const PlacementState* state = affected(pod.id);
        const bool lost = m_chain.loss && std::ranges::find(m_chain.loss->placements, pod.id) != m_chain.loss->placements.end();
        Group& group = groupOf({pod.pod.get(), std::move(pins), std::move(open), facts.provisioned.known.value(),
                                state ? state->drawn.value() : -1.0, lost ? 2.0 : state ? state->acceleratorsLost : -1.0});
        OneLineBox& box = group.load.box;
        if (box.count == 0) {
            box.symbol = OneLineSymbol::Pod;
            box.role = DeviceRole::Compute;
            box.name = plain(pod.pod->name());
            box.also = {Subject::pod(pod.pod->id().text())};
        }
        take(group, labelOr(pod.label, pod.id.text()), Subject::instance(pod.id.text()), facts.provisioned.known,
             !facts.provisioned.complete(), facts.accelerators, state, lost);
    }

    static void finish(Group& group)
    {
        OneLineBox& box = group.load.box;
        const OneLineFigures& f = box.figures;
        std::vector<std::string> labels;
        for (const std::string& label : group.labels)
            labels.push_back(plain(label).toStdString());
        box.members = rangesText(std::move(labels));
        const auto add = [&](const char* what, const QString& much) { box.facts.emplace_back(QString::fromLatin1(what), much); };
        add("Which", box.members);
        if (f.normal) {
            add("Power, each", powerText(*f.normal, f.incomplete));
            add("Together", powerText(*f.normal * static_cast<double>(box.count), f.incomplete));
        }
        if (f.now)
            add("In this state, each", powerText(*f.now));
        if (f.accelerators > 0)
            add("Accelerators", wholeText(f.accelerators));
        if (f.dark > 0)
            add("Of these lost", wholeText(std::ceil(f.dark - 1e-6)));
        for (const Side side : group.load.open)
            add("Not fed", QStringLiteral("side %1").arg(QLatin1Char{letter(side)}));
    }

    const Arrangement& m_arrangement;
    const OneLineChain& m_chain;
    OneLineGraph m_graph;
    std::map<std::string, std::size_t, std::less<>> m_indexOf;
    std::map<PlacementId, const PlacementState*> m_affected;
    std::map<Key, Group> m_groups;
};

/// Sheets in lines, from the top left.
class Sheets {
public:
    explicit Sheets(const OneLineOptions& options) : m_options{options} { }

    void add(OneLineSheet sheet, OneLineGraph graph)
    {
        graph = grouped(std::move(graph), m_options.most);
        OneLine trial; // To measure it.
        trial.sheets.emplace_back();
        const QSizeF size = placed(graph, trial, {}).size();
        m_waiting.push_back({std::move(sheet), std::move(graph), size});
    }

    OneLine finished(const QString& state) &&
    {
        const std::vector<QPointF> places = packed(bestWidth());
        OneLine diagram;
        for (std::size_t i = 0; i < m_waiting.size(); ++i) {
            diagram.sheets.push_back(std::move(m_waiting[i].sheet));
            const QRectF frame = placed(std::move(m_waiting[i].graph), diagram, places[i]);
            diagram.sheets.back().frame = frame;
            diagram.extent = diagram.extent.isNull() ? frame : diagram.extent.united(frame);
        }
        diagram.state = state;
        diagram.makeIndex();
        return diagram;
    }

private:
    struct Waiting {
        OneLineSheet sheet;
        OneLineGraph graph;
        QSizeF size;
    };

    /// Where sheets go in lines of at most this width.
    [[nodiscard]] std::vector<QPointF> packed(double width) const
    {
        std::vector<QPointF> places;
        QPointF at;
        double bottom = 0;
        for (const Waiting& each : m_waiting) {
            if (at.x() > 0 && at.x() + each.size.width() > width)
                at = {0, bottom + sheetGap};
            places.push_back(at);
            bottom = std::max(bottom, at.y() + each.size.height());
            at.rx() += each.size.width() + sheetGap;
        }
        return places;
    }

    /// Of one sheet a line, two, ...: the width at which all of it is shown largest.
    [[nodiscard]] double bestWidth() const
    {
        double best = 0, largest = 0, width = 0;
        for (const Waiting& each : m_waiting) {
            width += each.size.width() + sheetGap;
            QRectF extent;
            const std::vector<QPointF> places = packed(width);
            for (std::size_t i = 0; i < m_waiting.size(); ++i)
                extent |= QRectF{places[i], m_waiting[i].size};
            const double scale = std::min(m_options.area.width() / extent.width(), m_options.area.height() / extent.height());
            if (scale <= largest)
                continue;
            largest = scale;
            best = width;
        }
        return best;
    }

    const OneLineOptions& m_options;
    std::vector<Waiting> m_waiting;
};

/// Placed pods that look alike: of one design, with the same powers and in the same state.
struct PodSheet {
    const PodDesign* pod = nullptr;
    const DesignPower::Part* part = nullptr;
    const ArrangementState* state = nullptr;
    const ArrangementLoss* loss = nullptr;
    std::vector<const PodPlacement*> placements;
};

std::vector<PodSheet> podSheets(const OneLineContent& content)
{
    const Hall& hall = *content.design->hall();
    const auto partOf = [&](const PodDesign* pod, const std::string& placement) -> const DesignPower::Part* {
        const DesignPower::Part* general = nullptr;
        if (content.power) {
            for (const DesignPower::Part& part : content.power->parts) {
                if (!part.pod || part.pod->id() != pod->id())
                    continue;
                if (part.instance == placement)
                    return &part;
                if (part.instance.empty())
                    general = &part;
            }
        }
        return general;
    };
    std::vector<PodSheet> sheets;
    std::map<std::tuple<const PodDesign*, const DesignPower::Part*, const ArrangementState*>, std::size_t> known;
    for (std::size_t i = 0; i < hall.pods.size(); ++i) {
        const PodPlacement& pod = hall.pods[i];
        PodSheet sheet{pod.pod.get(), partOf(pod.pod.get(), pod.id.text()), nullptr, nullptr, {}};
        if (content.state && i < content.state->pods.size())
            sheet.state = content.state->pods[i].state.get();
        if (content.loss) {
            const auto own = content.loss->pods.find(pod.id);
            sheet.loss = own == content.loss->pods.end() ? nullptr : &own->second;
        }
        const auto [at, isNew] = known.try_emplace({sheet.pod, sheet.part, sheet.state}, sheets.size());
        if (isNew)
            sheets.push_back(sheet);
        sheets[at->second].placements.push_back(&pod);
    }
    if (hall.pods.empty()) {
        for (const auto& [id, pod] : content.design->podDesigns())
            sheets.push_back({pod.get(), partOf(pod.get(), {}), nullptr, nullptr, {}});
    }
    return sheets;
}

/// What each side of these pods hangs on in the hall: its name, or how many there are.
std::map<Side, QString> suppliesOf(const PodSheet& sheet, const Hall& hall)
{
    std::map<Side, std::set<std::string>> feeds;
    for (const PodPlacement* pod : sheet.placements) {
        for (const SideFeed& supply : pod->feeds)
            feeds[supply.side].insert(supply.feed.text());
    }
    std::map<Side, QString> words;
    for (const auto& [side, ids] : feeds) {
        const auto id = FeedId::parse(*ids.begin());
        const Feed* feed = id ? hall.arrangement.feed(*id) : nullptr;
        words[side] = ids.size() == 1 && feed ? nameOf(*feed) : QStringLiteral("%1 feeds of the hall").arg(ids.size());
    }
    return words;
}

} // namespace

OneLineGraph arrangementGraph(const Arrangement& arrangement, const OneLineChain& chain)
{
    return Gathering{arrangement, chain}.graph();
}

OneLine oneLineOf(const OneLineContent& content, const OneLineOptions& options)
{
    const Design& design = *content.design;
    const Hall& hall = *design.hall();
    const auto overrides = provisionedOverrides(hall);
    const auto overridesOf = [&](const std::string& pod) {
        const auto found = overrides.find(pod);
        return found == overrides.end() ? nullptr : &found->second;
    };
    Sheets sheets{options};

    const bool podsHang = std::ranges::any_of(hall.pods, [](const PodPlacement& pod) { return !pod.feeds.empty(); });
    if (podsHang || !hall.arrangement.feeds.empty() || !hall.arrangement.placements.empty()) {
        OneLineChain chain;
        chain.overrides = overridesOf({});
        if (content.power) {
            for (const DesignPower::Part& part : content.power->parts)
                chain.power = part.pod ? chain.power : part.chain.get();
        }
        chain.state = content.state ? &content.state->hall : nullptr;
        chain.loss = content.loss ? &content.loss->hall : nullptr;
        chain.pods = hall.pods;
        OneLineSheet sheet;
        sheet.what = OneLineSheet::What::Hall;
        sheet.subject = {Subject::Where::Hall, {}};
        sheet.title = plain(hall.name);
        sheet.remark = QStringLiteral("Provisioned power");
        sheets.add(std::move(sheet), arrangementGraph(hall.arrangement, chain));
    }
    for (const PodSheet& each : podSheets(content)) {
        if (content.closed.contains(each.pod->id().text()))
            continue;
        OneLineChain chain;
        chain.holder = each.pod->id().text();
        chain.power = each.part ? each.part->chain.get() : nullptr;
        chain.state = each.state;
        chain.loss = each.loss;
        chain.supplies = suppliesOf(each, hall);
        if (each.part && !each.part->instance.empty())
            chain.overrides = overridesOf(each.part->instance);
        OneLineSheet sheet;
        sheet.what = OneLineSheet::What::Pod;
        sheet.subject = Subject::pod(each.pod->id().text());
        sheet.times = static_cast<int>(each.placements.size());
        std::vector<std::string> labels;
        for (const PodPlacement* pod : each.placements) {
            sheet.pods.push_back(pod->id.text());
            labels.push_back(plain(labelOr(pod->label, pod->id.text())).toStdString());
        }
        sheet.title = plain(each.pod->name());
        sheet.remark = each.placements.empty() ? QStringLiteral("not placed")
            : each.placements.size() == 1      ? rangesText(labels)
                                               : QStringLiteral("%1, placed %2 × · figures of one placement")
                                                .arg(rangesText(labels), wholeText(static_cast<double>(labels.size())));
        sheets.add(std::move(sheet), arrangementGraph(each.pod->arrangement(), chain));
    }
    for (const auto& [id, rack] : design.rackDesigns()) {
        if (!content.racks.contains(id.text()))
            continue;
        addRackSheets(design, *rack, content, [&](OneLineSheet sheet, OneLineGraph graph) { sheets.add(std::move(sheet), std::move(graph)); });
    }
    return std::move(sheets).finished(content.stateName);
}

} // namespace colonnade::render
