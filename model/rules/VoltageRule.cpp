#include "model/power/Compatibility.h"
#include "model/power/CordLoads.h"
#include "model/power/Phases.h"
#include "model/rules/AllRules.h"
#include "model/rules/Fixes.h"
#include "model/rules/Inputs.h"
#include "model/units/Text.h"

#include <algorithm>
#include <map>
#include <set>

namespace colonnade::model {

namespace {

/// Whatever takes power gets the voltage and the phases that it is made for.
class VoltageRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "PWR-024",
            .title = "Voltage / phase / frequency compatibility",
            .domain = Domain::Power,
            .scopes = {Scope::RackDesign, Scope::RackInPlace},
            .severity = Severity::Error,
            .adjustable = Adjustable::No,
            .parameters = {{"tolerance", "",
                            "Difference of a feed from the line voltage of a rack PDU that is "
                            "still of its class (400 and 415 V).",
                            0, 0.2}},
            .formula = "V_min ≤ V ≤ V_max; V = V_LL / √3 to neutral, V_LL between lines; phases "
                       "equal",
            .explanation =
                "Supplies against the outlets of their rack PDUs, one row for each kind of device "
                "in a rack design; rack PDUs, power shelves and floor units against their feeds, "
                "one row for each kind and feed. V is the nominal voltage, the range that of the "
                "nameplate: the tolerance of the supply lies outside it. The catalog gives no "
                "frequencies; 50 and 60 Hz are not told apart.",
            .remedy = "Insert a transformer, take a rack PDU of the voltage, or hang the cord "
                      "between two lines.",
            .sources = {{"Definition", "A"}, {"Class of voltages", "EJ"}}};
        return info;
    }

    void checkRack(const RackScope& scope, Findings& findings) const override
    {
        std::map<TypeId, std::vector<LoadedCord>> kinds;
        for (LoadedCord& cord : loadedCords(scope.rack)) {
            if (cord.cord.pdu)
                kinds[cord.cord.device->part->id].push_back(std::move(cord));
        }
        std::vector<std::string> missing;
        int unknown = 0;
        for (const auto& [type, cords] : kinds) {
            const PartType& part = *cords.front().cord.device->part;
            const PowerInput& input = *cords.front().input;
            const auto noVoltage = std::find_if(
                cords.begin(), cords.end(), [](const LoadedCord& cord) { return !cord.voltage; });
            if (!input.voltsMin || !input.voltsMax || noVoltage != cords.end()) {
                missing.push_back(
                    noVoltage != cords.end()
                        ? fmt::format("voltage of {}", noVoltage->cord.pdu->part->model)
                        : fmt::format("input voltage of {}", part.model));
                ++unknown;
                continue;
            }
            const auto wrong =
                std::find_if(cords.begin(), cords.end(), [&](const LoadedCord& cord) {
                    return verdict(*cord.voltage, *input.voltsMin, *input.voltsMax).has_value();
                });
            if (wrong == cords.end()) {
                findings.pass();
                continue;
            }
            findings.judge(Severity::Error, found(scope, *wrong));
        }
        if (!missing.empty())
            findings.notEvaluated(scope.subject(), std::move(missing), {}, {}, unknown);
    }

    void checkArrangement(const ArrangementScope& scope, Findings& findings) const override
    {
        std::map<FeedId, const Feed*> feeds;
        for (const Feed& feed : scope.arrangement.feeds)
            feeds.emplace(feed.id, &feed);
        std::map<std::pair<FeedId, TypeId>, Pair> pairs;
        std::set<std::string> missing;
        for (const Placement& placement : scope.arrangement.placements) {
            for (const SideFeed& side : placement.feeds) {
                const auto feed = feeds.find(side.feed);
                if (feed != feeds.end())
                    add(pairs, missing, placement, side.side, *feed->second, scope.profile);
            }
        }
        int unknown = 0;
        for (const auto& [key, pair] : pairs) {
            if (pair.unknown) {
                ++unknown;
                continue;
            }
            if (!pair.wrong) {
                findings.pass();
                continue;
            }
            findings.judge(Severity::Error, found(scope, *feeds.at(key.first), pair));
        }
        if (unknown > 0)
            findings.notEvaluated(scope.subject(), {missing.begin(), missing.end()}, "feeds", {},
                                  unknown);
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile&) const override
    {
        Inputs in{info(), given};
        Answers out;
        const bool between = in.text("connection", "L-N") == "L-L";
        const bool ranges =
            in.isList("PSU") && !in.at("PSU").empty() && in.at("PSU").front().isList();
        std::vector<RuleValue> supplies = ranges ? in.cases("PSU") : std::vector<RuleValue>{in.at("PSU")};
        const auto rows = in.rows({{"V_LL"}});
        const std::size_t count = std::max(rows.size(), supplies.size());
        if ((rows.size() != 1 && rows.size() != count)
            || (supplies.size() != 1 && supplies.size() != count))
            in.wrong("PSU", "one range, or one for each voltage");
        for (std::size_t i = 0; i < count && in.good(); ++i) {
            const RuleValue& range = supplies[supplies.size() == 1 ? 0 : i];
            if (!range.isList() || range.size() != 2 || !range[0].isNumber()
                || !range[1].isNumber()) {
                in.wrong("PSU", "a range of two numbers");
                break;
            }
            const Volts line{rows[rows.size() == 1 ? 0 : i][0]};
            const Volts neutral = lineToNeutral(line);
            out.add("V_LN", neutral.value());
            out.add("verdict",
                    verdictWord(verdict(between ? line : neutral, Volts{range[0].number()},
                                        Volts{range[1].number()})));
        }
        if (!in.good())
            return in.finish({});
        return in.finish(out.value(in.listed() || ranges));
    }

