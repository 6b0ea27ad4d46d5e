#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/Pathways.h"
#include "model/rules/TrayPlaces.h"
#include "model/units/Text.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace colonnade::model {

namespace {

struct Ground {
    double x = 0, y = 0;
};

double distanceToSegment(Ground p, Ground a, Ground b)
{
    const double dx = b.x - a.x, dy = b.y - a.y;
    const double square = dx * dx + dy * dy;
    const double t = square > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / square, 0.0, 1.0) : 0;
    return std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

/// Between the middle lines of two trays, seen from above, where they run side by side; trays that cross at right angles
/// are near to each other for their width alone. Nothing where they never run side by side.
std::optional<double> gapAlong(const CableTray& one, const CableTray& other)
{
    std::optional<double> nearest;
    const auto at = [](Point p) { return Ground{static_cast<double>(p.x.value()), static_cast<double>(p.y.value())}; };
    for (std::size_t i = 1; i < one.points.size(); ++i) {
        const Ground a = at(one.points[i - 1]), b = at(one.points[i]);
        for (std::size_t j = 1; j < other.points.size(); ++j) {
            const Ground c = at(other.points[j - 1]), d = at(other.points[j]);
            const double lengths = std::hypot(b.x - a.x, b.y - a.y) * std::hypot(d.x - c.x, d.y - c.y);
            const double along = std::abs((b.x - a.x) * (d.x - c.x) + (b.y - a.y) * (d.y - c.y));
            if (along < lengths * std::sqrt(0.5))
                continue; // More across than along.
            const double gap = std::min({distanceToSegment(a, c, d), distanceToSegment(b, c, d), distanceToSegment(c, a, b),
                                         distanceToSegment(d, a, b)});
            nearest = std::min(nearest.value_or(gap), gap);
        }
    }
    return nearest;
}

/// Cables of networks keep their distance from cables of power.
class PowerSeparationRule final : public TrayRule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "CAB-015",
            .title = "Separation of power and data",
            .domain = Domain::Cabling,
            .scopes = {Scope::Cable},
            .severity = Severity::Warning,
            .adjustable = Adjustable::Yes,
            .parameters = {{"floor", "mm", "Least distance without a divider, whatever the screening.", 0, 10000}},
            .formula = "d ≥ table(screening of power, screening of data, divider), ≥ 50 mm without a divider; or A = S · P",
            .explanation = "Trays that carry power against trays with data cables where the two run side by side: between their edges, "
                           "and between their heights. Unscreened power wants 200 mm to unscreened data and 50 mm to screened; fibre "
                           "and what is screened on both sides the floor of 50 mm. Twisted pair counts as unscreened unless its tray "
                           "says otherwise, twinax as screened. Crossings are left alone. Where no tray is said to carry power, and where "
                           "the screening of one is not said, it is not evaluated.",
            .remedy = "Move the tray, or put a divider in.",
            .sources = {{"EN 50174-2:2000, summary by thephysicallayer.com", "B"},
                        {"Method S · P of later editions, recalled", "C"},
                        {"BS 6701 and NEC 800 by CommScope: 50 mm", "A"}}};
        return info;
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        if (in.has("S") && in.has("P")) {
            const double need = in.number("S") * in.number("P"); // A = S · P.
            return in.finish(RuleValue::object({{"need", need}}));
        }
        Answers out;
        for (const RuleValue& one : in.cases("cases")) {
            const bool good = one.isList() && one.size() >= 3 && one[0].isText() && one[1].isText() && one[2].isNumber();
            const auto power = good ? screeningOf(one[0].text()) : std::nullopt;
            const auto data = good ? screeningOf(one[1].text()) : std::nullopt;
            const std::string divider = good && one.size() > 3 && one[3].isText() ? one[3].text() : "none";
            if (!power || !data || (divider != "none" && divider != "aluminium" && divider != "steel")) {
                in.refuse("CAB-015 takes cases of [unscr or scr, UTP, STP or fibre, mm (, none, aluminium or steel)], or S and P.");
                break;
            }
            const Divider between = divider == "steel" ? Divider::Steel : divider == "aluminium" ? Divider::Aluminium : Divider::None;
            const double need = separation(*power, *data, between, profile.parameter(info().id, "floor"));
            out.add("need", need);
            out.add("verdict", verdictWord(verdict(one[2].number(), need)));
        }
        return in.finish(out.value(true));
    }

