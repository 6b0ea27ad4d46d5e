#include "model/power/Plant.h"
#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/PowerPlaces.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <algorithm>
#include <map>
#include <string>
#include <unordered_set>

namespace colonnade::model {

namespace {

/// Gear withstands the short-circuit current that the transformer above it can drive.
class FaultCurrentRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "PWR-025",
            .title = "Available fault current vs SCCR",
            .domain = Domain::Power,
            .scopes = {Scope::Hall},
            .severity = Severity::Error,
            .adjustable = Adjustable::No,
            .parameters = {},
            .formula = "I_sc = S_tr / (√3 · V · Z_pu) ≤ SCCR",
            .explanation =
                "Busways, panels and switchboards, and circuits that give a rating, with the nearest "
                "transformer on their way up, across the hall for pods that hang on it. The primary "
                "side is taken as an infinite bus and conductors as nothing, which is on the safe side.",
            .remedy = "Choose gear of a higher short-circuit rating, or a current-limiting device.",
            .sources = {{"Busway ratings of 22 to 65 kA", "B"},
                        {"Infinite-bus formula", "C"}}
        };
        return info;
    }

    bool hallHasPlaces() const override { return false; }
    void checkHall(const HallScope& scope, Findings& findings) const override
    {
        const auto own = std::find_if(scope.parts.begin(), scope.parts.end(), [](const HallPart& part) { return !part.pod; });
        const Arrangement& hall = scope.hall.arrangement;
        const FeedTree tree{hall.feeds};
        if (own != scope.parts.end() && !hall.feeds.empty()) {
            Missing missing;
            int places = 0;
            for (std::size_t i = 0; i < hall.feeds.size(); ++i) {
                if (judged(hall.feeds[i]))
                    judge(hall.feeds[i], transformerOver(tree, i), {}, "the hall", missing, places, findings);
            }
            if (places > 0)
                findings.notEvaluated(Subject{Subject::Where::Hall, {}}, missing.taken(), "sccr", {}, places);
        }
        const auto above = transformersOverPods(scope, tree);
        for (const HallPart& part : scope.parts) {
            if (!part.pod || part.placements == 0)
                continue;
            const FeedTree inside{part.pod->arrangement().feeds};
            Missing missing;
            int places = 0;
            for (std::size_t i = 0; i < inside.feeds().size(); ++i) {
                if (!judged(inside.feed(i)))
                    continue;
                const Feed* transformer = transformerOver(inside, i);
                if (!transformer) {
                    const auto found = above.find({part.pod, inside.feed(inside.root(i)).side});
                    transformer = found == above.end() ? nullptr : found->second;
                }
                judge(inside.feed(i), transformer, part.pod->id().text(), fmt::format("pod design '{}'", part.pod->id()),
                      missing, places, findings);
            }
            if (places > 0)
                findings.notEvaluated(Subject::pod(part.pod->id().text()), missing.taken(), "sccr", {}, places);
        }
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile&) const override
    {
        Inputs in{info(), given};
        Answers out;
        const bool several = in.isList("SCCR_kA");
        const std::vector<double> ratings = in.has("SCCR_kA") ? in.numbers("SCCR_kA") : std::vector<double>{};
        for (const auto& row : in.rows({{"S"}, {"V"}, {"Z"}})) {
            const FaultCurrent current = faultCurrent(VoltAmperes{row[0]}, Volts{row[1]}, row[2]);
            out.add("I_FL", current.fullLoad.value());
            out.add("I_sc", current.fault.value());
            RuleValue verdicts = RuleValue::object();
            for (const double rating : ratings) {
                const auto word = verdictWord(verdict(current.fault, Amperes{rating * 1000}));
                verdicts.put(shortest(rating) + "kA", word);
                if (!several)
                    verdicts = word;
            }
            if (!ratings.empty())
                out.add("verdict", verdicts);
        }
        return in.finish(out.value(in.listed() && in.good() && (in.isList("S") || in.isList("V") || in.isList("Z"))));
    }

