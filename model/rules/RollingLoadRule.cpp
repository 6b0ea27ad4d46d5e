#include "model/edit/FloorEdits.h"
#include "model/rules/AllRules.h"
#include "model/rules/FloorLoads.h"
#include "model/rules/FloorPlaces.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

namespace colonnade::model {

namespace {

/// A rack that is rolled in weighs no more than its frame carries on the move.
class RollingLoadRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "MEC-006",
            .title = "Rolling and shipping load",
            .domain = Domain::Mechanical,
            .scopes = {Scope::Hall},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters = {{"static_share", "", "Rolling rating over the static one, where the catalog has none.", 0.1, 1}},
            .formula = "m_ship ≤ M_dynamic; M_dynamic = 0.75 · M_static where it is not known",
            .explanation =
                "Each rack design that stands in the hall, with all that hangs in it, without coolant; or the frame with "
                "its uprights, where the hall says that racks are populated on site. A rating that is taken from the static "
                "one is no rating: then this warns or remarks, and gives no error.",
            .remedy = "Deliver the racks empty, split the delivery, or ask for a shock pallet and the maker's rating.",
            .sources = {{"Static, dynamic and rolling loads (thehotaisle.com)", "B"}, {"Share of 0.75", "EJ"}}};
        return info;
    }

    void checkHall(const HallScope& scope, Findings& findings) const override
    {
        const auto& delivery = scope.hall.structure.delivery;
        const bool onSite = delivery && delivery->populatedOnSite;
        const auto standing = scope.clearances.standing();
        for (const StandingKind& kind : scope.clearances.kinds()) {
            const RackDesignRef* rack = standing[kind.first].placement->rack();
            if (rack)
                checkOne(scope, **rack, kind.count, onSite, findings);
        }
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"m"}, {"M", 0}, {"M_static", 0}})) {
            const bool known = in.has("M");
            const double most = known ? row[1] : profile.parameter(info().id, "static_share") * row[2];
            out.add("U", row[0] / most);
            out.add("verdict", verdictWord(verdict(row[0], most, known)));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    static Verdict verdict(double mass, double most, bool known)
    {
        if (known)
            return above(mass, most);
        return exceeds(mass, most) ? Severity::Warning : Severity::Info;
    }

    void checkOne(const HallScope& scope, const RackDesign& rack, int count, bool onSite, Findings& findings) const
    {
        const PartType& frame = *rack.frame();
        const ShippedMass shipped = shippedMass(rack, scope.profile, onSite);
        const auto rated = frame.number("dynamic_load_kg");
        std::vector<std::string> missing = shipped.missing;
        if (!rated && !frame.rack->maxLoad) {
            missing.push_back(fmt::format("rolling load rating of {}", frame.model));
            return findings.notEvaluated(Subject::rack(rack.id().text()), std::move(missing));
        }
        const double share = scope.profile.parameter(info().id, "static_share");
        const Kilograms most{rated ? *rated : share * frame.rack->maxLoad->value()};
        const Verdict found = verdict(shipped.mass.value(), most.value(), rated.has_value());
        Finding finding;
        finding.subjects = {Subject::rack(rack.id().text())};
        finding.placements = count;
        finding.measured = shipped.mass.value();
        finding.limit = most.value();
        finding.unit = "kg";
        finding.message = fmt::format("Rack design '{}' is rolled in with {}; its frame carries {} on the move{}.", rack.id(),
                                      shipped.mass, most,
                                      rated ? std::string{}
                                            : fmt::format(", taken as {} of its static load, since {} has no rolling rating",
                                                          percent(share), frame.model));
        finding.derivation = fmt::format("{} / {} = {}", shipped.mass, most, percent(shipped.mass / most));
        if (!onSite && found != Severity::Info) {
            finding.fixes = {{"Deliver the racks empty and populate them on site", [](const Design& design) {
                                  Hall hall = *design.hall();
                                  if (!hall.structure.delivery)
                                      hall.structure.delivery.emplace();
                                  hall.structure.delivery->populatedOnSite = true;
                                  return changeHall(design, std::move(hall));
                              }}};
        }
        if (!missing.empty() && found != Severity::Error)
            return findings.notEvaluated(finding.subjects.front(), std::move(missing));
        findings.judge(found, std::move(finding), missing);
    }
};

} // namespace

MadeRule rollingLoadRule()
{
    return std::make_unique<RollingLoadRule>();
}

} // namespace colonnade::model
