#include "model/rules/AllRules.h"
#include "model/rules/FabricPlaces.h"
#include "model/rules/Inputs.h"
#include "model/rules/Optics.h"
#include "model/units/Text.h"

#include <array>
#include <map>

namespace colonnade::model {

namespace {

/// Both ends of a link speak one protocol, over optics that understand each other.
class OpticsPairRule final : public FabricRule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "CAB-004",
            .title = "Protocol and pairing of optics",
            .domain = Domain::Cabling,
            .scopes = {Scope::Cable},
            .severity = Severity::Error,
            .adjustable = Adjustable::No,
            .parameters = {},
            .formula = "protocol_A = protocol_B; PMD_A of the kind of PMD_B with as many lanes a link",
            .explanation = "DR goes with DR and FR with FR; n modules of m lanes go with one of n · m. The kind says fibre and "
                           "wavelength. Protocols are InfiniBand, Ethernet and NVLink, by the network that a switch is made for "
                           "and the protocols that a NIC or server lists; where an entry lists none the place is not evaluated. "
                           "Twisted pair of management networks is Ethernet at both ends.",
            .remedy = "Transceivers of the same PMD at both ends.",
            .sources = {{"flexoptix: the 400G overview", "A"}}};
        return info;
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile&) const override
    {
        return verdictsOfPairs(
            info(), given,
            [](const std::string& one, const std::string& other) -> std::optional<Verdict> {
                const auto a = opticalMode(one), b = opticalMode(other);
                return a && b ? std::optional{modesPair(*a, a->lanes, *b, b->lanes) ? Verdict{} : Verdict{Severity::Error}} : std::nullopt;
            },
            "CAB-004 takes cases of two PMDs, as \"DR8\" and \"2xDR4\".");
    }

protected:
    void checkFabric(const PlannedFabric& place, Findings& findings) const override
    {
        judgeModes(place, findings);
        judgeProtocols(place, findings);
    }

private:
    static void judgeModes(const PlannedFabric& place, Findings& findings)
    {
        const FabricPlan& plan = *place.plan;
        JudgedKinds judged;
        const auto kinds = cableKinds(place.plan);
        for (const CableKind& kind : *kinds) {
            const PartType* medium = mediumOf(plan, kind.medium);
            if (!medium || !isFibre(*medium))
                continue;
            const PartType* a = mediumOf(plan, kind.optics.a);
            const PartType* b = mediumOf(plan, kind.optics.b);
            if (!a || !b) {
                judged.missing.insert(fmt::format("transceivers of {}", medium->model));
                continue;
            }
            const auto modeA = opticalMode(a->transceiver->pmd), modeB = opticalMode(b->transceiver->pmd);
            if (!modeA)
                judged.missing.insert(fmt::format("PMD of {}", a->model));
            if (!modeB)
                judged.missing.insert(fmt::format("PMD of {}", b->model));
            if (!modeA || !modeB)
                continue;
            const double speed = endsOf(plan, kind.first).speed.value();
            if (modesPair(*modeA, lanesOfLink(*modeA, *a, speed), *modeB, lanesOfLink(*modeB, *b, speed)))
                judged.good = true;
            else
                addKind(judged.bad, fmt::format("{}+{}", a->id, b->id), kind,
                        fmt::format("{} is {} and {} is {}", a->model, a->transceiver->pmd, b->model, b->transceiver->pmd));
        }
        tellKinds(place, judged, findings, [&](const KindGroup& group) {
            return fmt::format("{} of fabric '{}' will not link: {} ({}).", counted(group.count, "cable", "cables"), place.fabric.name,
                               group.what, place.cableText(group.kind->first));
        }, "optics");
    }

    static double lanesOfLink(const OpticalMode& mode, const PartType& optic, double speed)
    {
        const double all = optic.transceiver->speed.value();
        return all > 0 ? mode.lanes * speed / all : mode.lanes;
    }

    /// "InfiniBand", "Ethernet" and "NVLink", as bits; 0 where the entry says none.
    static unsigned protocolsOf(const PartType& part)
    {
        static constexpr std::array<std::string_view, 3> names{"InfiniBand", "Ethernet", "NVLink"};
        unsigned known = 0;
        const auto take = [&](std::string_view words) {
            for (std::size_t i = 0; i < names.size(); ++i)
                known |= words.find(names[i]) != std::string_view::npos ? 1U << i : 0U;
        };
        if (part.switching)
            take(part.switching->fabric);
        if (const Figure* listed = part.figure("protocols")) {
            if (const auto* all = std::get_if<std::vector<std::string>>(&listed->value)) {
                for (const std::string& one : *all)
                    take(one);
            }
        }
        return known;
    }

    static void judgeProtocols(const PlannedFabric& place, Findings& findings)
    {
        const FabricPlan& plan = *place.plan;
        std::vector<unsigned> protocols;
        protocols.reserve(plan.parts.size());
        for (const PartRef& part : plan.parts)
            protocols.push_back(protocolsOf(*part));
        std::map<std::pair<std::uint16_t, std::uint16_t>, std::pair<int, std::size_t>> pairs; // Links of two parts, and the first.
        for (std::size_t link = 0; link < plan.links.size(); ++link) {
            const std::uint32_t a = plan.links.a[link];
            if (plan.port(a, plan.links.portA[link]).form == CageForm::Rj45)
                continue; // Ethernet at both ends.
            auto& [count, first] = pairs[{plan.nodes[a].part, plan.nodes[plan.links.b[link]].part}];
            first = count++ == 0 ? link : first;
        }
        Missing missing;
        int good = 0;
        for (const auto& [parts, found] : pairs) {
            const PartType& a = *plan.parts[parts.first];
            const PartType& b = *plan.parts[parts.second];
            const unsigned ofA = protocols[parts.first], ofB = protocols[parts.second];
            if (ofA == 0)
                missing.insert(fmt::format("protocol of {}", a.model));
            if (ofB == 0)
                missing.insert(fmt::format("protocol of {}", b.model));
            if (ofA == 0 || ofB == 0)
                continue;
            if ((ofA & ofB) != 0) {
                ++good;
                continue;
            }
            Finding finding;
            finding.severity = Severity::Error;
            finding.subjects = {place.subject()};
            finding.aspect = fmt::format("{}+{}", a.id, b.id);
            finding.message = fmt::format("{} of fabric '{}' between {} and {} have no protocol in common ({}).",
                                          counted(found.first, "link", "links"), place.fabric.name, a.model, b.model,
                                          plan.linkText(place.scope.arrangement, found.second));
            findings.add(std::move(finding));
        }
        if (good > 0)
            findings.pass();
        tellMissing(place, missing, findings, "protocol");
    }
};

} // namespace

MadeRule opticsPairRule()
{
    return std::make_unique<OpticsPairRule>();
}

} // namespace colonnade::model
