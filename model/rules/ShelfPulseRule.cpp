#include "model/power/RackPower.h"
#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

namespace colonnade::model {

namespace {

/// Short peaks of a DC rack stay within the pulse rating of the shelves that a loss leaves.
class ShelfPulseRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "PWR-014",
            .title = "Shelf / PSU pulse load",
            .domain = Domain::Power,
            .scopes = {Scope::RackDesign},
            .severity = Severity::Warning,
            .adjustable = Adjustable::Yes,
            .parameters = {{"transient_factor", "", "Peak of milliseconds over provisioned power, where the catalog gives none.", 1, 3},
                           {"pulse_share", "", "Peak over rated output that shelves carry for the rated pulse time.", 1, 3},
                           {"spare_shelves", "", "Shelves that must not be needed.", 0, 16},
                           {"mean_share", "", "Mean over rated output that they carry on.", 0, 2}},
            .formula = "ρ = P_peak / P_shelf,avail ≤ ρ_max; mean over the thermal time constant ≤ 1",
            .explanation =
                "The peak is the transient factor that the catalog states for the rack-scale system "
                "times provisioned power, else the sum of the peaks of the devices on the busbar, else "
                "the profile's factor; what is available is the rated output with the worse source or a "
                "shelf lost, as for PWR-013. The mean is provisioned power.",
            .remedy = "Enable power smoothing, or add a shelf.",
            .sources = {{"OCP ORv3 HPR PSU deck: 155 % to 160 %", "B"},
                        {"Transients of 1.4 (ai-infrastructure.net)", "B"}}
        };
        return info;
    }

    void checkRack(const RackScope& scope, Findings& findings) const override
    {
        std::vector<Shelf> shelves;
        for (const Device& device : scope.rack.devices()) {
            if (isSourceShelf(device))
                shelves.push_back({static_cast<std::size_t>(sideOf(scope.rack, device)), device.part->shelf->output});
        }
        const RackDraw draw = rackDraw(scope.rack);
        if (shelves.empty() || (draw.shelfLoad <= Watts{} && draw.missing.empty()))
            return;
        const int spare = static_cast<int>(scope.profile.parameter(info().id, "spare_shelves"));
        const Watts left = shelfBank(shelves, spare).available();
        if (left <= Watts{})
            return; // PWR-013 says so.
        const Peak peak = peakOf(scope, draw);
        const Verdict verdict = this->verdict(peak.power / left, draw.shelfLoad / left, limits(scope.profile));
        const Limits limit = limits(scope.profile);
        Finding finding;
        finding.subjects = {scope.subject()};
        const bool pulse = exceeds(peak.power / left, limit.pulse);
        finding.measured = (pulse ? peak.power : draw.shelfLoad).value();
        finding.limit = (left * (pulse ? limit.pulse : limit.mean)).value();
        finding.unit = "W";
        finding.message = fmt::format(
            "Rack design '{}' peaks at {}, {} of the {} that its shelves give with a loss; {} may be pulsed, and {} of "
            "{} may be drawn on ({} are).",
            scope.rack.id(), peak.power, percent(peak.power / left), left, percent(limit.pulse), percent(limit.mean), left,
            draw.shelfLoad);
        finding.derivation = fmt::format("ρ = {} / {} = {} against {}; mean {} / {} = {}; peak: {}", peak.power, left,
                                         significant(peak.power / left, 3), significant(limit.pulse, 3), draw.shelfLoad,
                                         left, percent(draw.shelfLoad / left), peak.origin);
        findings.judge(verdict, std::move(finding), draw.missing);
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        const Limits usual = limits(profile);
        for (const auto& row :
             in.rows({{"P_peak_kW"}, {"P_av_kW"}, {"rho_max", usual.pulse}, {"P_mean_kW", 0}, {"mean_max", usual.mean}})) {
            const double share = row[0] / row[1];
            out.add("rho", share);
            out.add("verdict", verdictWord(verdict(share, row[3] / row[1], {row[2], row[4]})));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    struct Limits {
        double pulse = 1, mean = 1;
    };
    Limits limits(const Profile& profile) const
    {
        return {profile.parameter(info().id, "pulse_share"), profile.parameter(info().id, "mean_share")};
    }
    static Verdict verdict(double pulse, double mean, const Limits& limits)
    {
        return exceeds(pulse, limits.pulse) || exceeds(mean, limits.mean) ? Verdict{Severity::Warning} : std::nullopt;
    }

    struct Peak {
        Watts power;
        std::string origin;
    };
    Peak peakOf(const RackScope& scope, const RackDraw& draw) const
    {
        const PartRef& system = scope.rack.system();
        if (const auto stated = system ? system->number("power_transient_factor") : std::nullopt)
            return {draw.shelfLoad * *stated, fmt::format("{} times {}, as stated for {}", *stated, draw.shelfLoad, system->model)};
        const auto& facts = scope.rack.facts();
        if (facts.peak.complete() && facts.peak.known > draw.shelfLoad)
            return {facts.peak.known, "the peaks of the catalog"};
        const double factor = scope.profile.parameter(info().id, "transient_factor");
        return {draw.shelfLoad * factor, fmt::format("{} times {}, by the profile", factor, draw.shelfLoad)};
    }
};

} // namespace

MadeRule shelfPulseRule()
{
    return std::make_unique<ShelfPulseRule>();
}

} // namespace colonnade::model
