#include "model/power/PowerChain.h"

#include <algorithm>
#include <cmath>

namespace colonnade::model {

namespace {

using Index = std::size_t;

struct Consumer {
    const RackDraw* draw = nullptr;
    std::array<std::vector<Index>, sideCount> feeds; ///< By side.
    std::vector<Index> all;
    double darkNormally = 0;
};

/// What one consumer puts on one feed.
struct Share {
    Index feed;
    Watts load;
};

class Reckoning {
public:
    Reckoning(const Arrangement& arrangement, const PowerBasis& basis,
              const std::map<PlacementId, Watts>& provisioned)
        : m_arrangement{arrangement}, m_provisioned{provisioned}
    {
        for (Index i = 0; i < arrangement.feeds.size(); ++i)
            m_indexOf.emplace(arrangement.feeds[i].id, i);
        for (const Feed& feed : arrangement.feeds) {
            FeedLoad load{.feed = feed,
                          .factor = feed.continuousFactor.value_or(basis.continuousFactor),
                          .normal = {},
                          .worst = {},
                          .worstLoss = {},
                          .limit = usablePower(feed, basis),
                          .consumers = 0,
                          .acceleratorsLost = 0,
                          .acceleratorsBehind = 0,
                          .missing = {}};
            m_chain.feeds.push_back(std::move(load));
            const auto up = feed.upstream ? m_indexOf.find(*feed.upstream) : m_indexOf.end();
            m_upstream.push_back(up == m_indexOf.end() ? std::nullopt : std::optional{up->second});
        }
        m_consumersOf.resize(m_chain.feeds.size());
        m_change.resize(m_chain.feeds.size());
        m_dead.resize(m_chain.feeds.size());
        findChildren();
    }

    PowerChain operator()()
    {
        for (const Placement& placement : m_arrangement.placements)
            addConsumer(placement);
        for (Consumer& consumer : m_consumers) {
            consumer.darkNormally = consumer.draw->dark(allAlive);
            for (const Share& share : sharesOf(consumer))
                addUpwards(share.feed,
                           [&](Index feed) { m_chain.feeds[feed].normal += share.load; });
        }
        for (FeedLoad& feed : m_chain.feeds)
            feed.worst = feed.normal;
        for (Index i = 0; i < m_chain.feeds.size(); ++i)
            lose(i);
        return std::move(m_chain);
    }

private:
    void findChildren()
    {
        m_children.resize(m_chain.feeds.size());
        for (Index i = 0; i < m_upstream.size(); ++i) {
            if (m_upstream[i])
                m_children[*m_upstream[i]].push_back(i);
        }
    }

    const RackDraw* drawOf(const Placement& placement, SideSet sides)
    {
        if (const auto special = m_provisioned.find(placement.id); special != m_provisioned.end()) {
            const RackDraw plain = placement.rack() ? rackDraw(**placement.rack(), sides)
                                                    : unitDraw(**placement.unit(), sides);
            m_special.push_back(std::make_unique<RackDraw>(plain.scaledTo(special->second)));
            return m_special.back().get();
        }
        const void* what = placement.rack() ? static_cast<const void*>(placement.rack()->get())
                                            : static_cast<const void*>(placement.unit()->get());
        const auto key = std::pair{what, sides.bits()};
        auto found = m_draws.find(key);
        if (found == m_draws.end()) {
            found = m_draws
                        .emplace(key,
                                 placement.rack() ? rackDraw(**placement.rack(), sides)
                                                  : unitDraw(**placement.unit(), sides))
                        .first;
        }
        return &found->second;
    }

    void addConsumer(const Placement& placement)
    {
        SideSet fed;
        for (const SideFeed& side : placement.feeds)
            fed.add(side.side);
        const RackDraw* draw = drawOf(placement, fed);
        const int accelerators = placement.rack() ? (*placement.rack())->facts().accelerators : 0;
        m_chain.load += draw->total;
        m_chain.accelerators += accelerators;
        for (const std::string& what : draw->missing)
            addOnce(m_chain.missing, what);
        if (draw->total <= Watts{} && draw->missing.empty())
            return;
        if (draw->sides.empty()) {
            m_chain.withoutSides.push_back(placement.id);
            return;
        }
        Consumer consumer;
        consumer.draw = draw;
        for (const SideFeed& side : placement.feeds) {
            const auto feed = m_indexOf.find(side.feed);
            if (feed == m_indexOf.end() || !draw->sides.has(side.side))
                continue;
            consumer.feeds[static_cast<Index>(side.side)].push_back(feed->second);
            if (std::find(consumer.all.begin(), consumer.all.end(), feed->second)
                == consumer.all.end())
                consumer.all.push_back(feed->second);
        }
        for (const Side side : draw->sides.list()) {
            if (consumer.feeds[static_cast<Index>(side)].empty())
                m_chain.unfed.push_back({placement.id, side});
        }
        for (const Index feed : consumer.all) {
            FeedLoad& load = m_chain.feeds[feed];
            ++load.consumers;
            load.acceleratorsBehind += accelerators;
            m_consumersOf[feed].push_back(m_consumers.size());
            addUpwards(feed, [&](Index above) {
                for (const std::string& what : draw->missing)
                    addOnce(m_chain.feeds[above].missing, what);
            });
        }
        m_consumers.push_back(std::move(consumer));
    }

