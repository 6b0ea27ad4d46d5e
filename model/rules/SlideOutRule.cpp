#include "model/design/RackBalance.h"
#include "model/rules/AllRules.h"
#include "model/rules/Depth.h"
#include "model/rules/FloorSurvey.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/rules/Stability.h"
#include "model/units/Text.h"

#include <algorithm>
#include <cmath>

namespace colonnade::model {

namespace {

struct Extended {
    const DeviceDepth* device = nullptr;
    Kilograms rest;
    double behindFoot = 0, beforeFoot = 0; ///< mm
    double safety = 0;
};

/// A rack stays upright with one device pulled out.
class SlideOutRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "MEC-011",
            .title = "Slide-out tipping",
            .domain = Domain::Mechanical,
            .scopes = {Scope::RackDesign},
            .severity = Severity::Warning,
            .adjustable = Adjustable::Yes,
            .parameters = {{"safety", "", "Restoring over tipping moment.", 1, 20}},
            .formula = "m_r · g · x_r ≥ SF · m_e · g · x_e; x_r from the centre of gravity of the rest to the front feet, x_e "
                       "of the extended device before them",
            .explanation =
                "Each device at the front as if it were pulled out until its rear is at the front rails, one at a time, the "
                "rack filled otherwise; for the one with the least safety. Feet stand 75 mm inside the outside.",
            .remedy = "Add a stabiliser foot, anchor the rack, or hang the device lower and fill the rack first.",
            .sources = {{"Slide limits: AT&T 9370 installation manual, p. 3-12", "A"}, {"Safety factor of 2", "EJ"}}};
        return info;
    }

    void checkRack(const RackScope& scope, Findings& findings) const override
    {
        const RackDepth depth = rackDepth(scope.rack, depthBasis(scope.profile));
        const RackBalance balance = rackBalance(scope.rack, depth);
        std::vector<std::string> missing = balance.missing;
        std::optional<Extended> worst;
        bool any = false;
        for (const DeviceDepth& one : depth.devices) {
            if (one.device->mount.face != Face::Front)
                continue;
            any = true;
            if (!one.known) {
                auto what = fmt::format("depth of {}", one.device->part->model);
                if (std::find(missing.begin(), missing.end(), what) == missing.end())
                    missing.push_back(std::move(what));
                continue;
            }
            const auto pulled = extended(one, depth, balance);
            if (pulled && (!worst || pulled->safety < worst->safety))
                worst = pulled;
        }
        if (!any)
            return;
        if (!missing.empty()) // What is not known may hold the rack as well as tip it.
            return findings.notEvaluated(scope.subject(), std::move(missing));
        if (!worst || std::isinf(worst->safety))
            return findings.pass();
        Finding finding;
        finding.subjects = {scope.subject()}; // Which device is worst may change.
        finding.measured = worst->safety;
        finding.limit = scope.profile.parameter(info().id, "safety");
        finding.lowerIsWorse = true;
        const Kilograms mass = *worst->device->device->part->body.mass;
        finding.message = fmt::format("Rack design '{}' with '{}' ({}, {}) pulled out holds {} times its tipping moment; {} "
                                      "times are asked for.",
                                      scope.rack.id(), worst->device->device->id, worst->device->device->part->model, mass,
                                      significant(worst->safety, 3), significant(*finding.limit, 3));
        finding.derivation =
            fmt::format("{} · g · {} m / ({} · g · {} m) = {}", worst->rest, significant(worst->behindFoot / 1000, 3), mass,
                        significant(worst->beforeFoot / 1000, 3), significant(worst->safety, 3));
        findings.judge(verdict(worst->safety, scope.profile), std::move(finding));
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"m_r"}, {"x_r"}, {"m_e"}, {"x_e"}})) {
            const double safety = slideOutSafety(Kilograms{row[0]}, Metres{row[1]}, Kilograms{row[2]}, Metres{row[3]});
            out.add("SF", safety);
            out.add("verdict", verdictWord(verdict(safety, profile)));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    static std::optional<Extended> extended(const DeviceDepth& one, const RackDepth& depth, const RackBalance& balance)
    {
        const auto point = std::find_if(balance.points.begin(), balance.points.end(), [&](const MassPoint& other) {
            return other.device && other.device->id == one.device->id;
        });
        if (point == balance.points.end())
            return std::nullopt; // Within a system whose own mass holds.
        const double foot = static_cast<double>(FloorSurvey::footInset.value());
        Extended out;
        out.device = &one;
        out.rest = balance.mass - point->mass;
        if (out.rest <= Kilograms{})
            return std::nullopt;
        const double centre =
            (balance.mass.value() * balance.depth - point->mass.value() * point->depth) / out.rest.value();
        out.behindFoot = centre - foot;
        const double deep = static_cast<double>((one.body.rear - one.body.front).value());
        out.beforeFoot = deep / 2 - static_cast<double>(depth.frontRail.value()) + foot;
        out.safety = slideOutSafety(out.rest, Metres{out.behindFoot / 1000}, point->mass, Metres{out.beforeFoot / 1000});
        return out;
    }
    Verdict verdict(double safety, const Profile& profile) const
    {
        return exceeds(profile.parameter(info().id, "safety"), safety) ? Verdict{Severity::Warning} : std::nullopt;
    }
};

} // namespace

MadeRule slideOutRule()
{
    return std::make_unique<SlideOutRule>();
}

} // namespace colonnade::model
