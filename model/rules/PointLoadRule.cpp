#include "model/edit/FloorEdits.h"
#include "model/rules/AllRules.h"
#include "model/rules/FloorLoads.h"
#include "model/rules/FloorPlaces.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <map>

namespace colonnade::model {

namespace {

constexpr int mostTold = 1000; // Of what stands on weak parts.

/// No foot of a rack loads a panel with more than it is designed for, and no two racks do together.
class PointLoadRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "MEC-008",
            .title = "Point load on tile or slab",
            .domain = Domain::Mechanical,
            .scopes = {Scope::Hall},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters = {{"unevenness", "", "Load of the most loaded foot over an even share.", 1, 2},
                           {"warn_share", "", "Share of the design load above which a warning is given.", 0, 1},
                           {"preset", "N", "Panel that a fix takes.", 100, 1e6}},
            .formula = "F_foot = κ · m · g / 4, κ = 4/3 on an uneven floor (m · g / 3); a panel with feet of two racks: "
                       "(m₁ + m₂) · g / 3; ≤ design load of the panel",
            .explanation =
                "One finding for each rack design and each kind of floor unit, and one for each two of them whose feet stand "
                "on one panel of a raised floor, by the grid of the plan and feet 75 mm inside the outside. What stands on a "
                "weak part of the floor is judged by itself. A move puts up to half the mass on one panel.",
            .remedy = "Take stronger panels, add pedestals, or move the rack by half a tile.",
            .sources = {{"IBM POWER8: floor construction and floor loading, concentrated load", "A"},
                        {"Tate: raised access floor loading, explained", "A"}}};
        return info;
    }

    void checkHall(const HallScope& scope, Findings& findings) const override
    {
        const auto standing = scope.clearances.standing();
        if (standing.empty())
            return;
        const auto& panel = scope.hall.structure.panelLoad;
        const auto kinds = scope.clearances.kinds();
        if (!panel) {
            findings.notEvaluated({Subject::Where::Hall, {}}, {"design load of a floor panel at a point"}, {},
                                  {preset(scope.profile)}, static_cast<int>(kinds.size()));
        } else {
            for (const StandingKind& kind : kinds)
                checkFoot(scope, kind.first, kind.count, *panel, nullptr, findings);
            checkShared(scope, *panel, findings);
        }
        int told = 0;
        for (const auto& [thing, zone] : scope.clearances.survey().inZone) {
            const WeakZone& weak = scope.hall.structure.weakZones[zone];
            if (weak.panelLoad && ++told <= mostTold)
                checkFoot(scope, thing, 1, *weak.panelLoad, &weak, findings);
        }
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"m"}, {"panel_N", 0}})) {
            const Kilograms mass{row[0]};
            const double foot = footForce(mass, unevenness(profile)).value();
            out.add("even_kN", footForce(mass, 1).value() / 1000);
            out.add("third_kN", foot / 1000);
            out.add("two_kN", footForce(mass * 2, unevenness(profile)).value() / 1000);
            if (in.has("panel_N"))
                out.add("verdict", verdictWord(verdict(2 * foot, row[1], profile)));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    double unevenness(const Profile& profile) const { return profile.parameter(info().id, "unevenness"); }
    Verdict verdict(double force, double panel, const Profile& profile) const
    {
        return above(force, panel, panel * profile.parameter(info().id, "warn_share"));
    }
    Fix preset(const Profile& profile) const
    {
        const Newtons load{profile.parameter(info().id, "preset")};
        return {fmt::format("Take panels of {}", load), [load](const Design& design) {
                    Hall hall = *design.hall();
                    hall.structure.panelLoad = load;
                    return changeHall(design, std::move(hall));
                }};
    }

    void checkFoot(const HallScope& scope, std::size_t at, int count, Newtons panel, const WeakZone* weak,
                   Findings& findings) const
    {
        const Standing& place = scope.clearances.standing()[at];
        StandingMass one = standingMass(*place.placement, scope.profile);
        const Newtons force = footForce(one.mass, unevenness(scope.profile));
        Finding finding;
        finding.subjects = {weak ? instanceOf(place) : one.subject};
        finding.aspect = weak ? "zone" : "";
        finding.placements = count;
        finding.measured = force.value();
        finding.limit = panel.value();
        finding.unit = "N";
        finding.message = weak
            ? fmt::format("A foot of {} at '{}' loads a weak part of the floor{} with {}; a panel there takes {}.", one.name,
                          place.path(), weak->reason.empty() ? std::string{} : fmt::format(" ({})", weak->reason), force,
                          panel)
            : fmt::format("A foot of {} loads the floor with {}; its panels take {}.", one.name, force, panel);
        finding.derivation =
            fmt::format("{} · {} · g / 4 = {}; up to {} on one panel while it is moved",
                        significant(unevenness(scope.profile), 4), one.mass, force, footForce(one.mass * 2, 1));
        if (weak)
            finding.fixes = {moveOffFix(place, weak->area, fmt::format("Move '{}' off the weak part", place.path()))};
        findings.judge(verdict(force.value(), panel.value(), scope.profile), std::move(finding), one.missing);
    }

    /// The first pair of each two kinds; all such pairs load alike.
    void checkShared(const HallScope& scope, Newtons panel, Findings& findings) const
    {
        struct Pair {
            std::size_t first = 0, second = 0;
            int count = 0;
        };
        std::map<std::pair<std::size_t, std::size_t>, Pair> pairs;
        for (const auto& [a, b] : scope.clearances.survey().sharePanel) {
            const std::pair<std::size_t, std::size_t> kinds = std::minmax({scope.clearances.kindOf(a), scope.clearances.kindOf(b)});
            Pair& pair = pairs.try_emplace(kinds, Pair{a, b, 0}).first->second;
            ++pair.count;
        }
        const auto standing = scope.clearances.standing();
        for (const auto& [kinds, pair] : pairs) {
            const StandingMass a = standingMass(*standing[pair.first].placement, scope.profile);
            const StandingMass b = standingMass(*standing[pair.second].placement, scope.profile);
            const Newtons force = footForce(a.mass + b.mass, unevenness(scope.profile));
            std::vector<std::string> missing = a.missing;
            for (const std::string& what : b.missing) {
                if (std::find(missing.begin(), missing.end(), what) == missing.end())
                    missing.push_back(what);
            }
            Finding finding;
            finding.subjects = {a.subject, b.subject};
            finding.aspect = "tile";
            finding.placements = pair.count;
            finding.measured = force.value();
            finding.limit = panel.value();
            finding.unit = "N";
            finding.message = fmt::format("Feet of '{}' and '{}' stand on one panel and load it with {}; it takes {}.",
                                          standing[pair.first].path(), standing[pair.second].path(), force, panel);
            finding.derivation = fmt::format("{} · ({} + {}) · g / 4 = {}", significant(unevenness(scope.profile), 4), a.mass,
                                             b.mass, force);
            findings.judge(verdict(force.value(), panel.value(), scope.profile), std::move(finding), missing);
        }
    }
};

} // namespace

MadeRule pointLoadRule()
{
    return std::make_unique<PointLoadRule>();
}

} // namespace colonnade::model
