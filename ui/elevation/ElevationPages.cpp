#include "ui/elevation/ElevationPages.h"

#include "ui/elevation/ElevationView.h"
#include "ui/elevation/SideView.h"
#include "ui/style/Controls.h"

#include <QFocusEvent>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace colonnade::ui {

ElevationPages::ElevationPages(DesignSession& session, QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("elevation-pages"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_switch = new Segments(Segments::Look::Raised, this);
    m_switch->setObjectName(QStringLiteral("elevation-faces"));
    column->addWidget(m_switch, 0, Qt::AlignRight);
    m_pages = new QStackedWidget(this);
    m_faces = new ElevationView(session, m_pages);
    m_side = new SideView(session, m_pages);
    m_pages->addWidget(m_faces);
    m_pages->addWidget(m_side);
    column->addWidget(m_pages, 1);
    setFocusPolicy(Qt::StrongFocus);
    connect(m_faces, &ElevationView::zoomChanged, this, [this](const QString& text) {
        if (m_face != Face::Side)
            emit zoomChanged(text);
    });
    connect(m_side, &SideView::zoomChanged, this, [this](const QString& text) {
        if (m_face == Face::Side)
            emit zoomChanged(text);
    });
    connect(m_faces, &ElevationView::planRequested, this, &ElevationPages::planRequested);
    connect(m_side, &SideView::planRequested, this, &ElevationPages::planRequested);
    connect(m_faces, &ElevationView::bothFacesChanged, this, &ElevationPages::fillSwitch);
    connect(m_switch, &Segments::chosen, this, [this](int chosen) {
        const bool both = m_faces->showsBothFaces();
        show(chosen == (both ? 1 : 2) ? Face::Side : chosen == 1 ? Face::Rear : Face::Front);
        m_pages->currentWidget()->setFocus();
    });
    fillSwitch();
}

void ElevationPages::fillSwitch()
{
    std::vector<Segments::Segment> segments;
    if (m_faces->showsBothFaces()) {
        segments.push_back({tr("Front + rear"), {}, tr("Front and rear of the rack.")});
    } else {
        segments.push_back({tr("Front"), {}, tr("The front of the rack.")});
        segments.push_back({tr("Rear"), {}, tr("The rear of the rack.")});
    }
    segments.push_back({tr("Side"), {}, tr("Depth of the rack: rails, devices, plugs, bends of cables and what is left.")});
    const int last = static_cast<int>(segments.size()) - 1;
    m_switch->setSegments(std::move(segments));
    m_switch->setCurrent(m_face == Face::Side ? last : m_face == Face::Rear && last == 2 ? 1 : 0);
}

void ElevationPages::show(Face face)
{
    m_face = face;
    m_faces->showRear(face == Face::Rear);
    m_pages->setCurrentIndex(face == Face::Side ? 1 : 0);
    fillSwitch();
}

void ElevationPages::showCables(const render::CableView& view)
{
    m_faces->showCables(view);
}

QWidget* ElevationPages::takeSwitch()
{
    return m_switch;
}

void ElevationPages::focusInEvent(QFocusEvent* event)
{
    m_pages->currentWidget()->setFocus(event->reason());
}

} // namespace colonnade::ui
