#include "ui/oneline/OneLineView.h"

#include "render/oneline/OneLineGraph.h"
#include "ui/document/FailureWhatIf.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"
#include "ui/style/Controls.h"
#include "ui/style/Style.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMetaMethod>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace colonnade::ui {
namespace {

using model::Subject;
using render::OneLineBox;
using render::OneLineSheet;
using render::OneLineSymbol;
using render::OneLineWindow;

constexpr double dragFrom = 4; // Pixels before a press becomes a drag.
constexpr double leastReadable = 0.5; // Smaller, there is no room for figures.
constexpr std::size_t mostSelected = 256; // Racks of so many placed pods are one selection.

} // namespace

OneLineView::OneLineView(DesignSession& session, QWidget* parent) : QWidget(parent), m_session(session)
{
    setObjectName(QStringLiteral("oneline"));
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    m_empty = new EmptyState(this);
    m_empty->setObjectName(QStringLiteral("oneline-empty"));
    m_empty->setMessage(tr("The one-line diagram shows how power reaches the racks. There is no feed yet."));
    connect(m_empty->addStep(tr("New feed…")), &QAbstractButton::clicked, this, &OneLineView::newFeedRequested);

    connect(&session, &DesignSession::designChanged, this, [this] {
        m_state.reset();
        if (m_session.history().size() <= 1) { // Another document.
            m_closed.clear();
            m_racks.clear();
            m_fitted = true;
        }
        takeDesign();
    });
    connect(&session, &DesignSession::judgementChanged, this, [this] {
        if (m_session.judgement().design == m_session.design())
            takeDesign();
    });
    connect(&session, &DesignSession::selectionChanged, this, &OneLineView::takeSelection);
    connect(&session, &DesignSession::hoverChanged, this, &OneLineView::takeSelection);
    connect(&session, &DesignSession::framed, this, &OneLineView::frame);
    connect(&session, &DesignSession::failureChanged, this, &OneLineView::takeFailure);
    connect(&StyleNotice::instance(), &StyleNotice::themeChanged, this, &OneLineView::forgetPicture);
    takeDesign();
}

OneLineView::~OneLineView() = default;

void OneLineView::takeDesign()
{
    // Until the rules have answered, the old picture stays: figures do not flicker while one works.
    const bool judged = m_session.judgement().design == m_session.design() && m_session.judgement().power;
    if (!judged && m_drawn && m_session.history().size() > 1)
        return;
    lay();
}

void OneLineView::lay()
{
    const DesignRef& design = m_session.design();
    render::OneLineContent content;
    content.design = design.get();
    if (m_session.judgement().design == design)
        content.power = m_session.judgement().power.get();
    content.basis = m_session.profile().power;
    if (m_state && m_state->design == design) {
        content.state = m_state->power.get();
        content.loss = &m_state->loss;
        content.stateName = m_state->name;
    }
    content.closed = m_closed;
    content.racks = m_racks;
    render::OneLineOptions options;
    if (isVisible())
        options.area = QSizeF(size());
    m_diagram = render::oneLineOf(content, options);
    m_drawn = design;
    m_empty->setVisible(!m_diagram.hasNodes());
    if (m_fitted)
        fit();
    takeFindings();
    takeSelection();
    forgetPicture();
}

void OneLineView::takeFindings()
{
    m_marks.findings.clear();
    if (const auto& evaluation = m_session.judgement().evaluation; evaluation && m_session.judgement().design == m_drawn)
        m_marks.findings = render::oneLineFindings(m_diagram, evaluation->findings);
    forgetPicture();
}

void OneLineView::takeSelection()
{
    m_marks.selected.clear();
    m_marks.hovered.reset();
    for (const Subject& subject : m_session.selection()) {
        for (const std::size_t box : m_diagram.boxesOf(subject))
            m_marks.selected.insert(box);
    }
    if (m_session.hovered()) {
        if (const auto boxes = m_diagram.boxesOf(*m_session.hovered()); !boxes.empty())
            m_marks.hovered = boxes.front();
    }
    update();
}

void OneLineView::takeFailure()
{
    const auto& failure = m_session.failureState();
    if (!failure)
        return showNormal();
    if (failure->design == m_session.design()) // One of an earlier design is about to be reckoned anew.
        showState({failure, &failure->failure.power}, failure->failure.set.power, failure->sentence.section(QLatin1Char(':'), 0, 0));
}

void OneLineView::showState(std::shared_ptr<const model::DesignPowerState> state, const model::DesignLoss& loss, const QString& name)
{
    m_state = State{m_session.design(), std::move(state), loss, name};
    lay();
}

