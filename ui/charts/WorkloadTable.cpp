#include "ui/charts/WorkloadTable.h"

#include "ui/charts/WorkloadModel.h"
#include "ui/style/Style.h"

#include <QHeaderView>
#include <QPainter>

#include <optional>

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
    connect(&m_study, &WorkloadStudy::changed, this, &WorkloadTable::refresh);
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

/// An empty table would not say that there is something to come.
void WorkloadTable::paintEvent(QPaintEvent* event)
{
    QTableView::paintEvent(event);
    if (m_model->rowCount() > 0)
        return;
    QPainter painter(viewport());
    painter.setFont(textFont(render::type::body));
    painter.setPen(theme().text2);
    painter.drawText(viewport()->rect().adjusted(space::panel, 0, -space::panel, 0), Qt::AlignCenter | Qt::TextWordWrap,
                     tr("Working out the figures of all workloads…"));
}

/// The row on which a person stands stays the current one.
void WorkloadTable::refresh()
{
    const QModelIndex before = currentIndex();
    const auto id = before.isValid() ? std::optional{m_model->figures(before.row()).id} : std::nullopt;
    m_model->show(m_study.figures(), m_study.baseline());
    resizeColumnsToContents();
    for (int row = 0; id && row < m_model->rowCount(); ++row) {
        if (m_model->figures(row).id == *id)
            setCurrentIndex(m_model->index(row, before.column()));
    }
}

void WorkloadTable::choose(int row)
{
    if (row >= 0 && row < m_model->rowCount())
        m_session.chooseWorkload(m_model->figures(row).id);
}

} // namespace colonnade::ui