    static void addOnce(std::vector<std::string>& list, const std::string& what)
    {
        if (std::find(list.begin(), list.end(), what) == list.end())
            list.push_back(what);
    }

    /// `act` on the feed and on all above it; a circle, which no valid arrangement has, ends it.
    template <class Act> void addUpwards(Index feed, Act act) const
    {
        std::optional<Index> at = feed;
        for (Index steps = 0; at && steps <= m_upstream.size(); ++steps) {
            act(*at);
            at = m_upstream[*at];
        }
    }

    [[nodiscard]] double weight(Index feed) const
    {
        const Feed& of = m_chain.feeds[feed].feed;
        return std::max(ratedPower(of.voltage, of.phases, of.rating).value(), 1e-9);
    }

    /// A side that no feed supplies is taken as alive: it is reported, not guessed at.
    [[nodiscard]] Alive aliveOf(const Consumer& consumer) const
    {
        Alive alive = allAlive;
        for (Index side = 0; side < sideCount; ++side) {
            double all = 0, living = 0;
            for (const Index feed : consumer.feeds[side]) {
                all += weight(feed);
                living += m_dead[feed] ? 0 : weight(feed);
            }
            if (all > 0)
                alive[side] = living / all;
        }
        return alive;
    }

    [[nodiscard]] std::vector<Share> sharesOf(const Consumer& consumer) const
    {
        std::vector<Share> shares;
        const PerSide loads = consumer.draw->load(aliveOf(consumer));
        for (Index side = 0; side < sideCount; ++side) {
            double living = 0;
            for (const Index feed : consumer.feeds[side])
                living += m_dead[feed] ? 0 : weight(feed);
            for (const Index feed : consumer.feeds[side]) {
                if (!m_dead[feed])
                    shares.push_back({feed, loads[side] * (weight(feed) / living)});
            }
        }
        return shares;
    }

    void kill(Index feed, std::vector<Index>& dead)
    {
        if (m_dead[feed])
            return;
        m_dead[feed] = true;
        dead.push_back(feed);
        for (const Index child : m_children[feed])
            kill(child, dead);
    }

    void change(Index feed, Watts by, std::vector<Index>& touched)
    {
        addUpwards(feed, [&](Index at) {
            if (m_change[at] == Watts{})
                touched.push_back(at);
            m_change[at] += by;
        });
    }

    /// The state in which this feed, and so all below it, is lost: only its own consumers move
    /// their load.
    void lose(Index lost)
    {
        std::vector<Index> affected;
        std::vector<Index> dead, touched;
        kill(lost, dead);
        for (const Index feed : dead)
            affected.insert(affected.end(), m_consumersOf[feed].begin(), m_consumersOf[feed].end());
        std::sort(affected.begin(), affected.end());
        affected.erase(std::unique(affected.begin(), affected.end()), affected.end());

        for (const Index feed : dead)
            m_dead[feed] = false;
        for (const Index i : affected) {
            for (const Share& share : sharesOf(m_consumers[i]))
                change(share.feed, -share.load, touched);
        }
        for (const Index feed : dead)
            m_dead[feed] = true;
        double dark = 0;
        for (const Index i : affected) {
            for (const Share& share : sharesOf(m_consumers[i]))
                change(share.feed, share.load, touched);
            dark += std::max(0.0,
                             m_consumers[i].draw->dark(aliveOf(m_consumers[i]))
                                 - m_consumers[i].darkNormally);
        }
        m_chain.feeds[lost].acceleratorsLost = static_cast<int>(std::ceil(dark - 1e-6));
        for (const Index feed : touched) {
            FeedLoad& load = m_chain.feeds[feed];
            const Watts then = load.normal + m_change[feed];
            if (!m_dead[feed] && then.value() > load.worst.value() * (1 + 1e-9)) {
                load.worst = then;
                load.worstLoss = m_chain.feeds[lost].feed.id;
            }
            m_change[feed] = Watts{};
        }
        for (const Index feed : dead)
            m_dead[feed] = false;
    }

