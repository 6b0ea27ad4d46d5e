#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/Pathways.h"
#include "model/rules/TrayPlaces.h"
#include "model/units/Text.h"

#include <algorithm>
#include <set>

namespace colonnade::model {

namespace {

/// Corners and drop-outs of trays bend no cable more than it takes.
class BendRadiusRule final : public TrayRule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "CAB-013",
            .title = "Bend radius",
            .domain = Domain::Cabling,
            .scopes = {Scope::Cable},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters = {{"twisted_pair", "", "Times the diameter, for twisted pair.", 1, 100},
                           {"fibre", "", "Times the diameter, for installed fibre.", 1, 100},
                           {"twinax", "", "Times the diameter, for twinax without a word of its maker.", 1, 100},
                           {"fibre_least", "mm", "Least radius of fibre.", 0, 1000},
                           {"corner", "mm", "Radius of the corners and drop-outs of trays as installed; 0: not known.", 0, 10000}},
            .formula = "R ≥ R_min = max(k · OD, 25 mm for fibre)",
            .explanation = "Every part that lies in a tray, with the radius of its entry, else by its kind, against the radius of "
                           "corners and of drops to the racks, which a profile gives for the hardware that is used. Without it the "
                           "place is not evaluated.",
            .remedy = "Drop-outs of a larger radius, or a thinner cable.",
            .sources = {{"TIA-568.0-D by cablinginstall.com: 4× twisted pair, 25 mm cords", "B"},
                        {"Fibre 10× installed and 20× under pull (comms-express.com)", "B"},
                        {"Twinax of 26 AWG at least 50 mm (wavesplitter.jp)", "B"}}};
        return info;
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        const bool single = in.has("R");
        double worst = 0;
        Answers out;
        for (const auto& row : in.rows({{"OD"}, {"k", profile.parameter(info().id, "twinax")}})) {
            // Only fibre is bent by 10 or 20 times its diameter.
            const bool fibre = row[1] == profile.parameter(info().id, "fibre") || row[1] == 2 * profile.parameter(info().id, "fibre");
            const double least = bendRadius({row[1], fibre ? profile.parameter(info().id, "fibre_least") : 0}, row[0]);
            worst = std::max(worst, least);
            out.add("Rmin", least);
        }
        RuleValue answer = out.value(in.listed());
        if (single)
            answer.put("verdict", verdictWord(verdict(in.number("R"), worst)));
        return in.finish(answer);
    }

protected:
    void checkTrays(const Place& place, Findings& findings) const override
    {
        const Profile& profile = place.scope.profile;
        const auto of = [&](std::string_view key) { return profile.parameter(info().id, key); };
        std::set<std::string> missing;
        const PartType* stiffest = nullptr;
        double radius = 0;
        std::set<std::uint16_t> lying;
        for (const CableBundle& bundle : place.use.bundles) {
            for (const CableCount& count : bundle.of)
                lying.insert(count.part);
        }
        for (const std::uint16_t index : lying) {
            const PartRef& part = place.use.parts[index];
            if (!part)
                continue;
            const auto least = bendRadiusOf(*part->cable, of("twisted_pair"), of("fibre"), of("twinax"), of("fibre_least"));
            if (!least) {
                missing.insert(fmt::format("diameter of {}", part->model));
            } else if (*least > radius) {
                radius = *least;
                stiffest = part.get();
            }
        }
        if (of("corner") <= 0)
            missing.insert(fmt::format("radius of the corners and drop-outs of trays in {}", place.scope.name()));
        if (!stiffest && missing.empty())
            return;
        Finding finding;
        finding.subjects = {place.scope.subject()};
        finding.measured = of("corner");
        finding.limit = radius;
        finding.unit = "mm";
        finding.lowerIsWorse = true;
        finding.message = fmt::format("Corners and drop-outs of trays in {} have a radius of {} mm; {} takes {} mm at the least.",
                                      place.scope.name(), shortest(of("corner")), stiffest ? stiffest->model : std::string{"no cable"},
                                      significant(radius, 3));
        if (of("corner") <= 0)
            findings.notEvaluated(place.scope.subject(), {missing.begin(), missing.end()});
        else
            findings.judge(verdict(of("corner"), radius), std::move(finding), {missing.begin(), missing.end()});
    }

private:
    static Verdict verdict(double radius, double least) { return exceeds(least, radius) ? Verdict{Severity::Error} : Verdict{}; }
};

} // namespace

MadeRule bendRadiusRule()
{
    return std::make_unique<BendRadiusRule>();
}

} // namespace colonnade::model
