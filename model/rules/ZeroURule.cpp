#include "model/edit/RackEdits.h"
#include "model/rules/AllRules.h"
#include "model/rules/Depth.h"
#include "model/rules/Inputs.h"
#include "model/rules/Mechanics.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <cmath>

namespace colonnade::model {

namespace {

struct Interference {
    const ZeroUVolume* upright = nullptr;
    const DeviceDepth* device = nullptr;
    Millimetres overlap;
};

/// What a device and an upright share in depth, where they share width and height.
std::optional<Millimetres> overlapOf(const RackDepth& depth, const ZeroUVolume& upright, const DeviceDepth& device)
{
    if (!upright.known || !device.known)
        return std::nullopt;
    RackBox beside = device.body;
    beside.front = upright.body.front - Millimetres{1};
    beside.rear = upright.body.rear;
    if (!beside.overlaps(upright.body))
        return Millimetres{}; // Beside, above or below each other.
    const Millimetres clear = depth.rearEnd() - depth.frontRail;
    return zeroUOverlap(clear, depth.rearEnd() - upright.body.front, device.body.rear - depth.frontRail);
}

std::vector<Interference> interferences(const RackDepth& depth)
{
    std::vector<Interference> found;
    for (const ZeroUVolume& upright : depth.zeroU) {
        for (const DeviceDepth& device : depth.devices) {
            const auto overlap = overlapOf(depth, upright, device);
            if (overlap && *overlap > Millimetres{})
                found.push_back({&upright, &device, *overlap});
        }
    }
    return found;
}

/// Nothing that hangs upright at the rear stands in the way of a device.
class ZeroURule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "MEC-003",
            .title = "Zero-U interference",
            .domain = Domain::Mechanical,
            .scopes = {Scope::RackDesign},
            .severity = Severity::Error,
            .adjustable = Adjustable::No,
            .parameters = {{"post", "mm", "Post and side panel between the opening for devices and the outside.", 0, 500}},
            .formula = "volume of the upright ∩ volume of a device = ∅; in depth d_device + d_upright ≤ clear depth",
            .explanation =
                "Rack PDUs and manifolds at the rear, against devices, as boxes: an upright stands against the side panel, "
                "from the rear end of the rack on, one before the other. In a wide rack it stands beside the opening "
                "for devices and takes no depth from them. Half-width devices take their half.",
            .remedy = "Move the upright to the other side, or take a rack of 750 or 800 mm.",
            .sources = {{"Geometry", "EJ"}}};
        return info;
    }

    void checkRack(const RackScope& scope, Findings& findings) const override
    {
        const DepthBasis basis = depthBasis(scope.profile);
        const RackDepth depth = rackDepth(scope.rack, basis);
        if (depth.zeroU.empty() || depth.devices.empty())
            return;
        const auto found = interferences(depth);
        for (const ZeroUVolume& upright : depth.zeroU) {
            const Interference* worst = nullptr;
            for (const Interference& one : found) {
                if (one.upright == &upright && (!worst || one.overlap > worst->overlap))
                    worst = &one;
            }
            const std::vector<std::string> missing = missingOf(upright, depth, basis, scope.rack);
            Finding finding;
            finding.subjects = {scope.subject(*upright.device)};
            finding.limit = 0;
            finding.measured = worst ? static_cast<double>(worst->overlap.value()) : 0;
            finding.unit = "mm";
            if (worst) {
                finding.message =
                    fmt::format("'{}' ({}) of rack design '{}' stands in the way of '{}' ({}): they share {} of depth.",
                                upright.device->id, upright.device->part->model, scope.rack.id(),
                                worst->device->device->id, worst->device->device->part->model, worst->overlap);
                finding.derivation = fmt::format(
                    "{} of device + {} of upright − {} clear behind the front rails = {}",
                    worst->device->body.rear - depth.frontRail, depth.rearEnd() - upright.body.front,
                    depth.rearEnd() - depth.frontRail, worst->overlap);
                addFix(scope, *upright.device, basis, finding);
            }
            findings.judge(worst ? Verdict{Severity::Error} : std::nullopt, std::move(finding), missing);
        }
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile&) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"clear"}, {"pdu"}, {"dev"}})) {
            const Millimetres overlap = zeroUOverlap(millimetresFrom(row[0]), millimetresFrom(row[1]), millimetresFrom(row[2]));
            out.add("overlap", overlap.value());
            out.add("verdict", verdictWord(above(static_cast<double>(overlap.value()), 0)));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    /// An upright of unknown size is judged where the rack has room for any beside its devices: never. A device of
    /// unknown depth matters only to an upright that reaches into its width.
    static std::vector<std::string> missingOf(const ZeroUVolume& upright, const RackDepth& depth, const DepthBasis& basis,
                                              const RackDesign& rack)
    {
        std::vector<std::string> missing;
        const PartType& part = *upright.device->part;
        if (!part.body.widthMm)
            missing.push_back(fmt::format("width of {}", part.model));
        if (!part.body.depthMm)
            missing.push_back(fmt::format("depth of {}", part.model));
        if (!missing.empty())
            return missing;
        const Millimetres beside = (rack.width() - openingWidth(rack.frame()->rack->holds)) / 2 - basis.post;
        for (const DeviceDepth& device : depth.devices) {
            auto what = fmt::format("depth of {}", device.device->part->model);
            if (!device.known && *part.body.widthMm > beside
                && std::find(missing.begin(), missing.end(), what) == missing.end())
                missing.push_back(std::move(what));
        }
        return missing;
    }

    /// The other side, where that leaves nothing in the way.
    static void addFix(const RackScope& scope, const Device& upright, const DepthBasis& basis, Finding& finding)
    {
        const auto other = upright.mount.face == Face::ZeroULeft ? Face::ZeroURight : Face::ZeroULeft;
        for (const int column : {1, 2}) {
            Device moved = upright;
            moved.mount = {other, RackUnit::whole(column), Slot::Full};
            const auto rack = scope.rack.replaced(moved);
            if (!rack)
                continue;
            const RackDepth depth = rackDepth(*rack, basis);
            const auto left = interferences(depth);
            const bool mends = std::none_of(left.begin(), left.end(), [&](const Interference& one) {
                return one.upright->device->id == upright.id;
            });
            if (!mends)
                continue;
            finding.fixes.push_back({fmt::format("Move '{}' to {}", upright.id, text(moved.mount)),
                                     [id = scope.rack.id(), moved](const Design& design) {
                                         return changeDevice(design, id, moved);
                                     }});
            return;
        }
    }
};

} // namespace

MadeRule zeroURule()
{
    return std::make_unique<ZeroURule>();
}

} // namespace colonnade::model
