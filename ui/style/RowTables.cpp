#include "ui/style/RowTables.h"

#include "ui/style/Style.h"

#include <QHeaderView>
#include <QTableView>

namespace colonnade::ui {

void RowDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->state &= ~QStyle::State_HasFocus;
}

QHeaderView* styleRowTable(QTableView* table)
{
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setShowGrid(false);
    table->setMouseTracking(true);
    table->setWordWrap(false);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(space::row);
    table->verticalHeader()->setMinimumSectionSize(space::row);
    QHeaderView* head = styleRowHead(table);
    head->setMinimumSectionSize(28);
    return head;
}

QHeaderView* styleRowHead(QTableView* table)
{
    QHeaderView* head = table->horizontalHeader();
    head->setFixedHeight(22);
    head->setHighlightSections(false);
    head->setFont(textFont(11, QFont::DemiBold));
    return head;
}

} // namespace colonnade::ui
