#include "model/cooling/CooledParts.h"
#include "model/edit/ChainEdits.h"
#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/AddOnce.h"
#include "model/units/Text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

namespace colonnade::model {

namespace {

std::string lowered(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

/// True where a maker's words name the fluid of a loop: "deionized water preferred, PG25 allowed"
/// takes both.
bool takes(const std::string& words, const std::string& fluid)
{
    return lowered(words).find(lowered(fluid)) != std::string::npos;
}

/// Everything on a loop lives with its fluid, its filter and its pressure.
class LoopMaterialsRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "THM-024",
            .title = "Loop fluid and material compatibility",
            .domain = Domain::Thermal,
            .scopes = {Scope::Loop},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters =
                {{"filter", "µm",
                  "Filter of a CDU and grain that a device takes, where an entry says nothing.", 1,
                  1000}},
            .formula =
                "fluid ∈ ∩ fluids; filter ≤ min(grain that a device takes); p_loop ≤ min(p_max)",
            .explanation = "All devices and CDUs on one loop share its fluid, so each must take "
                           "it. The finest filter that a CDU can "
                           "have, or the loop's own, must hold back what the most delicate device "
                           "does not take. The least "
                           "pressure at which a CDU runs its loop, or its static pressure and the "
                           "CDU's head, must be bearable.",
            .remedy = "Another fluid that all take, a finer filter, or a loop of its own for what "
                      "does not fit.",
            .sources = {
                {"Integrated filter of 50 µm, PG of 25 to 30 % (resistancezero.com)", "B"}}};
        return info;
    }

    void checkArrangement(const ArrangementScope& scope, Findings& findings) const override
    {
        for (const Loop& loop : scope.arrangement.loops)
            checkLoop(scope, loop, findings);
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        const double standard = profile.parameter(info().id, "filter");
        if (in.has("fluids")) {
            // Words of each device; the loop is good where one fluid is named by all.
            std::vector<std::string> words;
            for (const RuleValue& item : in.cases("fluids"))
                words.push_back(item.isText() ? item.text() : std::string{});
            out.add("verdict", verdictWord(common(words) ? Verdict{} : Verdict{Severity::Error}));
            return in.finish(out.value(false));
        }
        for (const auto& row : in.rows({{"dev", standard}, {"cdu", standard}}))
            out.add("verdict", verdictWord(filterVerdict(row[0], row[1])));
        return in.finish(out.value(in.listed()));
    }

private:
    struct OnLoop {
        std::vector<const PartType*> wet; ///< Each part once.
        std::vector<const PartType*> cdus; ///< Likewise.
    };

    static constexpr std::array<std::string_view, 3> fluids{"PG25", "PG30", "water"};
    /// A fluid that all of these words name.
    static std::optional<std::string> common(const std::vector<std::string>& words)
    {
        for (const std::string_view fluid : fluids) {
            if (std::all_of(words.begin(), words.end(),
                            [&](const std::string& one) { return takes(one, std::string{fluid}); }))
                return std::string{fluid};
        }
        return std::nullopt;
    }

    static Verdict filterVerdict(double device, double filter)
    {
        return exceeds(filter, device) ? Verdict{Severity::Error} : std::nullopt;
    }

    static void addWet(const RackDesign& rack, OnLoop& on)
    {
        std::set<TypeId> covered;
        if (const PartRef& system = rack.system(); system && system->power.forProvisioning()) {
            for (const ContentItem& item : system->contents)
                covered.insert(item.type);
            if (isLiquidCooled(system->cooling))
                addOnce(on.wet, system.get());
        }
        for (const Device& device : rack.devices()) {
            if (device.part->kind == PartKind::Cdu)
                addOnce(on.cdus, device.part.get());
            else if (!covered.contains(device.part->id) && isLiquidCooled(device.part->cooling))
                addOnce(on.wet, device.part.get());
        }
    }

    void checkLoop(const ArrangementScope& scope, const Loop& loop, Findings& findings) const
    {
        OnLoop on;
        std::set<const RackDesign*> seen;
        for (const Placement& placement : scope.arrangement.placements) {
            if (placement.loop != loop.id)
                continue;
            if (const RackDesignRef* rack = placement.rack()) {
                if (seen.insert(rack->get()).second)
                    addWet(**rack, on);
            } else if ((*placement.unit())->kind == PartKind::Cdu) {
                addOnce(on.cdus, placement.unit()->get());
            }
        }
        if (on.wet.empty())
            return;
        checkFluid(scope, loop, on, findings);
        if (!on.cdus.empty()) {
            checkFilter(scope, loop, on, findings);
            checkPressure(scope, loop, on, findings);
        }
    }

