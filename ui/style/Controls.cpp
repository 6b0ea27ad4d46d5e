#include "ui/style/Controls.h"

#include "ui/style/Style.h"

#include <QDragEnterEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QPushButton>
#include <QToolTip>
#include <QVBoxLayout>

namespace colonnade::ui {

namespace {

constexpr int dwellTime = 600; // ms that a drag rests on a tab to open it
constexpr int stripHeight = 28, secondRow = 28;
constexpr int tabPadding = 12, leastTabPadding = 6;
constexpr int remarkMargin = 10;

double widthOf(const QString& text, double pixels, QFont::Weight weight)
{
    return QFontMetricsF(textFont(pixels, weight)).horizontalAdvance(text);
}

void drawCentred(QPainter& painter, const QRectF& box, const QString& text, Qt::Alignment align)
{
    painter.drawText(box, int(align) | int(Qt::AlignVCenter) | int(Qt::TextSingleLine), text);
}

} // namespace

TabStrip::TabStrip(QWidget* parent) : QWidget(parent)
{
    setMouseTracking(true);
    setAcceptDrops(true);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_dwell.setSingleShot(true);
    m_dwell.setInterval(dwellTime);
    connect(&m_dwell, &QTimer::timeout, this, [this] {
        if (m_hovered >= 0 && m_hovered != m_current)
            emit chosen(m_hovered);
    });
}

void TabStrip::setTabs(const QStringList& titles)
{
    if (titles == m_titles)
        return;
    m_titles = titles;
    m_hovered = -1;
    updateGeometry();
    layCorner();
    update();
}

void TabStrip::setCurrent(int index)
{
    if (index == m_current)
        return;
    m_current = index;
    update();
}

void TabStrip::setRemark(const QString& remark)
{
    if (remark == m_remark)
        return;
    m_remark = remark;
    update();
}

void TabStrip::setCorner(QWidget* corner)
{
    if (corner == m_corner)
        return;
    if (m_corner)
        m_corner->hide();
    m_corner = corner;
    if (m_corner) {
        m_corner->setParent(this);
        m_corner->show();
    }
    layCorner();
}

void TabStrip::setWraps(bool wraps)
{
    m_wraps = wraps;
    layCorner();
}

void TabStrip::setRoomBeside(int room)
{
    m_beside = room;
    layCorner();
    update();
}

void TabStrip::setEndRoom(int room)
{
    m_end = room;
    layCorner();
    update();
}

int TabStrip::tabsWidth() const
{
    return m_titles.isEmpty() ? 0 : tabRect(static_cast<int>(m_titles.size()) - 1).right() + 1;
}

QSize TabStrip::sizeHint() const
{
    return {static_cast<int>(naturalWidth(tabPadding)) + 20, stripHeight + (m_wrapped ? secondRow : 0)};
}

QSize TabStrip::minimumSizeHint() const
{
    return {40, sizeHint().height()};
}

int TabStrip::roomBeside() const
{
    return std::max(0, width() - m_end - tabsWidth() - 2 * remarkMargin);
}

double TabStrip::naturalWidth(double padding) const
{
    double all = 0;
    for (const QString& title : m_titles)
        all += widthOf(title, render::type::body, QFont::DemiBold) + 2 * padding;
    return all;
}

QRect TabStrip::tabRect(int index) const
{
    // Where room is short, also for what stands beside them, the titles first stand closer, then they are cut.
    const double room = width() - m_end;
    const auto count = static_cast<double>(std::max<qsizetype>(1, m_titles.size()));
    const double over = naturalWidth(tabPadding) + m_beside - room;
    const double padding = over > 0 ? std::max<double>(leastTabPadding, tabPadding - over / (2 * count)) : tabPadding;
    const double scale = std::min(1.0, room / std::max(1.0, naturalWidth(padding)));
    double x = 0;
    for (int i = 0; i < m_titles.size(); ++i) {
        const double width = (widthOf(m_titles[i], render::type::body, QFont::DemiBold) + 2 * padding) * scale;
        if (i == index)
            return QRectF(x, 0, width, stripHeight).toAlignedRect();
        x += width;
    }
    return {};
}

int TabStrip::tabAt(QPoint at) const
{
    for (int i = 0; i < m_titles.size(); ++i) {
        if (tabRect(i).contains(at))
            return i;
    }
    return -1;
}

void TabStrip::layCorner()
{
    const int least = m_corner ? m_corner->minimumSizeHint().expandedTo(m_corner->minimumSize()).width() : 0;
    const bool wrapped = m_wraps && least > roomBeside();
    if (wrapped != m_wrapped) {
        m_wrapped = wrapped;
        updateGeometry();
        update();
    }
    if (!m_corner)
        return;
    const QSize wish = m_corner->sizeHint().boundedTo(m_corner->maximumSize()).expandedTo(m_corner->minimumSize());
    const int w = std::min(wrapped ? width() - 2 * remarkMargin : roomBeside(), wish.width());
    const int row = wrapped ? secondRow : stripHeight;
    const int h = std::min(row, wish.height());
    if (wrapped)
        m_corner->setGeometry(remarkMargin, stripHeight + (row - h) / 2, w, h);
    else
        m_corner->setGeometry(width() - m_end - w - remarkMargin, (row - h) / 2, w, h);
    m_corner->setVisible(w >= std::min(60, wish.width()));
}

void TabStrip::paintEvent(QPaintEvent*)
{
    const render::Theme& t = theme();
    QPainter painter(this);
    painter.fillRect(rect(), t.window);
    for (int i = 0; i < m_titles.size(); ++i) {
        const QRect tab = tabRect(i);
        const bool on = i == m_current;
        if (on) {
            painter.fillRect(tab, t.panel);
            painter.fillRect(QRect(tab.left(), tab.top(), tab.width(), 2), t.accent);
        } else if (i == m_hovered) {
            painter.fillRect(tab, t.hover);
        }
        painter.setFont(textFont(render::type::body, on ? QFont::DemiBold : QFont::Normal));
        painter.setPen(on ? t.text : t.text2);
        drawCentred(painter, QRectF(tab).translated(0, 1),
                    QFontMetricsF(painter.font()).elidedText(m_titles[i], Qt::ElideRight, tab.width() - 4), Qt::AlignHCenter);
    }
    if (m_corner || m_remark.isEmpty())
        return;
    const double room = roomBeside();
    painter.setFont(textFont(render::type::head, QFont::Medium));
    painter.setPen(t.text2);
    const QString shown = QFontMetricsF(painter.font()).elidedText(m_remark, Qt::ElideRight, room);
    if (shown.size() > 4)
        drawCentred(painter, QRectF(tabsWidth() + remarkMargin, 1, room, stripHeight), shown,
                    Qt::AlignRight);
}

void TabStrip::mousePressEvent(QMouseEvent* event)
{
    const int tab = tabAt(event->pos());
    if (event->button() == Qt::LeftButton && tab >= 0 && tab != m_current)
        emit chosen(tab);
    event->ignore(); // a dock is dragged by its tabs
}

void TabStrip::mouseMoveEvent(QMouseEvent* event)
{
    setHovered(tabAt(event->pos()));
    event->ignore();
}

void TabStrip::leaveEvent(QEvent*)
{
    setHovered(-1);
}

void TabStrip::setHovered(int tab)
{
    if (tab == m_hovered)
        return;
    m_hovered = tab;
    update();
}

// Nothing is dropped on a tab; the drag is taken to be told where it is.
void TabStrip::dragEnterEvent(QDragEnterEvent* event)
{
    event->setDropAction(Qt::IgnoreAction);
    event->accept();
}

void TabStrip::dragMoveEvent(QDragMoveEvent* event)
{
    const int before = m_hovered;
    setHovered(tabAt(event->position().toPoint()));
    if (m_hovered < 0)
        m_dwell.stop();
    else if (m_hovered != before || !m_dwell.isActive())
        m_dwell.start();
    event->setDropAction(Qt::IgnoreAction);
    event->accept();
}

void TabStrip::dragLeaveEvent(QDragLeaveEvent*)
{
    m_dwell.stop();
    setHovered(-1);
}

void TabStrip::resizeEvent(QResizeEvent*)
{
    layCorner();
}

bool TabStrip::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip && !m_remark.isEmpty() && !m_corner) {
        auto* help = static_cast<QHelpEvent*>(event);
        if (help->pos().x() > tabsWidth())
            QToolTip::showText(help->globalPos(), m_remark.toHtmlEscaped(), this);
        return true;
    }
    if (event->type() == QEvent::LayoutRequest)
        layCorner();
    return QWidget::event(event);
}

