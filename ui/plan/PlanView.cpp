#include "ui/plan/PlanView.h"

#include "model/units/Text.h"
#include "ui/diagram/Pointing.h"
#include "ui/document/CableOverlayer.h"
#include "ui/document/FailureWhatIf.h"
#include "ui/document/OverlayFigures.h"
#include "ui/document/RackEditing.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"
#include "ui/elevation/DragData.h"
#include "ui/elevation/VerdictTag.h"
#include "ui/style/Style.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <map>

namespace colonnade::ui {
namespace {

using model::FloorRect;
using model::Millimetres;
using model::Point;
using model::Subject;
using render::FloorOverlay;
using render::PlanItem;

constexpr double dragFrom = 4; // Pixels before a press becomes a drag.
constexpr double reachPixels = 24; // Tiles and edges this near attract.
constexpr double trueScale = 96 / 25.4;
constexpr double margin = 36; // Round the hall: room for names and the scale bar.
constexpr double podLabelHeight = 20, podLabelWidth = 60;

/// Kinds of findings that a plan marks; the rest is for lists.
bool marks(const model::Finding& finding)
{
    return !finding.waived
        && (finding.severity == model::Severity::Error
            || finding.severity == model::Severity::Warning);
}

/// Places by their worst finding; of a pod, its racks by their own.
FloorFiguresRef findingsFigures(const render::PlanIndex& index, const std::map<std::string, render::Glyph>& findings)
{
    auto figures = std::make_shared<render::FloorFigures>(render::floorFigures(FloorOverlay::Findings, {.hall = index.hall().get(), .design = nullptr, .profile = nullptr, .cooling = nullptr, .loops = {}, .states = nullptr}));
    figures->scaled = false;
    figures->none = PlanView::tr("no error or warning");
    figures->words = {PlanView::tr("error"), PlanView::tr("warning")};
    figures->wordColours = {render::mixed(theme().error, theme().face, 0.7), render::mixed(theme().warningFill, theme().face, 0.7)};
    for (const PlanItem& item : index.items()) {
        render::PlaceFigure figure;
        if (const auto found = findings.find(item.path); found != findings.end()) {
            figure.state = render::PlaceFigure::State::Known;
            figure.word = figures->words[found->second == render::Glyph::Error ? 0 : 1];
        }
        figures->places.emplace(item.path, std::move(figure));
    }
    return figures;
}

} // namespace

PlanView::PlanView(DesignSession& session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_index(std::make_unique<render::PlanIndex>(session.design()->hall())),
      m_trays(session)
{
    setObjectName(QStringLiteral("plan"));
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAcceptDrops(true);
    setContextMenuPolicy(Qt::CustomContextMenu);
    m_tag = new VerdictTag(this);

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
    if (m_drag || m_devices)
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
    m_content.findings.clear();
    forgetPicture();
    const auto& evaluation = m_session.judgement().evaluation;
    if (!evaluation)
        return;
    std::map<std::string, render::Glyph> byDesign;
    const auto mark = [](auto& marksOf, const std::string& key, render::Glyph glyph) {
        const auto [place, isNew] = marksOf.try_emplace(key, glyph);
        if (!isNew)
            place->second = render::worse(place->second, glyph);
    };
    for (const model::Finding& finding : evaluation->findings) {
        if (!marks(finding))
            continue;
        for (const Subject& subject : finding.subjects) {
            const auto slash = subject.path.find('/');
            if (subject.where == Subject::Where::RackDesign) {
                mark(byDesign, subject.path.substr(0, slash), render::glyphOf(finding));
            } else if (subject.where == Subject::Where::Instance) {
                // Of a device, its rack; of a rack, itself; of a pod, the pod.
                const bool inPod = slash != std::string::npos && m_index->pod(subject.path.substr(0, slash));
                const auto end = inPod ? subject.path.find('/', slash + 1) : slash;
                mark(m_content.findings, subject.path.substr(0, end), render::glyphOf(finding));
            }
        }
    }
    if (byDesign.empty())
        return;
    for (const PlanItem& item : m_index->items()) {
        if (!item.isRack())
            continue;
        if (const auto found = byDesign.find((*item.placement->rack())->id().text());
            found != byDesign.end())
            mark(m_content.findings, item.path, found->second);
    }
}

void PlanView::takeSelection()
{
    m_content.selected.clear();
    m_content.hovered.reset();
    if (m_trays.takeSelection())
        forgetPicture(); // Another fabric stands out.
    const auto pathOf = [&](const Subject& subject) -> std::string {
        const auto found = subject.where == Subject::Where::Instance
            ? resolve(*m_session.design(), subject)
            : std::nullopt;
        if (!found)
            return {};
        return found->placement ? found->instance.path
            : found->pod        ? found->pod->id.text()
                                : std::string{};
    };
    for (const Subject& subject : m_session.selection()) {
        if (auto path = pathOf(subject); !path.empty()) {
            m_content.selected.insert(std::move(path));
        } else if (subject.where == Subject::Where::RackDesign) {
            const std::string design = subject.path.substr(0, subject.path.find('/'));
            for (const PlanItem& item : m_index->items()) {
                if (item.isRack() && (*item.placement->rack())->id().text() == design)
                    m_content.selected.insert(item.path);
            }
        }
    }
    if (m_session.hovered()) {
        if (auto path = pathOf(*m_session.hovered()); !path.empty())
            m_content.hovered = std::move(path);
    }
    update();
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

Point PlanView::trayPoint(QPointF at, Qt::KeyboardModifiers modifiers) const
{
    const Point point = m_layout.toFloor(at);
    if (modifiers & Qt::AltModifier)
        return point;
    const auto stepped = [](Millimetres length) {
        constexpr std::int64_t step = 50;
        return Millimetres{static_cast<std::int64_t>(std::llround(static_cast<double>(length.value()) / step)) * step};
    };
    return {stepped(point.x), stepped(point.y)};
}

Millimetres PlanView::trayReach() const
{
    constexpr double pixels = 6;
    return Millimetres{static_cast<std::int64_t>(std::ceil(pixels / m_layout.scale()))};
}

const render::PlanTray* PlanView::trayUnder(QPointF at) const
{
    const render::PlanCables& cables = *m_trays.cables();
    if (!cables.onTop() && !pathAt(at).empty() && m_index->itemAt(m_layout.toFloor(at)))
        return nullptr;
    return cables.trayAt(m_layout.toFloor(at), trayReach());
}

bool PlanView::sketchKey(const QKeyEvent& event)
{
    if (!drawsTray())
        return false;
    switch (event.key()) {
    case Qt::Key_Escape: m_trays.cancel(); break;
    case Qt::Key_Backspace: m_trays.removePoint(); break;
    case Qt::Key_Return:
    case Qt::Key_Enter: m_trays.finish(); break;
    default: return false;
    }
    update();
    return true;
}

void PlanView::takeOverlay()
{
    m_content.failure = m_overlay == FloorOverlay::Failure;
    m_content.figures = m_overlay == FloorOverlay::Findings ? findingsFigures(*m_index, m_content.findings)
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

std::string PlanView::pathAt(QPointF at) const
{
    const Point point = m_layout.toFloor(at);
    if (const PlanItem* item = m_index->itemAt(point))
        return item->path;
    if (const render::PlanPod* pod = m_index->podAt(point))
        return pod->path;
    for (const render::PlanPod& pod : m_index->pods()) {
        const QRectF place = m_layout.toView(pod.footprint);
        if (QRectF(place.left() - 3, place.top() - podLabelHeight, podLabelWidth, podLabelHeight)
                .contains(at))
            return pod.path;
    }
    return {};
}

void PlanView::mousePressEvent(QMouseEvent* event)
{
    QToolTip::hideText();
    m_pressed = m_at = event->position();
    m_modifiers = event->modifiers();
    if (m_gesture == Gesture::None && m_hand.pressed(*event))
        return;
    if (event->button() == Qt::RightButton && m_gesture == Gesture::None) {
        const std::string path = pathAt(event->position());
        if (!path.empty() && !m_content.selected.contains(path))
            m_session.select({Subject::instance(path)});
        return;
    }
    if (event->button() != Qt::LeftButton || m_gesture != Gesture::None)
        return;
    if (drawsTray()) {
        m_trays.pointAt(trayPoint(m_at, m_modifiers), m_modifiers & Qt::ShiftModifier);
        m_trays.addPoint(*m_trays.cables()->sketch->next);
        update();
        return;
    }
    if (m_trays.grab(trayPoint(m_at, m_modifiers), trayReach())) {
        m_gesture = Gesture::Tray;
        return;
    }
    if (const render::PlanTray* tray = trayUnder(m_at)) {
        m_session.select(clicked(m_session.selection(), {{Subject::Where::Tray, tray->subject}}, m_modifiers));
        return;
    }
    m_pressedOn = pathAt(event->position());
    m_gesture = Gesture::Pressed;
    const bool plain = !(event->modifiers() & (Qt::ControlModifier | Qt::ShiftModifier));
    const bool inSelection = m_content.selected.contains(m_pressedOn)
        || m_content.selected.contains(m_pressedOn.substr(0, m_pressedOn.find('/')));
    if (plain && !m_pressedOn.empty() && !inSelection)
        m_session.select({Subject::instance(m_pressedOn)});
}

void PlanView::mouseMoveEvent(QMouseEvent* event)
{
    m_at = event->position();
    if (const auto by = m_hand.moved(m_at)) {
        setWindow(m_layout.translated(*by), false);
        return;
    }
    switch (m_gesture) {
    case Gesture::None: {
        if (drawsTray()) {
            m_trays.pointAt(trayPoint(m_at, event->modifiers()), event->modifiers() & Qt::ShiftModifier);
            update();
            return;
        }
        const std::string path = pathAt(m_at);
        m_session.hover(path.empty() ? std::nullopt : std::optional{Subject::instance(path)});
        return;
    }
    case Gesture::Pressed:
        if (QLineF(m_pressed, m_at).length() < dragFrom)
            return;
        if (m_pressedOn.empty())
            m_gesture = Gesture::Band;
        else
            beginDrag();
        break;
    case Gesture::Tray:
        m_trays.dragTo(trayPoint(m_at, event->modifiers()), event->modifiers() & Qt::ShiftModifier);
        update();
        break;
    case Gesture::Band:
    case Gesture::Drag: break;
    }
    if (m_gesture == Gesture::Drag)
        dragTo(m_at, event->modifiers());
    if (m_gesture == Gesture::Band) {
        m_content.rubberBand = QRectF(m_pressed, m_at).normalized();
        m_content.touching = m_at.x() < m_pressed.x();
        m_session.setHint(m_content.touching ? tr("Selects what the frame touches")
                                             : tr("Selects what the frame encloses"));
        update();
    }
}

void PlanView::mouseReleaseEvent(QMouseEvent* event)
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
    case Gesture::Tray:
        m_trays.drop();
        update();
        break;
    case Gesture::None: break;
    }
}

void PlanView::clickAt(const std::string& path, Qt::KeyboardModifiers modifiers)
{
    auto selection = m_session.selection();
    if (path.empty()) {
        if (!(modifiers & (Qt::ControlModifier | Qt::ShiftModifier)))
            m_session.clearSelection();
        return;
    }
    const Subject subject = Subject::instance(path);
    m_session.select(clicked(std::move(selection), {subject}, modifiers));
}

void PlanView::selectBand()
{
    const FloorRect area = m_layout.toFloor(m_content.rubberBand);
    const bool touching = m_content.touching;
    m_content.rubberBand = {};
    m_session.setHint({});
    std::vector<Subject> selection;
    if (m_modifiers & (Qt::ControlModifier | Qt::ShiftModifier))
        selection = m_session.selection();
    for (const PlanItem* item : m_index->itemsIn(area, touching))
        selection.push_back(Subject::instance(item->path));
    m_session.select(std::move(selection));
    update();
}

void PlanView::openRack(const std::string& path)
{
    const PlanItem* item = m_index->item(path);
    if (!item || !item->isRack())
        return;
    m_session.showRack(Subject::instance(path));
    emit openElevationRequested();
}

void PlanView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && drawsTray()) {
        m_trays.finish();
        update();
    } else if (event->button() == Qt::LeftButton && !trayUnder(event->position())) {
        openRack(pathAt(event->position()));
    }
}

