#include "ui/floor/FloorView.h"

#include "ui/document/CableOverlayer.h"
#include "ui/document/FailureWhatIf.h"
#include "ui/document/OverlayFigures.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"
#include "ui/style/Controls.h"
#include "ui/style/Style.h"

#include <QAction>
#include <QActionGroup>
#include <QBoxLayout>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QStackedLayout>
#include <QToolButton>
#include <QToolTip>

#include <algorithm>
#include <set>

namespace colonnade::ui {

using render::FloorOverlay;
using render::SceneTarget;
using render::ViewDirection;

namespace {

QToolButton* wordButton(const char* name, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setObjectName(QLatin1StringView{name});
    button->setAutoRaise(true);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setFocusPolicy(Qt::TabFocus);
    dress(button, render::type::head, QFont::Normal, true);
    return button;
}

QString figure(const auto& sum, std::string_view unit)
{
    if (sum.missing > 0 && sum.known.value() <= 0)
        return unknownText();
    const QString text = figureText(sum.known.value(), unit, inspectorDigits);
    return sum.missing > 0 ? FloorView::tr("at least %1").arg(text) : text;
}

} // namespace

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
    makeHeader();
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
            [this](std::optional<ViewDirection> direction) {
                if (direction)
                    m_viewed.clear();
                m_viewName = direction ? render::word(*direction) : tr("free");
                showHeader();
            });

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

void FloorView::makeHeader()
{
    m_header = new QWidget(this);
    m_header->setObjectName(QStringLiteral("floorHeader"));
    m_overlayButton = wordButton("floorOverlay", m_header);
    m_viewButton = wordButton("floorViewpoint", m_header);
    auto* row = new QHBoxLayout(m_header);
    row->setContentsMargins(space::between, 0, space::between, 0);
    row->setSpacing(0);
    row->addStretch(1);
    row->addWidget(m_overlayButton);
    auto* dot = new QLabel(QStringLiteral("·"), m_header);
    dress(dot, render::type::head, QFont::Normal, true);
    row->addWidget(dot);
    row->addWidget(m_viewButton);

    auto* overlays = new QMenu(m_overlayButton);
    auto* group = new QActionGroup(overlays);
    for (const FloorOverlay overlay : render::floorOverlays) {
        QString text = render::word(overlay);
        text[0] = text[0].toUpper();
        QAction* action = overlays->addAction(text, this, [this, overlay] { chooseOverlay(overlay); });
        action->setCheckable(true);
        action->setData(static_cast<int>(overlay));
        group->addAction(action);
    }
    connect(overlays, &QMenu::aboutToShow, this, [this, group] {
        for (QAction* action : group->actions())
            action->setChecked(action->data().toInt() == static_cast<int>(m_overlay));
    });
    m_overlayButton->setMenu(overlays);
    m_overlayButton->setToolTip(tr("What the colours mean (O: next, Shift+O: none)"));

    auto* views = new QMenu(m_viewButton);
    const auto add = [&](const QString& text, const QString& key, auto go) {
        views->addAction(text + QLatin1Char('\t') + key, this, go);
    };
    add(tr("Everything"), tr("Home"), [this] { frameAll(); });
    add(tr("Selection"), tr("F"), [this] { frameSelection(); });
    views->addSeparator();
    add(tr("Front"), tr("Keypad 1"), [this] { m_canvas->look(ViewDirection::Front); });
    add(tr("Rear"), tr("Ctrl+Keypad 1"), [this] { m_canvas->look(ViewDirection::Rear); });
    add(tr("Side"), tr("Keypad 3"), [this] { m_canvas->look(ViewDirection::Side); });
    add(tr("Top"), tr("Keypad 7"), [this] { m_canvas->look(ViewDirection::Top); });
    add(tr("Perspective on or off"), tr("Keypad 5"), [this] { m_canvas->togglePerspective(); });
    m_viewButton->setMenu(views);
    m_viewButton->setToolTip(tr("Where the camera stands"));
    m_viewName = render::word(ViewDirection::Corner);
    showHeader();
}

QWidget* FloorView::takeHeader()
{
    layout()->removeWidget(m_header);
    return m_header;
}

QString FloorView::headerText() const
{
    return m_overlayButton->text() + QStringLiteral(" · ") + m_viewButton->text();
}

