#include "ui/elevation/ElevationView.h"

#include "ui/document/Subjects.h"
#include "ui/document/Words.h"
#include "ui/elevation/RackMarks.h"
#include "ui/elevation/VerdictTag.h"
#include "ui/style/Controls.h"
#include "ui/style/Style.h"

#include <QAbstractButton>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace colonnade::ui {
namespace {

using model::Device;
using model::Subject;
using render::ElevationLayout;
using render::ElevationOptions;
using render::FaceSide;

constexpr double mostZoom = 8;
constexpr int bothFacesFrom = 360; // Width of the view.
constexpr double trueScale = 96 / 25.4; // Pixels per millimetre.

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

} // namespace colonnade::ui