void PlanView::wheelEvent(QWheelEvent* event)
{
    setWindow(m_layout.zoomed(std::pow(1.25, event->angleDelta().y() / 120.0), event->position()),
              false);
    if (m_drag)
        dragTo(m_at, m_modifiers);
    event->accept();
}

void PlanView::keyPressEvent(QKeyEvent* event)
{
    if (m_drag) {
        if (event->key() == Qt::Key_Escape) {
            m_gesture = Gesture::None;
            endDrag();
        } else if (event->key() == Qt::Key_R && m_drag->isNew()) {
            m_drag = turned(std::move(*m_drag));
            dragTo(m_at, m_modifiers);
        } else {
            dragTo(m_at, event->modifiers());
        }
        return;
    }
    if (m_gesture == Gesture::Tray && event->key() == Qt::Key_Escape) {
        m_gesture = Gesture::None;
        m_trays.letGo();
        update();
        return;
    }
    if (sketchKey(*event))
        return;
    const auto oneSelected = [&]() -> std::string {
        return m_content.selected.size() == 1 ? *m_content.selected.begin() : std::string{};
    };
    if (m_hand.keyPressed(*event))
        return;
    switch (event->key()) {
    case Qt::Key_Left: moveByKey({Millimetres{-1}, Millimetres{}}, event->modifiers()); return;
    case Qt::Key_Right: moveByKey({Millimetres{1}, Millimetres{}}, event->modifiers()); return;
    case Qt::Key_Up: moveByKey({Millimetres{}, Millimetres{1}}, event->modifiers()); return;
    case Qt::Key_Down: moveByKey({Millimetres{}, Millimetres{-1}}, event->modifiers()); return;
    case Qt::Key_Return:
    case Qt::Key_Enter: openRack(oneSelected()); return;
    case Qt::Key_Backspace: {
        const std::string path = oneSelected();
        if (const auto slash = path.find('/'); slash != std::string::npos)
            m_session.select({Subject::instance(path.substr(0, slash))});
        return;
    }
    case Qt::Key_Plus:
    case Qt::Key_Equal: setWindow(m_layout.zoomed(1.25, QRectF(rect()).center()), false); return;
    case Qt::Key_Minus: setWindow(m_layout.zoomed(0.8, QRectF(rect()).center()), false); return;
    default: QWidget::keyPressEvent(event);
    }
}

