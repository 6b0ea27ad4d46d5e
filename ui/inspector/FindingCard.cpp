#include "ui/inspector/FindingCard.h"

#include "render/theme/Glyphs.h"
#include "ui/document/RulesInForce.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"
#include "ui/findings/DeltaWords.h"
#include "ui/findings/FindingText.h"
#include "ui/findings/Waiving.h"
#include "ui/style/Style.h"

#include <QFocusEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

namespace colonnade::ui {

namespace {

constexpr double detail = 11; ///< Pixels of what stands below the message.

QLabel* textLabel(const QString& text, double size, QFont::Weight weight, bool secondary, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    dress(label, size, weight, secondary);
    return label;
}

/// As the text of a button, in which "&" marks a key.
QString plainly(QString text)
{
    return text.replace(QLatin1Char('&'), QStringLiteral("&&"));
}

QPushButton* link(const QString& text, QWidget* parent)
{
    auto* button = new QPushButton(text, parent);
    button->setProperty("link", true);
    button->setCursor(Qt::PointingHandCursor);
    return button;
}

} // namespace

LimitBar::LimitBar(double value, double limit, const QColor& colour, QWidget* parent) :
    QWidget(parent),
    m_value(value),
    m_limit(limit),
    m_colour(colour)
{
    setFixedHeight(16);
}

void LimitBar::paintEvent(QPaintEvent*)
{
    const render::Theme& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double most = std::max(m_value, m_limit) * 1.05;
    const QRectF bar = QRectF(0.5, 3.5, width() - 1.0, 9);
    painter.setPen(QPen(t.strong, 0.8));
    painter.setBrush(t.window);
    painter.drawRoundedRect(bar, 1.5, 1.5);
    if (most <= 0)
        return;
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_colour);
    painter.drawRoundedRect(QRectF(bar.left(), bar.top(), bar.width() * m_value / most, bar.height()), 1.5, 1.5);
    painter.setPen(QPen(t.text, 1.6));
    const double x = bar.left() + bar.width() * m_limit / most;
    painter.drawLine(QPointF(x, 0), QPointF(x, 16));
}

PreviewLink::PreviewLink(DesignSession& session, const model::Fix& fix, QWidget* parent) :
    QPushButton(plainly(words(fix.text)), parent),
    m_session(&session),
    m_fix(fix)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setProperty("link", true);
    setCursor(Qt::PointingHandCursor);
}

QSize PreviewLink::sizeHint() const
{
    const QString whole = plainly(words(m_fix.text));
    return QPushButton::sizeHint() + QSize{fontMetrics().horizontalAdvance(whole) - fontMetrics().horizontalAdvance(text()), 0};
}

QSize PreviewLink::minimumSizeHint() const
{
    return {60, QPushButton::minimumSizeHint().height()};
}

void PreviewLink::resizeEvent(QResizeEvent* event)
{
    QPushButton::resizeEvent(event);
    const QString whole = words(m_fix.text);
    const int around = QPushButton::sizeHint().width() - fontMetrics().horizontalAdvance(text());
    const QString shown = fontMetrics().elidedText(whole, Qt::ElideRight, width() - around);
    if (plainly(shown) != text())
        setText(plainly(shown));
    setToolTip(shown == whole ? QString{} : whole);
}

PreviewLink::~PreviewLink()
{
    end();
}

void PreviewLink::begin()
{
    m_begun = true;
    m_session->preview(words(m_fix.text), m_fix.edit);
}

void PreviewLink::end()
{
    // Another link may have begun already; that one stays.
    if (m_begun && m_session && m_session->currentPreview() && m_session->currentPreview()->title == words(m_fix.text))
        m_session->endPreview();
    m_begun = false;
}

void PreviewLink::enterEvent(QEnterEvent* event)
{
    QPushButton::enterEvent(event);
    begin();
}

void PreviewLink::leaveEvent(QEvent* event)
{
    QPushButton::leaveEvent(event);
    end();
}

void PreviewLink::focusInEvent(QFocusEvent* event)
{
    QPushButton::focusInEvent(event);
    if (event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason)
        begin();
}

void PreviewLink::focusOutEvent(QFocusEvent* event)
{
    QPushButton::focusOutEvent(event);
    if (!underMouse())
        end();
}

QString effectWords(const DesignSession::Effect& effect)
{
    return effect ? deltaWords(*effect) : FindingCard::tr("Not possible: %1").arg(words(effect.error().text));
}

