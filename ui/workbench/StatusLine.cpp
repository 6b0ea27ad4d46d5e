#include "ui/workbench/StatusLine.h"

#include "model/units/Text.h"
#include "render/theme/Glyphs.h"
#include "ui/document/DesignSession.h"
#include "ui/document/Words.h"
#include "ui/style/Controls.h"
#include "ui/style/Style.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QTimer>

namespace colonnade::ui {

namespace {

constexpr int messageLasts = 6000; // ms

QLabel* label(QWidget* parent, const QString& name, bool secondary)
{
    auto* label = new QLabel(parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    dress(label, render::type::head, QFont::Normal, secondary);
    return label;
}

QString milliseconds(double ms)
{
    return words(model::significant(ms, ms < 1 ? 1 : 2)) + QStringLiteral("\u00a0ms");
}

} // namespace

StatusLine::StatusLine(DesignSession& session, QWidget* parent) :
    QWidget(parent),
    m_session(session)
{
    setObjectName(QStringLiteral("status-line"));
    setFixedHeight(24);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(10, 1, 12, 0);
    row->setSpacing(0);
    const auto separate = [&] {
        row->addSpacing(12);
        auto* line = new Line(Qt::Vertical, this);
        line->setFixedHeight(14);
        row->addWidget(line);
        row->addSpacing(12);
    };
    m_rulesMark = new QLabel(this);
    m_rulesMark->setFixedWidth(18);
    row->addWidget(m_rulesMark);
    m_rules = label(this, QStringLiteral("status-rules"), false);
    row->addWidget(m_rules);
    separate();
    m_estimate = label(this, QStringLiteral("status-estimate"), true);
    row->addWidget(m_estimate);
    separate();
    m_hint = label(this, QStringLiteral("status-hint"), false);
    m_hint->setFont(textFont(render::type::head, QFont::Medium));
    m_hint->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(m_hint, 1);
    m_zoom = label(this, QStringLiteral("status-zoom"), true);
    row->addWidget(m_zoom);
    separate();
    m_saved = label(this, QStringLiteral("status-saved"), true);
    row->addWidget(m_saved);
    separate();
    m_units = label(this, QStringLiteral("status-units"), true);
    m_units->setText(tr("mm · °C · USD"));
    row->addWidget(m_units);
    m_messageEnds = new QTimer(this);
    m_messageEnds->setSingleShot(true);
    connect(m_messageEnds, &QTimer::timeout, this, [this] {
        m_message.clear();
        showHint();
    });

    connect(&session, &DesignSession::judgementChanged, this, [this] {
        showRules();
        showEstimate();
    });
    connect(&session, &DesignSession::designChanged, this, [this] {
        m_message.clear(); // Of what was before.
        showHint();
        showRules();
        showEstimate();
        showSaved();
    });
    connect(&session, &DesignSession::profileChanged, this, &StatusLine::showRules);
    connect(&session, &DesignSession::hintChanged, this, &StatusLine::showHint);
    connect(&session, &DesignSession::fileChanged, this, [this] {
        m_trouble.clear();
        showSaved();
    });
    connect(&session, &DesignSession::autosaveFailed, this, [this](const QString& why) {
        m_trouble = tr("Autosave failed: %1").arg(why);
        showSaved();
    });
    connect(&StyleNotice::instance(), &StyleNotice::themeChanged, this, &StatusLine::showRules);
    showRules();
    showEstimate();
    showHint();
    showSaved();
}

void StatusLine::setActionTip(const QString& tip)
{
    m_tip = tip;
    showHint();
}

void StatusLine::say(const QString& message)
{
    m_message = message;
    m_messageEnds->start(messageLasts);
    showHint();
}

void StatusLine::setZoom(const QString& zoom)
{
    m_zoom->setText(zoom);
}

void StatusLine::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().panel);
    painter.fillRect(QRect(0, 0, width(), 1), theme().line);
}

void StatusLine::showRules()
{
    const Judgement& judgement = m_session.judgement();
    if (!judgement.evaluation) {
        m_rulesMark->setPixmap(render::glyphPixmap(render::Glyph::NotEvaluated, theme(), 11,
                                                   devicePixelRatioF()));
        m_rules->setText(tr("Evaluating rules…"));
        return;
    }
    const model::Evaluation& all = *judgement.evaluation;
    const bool current = m_session.judgementIsCurrent();
    m_rulesMark->setPixmap(
        render::glyphPixmap(current && all.rulesEvaluated > 0 ? render::Glyph::Ok : render::Glyph::NotEvaluated, theme(), 11,
                            devicePixelRatioF()));
    QString text = tr("%1 of %2 rules evaluated").arg(all.rulesEvaluated).arg(all.rulesKnown);
    text += current ? QStringLiteral(", ") + milliseconds(judgement.rulesMilliseconds)
                    : tr(", of an earlier design");
    m_rules->setText(text);
    m_rules->setToolTip(tr("%1 rules could judge some place; the others miss inputs at each, find nothing here that they judge, or are off. "
                           "%2 of %3 checks had all their inputs; %4 were worked out anew.")
                            .arg(countText(all.rulesEvaluated), countText(all.checksEvaluated), countText(all.checks),
                                 countText(all.recalculated)));
}

void StatusLine::showEstimate()
{
    if (!m_session.workload()) {
        m_estimate->setText(tr("No workload"));
        return;
    }
    if (m_session.judging()) {
        m_estimate->setText(tr("Estimating…"));
        return;
    }
    const Judgement& judgement = m_session.judgement();
    const bool failed = (judgement.estimate && !*judgement.estimate) || (judgement.serving && !*judgement.serving);
    if (!judgement.estimate && !judgement.serving)
        m_estimate->setText(tr("Estimate not made"));
    else if (failed)
        m_estimate->setText(tr("Estimate not possible"));
    else
        m_estimate->setText(
            tr("Estimate current, %1").arg(milliseconds(judgement.estimateMilliseconds)));
}

void StatusLine::showHint()
{
    const QString& text = !m_tip.isEmpty() ? m_tip
        : !m_message.isEmpty()             ? m_message
                                           : m_session.hint();
    m_hint->setText(text);
    m_hint->setToolTip(text.toHtmlEscaped());
}

void StatusLine::showSaved()
{
    const bool trouble = !m_trouble.isEmpty();
    QString text = trouble ? m_trouble : m_session.savedNote();
    if (!trouble && m_session.isModified() && !m_session.path().isEmpty())
        text = tr("Edited");
    m_saved->setProperty("wrong", trouble);
    m_saved->setText(text);
    m_saved->setToolTip(m_session.savedNote());
}

} // namespace colonnade::ui
