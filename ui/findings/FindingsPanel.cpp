#include "ui/findings/FindingsPanel.h"

#include "ui/document/Words.h"
#include "ui/findings/FindingDelegate.h"
#include "ui/findings/FindingFilter.h"
#include "ui/findings/FindingModel.h"
#include "ui/findings/FixMenu.h"
#include "ui/findings/Waiving.h"
#include "ui/style/Controls.h"
#include "ui/style/RowTables.h"
#include "ui/style/Style.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

namespace colonnade::ui {

namespace {

using render::Glyph;

constexpr Glyph chipOrder[]
    = {Glyph::Error, Glyph::Warning, Glyph::Info, Glyph::NotEvaluated, Glyph::Waived};

QString chipTip(Glyph glyph)
{
    switch (glyph) {
    case Glyph::Error: return FindingsPanel::tr("Errors");
    case Glyph::Warning: return FindingsPanel::tr("Warnings");
    case Glyph::Info: return FindingsPanel::tr("Notes");
    case Glyph::NotEvaluated: return FindingsPanel::tr("Not evaluated: inputs are missing");
    case Glyph::Waived: return FindingsPanel::tr("Waived");
    case Glyph::Ok: break;
    }
    return {};
}

int widthOf(int section)
{
    switch (section) {
    case FindingModel::SeverityColumn: return 32;
    case FindingModel::RuleColumn: return 66;
    case FindingModel::WhereColumn: return 126;
    case FindingModel::ValueColumn: return 68;
    case FindingModel::LimitColumn: return 62;
    case FindingModel::FixColumn: return 42;
    default: return 0;
    }
}

} // namespace

FindingsPanel::FindingsPanel(DesignSession& session, Waiving& waiving, QWidget* parent) :
    QWidget(parent),
    m_session(session),
    m_waiving(waiving)
{
    setObjectName(QStringLiteral("findings-panel"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);

    m_filters = new QWidget(this);
    auto* row = new QHBoxLayout(m_filters);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    for (const Glyph glyph : chipOrder) {
        auto* chip = new Chip(QStringLiteral("0"), m_filters);
        chip->setObjectName(QStringLiteral("chip-%1").arg(static_cast<int>(glyph)));
        chip->setCheckable(true);
        chip->setToolTip(chipTip(glyph));
        connect(chip, &Chip::toggled, this, [this] {
            QSet<int> shown;
            for (const auto& [each, button] : m_chips) {
                if (button->isChecked())
                    shown.insert(each);
            }
            m_filter->setGlyphs(shown);
            refreshEmpty();
        });
        m_chips[static_cast<int>(glyph)] = chip;
        row->addWidget(chip);
    }
    m_field = new QLineEdit(m_filters);
    m_field->setObjectName(QStringLiteral("findings-field"));
    m_field->setPlaceholderText(tr("Filter"));
    m_field->setClearButtonEnabled(true);
    m_field->setStyleSheet(QStringLiteral("min-height: 15px; max-height: 15px; padding: 1px 6px;"));
    m_field->setMinimumWidth(64);
    m_field->setMaximumWidth(140);
    row->addSpacing(4);
    row->addWidget(m_field);

    m_model = new FindingModel(this);
    m_filter = new FindingFilter(this);
    m_filter->setSourceModel(m_model);
    m_pages = new QStackedWidget(this);
    m_table = new QTableView(m_pages);
    m_table->setObjectName(QStringLiteral("findings-table"));
    m_table->setModel(m_filter);
    m_table->setItemDelegate(new FindingDelegate(m_table));
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    auto* header = styleRowTable(m_table);
    header->setStretchLastSection(false);
    header->setSectionResizeMode(FindingModel::FindingColumn, QHeaderView::Stretch);
    for (int section = 0; section < FindingModel::ColumnCount; ++section) {
        if (section != FindingModel::FindingColumn)
            m_table->setColumnWidth(section, widthOf(section));
    }
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(-1, Qt::AscendingOrder); // as the model has them: most severe first
    header->setSortIndicatorClearable(true);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_pages->addWidget(m_table);
    m_empty = new EmptyState(m_pages);
    m_pages->addWidget(m_empty);
    column->addWidget(m_pages);
    setFocusProxy(m_table);

    connect(m_field, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filter->setText(text);
        refreshEmpty();
    });
    connect(m_table, &QTableView::clicked, this, &FindingsPanel::clicked);
    connect(m_table, &QTableView::doubleClicked, this, [this](const QModelIndex& index) {
        select(index.row(), true);
    });
    connect(m_table, &QTableView::customContextMenuRequested, this, &FindingsPanel::openMenu);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this] { emit currentChanged(current()); });
    connect(m_table, &QTableView::entered, this, &FindingsPanel::previewAt);
    m_table->installEventFilter(this);
    m_table->viewport()->installEventFilter(this);
    connect(&session, &DesignSession::profileChanged, this, &FindingsPanel::takeDesign);
    connect(&session, &DesignSession::designChanged, this, &FindingsPanel::takeDesign);
    connect(&session, &DesignSession::judgementChanged, this, &FindingsPanel::takeJudgement);
    connect(&StyleNotice::instance(), &StyleNotice::themeChanged, this,
            &FindingsPanel::refreshChips);
    takeJudgement();
}

