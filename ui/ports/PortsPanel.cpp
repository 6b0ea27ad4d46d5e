#include "ui/ports/PortsPanel.h"

#include "ui/document/Subjects.h"
#include "ui/fabric/FabricEditing.h"
#include "ui/ports/PortMapView.h"
#include "ui/style/Controls.h"
#include "ui/style/Icons.h"
#include "ui/style/Style.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace colonnade::ui {

PortsPanel::PortsPanel(DesignSession& session, QWidget* parent) : QWidget(parent), m_session(session)
{
    setObjectName(QStringLiteral("ports-panel"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_pages = new QStackedWidget(this);
    auto* page = new QWidget(m_pages);
    auto* inside = new QVBoxLayout(page);
    inside->setContentsMargins(0, space::inside, 0, 0);
    inside->setSpacing(0);
    auto* head = new QVBoxLayout;
    head->setContentsMargins(space::panel, 0, space::panel, 0);
    head->setSpacing(0);
    m_title = new QLabel(page);
    m_title->setObjectName(QStringLiteral("ports-title"));
    m_title->setTextFormat(Qt::PlainText);
    dress(m_title, render::type::body, QFont::DemiBold);
    m_counts = new QLabel(page);
    m_counts->setObjectName(QStringLiteral("ports-counts"));
    m_counts->setTextFormat(Qt::PlainText);
    dress(m_counts, render::type::head, QFont::Normal, true);
    m_pin = new QToolButton(page);
    m_pin->setObjectName(QStringLiteral("ports-pin"));
    m_pin->setIcon(icon(QStringLiteral("pin")));
    m_pin->setCheckable(true);
    m_pin->setAutoRaise(true);
    auto* first = new QHBoxLayout;
    first->addWidget(m_title, 1);
    first->addWidget(m_pin);
    head->addLayout(first);
    m_counts->setWordWrap(true);
    head->addWidget(m_counts);
    inside->addLayout(head);
    m_view = new PortMapView(session, page);
    inside->addWidget(m_view, 1);
    m_empty = new EmptyState(this);
    m_empty->setObjectName(QStringLiteral("ports-empty"));
    m_empty->setMessage(tr("Select a switch or a node to see its ports."));
    m_pages->addWidget(page);
    m_pages->addWidget(m_empty);
    m_pages->setCurrentWidget(m_empty);
    column->addWidget(m_pages);
    setFocusProxy(m_view);
    connect(m_view, &PortMapView::said, this, &PortsPanel::said);
    connect(m_pin, &QToolButton::clicked, this, [this](bool pinned) {
        if (m_device)
            pinSwitches(m_session, switchesIn(m_session, {*m_device}), pinned, [this](const QString& why) { emit said(why); });
        showPin();
    });
    connect(&session, &DesignSession::selectionChanged, this, &PortsPanel::takeSelection);
    connect(&session, &DesignSession::designChanged, this, [this] {
        m_stale = true;
        showPin();
        if (isVisible())
            m_gatherer.take(m_session.design(), {});
    });
    connect(&m_gatherer, &FabricGatherer::changed, this, [this] {
        m_stale = m_gatherer.gathered()->design != m_session.design();
        takeSelection();
        if (m_device)
            show(*m_device);
    });
}

void PortsPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (m_stale)
        m_gatherer.take(m_session.design(), {});
    takeSelection();
}

void PortsPanel::takeSelection()
{
    if (!isVisible() || !m_gatherer.gathered())
        return;
    for (const model::Subject& subject : m_session.selection()) {
        const auto found = resolve(*m_session.design(), subject);
        if (found && (found->device || (found->placement && !found->rack)))
            return show(subject);
    }
    // What was shown may be undone by now, or no longer meant.
    const bool gone = m_device && !resolve(*m_session.design(), *m_device);
    if (gone || m_pages->currentWidget() == m_empty) {
        m_device.reset();
        m_empty->setMessage(tr("Select a switch or a node to see its ports."));
        m_pages->setCurrentWidget(m_empty);
        showPin();
    }
}

void PortsPanel::show(const model::Subject& device)
{
    const Networks& networks = m_gatherer.gathered()->whole;
    auto map = render::portMapOf(networks, device);
    m_device = device;
    if (map) {
        m_title->setText(map->title);
        m_counts->setText(QStringLiteral("%1 · %2").arg(map->remark, map->counts()));
        m_device = map->device;
    } else {
        m_empty->setMessage(tr("%1 has no ports in a fabric.").arg(nameOf(*m_session.design(), device)));
    }
    showPin();
    m_pages->setCurrentIndex(map ? 0 : 1);
    m_view->show(std::move(map), networks);
}

void PortsPanel::showPin()
{
    const auto switches = m_device ? switchesIn(m_session, {*m_device}) : std::vector<SwitchAt>{};
    const bool pinned = arePinned(switches);
    m_pin->setVisible(!switches.empty());
    m_pin->setChecked(pinned);
    m_pin->setToolTip(QStringLiteral("<b>%1</b><br>%2").arg((pinned ? tr("Pinned here. Press to leave it to the recipe") : tr("Pin here")).toHtmlEscaped(), pinTip().toHtmlEscaped()));
    m_pin->setAccessibleName(pinned ? tr("Pinned here") : tr("Pin here"));
}

} // namespace colonnade::ui
