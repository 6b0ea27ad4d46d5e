#include "ui/catalog/CatalogPanel.h"

#include "render/elevation/DeviceFace.h"
#include "ui/catalog/CardDelegate.h"
#include "ui/catalog/CatalogFilter.h"
#include "ui/catalog/CatalogModel.h"
#include "ui/catalog/PartText.h"
#include "ui/document/DesignSession.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"
#include "ui/elevation/DragData.h"
#include "ui/style/Controls.h"
#include "ui/style/Style.h"

#include <QDrag>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMimeData>
#include <QPainter>
#include <QStackedWidget>
#include <QResizeEvent>
#include <QVBoxLayout>

#include <map>

namespace colonnade::ui {

namespace {

constexpr int chipGap = 6;

/// A list from which one part at a time is dragged.
class CardList final : public QListView {
public:
    CardList(const CatalogModel& model, const CatalogFilter& filter, QWidget* parent) :
        QListView(parent),
        m_model(model),
        m_filter(filter)
    {
    }

protected:
    void startDrag(Qt::DropActions) override
    {
        const QModelIndex index = currentIndex();
        if (!index.isValid())
            return;
        auto* drag = new QDrag(this);
        drag->setMimeData(m_model.mimeData({m_filter.mapToSource(index)}));
        showNothingInHand(*drag);
        drag->exec(Qt::CopyAction);
    }

private:
    const CatalogModel& m_model;
    const CatalogFilter& m_filter;
};

} // namespace

CatalogPanel::CatalogPanel(DesignSession& session, QWidget* parent) :
    QWidget(parent),
    m_session(session)
{
    setObjectName(QStringLiteral("catalog-panel"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(0);

    auto* top = new QWidget(this);
    auto* topColumn = new QVBoxLayout(top);
    topColumn->setContentsMargins(10, 0, 10, 8);
    topColumn->setSpacing(6);
    m_field = new QLineEdit(top);
    m_field->setObjectName(QStringLiteral("catalog-field"));
    m_field->setPlaceholderText(tr("Search parts"));
    m_field->setFont(textFont(12.5));
    m_field->setFixedHeight(26);
    m_count = new QLabel(m_field);
    m_count->setObjectName(QStringLiteral("catalog-count"));
    dress(m_count, 11, QFont::Normal, true);
    auto* fieldRow = new QHBoxLayout(m_field);
    fieldRow->setContentsMargins(0, 0, 8, 0);
    fieldRow->addStretch(1);
    fieldRow->addWidget(m_count);
    topColumn->addWidget(m_field);
    auto* chips = new QHBoxLayout;
    chips->setSpacing(chipGap);
    m_kind = new Chip(tr("Any kind"), top);
    m_vendor = new Chip(tr("Any vendor"), top);
    m_shipping = new Chip(tr("Shipping"), top);
    for (Chip* chip : {m_kind, m_vendor, m_shipping}) {
        chip->setCheckable(true);
        chip->setClearable(true);
        chips->addWidget(chip);
    }
    m_kind->setObjectName(QStringLiteral("catalog-kind"));
    m_vendor->setObjectName(QStringLiteral("catalog-vendor"));
    m_shipping->setObjectName(QStringLiteral("catalog-shipping"));
    m_shipping->setToolTip(tr("Only what can be bought today"));
    chips->addStretch(1);
    topColumn->addLayout(chips);
    column->addWidget(top);

    m_model = new CatalogModel(session.catalog(), this);
    m_filter = new CatalogFilter(this);
    m_filter->setSourceModel(m_model);
    m_pages = new QStackedWidget(this);
    m_list = new CardList(*m_model, *m_filter, m_pages);
    m_list->setObjectName(QStringLiteral("catalog-list"));
    m_list->setModel(m_filter);
    m_list->setItemDelegate(new CardDelegate(*m_model, *m_filter, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setDragEnabled(true);
    m_list->setSelectionMode(QAbstractItemView::SingleSelection);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_pages->addWidget(m_list);
    m_empty = new EmptyState(m_pages);
    m_pages->addWidget(m_empty);
    column->addWidget(m_pages, 1);
    setFocusProxy(m_field);

    connect(m_field, &QLineEdit::textChanged, this, [this](const QString& text) {
        m_filter->setText(text);
        refresh();
    });
    m_field->installEventFilter(this);
    m_list->installEventFilter(this);
    connect(m_kind, &Chip::clicked, this, &CatalogPanel::chooseKind);
    connect(m_vendor, &Chip::clicked, this, &CatalogPanel::chooseVendor);
    connect(m_shipping, &Chip::toggled, this, [this](bool on) {
        m_filter->setShippingOnly(on);
        refresh();
    });
    connect(m_list, &QListView::doubleClicked, this, &CatalogPanel::placeCurrent);
    connect(m_list, &QListView::customContextMenuRequested, this, [this](QPoint at) {
        if (!m_list->indexAt(at).isValid())
            return;
        QMenu menu;
        menu.addAction(tr("Place at the lowest free unit"), this, &CatalogPanel::placeCurrent);
        menu.exec(m_list->viewport()->mapToGlobal(at));
    });
    connect(&session, &DesignSession::currentRackChanged, this, &CatalogPanel::followRack);
    connect(&session, &DesignSession::designChanged, this, &CatalogPanel::followRack);
    followRack();
    refresh();
}

void CatalogPanel::focusSearch()
{
    m_field->setFocus(Qt::OtherFocusReason);
    m_field->selectAll();
}

void CatalogPanel::followRack()
{
    const auto* rack = rackDesignOf(*m_session.design(), m_session.currentRack());
    m_model->setUsed(m_session.design()->catalog());
    m_model->setRack(rack ? m_session.design()->rackDesign(rack->id()) : nullptr);
}

void CatalogPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    refresh();
}

void CatalogPanel::nameChips(bool briefly)
{
    m_kind->setText(m_filter->kind() ? kindText(*m_filter->kind()) : briefly ? tr("Kind") : tr("Any kind"));
    m_vendor->setText(!m_filter->vendor().isEmpty() ? m_filter->vendor() : briefly ? tr("Vendor") : tr("Any vendor"));
}

void CatalogPanel::refresh()
{
    const int shown = m_filter->rowCount();
    const int all = m_model->rowCount();
    m_count->setText(shown == all ? countText(all)
                                  : tr("%1 of %2").arg(countText(shown), countText(all)));
    m_field->setTextMargins(0, 0, m_count->sizeHint().width() + 4, 0);
    m_kind->setChecked(m_filter->kind().has_value());
    m_vendor->setChecked(!m_filter->vendor().isEmpty());
    nameChips(false);
    int wanted = 2 * space::panel + 2 * chipGap;
    for (const Chip* chip : {m_kind, m_vendor, m_shipping})
        wanted += chip->sizeHint().width();
    if (wanted > width())
        nameChips(true);
    for (Chip* chip : {m_kind, m_vendor, m_shipping})
        chip->updateGeometry();
    if (shown > 0) {
        m_pages->setCurrentIndex(0);
        if (!m_list->currentIndex().isValid() && !m_field->text().isEmpty())
            m_list->setCurrentIndex(m_filter->index(0, 0));
        return;
    }
    m_empty->clearSteps();
    m_empty->setMessage(m_field->text().isEmpty() ? tr("No part fits these filters.")
                                                  : tr("Nothing named '%1'.").arg(m_field->text()));
    const bool narrowed = m_filter->kind() || !m_filter->vendor().isEmpty() || m_filter->shippingOnly();
    if (narrowed)
        connect(m_empty->addStep(tr("Search all kinds, vendors and availability")),
                &QAbstractButton::clicked, this, [this] {
                    m_filter->setKind({});
                    m_filter->setVendor({});
                    m_shipping->setChecked(false);
                    refresh();
                });
    else
        connect(m_empty->addStep(tr("Clear the search")), &QAbstractButton::clicked, m_field,
                &QLineEdit::clear);
    m_pages->setCurrentIndex(1);
}

void CatalogPanel::chooseKind()
{
    if (m_filter->kind()) {
        m_filter->setKind({});
        refresh();
        return;
    }
    std::map<int, int> counts;
    for (int row = 0; row < m_model->rowCount(); ++row)
        ++counts[m_model->index(row).data(CatalogModel::KindRole).toInt()];
    m_kind->setChecked(false); // Until something is chosen.
    QMenu menu;
    for (int kind = 0; kind < model::partKindCount; ++kind) {
        if (counts[kind] == 0)
            continue;
        menu.addAction(QStringLiteral("%1   %2")
                           .arg(kindText(static_cast<model::PartKind>(kind)))
                           .arg(counts[kind]),
                       this, [this, kind] { m_filter->setKind(static_cast<model::PartKind>(kind)); });
    }
    menu.exec(m_kind->mapToGlobal(m_kind->rect().bottomLeft()));
    refresh();
}

void CatalogPanel::chooseVendor()
{
    if (!m_filter->vendor().isEmpty()) {
        m_filter->setVendor({});
        refresh();
        return;
    }
    m_vendor->setChecked(false);
    QMenu menu;
    for (const QString& vendor : m_model->vendors()) {
        QString text = vendor;
        menu.addAction(text.replace(QLatin1Char('&'), QStringLiteral("&&")), this,
                       [this, vendor] { m_filter->setVendor(vendor); });
    }
    menu.exec(m_vendor->mapToGlobal(m_vendor->rect().bottomLeft()));
    refresh();
}

void CatalogPanel::placeCurrent()
{
    const QModelIndex index = m_list->currentIndex();
    if (index.isValid())
        emit placementWanted(m_model->part(m_filter->mapToSource(index)));
}

bool CatalogPanel::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
        placeCurrent();
        return true;
    }
    if (watched == m_field && (key->key() == Qt::Key_Down || key->key() == Qt::Key_Up)) {
        const int row = m_list->currentIndex().isValid()
            ? m_list->currentIndex().row() + (key->key() == Qt::Key_Down ? 1 : -1)
            : 0;
        const QModelIndex next = m_filter->index(std::clamp(row, 0, std::max(0, m_filter->rowCount() - 1)), 0);
        m_list->setCurrentIndex(next);
        return true;
    }
    if (watched == m_field && key->key() == Qt::Key_Escape && !m_field->text().isEmpty()) {
        m_field->clear();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace colonnade::ui