Segments::Segments(Look look, QWidget* parent) : QWidget(parent), m_look(look)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setFocusPolicy(Qt::TabFocus);
}

void Segments::setSegments(std::vector<Segment> segments)
{
    m_segments = std::move(segments);
    m_current = std::min(m_current, static_cast<int>(m_segments.size()) - 1);
    updateGeometry();
    update();
}

void Segments::setCurrent(int index)
{
    if (index == m_current)
        return;
    m_current = index;
    update();
}

double Segments::segmentWidth(const Segment& segment) const
{
    const double padding = m_look == Look::Raised ? 12 : 8;
    const double size = m_look == Look::Raised ? 12.5 : render::type::head;
    double width = widthOf(segment.text, size, QFont::DemiBold) + 2 * padding;
    if (!segment.key.isEmpty())
        width += widthOf(segment.key, render::type::axis, QFont::Normal) + 8;
    return width;
}

QRectF Segments::segmentRect(int index) const
{
    double x = 2;
    for (int i = 0; i < index; ++i)
        x += segmentWidth(m_segments[static_cast<std::size_t>(i)]);
    return {x, 2, segmentWidth(m_segments[static_cast<std::size_t>(index)]), height() - 4.0};
}

QSize Segments::sizeHint() const
{
    double width = 4;
    for (const Segment& segment : m_segments)
        width += segmentWidth(segment);
    return {static_cast<int>(std::ceil(width)), m_look == Look::Raised ? 26 : 23};
}

