#include "ui/failures/FailureBar.h"

#include "render/elevation/FailureMarks.h"
#include "ui/document/FailureWhatIf.h"
#include "ui/document/Words.h"
#include "ui/style/Style.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

namespace colonnade::ui {

namespace {

constexpr int barHeight = 30;

} // namespace

FailureBar::FailureBar(DesignSession& session, QWidget* parent) : QWidget(parent), m_session(session)
{
    setObjectName(QStringLiteral("failure-bar"));
    setFixedHeight(barHeight);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(34, 0, space::between, 0);
    row->setSpacing(space::inside);
    m_text = new QLabel(this);
    m_text->setObjectName(QStringLiteral("failure-sentence"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_text->setTextInteractionFlags(Qt::NoTextInteraction);
    dress(m_text, render::type::body, QFont::DemiBold);
    m_text->installEventFilter(this);
    row->addWidget(m_text, 1);
    const auto add = [&](const char* name, const QString& text, const QString& tip, auto act) {
        auto* button = new QToolButton(this);
        button->setObjectName(QLatin1StringView{name});
        button->setText(text);
        button->setToolTip(tip);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::NoFocus);
        connect(button, &QAbstractButton::clicked, this, act);
        row->addWidget(button);
    };
    add("failure-previous", QStringLiteral("‹"), tr("The single failure before"), [this] { m_session.failures().step(-1); });
    add("failure-next", QStringLiteral("›"), tr("The next single failure, worst first"), [this] { m_session.failures().step(1); });
    add("failure-list", tr("List"), tr("All single failures, and what this one does"), [this] { emit panelWanted(); });
    add("failure-end", tr("End"), tr("Everything runs again (Esc)"), [this] { m_session.failures().clear(); });
    connect(&session, &DesignSession::failureChanged, this, &FailureBar::refresh);
    refresh();
}

QString FailureBar::text() const
{
    return m_sentence;
}

void FailureBar::refresh()
{
    const FailureWhatIf& whatIf = m_session.failures();
    setVisible(whatIf.active());
    if (!whatIf.active())
        return;
    const auto& state = whatIf.state();
    QString text;
    if (state) {
        // Of the set before, until the answer for this one is there.
        bool same = state->failure.set.parts.size() == whatIf.paths().size();
        for (const model::FailedPart& part : state->failure.set.parts)
            same = same && whatIf.has(part.path);
        text = same ? state->sentence : QString();
    }
    if (text.isEmpty())
        text = tr("%1 lost…").arg(words(whatIf.paths().front()));
    m_sentence = text;
    m_text->setToolTip(text.toHtmlEscaped());
    setAccessibleName(text);
    elide();
    update();
}

void FailureBar::elide()
{
    m_text->setText(m_text->fontMetrics().elidedText(m_sentence, Qt::ElideRight, m_text->width()));
}

bool FailureBar::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_text && event->type() == QEvent::Resize)
        elide();
    return QWidget::eventFilter(watched, event);
}

void FailureBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const render::Theme& t = theme();
    painter.fillRect(rect(), render::mixed(t.error, t.panel, 0.14));
    painter.fillRect(QRect(0, 0, 4, rect().height()), t.error);
    painter.fillRect(QRect(0, rect().bottom(), width(), 1), t.line);
    render::paintFailureMark(painter, model::PlaceState::Failed, QRectF(12, (rect().height() - 15) / 2.0, 15, 15), t);
}

} // namespace colonnade::ui
