#include "ui/structure/StructurePanel.h"

#include "ui/document/DesignSession.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"
#include "ui/structure/StructureModel.h"
#include "ui/style/Icons.h"
#include "ui/style/Style.h"

#include <QHeaderView>
#include <QItemSelectionModel>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTreeView>
#include <QVBoxLayout>

namespace colonnade::ui {

namespace {

class NodeDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        return {120, space::row};
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        const render::Theme& t = theme();
        const QRectF box = option.rect;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (option.state & QStyle::State_Selected)
            painter->fillRect(box, t.selected);
        else if (option.state & QStyle::State_MouseOver)
            painter->fillRect(box, t.hover);
        double x = box.left() + 2;
        icon(index.data(StructureModel::IconRole).toString())
            .paint(painter, QRectF(x, box.center().y() - 8, 16, 16).toRect());
        x += 21;
        const QString remark = index.data(StructureModel::RemarkRole).toString();
        painter->setFont(textFont(render::type::axis));
        const double remarkWidth
            = remark.isEmpty() ? 0 : QFontMetricsF(painter->font()).horizontalAdvance(remark) + 10;
        painter->setPen(t.text2);
        painter->drawText(box.adjusted(0, 0, -8, 0), int(Qt::AlignRight) | int(Qt::AlignVCenter),
                          remark);
        if (index.data(StructureModel::UniqueRole).toBool()) {
            const QPointF middle(box.right() - remarkWidth - 8, box.center().y());
            painter->setPen(QPen(t.waived, 1.3));
            painter->setBrush(Qt::NoBrush);
            painter->drawPolygon(QPolygonF{middle + QPointF(0, -4), middle + QPointF(4, 0),
                                           middle + QPointF(0, 4), middle + QPointF(-4, 0)});
        }
        const bool group = index.data(StructureModel::SubjectRole).toString().isEmpty();
        painter->setFont(textFont(render::type::body, group ? QFont::Medium : QFont::Normal));
        painter->setPen(group ? t.text2 : t.text);
        const double room = box.right() - x - remarkWidth - 8;
        painter->drawText(QRectF(x, box.top(), room, box.height()), Qt::AlignVCenter,
                          QFontMetricsF(painter->font())
                              .elidedText(index.data().toString(), Qt::ElideRight, room));
        painter->restore();
    }
};

} // namespace

StructurePanel::StructurePanel(DesignSession& session, QWidget* parent) :
    QWidget(parent),
    m_session(session)
{
    setObjectName(QStringLiteral("structure-panel"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 0);
    m_model = new StructureModel(session, this);
    m_tree = new QTreeView(this);
    m_tree->setObjectName(QStringLiteral("structure-tree"));
    m_tree->setModel(m_model);
    m_tree->setItemDelegate(new NodeDelegate(m_tree));
    m_tree->setHeaderHidden(true);
    m_tree->setUniformRowHeights(true);
    m_tree->setIndentation(14);
    m_tree->setMouseTracking(true);
    m_tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_tree->setExpandsOnDoubleClick(false);
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column->addWidget(m_tree);
    setFocusProxy(m_tree);
    const auto subjectAt = [](const QModelIndex& index) -> std::optional<model::Subject> {
        const QString text = index.data(StructureModel::SubjectRole).toString();
        if (text.isEmpty())
            return {};
        return model::Subject::parse(utf8(text));
    };
    connect(m_tree->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &StructurePanel::takeSelection);
    const auto enter = [this, subjectAt](const QModelIndex& index) {
        if (const auto subject = subjectAt(index)) {
            m_session.showRack(*subject);
            m_session.frame({*subject});
        }
    };
    connect(m_tree, &QTreeView::doubleClicked, this, enter);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_tree, &QWidget::customContextMenuRequested, this,
            [this](const QPoint& at) { emit contextMenuWanted(m_tree->viewport()->mapToGlobal(at)); });
    connect(m_tree, &QTreeView::entered, this,
            [this, subjectAt](const QModelIndex& index) { m_session.hover(subjectAt(index)); });
    connect(m_model, &QAbstractItemModel::modelAboutToBeReset, this, &StructurePanel::keepOpen);
    connect(m_model, &QAbstractItemModel::modelReset, this, &StructurePanel::openAgain);
    connect(&session, &DesignSession::selectionChanged, this, &StructurePanel::showSelection);
    m_open = {QStringLiteral("hall")};
    openAgain();
}

void StructurePanel::takeSelection()
{
    if (m_busy)
        return;
    std::vector<model::Subject> subjects;
    for (const QModelIndex& index : m_tree->selectionModel()->selectedIndexes()) {
        const QString text = index.data(StructureModel::SubjectRole).toString();
        if (!text.isEmpty())
            subjects.push_back(model::Subject::parse(utf8(text)));
    }
    m_busy = true;
    m_session.select(std::move(subjects));
    m_busy = false;
}

void StructurePanel::showSelection()
{
    if (m_busy)
        return;
    m_busy = true;
    QItemSelection selection;
    QModelIndex last;
    for (const model::Subject& subject : m_session.selection()) {
        const QModelIndex index = m_model->find(subject);
        if (!index.isValid())
            continue;
        selection.select(index, index);
        last = index;
    }
    m_tree->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    if (last.isValid()) {
        m_tree->selectionModel()->setCurrentIndex(last, QItemSelectionModel::NoUpdate);
        m_tree->scrollTo(last);
    }
    m_busy = false;
}

void StructurePanel::keepOpen()
{
    m_open.clear();
    const std::function<void(const QModelIndex&)> visit = [&](const QModelIndex& parent) {
        for (int row = 0; row < m_model->rowCount(parent); ++row) {
            const QModelIndex index = m_model->index(row, 0, parent);
            if (!m_tree->isExpanded(index))
                continue;
            const QString subject = index.data(StructureModel::SubjectRole).toString();
            m_open.insert(subject.isEmpty() ? index.data().toString() : subject);
            visit(index);
        }
    };
    visit({});
    m_open.insert(QStringLiteral("hall"));
}

void StructurePanel::openAgain()
{
    const std::function<void(const QModelIndex&)> visit = [&](const QModelIndex& parent) {
        for (int row = 0; row < m_model->rowCount(parent); ++row) {
            const QModelIndex index = m_model->index(row, 0, parent);
            const QString subject = index.data(StructureModel::SubjectRole).toString();
            // A hall of one pod shows its rows at once.
            const bool lone = parent.isValid() && !parent.parent().isValid() && parent.row() == 0
                && m_model->rowCount(parent) == 1;
            if (!lone && !m_open.contains(subject.isEmpty() ? index.data().toString() : subject))
                continue;
            if (m_model->canFetchMore(index))
                m_model->fetchMore(index);
            m_tree->setExpanded(index, true);
            visit(index);
        }
    };
    visit({});
    showSelection();
}

} // namespace colonnade::ui
