#include "model/edit/FloorEdits.h"
#include "model/rules/AllRules.h"
#include "model/rules/FloorLoads.h"
#include "model/rules/FloorPlaces.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/rules/Stability.h"
#include "model/units/Text.h"

namespace colonnade::model {

namespace {

/// Where the ground shakes, somebody works out how racks are held.
class SeismicRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "MEC-018",
            .title = "Seismic anchorage (screening)",
            .domain = Domain::Mechanical,
            .scopes = {Scope::Hall},
            .severity = Severity::Info,
            .adjustable = Adjustable::Yes,
            .parameters = {{"engineer", "g", "Above this S_DS a structural engineer is required.", 0, 5},
                           {"amplification", "", "a_p of a rack.", 0.1, 10},
                           {"response", "", "R_p of a rack.", 0.1, 20},
                           {"importance", "", "I_p, where the hall gives none.", 0.5, 3}},
            .formula = "F_p = 0.4 · a_p · S_DS · W / (R_p / I_p) · (1 + 2 z/h), at least 0.3 and at most 1.6 · S_DS · I_p · W",
            .explanation =
                "A remark for each rack design and each kind of floor unit, with the horizontal force that its anchors take, "
                "where S_DS of the site asks for an engineer. It screens, and designs nothing.",
            .remedy = "Add an anchor kit; have a structural engineer design it.",
            .sources = {{"ASCE 7-16, 13.3, recalled", "C"}}};
        return info;
    }

    void checkHall(const HallScope& scope, Findings& findings) const override
    {
        const auto standing = scope.clearances.standing();
        if (standing.empty())
            return;
        const auto& seismic = scope.hall.structure.seismic;
        const auto kinds = scope.clearances.kinds();
        if (!seismic)
            return findings.notEvaluated({Subject::Where::Hall, {}}, {"S_DS of the site"}, {}, {},
                                         static_cast<int>(kinds.size()));
        for (const StandingKind& kind : kinds)
            checkOne(scope, standing[kind.first], kind.count, *seismic, findings);
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        const SeismicBasis basis = basisOf(profile, std::nullopt);
        for (const auto& row : in.rows(
                 {{"m"}, {"S"}, {"a", basis.amplification}, {"R", basis.response}, {"I", basis.importance}, {"zh", 0}})) {
            const SeismicForce force = seismicForce(Kilograms{row[0]}, row[1], row[5], {row[2], row[3], row[4]});
            out.add("Fp_N", force.plain.value());
            out.add("Fmin_N", force.least.value());
            out.add("Fmax_N", force.most.value());
            out.add("governs_N", force.governing().value());
            out.add("verdict", verdictWord(verdict(row[1], profile)));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    SeismicBasis basisOf(const Profile& profile, const std::optional<double>& importance) const
    {
        return {profile.parameter(info().id, "amplification"), profile.parameter(info().id, "response"),
                importance.value_or(profile.parameter(info().id, "importance"))};
    }
    Verdict verdict(double acceleration, const Profile& profile) const
    {
        return exceeds(acceleration, profile.parameter(info().id, "engineer")) ? Verdict{Severity::Info} : std::nullopt;
    }

    void checkOne(const HallScope& scope, const Standing& one, int count, const Seismic& seismic, Findings& findings) const
    {
        const StandingMass standing = standingMass(*one.placement, scope.profile);
        const SeismicForce force = seismicForce(standing.mass, seismic.acceleration, seismic.heightRatio.value_or(0),
                                                basisOf(scope.profile, seismic.importance));
        const bool held = seismic.anchorage != Seismic::Anchorage::None;
        Finding finding;
        finding.subjects = {standing.subject};
        finding.placements = count;
        finding.measured = seismic.acceleration;
        finding.limit = scope.profile.parameter(info().id, "engineer");
        finding.unit = "g";
        finding.message = fmt::format("{} is pushed sideways with {} at S_DS {} g; {}: a structural engineer is required.",
                                      standing.name, force.governing(), significant(seismic.acceleration, 3),
                                      held ? fmt::format("it is {}", word(seismic.anchorage)) : "nothing holds it");
        finding.derivation = fmt::format("F_p = {}, at least {}, at most {}, for {}", force.plain, force.least, force.most,
                                         standing.mass);
        if (!held)
            finding.fixes = {{"Anchor the racks of the hall", [](const Design& design) {
                                  Hall hall = *design.hall();
                                  if (hall.structure.seismic)
                                      hall.structure.seismic->anchorage = Seismic::Anchorage::Anchored;
                                  return changeHall(design, std::move(hall));
                              }}};
        const Verdict found = verdict(seismic.acceleration, scope.profile);
        if (!found)
            return findings.judge(found, std::move(finding)); // Whatever it weighs.
        if (!standing.missing.empty())
            return findings.notEvaluated(standing.subject, standing.missing);
        findings.judge(found, std::move(finding));
    }
};

} // namespace

MadeRule seismicRule()
{
    return std::make_unique<SeismicRule>();
}

} // namespace colonnade::model
