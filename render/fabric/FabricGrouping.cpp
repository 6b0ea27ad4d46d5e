#include "render/fabric/FabricNetwork.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <tuple>

namespace colonnade::render {
namespace {

using Kind = FabricGroup::Kind;
constexpr std::uint32_t none = FabricNetwork::none;

/// What vertices are divided by, from the outside in.
constexpr std::array<Kind, 5> levels{Kind::Pod, Kind::Unit, Kind::Plane, Kind::Rail, Kind::Place};
constexpr std::size_t podLevel = 0, unitLevel = 1, firstOwn = 2; ///< From there on every tier is divided for itself.
using Keys = std::array<std::uint32_t, levels.size()>;

class Joined {
public:
    explicit Joined(std::size_t count) : m_over(count) { std::iota(m_over.begin(), m_over.end(), 0U); }
    std::uint32_t find(std::uint32_t v)
    {
        while (m_over[v] != v)
            v = m_over[v] = m_over[m_over[v]];
        return v;
    }
    /// The smaller one stands for both.
    void join(std::uint32_t a, std::uint32_t b)
    {
        a = find(a);
        b = find(b);
        m_over[std::max(a, b)] = std::min(a, b);
    }

private:
    std::vector<std::uint32_t> m_over;
};

/// What is joined without the switches above `tier`, numbered by first switch; `none` for what no switch of it joins.
std::vector<std::uint32_t> joinedUpTo(const FabricNetwork& network, std::uint8_t tier)
{
    const FabricStrands& strands = network.strands;
    const std::vector<std::uint8_t>& tiers = network.vertices.tier;
    Joined joined(network.vertices.size());
    for (std::size_t i = 0; i < strands.size(); ++i) {
        const std::uint8_t a = tiers[strands.a[i]], b = tiers[strands.b[i]];
        if (a != b && a <= tier && b <= tier)
            joined.join(strands.a[i], strands.b[i]);
    }
    std::vector<std::uint32_t> number(network.vertices.size(), none), unit(network.vertices.size(), none);
    std::uint32_t next = 0;
    // Switches come first: a component's number is that of its first one.
    for (std::uint32_t v = 0; v < network.switches; ++v) {
        if (std::uint32_t& at = number[joined.find(v)]; tiers[v] <= tier && at == none)
            at = next++;
    }
    for (std::uint32_t v = 0; v < network.vertices.size(); ++v) {
        if (tiers[v] <= tier)
            unit[v] = number[joined.find(v)];
    }
    return unit;
}

class Grouping {
public:
    explicit Grouping(FabricNetwork& network) : n{network}, m_keys(network.vertices.size(), Keys{none, none, 0, 0, 0}) {}

    void operator()()
    {
        findKind();
        findKeys();
        countKeys();
        sort();
        const std::uint8_t top = n.vertices.tier.empty() ? std::uint8_t{0} : *std::ranges::max_element(n.vertices.tier);
        n.tiers.assign(top + std::size_t{1}, none);
        n.groupOf.assign(n.vertices.size(), none);
        for (std::uint32_t first = 0; first < n.order.size();) {
            std::uint32_t last = first;
            const std::uint8_t tier = n.vertices.tier[n.order[first]];
            while (last < n.order.size() && n.vertices.tier[n.order[last]] == tier)
                ++last;
            FabricGroup root;
            root.tier = tier;
            root.first = first;
            root.last = last;
            root.parent = static_cast<std::uint32_t>(n.groups.size());
            root.id = fmt::format("t{}", tier);
            n.tiers[tier] = root.parent;
            n.groups.push_back(root);
            divide(n.tiers[tier], 0);
            first = last;
        }
        for (std::uint32_t g = 0; g < n.groups.size(); ++g) {
            if (!n.groups[g].children.empty())
                continue;
            for (std::uint32_t i = n.groups[g].first; i < n.groups[g].last; ++i)
                n.groupOf[n.order[i]] = g;
        }
        for (FabricGroup& group : n.groups)
            sumUp(group);
        makeCells();
    }

private:
    void sumUp(FabricGroup& group) const
    {
        group.part = n.vertices.part[n.order[group.first]];
        for (std::uint32_t i = group.first; i < group.last; ++i) {
            const std::uint32_t v = n.order[i];
            group.ports += n.vertices.ports[v];
            group.used += n.vertices.ports[v] ? n.vertices.used[v] : 0;
            if (group.part && *group.part != n.vertices.part[v])
                group.part.reset();
        }
    }

