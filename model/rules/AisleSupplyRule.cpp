#include "model/edit/FloorEdits.h"
#include "model/rules/AirPlaces.h"
#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/units/Text.h"

#include <cmath>

namespace colonnade::model {

namespace {

/// The cold aisles get the air that the racks draw from them.
class AisleSupplyRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "THM-017",
            .title = "Cold-aisle supply vs demand",
            .domain = Domain::Thermal,
            .scopes = {Scope::Hall},
            .severity = Severity::Warning,
            .adjustable = Adjustable::Yes,
            .parameters = {{"least_contained", "", "Least supply over demand of contained aisles.",
                            0, 10},
                           {"most_contained", "",
                            "Greatest supply over demand of contained aisles.", 0, 10},
                           {"least_open", "", "Least supply over demand of open aisles.", 0, 10}},
            .formula = "ψ = (1 − ℓ) · V_supply / Σ V_IT; 1.00 ≤ ψ ≤ 1.20 contained, ψ ≥ 1.2 open",
            .explanation =
                "What tiles or fan units bring into an aisle, where the design says so; else the "
                "air handlers that are "
                "counted on, less leakage, against all racks and liquid-to-air units of the hall "
                "together, at the "
                "altitude of the hall. Below the least the racks draw their own exhaust; above the "
                "greatest of "
                "closed aisles air is moved for nothing. Where open and closed aisles share the "
                "flow, the least is "
                "their mean by demand. No pressure below the floor and no field of flow is solved.",
            .remedy = "More perforated tiles or fan units, another air handler, containment; "
                      "slower fans above the greatest.",
            .sources = {
                {"Bypass and recirculation (Schneider Electric White Paper 44, upsite.com)", "A"},
                {"Numbers", "EJ"}}};
        return info;
    }

    void checkHall(const HallScope& scope, Findings& findings) const override
    {
        for (const HallPart& part : scope.parts) {
            if (part.placements == 0 || !part.air)
                continue;
            for (const AisleAir& aisle : part.air->aisles) {
                if (aisle.supply && aisle.demand > CubicMetresPerSecond{})
                    checkAisle(scope, part, aisle, findings);
            }
        }
        const HallAir air = hallAir(scope);
        if (air.demand() > CubicMetresPerSecond{} || !air.missing.empty())
            checkRoom(scope, air, findings);
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        for (const auto& row : in.rows({{"dem"}, {"sup"}, {"leak", 0}, {"contained", 1}})) {
            const double share =
                supplyShare(CubicMetresPerSecond{row[1]}, row[2], CubicMetresPerSecond{row[0]});
            out.add("psi", share);
            out.add("verdict", verdictWord(verdict(share, row[3], profile)));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    [[nodiscard]] double at(const Profile& profile, std::string_view key) const
    {
        return profile.parameter(info().id, key);
    }
    /// `contained`: share of the demand that is at closed aisles.
    [[nodiscard]] double least(double contained, const Profile& profile) const
    {
        return contained * at(profile, "least_contained")
            + (1 - contained) * at(profile, "least_open");
    }
    [[nodiscard]] Verdict verdict(double share, double contained, const Profile& profile) const
    {
        const bool wasted = contained >= 1 && exceeds(share, at(profile, "most_contained"));
        return exceeds(least(contained, profile), share) || wasted ? Verdict{Severity::Warning}
                                                                   : std::nullopt;
    }

    /// Value, limit and words of both kinds of place.
    Finding told(double share, double contained, const Profile& profile, const std::string& who,
                 CubicMetresPerSecond supply, double leakage, CubicMetresPerSecond demand) const
    {
        Finding finding;
        const double floor = least(contained, profile);
        finding.lowerIsWorse = !(contained >= 1 && exceeds(share, at(profile, "most_contained")));
        finding.measured = share * 100;
        finding.limit = (finding.lowerIsWorse ? floor : at(profile, "most_contained")) * 100;
        finding.unit = "%";
        finding.message = fmt::format(
            "{} {} of the {} that the racks draw; {} {} is wanted.", who, percent(share), demand,
            finding.lowerIsWorse ? "at least" : "at most", percent(*finding.limit / 100));
        finding.derivation = fmt::format("ψ = (1 − {}) · {} / {} = {}", shortest(leakage), supply,
                                         demand, significant(share, 4));
        return finding;
    }

    void checkAisle(const HallScope& scope, const HallPart& part, const AisleAir& aisle,
                    Findings& findings) const
    {
        const CubicMetresPerSecond demand = aisle.demand * (1 / pressureRatio(scope.hall.altitude));
        const double contained = aisle.contained ? 1 : 0,
                     share = supplyShare(*aisle.supply, 0, demand);
        Finding finding = told(share, contained, scope.profile,
                               fmt::format("Cold aisle {} of {} gets", aisle.index + 1,
                                           part.pod ? fmt::format("pod design '{}'", part.pod->id())
                                                    : std::string{"the hall"}),
                               *aisle.supply, 0, demand);
        finding.subjects = {part.pod ? Subject::pod(part.pod->id().text())
                                     : Subject{Subject::Where::Hall, {}}};
        finding.aspect = fmt::format("aisle-{}", aisle.index + 1);
        finding.placements = part.placements;
        if (!aisle.contained && !exceeds(at(scope.profile, "least_contained"), share)) {
            if (auto closed = containAisles(
                    part.pod ? part.pod->arrangement() : scope.hall.arrangement, part.pod))
                finding.fixes.push_back(std::move(*closed));
        }
        findings.judge(verdict(share, contained, scope.profile), std::move(finding),
                       part.air->missing);
    }

    void checkRoom(const HallScope& scope, const HallAir& air, Findings& findings) const
    {
        const Subject subject{Subject::Where::Hall, {}};
        std::vector<std::string> missing;
        if (!air.supply)
            missing.emplace_back("airflow of the air handlers");
        if (!air.leakageKnown)
            missing.emplace_back("leakage of the supply air");
        if (!missing.empty())
            return findings.notEvaluated(subject, std::move(missing));
        if (air.demand() <= CubicMetresPerSecond{})
            return findings.notEvaluated(subject, air.missing);
        const double contained = air.contained / air.demand(), share = *air.share();
        Finding finding =
            told(share, contained, scope.profile, "The air handlers that are counted on give",
                 *air.supply, air.leakage, air.demand());
        finding.subjects = {subject};
        addFixes(scope, air, share, contained, finding);
        // The part that is unknown can only make it less: above the greatest it is not known to be.
        findings.judge(verdict(share, contained, scope.profile), std::move(finding), air.missing);
    }

    void addFixes(const HallScope& scope, const HallAir& air, double share, double contained,
                  Finding& finding) const
    {
        const double each = scope.hall.air->flowEach->value() * (1 - air.leakage);
        if (each > 0 && exceeds(least(contained, scope.profile), share)) {
            const int needed = scope.hall.air->spare
                + static_cast<int>(std::ceil(
                    least(contained, scope.profile) * air.demand().value() / each - 1e-9));
            finding.fixes.push_back({fmt::format("Take {} air handlers", needed),
                                     [needed](const Design& design) -> Result<Design> {
                                         Hall hall = *design.hall();
                                         if (!hall.air)
                                             return fail("The hall has no air handlers.");
                                         hall.air->units = needed;
                                         return changeHall(design, std::move(hall));
                                     }});
        }
        if (exceeds(at(scope.profile, "least_contained"), share))
            return; // Containment would not do.
        for (const HallPart& part : scope.parts) {
            if (part.placements == 0 || !part.air || part.air->open <= CubicMetresPerSecond{})
                continue;
            if (auto closed = containAisles(
                    part.pod ? part.pod->arrangement() : scope.hall.arrangement, part.pod))
                finding.fixes.push_back(std::move(*closed));
        }
    }
};

} // namespace

MadeRule aisleSupplyRule()
{
    return std::make_unique<AisleSupplyRule>();
}

} // namespace colonnade::model
