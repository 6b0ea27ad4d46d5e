#include "model/power/CordLoads.h"
#include "model/power/Couplers.h"
#include "model/rules/AllRules.h"
#include "model/rules/CordFixes.h"
#include "model/rules/Fixes.h"
#include "model/rules/Inputs.h"
#include "model/units/AddOnce.h"
#include "model/units/Text.h"

#include <algorithm>
#include <map>

namespace colonnade::model {

namespace {

/// No cord carries more than its weaker coupler may, even when another side is lost.
class OutletCurrentRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "PWR-010",
            .title = "Outlet / cord current rating",
            .domain = Domain::Power,
            .scopes = {Scope::RackDesign},
            .severity = Severity::Error,
            .adjustable = Adjustable::ByProfile,
            .parameters = {{"efficiency", "", "Of a supply, where only its rated output is known.",
                            0.5, 1}},
            .formula = "I = P_out / (η · V · PF) with the worst other side lost; I ≤ k · I_outlet",
            .explanation =
                "Every cord from a device to a rack PDU, one row for each kind of device in a "
                "rack. "
                "The catalog's power of a device is that at its input, so η is counted only where "
                "nothing but the rated output of a supply is known. The limit is that of the "
                "weaker of the outlet and the connector at the inlet, by the table of the profile; "
                "combined outlets carry what the plug in them may.",
            .remedy = "Spread the supplies over more sides, or take outlets and cords of a higher "
                      "rating.",
            .sources = {{"CableLeader, StayOnline: IEC 60320 connector charts", "B"}}};
        return info;
    }

    void checkRack(const RackScope& scope, Findings& findings) const override
    {
        std::map<TypeId, Group> groups;
        std::vector<std::string> missing;
        std::size_t apart = 0; // Kinds of which something is missing.
        for (const LoadedCord& cord : loadedCords(scope.rack)) {
            if (!cord.cord.pdu || cord.lines == 3)
                continue; // Only its place tells the voltage; or it has no coupler of the table.
            Group& group = groups[cord.cord.device->part->id];
            add(group, cord, scope.profile);
        }
        for (auto& [type, group] : groups) {
            if (!group.missing.empty() && !(group.worst && group.worst->share > 1)) {
                missing.insert(missing.end(), group.missing.begin(), group.missing.end());
                ++apart;
                continue;
            }
            const Judged& worst = *group.worst;
            Finding finding = found(scope, worst, group);
            const Verdict found = verdict(worst.current, worst.limit);
            if (found)
                finding.fixes = fixes(scope, type);
            findings.judge(found, std::move(finding));
        }
        if (!missing.empty()) {
            std::sort(missing.begin(), missing.end());
            missing.erase(std::unique(missing.begin(), missing.end()), missing.end());
            findings.notEvaluated(scope.subject(), std::move(missing), {}, {},
                                  static_cast<int>(apart));
        }
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        Amperes most;
        for (const auto& row : in.rows({{"P_W"},
                                        {"eta", profile.parameter(info().id, "efficiency")},
                                        {"PF", profile.power.powerFactor},
                                        {"V"}})) {
            const Amperes current = supplyCurrent(Watts{row[0]}, row[1], Volts{row[3]}, row[2]);
            most = std::max(most, current);
            out.add("I_A", current.value());
        }
        RuleValue answer = out.value(in.listed());
        for (const OutletRating& outlet : profile.outlets) {
            // UL and CSA rate higher than IEC and use a share of it.
            const std::string_view region = outlet.continuousFactor < 1 ? "NA" : "IEC";
            answer.put(fmt::format("verdict_{}_{}", outlet.type, region),
                       verdictWord(verdict(most, outlet.rating * outlet.continuousFactor)));
        }
        return in.finish(std::move(answer));
    }

