#include "model/catalog/PartFigures.h"
#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

namespace {

/// What a figure may be: where its limits stand in the profile and how bad it is to leave them.
struct Band {
    std::string_view what; ///< "power per unit"
    std::string_view unit;
    double least = 0, most = 0;
    bool openBelow = false; ///< `least` itself is not allowed.
    Severity severity = Severity::Error;
};

/// One figure of one part against its band.
struct Sample {
    Band band;
    double value = 0;
    std::string derivation;
};

/// Figures of parts are of a size that exists: a percentage is no share, kilograms are no grams.
class FigureSanityRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "DQ-005",
            .title = "Sanity of units and ranges",
            .domain = Domain::DataQuality,
            .scopes = {Scope::Design},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters = {{"most_power_per_unit", "kW/U", "Most power of a device for each rack unit.", 0.001, 1e6},
                           {"least_mass_per_unit", "kg/U", "Least mass of a device for each rack unit.", 0, 1e6},
                           {"most_mass_per_unit", "kg/U", "Most mass of a device for each rack unit.", 0, 1e6},
                           {"least_rise", "K", "Least rise of the coolant.", 0, 1e3},
                           {"most_rise", "K", "Most rise of the coolant.", 0, 1e3},
                           {"least_mass_per_accelerator", "kg",
                            "Mass of a node for each of its accelerators below which it is doubted.", 0, 1e3}},
            .formula = "0 < η ≤ 1; P / U ≤ 20 kW; 0.05 ≤ m / U ≤ 200 kg; 2 ≤ ΔT ≤ 40 K",
            .explanation = "The parts in use, one row for each. The rise of the coolant follows from power, share of liquid "
                           "and the maker's flow. A node that weighs less than its accelerators alone is doubted.",
            .remedy = "Convert the figure, or look it up.",
            .sources = {{"Bands", "EJ"}}};
        return info;
    }

    void checkRun(const RunScope& scope, Findings& findings) const override
    {
        for (const auto& [id, part] : scope.reliability().population.inUse) {
            const auto samples = samplesOf(*part, scope.profile);
            if (samples.empty())
                continue;
            const Sample* worst = nullptr;
            for (const Sample& sample : samples) {
                if (verdict(sample) && (!worst || *verdict(sample) < *verdict(*worst)))
                    worst = &sample;
            }
            if (!worst) {
                findings.pass();
                continue;
            }
            Finding finding;
            finding.subjects = {{Subject::Where::Part, id.text()}};
            finding.aspect = worst->band.what;
            std::replace(finding.aspect.begin(), finding.aspect.end(), ' ', '-');
            finding.measured = worst->value;
            finding.limit = worst->value > worst->band.most ? worst->band.most : worst->band.least;
            finding.unit = worst->band.unit;
            finding.message = fmt::format("The {} of '{}' is {}; {} to {} is possible.", worst->band.what, part->model,
                                          shown(worst->value, worst->band.unit), shortest(worst->band.least),
                                          shown(worst->band.most, worst->band.unit));
            finding.derivation = worst->derivation;
            if (worst->band.what == efficiency && worst->value > 1 && worst->value <= 100)
                finding.fixes.push_back(asShare(part, worst->value));
            findings.judge(verdict(*worst), std::move(finding));
        }
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        bool any = false;
        const std::pair<std::string_view, Band> keys[] = {{"eta", efficiencyBand()},
                                                          {"kW_U", powerBand(profile)},
                                                          {"kg_U", massBand(profile)},
                                                          {"dT", riseBand(profile)},
                                                          {"kg_per_gpu", acceleratorBand(profile)}};
        std::vector<Verdict> verdicts;
        for (const auto& [key, band] : keys) {
            if (!in.has(key))
                continue;
            any = true;
            const auto values = in.numbers(key);
            verdicts.resize(std::max(verdicts.size(), values.size()));
            for (std::size_t i = 0; i < values.size(); ++i) {
                const Verdict one = verdict({band, values[i], {}});
                if (one && (!verdicts[i] || *one < *verdicts[i]))
                    verdicts[i] = one;
            }
        }
        if (!any)
            in.refuse("DQ-005 needs one of the inputs 'eta', 'kW_U', 'kg_U', 'dT' and 'kg_per_gpu'.");
        bool listed = false;
        for (const auto& [key, band] : keys)
            listed = listed || in.isList(key);
        for (const Verdict& one : verdicts)
            out.add("verdict", verdictWord(one));
        return in.finish(any ? out.value(listed) : RuleValue::object());
    }

