#include "ui/workbench/Header.h"

#include "ui/document/DesignSession.h"
#include "ui/style/Icons.h"
#include "ui/style/Style.h"

#include <QPainter>

namespace colonnade::ui {

HeadRow::HeadRow(int height, QWidget* left, QWidget* middle, QWidget* right, QWidget* parent) :
    QWidget(parent),
    m_left(left),
    m_middle(middle),
    m_right(right)
{
    setFixedHeight(height);
    for (QWidget* part : {left, middle, right})
        part->setParent(this);
}

void HeadRow::resizeEvent(QResizeEvent*)
{
    lay();
}

bool HeadRow::event(QEvent* event)
{
    if (event->type() == QEvent::LayoutRequest)
        lay();
    return QWidget::event(event);
}

void HeadRow::lay()
{
    constexpr int gap = 12;
    const int high = height() - 1;
    const auto put = [&](QWidget* part, int x, int w) {
        const int h = std::min(part->sizeHint().height(), high);
        part->setGeometry(x, (high - h) / 2, w, h);
    };
    const int leftWidth = m_left->sizeHint().width();
    put(m_left, 0, leftWidth);
    const int middleWish = m_middle->sizeHint().width();
    const int rightLeast = m_right->minimumSizeHint().width();
    const int rightRoom = width() - leftWidth - 2 * gap - middleWish - gap;
    const int rightWidth
        = std::clamp(rightRoom, std::min(rightLeast, width() / 4), m_right->sizeHint().width());
    put(m_right, width() - rightWidth - gap, rightWidth);
    const int from = leftWidth + gap, to = width() - rightWidth - 2 * gap;
    const int middleWidth = std::clamp(middleWish, 0, std::max(0, to - from));
    put(m_middle, std::clamp((width() - middleWidth) / 2, from, std::max(from, to - middleWidth)),
        middleWidth);
}

void HeadRow::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().panel);
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme().line);
}

TitleLabel::TitleLabel(DesignSession& session, QWidget* parent) :
    QWidget(parent),
    m_session(session)
{
    setObjectName(QStringLiteral("document-title"));
    const auto refresh = [this] {
        updateGeometry();
        update();
    };
    connect(&session, &DesignSession::fileChanged, this, refresh);
    connect(&session, &DesignSession::designChanged, this, refresh);
}

QString TitleLabel::remark() const
{
    if (m_session.isReadOnly())
        return tr("read-only");
    if (m_session.isModified())
        return tr("edited");
    return m_session.path().isEmpty() ? tr("not saved") : QString();
}

QSize TitleLabel::sizeHint() const
{
    const double title
        = QFontMetricsF(textFont(12.5, QFont::DemiBold)).horizontalAdvance(m_session.title());
    const double rest = QFontMetricsF(textFont(render::type::head)).horizontalAdvance(remark());
    return {static_cast<int>(std::ceil(title + rest + 12)), 24};
}

void TitleLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(theme().text);
    painter.setFont(textFont(12.5, QFont::DemiBold));
    const QString mark = remark();
    const double rest
        = mark.isEmpty() ? 0 : QFontMetricsF(textFont(render::type::head)).horizontalAdvance(mark) + 8;
    const QString title = QFontMetricsF(painter.font())
                              .elidedText(m_session.title(), Qt::ElideMiddle, width() - rest);
    painter.drawText(QRectF(rect()), Qt::AlignLeft | Qt::AlignVCenter, title);
    const double end = QFontMetricsF(painter.font()).horizontalAdvance(title) + 8;
    painter.setPen(theme().text2);
    painter.setFont(textFont(render::type::head));
    painter.drawText(QRectF(rect()).adjusted(end, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, mark);
}

SearchButton::SearchButton(QWidget* parent) : QAbstractButton(parent)
{
    setObjectName(QStringLiteral("search"));
    setText(tr("Search parts, places, actions, findings"));
    setCursor(Qt::IBeamCursor);
    setFocusPolicy(Qt::NoFocus);
}

void SearchButton::paintEvent(QPaintEvent*)
{
    const render::Theme& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(t.strong);
    painter.setBrush(underMouse() ? t.hover : t.field);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
    ui::icon(QStringLiteral("search")).paint(&painter, QRect(9, (height() - 16) / 2, 16, 16));
    painter.setPen(t.text2);
    painter.setFont(textFont(11, QFont::Medium));
    const QString key = QStringLiteral("Ctrl K");
    const double keyWidth = QFontMetricsF(painter.font()).horizontalAdvance(key) + 8;
    painter.drawText(QRectF(rect()).adjusted(0, 0, -8, 0), Qt::AlignRight | Qt::AlignVCenter, key);
    painter.setFont(textFont(render::type::body));
    const double room = width() - 32 - keyWidth - 6;
    painter.drawText(QRectF(32, 0, room, height()), Qt::AlignVCenter,
                     QFontMetricsF(painter.font()).elidedText(text(), Qt::ElideRight, room));
}

} // namespace colonnade::ui
