#include "model/power/FeedTree.h"

#include <algorithm>

namespace colonnade::model {

FeedTree::FeedTree(std::span<const Feed> feeds) : m_feeds{feeds}
{
    m_indexOf.reserve(feeds.size());
    for (std::size_t i = 0; i < feeds.size(); ++i)
        m_indexOf.emplace(feeds[i].id.text(), i);
    m_children.resize(feeds.size());
    m_upstream.reserve(feeds.size());
    m_alternate.reserve(feeds.size());
    for (std::size_t i = 0; i < feeds.size(); ++i) {
        m_upstream.push_back(feeds[i].upstream ? indexOf(*feeds[i].upstream) : std::nullopt);
        m_alternate.push_back(feeds[i].alternate ? indexOf(*feeds[i].alternate) : std::nullopt);
        if (m_upstream.back())
            m_children[*m_upstream.back()].push_back(i);
    }
}

std::optional<std::size_t> FeedTree::indexOf(const FeedId& id) const
{
    const auto found = m_indexOf.find(id.text());
    return found == m_indexOf.end() ? std::nullopt : std::optional{found->second};
}

std::vector<std::size_t> FeedTree::path(std::size_t index) const
{
    std::vector<std::size_t> path{index};
    // No valid arrangement has a circle; one that has ends here.
    while (m_upstream[path.back()] && path.size() <= m_feeds.size())
        path.push_back(*m_upstream[path.back()]);
    return path;
}

std::vector<std::size_t> FeedTree::vital(std::size_t index) const
{
    return vital(index, 0);
}

std::vector<std::size_t> FeedTree::vital(std::size_t index, std::size_t depth) const
{
    std::vector<std::size_t> nodes{index};
    if (!m_upstream[index] || depth > m_feeds.size())
        return nodes;
    std::vector<std::size_t> above = vital(*m_upstream[index], depth + 1);
    if (m_alternate[index]) {
        const auto other = vital(*m_alternate[index], depth + 1);
        std::erase_if(above, [&](std::size_t one) { return std::find(other.begin(), other.end(), one) == other.end(); });
    }
    nodes.insert(nodes.end(), above.begin(), above.end());
    return nodes;
}

std::vector<bool> FeedTree::dead(std::span<const std::size_t> lost) const
{
    std::vector<bool> dead(m_feeds.size());
    for (const std::size_t index : lost)
        dead[index] = true;
    const auto lives = [&](const std::optional<std::size_t>& source) { return source && !dead[*source]; };
    for (bool again = true; again;) {
        again = false;
        for (std::size_t i = 0; i < m_feeds.size(); ++i) {
            if (dead[i] || !m_upstream[i] || lives(m_upstream[i]) || lives(m_alternate[i]))
                continue;
            dead[i] = true;
            again = true;
        }
    }
    return dead;
}

std::vector<std::size_t> FeedTree::livingPath(std::size_t index, const std::vector<bool>& dead) const
{
    std::vector<std::size_t> path;
    for (std::optional<std::size_t> at = index; at && path.size() <= m_feeds.size();) {
        if (dead[*at])
            return {};
        path.push_back(*at);
        const auto up = m_upstream[*at];
        at = up && dead[*up] ? m_alternate[*at] : up;
    }
    return path;
}

} // namespace colonnade::model
