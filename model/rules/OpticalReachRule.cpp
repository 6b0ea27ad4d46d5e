#include "model/rules/AllRules.h"
#include "model/rules/FabricPlaces.h"
#include "model/rules/Inputs.h"
#include "model/units/Text.h"

#include <map>

namespace colonnade::model {

namespace {

/// A fibre link is no longer than its optics reach over its grade of fibre.
class OpticalReachRule final : public FabricRule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "CAB-006",
            .title = "Optical reach by PMD and fibre grade",
            .domain = Domain::Cabling,
            .scopes = {Scope::Cable},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters = {{"least_multimode", "m", "Shortest multimode link.", 0, 100},
                           {"least_singlemode", "m", "Shortest single-mode link.", 0, 100}},
            .formula = "L ≤ min(reach(PMD, fibre), data sheet), L ≥ 0.5 m (multimode) or 2 m "
                       "(single mode)",
            .explanation = "Every fibre cable between two transceivers: the lower of the table of "
                           "the profile, the data sheets of "
                           "both modules and the reach of the cable's entry. A fibre whose entry "
                           "names no grade counts as OM4 or OS2.",
            .remedy = "SR to DR, OM3 to OM4.",
            .sources = {{"TIA FOTC: 400G-SR8, SR4.2, 800G-DR8", "A"},
                        {"IEEE 802.3db: 60 and 100 m", "B"},
                        {"NVIDIA: MMA4Z00 50 m, MMS4X00 100 m, MMS4X50 2 km", "A"}}};
        return info;
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        RuleValue verdicts = RuleValue::list();
        for (const RuleValue& one : in.cases("cases")) {
            if (!one.isList() || one.size() < 3 || !one[0].isText() || !one[1].isText()
                || !one[2].isNumber()) {
                in.refuse(
                    "CAB-006 takes cases of [PMD, fibre, length in m, data-sheet reach if known].");
                break;
            }
            std::optional<Metres> sheet;
            if (one.size() > 3 && one[3].isNumber())
                sheet = Metres{one[3].number()};
            const std::string interface = opticalInterface(profile, one[0].text());
            const std::string fibre = one[1].text();
            verdicts.add(verdictWord(verdict(fibreReach(profile, interface, fibre, sheet), fibre,
                                                   Metres{one[2].number()}, profile)));
        }
        return in.finish(RuleValue::object({{"verdict", verdicts}}));
    }

private:
    Verdict verdict(std::optional<Metres> reach, std::string_view fibre, Metres length,
                    const Profile& profile) const
    {
        if (!reach)
            return Severity::Error; // These optics do not run over that fibre.
        const double least = profile.parameter(
            info().id, isMultimode(fibre) ? "least_multimode" : "least_singlemode");
        if (exceeds(least, length.value()))
            return Severity::Error;
        return above(length.value(), reach->value() + 1e-4); // The columns hold single precision.
    }

    void checkFabric(const PlannedFabric& place, Findings& findings) const override
    {
        const FabricPlan& plan = *place.plan;
        using Kind = std::tuple<std::uint16_t, std::uint16_t, std::uint16_t>;
        std::map<Kind, CableGroup> bad;
        std::map<Kind, CableGroup> unknown;
        int good = 0;
        for (std::size_t cable = 0; cable < plan.cables.size(); ++cable) {
            const std::uint16_t medium = plan.cables.medium[cable];
            if (medium == CableColumns::none || !isFibre(*plan.media[medium]))
                continue;
            const CableOptics optics = opticsOf(plan, cable);
            const Kind kind{medium, optics.a, optics.b};
            const FibreLimits limits = fibreLimits(plan, std::get<0>(kind), {std::get<1>(kind), std::get<2>(kind)}, place.scope.profile);
            const Metres length{static_cast<double>(plan.cables.ordered[cable])};
            if (!limits.known)
                unknown[kind].add(cable, length.value());
            else if (verdict(limits.reach, limits.fibre, length, place.scope.profile))
                bad[kind].add(cable, limits.reach ? length / *limits.reach : 1e9);
            else
                ++good;
        }
        if (good > 0)
            findings.pass();
        for (const auto& [kind, group] : unknown) {
            findings.notEvaluated(
                place.subject(),
                {fmt::format("transceivers of {}", plan.media[std::get<0>(kind)]->model)},
                plan.media[std::get<0>(kind)]->id.text());
        }
        for (const auto& [kind, group] : bad) {
            const FibreLimits limits = fibreLimits(plan, std::get<0>(kind), {std::get<1>(kind), std::get<2>(kind)}, place.scope.profile);
            const Metres length{static_cast<double>(plan.cables.ordered[group.worst])};
            const PartType& medium = *plan.media[std::get<0>(kind)];
            const PartType& optic = *plan.media[std::get<1>(kind)];
            Finding finding;
            finding.severity = Severity::Error;
            finding.subjects = {place.subject()};
            finding.aspect = fmt::format("{}+{}", medium.id, optic.id);
            finding.measured = length.value();
            finding.unit = "m";
            if (limits.reach)
                finding.limit = limits.reach->value();
            const std::string what = fmt::format(
                "{} of fabric '{}': cable {} from {}, {} over {},",
                group.count == 1 ? std::string{"One fibre"} : fmt::format("{} fibres", group.count),
                place.fabric.name, group.worst + 1,
                place.cableText(group.worst),
                optic.model, limits.fibre);
            if (!limits.reach)
                finding.message =
                    fmt::format("{} runs over a fibre that its optics are not made for.", what);
            else if (length <= *limits.reach)
                finding.message =
                    fmt::format("{} is {}, too short for its receivers.", what, length);
            else
                finding.message =
                    fmt::format("{} is {}; it reaches {}.", what, length, *limits.reach);
            findings.add(std::move(finding));
        }
    }
};

} // namespace

MadeRule opticalReachRule()
{
    return std::make_unique<OpticalReachRule>();
}

} // namespace colonnade::model
