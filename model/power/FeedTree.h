#pragma once

#include "model/design/Feed.h"

#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace colonnade::model {

/// What hangs on what among the feeds of one arrangement, by their index. A feed that names one which is not there
/// hangs on nothing. The feeds must outlive it.
class FeedTree {
public:
    explicit FeedTree(std::span<const Feed> feeds);

    [[nodiscard]] std::span<const Feed> feeds() const { return m_feeds; }
    [[nodiscard]] const Feed& feed(std::size_t index) const { return m_feeds[index]; }
    [[nodiscard]] std::optional<std::size_t> indexOf(const FeedId& id) const;
    [[nodiscard]] std::optional<std::size_t> upstream(std::size_t index) const { return m_upstream[index]; }
    [[nodiscard]] std::optional<std::size_t> alternate(std::size_t index) const { return m_alternate[index]; }
    /// Those whose `upstream` it is.
    [[nodiscard]] const std::vector<std::size_t>& children(std::size_t index) const { return m_children[index]; }
    /// It, and what it hangs on up to the root, nearest first.
    [[nodiscard]] std::vector<std::size_t> path(std::size_t index) const;
    [[nodiscard]] std::size_t root(std::size_t index) const { return path(index).back(); }
    /// It, and every node whose loss alone takes it down, nearest first: what stands above an alternate source is
    /// among them only where it stands above both.
    [[nodiscard]] std::vector<std::size_t> vital(std::size_t index) const;
    /// By feed: lost, or neither what it hangs on nor its alternate is alive.
    [[nodiscard]] std::vector<bool> dead(std::span<const std::size_t> lost) const;
    /// It and all through which power reaches it in this state, nearest first; empty where it is dead.
    [[nodiscard]] std::vector<std::size_t> livingPath(std::size_t index, const std::vector<bool>& dead) const;

private:
    [[nodiscard]] std::vector<std::size_t> vital(std::size_t index, std::size_t depth) const;
    std::span<const Feed> m_feeds;
    std::unordered_map<std::string_view, std::size_t> m_indexOf; ///< By id.
    std::vector<std::optional<std::size_t>> m_upstream, m_alternate;
    std::vector<std::vector<std::size_t>> m_children;
};

} // namespace colonnade::model
