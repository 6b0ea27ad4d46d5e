#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/FloorLoads.h"
#include "model/rules/Mechanics.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

namespace {

/// What a rack offers of one thing, and how much of it is used.
struct Resource {
    std::string_view name;
    double used = 0, available = 0;
    bool canLieIdle = true;

    [[nodiscard]] double free() const { return 1 - used / available; }
};

const Resource& scarcest(const std::vector<Resource>& resources)
{
    return *std::min_element(resources.begin(), resources.end(),
                             [](const Resource& a, const Resource& b) { return a.free() < b.free(); });
}

/// Nothing where none can lie idle.
const Resource* idlest(const std::vector<Resource>& resources)
{
    const Resource* most = nullptr;
    for (const Resource& resource : resources) {
        if (resource.canLieIdle && (!most || resource.free() > most->free()))
            most = &resource;
    }
    return most;
}

/// No rack runs out of one thing while much of another lies idle.
class StrandedCapacityRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "SUS-005",
            .title = "Stranded capacity",
            .domain = Domain::Sustainability,
            .scopes = {Scope::RackDesign},
            .severity = Severity::Info,
            .adjustable = Adjustable::Yes,
            .parameters = {{"scarce_share", "", "Free share below which a resource is used up.", 0, 1},
                           {"idle_share", "", "Free share above which another lies idle.", 0, 1}},
            .formula = "σ = min (1 − used / available); stranded: one < 5 % free, another > 30 %",
            .explanation = "Power is what the surviving PDUs or shelves can carry in the worst state; units are those not "
                           "occupied, blanked ones too; the frame's load counts as used up, never as idle. Racks without "
                           "accelerators are left alone: a network rack is bound by its ports.",
            .remedy = "Swap devices between racks; another feed; a lower frame.",
            .sources = {{"Power-limited racks (techtarget.com)", "B"}, {"Thresholds", "EJ"}}};
        return info;
    }

    void checkRack(const RackScope& scope, Findings& findings) const override
    {
        const RackFacts& facts = scope.rack.facts();
        if (facts.accelerators == 0 || facts.units.value() <= 0 || !facts.provisioned.complete())
            return; // Unknown power: PWR-001 and others say so.
        std::vector<Resource> resources{{"units", facts.units.value() - facts.free.value(), facts.units.value()}};
        if (const auto power = powerOf(scope))
            resources.push_back(*power);
        const RackMass mass = rackMass(scope.rack, scope.profile);
        const auto& most = scope.rack.frame()->rack->maxLoad;
        if (mass.missing.empty() && most && *most > Kilograms{})
            resources.push_back({"mass", mass.payload.known.value(), most->value(), false});
        if (resources.size() < 2)
            return;
        const Resource& scarce = scarcest(resources);
        const Resource* idle = idlest(resources);
        Finding finding;
        finding.subjects = {scope.subject()};
        finding.unit = "%";
        finding.measured = (1 - scarce.free()) * 100;
        finding.limit = (1 - scope.profile.parameter(info().id, "scarce_share")) * 100;
        finding.message = fmt::format("Rack design '{}' is bound by {}: {} of it is free, while {} of its {} cannot be used; "
                                      "below {} and above {} that is told.",
                                      scope.rack.id(), scarce.name, percent(scarce.free()),
                                      percent(idle->free()), idle->name,
                                      percent(scope.profile.parameter(info().id, "scarce_share")),
                                      percent(scope.profile.parameter(info().id, "idle_share")));
        for (const Resource& resource : resources)
            finding.derivation +=
                fmt::format("{}{}: 1 − {} / {} = {}", finding.derivation.empty() ? "" : "; ", resource.name,
                            significant(resource.used, 4), significant(resource.available, 4), percent(resource.free()));
        findings.judge(verdict(resources, scope.profile), std::move(finding));
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        std::vector<Resource> resources;
        std::vector<double> free;
        for (const auto& row : in.rows({{"used"}, {"av"}})) {
            resources.push_back({"", row[0], row[1]});
            free.push_back(resources.back().free());
        }
        RuleValue out = RuleValue::object();
        out.put("free", in.listed() ? RuleValue(free) : RuleValue(free.front()));
        out.put("sigma", *std::min_element(free.begin(), free.end()));
        out.put("verdict", verdictWord(verdict(resources, profile)));
        return in.finish(std::move(out));
    }

private:
    /// The PDUs of the side that is closest to its limit, or the shelves with one of them or the worse side lost.
    static std::optional<Resource> powerOf(const RackScope& scope)
    {
        std::vector<Shelf> shelves;
        for (const Device& device : scope.rack.devices()) {
            if (isSourceShelf(device))
                shelves.push_back({static_cast<std::size_t>(sideOf(scope.rack, device)), device.part->shelf->output});
        }
        if (!shelves.empty()) {
            const Watts left = shelfBank(shelves, 1).available();
            if (left <= Watts{})
                return std::nullopt;
            return Resource{"power", rackDraw(scope.rack).shelfLoad.value(), left.value()};
        }
        std::optional<Resource> worst;
        for (const PduLoad& load : pduLoads(scope.rack, scope.profile.power)) {
            if (!load.limit || *load.limit <= Watts{})
                return std::nullopt;
            const Resource one{"power", load.worst.value(), load.limit->value()};
            if (!worst || one.free() < worst->free())
                worst = one;
        }
        return worst;
    }

    /// What is overloaded is for other rules.
    Verdict verdict(const std::vector<Resource>& resources, const Profile& profile) const
    {
        const double scarce = scarcest(resources).free();
        const Resource* idle = idlest(resources);
        return idle && scarce > -1e-9 && exceeds(profile.parameter(info().id, "scarce_share"), scarce)
                && exceeds(idle->free(), profile.parameter(info().id, "idle_share"))
            ? Verdict{Severity::Info}
            : std::nullopt;
    }
};

} // namespace

MadeRule strandedCapacityRule()
{
    return std::make_unique<StrandedCapacityRule>();
}

} // namespace colonnade::model
