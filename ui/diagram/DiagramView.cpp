#include "ui/diagram/DiagramView.h"

#include "model/reliability/FailureSet.h"
#include "ui/diagram/Pointing.h"
#include "ui/document/Words.h"
#include "ui/style/Controls.h"
#include "ui/style/Style.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMetaMethod>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace colonnade::ui {
namespace {

using model::Subject;
using render::DiagramWindow;

constexpr double leastReadable = 0.45; // Smaller, there is no room for figures.
constexpr qsizetype mostTipLines = 14;

} // namespace

DiagramView::DiagramView(DesignSession& session, const QString& name, const QString& emptyMessage, QWidget* parent) :
    QWidget(parent),
    m_session(session)
{
    setObjectName(name);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    m_empty = new EmptyState(this);
    m_empty->setObjectName(name + QStringLiteral("-empty"));
    m_empty->setMessage(emptyMessage);
    connect(&session, &DesignSession::designChanged, this, [this] {
        const bool another = m_session.history().size() <= 1;
        m_fitted = m_fitted || another;
        takeDesign(another);
    });
    connect(&session, &DesignSession::judgementChanged, this, [this] {
        if (m_session.judgement().design == m_session.design())
            takeJudgement();
    });
    connect(&session, &DesignSession::selectionChanged, this, &DiagramView::takeSelection);
    connect(&session, &DesignSession::hoverChanged, this, &DiagramView::takeSelection);
    connect(&session, &DesignSession::framed, this, &DiagramView::frame);
    connect(&StyleNotice::instance(), &StyleNotice::themeChanged, this, &DiagramView::forgetPicture);
}

DiagramView::~DiagramView() = default;

void DiagramView::laid()
{
    m_empty->setVisible(isEmpty());
    if (m_fitted)
        fit();
    takeSelection();
    forgetPicture();
}

void DiagramView::takeSelection()
{
    m_selected.clear();
    m_hovered.reset();
    for (const Subject& subject : m_session.selection()) {
        for (const std::size_t box : boxesOf(subject))
            m_selected.insert(box);
    }
    if (m_session.hovered()) {
        if (const auto boxes = boxesOf(*m_session.hovered()); !boxes.empty())
            m_hovered = boxes.front();
    }
    update();
}

void DiagramView::forgetPicture()
{
    m_picture = {};
    update();
}

void DiagramView::setWindow(const DiagramWindow& window, bool fitted)
{
    m_window = window;
    m_fitted = fitted;
    forgetPicture();
    emit zoomChanged(tr("Zoom %1").arg(percentText(m_window.scale(), 2)));
}

void DiagramView::fit()
{
    DiagramWindow window = DiagramWindow::fitted(extent(), rect());
    // What is too large to read is shown from its top left.
    if (const QRectF first = firstSheet(); window.scale() < leastReadable && !first.isEmpty()) {
        const double wide = (width() - 24.0) / std::max(first.width(), 1.0);
        const double scale = std::clamp(wide, leastReadable, 1.0);
        window = {scale, QPointF{12, 12} - first.topLeft() * scale};
    }
    setWindow(window, true);
}

void DiagramView::frame(const std::vector<Subject>& subjects)
{
    QRectF area;
    for (const Subject& subject : subjects) {
        for (const std::size_t box : boxesOf(subject))
            area |= bodyOf(box);
    }
    if (subjects.empty())
        setWindow(DiagramWindow::fitted(extent(), rect()), true);
    else if (!area.isEmpty())
        setWindow(DiagramWindow::fitted(area.adjusted(-60, -60, 60, 60), rect()), false);
}

void DiagramView::resizeEvent(QResizeEvent*)
{
    m_empty->setGeometry(rect());
    if (m_fitted) {
        takeArea();
        fit();
    } else {
        forgetPicture();
    }
}

void DiagramView::showEvent(QShowEvent*)
{
    if (m_fitted)
        takeArea();
}

void DiagramView::paintEvent(QPaintEvent*)
{
    const double ratio = devicePixelRatioF();
    QPainter painter(this);
    if (isEmpty()) {
        painter.fillRect(rect(), theme().canvas);
        return;
    }
    if (m_picture.isNull() || m_picture.size() != size() * ratio) {
        m_picture = QPixmap(size() * ratio);
        m_picture.setDevicePixelRatio(ratio);
        QPainter into(&m_picture);
        paintDiagram(into);
    }
    painter.drawPixmap(0, 0, m_picture);
    paintMarks(painter);
}

