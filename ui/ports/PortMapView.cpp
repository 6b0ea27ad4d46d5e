#include "ui/ports/PortMapView.h"

#include "ui/diagram/Pointing.h"
#include "ui/fabric/FabricEditing.h"
#include "ui/style/Style.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace colonnade::ui {
namespace {

constexpr double margin = 10;

} // namespace

PortMapView::PortMapView(DesignSession& session, QWidget* parent) : QWidget(parent), m_session(session)
{
    setObjectName(QStringLiteral("port-map"));
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    connect(&session, &DesignSession::selectionChanged, this, [this] { update(); });
    connect(&StyleNotice::instance(), &StyleNotice::themeChanged, this, [this] { update(); });
}

void PortMapView::show(std::optional<render::PortMap> map, Networks networks)
{
    m_map = std::move(map);
    m_networks = std::move(networks);
    m_hovered.reset();
    m_current.reset();
    lay();
    update();
}

void PortMapView::lay()
{
    if (m_map)
        render::layPorts(*m_map, QSizeF(std::max(width() - 2 * margin, 40.0), std::max(height() - 2 * margin, 40.0)));
}

void PortMapView::resizeEvent(QResizeEvent*)
{
    lay();
}

double PortMapView::scale() const
{
    const double wide = (width() - 2 * margin) / std::max(m_map->size.width(), 1.0), high = (height() - 2 * margin) / std::max(m_map->size.height(), 1.0);
    return std::clamp(std::min(wide, high), 0.3, 1.4);
}

QPointF PortMapView::origin() const
{
    return {margin, margin};
}

QPointF PortMapView::middleOf(std::size_t port) const
{
    return origin() + m_map->ports[port].body.center() * scale();
}

std::optional<std::size_t> PortMapView::portAt(QPointF at) const
{
    return m_map ? m_map->portAt((at - origin()) / scale()) : std::nullopt;
}

void PortMapView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().panel);
    if (!m_map)
        return;
    render::PortMarks marks;
    marks.hovered = m_hovered;
    const auto& selection = m_session.selection();
    for (std::size_t i = 0; i < m_map->ports.size(); ++i) {
        const auto& cables = m_map->ports[i].cables;
        if (std::ranges::any_of(cables, [&](const model::Subject& cable) { return std::ranges::find(selection, cable) != selection.end(); }))
            marks.selected.push_back(i);
    }
    if (m_current && hasFocus() && marks.selected.empty())
        marks.hovered = m_current;
    render::paintPortMap(painter, *m_map, m_networks, marks, theme(), origin(), scale());
}

void PortMapView::mouseMoveEvent(QMouseEvent* event)
{
    const auto port = portAt(event->position());
    if (port == m_hovered)
        return;
    m_hovered = port;
    m_session.hover(port && !m_map->ports[*port].cables.empty() ? std::optional{m_map->ports[*port].cables.front()} : std::nullopt);
    update();
}

void PortMapView::leaveEvent(QEvent*)
{
    m_hovered.reset();
    m_session.hover(std::nullopt);
    update();
}

void PortMapView::choose(std::size_t port, Qt::KeyboardModifiers modifiers)
{
    m_current = port;
    if (!m_map->ports[port].cables.empty())
        m_session.select(clicked(m_session.selection(), m_map->ports[port].cables, modifiers));
    update();
}

void PortMapView::mousePressEvent(QMouseEvent* event)
{
    setFocus();
    if (event->button() != Qt::LeftButton)
        return;
    if (const auto port = portAt(event->position()))
        choose(*port, event->modifiers());
}

void PortMapView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (const auto port = portAt(event->position()); port && !m_map->ports[*port].cables.empty())
        m_session.frame(m_map->ports[*port].cables);
}

bool PortMapView::isFree(std::size_t port) const
{
    return m_map->ports[port].links == 0;
}

