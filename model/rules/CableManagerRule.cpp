#include "model/rules/AllRules.h"
#include "model/rules/FabricPlaces.h"
#include "model/rules/Inputs.h"
#include "model/rules/Pathways.h"
#include "model/units/RackUnit.h"
#include "model/units/Text.h"

#include <algorithm>
#include <map>
#include <set>

namespace colonnade::model {

namespace {

/// The vertical managers of a rack hold its cables, and the cables of a device leave its exhaust free.
class CableManagerRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "CAB-011",
            .title = "Vertical managers and exhaust",
            .domain = Domain::Cabling,
            .scopes = {Scope::Cable},
            .severity = Severity::Warning,
            .adjustable = Adjustable::Yes,
            .parameters = {{"manager_share", "", "Fill that a vertical manager may have.", 0.01, 1},
                           {"exhaust_share", "", "Share of a device's rear that its cables may cover.", 0.01, 1},
                           {"width", "mm", "Width of a vertical manager; 0: not known.", 0, 1000},
                           {"depth", "mm", "Its depth; 0: as wide.", 0, 2000},
                           {"managers", "", "Managers of a rack that share its cables.", 1, 8}},
            .formula = "φ_v = Σ (π d²/4) / (w · d); Σ (π d²/4) at a device / (width · height of its rear)",
            .explanation = "All cables of fabrics that end in a rack, over its managers, whose size a profile gives; without it the racks "
                           "are not evaluated. Beside it the cables of each device over its rear, as if all left there: a device "
                           "without a width counts with the 450 mm between the rails. Cables without a diameter are missing.",
            .remedy = "Thinner cables (AEC), or a wider rack.",
            .sources = {{"ubytelink.com: bulk of DAC before the exhaust", "B"}, {"AEC 30 to 50 % thinner (ydfiberoptic.com)", "B"}, {"Limits", "EJ"}}};
        return info;
    }

    void checkArrangement(const ArrangementScope& scope, Findings& findings) const override
    {
        Areas areas;
        for (const auto& plan : scope.fabrics) {
            if (plan)
                areas.add(*plan);
        }
        if (areas.byPlacement.empty())
            return;
        judgeManagers(scope, areas, findings);
        judgeExhaust(scope, areas, findings);
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"n"}, {"d"}, {"w"}, {"depth", 0.0}})) {
            const double fill = managerFill(row[0] * cableArea(row[1]), row[2], row[3]);
            out.add("fill", fill);
            out.add("verdict", verdictWord(verdict(fill, profile.parameter(info().id, "manager_share"))));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    /// Cross-sections of cables where they end.
    struct Areas {
        std::map<std::uint32_t, double> byPlacement;
        std::map<std::pair<std::uint32_t, std::int32_t>, double> byDevice;
        std::set<std::string> missing;

        void add(const FabricPlan& plan)
        {
            std::vector<double> byNode(plan.nodes.size());
            std::vector<bool> ends(plan.nodes.size());
            std::vector<double> area(plan.media.size(), -1);
            for (std::size_t medium = 0; medium < plan.media.size(); ++medium) {
                if (plan.media[medium]->cable && plan.media[medium]->cable->diameterMm)
                    area[medium] = cableArea(*plan.media[medium]->cable->diameterMm);
            }
            std::vector<bool> unknown(plan.media.size());
            for (std::size_t cable = 0; cable < plan.cables.size(); ++cable) {
                const std::uint32_t link = plan.cables.links(cable).front();
                ends[plan.links.a[link]] = ends[plan.links.b[link]] = true;
                const std::uint16_t medium = plan.cables.medium[cable];
                if (medium == CableColumns::none)
                    continue;
                unknown[medium] = unknown[medium] || area[medium] < 0;
                byNode[plan.links.a[link]] += std::max(area[medium], 0.0);
                byNode[plan.links.b[link]] += std::max(area[medium], 0.0);
            }
            for (std::size_t medium = 0; medium < unknown.size(); ++medium) {
                if (unknown[medium])
                    missing.insert(fmt::format("diameter of {}", plan.media[medium]->model));
            }
            for (std::size_t node = 0; node < byNode.size(); ++node) {
                if (!ends[node] || plan.nodes[node].pod > 0)
                    continue; // A rack of a pod is judged with its pod.
                byPlacement[plan.nodes[node].placement] += byNode[node];
                byDevice[{plan.nodes[node].placement, plan.nodes[node].device}] += byNode[node];
            }
        }
    };

    static double managerFill(double area, double width, double depth)
    {
        const double room = width * (depth > 0 ? depth : width);
        return room > 0 ? area / room : 0;
    }

    static Verdict verdict(double share, double most) { return exceeds(share, most) ? Verdict{Severity::Warning} : Verdict{}; }

    void judgeManagers(const ArrangementScope& scope, const Areas& areas, Findings& findings) const
    {
        const auto of = [&](std::string_view key) { return scope.profile.parameter(info().id, key); };
        std::set<std::string> missing = areas.missing;
        if (of("width") <= 0)
            missing.insert(fmt::format("size of the vertical managers of the racks in {}", scope.name()));
        const auto worst = std::max_element(areas.byPlacement.begin(), areas.byPlacement.end(),
                                            [](const auto& a, const auto& b) { return a.second < b.second; });
        const double fill = managerFill(worst->second / of("managers"), of("width"), of("depth"));
        const double most = of("manager_share");
        Finding finding;
        finding.subjects = {scope.placement(scope.arrangement.placements[worst->first].id)};
        finding.aspect = "manager";
        finding.measured = fill * 100;
        finding.limit = most * 100;
        finding.unit = "%";
        finding.message = fmt::format("The vertical managers of '{}' are filled to {}; {} is the most.",
                                      scope.arrangement.placements[worst->first].id, percent(fill), percent(most));
        finding.derivation = fmt::format("{} mm² over {} managers = {}", significant(worst->second, 5), shortest(of("managers")), percent(fill));
        tell(scope, verdict(fill, most), std::move(finding), missing, "manager", findings);
    }

    void judgeExhaust(const ArrangementScope& scope, const Areas& areas, Findings& findings) const
    {
        double worst = -1;
        std::string name;
        const PlacementId* rack = nullptr;
        for (const auto& [place, area] : areas.byDevice) {
            const Placement& placement = scope.arrangement.placements[place.first];
            if (place.second < 0 || !placement.rack())
                continue;
            const Device& device = (*placement.rack())->devices()[static_cast<std::size_t>(place.second)];
            constexpr double betweenRails = 450;
            const double width = device.part->body.widthMm ? static_cast<double>(device.part->body.widthMm->value()) : betweenRails;
            const double height = static_cast<double>(device.height().halves()) / 2 * rackUnitMillimetres;
            if (height <= 0)
                continue;
            if (const double share = area / (width * height); share > worst) {
                worst = share;
                rack = &placement.id;
                name = fmt::format("{}/{}", placement.id, device.id);
            }
        }
        if (!rack)
            return;
        const double most = scope.profile.parameter(info().id, "exhaust_share");
        Finding finding;
        finding.subjects = {scope.placement(*rack)};
        finding.aspect = "exhaust";
        finding.measured = worst * 100;
        finding.limit = most * 100;
        finding.unit = "%";
        finding.message = fmt::format("The cables of '{}' cover {} of its rear; {} is the most.", name, percent(worst), percent(most));
        finding.derivation = percent(worst);
        tell(scope, verdict(worst, most), std::move(finding), areas.missing, "exhaust", findings);
    }

    /// What is known may already be too much; it is never a pass where something is missing.
    static void tell(const ArrangementScope& scope, const Verdict& verdict, Finding finding, const std::set<std::string>& missing,
                     std::string aspect, Findings& findings)
    {
        if (missing.empty() || verdict)
            findings.judge(verdict, std::move(finding));
        else
            findings.notEvaluated(scope.subject(), {missing.begin(), missing.end()}, std::move(aspect));
    }
};

} // namespace

MadeRule cableManagerRule()
{
    return std::make_unique<CableManagerRule>();
}

} // namespace colonnade::model
