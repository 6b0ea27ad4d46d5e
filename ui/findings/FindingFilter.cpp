#include "ui/findings/FindingFilter.h"

#include "ui/findings/FindingModel.h"

namespace colonnade::ui {

FindingFilter::FindingFilter(QObject* parent) : QSortFilterProxyModel(parent)
{
    setSortRole(FindingModel::SortRole);
    setSortCaseSensitivity(Qt::CaseInsensitive);
}

void FindingFilter::setGlyphs(const QSet<int>& glyphs)
{
    m_glyphs = glyphs;
    invalidateFilter();
}

void FindingFilter::setDomains(const QStringList& domains)
{
    m_domains = domains;
    invalidateFilter();
}

void FindingFilter::setText(const QString& text)
{
    m_text = text.trimmed();
    invalidateFilter();
}

bool FindingFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    const auto at = [&](int column) { return sourceModel()->index(row, column, parent); };
    const QString rule = at(FindingModel::RuleColumn).data().toString();
    if (!m_domains.isEmpty() && !m_domains.contains(rule.section(QLatin1Char('-'), 0, 0)))
        return false;
    const bool mended = at(0).data(FindingModel::MendedRole).toBool();
    if (!mended && !m_glyphs.isEmpty()
        && !m_glyphs.contains(at(0).data(FindingModel::GlyphRole).toInt()))
        return false;
    if (m_text.isEmpty())
        return true;
    for (const int column :
         {FindingModel::RuleColumn, FindingModel::FindingColumn, FindingModel::WhereColumn}) {
        if (at(column).data().toString().contains(m_text, Qt::CaseInsensitive))
            return true;
    }
    return false;
}

} // namespace colonnade::ui
