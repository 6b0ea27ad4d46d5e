#include "ui/workbench/MainWindow.h"

#include "ui/document/FailureWhatIf.h"
#include "ui/document/OverlayFigures.h"
#include "ui/document/Words.h"
#include "ui/elevation/ElevationPages.h"
#include "ui/elevation/ElevationView.h"
#include "ui/elevation/SideView.h"
#include "ui/fabric/FabricPage.h"
#include "ui/failures/FailureBar.h"
#include "ui/floor/FloorView.h"
#include "ui/loops/LoopsView.h"
#include "ui/oneline/OneLineView.h"
#include "ui/plan/PlanView.h"
#include "ui/style/Controls.h"
#include "ui/style/Style.h"
#include "ui/workbench/Breadcrumb.h"
#include "ui/workbench/CableCommands.h"
#include "ui/workbench/Commands.h"
#include "ui/workbench/EditCommands.h"
#include "ui/workbench/FileCommands.h"
#include "ui/workbench/Menus.h"
#include "ui/workbench/PanelDock.h"
#include "ui/workbench/Perspectives.h"
#include "ui/workbench/StartPage.h"
#include "ui/workbench/StatusLine.h"

#include <QPainter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace colonnade::ui {

namespace {

class Backdrop final : public QWidget {
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent*) override { QPainter(this).fillRect(rect(), theme().panel); }
};

} // namespace

void MainWindow::makeCentre()
{
    m_pages = new QStackedWidget(this);
    m_pages->setObjectName(QStringLiteral("centre"));
    m_startPage = new StartPage(m_settings, m_pages);
    m_pages->addWidget(m_startPage);
    connect(m_startPage, &StartPage::emptyHallWanted, this, [this] {
        if (m_files->mayLeave())
            openEmptyHall();
    });
    connect(m_startPage, &StartPage::openWanted, m_files, &FileCommands::chooseFile);
    connect(m_startPage, &StartPage::referenceWanted, this, [this](const QString& name) {
        if (m_files->mayLeave())
            m_files->openReference(name);
    });
    connect(m_startPage, &StartPage::fileWanted, this, [this](const QString& path) {
        if (m_files->mayLeave())
            m_files->openPath(path);
    });
    connect(m_startPage, &StartPage::recoveryWanted, this,
            [this](const model::RecoveryCandidate& candidate) {
                if (m_files->mayLeave())
                    m_files->recover(candidate);
            });

    auto* drawing = new Backdrop(m_pages);
    auto* column = new QVBoxLayout(drawing);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_centreTabs = new TabStrip(drawing);
    m_centreTabs->setObjectName(QStringLiteral("centre-tabs"));
    m_centreTabs->setTabs({tr("Elevation"), tr("Plan"), tr("Fabric"), tr("One-line"), tr("Loops")});
    connect(m_centreTabs, &TabStrip::chosen, this, &MainWindow::showCentre);
    column->addWidget(m_centreTabs);
    m_breadcrumb = new Breadcrumb(m_session, drawing);
    connect(m_breadcrumb, &Breadcrumb::planWanted, this, [this](const model::Subject& subject) {
        showCentre(planTab);
        m_session.frame({subject});
    });
    column->addWidget(m_breadcrumb);
    auto* failure = new FailureBar(m_session, drawing);
    connect(failure, &FailureBar::panelWanted, this, [this] { dock(QStringLiteral("failures"))->bringForward(); });
    column->addWidget(failure);
    m_centre = new QStackedWidget(drawing);
    m_elevation = new ElevationPages(m_session, m_centre);
    connect(m_elevation, &ElevationPages::zoomChanged, this, [this](const QString& text) {
        if (m_centre->currentIndex() == elevationTab)
            m_status->setZoom(text);
    });
    connect(m_elevation, &ElevationPages::planRequested, this, [this] { showCentre(planTab); });
    m_plan = new PlanView(m_session, m_centre);
    connect(m_plan, &PlanView::zoomChanged, this, [this](const QString& text) {
        if (m_centre->currentIndex() == planTab)
            m_status->setZoom(text);
    });
    connect(m_plan, &PlanView::openElevationRequested, this, [this] { showCentre(elevationTab); });
    m_fabric = new FabricPage(m_session, m_centre);
    FabricView* fabric = &m_fabric->view();
    connect(fabric, &FabricView::zoomChanged, this, [this](const QString& text) {
        if (m_centre->currentIndex() == fabricTab)
            m_status->setZoom(text);
    });
    connect(fabric, &FabricView::newFabricRequested, this,
            [this] { m_commands->find(QStringLiteral("design.newFabric"))->trigger(); });
    connect(fabric, &FabricView::scheduleRequested, this, [this] { dock(QStringLiteral("schedule"))->bringForward(); });
    connect(fabric, &FabricView::linkRequested, m_commands->find(QStringLiteral("design.addLink")), &QAction::trigger);
    connect(fabric, &FabricView::said, m_status, &StatusLine::say);
    connect(fabric, &FabricView::portsRequested, this, [this] { dock(QStringLiteral("ports"))->bringForward(); });
    m_oneLine = new OneLineView(m_session, m_centre);
    connect(m_oneLine, &OneLineView::zoomChanged, this, [this](const QString& text) {
        if (m_centre->currentIndex() == oneLineTab)
            m_status->setZoom(text);
    });
    connect(m_oneLine, &OneLineView::newFeedRequested, this,
            [this] { m_commands->find(QStringLiteral("design.newFeed"))->trigger(); });
    m_loops = new LoopsView(m_session, m_centre);
    connect(m_loops, &LoopsView::zoomChanged, this, [this](const QString& text) {
        if (m_centre->currentIndex() == loopsTab)
            m_status->setZoom(text);
    });
    connect(m_loops, &LoopsView::newLoopRequested, this,
            [this] { m_commands->find(QStringLiteral("design.newLoop"))->trigger(); });
    for (DiagramView* diagram : {static_cast<DiagramView*>(fabric), static_cast<DiagramView*>(m_oneLine), static_cast<DiagramView*>(m_loops)}) {
        connect(diagram, &DiagramView::failRequested, this, [this](const std::vector<model::Subject>& subjects) {
            std::vector<std::string> paths;
            for (const model::Subject& subject : subjects)
                paths.push_back(subject.text());
            if (const auto done = m_session.failures().toggle(paths); !done)
                m_status->say(words(done.error().text));
        });
        connect(diagram, &DiagramView::propertiesRequested, this,
                [this] { dock(QStringLiteral("inspector"))->bringForward(); });
    }
    for (QWidget* view : {static_cast<QWidget*>(&m_elevation->faces()), static_cast<QWidget*>(&m_elevation->side()), static_cast<QWidget*>(m_plan)})
        connect(view, &QWidget::customContextMenuRequested, this,
                [this, view](const QPoint& at) { m_menus->showContext(view->mapToGlobal(at)); });
    m_centre->addWidget(m_elevation);
    m_centre->addWidget(m_plan);
    m_centre->addWidget(m_fabric);
    m_centre->addWidget(m_oneLine);
    m_centre->addWidget(m_loops);
    column->addWidget(m_centre, 1);
    drawing->setMinimumWidth(420);
    m_pages->addWidget(drawing);
    setCentralWidget(m_pages);
    showCentre(elevationTab);
}