void FindingsPanel::setDomains(const QStringList& domains)
{
    m_filter->setDomains(domains);
    refreshEmpty();
}

const model::Finding* FindingsPanel::findingAt(const QModelIndex& index) const
{
    if (!index.isValid())
        return nullptr;
    return &m_model->at(m_filter->mapToSource(index).row()).finding;
}

const model::Finding* FindingsPanel::current() const
{
    return findingAt(m_table->currentIndex());
}

void FindingsPanel::step(int direction)
{
    const int rows = m_filter->rowCount();
    if (rows == 0) {
        emit said(tr("No findings"));
        return;
    }
    const QModelIndex now = m_table->currentIndex();
    const int next = !now.isValid() ? (direction > 0 ? 0 : rows - 1)
                                    : (now.row() + direction + rows) % rows;
    select(next, true);
}

void FindingsPanel::select(int row, bool enter)
{
    const QModelIndex index = m_filter->index(row, FindingModel::FindingColumn);
    m_table->setCurrentIndex(index);
    m_chosen = true;
    const auto* finding = findingAt(index);
    if (!finding || finding->subjects.empty())
        return;
    const std::vector<model::Subject> subjects = finding->subjects;
    m_session.select(subjects);
    if (enter)
        m_session.showRack(subjects.front());
    m_session.frame(subjects);
}

void FindingsPanel::clicked(const QModelIndex& index)
{
    const auto* finding = findingAt(index);
    if (!finding)
        return;
    if (index.column() == FindingModel::FixColumn && !finding->fixes.empty()
        && !index.data(FindingModel::MendedRole).toBool()) {
        m_previewing = false;
        if (finding->fixes.size() == 1)
            emit fixWanted(model::Fix(finding->fixes.front()));
        else
            showFixes();
        return;
    }
    select(index.row(), false);
}

void FindingsPanel::showFixes()
{
    const auto* finding = current();
    if (!finding)
        return;
    if (finding->fixes.empty()) {
        emit said(tr("%1 offers no fix here.").arg(words(finding->rule)));
        return;
    }
    const QRect cell = m_table->visualRect(
        m_filter->index(m_table->currentIndex().row(), FindingModel::FixColumn));
    auto* menu = new FixMenu(m_session, *finding, this);
    connect(menu, &FixMenu::fixWanted, this, &FindingsPanel::fixWanted);
    menu->openAt(m_table->viewport()->mapToGlobal(cell.bottomRight()));
}

