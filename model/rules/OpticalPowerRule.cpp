#include "model/rules/AllRules.h"
#include "model/rules/FabricPlaces.h"
#include "model/rules/Inputs.h"
#include "model/rules/Optics.h"
#include "model/units/Text.h"

#include <map>

namespace colonnade::model {

namespace {

/// The light that is sent still reaches the receiver's sensitivity after all losses.
class OpticalPowerRule final : public FabricRule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "CAB-021",
            .title = "Optical power budget",
            .domain = Domain::Cabling,
            .scopes = {Scope::Cable},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters = {{"warn_margin", "dB", "Margin below which it is a warning.", 0, 10},
                           {"connectors", "", "Mated connectors of a channel besides those of the modules.", 0, 20},
                           {"connector", "dB", "Loss of one of them.", 0, 5}},
            .formula = "M = P_tx,min − S_rx − IL − penalties ≥ 0",
            .explanation = "The longest cable of each kind, in both directions: least launch power of one module, sensitivity and "
                           "penalties (TDECQ, reflections) of the other, and the loss of fibre and connectors. Modules whose "
                           "entries do not give these figures are not evaluated; CAB-006 and CAB-020 judge the channel without "
                           "them.",
            .remedy = "A shorter channel, or one with fewer connectors.",
            .sources = {{"Definition; figures by the data sheet of the module", "EJ"}}};
        return info;
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"P"}, {"S"}, {"IL"}, {"pen", 0.0}})) {
            const double margin = powerMargin(row[0], row[1], row[2], row[3]);
            out.add("M", margin);
            out.add("verdict", verdictWord(verdict(margin, profile)));
        }
        return in.finish(out.value(in.listed()));
    }

protected:
    void checkFabric(const PlannedFabric& place, Findings& findings) const override
    {
        const FabricPlan& plan = *place.plan;
        const Profile& profile = place.scope.profile;
        Missing missing;
        std::map<std::string, Worst> worst;
        const auto kinds = cableKinds(place.plan);
        for (const CableKind& kind : *kinds) {
            const PartType* medium = mediumOf(plan, kind.medium);
            if (!medium || !isFibre(*medium))
                continue;
            const PartType* a = mediumOf(plan, kind.optics.a);
            const PartType* b = mediumOf(plan, kind.optics.b);
            if (!a || !b) {
                missing.insert(fmt::format("transceivers of {}", medium->model));
                continue;
            }
            const auto there = budgetOf(*a, *b, missing), back = budgetOf(*b, *a, missing);
            if (!there || !back)
                continue;
            const double budget = std::min(*there, *back);
            const double loss = lossOf(plan, kind, *medium, profile);
            Worst& its = worst[fmt::format("{}+{}", a->id, b->id)];
            if (!its.a || budget - loss < its.budget - its.loss)
                its = {a, b, kind.longest, budget, loss};
        }
        for (const auto& [aspect, its] : worst) {
            const double margin = powerMargin(its.budget, 0, its.loss, 0);
            Finding finding;
            finding.subjects = {place.subject()};
            finding.aspect = aspect;
            finding.measured = its.loss;
            finding.limit = its.budget;
            finding.unit = "dB";
            finding.message = fmt::format("Fibres between {} and {} of fabric '{}' have a margin of {} dB: {} loses {} dB of {} dB.",
                                          its.a->model, its.b->model, place.fabric.name, significant(margin, 3),
                                          place.cableText(its.cable), significant(its.loss, 3), significant(its.budget, 3));
            finding.derivation = fmt::format("{} − {} = {} dB", significant(its.budget, 3), significant(its.loss, 3),
                                             significant(margin, 3));
            findings.judge(verdict(margin, profile), std::move(finding));
        }
        tellMissing(place, missing, findings);
    }

private:
    Verdict verdict(double margin, const Profile& profile) const
    {
        if (exceeds(0, margin))
            return Severity::Error;
        return exceeds(profile.parameter(info().id, "warn_margin"), margin) ? Verdict{Severity::Warning} : Verdict{};
    }

    struct Worst {
        const PartType* a = nullptr;
        const PartType* b = nullptr;
        std::size_t cable = 0;
        double budget = 0, loss = 0;
    };

    /// Least power of one less sensitivity and penalties of the other, in dB.
    static std::optional<double> budgetOf(const PartType& sender, const PartType& receiver, Missing& missing)
    {
        const auto take = [&](const PartType& part, std::string_view figure, std::string_view name) {
            const auto value = part.number(figure);
            if (!value)
                missing.insert(fmt::format("{} of {}", name, part.model));
            return value;
        };
        const auto sent = take(sender, "tx_power_min_dbm", "launch power");
        const auto needed = take(receiver, "rx_sensitivity_dbm", "sensitivity");
        const auto penalty = take(receiver, "optical_penalty_db", "power penalties");
        if (!sent || !needed || !penalty)
            return std::nullopt;
        return powerMargin(*sent, *needed, 0, *penalty);
    }

    double lossOf(const FabricPlan& plan, const CableKind& kind, const PartType& medium, const Profile& profile) const
    {
        const auto perKm = profile.fibreLossDbPerKm.find(fibreGrade(medium));
        return insertionLoss(orderedLength(plan, kind.longest), perKm == profile.fibreLossDbPerKm.end() ? 0 : perKm->second,
                             profile.parameter(info().id, "connectors"), profile.parameter(info().id, "connector"), 0, 0);
    }
};

} // namespace

MadeRule opticalPowerRule()
{
    return std::make_unique<OpticalPowerRule>();
}

} // namespace colonnade::model
