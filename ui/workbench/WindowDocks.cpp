#include "ui/workbench/MainWindow.h"

#include "ui/catalog/CatalogPanel.h"
#include "ui/charts/ChartPanels.h"
#include "ui/charts/StudyPanel.h"
#include "ui/failures/FailuresPanel.h"
#include "ui/findings/FindingsPanel.h"
#include "ui/findings/WaiversPanel.h"
#include "ui/findings/Waiving.h"
#include "ui/floor/FloorView.h"
#include "ui/history/HistoryPanel.h"
#include "ui/inspector/InspectorPanel.h"
#include "ui/ports/PortMapView.h"
#include "ui/ports/PortsPanel.h"
#include "ui/rules/RulesPanel.h"
#include "ui/schedule/SchedulePanel.h"
#include "ui/structure/StructurePanel.h"
#include "ui/style/Controls.h"
#include "ui/style/Style.h"
#include "ui/workbench/CommandPalette.h"
#include "ui/workbench/Commands.h"
#include "ui/workbench/EditCommands.h"
#include "ui/workbench/FabricCommands.h"
#include "ui/workbench/MeasuredCommands.h"
#include "ui/workbench/Menus.h"
#include "ui/workbench/PanelDock.h"
#include "ui/workbench/Perspectives.h"
#include "ui/workbench/StatusLine.h"
#include "ui/workbench/WindowLayout.h"

#include <QMenu>
#include <QStackedWidget>

