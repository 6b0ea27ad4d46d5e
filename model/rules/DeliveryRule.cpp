#include "model/edit/FloorEdits.h"
#include "model/rules/AllRules.h"
#include "model/rules/FloorLoads.h"
#include "model/rules/FloorPlaces.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/AddOnce.h"
#include "model/units/Text.h"

#include <algorithm>
#include <cmath>

namespace colonnade::model {

namespace {

/// How near one narrow place is to its limit, and what it says.
struct Narrow {
    double measured = 0, limit = 0;
    std::string unit, message;
    [[nodiscard]] double share() const { return limit > 0 ? measured / limit : 1e9; }
};

/// Every rack comes through every door, lift and ramp on its way to the hall.
class DeliveryRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "MEC-009",
            .title = "Delivery route",
            .domain = Domain::Mechanical,
            .scopes = {Scope::Hall},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters = {{"pallet", "mm", "Height of pallet or casters under a rack, where the hall does not say.", 0, 1000},
                           {"clear_height", "mm", "Left free above it.", 0, 1000},
                           {"clear_width", "mm", "Left free beside it, both sides together.", 0, 1000},
                           {"slope", "", "Steepest ramp, rise over run.", 0, 1}},
            .formula = "H_rack + pallet ≤ H_door − 50 mm; W + 100 mm ≤ W_door; m ≤ rating of the lift; slope ≤ 1:12; "
                       "m · g / 3 ≤ wheel load of the floor",
            .explanation =
                "Each rack design that stands in the hall, on the hall's list of doors, lifts and ramps, and through the "
                "best of the hall's own doors. The narrower side of the rack goes ahead. One finding for a rack design, for "
                "the place that is nearest to its limit or farthest beyond it. On a slab no wheel load is asked for.",
            .remedy = "Tilt the rack, take a shorter frame, deliver it empty, or open a wider way.",
            .sources = {{"OCP Open Rack V3 frame of 2,286 mm", "B"}, {"Ramps of 1:12, ADA", "C"}}};
        return info;
    }

    void checkHall(const HallScope& scope, Findings& findings) const override
    {
        const auto standing = scope.clearances.standing();
        int designs = 0;
        for (const StandingKind& kind : scope.clearances.kinds())
            designs += isRack(standing[kind.first]) ? 1 : 0;
        if (designs == 0)
            return;
        if (!scope.hall.structure.delivery)
            return findings.notEvaluated({Subject::Where::Hall, {}}, {"delivery route of the hall"}, {}, {}, designs);
        for (const StandingKind& kind : scope.clearances.kinds()) {
            if (const RackDesignRef* rack = standing[kind.first].placement->rack())
                checkOne(scope, **rack, kind.count, findings);
        }
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"H"}, {"pal", profile.parameter(info().id, "pallet")}, {"door"}})) {
            const Passage passage =
                passageUnder(millimetresFrom(row[0]), millimetresFrom(row[1]), millimetresFrom(row[2]), of(profile, "clear_height"));
            out.add("sum", passage.height.value());
            out.add("most", passage.most.value());
            out.add("verdict", verdictWord(passage.fits() ? std::nullopt : Verdict{Severity::Error}));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    Millimetres of(const Profile& profile, std::string_view key) const
    {
        return Millimetres{std::llround(profile.parameter(info().id, key))};
    }

    struct Load {
        Millimetres height, width;
        Kilograms mass;
        std::vector<std::string> massMissing;
    };

    /// The worse of height and width through an opening.
    std::optional<Narrow> through(const Load& load, const Profile& profile, Millimetres pallet, const std::string& name,
                                  std::optional<Millimetres> width, std::optional<Millimetres> height) const
    {
        std::optional<Narrow> worst;
        const auto keep = [&](Narrow narrow) {
            if (!worst || narrow.share() > worst->share())
                worst = std::move(narrow);
        };
        if (height) {
            const Passage passage = passageUnder(load.height, pallet, *height, of(profile, "clear_height"));
            keep({static_cast<double>(passage.height.value()), static_cast<double>(passage.most.value()), "mm",
                  fmt::format("is {} high on its pallet; {} takes {}", passage.height, name, passage.most)});
        }
        if (width) {
            const Millimetres most = *width - of(profile, "clear_width");
            keep({static_cast<double>(load.width.value()), static_cast<double>(most.value()), "mm",
                  fmt::format("is {} wide; {} takes {}", load.width, name, most)});
        }
        return worst;
    }

    void checkOne(const HallScope& scope, const RackDesign& rack, int count, Findings& findings) const
    {
        const Delivery& delivery = *scope.hall.structure.delivery;
        const Profile& profile = scope.profile;
        const Millimetres pallet = delivery.pallet.value_or(of(profile, "pallet"));
        ShippedMass shipped = shippedMass(rack, profile, delivery.populatedOnSite);
        const Load load{rack.height(), std::min(rack.width(), rack.depth()), shipped.mass, std::move(shipped.missing)};
        std::vector<std::string> missing;
        std::vector<Narrow> places;
        if (!rack.frame()->body.heightMm)
            missing.push_back(fmt::format("height of {}", rack.frame()->model));
        int number = 0;
        for (const RouteStep& step : delivery.route) {
            ++number;
            const std::string name = step.name.empty() ? fmt::format("{} {} of the way", word(step.kind), number)
                                                       : fmt::format("'{}'", step.name);
            addStep(step, name, load, profile, pallet, places, missing);
        }
        addDoors(scope.hall, load, profile, pallet, places);
        addWheels(scope.hall.structure, load, places, missing);
        if (places.empty())
            return findings.notEvaluated(Subject::rack(rack.id().text()),
                                         missing.empty() ? std::vector<std::string>{"doors, lifts and ramps of the way"}
                                                         : missing);
        const auto worst = std::max_element(places.begin(), places.end(),
                                            [](const Narrow& a, const Narrow& b) { return a.share() < b.share(); });
        Finding finding;
        finding.subjects = {Subject::rack(rack.id().text())};
        finding.placements = count;
        finding.measured = worst->measured;
        finding.limit = worst->limit;
        finding.unit = worst->unit;
        finding.message = fmt::format("Rack design '{}' {}.", rack.id(), worst->message);
        finding.derivation = fmt::format("{} of {} narrow places, pallet {}, {}", percent(worst->share()), places.size(), pallet,
                                         load.mass);
        const Verdict found = above(worst->measured, worst->limit);
        if (found && worst->unit != "mm" && !delivery.populatedOnSite) {
            finding.fixes = {{"Deliver the racks empty and populate them on site", [](const Design& design) {
                                  Hall hall = *design.hall();
                                  if (hall.structure.delivery)
                                      hall.structure.delivery->populatedOnSite = true;
                                  return changeHall(design, std::move(hall));
                              }}};
        }
        findings.judge(found, std::move(finding), missing);
    }

    void addStep(const RouteStep& step, const std::string& name, const Load& load, const Profile& profile, Millimetres pallet,
                 std::vector<Narrow>& places, std::vector<std::string>& missing) const
    {
        if (step.kind != RouteStep::Kind::Ramp) {
            if (auto narrow = through(load, profile, pallet, name, step.width, step.height))
                places.push_back(std::move(*narrow));
            if (!step.width)
                missing.push_back(fmt::format("width of {}", name));
            if (!step.height)
                missing.push_back(fmt::format("height of {}", name));
        }
        if (step.kind == RouteStep::Kind::Lift) {
            if (step.rating)
                places.push_back({load.mass.value(), step.rating->value(), "kg",
                                  fmt::format("weighs {}; {} lifts {}", load.mass, name, *step.rating)});
            else
                missing.push_back(fmt::format("rating of {}", name));
            addMassMissing(load, missing);
        }
        if (step.kind == RouteStep::Kind::Ramp) {
            const double most = profile.parameter(info().id, "slope");
            if (step.slope)
                places.push_back({*step.slope, most, "", fmt::format("is rolled up {} at {}; {} is the most", name,
                                                                     percent(*step.slope), percent(most))});
            else
                missing.push_back(fmt::format("slope of {}", name));
        }
    }

    /// The door of the hall that is kindest to it.
    void addDoors(const Hall& hall, const Load& load, const Profile& profile, Millimetres pallet,
                  std::vector<Narrow>& places) const
    {
        std::optional<Narrow> best;
        for (const Door& door : hall.doors) {
            const std::string name = door.name.empty() ? std::string{"the door of the hall"} : fmt::format("'{}'", door.name);
            auto narrow = through(load, profile, pallet, name, door.width, door.height);
            if (narrow && (!best || narrow->share() < best->share()))
                best = std::move(narrow);
        }
        if (best)
            places.push_back(std::move(*best));
    }

    static void addMassMissing(const Load& load, std::vector<std::string>& missing)
    {
        for (const std::string& what : load.massMissing)
            addOnce(missing, what);
    }

    static void addWheels(const Structure& structure, const Load& load, std::vector<Narrow>& places,
                          std::vector<std::string>& missing)
    {
        if (structure.raisedFloor && !*structure.raisedFloor && !structure.wheelLoad)
            return;
        if (!structure.raisedFloor && !structure.wheelLoad) {
            missing.emplace_back("whether the floor is raised");
            return;
        }
        if (!structure.wheelLoad) {
            missing.emplace_back("wheel load of the floor");
            return;
        }
        addMassMissing(load, missing);
        const Newtons wheel = footForce(load.mass, 4.0 / 3);
        places.push_back({wheel.value(), structure.wheelLoad->value(), "N",
                          fmt::format("loads the floor with {} by a wheel; it takes {}", wheel, *structure.wheelLoad)});
    }
};

} // namespace

MadeRule deliveryRule()
{
    return std::make_unique<DeliveryRule>();
}

} // namespace colonnade::model
