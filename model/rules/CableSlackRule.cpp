#include "model/rules/AllRules.h"
#include "model/rules/Cabling.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <map>

namespace colonnade::model {

namespace {

/// There is a cable to order for every link, and not much of it is left over.
class CableSlackRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "CAB-008",
            .title = "Order length and slack",
            .domain = Domain::Cabling,
            .scopes = {Scope::Cable},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters = {{"slack", "m", "Slack that is always accepted.", 0, 1000},
                           {"slack_share", "",
                            "Share of the ordered length that is accepted as slack.", 0, 1}},
            .formula = "L_sku = min{SKU ≥ L}; slack = L_sku − L ≤ max(3 m, 25 % of L_sku)",
            .explanation = "Links for which no medium of the fabric's list fits are an error, one "
                           "finding for each reason. Cables "
                           "with too much left over are a warning, one for each part.",
            .remedy = "Add a medium to the fabric's list, or another stock length.",
            .sources = {{"Round up (c0de.it rack planner)", "B"}, {"Limits", "EJ"}}};
        return info;
    }

    void checkArrangement(const ArrangementScope& scope, Findings& findings) const override
    {
        for (std::size_t i = 0; i < scope.fabrics.size(); ++i) {
            if (scope.fabrics[i] && scope.fabrics[i]->cables.size() > 0)
                checkFabric(scope, scope.arrangement.fabrics[i], *scope.fabrics[i], findings);
        }
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        const auto stock = in.numbers("skus");
        Answers out;
        for (const auto& row : in.rows({{"L"}})) {
            const auto order = orderLengthOf(stock, Metres{row[0]});
            out.add("sku", order ? RuleValue(order->order.value()) : RuleValue());
            out.add("slack", order ? RuleValue(order->slack.value()) : RuleValue());
            out.add("verdict",
                    verdictWord(order ? verdict(order->slack, order->order, profile)
                                      : Severity::Error));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    Verdict verdict(Metres slack, Metres order, const Profile& profile) const
    {
        const double accepted =
            std::max(profile.parameter(info().id, "slack"),
                     profile.parameter(info().id, "slack_share") * order.value());
        return exceeds(slack.value(), accepted + 1e-4) ? Verdict{Severity::Warning} : std::nullopt;
    }

    void checkFabric(const ArrangementScope& scope, const Fabric& fabric, const FabricPlan& plan,
                     Findings& findings) const
    {
        std::map<MediumGap, CableGroup> gaps;
        std::map<std::uint16_t, CableGroup> slack;
        int good = 0;
        for (std::size_t cable = 0; cable < plan.cables.size(); ++cable) {
            if (plan.cables.medium[cable] == CableColumns::none) {
                gaps[plan.cables.gap[cable]].add(cable, plan.cables.routed[cable]);
                continue;
            }
            const Metres order{static_cast<double>(plan.cables.ordered[cable])};
            const Metres over = order - Metres{static_cast<double>(plan.cables.routed[cable])};
            if (verdict(over, order, scope.profile))
                slack[plan.cables.medium[cable]].add(cable, over.value());
            else
                ++good;
        }
        if (good > 0)
            findings.pass();
        for (const auto& [gap, group] : gaps) {
            Finding finding;
            finding.severity = Severity::Error;
            finding.subjects = {scope.fabric(fabric.id)};
            finding.aspect = fmt::format("gap-{}", static_cast<int>(gap));
            finding.measured = group.count;
            finding.limit = 0;
            finding.unit = "cables";
            finding.message = fmt::format(
                "{} of fabric '{}' {} no medium: from {} over {}, {}.",
                group.count == 1 ? std::string{"One cable"} : fmt::format("{} cables", group.count),
                fabric.name, group.count == 1 ? "has" : "have",
                plan.linkText(scope.arrangement, plan.cables.links(group.worst).front()),
                Metres{static_cast<double>(plan.cables.routed[group.worst])},
                plan.gapText(group.worst));
            findings.add(std::move(finding));
        }
        for (const auto& [medium, group] : slack) {
            const Metres order{static_cast<double>(plan.cables.ordered[group.worst])};
            const Metres routed{static_cast<double>(plan.cables.routed[group.worst])};
            Finding finding;
            finding.severity = Severity::Warning;
            finding.subjects = {scope.fabric(fabric.id)};
            finding.aspect = plan.media[medium]->id.text();
            finding.measured = (order - routed).value();
            finding.limit =
                std::max(scope.profile.parameter(info().id, "slack"),
                         scope.profile.parameter(info().id, "slack_share") * order.value());
            finding.unit = "m";
            finding.message = fmt::format(
                "{} of {} in fabric '{}' leave much over: from {} the way is {} and the cable {}.",
                group.count == 1 ? std::string{"One cable"} : fmt::format("{} cables", group.count),
                plan.media[medium]->model, fabric.name,
                plan.linkText(scope.arrangement, plan.cables.links(group.worst).front()), routed,
                order);
            finding.derivation = fmt::format("{} − {} = {}", order, routed, order - routed);
            findings.add(std::move(finding));
        }
    }
};

} // namespace

MadeRule cableSlackRule()
{
    return std::make_unique<CableSlackRule>();
}

} // namespace colonnade::model
