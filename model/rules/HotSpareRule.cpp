#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

namespace {

/// As many nodes stand by as are in repair on average.
class HotSpareRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "REL-010",
            .title = "Hot spare nodes",
            .domain = Domain::Reliability,
            .scopes = {Scope::Design},
            .severity = Severity::Info,
            .adjustable = Adjustable::Yes,
            .parameters = {{"least_share", "", "Least share of all nodes that stand by.", 0, 1}},
            .formula = "s ≥ ⌈N r_f t_repair⌉ and s ≥ 1 % of N",
            .explanation = "The site says how many of the drawn nodes it keeps as hot spares. On average N r_f t_repair are "
                           "in repair; as many spares cover that about every other time: REL-005's percentile covers it "
                           "with the profile's target, and stands in the facts.",
            .remedy = "Reserve nodes in each scalable unit.",
            .sources = {{"Meta keeps spare capacity to restart on (sysdesign-wiki: hardware reliability at scale)", "B"},
                        {"Formula", "EJ"}}};
        return info;
    }

    void checkRun(const RunScope& scope, Findings& findings) const override
    {
        const ReliabilityFacts& facts = scope.reliability();
        const auto nodes = static_cast<double>(facts.population.nodes);
        if (facts.population.nodes == 0)
            return;
        const Subject design{Subject::Where::Design, {}};
        const int wanted = std::max(facts.spareNodesMean, floorOf(nodes, scope.profile));
        Fix fix{fmt::format("Keep {} nodes as hot spares", wanted), [wanted](const Design& before) {
                    return before.changedHall([wanted](const Hall& hall) -> Result<Hall> {
                        Hall changed = hall;
                        changed.site.spareNodes = wanted;
                        return changed;
                    });
                }};
        if (!facts.spareNodes)
            return findings.notEvaluated(design, {"spare nodes of the site"}, {}, {std::move(fix)});
        Finding finding;
        finding.subjects = {design};
        finding.measured = wanted;
        finding.limit = *facts.spareNodes;
        finding.unit = "nodes";
        finding.message = fmt::format("{} of {} nodes are kept as hot spares; {} are wanted, as {} are in repair on average.",
                                      *facts.spareNodes, facts.population.nodes, wanted,
                                      significant(facts.inRepair, 3));
        finding.derivation = fmt::format(
            "⌈{} · {} · {}⌉ = {}; at least {} of all nodes: {}", facts.population.nodes,
            shortest(scope.profile.reliability.nodeFailuresPerDay), shortest(scope.profile.reliability.repairDays),
            facts.spareNodesMean, percent(scope.profile.parameter(info().id, "least_share")), floorOf(nodes, scope.profile));
        finding.fixes.push_back(std::move(fix));
        findings.judge(verdict(*facts.spareNodes, wanted), std::move(finding));
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"N"},
                                        {"rf", profile.reliability.nodeFailuresPerDay},
                                        {"t", profile.reliability.repairDays},
                                        {"s", -1}})) {
            const int mean = wholeAtLeast(nodesInRepair(row[0], row[1], row[2]));
            const int least = floorOf(row[0], profile);
            out.add("spares", mean);
            out.add("least", least);
            if (row[3] >= 0)
                out.add("verdict", verdictWord(verdict(row[3], std::max(mean, least))));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    int floorOf(double nodes, const Profile& profile) const
    {
        return wholeAtLeast(nodes * profile.parameter(info().id, "least_share"));
    }
    static Verdict verdict(double kept, double wanted)
    {
        return exceeds(wanted, kept) ? Verdict{Severity::Info} : std::nullopt;
    }
};

} // namespace

MadeRule hotSpareRule()
{
    return std::make_unique<HotSpareRule>();
}

} // namespace colonnade::model
