#include "ui/inspector/FindingCard.h"

#include "model/rules/Rule.h"
#include "render/theme/Glyphs.h"
#include "ui/document/Words.h"
#include "ui/style/Style.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace colonnade::ui {

namespace {

/// The value as a bar with a mark at the limit.
class LimitBar final : public QWidget {
public:
    LimitBar(double value, double limit, QColor colour, QWidget* parent) :
        QWidget(parent),
        m_value(value),
        m_limit(limit),
        m_colour(std::move(colour))
    {
        setFixedHeight(16);
    }

protected:
    void paintEvent(QPaintEvent*) override
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
        painter.drawRoundedRect(QRectF(bar.left(), bar.top(), bar.width() * m_value / most, bar.height()),
                                1.5, 1.5);
        painter.setPen(QPen(t.text, 1.6));
        const double x = bar.left() + bar.width() * m_limit / most;
        painter.drawLine(QPointF(x, 0), QPointF(x, 16));
    }

private:
    double m_value, m_limit;
    QColor m_colour;
};

QLabel* textLabel(const QString& text, double size, QFont::Weight weight, bool secondary, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    dress(label, size, weight, secondary);
    return label;
}

} // namespace

FindingCard::FindingCard(const model::Finding& finding, QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("finding-card"));
    const auto glyph = render::glyphOf(finding);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    auto* head = new QHBoxLayout;
    head->setSpacing(6);
    auto* mark = new QLabel(this);
    mark->setPixmap(render::glyphPixmap(glyph, theme(), 14, devicePixelRatioF()));
    head->addWidget(mark);
    const auto* rule = model::rule(finding.rule);
    const QString title = rule ? words(rule->info().title) : QString();
    auto* name = textLabel(words(finding.rule) + QStringLiteral("  ") + title, render::type::head,
                           QFont::DemiBold, true, this);
    head->addWidget(name, 1);
    column->addLayout(head);
    column->addWidget(textLabel(words(finding.message), render::type::body, QFont::Medium, false, this));
    if (!finding.derivation.empty())
        column->addWidget(textLabel(words(finding.derivation), 11, QFont::Normal, true, this));
    for (const auto& missing : finding.missing)
        column->addWidget(
            textLabel(tr("Missing: %1").arg(words(missing)), 11, QFont::Normal, true, this));
    if (finding.measured && finding.limit && *finding.limit > 0 && *finding.measured >= 0) {
        column->addWidget(new LimitBar(*finding.measured, *finding.limit,
                                       finding.waived ? theme().waived
                                                      : *finding.measured > *finding.limit
                                               ? render::glyphColour(glyph, theme())
                                               : theme().ok,
                                       this));
        auto* numbers = new QHBoxLayout;
        const auto number = [&](double value) {
            return finding.unit == "%" ? percentText(value / 100, inspectorDigits)
                                       : figureText(value, finding.unit, inspectorDigits);
        };
        numbers->addWidget(
            textLabel(number(*finding.measured), render::type::body, QFont::DemiBold, false, this), 1);
        auto* limit = textLabel(tr("limit %1").arg(number(*finding.limit)), render::type::axis,
                                QFont::Normal, true, this);
        limit->setAlignment(Qt::AlignRight);
        numbers->addWidget(limit);
        column->addLayout(numbers);
    }
    if (finding.placements > 1)
        column->addWidget(textLabel(tr("Stands for %1 placements").arg(countText(finding.placements)),
                                    11, QFont::Normal, true, this));
    if (finding.waived)
        column->addWidget(
            textLabel(tr("Waived: %1").arg(words(finding.waiver)), 11, QFont::Normal, true, this));
    if (rule && !rule->info().sources.empty()) {
        QStringList sources;
        for (const auto& source : rule->info().sources)
            sources << words(source.text);
        column->addWidget(textLabel(tr("Source: %1").arg(sources.join(QStringLiteral("; "))),
                                    render::type::axis, QFont::Normal, true, this));
    }
    for (const model::Fix& fix : finding.fixes) {
        auto* button = new QPushButton(words(fix.text), this);
        button->setProperty("link", true);
        button->setCursor(Qt::PointingHandCursor);
        connect(button, &QPushButton::clicked, this, [this, fix] { emit fixWanted(fix); });
        column->addWidget(button, 0, Qt::AlignLeft);
    }
}

} // namespace colonnade::ui
