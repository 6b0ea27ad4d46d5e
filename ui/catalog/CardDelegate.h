#pragma once

#include <QStyledItemDelegate>

namespace colonnade::ui {

class CatalogFilter;
class CatalogModel;

/// A part as a card: its face in small, name, vendor, key figures and whether it can be bought.
class CardDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    CardDelegate(const CatalogModel& model, const CatalogFilter& filter, QObject* parent = nullptr);
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;

private:
    const CatalogModel& m_model;
    const CatalogFilter& m_filter;
};

} // namespace colonnade::ui
