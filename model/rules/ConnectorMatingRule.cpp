#include "model/rules/AllRules.h"
#include "model/rules/FabricPlaces.h"
#include "model/rules/Inputs.h"
#include "model/rules/Optics.h"
#include "model/units/Text.h"

#include <array>
#include <set>

namespace colonnade::model {

namespace {

/// Optical connectors that are put together have one polish and one base, and one of them has pins.
class ConnectorMatingRule final : public FabricRule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "CAB-018",
            .title = "Gender, key and polish of connectors",
            .domain = Domain::Cabling,
            .scopes = {Scope::Cable},
            .severity = Severity::Error,
            .adjustable = Adjustable::No,
            .parameters = {},
            .formula = "pinned ↔ unpinned; APC ↔ APC, UPC ↔ UPC; base_A = base_B",
            .explanation = "Each transceiver with the end of its cable. Multi-fibre transceivers have pins and cords have none, "
                           "unless their entries say otherwise. A multi-fibre module without a word on its polish has that of its "
                           "lanes: APC from 100 Gbit/s a lane and for eight lanes of 50, else UPC. A duplex connector without one is "
                           "taken to fit.",
            .remedy = "A cord with the connector of the module.",
            .sources = {{"NVIDIA cable overview: optical connectors", "A"}, {"springoptical.com: MPO genders", "B"}}};
        return info;
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile&) const override
    {
        return verdictsOfPairs(
            info(), given,
            [](const std::string& one, const std::string& other) -> std::optional<Verdict> {
                const bool mate = connectorsMate(opticalConnector(one), opticalConnector(other));
                return mate ? Verdict{} : Verdict{Severity::Error};
            },
            "CAB-018 takes cases of two connectors, as [\"MPO-12/APC\", \"MPO-12/UPC\"] or [\"M\", \"F\"].");
    }

protected:
    void checkFabric(const PlannedFabric& place, Findings& findings) const override
    {
        const FabricPlan& plan = *place.plan;
        Missing missing;
        std::set<std::array<std::uint16_t, 2>> told;
        int good = 0;
        const auto kinds = cableKinds(place.plan);
        for (const CableKind& kind : *kinds) {
            const PartType* medium = mediumOf(plan, kind.medium);
            if (!medium || !isFibre(*medium))
                continue;
            for (const std::uint16_t index : {kind.optics.a, kind.optics.b}) {
                const PartType* optic = mediumOf(plan, index);
                if (!optic) {
                    missing.insert(fmt::format("transceivers of {}", medium->model));
                    continue;
                }
                if (!told.insert({kind.medium, index}).second)
                    continue;
                const OpticalConnector module = ofModule(*optic);
                if (module.family.empty()) {
                    missing.insert(fmt::format("connector of {}", optic->model));
                    continue;
                }
                const auto ends = endsOfCable(*medium);
                if (ends[0].family.empty() && ends[1].family.empty()) {
                    missing.insert(fmt::format("connectors of {}", medium->model));
                    continue;
                }
                if (connectorsMate(module, ends[0]) || connectorsMate(module, ends[1])) {
                    if (module.family == "MPO" && (module.polish.empty() || (ends[0].polish.empty() && ends[1].polish.empty())))
                        missing.insert(fmt::format("polish of {}", module.polish.empty() ? optic->model : medium->model));
                    else
                        ++good;
                    continue;
                }
                Finding finding;
                finding.severity = Severity::Error;
                finding.subjects = {place.subject()};
                finding.aspect = fmt::format("{}+{}", medium->id, optic->id);
                finding.message = fmt::format("In fabric '{}', {} with {} does not mate with {} ({}), as at {}.", place.fabric.name,
                                              medium->model, wordOf(*medium, "near_end"), optic->model,
                                              said(*optic, module), place.cableText(kind.first));
                if (auto fix = mediumFromList(place, kind.medium))
                    finding.fixes.push_back(std::move(*fix));
                findings.add(std::move(finding));
            }
        }
        if (good > 0)
            findings.pass();
        tellMissing(place, missing, findings);
    }

private:
    static OpticalConnector ofModule(const PartType& optic)
    {
        const TransceiverFigures& figures = *optic.transceiver;
        OpticalConnector connector = opticalConnector(figures.connector);
        if (connector.family != "MPO")
            return connector;
        if (!connector.pinned)
            connector.pinned = true;
        if (const auto rate = laneRate(figures); rate && connector.polish.empty())
            connector.polish = usualPolish(*rate, figures.speed.value() / *rate);
        return connector;
    }

    static std::array<OpticalConnector, 2> endsOfCable(const PartType& cable)
    {
        std::array<OpticalConnector, 2> ends{opticalConnector(wordOf(cable, "near_end")), opticalConnector(wordOf(cable, "far_end"))};
        for (OpticalConnector& end : ends) {
            if (end.family == "MPO" && !end.pinned)
                end.pinned = false;
        }
        return ends;
    }

    static std::string said(const PartType& optic, const OpticalConnector& module)
    {
        const std::string& words = optic.transceiver->connector;
        return words.find(module.polish) != std::string::npos ? words : fmt::format("{}, {} by its lanes", words, module.polish);
    }
};

} // namespace

MadeRule connectorMatingRule()
{
    return std::make_unique<ConnectorMatingRule>();
}

} // namespace colonnade::model
