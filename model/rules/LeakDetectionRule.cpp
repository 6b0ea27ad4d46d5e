#include "model/edit/ChainEdits.h"
#include "model/edit/FloorEdits.h"
#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

namespace {

/// What lies under a wet segment, the gravest first.
enum class Under { Gear, AirRack, Other };

/// Water is noticed where it leaks, and does not run over what it must not touch.
class LeakDetectionRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "THM-025",
            .title = "Leak detection and pipe over IT",
            .domain = Domain::Thermal,
            .scopes = {Scope::Loop, Scope::PodDesign, Scope::Hall},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters = {{"dedicated_height", "m",
                            "Space above electrical gear in which no pipe may be.", 0, 20}},
            .formula = "each CDU, manifold and wet segment in a sensor zone; none over gear within "
                       "1.83 m, none over air-only racks without a tray",
            .explanation = "A loop has leak detection at its CDUs and manifolds, each pipe above "
                           "the floor a sensor. Above "
                           "distribution gear the NEC keeps 1.83 m free; higher up a drip tray "
                           "must lie under the pipe. Above a "
                           "rack that has no liquid in it a tray must catch what leaks. Racks with "
                           "cold plates have their own "
                           "manifolds and sensors.",
            .remedy = "A sensor rope, a drip tray, or another route.",
            .sources = {{"Leak zones (resistancezero.com)", "B"},
                        {"NEC dedicated space (ecmag.com)", "B"}}};
        return info;
    }

    void checkArrangement(const ArrangementScope& scope, Findings& findings) const override
    {
        for (const Loop& loop : scope.arrangement.loops) {
            const bool used = std::any_of(
                scope.arrangement.placements.begin(), scope.arrangement.placements.end(),
                [&](const Placement& item) { return item.loop == loop.id; });
            if (used)
                checkLoop(scope, loop, findings);
        }
        for (std::size_t i = 0; i < scope.arrangement.wetSegments.size(); ++i) {
            const WetSegment& segment = scope.arrangement.wetSegments[i];
            Below below;
            for (const Placement& item : scope.arrangement.placements)
                look(item, item.footprint(), segment, below);
            if (!scope.pod) {
                for (const PodPlacement& pod : scope.pods) {
                    if (!pod.footprint().overlaps(segment.area))
                        continue;
                    for (const Placement& item : pod.pod->arrangement().placements)
                        look(item, pod.footprint(item), segment, below);
                }
            }
            checkSegment(scope, i, below, findings);
        }
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const RuleValue& item : in.cases("cases")) {
            const std::string words = item.isText() ? item.text() : std::string{};
            const auto has = [&](std::string_view word) {
                return words.find(word) != std::string::npos;
            };
            if (!has("above_"))
                in.wrong("cases", "a list of cases as above_RPP, above_rack or above_rack_tray");
            // "high" is above the space of the gear; a sensor is there unless it is said not to be.
            const Under under = has("RPP") || has("panel") ? Under::Gear
                : has("rack")                              ? Under::AirRack
                                                           : Under::Other;
            const double clear = has("high") ? profile.parameter(info().id, "dedicated_height") : 0;
            out.add(
                "verdict",
                verdictWord(judged(under, clear, has("tray"), !has("no_sensor"), profile).said));
        }
        RuleValue all = in.good() ? out.value(true) : RuleValue::object();
        return in.finish(std::move(all));
    }