private:
    struct Judged {
        LoadedCord cord;
        Amperes current, limit;
        std::string coupler;
        double share = 0;
        bool byOutput = false; ///< Reckoned from the rated output of the supply.
        Watts power;
    };
    /// The cords of one kind of device.
    struct Group {
        std::optional<Judged> worst;
        std::vector<std::string> devices; ///< That have a cord above its limit.
        std::vector<std::string> missing;
    };

    static Verdict verdict(Amperes current, Amperes limit)
    {
        return above(current.value(), limit.value());
    }

    static std::optional<Amperes> limitOf(std::string_view coupler, const Profile& profile)
    {
        const auto found =
            std::find_if(profile.outlets.begin(), profile.outlets.end(),
                         [&](const OutletRating& one) { return one.type == coupler; });
        if (found == profile.outlets.end())
            return std::nullopt;
        return found->rating * found->continuousFactor;
    }

    void add(Group& group, const LoadedCord& cord, const Profile& profile) const
    {
        const PartType& part = *cord.cord.device->part;
        const auto lacks = [&](std::string what) { addOnce(group.missing, std::move(what)); };
        Judged judged{cord, {}, {}, {}, 0, false, {}};
        if (!cord.voltage)
            return lacks(fmt::format("voltage of {}", cord.cord.pdu->part->model));
        if (cord.worst) {
            judged.power = *cord.worst;
            judged.current =
                supplyCurrent(*cord.worst, 1, *cord.voltage, profile.power.powerFactor);
        } else if (cord.input->each) {
            judged.power = *cord.input->each;
            judged.byOutput = true;
            judged.current =
                supplyCurrent(*cord.input->each, profile.parameter(info().id, "efficiency"),
                              *cord.voltage, profile.power.powerFactor);
        } else {
            return lacks(fmt::format("power of {}", part.model));
        }
        for (const std::string_view coupler :
             {connectorFor(cord.input->inlet), std::string_view{cord.cord.outletType}}) {
            const auto limit = limitOf(coupler, profile);
            if (limit && (judged.coupler.empty() || *limit < judged.limit)) {
                judged.limit = *limit;
                judged.coupler = coupler;
            }
        }
        if (judged.coupler.empty()) {
            // Below what the weakest of all may carry, it does not matter which it is.
            const auto weakest = std::min_element(profile.outlets.begin(), profile.outlets.end(),
                                                  [](const OutletRating& a, const OutletRating& b) {
                                                      return a.rating * a.continuousFactor
                                                          < b.rating * b.continuousFactor;
                                                  });
            judged.limit = weakest->rating * weakest->continuousFactor;
            judged.coupler = weakest->type;
            if (exceeds(judged.current.value(), judged.limit.value()))
                return lacks(fmt::format("inlet of {}", part.model));
        }
        judged.share = judged.current / judged.limit;
        if (exceeds(judged.share, 1)) {
            const std::string id = cord.cord.device->id.text();
            if (group.devices.empty() || group.devices.back() != id)
                group.devices.push_back(id);
        }
        if (!group.worst || judged.share > group.worst->share)
            group.worst = std::move(judged);
    }

    Finding found(const RackScope& scope, const Judged& worst, const Group& group) const
    {
        const PlannedCord& cord = worst.cord.cord;
        const std::string state = stateText(worst.cord.worstLoss);
        Finding finding;
        finding.subjects = {scope.subject()};
        finding.aspect = cord.device->part->id.text();
        finding.measured = worst.current.value();
        finding.limit = worst.limit.value();
        finding.unit = "A";
        finding.message =
            fmt::format("A cord of {} ({}) in rack design '{}' carries {} {}; a {} may carry {}.",
                        cord.device->part->model, someOf(group.devices), scope.rack.id(),
                        worst.current, state, worst.coupler, worst.limit);
        finding.derivation = worst.byOutput
            ? fmt::format("I = {} of rated output / ({} · {} · {}) = {}", worst.power,
                          percent(scope.profile.parameter(info().id, "efficiency")),
                          *worst.cord.voltage, shortest(scope.profile.power.powerFactor),
                          worst.current)
            : fmt::format("Supply {} of '{}' on side {} at '{}' {}: I = {} / ({} · {}) = {}",
                          cord.supply, cord.device->id, letter(cord.side), cord.pdu->id, state,
                          worst.power, *worst.cord.voltage,
                          shortest(scope.profile.power.powerFactor), worst.current);
        return finding;
    }

    double fullest(const RackDesign& rack, const TypeId& type, const Profile& profile) const
    {
        Group group;
        for (const LoadedCord& cord : loadedCords(rack)) {
            if (cord.cord.pdu && cord.lines != 3 && cord.cord.device->part->id == type)
                add(group, cord, profile);
        }
        return group.worst ? group.worst->share : 2;
    }

    std::vector<Fix> fixes(const RackScope& scope, const TypeId& type) const
    {
        const auto measure = [&](const RackDesign& rack) {
            return fullest(rack, type, scope.profile);
        };
        std::vector<Fix> fixes;
        if (const auto spread = inTurn(scope.rack, type); spread && !exceeds(measure(*spread), 1))
            fixes.push_back(
                {fmt::format("Spread the supplies in turn over all sides of '{}'", scope.rack.id()),
                 [id = scope.rack.id(), type](const Design& design) {
                     return design.changedRack(
                         id, [&](const RackDesign& rack) { return inTurn(rack, type); });
                 }});
        for (Fix& fix : cordFixes(scope, measure, 1))
            fixes.push_back(std::move(fix));
        return fixes;
    }

    /// Without what was set by hand, supplies go over the sides in turn.
    static Result<RackDesign> inTurn(const RackDesign& rack, const TypeId& type)
    {
        std::vector<Device> changed;
        std::vector<DeviceId> ids;
        for (const Device& device : rack.devices()) {
            if (device.part->id != type || device.supplies.empty())
                continue;
            changed.push_back(device);
            changed.back().supplies.clear();
            ids.push_back(device.id);
        }
        if (changed.empty())
            return fail("No supplies of {} are set by hand in rack design '{}'", type, rack.id());
        return rack.mounted(std::move(changed), ids);
    }
};

} // namespace

MadeRule outletCurrentRule()
{
    return std::make_unique<OutletCurrentRule>();
}

} // namespace colonnade::model
