#include "ui/rules/RulePage.h"

#include "ui/document/Subjects.h"
#include "ui/document/Words.h"
#include "ui/findings/FindingText.h"
#include "ui/inspector/FindingCard.h"
#include "ui/rules/RuleSettingForm.h"
#include "ui/rules/RuleStanding.h"
#include "ui/style/Controls.h"
#include "ui/style/Style.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace colonnade::ui {

namespace {

constexpr int firstFindings = 12; ///< Shown at once; the rest on request.

QLabel* label(const QString& text, double pixels, QFont::Weight weight, bool secondary, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    dress(label, pixels, weight, secondary);
    return label;
}

void addHeading(QVBoxLayout* column, const QString& text, QWidget* parent)
{
    column->addSpacing(4);
    column->addWidget(new Line(Qt::Horizontal, parent));
    column->addSpacing(2);
    column->addWidget(label(text, render::type::head, QFont::DemiBold, true, parent));
}

QString confidenceText(std::string_view confidence)
{
    if (confidence == "A")
        return RulePage::tr("read at its maker");
    if (confidence == "B")
        return RulePage::tr("quoted by another page");
    if (confidence == "C")
        return RulePage::tr("recalled, not read again");
    if (confidence == "EJ")
        return RulePage::tr("engineering judgement");
    return words(confidence);
}

QString adjustableText(model::Adjustable adjustable)
{
    switch (adjustable) {
    case model::Adjustable::Yes: return RulePage::tr("thresholds are yours to set");
    case model::Adjustable::No: return RulePage::tr("thresholds are fixed");
    case model::Adjustable::ByProfile: return RulePage::tr("thresholds are the region's");
    }
    return {};
}

/// A sheet of the drawing's ground that the formula stands on.
class Sheet final : public QWidget {
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(theme().line, 1));
        painter.setBrush(theme().canvas);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    }
};

} // namespace

RulePage::RulePage(DesignSession& session, QWidget* parent) : QScrollArea(parent), m_session(session)
{
    setObjectName(QStringLiteral("rule-page"));
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &RulePage::rebuild);
    connect(&StyleNotice::instance(), &StyleNotice::themeChanged, this, &RulePage::refresh);
}

void RulePage::showRule(const QString& rule)
{
    if (rule != m_rule) {
        m_rule = rule;
        m_shown = firstFindings;
        verticalScrollBar()->setValue(0);
    }
    refresh();
}

void RulePage::refresh()
{
    m_stale = true;
    if (isVisible() && !isTyping())
        m_soon.start();
}

void RulePage::showEvent(QShowEvent* event)
{
    QScrollArea::showEvent(event);
    if (m_stale)
        m_soon.start();
}

bool RulePage::isTyping() const
{
    const auto* field = widget() ? qobject_cast<const QLineEdit*>(widget()->focusWidget()) : nullptr;
    return field && field->hasFocus() && field->isModified();
}

const model::Finding* RulePage::example() const
{
    const auto& evaluation = m_session.judgement().evaluation;
    if (!evaluation)
        return nullptr;
    const std::string id = utf8(m_rule);
    const model::Finding* worst = nullptr;
    for (const auto& finding : evaluation->findings) {
        if (finding.rule != id || (!finding.measured && finding.derivation.empty()))
            continue;
        if (!worst || finding.utilisation().value_or(0) > worst->utilisation().value_or(0))
            worst = &finding;
    }
    if (worst)
        return worst;
    const auto nearest = evaluation->nearest.find(id);
    return nearest == evaluation->nearest.end() ? nullptr : &nearest->second;
}