private:
    static Verdict verdict(Amperes fault, Amperes rating) { return above(fault.value(), rating.value()); }

    static bool judged(const Feed& feed)
    {
        return feed.phases != 0
            && (feed.kind == FeedKind::Busway || feed.kind == FeedKind::Panel || feed.kind == FeedKind::Switchboard
                || feed.equipment.shortCircuit);
    }

    static const Feed* transformerOver(const FeedTree& tree, std::size_t node)
    {
        for (const std::size_t above : tree.path(node)) {
            if (tree.feed(above).kind == FeedKind::Transformer)
                return &tree.feed(above);
        }
        return nullptr;
    }

    static Amperes faultOf(const Feed& transformer, Volts voltage)
    {
        const FeedEquipment& known = transformer.equipment;
        return faultCurrent(known.rated.value_or(VoltAmperes{}), voltage, known.impedance.value_or(1)).fault;
    }

    /// The transformer that drives most into each side of the roots of each pod design, over all places of it.
    static std::map<std::pair<const PodDesign*, Side>, const Feed*> transformersOverPods(const HallScope& scope,
                                                                                         const FeedTree& tree)
    {
        std::map<std::pair<const PodDesign*, Side>, const Feed*> above;
        for (const PodPlacement& placed : scope.hall.pods) {
            for (const SideFeed& supply : placed.feeds) {
                const auto feed = tree.indexOf(supply.feed);
                const Feed* const transformer = feed ? transformerOver(tree, *feed) : nullptr;
                if (!transformer)
                    continue;
                const Feed*& known = above[{placed.pod.get(), supply.side}];
                if (!known || faultOf(*transformer, transformer->voltage) > faultOf(*known, known->voltage))
                    known = transformer;
            }
        }
        return above;
    }

    /// What is missing, each once, in the order in which it was met.
    class Missing {
    public:
        void add(std::string what)
        {
            if (m_known.insert(what).second)
                m_list.push_back(std::move(what));
        }
        std::vector<std::string> taken() { return std::move(m_list); }

    private:
        std::unordered_set<std::string> m_known;
        std::vector<std::string> m_list;
    };

    static void judge(const Feed& gear, const Feed* transformer, const std::string& owner, const std::string& where,
                      Missing& missing, int& places, Findings& findings)
    {
        const bool known = transformer && transformer->equipment.rated && transformer->equipment.impedance;
        if (!gear.equipment.shortCircuit || !known) {
            ++places;
            if (!gear.equipment.shortCircuit)
                missing.add(fmt::format("short-circuit rating of '{}'", gear.name));
            if (!transformer)
                missing.add(fmt::format("transformer above '{}'", gear.name));
            else if (!known)
                missing.add(fmt::format("rating and impedance of '{}'", transformer->name));
            return;
        }
        const FaultCurrent current =
            faultCurrent(*transformer->equipment.rated, gear.voltage, *transformer->equipment.impedance);
        const Verdict found = verdict(current.fault, *gear.equipment.shortCircuit);
        if (findings.passesUnremarked(found, current.fault.value(), gear.equipment.shortCircuit->value()))
            return;
        Finding finding;
        finding.subjects = {Subject{Subject::Where::Feed, fmt::format("{}/{}", owner, gear.id)}};
        finding.measured = current.fault.value();
        finding.limit = gear.equipment.shortCircuit->value();
        finding.unit = "A";
        finding.message =
            fmt::format("Transformer '{}' drives {} into a short circuit at {} of {}, which withstands {}.", transformer->name,
                        current.fault, nodeName(gear), where, *gear.equipment.shortCircuit);
        finding.derivation = fmt::format("{} / (√3 · {}) = {}; / {} = {}", *transformer->equipment.rated, gear.voltage,
                                         current.fullLoad, *transformer->equipment.impedance, current.fault);
        findings.judge(found, std::move(finding));
    }
};

} // namespace

MadeRule faultCurrentRule()
{
    return std::make_unique<FaultCurrentRule>();
}

} // namespace colonnade::model