    /// A ring or grid where there is one tier at most and its members are joined to one another.
    void findKind()
    {
        const std::vector<std::uint8_t>& tiers = n.vertices.tier;
        m_top = tiers.empty() ? std::uint8_t{0} : *std::ranges::max_element(tiers);
        std::size_t besideTop = 0;
        for (std::size_t i = 0; i < n.strands.size(); ++i) {
            const bool level = tiers[n.strands.a[i]] == tiers[n.strands.b[i]];
            besideTop += level && tiers[n.strands.a[i]] == m_top ? 1 : 0;
        }
        m_meshedTop = besideTop > 0;
        n.lateral = m_top <= 1 && besideTop * 5 > n.strands.size();
        if (!n.lateral || m_top == 0)
            return;
        n.attached.assign(n.vertices.size(), none);
        for (std::size_t i = 0; i < n.strands.size(); ++i) {
            const std::uint32_t a = n.strands.a[i], b = n.strands.b[i];
            if (tiers[a] == 0 && tiers[b] == 1 && n.attached[a] == none)
                n.attached[a] = b;
        }
    }

    void findKeys()
    {
        const FabricVertices& v = n.vertices;
        for (std::size_t i = 0; i < v.size(); ++i) {
            m_keys[i][2] = v.plane[i];
            m_keys[i][3] = v.rail[i];
            m_keys[i][4] = v.place[i];
        }
        if (n.lateral) {
            for (std::size_t i = 0; i < v.size(); ++i)
                m_keys[i][unitLevel] = v.unit[i];
            return;
        }
        const int podTier = m_meshedTop ? m_top : m_top - 1;
        const auto take = [this](std::size_t level, int tier) {
            const auto found = joinedUpTo(n, static_cast<std::uint8_t>(tier));
            for (std::size_t i = 0; i < found.size(); ++i)
                m_keys[i][level] = found[i];
        };
        if (podTier >= 2)
            take(podLevel, podTier);
        if (m_top >= 1 && (podTier >= 1 || m_top == 1))
            take(unitLevel, 1);
        for (std::size_t i = 0; i < v.size(); ++i) { // Else as the recipe names it.
            if (m_keys[i][podLevel] == none && m_keys[i][unitLevel] == none && v.tier[i] == 0)
                m_keys[i][unitLevel] = v.unit[i];
        }
        numberWithinPods();
    }

    /// Units are counted from 0 in every pod.
    void numberWithinPods()
    {
        std::vector<std::uint32_t> firstOf;
        for (const Keys& keys : m_keys) {
            if (keys[podLevel] == none || keys[unitLevel] == none)
                continue;
            if (firstOf.size() <= keys[podLevel])
                firstOf.resize(keys[podLevel] + std::size_t{1}, none);
            firstOf[keys[podLevel]] = std::min(firstOf[keys[podLevel]], keys[unitLevel]);
        }
        for (Keys& keys : m_keys) {
            if (keys[podLevel] != none && keys[unitLevel] != none)
                keys[unitLevel] -= firstOf[keys[podLevel]];
        }
    }

    void countKeys()
    {
        for (const Keys& keys : m_keys) {
            const std::uint32_t pod = keys[podLevel], unit = keys[unitLevel];
            if (pod != none) {
                m_pods = std::max(m_pods, pod + std::uint64_t{1});
                m_unitsOf.resize(m_pods);
            }
            if (unit != none) {
                std::uint64_t& most = pod == none ? m_units : m_unitsOf[pod];
                most = std::max(most, unit + std::uint64_t{1});
            }
        }
    }

