#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/TrayPlaces.h"
#include "model/units/Text.h"

#include <array>
#include <cmath>

namespace colonnade::model {

namespace {

/// Cables that are tied together are not too many to be taken out of one another again.
class BundleSizeRule final : public TrayRule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "CAB-014",
            .title = "Size of bundles",
            .domain = Domain::Cabling,
            .scopes = {Scope::Cable},
            .severity = Severity::Warning,
            .adjustable = Adjustable::Yes,
            .parameters = {{"copper", "", "Most copper cables of a bundle.", 1, 10000},
                           {"fibre", "", "Most fibres and active optical cables of a bundle.", 1, 10000}},
            .formula = "n_bundle ≤ n_max(type)",
            .explanation = "The cables of a fabric between two racks lie side by side all the way. Up to 24 of copper or 48 of fibre are "
                           "one bundle, with tape and not zip ties; more are to be tied as several, which is told, for no design says "
                           "how they are tied. Cables that "
                           "carry power to devices warm each other by no more than 15 K; no design says so yet, so warming is not "
                           "judged.",
            .remedy = "Tie it as several bundles.",
            .sources = {{"TSB-184-A by fastlinkcabsys.com: 15 K", "B"}, {"Counts", "EJ"}}};
        return info;
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"n"}, {"nmax", profile.parameter(info().id, "copper")}}))
            out.add("verdict", verdictWord(verdict(row[0], row[1])));
        return in.finish(out.value(in.listed()));
    }

protected:
    void checkTrays(const Place& place, Findings& findings) const override
    {
        struct Worst {
            const CableBundle* bundle = nullptr;
            int cables = 0, over = 0;
        };
        const std::array<double, 2> most{place.scope.profile.parameter(info().id, "copper"), place.scope.profile.parameter(info().id, "fibre")};
        std::vector<std::array<Worst, 2>> worst(place.scope.arrangement.fabrics.size());
        for (const CableBundle& bundle : place.use.bundles) {
            std::array<int, 2> cables{};
            for (const CableCount& count : bundle.of) {
                const PartRef& part = place.use.parts[count.part];
                if (part)
                    cables[isOptical(*part) ? 1 : 0] += count.cables;
            }
            for (std::size_t kind = 0; kind < 2 && bundle.fabric < worst.size(); ++kind) {
                Worst& its = worst[bundle.fabric][kind];
                its.over += verdict(cables[kind], most[kind]) ? 1 : 0;
                if (cables[kind] > its.cables) {
                    its.cables = cables[kind];
                    its.bundle = &bundle;
                }
            }
        }
        for (std::size_t fabric = 0; fabric < worst.size(); ++fabric) {
            for (std::size_t kind = 0; kind < 2; ++kind) {
                const Worst& its = worst[fabric][kind];
                if (!its.bundle)
                    continue;
                const Fabric& recipe = place.scope.arrangement.fabrics[fabric];
                const std::string_view what = kind == 1 ? "fibres" : "copper cables";
                Finding finding;
                finding.subjects = {place.scope.fabric(recipe.id)};
                finding.aspect = kind == 1 ? "fibre" : "copper";
                finding.measured = its.cables;
                finding.limit = most[kind];
                finding.unit = "cables";
                finding.message = fmt::format("Fabric '{}' has {} {} between '{}' and '{}'{}: {} bundles of {} at the most.", recipe.name,
                                              its.cables, what, place.use.paths[its.bundle->a],
                                              place.use.paths[its.bundle->b],
                                              its.over > 1 ? fmt::format(" and more than a bundle between {} other pairs of racks", its.over - 1) : std::string{},
                                              std::ceil(its.cables / most[kind]), shortest(most[kind]));
                findings.judge(verdict(its.cables, most[kind]) ? Verdict{Severity::Info} : Verdict{}, std::move(finding));
            }
        }
    }

private:
    static bool isOptical(const PartType& cable) { return isFibre(cable) || cable.cable->medium == CableFigures::Medium::Aoc; }

    static Verdict verdict(double cables, double most) { return exceeds(cables, most) ? Verdict{Severity::Warning} : Verdict{}; }
};

} // namespace

MadeRule bundleSizeRule()
{
    return std::make_unique<BundleSizeRule>();
}

} // namespace colonnade::model
