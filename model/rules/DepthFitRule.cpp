#include "model/rules/AllRules.h"
#include "model/rules/Depth.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <cmath>

namespace colonnade::model {

namespace {

/// Behind every device there is room for its plugs and for the bend of its cables.
class DepthFitRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "MEC-002",
            .title = "Depth fit with cable and bend space",
            .domain = Domain::Mechanical,
            .scopes = {Scope::RackDesign},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters = {{"front", "mm", "From the outside of the front to the front rails, where the frame does not say.",
                            0, 1000},
                           {"plug", "mm", "Length of a plug behind its inlet.", 0, 1000},
                           {"bend", "mm", "Bend radius of a power cord, where no cable of the rack is stiffer.", 0, 1000},
                           {"warn_slack", "mm", "Less slack than this is a warning.", 0, 1000}},
            .formula = "slack = D_rack − d_front − d_device − (plug + R_min of the attached cables) ≥ 0",
            .explanation =
                "One finding for a rack design, for the device with the least slack. The depth of the rack is its "
                "outside less the doors, where the frame says what they take. What hangs on the other face in the same "
                "units ends the space earlier. A tray that takes its current from a busbar has no plug behind it. Cables "
                "that belong to the rack design count with their own bend radius.",
            .remedy = "Take a deeper rack, angled plugs, or another model.",
            .sources = {{"EIA-310 does not fix the depth (interfacebus.com)", "B"}, {"Plug and bend space", "EJ"}}};
        return info;
    }

    void checkRack(const RackScope& scope, Findings& findings) const override
    {
        const RackDepth depth = rackDepth(scope.rack, depthBasis(scope.profile));
        if (depth.devices.empty())
            return;
        const DeviceDepth* worst = nullptr;
        std::vector<std::string> missing;
        for (const DeviceDepth& one : depth.devices) {
            if (!one.known)
                missing.push_back(fmt::format("depth of {}", one.device->part->model));
            else if (!worst || one.slack < worst->slack)
                worst = &one;
        }
        std::sort(missing.begin(), missing.end());
        missing.erase(std::unique(missing.begin(), missing.end()), missing.end());
        if (!worst)
            return findings.notEvaluated(scope.subject(), std::move(missing));
        const bool rear = worst->device->mount.face == Face::Rear;
        const double slack = static_cast<double>(worst->slack.value());
        Finding finding;
        finding.subjects = {scope.subject()};
        finding.measured = slack;
        finding.limit = slack < 0 ? 0 : scope.profile.parameter(info().id, "warn_slack");
        finding.unit = "mm";
        finding.lowerIsWorse = true;
        const Millimetres deep = worst->body.rear - worst->body.front;
        finding.message = slack < 0
            ? fmt::format("'{}' ({}) of rack design '{}' is too deep: with plug and bend it ends {} beyond the space.",
                          worst->device->id, worst->device->part->model, scope.rack.id(), -worst->slack)
            : fmt::format("'{}' ({}) of rack design '{}' leaves {} behind plug and bend.", worst->device->id,
                          worst->device->part->model, scope.rack.id(), worst->slack);
        const Millimetres before = rear ? depth.depth - depth.rearRail : depth.frontRail;
        const Millimetres end = worst->slack + before + deep + worst->plug + worst->bend;
        finding.derivation = fmt::format("{} − {} before the rails − {} of device − ({} of plug + {} of bend{}) = {}", end,
                                         before, deep, worst->plug, worst->bend,
                                         worst->bendOf.empty() ? std::string{} : ", " + worst->bendOf, worst->slack);
        findings.judge(verdict(slack, scope.profile), std::move(finding), missing);
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"D"},
                                        {"front", profile.parameter(info().id, "front")},
                                        {"dev"},
                                        {"rear", profile.parameter(info().id, "plug") + profile.parameter(info().id, "bend")}})) {
            const Millimetres slack = depthSlack(millimetresFrom(row[0]), millimetresFrom(row[1]), millimetresFrom(row[2]), millimetresFrom(row[3]));
            out.add("slack", slack.value());
            out.add("verdict", verdictWord(verdict(static_cast<double>(slack.value()), profile)));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    Verdict verdict(double slack, const Profile& profile) const
    {
        return above(-slack, 0, -profile.parameter(info().id, "warn_slack"));
    }
};

} // namespace

DepthBasis depthBasis(const Profile& profile)
{
    const auto of = [&](std::string_view rule, std::string_view key) {
        return Millimetres{std::llround(profile.parameter(rule, key))};
    };
    return {of("MEC-002", "front"), of("MEC-002", "plug"), of("MEC-002", "bend"), of("MEC-003", "post")};
}

MadeRule depthFitRule()
{
    return std::make_unique<DepthFitRule>();
}

} // namespace colonnade::model