void PlanView::keyReleaseEvent(QKeyEvent* event)
{
    if (m_hand.keyReleased(*event))
        return;
    if (m_gesture == Gesture::Drag)
        dragTo(m_at, event->modifiers());
    QWidget::keyReleaseEvent(event);
}

void PlanView::moveByKey(Point direction, Qt::KeyboardModifiers modifiers)
{
    const auto paths = placementsOf(*m_session.design(), m_session.selection());
    if (paths.empty())
        return;
    const Millimetres tile =
        m_index->hall()->tile > Millimetres{} ? m_index->hall()->tile : Millimetres{600};
    const auto length = modifiers & Qt::AltModifier ? 1
        : modifiers & Qt::ShiftModifier             ? tile.value() * 10
                                                    : tile.value();
    const Point by{direction.x * length, direction.y * length};
    const auto done = m_session.apply(
        tr("Move %1").arg(described(*m_session.design(), m_session.selection())),
        [paths, by](const model::Design& d) { return model::movePlacements(d, paths, by); });
    if (!done)
        m_session.setHint(words(done.error().text));
}

void PlanView::hideEvent(QHideEvent*)
{
    // A key has brought another view to the front: nothing is left in the hand.
    m_gesture = Gesture::None;
    m_hand.forget();
    m_trays.letGo();
    if (m_trays.drawing())
        m_trays.cancel();
    if (m_drag || m_devices)
        endDrag();
}

