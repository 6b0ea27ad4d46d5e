#include "ui/elevation/ElevationView.h"

#include "model/units/Text.h"
#include "ui/diagram/Pointing.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"
#include "ui/elevation/DragData.h"
#include "ui/elevation/RackMarks.h"
#include "ui/elevation/VerdictTag.h"
#include "ui/style/Controls.h"
#include "ui/style/Style.h"

#include <QAbstractButton>
#include <QDrag>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace colonnade::ui {
namespace {

using model::Device;
using model::DeviceId;
using model::Subject;
using render::ElevationHit;
using render::ElevationLayout;
using render::ElevationOptions;
using render::FaceSide;

constexpr double dragFrom = 4; // Pixels before a press becomes a drag.
constexpr double reachPixels = 24; // A legal place this near attracts.
constexpr double leaveBy = 18; // Pixels outside before a drag is handed to the rest of the window.
constexpr double mostZoom = 8;
constexpr int bothFacesFrom = 360; // Width of the view.
constexpr double trueScale = 96 / 25.4; // Pixels per millimetre.

double heightOf(const model::PartType& part)
{
    return part.body.height.value_or(model::RackUnits::whole(1)).value();
}

} // namespace

ElevationView::ElevationView(DesignSession& session, QWidget* parent)
    : QWidget(parent), m_session(session)
{
    setObjectName(QStringLiteral("elevation"));
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAcceptDrops(true);
    setContextMenuPolicy(Qt::CustomContextMenu);
    m_tag = new VerdictTag(this);
    m_empty = new EmptyState(this);
    m_empty->setObjectName(QStringLiteral("elevation-empty"));
    m_empty->setMessage(tr("The elevation shows the rack that is selected. There is none yet."));
    connect(m_empty->addStep(tr("Place a rack frame in the plan…")), &QAbstractButton::clicked,
            this, &ElevationView::planRequested);

    connect(&session, &DesignSession::designChanged, this, [this] { takeRack(); });
    connect(&session, &DesignSession::currentRackChanged, this, [this] {
        m_zoom = 1;
        m_pan = {};
        takeRack();
    });
    connect(&session, &DesignSession::judgementChanged, this, &ElevationView::takeFindings);
    connect(&session, &DesignSession::failureChanged, this, &ElevationView::takeFailure);
    connect(&session, &DesignSession::selectionChanged, this, &ElevationView::takeSelection);
    connect(&session, &DesignSession::hoverChanged, this, &ElevationView::takeSelection);
    connect(&session, &DesignSession::previewChanged, this, &ElevationView::takePreview);
    connect(&session, &DesignSession::framed, this, [this](const std::vector<Subject>& subjects) {
        if (subjects.empty() || !m_rack) {
            fit();
            return;
        }
        if (m_zoom <= 1)
            return; // All of it is in sight.
        for (const Subject& subject : subjects) {
            const auto found = resolve(*m_session.design(), subject);
            if (!found || !found->device || !m_rack->device(found->device->id))
                continue;
            const QRectF place = m_layout.place(*m_rack, *found->device->part, found->device->mount,
                                                FaceSide::Front);
            if (!place.isEmpty() && !QRectF(rect()).contains(place))
                scrollBy(QRectF(rect()).center() - place.center());
            return;
        }
    });
    connect(&StyleNotice::instance(), &StyleNotice::themeChanged, this,
            &ElevationView::forgetPicture);
    takeRack();
}

ElevationView::~ElevationView() = default;

void ElevationView::takeRack()
{
    m_rack = currentRackDesign(m_session);
    m_empty->setVisible(!m_rack);
    if (m_drag)
        endDrag();
    lay();
    takeFindings();
    takeCables(m_content, m_session);
    takeSelection();
}

void ElevationView::showCables(const render::CableView& view)
{
    m_content.cableView = view;
    takeCables(m_content, m_session);
    forgetPicture();
}

void ElevationView::takeFindings()
{
    m_content.rack = m_rack.get();
    ui::takeFindings(m_content, m_session);
    takeFailure();
}

void ElevationView::takeFailure()
{
    ui::takeFailure(m_content, m_session);
    forgetPicture();
}

