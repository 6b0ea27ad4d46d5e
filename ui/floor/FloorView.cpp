#include "ui/floor/FloorView.h"

#include "ui/document/CableOverlayer.h"
#include "ui/document/FailureWhatIf.h"
#include "ui/document/OverlayFigures.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"
#include "ui/floor/FloorHeader.h"
#include "ui/style/Controls.h"
#include "ui/style/Style.h"

#include <QAbstractButton>
#include <QBoxLayout>
#include <QStackedLayout>

#include <algorithm>
#include <span>
#include <utility>

namespace colonnade::ui {

using render::FloorOverlay;
using render::SceneTarget;
using render::ViewDirection;

FloorView::FloorView(DesignSession& session, QWidget* parent) : QWidget(parent), m_session{session}
{
    setObjectName(QStringLiteral("floorView"));
    setAccessibleName(tr("Floor in 3D"));
    m_canvas = new FloorCanvas(m_stage, this);
    m_canvas->installEventFilter(this);
    m_canvas->setAccessibleName(tr("Floor in 3D"));
    m_empty = new EmptyState(this);
    if (m_canvas->failure().isEmpty()) {
        m_empty->setMessage(
            tr("Nothing stands in the hall yet. Here it is seen in 3D, at true size."));
        auto* add = m_empty->addStep(tr("Place a rack frame…"));
        connect(add, &QAbstractButton::clicked, this, &FloorView::addRequested);
    } else {
        m_empty->setMessage(m_canvas->failure());
    }
    m_header = new FloorHeader(this);
    auto* pages = new QWidget(this);
    m_pages = new QStackedLayout(pages);
    m_pages->addWidget(m_canvas);
    m_pages->addWidget(m_empty);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(pages, 1);
    setFocusProxy(m_canvas);

    connect(m_canvas, &FloorCanvas::clicked, this, &FloorView::clickAt);
    connect(m_canvas, &FloorCanvas::doubleClicked, this, &FloorView::openAt);
    connect(m_canvas, &FloorCanvas::pointedAt, this, &FloorView::hoverAt);
    connect(m_canvas, &FloorCanvas::left, this, [this] {
        m_session.hover(std::nullopt);
        m_session.setHint({});
    });
    connect(m_canvas, &FloorCanvas::banded, this, &FloorView::selectBand);
    connect(m_canvas, &FloorCanvas::menuWanted, this, &FloorView::showMenu);
    connect(m_canvas, &FloorCanvas::cameraTurned, this,
            [this](std::optional<ViewDirection> direction) { m_header->setDirection(direction); });
    connect(m_header, &FloorHeader::overlayChosen, this, &FloorView::chooseOverlay);
    connect(m_header, &FloorHeader::allWanted, this, &FloorView::frameAll);
    connect(m_header, &FloorHeader::selectionWanted, this, &FloorView::frameSelection);
    connect(m_header, &FloorHeader::directionWanted, m_canvas, &FloorCanvas::look);
    connect(m_header, &FloorHeader::perspectiveToggled, m_canvas, &FloorCanvas::togglePerspective);

    connect(&m_session, &DesignSession::designChanged, this, &FloorView::takeDesign);
    connect(&m_session, &DesignSession::selectionChanged, this, &FloorView::takeSelection);
    connect(&m_session, &DesignSession::hoverChanged, this, &FloorView::takeHover);
    connect(&m_session, &DesignSession::previewChanged, this, &FloorView::takePreview);
    connect(&m_session, &DesignSession::judgementChanged, this, [this] {
        if ((m_overlay == FloorOverlay::Findings || followsCooling(m_overlay)) && !m_stale)
            takeOverlay();
    });
    connect(&m_session, &DesignSession::failureChanged, this, [this] {
        if ((m_overlay == FloorOverlay::Failure || render::hasFigures(m_overlay)) && !m_stale)
            takeOverlay();
    });
    connect(&m_session.cableOverlayer(), &CableOverlayer::changed, this, &FloorView::takeOverlay);
    connect(&m_session, &DesignSession::profileChanged, this, [this] {
        if (m_overlay == FloorOverlay::TrayFill)
            takeOverlay();
    });
    connect(&m_session, &DesignSession::framed, this, &FloorView::frame);
    connect(&StyleNotice::instance(), &StyleNotice::themeChanged, this, [this] {
        m_stale = true;
        refresh();
    });
    refresh();
}

FloorView::~FloorView()
{
    // The picture reads the stage, and must go before it.
    delete m_canvas;
}

QWidget* FloorView::takeHeader()
{
    layout()->removeWidget(m_header);
    return m_header;
}

QString FloorView::headerText() const
{
    return m_header->text();
}

void FloorView::takeDesign(const DesignRef& before, const DesignRef& after)
{
    // Another file, not another step of this one: nothing stands where something stood.
    if (!m_scene || m_scene->empty() || !before || before->name() != after->name())
        m_anew = true;
    m_stale = true;
    refresh();
}

void FloorView::refresh()
{
    if (!m_stale || !isVisible())
        return;
    m_stale = false;
    const bool wasEmpty = !m_scene || m_scene->empty();
    const std::shared_ptr<const render::FloorScene> before = m_scene;
    const DesignRef& design = m_session.design();
    m_scene = std::make_shared<const render::FloorScene>(
        render::FloorScene::of(*design, render::ScenePalette::of(theme()), m_scene.get(), m_cables, cableOverlay(m_session, m_overlay, this)));
    m_stage.setScene(m_scene);
    m_previewed.reset();
    const bool nothing = m_scene->empty() && m_scene->hall()->outline.empty();
    m_pages->setCurrentIndex(nothing || !m_canvas->failure().isEmpty() ? 1 : 0);
    m_canvas->setAccessibleDescription(m_scene->caption());
    takeOverlay();
    takeSelection();
    takePreview();
    // What comes and goes later does not move the camera, but what is selected and moves stays in sight.
    if (m_anew || wasEmpty) {
        m_beforePreview.reset();
        m_canvas->goHome(false);
        showHome();
    } else {
        followSelection(*before);
    }
    m_anew = false;
}

void FloorView::followSelection(const render::FloorScene& before)
{
    std::vector<render::Bounds> moved;
    for (const model::Subject& subject : m_session.selection()) {
        for (const SceneTarget& target : m_scene->targets(subject)) {
            const render::SceneItem& item = m_scene->items()[target.item];
            const auto old = before.itemAt(item.path);
            if (!target.device && old && before.items()[*old].box.low != item.box.low)
                moved.push_back(item.box);
        }
    }
    m_canvas->keepInSight(moved);
}

void FloorView::showCables(const render::CableView& view)
{
    m_cables = view;
    m_cables.marked = fabricIn(m_session.selection());
    m_stale = true;
    refresh();
}

void FloorView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
}

