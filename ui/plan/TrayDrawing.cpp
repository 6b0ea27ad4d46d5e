#include "ui/plan/TrayDrawing.h"

#include "model/edit/TrayEdits.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace colonnade::ui {

using model::Millimetres;
using model::Point;
using model::Subject;

namespace {

/// In line with the other: the greater of the two distances stays.
Point straightened(Point at, Point from)
{
    const auto dx = std::abs((at.x - from.x).value()), dy = std::abs((at.y - from.y).value());
    return dx >= dy ? Point{at.x, from.y} : Point{from.x, at.y};
}

} // namespace

TrayDrawing::TrayDrawing(DesignSession& session) :
    m_session{session},
    m_cables{std::make_shared<render::PlanCables>(render::PlanCables::of(session.design()->hall(), {}))}
{
}

void TrayDrawing::show(const render::CableView& view, bool fill)
{
    m_cables->view = view;
    m_fill = fill;
    takeDesign();
}

bool TrayDrawing::show(const render::CableOverlay& overlay)
{
    if (overlay == m_overlay)
        return false;
    m_overlay = overlay;
    remake(); // A tray that is held stays in the hand.
    return true;
}

void TrayDrawing::takeDesign()
{
    letGo();
    remake();
}

void TrayDrawing::remake()
{
    auto sketch = std::move(m_cables->sketch);
    const auto fill = m_fill ? render::TrayFillView::of(m_session.profile()) : render::TrayFillView{};
    *m_cables = render::PlanCables::of(m_session.design()->hall(), m_cables->view, fill, m_overlay);
    m_cables->sketch = std::move(sketch);
    takeSelection();
}

bool TrayDrawing::takeSelection()
{
    m_cables->selected.reset();
    for (const Subject& subject : m_session.selection()) {
        if (subject.where == Subject::Where::Tray)
            m_cables->selected = subject.path;
    }
    std::string marked = fabricIn(m_session.selection());
    const bool changes = marked != m_cables->view.marked;
    m_cables->view.marked = std::move(marked);
    return changes;
}

void TrayDrawing::begin()
{
    letGo();
    m_cables->sketch.emplace();
    m_session.setHint(tr("Click the points of the tray; Enter ends it, Backspace takes the last point back, Esc leaves"));
}

void TrayDrawing::addPoint(Point at)
{
    auto& points = m_cables->sketch->points;
    if (points.empty() || points.back() != at)
        points.push_back(at);
}

void TrayDrawing::removePoint()
{
    if (!m_cables->sketch->points.empty())
        m_cables->sketch->points.pop_back();
}

void TrayDrawing::pointAt(Point at, bool straight)
{
    render::TraySketch& sketch = *m_cables->sketch;
    sketch.next = straight && !sketch.points.empty() ? straightened(at, sketch.points.back()) : at;
}

bool TrayDrawing::finish()
{
    std::vector<Point> points = m_cables->sketch->points;
    if (points.size() < 2) {
        m_session.setHint(tr("A tray has two points at least"));
        return false;
    }
    // In the pod design where it begins, so that it stands over the same racks wherever that is placed.
    const model::PodPlacement* home = nullptr;
    for (const model::PodPlacement& pod : m_session.design()->hall()->pods) {
        const model::FloorRect area = pod.footprint();
        const Millimetres round{1'200};
        const model::FloorRect wide{{area.at.x - round, area.at.y - round}, {area.size.width + round * 2, area.size.depth + round * 2}};
        if (wide.contains({points.front(), {}}))
            home = &pod;
    }
    for (Point& point : points)
        point = inPod(home, point);
    const model::Holder holder = home ? model::Holder{home->pod->id()} : std::nullopt;
    std::string made;
    const QString where = home ? words(home->pod->name()) : tr("the hall");
    const bool done = apply(tr("Draw a tray in %1").arg(where), [holder, points, &made](const model::Design& design) -> model::Result<model::Design> {
        auto drawn = model::drawTray(design, holder, points);
        if (!drawn)
            return tl::unexpected<model::Error>{drawn.error()};
        made = drawn->tray.text();
        return std::move(drawn->design);
    });
    if (!done)
        return false;
    cancel();
    m_session.select({Subject{Subject::Where::Tray, (holder ? holder->text() : std::string{}) + '/' + made}});
    return true;
}

void TrayDrawing::cancel()
{
    m_cables->sketch.reset();
    m_session.setHint({});
}

bool TrayDrawing::grab(Point at, Millimetres reach)
{
    if (!m_cables->selected)
        return false;
    if (const auto corner = m_cables->cornerAt(at, reach)) {
        m_grabbed = Grabbed{corner->tray->subject, corner->tray->tray, corner->tray->pod, corner->number, at, at};
        return true;
    }
    const render::PlanTray* under = m_cables->trayAt(at, reach);
    if (!under || under->subject != *m_cables->selected)
        return false;
    m_grabbed = Grabbed{under->subject, under->tray, under->pod, std::nullopt, at, at};
    return true;
}

void TrayDrawing::dragTo(Point at, bool straight)
{
    m_grabbed->to = straight ? straightened(at, m_grabbed->from) : at;
    const Point by = m_grabbed->to - m_grabbed->from;
    render::TraySketch sketch;
    sketch.width = static_cast<double>(m_grabbed->before.width.value());
    sketch.points = m_grabbed->before.points;
    if (m_grabbed->corner)
        sketch.points[*m_grabbed->corner] = m_grabbed->to;
    else
        std::for_each(sketch.points.begin(), sketch.points.end(), [by](Point& point) { point = point + by; });
    m_cables->sketch = std::move(sketch);
}

bool TrayDrawing::drop()
{
    const Grabbed held = std::move(*m_grabbed);
    letGo();
    if (held.from == held.to)
        return false;
    const auto slash = held.subject.find('/');
    const auto id = model::TrayId::parse(std::string_view{held.subject}.substr(slash + 1));
    if (!id)
        return false;
    const model::Holder holder = held.pod ? model::Holder{held.pod->pod->id()} : std::nullopt;
    const QString name = nameOf(*m_session.design(), {Subject::Where::Tray, held.subject});
    if (held.corner) {
        const Point to = inPod(held.pod, held.to);
        return apply(tr("Move a point of tray %1").arg(name), [holder, id = *id, corner = *held.corner, to](const model::Design& design) {
            return model::moveTrayPoint(design, holder, id, corner, to);
        });
    }
    const Point by = held.pod ? model::turnedBack(held.to - held.from, held.pod->turn) : held.to - held.from;
    return apply(tr("Move tray %1").arg(name), [holder, id = *id, by](const model::Design& design) {
        return model::moveTray(design, holder, id, by);
    });
}

void TrayDrawing::letGo()
{
    if (m_grabbed)
        m_cables->sketch.reset();
    m_grabbed.reset();
}

Point TrayDrawing::inPod(const model::PodPlacement* pod, Point at)
{
    return pod ? model::turnedBack(at - pod->at, pod->turn) : at;
}

bool TrayDrawing::apply(const QString& step, const Edit& edit)
{
    const auto done = m_session.apply(step, edit);
    if (!done)
        m_session.setHint(words(done.error().text));
    return done.has_value();
}

} // namespace colonnade::ui