void PlanView::leaveEvent(QEvent*)
{
    if (m_gesture == Gesture::None && !m_hand.active())
        m_session.hover(std::nullopt);
}

bool PlanView::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto& help = *static_cast<QHelpEvent*>(event);
        showTip(help, m_drag ? QString() : toolTipAt(help.pos()), *this);
        return true;
    }
    if (event->type() == QEvent::ShortcutOverride) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const bool ours = m_drag ? key == Qt::Key_Escape || key == Qt::Key_R
            : m_trays.drawing() ? key == Qt::Key_Escape || key == Qt::Key_Backspace || key == Qt::Key_Return || key == Qt::Key_Enter
                                : key == Qt::Key_Space;
        if (ours) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

QString PlanView::toolTipAt(QPointF at) const
{
    if (const render::PlanTray* tray = trayUnder(at)) {
        QStringList lines{QStringLiteral("<b>%1</b>").arg(placeOf(*m_session.design(), {Subject::Where::Tray, tray->subject}).toHtmlEscaped())};
        lines << tr("%1 × %2\u00a0mm at %3\u00a0mm").arg(countText(tray->tray.width.value()), countText(tray->tray.depth.value()), countText(tray->tray.height.value()));
        const Millimetres half{std::max(trayReach().value(), tray->tray.width.value() / 2)};
        if (const QString inside = m_trays.cables()->wordsAt(m_layout.toFloor(at), half); !inside.isEmpty())
            lines << inside.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>"));
        return lines.join(QStringLiteral("<br>"));
    }
    const std::string path = pathAt(at);
    if (path.empty())
        return {};
    QStringList lines;
    const auto figure = [](const auto& sum, std::string_view unit) {
        const QString text = sum.known.value() > 0 || sum.complete()
            ? figureText(sum.known.value(), unit, inspectorDigits)
            : unknownText();
        return sum.complete() ? text : PlanView::tr("at least %1").arg(text);
    };
    if (const PlanItem* item = m_index->item(path)) {
        const bool rack = item->isRack();
        const QString kind =
            words(rack ? (*item->placement->rack())->name() : (*item->placement->unit())->model);
        lines << QStringLiteral("<b>%1</b>  %2")
                     .arg(words(item->label).toHtmlEscaped(), kind.toHtmlEscaped());
        QStringList figures;
        if (rack) {
            const auto& facts = (*item->placement->rack())->facts();
            figures << tr("power %1").arg(figure(facts.provisioned, "W"))
                    << tr("mass %1").arg(figure(facts.mass, "kg"));
            if (facts.accelerators > 0)
                figures << countOf(facts.accelerators, tr("GPU"), tr("GPUs"));
        }
        lines << figures.join(QStringLiteral(" · ")).toHtmlEscaped();
        lines << tr("%1 × %2\u00a0mm at %3, %4\u00a0mm")
                     .arg(countText(item->footprint.size.width.value()),
                          countText(item->footprint.size.depth.value()),
                          countText(item->footprint.at.x.value()),
                          countText(item->footprint.at.y.value()));
    } else if (const render::PlanPod* pod = m_index->pod(path)) {
        const auto& facts = pod->placement->pod->facts();
        lines << QStringLiteral("<b>%1</b>  %2")
                     .arg(words(pod->label).toHtmlEscaped(),
                          words(pod->placement->pod->name()).toHtmlEscaped());
        lines << QStringList{countOf(facts.racks, tr("rack"), tr("racks")),
                             tr("power %1").arg(figure(facts.provisioned, "W")),
                             tr("mass %1").arg(figure(facts.mass, "kg"))}
                     .join(QStringLiteral(" · "))
                     .toHtmlEscaped();
    }
    if (const auto* of = m_content.figures ? m_content.figures->of(path) : nullptr)
        lines << m_content.figures->sentence(*of).toHtmlEscaped();
    if (const auto found = m_content.findings.find(path);
        found != m_content.findings.end() && m_session.judgement().evaluation) {
        for (const model::Finding& finding : m_session.judgement().evaluation->findings) {
            const bool here =
                marks(finding)
                && std::ranges::any_of(finding.subjects, [&](const Subject& subject) {
                       return subject.where == Subject::Where::Instance
                           && (subject.path == path || subject.path.starts_with(path + "/"));
                   });
            if (here && lines.size() < 6)
                lines << (words(finding.rule) + QStringLiteral(": ") + words(finding.message))
                             .toHtmlEscaped();
        }
    }
    lines.removeAll(QString{});
    return tipOf(lines);
}

