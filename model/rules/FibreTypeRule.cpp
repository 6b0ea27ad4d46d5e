#include "model/rules/AllRules.h"
#include "model/rules/FabricPlaces.h"
#include "model/rules/Inputs.h"
#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

namespace {

/// One channel is of one type of fibre, from transceiver to transceiver.
class FibreTypeRule final : public FabricRule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "CAB-019",
            .title = "One type of fibre in a channel",
            .domain = Domain::Cabling,
            .scopes = {Scope::Cable},
            .severity = Severity::Error,
            .adjustable = Adjustable::No,
            .parameters = {},
            .formula = "OM with OM: the lowest grade of all; OM with OS: error",
            .explanation = "Segments of several multimode grades are taken as the lowest of them: the verdict is 'derate', and the "
                           "reach that of this grade. Multimode and single-mode do not go together. A cable of a plan is one segment; "
                           "it is held against the fibre that its transceivers are made for, or that those would be made for which "
                           "the fabric's list has for its cages.",
            .remedy = "Another segment in place of the odd one.",
            .sources = {{"Structure of the rule", "EJ"}, {"TIA FOTC: grades of the tables", "A"}}};
        return info;
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile&) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const RuleValue& one : in.cases("cases")) {
            std::vector<std::string> grades;
            if (one.isList()) {
                for (const RuleValue& grade : one) {
                    if (grade.isText() && isGrade(grade.text()))
                        grades.push_back(grade.text());
                }
            }
            if (grades.empty() || grades.size() != one.size()) {
                in.refuse("CAB-019 takes cases of the grades of a channel's segments: OM3, OM4, OM5, OS2.");
                break;
            }
            out.add("verdict", channelVerdict(grades));
        }
        return in.finish(out.value(true));
    }

protected:
    void checkFabric(const PlannedFabric& place, Findings& findings) const override
    {
        const FabricPlan& plan = *place.plan;
        JudgedKinds judged;
        const auto kinds = cableKinds(place.plan);
        for (const CableKind& kind : *kinds) {
            const PartType* medium = mediumOf(plan, kind.medium);
            if (!medium || !isFibre(*medium))
                continue;
            const std::string grade = fibreGrade(*medium);
            const auto module = moduleFor(plan, kind);
            if (!module) {
                judged.missing.insert(fmt::format("transceivers of {}", medium->model));
                continue;
            }
            const std::string its = (*module)->transceiver->fibre == CableFigures::Medium::MultimodeFibre ? "OM4" : "OS2";
            if (channelVerdict({grade, its}) != "error")
                judged.good = true;
            else
                addKind(judged.bad, medium->id.text(), kind,
                        fmt::format("({}) between transceivers for {} fibre", grade, isMultimode(its) ? "multimode" : "single-mode"));
        }
        tellKinds(place, judged, findings, [&](const KindGroup& group) {
            return fmt::format("{} of fabric '{}' {}: {}.", counted(group.count, "cable", "cables"), place.fabric.name, group.what,
                               place.cableText(group.kind->first));
        });
    }

private:
    static bool isGrade(std::string_view text) { return text == "OM3" || text == "OM4" || text == "OM5" || text == "OS2"; }

    static std::string channelVerdict(const std::vector<std::string>& grades)
    {
        const bool first = isMultimode(grades.front());
        if (std::any_of(grades.begin(), grades.end(), [&](const std::string& grade) { return isMultimode(grade) != first; }))
            return "error";
        const bool alike = std::all_of(grades.begin(), grades.end(), [&](const std::string& grade) { return grade == grades.front(); });
        return alike ? "pass" : "derate";
    }

    /// The transceiver of the cable, else one of the fabric's list that goes into both cages.
    static std::optional<const PartType*> moduleFor(const FabricPlan& plan, const CableKind& kind)
    {
        if (const PartType* planned = mediumOf(plan, kind.optics.a))
            return planned;
        const CableEnds ends = endsOf(plan, kind.first);
        for (const CageForm cage : {ends.cageA, ends.cageB}) {
            for (const PartRef& part : plan.media) {
                if (part->transceiver && accepts(cage, part->transceiver->cage))
                    return part.get();
            }
        }
        return std::nullopt;
    }
};

} // namespace

MadeRule fibreTypeRule()
{
    return std::make_unique<FibreTypeRule>();
}

} // namespace colonnade::model
