#include "model/rules/AllRules.h"
#include "model/rules/Fixes.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

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
                       "survivor); "
                       "P_surv ≤ S_use · PF, S_use = √3 · V · I · k",
            .explanation = "Every feed, with every other feed lost in turn and all that hangs "
                           "below it, and every rack PDU with each "
                           "other side lost. Loads are taken as balanced over the phases. Where "
                           "the profile lets racks hang on one "
                           "source by choice, this is information.",
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
        const auto missing =
            pdus.empty() ? std::vector<std::string>{} : rackDraw(scope.rack).missing;
        for (const PduLoad& pdu : pdus) {
            if (!pdu.limit) {
                findings.notEvaluated(scope.subject(*pdu.pdu),
                                      {fmt::format("rating of {}", pdu.pdu->part->model)});
                continue;
            }
            const std::string state = pdu.worstLoss
                ? fmt::format("with side {} lost", letter(*pdu.worstLoss))
                : std::string{"in normal state"};
            Finding finding;
            finding.subjects = {scope.subject(*pdu.pdu)};
            report(finding,
                   fmt::format("Rack PDU '{}' of rack design '{}'", pdu.pdu->id, scope.rack.id()),
                   pdu.worst, *pdu.limit, pdu.normal, state);
            findings.judge(verdict(pdu.worst / *pdu.limit, scope.profile), std::move(finding),
                           missing);
        }
    }

    void checkArrangement(const ArrangementScope& scope, Findings& findings) const override
    {
        for (const FeedLoad& feed : scope.power.feeds) {
            if (!feed.worstLoss && feed.missing.empty())
                continue; // Nothing moves to it.
            if (feed.worst <= Watts{} && feed.missing.empty())
                continue;
            const FeedLoad* lost = feed.worstLoss ? scope.power.feed(*feed.worstLoss) : nullptr;
            const std::string state = lost ? fmt::format("with feed '{}' lost", lost->feed.name)
                                           : std::string{"in normal state"};
            Finding finding;
            finding.subjects = {scope.feed(feed.feed.id)};
            report(finding, fmt::format("Feed '{}' of {}", feed.feed.name, scope.name()),
                   feed.worst, feed.limit, feed.normal, state);
            if (auto fix = raisedRating(scope, feed, feed.worst))
                finding.fixes.push_back(std::move(*fix));
            findings.judge(verdict(feed.worstShare(), scope.profile), std::move(finding),
                           feed.missing);
        }
    }

    Result<Json> answer(const Json& json, const Profile& profile) const override
    {
        Inputs in{info(), json};
        Answers out;
        const auto rows = in.rows({{"V"},
                                   {"I_br"},
                                   {"k", profile.power.continuousFactor},
                                   {"PF", profile.power.powerFactor},
                                   {"dual_kW"},
                                   {"single_on_A_kW", 0},
                                   {"phases", 3}});
        Json usableJson = Json::array();
        for (const auto& row : rows) {
            const Watts usable = usablePower(Volts{row[0]}, static_cast<int>(row[6]),
                                             Amperes{row[1]}, row[2], row[3]);
            const double share = Watts{(row[4] + row[5]) * 1000} / usable;
            usableJson.push_back(usable.value());
            out.add("U", share);
            out.add("verdict", verdictWord(verdict(share, profile)));
        }
        Json answer = out.json(in.listed());
        const bool sameFeed =
            !in.isList("V") && !in.isList("I_br") && !in.isList("k") && !in.isList("PF");
        answer["P_use_W"] = sameFeed ? usableJson.front() : usableJson;
        return in.finish(std::move(answer));
    }

private:
    Verdict verdict(double share, const Profile& profile) const
    {
        const Verdict verdict = above(share, 1, profile.parameter(info().id, "warn_share"));
        return verdict && !profile.redundantPower ? Verdict{Severity::Info} : verdict;
    }

    static void report(Finding& finding, const std::string& what, Watts worst, Watts limit,
                       Watts normal, const std::string& state)
    {
        finding.measured = worst.value();
        finding.limit = limit.value();
        finding.unit = "W";
        finding.message = fmt::format("{} carries {} {}, {} of the {} that it may.", what, worst,
                                      state, percent(worst / limit), limit);
        finding.derivation = fmt::format("{} in normal state, {} {}; {} / {} = {}", normal, worst,
                                         state, worst, limit, percent(worst / limit));
    }
};

} // namespace

MadeRule failoverLoadRule()
{
    return std::make_unique<FailoverLoadRule>();
}

} // namespace colonnade::model
