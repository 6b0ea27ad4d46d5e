#include "model/rules/AllRules.h"
#include "model/rules/FabricPlaces.h"
#include "model/rules/Inputs.h"
#include "model/rules/Optics.h"
#include "model/units/Text.h"

namespace colonnade::model {

namespace {

/// Both ends of a link run as many lanes of the same rate.
class LaneRateRule final : public FabricRule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "CAB-002",
            .title = "Lane rate, count and modulation",
            .domain = Domain::Cabling,
            .scopes = {Scope::Cable},
            .severity = Severity::Error,
            .adjustable = Adjustable::No,
            .parameters = {},
            .formula = "rate_A = rate_B and Σ lanes_A = Σ lanes_B",
            .explanation = "The transceivers of both ends, by the lanes that they give to a link; the rate says the modulation, 25 "
                           "Gbit/s NRZ and from 50 up PAM4. Two transceivers do not shift down. A copper or optical assembly may, "
                           "and has to be as fast as its links together.",
            .remedy = "An assembly that shifts down, or transceivers of one generation.",
            .sources = {{"NVIDIA product line: HDR transceivers do not link to NDR transceivers", "A"}}};
        return info;
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile&) const override
    {
        return verdictsOfPairs(
            info(), given,
            [](const std::string& one, const std::string& other) -> std::optional<Verdict> {
                const auto a = laneGroup(one), b = laneGroup(other);
                return a && b ? std::optional{verdict(lanesMatch(*a, *b))} : std::nullopt;
            },
            "CAB-002 takes cases of two lane groups, as \"8x100\" and \"2x(4x100)\".");
    }

protected:
    void checkFabric(const PlannedFabric& place, Findings& findings) const override
    {
        const FabricPlan& plan = *place.plan;
        JudgedKinds judged;
        const auto kinds = cableKinds(place.plan);
        for (const CableKind& kind : *kinds) {
            const PartType* medium = mediumOf(plan, kind.medium);
            if (!medium || medium->cable->medium == CableFigures::Medium::TwistedPair
                || medium->cable->medium == CableFigures::Medium::Backplane)
                continue; // Their ends agree on a speed by themselves, or are one part.
            const std::string wrong = isFibre(*medium) ? ofOptics(plan, kind, judged.missing) : ofAssembly(plan, kind, *medium, judged.missing);
            if (wrong == unknown)
                continue;
            if (wrong.empty())
                judged.good = true;
            else
                addKind(judged.bad, medium->id.text(), kind, wrong);
        }
        tellKinds(place, judged, findings, [&](const KindGroup& group) {
            return fmt::format("{} of fabric '{}' will not link: {} ({}).", counted(group.count, "cable", "cables"), place.fabric.name,
                               group.what, place.cableText(group.kind->first));
        });
    }

private:
    static constexpr std::string_view unknown = "?";

    static Verdict verdict(bool match) { return match ? Verdict{} : Verdict{Severity::Error}; }

    static std::string ofOptics(const FabricPlan& plan, const CableKind& kind, Missing& missing)
    {
        const PartType* a = mediumOf(plan, kind.optics.a);
        const PartType* b = mediumOf(plan, kind.optics.b);
        if (!a || !b) {
            missing.insert(fmt::format("transceivers of {}", plan.media[kind.medium]->model));
            return std::string{unknown};
        }
        for (const PartType* optic : {a, b}) {
            if (!laneRate(*optic->transceiver))
                missing.insert(fmt::format("lane rate of {}", optic->model));
        }
        const auto rateA = laneRate(*a->transceiver), rateB = laneRate(*b->transceiver);
        if (!rateA || !rateB)
            return std::string{unknown};
        const double speed = endsOf(plan, kind.first).speed.value();
        const LaneGroup groupA{speed / *rateA, *rateA}, groupB{speed / *rateB, *rateB};
        if (lanesMatch(groupA, groupB))
            return {};
        return fmt::format("{} runs {} lanes of {} Gbit/s and {} {} of {}", a->model, shortest(groupA.lanes),
                           shortest(groupA.rate), b->model, shortest(groupB.lanes), shortest(groupB.rate));
    }

    static std::string ofAssembly(const FabricPlan& plan, const CableKind& kind, const PartType& medium, Missing& missing)
    {
        if (medium.cable->speed.value() <= 0) {
            missing.insert(fmt::format("speed of {}", medium.model));
            return std::string{unknown};
        }
        const int links = medium.cable->ends > 1 ? medium.cable->ends : static_cast<int>(plan.cables.links(kind.first).size());
        const double needed = endsOf(plan, kind.first).speed.value() * links;
        if (breakoutFits(medium.cable->speed.value(), needed))
            return {};
        return fmt::format("{} carries {}, and its links ask for {}", medium.model, medium.cable->speed, GigabitsPerSecond{needed});
    }
};

} // namespace

MadeRule laneRateRule()
{
    return std::make_unique<LaneRateRule>();
}

} // namespace colonnade::model
