#include "ui/failures/FailuresPanel.h"

#include "model/design/Subject.h"
#include "ui/document/FailureWhatIf.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"
#include "ui/failures/OutageModel.h"
#include "ui/failures/SingleFailureModel.h"
#include "ui/style/Controls.h"
#include "ui/style/RowTables.h"
#include "ui/style/Style.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QTimer>

namespace colonnade::ui {

namespace {

/// What the views know by another name: feeds of placed pods are shown by that of their definition.
model::Subject subjectOf(const model::Design& design, const std::string& path)
{
    const auto part = model::failedPart(design, path);
    if (!part)
        return model::Subject::parse(path);
    const std::string owner = part->pod ? part->pod->pod->id().text() : std::string{};
    if (part->feed)
        return {model::Subject::Where::Feed, owner + '/' + part->feed->id.text()};
    if (part->loop)
        return {model::Subject::Where::Loop, owner + '/' + part->loop->id.text()};
    if (part->tray)
        return {model::Subject::Where::Tray, owner + '/' + part->tray->id.text()};
    if (part->fabric && part->cable > 0)
        return {model::Subject::Where::Cable, fmt::format("{}/{}/{}", owner, part->fabric->id, part->cable)};
    if (part->fabric)
        return {model::Subject::Where::Fabric, fmt::format("{}/{}", owner, part->fabric->id)};
    std::string place = part->path;
    if (part->kind == model::FailedPart::Kind::Supply)
        place.erase(place.rfind('/'));
    return model::Subject::instance(std::move(place));
}

} // namespace

QTableView* FailuresPanel::table(const char* name)
{
    auto* view = new QTableView(this);
    view->setObjectName(QLatin1StringView{name});
    view->setItemDelegate(new RowDelegate(view));
    view->setIconSize({12, 12});
    view->setFont(textFont(render::type::body));
    view->setFrameShape(QFrame::NoFrame);
    view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    styleRowTable(view)->setStretchLastSection(false);
    view->installEventFilter(this);
    return view;
}

FailuresPanel::FailuresPanel(DesignSession& session, QWidget* parent) :
    QWidget(parent),
    m_session(session),
    m_whatIf(&session.failures()),
    m_singles(new SingleFailureModel(this)),
    m_outage(new OutageModel(this)),
    m_filter(new QSortFilterProxyModel(this))
{
    setObjectName(QStringLiteral("failures-panel"));
    m_filter->setSourceModel(m_singles);
    m_filter->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_filter->setFilterKeyColumn(SingleFailureModel::PartColumn);

    m_field = new QLineEdit(this);
    m_field->setObjectName(QStringLiteral("failures-field"));
    m_field->setPlaceholderText(tr("Filter"));
    m_field->setClearButtonEnabled(true);
    m_field->setStyleSheet(QStringLiteral("min-height: 15px; max-height: 15px; padding: 1px 6px;"));
    m_field->setMinimumWidth(70);
    m_field->setMaximumWidth(160);
    connect(m_field, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filter->setFilterFixedString(text);
        refreshEmpty();
    });

    m_pages = new QStackedWidget(this);
    m_list = table("failures-table");
    m_list->setModel(m_filter);
    m_list->horizontalHeader()->setSectionResizeMode(SingleFailureModel::PartColumn, QHeaderView::Stretch);
    m_empty = new EmptyState(this);
    m_pages->addWidget(m_list);
    m_pages->addWidget(m_empty);
    m_statePages = new QStackedWidget(this);
    m_state = table("outage-table");
    m_state->setModel(m_outage);
    m_state->horizontalHeader()->setSectionResizeMode(OutageModel::WhatColumn, QHeaderView::Stretch);
    m_stateEmpty = new EmptyState(this);
    m_stateEmpty->setMessage(tr("Nothing has failed. Click a part in the list, or select one and press I."));
    m_statePages->addWidget(m_state);
    m_statePages->addWidget(m_stateEmpty);
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->setChildrenCollapsible(false);
    split->addWidget(m_pages);
    split->addWidget(m_statePages);
    split->setSizes({560, 440});
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(split);

