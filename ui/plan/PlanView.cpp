#include "ui/plan/PlanView.h"

#include "ui/document/CableOverlayer.h"
#include "ui/document/FailureWhatIf.h"
#include "ui/document/OverlayFigures.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"
#include "ui/elevation/VerdictTag.h"
#include "ui/plan/PlaceMarks.h"
#include "ui/style/Style.h"

#include <QDragEnterEvent>
#include <QPainter>

#include <cmath>
#include <optional>
#include <vector>

namespace colonnade::ui {
namespace {

using model::FloorRect;
using model::Millimetres;
using model::Point;
using model::Subject;
using render::FloorOverlay;

constexpr double trueScale = 96 / 25.4;
constexpr double margin = 36; // Round the hall: room for names and the scale bar.

} // namespace

PlanView::PlanView(DesignSession& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_index(std::make_unique<render::PlanIndex>(session.design()->hall())),
      m_tag(new VerdictTag(this)),
      m_trays(session),
      m_dragging(session, m_content, m_layout, *m_tag)
{
    setObjectName(QStringLiteral("plan"));
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAcceptDrops(true);
    setContextMenuPolicy(Qt::CustomContextMenu);

    connect(&session, &DesignSession::designChanged, this, [this] {
        takeDesign();
        if (m_session.history().size() <= 1)
            fit(); // Another document.
    });
    connect(&session, &DesignSession::judgementChanged, this, [this] {
        takeFindings();
        if (followsCooling(m_overlay) || m_overlay == FloorOverlay::Findings)
            takeOverlay();
    });
    connect(&session, &DesignSession::profileChanged, this, [this] {
        m_trays.takeDesign();
        takeOverlay();
    });
    connect(&session, &DesignSession::selectionChanged, this, &PlanView::takeSelection);
    connect(&session, &DesignSession::hoverChanged, this, &PlanView::takeSelection);
    connect(&session, &DesignSession::previewChanged, this, [this] {
        takePreview();
    });
    connect(&session, &DesignSession::failureChanged, this, [this] {
        if (m_overlay == FloorOverlay::Failure || render::hasFigures(m_overlay))
            takeOverlay();
    });
    connect(&session.cableOverlayer(), &CableOverlayer::changed, this, [this] {
        if (m_trays.show(cableOverlay(m_session, m_overlay, this)))
            forgetPicture();
    });
    connect(&session, &DesignSession::framed, this, [this](const std::vector<Subject>& subjects) {
        std::optional<FloorRect> area;
        for (const Subject& subject : subjects) {
            const auto found = resolve(*m_session.design(), subject);
            if (!found || subject.where != Subject::Where::Instance)
                continue;
            const FloorRect footprint = found->placement ? found->instance.footprint
                : found->pod                             ? found->pod->footprint()
                                                         : FloorRect{};
            area = area ? area->united(footprint) : footprint;
        }
        if (subjects.empty())
            fit();
        else if (area)
            showArea(*area);
    });
    connect(&StyleNotice::instance(), &StyleNotice::themeChanged, this, &PlanView::takeOverlay);
    takeDesign();
    fit();
}

PlanView::~PlanView() = default;

void PlanView::takeDesign()
{
    if (m_dragging.active())
        endDrag();
    if (m_index->hall() != m_session.design()->hall())
        m_index = std::make_unique<render::PlanIndex>(m_session.design()->hall());
    m_content.index = m_index.get();
    m_content.unlike.clear();
    m_trays.takeDesign();
    m_content.cables = m_trays.cables();
    takeFindings();
    takeOverlay();
    takeSelection();
    if (m_fitted)
        fit();
}

void PlanView::takeFindings()
{
    ui::takeFindings(m_content, m_session);
    forgetPicture();
}

void PlanView::takeSelection()
{
    ui::takeSelection(m_content, m_session);
    if (m_trays.takeSelection())
        forgetPicture(); // Another fabric stands out.
    update();
}

void PlanView::takePreview()
{
    if (m_dragging.active()) {
        m_dragging.showVerdict();
        showDrag();
    } else {
        ui::takePreview(m_content, m_session);
        update();
    }
}

void PlanView::setOverlay(FloorOverlay overlay)
{
    m_overlay = overlay;
    takeOverlay();
}

void PlanView::showCables(const render::CableView& view, bool fill)
{
    m_trays.show(view, fill);
    forgetPicture();
}

void PlanView::drawTray()
{
    m_gesture = Gesture::None;
    m_trays.begin();
    setFocus();
    update();
}

void PlanView::takeOverlay()
{
    m_content.failure = m_overlay == FloorOverlay::Failure;
    m_content.figures = m_overlay == FloorOverlay::Findings ? findingsFigures(m_content)
                                                            : overlayFigures(m_session, m_overlay, m_content.figures);
    m_failureState = m_content.failure || m_content.figures ? m_session.failureState() : nullptr;
    m_content.states = m_failureState ? &m_failureState->places : nullptr;
    m_trays.show(cableOverlay(m_session, m_overlay, this));
    forgetPicture();
}

void PlanView::forgetPicture()
{
    m_picture = {};
    update();
}

void PlanView::setWindow(const render::PlanLayout& layout, bool fitted)
{
    m_layout = layout;
    m_fitted = fitted;
    forgetPicture();
    emit zoomChanged(tr("Scale 1 : %1").arg(countText(std::llround(trueScale / m_layout.scale()))));
}

void PlanView::fit()
{
    setWindow(render::PlanLayout::fitted(m_index->extent(), rect(), margin), true);
}

void PlanView::showArea(const FloorRect& area)
{
    // Its surroundings too, so that one sees where it is; and no closer than a person wants to be.
    FloorRect wide = area;
    const Millimetres room{1500};
    wide.at = wide.at - Point{room, room};
    wide.size = {wide.size.width + room * 2, wide.size.depth + room * 2};
    setWindow(render::PlanLayout::fitted(wide, rect(), margin), false);
}

void PlanView::resizeEvent(QResizeEvent*)
{
    if (m_fitted)
        fit();
    else
        forgetPicture();
}

void PlanView::paintEvent(QPaintEvent*)
{
    const render::Theme& t = theme();
    const double ratio = devicePixelRatioF();
    if (m_picture.isNull() || m_picture.size() != size() * ratio) {
        m_picture = QPixmap(size() * ratio);
        m_picture.setDevicePixelRatio(ratio);
        QPainter into(&m_picture);
        render::PlanPainter(t, m_layout).paintFloor(into, rect(), m_content);
        if (m_index->items().empty()) {
            const QString hint = tr("Drag a rack frame here, or press A");
            into.setFont(textFont(render::type::panelTitle));
            into.setPen(t.text2);
            const QRectF box =
                into.boundingRect(rect(), Qt::AlignCenter, hint).adjusted(-10, -6, 10, 6);
            into.fillRect(box, m_index->hall()->outline.empty() ? t.canvas : t.floor);
            into.drawText(rect(), Qt::AlignCenter, hint);
        }
    }
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_picture);
    render::PlanPainter(t, m_layout).paintMarks(painter, rect(), m_content);
}

void PlanView::dragEnterEvent(QDragEnterEvent* event)
{
    if (!m_dragging.take(*event->mimeData()))
        return;
    m_gesture = Gesture::None;
    dragTo(event->position(), event->modifiers());
    event->acceptProposedAction();
}

void PlanView::dragMoveEvent(QDragMoveEvent* event)
{
    if (!m_dragging.active())
        return;
    dragTo(event->position(), event->modifiers());
    if (m_dragging.fits())
        event->acceptProposedAction();
    else
        event->ignore();
}

void PlanView::dragLeaveEvent(QDragLeaveEvent*)
{
    if (m_dragging.active())
        endDrag();
}

void PlanView::dropEvent(QDropEvent* event)
{
    if (!m_dragging.active())
        return;
    dragTo(event->position(), event->modifiers());
    if (release())
        event->acceptProposedAction();
    setFocus();
}

} // namespace colonnade::ui
