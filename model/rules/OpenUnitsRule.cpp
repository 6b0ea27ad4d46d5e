#include "model/edit/RackEdits.h"
#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

namespace colonnade::model {

namespace {

/// Open units at the front of a rack let hot air return to the inlets.
class OpenUnitsRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "THM-021",
            .title = "Open U without blanking",
            .domain = Domain::Thermal,
            .scopes = {Scope::RackDesign},
            .severity = Severity::Warning,
            .adjustable = Adjustable::Yes,
            .parameters = {{"least_power", "W", "Racks of less provisioned power are left alone.",
                            0, 1e6}},
            .formula = "β = U_open / U_total = 0",
            .explanation = "Front units that are neither occupied nor covered by a blanking panel.",
            .remedy = "Fill them with blanking panels.",
            .sources = {{"Schneider Electric White Paper 44", "A"},
                        {"HPE Apollo k6000 guide", "A"},
                        {"Upsite: exhaust air circulation", "B"}}};
        return info;
    }

    void checkRack(const RackScope& scope, Findings& findings) const override
    {
        const RackFacts& facts = scope.rack.facts();
        const double least = scope.profile.parameter(info().id, "least_power");
        if (facts.provisioned.known.value() < least)
            return;
        const double beta = share(facts.open.value(), facts.units.value());
        if (!verdict(beta))
            return findings.pass();
        Finding finding;
        finding.subjects = {scope.subject()};
        finding.measured = facts.open.value();
        finding.limit = 0;
        finding.unit = "U";
        finding.message = fmt::format(
            "Rack design '{}' has {} U open at the front, {} of {} U, with {} behind them.",
            scope.rack.id(), text(facts.open), percent(beta), text(facts.units),
            facts.provisioned.known);
        finding.derivation =
            fmt::format("β = {} / {} = {}", text(facts.open), text(facts.units), percent(beta));
        PartRef panel;
        if (scope.library) {
            for (const auto& [id, part] : scope.library->parts()) {
                if (isPanel(*part) && !panel)
                    panel = part;
            }
        }
        if (panel) {
            finding.fixes.push_back(
                {fmt::format("Fill {} U with blanking panels", text(facts.open)),
                 [id = scope.rack.id(), panel, library = scope.library](const Design& design) {
                     return fillWithBlanking(design, id, panel, *library);
                 }});
        }
        findings.judge(verdict(beta), std::move(finding));
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile&) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"U"}, {"used"}, {"blank", 0}})) {
            const double beta = share(row[0] - row[1] - row[2], row[0]);
            out.add("beta", beta);
            out.add("verdict", verdictWord(verdict(beta)));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    static double share(double open, double units) { return units > 0 ? open / units : 0; }
    static Verdict verdict(double beta)
    {
        return exceeds(beta, 0) ? Verdict{Severity::Warning} : std::nullopt;
    }
    static bool isPanel(const PartType& part)
    {
        return part.kind == PartKind::Blanking && part.body.height == RackUnits::whole(1);
    }
};

} // namespace

MadeRule openUnitsRule()
{
    return std::make_unique<OpenUnitsRule>();
}

} // namespace colonnade::model
