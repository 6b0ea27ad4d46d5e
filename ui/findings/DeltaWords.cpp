#include "ui/findings/DeltaWords.h"

#include "ui/document/Words.h"

#include <QCoreApplication>
#include <QStringList>

#include <map>
#include <string>

namespace colonnade::ui {

namespace {

using model::Finding;
using model::Severity;

QString tr(const char* text)
{
    return QCoreApplication::translate("DeltaWords", text);
}

/// Findings by rule: "PWR-008 ×2, THM-010".
using ByRule = std::map<std::string, int>;

bool weighs(const Finding& finding)
{
    return !finding.waived && (finding.severity == Severity::Error || finding.severity == Severity::Warning);
}

/// What becomes of each place, sorted out of what is gone and what is new.
struct Sorted {
    ByRule cleared, eased, worsened, added;
    int unevaluated = 0; ///< Places that can no longer be judged.
    int notes = 0;
};

Sorted sorted(const model::FindingDelta& delta)
{
    std::map<std::string, const Finding*> gone;
    for (const Finding& finding : delta.removed)
        gone.emplace(finding.key(), &finding);
    Sorted sorted;
    for (const Finding& finding : delta.added) {
        const auto before = gone.find(finding.key());
        const Finding* old = before == gone.end() ? nullptr : before->second;
        if (old)
            gone.erase(before);
        if (finding.severity == Severity::NotEvaluated)
            ++sorted.unevaluated;
        else if (weighs(finding) && old && weighs(*old))
            ++(finding.severity > old->severity ? sorted.eased : sorted.worsened)[finding.rule];
        else if (weighs(finding))
            ++sorted.added[finding.rule];
        else if (old && weighs(*old))
            ++sorted.eased[finding.rule];
        else if (!finding.waived)
            ++sorted.notes;
    }
    for (const auto& [key, finding] : gone) {
        if (weighs(*finding))
            ++sorted.cleared[finding->rule];
    }
    return sorted;
}

QString named(const ByRule& rules)
{
    constexpr std::size_t most = 2; // as many as the strip has room for
    QStringList names;
    for (const auto& [rule, times] : rules) {
        if (names.size() == most)
            break;
        names << (times == 1 ? words(rule) : words(rule) + QStringLiteral("\u00a0×") + countText(times));
    }
    if (rules.size() <= most)
        return names.join(QStringLiteral(", "));
    return tr("%1 and %2 more rules").arg(names.first()).arg(rules.size() - 1);
}

} // namespace

FindingsMoved moved(const model::FindingDelta& delta)
{
    // A place that only changes its severity neither comes nor goes.
    FindingsMoved moved;
    const Sorted all = sorted(delta);
    for (const auto& [rule, times] : all.added)
        moved.gained += times;
    for (const auto& [rule, times] : all.cleared)
        moved.lost += times;
    return moved;
}

QString deltaWords(const model::FindingDelta& delta)
{
    const Sorted all = sorted(delta);
    QStringList says;
    const auto say = [&](const QString& pattern, const ByRule& rules) {
        if (!rules.empty())
            says << pattern.arg(named(rules));
    };
    say(tr("clears %1"), all.cleared);
    say(tr("eases %1"), all.eased);
    say(tr("worsens %1"), all.worsened);
    say(tr("adds %1"), all.added);
    if (all.unevaluated > 0)
        says << tr("leaves %1 not evaluated").arg(countOf(all.unevaluated, tr("place"), tr("places")));
    if (all.added.empty() && all.worsened.empty() && all.unevaluated == 0)
        says << (all.notes > 0    ? tr("adds %1").arg(countOf(all.notes, tr("note"), tr("notes")))
                     : says.isEmpty() ? tr("adds no finding")
                                      : tr("adds nothing"));
    QString text = says.join(QStringLiteral(", "));
    text[0] = text[0].toUpper();
    return text;
}

} // namespace colonnade::ui