void OneLineView::showNormal()
{
    if (!m_state)
        return;
    m_state.reset();
    lay();
}

void OneLineView::showRackInside(const model::RackDesignId& rack, bool shown)
{
    if (shown)
        m_racks.insert(rack.text());
    else
        m_racks.erase(rack.text());
    lay();
    if (!shown)
        return;
    for (const OneLineSheet& sheet : m_diagram.sheets) {
        if (sheet.subject == Subject::rack(rack.text()))
            setWindow(OneLineWindow::fitted(sheet.frame, rect()), false);
    }
}

void OneLineView::forgetPicture()
{
    m_picture = {};
    update();
}

void OneLineView::setWindow(const OneLineWindow& window, bool fitted)
{
    m_window = window;
    m_fitted = fitted;
    forgetPicture();
    emit zoomChanged(tr("Zoom %1").arg(percentText(m_window.scale(), 2)));
}

void OneLineView::fit()
{
    OneLineWindow window = OneLineWindow::fitted(m_diagram.extent, rect());
    // What is too large to read is shown from its top left.
    if (window.scale() < leastReadable && !m_diagram.sheets.empty()) {
        const QRectF first = m_diagram.sheets.front().frame;
        const double wide = (width() - 24.0) / std::max(first.width(), 1.0);
        const double scale = std::clamp(wide, leastReadable, 1.0);
        window = {scale, QPointF{12, 12} - first.topLeft() * scale};
    }
    setWindow(window, true);
}

void OneLineView::frame(const std::vector<Subject>& subjects)
{
    QRectF area;
    for (const Subject& subject : subjects) {
        for (const std::size_t box : m_diagram.boxesOf(subject))
            area |= m_diagram.boxes[box].body;
    }
    if (subjects.empty())
        setWindow(OneLineWindow::fitted(m_diagram.extent, rect()), true);
    else if (!area.isEmpty())
        setWindow(OneLineWindow::fitted(area.adjusted(-60, -60, 60, 60), rect()), false);
}

void OneLineView::resizeEvent(QResizeEvent*)
{
    m_empty->setGeometry(rect());
    if (m_fitted)
        fit();
    else
        forgetPicture();
}

void OneLineView::paintEvent(QPaintEvent*)
{
    const double ratio = devicePixelRatioF();
    QPainter painter(this);
    if (!m_diagram.hasNodes()) {
        painter.fillRect(rect(), theme().canvas);
        return;
    }
    const render::OneLinePainter drawing(theme(), m_window);
    if (m_picture.isNull() || m_picture.size() != size() * ratio) {
        m_picture = QPixmap(size() * ratio);
        m_picture.setDevicePixelRatio(ratio);
        QPainter into(&m_picture);
        drawing.paint(into, rect(), m_diagram, {m_marks.findings, {}, {}});
    }
    painter.drawPixmap(0, 0, m_picture);
    drawing.paintMarks(painter, m_diagram, m_marks);
}

std::optional<std::size_t> OneLineView::indexAt(QPointF at) const
{
    const OneLineBox* box = m_diagram.hasNodes() ? m_diagram.boxAt(m_window.toDiagram(at)) : nullptr;
    return box ? std::optional{static_cast<std::size_t>(box - m_diagram.boxes.data())} : std::nullopt;
}

std::vector<Subject> OneLineView::subjectsOf(const OneLineBox& box) const
{
    const OneLineSheet& sheet = m_diagram.sheets[box.sheet];
    if (!box.load || sheet.what != OneLineSheet::What::Pod || sheet.pods.empty())
        return box.subjects;
    // Drawn once for all its placements: all of them, or those of the first where they are very many.
    const std::size_t pods = box.subjects.size() * sheet.pods.size() <= mostSelected ? sheet.pods.size() : 1;
    std::vector<Subject> subjects;
    for (std::size_t i = 0; i < pods; ++i) {
        for (const Subject& subject : box.subjects)
            subjects.push_back(Subject::instance(sheet.pods[i] + subject.path.substr(sheet.subject.path.size())));
    }
    return subjects;
}

void OneLineView::mousePressEvent(QMouseEvent* event)
{
    setFocus();
    m_at = m_pressed = event->position();
    if (event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && m_spaceDown)) {
        m_gesture = Gesture::Pan;
        setCursor(Qt::ClosedHandCursor);
        return;
    }
    if (event->button() != Qt::LeftButton)
        return;
    m_pressedOn = indexAt(m_at);
    m_gesture = Gesture::Pressed;
}

