#include "model/edit/ChainEdits.h"
#include "model/fabric/ProposedFabric.h"
#include "model/rules/AllRules.h"
#include "model/rules/FabricPlaces.h"
#include "model/rules/Fixes.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <algorithm>
#include <set>

namespace colonnade::model {

namespace {

/// Every device with a management controller is reached over a network that does not hang on the networks it manages.
class OutOfBandRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "NET-012",
            .title = "Out-of-band management",
            .domain = Domain::Network,
            .scopes = {Scope::Fabric},
            .severity = Severity::Error,
            .adjustable = Adjustable::No,
            .parameters = {{"release", "", "1: the design is to be released; 0: a design without any fabric is being drawn.", 0, 1}},
            .formula = "∀ device with a BMC: linked to an out-of-band fabric; its switches on two feeds",
            .explanation = "BMC ports in a fabric of the role out-of-band. A BMC in another fabric falls with what it is to mend, "
                           "and one in none is out of reach: both are an error. An out-of-band switch that hangs on one feed, or "
                           "has one supply, is a warning. Where an arrangement has no fabric at all it is being drawn, and nothing "
                           "is said.",
            .remedy = "An out-of-band fabric with the BMC ports as endpoints, and enough switches in it.",
            .sources = {{"NVIDIA DGX SuperPOD: a network of its own for out-of-band management", "A"}}};
        return info;
    }

    void checkArrangement(const ArrangementScope& scope, Findings& findings) const override
    {
        if (scope.arrangement.fabrics.empty() && scope.profile.parameter(info().id, "release") <= 0)
            return;
        std::set<std::pair<std::size_t, std::int32_t>> reached, inBand; // By placement and device.
        bool any = false;
        for (std::size_t i = 0; i < scope.fabrics.size(); ++i) {
            if (!scope.fabrics[i])
                continue;
            const FabricPlan& plan = *scope.fabrics[i];
            const bool apart = scope.arrangement.fabrics[i].role == FabricRole::OutOfBand;
            any |= apart;
            for (std::size_t link = 0; link < plan.links.size(); ++link) {
                const std::uint32_t a = plan.links.a[link];
                if (a < plan.switchCount || plan.nodes[a].pod > 0 || plan.port(a, plan.links.portA[link]).role != PortRole::Bmc)
                    continue;
                (apart ? reached : inBand).insert({plan.nodes[a].placement, plan.nodes[a].device});
            }
            if (apart)
                judgeSwitches(scope, scope.arrangement.fabrics[i], plan, findings);
        }
        std::vector<std::string> without, within;
        int managed = 0;
        const auto judge = [&](std::size_t at, std::int32_t device, const PartType& part, const std::string& name) {
            if (portCount(part, PortRole::Bmc) == 0)
                return;
            ++managed;
            if (reached.contains({at, device}))
                return;
            (inBand.contains({at, device}) ? within : without).push_back(name);
        };
        for (std::size_t at = 0; at < scope.arrangement.placements.size(); ++at) {
            const Placement& placement = scope.arrangement.placements[at];
            if (const RackDesignRef* rack = placement.rack()) {
                for (std::size_t device = 0; device < (*rack)->devices().size(); ++device)
                    judge(at, static_cast<std::int32_t>(device), *(*rack)->devices()[device].part,
                          fmt::format("{}/{}", placement.id, (*rack)->devices()[device].id));
            } else {
                judge(at, -1, **placement.unit(), placement.id.text());
            }
        }
        if (managed == 0)
            return;
        tell(scope, within, managed, "in-band", "hang on a network that they manage, not on one out of band", {}, findings);
        tell(scope, without, managed, "reach",
             any ? "are on no out-of-band network" : "are on no out-of-band network, for there is none",
             any || without.empty() ? std::nullopt : newNetwork(scope), findings);
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile&) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const RuleValue& one : in.cases("cases")) {
            const std::string how = one.isText() ? one.text() : std::string{};
            if (how != "inband_only" && how != "none" && how != "single_OOB" && how != "dual_OOB") {
                in.refuse("NET-012 takes cases of inband_only, none, single_OOB (its switches on one feed) or dual_OOB.");
                break;
            }
            out.add("verdict", verdictWord(verdict(how == "single_OOB" || how == "dual_OOB", how == "dual_OOB")));
        }
        return in.finish(out.value(true));
    }

