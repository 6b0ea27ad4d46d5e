#include "model/power/Plant.h"
#include "model/rules/AllRules.h"
#include "model/rules/Fixes.h"
#include "model/rules/Inputs.h"
#include "model/rules/PowerPlaces.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

namespace colonnade::model {

namespace {

/// Conductors from the source to the rack lose no more voltage than the loads can spare.
class VoltageDropRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "PWR-016",
            .title = "Voltage drop",
            .domain = Domain::Power,
            .scopes = {Scope::Feed},
            .severity = Severity::Warning,
            .adjustable = Adjustable::Yes,
            .parameters = {{"branch_share", "", "Drop of a circuit that racks hang on, over its voltage.", 0, 1},
                           {"feeder_share", "", "Drop of a feeder, over its voltage.", 0, 1},
                           {"total_share", "", "Drop of all together.", 0, 1}},
            .formula = "3 phases: ΔV = √3 · I · (R cosφ + X sinφ) · L; one phase: 2 · I · (R cosφ + X sinφ) · "
                "L; DC: 2 · I · R · L; ΔV / V",
            .explanation =
                "Circuits, busways, panels and switchboards of which resistance, reactance and length "
                "are given, with the load of their worst state; the total goes up to the root of the "
                "same arrangement, across transformers no further. A recommendation of the code, not "
                "enforceable.",
            .remedy = "Increase the conductor size, or shorten the whip.",
            .sources = {{"NEC 210.19 and 215.2 informational notes", "B"}}
        };
        return info;
    }

    void checkArrangement(const ArrangementScope& scope, Findings& findings) const override
    {
        if (scope.power.feeds.empty())
            return;
        const FeedTree tree{scope.arrangement.feeds};
        std::vector<std::optional<double>> shares(scope.power.feeds.size());
        std::vector<std::string> without;
        for (std::size_t i = 0; i < shares.size(); ++i) {
            const FeedLoad& node = scope.power.feeds[i];
            if (!hasLine(node.feed.kind) || node.worst <= Watts{})
                continue;
            const FeedEquipment& line = node.feed.equipment;
            if (line.ohmPerMetre && line.length && (line.reactancePerMetre || node.feed.phases == 0))
                shares[i] = dropOf(scope, node).value() / node.feed.voltage.value();
            else
                without.push_back(node.feed.name);
        }
        for (std::size_t i = 0; i < shares.size(); ++i) {
            if (shares[i])
                judge(scope, tree, shares, i, findings);
        }
        if (!without.empty())
            findings.notEvaluated(scope.subject(),
                                  {fmt::format("resistance, reactance and length of {}", someOf(without))}, "lines", {},
                                  static_cast<int>(without.size()));
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        const double limit = profile.parameter(info().id, "branch_share");
        for (const auto& row :
             in.rows({{"I"}, {"R"}, {"L"}, {"V"}, {"X", 0}, {"PF", 1}, {"phases", 3}, {"limit_pct", 100 * limit}})) {
            const Volts drop = voltageDrop(Amperes{row[0]}, row[1], row[4], row[5], Metres{row[2]}, static_cast<int>(row[6]));
            out.add("dV", drop.value());
            out.add("pct", 100 * drop.value() / row[3]);
            out.add("verdict", verdictWord(verdict(drop.value() / row[3], row[7] / 100)));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    static Verdict verdict(double share, double limit)
    {
        return exceeds(share, limit) ? Verdict{Severity::Warning} : std::nullopt;
    }

    static bool hasLine(FeedKind kind)
    {
        return kind == FeedKind::Feed || kind == FeedKind::Busway || kind == FeedKind::Panel || kind == FeedKind::Switchboard;
    }

    /// Current of the most loaded phase.
    static Amperes currentOf(const ArrangementScope& scope, const FeedLoad& node)
    {
        const PhaseShare share = phaseShare(node);
        const Watts load = share.phase ? share.load * 3.0 : node.worst;
        const double powerFactor = node.feed.phases == 0 ? 1 : scope.profile.power.powerFactor;
        return lineCurrent(VoltAmperes{load.value() / powerFactor}, node.feed.voltage, node.feed.phases);
    }

    static Volts dropOf(const ArrangementScope& scope, const FeedLoad& node)
    {
        const FeedEquipment& line = node.feed.equipment;
        return voltageDrop(currentOf(scope, node), *line.ohmPerMetre, line.reactancePerMetre.value_or(0),
                           scope.profile.power.powerFactor, *line.length, node.feed.phases);
    }

    void judge(const ArrangementScope& scope, const FeedTree& tree, const std::vector<std::optional<double>>& shares,
               std::size_t index, Findings& findings) const
    {
        const FeedLoad& node = scope.power.feeds[index];
        const bool branch = tree.children(index).empty();
        const double own = scope.profile.parameter(info().id, branch ? "branch_share" : "feeder_share");
        const double most = scope.profile.parameter(info().id, "total_share");
        double total = 0;
        for (const std::size_t above : tree.path(index)) {
            if (!hasLine(tree.feed(above).kind))
                break; // Its output is regulated, or a winding of its own.
            total += shares[above].value_or(0);
        }
        const bool ofAll = !exceeds(*shares[index], own) && exceeds(total, most);
        Finding finding;
        finding.subjects = {scope.feed(node.feed.id)};
        finding.measured = 100 * (ofAll ? total : *shares[index]);
        finding.limit = 100 * (ofAll ? most : own);
        finding.unit = "%";
        finding.message = ofAll
            ? fmt::format("To the end of {} of {} {} of the voltage are lost in all, of {} that may be.",
                          nodeName(node.feed), scope.name(), percent(total), percent(most))
            : fmt::format("{} of {} loses {} of its voltage at {}, of {} that it may.", nodeName(node.feed), scope.name(),
                          percent(*shares[index]), currentOf(scope, node), percent(own));
        finding.derivation =
            fmt::format("ΔV = {} at {}, {} ohm/m over {}; ΔV / V = {}; total {}", dropOf(scope, node),
                        currentOf(scope, node), *node.feed.equipment.ohmPerMetre, *node.feed.equipment.length,
                        percent(*shares[index]), percent(total));
        findings.judge(ofAll ? verdict(total, most) : verdict(*shares[index], own), std::move(finding),
                       node.missing);
    }
};

} // namespace

MadeRule voltageDropRule()
{
    return std::make_unique<VoltageDropRule>();
}

} // namespace colonnade::model
