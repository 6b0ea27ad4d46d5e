#include "ui/inspector/InspectorPanel.h"

#include "render/elevation/DeviceFace.h"
#include "ui/catalog/PartText.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"
#include "ui/inspector/FindingCard.h"
#include "ui/inspector/Properties.h"
#include "ui/inspector/PropertyForm.h"
#include "ui/style/Style.h"

#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace colonnade::ui {

namespace {

/// Face, name and status of the thing in question.
class Portrait final : public QWidget {
public:
    Portrait(QString name, QString count, QString detail, model::PartRef part, QString label, QWidget* parent) :
        QWidget(parent),
        m_name(std::move(name)),
        m_count(std::move(count)),
        m_detail(std::move(detail)),
        m_part(std::move(part)),
        m_label(std::move(label))
    {
        QSizePolicy policy{QSizePolicy::Preferred, QSizePolicy::Fixed};
        policy.setHeightForWidth(true);
        setSizePolicy(policy);
    }

    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override
    {
        return (m_part ? qRound(faceHeight()) + 8 : 0) + 24 + lineHeight * static_cast<int>(nameLines(width).size());
    }
    [[nodiscard]] QSize sizeHint() const override { return {200, heightForWidth(width())}; }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const render::Theme& t = theme();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        double y = 0;
        if (m_part) {
            render::paintPart(painter, QRectF(0, 0, width(), faceHeight()), *m_part, t,
                              render::FaceSide::Front, m_label);
            y = faceHeight() + 8;
        }
        painter.setFont(textFont(render::type::panelTitle, QFont::DemiBold));
        painter.setPen(t.text);
        const QStringList lines = nameLines(width());
        for (qsizetype line = 0; line < lines.size(); ++line)
            render::drawText(painter, {0, y + 15 + lineHeight * static_cast<double>(line)}, lines[line]);
        painter.setFont(textFont(13, QFont::DemiBold));
        render::drawText(painter, {double(width()), y + 15}, m_count, Qt::AlignRight);
        y += lineHeight * static_cast<double>(lines.size() - 1);
        painter.setFont(textFont(11));
        painter.setPen(t.text2);
        double detailRoom = width();
        if (m_part) {
            const QString status = availabilityText(m_part->availability);
            const double statusWidth = render::textWidth(painter, status);
            render::drawText(painter, {double(width()), y + 33}, status, Qt::AlignRight);
            painter.setPen(Qt::NoPen);
            painter.setBrush(m_part->availability == model::Availability::Shipping ? t.ok : t.waived);
            painter.drawEllipse(QPointF(width() - statusWidth - 8, y + 29.5), 3, 3);
            detailRoom -= statusWidth + 20;
        }
        painter.setPen(t.text2);
        render::drawText(painter, {0, y + 33}, render::elided(painter, m_detail, detailRoom));
    }

private:
    static constexpr int lineHeight = 18;

    /// The name on one line, or on two where it is long.
    [[nodiscard]] QStringList nameLines(int width) const
    {
        const QFontMetricsF metrics(textFont(render::type::panelTitle, QFont::DemiBold));
        const double countWidth = m_count.isEmpty()
            ? 0
            : QFontMetricsF(textFont(13, QFont::DemiBold)).horizontalAdvance(m_count) + 8;
        if (metrics.horizontalAdvance(m_name) <= width - countWidth)
            return {m_name};
        qsizetype cut = -1;
        for (qsizetype at = m_name.indexOf(QLatin1Char(' ')); at >= 0; at = m_name.indexOf(QLatin1Char(' '), at + 1)) {
            if (metrics.horizontalAdvance(m_name.left(at)) <= width - countWidth)
                cut = at;
        }
        if (cut < 0)
            return {metrics.elidedText(m_name, Qt::ElideRight, width - countWidth)};
        return {m_name.left(cut), metrics.elidedText(m_name.mid(cut + 1), Qt::ElideRight, width)};
    }

    [[nodiscard]] double faceHeight() const
    {
        const double units = m_part->body.height ? m_part->body.height->value() : 4;
        return std::clamp(units * 22.0, 20.0, 92.0);
    }

    QString m_name, m_count, m_detail;
    model::PartRef m_part;
    QString m_label;
};

} // namespace

