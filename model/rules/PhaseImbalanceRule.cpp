#include "model/power/CordLoads.h"
#include "model/rules/AllRules.h"
#include "model/rules/CordFixes.h"
#include "model/rules/FeedLines.h"
#include "model/rules/Fixes.h"
#include "model/rules/Inputs.h"
#include "model/units/Text.h"

#include <algorithm>
#include <limits>
#include <set>
#include <utility>
#include <vector>

namespace colonnade::model {

namespace {

/// The lines of a three-phase circuit share its load about evenly.
class PhaseImbalanceRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "PWR-005",
            .title = "Phase imbalance",
            .domain = Domain::Power,
            .scopes = {Scope::RackDesign, Scope::Feed},
            .severity = Severity::Warning,
            .adjustable = Adjustable::Yes,
            .parameters = {{"info_share", "", "Imbalance above which it is told of.", 0, 3},
                           {"warn_share", "", "Imbalance above which a warning is given.", 0, 3},
                           {"least_share", "",
                            "Share of its limit that the most loaded line carries at least, for "
                            "the imbalance to matter.",
                            0, 1}},
            .formula = "δ = max |I_i − Ī| / Ī, Ī the mean of the three line currents",
            .explanation =
                "Every three-phase rack PDU and feed in normal state, where its most loaded line "
                "carries enough of its limit for the rest to be of use. Every placement of a rack "
                "design has its cords on the same phases, so racks add up to an imbalance of "
                "their feed; where turning the phases from one rack to the next evens it out, "
                "that is advice for the installation, and one row for all such feeds. Never an "
                "error: PWR-004 is the hard limit.",
            .remedy = "Move cords to other phases; turn the phases from rack to rack.",
            .sources = {{"CalcSpec PDU load balance calculator: below 5 % excellent, above 15 % "
                         "action, above 20 % critical",
                         "B"},
                        {"TechTarget: how to balance three-phase power", "B"},
                        {"Least load", "EJ"}}};
        return info;
    }

    void checkRack(const RackScope& scope, Findings& findings) const override
    {
        const Profile& profile = scope.profile;
        for (const PduLines& pdu : pduLines(scope.rack, profile.power.powerFactor)) {
            if (pdu.rating <= Amperes{}) {
                findings.notEvaluated(scope.subject(*pdu.pdu), pdu.missing);
                continue;
            }
            const auto judged =
                judge(pdu.normal, pdu.rating * profile.power.continuousFactor, profile);
            Finding finding;
            finding.subjects = {scope.subject(*pdu.pdu)};
            report(finding,
                   fmt::format("rack PDU {}", scope.name(*pdu.pdu)),
                   judged, pdu.normal, profile);
            if (judged.verdict)
                finding.fixes = cordFixes(
                    scope, [&](const RackDesign& rack) { return severityOf(rack, profile); },
                    judged.verdict == Severity::Warning ? 1 : 0);
            findings.judge(judged.verdict, std::move(finding), pdu.missing);
        }
    }

    void checkArrangement(const ArrangementScope& scope, Findings& findings) const override
    {
        const Profile& profile = scope.profile;
        std::set<FeedId> told; // An imbalance goes up the chain; it is mended where it comes from.
        std::vector<std::pair<const FeedLoad*, Judged>> uneven;
        for (const FeedLoad& feed : scope.power.feeds) {
            if (!isUneven(feed, feed.normalByPhase))
                continue;
            uneven.emplace_back(&feed, of(feed, profile));
            if (uneven.back().second.verdict && feed.feed.upstream)
                told.insert(*feed.feed.upstream);
        }
        RackDraws draws{scope.arrangement};
        Finding turning;
        std::vector<std::string> turned;
        double worst = 0, after = 0;
        const double passes = profile.parameter(info().id, "info_share") * 100;
        for (const auto& [load, judged] : uneven) {
            const FeedLoad& feed = *load;
            if (told.contains(feed.feed.id))
                continue;
            if (judged.verdict) {
                const double mended = turnedFromRackToRack(scope, feed, draws);
                if (!exceeds(mended, profile.parameter(info().id, "info_share"))) {
                    turning.subjects.push_back(scope.feed(feed.feed.id));
                    turned.push_back(feed.feed.name);
                    worst = std::max(worst, judged.imbalance.delta);
                    after = std::max(after, mended);
                    continue;
                }
            }
            if (findings.passesUnremarked(judged.verdict, judged.imbalance.delta * 100, passes, feed.missing))
                continue;
            const PerLine lines = feedLines(feed, feed.normalByPhase, profile);
            Finding finding;
            finding.subjects = {scope.feed(feed.feed.id)};
            report(finding, fmt::format("feed '{}' of {}", feed.feed.name, scope.name()), judged,
                   lines, profile);
            findings.judge(judged.verdict, std::move(finding), feed.missing);
        }
        if (turned.empty())
            return;
        turning.aspect = "turn";
        turning.measured = worst * 100;
        turning.limit = profile.parameter(info().id, "warn_share") * 100;
        turning.unit = "%";
        turning.message = fmt::format(
            "With every rack on the same phases, the lines of {} in {} differ by up to {} from "
            "their mean; turning the phases from one rack to the next leaves {}.",
            someOf(turned), scope.name(), percent(worst), percent(after));
        turning.derivation = fmt::format("δ = {} as the racks repeat, {} with L1-L2-L3, L2-L3-L1 "
                                         "and L3-L1-L2 chosen rack by rack",
                                         percent(worst), percent(after));
        findings.judge(Severity::Info, std::move(turning));
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        std::vector<RuleValue> circuits;
        const bool listed = in.isList("I") && !in.at("I").empty() && in.at("I").front().isList();
        for (const RuleValue& circuit : listed ? in.cases("I") : std::vector<RuleValue>{in.at("I")})
            circuits.push_back(circuit);
        const auto ratings = in.rows({{"I_br", 0}, {"k", profile.power.continuousFactor}});
        for (std::size_t c = 0; c < circuits.size() && in.good(); ++c) {
            PerLine lines;
            const bool three = circuits[c].isList() && circuits[c].size() == 3
                && std::all_of(circuits[c].begin(), circuits[c].end(),
                               [](const RuleValue& one) { return one.isNumber(); });
            if (!three) {
                in.wrong("I", "a list of three currents");
                break;
            }
            for (std::size_t i = 0; i < 3; ++i)
                lines[i] = Amperes{circuits[c][i].number()};
            const auto& row = ratings[ratings.size() == circuits.size() ? c : 0];
            const Amperes rating{row[0] > 0 ? row[0] : std::numeric_limits<double>::min()};
            const Judged judged = judge(lines, rating * row[1], profile);
            out.add("mean", judged.imbalance.mean.value());
            out.add("delta", judged.imbalance.delta);
            if (row[0] > 0)
                out.add("U_max", lines[hottest(lines)] / rating);
            out.add("verdict", verdictWord(judged.verdict));
        }
        if (!in.good())
            return in.finish({});
        return in.finish(out.value(listed));
    }

