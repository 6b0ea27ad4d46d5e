#include "model/edit/FloorEdits.h"
#include "model/rules/Aisles.h"
#include "model/rules/AllRules.h"
#include "model/rules/FloorPlaces.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <cmath>

namespace colonnade::model {

namespace {

/// Sprinklers reach what they protect, and hands reach the cable trays.
class OverheadRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "MEC-017",
            .title = "Overhead clearance",
            .domain = Domain::Mechanical,
            .scopes = {Scope::Hall},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters = {{"sprinkler", "mm", "Kept free below a deflector.", 0, 5000},
                           {"access", "mm", "Kept free above a tray.", 0, 5000},
                           {"tray", "mm", "Depth of the tray zone above the height that the hall gives.", 0, 5000}},
            .formula = "z_deflector − max(z_tray, H_rack) − tray zone ≥ 457 mm; z_ceiling − z_tray − tray zone ≥ 300 mm",
            .explanation =
                "One finding for the hall: the tallest rack or unit and the cable trays over it, under the sprinklers' "
                "deflectors and the ceiling. Trays lie on the hall's height for them, or on what is taller.",
            .remedy = "Lower the trays or the racks, or take side-wall heads.",
            .sources = {{"18 in below sprinkler heads (UF RECMGMT-L)", "B"}, {"300 mm above a tray", "EJ"}}};
        return info;
    }

    void checkHall(const HallScope& scope, Findings& findings) const override
    {
        const auto standing = scope.clearances.standing();
        if (standing.empty())
            return;
        Millimetres tallest;
        std::string tall;
        std::vector<std::string> missing;
        for (const StandingKind& kind : scope.clearances.kinds()) {
            const Standing& one = standing[kind.first];
            if (one.placement->height() > tallest) {
                tallest = one.placement->height();
                tall = one.path();
            }
        }
        // A height that is not known counts as it is drawn; only where that tops the trays does it matter.
        for (const StandingKind& kind : scope.clearances.kinds()) {
            const Placement& one = *standing[kind.first].placement;
            const PartType& part = one.rack() ? *(*one.rack())->frame() : **one.unit();
            if (!part.body.heightMm && one.height() > scope.hall.trayHeight)
                missing.push_back(fmt::format("height of {}", part.model));
        }
        const Millimetres trays{std::llround(of(scope.profile, "tray"))};
        const Millimetres below = std::max(tallest, scope.hall.trayHeight);
        checkSprinklers(scope, below, trays, tall, missing, findings);
        Finding finding = told(overheadClear(scope.hall.height, below, trays), of(scope.profile, "access"));
        finding.aspect = "access";
        finding.message = fmt::format("Above the cable trays {} are free below the ceiling; hands need {} mm.",
                                      overheadClear(scope.hall.height, below, trays), *finding.limit);
        finding.derivation = derivation(scope.hall.height, below, trays);
        addFix(scope, scope.hall.height, trays, *finding.limit, finding);
        findings.judge(verdict(*finding.measured, *finding.limit), std::move(finding), missing);
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"ceil"}, {"rack"}, {"tray", 0}, {"containment", 0}})) {
            const Millimetres clear = overheadClear(millimetresFrom(row[0]), millimetresFrom(row[1]), millimetresFrom(row[2] + row[3]));
            out.add("clear", clear.value());
            out.add("verdict", verdictWord(verdict(static_cast<double>(clear.value()), of(profile, "sprinkler"))));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    double of(const Profile& profile, std::string_view key) const { return profile.parameter(info().id, key); }
    static Verdict verdict(double clear, double least) { return above(-clear, -least); }
    static Finding told(Millimetres clear, double least)
    {
        Finding finding;
        finding.subjects = {{Subject::Where::Hall, {}}};
        finding.measured = static_cast<double>(clear.value());
        finding.limit = least;
        finding.unit = "mm";
        finding.lowerIsWorse = true;
        return finding;
    }
    static std::string derivation(Millimetres top, Millimetres below, Millimetres trays)
    {
        return fmt::format("{} − {} − {} = {}", top, below, trays, overheadClear(top, below, trays));
    }

    void checkSprinklers(const HallScope& scope, Millimetres below, Millimetres trays, const std::string& tall,
                         std::vector<std::string> missing, Findings& findings) const
    {
        const auto& sprinklers = scope.hall.structure.sprinklers;
        if (!sprinklers)
            return findings.notEvaluated({Subject::Where::Hall, {}}, {"sprinklers of the hall"}, "sprinkler");
        if (!sprinklers->installed)
            return findings.pass();
        if (!sprinklers->deflector)
            missing.emplace_back("height of the sprinklers' deflectors");
        const Millimetres top = sprinklers->deflector.value_or(scope.hall.height);
        const Millimetres clear = overheadClear(top, below, trays);
        Finding finding = told(clear, of(scope.profile, "sprinkler"));
        finding.aspect = "sprinkler";
        finding.message = fmt::format("Between the cable trays over '{}' and the sprinklers' deflectors {} are free; {} mm are "
                                      "asked for.",
                                      tall, clear, *finding.limit);
        finding.derivation = derivation(top, below, trays);
        addFix(scope, top, trays, *finding.limit, finding);
        findings.judge(verdict(*finding.measured, *finding.limit), std::move(finding), missing);
    }

    /// Lower trays, where that helps and they stay above all that stands.
    static void addFix(const HallScope& scope, Millimetres top, Millimetres trays, double least, Finding& finding)
    {
        const Millimetres height = top - trays - Millimetres{std::llround(least)};
        Millimetres highest;
        for (const StandingKind& kind : scope.clearances.kinds())
            highest = std::max(highest, scope.clearances.standing()[kind.first].placement->height());
        if (height >= scope.hall.trayHeight || height < highest)
            return;
        finding.fixes = {{fmt::format("Lower the cable trays to {}", height), [height](const Design& design) {
                              Hall hall = *design.hall();
                              hall.trayHeight = height;
                              return changeHall(design, std::move(hall));
                          }}};
    }
};

} // namespace

MadeRule overheadRule()
{
    return std::make_unique<OverheadRule>();
}

} // namespace colonnade::model
