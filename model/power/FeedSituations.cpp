#include "model/power/FeedSituations.h"

#include "model/power/FeedTree.h"

#include <cmath>
#include <map>
#include <tuple>
#include <utility>

namespace colonnade::model {

namespace {

constexpr std::size_t none = static_cast<std::size_t>(-1);

/// Six significant digits, so that sums of equal parts in another order are equal.
double rounded(Watts power)
{
    const double value = power.value();
    if (std::abs(value) < 1e-6)
        return 0;
    const double unit = std::pow(10.0, std::floor(std::log10(std::abs(value))) - 5);
    return std::round(value / unit) * unit;
}

class Numbering {
public:
    explicit Numbering(const PowerChain& chain) : m_chain{chain}, m_numbers(chain.feeds.size(), none)
    {
        for (const FeedLoad& load : chain.feeds)
            m_feeds.push_back(load.feed);
    }

    std::vector<std::size_t> operator()()
    {
        const FeedTree tree{m_feeds};
        for (std::size_t i = 0; i < m_feeds.size(); ++i)
            number(i, tree, 0);
        return std::move(m_numbers);
    }

private:
    std::size_t number(std::size_t at, const FeedTree& tree, std::size_t depth)
    {
        if (m_numbers[at] != none || depth > m_feeds.size())
            return m_numbers[at];
        const auto above = [&](const std::optional<std::size_t>& one) { return one ? number(*one, tree, depth + 1) : none; };
        const FeedLoad& load = m_chain.feeds[at];
        const Key key{above(tree.upstream(at)), above(tree.alternate(at)), rounded(load.normal), rounded(load.normalByPhase[0]),
                      rounded(load.normalByPhase[1]), rounded(load.normalByPhase[2]), rounded(load.limit)};
        Feed plain = load.feed;
        static const FeedId noName = FeedId::literal("feed");
        plain.id = noName;
        plain.name.clear();
        plain.upstream.reset();
        plain.alternate.reset();
        auto& alike = m_known[key];
        for (const auto& [feed, number] : alike) {
            if (feed == plain)
                return m_numbers[at] = number;
        }
        alike.emplace_back(std::move(plain), at);
        return m_numbers[at] = at;
    }

    using Key = std::tuple<std::size_t, std::size_t, double, double, double, double, double>;
    const PowerChain& m_chain;
    std::vector<Feed> m_feeds;
    std::vector<std::size_t> m_numbers;
    std::map<Key, std::vector<std::pair<Feed, std::size_t>>> m_known;
};

} // namespace

std::vector<std::size_t> feedSituations(const PowerChain& chain)
{
    return Numbering{chain}();
}

} // namespace colonnade::model
