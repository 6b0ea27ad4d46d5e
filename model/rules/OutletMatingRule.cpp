#include "model/edit/CordEdits.h"
#include "model/power/CordLoads.h"
#include "model/power/Couplers.h"
#include "model/power/Outlets.h"
#include "model/rules/AllRules.h"
#include "model/rules/CordFixes.h"
#include "model/rules/Fixes.h"
#include "model/rules/Inputs.h"
#include "model/units/AddOnce.h"
#include "model/units/Text.h"

#include <algorithm>
#include <map>

namespace colonnade::model {

namespace {

/// Every supply finds an outlet that its plug goes into.
class OutletMatingRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "PWR-011",
            .title = "Plug / inlet mating and temperature class",
            .domain = Domain::Power,
            .scopes = {Scope::RackDesign},
            .severity = Severity::Error,
            .adjustable = Adjustable::No,
            .parameters = {},
            .formula = "C14 → C13, C15; C16 → C15 (120 °C); C20 → C19, C21; C22 → C21 (155 °C); "
                       "combined outlets take C14 and C20",
            .explanation =
                "Every supply with a cord to a rack PDU: its plug is of the kind of its inlet, and "
                "goes into an outlet of that kind that no other cord has. Hot inlets (C16, C22) "
                "take only connectors of their temperature class. One row for each kind of device "
                "and reason in a rack.",
            .remedy = "Take a cord that mates at both ends, or a rack PDU with the outlets needed.",
            .sources = {{"CableLeader, StayOnline: IEC 60320 connector charts", "B"},
                        {"IEC 60320-1, IEC 60309: keyed by poles, current and voltage", "C"}}};
        return info;
    }

    void checkRack(const RackScope& scope, Findings& findings) const override
    {
        std::map<std::pair<TypeId, Reason>, std::vector<LoadedCord>> bad;
        std::map<TypeId, int> kinds; // Devices kinds with a cord: places that are judged.
        std::vector<std::string> missing;
        std::vector<TypeId> unknown;
        for (const LoadedCord& cord : loadedCords(scope.rack)) {
            if (!cord.cord.pdu || cord.lines == 3)
                continue;
            const TypeId& type = cord.cord.device->part->id;
            const auto lacks = lacking(cord);
            if (lacks) {
                addOnce(missing, *lacks);
                addOnce(unknown, type);
                continue;
            }
            ++kinds[type];
            if (const auto reason = reasonOf(scope.rack, cord))
                bad[{type, *reason}].push_back(cord);
        }
        for (const auto& [key, cords] : bad)
            findings.judge(Severity::Error, found(scope, key.second, cords));
        for (const auto& [type, count] : kinds) {
            const bool judged =
                std::any_of(bad.begin(), bad.end(),
                            [&, &id = type](const auto& one) { return one.first.first == id; });
            if (!judged)
                findings.pass();
        }
        if (!missing.empty())
            findings.notEvaluated(scope.subject(), std::move(missing), {}, {},
                                  static_cast<int>(unknown.size()));
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile&) const override
    {
        Inputs in{info(), given};
        Answers out;
        auto cases = in.cases("cases");
        const bool listed = cases.empty() || cases.front().isList();
        if (!listed)
            cases = {RuleValue(cases)};
        for (const RuleValue& pair : cases) {
            if (!pair.isList() || pair.size() != 2 || !pair[0].isText()
                || !pair[1].isText()) {
                in.wrong("cases", "a list of pairs, such as [\"C20\", \"C19\"]");
                break;
            }
            out.add("verdict",
                    verdictWord(verdict(
                        goTogether(pair[0].text(), pair[1].text()))));
        }
        if (!in.good() || cases.empty())
            return in.finish(RuleValue::object());
        return in.finish(out.value(listed));
    }

