#include "model/rules/AllRules.h"
#include "model/rules/FloorPlaces.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

namespace {

/// Nothing but electrical goes over a panel.
class ElectricalSpaceRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "MEC-015",
            .title = "Dedicated electrical space",
            .domain = Domain::Mechanical,
            .scopes = {Scope::Hall},
            .severity = Severity::Error,
            .adjustable = Adjustable::No,
            .parameters = {{"height", "m", "Kept free above the equipment.", 0, 10}},
            .formula = "no foreign pipe or duct over the footprint, up to 1.83 m above the equipment or to the structural "
                       "ceiling, whichever is lower; protection from leaks above that",
            .explanation =
                "Panels and distribution units that stand on the floor, under the pipes and ducts that the hall's structure "
                "lists. Protection that is not spoken of is taken as present; where it is denied that is a warning. "
                "Sprinklers are excepted. This is about life safety: the authority having jurisdiction decides.",
            .remedy = "Reroute the pipe, or move the panel from under it.",
            .sources = {{"NEC 110.26(E), Electrical Contractor: dedicated space of 6 ft", "B"}}};
        return info;
    }

    void checkHall(const HallScope& scope, Findings& findings) const override
    {
        const auto standing = scope.clearances.standing();
        int gear = 0;
        for (const StandingKind& kind : scope.clearances.kinds())
            gear += isGear(standing[kind.first]) ? kind.count : 0;
        if (gear == 0)
            return;
        const auto& overheads = scope.hall.structure.overheads;
        if (!overheads)
            return findings.notEvaluated({Subject::Where::Hall, {}}, {"pipes and ducts over the floor"}, {}, {}, gear);
        int crossed = 0;
        for (const auto& [thing, over] : scope.clearances.survey().under) {
            if (!isGear(standing[thing]))
                continue;
            ++crossed;
            checkOne(scope, standing[thing], (*overheads)[over], over, findings);
        }
        for (int i = crossed; i < gear; ++i)
            findings.pass(); // Nothing passes over it.
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"h"}, {"protected", 1}, {"ceiling", 1e9}}))
            out.add("verdict", verdictWord(verdict(row[0], row[1] != 0, std::min(row[2], height(profile)))));
        return in.finish(out.value(in.listed()));
    }

private:
    double height(const Profile& profile) const { return profile.parameter(info().id, "height"); }
    static Verdict verdict(double above, bool leakProtected, double space)
    {
        if (exceeds(space, above))
            return Severity::Error;
        return leakProtected ? std::nullopt : Verdict{Severity::Warning};
    }

    void checkOne(const HallScope& scope, const Standing& gear, const Overhead& over, std::size_t number,
                  Findings& findings) const
    {
        const PartType& unit = **gear.placement->unit();
        std::vector<std::string> missing;
        if (!unit.body.heightMm)
            missing.push_back(fmt::format("height of {}", unit.model));
        const double top = unit.body.heightMm ? metresOf(*unit.body.heightMm) : 0;
        const double free = metresOf(over.bottom) - top;
        const double space = std::min(height(scope.profile), metresOf(scope.hall.height) - top);
        const Verdict found = verdict(free, over.leakProtected.value_or(true), space);
        Finding finding;
        finding.subjects = {instanceOf(gear)}; // The pipe belongs to the hall: each placement by itself.
        finding.aspect = fmt::format("overhead-{}", number + 1);
        finding.measured = free;
        finding.limit = space;
        finding.unit = "m";
        finding.lowerIsWorse = true;
        const std::string name = over.name.empty() ? fmt::format("A {}", word(over.kind))
                                                   : fmt::format("The {} '{}'", word(over.kind), over.name);
        finding.message = found == Severity::Warning
            ? fmt::format("{} passes {} m over '{}' without protection from leaks.", name, significant(free, 3), gear.path())
            : fmt::format("{} passes {} m over '{}' ({}); {} m are kept free.", name, significant(free, 3), gear.path(),
                          unit.model, significant(space, 3));
        finding.derivation = fmt::format("{} m − {} m = {} m", significant(metresOf(over.bottom), 4), significant(top, 4),
                                         significant(free, 3));
        finding.fixes = {moveOffFix(gear, over.area, fmt::format("Move '{}' from under it", gear.path()))};
        findings.judge(found, std::move(finding), missing);
    }
};

} // namespace

MadeRule electricalSpaceRule()
{
    return std::make_unique<ElectricalSpaceRule>();
}

} // namespace colonnade::model
