#include "ui/findings/WaiversPanel.h"

#include "render/theme/Glyphs.h"
#include "ui/findings/WaiverModel.h"
#include "ui/findings/Waiving.h"
#include "ui/style/Controls.h"
#include "ui/style/RowTables.h"
#include "ui/style/Style.h"

#include <QDate>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

namespace colonnade::ui {

namespace {

using State = WaiverStanding::State;

int widthOf(int section)
{
    switch (section) {
    case WaiverModel::StateColumn: return 136;
    case WaiverModel::RuleColumn: return 76;
    case WaiverModel::WhereColumn: return 126;
    case WaiverModel::AuthorColumn: return 92;
    case WaiverModel::GivenColumn:
    case WaiverModel::ExpiresColumn: return 82;
    case WaiverModel::ThenColumn:
    case WaiverModel::NowColumn: return 68;
    default: return 0;
    }
}

/// Glyph and word of the state, then words and numbers.
class WaiverDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const render::Theme& t = theme();
        const QRectF box = option.rect;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (option.state & QStyle::State_Selected)
            painter->fillRect(box, t.selected);
        else if (option.state & QStyle::State_MouseOver)
            painter->fillRect(box, t.hover);
        painter->fillRect(QRectF(box.left(), box.bottom() - 0.7, box.width(), 0.7), t.line);
        const int column = index.column();
        QRectF text = box.adjusted(6, 0, -6, -1);
        if (column == WaiverModel::StateColumn) {
            render::paintGlyph(*painter, static_cast<render::Glyph>(index.data(WaiverModel::GlyphRole).toInt()),
                               QRectF(box.left() + 10, box.center().y() - 6.5, 13, 13), t);
            text.setLeft(box.left() + 30);
        }
        const bool strong = column == WaiverModel::RuleColumn || column == WaiverModel::NowColumn;
        const bool quiet = column == WaiverModel::WhereColumn || column == WaiverModel::GivenColumn
            || column == WaiverModel::ThenColumn || column == WaiverModel::AuthorColumn;
        painter->setFont(textFont(render::type::body, strong ? QFont::Medium : QFont::Normal));
        painter->setPen(quiet ? t.text2 : t.text);
        painter->drawText(text, index.data(Qt::TextAlignmentRole).toInt() | int(Qt::TextSingleLine),
                          QFontMetricsF(painter->font())
                              .elidedText(index.data().toString(), Qt::ElideRight, text.width()));
        painter->restore();
    }
};

} // namespace

