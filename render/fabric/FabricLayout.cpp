#include "render/fabric/FabricLayout.h"

#include <algorithm>
#include <cmath>

namespace colonnade::render {
namespace {

using namespace fabric;
constexpr std::uint32_t none = FabricNetwork::none;

std::size_t shownWhenOpen(const FabricGroup& group)
{
    return group.children.empty() ? group.size() : group.children.size();
}

std::size_t perLineOf(const FabricNetwork& network, const FabricItem& item)
{
    const std::size_t count = item.boxes.size();
    if (network.lateral) // About square.
        return static_cast<std::size_t>(std::ceil(std::sqrt(static_cast<double>(count))));
    return network.groups[item.group].tier == 0 ? std::min(count, perLine) : count;
}

bool hasFrame(const FabricNetwork& network, const FabricItem& item)
{
    return item.open && network.groups[item.group].kind != FabricGroup::Kind::Tier;
}

} // namespace

std::vector<bool> openGroups(const FabricNetwork& network, const std::map<std::string, bool>& wanted, std::size_t most)
{
    std::vector<bool> open(network.groups.size());
    std::vector<std::size_t> shown(network.tiers.size());
    std::vector<std::uint32_t> front; // Closed groups in open ones.
    const auto openOne = [&](std::uint32_t at) {
        const FabricGroup& group = network.groups[at];
        open[at] = true;
        shown[group.tier] += shownWhenOpen(group) - (group.kind == FabricGroup::Kind::Tier ? 0 : 1);
        front.insert(front.end(), group.children.begin(), group.children.end());
    };
    for (const std::uint32_t tier : network.tiers) {
        if (tier != none)
            openOne(tier);
    }
    const auto wish = [&](const FabricGroup& group) -> std::optional<bool> {
        const auto found = wanted.find(network.subject.text() + '|' + group.id);
        return found == wanted.end() ? std::nullopt : std::optional{found->second};
    };
    // Level by level, so that all tiers are opened about as far.
    while (!front.empty()) {
        const std::vector<std::uint32_t> level = std::exchange(front, {});
        const auto openAlike = [&](std::uint32_t at) {
            std::vector<std::uint32_t> together{at};
            if (network.groups[at].shared())
                together = network.shared.at(network.groups[at].id);
            for (const std::uint32_t each : together) {
                if (!open[each] && open[network.groups[each].parent] && network.groups[each].size() > 1)
                    openOne(each);
            }
        };
        for (const std::uint32_t at : level) {
            if (wish(network.groups[at]).value_or(false))
                openAlike(at);
        }
        // By itself what is alike opens together or not at all.
        std::map<std::pair<FabricGroup::Kind, std::string>, std::vector<std::uint32_t>> alike;
        for (const std::uint32_t at : level) {
            const FabricGroup &group = network.groups[at], &parent = network.groups[group.parent];
            if (!open[at] && group.size() > 1)
                alike[{group.kind, group.shared() && parent.shared() ? parent.id : group.shared() ? std::string{} : parent.id}].push_back(at);
        }
        for (const auto& [key, groups] : alike) {
            std::vector<std::size_t> after = shown;
            bool wished = false;
            for (const std::uint32_t at : groups) {
                const FabricGroup& group = network.groups[at];
                wished = wished || wish(group).has_value();
                after[group.tier] += shownWhenOpen(group) - 1;
            }
            const bool room = std::ranges::all_of(after, [&](std::size_t row) { return row <= most; });
            if (room && !wished)
                std::ranges::for_each(groups, openAlike);
        }
    }
    return open;
}

FabricItem itemsOf(FabricDiagram& diagram, std::size_t sheet, std::uint32_t at, const std::vector<bool>& open)
{
    const FabricNetwork& network = *diagram.sheets[sheet].network;
    const FabricGroup& group = network.groups[at];
    FabricItem item{at, open[at]};
    const auto add = [&](std::optional<std::uint32_t> vertex) {
        FabricBox box;
        box.sheet = sheet;
        box.group = at;
        box.vertex = vertex;
        box.tier = group.tier;
        box.count = vertex ? 1 : group.size();
        box.opens = !vertex;
        item.boxes.push_back(diagram.boxes.size());
        diagram.boxes.push_back(std::move(box));
    };
    if (!item.open) {
        diagram.sheets[sheet].boxOf[at] = static_cast<std::uint32_t>(diagram.boxes.size());
        add(group.size() == 1 ? std::optional{network.order[group.first]} : std::nullopt);
    } else if (group.children.empty()) {
        diagram.sheets[sheet].memberBoxes[at] = static_cast<std::uint32_t>(diagram.boxes.size());
        for (std::uint32_t i = group.first; i < group.last; ++i)
            add(network.order[i]);
    } else {
        for (const std::uint32_t child : group.children)
            item.children.push_back(itemsOf(diagram, sheet, child, open));
    }
    return item;
}

QSizeF sizeOf(const FabricNetwork& network, FabricItem& item)
{
    QSizeF size{wide, high};
    if (item.open && !item.children.empty()) {
        size = {-gap, 0};
        for (FabricItem& child : item.children) {
            const QSizeF one = sizeOf(network, child);
            size = {size.width() + gap + one.width(), std::max(size.height(), one.height())};
        }
    } else if (item.open) {
        const auto columns = static_cast<double>(std::max<std::size_t>(perLineOf(network, item), 1));
        const double lines = std::ceil(static_cast<double>(item.boxes.size()) / columns);
        size = {columns * (wide + gap) - gap, lines * (high + gap) - gap};
    }
    if (hasFrame(network, item))
        size += QSizeF{2 * pad, pad + titleHigh};
    return item.size = size;
}

void place(FabricDiagram& diagram, std::size_t sheet, const FabricItem& item, QPointF at)
{
    const FabricNetwork& network = *diagram.sheets[sheet].network;
    QPointF inside = at;
    const std::size_t columns = std::max<std::size_t>(perLineOf(network, item), 1);
    if (hasFrame(network, item)) {
        const FabricGroup& group = network.groups[item.group];
        FabricFrame frame{sheet, item.group, {at, item.size}, groupText(network, group), tierText(network, group.tier, group.size()), 0};
        frame.grid = item.children.empty() ? (item.boxes.size() + columns - 1) / columns : 1;
        diagram.frames.push_back(std::move(frame));
        inside += QPointF{pad, titleHigh};
    }
    for (std::size_t i = 0; i < item.boxes.size(); ++i) {
        const QPointF by{static_cast<double>(i % columns) * (wide + gap), static_cast<double>(i / columns) * (high + gap)};
        diagram.boxes[item.boxes[i]].body = {inside + by, QSizeF{wide, high}};
    }
    for (const FabricItem& child : item.children) {
        place(diagram, sheet, child, inside);
        inside.rx() += child.size.width() + gap;
    }
}

namespace {

/// What stands in one column: the same pod or unit in every tier that has it, or whole tiers.
using Column = std::vector<FabricItem*>;

class Rows {
public:
    Rows(FabricDiagram& diagram, std::size_t sheet, QSizeF area) :
        m_diagram{diagram}, m_network{*diagram.sheets[sheet].network}, m_sheet{sheet}, m_area{area}
    {
    }

