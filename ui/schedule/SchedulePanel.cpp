#include "ui/schedule/SchedulePanel.h"

#include "model/units/AddOnce.h"
#include "model/units/Text.h"
#include "ui/document/Words.h"
#include "ui/schedule/CableEdits.h"
#include "ui/schedule/ScheduleModel.h"
#include "ui/style/Controls.h"
#include "ui/style/RowTables.h"
#include "ui/style/Style.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <set>

namespace colonnade::ui {
namespace {

constexpr std::size_t mostSelected = 256;  // Cables are one selection.
constexpr std::size_t mostCopied = 100'000;
constexpr int typingPause = 180, shownAfter = 150; // ms

} // namespace

SchedulePanel::SchedulePanel(DesignSession& session, QWidget* parent) : QWidget(parent), m_session(session), m_model(new ScheduleModel(this))
{
    setObjectName(QStringLiteral("schedule-panel"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    makeFilters();
    m_progress = new QProgressBar(this);
    m_progress->setObjectName(QStringLiteral("schedule-progress"));
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(2);
    m_progress->hide();
    column->addWidget(m_progress);
    m_pages = new QStackedWidget(this);
    makeTable();
    m_empty = new EmptyState(this);
    m_empty->setObjectName(QStringLiteral("schedule-empty"));
    m_pages->addWidget(m_table);
    m_pages->addWidget(m_empty);
    column->addWidget(m_pages, 1);
    setFocusProxy(m_table);

    m_soon.setSingleShot(true);
    m_soon.setInterval(typingPause);
    connect(&m_soon, &QTimer::timeout, this, &SchedulePanel::ask);
    m_late.setSingleShot(true);
    m_late.setInterval(shownAfter);
    connect(&m_late, &QTimer::timeout, this, [this] {
        m_progress->show();
        m_cancel->show();
    });
    connect(&m_searching, &ScheduleSearching::begun, this, [this] { m_late.start(); });
    connect(&m_searching, &ScheduleSearching::answered, this, &SchedulePanel::takeAnswer);
    connect(&m_searching, &ScheduleSearching::cancelled, this, [this] {
        m_late.stop();
        m_progress->hide();
        m_cancel->hide();
        tellCount();
    });
    connect(&session, &DesignSession::designChanged, this, [this] {
        m_stale = true;
        if (isVisible())
            ask();
    });
    connect(&session, &DesignSession::selectionChanged, this, &SchedulePanel::takeSelection);
    connect(&StyleNotice::instance(), &StyleNotice::themeChanged, this, [this] { m_table->viewport()->update(); });
    m_empty->setMessage(tr("Listing the cables…"));
    m_pages->setCurrentWidget(m_empty);
}

void SchedulePanel::makeFilters()
{
    m_filters = new QWidget(this);
    auto* row = new QHBoxLayout(m_filters);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::inside);
    m_count = new QLabel(m_filters);
    m_count->setObjectName(QStringLiteral("schedule-count"));
    dress(m_count, render::type::head, QFont::Normal, true);
    row->addWidget(m_count);
    m_cancel = new QPushButton(tr("Cancel"), m_filters);
    m_cancel->setObjectName(QStringLiteral("schedule-cancel"));
    m_cancel->setProperty("link", true);
    m_cancel->hide();
    connect(m_cancel, &QPushButton::clicked, &m_searching, &ScheduleSearching::cancel);
    row->addWidget(m_cancel);
    const auto box = [&](const char* name, const QString& tip) {
        auto* combo = new QComboBox(m_filters);
        combo->setObjectName(QLatin1StringView{name});
        combo->setToolTip(tip);
        combo->setSizeAdjustPolicy(QComboBox::AdjustToContents);
        combo->setMinimumWidth(100); // As much as "All fabrics" needs.
        combo->setMaximumWidth(150);
        combo->setFixedHeight(20);
        connect(combo, &QComboBox::currentIndexChanged, this, [this] {
            if (!m_filling)
                ask();
        });
        row->addWidget(combo);
        return combo;
    };
    m_fabric = box("schedule-fabric", tr("Only cables of one fabric"));
    m_medium = box("schedule-medium", tr("Only cables of one medium"));
    m_field = new QLineEdit(m_filters);
    m_field->setObjectName(QStringLiteral("schedule-search"));
    m_field->setPlaceholderText(tr("Label, device or port"));
    m_field->setClearButtonEnabled(true);
    m_field->setStyleSheet(QStringLiteral("min-height: 15px; max-height: 15px; padding: 1px 6px;"));
    m_field->setMinimumWidth(70);
    m_field->setMaximumWidth(190);
    connect(m_field, &QLineEdit::textChanged, this, [this] { m_soon.start(); });
    connect(m_field, &QLineEdit::returnPressed, this, [this] {
        m_soon.stop();
        ask();
        m_table->setFocus();
    });
    row->addWidget(m_field);
}

void SchedulePanel::makeTable()
{
    m_table = new QTableView(this);
    m_table->setObjectName(QStringLiteral("schedule-table"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new RowDelegate(m_table));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setFont(textFont(render::type::body));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed); // Rows are never measured: there may be millions.
    m_table->verticalHeader()->setDefaultSectionSize(20);
    auto* header = styleRowHead(m_table);
    header->setSectionsClickable(true);
    header->setSortIndicatorShown(true);
    header->setSortIndicator(ScheduleModel::NameColumn, Qt::AscendingOrder);
    header->setStretchLastSection(true);
    constexpr int widths[] = {150, 150, 84, 150, 84, 170, 210, 76, 76, 84, 260};
    static_assert(std::size(widths) == ScheduleModel::ColumnCount);
    for (int column = 0; column < ScheduleModel::ColumnCount; ++column)
        m_table->setColumnWidth(column, widths[column]);
    connect(header, &QHeaderView::sectionClicked, this, &SchedulePanel::sortBy);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &SchedulePanel::selectRows);
    connect(m_table, &QTableView::doubleClicked, this, [this](const QModelIndex& index) { m_session.frame({m_model->subject(index.row())}); });
    connect(m_table, &QTableView::customContextMenuRequested, this, &SchedulePanel::openMenu);
    m_table->installEventFilter(this);
}

void SchedulePanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_stale)
        ask();
}