private:
    struct Judged {
        PhaseImbalance imbalance;
        Verdict verdict;
    };

    Judged judge(const PerLine& lines, Amperes limit, const Profile& profile) const
    {
        Judged judged{phaseImbalance(lines), std::nullopt};
        if (exceeds(profile.parameter(info().id, "least_share"), lines[hottest(lines)] / limit))
            return judged;
        if (exceeds(judged.imbalance.delta, profile.parameter(info().id, "warn_share")))
            judged.verdict = Severity::Warning;
        else if (exceeds(judged.imbalance.delta, profile.parameter(info().id, "info_share")))
            judged.verdict = Severity::Info;
        return judged;
    }

    Judged of(const FeedLoad& feed, const Profile& profile) const
    {
        return judge(feedLines(feed, feed.normalByPhase, profile), feed.feed.rating * feed.factor,
                     profile);
    }

    /// 2 where a PDU of the rack would get a warning, 1 where it would be told of, else 0.
    double severityOf(const RackDesign& rack, const Profile& profile) const
    {
        double most = 0;
        for (const PduLines& pdu : pduLines(rack, profile.power.powerFactor)) {
            if (pdu.rating <= Amperes{})
                continue;
            const auto judged =
                judge(pdu.normal, pdu.rating * profile.power.continuousFactor, profile);
            if (judged.verdict)
                most = std::max(most, judged.verdict == Severity::Warning ? 2.0 : 1.0);
        }
        return most;
    }

    /// The imbalance where each rack on the feed takes its phases in the order that leaves the
    /// least in the most loaded one, the largest racks first.
    static double turnedFromRackToRack(const ArrangementScope& scope, const FeedLoad& feed,
                                       RackDraws& draws)
    {
        std::vector<PerPhase> loads;
        for (const Placement& placement : scope.arrangement.placements) {
            const bool here =
                std::any_of(placement.feeds.begin(), placement.feeds.end(),
                            [&](const SideFeed& side) { return side.feed == feed.feed.id; });
            const RackDraw* draw = here ? draws.of(placement) : nullptr;
            if (!draw)
                continue;
            const auto byPhase = draw->loadByPhase(allAlive);
            for (const SideFeed& side : placement.feeds) {
                if (side.feed == feed.feed.id)
                    loads.push_back(byPhase[static_cast<std::size_t>(side.side)]);
            }
        }
        Watts known;
        for (const PerPhase& load : loads)
            known += load[0] + load[1] + load[2];
        if (known.value() < feed.normal.value() * (1 - 1e-6)) // Not all of it comes from racks.
            return std::numeric_limits<double>::infinity();
        const auto uneven = [](const PerPhase& load) {
            return *std::max_element(load.begin(), load.end())
                - *std::min_element(load.begin(), load.end());
        };
        std::stable_sort(loads.begin(), loads.end(), [&](const PerPhase& a, const PerPhase& b) {
            return uneven(a) > uneven(b);
        });
        PerPhase sum{};
        for (const PerPhase& load : loads) {
            std::optional<PerPhase> best;
            for (std::size_t turn = 0; turn < 3; ++turn) {
                PerPhase then = sum;
                for (std::size_t i = 0; i < 3; ++i)
                    then[i] += load[(i + turn) % 3];
                if (!best || uneven(then) < uneven(*best))
                    best = then;
            }
            sum = *best;
        }
        return phaseImbalance(feedLines(feed, sum, scope.profile)).delta;
    }

    void report(Finding& finding, const std::string& what, const Judged& judged,
                const PerLine& lines, const Profile& profile) const
    {
        const PhaseImbalance& imbalance = judged.imbalance;
        const double limit = profile.parameter(
            info().id, judged.verdict == Severity::Warning ? "warn_share" : "info_share");
        finding.measured = imbalance.delta * 100;
        finding.limit = limit * 100;
        finding.unit = "%";
        finding.message = fmt::format(
            "{} of {} carries {}, {} {} the mean of its lines; {} is wanted at most.",
            lineName(imbalance.line), what, lines[imbalance.line], percent(imbalance.delta),
            lines[imbalance.line] < imbalance.mean ? "below" : "above", percent(limit));
        finding.derivation =
            fmt::format("L1 {}, L2 {}, L3 {} in normal state; Ī = {}; δ = |{} − {}| / {} = {}",
                        lines[0], lines[1], lines[2], imbalance.mean, lines[imbalance.line],
                        imbalance.mean, imbalance.mean, percent(imbalance.delta));
    }
};

} // namespace

MadeRule phaseImbalanceRule()
{
    return std::make_unique<PhaseImbalanceRule>();
}

} // namespace colonnade::model