void ElevationView::takeSelection()
{
    ui::takeSelection(m_content, m_session);
    if (m_content.cableView.shown && m_content.cableView.marked != fabricIn(m_session.selection())) {
        m_content.cableView.marked = fabricIn(m_session.selection());
        forgetPicture();
    }
    update();
}

void ElevationView::takePreview()
{
    if (m_drag) {
        if (m_drop)
            showVerdict();
        return;
    }
    // What a fix, an array or a drag over another view would change here.
    m_content.ghost.reset();
    m_content.leaving.clear();
    const auto& preview = m_session.currentPreview();
    const auto* after = preview && !preview->refusal && preview->after.design
        ? rackDesignOf(*preview->after.design, m_session.currentRack())
        : nullptr;
    if (m_rack && after && after != m_rack.get()) {
        render::ElevationGhost ghost;
        ghost.style = verdictOf(m_session, {}, {}, {}).style;
        for (const Device& device : after->devices()) {
            const Device* before = m_rack->device(device.id);
            if (!before || before->mount != device.mount)
                ghost.devices.push_back({device.part, device.mount, words(device.label), {}});
        }
        for (const Device& device : m_rack->devices()) {
            const Device* later = after->device(device.id);
            if (!later || later->mount != device.mount)
                m_content.leaving.insert(device.id);
        }
        if (!ghost.devices.empty())
            m_content.ghost = std::move(ghost);
    }
    update();
}

void ElevationView::forgetPicture()
{
    m_picture = {};
    update();
}

void ElevationView::lay()
{
    m_empty->setGeometry(rect());
    forgetPicture();
    if (!m_rack || width() < 20 || height() < 20)
        return;
    ElevationOptions options;
    const bool both = width() >= bothFacesFrom;
    if (!both)
        options.views = m_rearOnly ? ElevationOptions::Views::Rear : ElevationOptions::Views::Front;
    if (std::exchange(m_both, both) != both)
        emit bothFacesChanged(both);
    const QRectF area = QRectF(rect()).adjusted(6, 2, -6, -2);
    ElevationLayout fitted = ElevationLayout::fitted(*m_rack, area, options);
    if (m_zoom > 1) {
        const ElevationLayout larger =
            ElevationLayout::scaled(*m_rack, {}, fitted.scale() * m_zoom, options);
        // The pan may not lose the rack: an edge of it never passes the middle of the view.
        const QRectF bounds = larger.bounds();
        const QPointF middle = area.center() - bounds.center();
        const double x = std::max(0.0, (bounds.width() - area.width()) / 2),
                     y = std::max(0.0, (bounds.height() - area.height()) / 2);
        m_pan = {std::clamp(m_pan.x(), -x, x), std::clamp(m_pan.y(), -y, y)};
        fitted = larger.translated(middle + m_pan);
    } else {
        m_pan = {};
    }
    m_layout = fitted;
    emit zoomChanged(tr("Zoom %1").arg(percentText(m_layout.scale() / trueScale, 2)));
}

void ElevationView::showRear(bool rear)
{
    if (rear == m_rearOnly)
        return;
    m_rearOnly = rear;
    lay();
}

void ElevationView::setZoom(double zoom, QPointF at)
{
    zoom = std::clamp(zoom, 1.0, mostZoom);
    if (!m_rack || zoom == m_zoom)
        return;
    // The height under the cursor stays under it; so does the place across, within the frame.
    const QRectF before = m_layout.bounds();
    const QPointF share{(at.x() - before.left()) / before.width(),
                        (at.y() - before.top()) / before.height()};
    m_zoom = zoom;
    lay();
    const QRectF after = m_layout.bounds();
    const QPointF now{after.left() + share.x() * after.width(),
                      after.top() + share.y() * after.height()};
    m_pan += at - now;
    lay();
}

void ElevationView::fit()
{
    m_zoom = 1;
    lay();
}

void ElevationView::scrollBy(QPointF by)
{
    m_pan += by;
    lay();
}

void ElevationView::resizeEvent(QResizeEvent*)
{
    lay();
}

void ElevationView::showEvent(QShowEvent*)
{
    lay();
}

