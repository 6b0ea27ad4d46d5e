#include "ui/elevation/SideView.h"

#include "model/rules/Depth.h"
#include "ui/diagram/Pointing.h"
#include "ui/document/Words.h"
#include "ui/elevation/RackDrop.h"
#include "ui/elevation/RackMarks.h"
#include "ui/style/Controls.h"
#include "ui/style/Style.h"

#include <QAbstractButton>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>

namespace colonnade::ui {
namespace {

using model::Millimetres;
using model::Subject;
using render::SideLayout;

constexpr double mostZoom = 8;
constexpr double trueScale = 96 / 25.4; // Pixels per millimetre.

QString lengthText(Millimetres length)
{
    return countText(length.value()) + QStringLiteral("\u00a0mm");
}

} // namespace

SideView::SideView(DesignSession& session, QWidget* parent) : QWidget(parent), m_session(session)
{
    setObjectName(QStringLiteral("elevation-side"));
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setContextMenuPolicy(Qt::CustomContextMenu);
    m_empty = new EmptyState(this);
    m_empty->setObjectName(QStringLiteral("elevation-side-empty"));
    m_empty->setMessage(tr("The side view shows the depth of the rack that is selected. There is none yet."));
    connect(m_empty->addStep(tr("Place a rack frame in the plan…")), &QAbstractButton::clicked, this, &SideView::planRequested);
    connect(&session, &DesignSession::designChanged, this, &SideView::takeRack);
    connect(&session, &DesignSession::currentRackChanged, this, [this] {
        m_zoom = 1;
        takeRack();
    });
    connect(&session, &DesignSession::profileChanged, this, &SideView::takeRack);
    connect(&session, &DesignSession::judgementChanged, this, &SideView::takeMarks);
    connect(&session, &DesignSession::failureChanged, this, &SideView::takeMarks);
    connect(&session, &DesignSession::selectionChanged, this, &SideView::takeSelection);
    connect(&session, &DesignSession::hoverChanged, this, &SideView::takeSelection);
    connect(&session, &DesignSession::framed, this, [this](const std::vector<Subject>& subjects) {
        if (subjects.empty())
            fit();
    });
    connect(&StyleNotice::instance(), &StyleNotice::themeChanged, this, &SideView::takeMarks);
    takeRack();
}

void SideView::takeRack()
{
    m_rack = currentRackDesign(m_session);
    m_depth = m_rack ? model::rackDepth(*m_rack, model::depthBasis(m_session.profile())) : model::RackDepth{};
    m_balance = m_rack ? model::rackBalance(*m_rack, m_depth) : model::RackBalance{};
    m_empty->setVisible(!m_rack);
    m_content.rack = m_rack.get();
    lay();
    takeMarks();
    takeSelection();
}

void SideView::takeMarks()
{
    takeFindings(m_content, m_session);
    takeFailure(m_content, m_session);
    m_picture = {};
    update();
}

void SideView::takeSelection()
{
    ui::takeSelection(m_content, m_session);
    update();
}

void SideView::lay()
{
    m_empty->setGeometry(rect());
    m_picture = {};
    update();
    if (!m_rack || width() < 20 || height() < 20)
        return;
    const QRectF area = QRectF(rect()).adjusted(6, 2, -6, -2);
    SideLayout fitted = SideLayout::fitted(*m_rack, m_depth, area);
    if (m_zoom > 1) {
        const SideLayout larger = SideLayout::scaled(*m_rack, m_depth, {}, fitted.scale() * m_zoom);
        // The pan may not lose the rack.
        const QRectF bounds = larger.bounds();
        const double x = std::max(0.0, (bounds.width() - area.width()) / 2), y = std::max(0.0, (bounds.height() - area.height()) / 2);
        m_pan = {std::clamp(m_pan.x(), -x, x), std::clamp(m_pan.y(), -y, y)};
        fitted = larger.translated(area.center() - bounds.center() + m_pan);
    } else {
        m_pan = {};
    }
    m_layout = fitted;
    emit zoomChanged(tr("Zoom %1").arg(percentText(m_layout.scale() / trueScale, 2)));
}

void SideView::fit()
{
    m_zoom = 1;
    lay();
}

void SideView::setZoom(double zoom, QPointF at)
{
    zoom = std::clamp(zoom, 1.0, mostZoom);
    if (!m_rack || zoom == m_zoom)
        return;
    const auto share = [&](const QRectF& bounds) {
        return QPointF{(at.x() - bounds.left()) / bounds.width(), (at.y() - bounds.top()) / bounds.height()};
    };
    const QPointF before = share(m_layout.bounds());
    m_zoom = zoom;
    lay();
    const QRectF after = m_layout.bounds();
    m_pan += at - QPointF{after.left() + before.x() * after.width(), after.top() + before.y() * after.height()};
    lay();
}

void SideView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    if (!m_rack) {
        painter.fillRect(rect(), theme().canvas);
        return;
    }
    const render::SidePainter drawing(theme(), m_layout, m_depth, &m_balance);
    const double ratio = devicePixelRatioF();
    if (m_picture.isNull() || m_picture.size() != size() * ratio) {
        m_picture = QPixmap(size() * ratio);
        m_picture.setDevicePixelRatio(ratio);
        m_picture.fill(theme().canvas);
        QPainter into(&m_picture);
        drawing.paintRack(into, m_content);
    }
    painter.drawPixmap(0, 0, m_picture);
    drawing.paintMarks(painter, m_content);
}

