#include "model/rules/AllRules.h"
#include "model/rules/FabricPlaces.h"
#include "model/rules/Inputs.h"
#include "model/rules/Optics.h"
#include "model/units/Text.h"

#include <map>

namespace colonnade::model {

namespace {

/// The cables of one rail take about the same time.
class CableDelayRule final : public FabricRule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "CAB-023",
            .title = "Propagation delay and skew",
            .domain = Domain::Cabling,
            .scopes = {Scope::Cable},
            .severity = Severity::Info,
            .adjustable = Adjustable::Yes,
            .parameters = {{"most_skew", "ns", "Difference between the cables of one rail above which it is told.", 0, 1e6},
                           {"fibre_index", "", "Group index of fibre.", 1, 2},
                           {"copper_index", "", "Group index of copper.", 1, 2}},
            .formula = "t = n_g · L / c; skew = max t − min t over one rail",
            .explanation = "A metre of fibre takes 4.90 ns and of twinax 4.77 ns. The skew is that of the cables between the nodes "
                           "and the leaves of a rail, in the ordered length; without rails there is no group to compare.",
            .remedy = "Cables of one length for a rail.",
            .sources = {{"besthub.dev: headroom of lossless links, about 5 ns/m", "B"}, {"PFC headroom, 476 ns for 100 m", "B"}}};
        return info;
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"L"}, {"n", profile.parameter(info().id, "fibre_index")}}))
            out.add("ns", delay(Metres{row[0]}, row[1]));
        return in.finish(out.value(in.listed()));
    }

protected:
    void checkFabric(const PlannedFabric& place, Findings& findings) const override
    {
        const FabricPlan& plan = *place.plan;
        const Profile& profile = place.scope.profile;
        if (plan.rails == 0)
            return;
        std::map<int, Rail> rails;
        for (std::size_t link = 0; link < plan.links.size(); ++link) {
            if (plan.links.tier[link] != 1 || plan.links.rail[link] == 0)
                continue;
            const std::size_t cable = plan.links.cable[link];
            const PartType* medium = mediumOf(plan, plan.cables.medium[cable]);
            if (!medium)
                continue;
            const double index = profile.parameter(info().id, isFibre(*medium) || medium->cable->medium == CableFigures::Medium::Aoc
                                                                  ? "fibre_index"
                                                                  : "copper_index");
            rails[plan.links.rail[link]].add(cable, delay(orderedLength(plan, cable), index));
        }
        const Rail* worst = nullptr;
        int number = 0;
        for (const auto& [rail, its] : rails) {
            if (!worst || its.skew() > worst->skew()) {
                worst = &its;
                number = rail;
            }
        }
        if (!worst)
            return;
        const double most = profile.parameter(info().id, "most_skew");
        Finding finding;
        finding.subjects = {place.subject()};
        finding.measured = worst->skew();
        finding.limit = most;
        finding.unit = "ns";
        finding.message = fmt::format("Rail {} of fabric '{}' has a skew of {} ns between {} and {}; above {} ns it is told.", number,
                                      place.fabric.name, significant(worst->skew(), 4), place.cableText(worst->slowest),
                                      place.cableText(worst->fastest), shortest(most));
        finding.derivation = fmt::format("{} − {} = {} ns", significant(worst->most, 4), significant(worst->least, 4),
                                         significant(worst->skew(), 4));
        findings.judge(exceeds(worst->skew(), most) ? Verdict{Severity::Info} : Verdict{}, std::move(finding));
    }

private:
    struct Rail {
        double most = 0, least = 0;
        std::size_t slowest = 0, fastest = 0;
        bool any = false;
        void add(std::size_t cable, double nanoseconds)
        {
            if (!any || nanoseconds > most) {
                most = nanoseconds;
                slowest = cable;
            }
            if (!any || nanoseconds < least) {
                least = nanoseconds;
                fastest = cable;
            }
            any = true;
        }
        [[nodiscard]] double skew() const { return most - least; }
    };

    static double delay(Metres length, double index) { return delayPerMetre(index) * length.value(); }
};

} // namespace

MadeRule cableDelayRule()
{
    return std::make_unique<CableDelayRule>();
}

} // namespace colonnade::model
