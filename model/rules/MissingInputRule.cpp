#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

namespace colonnade::model {

namespace {

/// Enough is known of a design for its verdicts to count.
class MissingInputRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "DQ-001",
            .title = "Missing input: not evaluated",
            .domain = Domain::DataQuality,
            .scopes = {Scope::Design},
            .severity = Severity::Warning,
            .adjustable = Adjustable::Yes,
            .parameters = {{"least_coverage", "", "Coverage below which a warning is given.", 0,
                            1}},
            .formula = "coverage = evaluated / applicable",
            .explanation =
                "A rule that misses an input at a place says so there and counts as not evaluated, "
                "never as passed. This "
                "is the share of all applicable places of all rules that could be judged.",
            .remedy = "Fill in what is missing in the catalog or in the design.",
            .sources = {{"NetBox shows 0 % where data are absent (issues 8617, 9795)", "A"}}};
        return info;
    }

    void checkRun(const RunScope& scope, Findings& findings) const override
    {
        if (scope.checks == 0)
            return;
        const double coverage = share(scope.checksEvaluated, scope.checks);
        const double least = scope.profile.parameter(info().id, "least_coverage");
        std::string most;
        for (std::size_t i = 0; i < scope.missing.size() && i < 3; ++i)
            most += fmt::format("{}{}", i > 0 ? ", " : "", scope.missing[i]);
        Finding finding;
        finding.subjects = {{Subject::Where::Design, {}}};
        finding.unit = "%";
        finding.measured = (1 - coverage) * 100;
        finding.limit = (1 - least) * 100;
        finding.message = fmt::format(
            "{} of {} checks could be evaluated, {}; {} are wanted. Most often missing: {}.",
            scope.checksEvaluated, scope.checks, percent(coverage), percent(least), most);
        finding.derivation =
            fmt::format("{} / {} = {}", scope.checksEvaluated, scope.checks, percent(coverage));
        findings.judge(verdict(coverage, scope.profile), std::move(finding));
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"ev"}, {"ap"}})) {
            const double coverage = share(row[0], row[1]);
            out.add("cov", coverage);
            out.add("verdict", verdictWord(verdict(coverage, profile)));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    static double share(double evaluated, double applicable)
    {
        return applicable > 0 ? evaluated / applicable : 1;
    }
    Verdict verdict(double coverage, const Profile& profile) const
    {
        return exceeds(profile.parameter(info().id, "least_coverage"), coverage)
            ? Verdict{Severity::Warning}
            : std::nullopt;
    }
};

} // namespace

MadeRule missingInputRule()
{
    return std::make_unique<MissingInputRule>();
}

} // namespace colonnade::model
