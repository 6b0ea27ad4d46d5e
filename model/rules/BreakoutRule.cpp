#include "model/rules/AllRules.h"
#include "model/rules/FabricPlaces.h"
#include "model/rules/Inputs.h"
#include "model/rules/Optics.h"
#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

namespace {

/// The links that a cage is split into take no more lanes than it has, and both halves of a twin port are split alike.
class BreakoutRule final : public FabricRule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "CAB-003",
            .title = "Breakout arithmetic",
            .domain = Domain::Cabling,
            .scopes = {Scope::Cable},
            .severity = Severity::Error,
            .adjustable = Adjustable::No,
            .parameters = {},
            .formula = "Σ lanes(children) ≤ lanes(parent); split(half 1) = split(half 2)",
            .explanation = "Every cage with links, at both ends: eight lanes of OSFP and QSFP-DD, four of QSFP, one of SFP, each of "
                           "the speed of the cage by its lanes. The fibres of the two halves of a twin port are of one type, so "
                           "one straight and one split half do not go together; a half that is not used has none. How many logical "
                           "ports the switching chip allows is not in the catalog and left alone.",
            .remedy = "Deal the links to free cages.",
            .sources = {{"NVIDIA MMS4X00-NS400: both fibres of a twin port are of the same type", "A"},
                        {"flexoptix: DR4 breaks out, FR4 does not", "A"}}};
        return info;
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile&) const override
    {
        Inputs in{info(), given};
        const double parent = in.number("parent");
        Answers out;
        for (const RuleValue& one : in.cases("children")) {
            double lanes = 0;
            bool numbers = one.isList();
            for (const RuleValue& child : one) {
                numbers &= child.isNumber();
                lanes += child.isNumber() ? child.number() : 0;
            }
            if (!numbers) {
                in.refuse("CAB-003 takes children as lists of lanes, as [[4, 4], [4, 4, 4]].");
                break;
            }
            out.add("verdict", verdictWord(breakoutFits(parent, lanes) ? Verdict{} : Verdict{Severity::Error}));
        }
        return in.finish(out.value(true));
    }

protected:
    void checkFabric(const PlannedFabric& place, Findings& findings) const override
    {
        const FabricPlan& plan = *place.plan;
        if (plan.links.size() == 0)
            return;
        std::vector<std::size_t> firstPort(plan.nodes.size() + 1);
        for (std::size_t node = 0; node < plan.nodes.size(); ++node)
            firstPort[node + 1] = firstPort[node] + plan.ports[plan.nodes[node].part].size();
        std::vector<std::uint16_t> pieces(firstPort.back()); // Links by port.
        std::vector<float> used(firstPort.back());           // Gbit/s by the first port of the cage.
        const auto plug = [&](std::uint32_t node, std::uint16_t port, float speed) {
            const Port& at = plan.port(node, port);
            ++pieces[firstPort[node] + port];
            used[firstPort[node] + port - static_cast<std::size_t>(at.place)] += speed;
        };
        for (std::size_t link = 0; link < plan.links.size(); ++link) {
            plug(plan.links.a[link], plan.links.portA[link], plan.links.speed[link]);
            plug(plan.links.b[link], plan.links.portB[link], plan.links.speed[link]);
        }
        Worst over, uneven;
        for (std::size_t node = 0; node < plan.nodes.size(); ++node) {
            const auto& ports = plan.ports[plan.nodes[node].part];
            for (std::size_t port = 0; port < ports.size(); port += static_cast<std::size_t>(std::max(ports[port].shared, 1)))
                judgeCage(ports, port, firstPort[node], pieces, used, static_cast<std::uint32_t>(node), over, uneven);
        }
        if (over.count == 0 && uneven.count == 0)
            return findings.pass();
        tell(place, over, "lanes",
             fmt::format("asks for {} of its {} lanes", shortest(over.value), shortest(over.limit)), findings);
        tell(place, uneven, "halves",
             fmt::format("is split into {} links on one half and {} on the other", shortest(uneven.value),
                         shortest(uneven.limit)),
             findings);
    }

private:
    struct Worst {
        std::uint32_t node = 0;
        std::size_t port = 0;
        double value = 0, limit = 0;
        int count = 0;
        void add(std::uint32_t at, std::size_t itsPort, double its, double most)
        {
            if (count++ == 0 || its / most > value / limit) {
                node = at;
                port = itsPort;
                value = its;
                limit = most;
            }
        }
    };

    static void judgeCage(const std::vector<Port>& ports, std::size_t port, std::size_t first,
                          const std::vector<std::uint16_t>& pieces, const std::vector<float>& used, std::uint32_t node, Worst& over,
                          Worst& uneven)
    {
        const Port& at = ports[port];
        const double lanes = lanesOf(at.form);
        if (lanes == 0 || at.speed.value() <= 0)
            return;
        const double asked = static_cast<double>(used[first + port]) / (at.speed.value() * at.shared) * lanes;
        if (!breakoutFits(lanes, asked))
            over.add(node, port, asked, lanes);
        int most = 0, least = 0;
        for (int half = 0; half < at.shared && port + static_cast<std::size_t>(half) < ports.size(); ++half) {
            const int links = pieces[first + port + static_cast<std::size_t>(half)];
            most = std::max(most, links);
            least = links > 0 && (least == 0 || links < least) ? links : least;
        }
        if (most != least)
            uneven.add(node, port, most, least);
    }

    static void tell(const PlannedFabric& place, const Worst& worst, std::string_view aspect, const std::string& what,
                     Findings& findings)
    {
        if (worst.count == 0)
            return;
        Finding finding;
        finding.severity = Severity::Error;
        finding.subjects = {place.subject()};
        finding.aspect = aspect;
        finding.measured = worst.value;
        finding.limit = worst.limit;
        finding.message = fmt::format(
            "{} of fabric '{}' cannot be split so: that of {} {}.", counted(worst.count, "cage", "cages"), place.fabric.name,
            text(place.plan->portRef(place.scope.arrangement, worst.node, static_cast<std::uint16_t>(worst.port))), what);
        findings.add(std::move(finding));
    }
};

} // namespace

MadeRule breakoutRule()
{
    return std::make_unique<BreakoutRule>();
}

} // namespace colonnade::model