    static void checkFluid(const ArrangementScope& scope, const Loop& loop, const OnLoop& on,
                           Findings& findings)
    {
        std::vector<std::string> refusing, missing, words;
        const auto look = [&](const PartType& part, bool mustSay) {
            if (part.cooling.coolant.empty()) {
                if (mustSay)
                    missing.push_back(fmt::format("coolant of {}", part.model));
                return;
            }
            words.push_back(part.cooling.coolant);
            if (!takes(part.cooling.coolant, loop.fluid))
                refusing.push_back(fmt::format("{} ({})", part.model, part.cooling.coolant));
        };
        for (const PartType* part : on.wet)
            look(*part, true);
        for (const PartType* cdu : on.cdus)
            look(*cdu, false);
        Finding finding;
        finding.subjects = {scope.loop(loop.id)};
        finding.aspect = "fluid";
        finding.message =
            fmt::format("Loop '{}' is filled with {}, which is not the coolant of {}.", loop.name,
                        loop.fluid, fmt::join(refusing, ", "));
        if (const auto other = common(words); other && !refusing.empty()) {
            Loop filled = loop;
            filled.fluid = *other;
            finding.fixes.push_back({fmt::format("Fill loop '{}' with {}", loop.name, *other),
                                     [holder = scope.holder(), filled](const Design& design) {
                                         return setLoop(design, holder, filled);
                                     }});
        } else if (!refusing.empty()) {
            if (auto apart = split(scope, loop))
                finding.fixes.push_back(std::move(*apart));
        }
        findings.judge(refusing.empty() ? Verdict{} : Verdict{Severity::Error}, std::move(finding),
                       missing);
    }

    void checkFilter(const ArrangementScope& scope, const Loop& loop, const OnLoop& on,
                     Findings& findings) const
    {
        const double standard = scope.profile.parameter(info().id, "filter");
        double grain = 0, filter = 0;
        std::string grainOf, filterOf;
        for (const PartType* part : on.wet) {
            const double its = part->cooling.filterUm.value_or(standard);
            if (grainOf.empty() || its < grain) {
                grain = its;
                grainOf = part->model;
            }
        }
        for (const PartType* cdu : on.cdus) {
            const double its = cdu->cdu ? cdu->cdu->filterUm.value_or(standard) : standard;
            if (filterOf.empty() || its > filter) {
                filter = its;
                filterOf = cdu->model;
            }
        }
        if (loop.piping.filterUm && *loop.piping.filterUm < filter) {
            filter = *loop.piping.filterUm;
            filterOf = fmt::format("loop '{}'", loop.name);
        }
        Finding finding;
        finding.subjects = {scope.loop(loop.id)};
        finding.aspect = "filter";
        finding.measured = filter;
        finding.limit = grain;
        finding.unit = "µm";
        finding.message =
            fmt::format("The filter of {} lets grains of {} pass; {} takes {} at most.", filterOf,
                        withUnit(filter, "µm"), grainOf, withUnit(grain, "µm"));
        finding.derivation =
            fmt::format("{} against {}; {} µm where an entry says nothing", withUnit(filter, "µm"),
                        withUnit(grain, "µm"), shortest(standard));
        Loop finer = loop;
        finer.piping.filterUm = grain;
        finding.fixes.push_back(
            {fmt::format("Fit a filter of {} in loop '{}'", withUnit(grain, "µm"), loop.name),
             [holder = scope.holder(), finer](const Design& design) {
                 return setLoop(design, holder, finer);
             }});
        findings.judge(filterVerdict(grain, filter), std::move(finding));
    }

    /// The least pressure at which a CDU runs its loop: of the range on its sheet ("3-6"), else
    /// static pressure and head.
    static std::optional<Kilopascals> leastPressure(const PartType& cdu, const Loop& loop)
    {
        if (const Figure* range = cdu.figure("secondary_pressure_bar")) {
            if (const auto* text = std::get_if<std::string>(&range->value)) {
                if (const auto bar = numberFrom(std::string_view{*text}.substr(0, text->find('-'))))
                    return Kilopascals{100 * *bar};
            }
        }
        if (loop.piping.fill && cdu.cdu && cdu.cdu->head)
            return *loop.piping.fill + *cdu.cdu->head;
        return std::nullopt;
    }

