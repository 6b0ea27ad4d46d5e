#include "model/reliability/ReliabilityFacts.h"
#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <algorithm>
#include <cmath>

namespace colonnade::model {

namespace {

/// Equal units of which some must work.
struct Group {
    FailureClass kind = FailureClass::Supply;
    std::string name; ///< "CDUs of loop 'TCS-1'"
    int needed = 0, units = 0;
};

/// Units that share a load are so many that enough of them work all but a few minutes a year.
class GroupAvailabilityRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "REL-008",
            .title = "Availability of redundant units",
            .domain = Domain::Reliability,
            .scopes = {Scope::RackDesign, Scope::Loop, Scope::Feed, Scope::Hall},
            .severity = Severity::Info,
            .adjustable = Adjustable::Yes,
            .parameters = {{"least_availability", "", "Availability below which a group is told.", 0, 1}},
            .formula = "A = Σ_{i=k..n} C(n, i) a^i (1 − a)^(n−i); a = 1 / (1 + AFR t_repair / 365)",
            .explanation = "Supplies of a device and rectifiers of a rack by their load, CDUs of a loop by its heat, modules "
                           "of a UPS block and air handlers by the spare ones that the design names. Each unit fails by "
                           "itself; causes that they share are REL-004's. The worst device of a rack design counts.",
            .remedy = "One unit more than the load asks for.",
            .sources = {{"Binomial distribution; Schneider Electric White Paper 75 on N+1 and 2N", "A"}}};
        return info;
    }

    void checkRack(const RackScope& scope, Findings& findings) const override
    {
        const RackDraw draw = rackDraw(scope.rack);
        Group rectifiers;
        Watts each;
        std::vector<Group> supplies;
        for (const Device& device : scope.rack.devices()) {
            const PartType& part = *device.part;
            if (part.kind == PartKind::PowerShelf && isSource(part) && part.shelf->rectifiers > 0) {
                rectifiers.units += part.shelf->rectifiers;
                each = part.shelf->output / part.shelf->rectifiers;
            }
            if (const auto group = suppliesOf(device))
                supplies.push_back(*group);
        }
        if (rectifiers.units > 0 && draw.shelfLoad > Watts{}) {
            rectifiers.needed = wholeAtLeast(draw.shelfLoad / each);
            rectifiers.name = fmt::format("rectifiers of rack design '{}'", scope.rack.id());
            judge(scope.subject(), rectifiers, "rectifiers", scope.profile, findings);
        }
        const auto worst = std::min_element(supplies.begin(), supplies.end(), [](const Group& a, const Group& b) {
            return a.units - a.needed < b.units - b.needed || (a.units - a.needed == b.units - b.needed && a.units > b.units);
        });
        if (worst != supplies.end())
            judge(scope.subject(), *worst, "supplies", scope.profile, findings);
    }

    void checkArrangement(const ArrangementScope& scope, Findings& findings) const override
    {
        for (const LoopLoad& loop : scope.cooling.loops) {
            if (loop.cdus == 0 || loop.heat <= Watts{} || loop.capacity < loop.heat)
                continue; // Too little even with all of them: THM-012 says so.
            const int needed = wholeAtLeast(loop.heat / (loop.capacity / loop.cdus));
            judge(scope.loop(loop.loop.id),
                  {FailureClass::Pump, fmt::format("CDUs of loop '{}'", loop.loop.name), needed, loop.cdus}, {},
                  scope.profile, findings);
        }
        for (const Feed& feed : scope.arrangement.feeds) {
            const FeedEquipment& equipment = feed.equipment;
            if (feed.kind == FeedKind::Ups && equipment.units > 0)
                judge(scope.feed(feed.id),
                      {FailureClass::Ups, fmt::format("modules of UPS block '{}'", feed.name),
                       std::max(equipment.units - equipment.spareUnits, 1), equipment.units},
                      {}, scope.profile, findings);
        }
    }

    bool hallHasPlaces() const override { return false; }
    void checkHall(const HallScope& scope, Findings& findings) const override
    {
        if (const auto& air = scope.hall.air; air && air->units > 0)
            judge({Subject::Where::Hall, {}},
                  {FailureClass::AirUnit, "air handlers of the hall", std::max(air->units - air->spare, 1), air->units}, {},
                  scope.profile, findings);
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"a"}, {"k"}, {"n"}})) {
            const auto whole = [](double number) { return static_cast<int>(std::clamp(std::round(number), -1.0, 1e5)); };
            const double share = availability(row[0], whole(row[1]), whole(row[2]));
            out.add("A", share);
            out.add("downtime_h", (1 - share) * hoursPerYear);
            out.add("verdict", verdictWord(verdict(share, profile)));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    /// Nothing where the entry does not say how many must run: PWR-009 tells of that.
    static std::optional<Group> suppliesOf(const Device& device)
    {
        const PartType& part = *device.part;
        const auto power = part.power.forProvisioning();
        for (const PowerInput& input : part.inputs) {
            if (input.kind != PowerInput::Kind::AcCord || input.count < 1)
                continue;
            if (!input.needed && !(input.each && *input.each > Watts{} && power))
                return std::nullopt;
            const int needed = input.needed ? *input.needed : wholeAtLeast(*power / *input.each);
            if (needed > input.count)
                return std::nullopt; // They never suffice: PWR-009 again.
            return Group{FailureClass::Supply, fmt::format("supplies of '{}' ({})", device.label, part.model),
                         std::max(needed, 1), input.count};
        }
        return std::nullopt;
    }

    Verdict verdict(double share, const Profile& profile) const
    {
        return exceeds(profile.parameter(info().id, "least_availability"), share) ? Verdict{Severity::Info}
                                                                                  : std::nullopt;
    }

    void judge(const Subject& subject, const Group& group, std::string aspect, const Profile& profile,
               Findings& findings) const
    {
        const ReliabilityBasis& basis = profile.reliability;
        const auto rate = basis.annualFailureRates.find(word(group.kind));
        if (rate == basis.annualFailureRates.end())
            return findings.notEvaluated(
                subject, {fmt::format("annual failure rate of {}", failureClassName(group.kind))}, std::move(aspect));
        const double each = unitAvailability(rate->second, basis.repairDays);
        const double share = availability(each, group.needed, group.units);
        const double least = profile.parameter(info().id, "least_availability");
        Finding finding;
        finding.subjects = {subject};
        finding.aspect = std::move(aspect);
        finding.unit = "h/year";
        finding.measured = (1 - share) * hoursPerYear;
        finding.limit = (1 - least) * hoursPerYear;
        finding.message = fmt::format("{} of {} {} must work: too few do {} h a year, availability {}; {} is wanted.",
                                      group.needed, group.units, group.name, significant((1 - share) * hoursPerYear, 3),
                                      percent(share, 6), percent(least, 6));
        finding.derivation = fmt::format("a = 1 / (1 + {} · {} d / 365 d) = {}; {} of {}: {}", percent(rate->second),
                                         shortest(basis.repairDays), percent(each, 6), group.needed, group.units,
                                         percent(share, 6));
        findings.judge(verdict(share, profile), std::move(finding));
    }
};

} // namespace

MadeRule groupAvailabilityRule()
{
    return std::make_unique<GroupAvailabilityRule>();
}

} // namespace colonnade::model
