#include "model/power/Phases.h"
#include "model/power/RackPower.h"
#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

namespace {

/// What a DC rack takes from its feeds is more than its trays draw from the busbar.
class InputPowerRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "PWR-023",
            .title = "Input power from DC / PSU output",
            .domain = Domain::Power,
            .scopes = {Scope::RackDesign},
            .severity = Severity::Info,
            .adjustable = Adjustable::Yes,
            .parameters = {{"efficiency", "", "Of a power shelf whose entry does not give its own.",
                            0.5, 1}},
            .formula = "P_in = P_out / η; S = P_in / PF; P_in − P_out is heat",
            .explanation =
                "Rack designs whose trays hang on the busbar of power shelves by figures of their "
                "own: the feeds are reckoned with what the busbar gives, without the loss of the "
                "shelves. Where the maker gives the power of the whole rack, that is at its input, "
                "and nothing is told.",
            .remedy = "Give the rack the whole-rack power of its maker, or size the feeds with the "
                      "loss.",
            .sources = {{"Definition", "A"}, {"Default efficiency", "EJ"}}};
        return info;
    }

    void checkRack(const RackScope& scope, Findings& findings) const override
    {
        const double assumed = scope.profile.parameter(info().id, "efficiency");
        std::optional<double> least;
        bool shelves = false, told = true;
        for (const Device& device : scope.rack.devices()) {
            if (!isSourceShelf(device))
                continue;
            shelves = true;
            const auto own = device.part->number("efficiency_peak");
            told = told && own;
            least = std::min(least.value_or(1), own.value_or(assumed));
        }
        if (!shelves)
            return;
        if (scope.rack.system() && scope.rack.system()->power.forProvisioning())
            return findings.pass();
        const RackDraw draw = rackDraw(scope.rack);
        if (draw.shelfLoad <= Watts{} && draw.missing.empty())
            return findings.pass();
        const double factor = scope.profile.power.powerFactor;
        const InputPower power = inputPower(draw.shelfLoad, *least, factor);
        Finding finding;
        finding.subjects = {scope.subject()};
        finding.measured = power.input.value();
        finding.limit = draw.shelfLoad.value();
        finding.unit = "W";
        finding.message = fmt::format(
            "The shelves of rack design '{}' take {} ({}) to give the {} that its feeds are "
            "reckoned with; {} become heat in them.",
            scope.rack.id(), power.input, power.apparent, draw.shelfLoad, power.loss);
        finding.derivation =
            fmt::format("P_in = {} / {}{} = {}; S = {} / {} = {}; loss {}", draw.shelfLoad,
                        percent(*least), told ? "" : " (assumed)", power.input, power.input,
                        shortest(factor), power.apparent, power.loss);
        findings.judge(verdict(power), std::move(finding), draw.missing);
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"P_out"},
                                        {"eta", profile.parameter(info().id, "efficiency")},
                                        {"PF", profile.power.powerFactor}})) {
            const InputPower power = inputPower(Watts{row[0]}, row[1], row[2]);
            out.add("P_in", power.input.value());
            out.add("S", power.apparent.value());
            out.add("loss", power.loss.value());
            out.add("verdict", verdictWord(verdict(power)));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    static Verdict verdict(const InputPower& power)
    {
        return exceeds(power.loss.value(), 0) ? Verdict{Severity::Info} : std::nullopt;
    }
};

} // namespace

MadeRule inputPowerRule()
{
    return std::make_unique<InputPowerRule>();
}

} // namespace colonnade::model
