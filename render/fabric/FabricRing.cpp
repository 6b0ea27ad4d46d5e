#include "render/fabric/FabricLayout.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>

namespace colonnade::render {
namespace {

using namespace fabric;

/// Few neighbours make a grid or torus, all with all a ring. The columns of a grid: the most frequent distance between two
/// that are joined, so that these stand below one another; 0 for a ring.
std::size_t columnsOf(const FabricDiagram& diagram, std::size_t sheet, const FabricItem& tier)
{
    const FabricNetwork& network = *diagram.sheets[sheet].network;
    std::map<std::uint32_t, std::uint32_t> top; // The symbol's group of each of the smallest groups.
    std::set<std::pair<std::uint32_t, std::uint32_t>> pairs;
    const auto topOf = [&](std::uint32_t group) {
        const auto [at, isNew] = top.try_emplace(group, group);
        if (isNew) {
            while (network.groups[at->second].parent != tier.group && network.groups[at->second].parent != at->second)
                at->second = network.groups[at->second].parent;
        }
        return at->second;
    };
    for (const FabricCell& cell : network.cells) {
        if (network.groups[cell.a].tier == network.groups[cell.b].tier && topOf(cell.a) != topOf(cell.b))
            pairs.insert(std::minmax(topOf(cell.a), topOf(cell.b)));
    }
    const std::size_t count = tier.children.size();
    if (count <= 8 || pairs.size() > count * 3)
        return 0;
    std::map<std::uint32_t, std::size_t> place;
    for (std::size_t i = 0; i < count; ++i)
        place[tier.children[i].group] = i;
    std::map<std::size_t, std::size_t> often;
    for (const auto& [one, other] : pairs) {
        const std::size_t apart = place[other] - place[one];
        if (apart > 1 && apart * 2 <= count)
            ++often[apart];
    }
    const auto most = std::ranges::max_element(often, {}, [](const auto& entry) { return entry.second; });
    return most == often.end() ? static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(count)))) : most->first;
}

/// The least circle on which none touches another, drawn wider than high.
QRectF placeOnCircle(FabricDiagram& diagram, std::size_t sheet, std::vector<FabricItem>& items)
{
    double around = 0;
    for (const FabricItem& item : items)
        around += std::hypot(item.size.width(), item.size.height());
    const double count = static_cast<double>(items.size());
    std::vector<QRectF> areas;
    for (double radius = std::max(around / (2 * std::numbers::pi * 1.35), items.size() > 1 ? 90.0 : 0.0);; radius *= 1.06) {
        areas.clear();
        double done = 0;
        for (const FabricItem& item : items) {
            const double own = std::hypot(item.size.width(), item.size.height()) / around;
            const double angle = 2 * std::numbers::pi * (items.size() > 2 ? done + own / 2 : static_cast<double>(areas.size()) / count) - std::numbers::pi / 2;
            const QPointF middle{std::cos(angle) * radius * 1.55, std::sin(angle) * radius};
            areas.push_back({middle - QPointF{item.size.width() / 2, item.size.height() / 2}, item.size});
            done += own;
        }
        bool apart = true;
        for (std::size_t i = 0; i < areas.size(); ++i) {
            for (std::size_t j = i + 1; j < areas.size(); ++j)
                apart = apart && !areas[i].adjusted(-2 * gap, -2 * gap, 2 * gap, 2 * gap).intersects(areas[j]);
        }
        if (apart)
            break;
    }
    QRectF all;
    for (const QRectF& area : areas)
        all |= area;
    for (std::size_t i = 0; i < items.size(); ++i)
        place(diagram, sheet, items[i], areas[i].topLeft() - all.topLeft());
    return {QPointF{}, all.size()};
}

QRectF placeInGrid(FabricDiagram& diagram, std::size_t sheet, std::vector<FabricItem>& items, std::size_t columns)
{
    const std::size_t lines = (items.size() + columns - 1) / columns;
    std::vector<double> wides(columns), highs(lines);
    for (std::size_t i = 0; i < items.size(); ++i) {
        wides[i % columns] = std::max(wides[i % columns], items[i].size.width());
        highs[i / columns] = std::max(highs[i / columns], items[i].size.height());
    }
    constexpr double apart = 64;
    QRectF all;
    for (std::size_t i = 0; i < items.size(); ++i) {
        QPointF at;
        for (std::size_t c = 0; c < i % columns; ++c)
            at.rx() += wides[c] + apart;
        for (std::size_t r = 0; r < i / columns; ++r)
            at.ry() += highs[r] + apart;
        at += QPointF{(wides[i % columns] - items[i].size.width()) / 2, (highs[i / columns] - items[i].size.height()) / 2};
        place(diagram, sheet, items[i], at);
        all |= QRectF{at, items[i].size};
    }
    return all | QRectF{0, 0, 1, 1};
}

} // namespace

QRectF placeRing(FabricDiagram& diagram, std::size_t sheet, FabricItem& tier)
{
    const FabricNetwork& network = *diagram.sheets[sheet].network;
    // Single switches of a small network stand on the ring themselves.
    if (tier.children.empty()) {
        for (const std::size_t box : tier.boxes) {
            FabricItem one{tier.group};
            one.boxes = {box};
            tier.children.push_back(std::move(one));
        }
        tier.boxes.clear();
    }
    for (FabricItem& item : tier.children)
        sizeOf(network, item);
    const std::size_t columns = columnsOf(diagram, sheet, tier);
    return columns > 0 ? placeInGrid(diagram, sheet, tier.children, columns) : placeOnCircle(diagram, sheet, tier.children);
}

} // namespace colonnade::render