void PlanView::beginDrag()
{
    // A selected pod moves whole, even where one of its racks is pressed.
    std::vector<std::string> paths = placementsOf(*m_session.design(), m_session.selection());
    if (paths.empty())
        paths = {m_pressedOn};
    std::vector<Subject> subjects;
    for (const std::string& path : paths)
        subjects.push_back(Subject::instance(path));
    FloorDrag drag = floorDragOf(*m_index, paths, m_layout.toFloor(m_pressed),
                                 described(*m_session.design(), subjects));
    if (drag.pieces.empty()) {
        m_gesture = Gesture::None;
        return;
    }
    m_drag = std::move(drag);
    m_gesture = Gesture::Drag;
    setFocus();
}

void PlanView::dragTo(QPointF at, Qt::KeyboardModifiers modifiers)
{
    m_at = at;
    m_modifiers = modifiers;
    if (m_devices) {
        dragDevicesTo(at, modifiers);
        return;
    }
    if (!m_drag)
        return;
    FloorAim aim;
    aim.hand = m_layout.toFloor(at);
    if (!(modifiers & Qt::AltModifier))
        aim.reach = Millimetres{std::llround(reachPixels / m_layout.scale())};
    aim.copy = (modifiers & Qt::ControlModifier) && !m_drag->isNew();
    aim.oneAxis = modifiers & Qt::ShiftModifier;
    m_drop = dropOf(*m_session.design(), *m_index, *m_drag, aim, m_session.catalog());
    m_content.leaving.clear();
    if (!aim.copy) {
        for (const std::string& path : m_drag->paths)
            m_content.leaving.insert(path);
    }
    m_content.dimensions = m_drop->dimensions;
    if (m_drop->after && !m_drag->isNew() && m_drop->by == Point{} && !aim.copy) {
        m_session.endPreview();
    } else {
        m_session.preview(m_drop->refusal ? tr("Refused") : tr("Fits"),
                          [drop = *m_drop](const model::Design&) -> model::Result<model::Design> {
                              if (drop.refusal)
                                  return tl::unexpected(*drop.refusal);
                              return *drop.after;
                          });
    }
    m_session.setHint(
        m_drag->isNew()
            ? tr("Dragging %1: release to place, R turns, Esc cancels").arg(m_drag->content)
            : tr("Dragging %1: release to move, Esc cancels").arg(m_drag->content));
    showVerdict();
}

