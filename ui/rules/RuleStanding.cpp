#include "ui/rules/RuleStanding.h"

#include "model/rules/ProfileEdits.h"
#include "ui/document/RulesInForce.h"
#include "ui/document/Words.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <map>
#include <string>

namespace colonnade::ui {

namespace {

using State = RuleStanding::State;

QString tr(const char* text)
{
    return QCoreApplication::translate("RuleStanding", text);
}

} // namespace

std::vector<const model::RuleInfo*> rulesOf(const model::Profile& profile)
{
    std::vector<const model::RuleInfo*> all;
    for (const model::Rule* rule : rulesInForce(profile).all())
        all.push_back(&rule->info());
    std::sort(all.begin(), all.end(), [](const auto* a, const auto* b) { return a->id < b->id; });
    return all;
}

std::vector<RuleStanding> ruleStandings(const Judgement& judgement, const model::Profile& now,
                                        const model::Profile& named)
{
    const auto others = model::rulesSetOtherwise(now, named);
    std::vector<RuleStanding> all;
    std::map<std::string_view, std::size_t> byId;
    for (const auto* info : rulesOf(now)) {
        RuleStanding standing;
        standing.info = info;
        standing.changed = std::find(others.begin(), others.end(), info->id) != others.end();
        byId.emplace(info->id, all.size());
        all.push_back(standing);
    }
    if (judgement.evaluation) {
        for (const auto& finding : judgement.evaluation->findings) {
            const auto at = byId.find(finding.rule);
            if (at == byId.end())
                continue;
            RuleStanding& standing = all[at->second];
            ++(finding.severity == model::Severity::NotEvaluated ? standing.notEvaluated
                   : finding.waived                              ? standing.waived
                                                                 : standing.found);
            const auto glyph = render::glyphOf(finding);
            standing.glyph = standing.glyph ? render::worse(*standing.glyph, glyph) : glyph;
        }
    }
    for (RuleStanding& standing : all) {
        if (!now.enabled(standing.info->id)) {
            standing.state = State::Off;
            standing.glyph.reset();
            continue;
        }
        if (!judgement.evaluation)
            continue;
        if (const auto places = judgement.evaluation->coverage.find(standing.info->id);
            places != judgement.evaluation->coverage.end())
            standing.coverage = places->second;
        else
            continue; // Switched on just now: the verdict is on its way.
        standing.state = standing.found + standing.waived > 0 ? State::Found
            : standing.notEvaluated > 0                       ? State::NotEvaluated
            : standing.coverage.applicable > 0                ? State::Passes
                                                              : State::NoPlace;
        if (standing.state == State::Passes)
            standing.glyph = render::Glyph::Ok;
    }
    return all;
}

QString standingWords(const RuleStanding& standing)
{
    const auto places = [](int count) { return countOf(count, tr("place"), tr("places")); };
    switch (standing.state) {
    case State::Off: return tr("Off: not executed");
    case State::Pending: return tr("Being evaluated");
    case State::NoPlace: return tr("No place here that it judges");
    default: break;
    }
    QStringList says;
    if (standing.found > 0)
        says << countOf(standing.found, tr("finding"), tr("findings"));
    if (standing.waived > 0)
        says << tr("%1 waived").arg(countText(standing.waived));
    if (says.isEmpty() && standing.coverage.evaluated > 0)
        says << (standing.state == State::Passes ? tr("passes") : tr("passes only where it has its inputs"));
    QString text = says.join(QStringLiteral(", "));
    const QString covered = tr("%1 of %2 evaluated").arg(countText(standing.coverage.evaluated), places(standing.coverage.applicable));
    return text.isEmpty() ? covered : tr("%1; %2").arg(text, covered);
}

QString domainName(model::Domain domain)
{
    QString name = words(word(domain)).replace(QLatin1Char('-'), QLatin1Char(' '));
    name[0] = name[0].toUpper();
    return name;
}

} // namespace colonnade::ui
