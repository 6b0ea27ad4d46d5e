#include "model/rules/AllRules.h"
#include "model/rules/FabricPlaces.h"
#include "model/rules/Inputs.h"
#include "model/rules/Optics.h"
#include "model/units/Text.h"

#include <algorithm>
#include <map>

namespace colonnade::model {

namespace {

/// Over parallel optics, the fibres of the transmitters of one end come to the receivers of the other.
class FibrePolarityRule final : public FabricRule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "CAB-017",
            .title = "Polarity of parallel optics",
            .domain = Domain::Cabling,
            .scopes = {Scope::Cable},
            .severity = Severity::Error,
            .adjustable = Adjustable::No,
            .parameters = {},
            .formula = "A, a: p → p; B, b: p → 13 − p; C: 1 ↔ 2, 3 ↔ 4, ...; p arrives at 13 − p",
            .explanation = "The fibres of all cables (upper case) and adapters (lower case) of a channel, one after the other. The "
                           "number of reversals has to be odd, and type C is never for parallel optics. A cable of a plan goes from "
                           "transceiver to transceiver, so its own type decides; one whose entry names none is not evaluated. "
                           "Duplex cords are left alone.",
            .remedy = "A cord of type B in place of A, or the other adapter.",
            .sources = {{"ydfiberoptic.com, abptel.com: type B for parallel optics, C never", "B"},
                        {"Geometry of the keys of adapters, recalled", "C"}}};
        return info;
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile&) const override
    {
        Inputs in{info(), given};
        const int fibre = static_cast<int>(std::clamp(in.number("fibre", 1), 0.0, 1e4));
        const int fibres = static_cast<int>(std::clamp(in.number("fibres", 12), 2.0, 1e4));
        Answers out;
        const RuleValue& chains = in.at("chains");
        if (!chains.isList())
            in.wrong("chains", "a list of chains, as \"BbB\"");
        for (const RuleValue& chain : chains.isList() ? chains : RuleValue::list()) {
            const auto there = chain.isText() ? arrival(chain.text(), fibre, fibres) : std::nullopt;
            if (!there) {
                in.refuse("CAB-017 takes chains of A, B and C for cables and a and b for adapters, and a fibre of the connector.");
                break;
            }
            out.add("arrive", *there);
            out.add("verdict", verdictWord(verdict(polarityHolds(chain.text(), fibre, fibres))));
        }
        return in.finish(out.value(true));
    }

protected:
    void checkFabric(const PlannedFabric& place, Findings& findings) const override
    {
        const FabricPlan& plan = *place.plan;
        std::map<std::uint16_t, std::pair<int, std::size_t>> cables; // Of parallel fibre, by part.
        const auto kinds = cableKinds(place.plan);
        for (const CableKind& kind : *kinds) {
            const PartType* medium = mediumOf(plan, kind.medium);
            if (medium && isFibre(*medium) && isParallel(plan, kind)) {
                auto& [count, first] = cables[kind.medium];
                first = count == 0 ? kind.first : first;
                count += kind.count;
            }
        }
        Missing missing;
        for (const auto& [medium, found] : cables) {
            const PartType& part = *plan.media[medium];
            const std::string type = typeOf(part);
            if (type.empty()) {
                missing.insert(fmt::format("polarity of {}", part.model));
                continue;
            }
            if (polarityHolds(type, 1)) {
                findings.pass();
                continue;
            }
            Finding finding;
            finding.severity = Severity::Error;
            finding.subjects = {place.subject()};
            finding.aspect = part.id.text();
            finding.message = fmt::format("{} of fabric '{}' of type {}: fibre 1 arrives at {} and not at 12, so transmitters meet "
                                          "transmitters ({}).",
                                          counted(found.first, "cable", "cables"), place.fabric.name, type,
                                          arrival(type, 1).value_or(0), place.cableText(found.second));
            finding.derivation = fmt::format("{}: 1 → {}", type, arrival(type, 1).value_or(0));
            if (auto fix = mediumFromList(place, medium))
                finding.fixes.push_back(std::move(*fix));
            findings.add(std::move(finding));
        }
        tellMissing(place, missing, findings);
    }

private:
    static Verdict verdict(bool holds) { return holds ? Verdict{} : Verdict{Severity::Error}; }

    static bool isParallel(const FabricPlan& plan, const CableKind& kind)
    {
        const std::string end = wordOf(*plan.media[kind.medium], "near_end");
        if (!end.empty())
            return opticalConnector(end).family == "MPO";
        const PartType* optic = mediumOf(plan, kind.optics.a);
        return optic && opticalConnector(optic->transceiver->connector).family == "MPO";
    }

    /// "B" of "type B"; empty where the entry says none.
    static std::string typeOf(const PartType& cable)
    {
        const std::string words = wordOf(cable, "polarity");
        if (words.empty() || words.back() < 'A' || words.back() > 'C')
            return {};
        return words.substr(words.size() - 1);
    }
};

} // namespace

MadeRule fibrePolarityRule()
{
    return std::make_unique<FibrePolarityRule>();
}

} // namespace colonnade::model
