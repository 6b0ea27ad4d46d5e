#include "model/edit/FloorEdits.h"
#include "model/edit/RackEdits.h"
#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <algorithm>
#include <map>
#include <set>

namespace colonnade::model {

namespace {

/// Every device draws from the cold aisle.
class AirflowDirectionRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "THM-020",
            .title = "Airflow direction consistency",
            .domain = Domain::Thermal,
            .scopes = {Scope::RackDesign, Scope::PodDesign, Scope::Hall},
            .severity = Severity::Error,
            .adjustable = Adjustable::No,
            .parameters = {},
            .formula = "intake face = front of the rack = cold aisle",
            .explanation =
                "A device that blows from its front to its rear draws at the face where it is "
                "mounted, one that blows "
                "from rear to front at the other. P2C (power to connector) blows out where the "
                "ports are, C2P draws "
                "there. A part that is sold both ways is told of, since the order must name the "
                "variant; one that "
                "draws from its side needs a duct. What a rack-scale system brings along is its "
                "maker's. A rack whose front is in a hot aisle draws hot air whatever stands "
                "in it.",
            .remedy = "Turn the device or the rack, take the variant with the opposite airflow, or "
                      "an intake duct.",
            .sources = {{"TechTarget: airflow strategy, backward top-of-rack switches", "B"},
                        {"Airflow field of device types (nautobot/devicetype-library)", "A"}}};
        return info;
    }

    void checkRack(const RackScope& scope, Findings& findings) const override
    {
        std::map<std::pair<TypeId, Face>, std::vector<const Device*>> alike;
        std::vector<std::string> missing;
        std::set<TypeId> ofSystem;
        if (const PartRef& system = scope.rack.system()) {
            for (const ContentItem& item : system->contents)
                ofSystem.insert(item.type);
        }
        for (const Device& device : scope.rack.devices()) {
            const AirPaths paths = airPaths(*device.part);
            if (paths.none || device.zeroU() || ofSystem.contains(device.part->id))
                continue;
            if (!paths.known) {
                std::string what = fmt::format("airflow direction of {}", device.part->model);
                if (std::find(missing.begin(), missing.end(), what) == missing.end())
                    missing.push_back(std::move(what));
                continue;
            }
            alike[{device.part->id, device.mount.face}].push_back(&device);
        }
        for (const auto& [key, devices] : alike)
            checkAlike(scope, devices, findings);
        if (!missing.empty())
            findings.notEvaluated(scope.subject(), std::move(missing), "airflow");
    }

    void checkArrangement(const ArrangementScope& scope, Findings& findings) const override
    {
        if (!scope.air)
            return;
        for (const PlacementId& id : scope.air->turned) {
            Finding finding;
            finding.subjects = {scope.placement(id)};
            finding.severity = Severity::Error;
            finding.message =
                fmt::format("The front of rack '{}' is in a hot aisle of {}.", scope.name(id), scope.name());
            finding.fixes.push_back(turnedRack(scope, id));
            findings.add(std::move(finding));
        }
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile&) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const RuleValue& item : in.cases("cases")) {
            const std::string words = item.isText() ? item.text() : std::string{};
            const auto has = [&](std::string_view word) {
                return words.find(word) != std::string::npos;
            };
            const bool rear = has("ports_rear"), front = has("ports_front"), c2p = has("C2P"),
                       p2c = has("P2C");
            if (rear == front || c2p == p2c)
                in.wrong("cases", "a list of cases as ports_rear_C2P or ports_front_P2C");
            out.add("verdict", verdictWord(verdict(intake(rear ? Face::Rear : Face::Front, c2p))));
        }
        RuleValue all = in.good() ? out.value(true) : RuleValue::object();
        return in.finish(std::move(all));
    }