    connect(m_list, &QTableView::clicked, this, [this](const QModelIndex& index) { fail(index, false); });
    connect(m_list, &QTableView::doubleClicked, this, [this](const QModelIndex& index) { fail(index, true); });
    connect(m_state, &QTableView::clicked, this, [this](const QModelIndex& index) {
        const std::string path = utf8(index.data(OutageModel::PathRole).toString());
        if (!path.empty())
            m_session.select({subjectOf(*m_session.design(), path)});
    });
    connect(m_state, &QTableView::doubleClicked, this, [this](const QModelIndex& index) {
        const std::string path = utf8(index.data(OutageModel::PathRole).toString());
        if (!path.empty())
            m_session.frame({subjectOf(*m_session.design(), path)});
    });
    connect(&session.failures(), &FailureWhatIf::singlesChanged, this, &FailuresPanel::takeSingles);
    connect(&session, &DesignSession::failureChanged, this, &FailuresPanel::takeState);
    connect(&session, &DesignSession::designChanged, this, &FailuresPanel::refreshEmpty);
    connect(&StyleNotice::instance(), &StyleNotice::themeChanged, this, [this] {
        m_list->viewport()->update();
        m_state->viewport()->update();
    });
    takeSingles();
    takeState();
}

QWidget* FailuresPanel::search() const
{
    return m_field;
}

void FailuresPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_session.failures().wantSingles(true);
    takeState();
    QTimer::singleShot(0, this, &FailuresPanel::fitColumns);
}

void FailuresPanel::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    if (m_whatIf)
        m_whatIf->wantSingles(false);
}

void FailuresPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    QTimer::singleShot(0, this, &FailuresPanel::fitColumns);
}

void FailuresPanel::takeSingles()
{
    m_singles->show(m_session.failures().singles());
    refreshEmpty();
    takeState();
}

void FailuresPanel::takeState()
{
    if (!isVisible())
        return;
    const auto& state = m_session.failureState();
    m_outage->show(state.get());
    m_statePages->setCurrentIndex(state ? 0 : 1);
    const auto& paths = m_session.failures().paths();
    const int row = paths.size() == 1 ? m_singles->rowOf(paths.front()) : -1;
    const QModelIndex index = row < 0 ? QModelIndex() : m_filter->mapFromSource(m_singles->index(row, 0));
    if (index.isValid())
        m_list->setCurrentIndex(index);
    else
        m_list->clearSelection();
}

void FailuresPanel::fail(const QModelIndex& index, bool frame)
{
    if (!index.isValid())
        return;
    const std::string path = utf8(index.data(SingleFailureModel::PathRole).toString());
    (void)m_session.failures().set({path});
    const model::Subject subject = subjectOf(*m_session.design(), path);
    m_session.select({subject});
    if (!frame)
        return;
    m_session.showRack(subject);
    m_session.frame({subject});
}

void FailuresPanel::step(int direction)
{
    const int rows = m_filter->rowCount();
    if (rows == 0)
        return;
    const QModelIndex now = m_list->currentIndex();
    const int next = !now.isValid() ? (direction > 0 ? 0 : rows - 1) : (now.row() + direction + rows) % rows;
    m_list->setCurrentIndex(m_filter->index(next, 0));
    fail(m_filter->index(next, 0), false);
}

void FailuresPanel::refreshEmpty()
{
    if (m_filter->rowCount() > 0) {
        m_pages->setCurrentIndex(0);
        return;
    }
    m_empty->setMessage(m_singles->rowCount() > 0          ? tr("No part fits the filter.")
                            : m_session.failures().singles() ? tr("Nothing stands in the hall that could fail.")
                                                             : tr("Every single failure is being worked out."));
    m_pages->setCurrentIndex(1);
}

void FailuresPanel::fitColumns()
{
    int room = m_list->viewport()->width() - 170;
    const std::pair<int, int> columns[] = {{SingleFailureModel::LostColumn, 72},
                                           {SingleFailureModel::LoadColumn, 150},
                                           {SingleFailureModel::CountColumn, 52},
                                           {SingleFailureModel::JobColumn, 84}};
    for (const auto& [column, width] : columns) {
        room -= width;
        m_list->setColumnWidth(column, width);
        m_list->setColumnHidden(column, room < 0);
    }
    const int wide = m_state->viewport()->width();
    const bool wordy = wide >= 380;
    m_state->setColumnHidden(OutageModel::HowColumn, !wordy);
    m_state->setColumnWidth(OutageModel::HowColumn, wide * 36 / 100);
    m_state->setColumnWidth(OutageModel::FigureColumn, std::clamp(wide * (wordy ? 34 : 52) / 100, 110, 210));
}

bool FailuresPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        switch (key->key()) {
        case Qt::Key_PageDown:
        case Qt::Key_N:
        case Qt::Key_Down: step(1); return true;
        case Qt::Key_PageUp:
        case Qt::Key_P:
        case Qt::Key_Up: step(-1); return true;
        case Qt::Key_Return:
        case Qt::Key_Enter: fail(m_list->currentIndex(), true); return true;
        default: break;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace colonnade::ui