private:
    static constexpr std::string_view efficiency = "efficiency";

    [[nodiscard]] double at(const Profile& profile, std::string_view key) const
    {
        return profile.parameter(info().id, key);
    }
    /// A share has no unit, and no space before it.
    static std::string shown(double value, std::string_view unit)
    {
        return unit.empty() ? significant(value, 3) : withUnit(value, unit);
    }
    static Band efficiencyBand() { return {efficiency, "", 0, 1, true, Severity::Error}; }
    [[nodiscard]] Band powerBand(const Profile& profile) const
    {
        return {"power per unit", "kW/U", 0, at(profile, "most_power_per_unit"), false, Severity::Error};
    }
    [[nodiscard]] Band massBand(const Profile& profile) const
    {
        return {"mass per unit", "kg/U", at(profile, "least_mass_per_unit"), at(profile, "most_mass_per_unit"), false,
                Severity::Error};
    }
    [[nodiscard]] Band riseBand(const Profile& profile) const
    {
        return {"rise of the coolant", "K", at(profile, "least_rise"), at(profile, "most_rise"), false, Severity::Error};
    }
    [[nodiscard]] Band acceleratorBand(const Profile& profile) const
    {
        return {"mass per accelerator", "kg", at(profile, "least_mass_per_accelerator"), at(profile, "most_mass_per_unit"),
                false, Severity::Warning};
    }

    static Verdict verdict(const Sample& sample)
    {
        const Band& band = sample.band;
        const bool below = band.openBelow ? !exceeds(sample.value, band.least) : exceeds(band.least, sample.value);
        return below || exceeds(sample.value, band.most) ? Verdict{band.severity} : std::nullopt;
    }

    [[nodiscard]] std::vector<Sample> samplesOf(const PartType& part, const Profile& profile) const
    {
        std::vector<Sample> samples;
        if (const auto share = part.number("efficiency_peak"))
            samples.push_back({efficiencyBand(), *share, fmt::format("η = {}", shortest(*share))});
        const double units = part.body.height ? part.body.height->value() : 0;
        const auto power = part.power.forProvisioning();
        if (power && units > 0)
            samples.push_back({powerBand(profile), power->value() / 1000 / units,
                               fmt::format("{} / {} U", *power, shortest(units))});
        if (part.body.mass && units > 0 && part.kind != PartKind::Blanking)
            samples.push_back({massBand(profile), part.body.mass->value() / units,
                               fmt::format("{} / {} U", *part.body.mass, shortest(units))});
        const auto flow = part.cooling.flow;
        if (power && flow && *flow > LitresPerMinute{} && part.cooling.liquidFraction.value_or(0) > 0) {
            const Watts heat = *power * *part.cooling.liquidFraction;
            const Coolant water = coolant("water", Celsius{30}).value_or(Coolant{995.6, 4180});
            const double rise = flowDemand(heat, water, Kelvins{1}) / *flow;
            samples.push_back({riseBand(profile), rise, fmt::format("{} into {} of water", heat, *flow)});
        }
        const int accelerators = part.accelerator ? part.accelerator->count : 0;
        if (part.body.mass && accelerators > 0 && part.kind != PartKind::Accelerator)
            samples.push_back({acceleratorBand(profile), part.body.mass->value() / accelerators,
                               fmt::format("{} / {} accelerators", *part.body.mass, accelerators)});
        return samples;
    }

    static Fix asShare(const PartRef& part, double percentage)
    {
        return {fmt::format("Take {} % for a share of {}", shortest(percentage), shortest(percentage / 100)),
                [part, percentage](const Design& design) -> Result<Design> {
                    PartType changed = *part;
                    const Figure* before = part->figure("efficiency_peak");
                    Figure figure = *before;
                    figure.value = percentage / 100;
                    setFigure(changed, figure);
                    fillMembers(changed);
                    return design.withPart(std::make_shared<const PartType>(std::move(changed)), design.catalog());
                }};
    }
};

} // namespace

MadeRule figureSanityRule()
{
    return std::make_unique<FigureSanityRule>();
}

} // namespace colonnade::model