    QRectF operator()(std::vector<FabricItem>& tiers)
    {
        Column all;
        for (FabricItem& tier : tiers)
            all.push_back(&tier);
        const double width = widthOf(all);
        std::vector<double> heights;
        for (FabricItem& tier : tiers)
            heights.push_back(heightOf(tier));
        // Lines are steeper, and apart, where the view is higher than the rows.
        double high = 0;
        for (const double each : heights)
            high += each;
        const double bands = std::max(static_cast<double>(tiers.size()) - 1, 1.0);
        const double step = std::clamp(((width + left) * m_area.height() / std::max(m_area.width(), 1.0) - high - head - 2 * margin) / bands, band, 2.4 * band);
        double y = 0;
        m_top.resize(tiers.size());
        for (std::size_t i = tiers.size(); i-- > 0;) { // The topmost tier is the last.
            m_top[i] = y;
            m_diagram.sheets[m_sheet].rows.emplace_back(tierText(m_network, m_network.groups[tiers[i].group].tier, m_network.groups[tiers[i].group].size()),
                                                        QRectF{-left, y, left - gap, heights[i]});
            y += heights[i] + (i > 0 ? step : 0);
        }
        placeColumn(all, 0, width, m_top);
        return {-left, 0, width + left, y};
    }

private:
    [[nodiscard]] bool hasColumns(const FabricItem* item) const
    {
        return item && item->open && !item->children.empty() && m_network.groups[item->children.front().group].shared();
    }
    [[nodiscard]] bool framed(const FabricItem* item) const { return item && hasFrame(m_network, *item); }