void ElevationView::paintEvent(QPaintEvent*)
{
    const render::Theme& t = theme();
    QPainter painter(this);
    if (!m_rack) {
        painter.fillRect(rect(), t.canvas);
        return;
    }
    const double ratio = devicePixelRatioF();
    if (m_picture.isNull() || m_picture.size() != size() * ratio) {
        m_picture = QPixmap(size() * ratio);
        m_picture.setDevicePixelRatio(ratio);
        m_picture.fill(t.canvas);
        QPainter into(&m_picture);
        render::ElevationPainter(t, m_layout).paintRack(into, m_content);
        if (m_rack->devices().empty() && m_layout.shows(FaceSide::Front)) {
            const QRectF opening = m_layout.opening(FaceSide::Front).adjusted(8, 0, -8, 0);
            into.setFont(textFont(render::type::body));
            into.setPen(t.text2);
            const QRectF box(opening.left(), opening.center().y() + 16, opening.width(), 80);
            const QString words = tr("Drag hardware from the catalog here, or press A");
            into.fillRect(into.boundingRect(box, Qt::AlignHCenter | Qt::TextWordWrap, words)
                              .adjusted(-4, -2, 4, 2),
                          t.opening);
            into.drawText(box, Qt::AlignHCenter | Qt::TextWordWrap, words);
        }
    }
    painter.drawPixmap(0, 0, m_picture);
    render::ElevationPainter(t, m_layout).paintMarks(painter, m_content);
    if (hasFocus() && window()->isActiveWindow() && testAttribute(Qt::WA_KeyboardFocusChange)) {
        painter.setPen({t.accent, 2});
        painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
    }
}

std::optional<ElevationHit> ElevationView::hitAt(QPointF at) const
{
    return m_rack ? m_layout.hit(*m_rack, at) : std::nullopt;
}

Subject ElevationView::subjectOf(const DeviceId& id) const
{
    return deviceIn(m_session.currentRack(), id);
}

void ElevationView::mousePressEvent(QMouseEvent* event)
{
    QToolTip::hideText();
    m_pressed = m_at = event->position();
    m_modifiers = event->modifiers();
    if (m_gesture == Gesture::None && m_hand.pressed(*event))
        return;
    if (event->button() == Qt::RightButton && m_gesture == Gesture::None) {
        const auto hit = hitAt(event->position());
        if (hit && hit->device && !m_content.selected.contains(*hit->device))
            m_session.select({subjectOf(*hit->device)});
        return;
    }
    if (event->button() != Qt::LeftButton || m_gesture != Gesture::None || !m_rack)
        return;
    m_pressedOn = hitAt(event->position());
    m_gesture = Gesture::Pressed;
    // What is pressed is what will be dragged.
    const bool plain = !(event->modifiers() & (Qt::ControlModifier | Qt::ShiftModifier));
    if (plain && m_pressedOn && m_pressedOn->device
        && !m_content.selected.contains(*m_pressedOn->device))
        m_session.select({subjectOf(*m_pressedOn->device)});
}

void ElevationView::mouseMoveEvent(QMouseEvent* event)
{
    m_at = event->position();
    if (const auto by = m_hand.moved(m_at)) {
        scrollBy(*by);
        return;
    }
    switch (m_gesture) {
    case Gesture::None: {
        const auto hit = hitAt(m_at);
        m_session.hover(hit && hit->device ? std::optional{subjectOf(*hit->device)} : std::nullopt);
        return;
    }
    case Gesture::Pressed:
        if (QLineF(m_pressed, m_at).length() < dragFrom)
            return;
        if (m_pressedOn && m_pressedOn->device) {
            beginDrag(m_pressed);
            if (m_gesture == Gesture::Drag)
                dragTo(m_at, event->modifiers());
        } else {
            m_gesture = Gesture::Band;
        }
        break;
    case Gesture::Band: break;
    case Gesture::Drag:
        if (!QRectF(rect()).adjusted(-leaveBy, -leaveBy, leaveBy, leaveBy).contains(m_at)) {
            handOver();
            return;
        }
        dragTo(m_at, event->modifiers());
        return;
    }
    if (m_gesture == Gesture::Band) {
        m_content.rubberBand = QRectF(m_pressed, m_at).normalized();
        m_content.touching = m_at.x() < m_pressed.x();
        m_session.setHint(m_content.touching ? tr("Selects what the frame touches")
                                             : tr("Selects what the frame encloses"));
        update();
    }
}

