#pragma once

#include <QStyledItemDelegate>

class QHeaderView;
class QTableView;

namespace colonnade::ui {

/// Rows are chosen whole: no frame round one cell.
class RowDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;
};

/// Makes a table one of rows that are chosen whole, one at a time: no grid, no row numbers, low rows of one height, a low head.
/// Answers the head.
QHeaderView* styleRowTable(QTableView* table);
/// The low head of such a table, for one whose rows are others.
QHeaderView* styleRowHead(QTableView* table);

} // namespace colonnade::ui