void FindingsPanel::waiveCurrent()
{
    if (const auto* finding = current())
        m_waiving.waiveOrWithdraw(model::Finding(*finding));
}

void FindingsPanel::previewAt(const QModelIndex& index)
{
    const auto* finding = index.column() == FindingModel::FixColumn ? findingAt(index) : nullptr;
    const bool single = finding && finding->fixes.size() == 1 && !index.data(FindingModel::MendedRole).toBool();
    if (single) {
        const model::Fix& fix = finding->fixes.front();
        m_session.preview(words(fix.text), fix.edit);
    } else if (m_previewing) {
        m_session.endPreview();
    }
    m_previewing = single;
}

void FindingsPanel::openMenu(QPoint at)
{
    const QModelIndex index = m_table->indexAt(at);
    if (!index.isValid())
        return;
    m_table->setCurrentIndex(index);
    const model::Finding finding = *findingAt(index);
    QMenu menu;
    menu.addAction(tr("Go there"), this, [this, row = index.row()] { select(row, true); });
    if (!finding.fixes.empty()) {
        auto* fixes = menu.addMenu(tr("Fixes"));
        for (const model::Fix& fix : finding.fixes) {
            QString text = words(fix.text);
            fixes->addAction(text.replace(QLatin1Char('&'), QStringLiteral("&&")), this,
                             [this, fix] { emit fixWanted(fix); });
        }
    }
    menu.addAction(finding.waived ? tr("Remove the waiver") : tr("Waive…"), this,
                   &FindingsPanel::waiveCurrent)
        ->setEnabled(Waiving::waivable(finding));
    menu.addSeparator();
    menu.addAction(tr("Rule %1: formula, limit and source").arg(words(finding.rule)), this,
                   [this, rule = words(finding.rule)] { emit ruleWanted(rule); });
    menu.addAction(tr("Copy"), this, [finding] {
        QApplication::clipboard()->setText(words(finding.rule) + QStringLiteral(": ")
                                           + words(finding.message));
    });
    menu.exec(m_table->viewport()->mapToGlobal(at));
}

void FindingsPanel::takeDesign()
{
    // What the rules said before this edit; compared when they answer for the design after it.
    m_before.clear();
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (!m_model->at(row).mended || !m_chosen)
            m_before.push_back(m_model->at(row).finding);
    }
    m_edited = m_session.historyIndex() > 0 || m_session.canRedo();
}

void FindingsPanel::takeJudgement()
{
    const Judgement& judgement = m_session.judgement();
    if (!judgement.evaluation || !m_session.judgementIsCurrent()) {
        refreshEmpty();
        return;
    }
    const auto* now = current();
    const QString key = now ? words(now->key()) : QString();
    std::vector<model::Finding> mended;
    if (m_edited) {
        std::set<std::string> still;
        for (const auto& finding : judgement.evaluation->findings)
            still.insert(finding.key());
        for (const auto& finding : m_before) {
            if (!still.contains(finding.key()))
                mended.push_back(finding);
        }
    }
    if (std::exchange(m_judged, judgement.design) != judgement.design)
        m_chosen = false; // Another edit, and not the estimate of the last.
    const int scrolled = m_table->verticalScrollBar()->value();
    m_model->show(*judgement.design, *judgement.profile, judgement.evaluation->findings, mended);
    if (widest(FindingModel::WhereColumn) != m_place || widest(FindingModel::ValueColumn) != m_value) // Else as they were left.
        fitColumns();
    if (const int row = m_model->rowOf(key); row >= 0)
        m_table->setCurrentIndex(m_filter->mapFromSource(m_model->index(row, FindingModel::FindingColumn)));
    m_table->verticalScrollBar()->setValue(scrolled);
    refreshChips();
    refreshEmpty();
    emit currentChanged(current());
}

