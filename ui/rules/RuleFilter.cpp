#include "ui/rules/RuleFilter.h"

#include "ui/document/Words.h"
#include "ui/rules/RuleModel.h"

namespace colonnade::ui {

void RuleFilter::setDomain(std::optional<int> domain)
{
    m_domain = domain;
    invalidateFilter();
}

void RuleFilter::setStates(const QSet<int>& states)
{
    m_states = states;
    invalidateFilter();
}

void RuleFilter::setText(const QString& text)
{
    m_text = text.trimmed();
    invalidateFilter();
}

bool RuleFilter::filterAcceptsRow(int row, const QModelIndex&) const
{
    const auto& rule = static_cast<const RuleModel*>(sourceModel())->at(row);
    if (m_domain && static_cast<int>(rule.info->domain) != *m_domain)
        return false;
    if (!m_states.isEmpty() && !m_states.contains(static_cast<int>(rule.state)))
        return false;
    if (m_text.isEmpty())
        return true;
    // Every word somewhere in what the rule says of itself.
    const QString all = words(rule.info->id) + QLatin1Char(' ') + words(rule.info->title) + QLatin1Char(' ')
        + words(rule.info->explanation) + QLatin1Char(' ') + words(rule.info->formula);
    for (const QString& word : m_text.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        if (!all.contains(word, Qt::CaseInsensitive))
            return false;
    }
    return true;
}

} // namespace colonnade::ui
