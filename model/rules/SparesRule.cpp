#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

namespace {

/// Where a part is likely to fail before its replacement is delivered, spares lie on the shelf.
class SparesRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "REL-005",
            .title = "Spare parts",
            .domain = Domain::Reliability,
            .scopes = {Scope::Design},
            .severity = Severity::Info,
            .adjustable = Adjustable::Yes,
            .parameters = {{"most_expected", "", "Failures of one class within the lead time above which the spares are "
                                                 "told; 0: never, they stand on this page.",
                            0, 1e9}},
            .formula = "λ = n AFR t_lead / 365; s = min{s: Σ_{i≤s} e^−λ λ^i / i! ≥ target}",
            .explanation = "For each class of parts: the fewest spares that last until a replacement arrives, with the "
                           "profile's lead time and target. Told where a profile sets a limit to the failures of a class "
                           "that are to be expected in that time. The bill of materials holds no spares.",
            .remedy = "Order the spares with the parts.",
            .sources = {{"Poisson sparing", "EJ"},
                        {"Meta keeps spare capacity to restart on (sysdesign-wiki: hardware reliability at scale)",
                         "B"}}};
        return info;
    }

    void checkRun(const RunScope& scope, Findings& findings) const override
    {
        const ReliabilityFacts& facts = scope.reliability();
        const ReliabilityBasis& basis = scope.profile.reliability;
        const Subject design{Subject::Where::Design, {}};
        if (facts.classes.empty())
            return;
        if (!facts.withoutRate.empty()) {
            std::vector<std::string> missing;
            for (const FailureClass kind : facts.withoutRate)
                missing.push_back(fmt::format("annual failure rate of {}", failureClassName(kind)));
            return findings.notEvaluated(design, std::move(missing));
        }
        std::string wanted, sum;
        double most = 0;
        for (const ClassFailures& failures : facts.classes) {
            most = std::max(most, failures.overLead);
            if (failures.spares.count == 0)
                continue;
            wanted += fmt::format("{}{} {}", wanted.empty() ? "" : ", ", failures.spares.count,
                                  failureClassName(failures.kind));
            sum += fmt::format("{}{}: {} · {} · {} / 365 = {}, P = {}", sum.empty() ? "" : "; ",
                               failureClassName(failures.kind), failures.count, percent(*failures.annualRate),
                               significant(basis.leadDays, 3), significant(failures.overLead, 3),
                               percent(failures.spares.probability));
        }
        Finding finding;
        finding.subjects = {design};
        finding.measured = most;
        finding.message =
            fmt::format("Over {} d of lead time at {}, spares are wanted of {}: up to {} failures of one class are expected",
                        significant(basis.leadDays, 3), percent(basis.spareTarget), wanted.empty() ? "nothing" : wanted,
                        significant(most, 3));
        if (const double limit = scope.profile.parameter(info().id, "most_expected"); limit > 0) {
            finding.limit = limit;
            finding.message += fmt::format(", above {} this is told", significant(limit, 3));
        }
        finding.message += '.';
        finding.derivation = sum;
        findings.judge(verdict(most, scope.profile), std::move(finding));
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"n"},
                                        {"AFR"},
                                        {"lead", profile.reliability.leadDays},
                                        {"target", profile.reliability.spareTarget}})) {
            if (!(row[3] >= 0 && row[3] < 1))
                in.wrong("target", "a probability from 0 to below 1");
            const double expected = expectedFailures(row[0], row[1], row[2]);
            const Spares spares = poissonSpares(expected, std::min(row[3], 0.999999999));
            out.add("lam", expected);
            out.add("s", spares.count);
            out.add("P", spares.probability);
            out.add("verdict", verdictWord(verdict(expected, profile)));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    Verdict verdict(double expected, const Profile& profile) const
    {
        const double most = profile.parameter(info().id, "most_expected");
        return most > 0 && exceeds(expected, most) ? Verdict{Severity::Info} : std::nullopt;
    }
};

} // namespace

MadeRule sparesRule()
{
    return std::make_unique<SparesRule>();
}

} // namespace colonnade::model
