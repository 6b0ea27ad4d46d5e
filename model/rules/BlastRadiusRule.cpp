#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

namespace colonnade::model {

namespace {

/// No single feed, CDU or leaf switch takes more than a small share of the accelerators with it.
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
            .explanation = "For each feed: accelerators without enough supplies or shelves. For "
                           "each loop: all that it cools, where "
                           "it cannot spare a CDU. For each scale-out fabric: accelerators that "
                           "lose their last port with the worst "
                           "leaf; those that keep a port are degraded, not lost. The loss of one "
                           "rack is allowed. Shares are of the "
                           "whole hall; a pod design that stands many times loses one placement at "
                           "a time. Where the profile lets "
                           "racks hang on one source by choice, feeds give information.",
            .remedy = "Split the loop or the feed, or add the redundant one.",
            .sources = {{"Structure of the rule", "EJ"},
                        {"Shared CDU against redundancy (thedatacenterengineer.com)", "B"}}};
        return info;
    }

    void checkHall(const HallScope& scope, Findings& findings) const override
    {
        const int total = scope.design.facts().accelerators;
        if (total == 0)
            return;
        for (const HallPart& part : scope.parts) {
            if (part.placements == 0)
                continue;
            const std::string owner = part.pod ? part.pod->id().text() : std::string{};
            for (const FeedLoad& feed : part.power->feeds) {
                const Subject subject{Subject::Where::Feed,
                                      fmt::format("{}/{}", owner, feed.feed.id)};
                if (feed.acceleratorsBehind == 0)
                    continue;
                Verdict verdict = this->verdict(feed.acceleratorsLost, total, true, scope.profile);
                if (verdict && !scope.profile.redundantPower)
                    verdict = Severity::Info;
                report(scope, part, subject, fmt::format("feed '{}'", feed.feed.name),
                       feed.acceleratorsLost, total, verdict, feed.missing, findings);
            }
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
                report(scope, part, subject, fmt::format("one CDU of loop '{}'", loop.loop.name),
                       lost, total, verdict(lost, total, true, scope.profile), missing, findings);
            }
            if (!part.switches)
                continue;
            for (const HallPart::SwitchLoss& loss : *part.switches) {
                report(scope, part, loss.subject, fmt::format("leaf switch '{}'", loss.device),
                       loss.accelerators, total,
                       verdict(loss.accelerators, total, false, scope.profile), {}, findings);
            }
        }
    }

    Result<Json> answer(const Json& json, const Profile& profile) const override
    {
        Inputs in{info(), json};
        Answers out;
        for (const auto& row : in.rows({{"lost"}, {"total"}})) {
            out.add("rho", row[0] / row[1]);
            out.add("verdict", verdictWord(verdict(row[0], row[1], true, profile)));
        }
        return in.finish(out.json(in.listed()));
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

    void report(const HallScope& scope, const HallPart& part, const Subject& subject,
                const std::string& what, int lost, int total, const Verdict& verdict,
                const std::vector<std::string>& missing, Findings& findings) const
    {
        const double limit = scope.profile.parameter(info().id, "error_share");
        const double share = static_cast<double>(lost) / total;
        Finding finding;
        finding.subjects = {subject};
        finding.aspect = "loss";
        finding.placements = part.placements;
        finding.unit = "%";
        finding.measured = share * 100;
        finding.limit = limit * 100;
        finding.message =
            fmt::format("The loss of {} stops {} of {} accelerators, {}; {} is the limit.", what,
                        lost, total, percent(share), percent(limit));
        finding.derivation = fmt::format("{} / {} = {}", lost, total, percent(share));
        findings.judge(verdict, std::move(finding), missing);
    }
};

} // namespace

MadeRule blastRadiusRule()
{
    return std::make_unique<BlastRadiusRule>();
}

} // namespace colonnade::model
