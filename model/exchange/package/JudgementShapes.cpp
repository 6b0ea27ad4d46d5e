#include "model/exchange/package/ShapeViews.h"

namespace colonnade::model::package {

using enum AudienceClass;

template <> void describe(ObjectShape<BomLine>& shape)
{
    using B = BomLine;
    shape.line()
        .field("line", Public, "Number.", &B::line)
        .field("section", Public, "What it is for.", [](const B& b) { return wordOf(b.item.section); },
               {"systems", "devices", "frames", "floor units", "cables", "transceivers"})
        .field("part_id", Interface, "Part.", [](const B& b) { return b.item.part->id; })
        .field("length_m", Interface, "Of a cable, as ordered; null: no cable.", [](const B& b) { return b.item.length; })
        .field("total", Scale, "How many.", [](const B& b) { return b.item.count; })
        .field("covered", Price, "Of those, paid with a rack-scale system in another line.", [](const B& b) { return b.item.covered; })
        .field("unit_price_usd", Price, "Planning estimate; null: not known, or covered.", [](const B& b) { return b.item.price; })
        .field("price_usd", Price, "Of all that are not covered; null: not known.", [](const B& b) { return b.item.total(); });
}

template <> void describe(ObjectShape<BomSummary>& shape)
{
    shape.sum("price_usd", Price, "Planning estimate of all lines.", &BomSummary::price)
        .field("cables_without_medium", Register, "Cables for which no medium was found; in no line.", &BomSummary::cablesWithoutMedium)
        .field("fabrics_refused", Register, "Fabrics whose recipe is impossible; their cables are in no line.",
               &BomSummary::fabricsRefused);
}

template <> void describe(ObjectShape<FindingView>& shape)
{
    using F = FindingView;
    shape.field("key", Register, "Stable identity: rule and subjects.", [](const F& f) { return f.finding->key(); })
        .field("rule", Register, "Rule.", [](const F& f) { return f.finding->rule; })
        .field("severity", Register, "Severity.", [](const F& f) { return wordOf(f.finding->severity); },
               {"error", "warning", "info", "not-evaluated"})
        .field("waived", Register, "A waiver accepts it.", [](const F& f) { return f.finding->waived; })
        .field("waiver", People, "Author and reason, when waived.", [](const F& f) { return f.finding->waiver; })
        .field("subjects", Register, "What it is about.",
               [](const F& f) {
                   std::vector<std::string> out;
                   for (const Subject& subject : f.finding->subjects)
                       out.push_back(subject.text());
                   return out;
               })
        .field("placements", Scale, "How many instances it stands for.", [](const F& f) { return f.finding->placements; })
        .field("measured", Register, "In `unit`; null: not a number, or not evaluated.", [](const F& f) { return f.finding->measured; })
        .field("limit", Register, "In `unit`.", [](const F& f) { return f.finding->limit; })
        .field("unit", Public, "Unit.", [](const F& f) { return f.finding->unit; })
        .field("message", Register, "One sentence.", [](const F& f) { return f.finding->message; })
        .field("derivation", Register, "The formula with the numbers.", [](const F& f) { return f.finding->derivation; })
        .field("missing", Register, "Not evaluated: what is missing.", [](const F& f) { return f.finding->missing; })
        .field("fixes", Register, "Ways to mend it.", [](const F& f) {
            std::vector<std::string> out;
            for (const Fix& fix : f.finding->fixes)
                out.push_back(fix.text);
            return out;
        });
}

template <> void describe(ObjectShape<WaiverLine>& shape)
{
    using W = WaiverLine;
    shape.field("key", Register, "Key of the finding.", [](const W& w) { return w.waiver.key; })
        .field("author", People, "Who accepted it.", [](const W& w) { return w.waiver.author; })
        .field("reason", Internal, "Why.", [](const W& w) { return w.waiver.reason; })
        .field("date", Register, "When.", [](const W& w) { return w.waiver.date; })
        .field("expires_on", Register, "Until when; empty: 180 days.", [](const W& w) { return w.waiver.expires; })
        .field("value", Register, "Measured over limit when it was given; null: not a number.", [](const W& w) { return w.waiver.value; })
        .field("state", Register, "What became of it.", &W::state)
        .field("message", Register, "Of the finding, or why it does not hold.", &W::message);
}

template <> void describe(ObjectShape<RuleLine>& shape)
{
    shape.field("id", Public, "Id.", &RuleLine::id)
        .field("title", Public, "Title.", &RuleLine::title)
        .field("domain", Public, "Domain.", &RuleLine::domain)
        .field("formula", Public, "Formula.", &RuleLine::formula)
        .field("explanation", Public, "What it judges.", &RuleLine::explanation)
        .field("remedy", Public, "What usually mends it.", &RuleLine::remedy)
        .field("sources", Public, "Where it comes from.", &RuleLine::sources);
}

template <> void describe(ObjectShape<AssumptionLine>& shape)
{
    shape.line()
        .field("text", Internal, "What is assumed.", &AssumptionLine::text)
        .field("source", Internal, "Where it comes from.", &AssumptionLine::source)
        .field("origin", Register, "The design, or the workload whose estimate makes it.", &AssumptionLine::origin);
}

} // namespace colonnade::model::package