void PlanView::dragDevicesTo(QPointF at, Qt::KeyboardModifiers modifiers)
{
    const PlanItem* item = m_index->itemAt(m_layout.toFloor(at));
    m_deviceDrop.reset();
    if (!item || !item->isRack()) {
        m_tag->hide();
        m_session.endPreview();
        return;
    }
    m_target = Subject::instance(item->path);
    RackAim aim;
    aim.unit = m_devices->pieces.front().mount.unit.value() + m_devices->grip;
    aim.reach = static_cast<double>((*item->placement->rack())->units().halves()) / 2;
    aim.copy = modifiers & Qt::ControlModifier;
    aim.half = m_devices->pieces.front().mount.slot;
    m_deviceDrop = dropOf(*m_session.design(), m_target, *m_devices, aim, m_session.catalog());
    if (m_deviceDrop->refusal)
        m_session.preview(
            tr("Refused"),
            [why = *m_deviceDrop->refusal](const model::Design&) -> model::Result<model::Design> {
                return tl::unexpected(why);
            });
    else
        m_session.preview(tr("Fits at %1").arg(m_deviceDrop->place),
                          inRack(m_session, m_target, m_deviceDrop->change));
    showVerdict();
}

void PlanView::takePreview()
{
    if (m_drag || m_devices) {
        showVerdict();
        return;
    }
    // What a fix or an array would place here, or take away.
    m_content.ghost.reset();
    m_content.leaving.clear();
    const auto& preview = m_session.currentPreview();
    const DesignRef after = preview && !preview->refusal ? preview->after.design : nullptr;
    if (after && after->hall() != m_index->hall()) {
        render::PlanGhost ghost;
        ghost.style = verdictOf(m_session, {}, {}, {}).style;
        std::set<std::string> standing;
        model::forEachInstance(*after->hall(), [&](const model::Instance& instance) {
            const PlanItem* before = m_index->item(instance.path);
            if (before && before->footprint == instance.footprint && before->turn == instance.turn) {
                standing.insert(instance.path);
                return;
            }
            ghost.items.push_back({instance.footprint, instance.turn, words(instance.placement->label)});
        });
        for (const PlanItem& item : m_index->items()) {
            if (!standing.contains(item.path))
                m_content.leaving.insert(item.path);
        }
        if (!ghost.items.empty())
            m_content.ghost = std::move(ghost);
    }
    update();
}

