#include "model/rules/AllRules.h"
#include "model/rules/FabricPlaces.h"
#include "model/rules/Inputs.h"
#include "model/units/Text.h"

#include <map>
#include <set>

namespace colonnade::model {

namespace {

/// Fibre, connectors and splices between two modules lose no more light than their optics allow.
class InsertionLossRule final : public FabricRule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "CAB-020",
            .title = "Channel insertion loss",
            .domain = Domain::Cabling,
            .scopes = {Scope::Cable},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters = {{"warn_margin", "dB", "Margin below which a warning is given.", 0, 10},
                           {"connector", "dB", "Loss of a mated connector where no part says it.",
                            0, 3},
                           {"connectors", "",
                            "Mated connectors in every channel, as panels are not drawn.", 0, 20},
                           {"splice_multimode", "dB", "Loss of a multimode splice.", 0, 3},
                           {"splice_singlemode", "dB", "Loss of a single-mode splice.", 0, 3}},
            .formula = "IL = α · L + n_c · IL_c + n_s · IL_s ≤ IL_max(PMD)",
            .explanation = "Every fibre cable between two transceivers. The joints at the modules "
                           "belong to the modules' own budget; "
                           "patch panels between them are not drawn yet, so their number comes "
                           "from the profile. Optics without a "
                           "budget in the table are not evaluated.",
            .remedy = "Low-loss connectors, or one patch point less.",
            .sources = {{"TIA FOTC budgets", "A"},
                        {"FOA: loss values", "A"},
                        {"TIA-568.3: 0.75 dB a connector", "B"},
                        {"0.35 dB a low-loss MPO", "C"}}};
        return info;
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const RuleValue& one : in.cases("cases")) {
            // [PMD, (fibre,) L in km, n_c, IL_c (, n_s)]
            const bool named = one.isList() && one.size() > 1 && one[1].isText();
            const std::size_t from = named ? 2 : 1;
            bool numbers = one.isList() && one.size() >= from + 2 && one[0].isText();
            for (std::size_t i = from; numbers && i < one.size(); ++i)
                numbers = one[i].isNumber();
            if (!numbers) {
                in.refuse(
                    "CAB-020 takes cases of [PMD, length in km, connectors, dB of a connector].");
                return in.finish({});
            }
            const std::string interface = opticalInterface(profile, one[0].text());
            const std::string fibre =
                named ? one[1].text() : usualFibre(profile, interface);
            const double each = one.size() > from + 2 ? one[from + 2].number()
                                                      : profile.parameter(info().id, "connector");
            const double splices = one.size() > from + 3 ? one[from + 3].number() : 0;
            const OpticalReach* row = opticalReach(profile, interface, fibre);
            if (!row || !row->lossDb) {
                in.refuse(fmt::format("CAB-020 knows no loss budget of '{}' over '{}'.",
                                      shown(one[0].text()), shown(fibre)));
                return in.finish({});
            }
            const double loss = lossOf(Metres{one[from].number() * 1000}, fibre,
                                       one[from + 1].number(), each, splices, profile);
            out.add("IL", loss);
            out.add("verdict", verdictWord(verdict(loss, *row->lossDb, profile)));
        }
        return in.finish(out.value(true));
    }

private:
    double lossOf(Metres length, const std::string& fibre, double connectors, double each,
                  double splices, const Profile& profile) const
    {
        const auto perKm = profile.fibreLossDbPerKm.find(fibre);
        return insertionLoss(
            length, perKm == profile.fibreLossDbPerKm.end() ? 0 : perKm->second, connectors, each,
            splices,
            profile.parameter(info().id,
                              isMultimode(fibre) ? "splice_multimode" : "splice_singlemode"));
    }

    Verdict verdict(double loss, double most, const Profile& profile) const
    {
        return above(loss, most, most - profile.parameter(info().id, "warn_margin"));
    }

    void checkFabric(const PlannedFabric& place, Findings& findings) const override
    {
        const FabricPlan& plan = *place.plan;
        const Profile& profile = place.scope.profile;
        std::map<std::pair<std::uint16_t, std::uint16_t>, CableGroup> bad; // By cable and module.
        std::set<std::string> unknown;
        int good = 0;
        for (std::size_t cable = 0; cable < plan.cables.size(); ++cable) {
            const std::uint16_t medium = plan.cables.medium[cable];
            if (medium == CableColumns::none || !copperKind(*plan.media[medium]->cable).empty())
                continue;
            const std::uint16_t optic = opticsOf(plan, cable).a;
            if (optic == CableColumns::none)
                continue;
            const std::string fibre = fibreGrade(*plan.media[medium]);
            const auto most = budget(*plan.media[optic]->transceiver, fibre, profile);
            if (!most) {
                unknown.insert(fmt::format("loss budget of {}", plan.media[optic]->model));
                continue;
            }
            const double loss = channelLoss(plan, cable, fibre, profile);
            if (verdict(loss, *most, profile))
                bad[{medium, optic}].add(cable, loss / *most);
            else
                ++good;
        }
        if (good > 0)
            findings.pass();
        if (!unknown.empty())
            findings.notEvaluated(place.subject(), {unknown.begin(), unknown.end()},
                                  "budget");
        for (const auto& [kind, group] : bad) {
            const PartType& medium = *plan.media[kind.first];
            const PartType& optic = *plan.media[kind.second];
            const std::string fibre = fibreGrade(medium);
            const double most = *budget(*optic.transceiver, fibre, profile);
            const double loss = channelLoss(plan, group.worst, fibre, profile);
            Finding finding;
            finding.severity = *verdict(loss, most, profile);
            finding.subjects = {place.subject()};
            finding.aspect = fmt::format("{}+{}", medium.id, optic.id);
            finding.measured = loss;
            finding.limit = most;
            finding.unit = "dB";
            finding.message = fmt::format(
                "{} of fabric '{}' with little or no margin: cable {} from {} loses {} dB; {} "
                "allows {} dB.",
                group.count == 1 ? std::string{"One channel"}
                                 : fmt::format("{} channels", group.count),
                place.fabric.name, group.worst + 1,
                place.cableText(group.worst),
                significant(loss, 3), optic.model, significant(most, 3));
            finding.derivation =
                fmt::format("{} of {} and {} connectors of {} dB",
                            Metres{static_cast<double>(plan.cables.ordered[group.worst])}, fibre,
                            significant(profile.parameter(info().id, "connectors"), 2),
                            significant(profile.parameter(info().id, "connector"), 2));
            findings.add(std::move(finding));
        }
    }

    double channelLoss(const FabricPlan& plan, std::size_t cable, const std::string& fibre,
                       const Profile& profile) const
    {
        return lossOf(Metres{static_cast<double>(plan.cables.ordered[cable])}, fibre,
                      profile.parameter(info().id, "connectors"),
                      profile.parameter(info().id, "connector"), 0, profile);
    }

    static std::optional<double> budget(const TransceiverFigures& module, const std::string& fibre,
                                        const Profile& profile)
    {
        const auto lane = module.lane ? std::optional{module.lane->value()} : std::nullopt;
        const OpticalReach* row =
            opticalReach(profile, opticalInterface(profile, module.pmd, lane), fibre);
        return row ? row->lossDb : std::nullopt;
    }
};

} // namespace

MadeRule insertionLossRule()
{
    return std::make_unique<InsertionLossRule>();
}

} // namespace colonnade::model