void FloorView::showHeader()
{
    m_overlayButton->setText(tr("Overlay: %1").arg(render::word(m_overlay)));
    const QString place =
        m_viewed.isEmpty() ? m_viewName : m_viewed + QLatin1Char(' ') + m_viewName;
    m_viewButton->setText(tr("View: %1").arg(place));
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
    // What comes and goes later does not move the camera.
    if (m_anew || wasEmpty) {
        m_canvas->goHome(false);
        m_viewName = render::word(ViewDirection::Corner);
        m_viewed = m_scene->hall()->pods.size() == 1 ? m_scene->groups().front().label : QString{};
        showHeader();
    }
    m_anew = false;
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
    showHeader();
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
    for (const SceneTarget& target : m_scene->newIn(after))
        ghosts.push_back({after.boundsOf(target), colour});
    m_stage.setGhosts(std::move(ghosts));
    m_previewed = tried;
}

void FloorView::frameAll()
{
    m_canvas->goHome(true);
    m_viewName = render::word(ViewDirection::Corner);
    m_viewed = m_scene && m_scene->hall() && m_scene->hall()->pods.size() == 1
        ? m_scene->groups().front().label
        : QString{};
    showHeader();
}

void FloorView::frameSelection()
{
    frame(m_session.selection());
}

void FloorView::frame(const std::vector<model::Subject>& subjects)
{
    if (!m_scene || m_stale)
        return;
    std::vector<QVector3D> places;
    for (const model::Subject& subject : subjects) {
        for (const SceneTarget& target : m_scene->targets(subject)) {
            const auto corners = m_scene->boundsOf(target).corners();
            places.insert(places.end(), corners.begin(), corners.end());
        }
    }
    if (subjects.empty())
        return frameAll();
    if (places.empty())
        return;
    m_viewed = subjects.size() == 1
        ? nameOf(*m_session.design(), subjects.front())
        : countOf(static_cast<qint64>(subjects.size()), tr("thing"), tr("things"));
    m_canvas->frame(places);
    showHeader();
}

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
    menu.addMenu(m_overlayButton->menu())->setText(tr("Overlay"));
    menu.addMenu(m_viewButton->menu())->setText(tr("View"));
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
    if (watched == m_canvas && event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QString text = toolTipAt(help->pos());
        if (text.isEmpty())
            QToolTip::hideText();
        else
            QToolTip::showText(help->globalPos(), text, m_canvas);
        return true;
    }
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
    if (!target)
        return {};
    const render::SceneItem& item = m_scene->items()[target->item];
    const render::Shape& shape = m_scene->shapeOf(item);
    QStringList lines;
    const auto add = [&](const QString& name, const QString& kind) {
        lines << QStringLiteral("<b>%1</b>  %2").arg(name.toHtmlEscaped(), kind.toHtmlEscaped());
    };
    if (!shape.rack) {
        add(item.label, words(shape.part->model));
        QStringList figures;
        if (const auto power = shape.part->power.forProvisioning())
            figures << tr("power %1").arg(figureText(power->value(), "W", inspectorDigits));
        if (shape.part->cdu)
            figures << tr("cools %1")
                           .arg(
                               figureText(shape.part->cdu->capacity.value(), "W", inspectorDigits));
        if (!figures.isEmpty())
            lines << figures.join(QStringLiteral(" · "));
    } else if (target->device) {
        const model::Device* device = shape.rack->device(shape.devices[*target->device].id);
        if (!device)
            return {};
        add(words(device->label.empty() ? device->id.text() : device->label),
            words(device->part->model));
        lines << item.label.toHtmlEscaped() + QStringLiteral(" · ")
                + words(text(device->mount)).toHtmlEscaped();
    } else {
        add(item.label, words(shape.rack->name()));
        const model::RackFacts& facts = shape.rack->facts();
        QStringList figures{tr("power %1").arg(figure(facts.provisioned, "W")),
                            tr("mass %1").arg(figure(facts.mass, "kg"))};
        if (facts.accelerators > 0)
            figures << countOf(facts.accelerators, tr("GPU"), tr("GPUs"));
        figures << tr("%1 U open").arg(words(text(facts.open)));
        lines << figures.join(QStringLiteral(" · "));
    }
    if (const auto* figure = m_figures ? m_figures->of(item.path) : nullptr)
        lines << m_figures->sentence(*figure).toHtmlEscaped();
    else if (target->item < m_stage.overlay().values.size() && !m_stage.overlay().values[target->item].isEmpty())
        lines << (m_stage.overlay().legend.title + QStringLiteral(": ") + m_stage.overlay().values[target->item]).toHtmlEscaped();
    return lines.join(QStringLiteral("<br>"));
}

} // namespace colonnade::ui