void SideView::resizeEvent(QResizeEvent*)
{
    lay();
}

void SideView::showEvent(QShowEvent*)
{
    lay();
}

void SideView::hideEvent(QHideEvent*)
{
    m_hand.forget();
}

std::optional<model::DeviceId> SideView::deviceAt(QPointF at) const
{
    return m_rack ? m_layout.hit(m_depth, at) : std::nullopt;
}

void SideView::mousePressEvent(QMouseEvent* event)
{
    setFocus();
    if (m_hand.pressed(*event))
        return;
    m_pressedOn = deviceAt(event->position());
    if (event->button() == Qt::RightButton && m_pressedOn && !m_content.selected.contains(*m_pressedOn))
        m_session.select({deviceIn(m_session.currentRack(), *m_pressedOn)});
}

void SideView::mouseMoveEvent(QMouseEvent* event)
{
    if (const auto by = m_hand.moved(event->position())) {
        m_pan += *by;
        lay();
        return;
    }
    const auto device = deviceAt(event->position());
    m_session.hover(device ? std::optional{deviceIn(m_session.currentRack(), *device)} : std::nullopt);
}

void SideView::mouseReleaseEvent(QMouseEvent* event)
{
    if (m_hand.released() || event->button() != Qt::LeftButton || !m_rack)
        return;
    if (m_pressedOn)
        m_session.select(clicked(m_session.selection(), {deviceIn(m_session.currentRack(), *m_pressedOn)}, event->modifiers()));
    else if (!(event->modifiers() & (Qt::ControlModifier | Qt::ShiftModifier)))
        m_session.clearSelection();
}

void SideView::wheelEvent(QWheelEvent* event)
{
    setZoom(m_zoom * zoomOf(*event), event->position());
    event->accept();
}

void SideView::keyPressEvent(QKeyEvent* event)
{
    if (m_hand.keyPressed(*event))
        return;
    if (const auto zoom = zoomOf(*event))
        setZoom(m_zoom * *zoom, QRectF(rect()).center());
    else
        QWidget::keyPressEvent(event);
}

void SideView::keyReleaseEvent(QKeyEvent* event)
{
    if (!m_hand.keyReleased(*event))
        QWidget::keyReleaseEvent(event);
}

void SideView::leaveEvent(QEvent*)
{
    if (!m_hand.active())
        m_session.hover(std::nullopt);
}

bool SideView::event(QEvent* event)
{
    return answersTip(*event, *this, [this](QPointF at) { return toolTipAt(at); }) || takesKey(*event, {Qt::Key_Space})
        || QWidget::event(event);
}

QString SideView::toolTipAt(QPointF at) const
{
    const auto id = deviceAt(at);
    if (!id)
        return {};
    QStringList lines = deviceTip(m_session, *m_rack, *m_rack->device(*id));
    QStringList depth;
    for (const model::DeviceDepth& one : m_depth.devices) {
        if (one.device->id != *id)
            continue;
        depth << (one.known ? tr("depth %1").arg(lengthText(one.body.rear - one.body.front)) : tr("depth not known"));
        if (one.plug > Millimetres{})
            depth << tr("plug %1").arg(lengthText(one.plug));
        if (one.bend > Millimetres{})
            depth << tr("bend %1 (%2)").arg(lengthText(one.bend), words(one.bendOf));
        if (one.known)
            depth << render::slackText(one);
    }
    for (const model::ZeroUVolume& one : m_depth.zeroU) {
        if (one.device->id == *id)
            depth << (one.known ? tr("%1 wide, %2 deep").arg(lengthText(one.body.right - one.body.left), lengthText(one.body.rear - one.body.front))
                                : tr("width and depth not known"));
    }
    if (!depth.isEmpty())
        lines.insert(std::min<qsizetype>(2, lines.size()), depth.join(QStringLiteral(" · ")).toHtmlEscaped());
    return tipOf(lines);
}

} // namespace colonnade::ui