void SchedulePanel::ask()
{
    m_stale = false;
    model::ScheduleQuery query;
    if (const QString fabric = m_fabric->currentData().toString(); !fabric.isEmpty())
        query.fabric = utf8(fabric);
    if (const QString medium = m_medium->currentData().toString(); medium == QLatin1String("-"))
        query.withoutMedium = true;
    else if (const auto id = model::TypeId::parse(utf8(medium)); !medium.isEmpty() && id)
        query.medium = *id;
    query.text = utf8(m_field->text().trimmed());
    query.order = ScheduleModel::orderOf(m_sortColumn).value_or(model::ScheduleOrder::Plan);
    query.descending = m_descending;
    m_searching.take(m_session.design(), std::move(query));
}

void SchedulePanel::takeAnswer()
{
    m_late.stop();
    m_progress->hide();
    m_cancel->hide();
    const auto& answer = m_searching.answer();
    m_taking = true;
    m_model->show(answer);
    m_taking = false;
    fillChoices();
    tellCount();
    const bool none = !answer->schedule || answer->schedule->size() == 0;
    m_empty->clearSteps();
    if (!answer->problem.isEmpty()) {
        m_empty->setMessage(answer->problem);
    } else if (none) {
        m_empty->setMessage(tr("No cables yet: the design has no network."));
        connect(m_empty->addStep(tr("New fabric…")), &QAbstractButton::clicked, this, &SchedulePanel::newFabricRequested);
    } else if (answer->rows.empty()) {
        m_empty->setMessage(tr("No cable fits the search."));
        connect(m_empty->addStep(tr("Show all cables")), &QAbstractButton::clicked, this, [this] {
            m_filling = true;
            m_fabric->setCurrentIndex(0);
            m_medium->setCurrentIndex(0);
            m_filling = false;
            m_field->clear();
            ask();
        });
    }
    m_pages->setCurrentWidget(none || answer->rows.empty() ? static_cast<QWidget*>(m_empty) : m_table);
    takeSelection();
}

void SchedulePanel::tellCount()
{
    const auto& answer = m_model->answer();
    if (!answer || !answer->schedule)
        return m_count->clear();
    const auto all = static_cast<qint64>(answer->schedule->size()), shown = static_cast<qint64>(answer->rows.size());
    QString text = shown == all ? countOf(all, tr("cable"), tr("cables")) : tr("%1 of %2 cables").arg(countText(shown), countText(all));
    if (answer->design != m_session.design())
        text += tr(", of an earlier design");
    m_count->setText(text);
}

void SchedulePanel::fillChoices()
{
    const auto& answer = m_model->answer();
    if (!answer->schedule || m_of == answer->design)
        return;
    m_of = answer->design;
    m_filling = true;
    const QVariant fabric = m_fabric->currentData(), medium = m_medium->currentData();
    m_fabric->clear();
    m_fabric->addItem(tr("All fabrics"), QString{});
    std::set<std::string> known;
    for (const model::ScheduleSection& section : answer->schedule->sections()) {
        if (section.plan->cables.size() > 0 && known.insert(section.fabricPath).second)
            m_fabric->addItem(words(model::labelOr(section.fabric->name, section.fabric->id.text())), words(section.fabricPath));
    }
    m_medium->clear();
    m_medium->addItem(tr("All media"), QString{});
    for (const model::PartRef& part : answer->schedule->media())
        m_medium->addItem(words(part->model), words(part->id.text()));
    m_medium->addItem(tr("No medium"), QStringLiteral("-"));
    m_fabric->setCurrentIndex(std::max(m_fabric->findData(fabric), 0));
    m_medium->setCurrentIndex(std::max(m_medium->findData(medium), 0));
    m_filling = false;
}

