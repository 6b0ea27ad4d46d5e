#include "model/edit/ChainEdits.h"
#include "model/edit/PodFeedEdits.h"
#include "model/rules/AllRules.h"
#include "model/rules/Fixes.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <algorithm>
#include <map>
#include <set>

namespace colonnade::model {

namespace {

/// Whatever is drawn stands somewhere, and hangs on what it needs.
class UnconnectedRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "DQ-004",
            .title = "Unplaced or unconnected",
            .domain = Domain::DataQuality,
            .scopes = {Scope::Feed, Scope::Loop, Scope::Hall, Scope::Design},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters = {{"release", "", "1: the design is to be released, and each is an error; 0: it is being drawn.", 0,
                            1}},
            .formula = "0 = n without feed + n without loop + n not placed",
            .explanation = "Supplies on a side that no feed reaches; racks without any feed; racks cooled by liquid without "
                           "a loop; pods on no feed of a hall that has feeds for them; rack and pod designs that stand "
                           "nowhere although others do. A warning while a design is drawn, an error in a profile for "
                           "release.",
            .remedy = "Assign feeds and loops; place what is left, or remove it.",
            .sources = {{"LibrePCB: checks for unplaced components and missing connections", "A"}}};
        return info;
    }

    void checkArrangement(const ArrangementScope& scope, Findings& findings) const override
    {
        std::map<Side, std::vector<std::string>> bySide;
        for (const Unfed& unfed : scope.power.unfed)
            bySide[unfed.side].push_back(unfed.placement.text());
        for (const auto& [side, names] : bySide) {
            const bool hasFeed = std::any_of(scope.arrangement.feeds.begin(), scope.arrangement.feeds.end(),
                                             [side = side](const Feed& feed) { return feed.side == side; });
            report(scope.subject(), fmt::format("side-{}", letter(side)), names,
                   fmt::format("In {}, supplies on side {} of {} hang on no feed", scope.name(), letter(side),
                               someOf(names)),
                   hasFeed ? assigningFeeds(scope) : std::nullopt, scope.profile, findings);
        }
        std::vector<std::string> names;
        for (const PlacementId& id : scope.power.withoutSides)
            names.push_back(id.text());
        report(scope.subject(), "feeds", names, fmt::format("In {}, {} draw power but hang on no feed", scope.name(), someOf(names)),
               scope.arrangement.feeds.empty() ? std::nullopt : assigningFeeds(scope), scope.profile, findings);
        names.clear();
        for (const PlacementId& id : scope.cooling.withoutLoop)
            names.push_back(id.text());
        std::optional<Fix> loops;
        if (!scope.arrangement.loops.empty())
            loops = Fix{"Put liquid-cooled racks and CDUs on the loops in turn",
                        [holder = scope.holder()](const Design& design) { return assignLoops(design, holder); }};
        report(scope.subject(), "loops", names,
               fmt::format("In {}, {} are cooled by liquid but hang on no loop", scope.name(), someOf(names)), loops,
               scope.profile, findings);
    }

    bool hallHasPlaces() const override { return false; }
    void checkHall(const HallScope& scope, Findings& findings) const override
    {
        std::vector<std::string> names;
        for (const PodPlacement& placement : scope.hall.pods) {
            if (!placement.feeds.empty())
                continue;
            const auto sides = openSides(*placement.pod);
            const bool reachable = std::any_of(
                scope.hall.arrangement.feeds.begin(), scope.hall.arrangement.feeds.end(), [&](const Feed& feed) {
                    return std::find(sides.begin(), sides.end(), feed.side) != sides.end();
                });
            if (reachable)
                names.push_back(placement.id.text());
        }
        report({Subject::Where::Hall, {}}, "pods", names,
               fmt::format("{} hang on no feed of the hall, which has some", someOf(names)),
               Fix{"Hang the pods on the hall's feeds", [](const Design& design) { return assignPodFeeds(design); }},
               scope.profile, findings);
    }

    void checkRun(const RunScope& scope, Findings& findings) const override
    {
        const Hall& hall = *scope.design.hall();
        if (hall.pods.empty() && hall.arrangement.placements.empty())
            return; // Racks are being drawn; nothing is placed yet.
        std::set<const void*> used;
        for (const PodPlacement& placement : hall.pods)
            used.insert(placement.pod.get());
        const auto addRacks = [&](const Arrangement& arrangement) {
            for (const Placement& placement : arrangement.placements) {
                if (placement.rack())
                    used.insert(placement.rack()->get());
            }
        };
        addRacks(hall.arrangement);
        for (const auto& [id, pod] : scope.design.podDesigns()) {
            addRacks(pod->arrangement()); // A rack of a pod design that stands nowhere is told of with that.
            if (!used.contains(pod.get()))
                report(Subject::pod(id.text()), "placed", {id.text()},
                       fmt::format("Pod design '{}' stands nowhere", id),
                       Fix{fmt::format("Remove pod design '{}'", id),
                           [id = id](const Design& design) { return design.withoutPodDesign(id); }},
                       scope.profile, findings);
        }
        for (const auto& [id, rack] : scope.design.rackDesigns()) {
            if (!used.contains(rack.get()))
                report(Subject::rack(id.text()), "placed", {id.text()},
                       fmt::format("Rack design '{}' stands nowhere", id),
                       Fix{fmt::format("Remove rack design '{}'", id),
                           [id = id](const Design& design) { return design.withoutRackDesign(id); }},
                       scope.profile, findings);
        }
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"n"}})) {
            out.add("findings", RuleValue(static_cast<std::int64_t>(row[0])));
            out.add("verdict", verdictWord(verdict(row[0], profile)));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    Verdict verdict(double count, const Profile& profile) const
    {
        if (!exceeds(count, 0))
            return std::nullopt;
        return profile.parameter(info().id, "release") >= 0.5 ? Severity::Error : Severity::Warning;
    }

    static std::optional<Fix> assigningFeeds(const ArrangementScope& scope)
    {
        return Fix{"Assign the feeds of each side in turn",
                   [holder = scope.holder()](const Design& design) { return assignFeeds(design, holder); }};
    }

    void report(const Subject& subject, std::string aspect, const std::vector<std::string>& names, std::string sentence,
                std::optional<Fix> fix, const Profile& profile, Findings& findings) const
    {
        Finding finding;
        finding.subjects = {subject};
        finding.aspect = std::move(aspect);
        finding.measured = static_cast<double>(names.size());
        finding.limit = 0;
        finding.message = fmt::format("{}: {} of them, and none may.", sentence, names.size());
        finding.derivation = fmt::format("{} > 0", names.size());
        if (fix)
            finding.fixes.push_back(std::move(*fix));
        findings.judge(verdict(static_cast<double>(names.size()), profile), std::move(finding));
    }
};

} // namespace

MadeRule unconnectedRule()
{
    return std::make_unique<UnconnectedRule>();
}

} // namespace colonnade::model