void PortMapView::beginLink(std::size_t port)
{
    if (!m_map || port >= m_map->ports.size()) // Another device has come while the menu was open.
        return;
    // In the fabric whose switch it is; of a node in the first that it is part of.
    const render::FabricNetwork* best = nullptr;
    std::uint32_t at = 0;
    for (const auto& network : m_networks) {
        const auto vertices = network->verticesOf(m_map->device);
        if (vertices.empty() || (best && network->vertices.tier[vertices.front()] == 0))
            continue;
        const bool isSwitch = network->vertices.tier[vertices.front()] > 0;
        best = network.get();
        at = vertices.front();
        if (isSwitch)
            break;
    }
    if (best)
        emit linkRequested(best->subject, best->plan->portRef(*best->arrangement, best->planNodes[at], static_cast<std::uint16_t>(port)));
}

void PortMapView::contextMenuEvent(QContextMenuEvent* event)
{
    if (!m_map)
        return;
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const auto port = byKey ? m_current : portAt(event->pos());
    if (port && !byKey)
        choose(*port);
    QMenu menu(this);
    menu.setObjectName(QStringLiteral("port-map-menu"));
    std::vector<model::Subject> things{m_map->device};
    if (port) {
        QAction* add = menu.addAction(tr("&Add a link from here…"), this, [this, port] { beginLink(*port); });
        add->setObjectName(QStringLiteral("add-link"));
        add->setEnabled(isFree(*port));
        things.insert(things.end(), m_map->ports[*port].cables.begin(), m_map->ports[*port].cables.end());
    }
    addFabricEdits(menu, m_session, things, [this](const QString& why) { emit said(why); });
    if (!menu.isEmpty())
        menu.exec(byKey && port ? mapToGlobal(middleOf(*port).toPoint()) : event->globalPos());
}

void PortMapView::keyPressEvent(QKeyEvent* event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && m_map && m_current && isFree(*m_current))
        return beginLink(*m_current);
    const QPointF by = event->key() == Qt::Key_Left ? QPointF{-1, 0}
        : event->key() == Qt::Key_Right             ? QPointF{1, 0}
        : event->key() == Qt::Key_Up                ? QPointF{0, -1}
        : event->key() == Qt::Key_Down              ? QPointF{0, 1}
                                                    : QPointF{};
    if (!m_map || m_map->ports.empty() || by.isNull())
        return QWidget::keyPressEvent(event);
    if (!m_current)
        return choose(0);
    const QPointF from = m_map->ports[*m_current].body.center();
    std::optional<std::size_t> next;
    double nearest = 1e300;
    for (std::size_t i = 0; i < m_map->ports.size(); ++i) {
        const QPointF way = m_map->ports[i].body.center() - from;
        const double along = QPointF::dotProduct(way, by), aside = std::abs(QPointF::dotProduct(way, {by.y(), by.x()}));
        if (along > 1 && along + 3 * aside < nearest) {
            nearest = along + 3 * aside;
            next = i;
        }
    }
    if (next)
        choose(*next);
}

QString PortMapView::tipOf(std::size_t at) const
{
    const render::MappedPort& port = m_map->ports[at];
    QStringList lines{QStringLiteral("<b>%1</b>").arg(tr("Port %1 %2: %3").arg(port.role).arg(port.number).arg(render::word(port.state)).toHtmlEscaped())};
    if (port.network)
        lines << tr("Fabric: %1").arg(m_networks[*port.network]->title).toHtmlEscaped();
    if (!port.farEnd.isEmpty())
        lines << (port.links > 1 ? tr("To %1, and %2 more").arg(port.farEnd).arg(port.links - 1) : tr("To %1").arg(port.farEnd)).toHtmlEscaped();
    if (!port.medium.isEmpty())
        lines << tr("Medium: %1, %2").arg(port.medium, port.length).toHtmlEscaped();
    if (port.links == 0)
        lines << tr("Enter or its menu adds a link from here").toHtmlEscaped();
    if (port.speed > 0)
        lines << tr("Speed: %1 Gbit/s").arg(static_cast<double>(port.speed)).toHtmlEscaped();
    return ui::tipOf(lines);
}

bool PortMapView::event(QEvent* event)
{
    const auto textAt = [this](QPointF at) {
        const auto port = portAt(at);
        return port ? tipOf(*port) : QString{};
    };
    return answersTip(*event, *this, textAt) || QWidget::event(event);
}

} // namespace colonnade::ui