namespace colonnade::ui {

namespace {

int perspectiveIndex(const QString& id)
{
    for (int i = 0; i < static_cast<int>(std::size(perspectives)); ++i) {
        if (id == QLatin1String(perspectives[i].id))
            return i;
    }
    return 0;
}

} // namespace

void MainWindow::makeDocks()
{
    const auto add = [this](const QString& name, const QString& title, QWidget* content,
                            QSize least) {
        auto* dock = new PanelDock(name, title, content, this);
        dock->setMinimumContent(least);
        m_layout->add(name, dock);
        return dock;
    };
    m_catalog = new CatalogPanel(m_session, this);
    connect(m_catalog, &CatalogPanel::placementWanted, this,
            [this](const model::PartRef& part) { m_edits->place(part); });
    add(QStringLiteral("catalog"), tr("Catalog"), m_catalog, {180, 120});
    auto* structure = new StructurePanel(m_session, this);
    connect(structure, &StructurePanel::contextMenuWanted, m_menus, &Menus::showContext);
    add(QStringLiteral("structure"), tr("Structure"), structure, {180, 120});
    add(QStringLiteral("history"), tr("Undo history"), new HistoryPanel(m_session, this), {180, 80});
    auto* floor = m_floor = new FloorView(m_session, this);
    connect(floor, &FloorView::overlayChosen, this, &MainWindow::setOverlay);
    connect(floor, &FloorView::openElevationRequested, this, [this] { showCentre(elevationTab); });
    connect(floor, &FloorView::addRequested, this,
            [this] { m_palette->open(QStringLiteral("+ ")); });
    add(QStringLiteral("floor"), tr("Floor 3D"), floor, {260, 120})->setCorner(floor->takeHeader());
    auto* estimate = add(QStringLiteral("estimate"), tr("Estimate"),
                         new EstimatePanel(m_session, this), {260, 120});
    auto* power
        = add(QStringLiteral("power"), tr("Power"), new PowerPanel(m_session, this), {260, 120});
    auto* memory
        = add(QStringLiteral("memory"), tr("Memory"), new MemoryPanel(m_session, this), {260, 120});
    for (auto* panel : {estimate, memory}) {
        connect(static_cast<ChartPanel*>(panel->widget()), &ChartPanel::workloadWanted, this,
                [this](QPoint at) {
                    QMenu menu;
                    m_menus->fillWorkloads(&menu);
                    menu.exec(at);
                });
    }
    const auto showBaseline = [this, estimate, power, memory] {
        const QString remark = m_session.baselineIsPinned() ? tr("Baseline: pinned")
            : m_session.path().isEmpty()                    ? tr("Baseline: as opened")
                                                            : tr("Baseline: saved file");
        for (PanelDock* dock : {estimate, power, memory})
            dock->setRemark(remark);
        if (auto* pin = m_commands->find(QStringLiteral("estimate.pin")))
            pin->setChecked(m_session.baselineIsPinned());
    };
    connect(&m_session, &DesignSession::baselineChanged, this, showBaseline);
    connect(&m_session, &DesignSession::fileChanged, this, showBaseline);
    showBaseline();
    auto* inspector = new InspectorPanel(m_session, this);
    add(QStringLiteral("inspector"), tr("Inspector"), inspector, {220, 120});
    auto* waiving = new Waiving(m_session, m_settings, this);
    connect(waiving, &Waiving::said, m_status, &StatusLine::say);
    m_findings = new FindingsPanel(m_session, *waiving, this);
    auto* findings
        = add(QStringLiteral("findings"), tr("Findings"), m_findings, {360, 24 + 3 * space::row});
    findings->setCorner(m_findings->filters());
    auto* failures = new FailuresPanel(m_session, this);
    add(QStringLiteral("failures"), tr("Failures"), failures, {360, 24 + 3 * space::row})->setCorner(failures->search());
    connect(m_findings, &FindingsPanel::currentChanged, inspector, &InspectorPanel::showFinding);
    connect(m_findings, &FindingsPanel::fixWanted, this,
            [this](const model::Fix& fix) { m_edits->mend(fix); });
    connect(inspector, &InspectorPanel::fixWanted, this,
            [this](const model::Fix& fix) { m_edits->mend(fix); });
    m_rules = new RulesPanel(m_session, this);
    add(QStringLiteral("rules"), tr("Rules"), m_rules, {360, 24 + 3 * space::row})->setCorner(m_rules->filters());
    auto* waivers = new WaiversPanel(m_session, *waiving, this);
    add(QStringLiteral("waivers"), tr("Waivers"), waivers, {360, 24 + 3 * space::row})->setCorner(waivers->actions());
    auto* schedule = new SchedulePanel(m_session, this);
    add(QStringLiteral("schedule"), tr("Schedule"), schedule, {360, 24 + 3 * space::row})->setCorner(schedule->filters());
    connect(schedule, &SchedulePanel::said, m_status, &StatusLine::say);
    connect(schedule, &SchedulePanel::newFabricRequested, m_commands->find(QStringLiteral("design.newFabric")), &QAction::trigger);
    auto* study = new StudyPanel(m_session, this);
    add(QStringLiteral("study"), tr("Analysis"), study, {360, 24 + 3 * space::row})->setCorner(study->views());
    connect(study, &StudyPanel::workloadWanted, this, [this](QPoint at) {
        QMenu menu;
        m_menus->fillWorkloads(&menu);
        menu.exec(at);
    });
    connect(study, &StudyPanel::importWanted, m_commands->find(QStringLiteral("file.importMeasured")), &QAction::trigger);
    connect(m_measuredCommands, &MeasuredCommands::said, m_status, &StatusLine::say);
    connect(m_measuredCommands, &MeasuredCommands::imported, this, [this, study] {
        study->setView(StudyPanel::View::Measured);
        dock(QStringLiteral("study"))->bringForward();
    });
    auto* ports = new PortsPanel(m_session, this);
    add(QStringLiteral("ports"), tr("Port map"), ports, {260, 120});
    connect(&ports->view(), &PortMapView::linkRequested, m_fabricCommands, &FabricCommands::addLink);
    connect(ports, &PortsPanel::said, m_status, &StatusLine::say);
    const auto mend = [this](const model::Fix& fix) { m_edits->mend(fix); };
    connect(m_rules, &RulesPanel::fixWanted, this, mend);
    connect(m_rules, &RulesPanel::waiveWanted, waiving, &Waiving::waiveOrWithdraw);
    connect(m_rules, &RulesPanel::said, m_status, &StatusLine::say);
    connect(m_rules, &RulesPanel::saveWanted, m_commands->find(QStringLiteral("check.saveProfile")), &QAction::trigger);
    connect(inspector, &InspectorPanel::waiveWanted, waiving, &Waiving::waiveOrWithdraw);
    connect(inspector, &InspectorPanel::ruleWanted, this, &MainWindow::showRule);
    connect(m_findings, &FindingsPanel::ruleWanted, this, &MainWindow::showRule);
    connect(waivers, &WaiversPanel::ruleWanted, this, &MainWindow::showRule);
    connect(m_palette, &CommandPalette::ruleChosen, this, &MainWindow::showRule);
    connect(inspector, &InspectorPanel::said, m_status, &StatusLine::say);
    connect(m_findings, &FindingsPanel::said, m_status, &StatusLine::say);
}

void MainWindow::setDocksShown(bool shown)
{
    m_commands->find(QStringLiteral("view.docks"))->setChecked(!shown);
    if (m_pages->currentIndex() == 0)
        return;
    if (shown)
        m_layout->show(m_perspective);
    else
        m_layout->hide();
}

void MainWindow::setPerspective(const QString& id)
{
    m_perspective = QString::fromLatin1(perspectives[perspectiveIndex(id)].id);
    m_perspectives->setCurrent(perspectiveIndex(m_perspective));
    m_settings.setPerspective(m_perspective);
    for (const PerspectiveInfo& info : perspectives)
        m_commands->find(QStringLiteral("view.") + QLatin1StringView{info.id})->setChecked(m_perspective == QLatin1StringView{info.id});
    const bool power = m_perspective == QLatin1String("power"), network = m_perspective == QLatin1String("network");
    m_findings->setDomains(power ? QStringList{QStringLiteral("PWR"), QStringLiteral("THM"),
                                               QStringLiteral("MEC"), QStringLiteral("REL")}
                                 : network ? QStringList{QStringLiteral("NET"), QStringLiteral("CAB")}
                                           : QStringList{});
    const auto overlay = power ? render::FloorOverlay::Power : render::FloorOverlay::None;
    if (m_overlayBefore)
        m_overlayBefore = overlay; // What has failed stays in sight.
    else
        setOverlay(overlay);
    if (m_pages->currentIndex() == 0)
        return;
    setDocksShown(true);
    showCentre(power ? oneLineTab : network ? fabricTab : elevationTab);
}

} // namespace colonnade::ui