void FloorView::takeSelection()
{
    if (std::string marked = fabricIn(m_session.selection()); m_cables.shown && marked != m_cables.marked) {
        m_cables.marked = std::move(marked);
        m_stale = true;
        refresh(); // Comes back here.
        return;
    }
    if (!m_scene || m_stale)
        return;
    std::vector<SceneTarget> targets;
    for (const model::Subject& subject : m_session.selection()) {
        const auto more = m_scene->targets(subject);
        targets.insert(targets.end(), more.begin(), more.end());
    }
    m_stage.setSelected(std::move(targets));
}

void FloorView::takeHover()
{
    if (!m_scene || m_stale)
        return;
    const auto& hovered = m_session.hovered();
    const auto targets = hovered ? m_scene->targets(*hovered) : std::vector<SceneTarget>{};
    m_stage.setHovered(targets.size() == 1 ? std::optional{targets.front()} : std::nullopt);
}

void FloorView::setOverlay(FloorOverlay overlay)
{
    m_overlay = overlay;
    takeOverlay();
    m_header->setOverlay(overlay);
}

void FloorView::nextOverlay()
{
    const auto next = (static_cast<std::size_t>(m_overlay) + 1) % std::size(render::floorOverlays);
    chooseOverlay(render::floorOverlays[next]);
}