std::optional<std::size_t> DiagramView::boxAt(QPointF at) const
{
    if (isEmpty())
        return std::nullopt;
    const QPointF point = m_window.toDiagram(at);
    for (std::size_t i = 0; i < boxCount(); ++i) {
        if (bodyOf(i).contains(point))
            return i;
    }
    return std::nullopt;
}

std::optional<DiagramView::Heading> DiagramView::headingAt(QPointF at) const
{
    for (Heading& heading : headings()) {
        if (heading.area.adjusted(-2, -2, 2, 2).contains(at))
            return std::move(heading);
    }
    return std::nullopt;
}

std::vector<Subject> DiagramView::thingsAt(QPointF at) const
{
    if (const auto box = boxAt(at))
        return subjectsOf(*box);
    const auto heading = isEmpty() ? std::nullopt : headingAt(at);
    return heading ? std::vector{heading->subject} : std::vector<Subject>{};
}

void DiagramView::mousePressEvent(QMouseEvent* event)
{
    setFocus();
    m_pressed = event->position();
    if (m_hand.pressed(*event) || event->button() != Qt::LeftButton)
        return;
    m_pressedOn = thingsAt(m_pressed);
    m_down = true;
}

void DiagramView::mouseMoveEvent(QMouseEvent* event)
{
    const QPointF at = event->position();
    // On empty ground the drawing follows the hand: there is nothing to enclose one by one.
    if (m_down && m_pressedOn.empty() && QLineF(m_pressed, at).length() >= dragFrom) {
        m_down = false;
        m_hand.begin(m_pressed);
    }
    if (const auto by = m_hand.moved(at)) {
        setWindow(m_window.translated(*by), false);
        return;
    }
    if (m_down)
        return;
    const std::vector<Subject> things = thingsAt(at);
    m_session.hover(things.empty() ? std::nullopt : std::optional{things.front()});
    // Words do not look as if they could be clicked.
    if (!things.empty() && !boxAt(at))
        setCursor(Qt::PointingHandCursor);
    else if (cursor().shape() == Qt::PointingHandCursor)
        unsetCursor();
}

void DiagramView::mouseReleaseEvent(QMouseEvent* event)
{
    if (m_hand.released() || event->button() != Qt::LeftButton || !std::exchange(m_down, false))
        return;
    const auto modifiers = event->modifiers();
    if (!m_pressedOn.empty())
        m_session.select(clicked(m_session.selection(), m_pressedOn, modifiers));
    else if (!(modifiers & (Qt::ShiftModifier | Qt::ControlModifier)))
        m_session.clearSelection();
}

void DiagramView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    if (const auto box = boxAt(event->position()))
        opened(*box);
}

void DiagramView::wheelEvent(QWheelEvent* event)
{
    setWindow(m_window.zoomed(zoomOf(*event), event->position()), false);
    event->accept();
}

void DiagramView::stepTo(Qt::Key direction)
{
    if (boxCount() == 0)
        return;
    const std::vector<Heading> titles = headings();
    const auto areaOf = [&](std::size_t place) {
        return place < boxCount() ? m_window.toView(bodyOf(place)) : titles[place - boxCount()].area;
    };
    std::optional<std::size_t> present;
    if (!m_selected.empty())
        present = *m_selected.begin();
    for (std::size_t i = 0; !present && i < titles.size(); ++i) {
        if (std::ranges::find(m_session.selection(), titles[i].subject) != m_session.selection().end())
            present = boxCount() + i;
    }
    std::optional<std::size_t> next;
    if (!present) {
        next = 0;
    } else {
        const double scale = m_window.scale();
        const QPointF from = areaOf(*present).center();
        double nearest = 1e300;
        for (std::size_t i = 0; i < boxCount() + titles.size(); ++i) {
            const QPointF by = (areaOf(i).center() - from) / scale;
            const bool across = direction == Qt::Key_Left || direction == Qt::Key_Right;
            const double along = (across ? by.x() : by.y()) * (direction == Qt::Key_Left || direction == Qt::Key_Up ? -1 : 1);
            const double aside = std::abs(across ? by.y() : by.x());
            // Headings stand at the left above all of theirs, and are reached from wherever there is nothing else above.
            const double far = i < boxCount() ? along + 2 * aside : 1e6 + along;
            if (along < 8 || far >= nearest || (i >= boxCount() && across))
                continue;
            nearest = far;
            next = i;
        }
    }
    if (!next)
        return;
    m_session.select(*next < boxCount() ? subjectsOf(*next) : std::vector{titles[*next - boxCount()].subject});
    const QRectF place = areaOf(*next);
    if (!QRectF(rect()).contains(place))
        setWindow(m_window.translated(QRectF(rect()).center() - place.center()), false);
}