InspectorPanel::InspectorPanel(DesignSession& session, QWidget* parent) : QWidget(parent), m_session(session)
{
    setObjectName(QStringLiteral("inspector-panel"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    m_scroll = new QScrollArea(this);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column->addWidget(m_scroll);
    m_soon = new QTimer(this);
    m_soon->setSingleShot(true);
    m_soon->setInterval(0);
    connect(m_soon, &QTimer::timeout, this, &InspectorPanel::rebuild);
    connect(&session, &DesignSession::selectionChanged, this, &InspectorPanel::rebuildSoon);
    connect(&session, &DesignSession::designChanged, this, &InspectorPanel::rebuildSoon);
    connect(&session, &DesignSession::judgementChanged, this, [this] {
        // Not under the hands of somebody who is typing, nor over the reason of what was refused.
        const auto* form = qobject_cast<const PropertyForm*>(m_scroll->widget());
        if (!m_session.judging() && !isTyping() && !(form && form->hasRefused()))
            rebuildSoon();
    });
    connect(&session, &DesignSession::failureChanged, this, [this] {
        if (!isTyping())
            rebuildSoon();
    });
    connect(&StyleNotice::instance(), &StyleNotice::themeChanged, this, &InspectorPanel::rebuildSoon);
    rebuild();
}

InspectorPanel::~InspectorPanel() = default;

void InspectorPanel::showFinding(const model::Finding* finding)
{
    const std::string before = m_finding ? m_finding->key() : std::string();
    m_finding = finding ? std::optional(*finding) : std::nullopt;
    if (before != (finding ? finding->key() : std::string()))
        rebuildSoon();
}

bool InspectorPanel::isTyping() const
{
    const QWidget* form = m_scroll->widget();
    const QWidget* focused = form ? form->focusWidget() : nullptr;
    if (!focused || !focused->hasFocus())
        return false;
    if (const auto* line = qobject_cast<const QLineEdit*>(focused))
        return line->isModified();
    const auto* lines = qobject_cast<const QPlainTextEdit*>(focused);
    return lines && lines->document()->isModified();
}

void InspectorPanel::rebuildSoon()
{
    m_soon->start();
}

const model::Finding* InspectorPanel::findingHere() const
{
    const auto& selection = m_session.selection();
    const auto here = [&](const model::Finding& finding) {
        return std::any_of(finding.subjects.begin(), finding.subjects.end(), [&](const auto& subject) {
            return std::find(selection.begin(), selection.end(), subject) != selection.end();
        });
    };
    const auto& evaluation = m_session.judgement().evaluation;
    if (!evaluation)
        return nullptr;
    if (m_finding && here(*m_finding)) {
        // As it is now: the numbers may have changed since it was clicked.
        for (const auto& finding : evaluation->findings) {
            if (finding.key() == m_finding->key())
                return &finding;
        }
    }
    if (selection.size() != 1)
        return nullptr;
    for (const auto& finding : evaluation->findings) {
        if (here(finding))
            return &finding;
    }
    return nullptr;
}

void InspectorPanel::rebuild()
{
    const auto& selection = m_session.selection();
    const QString focused = m_scroll->widget() && m_scroll->widget()->focusWidget()
            && m_scroll->widget()->isAncestorOf(focusWidget())
        ? m_scroll->widget()->focusWidget()->objectName()
        : QString();
    const int scrolled = m_scroll->verticalScrollBar()->value();
    auto* form = new PropertyForm;
    // Lives as long as the form: its fields call back into it.
    auto shown = std::make_unique<Properties>(m_session, *form, [this](const QString& message) { emit said(message); });
    Properties& properties = *shown;
    const model::Design& design = *m_session.design();
    if (selection.empty()) {
        const QString name = words(design.name());
        form->widget(new Portrait(name.isEmpty() ? m_session.title() : name, {}, tr("Design · %1").arg(m_session.title()), nullptr,
                                  {}, form));
        form->line();
        properties.showDesign();
    } else if (selection.size() == 1) {
        const auto found = resolve(design, selection.front());
        const model::PartRef part = found && found->device ? found->device->part
            : found && found->part                         ? design.catalog().part(found->part->id)
                                                           : nullptr;
        const QString name = part ? words(part->model) : nameOf(design, selection.front());
        const int placed = placementsOf(design, selection.front());
        QString label = found && found->device ? nameOf(design, selection.front()) : QString();
        form->widget(new Portrait(name, placed > 1 ? QStringLiteral("×\u00a0%1").arg(countText(placed)) : QString(),
                                  part ? words(part->id.text())
                                       : kindOf(design, selection.front()) + QStringLiteral(" · ")
                                          + words(selection.front().text()),
                                  part, label, form));
        form->line();
        properties.show(selection.front());
    } else {
        form->widget(new Portrait(tr("%1 items").arg(selection.size()), {}, {}, nullptr, {}, form));
        form->line();
        properties.showMany(selection);
    }
    if (const auto* finding = findingHere()) {
        form->line();
        auto* card = new FindingCard(m_session, *finding, FindingCard::Head::Rule, form);
        connect(card, &FindingCard::fixWanted, this, &InspectorPanel::fixWanted);
        connect(card, &FindingCard::ruleWanted, this, &InspectorPanel::ruleWanted);
        connect(card, &FindingCard::waiveWanted, this, &InspectorPanel::waiveWanted);
        form->widget(card);
    }
    m_scroll->setWidget(form); // Ends the form before.
    m_properties = std::move(shown);
    m_scroll->verticalScrollBar()->setValue(scrolled);
    if (!focused.isEmpty()) {
        if (auto* again = form->findChild<QWidget*>(focused))
            again->setFocus();
    }
}

} // namespace colonnade::ui