private:
    /// Where a device draws whose front, with the ports, is at `ports`.
    static Face intake(Face ports, bool frontToRear)
    {
        return (ports == Face::Front) == frontToRear ? Face::Front : Face::Rear;
    }
    static Verdict verdict(Face intake)
    {
        return intake == Face::Rear ? Verdict{Severity::Error} : std::nullopt;
    }

    static void checkAlike(const RackScope& scope, const std::vector<const Device*>& devices,
                           Findings& findings)
    {
        const Device& first = *devices.front();
        const AirPaths paths = airPaths(*first.part);
        Finding finding;
        finding.subjects = {scope.subject()};
        finding.aspect = first.part->id.text();
        if (first.mount.face == Face::Rear)
            finding.aspect += "-rear";
        const std::string who = devices.size() == 1
            ? fmt::format("{} at {}", first.part->model, text(first.mount))
            : fmt::format("{} {} in rack design '{}'", devices.size(), first.part->model,
                          scope.rack.id());
        if (paths.side) {
            finding.message = fmt::format(
                "{} draw{} air from the side; without a duct it comes from the hot aisle.", who,
                devices.size() == 1 ? "s" : "");
            return findings.judge(Severity::Warning, std::move(finding));
        }
        if (paths.frontToRear && paths.rearToFront) {
            finding.message =
                fmt::format("{}: sold with either airflow; order the variant that draws at its {} "
                            "(ports at the {} of the rack).",
                            who, first.mount.face == Face::Front ? "port side" : "power side",
                            word(first.mount.face));
            return findings.judge(Severity::Info, std::move(finding));
        }
        finding.message = fmt::format("{} draw{} air at the rear of the rack, from the hot aisle.",
                                      who, devices.size() == 1 ? "s" : "");
        addFixes(scope, devices, finding);
        findings.judge(verdict(intake(first.mount.face, paths.frontToRear)), std::move(finding));
    }

    static void addFixes(const RackScope& scope, const std::vector<const Device*>& devices,
                         Finding& finding)
    {
        std::vector<DeviceId> ids;
        std::vector<Device> flipped;
        for (const Device* device : devices) {
            ids.push_back(device->id);
            flipped.push_back(*device);
            flipped.back().mount.face =
                device->mount.face == Face::Front ? Face::Rear : Face::Front;
        }
        const Device& first = *devices.front();
        if (scope.rack.mounted(std::move(flipped), ids)) {
            finding.fixes.push_back(
                {fmt::format("Turn {} round, ports to the {}", first.part->model,
                             first.mount.face == Face::Front ? "rear" : "front"),
                 [id = scope.rack.id(), ids](const Design& design) {
                     return flipDevices(design, id, ids);
                 }});
        }
        if (const PartRef other = opposite(scope, first)) {
            finding.fixes.push_back(
                {fmt::format("Take {} in the place of {}", other->model, first.part->model),
                 [id = scope.rack.id(), ids, other, library = scope.library](const Design& design) {
                     return replaceParts(design, id, ids, other, *library);
                 }});
        }
    }

    /// A part of the library that is the same but for the way of its air.
    static PartRef opposite(const RackScope& scope, const Device& device)
    {
        if (!scope.library)
            return nullptr;
        const PartType& part = *device.part;
        for (const auto& [id, other] : scope.library->parts()) {
            const AirPaths paths = airPaths(*other);
            const bool draws =
                device.mount.face == Face::Front ? paths.frontToRear : paths.rearToFront;
            if (id != part.id && draws && other->kind == part.kind && other->vendor == part.vendor
                && other->body.height == part.body.height
                && other->body.mounting == part.body.mounting && other->cages == part.cages
                && !part.cages.empty())
                return other;
        }
        return nullptr;
    }

    static Fix turnedRack(const ArrangementScope& scope, const PlacementId& id)
    {
        const auto turn = [id](Arrangement before) {
            for (Placement& item : before.placements) {
                if (item.id == id)
                    item.turn = item.turn + Turn::Half; // Its footprint stays.
            }
            return before;
        };
        std::string text = fmt::format("Turn rack '{}' round", scope.name(id));
        if (scope.pod) {
            return {std::move(text), [pod = scope.pod->id(), turn](const Design& design) {
                        return design.changedPod(
                            pod, [&](const Arrangement& before) -> Result<Arrangement> {
                                return turn(before);
                            });
                    }};
        }
        return {std::move(text), [turn](const Design& design) {
                    Hall hall = *design.hall();
                    hall.arrangement = turn(std::move(hall.arrangement));
                    return changeHall(design, std::move(hall));
                }};
    }
};

} // namespace

MadeRule airflowDirectionRule()
{
    return std::make_unique<AirflowDirectionRule>();
}

} // namespace colonnade::model