void RulePage::rebuild()
{
    m_stale = false;
    const auto standings = ruleStandings(m_session.judgement(), m_session.profile(), m_session.namedProfile());
    const auto found = std::find_if(standings.begin(), standings.end(), [&](const RuleStanding& standing) {
        return words(standing.info->id) == m_rule;
    });
    const int scrolled = verticalScrollBar()->value();
    const QString focused = widget() && widget()->focusWidget() && widget()->isAncestorOf(focusWidget())
        ? widget()->focusWidget()->objectName()
        : QString();
    auto* content = m_content = new QWidget;
    content->setObjectName(QStringLiteral("scrolled"));
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(space::panel, 10, space::panel, space::panel);
    column->setSpacing(6);
    column->setAlignment(Qt::AlignTop);
    if (found == standings.end()) {
        column->addWidget(label(m_rule.isEmpty() ? tr("Choose a rule: its formula with this design's numbers, the limit and the source.")
                                                 : tr("No rule of this profile is called %1.").arg(m_rule),
                                render::type::body, QFont::Normal, true, content));
    } else {
        addHead(column, *found);
        addFormula(column, *found);
        addWords(column, *found);
        addSetting(column, *found);
        addFindings(column, *found);
    }
    setWidget(content); // Ends the one before.
    verticalScrollBar()->setValue(scrolled);
    if (!focused.isEmpty()) {
        if (auto* again = content->findChild<QWidget*>(focused))
            again->setFocus(Qt::OtherFocusReason);
    }
}

void RulePage::addHead(QVBoxLayout* column, const RuleStanding& standing)
{
    QWidget* content = m_content;
    const model::RuleInfo& info = *standing.info;
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    if (standing.glyph) {
        auto* mark = new QLabel(content);
        mark->setPixmap(render::glyphPixmap(*standing.glyph, theme(), 16, devicePixelRatioF()));
        row->addWidget(mark, 0, Qt::AlignTop);
    }
    auto* title = label(words(info.id) + QStringLiteral("\u2002") + words(info.title), render::type::panelTitle,
                        QFont::DemiBold, false, content);
    title->setObjectName(QStringLiteral("rule-title"));
    row->addWidget(title, 1);
    column->addLayout(row);
    QStringList scopes;
    for (const auto scope : info.scopes)
        scopes << words(word(scope));
    column->addWidget(label(tr("%1 · judges each %2 · at most %3 · %4")
                                .arg(domainName(info.domain), scopes.join(tr(" and ")), words(word(info.severity)),
                                     adjustableText(info.adjustable)),
                            11, QFont::Normal, true, content));
    auto* state = label(standingWords(standing), render::type::body, QFont::Medium, false, content);
    state->setObjectName(QStringLiteral("rule-standing"));
    column->addWidget(state);
}

void RulePage::addFormula(QVBoxLayout* column, const RuleStanding& standing)
{
    auto* sheet = new Sheet(m_content);
    sheet->setObjectName(QStringLiteral("rule-formula"));
    auto* inside = new QVBoxLayout(sheet);
    inside->setContentsMargins(10, 8, 10, 9);
    inside->setSpacing(4);
    inside->addWidget(label(tr("Formula"), render::type::axis, QFont::Normal, true, sheet));
    inside->addWidget(label(words(standing.info->formula), render::type::strip, QFont::Medium, false, sheet));
    if (const auto* finding = example()) {
        const bool passes = finding->severity == model::Severity::Info && standing.state == RuleStanding::State::Passes;
        QString where = finding->subjects.empty() ? QString() : placeOf(*m_session.design(), finding->subjects.front());
        inside->addSpacing(4);
        inside->addWidget(label((passes && finding->limit ? tr("With the numbers of %1, which comes nearest to the limit")
                                        : tr("With the numbers of %1"))
                                    .arg(where),
                                render::type::axis, QFont::Normal, true, sheet));
        auto* derived = label(words(finding->derivation.empty() ? finding->message : finding->derivation),
                              render::type::strip, QFont::Medium, false, sheet);
        derived->setObjectName(QStringLiteral("rule-derivation"));
        inside->addWidget(derived);
        const FindingNumbers numbers = numbersOf(*finding);
        if (numbers.share && *numbers.share >= 0)
            inside->addWidget(new LimitBar(*finding->measured, *finding->limit,
                                           numbers.over ? render::glyphColour(render::glyphOf(*finding), theme()) : theme().ok,
                                           sheet));
        if (!numbers.value.isEmpty()) {
            auto* row = new QHBoxLayout;
            row->addWidget(label(numbers.value, render::type::strip, QFont::DemiBold, false, sheet));
            row->addWidget(label(numbers.margin, render::type::body, QFont::Normal, true, sheet), 1);
            if (!numbers.limit.isEmpty()) {
                auto* limit = label(tr("limit %1").arg(numbers.limit), render::type::body, QFont::Medium, false, sheet);
                limit->setWordWrap(false);
                row->addWidget(limit);
            }
            inside->addLayout(row);
        }
    } else if (standing.state == RuleStanding::State::Passes) {
        inside->addWidget(label(tr("Nothing here comes near a limit: the rule passes without a number."), 11,
                                QFont::Normal, true, sheet));
    }
    column->addWidget(sheet);
}

