#include "ui/catalog/CatalogFilter.h"

#include "ui/catalog/CatalogModel.h"

namespace colonnade::ui {

CatalogFilter::CatalogFilter(QObject* parent) : QSortFilterProxyModel(parent)
{
    sort(0);
}

void CatalogFilter::setText(const QString& text)
{
    m_words = text.toLower().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidate();
}

void CatalogFilter::setKind(std::optional<model::PartKind> kind)
{
    m_kind = kind;
    invalidateFilter();
}

void CatalogFilter::setVendor(const QString& vendor)
{
    m_vendor = vendor;
    invalidateFilter();
}

void CatalogFilter::setShippingOnly(bool only)
{
    m_shippingOnly = only;
    invalidateFilter();
}

bool CatalogFilter::filterAcceptsRow(int row, const QModelIndex& parent) const
{
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    if (m_kind && index.data(CatalogModel::KindRole).toInt() != static_cast<int>(*m_kind))
        return false;
    if (!m_vendor.isEmpty() && index.data(CatalogModel::VendorRole).toString() != m_vendor)
        return false;
    if (m_shippingOnly
        && index.data(CatalogModel::AvailabilityRole).toInt()
            != static_cast<int>(model::Availability::Shipping))
        return false;
    const QString text = index.data(CatalogModel::SearchRole).toString();
    for (const QString& word : m_words) {
        if (!text.contains(word))
            return false;
    }
    return true;
}

int CatalogFilter::rank(const QModelIndex& index) const
{
    if (m_words.isEmpty())
        return 0;
    const QString name = index.data().toString().toLower();
    int rank = index.data(CatalogModel::MisfitRole).toString().isEmpty() ? 0 : 2;
    // What this design has, and what fits, is most likely meant.
    if (rank == 0 && index.data(CatalogModel::UsedRole).toBool())
        rank -= 100;
    for (const QString& word : m_words)
        rank += name.startsWith(word) ? -2 : name.contains(word) ? -1 : 0;
    return rank;
}

bool CatalogFilter::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    const int a = rank(left), b = rank(right);
    return a != b ? a < b : left.row() < right.row();
}

} // namespace colonnade::ui
