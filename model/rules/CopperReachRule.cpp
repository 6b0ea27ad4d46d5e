#include "model/rules/AllRules.h"
#include "model/rules/FabricPlaces.h"
#include "model/rules/Inputs.h"
#include "model/units/Text.h"

#include <map>

namespace colonnade::model {

namespace {

/// A copper or active cable is no longer than its kind carries at its lane rate.
class CopperReachRule final : public FabricRule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "CAB-005",
            .title = "Copper reach by lane rate",
            .domain = Domain::Cabling,
            .scopes = {Scope::Cable},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters = {},
            .formula = "L_order ≤ L_max(type, lane rate)",
            .explanation = "DAC, ACC, AEC and AOC of every fabric against the reach of the entry, "
                           "else the table of the profile. "
                           "Cables of one kind that are too long make one finding, which names the "
                           "worst of them.",
            .remedy = "DAC to ACC to AEC to AOC to optics, or the switch nearer to the middle.",
            .sources = {
                {"NVIDIA: DAC and LACC overview, 2 m straight, 3 m splitter, LACC 3 to 5 m", "A"},
                {"IEEE 802.3ck, at least 2 m", "A"},
                {"AEC 2 to 7 m (ydfiberoptic.com)", "B"},
                {"200G a lane about 1 m (trade article)", "B"}}};
        return info;
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        RuleValue verdicts = RuleValue::list();
        for (const RuleValue& one : in.cases("cases")) {
            if (!one.isList() || one.size() < 3 || !one[0].isText() || !one[1].isNumber()
                || !one[2].isNumber()) {
                in.refuse("CAB-005 takes cases of [kind, lane rate in Gbit/s, length in m].");
                break;
            }
            std::string kind = one[0].text();
            if (kind.find("split") != std::string::npos)
                kind = "DAC splitter";
            auto most = tableReach(profile, kind, one[1].number());
            if (one.size() > 3 && one[3].isNumber())
                most = Metres{one[3].number()};
            if (!most) {
                in.refuse(fmt::format("CAB-005 knows no reach of '{}' at {} Gbit/s a lane.",
                                      shown(kind), shortest(one[1].number())));
                break;
            }
            verdicts.add(verdictWord(above(one[2].number(), most->value())));
        }
        return in.finish(RuleValue::object({{"verdict", verdicts}}));
    }

private:
    void checkFabric(const PlannedFabric& place, Findings& findings) const override
    {
        const FabricPlan& plan = *place.plan;
        std::map<std::uint16_t, CableGroup> tooLong, unknown;
        int good = 0;
        for (std::size_t cable = 0; cable < plan.cables.size(); ++cable) {
            const std::uint16_t medium = plan.cables.medium[cable];
            if (medium == CableColumns::none || copperKind(*plan.media[medium]->cable).empty())
                continue;
            const auto most = assemblyReach(*plan.media[medium]->cable, place.scope.profile);
            const double length = plan.cables.ordered[cable];
            if (!most)
                unknown[medium].add(cable, length);
            else if (above(length, most->value() + 1e-4)) // The columns hold single precision.
                tooLong[medium].add(cable, length / most->value());
            else
                ++good;
        }
        if (good > 0)
            findings.pass();
        for (const auto& [medium, group] : unknown)
            findings.notEvaluated(place.subject(),
                                  {fmt::format("reach of {}", plan.media[medium]->model)},
                                  plan.media[medium]->id.text());
        for (const auto& [medium, group] : tooLong) {
            const PartType& part = *plan.media[medium];
            const Metres most = *assemblyReach(*part.cable, place.scope.profile);
            const Metres length{static_cast<double>(plan.cables.ordered[group.worst])};
            Finding finding;
            finding.severity = Severity::Error;
            finding.subjects = {place.subject()};
            finding.aspect = part.id.text();
            finding.measured = length.value();
            finding.limit = most.value();
            finding.unit = "m";
            finding.message = fmt::format(
                "{} of fabric '{}' {} too long: cable {} of {} from {} is {}; it carries {}.",
                group.count == 1 ? std::string{"One cable"} : fmt::format("{} cables", group.count),
                place.fabric.name, group.count == 1 ? "is" : "are", group.worst + 1, part.model,
                place.cableText(group.worst), length,
                most);
            finding.derivation = fmt::format(
                "{} at {} Gbit/s a lane: {} against {}", copperKind(*part.cable),
                part.cable->lane ? significant(part.cable->lane->value(), 3) : "?", length, most);
            findings.add(std::move(finding));
        }
    }
};

} // namespace

MadeRule copperReachRule()
{
    return std::make_unique<CopperReachRule>();
}

} // namespace colonnade::model
