#include "model/power/ProposedFeed.h"

#include <algorithm>
#include <cctype>

namespace colonnade::model {

namespace {

constexpr Volts northAmerican{415}, international{400};
constexpr Celsius w32{32};

template <class Item, class Id> Id freshId(const std::vector<Item>& items, const std::string& stem)
{
    for (int number = 1;; ++number) {
        Id id = *Id::parse(number == 1 ? stem : fmt::format("{}-{}", stem, number));
        if (std::none_of(items.begin(), items.end(), [&](const Item& item) { return item.id == id; }))
            return id;
    }
}

char lower(Side side)
{
    return static_cast<char>(std::tolower(letter(side)));
}

/// Of the rack PDUs of a rack on that side.
std::optional<Volts> pduVoltage(const RackDesign& rack, Side side)
{
    for (const Device& device : rack.devices()) {
        if (device.part->pdu && device.side == side)
            return device.part->pdu->lineVoltage;
    }
    return std::nullopt;
}

} // namespace

Feed proposedFeed(const Arrangement& arrangement, const PowerBasis& basis, std::span<const double> breakerSizes)
{
    const PowerChain chain = powerChain(arrangement, basis);
    std::map<Side, int> fed{{Side::A, 0}, {Side::B, 0}}, unfed;
    for (const Feed& feed : arrangement.feeds)
        ++fed[feed.side];
    for (const Unfed& item : chain.unfed)
        ++unfed[item.side];
    const auto fewer = [](const auto& a, const auto& b) { return a.second < b.second; };

    const Side side = unfed.empty() ? std::min_element(fed.begin(), fed.end(), fewer)->first
                                    : std::max_element(unfed.begin(), unfed.end(), fewer)->first;
    const int number = fed[side] + 1;
    Feed feed{freshId<Feed, FeedId>(arrangement.feeds, fmt::format("feed-{}", lower(side))),
              number == 1 ? fmt::format("Feed {}", letter(side)) : fmt::format("Feed {}{}", letter(side), number), side,
              basis.continuousFactor < 1 ? northAmerican : international, 3, Amperes{100}, {}, {}};
    const auto twin = std::find_if(arrangement.feeds.begin(), arrangement.feeds.end(),
                                   [&](const Feed& other) { return other.side == side; });
    if (const auto like = twin != arrangement.feeds.end() ? twin : arrangement.feeds.begin(); like != arrangement.feeds.end()) {
        feed.voltage = like->voltage;
        feed.phases = like->phases;
        feed.rating = like->rating;
    }
    if (twin != arrangement.feeds.end())
        feed.upstream = twin->upstream; // That of another side would join the two.

    Watts load;
    for (const Unfed& item : chain.unfed) {
        const Placement* placement = arrangement.placement(item.placement);
        if (item.side != side || !placement->rack())
            continue;
        // After the loss of its other side a rack hangs on this one alone.
        load += (*placement->rack())->facts().provisioned.known;
        if (const auto volts = pduVoltage(**placement->rack(), side))
            feed.voltage = *volts;
    }
    if (load <= Watts{})
        return feed;
    const VoltAmperes apparent{load.value() / basis.powerFactor};
    const double wanted = lineCurrent(apparent, feed.voltage, feed.phases).value() / basis.continuousFactor;
    const auto size = std::lower_bound(breakerSizes.begin(), breakerSizes.end(), wanted);
    feed.rating = Amperes{size != breakerSizes.end() ? *size : breakerSizes.empty() ? wanted : breakerSizes.back()};
    return feed;
}

Loop proposedLoop(const Arrangement& arrangement)
{
    return {freshId<Loop, LoopId>(arrangement.loops, "loop"), fmt::format("Loop {}", arrangement.loops.size() + 1), "PG25", w32,
            {}, {}};
}

} // namespace colonnade::model
