#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

namespace colonnade::model {

namespace {

/// All power becomes heat in the rack, and some of it leaves by air even from a liquid-cooled one.
class HeatSplitRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "THM-001",
            .title = "Heat split liquid / air",
            .domain = Domain::Thermal,
            .scopes = {Scope::RackDesign},
            .severity = Severity::Info,
            .adjustable = Adjustable::Yes,
            .parameters = {{"whole_share", "", "Liquid share from which whole capture is doubted.",
                            0, 1}},
            .formula = "Q = P_in; Q_liq = f_liq · Q; Q_air = (1 − f_liq) · Q",
            .explanation = "A computed fact of every rack design: it counts as evaluated and says "
                           "nothing, unless an entry claims "
                           "that liquid takes all heat, or leaves its share unknown.",
            .remedy = "Take the share that the maker measured; 15 to 30 % of the heat usually "
                      "stays in the air.",
            .sources = {
                {"Residual air about 15 to 30 % for racks with cold plates (aidatacenterguide.com)",
                 "B"}}};
        return info;
    }

    void checkRack(const RackScope& scope, Findings& findings) const override
    {
        const RackFacts& facts = scope.rack.facts();
        if (auto missing = missingHeat(scope.rack); !missing.empty())
            return findings.notEvaluated(scope.subject(), std::move(missing));
        const Watts heat = facts.heatToAir.known + facts.heatToLiquid.known;
        if (heat <= Watts{})
            return;
        const double share = facts.heatToLiquid.known / heat;
        const double whole = scope.profile.parameter(info().id, "whole_share");
        Finding finding;
        finding.subjects = {scope.subject()};
        finding.unit = "%";
        finding.measured = share * 100;
        finding.limit = whole * 100;
        finding.message = fmt::format(
            "Rack design '{}' is taken to give {} of its {} to liquid; some heat always stays "
            "in the air.",
            scope.rack.id(), percent(share), heat);
        finding.derivation = fmt::format("Q = {}; Q_liq = {}; Q_air = {}", heat,
                                         facts.heatToLiquid.known, facts.heatToAir.known);
        findings.judge(share >= whole ? Verdict{Severity::Info} : std::nullopt, std::move(finding));
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile&) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"Q"}, {"f_liq"}})) {
            const HeatSplit split = heatSplit(Watts{row[0]}, row[1]);
            out.add("Q_liq", split.liquid.value());
            out.add("Q_air", split.air.value());
        }
        return in.finish(out.value(in.listed()));
    }
};

} // namespace

MadeRule heatSplitRule()
{
    return std::make_unique<HeatSplitRule>();
}

} // namespace colonnade::model
