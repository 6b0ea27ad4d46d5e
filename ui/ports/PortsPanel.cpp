#include "ui/ports/PortsPanel.h"

#include "ui/document/Subjects.h"
#include "ui/ports/PortMapView.h"
#include "ui/style/Controls.h"
#include "ui/style/Style.h"

#include <QLabel>
#include <QStackedWidget>
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
    head->addWidget(m_title);
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
    connect(&session, &DesignSession::selectionChanged, this, &PortsPanel::takeSelection);
    connect(&session, &DesignSession::designChanged, this, [this] {
        m_stale = true;
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
    m_pages->setCurrentIndex(map ? 0 : 1);
    m_view->show(std::move(map), networks);
}

} // namespace colonnade::ui
