#include "model/edit/FloorEdits.h"
#include "model/rules/AllRules.h"
#include "model/rules/FloorPlaces.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace colonnade::model {

namespace {

constexpr std::size_t mostTold = 1000;

/// People find their way out of every aisle.
class RowLengthRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "MEC-016",
            .title = "Row length, dead ends, two exits",
            .domain = Domain::Mechanical,
            .scopes = {Scope::Hall},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters = {{"row_racks", "", "Racks in a row beyond which a warning is given.", 1, 1000},
                           {"dead_end_racks", "", "Racks along a dead end.", 1, 1000},
                           {"dead_end", "m", "Length of a dead end.", 0, 1000},
                           {"dead_end_sprinklered", "m", "Length of a dead end under sprinklers, group B.", 0, 1000},
                           {"cross_aisle", "m", "Width of the cross-aisle that a fix inserts.", 0.5, 10},
                           {"gear_current", "A", "Gear from this current on ...", 0, 1e5},
                           {"gear_width", "m", "... and wider than this has an entrance at both ends.", 0, 20},
                           {"gear_entrance", "m", "Width of such an entrance.", 0, 5}},
            .formula = "n_row ≤ 20; a dead end ≤ 10 racks and ≤ 6.1 m (15.2 m under sprinklers); gear ≥ 1,200 A wider than "
                       "1.83 m: a way in at both ends",
            .explanation =
                "Rows as they stand on the floor of the hall, over all pods: things side by side with less than 0.915 m "
                "between them. A row that ends at a wall, a column or another thing makes the aisles on both its sides dead "
                "ends, as long as the row.",
            .remedy = "Insert a cross-aisle, or move the row from the wall.",
            .sources = {{"RISA directive: 20 racks in a row, 10 along a dead end", "A"},
                        {"IBC 1020 by WAC 51-50-1020", "A"},
                        {"NEC 110.26(C)(2) by WAC 296-800-28027", "A"}}};
        return info;
    }

    void checkHall(const HallScope& scope, Findings& findings) const override
    {
        std::set<std::string> told;
        for (const FloorRun& run : scope.clearances.survey().runs)
            checkRow(scope, run, told, findings);
        checkGear(scope, findings);
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"n"}, {"w"}, {"closed", 0}, {"sprinklered", 0}})) {
            const double length = row[0] * row[1];
            out.add("L", length);
            out.add("verdict",
                    verdictWord(verdict(static_cast<int>(std::clamp(row[0], 0.0, 1e9)), length, row[2] != 0, row[3] != 0, profile)));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    double of(const Profile& profile, std::string_view key) const { return profile.parameter(info().id, key); }
    double longest(const Profile& profile, bool sprinklered) const
    {
        return of(profile, sprinklered ? "dead_end_sprinklered" : "dead_end");
    }
    Verdict verdict(int racks, double length, bool deadEnd, bool sprinklered, const Profile& profile) const
    {
        if (deadEnd && (racks > of(profile, "dead_end_racks") || exceeds(length, longest(profile, sprinklered))))
            return Severity::Error;
        return racks > of(profile, "row_racks") ? Verdict{Severity::Warning} : std::nullopt;
    }

    void checkRow(const HallScope& scope, const FloorRun& run, std::set<std::string>& told, Findings& findings) const
    {
        const auto standing = scope.clearances.standing();
        const auto racks = static_cast<int>(std::count_if(run.things.begin(), run.things.end(),
                                                          [&](std::uint32_t thing) { return isRack(standing[thing]); }));
        if (racks == 0)
            return;
        const double length = metresOf(run.length);
        const bool closed = std::any_of(run.ends.begin(), run.ends.end(), [](const ClearAhead& end) {
            return end.what != Ahead::Open && end.depth < FloorSurvey::passage;
        });
        const auto& sprinklers = scope.hall.structure.sprinklers;
        const bool sprinklered = sprinklers && sprinklers->installed;
        const Verdict found = verdict(racks, length, closed, true, scope.profile);
        const Verdict strict = verdict(racks, length, closed, sprinklered, scope.profile);
        std::vector<std::string> missing;
        if (!sprinklers && found != strict)
            missing.emplace_back("sprinklers of the hall");
        const Verdict final = sprinklers ? strict : found;
        if (!final && missing.empty())
            return findings.pass();
        const RunSubject row = subjectOf(run, standing);
        Finding finding;
        finding.subjects = {row.subject};
        const bool byRacks = !closed || racks > of(scope.profile, "dead_end_racks");
        finding.aspect = closed ? "dead-end" : "";
        finding.measured = byRacks ? racks : length;
        finding.limit = !closed ? of(scope.profile, "row_racks")
            : byRacks           ? of(scope.profile, "dead_end_racks")
                                : longest(scope.profile, sprinklered);
        finding.unit = byRacks ? "" : "m";
        finding.message = closed
            ? fmt::format("The row {} of {} racks and {} m is closed at an end: the aisles beside it are dead ends of more "
                          "than {}.",
                          row.name, racks, significant(length, 3),
                          byRacks ? fmt::format("{} racks", *finding.limit)
                                  : fmt::format("{} m", significant(*finding.limit, 3)))
            : fmt::format("The row {} has {} racks in {} m without a cross-aisle; after {} there should be one.", row.name,
                          racks, significant(length, 3), *finding.limit);
        addFix(scope, run, closed, finding);
        if (told.size() >= mostTold || !told.insert(finding.key()).second)
            return;
        findings.judge(final, std::move(finding), missing);
    }

    /// What stands beyond the last rack that a row, or a dead end, may have is moved on by a cross-aisle.
    void addFix(const HallScope& scope, const FloorRun& run, bool closed, Finding& finding) const
    {
        const auto standing = scope.clearances.standing();
        const auto most = static_cast<int>(of(scope.profile, closed ? "dead_end_racks" : "row_racks"));
        std::vector<std::string> moved;
        int racks = 0;
        for (const std::uint32_t thing : run.things) {
            racks += isRack(standing[thing]) ? 1 : 0;
            if (racks > most)
                moved.push_back(standing[thing].path());
        }
        if (moved.empty())
            return;
        const Millimetres by{std::llround(of(scope.profile, "cross_aisle") * 1000)};
        const Point way = run.alongX ? Point{by, {}} : Point{{}, by};
        finding.fixes = {{fmt::format("Insert a cross-aisle of {} after rack {} of the row", by, most),
                          [moved, way](const Design& design) { return movePlacements(design, moved, way); }}};
    }

    /// Wide gear of great current: a way into its working space from either side.
    void checkGear(const HallScope& scope, Findings& findings) const
    {
        const auto standing = scope.clearances.standing();
        const auto kinds = scope.clearances.kinds();
        std::vector<bool> wide;
        for (const StandingKind& kind : kinds) {
            const Standing& one = standing[kind.first];
            const auto amperes = isGear(one) ? (*one.placement->unit())->number("amps") : std::nullopt;
            wide.push_back(amperes && *amperes >= of(scope.profile, "gear_current")
                           && exceeds(metresOf(one.size().width), of(scope.profile, "gear_width")));
        }
        if (std::none_of(wide.begin(), wide.end(), [](bool is) { return is; }))
            return;
        const double entrance = of(scope.profile, "gear_entrance");
        for (const FloorRun& run : scope.clearances.survey().runs) {
            for (const std::uint32_t thing : run.things) {
                if (!wide[scope.clearances.kindOf(thing)])
                    continue;
                double least = 1e9;
                for (const ClearAhead& end : run.ends)
                    least = std::min(least, end.what == Ahead::Open ? 1e9 : metresOf(end.depth));
                Finding finding;
                finding.subjects = {instanceOf(standing[thing])};
                finding.aspect = "entrance";
                finding.measured = least;
                finding.limit = entrance;
                finding.unit = "m";
                finding.lowerIsWorse = true;
                finding.message = fmt::format("The working space of '{}' has no way in at both ends: {} m at one of them, {} "
                                              "m are asked for.",
                                              standing[thing].path(), significant(least, 3), significant(entrance, 3));
                findings.judge(exceeds(entrance, least) ? Verdict{Severity::Error} : std::nullopt, std::move(finding));
            }
        }
    }
};

} // namespace

MadeRule rowLengthRule()
{
    return std::make_unique<RowLengthRule>();
}

} // namespace colonnade::model
