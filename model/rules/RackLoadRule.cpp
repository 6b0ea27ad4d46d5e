#include "model/rules/AllRules.h"
#include "model/rules/FloorLoads.h"
#include "model/rules/Inputs.h"
#include "model/rules/Mechanics.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

namespace colonnade::model {

namespace {

/// What hangs in a rack weighs no more than its frame carries standing.
class RackLoadRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "MEC-005",
            .title = "Rack static load",
            .domain = Domain::Mechanical,
            .scopes = {Scope::RackDesign},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters = {{"warn_share", "",
                            "Share of the static load above which a warning is given.", 0, 1},
                           {"coolant", "kg/kW", "Coolant in a rack for its heat to liquid.", 0, 10}},
            .formula = "Σ m (devices, PDUs, cables, coolant) ≤ M_static",
            .explanation = "Devices and PDUs by the catalog, cables as a share of their mass, coolant "
                           "by the heat that leaves with it, unless a mass is given filled. A "
                           "rack-scale system's own mass holds "
                           "for its contents, cables included.",
            .remedy = "Move devices to another rack, or choose a heavy-duty frame.",
            .sources = {{"OCP Open Rack V3 frame: 1,400 kg payload", "B"},
                        {"NetBox sums device weights", "A"}}};
        return info;
    }

    void checkRack(const RackScope& scope, Findings& findings) const override
    {
        const RackMass mass = rackMass(scope.rack, scope.profile);
        if (scope.rack.devices().empty())
            return;
        const auto most = scope.rack.frame()->rack->maxLoad;
        std::vector<std::string> missing = mass.missing;
        if (!most) {
            missing.push_back(fmt::format("static load rating of {}", scope.rack.frame()->model));
            return findings.notEvaluated(scope.subject(), std::move(missing));
        }
        const Kilograms payload = mass.payload.known;
        Finding finding;
        finding.subjects = {scope.subject()};
        finding.measured = payload.value();
        finding.limit = most->value();
        finding.unit = "kg";
        finding.message = fmt::format(
            "The contents of rack design '{}' weigh {}, {} of the {} that its frame carries.",
            scope.rack.id(), payload, percent(payload / *most), *most);
        finding.derivation =
            fmt::format("{} of devices + {} of cables + {} of coolant = {}; {} / {} = {}",
                        payload - mass.cables - mass.coolant, mass.cables, mass.coolant, payload, payload, *most, percent(payload / *most));
        findings.judge(verdict(payload / *most, scope.profile), std::move(finding), missing);
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"m"}, {"M"}})) {
            out.add("U", row[0] / row[1]);
            out.add("verdict", verdictWord(verdict(row[0] / row[1], profile)));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    Verdict verdict(double share, const Profile& profile) const
    {
        return above(share, 1, profile.parameter(info().id, "warn_share"));
    }
};

} // namespace

MadeRule rackLoadRule()
{
    return std::make_unique<RackLoadRule>();
}

} // namespace colonnade::model