void FloorView::chooseOverlay(FloorOverlay overlay)
{
    setOverlay(overlay);
    emit overlayChosen(overlay);
}

void FloorView::takeOverlay()
{
    const render::CableOverlay cables = cableOverlay(m_session, m_overlay, this);
    if (!m_scene || m_stale)
        return;
    if (cables != m_scene->cableOverlay()) {
        m_stale = true;
        refresh(); // Comes back here.
        return;
    }
    if (m_overlay == FloorOverlay::Failure) {
        const auto& state = m_session.failureState();
        m_stage.setOverlay(render::OverlayColours::ofFailure(*m_scene, state ? &state->places : nullptr));
        return;
    }
    m_figures = overlayFigures(m_session, m_overlay, m_figures);
    if (m_figures) {
        m_stage.setOverlay(render::OverlayColours::ofFigures(*m_scene, *m_figures, placeStates(m_session)));
        return;
    }
    const auto& evaluation = m_session.judgement().evaluation;
    m_stage.setOverlay(render::OverlayColours::of(
        m_overlay, *m_scene,
        evaluation ? std::span<const model::Finding>{evaluation->findings}
                   : std::span<const model::Finding>{}));
}

void FloorView::takePreview()
{
    if (!m_scene || m_stale)
        return;
    const auto& preview = m_session.currentPreview();
    const DesignRef tried = preview && !preview->refusal ? preview->after.design : nullptr;
    if (!tried) {
        m_previewed.reset();
        m_stage.setGhosts({});
        if (m_beforePreview)
            m_canvas->glideTo(*m_beforePreview);
        m_beforePreview.reset();
        return;
    }
    if (tried == m_session.design())
        return;
    const render::Theme& colours = theme();
    const auto worst =
        std::ranges::min_element(preview->delta.added, {}, &model::Finding::severity);
    const QColor colour = worst == preview->delta.added.end() ? colours.ok
        : worst->severity == model::Severity::Error           ? colours.error
        : worst->severity == model::Severity::Warning         ? colours.warning
                                                              : colours.ok;
    const render::FloorScene after =
        render::FloorScene::of(*tried, m_scene->palette(), m_scene.get(), m_scene->cables(), m_scene->cableOverlay());
    std::vector<render::FloorGhost> ghosts;
    std::vector<render::Bounds> moved;
    for (const SceneTarget& target : m_scene->newIn(after)) {
        ghosts.push_back({after.boundsOf(target), colour});
        if (!target.device && m_scene->itemAt(after.items()[target.item].path))
            moved.push_back(ghosts.back().box);
    }
    m_stage.setGhosts(std::move(ghosts));
    m_previewed = tried;
    const render::Camera camera = m_canvas->destination();
    if (m_canvas->keepInSight(moved) && !m_beforePreview)
        m_beforePreview = camera;
}

void FloorView::frameAll()
{
    m_canvas->goHome(true);
    showHome();
}

/// The camera stands where everything is in sight.
void FloorView::showHome()
{
    m_header->setDirection(ViewDirection::Corner);
    if (m_scene && m_scene->hall() && m_scene->hall()->pods.size() == 1)
        m_header->setFramed(m_scene->groups().front().label);
}

void FloorView::frameSelection()
{
    frame(m_session.selection());
}

void FloorView::frame(const std::vector<model::Subject>& subjects)
{
    if (!m_scene || m_stale)
        return;
    if (subjects.empty())
        return frameAll();
    std::vector<SceneTarget> targets;
    for (const model::Subject& subject : subjects) {
        const auto more = m_scene->targets(subject);
        targets.insert(targets.end(), more.begin(), more.end());
    }
    if (targets.empty())
        return;
    if (!m_canvas->frame(targets))
        m_header->setDirection(std::nullopt);
    m_header->setFramed(subjects.size() == 1
                            ? nameOf(*m_session.design(), subjects.front())
                            : countOf(static_cast<qint64>(subjects.size()), tr("item"), tr("items")));
}

} // namespace colonnade::ui