    static void checkPressure(const ArrangementScope& scope, const Loop& loop, const OnLoop& on,
                              Findings& findings)
    {
        std::optional<Kilopascals> bearable, highest;
        std::string bearableOf, highestOf;
        for (const PartType* part : on.wet) {
            if (part->cooling.pressureMax
                && (!bearable || *part->cooling.pressureMax < *bearable)) {
                bearable = part->cooling.pressureMax;
                bearableOf = part->model;
            }
        }
        if (!bearable)
            return; // No maker states a limit.
        std::vector<std::string> missing;
        for (const PartType* cdu : on.cdus) {
            const auto its = leastPressure(*cdu, loop);
            if (!its)
                missing.push_back(fmt::format("secondary pressure of {}", cdu->model));
            else if (!highest || *its > *highest) {
                highest = its;
                highestOf = cdu->model;
            }
        }
        const Subject subject = scope.loop(loop.id);
        if (!highest)
            return findings.notEvaluated(subject, std::move(missing), "pressure");
        Finding finding;
        finding.subjects = {subject};
        finding.aspect = "pressure";
        finding.measured = highest->value();
        finding.limit = bearable->value();
        finding.unit = "kPa";
        finding.message = fmt::format("{} runs loop '{}' at {} at least; {} bears {}.", highestOf,
                                      loop.name, *highest, bearableOf, *bearable);
        finding.derivation = fmt::format("{} against {}", *highest, *bearable);
        findings.judge(above(highest->value(), bearable->value()), std::move(finding), missing);
    }

    /// Racks that do not take the fluid, on a loop of their own with half of the CDUs that stand on
    /// the floor; nothing where there is but one, or where the racks have no fluid in common.
    static std::optional<Fix> split(const ArrangementScope& scope, const Loop& loop)
    {
        std::vector<PlacementId> moved, cdus;
        std::vector<std::string> words;
        bool left = false;
        for (const Placement& placement : scope.arrangement.placements) {
            if (placement.loop != loop.id)
                continue;
            if (placement.unit()) {
                cdus.push_back(placement.id);
                continue;
            }
            OnLoop on;
            addWet(**placement.rack(), on);
            const bool refuses =
                std::any_of(on.wet.begin(), on.wet.end(), [&](const PartType* part) {
                    return !part->cooling.coolant.empty()
                        && !takes(part->cooling.coolant, loop.fluid);
                });
            left = left || !refuses;
            if (!refuses)
                continue;
            moved.push_back(placement.id);
            for (const PartType* part : on.wet) {
                if (!part->cooling.coolant.empty())
                    words.push_back(part->cooling.coolant);
            }
        }
        const auto fluid = common(words);
        if (moved.empty() || !left || !fluid || cdus.size() < 2)
            return std::nullopt;
        moved.insert(moved.end(), cdus.begin() + static_cast<std::ptrdiff_t>((cdus.size() + 1) / 2),
                     cdus.end());
        return Fix{fmt::format("Split loop '{}': one of {} for what does not take {}", loop.name,
                               *fluid, loop.fluid),
                   [holder = scope.holder(), loop, moved,
                    fluid = *fluid](const Design& design) -> Result<Design> {
                       const auto apart = [&](Arrangement arrangement) -> Result<Arrangement> {
                           Loop other = loop;
                           const auto taken = [&](const std::string& id) {
                               const auto known = LoopId::parse(id);
                               return !known || arrangement.loop(*known);
                           };
                           std::string id = fmt::format("{}-2", loop.id);
                           for (int number = 3; taken(id) && number < 1000; ++number)
                               id = fmt::format("{}-{}", loop.id, number);
                           auto fresh = LoopId::parse(id);
                           if (!fresh || arrangement.loop(*fresh))
                               return fail("Loop '{}' cannot be split again.", loop.id);
                           other.id = *fresh;
                           other.name = fmt::format("{} {}", loop.name, fluid);
                           other.fluid = fluid;
                           other.piping.branches.clear();
                           for (Placement& item : arrangement.placements) {
                               if (std::find(moved.begin(), moved.end(), item.id) != moved.end())
                                   item.loop = other.id;
                           }
                           arrangement.loops.push_back(std::move(other));
                           return arrangement;
                       };
                       if (holder)
                           return design.changedPod(*holder, apart);
                       return design.changedHall([&](const Hall& before) -> Result<Hall> {
                           Hall hall = before;
                           auto arrangement = apart(hall.arrangement);
                           if (!arrangement)
                               return tl::unexpected<Error>{arrangement.error()};
                           hall.arrangement = std::move(*arrangement);
                           return hall;
                       });
                   }};
    }
};

} // namespace

MadeRule loopMaterialsRule()
{
    return std::make_unique<LoopMaterialsRule>();
}

} // namespace colonnade::model