void ElevationView::mouseReleaseEvent(QMouseEvent* event)
{
    const Gesture gesture = m_gesture;
    if (m_hand.released() || event->button() != Qt::LeftButton)
        return;
    m_gesture = Gesture::None;
    switch (gesture) {
    case Gesture::Pressed: clickAt(m_pressedOn, event->modifiers()); break;
    case Gesture::Band: selectBand(); break;
    case Gesture::Drag:
        dragTo(event->position(), event->modifiers());
        release();
        break;
    case Gesture::None: break;
    }
}

void ElevationView::clickAt(const std::optional<ElevationHit>& hit, Qt::KeyboardModifiers modifiers)
{
    auto selection = m_session.selection();
    if (!hit || !hit->device) {
        if (modifiers & (Qt::ControlModifier | Qt::ShiftModifier))
            return;
        // The frame stands for the rack; open units and the ground for nothing.
        if (hit && !hit->inOpening)
            m_session.select({m_session.currentRack()});
        else
            m_session.clearSelection();
        return;
    }
    const Subject subject = subjectOf(*hit->device);
    m_session.select(clicked(std::move(selection), {subject}, modifiers));
}

void ElevationView::selectBand()
{
    const QRectF band = m_content.rubberBand;
    const bool touching = m_content.touching;
    m_content.rubberBand = {};
    m_session.setHint({});
    std::vector<Subject> selection;
    if (m_modifiers & (Qt::ControlModifier | Qt::ShiftModifier))
        selection = m_session.selection();
    for (const Device& device : m_rack->devices()) {
        const bool inside =
            std::ranges::any_of(std::array{FaceSide::Front, FaceSide::Rear}, [&](FaceSide side) {
                const QRectF place = m_layout.place(*m_rack, *device.part, device.mount, side);
                return !place.isEmpty()
                    && (touching ? band.intersects(place) : band.contains(place));
            });
        if (inside)
            selection.push_back(subjectOf(device.id));
    }
    m_session.select(std::move(selection));
    update();
}

void ElevationView::mouseDoubleClickEvent(QMouseEvent* event)
{
    const auto hit = hitAt(event->position());
    if (event->button() != Qt::LeftButton || !hit || !hit->device)
        return;
    const model::PartRef part = m_rack->device(*hit->device)->part;
    std::vector<Subject> alike;
    for (const Device& device : m_rack->devices()) {
        if (device.part->id == part->id)
            alike.push_back(subjectOf(device.id));
    }
    m_session.select(std::move(alike));
}

void ElevationView::wheelEvent(QWheelEvent* event)
{
    const double steps = event->angleDelta().y() / 120.0;
    if (m_drag) {
        scrollBy({0, steps * 3 * m_layout.unitHeight()});
        dragTo(m_at, m_modifiers);
    } else {
        setZoom(m_zoom * std::pow(1.25, steps), event->position());
    }
    event->accept();
}

void ElevationView::keyPressEvent(QKeyEvent* event)
{
    if (m_drag) {
        if (event->key() == Qt::Key_Escape) {
            m_gesture = Gesture::None;
            endDrag();
            return;
        }
        if (event->key() == Qt::Key_Space && m_drop && m_drop->nearest) {
            m_jump = m_drop->nearest;
            m_jumpedAt = m_at;
            dragTo(m_at, m_modifiers);
            return;
        }
        if (m_gesture == Gesture::Drag) {
            // Ctrl, Shift and Alt change the gesture without a move of the mouse.
            dragTo(m_at, event->modifiers());
            return;
        }
    }
    if (m_hand.keyPressed(*event))
        return;
    switch (event->key()) {
    case Qt::Key_Backspace:
        // Out of a device to its rack, out of the rack to the plan.
        if (!m_content.selected.empty())
            m_session.select({m_session.currentRack()});
        else
            emit planRequested();
        return;
    case Qt::Key_Up: moveByKey(1, event->modifiers() & Qt::ShiftModifier ? 10 : 0); return;
    case Qt::Key_Down: moveByKey(-1, event->modifiers() & Qt::ShiftModifier ? 10 : 0); return;
    case Qt::Key_Plus:
    case Qt::Key_Equal: setZoom(m_zoom * 1.25, QRectF(rect()).center()); return;
    case Qt::Key_Minus: setZoom(m_zoom / 1.25, QRectF(rect()).center()); return;
    default: QWidget::keyPressEvent(event);
    }
}

