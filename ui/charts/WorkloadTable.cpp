#include "ui/charts/WorkloadTable.h"

#include "ui/charts/WorkloadModel.h"
#include "ui/style/Style.h"

#include <QHeaderView>

namespace colonnade::ui {

WorkloadTable::WorkloadTable(DesignSession& session, QWidget* parent)
    : QTableView(parent), m_session(session), m_study(session), m_model(new WorkloadModel(this))
{
    setObjectName(QStringLiteral("workload-table"));
    setToolTip(tr("Enter shows a workload in the charts"));
    setModel(m_model);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setShowGrid(false);
    setWordWrap(false);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(space::row);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setStretchLastSection(true);
    connect(&m_study, &WorkloadStudy::changed, this, [this] {
        m_model->show(m_study.figures(), m_study.baseline());
        resizeColumnsToContents();
    });
    connect(this, &QTableView::activated, this, [this](const QModelIndex& index) { choose(index.row()); });
}

void WorkloadTable::showEvent(QShowEvent* event)
{
    QTableView::showEvent(event);
    m_study.setWanted(true);
}

void WorkloadTable::hideEvent(QHideEvent* event)
{
    QTableView::hideEvent(event);
    m_study.setWanted(false);
}

void WorkloadTable::choose(int row)
{
    if (row >= 0 && row < m_model->rowCount())
        m_session.chooseWorkload(m_model->figures(row).id);
}

} // namespace colonnade::ui
