#include "ui/floor/FloorView.h"

#include "ui/diagram/Pointing.h"
#include "ui/document/FailureWhatIf.h"
#include "ui/document/Subjects.h"
#include "ui/floor/FloorHeader.h"
#include "ui/floor/FloorTip.h"

#include <QAction>
#include <QKeyEvent>
#include <QMenu>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace colonnade::ui {

using render::FloorOverlay;
using render::SceneTarget;

std::optional<SceneTarget> FloorView::targetAt(QPointF at, bool devices) const
{
    const auto hits = m_canvas->hitsAt(at);
    if (hits.empty())
        return std::nullopt;
    SceneTarget target{hits.front().item, std::nullopt};
    const bool close =
        m_stage.pixelHeight(m_scene->items()[target.item]) >= render::FloorStage::closeFrom;
    if (devices && close)
        target.device = hits.front().device;
    return target;
}

void FloorView::select(const std::vector<SceneTarget>& targets, Qt::KeyboardModifiers modifiers)
{
    std::vector<model::Subject> subjects;
    for (const SceneTarget& target : targets)
        subjects.push_back(m_scene->subjectOf(target));
    const bool adds = modifiers & Qt::ShiftModifier;
    const bool toggles = modifiers & Qt::ControlModifier;
    if (!adds && !toggles)
        return m_session.select(std::move(subjects));
    std::vector<model::Subject> all = m_session.selection();
    for (model::Subject& subject : subjects) {
        const auto known = std::ranges::find(all, subject);
        if (known == all.end())
            all.push_back(std::move(subject));
        else if (toggles)
            all.erase(known);
    }
    m_session.select(std::move(all));
}

void FloorView::clickAt(QPointF at, Qt::KeyboardModifiers modifiers)
{
    if (!m_scene)
        return;
    m_at = at;
    m_cycled = 0;
    const auto target = targetAt(at, false);
    if (target)
        select({*target}, modifiers);
    else if (!(modifiers & (Qt::ShiftModifier | Qt::ControlModifier)))
        m_session.clearSelection();
}

void FloorView::openAt(QPointF at)
{
    const auto target = m_scene ? targetAt(at, true) : std::nullopt;
    if (!target)
        return;
    select({*target}, {});
    const render::SceneItem& item = m_scene->items()[target->item];
    if (target->device)
        return;
    if (!m_scene->shapeOf(item).rack)
        return frameSelection();
    m_session.showRack(model::Subject::instance(item.path));
    emit openElevationRequested();
}

void FloorView::hoverAt(QPointF at)
{
    m_at = at;
    m_cycled = 0;
    m_session.setHint(
        tr("Middle or Alt drag orbits · Shift pans · wheel zooms · double click opens"));
    const auto target = m_scene ? targetAt(at, true) : std::nullopt;
    m_session.hover(target ? std::optional{m_scene->subjectOf(*target)} : std::nullopt);
}

void FloorView::selectBand(const QRectF& pixels, bool touching, Qt::KeyboardModifiers modifiers)
{
    if (!m_scene)
        return;
    std::vector<SceneTarget> targets;
    for (const std::size_t item :
         m_scene->itemsIn(pixels, touching, m_stage.camera(), m_canvas->viewSize()))
        targets.push_back({item, std::nullopt});
    select(targets, modifiers);
}

void FloorView::cycle(int step)
{
    const auto hits = m_canvas->hitsAt(m_at);
    const auto count = static_cast<int>(hits.size());
    m_cycled = static_cast<std::size_t>((static_cast<int>(m_cycled) + step + count) % count);
    select({{hits[m_cycled].item, std::nullopt}}, {});
}

void FloorView::showMenu(QPointF at)
{
    const auto target = m_scene ? targetAt(at, true) : std::nullopt;
    if (target && !m_session.isSelected(m_scene->subjectOf(*target)))
        select({*target}, {});
    QMenu menu(this);
    const bool rack = target && m_scene->shapeOf(m_scene->items()[target->item]).rack;
    QAction* open = menu.addAction(tr("Open in elevation"), this, [this, at, target] {
        Q_UNUSED(at)
        m_session.showRack(model::Subject::instance(m_scene->items()[target->item].path));
        emit openElevationRequested();
    });
    open->setEnabled(rack);
    QAction* frameIt = menu.addAction(tr("Frame selection\tF"), this, &FloorView::frameSelection);
    frameIt->setEnabled(!m_session.selection().empty());
    menu.addAction(tr("Frame everything\tHome"), this, &FloorView::frameAll);
    QAction* fail = menu.addAction(tr("Fail this part\tI"), this, [this] {
        std::vector<std::string> paths;
        for (const model::Subject& subject : m_session.selection())
            paths.push_back(subject.text());
        (void)m_session.failures().toggle(paths);
    });
    fail->setEnabled(!m_session.selection().empty());
    menu.addSeparator();
    menu.addMenu(m_header->overlays())->setText(tr("Overlay"));
    menu.addMenu(m_header->views())->setText(tr("View"));
    menu.exec(m_canvas->mapToGlobal(at.toPoint()));
}

void FloorView::keyPressEvent(QKeyEvent* event)
{
    const auto modifiers = event->modifiers() & ~Qt::KeypadModifier;
    switch (event->key()) {
    case Qt::Key_F:
        if (!modifiers)
            return frameSelection();
        break;
    case Qt::Key_Home: return frameAll();
    case Qt::Key_O:
        if (!modifiers)
            return nextOverlay();
        if (modifiers == Qt::ShiftModifier)
            return chooseOverlay(FloorOverlay::None);
        break;
    case Qt::Key_Escape:
        if (!m_session.selection().empty())
            return m_session.clearSelection();
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_session.selection().size() == 1) {
            if (const auto rack = rackOf(*m_session.design(), m_session.selection().front())) {
                m_session.showRack(*rack);
                emit openElevationRequested();
                return;
            }
        }
        break;
    default: break;
    }
    event->ignore();
}

bool FloorView::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_canvas && answersTip(*event, *m_canvas, [this](QPointF at) { return toolTipAt(at); }))
        return true;
    if (watched == m_canvas && event->type() == QEvent::KeyPress) {
        // Tab leaves the picture, unless several things lie behind one another under the cursor.
        const int key = static_cast<QKeyEvent*>(event)->key();
        const bool tab = key == Qt::Key_Tab || key == Qt::Key_Backtab;
        if (tab && m_scene && m_canvas->underMouse() && m_canvas->hitsAt(m_at).size() > 1) {
            cycle(key == Qt::Key_Tab ? 1 : -1);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

QString FloorView::toolTipAt(QPointF at) const
{
    const auto target = m_scene ? targetAt(at, true) : std::nullopt;
    return target ? floorTip(*m_scene, *target, m_stage.overlay(), m_figures.get()) : QString{};
}

} // namespace colonnade::ui
