#pragma once

#include "model/rules/Cabling.h"
#include "model/rules/Scopes.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace colonnade::model {

/// One fabric of an arrangement with its plan.
struct PlannedFabric {
    const ArrangementScope& scope;
    const Fabric& fabric;
    const std::shared_ptr<const FabricPlan>& plan;

    [[nodiscard]] Subject subject() const { return scope.fabric(fabric.id); }
    [[nodiscard]] std::string switchName(std::uint32_t node) const { return plan->path(scope.arrangement, node); }
    /// The two ports that a cable joins.
    [[nodiscard]] std::string cableText(std::size_t cable) const
    {
        return plan->linkText(scope.arrangement, plan->cables.links(cable).front());
    }
};

/// A rule that judges every planned fabric of an arrangement by itself.
class FabricRule : public Rule {
public:
    void checkArrangement(const ArrangementScope& scope, Findings& findings) const final;

protected:
    virtual void checkFabric(const PlannedFabric& place, Findings& findings) const = 0;
};

/// Cables of one fabric that are alike: of the same part and transceivers, between the same cages. Rules about parts judge
/// these, and so cost nothing for each cable.
struct CableKind {
    std::uint16_t medium = CableColumns::none; ///< `none`: no medium was found for them.
    CableOptics optics;                        ///< Of the first cable, by end of its link.
    std::uint16_t connection = 0;
    std::size_t first = 0, longest = 0, shortest = 0; ///< Cables.
    int count = 0;
};
/// In the order in which they first occur. Remembered for as long as the plan lives.
std::shared_ptr<const std::vector<CableKind>> cableKinds(const std::shared_ptr<const FabricPlan>& plan);

/// Both ends of the first link of a cable.
struct CableEnds {
    const PartType& partA;
    const PartType& partB;
    const Port& portA;
    const Port& portB;
    CageForm cageA, cageB; ///< As plugs meet them.
    GigabitsPerSecond speed;
};
CableEnds endsOf(const FabricPlan& plan, std::size_t cable);

/// The media of a fabric by index; null for `CableColumns::none`.
const PartType* mediumOf(const FabricPlan& plan, std::uint16_t index);
bool isFibre(const PartType& cable);
Metres orderedLength(const FabricPlan& plan, std::size_t cable);
/// "12 cables", "One cable".
std::string counted(int count, std::string_view one, std::string_view many);
/// A word or number of an entry as text; empty where it has none.
std::string wordOf(const PartType& part, std::string_view figure);

/// Kinds of cables that a rule tells of together, by the aspect of the finding.
struct KindGroup {
    const CableKind* kind = nullptr; ///< The first of them.
    int count = 0;                   ///< Cables.
    std::string what;                ///< Of the first.
};
using KindGroups = std::map<std::string, KindGroup>;
void addKind(KindGroups& groups, std::string aspect, const CableKind& kind, std::string what);

/// Lets the fabric's list choose the medium where hands chose this one; nothing where none did.
std::optional<Fix> mediumFromList(const PlannedFabric& place, std::uint16_t medium);

/// Gives all links of a fabric that hands made back to its recipe; nothing where there are none, or no recipe.
std::optional<Fix> linksToRecipe(const ArrangementScope& scope, const Fabric& fabric);

/// True for roles whose nodes are meant to have two homes where they have several ports: storage, front-end, management.
bool promisesTwoHomes(FabricRole role);
/// The feeds that the supplies of a device, or floor unit, hang on; in its pod, where it stands in one.
std::set<FeedId> feedsOf(const ArrangementScope& scope, const FabricPlan& plan, std::uint32_t node);
/// True for families with tiers: their leaves, spines and cores are counted by the algebra of folded Clos networks.
bool hasTiers(FabricFamily family);

/// What a rule finds missing over the kinds of a fabric; told once, in the order of the alphabet.
using Missing = std::set<std::string>;
void tellMissing(const PlannedFabric& place, const Missing& missing, Findings& findings, std::string aspect = {});

/// What a rule found over the kinds of cables of a fabric.
struct JudgedKinds {
    KindGroups bad;
    Missing missing;
    bool good = false; ///< Some kind is as it should be.
};
/// Tells of it: an error for each group, with the sentence that `message` makes of it, and the list's own medium as its fix. `aspect`:
/// of what is missing.
void tellKinds(const PlannedFabric& place, const JudgedKinds& judged, Findings& findings,
               const std::function<std::string(const KindGroup&)>& message, std::string aspect = {});

} // namespace colonnade::model
