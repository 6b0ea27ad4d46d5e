#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/Pathways.h"
#include "model/rules/TrayPlaces.h"
#include "model/units/Text.h"

#include <set>

namespace colonnade::model {

namespace {

/// A tray bears the cables that lie in it.
class TrayLoadRule final : public TrayRule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "CAB-012",
            .title = "Load of trays",
            .domain = Domain::Cabling,
            .scopes = {Scope::Cable},
            .severity = Severity::Warning,
            .adjustable = Adjustable::Yes,
            .parameters = {{"warn_share", "", "Share of the rated load at which it is told.", 0.01, 1}},
            .formula = "w = Σ n_i · m'_i ≤ w_rated(span)",
            .explanation = "The heaviest stretch of every tray against the load that it is rated for over its span. Above the rating "
                           "it is a warning, from 80 % of it it is told. Trays without a rating, and cables whose entry gives no "
                           "mass, are not evaluated.",
            .remedy = "A shorter span, or a heavier class.",
            .sources = {{"NEMA VE-1 load classes by mphusky.com", "B"}}};
        return info;
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        const auto mass = in.numbers("m");
        const auto counts = in.numbers("n");
        const double rated = in.number("rated");
        if (mass.size() != counts.size())
            in.wrong("n", "as many counts as there are masses m");
        const double load = trayLoad(mass, counts);
        const double share = rated > 0 ? load / rated : 0;
        return in.finish(RuleValue::object({{"w", load}, {"U", share}, {"verdict", verdictWord(verdict(share, profile))}}));
    }

protected:
    void checkTrays(const Place& place, Findings& findings) const override
    {
        std::set<std::string> unknown; // Over all trays, told once.
        int without = 0;
        for (const TrayLoadPlace& its : loadedTrays(place.graph, place.use)) {
            const CableTray& tray = its.tray->tray;
            const TrayStretch* worst = its.stretches.front();
            std::set<std::string> missing;
            for (const TrayStretch* stretch : its.stretches) {
                worst = stretch->mass.known > worst->mass.known ? stretch : worst;
                for (const CableCount& count : stretch->of) {
                    const PartRef& part = place.use.parts[count.part];
                    if (part && !part->cable->mass)
                        missing.insert(fmt::format("mass of {}", part->model));
                    else if (!part)
                        missing.insert("a medium for some cables");
                }
            }
            if (!tray.rated)
                missing.insert(fmt::format("rated load of tray '{}'", its.tray->path));
            const double load = worst->mass.known.value();
            const double share = tray.rated && tray.rated->value() > 0 ? load / tray.rated->value() : 0;
            Finding finding;
            finding.subjects = {place.scope.subject()};
            finding.aspect = its.tray->path;
            finding.measured = load;
            if (tray.rated)
                finding.limit = tray.rated->value();
            finding.unit = "kg/m";
            finding.message = fmt::format("Cables in tray '{}' of {} weigh {}; it bears {}.", its.tray->path, place.scope.name(),
                                          worst->mass.known, tray.rated.value_or(KilogramsPerMetre{}));
            finding.derivation = percent(share);
            if (missing.empty()) {
                findings.judge(verdict(share, place.scope.profile), std::move(finding));
            } else if (tray.rated && exceeds(share, 1)) { // What is known is too much already.
                findings.judge(Severity::Warning, std::move(finding));
            } else {
                unknown.merge(missing);
                ++without;
            }
        }
        if (without > 0)
            findings.notEvaluated(place.scope.subject(), {unknown.begin(), unknown.end()}, "figures", {}, without);
    }

private:
    Verdict verdict(double share, const Profile& profile) const
    {
        if (exceeds(share, 1))
            return Severity::Warning;
        return exceeds(share, profile.parameter(info().id, "warn_share")) ? Verdict{Severity::Info} : Verdict{};
    }
};

} // namespace

MadeRule trayLoadRule()
{
    return std::make_unique<TrayLoadRule>();
}

} // namespace colonnade::model