private:
    /// The gravest thing under a segment.
    struct Below {
        Under what = Under::Other;
        std::string name;
        Millimetres top; ///< Of the gear.
    };
    struct Said {
        Verdict said;
        std::string why;
        std::vector<std::string> missing;
    };

    static bool isGear(const Placement& item)
    {
        return item.unit() && (*item.unit())->kind == PartKind::FloorPower;
    }
    static void look(const Placement& item, const FloorRect& footprint, const WetSegment& segment,
                     Below& below)
    {
        if (!footprint.overlaps(segment.area))
            return;
        const bool dry = item.rack() && (*item.rack())->facts().heatToLiquid.known <= Watts{}
            && (*item.rack())->facts().heatToLiquid.complete();
        const Under what = isGear(item) ? Under::Gear : dry ? Under::AirRack : Under::Other;
        const bool higher =
            what == Under::Gear && below.what == Under::Gear && item.height() > below.top;
        if (what < below.what || higher)
            below = {what, item.id.text(), item.height()};
    }

    [[nodiscard]] Said judged(Under under, double clear, std::optional<bool> tray,
                              std::optional<bool> sensor, const Profile& profile) const
    {
        Said said;
        const auto wrong = [&](std::string why) {
            said.said = Severity::Error;
            said.why = said.why.empty() ? std::move(why) : said.why + " and " + why;
        };
        if (sensor == false)
            wrong("has no leak sensor");
        const double least = profile.parameter(info().id, "dedicated_height");
        if (under == Under::Gear && exceeds(least, clear))
            wrong(
                fmt::format("is {} above it, where {} must be free", Metres{clear}, Metres{least}));
        else if (under != Under::Other && tray == false)
            wrong("has no drip tray");
        if (!sensor)
            said.missing.emplace_back("leak sensor");
        if (under != Under::Other && !tray)
            said.missing.emplace_back("drip tray");
        return said;
    }

    static void checkLoop(const ArrangementScope& scope, const Loop& loop, Findings& findings)
    {
        const Subject subject = scope.loop(loop.id);
        Loop watched = loop;
        watched.piping.leakDetection = true;
        Fix fix{fmt::format("Leak sensors at the CDUs and manifolds of loop '{}'", loop.name),
                [holder = scope.holder(), watched](const Design& design) {
                    return setLoop(design, holder, watched);
                }};
        if (!loop.piping.leakDetection)
            return findings.notEvaluated(subject,
                                         {fmt::format("leak detection of loop '{}'", loop.name)},
                                         {}, {std::move(fix)});
        Finding finding;
        finding.subjects = {subject};
        finding.message =
            fmt::format("Loop '{}' has no leak detection at its CDUs and manifolds.", loop.name);
        finding.fixes.push_back(std::move(fix));
        findings.judge(*loop.piping.leakDetection ? Verdict{} : Verdict{Severity::Error},
                       std::move(finding));
    }

    void checkSegment(const ArrangementScope& scope, std::size_t index, const Below& below,
                      Findings& findings) const
    {
        const WetSegment& segment = scope.arrangement.wetSegments[index];
        const std::string name = segment.name.empty() ? fmt::format("{}", index + 1) : segment.name;
        const double clear = static_cast<double>((segment.height - below.top).value()) / 1000;
        Said said = judged(below.what, clear, segment.tray, segment.sensor, scope.profile);
        for (std::string& what : said.missing)
            what += fmt::format(" of wet segment '{}'", name);
        Finding finding;
        finding.subjects = {scope.subject()};
        finding.aspect = fmt::format("segment-{}", index + 1);
        finding.message = below.what == Under::Other
            ? fmt::format("Wet segment '{}' of {} {}.", name, scope.name(), said.why)
            : fmt::format("Wet segment '{}' of {}, above '{}', {}.", name, scope.name(), below.name,
                          said.why);
        WetSegment mended = segment;
        mended.sensor = true;
        if (below.what != Under::Other)
            mended.tray = true;
        const bool mends =
            !judged(below.what, clear, mended.tray, mended.sensor, scope.profile).said;
        Fix fix{
            fmt::format("{} wet segment '{}'",
                        below.what == Under::Other ? "A sensor at" : "Drip tray and sensor under",
                        name),
            [holder = scope.holder(), index, mended](const Design& design) -> Result<Design> {
                const auto mend = [&](Arrangement arrangement) -> Result<Arrangement> {
                    if (index >= arrangement.wetSegments.size())
                        return fail("There is no such wet segment any more.");
                    arrangement.wetSegments[index] = mended;
                    return arrangement;
                };
                if (holder)
                    return design.changedPod(*holder, mend);
                return design.changedHall([&](const Hall& before) -> Result<Hall> {
                    Hall hall = before;
                    auto arrangement = mend(hall.arrangement);
                    if (!arrangement)
                        return tl::unexpected<Error>{arrangement.error()};
                    hall.arrangement = std::move(*arrangement);
                    return hall;
                });
            }};
        if (mends)
            finding.fixes.push_back(fix);
        if (!said.said && !said.missing.empty())
            return findings.notEvaluated(finding.subjects.front(), said.missing, finding.aspect,
                                         {std::move(fix)});
        findings.judge(said.said, std::move(finding), said.missing);
    }
};

} // namespace

MadeRule leakDetectionRule()
{
    return std::make_unique<LeakDetectionRule>();
}

} // namespace colonnade::model
