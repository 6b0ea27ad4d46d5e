#include "model/power/Cords.h"
#include "model/rules/AllRules.h"
#include "model/rules/FailoverFixes.h"
#include "model/rules/Fixes.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <map>

namespace colonnade::model {

namespace {

/// When one source is lost, each that remains carries what moves to it.
class FailoverLoadRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "PWR-008",
            .title = "2N failover loading",
            .domain = Domain::Power,
            .scopes = {Scope::RackDesign, Scope::Feed},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters = {{"warn_share", "",
                            "Share of the usable power above which a warning is given.", 0, 1}},
            .formula = "For each source X lost: P_surv = Σ P(dual-corded) + Σ P(single-corded on "
                       "survivor); on each phase P_surv ≤ S_use · PF / 3, S_use = √3 · V · I · k",
            .explanation = "Every node of the power chain (circuit, busway, panel, switchboard, "
                           "UPS block), in pods and in the hall, with every other node lost in turn "
                           "and all that hangs below it, with a whole side of a pod lost where its "
                           "hall may lose it, and every rack PDU with each other side lost. The most "
                           "loaded phase decides. Generators are PWR-019's. Where the profile lets "
                           "racks hang on one source by choice, this is information.",
            .remedy = "Move loads to the other pair, or raise the rating of the feeds.",
            .sources = {{"Belden, Heather, Vutlan: A-B power guides", "B"},
                        {"NetBox sums both feeds without a failover case", "A"}}};
        return info;
    }

    void checkRack(const RackScope& scope, Findings& findings) const override
    {
        if (sidesOf(scope.rack).size() < 2)
            return;
        const auto pdus = pduLoads(scope.rack, scope.profile.power);
        if (pdus.empty())
            return;
        const RackDraw draw = rackDraw(scope.rack);
        for (const PduLoad& pdu : pdus) {
            if (!pdu.limit) {
                findings.notEvaluated(scope.subject(*pdu.pdu),
                                      {fmt::format("rating of {}", pdu.pdu->part->model)});
                continue;
            }
            const PhaseShare share = phaseShare(pdu.worst, pdu.worstByPhase, *pdu.limit);
            const Verdict verdict = this->verdict(share.share, scope.profile);
            if (!verdict && draw.missing.empty()) {
                findings.pass();
                continue;
            }
            const std::string state = pdu.worstLoss
                ? fmt::format("with side {} lost", letter(*pdu.worstLoss))
                : std::string{"in normal state"};
            Finding finding;
            finding.subjects = {scope.subject(*pdu.pdu)};
            report(finding,
                   fmt::format("Rack PDU '{}' of rack design '{}'", pdu.pdu->id, scope.rack.id()),
                   pdu.worst, *pdu.limit, pdu.normal, state, share, pdu.phases);
            if (pdu.worstLoss)
                finding.message += suppliesOn(scope.rack, *pdu.worstLoss);
            findings.judge(verdict, std::move(finding), draw.missing);
        }
    }

    void checkArrangement(const ArrangementScope& scope, Findings& findings) const override
    {
        std::optional<FeedTree> tree; // Only where there is something to tell.
        std::vector<Hanging> hanging;
        for (const FeedLoad& feed : scope.power.feeds) {
            const bool moves = feed.worstLoss || feed.worstSide;
            if (feed.feed.kind == FeedKind::Generator || (!moves && feed.missing.empty()))
                continue; // Nothing moves to it.
            if (feed.worst <= Watts{} && feed.missing.empty())
                continue;
            const PhaseShare share = phaseShare(feed);
            const Verdict verdict = this->verdict(share.share, scope.profile);
            if (!verdict && feed.missing.empty()) {
                findings.pass();
                continue;
            }
            if (!tree) {
                tree.emplace(scope.arrangement.feeds);
                hanging = hangingIn(scope);
            }
            const WorstState state = worstState(*tree, feed);
            Finding finding;
            finding.subjects = {scope.feed(feed.feed.id)};
            report(finding,
                   fmt::format("{} (side {}) of {}", nodeName(feed.feed), letter(feed.feed.side),
                               scope.name()),
                   feed.worst, feed.limit, feed.normal, state.text, share, feed.feed.phases);
            finding.message += moved(*tree, hanging, feed, state);
            if (verdict)
                addFixes(finding, scope, *tree, hanging, feed, share.share);
            findings.judge(verdict, std::move(finding), feed.missing);
        }
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        const auto rows = in.rows({{"V"},
                                   {"I_br"},
                                   {"k", profile.power.continuousFactor},
                                   {"PF", profile.power.powerFactor},
                                   {"dual_kW"},
                                   {"single_on_A_kW", 0},
                                   {"phases", 3}});
        RuleValue usableList = RuleValue::list();
        for (const auto& row : rows) {
            const Watts usable = usablePower(Volts{row[0]}, static_cast<int>(row[6]),
                                             Amperes{row[1]}, row[2], row[3]);
            const double share = Watts{(row[4] + row[5]) * 1000} / usable;
            usableList.add(usable.value());
            out.add("U", share);
            out.add("verdict", verdictWord(verdict(share, profile)));
        }
        RuleValue answer = out.value(in.listed());
        const bool sameFeed =
            !in.isList("V") && !in.isList("I_br") && !in.isList("k") && !in.isList("PF");
        answer.put("P_use_W", sameFeed ? usableList.front() : usableList);
        return in.finish(std::move(answer));
    }