WaiversPanel::WaiversPanel(DesignSession& session, Waiving& waiving, QWidget* parent) :
    QWidget(parent),
    m_session(session),
    m_waiving(waiving)
{
    setObjectName(QStringLiteral("waivers-panel"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);

    m_actions = new QWidget(this);
    auto* row = new QHBoxLayout(m_actions);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    const auto link = [&](const QString& name, const QString& text, const QString& tip) {
        auto* button = new QPushButton(text, m_actions);
        button->setObjectName(name);
        button->setProperty("link", true);
        button->setToolTip(tip);
        button->setCursor(Qt::PointingHandCursor);
        row->addWidget(button);
        return button;
    };
    m_renew = link(QStringLiteral("waiver-renew"), tr("Renew…"), tr("With the value of today, a reason and an expiry"));
    m_remove = link(QStringLiteral("waiver-remove"), tr("Remove"), tr("Take the waiver out of the design (Del)"));

    m_model = new WaiverModel(this);
    m_pages = new QStackedWidget(this);
    m_table = new QTableView(m_pages);
    m_table->setObjectName(QStringLiteral("waivers-table"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new WaiverDelegate(m_table));
    m_table->setTabKeyNavigation(false);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    auto* header = styleRowTable(m_table);
    header->setSectionResizeMode(WaiverModel::ReasonColumn, QHeaderView::Stretch);
    for (int section = 0; section < WaiverModel::ColumnCount; ++section) {
        if (section != WaiverModel::ReasonColumn)
            m_table->setColumnWidth(section, widthOf(section));
    }
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_pages->addWidget(m_table);
    m_empty = new EmptyState(m_pages);
    m_empty->setMessage(tr("No waivers. A finding is accepted from its row: Waive…, with a reason and an expiry."));
    m_pages->addWidget(m_empty);
    column->addWidget(m_pages);
    setFocusProxy(m_table);
    m_table->installEventFilter(this);

    connect(m_table, &QTableView::clicked, this, [this](const QModelIndex& index) { goThere(index.row(), false); });
    connect(m_table, &QTableView::doubleClicked, this, [this](const QModelIndex& index) { goThere(index.row(), true); });
    connect(m_table, &QTableView::customContextMenuRequested, this, &WaiversPanel::openMenu);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &WaiversPanel::refreshActions);
    connect(m_renew, &QPushButton::clicked, this, [this] {
        if (const auto index = m_table->currentIndex(); index.isValid())
            m_waiving.renew(m_model->at(index.row()).waiver);
    });
    connect(m_remove, &QPushButton::clicked, this, [this] {
        if (const auto index = m_table->currentIndex(); index.isValid())
            m_waiving.withdraw(m_model->at(index.row()).waiver.key);
    });
    connect(&session, &DesignSession::judgementChanged, this, &WaiversPanel::refresh);
    refresh();
}

void WaiversPanel::refresh()
{
    m_stale = !isVisible();
    if (m_stale)
        return;
    const auto now = m_table->currentIndex();
    const std::string key = now.isValid() ? m_model->at(now.row()).waiver.key : std::string();
    m_model->show(waiverStandings(m_session.judgement(), QDate::currentDate().toString(Qt::ISODate)));
    if (const int row = m_model->rowOf(key); row >= 0)
        m_table->setCurrentIndex(m_model->index(row, WaiverModel::ReasonColumn));
    else if (m_model->rowCount() > 0)
        m_table->setCurrentIndex(m_model->index(0, WaiverModel::ReasonColumn));
    m_pages->setCurrentIndex(m_model->rowCount() > 0 ? 0 : 1);
    refreshActions();
}

void WaiversPanel::refreshActions()
{
    const auto index = m_table->currentIndex();
    const auto* row = index.isValid() ? &m_model->at(index.row()) : nullptr;
    m_remove->setEnabled(row);
    m_renew->setEnabled(row && row->state != State::Orphan && row->state != State::Unjudged);
}

void WaiversPanel::goThere(int row, bool enter)
{
    const auto& subject = m_model->at(row).subject;
    if (!subject)
        return;
    m_session.select({*subject});
    if (enter)
        m_session.showRack(*subject);
    m_session.frame({*subject});
}

void WaiversPanel::openMenu(QPoint at)
{
    const QModelIndex index = m_table->indexAt(at);
    if (!index.isValid())
        return;
    m_table->setCurrentIndex(index);
    const WaiverStanding row = m_model->at(index.row());
    QMenu menu;
    menu.addAction(tr("Go there"), this, [this, at = index.row()] { goThere(at, true); })->setEnabled(row.subject.has_value());
    menu.addAction(tr("Rule %1").arg(index.siblingAtColumn(WaiverModel::RuleColumn).data().toString()), this,
                   [this, index] { emit ruleWanted(index.siblingAtColumn(WaiverModel::RuleColumn).data().toString()); });
    menu.addSeparator();
    menu.addAction(tr("Renew…"), this, [this, row] { m_waiving.renew(row.waiver); })->setEnabled(m_renew->isEnabled());
    menu.addAction(tr("Remove"), this, [this, row] { m_waiving.withdraw(row.waiver.key); });
    menu.exec(m_table->viewport()->mapToGlobal(at));
}

void WaiversPanel::fitColumns()
{
    // The reason comes first; then the state, what it is about and until when.
    constexpr int leastReason = 120;
    int room = m_table->viewport()->width() - leastReason;
    for (const int section : {WaiverModel::StateColumn, WaiverModel::RuleColumn, WaiverModel::ExpiresColumn,
                              WaiverModel::AuthorColumn, WaiverModel::ThenColumn, WaiverModel::NowColumn,
                              WaiverModel::WhereColumn, WaiverModel::GivenColumn}) {
        room -= widthOf(section);
        m_table->setColumnHidden(section, room < 0);
    }
}

void WaiversPanel::showEvent(QShowEvent*)
{
    if (m_stale)
        refresh();
}

bool WaiversPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_table && event->type() == QEvent::Resize)
        QTimer::singleShot(0, this, &WaiversPanel::fitColumns);
    if (watched == m_table && (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride)
        && m_table->currentIndex().isValid()) {
        auto* key = static_cast<QKeyEvent*>(event);
        const bool removes = key->key() == Qt::Key_Delete;
        if (removes && event->type() == QEvent::ShortcutOverride) {
            key->accept(); // Not the selection of the drawing.
            return true;
        }
        if (removes) {
            m_remove->click();
            return true;
        }
        if (event->type() == QEvent::KeyPress && (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter)) {
            goThere(m_table->currentIndex().row(), true);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace colonnade::ui
