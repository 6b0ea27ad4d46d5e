#include "ui/workbench/Breadcrumb.h"

#include "model/units/Text.h"
#include "ui/document/DesignSession.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"
#include "ui/style/Controls.h"
#include "ui/style/Style.h"

#include <QMenu>
#include <QMouseEvent>
#include <QPainter>

namespace colonnade::ui {

namespace {

constexpr int barHeight = 33;
constexpr double arrow = 11;
constexpr int mostInMenu = 60;

} // namespace

Breadcrumb::Breadcrumb(DesignSession& session, QWidget* parent) :
    QWidget(parent),
    m_session(session)
{
    setObjectName(QStringLiteral("breadcrumb"));
    setFixedHeight(barHeight);
    setMouseTracking(true);
    m_scope = new Segments(Segments::Look::Filled, this);
    m_scope->setObjectName(QStringLiteral("scope"));
    connect(m_scope, &Segments::chosen, this, [this](int segment) {
        m_session.setScope(segment == 0 ? DesignSession::Scope::All
                                        : DesignSession::Scope::OnlyThis);
    });
    connect(&session, &DesignSession::currentRackChanged, this, &Breadcrumb::refresh);
    connect(&session, &DesignSession::designChanged, this, &Breadcrumb::refresh);
    connect(&session, &DesignSession::scopeChanged, this, &Breadcrumb::refresh);
    refresh();
}

void Breadcrumb::setShowsRack(bool shows)
{
    m_showsRack = shows;
    refresh();
}

void Breadcrumb::refresh()
{
    const model::Design& design = *m_session.design();
    const model::Subject& rack = m_session.currentRack();
    m_steps.clear();
    m_remark.clear();
    const model::Subject hall{model::Subject::Where::Hall, {}};
    const QString hallName = nameOf(design, hall);
    m_steps.push_back({hallName.isEmpty() ? tr("Hall") : hallName, hall, !m_showsRack, {}});
    const auto found = resolve(design, rack);
    bool scoped = false;
    if (m_showsRack && found && found->rack) {
        if (found->pod) {
            const auto pod = model::Subject::instance(found->pod->id.text());
            m_steps.push_back({nameOf(design, pod), pod, false, {}});
        }
        if (found->placement && found->placement->row && found->arrangement) {
            for (const auto& row : found->arrangement->rows) {
                if (row.id == *found->placement->row)
                    m_steps.push_back({words(model::labelOr(row.name, row.id.text())), rack,
                                       false,
                                       {}});
            }
        }
        const QString designName = words(found->rack->name());
        const QString name = nameOf(design, rack);
        m_steps.push_back({name, rack, true, {}});
        if (name != designName)
            m_remark = designName;
        const int placed = design.placementsOf(found->rack->id());
        scoped = placed > 1 && rack.where == model::Subject::Where::Instance;
        if (scoped) {
            m_scope->setSegments(
                {{tr("Edit all %1").arg(countText(placed)), {},
                  tr("Edits change the rack design, wherever it is placed.")},
                 {tr("Only %1").arg(name), {},
                  tr("The first edit makes this rack unique; the others stay as they are.")}});
            m_scope->setCurrent(m_session.scope() == DesignSession::Scope::All ? 0 : 1);
        }
    } else if (!m_showsRack) {
        const auto& facts = design.facts();
        QStringList totals;
        if (facts.racks > 0)
            totals << countOf(facts.racks, tr("rack"), tr("racks"));
        if (facts.units > 0)
            totals << countOf(facts.units, tr("floor unit"), tr("floor units"));
        if (facts.accelerators > 0)
            totals << countText(facts.accelerators) + QChar(0xa0) + tr("GPUs");
        m_remark = totals.join(QStringLiteral(" · "));
    }
    m_scope->setVisible(scoped);
    lay();
    update();
}

void Breadcrumb::lay()
{
    const QSize wish = m_scope->sizeHint();
    m_scope->setGeometry(width() - wish.width() - 9, (barHeight - 1 - wish.height()) / 2,
                         wish.width(), wish.height());
    double x = space::panel;
    for (Step& step : m_steps) {
        const QFontMetricsF metrics(
            textFont(render::type::body, step.strong ? QFont::DemiBold : QFont::Normal));
        const double w = metrics.horizontalAdvance(step.text);
        step.box = QRectF(x, 0, w, barHeight - 1);
        x += w + arrow + 6;
    }
}

void Breadcrumb::resizeEvent(QResizeEvent*)
{
    lay();
}

void Breadcrumb::paintEvent(QPaintEvent*)
{
    const render::Theme& t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), t.panel);
    painter.fillRect(QRect(0, height() - 1, width(), 1), t.line);
    const double end = (m_scope->isVisible() ? m_scope->x() : width()) - 8.0;
    for (std::size_t i = 0; i < m_steps.size(); ++i) {
        const Step& step = m_steps[i];
        painter.setFont(textFont(render::type::body, step.strong ? QFont::DemiBold : QFont::Normal));
        painter.setPen(static_cast<int>(i) == m_hovered ? t.accent : step.strong ? t.text : t.text2);
        QRectF box = step.box;
        box.setRight(std::min(box.right() + 1, end));
        painter.drawText(box, Qt::AlignVCenter,
                         QFontMetricsF(painter.font())
                             .elidedText(step.text, Qt::ElideRight, std::max(0.0, box.width())));
        if (i + 1 < m_steps.size()) {
            const QPointF tip(step.box.right() + 10, step.box.center().y());
            painter.setPen(QPen(t.text2, 1.2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
            painter.setBrush(Qt::NoBrush);
            painter.drawPolyline(QPolygonF{tip + QPointF(-3.5, -3.5), tip, tip + QPointF(-3.5, 3.5)});
        }
    }
    if (m_remark.isEmpty() || m_steps.empty())
        return;
    const double x = m_steps.back().box.right() + 12;
    painter.setFont(textFont(render::type::body));
    painter.setPen(t.text2);
    const QString shown
        = QFontMetricsF(painter.font()).elidedText(m_remark, Qt::ElideRight, end - x);
    if (shown.size() > 3)
        painter.drawText(QRectF(x, 0, end - x, barHeight - 1), Qt::AlignVCenter, shown);
}

void Breadcrumb::mousePressEvent(QMouseEvent* event)
{
    for (const Step& step : m_steps) {
        if (!step.box.contains(event->pos()))
            continue;
        const auto found = resolve(*m_session.design(), step.subject);
        if (found && found->rack && step.strong) {
            chooseRack(mapToGlobal(step.box.bottomLeft().toPoint()));
        } else {
            m_session.select({step.subject});
            emit planWanted(step.subject);
        }
        return;
    }
}

void Breadcrumb::chooseRack(QPoint at)
{
    QMenu menu;
    int listed = 0;
    const auto here = resolve(*m_session.design(), m_session.currentRack());
    model::forEachInstance(*m_session.design()->hall(), [&](const model::Instance& instance) {
        if (!instance.rack() || listed >= mostInMenu || (here && instance.pod != here->pod))
            return;
        ++listed;
        const auto subject = model::Subject::instance(instance.path);
        QString text = nameOf(*m_session.design(), subject);
        text += QStringLiteral("   ") + words(instance.rack()->name());
        QAction* action = menu.addAction(text.replace(QLatin1Char('&'), QStringLiteral("&&")), this,
                                         [this, subject] { m_session.showRack(subject); });
        action->setCheckable(true);
        action->setChecked(subject == m_session.currentRack());
    });
    menu.exec(at);
}

void Breadcrumb::mouseMoveEvent(QMouseEvent* event)
{
    int hovered = -1;
    for (std::size_t i = 0; i < m_steps.size(); ++i) {
        if (m_steps[i].box.contains(event->pos()))
            hovered = static_cast<int>(i);
    }
    if (hovered == m_hovered)
        return;
    m_hovered = hovered;
    setCursor(hovered >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void Breadcrumb::leaveEvent(QEvent*)
{
    m_hovered = -1;
    update();
}

} // namespace colonnade::ui
