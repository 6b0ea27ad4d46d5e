#include "model/power/Plant.h"
#include "model/rules/AllRules.h"
#include "model/rules/Fixes.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

namespace {

/// What the racks draw at most is provisioned, and the supply takes the step when all of them start at once.
class LoadStepRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "PWR-022",
            .title = "Peak provisioning and load step",
            .domain = Domain::Power,
            .scopes = {Scope::RackDesign, Scope::Hall},
            .severity = Severity::Warning,
            .adjustable = Adjustable::Yes,
            .parameters = {{"peak_factor", "", "Maximum over thermal design power where the catalog gives no maximum.", 1, 2},
                           {"low_share", "", "Of its power that a rack draws while it waits.", 0, 1},
                           {"high_share", "", "Of its power that it draws while it computes.", 0, 1}},
            .formula = "P_prov = f_pk · P_TDP, f_pk = P_max / P_TDP; ΔP = N · (hi − lo) · P_rack",
            .explanation =
                "A rack is provisioned for its maximum: where the catalog gives nothing but the thermal "
                "design power of an accelerator part, its maximum is that times the factor. A power cap "
                "keeps the rack below what it says. The step is that of all racks with accelerators "
                "together, against the largest step that the site says it takes.",
            .remedy = "Use power-smoothing supplies, ramp limits or a battery system; provision for the "
                "maximum.",
            .sources = {{"TDP and maximum of a pod (velox-dci.com)", "B"},
                        {"GB300 power smoothing; Uptime Intelligence Update 382; arXiv 2508.14318", "A"}}
        };
        return info;
    }

    void checkRack(const RackScope& scope, Findings& findings) const override
    {
        const RackFacts& facts = scope.rack.facts();
        if (facts.accelerators == 0 || !facts.provisioned.complete() || facts.provisioned.known <= Watts{})
            return; // Unknown power is reported where the feeds are judged.
        if (scope.rack.powerCap())
            return findings.pass();
        const double factor = scope.profile.parameter(info().id, "peak_factor");
        Watts further;
        std::vector<std::string> parts;
        const auto consider = [&](const PartType& part) {
            const PowerFigures& power = part.power;
            if (!part.accelerator || power.maximum || power.provisioned || power.peak || !power.tdp)
                return;
            further += *power.tdp * (factor - 1);
            if (std::find(parts.begin(), parts.end(), part.model) == parts.end())
                parts.push_back(part.model);
        };
        if (scope.rack.system() && scope.rack.system()->power.forProvisioning()) {
            consider(*scope.rack.system());
        } else {
            for (const Device& device : scope.rack.devices())
                consider(*device.part);
        }
        const Watts wanted = facts.provisioned.known + further;
        Finding finding;
        finding.subjects = {scope.subject()};
        finding.measured = wanted.value();
        finding.limit = facts.provisioned.known.value();
        finding.unit = "W";
        finding.message = fmt::format(
            "Rack design '{}' is provisioned with {} by thermal design power; with peaks it asks for {} ({}).",
            scope.rack.id(), facts.provisioned.known, wanted, someOf(parts));
        finding.derivation = fmt::format("{} + ({} − 1) · TDP = {}", facts.provisioned.known, factor, wanted);
        findings.judge(verdict(wanted, facts.provisioned.known), std::move(finding));
    }

    bool hallHasPlaces() const override { return false; }
    void checkHall(const HallScope& scope, Findings& findings) const override
    {
        const Step step = stepOf(scope);
        if (step.racks == 0)
            return;
        const double low = scope.profile.parameter(info().id, "low_share");
        const double high = scope.profile.parameter(info().id, "high_share");
        const Watts all = loadStep(step.power, low, high, 1);
        const Subject hall{Subject::Where::Hall, {}};
        if (!scope.hall.site.loadStep)
            return findings.notEvaluated(hall, {"largest load step that the supply of the site takes"}, "step");
        Finding finding;
        finding.subjects = {hall};
        finding.aspect = "step";
        finding.measured = all.value();
        finding.limit = scope.hall.site.loadStep->value();
        finding.unit = "W";
        finding.message = fmt::format("{} racks with accelerators step by {} together; the supply of the site takes {}.",
                                      step.racks, all, *scope.hall.site.loadStep);
        finding.derivation = fmt::format("({} − {}) · {} = {}", percent(high), percent(low), step.power, all);
        findings.judge(verdict(all, *scope.hall.site.loadStep), std::move(finding));
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers provision, out;
        const bool peaks = in.has("TDP") || in.has("P_max"), steps = in.has("rack_kW") || !peaks;
        if (peaks) {
            for (const auto& row : in.rows({{"TDP"}, {"P_max"}}))
                provision.add("f_pk", row[1] / row[0]);
        }
        if (steps) {
            for (const auto& row : in.rows({{"rack_kW"},
                                            {"lo", profile.parameter(info().id, "low_share")},
                                            {"hi", profile.parameter(info().id, "high_share")},
                                            {"n", 1},
                                            {"limit_MW", 0}})) {
                const Watts one = loadStep(Watts{row[0] * 1000}, row[1], row[2], 1);
                const Watts all = loadStep(Watts{row[0] * 1000}, row[1], row[2], row[3]);
                out.add("step_rack_kW", one.value() / 1000);
                out.add("step_MW", all.value() / 1e6);
                if (in.has("limit_MW"))
                    out.add("verdict", verdictWord(verdict(all, Watts{row[4] * 1e6})));
            }
        }
        RuleValue answer = out.value(in.isList("rack_kW") || in.isList("lo") || in.isList("hi") || in.isList("n"));
        const RuleValue provided = provision.value(in.isList("TDP") || in.isList("P_max"));
        for (const auto& [name, value] : provided.entries())
            answer.put(name, value);
        return in.finish(std::move(answer));
    }

private:
    static Verdict verdict(Watts value, Watts limit)
    {
        return exceeds(value.value(), limit.value()) ? Verdict{Severity::Warning} : std::nullopt;
    }

    struct Step {
        int racks = 0;
        Watts power;
    };
    static Step stepOf(const HallScope& scope)
    {
        Step step;
        const auto add = [&](const Arrangement& arrangement, int times) {
            for (const Placement& placement : arrangement.placements) {
                if (!placement.rack() || (*placement.rack())->facts().accelerators == 0)
                    continue;
                step.racks += times;
                step.power += (*placement.rack())->facts().provisioned.known * static_cast<double>(times);
            }
        };
        for (const HallPart& part : scope.parts) {
            if (part.pod && part.placements > 0)
                add(part.pod->arrangement(), part.placements);
        }
        add(scope.hall.arrangement, 1);
        return step;
    }
};

} // namespace

MadeRule loadStepRule()
{
    return std::make_unique<LoadStepRule>();
}

} // namespace colonnade::model