private:
    enum class Reason { DoesNotMate, NoOutletOfItsKind, AllTaken, NotFree };

    static Verdict verdict(bool mate) { return mate ? std::nullopt : Verdict{Severity::Error}; }

    /// What is missing to judge a cord.
    static std::optional<std::string> lacking(const LoadedCord& cord)
    {
        if (outletCount(*cord.cord.pdu->part) == 0)
            return fmt::format("outlets of {}", cord.cord.pdu->part->model);
        if (cord.input->inlet.empty())
            return fmt::format("inlet of {}", cord.cord.device->part->model);
        return std::nullopt;
    }

    static std::optional<Reason> reasonOf(const RackDesign& rack, const LoadedCord& loaded)
    {
        const PlannedCord& cord = loaded.cord;
        if (cord.outlet > 0) {
            if (verdict(goTogether(loaded.input->inlet, cord.outletType)))
                return Reason::DoesNotMate;
            return std::nullopt;
        }
        if (cord.byHand)
            return Reason::NotFree;
        for (const Device& device : rack.devices()) {
            if (device.part->kind != PartKind::RackPdu || !device.part->pdu
                || sideOf(rack, device) != cord.side)
                continue;
            for (const OutletGroup& group : device.part->pdu->outlets) {
                if (goTogether(loaded.input->inlet, group.type))
                    return Reason::AllTaken;
            }
        }
        return Reason::NoOutletOfItsKind;
    }

    Finding found(const RackScope& scope, Reason reason, const std::vector<LoadedCord>& cords) const
    {
        const LoadedCord& first = cords.front();
        const PartType& part = *first.cord.device->part;
        std::vector<std::string> devices, pdus;
        for (const LoadedCord& cord : cords) {
            addOnce(devices, cord.cord.device->id.text());
            addOnce(pdus, cord.cord.pdu->id.text());
        }
        const std::string& inlet = first.input->inlet;
        Finding finding;
        finding.subjects = {scope.subject()};
        const auto cordsText = fmt::format("{} {} of {} ({}) in rack design '{}'", cords.size(),
                                           cords.size() == 1 ? "supply" : "supplies", part.model,
                                           someOf(devices), scope.rack.id());
        switch (reason) {
        case Reason::DoesNotMate:
            finding.aspect = fmt::format("{}:mate", part.id);
            finding.message =
                fmt::format("The {} cord of '{}' is set to outlet {} of '{}', a {}, which takes "
                            "no such plug; so for {}.",
                            inlet, first.cord.device->id, first.cord.outlet, first.cord.pdu->id,
                            first.cord.outletType, cordsText);
            break;
        case Reason::NotFree:
            finding.aspect = fmt::format("{}:taken", part.id);
            finding.message = fmt::format("{} are set to outlets of {} that do not exist or have "
                                          "another cord.",
                                          cordsText, someOf(pdus));
            break;
        case Reason::AllTaken:
            finding.aspect = fmt::format("{}:full", part.id);
            finding.message = fmt::format("{} find no free outlet for {}: those of {} are taken.",
                                          cordsText, inlet, someOf(pdus));
            break;
        case Reason::NoOutletOfItsKind:
            finding.aspect = fmt::format("{}:kind", part.id);
            finding.message = fmt::format("{} find no outlet that takes {}: {} has {}.", cordsText,
                                          inlet, someOf(pdus), outletsText(*first.cord.pdu->part));
            break;
        }
        finding.measured = static_cast<double>(cords.size());
        finding.limit = 0;
        finding.unit = "cords";
        finding.derivation = fmt::format("Inlet {}; outlets of '{}': {}", inlet, first.cord.pdu->id,
                                         outletsText(*first.cord.pdu->part));
        const auto measure = [&](const RackDesign& rack) { return homeless(rack, part.id); };
        if (reason == Reason::DoesNotMate || reason == Reason::NotFree)
            finding.fixes = cordFixes(scope, measure, 0);
        if (finding.fixes.empty()) {
            if (auto fix = otherPdu(scope, *first.cord.pdu->part, measure, 0))
                finding.fixes.push_back(std::move(*fix));
        }
        return finding;
    }

    static std::string outletsText(const PartType& pdu)
    {
        std::string text;
        for (const OutletGroup& group : pdu.pdu->outlets)
            text += fmt::format("{}{} {}", text.empty() ? "" : ", ", group.count, group.type);
        return text;
    }

    /// Cords of this kind of device that find no outlet.
    static double homeless(const RackDesign& rack, const TypeId& type)
    {
        double count = 0;
        for (const LoadedCord& cord : loadedCords(rack)) {
            if (cord.cord.pdu && cord.lines != 3 && cord.cord.device->part->id == type)
                count += reasonOf(rack, cord) ? 1 : 0;
        }
        return count;
    }
};

} // namespace

MadeRule outletMatingRule()
{
    return std::make_unique<OutletMatingRule>();
}

} // namespace colonnade::model