int Segments::segmentAt(QPoint at) const
{
    for (int i = 0; i < static_cast<int>(m_segments.size()); ++i) {
        if (segmentRect(i).contains(at))
            return i;
    }
    return -1;
}

void Segments::paintEvent(QPaintEvent*)
{
    const render::Theme& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool raised = m_look == Look::Raised;
    painter.setPen(QPen(hasFocus() ? t.accent : raised ? t.line : t.strong, 1));
    painter.setBrush(t.window);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
    for (int i = 0; i < static_cast<int>(m_segments.size()); ++i) {
        const Segment& segment = m_segments[static_cast<std::size_t>(i)];
        const QRectF box = segmentRect(i);
        const bool on = i == m_current;
        if (on) {
            painter.setPen(raised ? QPen(t.strong, 0.8) : QPen(Qt::NoPen));
            painter.setBrush(raised ? t.panel : t.accent);
            painter.drawRoundedRect(box, 3.5, 3.5);
        }
        const double size = raised ? 12.5 : render::type::head;
        painter.setFont(textFont(size, on && raised ? QFont::DemiBold : QFont::Medium));
        painter.setPen(on ? (raised ? t.text : t.onAccent) : raised ? t.text2 : t.text);
        const double padding = raised ? 12 : 8;
        drawCentred(painter, box.adjusted(padding, 0, 0, 0), segment.text, Qt::AlignLeft);
        if (!segment.key.isEmpty()) {
            painter.setFont(textFont(render::type::axis));
            painter.setPen(t.text2);
            drawCentred(painter, box.adjusted(0, 0, -padding, 0), segment.key, Qt::AlignRight);
        }
    }
}

void Segments::mousePressEvent(QMouseEvent* event)
{
    const int segment = segmentAt(event->pos());
    if (event->button() == Qt::LeftButton && segment >= 0 && segment != m_current) {
        setCurrent(segment);
        emit chosen(segment);
    }
}

