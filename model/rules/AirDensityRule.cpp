#include "model/rules/AirPlaces.h"
#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/units/Text.h"

namespace colonnade::model {

namespace {

/// A rack leaves no more heat in the air than its way of cooling can carry.
class AirDensityRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "THM-023",
            .title = "Air-cooled density ceiling",
            .domain = Domain::Thermal,
            .scopes = {Scope::PodDesign, Scope::Hall},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters =
                {{"open", "W",
                  "Heat in air of one rack at an open aisle above which a warning is given.", 0,
                  1e6},
                 {"contained", "W", "The same at a contained aisle.", 0, 1e6},
                 {"ceiling", "W", "Heat in air of one rack that no containment carries.", 0, 1e6}},
            .formula = "Q_air ≤ q_max: open 15 kW, contained 30 kW (warning), 41 kW (error)",
            .explanation = "What a rack leaves in the air at provisioned power, by whether the "
                           "aisle before or behind it is "
                           "contained. Racks with a rear-door heat exchanger are THM-018's.",
            .remedy =
                "Contain the aisle; a rear-door heat exchanger, or the variant with cold plates.",
            .sources = {{"About 30 kW as a typical limit (factryze.ai)", "B"},
                        {"About 41 kW with perfect containment (aidatacenterguide.com)", "B"},
                        {"Open aisles", "EJ"}}};
        return info;
    }

    void checkArrangement(const ArrangementScope& scope, Findings& findings) const override
    {
        if (!scope.air)
            return;
        for (const RackGroup& group : scope.air->groups) {
            if (group.rack->rearDoor() || (group.air.heat <= Watts{} && group.air.missing.empty()))
                continue;
            const Verdict said = verdict(group.air.heat, group.contained, scope.profile);
            const Watts limit = said == Severity::Error
                ? at("ceiling", scope.profile)
                : at(group.contained ? "contained" : "open", scope.profile);
            Finding finding;
            finding.subjects = {scope.subject(), Subject::rack(group.rack->id().text())};
            if (!group.contained)
                finding.aspect = "open";
            finding.measured = group.air.heat.value();
            finding.limit = limit.value();
            finding.unit = "W";
            finding.message = fmt::format("Rack design '{}' leaves {} in the air of {}, at {} "
                                          "aisle; {} is what air carries there.",
                                          group.rack->id(), group.air.heat, scope.name(),
                                          group.contained ? "a contained" : "an open", limit);
            finding.derivation =
                fmt::format("{} / {} = {}", group.air.heat, limit, percent(group.air.heat / limit));
            if (!group.contained && !verdict(group.air.heat, true, scope.profile)) {
                if (auto closed = containAisles(scope.arrangement, scope.pod))
                    finding.fixes.push_back(std::move(*closed));
            }
            findings.judge(said, std::move(finding), group.air.missing);
        }
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        constexpr double wattsPerKilowatt = 1000;
        const std::string method = in.text("method", "contained");
        if (method != "contained" && method != "open")
            in.wrong("method", "open or contained");
        for (const auto& row : in.rows({{"Q"}}))
            out.add("verdict",
                    verdictWord(
                        verdict(Watts{row[0] * wattsPerKilowatt}, method == "contained", profile)));
        return in.finish(out.value(in.listed()));
    }

private:
    [[nodiscard]] Watts at(std::string_view key, const Profile& profile) const
    {
        return Watts{profile.parameter(info().id, key)};
    }
    [[nodiscard]] Verdict verdict(Watts heat, bool contained, const Profile& profile) const
    {
        return above(heat.value(), at("ceiling", profile).value(),
                     at(contained ? "contained" : "open", profile).value());
    }
};

} // namespace

MadeRule airDensityRule()
{
    return std::make_unique<AirDensityRule>();
}

} // namespace colonnade::model
