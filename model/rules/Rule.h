#pragma once

#include "model/rules/Profile.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace colonnade::model {

enum class Domain : std::uint8_t {
    Power,
    Thermal,
    Mechanical,
    Cabling,
    Network,
    Reliability,
    Sustainability,
    DataQuality,
    Own ///< Formulas of a profile.
};
std::string_view word(Domain); ///< "power", "thermal", ...

/// What a rule is called for, and so when it is called again.
enum class Scope : std::uint8_t {
    RackDesign,
    RackInPlace,
    Feed,
    Loop,
    Cable,
    Fabric,
    Hall,
    Design,
    PodDesign
};
std::string_view word(Scope); ///< "rack design", "rack in place", "feed", ...

/// May a profile change the threshold: always, never (physics, compatibility, life safety), or by
/// region.
enum class Adjustable : std::uint8_t { Yes, No, ByProfile };
std::string_view word(Adjustable);

/// One threshold of a rule. Its value comes from the profile.
struct RuleParameter {
    std::string_view key; ///< "warn_share"
    std::string_view unit; ///< "K"; empty for shares and counts.
    std::string_view description; ///< One sentence.
    double least = 0, most = 1e9; ///< A profile with a value outside is refused.
};

/// Where a rule comes from.
struct RuleSource {
    std::string_view text; ///< "NEC 210.20(A), 210.19(A)(1)"
    std::string_view confidence; ///< "A" read at its maker, "B" quoted by another page, "C"
                                 ///< recalled, "EJ" engineering judgement.
};

/// What a rule says of itself: the manual, `colonnade rules` and the rule's page are made from it.
struct RuleInfo {
    std::string_view id; ///< "PWR-013"
    std::string_view title;
    Domain domain = Domain::Power;
    std::vector<Scope> scopes;
    Severity severity = Severity::Error; ///< The most severe that it reports.
    Adjustable adjustable = Adjustable::Yes;
    std::vector<RuleParameter> parameters;
    std::string_view formula;
    std::string_view explanation;
    std::string_view remedy; ///< What usually mends it.
    std::vector<RuleSource> sources;
};

struct RackScope;
struct ArrangementScope;
struct HallScope;
struct RunScope;
class Findings;
class RuleValue;

/// One rule: what it says of itself, its checks, and its formula on numbers given by hand.
///
/// A rule knows no other rule, no screen and no clock. It overrides the checks of the scopes that
/// it declares; each is called for every place of that kind whose parts have changed, and for no
/// other.
class Rule {
public:
    virtual ~Rule() = default;
    [[nodiscard]] virtual const RuleInfo& info() const = 0;
    virtual void checkRack(const RackScope&, Findings&) const {}
    virtual void checkArrangement(const ArrangementScope&, Findings&) const {}
    virtual void checkHall(const HallScope&, Findings&) const {}
    /// False where `checkHall` asks for no place on the floor: what it said then holds while pods only move.
    [[nodiscard]] virtual bool hallHasPlaces() const { return true; }
    virtual void checkRun(const RunScope&, Findings&) const {} ///< After all places: coverage.
    virtual void checkWaivers(const RunScope&, Findings&) const {} ///< After that: what became of each waiver.
    /// The formula worked on `in`, with the key names of the rule's test vector, by the code that
    /// the checks use. Verdict words: pass, info, warn, error. Fails with the key that is missing
    /// or of another form.
    [[nodiscard]] virtual Result<RuleValue> answer(const RuleValue& in, const Profile& profile) const = 0;
};

/// All rules that the program has, by id. Those of a profile too: `RuleSet`.
const std::vector<std::unique_ptr<const Rule>>& registry();
/// Null where there is no such rule.
const Rule* rule(std::string_view id);

} // namespace colonnade::model