void ElevationView::keyReleaseEvent(QKeyEvent* event)
{
    if (m_hand.keyReleased(*event))
        return;
    if (m_gesture == Gesture::Drag)
        dragTo(m_at, event->modifiers());
    QWidget::keyReleaseEvent(event);
}

void ElevationView::moveByKey(int direction, int units)
{
    for (const RackDevices& group : devicesOf(*m_session.design(), m_session.selection())) {
        if (group.rack != m_session.currentRack())
            continue;
        std::vector<Subject> moved;
        for (const DeviceId& id : group.devices)
            moved.push_back(deviceIn(group.rack, id));
        const QString name = (direction > 0 ? tr("Move %1 up") : tr("Move %1 down"))
                                 .arg(described(*m_session.design(), moved));
        const auto done = m_session.apply(
            name,
            inRack(m_session, group.rack,
                   [devices = group.devices, direction, units](const model::Design& d,
                                                               const auto& rack) {
                       return units > 0 ? model::shiftDevices(d, rack, devices, direction * units)
                                        : model::stepDevices(d, rack, devices, direction);
                   }));
        if (!done)
            m_session.setHint(words(done.error().text));
        return;
    }
}

void ElevationView::hideEvent(QHideEvent*)
{
    // A key has brought another view to the front: nothing is left in the hand.
    m_gesture = Gesture::None;
    m_hand.forget();
    if (m_drag)
        endDrag();
}

void ElevationView::leaveEvent(QEvent*)
{
    if (m_gesture == Gesture::None && !m_hand.active())
        m_session.hover(std::nullopt);
}

