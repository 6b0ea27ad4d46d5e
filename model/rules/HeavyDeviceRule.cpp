#include "model/design/RackBalance.h"
#include "model/edit/BalanceEdits.h"
#include "model/rules/AllRules.h"
#include "model/rules/Depth.h"
#include "model/rules/Fixes.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <algorithm>
#include <set>

namespace colonnade::model {

namespace {

/// Heavy devices hang low, where people and lifts reach them.
class HeavyDeviceRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "MEC-012",
            .title = "Heavy device placement",
            .domain = Domain::Mechanical,
            .scopes = {Scope::RackDesign},
            .severity = Severity::Warning,
            .adjustable = Adjustable::Yes,
            .parameters = {{"two_person", "kg", "More than this takes two people.", 1, 500},
                           {"lift", "kg", "More than this takes a lift.", 1, 500},
                           {"high_share", "", "Above this share of the rack's units heavy devices are a warning.", 0, 1}},
            .formula = "m > 25 kg (two people; > 55 kg a lift) only where z / H ≤ 0.7, z the lowest unit; mass of the upper "
                       "half ≤ mass of the lower half",
            .explanation =
                "What stands in a rack-scale system as its maker stacked it is left out: its order is no choice of the "
                "design. Below 0.7 of the height two people and a lift are a remark of the installation, no finding.",
            .remedy = "Sort the devices by mass, the heaviest at the bottom.",
            .sources = {{"HP System E25 rack manual, p. 18: most of the mass below 32 U", "A"}, {"Limits of mass", "EJ"}}};
        return info;
    }

    void checkRack(const RackScope& scope, Findings& findings) const override
    {
        std::set<TypeId> stacked;
        if (scope.rack.system()) {
            for (const ContentItem& item : scope.rack.system()->contents)
                stacked.insert(item.type);
        }
        std::vector<std::string> missing, high;
        const Device* heaviest = nullptr;
        bool any = false;
        for (const Device& device : scope.rack.devices()) {
            if (device.zeroU() || device.part->kind == PartKind::Blanking || stacked.contains(device.part->id))
                continue;
            any = true;
            if (!device.part->body.mass) {
                auto what = fmt::format("mass of {}", device.part->model);
                if (shareOf(scope.rack, device) > highShare(scope.profile)
                    && std::find(missing.begin(), missing.end(), what) == missing.end())
                    missing.push_back(std::move(what));
                continue;
            }
            if (!verdict(device.part->body.mass->value(), shareOf(scope.rack, device), scope.profile))
                continue;
            high.push_back(device.id.text());
            if (!heaviest || *device.part->body.mass > *heaviest->part->body.mass)
                heaviest = &device;
        }
        if (!any)
            return;
        judgeHigh(scope, heaviest, high, missing, findings);
        judgeHalves(scope, findings);
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"m"}, {"u"}, {"U"}})) {
            const double share = row[1] / row[2];
            out.add("zH", share);
            out.add("verdict", verdictWord(verdict(row[0], share, profile)));
            out.add("hands", handling(row[0], profile));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    double highShare(const Profile& profile) const { return profile.parameter(info().id, "high_share"); }
    static double shareOf(const RackDesign& rack, const Device& device)
    {
        return device.mount.unit.value() / rack.units().value();
    }
    std::string handling(double kilograms, const Profile& profile) const
    {
        if (kilograms > profile.parameter(info().id, "lift"))
            return "lift";
        return kilograms > profile.parameter(info().id, "two_person") ? "two people" : "one person";
    }
    Verdict verdict(double kilograms, double share, const Profile& profile) const
    {
        const bool heavy = exceeds(kilograms, profile.parameter(info().id, "two_person"));
        return heavy && exceeds(share, highShare(profile)) ? Verdict{Severity::Warning} : std::nullopt;
    }
    static Fix sorted(const RackDesignId& rack)
    {
        return {"Sort the devices by mass, the heaviest at the bottom",
                [rack](const Design& design) { return sortByMass(design, rack); }};
    }

    void judgeHigh(const RackScope& scope, const Device* heaviest, const std::vector<std::string>& high,
                   const std::vector<std::string>& missing, Findings& findings) const
    {
        if (!heaviest) {
            if (!missing.empty())
                return findings.notEvaluated(scope.subject(), missing);
            return findings.pass();
        }
        const double share = shareOf(scope.rack, *heaviest);
        const double mass = heaviest->part->body.mass->value();
        Finding finding;
        finding.subjects = {scope.subject()};
        finding.measured = mass;
        finding.limit = scope.profile.parameter(info().id, "two_person");
        finding.unit = "kg";
        finding.message = fmt::format("{} of rack design '{}' hang above {} of its height and take more than one person; '{}' "
                                      "weighs {} and takes {} at {}.",
                                      someOf(high), scope.rack.id(), percent(highShare(scope.profile)), heaviest->id,
                                      *heaviest->part->body.mass,
                                      handling(mass, scope.profile) == "lift" ? "a lift" : "two people",
                                      text(heaviest->mount));
        finding.derivation = fmt::format("z / H = {} / {} = {} > {}", shortest(heaviest->mount.unit.value()),
                                         text(scope.rack.units()), significant(share, 3),
                                         significant(highShare(scope.profile), 3));
        finding.fixes = {sorted(scope.rack.id())};
        findings.judge(Verdict{Severity::Warning}, std::move(finding));
    }

    void judgeHalves(const RackScope& scope, Findings& findings) const
    {
        if (scope.rack.system())
            return;
        const RackBalance balance = rackBalance(scope.rack, rackDepth(scope.rack, depthBasis(scope.profile)));
        std::vector<std::string> missing; // Frame and uprights have no half.
        for (const Device& device : scope.rack.devices()) {
            auto what = fmt::format("mass of {}", device.part->model);
            if (!device.zeroU() && device.part->kind != PartKind::Blanking && !device.part->body.mass
                && std::find(missing.begin(), missing.end(), what) == missing.end())
                missing.push_back(std::move(what));
        }
        if (!missing.empty())
            return findings.notEvaluated(scope.subject(), std::move(missing), "halves");
        Finding finding;
        finding.subjects = {scope.subject()};
        finding.aspect = "halves";
        finding.measured = balance.upper.value();
        finding.limit = balance.lower.value();
        finding.unit = "kg";
        finding.message = fmt::format("The upper half of rack design '{}' holds {} of devices, the lower half {}.",
                                      scope.rack.id(), balance.upper, balance.lower);
        finding.fixes = {sorted(scope.rack.id())};
        const bool topHeavy = exceeds(balance.upper.value(), balance.lower.value());
        findings.judge(topHeavy ? Verdict{Severity::Warning} : std::nullopt, std::move(finding));
    }
};

} // namespace

MadeRule heavyDeviceRule()
{
    return std::make_unique<HeavyDeviceRule>();
}

} // namespace colonnade::model