void FindingsPanel::refreshChips()
{
    std::map<int, int> counts;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (!m_model->at(row).mended)
            ++counts[static_cast<int>(render::glyphOf(m_model->at(row).finding))];
    }
    for (const auto& [glyph, chip] : m_chips) {
        chip->setText(countText(counts[glyph]));
        chip->setIcon(render::glyphIcon(static_cast<Glyph>(glyph), theme(), 12));
        // Few designs have waivers: without any, the room is that of the filter.
        chip->setVisible(static_cast<Glyph>(glyph) != Glyph::Waived || counts[glyph] > 0 || chip->isChecked());
        chip->updateGeometry();
        chip->update();
    }
    m_filters->adjustSize();
    if (m_filters->parentWidget())
        QApplication::postEvent(m_filters->parentWidget(), new QEvent(QEvent::LayoutRequest));
}

void FindingsPanel::refreshEmpty()
{
    const auto& evaluation = m_session.judgement().evaluation;
    if (m_filter->rowCount() > 0) {
        m_pages->setCurrentIndex(0);
        return;
    }
    m_empty->clearSteps();
    if (!evaluation) {
        m_empty->setMessage(tr("The rules are being evaluated."));
    } else if (m_model->rowCount() > 0) {
        m_empty->setMessage(tr("No finding fits the filter."));
        connect(m_empty->addStep(tr("Show all %1").arg(m_model->rowCount())),
                &QAbstractButton::clicked, this, [this] {
                    for (const auto& [glyph, chip] : m_chips)
                        chip->setChecked(false);
                    m_field->clear();
                    m_filter->setDomains({});
                    refreshEmpty();
                });
    } else {
        m_empty->setMessage(tr("No findings. %1 of %2 rules evaluated.")
                                .arg(evaluation->rulesEvaluated)
                                .arg(evaluation->rulesKnown));
    }
    m_pages->setCurrentIndex(1);
}

int FindingsPanel::widest(int section) const
{
    constexpr int rowsLookedAt = 200, padding = 14;
    const QFontMetricsF metrics(textFont(render::type::body, section == FindingModel::ValueColumn ? QFont::Medium : QFont::Normal));
    double most = 0;
    for (int row = 0; row < std::min(m_model->rowCount(), rowsLookedAt); ++row)
        most = std::max(most, metrics.horizontalAdvance(m_model->index(row, section).data().toString()));
    return static_cast<int>(std::ceil(most)) + padding;
}

void FindingsPanel::fitColumns()
{
    // What the finding says comes first; then the place, its value, the fix, the rule's name, and the limit.
    constexpr int leastFinding = 120;
    int room = m_table->viewport()->width() - leastFinding;
    for (const auto section : {FindingModel::SeverityColumn, FindingModel::WhereColumn, FindingModel::ValueColumn, FindingModel::FixColumn,
                               FindingModel::RuleColumn, FindingModel::LimitColumn}) {
        const bool fits = room >= widthOf(section);
        m_table->setColumnHidden(section, !fits);
        if (fits)
            room -= widthOf(section);
    }
    // Of what is left, half goes to values and places that are longer.
    room = std::max(0, room) / 2;
    m_place = widest(FindingModel::WhereColumn);
    m_value = widest(FindingModel::ValueColumn);
    const std::pair<int, int> wishes[] = {{FindingModel::ValueColumn, m_value}, {FindingModel::WhereColumn, m_place}};
    for (const auto& [section, wish] : wishes) {
        const int width = std::clamp(wish, widthOf(section), widthOf(section) + room);
        m_table->setColumnWidth(section, width);
        room -= width - widthOf(section);
    }
}

bool FindingsPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_table && event->type() == QEvent::Resize)
        QTimer::singleShot(0, this, &FindingsPanel::fitColumns);
    if (watched == m_table->viewport() && event->type() == QEvent::Leave)
        previewAt({});
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if ((key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter)
            && m_table->currentIndex().isValid()) {
            select(m_table->currentIndex().row(), true);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace colonnade::ui
