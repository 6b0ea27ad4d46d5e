#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

namespace colonnade::model {

namespace {

/// The optics and cables of a network fail no oftener than people can replace them.
class LinkFailureRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "REL-003",
            .title = "Failures of links",
            .domain = Domain::Reliability,
            .scopes = {Scope::Design},
            .severity = Severity::Info,
            .adjustable = Adjustable::Yes,
            .parameters = {{"most_per_month", "1/month", "Failures in a month above which they are told.", 0, 1e9}},
            .formula = "E = Σ n AFR / 12; AFR = 8760 / MTBF",
            .explanation = "Transceivers, the ends of active optical cables, and copper cables of one network in all its "
                           "placements, with the profile's rates. Optics count 0.44 to 1.75 % a year by their makers' "
                           "MTBF of 0.5 to 2 million hours.",
            .remedy = "Spare optics on site, copper where it reaches, fewer tiers.",
            .sources = {{"Optical modules of 0.5 to 2 million hours MTBF (luxoptx.com)", "B"},
                        {"100,000 links of 5 years: one failure in 26 minutes (SemiAnalysis)", "B"}}};
        return info;
    }

    void checkRun(const RunScope& scope, Findings& findings) const override
    {
        const auto& rates = scope.profile.reliability.annualFailureRates;
        for (const FabricPopulation& fabric : scope.reliability().population.fabrics) {
            const std::pair<FailureClass, std::int64_t> kinds[] = {{FailureClass::Optics, fabric.optics},
                                                                   {FailureClass::ActiveCopper, fabric.activeCopper},
                                                                   {FailureClass::PassiveCopper, fabric.passiveCopper}};
            const Subject subject{Subject::Where::Fabric,
                                  fmt::format("{}/{}", fabric.pod ? fabric.pod->id().text() : "", fabric.fabric->id)};
            std::vector<std::string> missing;
            std::string sum;
            double perMonth = 0;
            for (const auto& [kind, count] : kinds) {
                const auto rate = rates.find(word(kind));
                if (count == 0)
                    continue;
                if (rate == rates.end()) {
                    missing.push_back(fmt::format("annual failure rate of {}", failureClassName(kind)));
                    continue;
                }
                perMonth += failuresPerMonth(static_cast<double>(count), rate->second);
                sum += fmt::format("{}{} {} · {}", sum.empty() ? "" : " + ", count, failureClassName(kind),
                                   percent(rate->second));
            }
            if (!missing.empty())
                findings.notEvaluated(subject, std::move(missing));
            if (sum.empty() || !missing.empty())
                continue; // Neither optics nor copper: nothing of it fails by these rates.
            const double limit = scope.profile.parameter(info().id, "most_per_month");
            Finding finding;
            finding.subjects = {subject};
            finding.placements = fabric.placements;
            finding.unit = "1/month";
            finding.measured = perMonth;
            finding.limit = limit;
            finding.message = fmt::format("Network '{}' loses {} optics and cables a month in all its placements; above {} "
                                          "this is told.",
                                          fabric.fabric->name, significant(perMonth, 3), significant(limit, 3));
            finding.derivation = fmt::format("({}) / 12 = {}", sum, significant(perMonth, 3));
            findings.judge(verdict(perMonth, scope.profile), std::move(finding));
        }
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile&) const override
    {
        Inputs in{info(), given};
        Answers out;
        if (in.has("mtbf") || !in.has("y")) {
            const bool listed = in.isList("mtbf");
            RuleValue rates = RuleValue::list();
            for (const double hours : in.numbers("mtbf"))
                rates.add(annualFailureRateOf(hours));
            out.add("afr", listed ? rates : rates.front());
        }
        if (in.has("n")) {
            const bool listed = in.isList("n") || in.isList("y");
            RuleValue minutes = RuleValue::list();
            for (const auto& row : in.rows({{"n"}, {"y", 5}}))
                minutes.add(timeBetweenFailures(row[0], row[1]).value() / 60);
            out.add("first_min", listed ? minutes : minutes.front());
        }
        return in.finish(out.value(false));
    }

private:
    Verdict verdict(double perMonth, const Profile& profile) const
    {
        return exceeds(perMonth, profile.parameter(info().id, "most_per_month")) ? Verdict{Severity::Info}
                                                                                 : std::nullopt;
    }
};

} // namespace

MadeRule linkFailureRule()
{
    return std::make_unique<LinkFailureRule>();
}

} // namespace colonnade::model
