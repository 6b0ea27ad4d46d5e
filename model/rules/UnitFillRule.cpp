#include "model/rules/AllRules.h"
#include "model/rules/FabricPlaces.h"
#include "model/rules/FabricSizes.h"
#include "model/rules/Inputs.h"
#include "model/units/Text.h"

#include <algorithm>
#include <map>
#include <set>

namespace colonnade::model {

namespace {

/// A scalable unit has one leaf for each rail, and is filled before the next one is opened.
class UnitFillRule final : public FabricRule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "NET-005",
            .title = "Completeness of scalable units",
            .domain = Domain::Network,
            .scopes = {Scope::Fabric},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters = {},
            .formula = "servers a unit = ports/2; accelerators a unit = servers · rails; fill = placed / servers ≤ 1",
            .explanation = "Rail-optimised fabrics: the servers on the leaves of the rails, against the servers that these leaves "
                           "have ports for. A unit that is not full costs the same leaves and spines, which is a warning; more "
                           "servers than ports, or rails without a leaf, are an error. Endpoints without a rail (managers) take "
                           "ports too and are told beside it.",
            .remedy = "Fill the unit before the next one is opened.",
            .sources = {{"Juniper JVD: leaf and spine nodes, servers and GPUs in a rail-optimised architecture", "A"},
                        {"NVIDIA: design for full scalable units", "A"}}};
        return info;
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile&) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"ports"}, {"rails"}, {"placed"}})) {
            const double servers = serversPerUnit(row[0]);
            const double fill = servers > 0 ? row[2] / servers : 0;
            out.add("servers", servers);
            out.add("gpus", servers * row[1]);
            out.add("fill", fill);
            out.add("verdict", verdictWord(verdict(fill)));
        }
        return in.finish(out.value(in.listed()));
    }

protected:
    void checkFabric(const PlannedFabric& place, Findings& findings) const override
    {
        const FabricPlan& plan = *place.plan;
        if (plan.rails == 0 || plan.refusal)
            return;
        std::map<int, int> portsOfRail; // For endpoints.
        for (const SwitchUse& use : plan.switches) {
            const FabricNode& node = plan.nodes[use.node];
            if (node.tier == 1 && node.rail > 0)
                portsOfRail[node.rail] += use.reservedDown;
        }
        std::set<int> bare;
        for (int rail = 1; rail <= plan.rails; ++rail) {
            if (!portsOfRail.contains(rail))
                bare.insert(rail);
        }
        if (!bare.empty()) {
            Finding finding;
            finding.severity = Severity::Error;
            finding.subjects = {place.subject()};
            finding.aspect = "leaves";
            finding.measured = static_cast<double>(bare.size());
            finding.limit = 0;
            finding.unit = "rails";
            finding.message = fmt::format("{} of the {} rails of fabric '{}' {} no leaf, the first is rail {}.", bare.size(), plan.rails,
                                          place.fabric.name, bare.size() == 1 ? "has" : "have", *bare.begin());
            findings.add(std::move(finding));
        }
        if (portsOfRail.empty())
            return;
        const auto fewest = std::min_element(portsOfRail.begin(), portsOfRail.end(),
                                             [](const auto& a, const auto& b) { return a.second < b.second; });
        std::map<std::uint32_t, int> railLinks; // By endpoint.
        for (std::size_t link = 0; link < plan.links.size(); ++link) {
            if (plan.links.tier[link] == 1 && plan.links.rail[link] > 0)
                ++railLinks[plan.links.a[link]];
        }
        // What has a port on every rail is a server; the others take free ports (managers).
        const auto servers = static_cast<std::size_t>(std::count_if(railLinks.begin(), railLinks.end(), [&](const auto& its) {
            return its.second >= plan.rails;
        }));
        const int guests = plan.endpointLinks - static_cast<int>(servers) * plan.rails;
        const double room = fewest->second;
        const double placed = static_cast<double>(servers);
        if (room <= 0)
            return;
        const double fill = placed / room;
        Finding finding;
        finding.subjects = {place.subject()};
        finding.measured = fill * 100;
        finding.limit = 100;
        finding.unit = "%";
        finding.lowerIsWorse = fill < 1;
        finding.message = fmt::format("The units of fabric '{}' are filled to {}: {} servers, and the leaves of a rail have {} ports for "
                                      "them{}.",
                                      place.fabric.name, percent(fill), servers, shortest(room),
                                      guests > 0 ? fmt::format("; {} links go to endpoints that are not on all rails", guests)
                                                 : std::string{});
        finding.derivation = fmt::format("{} / {} = {}", servers, shortest(room), percent(fill));
        findings.judge(verdict(fill), std::move(finding));
    }

private:
    static Verdict verdict(double fill)
    {
        if (exceeds(fill, 1))
            return Severity::Error;
        return exceeds(1, fill) ? Verdict{Severity::Warning} : Verdict{};
    }
};

} // namespace

MadeRule unitFillRule()
{
    return std::make_unique<UnitFillRule>();
}

} // namespace colonnade::model
