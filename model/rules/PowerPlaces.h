#pragma once

#include "model/power/FeedTree.h"
#include "model/rules/Findings.h"
#include "model/rules/Scopes.h"

#include <optional>
#include <string>
#include <vector>

namespace colonnade::model {

/// Words and edits that the rules of the power plant have in common.

/// "UPS block 'u1'"
std::string nodeName(const Feed& feed);

/// Something that hangs on feeds: a placement, or a pod in its hall.
struct Hanging {
    PlacementId id;
    const std::vector<SideFeed>* feeds = nullptr; ///< Never null.
    Watts load;                                   ///< Provisioned.
};
/// All that hang on the arrangement's own feeds.
std::vector<Hanging> hangingIn(const ArrangementScope& scope);

/// What is lost in the worst state of a node, and how a message says it.
struct WorstState {
    std::vector<std::size_t> lost; ///< Nodes; empty: the normal state.
    std::string text;              ///< "with feed 'b' lost", "with side B lost", "in normal state"
};
WorstState worstState(const FeedTree& tree, const FeedLoad& load);

/// What moves to a node in a state: all that lost a source and still draws through the node, or came over to it.
std::vector<Hanging> movedTo(const FeedTree& tree, const std::vector<Hanging>& hanging, std::size_t node,
                             const WorstState& state);

/// The node made so great that it carries `load`: more modules where it has modules, and the next standard rating.
/// Absent: no rating is so great, or it carries it already.
std::optional<Feed> enlarged(const ArrangementScope& scope, const FeedLoad& node, Watts load);
/// "Raise the rating of feed 'a' to 400 A"
std::string enlargement(const Feed& before, const Feed& after);
/// That as a fix.
std::optional<Fix> enlargedFix(const ArrangementScope& scope, const FeedLoad& node, Watts load);

/// Names of feeds, each quoted, at most four: "'a', 'b' and 2 more".
std::string namesOf(const std::vector<const Feed*>& feeds);

} // namespace colonnade::model