private:
    Verdict verdict(double share, const Profile& profile) const
    {
        const Verdict verdict = above(share, 1, profile.parameter(info().id, "warn_share"));
        return verdict && !profile.redundantPower ? Verdict{Severity::Info} : verdict;
    }

    /// " The load of supplies 2, 4 and 6 of 'd01' on side B moves to it."
    static std::string suppliesOn(const RackDesign& rack, Side lost)
    {
        std::map<std::string, std::vector<std::string>> byDevice;
        std::size_t count = 0;
        for (const PlannedCord& cord : cordPlan(rack)) {
            if (cord.side != lost)
                continue;
            byDevice[cord.device->id.text()].push_back(fmt::format("{}", cord.supply));
            ++count;
        }
        if (count == 0)
            return {};
        std::vector<std::string> names;
        for (const auto& [name, supplies] : byDevice)
            names.push_back(name);
        const std::string which = byDevice.size() == 1
            ? fmt::format("{} {}", count == 1 ? "supply" : "supplies",
                          fmt::join(byDevice.begin()->second, ", "))
            : fmt::format("the {} supplies", count);
        return fmt::format(" The load of {} of {} on side {} moves to what is left.", which, someOf(names),
                           letter(lost));
    }

    /// " What hung on side B of 'r1', 'r2' moves to it."
    static std::string moved(const FeedTree& tree, const std::vector<Hanging>& hanging, const FeedLoad& feed,
                             const WorstState& state)
    {
        const auto node = tree.indexOf(feed.feed.id);
        if (!node)
            return {};
        const auto dead = tree.dead(state.lost);
        std::vector<std::string> names;
        SideSet sides;
        for (const Hanging& one : movedTo(tree, hanging, *node, state)) {
            names.push_back(one.id.text());
            for (const SideFeed& supply : *one.feeds) {
                const auto at = tree.indexOf(supply.feed);
                if (at && dead[*at])
                    sides.add(supply.side);
            }
        }
        if (names.empty())
            return {};
        if (sides.empty())
            return fmt::format(" It takes over {}.", someOf(names));
        std::string letters;
        for (const Side side : sides.list())
            letters += fmt::format("{}{}", letters.empty() ? "" : " and ", letter(side));
        return fmt::format(" The load of the supplies on side {} of {} moves to it.", letters, someOf(names));
    }

    void addFixes(Finding& finding, const ArrangementScope& scope, const FeedTree& tree,
                  const std::vector<Hanging>& hanging, const FeedLoad& feed, double share) const
    {
        const double within = scope.profile.parameter(info().id, "warn_share");
        if (auto fix = enlargedFix(scope, feed, feed.limit * (share / within)))
            finding.fixes.push_back(std::move(*fix));
        const FeedLoad* const lost = feed.worstLoss ? scope.power.feed(*feed.worstLoss) : nullptr;
        if (!lost)
            return;
        if (auto fix = enlargedPair(scope, feed, *lost, within))
            finding.fixes.push_back(std::move(*fix));
        if (auto fix = movedToOtherPair(scope, tree, hanging, feed, *lost, within))
            finding.fixes.push_back(std::move(*fix));
    }

    static void report(Finding& finding, const std::string& what, Watts worst, Watts limit,
                       Watts normal, const std::string& state, const PhaseShare& share, int phases)
    {
        finding.measured = share.load.value();
        finding.limit = share.limit.value();
        finding.unit = "W";
        if (share.phase) {
            finding.message = fmt::format(
                "{} carries {} {}, most on {}: {}, {} of the {} that a phase may.", what, worst, state,
                phaseName(*share.phase), share.load, percent(share.share), share.limit);
            finding.derivation = fmt::format(
                "{} in normal state, {} {}, {} of it on {}; {} / 3 = {} for each phase; {} / {} = {}",
                normal, worst, state, share.load, phaseName(*share.phase), limit, share.limit, share.load,
                share.limit, percent(share.share));
            return;
        }
        const std::string each =
            phases == 3 ? fmt::format(" ({} on each phase)", worst / 3.0) : std::string{};
        finding.message = fmt::format("{} carries {}{} {}, {} of the {} that it may.", what, worst, each,
                                      state, percent(share.share), limit);
        finding.derivation = fmt::format("{} in normal state, {} {}{}; {} / {} = {}", normal, worst,
                                         state, each, worst, limit, percent(share.share));
    }
};

} // namespace

MadeRule failoverLoadRule()
{
    return std::make_unique<FailoverLoadRule>();
}

} // namespace colonnade::model