void RulePage::addWords(QVBoxLayout* column, const RuleStanding& standing)
{
    QWidget* content = m_content;
    const model::RuleInfo& info = *standing.info;
    if (!info.explanation.empty())
        column->addWidget(label(words(info.explanation), render::type::body, QFont::Normal, false, content));
    if (!info.remedy.empty())
        column->addWidget(label(tr("What mends it: %1").arg(words(info.remedy)), render::type::body, QFont::Normal, false, content));
    addHeading(column, info.sources.size() == 1 ? tr("Source") : tr("Sources"), content);
    for (const auto& source : info.sources) {
        auto* row = new QHBoxLayout;
        row->setSpacing(space::between);
        row->addWidget(label(words(source.text), render::type::body, QFont::Normal, false, content), 1);
        auto* how = label(confidenceText(source.confidence), 11, QFont::Normal, true, content);
        how->setWordWrap(false);
        row->addWidget(how, 0, Qt::AlignTop);
        column->addLayout(row);
    }
    if (info.sources.empty())
        column->addWidget(label(tr("No source is named."), render::type::body, QFont::Normal, true, content));
}

void RulePage::addSetting(QVBoxLayout* column, const RuleStanding& standing)
{
    addHeading(column, tr("In the profile %1").arg(words(m_session.profile().title)), m_content);
    auto* form = new RuleSettingForm(m_session, *standing.info, m_content);
    connect(form, &RuleSettingForm::said, this, &RulePage::said);
    column->addWidget(form);
}

void RulePage::addFindings(QVBoxLayout* column, const RuleStanding& standing)
{
    QWidget* content = m_content;
    const auto& evaluation = m_session.judgement().evaluation;
    const int all = standing.found + standing.waived + standing.notEvaluated;
    if (!evaluation || all == 0 || standing.state == RuleStanding::State::Off)
        return;
    addHeading(column, tr("In this design: %1").arg(standingWords(standing)), content);
    int shown = 0;
    for (const auto& finding : evaluation->findings) {
        if (words(finding.rule) != m_rule)
            continue;
        if (shown == m_shown) {
            auto* more = new QPushButton(tr("Show all %1").arg(countText(all)), content);
            more->setProperty("link", true);
            more->setCursor(Qt::PointingHandCursor);
            connect(more, &QPushButton::clicked, this, [this, all] {
                m_shown = all;
                refresh();
            });
            column->addWidget(more, 0, Qt::AlignLeft);
            break;
        }
        if (shown > 0) {
            column->addSpacing(2);
            column->addWidget(new Line(Qt::Horizontal, content));
            column->addSpacing(2);
        }
        auto* card = new FindingCard(m_session, finding, FindingCard::Head::Place, content);
        connect(card, &FindingCard::fixWanted, this, &RulePage::fixWanted);
        connect(card, &FindingCard::waiveWanted, this, &RulePage::waiveWanted);
        column->addWidget(card);
        ++shown;
    }
}

} // namespace colonnade::ui
