#include "model/catalog/PartFigures.h"
#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Dates.h"
#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

namespace {

/// The figures that rules rest on come from documents that were read not long ago.
class UnsourcedFigureRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "DQ-002",
            .title = "Unsourced or old figures",
            .domain = Domain::DataQuality,
            .scopes = {Scope::Design},
            .severity = Severity::Info,
            .adjustable = Adjustable::Yes,
            .parameters = {{"days", "d", "Age of a source from which its figures are to be reviewed.", 1, 36500}},
            .formula = "sourced, and today − date ≤ review age",
            .explanation = "Figures of the parts in use that rules and drawings read, prices left out: estimates, figures "
                           "without a source, and figures of which no source was read within the review age. One row for "
                           "the design names the parts that have most of them.",
            .remedy = "Replace them by a data sheet's, with its date.",
            .sources = {{"Structure of the rule", "EJ"}}};
        return info;
    }

    void checkRun(const RunScope& scope, Findings& findings) const override
    {
        const int days = static_cast<int>(scope.profile.parameter(info().id, "days"));
        const Catalog& catalog = scope.design.catalog();
        struct Doubtful {
            std::string model;
            int figures = 0;
        };
        std::vector<Doubtful> parts;
        int figures = 0, estimates = 0, old = 0;
        for (const auto& [id, part] : scope.reliability().population.inUse) {
            int doubtful = 0;
            for (const Figure& figure : part->figures) {
                if (!isRead(figure))
                    continue;
                ++figures;
                const bool estimate = isEstimate(*part, figure);
                const bool stale = !estimate && isOlder(catalog, *part, figure, scope.today, days);
                estimates += estimate;
                old += stale;
                doubtful += estimate || stale;
            }
            if (doubtful > 0)
                parts.push_back({part->model, doubtful});
        }
        if (figures == 0)
            return;
        std::stable_sort(parts.begin(), parts.end(),
                         [](const Doubtful& a, const Doubtful& b) { return a.figures > b.figures; });
        std::string worst;
        for (std::size_t i = 0; i < parts.size() && i < 3; ++i)
            worst += fmt::format("{}'{}' ({})", i > 0 ? ", " : "", parts[i].model, parts[i].figures);
        if (parts.size() > 3)
            worst += fmt::format(" and {} more parts", parts.size() - 3);
        Finding finding;
        finding.subjects = {{Subject::Where::Design, {}}};
        finding.unit = "figures";
        finding.measured = estimates + old;
        finding.limit = 0;
        finding.message = fmt::format("Of {} figures that rules rest on, {} are estimates or without a source, and {} are "
                                      "from sources read more than {} d ago: {}.",
                                      figures, estimates, old, days, worst);
        finding.derivation = fmt::format("{} + {} of {}", estimates, old, figures);
        findings.judge(estimates + old > 0 ? Verdict{Severity::Info} : std::nullopt, std::move(finding));
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        const bool estimate = in.text("confidence", "") == "estimate";
        for (const auto& row : in.rows({{"age"}, {"limit", profile.parameter(info().id, "days")}}))
            out.add("verdict", verdictWord(verdict(estimate, row[0], row[1])));
        return in.finish(out.value(in.listed()));
    }

private:
    static Verdict verdict(bool estimate, double age, double limit)
    {
        return estimate || exceeds(age, limit) ? Verdict{Severity::Info} : std::nullopt;
    }

    static bool isRead(const Figure& figure)
    {
        return figure.number() && fillsMember(*figure.kind) && !figure.kind->key.ends_with("_usd");
    }

    static bool isEstimate(const PartType& part, const Figure& figure)
    {
        return figure.basis != Basis::Quoted || figure.confidence.value_or(part.confidence) == Confidence::Low;
    }

    /// The freshest of its sources counts. A source without a date was read nobody knows when.
    static bool isOlder(const Catalog& catalog, const PartType& part, const Figure& figure, std::string_view today,
                        int days)
    {
        std::string freshest;
        for (const SourceId& id : figure.sources.empty() ? part.sources : figure.sources) {
            if (const Source* source = catalog.source(id))
                freshest = std::max(freshest, source->date);
        }
        const auto review = daysAfter(freshest, days);
        return verdict(false, review && *review >= today ? 0 : days + 1, days).has_value(); // ISO dates sort as text.
    }
};

} // namespace

MadeRule unsourcedFigureRule()
{
    return std::make_unique<UnsourcedFigureRule>();
}

} // namespace colonnade::model
