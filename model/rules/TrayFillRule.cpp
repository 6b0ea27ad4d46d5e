#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/Pathways.h"
#include "model/rules/TrayPlaces.h"
#include "model/units/Text.h"

#include <algorithm>
#include <set>

namespace colonnade::model {

namespace {

/// A tray is filled to no more than half of its cross-section.
class TrayFillRule final : public TrayRule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "CAB-010",
            .title = "Fill of trays",
            .domain = Domain::Cabling,
            .scopes = {Scope::Cable},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters = {{"warn_share", "", "Fill that a tray is designed for.", 0.01, 1},
                           {"error_share", "", "Fill that no tray may exceed.", 0.01, 1}},
            .formula = "φ = Σ (π d²/4) / (W · min(depth, 150 mm))",
            .explanation = "The fullest stretch of every tray, with the cables of all fabrics of the arrangement whose way lies in it. "
                           "Cables whose entry gives no diameter make the fill a lower bound, which is told. Cables of pods lie in "
                           "the trays of the pod; those of the hall's own fabrics are counted with the hall.",
            .remedy = "A wider tray, a second one, or another way.",
            .sources = {{"NEC 392 by mphusky.com: 50 % for control and signal cables", "B"},
                        {"TIA-569 by heathertechnologies.com: 40 % for design", "B"},
                        {"150 mm of depth", "C"}}};
        return info;
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        const double width = in.number("W"), depth = in.number("H");
        const auto diameters = in.numbers("d");
        Answers out;
        for (const RuleValue& counts : in.cases("n")) {
            double area = 0;
            bool good = counts.isList() && counts.size() == diameters.size();
            for (std::size_t i = 0; good && i < diameters.size(); ++i) {
                good = counts[i].isNumber();
                area += good ? counts[i].number() * cableArea(diameters[i]) : 0;
            }
            if (!good) {
                in.refuse("CAB-010 takes n as lists of as many counts as there are diameters d.");
                break;
            }
            const double fill = trayFill(area, width, depth);
            out.add("fill", fill);
            out.add("verdict", verdictWord(verdict(fill, profile)));
        }
        return in.finish(out.value(true));
    }

protected:
    void checkTrays(const Place& place, Findings& findings) const override
    {
        const Profile& profile = place.scope.profile;
        std::set<std::string> unknown; // Over all trays, told once.
        int without = 0;
        for (const TrayLoadPlace& its : loadedTrays(place.graph, place.use)) {
            const CableTray& tray = its.tray->tray;
            const TrayStretch* worst = its.stretches.front();
            std::set<std::string> missing;
            for (const TrayStretch* stretch : its.stretches) {
                worst = stretch->area > worst->area ? stretch : worst;
                for (const CableCount& count : stretch->of) {
                    const PartRef& part = place.use.parts[count.part];
                    if (part && !part->cable->diameterMm)
                        missing.insert(fmt::format("diameter of {}", part->model));
                    else if (!part)
                        missing.insert("a medium for some cables");
                }
            }
            const double fill = trayFill(worst->area, static_cast<double>(tray.width.value()), static_cast<double>(tray.depth.value()));
            const double most = profile.parameter(info().id, "error_share");
            Finding finding;
            finding.subjects = {place.scope.subject()};
            finding.aspect = its.tray->path;
            finding.measured = fill * 100;
            finding.limit = most * 100;
            finding.unit = "%";
            finding.message = fmt::format("Tray '{}' of {} is filled to {} by {} cables; {} is the design and {} the most.", its.tray->path,
                                          place.scope.name(), percent(fill), worst->cables,
                                          percent(profile.parameter(info().id, "warn_share")), percent(most));
            finding.derivation = fmt::format("{} mm² / ({} · {}) = {}", significant(worst->area, 5), tray.width,
                                             std::min(tray.depth, Millimetres{150}), percent(fill));
            const Verdict said = verdict(fill, profile);
            if (missing.empty() || said == Severity::Error) {
                findings.judge(said, std::move(finding), {missing.begin(), missing.end()});
            } else {
                unknown.merge(missing);
                ++without;
            }
        }
        if (without > 0)
            findings.notEvaluated(place.scope.subject(), {unknown.begin(), unknown.end()}, "figures", {}, without);
    }

private:
    Verdict verdict(double fill, const Profile& profile) const
    {
        return above(fill, profile.parameter(info().id, "error_share"), profile.parameter(info().id, "warn_share"));
    }
};

} // namespace

MadeRule trayFillRule()
{
    return std::make_unique<TrayFillRule>();
}

} // namespace colonnade::model