FindingCard::FindingCard(DesignSession& session, const model::Finding& finding, Head head, QWidget* parent) :
    QWidget(parent),
    m_session(session),
    m_finding(finding)
{
    setObjectName(QStringLiteral("finding-card"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    addHead(column, head);
    column->addWidget(textLabel(words(finding.message), render::type::body, QFont::Medium, false, this));
    if (!finding.derivation.empty())
        column->addWidget(textLabel(words(finding.derivation), detail, QFont::Normal, true, this));
    for (const auto& missing : finding.missing)
        column->addWidget(textLabel(tr("Missing: %1").arg(words(missing)), detail, QFont::Normal, true, this));
    addNumbers(column);
    addPath(column);
    if (finding.placements > 1)
        column->addWidget(textLabel(tr("Stands for %1 placements").arg(countText(finding.placements)), detail,
                                    QFont::Normal, true, this));
    if (finding.waived)
        column->addWidget(textLabel(tr("Waived by %1").arg(words(finding.waiver)), detail, QFont::Normal, true, this));
    const auto* rule = rulesInForce(session.profile()).rule(finding.rule);
    if (head == Head::Rule && rule && !rule->info().sources.empty()) {
        QStringList sources;
        for (const auto& source : rule->info().sources)
            sources << words(source.text);
        column->addWidget(textLabel(tr("Source: %1").arg(sources.join(QStringLiteral("; "))), render::type::axis,
                                    QFont::Normal, true, this));
    }
    addFixes(column);
    if (Waiving::waivable(finding)) {
        auto* waive = link(finding.waived ? tr("Remove the waiver") : tr("Waive…"), this);
        waive->setObjectName(QStringLiteral("card-waive"));
        connect(waive, &QPushButton::clicked, this, [this] { emit waiveWanted(m_finding); });
        column->addWidget(waive, 0, Qt::AlignLeft);
    }
}

void FindingCard::addHead(QVBoxLayout* column, Head head)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(6);
    auto* mark = new QLabel(this);
    mark->setPixmap(render::glyphPixmap(render::glyphOf(m_finding), theme(), 14, devicePixelRatioF()));
    row->addWidget(mark);
    if (head == Head::Rule) {
        auto* name = link(words(m_finding.rule), this);
        name->setObjectName(QStringLiteral("card-rule"));
        name->setFont(textFont(render::type::head, QFont::DemiBold));
        name->setToolTip(tr("The rule: formula, limit and source"));
        connect(name, &QPushButton::clicked, this, [this] { emit ruleWanted(words(m_finding.rule)); });
        row->addWidget(name);
        auto* title = textLabel(ruleTitle(m_session.profile(), m_finding.rule), render::type::head, QFont::DemiBold, true,
                                this);
        title->setObjectName(QStringLiteral("card-title"));
        row->addWidget(title, 1);
    } else if (!m_finding.subjects.empty()) {
        const model::Subject subject = m_finding.subjects.front();
        auto* name = link(placeOf(*m_session.design(), subject), this);
        name->setObjectName(QStringLiteral("card-place"));
        name->setFont(textFont(render::type::head, QFont::DemiBold));
        name->setEnabled(exists(*m_session.design(), subject));
        connect(name, &QPushButton::clicked, this, [this, subject] { goTo(subject); });
        row->addWidget(name);
        row->addStretch(1);
    }
    column->addLayout(row);
}

void FindingCard::addNumbers(QVBoxLayout* column)
{
    const FindingNumbers numbers = numbersOf(m_finding);
    if (numbers.limit.isEmpty())
        return;
    const auto glyph = render::glyphOf(m_finding);
    if (numbers.share && *numbers.share >= 0)
        column->addWidget(new LimitBar(*m_finding.measured, *m_finding.limit,
                                       m_finding.waived    ? theme().waived
                                           : numbers.over ? render::glyphColour(glyph, theme())
                                                          : theme().ok,
                                       this));
    auto* row = new QHBoxLayout;
    row->addWidget(textLabel(numbers.value, render::type::body, QFont::DemiBold, false, this));
    row->addWidget(textLabel(numbers.margin, detail, QFont::Normal, true, this), 1);
    auto* limit = textLabel(tr("limit %1").arg(numbers.limit), render::type::axis, QFont::Normal, true, this);
    limit->setWordWrap(false);
    row->addWidget(limit);
    column->addLayout(row);
}

void FindingCard::addPath(QVBoxLayout* column)
{
    const auto path = pathOf(*m_session.design(), m_finding);
    if (path.empty())
        return;
    QStringList stops;
    for (std::size_t i = 0; i < path.size(); ++i) {
        const QString name = path[i].name.toHtmlEscaped();
        // The kind stands where the name does not begin with it: "Feed A" says what it is.
        const QString kind = path[i].name.startsWith(path[i].kind) || (i == 0 && path[i].subject)
            ? QString()
            : path[i].kind.toHtmlEscaped() + QChar(0xa0);
        stops << (path[i].subject ? QStringLiteral("%1<a href=\"%2\" style=\"text-decoration:none\">%3</a>").arg(kind).arg(i).arg(name)
                                  : kind + name);
    }
    auto* label = textLabel(QString(), detail, QFont::Normal, true, this);
    label->setObjectName(QStringLiteral("card-path"));
    label->setTextFormat(Qt::RichText);
    label->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    label->setText(tr("At %1").arg(stops.join(QStringLiteral(", "))));
    connect(label, &QLabel::linkActivated, this, [this, path](const QString& stop) {
        goTo(*path[static_cast<std::size_t>(stop.toInt())].subject);
    });
    column->addWidget(label);
}

void FindingCard::addFixes(QVBoxLayout* column)
{
    for (const model::Fix& fix : m_finding.fixes) {
        auto* button = new PreviewLink(m_session, fix, this);
        button->setObjectName(QStringLiteral("card-fix"));
        connect(button, &QPushButton::clicked, this, [this, fix] { emit fixWanted(fix); });
        column->addWidget(button, 0, Qt::AlignLeft);
        auto* effect = textLabel(QStringLiteral("…"), detail, QFont::Normal, true, this);
        effect->setObjectName(QStringLiteral("card-effect"));
        column->addWidget(effect);
        m_session.judgeAside(fix.edit, effect,
                             [effect](const DesignSession::Effect& answer) { effect->setText(effectWords(answer)); });
    }
}

void FindingCard::goTo(const model::Subject& subject)
{
    m_session.select({subject});
    m_session.showRack(subject);
    m_session.frame({subject});
}

} // namespace colonnade::ui
