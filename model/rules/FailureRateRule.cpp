#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

namespace {

/// The parts of a design together fail so rarely that nobody has to stand by for them every day.
class FailureRateRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "REL-002",
            .title = "Failures of all parts",
            .domain = Domain::Reliability,
            .scopes = {Scope::Design},
            .severity = Severity::Info,
            .adjustable = Adjustable::Yes,
            .parameters = {{"most_per_day", "1/d", "Failures in a day above which they are told.", 0, 1e6}},
            .formula = "λ = Σ n_i AFR_i / 8760; P = 1 − exp(−λ t); AFR = events / (N T)",
            .explanation = "Adds up the annual failure rates of all parts by class, with the profile's rates. That of "
                           "accelerators counts interruptions of jobs, an upper bound on parts that are replaced.",
            .remedy = "A technician and spares on site; rates of one's own in the profile.",
            .sources = {{"Llama 3 405B: 148 GPU and 72 HBM events on 16,384 GPUs in 54 days", "B"},
                        {"Rates of switches, supplies, pumps and copper", "EJ"}}};
        return info;
    }

    void checkRun(const RunScope& scope, Findings& findings) const override
    {
        const ReliabilityFacts& facts = scope.reliability();
        if (facts.classes.empty())
            return;
        const Subject design{Subject::Where::Design, {}};
        std::vector<std::string> missing;
        for (const FailureClass kind : facts.withoutRate)
            missing.push_back(fmt::format("annual failure rate of {}", failureClassName(kind)));
        if (!missing.empty())
            return findings.notEvaluated(design, std::move(missing));
        const double perDay = facts.failuresPerYear / daysPerYear;
        const double limit = scope.profile.parameter(info().id, "most_per_day");
        Finding finding;
        finding.subjects = {design};
        finding.unit = "1/d";
        finding.measured = perDay;
        finding.limit = limit;
        auto worst = facts.classes;
        std::stable_sort(worst.begin(), worst.end(),
                         [](const auto& a, const auto& b) { return a.perYear > b.perYear; });
        finding.message = fmt::format("{} failures of parts are expected in a year, {} a day, most of {}; from {} a day on "
                                      "this is told.",
                                      significant(facts.failuresPerYear, 3), significant(perDay, 3),
                                      failureClassName(worst.front().kind), significant(limit, 3));
        for (const ClassFailures& failures : worst)
            finding.derivation += fmt::format("{}{} {} · {}", finding.derivation.empty() ? "" : " + ", failures.count,
                                              failureClassName(failures.kind), percent(*failures.annualRate));
        finding.derivation += fmt::format(
            " = {} a year; one in 24 h with probability {}", significant(facts.failuresPerYear, 4),
            percent(failureProbability(failuresPerHour(1, facts.failuresPerYear), 24)));
        findings.judge(verdict(perDay, scope.profile), std::move(finding));
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile&) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"ev"}, {"N"}, {"d"}, {"t", 24}})) {
            const double rate = annualFailureRate(row[0], row[1], row[2]);
            const double perHour = failuresPerHour(row[1], rate);
            out.add("AFR", rate);
            out.add("lambda_per_h", perHour);
            out.add("P", failureProbability(perHour, row[3]));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    Verdict verdict(double perDay, const Profile& profile) const
    {
        return exceeds(perDay, profile.parameter(info().id, "most_per_day")) ? Verdict{Severity::Info} : std::nullopt;
    }
};

} // namespace

MadeRule failureRateRule()
{
    return std::make_unique<FailureRateRule>();
}

} // namespace colonnade::model