private:
    static Verdict verdict(bool outOfBand, bool twoFeeds)
    {
        if (!outOfBand)
            return Severity::Error;
        return twoFeeds ? Verdict{} : Verdict{Severity::Warning};
    }

    static void tell(const ArrangementScope& scope, const std::vector<std::string>& names, int managed, std::string_view aspect,
                     std::string_view what, std::optional<Fix> fix, Findings& findings)
    {
        Finding finding;
        finding.subjects = {scope.subject()};
        if (fix)
            finding.fixes.push_back(std::move(*fix));
        finding.aspect = aspect;
        finding.measured = static_cast<double>(names.size());
        finding.limit = 0;
        finding.unit = "devices";
        finding.message = names.empty() ? fmt::format("All {} devices with a BMC in {} are where they should be.", managed, scope.name())
                                        : fmt::format("In {}, the BMCs of {} of {} devices {}: {}.", scope.name(), names.size(), managed,
                                                      what, someOf(names));
        findings.judge(verdict(names.empty(), true), std::move(finding));
    }

    /// An out-of-band network over management switches that stand there and no fabric has; nothing without such switches.
    static std::optional<Fix> newNetwork(const ArrangementScope& scope)
    {
        const Fabric fabric = proposedFabric(scope.arrangement, FabricRole::OutOfBand);
        if (fabric.switches.empty() || endpointsOf(scope.arrangement, FabricRole::OutOfBand).ports == 0)
            return std::nullopt;
        return Fix{fmt::format("Add an out-of-band network over '{}'{}", fabric.switches.front().device,
                               fabric.switches.size() > 1 ? fmt::format(" and {} more switches", fabric.switches.size() - 1) : std::string{}),
                   [holder = scope.holder(), fabric](const Design& design) { return setFabric(design, holder, fabric); }};
    }

    /// The switches of an out-of-band fabric by the feeds that their supplies hang on.
    static void judgeSwitches(const ArrangementScope& scope, const Fabric& fabric, const FabricPlan& plan, Findings& findings)
    {
        std::vector<std::string> single;
        std::set<std::string> missing;
        int known = 0;
        for (std::uint32_t node = 0; node < plan.switchCount; ++node) {
            const PartType& part = plan.part(node);
            int supplies = 0;
            for (const PowerInput& input : part.inputs)
                supplies += input.count;
            if (supplies == 0) {
                missing.insert(fmt::format("supplies of {}", part.model));
                continue;
            }
            const Placement& placement = plan.placement(scope.arrangement, node);
            if (placement.feeds.empty()) {
                missing.insert(fmt::format("feeds of '{}'", placement.id));
                continue;
            }
            ++known;
            if (supplies < 2 || feedsOf(scope, plan, node).size() < 2)
                single.push_back(plan.path(scope.arrangement, node));
        }
        if (known > 0) {
            Finding finding;
            finding.subjects = {scope.fabric(fabric.id)};
            finding.aspect = "feeds";
            finding.measured = static_cast<double>(single.size());
            finding.limit = 0;
            finding.unit = "switches";
            finding.message = single.empty() ? fmt::format("All switches of '{}' hang on two feeds.", fabric.name)
                                             : fmt::format("Out-of-band switches of '{}' hang on one feed or supply: {}.", fabric.name,
                                                           someOf(single));
            findings.judge(verdict(true, single.empty()), std::move(finding));
        }
        if (!missing.empty())
            findings.notEvaluated(scope.fabric(fabric.id), {missing.begin(), missing.end()}, "feeds");
    }
};

} // namespace

MadeRule outOfBandRule()
{
    return std::make_unique<OutOfBandRule>();
}

} // namespace colonnade::model
