#include "model/rules/AllRules.h"
#include "model/rules/FabricPlaces.h"
#include "model/rules/FabricSizes.h"
#include "model/rules/Inputs.h"
#include "model/units/Text.h"

#include <algorithm>
#include <map>

namespace colonnade::model {

namespace {

/// A switch has room for what still arrives after it has asked for a pause.
class PauseHeadroomRule final : public FabricRule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "NET-011",
            .title = "Headroom of lossless queues",
            .domain = Domain::Network,
            .scopes = {Scope::Fabric},
            .severity = Severity::Warning,
            .adjustable = Adjustable::Yes,
            .parameters = {{"warn_share", "", "Share of the buffer that headroom may take.", 0, 1},
                           {"classes", "", "Lossless classes of a port.", 0, 8},
                           {"frame_bytes", "B", "Largest frame.", 64, 65536},
                           {"response_bits", "", "Response of a peer in bit times.", 0, 1e9}},
            .formula = "H = 2 · MTU + R · 2 L · 5 ns/m / 8 + t_resp / 8 + 84 B; Σ H over ports and classes ≤ share of the buffer",
            .explanation = "Each model of Ethernet switch of scale-out and storage fabrics: its ports in use at their speed, with the "
                           "longest cable of the fabric, against the buffer of its entry. The response of 463 360 bit times is that "
                           "of 400 Gbit/s, taken for all speeds. A model without a buffer in the catalog is not evaluated; "
                           "InfiniBand pauses by credits and needs none.",
            .remedy = "Fewer lossless classes, shorter cables, a shared pool of headroom.",
            .sources = {{"besthub.dev: 802.1Qbb headroom, response of 463 360 bit times at 400 Gbit/s", "B"},
                        {"PFC headroom by the NVIDIA community", "B"},
                        {"Dell S6100-ON: shared headroom", "A"}}};
        return info;
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        const auto of = [&](std::string_view key) { return profile.parameter(info().id, key); };
        const bool judged = in.has("buffer");
        Answers out;
        for (const auto& row : in.rows({{"R"},
                                        {"L"},
                                        {"MTU", of("frame_bytes")},
                                        {"BT", of("response_bits")},
                                        {"ports", 1.0},
                                        {"cls", of("classes")},
                                        {"buffer", 1.0}})) {
            const double each = pauseHeadroom(row[0], row[1], row[2], row[3]);
            out.add("H", each);
            out.add("total", each * row[4] * row[5]);
            if (judged)
                out.add("verdict", verdictWord(verdict(each * row[4] * row[5], row[6], profile)));
        }
        return in.finish(out.value(in.listed()));
    }

protected:
    void checkFabric(const PlannedFabric& place, Findings& findings) const override
    {
        const FabricPlan& plan = *place.plan;
        const Profile& profile = place.scope.profile;
        if ((place.fabric.role != FabricRole::ScaleOut && place.fabric.role != FabricRole::Storage) || plan.cables.size() == 0)
            return;
        double longest = 0;
        const auto kinds = cableKinds(place.plan);
        for (const CableKind& kind : *kinds)
            longest = std::max(longest, orderedLength(plan, kind.longest).value());
        const double classes = profile.parameter(info().id, "classes");
        std::map<std::uint16_t, Worst> worst; // By model.
        for (const SwitchUse& use : plan.switches) {
            const PartType& part = plan.part(use.node);
            if (!part.switching || part.switching->fabric.find("Ethernet") == std::string::npos || use.linksDown + use.linksUp == 0)
                continue;
            const double speed = (use.capacityDown.value() + use.capacityUp.value()) / (use.linksDown + use.linksUp) * 1e9;
            const double each = pauseHeadroom(speed, longest, profile.parameter(info().id, "frame_bytes"),
                                              profile.parameter(info().id, "response_bits"));
            const int links = use.linksDown + use.linksUp;
            Worst& its = worst[plan.nodes[use.node].part];
            if (each * links * classes > its.bytes)
                its = {use.node, each, each * links * classes, links};
        }
        Missing missing;
        for (const auto& [index, its] : worst) {
            const PartType& part = *plan.parts[index];
            const auto buffer = part.number("buffer_gb");
            if (!buffer) {
                missing.insert(fmt::format("buffer of {}", part.model));
                continue;
            }
            const double most = *buffer * 1e9 * profile.parameter(info().id, "warn_share");
            Finding finding;
            finding.subjects = {place.subject()};
            finding.aspect = part.id.text();
            finding.measured = its.bytes / 1e6;
            finding.limit = most / 1e6;
            finding.unit = "MB";
            finding.message = fmt::format("Headroom of '{}' in fabric '{}' takes {} MB: {} kB for each of {} ports and {} lossless classes; "
                                          "{} MB may be taken.",
                                          place.switchName(its.node), place.fabric.name, significant(its.bytes / 1e6, 4),
                                          significant(its.each / 1e3, 4), its.links, shortest(classes), significant(most / 1e6, 4));
            finding.derivation = fmt::format("{} · {} · {} kB = {} MB", its.links, shortest(classes), significant(its.each / 1e3, 4),
                                             significant(its.bytes / 1e6, 4));
            findings.judge(verdict(its.bytes, *buffer * 1e9, profile), std::move(finding));
        }
        tellMissing(place, missing, findings);
    }

private:
    struct Worst {
        std::uint32_t node = 0;
        double each = 0, bytes = 0;
        int links = 0;
    };

    Verdict verdict(double bytes, double buffer, const Profile& profile) const
    {
        return exceeds(bytes, buffer * profile.parameter(info().id, "warn_share")) ? Verdict{Severity::Warning} : Verdict{};
    }
};

} // namespace

MadeRule pauseHeadroomRule()
{
    return std::make_unique<PauseHeadroomRule>();
}

} // namespace colonnade::model