private:
    /// One kind of part on one feed.
    struct Pair {
        const PartType* part = nullptr;
        std::vector<std::string> placements;
        std::optional<Mismatch> wrong;
        bool unknown = false;
    };

    static Verdict verdict(Volts voltage, Volts least, Volts most)
    {
        return suits(voltage, least, most) ? std::nullopt : Verdict{Severity::Error};
    }

    Finding found(const RackScope& scope, const LoadedCord& cord) const
    {
        const PartType& part = *cord.cord.device->part;
        const RackPduFigures& pdu = *cord.cord.pdu->part->pdu;
        const bool toNeutral = pdu.phases == 3 && !lineToLine(pdu) && cord.lines != 3;
        Finding finding;
        finding.subjects = {scope.subject()};
        finding.aspect = part.id.text();
        setRange(finding, *cord.voltage, *cord.input->voltsMin, *cord.input->voltsMax);
        finding.message = fmt::format(
            "Supplies of {} in rack design '{}' take {} to {}; the outlets of '{}' give {}.",
            part.model, scope.rack.id(), *cord.input->voltsMin, *cord.input->voltsMax,
            cord.cord.pdu->id, *cord.voltage);
        finding.derivation = toNeutral
            ? fmt::format("V = {} / √3 = {}, line to neutral", pdu.lineVoltage, *cord.voltage)
            : fmt::format("V = {}, {}", *cord.voltage,
                          pdu.phases == 3 ? "between lines" : "one phase");
        return finding;
    }

    void add(std::map<std::pair<FeedId, TypeId>, Pair>& pairs, std::set<std::string>& missing,
             const Placement& placement, Side side, const Feed& feed, const Profile& profile) const
    {
        const auto judge = [&](const PartType& part) {
            const auto [known, fresh] = pairs.try_emplace({feed.id, part.id});
            Pair& pair = known->second;
            if (fresh) {
                pair.part = &part;
                if (const auto lacks = judgedOn(pair, feed, profile)) {
                    pair.unknown = true;
                    missing.insert(*lacks);
                }
            }
            const std::string id = placement.id.text();
            if (pair.placements.empty() || pair.placements.back() != id)
                pair.placements.push_back(id);
        };
        if (const PartRef* unit = placement.unit()) {
            // What passes power on is a node of the chain itself.
            if ((*unit)->kind != PartKind::FloorPower && (*unit)->power.forProvisioning())
                judge(**unit);
            return;
        }
        const RackDesign& rack = **placement.rack();
        SideSet fed;
        for (const SideFeed& one : placement.feeds)
            fed.add(one.side);
        for (const Device& device : rack.devices()) {
            if (isTaker(device) && sideOf(rack, device, fed) == side)
                judge(*device.part);
        }
    }

    /// What is missing to judge it.
    std::optional<std::string> judgedOn(Pair& pair, const Feed& feed, const Profile& profile) const
    {
        const PartType& part = *pair.part;
        if (part.kind == PartKind::RackPdu) {
            if (!part.pdu || part.pdu->lineVoltage <= Volts{})
                return fmt::format("voltage of {}", part.model);
            pair.wrong = mismatch(feed, *part.pdu, profile.parameter(info().id, "tolerance"));
            return std::nullopt;
        }
        // Any of its inputs may be the one that is used.
        std::optional<Mismatch> wrong;
        bool known = false;
        for (const PowerInput& input : part.inputs) {
            if (!input.voltsMin || !input.voltsMax)
                continue;
            known = true;
            wrong = mismatch(feed, input);
            if (!wrong)
                return std::nullopt;
        }
        if (!known)
            return fmt::format("input voltage of {}", part.model);
        pair.wrong = wrong;
        return std::nullopt;
    }

    static Finding found(const ArrangementScope& scope, const Feed& feed, const Pair& pair)
    {
        const Mismatch& wrong = *pair.wrong;
        Finding finding;
        finding.subjects = {scope.feed(feed.id)};
        finding.aspect = pair.part->id.text();
        setRange(finding, wrong.given, wrong.least, wrong.most);
        finding.message = fmt::format(
            "Feed '{}' of {} gives {}{}; {} of {} takes {} to {}.", feed.name, scope.name(),
            wrong.given, wrong.why.empty() ? std::string{} : " and " + wrong.why, pair.part->model,
            someOf(pair.placements), wrong.least, wrong.most);
        finding.derivation =
            fmt::format("{} of {} {}; range {} to {}", feed.voltage,
                        feed.phases == 0 ? "DC," : fmt::format("{}", feed.phases),
                        feed.phases == 0 ? "one bus" : (feed.phases == 1 ? "phase" : "phases"),
                        wrong.least, wrong.most);
        return finding;
    }

    /// Measured against the end of the range that is missed.
    static void setRange(Finding& finding, Volts given, Volts least, Volts most)
    {
        finding.measured = given.value();
        finding.limit = (given < least ? least : most).value();
        finding.unit = "V";
    }
};

} // namespace

MadeRule voltageRule()
{
    return std::make_unique<VoltageRule>();
}

} // namespace colonnade::model