    /// Columns within, in the order of their numbers.
    [[nodiscard]] std::vector<Column> within(const Column& column) const
    {
        std::map<std::pair<std::uint32_t, std::uint32_t>, Column> parts;
        for (std::size_t i = 0; i < column.size(); ++i) {
            if (!hasColumns(column[i]))
                continue;
            for (FabricItem& child : column[i]->children) {
                const FabricGroup& group = m_network.groups[child.group];
                Column& part = parts[{group.key, group.lastKey}];
                part.resize(column.size());
                part[i] = &child;
            }
        }
        std::vector<Column> all;
        for (auto& [key, part] : parts)
            all.push_back(part);
        return all;
    }

    double widthOf(const Column& column)
    {
        const bool open = std::ranges::any_of(column, [this](const FabricItem* item) { return framed(item); });
        double parts = -gap, own = 0;
        for (const Column& part : within(column))
            parts += gap + widthOf(part);
        for (FabricItem* item : column) {
            if (item && !hasColumns(item))
                own = std::max(own, sizeOf(m_network, *item).width());
        }
        return std::max(parts + (open ? 2 * pad : 0), own);
    }

    double heightOf(FabricItem& item)
    {
        if (!hasColumns(&item))
            return item.size.height();
        double height = 0;
        for (FabricItem& child : item.children)
            height = std::max(height, heightOf(child));
        return height + (framed(&item) ? titleHigh + pad : 0);
    }

    /// `tops`: of each tier, in this column.
    void placeColumn(const Column& column, double x, double width, std::vector<double> tops)
    {
        const bool open = std::ranges::any_of(column, [this](const FabricItem* item) { return framed(item); });
        const std::vector<Column> parts = within(column);
        for (std::size_t i = 0; i < column.size(); ++i) {
            FabricItem* item = column[i];
            if (!item)
                continue;
            if (!hasColumns(item)) {
                place(m_diagram, m_sheet, *item, {x + (width - item->size.width()) / 2, tops[i]});
                continue;
            }
            if (framed(item)) {
                const FabricGroup& group = m_network.groups[item->group];
                m_diagram.frames.push_back({m_sheet, item->group, {x, tops[i], width, heightOf(*item)}, groupText(m_network, group),
                                            tierText(m_network, group.tier, group.size()), 1});
                tops[i] += titleHigh;
            }
        }
        if (parts.empty())
            return;
        double needed = -gap;
        std::vector<double> widths;
        for (const Column& part : parts) {
            widths.push_back(widthOf(part));
            needed += widths.back() + gap;
        }
        const double spare = width - needed - (open ? 2 * pad : 0), each = spare / static_cast<double>(parts.size());
        double at = x + (open ? pad : 0);
        for (std::size_t i = 0; i < parts.size(); ++i) {
            placeColumn(parts[i], at, widths[i] + each, tops);
            at += widths[i] + each + gap;
        }
    }

    FabricDiagram& m_diagram;
    const FabricNetwork& m_network;
    std::size_t m_sheet;
    QSizeF m_area;
    std::vector<double> m_top;
};

} // namespace

QRectF placeRows(FabricDiagram& diagram, std::size_t sheet, std::vector<FabricItem>& tiers, QSizeF area)
{
    return Rows{diagram, sheet, area}(tiers);
}

} // namespace colonnade::render