void OneLineView::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF before = m_at;
    m_at = event->position();
    if (m_gesture == Gesture::Pan) {
        setWindow(m_window.translated(m_at - before), false);
        return;
    }
    if (m_gesture == Gesture::Pressed) {
        // On empty ground the drawing follows the hand: there is nothing to enclose one by one.
        if (!m_pressedOn && QLineF(m_pressed, m_at).length() >= dragFrom) {
            m_gesture = Gesture::Pan;
            setCursor(Qt::ClosedHandCursor);
            setWindow(m_window.translated(m_at - m_pressed), false);
        }
        return;
    }
    const auto box = indexAt(m_at);
    m_session.hover(box ? std::optional{subjectsOf(m_diagram.boxes[*box]).front()} : std::nullopt);
}

void OneLineView::mouseReleaseEvent(QMouseEvent* event)
{
    const Gesture gesture = m_gesture;
    m_gesture = Gesture::None;
    if (gesture == Gesture::Pan) {
        if (!m_spaceDown)
            unsetCursor();
        return;
    }
    if (gesture == Gesture::Pressed && event->button() == Qt::LeftButton)
        clickAt(m_pressedOn, event->modifiers());
}

void OneLineView::clickAt(std::optional<std::size_t> box, Qt::KeyboardModifiers modifiers)
{
    const bool adds = modifiers & Qt::ShiftModifier, toggles = modifiers & Qt::ControlModifier;
    if (!box) {
        if (!adds && !toggles)
            m_session.clearSelection();
        return;
    }
    const std::vector<Subject> here = subjectsOf(m_diagram.boxes[*box]);
    if (!adds && !toggles) {
        m_session.select(here);
        return;
    }
    std::vector<Subject> selection = m_session.selection();
    const bool had = std::ranges::find(selection, here.front()) != selection.end();
    for (const Subject& subject : here) {
        const auto found = std::ranges::find(selection, subject);
        if (toggles && had) {
            if (found != selection.end())
                selection.erase(found);
        } else if (found == selection.end()) {
            selection.push_back(subject);
        }
    }
    m_session.select(std::move(selection));
}

bool OneLineView::hasInside(const OneLineBox& box) const
{
    return box.symbol == OneLineSymbol::Pod || box.symbol == OneLineSymbol::Rack;
}

void OneLineView::toggleInside(const OneLineBox& box)
{
    if (!hasInside(box) || box.also.empty())
        return;
    const std::string design = box.also.front().path;
    if (box.symbol == OneLineSymbol::Rack) {
        if (const auto id = model::RackDesignId::parse(design))
            showRackInside(*id, !m_racks.contains(design));
        return;
    }
    if (!m_closed.erase(design))
        m_closed.insert(design);
    lay();
}

void OneLineView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    if (const auto box = indexAt(event->position()))
        toggleInside(OneLineBox(m_diagram.boxes[*box]));
}

void OneLineView::wheelEvent(QWheelEvent* event)
{
    setWindow(m_window.zoomed(std::pow(1.25, event->angleDelta().y() / 120.0), event->position()), false);
    event->accept();
}

void OneLineView::stepTo(Qt::Key direction)
{
    if (m_diagram.boxes.empty())
        return;
    std::optional<std::size_t> next;
    if (m_marks.selected.empty()) {
        next = 0;
    } else {
        const QPointF from = m_diagram.boxes[*m_marks.selected.begin()].body.center();
        double nearest = 1e300;
        for (std::size_t i = 0; i < m_diagram.boxes.size(); ++i) {
            const QPointF by = m_diagram.boxes[i].body.center() - from;
            const bool across = direction == Qt::Key_Left || direction == Qt::Key_Right;
            const double along = (across ? by.x() : by.y()) * (direction == Qt::Key_Left || direction == Qt::Key_Up ? -1 : 1);
            const double aside = std::abs(across ? by.y() : by.x());
            if (along < 8 || along + 2 * aside >= nearest)
                continue;
            nearest = along + 2 * aside;
            next = i;
        }
    }
    if (!next)
        return;
    m_session.select(subjectsOf(m_diagram.boxes[*next]));
    const QRectF place = m_window.toView(m_diagram.boxes[*next].body);
    if (!QRectF(rect()).contains(place))
        setWindow(m_window.translated(QRectF(rect()).center() - place.center()), false);
}

