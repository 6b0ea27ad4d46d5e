#include "model/rules/AllRules.h"
#include "model/rules/Fixes.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

namespace colonnade::model {

namespace {

/// A circuit carries no more continuous current than the region allows of its breaker's rating.
class BranchCircuitLoadRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "PWR-001",
            .title = "Branch-circuit continuous load",
            .domain = Domain::Power,
            .scopes = {Scope::RackDesign, Scope::Feed},
            .severity = Severity::Error,
            .adjustable = Adjustable::ByProfile,
            .parameters = {{"warn_share", "", "Share of the limit above which a warning is given.",
                            0, 1}},
            .formula = "I = S / V (one phase), S / (√3 V) (three phases); U = I / I_br ≤ k",
            .explanation = "Every feed and every rack PDU in normal state, from the provisioned "
                           "power of what hangs on it. A device "
                           "shares its power equally over its supplies, a DC rack over its shelves "
                           "by rated output. Conversion loss "
                           "is not added (PWR-023).",
            .remedy = "Move load to another circuit, take the next breaker or whip size, or a 100 "
                      "%-rated breaker.",
            .sources = {{"NEC 210.20(A), 210.19(A)(1)", "B"},
                        {"NetBox: default maximum utilisation 80 %", "A"}}};
        return info;
    }

    void checkRack(const RackScope& scope, Findings& findings) const override
    {
        const Profile& profile = scope.profile;
        const auto pdus = pduLoads(scope.rack, profile.power);
        const auto missing =
            pdus.empty() ? std::vector<std::string>{} : rackDraw(scope.rack).missing;
        for (const PduLoad& pdu : pdus) {
            if (!pdu.rating || pdu.voltage <= Volts{}) {
                findings.notEvaluated(scope.subject(*pdu.pdu),
                                      {fmt::format("rating of {}", pdu.pdu->part->model)});
                continue;
            }
            const double factor = profile.power.continuousFactor;
            const VoltAmperes apparent{pdu.normal.value() / powerFactor(pdu.phases, profile)};
            const auto load =
                continuousLoad(apparent, pdu.voltage, pdu.phases, *pdu.rating, factor);
            Finding finding = found(
                load, factor,
                fmt::format("Rack PDU {}", scope.name(*pdu.pdu)));
            finding.subjects = {scope.subject(*pdu.pdu)};
            finding.derivation =
                worked(apparent, pdu.voltage, pdu.phases, *pdu.rating, factor, load);
            findings.judge(verdict(load, factor, profile), std::move(finding), missing);
        }
    }

    void checkArrangement(const ArrangementScope& scope, Findings& findings) const override
    {
        const Profile& profile = scope.profile;
        for (const FeedLoad& feed : scope.power.feeds) {
            if (feed.normal <= Watts{} && feed.missing.empty())
                continue;
            const VoltAmperes apparent{feed.normal.value()
                                       / powerFactor(feed.feed.phases, profile)};
            const auto load = continuousLoad(apparent, feed.feed.voltage, feed.feed.phases,
                                             feed.feed.rating, feed.factor);
            const Verdict judged = verdict(load, feed.factor, profile);
            if (findings.passesUnremarked(judged, load.current.value(), load.limit.value(), feed.missing))
                continue;
            Finding finding = found(load, feed.factor,
                                    fmt::format("Feed '{}' of {}", feed.feed.name, scope.name()));
            finding.subjects = {scope.feed(feed.feed.id)};
            finding.derivation = worked(apparent, feed.feed.voltage, feed.feed.phases,
                                        feed.feed.rating, feed.factor, load);
            if (auto fix = raisedRating(scope, feed, feed.normal))
                finding.fixes.push_back(std::move(*fix));
            findings.judge(judged, std::move(finding), feed.missing);
        }
        if (auto missing = withoutFeed(scope); !missing.empty())
            findings.notEvaluated(scope.subject(), std::move(missing), "unfed");
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"S_VA"},
                                        {"V"},
                                        {"I_br"},
                                        {"k", profile.power.continuousFactor},
                                        {"phases", 1}})) {
            const auto load = continuousLoad(VoltAmperes{row[0]}, Volts{row[1]},
                                             static_cast<int>(row[4]), Amperes{row[2]}, row[3]);
            out.add("I_A", load.current.value());
            out.add("U", load.utilisation);
            out.add("limit_A", load.limit.value());
            out.add("verdict", verdictWord(verdict(load, row[3], profile)));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    Verdict verdict(const ContinuousLoad& load, double factor, const Profile& profile) const
    {
        return above(load.utilisation, factor, factor * profile.parameter(info().id, "warn_share"));
    }

    static double powerFactor(int phases, const Profile& profile)
    {
        return phases == 0 ? 1 : profile.power.powerFactor;
    }

    static Finding found(const ContinuousLoad& load, double factor, const std::string& what)
    {
        Finding finding;
        finding.measured = load.current.value();
        finding.limit = load.limit.value();
        finding.unit = "A";
        finding.message =
            fmt::format("{} carries {}, {} of its breaker; {} ({}) may be used continuously.", what,
                        load.current, percent(load.utilisation), load.limit, percent(factor));
        return finding;
    }

    static std::string worked(VoltAmperes apparent, Volts voltage, int phases, Amperes rating,
                              double factor, const ContinuousLoad& load)
    {
        return fmt::format("I = {} / ({}{}) = {}; U = {} / {} = {} against k = {}", apparent,
                           phases == 3 ? "√3 · " : "", voltage, load.current, load.current, rating,
                           percent(load.utilisation), percent(factor));
    }
};

} // namespace

MadeRule branchCircuitLoadRule()
{
    return std::make_unique<BranchCircuitLoadRule>();
}

} // namespace colonnade::model
