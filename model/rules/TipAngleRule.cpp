#include "model/design/RackBalance.h"
#include "model/edit/BalanceEdits.h"
#include "model/edit/FloorEdits.h"
#include "model/rules/AllRules.h"
#include "model/rules/Depth.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/rules/Stability.h"
#include "model/units/Text.h"

namespace colonnade::model {

namespace {

/// A rack that is leant against comes back.
class TipAngleRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "MEC-010",
            .title = "Centre of gravity and tip angle",
            .domain = Domain::Mechanical,
            .scopes = {Scope::RackDesign, Scope::Hall},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters = {{"least_angle", "°", "Less than this angle is an error.", 0, 45},
                           {"warn_angle", "°", "Less than this angle is a warning.", 0, 45},
                           {"high_share", "", "Centre of gravity above this share of the height: a warning, where racks are "
                                              "not anchored.", 0, 1}},
            .formula = "z_cg = Σ m_i z_i / Σ m_i; θ = atan(b / z_cg), b = min(half width, depth of z_cg from front or rear)",
            .explanation =
                "For the rack by itself, as it is rolled and as it stands before it is anchored: devices in their middle, "
                "frame in its middle, without cables and coolant. Where the hall does not say that racks are anchored, a "
                "centre of gravity in the upper half is a warning.",
            .remedy = "Move heavy devices down; anchor the racks, or join them to a bay.",
            .sources = {{"Tip threshold angle, ASME ESDA2014", "A"},
                        {"Stability test at 10°, IEC 62368-1", "C"},
                        {"HP System E25 rack manual, p. 18", "A"}}};
        return info;
    }

    void checkRack(const RackScope& scope, Findings& findings) const override
    {
        if (scope.rack.devices().empty())
            return;
        const RackBalance balance = balanceOf(scope.rack, scope.profile);
        if (!balance.missing.empty()) // What is not known hangs anywhere: no angle is even a bound.
            return findings.notEvaluated(scope.subject(), balance.missing);
        const double width = static_cast<double>(scope.rack.width().value());
        const double depth = static_cast<double>(scope.rack.depth().value());
        const double base = std::min({width / 2, balance.depth, depth - balance.depth});
        const double angle = tipAngle(Metres{base / 1000}, Metres{balance.height / 1000});
        const double least = scope.profile.parameter(info().id, "least_angle");
        Finding finding;
        finding.subjects = {scope.subject()};
        finding.measured = angle;
        finding.limit = angle < least ? least : scope.profile.parameter(info().id, "warn_angle");
        finding.unit = "°";
        finding.lowerIsWorse = true;
        finding.message = fmt::format("Rack design '{}' tips at {}°: its {} hang {} m above the floor, {} m inside its base.",
                                      scope.rack.id(), significant(angle, 3), balance.mass,
                                      significant(balance.height / 1000, 3), significant(base / 1000, 3));
        finding.derivation = fmt::format("z_cg = Σ m z / {} = {} m; θ = atan({} / {}) = {}°", balance.mass,
                                         significant(balance.height / 1000, 4), significant(base / 1000, 3),
                                         significant(balance.height / 1000, 4), significant(angle, 4));
        finding.fixes = {heavyDown(scope.rack.id())};
        findings.judge(verdict(angle, scope.profile), std::move(finding));
    }

    /// Racks with a high centre of gravity that nothing holds.
    void checkHall(const HallScope& scope, Findings& findings) const override
    {
        const auto& seismic = scope.hall.structure.seismic;
        if (seismic && seismic->anchorage != Seismic::Anchorage::None)
            return;
        const double high = scope.profile.parameter(info().id, "high_share");
        const auto standing = scope.clearances.standing();
        for (const StandingKind& kind : scope.clearances.kinds()) {
            const RackDesignRef* rack = standing[kind.first].placement->rack();
            if (!rack || (*rack)->devices().empty())
                continue;
            const auto& centre = (*rack)->facts().centreOfGravity;
            if (!centre)
                continue; // `checkRack` says what is missing.
            const double share = *centre / (*rack)->height();
            Finding finding;
            finding.subjects = {Subject::rack((*rack)->id().text())};
            finding.aspect = "high";
            finding.measured = share;
            finding.limit = high;
            finding.placements = kind.count;
            finding.message = fmt::format("The centre of gravity of rack design '{}' is {} of its height above the floor, "
                                          "and the hall does not say that its racks are anchored.",
                                          (*rack)->id(), percent(share));
            finding.derivation = fmt::format("{} / {} = {}", *centre, (*rack)->height(), percent(share));
            finding.fixes = {heavyDown((*rack)->id())};
            if (seismic)
                finding.fixes.push_back({"Anchor the racks of the hall", [](const Design& design) {
                                             Hall hall = *design.hall();
                                             if (hall.structure.seismic)
                                                 hall.structure.seismic->anchorage = Seismic::Anchorage::Anchored;
                                             return changeHall(design, std::move(hall));
                                         }});
            findings.judge(exceeds(share, high) ? Verdict{Severity::Warning} : std::nullopt, std::move(finding));
        }
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        const auto masses = in.numbers("m"), heights = in.numbers("z");
        const double base = in.number("b");
        if (masses.size() != heights.size())
            in.wrong("z", "as many heights as there are masses");
        if (!in.good())
            return in.finish({});
        const Metres centre = centreOfGravity(masses, heights);
        const double angle = tipAngle(Metres{base}, centre);
        Answers out;
        out.add("z_cg", centre.value());
        out.add("theta", angle);
        out.add("verdict", verdictWord(verdict(angle, profile)));
        return in.finish(out.value(false));
    }

private:
    static RackBalance balanceOf(const RackDesign& rack, const Profile& profile)
    {
        return rackBalance(rack, rackDepth(rack, depthBasis(profile)));
    }
    static Fix heavyDown(const RackDesignId& rack)
    {
        return {"Move the heaviest devices to the bottom",
                [rack](const Design& design) { return sortByMass(design, rack); }};
    }
    Verdict verdict(double angle, const Profile& profile) const
    {
        return above(-angle, -profile.parameter(info().id, "least_angle"), -profile.parameter(info().id, "warn_angle"));
    }
};

} // namespace

MadeRule tipAngleRule()
{
    return std::make_unique<TipAngleRule>();
}

} // namespace colonnade::model
