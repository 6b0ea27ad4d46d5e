#include "ui/history/HistoryPanel.h"

#include "ui/document/DesignSession.h"
#include "ui/history/HistoryModel.h"
#include "ui/style/Controls.h"
#include "ui/style/Style.h"

#include <QLabel>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace colonnade::ui {

namespace {

constexpr int rowHeight = 27;

/// A string of beads: done steps, the present one, what could be done again.
class StepDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        return {120, rowHeight};
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        const render::Theme& t = theme();
        const int step = index.data(HistoryModel::StepRole).toInt();
        const QRectF box = option.rect;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const bool present = step == HistoryModel::Present;
        if (present || (option.state & QStyle::State_MouseOver)) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(present ? t.selected : t.hover);
            painter->drawRoundedRect(box.adjusted(4, 1, -4, -1), 4, 4);
        }
        const QPointF bead(16, box.center().y());
        const bool last = index.row() + 1 == index.model()->rowCount();
        painter->setPen(QPen(t.line, 1));
        if (!last && !present)
            painter->drawLine(bead + QPointF(0, 4), bead + QPointF(0, box.height() - 4));
        QPen ring(step == HistoryModel::Trial ? t.ok : present ? t.accent : t.text2, 1.3);
        if (step == HistoryModel::Trial)
            ring.setDashPattern({1.2, 1});
        painter->setPen(ring);
        painter->setBrush(present ? QBrush(t.accent) : QBrush(Qt::NoBrush));
        painter->drawEllipse(bead, 3.2, 3.2);
        painter->setFont(textFont(render::type::body,
                                  present                           ? QFont::DemiBold
                                      : step == HistoryModel::Trial ? QFont::Medium
                                                                    : QFont::Normal));
        painter->setPen(step == HistoryModel::Trial       ? t.ok
                            : step == HistoryModel::Future ? t.text2
                                                          : t.text);
        const double room = box.width() - 36;
        painter->drawText(QRectF(28, box.top(), room, box.height()), Qt::AlignVCenter,
                          QFontMetricsF(painter->font())
                              .elidedText(index.data().toString(), Qt::ElideMiddle, room)); // The place stands last.
        painter->restore();
    }
};

} // namespace

HistoryPanel::HistoryPanel(DesignSession& session, QWidget* parent) :
    QWidget(parent),
    m_session(session)
{
    setObjectName(QStringLiteral("history-panel"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 6);
    column->setSpacing(0);
    m_model = new HistoryModel(session, this);
    m_list = new QListView(this);
    m_list->setObjectName(QStringLiteral("history-list"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new StepDelegate(m_list));
    m_list->setMouseTracking(true);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    column->addWidget(m_list, 1);
    auto* line = new Line(Qt::Horizontal, this);
    column->addWidget(line);
    auto* note = new QLabel(tr("Click a step to return to it."), this);
    note->setContentsMargins(12, 6, 12, 0);
    dress(note, render::type::axis, QFont::Normal, true);
    column->addWidget(note);
    setFocusProxy(m_list);
    const auto go = [this](const QModelIndex& index) {
        if (index.data(HistoryModel::StepRole).toInt() != HistoryModel::Trial)
            m_session.goTo(index.row());
    };
    connect(m_list, &QListView::clicked, this, go);
    connect(m_list, &QListView::activated, this, go);
    connect(&session, &DesignSession::historyChanged, this, &HistoryPanel::showPresent,
            Qt::QueuedConnection);
    showPresent();
}

void HistoryPanel::showPresent()
{
    const QModelIndex present = m_model->index(m_session.historyIndex());
    m_list->setCurrentIndex(present);
    m_list->scrollTo(present);
}

} // namespace colonnade::ui
