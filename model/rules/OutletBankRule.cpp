#include "model/power/CordLoads.h"
#include "model/power/Outlets.h"
#include "model/rules/AllRules.h"
#include "model/rules/CordFixes.h"
#include "model/rules/Inputs.h"
#include "model/units/Text.h"

#include <algorithm>
#include <map>

namespace colonnade::model {

namespace {

/// The breaker behind a bank of outlets carries all cords in them, even when another side is lost.
class OutletBankRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "PWR-012",
            .title = "PDU outlet-bank breaker",
            .domain = Domain::Power,
            .scopes = {Scope::RackDesign},
            .severity = Severity::Error,
            .adjustable = Adjustable::ByProfile,
            .parameters = {{"unprotected", "A",
                            "Rating up to which a rack PDU needs no breakers for its outlets.", 0,
                            1000}},
            .formula = "Σ I(outlets of the bank, worst state) ≤ k · I_bank",
            .explanation =
                "Rack PDUs of more than 20 A protect their outlets by breakers of 20 A, or 16 A, "
                "of which each has a bank. The catalog tells of them as \"6 x 20 A\"; outlets of a "
                "phase are taken to lie on its banks from the first on. Where their number is not "
                "known, a PDU passes when one breaker would carry all that hangs on a phase.",
            .remedy = "Spread the cords over the banks in turn.",
            .sources = {{"Bank arithmetic: 32 A three-phase PDU, two banks of 16 A a phase", "B"},
                        {"Outlets of 20 A behind breakers of 20 A: NEC 210.21", "C"}}};
        return info;
    }

    void checkRack(const RackScope& scope, Findings& findings) const override
    {
        const Profile& profile = scope.profile;
        std::vector<std::string> missing;
        int unknown = 0;
        const auto cords = loadedCords(scope.rack);
        for (const Device& device : scope.rack.devices()) {
            const auto& pdu = device.part->pdu;
            if (device.part->kind != PartKind::RackPdu || !pdu || !pdu->rating
                || *pdu->rating <= Amperes{profile.parameter(info().id, "unprotected")})
                continue;
            const Loads loads = loadsOf(scope.rack, device, cords, profile);
            if (!loads.any)
                continue;
            const auto banks = outletBanks(*device.part);
            const Amperes limit =
                banks ? banks->rating * profile.power.continuousFactor : Amperes{};
            const bool certain =
                banks && loads.missing.empty() && !exceeds(loads.phase.value(), limit.value());
            if (certain && !banks->count) {
                findings.pass();
                continue;
            }
            if (!banks || !banks->count) {
                addOnce(missing,
                        fmt::format("{}outlet breakers of {}", banks ? "number of " : "",
                                    device.part->model));
                ++unknown;
                continue;
            }
            Finding finding;
            finding.subjects = {scope.subject(device)};
            finding.measured = loads.bank.value();
            finding.limit = limit.value();
            finding.unit = "A";
            finding.message = fmt::format(
                "Bank {} of rack PDU {} carries {} {}; its breaker of {} may carry {}.",
                loads.worst, scope.name(device), loads.bank, stateText(loads.lost),
                banks->rating, limit);
            finding.derivation = fmt::format(
                "{} = {} {}; {} · {} = {}", loads.sum, loads.bank, stateText(loads.lost),
                percent(profile.power.continuousFactor), banks->rating, limit);
            const Verdict found = verdict(loads.bank, limit);
            if (found)
                finding.fixes = cordFixes(
                    scope, [&](const RackDesign& rack) { return fullest(rack, profile); }, 1);
            findings.judge(found, std::move(finding), loads.missing);
        }
        if (!missing.empty())
            findings.notEvaluated(scope.subject(), std::move(missing), {}, {}, unknown);
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row :
             in.rows({{"n", 1}, {"I"}, {"I_bank"}, {"k", profile.power.continuousFactor}})) {
            const Amperes sum = together(Amperes{row[1]}, row[0]);
            const Amperes limit{row[2] * row[3]};
            out.add("I_A", sum.value());
            out.add("limit_A", limit.value());
            out.add("verdict", verdictWord(verdict(sum, limit)));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    struct Loads {
        bool any = false;
        int worst = 0; ///< Number of the bank.
        Amperes bank; ///< On it, in the worst state.
        std::optional<Side> lost;
        Amperes phase; ///< On the most loaded phase, in the worst state.
        std::string sum; ///< "3 · 5.80 A + 2.10 A"
        std::vector<std::string> missing;
    };

    static Amperes together(Amperes each, double count) { return each * count; }

    static Verdict verdict(Amperes current, Amperes limit)
    {
        return above(current.value(), limit.value());
    }

    static void addOnce(std::vector<std::string>& list, std::string what)
    {
        if (std::find(list.begin(), list.end(), what) == list.end())
            list.push_back(std::move(what));
    }

    static Loads loadsOf(const RackDesign& rack, const Device& pdu,
                         const std::vector<LoadedCord>& cords, const Profile& profile)
    {
        Loads loads;
        std::vector<std::optional<Side>> states{std::nullopt};
        for (const Side side : sidesOf(rack).list()) {
            if (side != sideOf(rack, pdu))
                states.emplace_back(side);
        }
        for (const auto& state : states) {
            std::map<int, std::vector<Amperes>> banks;
            std::array<Amperes, 3> phases{};
            for (const LoadedCord& cord : cords) {
                if (cord.cord.pdu != &pdu)
                    continue;
                loads.any = true;
                const auto load = cord.load(state);
                if (!load || !cord.voltage) {
                    addOnce(loads.missing,
                            fmt::format("power of {}", cord.cord.device->part->model));
                    continue;
                }
                const Amperes current =
                    supplyCurrent(*load, 1, *cord.voltage, profile.power.powerFactor);
                phases[cord.cord.phase.value_or(0)] += current;
                const auto bank =
                    cord.cord.bank ? cord.cord.bank : outletBank(*pdu.part, cord.cord.outlet);
                if (bank)
                    banks[*bank].push_back(current);
            }
            for (const auto& [bank, currents] : banks) {
                Amperes sum;
                for (const Amperes current : currents)
                    sum += current;
                if (sum.value() > loads.bank.value() * (1 + 1e-9)) {
                    loads.worst = bank;
                    loads.bank = sum;
                    loads.lost = state;
                    loads.sum = sumText(currents);
                }
            }
            loads.phase = std::max(loads.phase, *std::max_element(phases.begin(), phases.end()));
        }
        return loads;
    }

    static std::string sumText(std::vector<Amperes> currents)
    {
        std::sort(currents.begin(), currents.end(), std::greater<>{});
        std::string text;
        for (std::size_t i = 0; i < currents.size();) {
            std::size_t same = i;
            while (same < currents.size()
                   && currents[same].value() > currents[i].value() * (1 - 1e-9))
                ++same;
            text += fmt::format("{}{}{}", text.empty() ? "" : " + ",
                                same - i > 1 ? fmt::format("{} · ", same - i) : std::string{},
                                currents[i]);
            i = same;
        }
        return text;
    }

    static double fullest(const RackDesign& rack, const Profile& profile)
    {
        double most = 0;
        const auto cords = loadedCords(rack);
        for (const Device& device : rack.devices()) {
            const auto banks =
                device.part->kind == PartKind::RackPdu ? outletBanks(*device.part) : std::nullopt;
            if (banks)
                most = std::max(most,
                                loadsOf(rack, device, cords, profile).bank
                                    / (banks->rating * profile.power.continuousFactor));
        }
        return most;
    }
};

} // namespace

MadeRule outletBankRule()
{
    return std::make_unique<OutletBankRule>();
}

} // namespace colonnade::model