void MainWindow::showCentre(int tab)
{
    m_centreTabs->setCurrent(tab);
    m_centre->setCurrentIndex(tab);
    for (int each = 0; each < static_cast<int>(std::size(drawingCommands)); ++each)
        m_commands->find(QLatin1StringView{drawingCommands[each]})->setChecked(each == tab);
    m_breadcrumb->setShowsRack(tab == elevationTab);
    m_edits->setOnFloor(tab == planTab);
    m_centreTabs->setCorner(tab == elevationTab ? m_elevation->takeSwitch() : nullptr);
    m_centreTabs->setRemark(tab == planTab ? tr("True scale") : tab == fabricTab ? tr("Double-click opens, Backspace closes")
                                : tab == oneLineTab ? tr("Side A solid, B dashed")
                                : tab == loopsTab ? tr("Return double, facility water dashed")
                                                  : QString());
    m_centre->currentWidget()->setFocus();
}

QString MainWindow::overlayCommand(render::FloorOverlay overlay)
{
    return QStringLiteral("view.overlay%1").arg(static_cast<int>(overlay));
}

void MainWindow::setOverlay(render::FloorOverlay overlay)
{
    if (m_overlay == overlay)
        return;
    m_overlay = overlay;
    m_floor->setOverlay(overlay);
    m_plan->setOverlay(overlay);
    for (const auto each : render::floorOverlays)
        m_commands->find(overlayCommand(each))->setChecked(each == overlay);
}

void MainWindow::showCables()
{
    const render::CableView& view = m_cableCommands->view();
    m_plan->showCables(view, m_cableCommands->fill());
    m_floor->showCables(view);
    m_elevation->showCables(view);
}

void MainWindow::followFailure()
{
    const bool active = m_session.failures().active();
    if (active == m_overlayBefore.has_value())
        return;
    if (active) {
        m_overlayBefore = m_overlay;
        // Else the racks show their new temperatures, or the cables what is left of them, and what has failed is marked.
        if (!followsCooling(m_overlay) && m_overlay != render::FloorOverlay::Utilisation)
            setOverlay(render::FloorOverlay::Failure);
        return;
    }
    if (m_overlay == render::FloorOverlay::Failure)
        setOverlay(*m_overlayBefore);
    m_overlayBefore.reset();
}

} // namespace colonnade::ui