void DiagramView::keyPressEvent(QKeyEvent* event)
{
    if (m_hand.keyPressed(*event))
        return;
    if (const auto zoom = zoomOf(*event))
        return setWindow(m_window.zoomed(*zoom, QRectF(rect()).center()), false);
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down: stepTo(static_cast<Qt::Key>(event->key())); return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!m_selected.empty())
            opened(*m_selected.begin());
        return;
    default: QWidget::keyPressEvent(event);
    }
}

void DiagramView::keyReleaseEvent(QKeyEvent* event)
{
    if (!m_hand.keyReleased(*event))
        QWidget::keyReleaseEvent(event);
}

void DiagramView::contextMenuEvent(QContextMenuEvent* event)
{
    std::optional<std::size_t> at = boxAt(event->pos());
    if (event->reason() == QContextMenuEvent::Keyboard && !m_selected.empty())
        at = *m_selected.begin();
    QMenu menu(this);
    menu.setObjectName(objectName() + QStringLiteral("-menu"));
    if (at) {
        const std::vector<Subject> subjects = subjectsOf(*at);
        if (!m_selected.contains(*at))
            m_session.select(subjects);
        menu.addAction(tr("&Properties"), this, &DiagramView::propertiesRequested);
        static const QMetaMethod fail = QMetaMethod::fromSignal(&DiagramView::failRequested);
        // What cannot fail, as a network as a whole, is not offered to.
        if (isSignalConnected(fail) && model::failedPart(*m_session.design(), subjects.front().text()))
            menu.addAction(countOf(*at) == 1 ? tr("&Fail this part") : tr("&Fail one of these"), this,
                           [this, subjects] { emit failRequested({subjects.front()}); });
        fillBoxMenu(menu, *at);
        menu.addSeparator();
        menu.addAction(tr("F&rame it"), this, [this, subjects] { frame(subjects); });
    } else if (const auto things = thingsAt(event->pos()); !things.empty()) {
        m_session.select(things);
        menu.addAction(tr("&Properties"), this, &DiagramView::propertiesRequested);
        menu.addSeparator();
    }
    menu.addAction(tr("Frame e&verything"), this, [this] { frame({}); });
    fillMenu(menu);
    menu.exec(event->globalPos());
}

void DiagramView::hideEvent(QHideEvent*)
{
    m_down = false;
    m_hand.forget();
}

void DiagramView::leaveEvent(QEvent*)
{
    if (!m_down && !m_hand.active())
        m_session.hover(std::nullopt);
}

bool DiagramView::event(QEvent* event)
{
    return answersTip(*event, *this, [this](QPointF at) { return toolTipAt(at); }) || takesKey(*event, {Qt::Key_Space})
        || QWidget::event(event);
}

QString DiagramView::toolTipAt(QPointF at) const
{
    const auto index = boxAt(at);
    if (!index) {
        const auto heading = isEmpty() ? std::nullopt : headingAt(at);
        return heading ? ui::tipOf(heading->tip) : QString{};
    }
    QStringList lines = tipOf(*index);
    if (const auto& evaluation = m_session.judgement().evaluation) {
        for (const model::Finding& finding : evaluation->findings) {
            if (finding.waived || finding.severity == model::Severity::NotEvaluated || !marked(finding))
                continue;
            const bool here = std::ranges::any_of(finding.subjects, [&](const Subject& subject) {
                const auto boxes = boxesOf(subject);
                return std::ranges::find(boxes, *index) != boxes.end();
            });
            if (here && lines.size() < mostTipLines)
                lines << (words(finding.rule) + QStringLiteral(": ") + words(finding.message)).toHtmlEscaped();
        }
    }
    return ui::tipOf(lines);
}

} // namespace colonnade::ui