void OneLineView::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Space:
        if (!event->isAutoRepeat()) {
            m_spaceDown = true;
            setCursor(Qt::OpenHandCursor);
        }
        return;
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down: stepTo(static_cast<Qt::Key>(event->key())); return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!m_marks.selected.empty())
            toggleInside(OneLineBox(m_diagram.boxes[*m_marks.selected.begin()]));
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal: setWindow(m_window.zoomed(1.25, QRectF(rect()).center()), false); return;
    case Qt::Key_Minus: setWindow(m_window.zoomed(0.8, QRectF(rect()).center()), false); return;
    default: QWidget::keyPressEvent(event);
    }
}

void OneLineView::keyReleaseEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        m_spaceDown = false;
        if (m_gesture != Gesture::Pan)
            unsetCursor();
        return;
    }
    QWidget::keyReleaseEvent(event);
}

void OneLineView::contextMenuEvent(QContextMenuEvent* event)
{
    std::optional<std::size_t> at = indexAt(event->pos());
    if (event->reason() == QContextMenuEvent::Keyboard && !m_marks.selected.empty())
        at = *m_marks.selected.begin();
    QMenu menu(this);
    menu.setObjectName(QStringLiteral("oneline-menu"));
    if (at) {
        const OneLineBox box = m_diagram.boxes[*at];
        const std::vector<Subject> subjects = subjectsOf(box);
        if (!m_marks.selected.contains(*at))
            m_session.select(subjects);
        menu.addAction(tr("&Properties"), this, &OneLineView::propertiesRequested);
        static const QMetaMethod fail = QMetaMethod::fromSignal(&OneLineView::failRequested);
        if (isSignalConnected(fail))
            menu.addAction(box.count == 1 ? tr("&Fail this part") : tr("&Fail one of these"), this,
                           [this, subjects] { emit failRequested({subjects.front()}); });
        if (hasInside(box)) {
            const bool rack = box.symbol == OneLineSymbol::Rack;
            const std::string design = box.also.empty() ? std::string{} : box.also.front().path;
            const bool open = rack ? m_racks.contains(design) : !m_closed.contains(design);
            menu.addAction(open ? tr("Hide its &inside") : tr("Show its &inside"), this, [this, box] { toggleInside(box); });
        }
        menu.addSeparator();
        menu.addAction(tr("F&rame it"), this, [this, subjects] { frame(subjects); });
    }
    menu.addAction(tr("Frame e&verything"), this, [this] { frame({}); });
    if (m_state)
        menu.addAction(tr("Show the &normal state"), this, [this] {
            m_session.failures().clear();
            showNormal();
        });
    menu.addAction(tr("New f&eed…"), this, &OneLineView::newFeedRequested);
    menu.exec(event->globalPos());
}

void OneLineView::hideEvent(QHideEvent*)
{
    m_gesture = Gesture::None;
    m_spaceDown = false;
    unsetCursor();
}

void OneLineView::leaveEvent(QEvent*)
{
    if (m_gesture == Gesture::None)
        m_session.hover(std::nullopt);
}

bool OneLineView::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const QString text = toolTipAt(help->pos());
        if (text.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), text, this);
        return true;
    }
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Space) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

QString OneLineView::toolTipAt(QPointF at) const
{
    const auto index = indexAt(at);
    if (!index)
        return {};
    const OneLineBox& box = m_diagram.boxes[*index];
    QStringList lines{QStringLiteral("<b>%1</b>").arg(render::counted(box.count, box.name).toHtmlEscaped())};
    for (const auto& [what, much] : box.facts)
        lines << (what + QStringLiteral(": ") + much).toHtmlEscaped();
    if (const auto& evaluation = m_session.judgement().evaluation; evaluation && m_marks.findings.contains(*index)) {
        constexpr qsizetype most = 12;
        for (const model::Finding& finding : evaluation->findings) {
            const bool here = !finding.waived && std::ranges::any_of(finding.subjects, [&](const Subject& subject) {
                const auto boxes = m_diagram.boxesOf(subject);
                return std::ranges::find(boxes, *index) != boxes.end();
            });
            if (here && lines.size() < most && finding.severity != model::Severity::NotEvaluated)
                lines << (words(finding.rule) + QStringLiteral(": ") + words(finding.message)).toHtmlEscaped();
        }
    }
    if (hasInside(box))
        lines << tr("Double-click shows or hides its inside").toHtmlEscaped();
    return QStringLiteral("<p style='white-space:pre-wrap'>") + lines.join(QStringLiteral("<br>")) + QStringLiteral("</p>");
}

} // namespace colonnade::ui