void Segments::keyPressEvent(QKeyEvent* event)
{
    const int step = event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0;
    const int next = m_current + step;
    if (step == 0 || next < 0 || next >= static_cast<int>(m_segments.size())) {
        QWidget::keyPressEvent(event);
        return;
    }
    setCurrent(next);
    emit chosen(next);
}

bool Segments::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const int segment = segmentAt(help->pos());
        if (segment >= 0)
            QToolTip::showText(help->globalPos(),
                               m_segments[static_cast<std::size_t>(segment)].toolTip, this);
        return true;
    }
    return QWidget::event(event);
}

Chip::Chip(const QString& text, QWidget* parent) : QAbstractButton(parent)
{
    setText(text);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Chip::setClearable(bool clearable)
{
    m_clearable = clearable;
    updateGeometry();
    update();
}

QSize Chip::sizeHint() const
{
    double width = widthOf(text(), 11, QFont::Medium) + 17;
    if (!icon().isNull())
        width += text().isEmpty() ? 12 : 16;
    if (m_clearable && isChecked())
        width += 12;
    return {static_cast<int>(std::ceil(width)), 21};
}

void Chip::paintEvent(QPaintEvent*)
{
    const render::Theme& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool on = isChecked();
    const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(QPen(on || hasFocus() ? t.accent : t.strong, 1));
    painter.setBrush(on ? t.selected : underMouse() ? t.hover : t.panel);
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2);
    double x = 8.5;
    if (!icon().isNull()) {
        const int side = 12;
        icon().paint(&painter, QRect(static_cast<int>(x) - 1, (height() - side) / 2, side, side));
        x += 15;
    }
    painter.setFont(textFont(11, QFont::Medium));
    painter.setPen(!isEnabled() ? t.text2 : on ? t.accent : t.text);
    const bool cross = m_clearable && on;
    const double room = width() - x - (cross ? 18 : 4);
    drawCentred(painter, QRectF(x, 0, width() - x, height()),
                QFontMetricsF(painter.font()).elidedText(text(), Qt::ElideRight, room), Qt::AlignLeft);
    if (cross) {
        painter.setPen(QPen(t.accent, 1.3, Qt::SolidLine, Qt::RoundCap));
        const QPointF middle(width() - 11.5, height() / 2.0);
        painter.drawLine(middle + QPointF(-2.5, -2.5), middle + QPointF(2.5, 2.5));
        painter.drawLine(middle + QPointF(-2.5, 2.5), middle + QPointF(2.5, -2.5));
    }
}

Line::Line(Qt::Orientation orientation, QWidget* parent) :
    QWidget(parent),
    m_orientation(orientation)
{
    if (orientation == Qt::Horizontal)
        setFixedHeight(1);
    else
        setFixedWidth(1);
}

void Line::paintEvent(QPaintEvent*)
{
    QPainter(this).fillRect(rect(), theme().line);
}

EmptyState::EmptyState(QWidget* parent) : QWidget(parent)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::groups, space::groups, space::groups, space::groups);
    layout->setSpacing(space::between);
    layout->addStretch(1);
    m_text = new QLabel(this);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setAlignment(Qt::AlignHCenter);
    dress(m_text, render::type::body, QFont::Normal, true);
    layout->addWidget(m_text);
    m_steps = new QVBoxLayout;
    m_steps->setSpacing(space::inside);
    layout->addLayout(m_steps);
    layout->addStretch(2);
}

void EmptyState::setMessage(const QString& text)
{
    m_text->setText(text);
}

QAbstractButton* EmptyState::addStep(const QString& text)
{
    auto* button = new QPushButton(text, this);
    button->setProperty("link", true);
    button->setCursor(Qt::PointingHandCursor);
    m_steps->addWidget(button, 0, Qt::AlignHCenter);
    return button;
}

void EmptyState::clearSteps()
{
    while (auto* item = m_steps->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

} // namespace colonnade::ui
