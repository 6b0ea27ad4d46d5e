#include "model/power/RackLosses.h"
#include "model/rules/AllRules.h"
#include "model/rules/Fixes.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <algorithm>
#include <map>

namespace colonnade::model {

namespace {

/// No single node of the power chain, PDU, shelf, CDU or leaf switch takes more than a small share
/// of the accelerators with it.
class BlastRadiusRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "REL-004",
            .title = "Blast radius",
            .domain = Domain::Reliability,
            .scopes = {Scope::Hall},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters = {{"error_share", "",
                            "Share of all accelerators above which a loss is an error.", 0, 1}},
            .formula = "ρ_e = GPUs made unavailable by the loss of e / all GPUs",
            .explanation =
                "The worst node of each kind of the power chain (feed, busway, panel, UPS block, "
                "and so on): accelerators without enough supplies or shelves; of nodes that take "
                "as many, "
                "those of each side. The worst rack PDU and the worst power shelf of the hall. For "
                "each "
                "loop: all that it cools, where it cannot spare a CDU. For each scale-out fabric: "
                "accelerators that lose their last port with the worst leaf; those that keep a "
                "port are "
                "degraded, not lost. The loss of one rack is allowed. Shares are of the whole "
                "hall; a pod "
                "design that stands many times loses one placement at a time. Where the profile "
                "lets racks "
                "hang on one source by choice, the power chain gives information.",
            .remedy = "Split the loop or the feed, or add the redundant one.",
            .sources = {{"Structure of the rule", "EJ"},
                        {"Shared CDU against redundancy (thedatacenterengineer.com)", "B"}}};
        return info;
    }

    bool hallHasPlaces() const override { return false; }
    void checkHall(const HallScope& scope, Findings& findings) const override
    {
        const int total = scope.design.facts().accelerators;
        if (total == 0)
            return;
        for (const HallPart& part : scope.parts) {
            if (part.placements == 0)
                continue;
            const std::string owner = part.pod ? part.pod->id().text() : std::string{};
            judgeFeeds(scope, part, owner, total, findings);
            for (const LoopLoad& loop : part.cooling->loops) {
                const Subject subject{Subject::Where::Loop,
                                      fmt::format("{}/{}", owner, loop.loop.id)};
                if (loop.accelerators == 0 || loop.cdus == 0 || loop.heat <= Watts{})
                    continue;
                const int lost = loop.redundant() ? 0 : loop.accelerators;
                std::vector<std::string> missing = loop.missingHeat;
                for (const std::string& what : loop.missingCdu) {
                    if (!what.starts_with("flow"))
                        missing.push_back(what);
                }
                report(scope, part.placements, subject,
                       fmt::format("one CDU of loop '{}'", loop.loop.name), lost, total,
                       verdict(lost, total, true, scope.profile), missing, findings,
                       fmt::format("{} racks hang on {} CDUs", loop.racks, loop.cdus));
            }
            if (!part.switches)
                continue;
            for (const HallPart::SwitchLoss& loss : *part.switches) {
                report(scope, part.placements, loss.subject,
                       fmt::format("leaf switch '{}'", loss.device), loss.accelerators, total,
                       verdict(loss.accelerators, total, false, scope.profile), {}, findings);
            }
        }
        judgeTakers(scope, total, findings);
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"lost"}, {"total"}})) {
            out.add("rho", row[0] / row[1]);
            out.add("verdict", verdictWord(verdict(row[0], row[1], true, profile)));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    /// What is promised to be redundant may take nothing with it; anything else only little.
    Verdict verdict(double lost, double total, bool promised, const Profile& profile) const
    {
        const Verdict verdict = above(lost / total, profile.parameter(info().id, "error_share"));
        if (!verdict && promised && lost > 0)
            return Severity::Warning;
        return verdict;
    }

    /// Power that hangs on one source by choice only informs.
    Verdict powerVerdict(double lost, double total, const Profile& profile) const
    {
        const Verdict said = verdict(lost, total, true, profile);
        return said && !profile.redundantPower ? Severity::Info : said;
    }

    /// The worst node of each kind on each side; a row for nodes of a side that take less says
    /// nothing new.
    void judgeFeeds(const HallScope& scope, const HallPart& part, const std::string& owner,
                    int total, Findings& findings) const
    {
        std::map<std::pair<FeedKind, Side>, const FeedLoad*> worst;
        std::map<FeedKind, int> most;
        for (const FeedLoad& feed : part.power->feeds) {
            if (feed.acceleratorsBehind == 0 && feed.acceleratorsLost == 0)
                continue;
            const FeedLoad*& kept =
                worst.try_emplace({feed.feed.kind, feed.feed.side}, nullptr).first->second;
            if (!kept || feed.acceleratorsLost > kept->acceleratorsLost)
                kept = &feed;
            most[feed.feed.kind] = std::max(most[feed.feed.kind], feed.acceleratorsLost);
        }
        for (const auto& [place, feed] : worst) {
            if (feed->acceleratorsLost < most[place.first])
                continue;
            const Subject subject{Subject::Where::Feed, fmt::format("{}/{}", owner, feed->feed.id)};
            const std::string kind{feedKindWords(feed->feed.kind)};
            report(scope, part.placements, subject, fmt::format("{} '{}'", kind, feed->feed.name),
                   feed->acceleratorsLost, total,
                   powerVerdict(feed->acceleratorsLost, total, scope.profile), feed->missing,
                   findings, behind(*part.power, *feed));
        }
    }

    static std::string_view feedKindWords(FeedKind kind)
    {
        return kind == FeedKind::Ups ? std::string_view{"UPS block"} : word(kind);
    }

    /// What goes along with it: "On it hang feeds 'net-a' and 12 racks and units."
    static std::string behind(const PowerChain& power, const FeedLoad& lost)
    {
        std::vector<FeedId> below{lost.feed.id};
        std::vector<std::string> names;
        int consumers = lost.consumers;
        for (std::size_t i = 0; i < below.size(); ++i) {
            for (const FeedLoad& feed : power.feeds) {
                if (feed.feed.upstream != below[i]
                    || std::find(below.begin(), below.end(), feed.feed.id) != below.end())
                    continue;
                below.push_back(feed.feed.id);
                names.push_back(feed.feed.name);
                consumers += feed.consumers;
            }
        }
        if (names.empty())
            return fmt::format("{} racks, units and pods hang on it", consumers);
        return fmt::format("on it hang {}, and on all of them {} racks, units and pods",
                           someOf(names), consumers);
    }

    /// The worst rack PDU and the worst shelf of all racks that stand.
    void judgeTakers(const HallScope& scope, int total, Findings& findings) const
    {
        std::map<const RackDesign*, std::pair<RackDesignRef, int>> standing;
        for (const HallPart& part : scope.parts) {
            if (part.placements == 0)
                continue;
            const Arrangement& arrangement =
                part.pod ? part.pod->arrangement() : scope.hall.arrangement;
            for (const Placement& placement : arrangement.placements) {
                if (const RackDesignRef* rack = placement.rack()) {
                    auto& [ref, times] = standing[rack->get()];
                    ref = *rack;
                    times += part.placements;
                }
            }
        }
        struct Worst {
            const RackDesign* rack = nullptr;
            RackTaker taker{DeviceId::literal("none")};
            int placements = 0;
        } pdu, shelf;
        for (const auto& [key, rack] : standing) {
            const auto losses = rackLosses(rack.first);
            const auto take = [&, &ref = rack.first, times = rack.second](
                                  Worst& worst, const std::optional<RackTaker>& one) {
                const bool more = one
                    && (!worst.rack || one->accelerators > worst.taker.accelerators
                        || (one->accelerators == worst.taker.accelerators
                            && ref->id() < worst.rack->id()));
                if (more)
                    worst = {ref.get(), *one, times};
            };
            take(pdu, losses->pdu);
            take(shelf, losses->shelf);
        }
        for (const auto& [worst, what] :
             {std::pair{&pdu, "rack PDU"}, std::pair{&shelf, "power shelf"}}) {
            if (!worst->rack)
                continue;
            const int lost = static_cast<int>(worst->taker.accelerators + 0.5);
            report(scope, worst->placements,
                   Subject::rack(worst->rack->id().text(), worst->taker.device.text()),
                   fmt::format("{} '{}' of a rack '{}'", what,
                               worst->rack->device(worst->taker.device)->label, worst->rack->id()),
                   lost, total, powerVerdict(lost, total, scope.profile), {}, findings,
                   fmt::format("side {} of one rack with {} accelerators",
                               letter(worst->taker.side), worst->rack->facts().accelerators));
        }
    }

    void report(const HallScope& scope, int placements, const Subject& subject,
                const std::string& what, int lost, int total, const Verdict& verdict,
                const std::vector<std::string>& missing, Findings& findings,
                const std::string& dependency = {}) const
    {
        const double limit = scope.profile.parameter(info().id, "error_share");
        const double share = static_cast<double>(lost) / total;
        Finding finding;
        finding.subjects = {subject};
        finding.aspect = "loss";
        finding.placements = placements;
        finding.unit = "%";
        finding.measured = share * 100;
        finding.limit = limit * 100;
        finding.message =
            fmt::format("The loss of {} stops {} of {} accelerators, {}; {} is the limit.", what,
                        lost, total, percent(share), percent(limit));
        finding.derivation = fmt::format("{} / {} = {}{}{}", lost, total, percent(share),
                                         dependency.empty() ? "" : "; ", dependency);
        findings.judge(verdict, std::move(finding), missing);
    }
};

} // namespace

MadeRule blastRadiusRule()
{
    return std::make_unique<BlastRadiusRule>();
}

} // namespace colonnade::model
