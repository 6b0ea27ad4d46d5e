#include "model/power/Plant.h"
#include "model/power/RackPower.h"
#include "model/rules/AllRules.h"
#include "model/rules/Fixes.h"
#include "model/rules/Inputs.h"
#include "model/rules/PowerPlaces.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

namespace {

/// A UPS block holds out until the generator has started, and for a second try.
class RideThroughRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "PWR-020",
            .title = "Ride-through vs generator start",
            .domain = Domain::Power,
            .scopes = {Scope::Feed, Scope::RackDesign},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters = {{"start_seconds", "s", "One start of a generator that does not say its own.", 0, 3600},
                           {"tries", "", "Start attempts to be held through.", 1, 10},
                           {"transfer_seconds", "s", "Transfer to the generator.", 0, 600},
                           {"margin_seconds", "s", "To be left over.", 0, 3600}},
            .formula = "t_store(P) = E · η / P ≥ n_try · t_start + t_xfer + margin",
            .explanation =
                "UPS blocks with a generator above them, as source or alternate, in the same "
                "arrangement, at the load of their worst state; and battery shelves in racks with the "
                "profile's start time, at the rack's provisioned power.",
            .remedy = "Add battery cabinets or shelves, or lower the load.",
            .sources = {{"ORv3 BBU up to 240 s (OCP deck)", "B"},
                        {"Generator 10 to 45 s, UPS about 5 min (exergyenergy.com)", "B"}}
        };
        return info;
    }

    void checkRack(const RackScope& scope, Findings& findings) const override
    {
        Watts stored;
        std::optional<double> least;
        int shelves = 0;
        for (const Device& device : scope.rack.devices()) {
            const auto held = device.part->number("backup_s");
            if (device.part->kind != PartKind::PowerShelf || !held || !device.part->shelf)
                continue;
            ++shelves;
            stored += device.part->shelf->output;
            least = least ? std::min(*least, *held) : *held;
        }
        if (!least || stored <= Watts{})
            return;
        const RackDraw draw = rackDraw(scope.rack);
        if (draw.total <= Watts{} && draw.missing.empty())
            return;
        const Seconds needed = neededFor(Seconds{scope.profile.parameter(info().id, "start_seconds")}, scope.profile);
        report(scope.subject(),
               fmt::format("The {} battery shel{} of rack design '{}'", shelves, shelves == 1 ? "f" : "ves", scope.rack.id()),
               Seconds{*least}, stored, draw.total, needed, draw.missing, findings);
    }

    void checkArrangement(const ArrangementScope& scope, Findings& findings) const override
    {
        std::optional<FeedTree> tree;
        std::vector<std::string> without;
        for (std::size_t i = 0; i < scope.power.feeds.size(); ++i) {
            const FeedLoad& node = scope.power.feeds[i];
            if (node.feed.kind != FeedKind::Ups || (node.worst <= Watts{} && node.missing.empty()))
                continue;
            if (!tree)
                tree.emplace(scope.arrangement.feeds);
            const Feed* const generator = generatorOf(*tree, i);
            if (!generator)
                continue;
            const FeedEquipment& store = node.feed.equipment;
            if (!store.autonomy || !store.unitPower) {
                without.push_back(node.feed.name);
                continue;
            }
            const Seconds start =
                generator->equipment.start.value_or(Seconds{scope.profile.parameter(info().id, "start_seconds")});
            report(scope.feed(node.feed.id), fmt::format("{} of {}", nodeName(node.feed), scope.name()), *store.autonomy,
                   *store.unitPower * static_cast<double>(store.units), node.worst, neededFor(start, scope.profile),
                   node.missing, findings);
        }
        if (!without.empty())
            findings.notEvaluated(scope.subject(), {fmt::format("autonomy and unit power of {}", someOf(without))}, "stores",
                                  {}, static_cast<int>(without.size()));
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        const auto usual = [&](std::string_view key) { return profile.parameter(info().id, key); };
        for (const auto& row : in.rows({{"t_store"},
                                        {"t_start", usual("start_seconds")},
                                        {"n", usual("tries")},
                                        {"t_x", usual("transfer_seconds")},
                                        {"margin", usual("margin_seconds")}})) {
            const Seconds needed = rideThroughNeeded(static_cast<int>(std::clamp(row[2], 0.0, 1e6)), Seconds{row[1]},
                                                     Seconds{row[3]}, Seconds{row[4]});
            out.add("t_need", needed.value());
            out.add("margin", row[0] - needed.value());
            out.add("verdict", verdictWord(verdict(Seconds{row[0]}, needed)));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    static Verdict verdict(Seconds held, Seconds needed) { return above(needed.value(), held.value()); }

    Seconds neededFor(Seconds start, const Profile& profile) const
    {
        return rideThroughNeeded(static_cast<int>(profile.parameter(info().id, "tries")), start,
                                 Seconds{profile.parameter(info().id, "transfer_seconds")},
                                 Seconds{profile.parameter(info().id, "margin_seconds")});
    }

    static const Feed* generatorOf(const FeedTree& tree, std::size_t block)
    {
        for (const std::size_t node : tree.path(block)) {
            if (tree.feed(node).kind == FeedKind::Generator)
                return &tree.feed(node);
            if (const auto alternate = tree.alternate(node)) {
                for (const std::size_t other : tree.path(*alternate)) {
                    if (tree.feed(other).kind == FeedKind::Generator)
                        return &tree.feed(other);
                }
            }
        }
        return nullptr;
    }

    static void report(Subject subject, const std::string& what, Seconds autonomy, Watts rated, Watts load, Seconds needed,
                       const std::vector<std::string>& missing, Findings& findings)
    {
        const Seconds held = storeTime(autonomy, rated, load);
        Finding finding;
        finding.subjects = {std::move(subject)};
        // Greater is worse: what is needed against what there is.
        finding.measured = needed.value();
        finding.limit = held.value();
        finding.unit = "s";
        finding.message =
            fmt::format("{} can hold {} for {}; starting the generator takes {}.", what, load, held, needed);
        finding.derivation = fmt::format("{} at {} is {} at {}; needed {}", autonomy, rated, held, load, needed);
        findings.judge(verdict(held, needed), std::move(finding), missing);
    }
};

} // namespace

MadeRule rideThroughRule()
{
    return std::make_unique<RideThroughRule>();
}

} // namespace colonnade::model
