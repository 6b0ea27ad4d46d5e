#include "ui/charts/MeasuredPanel.h"

#include "model/edit/MeasurementEdits.h"
#include "ui/charts/MeasuredModel.h"
#include "ui/document/Words.h"
#include "ui/style/Controls.h"
#include "ui/style/Style.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace colonnade::ui {

MeasuredPanel::MeasuredPanel(DesignSession& session, QWidget* parent) : QWidget(parent), m_session(session)
{
    setObjectName(QStringLiteral("measured-panel"));
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    m_pages = new QStackedWidget(this);
    whole->addWidget(m_pages);
    m_empty = new EmptyState(m_pages);
    m_empty->setMessage(tr("What was measured on a machine like this, beside the estimate. Nothing is measured yet."));
    connect(m_empty->addStep(tr("Import measured results…")), &QAbstractButton::clicked, this, &MeasuredPanel::importWanted);
    m_pages->addWidget(m_empty);

    auto* list = new QWidget(m_pages);
    auto* column = new QVBoxLayout(list);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(12, 4, 12, 4);
    row->setSpacing(12);
    m_calibrate = new QCheckBox(tr("&Calibrate the estimates by these runs"), list);
    m_calibrate->setObjectName(QStringLiteral("measured-calibrate"));
    m_calibrate->setToolTip(tr("Factors on the model's times, 1 each without measurements, pulled towards 1 while runs are few or differ; "
                               "training and serving apart"));
    m_remark = new QLabel(list);
    m_remark->setObjectName(QStringLiteral("measured-remark"));
    m_remark->setTextFormat(Qt::PlainText);
    m_remark->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // Long; its tooltip has all of it.
    const auto link = [&](const QString& name, const QString& text, const QString& tip) {
        auto* button = new QPushButton(text, list);
        button->setObjectName(name);
        button->setProperty("link", true);
        button->setToolTip(tip);
        button->setCursor(Qt::PointingHandCursor);
        return button;
    };
    auto* more = link(QStringLiteral("measured-import"), tr("Import…"), tr("More measured results, from CSV or JSON"));
    m_remove = link(QStringLiteral("measured-remove"), tr("Remove"), tr("Take the chosen run out of the design (Del)"));
    row->addWidget(m_calibrate);
    row->addWidget(m_remark, 1);
    row->addWidget(more);
    row->addWidget(m_remove);
    column->addLayout(row);
    m_model = new MeasuredModel(this);
    m_table = new QTableView(list);
    m_table->setObjectName(QStringLiteral("measured-table"));
    m_table->setModel(m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(space::row);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->installEventFilter(this);
    column->addWidget(m_table);
    m_pages->addWidget(list);

    connect(m_calibrate, &QCheckBox::toggled, this, &MeasuredPanel::setCalibrated);
    connect(more, &QPushButton::clicked, this, &MeasuredPanel::importWanted);
    connect(m_remove, &QPushButton::clicked, this, &MeasuredPanel::remove);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& current) { m_remove->setEnabled(current.isValid()); });
    const auto again = [this] {
        m_stale = true;
        if (isVisible())
            refresh();
    };
    connect(&session, &DesignSession::judgementChanged, this, again);
    connect(&session, &DesignSession::designChanged, this, again);
    refresh();
}

void MeasuredPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_stale)
        refresh();
}

bool MeasuredPanel::eventFilter(QObject* watched, QEvent* event)
{
    const bool isKey = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
    if (watched == m_table && isKey && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Delete) {
        if (event->type() == QEvent::ShortcutOverride)
            event->accept(); // Not the selection of the drawing.
        else
            remove();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void MeasuredPanel::refresh()
{
    m_stale = false;
    const auto& measured = m_session.design()->measured();
    const int row = m_table->currentIndex().row(), rows = m_model->rowCount();
    const int scrolled = m_table->verticalScrollBar()->value();
    m_model->show(m_session.design(), m_session.judgement().measured);
    if (row >= 0 && m_model->rowCount() > 0)
        m_table->selectRow(std::min(row, m_model->rowCount() - 1));
    m_table->verticalScrollBar()->setValue(scrolled);
    m_remove->setEnabled(m_table->currentIndex().isValid());
    const QSignalBlocker quiet{m_calibrate};
    m_calibrate->setChecked(measured.calibrate);
    m_remark->setText(remark());
    m_remark->setToolTip(m_remark->text());
    m_pages->setCurrentIndex(measured.runs.empty() ? 0 : 1);
    if (m_model->rowCount() != rows) // Else columns stay as wide as a person has made them.
        m_table->resizeColumnsToContents();
}

QString MeasuredPanel::remark() const
{
    const Judgement& judgement = m_session.judgement();
    const model::Workload* workload = m_session.workload();
    if (!m_session.design()->measured().calibrate || !workload)
        return {};
    const model::FactorFit& fit = workload->serving() ? judgement.calibration.serving().project : judgement.calibration.training().project;
    QStringList sentences;
    if (fit.measurements > 0)
        sentences += workload->serving() ? words(model::projectText(fit, "output tokens' iterations", "prompts"))
                                         : words(model::projectText(fit, "computing", "traffic that nothing hides"));
    for (const std::string& note : judgement.calibration.notes())
        sentences += words(note);
    return sentences.join(QLatin1Char(' '));
}

void MeasuredPanel::remove()
{
    const QModelIndex current = m_table->currentIndex();
    if (!current.isValid())
        return;
    const model::MeasurementId run = m_model->run(current.row());
    (void)m_session.apply(tr("Remove measurement %1").arg(words(run.text())),
                          [run](const model::Design& design) { return model::removeMeasurement(design, run); });
}

void MeasuredPanel::setCalibrated(bool on)
{
    (void)m_session.apply(on ? tr("Calibrate estimates by measurements") : tr("Estimate without calibration"),
                          [on](const model::Design& design) { return model::calibrateByMeasured(design, on); });
}

} // namespace colonnade::ui