bool ElevationView::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto& help = *static_cast<QHelpEvent*>(event);
        showTip(help, m_drag ? QString() : toolTipAt(help.pos()), *this);
        return true;
    }
    if (event->type() == QEvent::ShortcutOverride) {
        // While something is dragged, Esc and Space belong to the hand; the arrows always move the
        // selection.
        const int key = static_cast<QKeyEvent*>(event)->key();
        const bool ours =
            m_drag ? key == Qt::Key_Escape || key == Qt::Key_Space : key == Qt::Key_Space;
        if (ours) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

QString ElevationView::toolTipAt(QPointF at) const
{
    const auto hit = hitAt(at);
    if (!hit)
        return {};
    QStringList lines;
    if (!hit->device) {
        if (!hit->inOpening || hit->side != FaceSide::Front)
            return {};
        for (const auto& open : render::openIntervals(*m_rack)) {
            if (hit->unit < open.low.value() || hit->unit >= (open.low + open.height).value())
                continue;
            const auto top = open.low + open.height - model::RackUnits::whole(1);
            const std::string span = top > open.low ? model::text(open.low) + "–" + model::text(top)
                                                    : model::text(open.low);
            return tr("%1: %2\u00a0U open").arg(words(span), words(model::text(open.height)));
        }
        return {};
    }
    return tipOf(deviceTip(m_session, *m_rack, *m_rack->device(*hit->device)));
}

void ElevationView::beginDrag(QPointF at)
{
    const auto& grabbed = *m_pressedOn->device;
    DevicesInHand hand{m_session.currentRack(), {grabbed}};
    if (m_content.selected.contains(grabbed)) {
        for (const DeviceId& id : m_content.selected) {
            if (id != grabbed)
                hand.devices.push_back(id);
        }
    }
    RackDrag drag = dragOf(*m_session.design(), hand);
    if (drag.pieces.empty()) {
        m_gesture = Gesture::None;
        return;
    }
    drag.side = m_pressedOn->side;
    if (const auto hit = hitAt(at))
        drag.grip = std::clamp(hit->unit - drag.pieces.front().mount.unit.value(), 0.0,
                               heightOf(*drag.pieces.front().part));
    m_drag = std::move(drag);
    m_gesture = Gesture::Drag;
    m_jump.reset();
    setFocus();
}

void ElevationView::dragTo(QPointF at, Qt::KeyboardModifiers modifiers)
{
    m_at = at;
    m_modifiers = modifiers;
    if (!m_drag || !m_rack)
        return;
    // The nearest frame answers, so that a hand beside the rack still finds its units.
    const QRectF front = m_layout.frame(FaceSide::Front), rear = m_layout.frame(FaceSide::Rear);
    RackAim aim;
    aim.side = front.isEmpty() || (!rear.isEmpty() && at.x() > (front.right() + rear.left()) / 2)
        ? FaceSide::Rear
        : FaceSide::Front;
    const QRectF opening = m_layout.opening(aim.side);
    aim.unit = 1 + (opening.bottom() - at.y()) / m_layout.unitHeight();
    const bool left = at.x() < opening.center().x();
    aim.half = left == (aim.side == FaceSide::Front) ? model::Slot::Left : model::Slot::Right;
    aim.reach = reachPixels / m_layout.unitHeight();
    aim.copy = modifiers & Qt::ControlModifier;
    aim.halves = modifiers & Qt::AltModifier;
    aim.sameUnit = (modifiers & Qt::ShiftModifier) && m_drag->from;
    if (m_jump && QLineF(m_jumpedAt, at).length() < dragFrom)
        aim.jump = m_jump;
    else
        m_jump.reset();

    m_drop =
        dropOf(*m_session.design(), m_session.currentRack(), *m_drag, aim, m_session.catalog());
    m_content.leaving.clear();
    if (m_drag->from && !aim.copy) {
        for (const auto& piece : m_drag->pieces)
            m_content.leaving.insert(*piece.device);
    }
    // A place that is none gets no what-if: its reason is known already.
    const bool unmoved = m_drag->from == m_session.currentRack() && !aim.copy
        && std::ranges::equal(m_drop->mounts, m_drag->pieces, {}, {}, &RackDrag::Piece::mount);
    if (m_drop->refusal || !m_drop->change) {
        m_session.preview(tr("Refused"),
                          [why = m_drop->refusal.value_or(model::Error{})](const model::Design&)
                              -> model::Result<model::Design> { return tl::unexpected(why); });
    } else if (unmoved) {
        m_session.endPreview();
    } else {
        m_session.preview(tr("Fits at %1").arg(m_drop->place),
                          inRack(m_session, m_session.currentRack(), m_drop->change));
    }
    m_session.setHint(
        tr("Dragging %1: release to mount, Esc to cancel")
            .arg(countOf(static_cast<qint64>(m_drag->pieces.size()), tr("part"), tr("parts"))));
    showVerdict();
}

void ElevationView::showVerdict()
{
    QString hint = m_drag->from ? tr("Ctrl copy · Shift same unit · Alt no snap · Esc cancel")
                                : tr("Alt no snap · Esc cancel");
    if (m_drop->nearest)
        hint = tr("Space goes there") + QStringLiteral(" · ") + hint;
    const VerdictWords verdict =
        verdictOf(m_session, m_drop->place + QStringLiteral(", ") + m_drop->room,
                  m_drop->refusalText(), hint);

    render::ElevationGhost ghost;
    ghost.style = verdict.style;
    // Fresh devices get their label and side from the rack as it would be.
    model::Result<model::RackDesign> grown = *m_rack;
    for (std::size_t i = 0; i < m_drag->pieces.size(); ++i) {
        const auto& piece = m_drag->pieces[i];
        render::GhostDevice device{piece.part, m_drop->mounts[i], piece.label, {}};
        if (!piece.device && grown) {
            const Device fresh = model::freshDevice(*grown, piece.part, m_drop->mounts[i]);
            device.label = words(fresh.label);
            if (fresh.side)
                device.note = tr("feed %1").arg(QLatin1Char(model::letter(*fresh.side)));
            grown = grown->mounted(fresh);
        }
        ghost.devices.push_back(std::move(device));
    }
    m_content.ghost = std::move(ghost);

    std::vector<QRect> targets;
    for (const auto& device : m_content.ghost->devices) {
        for (const FaceSide side : {FaceSide::Front, FaceSide::Rear}) {
            const QRectF place = m_layout.place(*m_rack, *device.part, device.mount, side);
            const bool own = (device.mount.face == model::Face::Front) == (side == FaceSide::Front);
            if (!place.isEmpty() && own)
                targets.push_back(place.toAlignedRect());
        }
    }
    m_tag->show(verdict, m_at.toPoint(), targets);
    if (m_gesture == Gesture::Drag)
        setCursor(verdict.style.verdict == render::Verdict::Refused ? Qt::ForbiddenCursor
                                                                    : Qt::ClosedHandCursor);
    update();
}

bool ElevationView::release()
{
    if (!m_drag || !m_drop)
        return false;
    const RackDrop drop = *m_drop;
    const bool fresh = !m_drag->from || (m_modifiers & Qt::ControlModifier)
        || m_drag->from != m_session.currentRack();
    endDrag();
    if (drop.refusal || !drop.change)
        return false;
    std::set<DeviceId> before;
    for (const Device& device : m_rack->devices())
        before.insert(device.id);
    const Subject rack = m_session.currentRack();
    const auto done = m_session.apply(drop.name, inRack(m_session, rack, drop.change));
    if (!done) {
        m_session.setHint(words(done.error().text));
        return false;
    }
    if (fresh && m_rack) {
        std::vector<Subject> mounted;
        for (const Device& device : m_rack->devices()) {
            if (!before.contains(device.id))
                mounted.push_back(subjectOf(device.id));
        }
        if (!mounted.empty())
            m_session.select(std::move(mounted));
    }
    return true;
}

void ElevationView::endDrag()
{
    m_drag.reset();
    m_drop.reset();
    m_jump.reset();
    m_content.ghost.reset();
    m_content.leaving.clear();
    m_tag->hide();
    unsetCursor();
    m_session.setHint({});
    m_session.endPreview();
    update();
}

// The hand has left the view: from here the drag belongs to the window, and other panels may take
// it.
void ElevationView::handOver()
{
    if (!m_drag || !m_drag->from)
        return;
    DevicesInHand hand{*m_drag->from, {}};
    for (const auto& piece : m_drag->pieces)
        hand.devices.push_back(*piece.device);
    const model::PartRef part = m_drag->pieces.front().part;
    const QString label = m_drag->pieces.front().label;
    m_gesture = Gesture::None;
    endDrag();
    auto* drag = new QDrag(this);
    drag->setMimeData(mimeOf(hand).release());
    const auto count = hand.devices.size();
    showInHand(*drag, count > 1 ? tr("%1 devices").arg(count) : label.isEmpty() ? words(part->model) : label,
               devicePixelRatioF());
    drag->exec(Qt::MoveAction | Qt::CopyAction, Qt::MoveAction);
}

std::optional<RackDrag> ElevationView::dragIn(const QMimeData& mime) const
{
    if (const auto part = partIn(mime, m_session.catalog()))
        return dragOf(part);
    if (const auto devices = devicesIn(mime)) {
        RackDrag drag = dragOf(*m_session.design(), *devices);
        if (!drag.pieces.empty())
            return drag;
    }
    return std::nullopt;
}

void ElevationView::dragEnterEvent(QDragEnterEvent* event)
{
    if (!m_rack)
        return;
    auto drag = dragIn(*event->mimeData());
    if (!drag)
        return;
    m_drag = std::move(drag);
    m_gesture = Gesture::None;
    dragTo(event->position(), event->modifiers());
    event->acceptProposedAction();
}

void ElevationView::dragMoveEvent(QDragMoveEvent* event)
{
    if (!m_drag)
        return;
    dragTo(event->position(), event->modifiers());
    if (m_drop && !m_drop->refusal)
        event->acceptProposedAction();
    else
        event->ignore();
}

void ElevationView::dragLeaveEvent(QDragLeaveEvent*)
{
    if (m_drag)
        endDrag();
}

void ElevationView::dropEvent(QDropEvent* event)
{
    if (!m_drag)
        return;
    dragTo(event->position(), event->modifiers());
    if (release())
        event->acceptProposedAction();
    setFocus();
}

} // namespace colonnade::ui