void PlanView::showVerdict()
{
    if (m_devices) {
        if (!m_deviceDrop)
            return;
        const QString title =
            nameOf(*m_session.design(), m_target) + QStringLiteral(", ") + m_deviceDrop->place;
        const VerdictWords verdict =
            verdictOf(m_session, title, m_deviceDrop->refusalText(), tr("Ctrl copy · Esc cancel"));
        const PlanItem* item = m_index->item(m_target.path);
        const QRectF place = item ? m_layout.toView(item->footprint) : QRectF{};
        m_content.ghost = render::PlanGhost{{}, verdict.style, {}};
        if (item)
            m_content.ghost->items.push_back({item->footprint, item->turn, words(item->label)});
        m_tag->show(verdict, m_at.toPoint(), {place.toAlignedRect()});
        update();
        return;
    }
    if (!m_drop)
        return;
    const QString refusal = m_drop->refusal ? words(m_drop->refusal->text) : QString{};
    const QString hint = m_drag->isNew()
        ? tr("R turns · Alt no snap · Esc cancel")
        : tr("Ctrl copy · Shift lock axis · Alt no snap · Esc cancel");
    const VerdictWords verdict = verdictOf(m_session, m_drop->place, refusal, hint);
    m_content.ghost = render::PlanGhost{m_drop->items, verdict.style, m_drop->obstacles};
    std::vector<QRect> targets;
    QRectF all;
    for (const auto& item : m_drop->items)
        all |= m_layout.toView(item.footprint);
    targets.push_back(all.toAlignedRect());
    m_tag->show(verdict, m_at.toPoint(), targets);
    if (m_gesture == Gesture::Drag)
        setCursor(m_drop->refusal ? Qt::ForbiddenCursor : Qt::ClosedHandCursor);
    update();
}

bool PlanView::release()
{
    if (m_devices) {
        const auto drop = m_deviceDrop;
        const Subject target = m_target;
        endDrag();
        if (!drop || drop->refusal)
            return false;
        const auto done = m_session.apply(drop->name, inRack(m_session, target, drop->change));
        if (!done)
            m_session.setHint(words(done.error().text));
        return done.has_value();
    }
    if (!m_drag || !m_drop)
        return false;
    const FloorDrop drop = *m_drop;
    endDrag();
    if (drop.refusal || !drop.after)
        return false;
    const auto done = m_session.apply(
        drop.name, [next = *drop.after](const model::Design&) -> model::Result<model::Design> {
            return next;
        });
    if (!done) {
        m_session.setHint(words(done.error().text));
        return false;
    }
    if (!drop.made.empty()) {
        std::vector<Subject> made;
        for (const std::string& path : drop.made)
            made.push_back(Subject::instance(path));
        m_session.select(std::move(made));
    }
    return true;
}

void PlanView::endDrag()
{
    m_drag.reset();
    m_drop.reset();
    m_devices.reset();
    m_deviceDrop.reset();
    m_content.ghost.reset();
    m_content.leaving.clear();
    m_content.dimensions.clear();
    m_tag->hide();
    unsetCursor();
    m_session.setHint({});
    m_session.endPreview();
    update();
}

void PlanView::dragEnterEvent(QDragEnterEvent* event)
{
    const QMimeData& mime = *event->mimeData();
    if (const auto part = partIn(mime, m_session.catalog())) {
        FloorDrag drag = floorDragOf(part, m_session.catalog());
        if (drag.pieces.empty())
            m_devices = dragOf(part); // Over a rack it is mounted there.
        else
            m_drag = std::move(drag);
    } else if (const auto id = rackDesignIn(mime)) {
        if (const auto rack = m_session.design()->rackDesign(*id))
            m_drag = floorDragOf(*rack);
    } else if (const auto devices = devicesIn(mime)) {
        RackDrag drag = dragOf(*m_session.design(), *devices);
        if (!drag.pieces.empty())
            m_devices = std::move(drag);
    }
    if (!m_drag && !m_devices)
        return;
    m_gesture = Gesture::None;
    dragTo(event->position(), event->modifiers());
    event->acceptProposedAction();
}

void PlanView::dragMoveEvent(QDragMoveEvent* event)
{
    if (!m_drag && !m_devices)
        return;
    dragTo(event->position(), event->modifiers());
    const bool fits =
        m_devices ? m_deviceDrop && !m_deviceDrop->refusal : m_drop && !m_drop->refusal;
    if (fits)
        event->acceptProposedAction();
    else
        event->ignore();
}

void PlanView::dragLeaveEvent(QDragLeaveEvent*)
{
    if (m_drag || m_devices)
        endDrag();
}

void PlanView::dropEvent(QDropEvent* event)
{
    if (!m_drag && !m_devices)
        return;
    dragTo(event->position(), event->modifiers());
    if (release())
        event->acceptProposedAction();
    setFocus();
}

} // namespace colonnade::ui