protected:
    void checkTrays(const Place& place, Findings& findings) const override
    {
        const auto& trays = place.scope.arrangement.trays;
        const bool any = std::any_of(trays.begin(), trays.end(), [](const CableTray& tray) { return !tray.takesData(); });
        if (!any)
            return findings.notEvaluated(place.scope.subject(), {fmt::format("trays that carry power in {}", place.scope.name())});
        const double floor = place.scope.profile.parameter(info().id, "floor");
        for (const TrayLoadPlace& its : loadedTrays(place.graph, place.use)) {
            const Screening data = screeningIn(place, its);
            std::set<std::string> missing;
            std::optional<Worst> worst;
            for (const CableTray& power : trays) {
                if (power.takesData())
                    continue;
                const auto gap = clearGap(its.tray->tray, power);
                if (!gap)
                    continue;
                const auto need = [&](bool screened) {
                    return separation(screened ? Screening::Screened : Screening::Unscreened, data, Divider::None, floor);
                };
                if (!power.screened && verdict(*gap, need(false)) && !verdict(*gap, need(true))) {
                    missing.insert(fmt::format("screening of tray '{}'", power.id));
                    continue; // It decides.
                }
                const double wanted = need(power.screened.value_or(!verdict(*gap, need(false)).has_value()));
                if (!worst || *gap - wanted < worst->gap - worst->need)
                    worst = Worst{&power, *gap, wanted};
            }
            if (!worst && missing.empty()) {
                findings.pass();
                continue;
            }
            if (worst) {
                Finding finding;
                finding.subjects = {place.scope.subject()};
                finding.aspect = its.tray->path;
                finding.measured = worst->gap;
                finding.limit = worst->need;
                finding.unit = "mm";
                finding.lowerIsWorse = true;
                finding.message = fmt::format("Tray '{}' of {} runs {} mm beside '{}', which carries power; {} mm are wanted.", its.tray->path,
                                              place.scope.name(), shortest(std::round(worst->gap)), worst->power->id, shortest(worst->need));
                const Verdict said = verdict(worst->gap, worst->need);
                if (said || missing.empty())
                    findings.judge(said, std::move(finding));
            }
            if (!missing.empty())
                findings.notEvaluated(place.scope.subject(), {missing.begin(), missing.end()}, its.tray->path + "-screening");
        }
    }

private:
    struct Worst {
        const CableTray* power = nullptr;
        double gap = 0, need = 0;
    };

    static Verdict verdict(double gap, double need) { return exceeds(need, gap) ? Verdict{Severity::Warning} : Verdict{}; }

    /// Of all that lies in a tray, what asks for most distance.
    static Screening screeningIn(const Place& place, const TrayLoadPlace& its)
    {
        bool unscreened = false, screened = false;
        for (const TrayStretch* stretch : its.stretches) {
            for (const CableCount& count : stretch->of) {
                const PartRef& part = place.use.parts[count.part];
                if (!part)
                    continue;
                const bool optical = isFibre(*part) || part->cable->medium == CableFigures::Medium::Aoc;
                const bool pair = part->cable->medium == CableFigures::Medium::TwistedPair;
                unscreened |= pair && !its.tray->tray.screened.value_or(false);
                screened |= !optical;
            }
        }
        if (unscreened)
            return Screening::Unscreened;
        return screened ? Screening::Screened : Screening::Fibre;
    }

    /// Between the edges of two trays that run side by side, in mm: the greater of what lies between them on the floor plan
    /// and between their heights.
    static std::optional<double> clearGap(const CableTray& data, const CableTray& power)
    {
        const auto middle = gapAlong(data, power);
        if (!middle)
            return std::nullopt;
        const double aside = std::max(0.0, *middle - static_cast<double>((data.width + power.width).value()) / 2);
        const CableTray& lower = data.height < power.height ? data : power;
        const CableTray& upper = data.height < power.height ? power : data;
        const double above = std::max(0.0, static_cast<double>((upper.height - lower.height - lower.depth).value()));
        return std::hypot(aside, above);
    }
};

} // namespace

MadeRule powerSeparationRule()
{
    return std::make_unique<PowerSeparationRule>();
}

} // namespace colonnade::model
