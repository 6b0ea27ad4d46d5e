#include "render/fabric/FabricDiagram.h"

#include "render/oneline/OneLineGraph.h"

#include <algorithm>
#include <cmath>

namespace colonnade::render {
namespace {

using Kind = FabricGroup::Kind;
using Look = DiagramText::Look;

QString numberText(std::uint64_t number)
{
    return wholeText(static_cast<double>(number));
}

/// "800G", "1.6T"
QString speedText(float speed)
{
    return speed >= 1000 ? QStringLiteral("%1T").arg(static_cast<double>(speed) / 1000, 0, 'g', 4) : QStringLiteral("%1G").arg(static_cast<double>(speed), 0, 'g', 6);
}

QString plural(const char* word, bool many)
{
    return many ? QString::fromLatin1(word) + QLatin1Char('s') : QString::fromLatin1(word);
}

/// "Rail 3", "Rails 1–16"
QString spanText(const char* word, std::uint32_t from, std::uint32_t to)
{
    return from == to ? QStringLiteral("%1 %2").arg(plural(word, false)).arg(from) : QStringLiteral("%1 %2–%3").arg(plural(word, true)).arg(from).arg(to);
}

QString mediumText(const FabricNetwork& network, const FabricSum& sum)
{
    if (sum.mixed)
        return QStringLiteral("several media");
    return sum.medium < network.media.size() ? network.media[sum.medium] : QString{};
}

void addLineFacts(FabricBox& label, const FabricNetwork& network, const FabricSum& sum, std::uint64_t lost, const std::optional<double>& load)
{
    const auto fact = [&](const char* what, const QString& much) { label.facts.emplace_back(QString::fromLatin1(what), much); };
    fact("Links", bundleText(sum.links, sum.slowest, sum.fastest));
    if (sum.capacity > 0)
        fact("Capacity, one direction", capacityText(sum.capacity));
    if (const QString medium = mediumText(network, sum); !medium.isEmpty())
        fact("Medium", medium);
    else if (network.plan)
        fact("Medium", QStringLiteral("none chosen"));
    if (load)
        fact("Utilisation between the busiest two", shareText(*load));
    if (lost > 0)
        fact("Lost", QStringLiteral("%1 of %2 links").arg(numberText(lost), numberText(sum.links)));
}

void addStates(FabricBox& label, std::uint64_t links, std::uint64_t lost, const std::optional<double>& load)
{
    if (lost > 0) {
        label.texts.front().rank = 1; // Where there is room for one line, it tells what is left.
        label.texts.push_back({lost == links ? QStringLiteral("✕ all lost") : QStringLiteral("✕ %1 of %2 left").arg(numberText(links - lost), numberText(links)), {}, Look::Alarm, 0});
    }
    if (load && lost < links)
        label.texts.push_back({QStringLiteral("%1 busiest").arg(shareText(*load)), {shareText(*load)}, *load > 1 ? Look::Alarm : Look::Plain, 1});
}

void writeLabel(FabricDiagram& diagram, FabricBox& label)
{
    const FabricNetwork& network = diagram.networkOf(label);
    if (label.bundle) {
        const FabricBundle& bundle = diagram.bundles[*label.bundle];
        label.texts = {{bundleText(bundle.links, bundle.slowest, bundle.fastest), {numberText(bundle.links)}, Look::Name, 0}};
        addStates(label, bundle.links, bundle.lost, bundle.load);
        addLineFacts(label, network, bundle, bundle.lost, bundle.load);
        return;
    }
    const FabricTrunk& trunk = diagram.trunks[*label.trunk];
    label.texts = {{bundleText(trunk.links, trunk.slowest, trunk.fastest), {numberText(trunk.links)}, Look::Name, 0}, {trunkText(trunk), {}, Look::Quiet, 2}};
    addStates(label, trunk.links, trunk.lost, trunk.load);
    addLineFacts(label, network, trunk, trunk.lost, trunk.load);
    label.facts.emplace_back(QStringLiteral("Pairs"), QStringLiteral("%1 of %2 joined").arg(numberText(trunk.joined), numberText(trunk.pairs)));
}

QString placesText(const FabricNetwork& network, const FabricGroup& group)
{
    std::vector<std::string> labels;
    std::uint32_t before = FabricNetwork::none;
    for (std::uint32_t i = group.first; i < group.last && labels.size() < 64; ++i) {
        const std::uint32_t place = network.vertices.place[network.order[i]];
        if (place != FabricNetwork::none && place != before)
            labels.push_back(network.places[place].toStdString());
        before = place;
    }
    std::ranges::sort(labels);
    labels.erase(std::unique(labels.begin(), labels.end()), labels.end());
    return labels.empty() || labels.size() >= 64 ? QString{} : rangesText(std::move(labels));
}

/// What runs with fewer links than normally, or none.
void addCut(FabricBox& box)
{
    const auto add = [&box](std::uint32_t count, const char* what, const char* mark) {
        if (count > 0)
            box.texts.push_back({count == box.count ? QStringLiteral("%1 %2").arg(QString::fromUtf8(mark), QLatin1StringView{what})
                                                    : QStringLiteral("%1 %2 of %3 %4").arg(QString::fromUtf8(mark), numberText(count), numberText(box.count), QLatin1StringView{what}),
                                 {}, Look::Alarm, 0});
    };
    add(box.cut, "cut off", "✕");
    add(box.narrowed, "fewer links", "△");
}

void writeSymbol(const FabricDiagram& diagram, FabricBox& box)
{
    const FabricNetwork& network = diagram.networkOf(box);
    const FabricGroup& group = network.groups[box.group];
    const auto fact = [&](const char* what, const QString& much) { box.facts.emplace_back(QString::fromLatin1(what), much); };
    const QString members = tierText(network, box.tier, box.count);
    std::uint64_t ports = group.ports, used = group.used;
    std::optional<std::uint16_t> part = group.part;
    QString name = groupText(network, group), second = members;
    if (box.vertex) {
        const std::uint32_t v = *box.vertex;
        name = network.name(v);
        ports = network.vertices.ports[v];
        used = network.vertices.used[v];
        part = network.vertices.part[v];
        const std::uint16_t rail = network.vertices.rail[v], plane = network.vertices.plane[v];
        second = rail ? QStringLiteral("Rail %1").arg(rail) : plane ? QStringLiteral("Plane %1").arg(plane) : QString{};
        if (rail && plane)
            second += QStringLiteral(", plane %1").arg(plane);
    }
    const QString model = part && *part < network.parts.size() ? network.parts[*part] : QString{};
    box.texts = {{name, {}, Look::Name, 0}};
    if (box.vertex)
        box.texts.front().briefer = {network.briefName(*box.vertex)};
    if (box.lost > 0)
        box.texts.push_back({box.lost == box.count ? QStringLiteral("✕ lost") : QStringLiteral("✕ %1 of %2 lost").arg(numberText(box.lost), numberText(box.count)), {}, Look::Alarm, 0});
    addCut(box);
    if (!second.isEmpty())
        box.texts.push_back({second, {}, Look::Plain, 1});
    if (box.hosted > 0)
        box.texts.push_back({QStringLiteral("%1 endpoint links").arg(numberText(box.hosted)), {QStringLiteral("%1 endp.").arg(numberText(box.hosted))}, Look::Plain, 2});
    else if (!model.isEmpty())
        box.texts.push_back({model, {}, Look::Quiet, 3});
    if (ports > 0) {
        box.ports = static_cast<double>(used) / static_cast<double>(ports);
        box.texts.push_back({QString{}, {}, Look::Plain, 2});
        fact("Ports in use", QStringLiteral("%1 of %2 (%3)").arg(numberText(used), numberText(ports), shareText(*box.ports)));
    }
    if (!box.vertex)
        fact("Stands for", members);
    if (!model.isEmpty())
        fact("Model", model);
    if (const QString places = box.vertex ? QString{} : placesText(network, group); !places.isEmpty())
        fact("Racks", places);
    if (box.inner > 0)
        fact("Links within", numberText(box.inner));
    if (box.hosted > 0)
        fact("Links to endpoints", numberText(box.hosted));
    if (box.load)
        fact("Utilisation within, busiest two", shareText(*box.load));
    if (box.lost > 0)
        fact("Lost", QStringLiteral("%1 of %2").arg(numberText(box.lost), numberText(box.count)));
    if (box.cut > 0)
        fact("Runs, but reaches nothing", QStringLiteral("%1 of %2").arg(numberText(box.cut), numberText(box.count)));
    if (box.narrowed > 0)
        fact("Has fewer links than normally", QStringLiteral("%1 of %2").arg(numberText(box.narrowed), numberText(box.count)));
}

} // namespace

QString bundleText(std::uint64_t links, float slowest, float fastest)
{
    if (fastest <= 0)
        return links == 1 ? QStringLiteral("1 link") : QStringLiteral("%1 links").arg(numberText(links));
    const QString speed = slowest < fastest ? QStringLiteral("%1–%2").arg(speedText(slowest), speedText(fastest)) : speedText(fastest);
    return QStringLiteral("%1 × %2").arg(numberText(links), speed);
}

QString capacityText(double gigabits)
{
    if (gigabits >= 1e6)
        return QStringLiteral("%1\u00a0Pbit/s").arg(gigabits / 1e6, 0, 'g', 4);
    if (gigabits >= 1e3)
        return QStringLiteral("%1\u00a0Tbit/s").arg(gigabits / 1e3, 0, 'g', 4);
    return QStringLiteral("%1\u00a0Gbit/s").arg(gigabits, 0, 'g', 4);
}

QString trunkText(const FabricTrunk& trunk)
{
    const QString each = trunk.least == trunk.most ? numberText(trunk.most) : QStringLiteral("%1–%2").arg(numberText(trunk.least), numberText(trunk.most));
    if (trunk.joined == trunk.pairs)
        return QStringLiteral("%1 for each of %2 pairs").arg(each, numberText(trunk.pairs));
    return QStringLiteral("%1 for %2 of %3 pairs").arg(each, numberText(trunk.joined), numberText(trunk.pairs));
}

QString tierText(const FabricNetwork& network, std::uint8_t tier, std::uint64_t count)
{
    const bool many = count != 1;
    const std::size_t top = network.tiers.empty() ? 0 : network.tiers.size() - 1;
    const bool joins = network.plan && !network.plan->pods.empty();
    const QString word = tier == 0 && joins ? (many ? QStringLiteral("switches of pods") : QStringLiteral("switch of a pod"))
        : tier == 0                         ? plural(top == 0 ? "chip" : "node", many)
        : top <= 1                 ? (many ? QStringLiteral("switches") : QStringLiteral("switch"))
        : tier == 1                ? (many ? QStringLiteral("leaves") : QStringLiteral("leaf"))
        : tier == 2                ? plural("spine", many)
        : tier == 3                ? plural("core", many)
                                   : QStringLiteral("switches of tier %1").arg(tier);
    return QStringLiteral("%1 %2").arg(numberText(count), word);
}

QString groupText(const FabricNetwork& network, const FabricGroup& group)
{
    if (group.key == FabricNetwork::none)
        return group.kind == Kind::Place || group.kind == Kind::One ? tierText(network, group.tier, group.size()) : QStringLiteral("Not linked");
    switch (group.kind) {
    case Kind::Tier: return tierText(network, group.tier, group.size());
    case Kind::Pod: return spanText(network.unitWord == "Group" ? "Group" : "Pod", group.key + 1, group.lastKey + 1);
    case Kind::Unit:
        if (network.plan && group.lastKey < network.plan->pods.size()) {
            const auto pod = [&](std::uint32_t at) { return QString::fromStdString(network.plan->pods[at].id.text()); };
            return group.key == group.lastKey ? pod(group.key) : QStringLiteral("%1–%2").arg(pod(group.key), pod(group.lastKey));
        }
        return spanText(network.unitWord.c_str(), group.key + 1, group.lastKey + 1);
    case Kind::Plane: return spanText("Plane", group.key, group.lastKey);
    case Kind::Rail: return spanText("Rail", group.key, group.lastKey);
    case Kind::Place: {
        const QString first = group.key < network.places.size() ? network.places[group.key] : QString{};
        return group.lastKey == group.key || group.lastKey >= network.places.size() ? first : QStringLiteral("%1–%2").arg(first, network.places[group.lastKey]);
    }
    case Kind::One: return QStringLiteral("No. %1–%2").arg(group.key + 1).arg(group.lastKey + 1);
    }
    return {};
}

void writeWords(FabricDiagram& diagram, std::size_t at)
{
    FabricBox& box = diagram.boxes[at];
    box.texts.clear();
    box.facts.clear();
    if (box.kind == FabricBox::Kind::Label) {
        writeLabel(diagram, box);
        return;
    }
    writeSymbol(diagram, box);
    box.room = box.body.adjusted(9, 5, -6, -4);
}

} // namespace colonnade::render
