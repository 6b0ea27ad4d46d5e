#include "model/rules/AllRules.h"
#include "model/rules/Depth.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <cmath>

namespace colonnade::model {

namespace {

/// Every device hangs on rails of its own standard, and is no wider than they are apart.
class MountingRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "MEC-004",
            .title = "Mounting standard and width",
            .domain = Domain::Mechanical,
            .scopes = {Scope::RackDesign},
            .severity = Severity::Error,
            .adjustable = Adjustable::No,
            .parameters = {},
            .formula = "mount of the device ∈ mounts of the rack (19 inch: units of 44.45 mm; Open Rack: 48 mm); "
                       "width ≤ opening",
            .explanation =
                "An edit or a file that mixes 19 and 21 inch is refused, so this speaks of trays in a frame without their "
                "busbar, of devices that are too wide, and of entries that do not say how they are held. An Open Rack frame "
                "holds 21 inch devices in units of 48 mm; a 19 inch device needs an adapter there. An MGX "
                "frame holds its trays and 19 inch devices; its trays need its busbar. A standard fixes the width, so an "
                "entry without one is judged by its standard alone. One finding for each part in a rack design.",
            .remedy = "Add an adapter shelf, or take the frame that the device is made for.",
            .sources = {{"OCP Meta Open Rack Frame V3: 44 OU, 47 RU", "B"},
                        {"Open Rack unit of 48 mm", "C"},
                        {"Rack unit of 44.45 mm (interfacebus.com)", "B"}}};
        return info;
    }

    void checkRack(const RackScope& scope, Findings& findings) const override
    {
        const Mounting holds = scope.rack.frame()->rack->holds;
        std::vector<const Device*> told; // One of each part.
        for (const Device& device : scope.rack.devices()) {
            const bool known = std::any_of(told.begin(), told.end(), [&](const Device* other) {
                return other->part == device.part && other->mount.slot == device.mount.slot;
            });
            if (device.zeroU() || known)
                continue;
            told.push_back(&device);
            checkOne(scope, device, holds, findings);
        }
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile&) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"OU", 0}, {"RU", 0}})) {
            out.add("OU_mm", row[0] * openUnitMillimetres);
            out.add("RU_mm", row[1] * rackUnitMillimetres);
        }
        return in.finish(out.value(in.listed()));
    }

private:
    static bool takes(Mounting frame, Mounting device)
    {
        return frame == device || (frame == Mounting::MgxTray && device == Mounting::Rack19);
    }

    static void checkOne(const RackScope& scope, const Device& device, Mounting holds, Findings& findings)
    {
        const PartType& part = *device.part;
        if (part.body.mounting == Mounting::Unknown)
            return findings.notEvaluated(scope.subject(device), {fmt::format("mounting of {}", part.model)});
        Finding finding;
        finding.subjects = {scope.subject(device)};
        if (!takes(holds, part.body.mounting)) {
            finding.message = fmt::format("'{}' ({}) is made for {}; the frame of rack design '{}' holds {}.", device.id,
                                          part.model, word(part.body.mounting), scope.rack.id(), word(holds));
            finding.derivation = fmt::format("{} ∉ {{{}}}", word(part.body.mounting), word(holds));
            finding.severity = Severity::Error;
            return findings.add(std::move(finding));
        }
        if (!part.body.widthMm)
            return findings.pass();
        const Millimetres whole = widestFront(holds);
        const Millimetres most = device.mount.slot == Slot::Full ? whole : whole / 2;
        finding.aspect = "width";
        finding.measured = static_cast<double>(part.body.widthMm->value());
        finding.limit = static_cast<double>(most.value());
        finding.unit = "mm";
        finding.message = fmt::format("'{}' ({}) of rack design '{}' is {} wide; its place takes {}.", device.id, part.model,
                                      scope.rack.id(), *part.body.widthMm, most);
        const Verdict verdict = above(*finding.measured, *finding.limit);
        findings.judge(verdict, std::move(finding));
    }
};

} // namespace

MadeRule mountingRule()
{
    return std::make_unique<MountingRule>();
}

} // namespace colonnade::model