void SchedulePanel::sortBy(int column)
{
    if (!ScheduleModel::orderOf(column)) { // Back to where it was.
        m_table->horizontalHeader()->setSortIndicator(m_sortColumn, m_descending ? Qt::DescendingOrder : Qt::AscendingOrder);
        return;
    }
    m_descending = column == m_sortColumn && !m_descending;
    m_sortColumn = column;
    m_table->horizontalHeader()->setSortIndicator(column, m_descending ? Qt::DescendingOrder : Qt::AscendingOrder);
    ask();
}

std::vector<int> SchedulePanel::chosenRows() const
{
    std::vector<int> rows;
    for (const QItemSelectionRange& range : m_table->selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom() && rows.size() < mostCopied; ++row)
            rows.push_back(row);
    }
    std::ranges::sort(rows);
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

void SchedulePanel::selectRows()
{
    if (m_taking)
        return;
    std::vector<model::Subject> subjects;
    for (const int row : chosenRows()) {
        if (subjects.size() >= mostSelected)
            break;
        model::addOnce(subjects, m_model->subject(row));
    }
    m_taking = true;
    m_session.select(std::move(subjects));
    m_taking = false;
}

void SchedulePanel::takeSelection()
{
    if (m_taking || !m_model->answer())
        return;
    m_taking = true;
    QItemSelection chosen;
    int first = -1;
    for (const model::Subject& subject : m_session.selection()) {
        if (const int row = m_model->rowOf(subject); row >= 0) {
            chosen.select(m_model->index(row, 0), m_model->index(row, ScheduleModel::ColumnCount - 1));
            first = first < 0 ? row : std::min(first, row);
        }
    }
    m_table->selectionModel()->select(chosen, QItemSelectionModel::ClearAndSelect);
    if (first >= 0)
        m_table->scrollTo(m_model->index(first, 0));
    m_taking = false;
}

void SchedulePanel::copyRows()
{
    const std::vector<int> rows = chosenRows();
    if (rows.empty())
        return;
    QApplication::clipboard()->setText(m_model->copied(rows));
    emit said(tr("Copied %1").arg(countOf(static_cast<qint64>(rows.size()), tr("row"), tr("rows"))));
}

bool SchedulePanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_table && (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride)) {
        auto& key = *static_cast<QKeyEvent*>(event);
        if (key.matches(QKeySequence::Copy)) {
            if (event->type() == QEvent::KeyPress)
                copyRows();
            event->accept();
            return true;
        }
        if (event->type() == QEvent::KeyPress && (key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter) && !m_session.selection().empty()) {
            m_session.frame(m_session.selection());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void SchedulePanel::openMenu(const QPoint& at)
{
    const QModelIndex index = m_table->indexAt(at);
    if (!index.isValid())
        return;
    const model::CableRow row = m_model->at(index.row());
    const model::Subject cable = m_model->subject(index.row());
    QMenu menu(this);
    menu.setObjectName(QStringLiteral("schedule-menu"));
    menu.addAction(tr("&Go to the cable"), this, [this, cable] {
        m_session.select({cable});
        m_session.frame({cable});
    });
    for (const model::CableEnd* end : {&row.from, &row.to}) {
        const model::Subject device = model::Subject::instance(end->device);
        menu.addAction(tr("Go to %1").arg(words(end->device)).replace(QLatin1Char('&'), QStringLiteral("&&")), this, [this, device] {
            m_session.select({device});
            m_session.frame({device});
        });
    }
    menu.addSeparator();
    if (const auto& answer = m_model->answer(); answer->design == m_session.design()) {
        addCableEdits(menu, m_session, *answer->schedule, answer->rows[static_cast<std::size_t>(index.row())], [this](const QString& why) { emit said(why); });
        menu.addSeparator();
    }
    menu.addAction(tr("Only cables of this &medium"), this, [this, row] {
        m_medium->setCurrentIndex(std::max(m_medium->findData(row.medium ? words(row.medium->id.text()) : QStringLiteral("-")), 0));
    });
    menu.addAction(tr("Only cables of this &fabric"), this, [this, row] { m_fabric->setCurrentIndex(std::max(m_fabric->findData(words(row.fabricPath)), 0)); });
    menu.addSeparator();
    menu.addAction(tr("&Copy rows"), QKeySequence::Copy, this, &SchedulePanel::copyRows);
    menu.exec(m_table->viewport()->mapToGlobal(at));
}

} // namespace colonnade::ui