    const Arrangement& m_arrangement;
    const std::map<PlacementId, Watts>& m_provisioned;
    PowerChain m_chain;
    std::map<FeedId, Index> m_indexOf;
    std::vector<std::optional<Index>> m_upstream;
    std::vector<std::vector<Index>> m_children;
    std::map<std::pair<const void*, unsigned>, RackDraw> m_draws;
    std::vector<std::unique_ptr<RackDraw>> m_special;
    std::vector<Consumer> m_consumers;
    std::vector<std::vector<Index>> m_consumersOf;
    std::vector<Watts> m_change;
    std::vector<bool> m_dead;
};

} // namespace

const FeedLoad* PowerChain::feed(const FeedId& id) const
{
    const auto found = std::find_if(feeds.begin(), feeds.end(),
                                    [&](const FeedLoad& one) { return one.feed.id == id; });
    return found == feeds.end() ? nullptr : &*found;
}

const FeedLoad* PowerChain::worst() const
{
    const auto found =
        std::max_element(feeds.begin(), feeds.end(), [](const FeedLoad& a, const FeedLoad& b) {
            return a.worstShare() < b.worstShare();
        });
    return found == feeds.end() ? nullptr : &*found;
}

PowerChain powerChain(const Arrangement& arrangement, const PowerBasis& basis,
                      const std::map<PlacementId, Watts>& provisioned)
{
    return Reckoning{arrangement, basis, provisioned}();
}

std::vector<SideTotal> DesignPower::bySide() const
{
    std::vector<SideTotal> totals;
    for (unsigned i = 0; i < sideCount; ++i) {
        SideTotal total;
        total.side = static_cast<Side>(i);
        for (const Part& part : parts) {
            for (const FeedLoad& load : part.chain.feeds) {
                if (load.feed.side != total.side || load.feed.upstream)
                    continue;
                total.normal += load.normal * static_cast<double>(part.placements);
                total.limit += load.limit * static_cast<double>(part.placements);
                total.feeds += part.placements;
            }
        }
        if (total.feeds > 0)
            totals.push_back(total);
    }
    return totals;
}

DesignPower::Worst DesignPower::worst() const
{
    Worst worst;
    for (const Part& part : parts) {
        const FeedLoad* feed = part.chain.worst();
        if (feed && (!worst.feed || feed->worstShare() > worst.feed->worstShare()))
            worst = {&part, feed};
    }
    return worst;
}

std::map<std::string, std::map<PlacementId, Watts>> provisionedOverrides(const Hall& hall)
{
    std::map<std::string, std::map<PlacementId, Watts>> byPod;
    for (const auto& [path, special] : hall.overrides) {
        if (!special.provisioned)
            continue;
        const auto slash = path.find('/');
        const auto id = PlacementId::parse(slash == std::string::npos ? path : path.substr(slash + 1));
        if (id)
            byPod[slash == std::string::npos ? std::string{} : path.substr(0, slash)].emplace(*id, *special.provisioned);
    }
    return byPod;
}

DesignPower designPower(const Design& design, const PowerBasis& basis)
{
    const Hall& hall = *design.hall();
    auto special = provisionedOverrides(hall);
    std::map<const PodDesign*, int> placed;
    for (const PodPlacement& pod : hall.pods) {
        if (!special.contains(pod.id.text()))
            ++placed[pod.pod.get()];
    }
    DesignPower power;
    for (const auto& [id, pod] : design.podDesigns()) {
        const auto count = placed.find(pod.get());
        // Where each placement is special, there is no ordinary one to tell of.
        const bool onlySpecial = count == placed.end() && design.placementsOf(id) > 0;
        if (!onlySpecial)
            power.parts.push_back({pod.get(), count == placed.end() ? 0 : count->second,
                                   powerChain(pod->arrangement(), basis)});
    }
    for (const PodPlacement& pod : hall.pods) {
        if (const auto own = special.find(pod.id.text()); own != special.end())
            power.parts.push_back({pod.pod.get(), 1, powerChain(pod.pod->arrangement(), basis, own->second), pod.id.text()});
    }
    if (!hall.arrangement.placements.empty() || !hall.arrangement.feeds.empty())
        power.parts.push_back({nullptr, 1, powerChain(hall.arrangement, basis, special[std::string{}])});
    return power;
}

} // namespace colonnade::model