    void sort()
    {
        n.order.resize(n.vertices.size());
        std::iota(n.order.begin(), n.order.end(), 0U);
        std::ranges::sort(n.order, [this](std::uint32_t a, std::uint32_t b) {
            return std::tuple{n.vertices.tier[a], m_keys[a], a} < std::tuple{n.vertices.tier[b], m_keys[b], b};
        });
        n.position.resize(n.order.size());
        for (std::uint32_t i = 0; i < n.order.size(); ++i)
            n.position[n.order[i]] = i;
        n.byPlace.resize(n.vertices.size());
        std::iota(n.byPlace.begin(), n.byPlace.end(), 0U);
        std::ranges::stable_sort(n.byPlace, {}, [this](std::uint32_t v) { return n.vertices.place[v]; });
    }

    struct Run {
        std::uint32_t key = 0, first = 0, last = 0;
    };
    [[nodiscard]] std::uint32_t keyAt(std::uint32_t position, std::size_t level) const { return m_keys[n.order[position]][level]; }

    void divide(std::uint32_t group, std::size_t level)
    {
        const std::uint32_t first = n.groups[group].first, last = n.groups[group].last;
        while (level < levels.size() && (last - first < 2 || keyAt(first, level) == keyAt(last - 1, level)))
            ++level;
        const std::uint32_t most = mostOf(n.groups[group].tier);
        if (last - first <= most && level >= firstOwn)
            return;
        std::vector<Run> runs;
        for (std::uint32_t i = first; i < last; ++i) {
            if (level == levels.size())
                runs.push_back({i - first, i, i + 1});
            else if (runs.empty() || keyAt(i, level) != runs.back().key)
                runs.push_back({keyAt(i, level), i, i + 1});
            else
                ++runs.back().last;
        }
        if (level == levels.size() && runs.size() <= most)
            return;
        const Kind kind = level == levels.size() ? Kind::One : levels[level];
        addRuns(group, kind, level, runs);
    }

    /// Nodes of an opened group stand in several lines.
    static std::uint32_t mostOf(std::uint8_t tier) { return tier == 0 ? 2 * mostTogether : mostTogether; }
    /// Of so many keys, how many a group of them takes, so that no more than `mostTogether` groups stand side by side.
    static std::uint32_t span(std::uint64_t keys, std::uint64_t least)
    {
        std::uint64_t size = least;
        while (size * mostTogether < keys)
            size *= mostTogether;
        return static_cast<std::uint32_t>(size);
    }

    void addRuns(std::uint32_t parent, Kind kind, std::size_t level, const std::vector<Run>& runs)
    {
        // Pods and units are divided by their numbers, so that all tiers are divided alike.
        const bool shared = kind == Kind::Pod || kind == Kind::Unit;
        const auto ordinal = [&](std::size_t i) -> std::uint64_t { return shared ? runs[i].key : i; };
        const std::uint64_t keys = !shared ? runs.size() : countOf(kind, m_keys[n.order[n.groups[parent].first]][podLevel], n.groups[parent]);
        const std::uint32_t least = kind == Kind::One ? mostOf(n.groups[parent].tier) : 1;
        std::uint32_t size = span(keys, least);
        if (size > 1) { // As equal as can be.
            const std::uint64_t parts = (keys + size - 1) / size;
            size = static_cast<std::uint32_t>((keys + parts - 1) / parts);
        }
        if (size == 1) {
            for (const Run& run : runs)
                addGroup(parent, kind, level, run);
            return;
        }
        addRanges(parent, kind, level, runs, size, ordinal);
    }

    template <class Ordinal>
    void addRanges(std::uint32_t parent, Kind kind, std::size_t level, const std::vector<Run>& runs, std::uint32_t size, const Ordinal& ordinal)
    {
        for (std::size_t i = 0; i < runs.size();) {
            std::size_t end = i;
            while (end < runs.size() && ordinal(end) / size == ordinal(i) / size && (runs[end].key == none) == (runs[i].key == none))
                ++end;
            const std::vector<Run> part(runs.begin() + static_cast<std::ptrdiff_t>(i), runs.begin() + static_cast<std::ptrdiff_t>(end));
            if (part.size() == 1 && kind != Kind::One) {
                addGroup(parent, kind, level, part.front());
            } else {
                const std::uint32_t range = addGroup(parent, kind, levels.size() + 1, {part.front().key, part.front().first, part.back().last}, part.back().key);
                if (kind != Kind::One || part.size() > mostOf(n.groups[parent].tier))
                    addRuns(range, kind, level, part);
            }
            i = end;
        }
    }

    /// Numbers of pods, or of units of a pod, that a group covers.
    [[nodiscard]] std::uint64_t countOf(Kind kind, std::uint32_t pod, const FabricGroup& within) const
    {
        if (within.range && within.kind == kind)
            return std::uint64_t{within.lastKey} - within.key + 1;
        if (kind == Kind::Pod)
            return m_pods;
        return pod == none ? m_units : m_unitsOf[pod];
    }

    std::uint32_t addGroup(std::uint32_t parent, Kind kind, std::size_t level, const Run& run, std::optional<std::uint32_t> lastKey = {})
    {
        const auto index = static_cast<std::uint32_t>(n.groups.size());
        FabricGroup group;
        group.kind = kind;
        group.range = lastKey.has_value();
        group.tier = n.groups[parent].tier;
        group.key = run.key;
        group.lastKey = lastKey.value_or(run.key);
        group.first = run.first;
        group.last = run.last;
        group.parent = parent;
        group.id = idOf(n.groups[parent], group);
        n.groups.push_back(std::move(group));
        n.groups[parent].children.push_back(index);
        if (n.groups[index].shared())
            n.shared[n.groups[index].id].push_back(index);
        if (level < levels.size())
            divide(index, level + 1);
        return index;
    }

    static std::string idOf(const FabricGroup& parent, const FabricGroup& group)
    {
        constexpr std::string_view letters = "?pulrao"; // As the kinds: pod, unit, plane, rail, place, one.
        const std::string step = group.range ? fmt::format("{}{}-{}", letters[static_cast<std::size_t>(group.kind)], group.key, group.lastKey)
                                             : fmt::format("{}{}", letters[static_cast<std::size_t>(group.kind)], group.key);
        if (group.shared())
            return parent.kind == Kind::Tier ? step : parent.id + '.' + step;
        return parent.shared() ? fmt::format("t{}.{}.{}", group.tier, parent.id, step) : parent.id + '.' + step;
    }

    void makeCells()
    {
        std::vector<std::pair<std::uint64_t, std::uint32_t>> keyed(n.strands.size());
        for (std::uint32_t i = 0; i < keyed.size(); ++i)
            keyed[i] = {std::uint64_t{n.groupOf[n.strands.a[i]]} << 32 | n.groupOf[n.strands.b[i]], i};
        std::ranges::sort(keyed);
        n.strandOrder.resize(keyed.size());
        for (std::uint32_t i = 0; i < keyed.size(); ++i) {
            n.strandOrder[i] = keyed[i].second;
            if (i == 0 || keyed[i].first != keyed[i - 1].first)
                n.cells.push_back({{}, static_cast<std::uint32_t>(keyed[i].first >> 32), static_cast<std::uint32_t>(keyed[i].first), i, i});
            n.cells.back().last = i + 1;
            n.cells.back().add(n.strands, keyed[i].second);
        }
    }

    FabricNetwork& n;
    std::vector<Keys> m_keys;
    std::uint64_t m_pods = 0, m_units = 0; ///< Numbers in use; `m_units` outside of pods.
    std::vector<std::uint64_t> m_unitsOf; ///< By pod.
    std::uint8_t m_top = 0;
    bool m_meshedTop = false;
};

} // namespace

void FabricSum::add(const FabricStrands& strands, std::uint32_t strand)
{
    const float speed = strands.speed[strand];
    add({strands.count[strand], static_cast<double>(strands.count[strand]) * static_cast<double>(speed), speed, speed, strands.medium[strand]});
}

void FabricSum::add(const FabricSum& other)
{
    if (other.links == 0)
        return;
    mixed = mixed || other.mixed || (links > 0 && medium != other.medium);
    medium = mixed ? FabricNetwork::noMedium : other.medium;
    slowest = links > 0 ? std::min(slowest, other.slowest) : other.slowest;
    fastest = std::max(fastest, other.fastest);
    capacity += other.capacity;
    links += other.links;
}

void group(FabricNetwork& network)
{
    Grouping{network}();
}

} // namespace colonnade::render
