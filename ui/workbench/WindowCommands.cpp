#include "ui/workbench/MainWindow.h"

#include "model/design/Instance.h"
#include "ui/catalog/CatalogPanel.h"
#include "ui/document/CableOverlayer.h"
#include "ui/document/FailureWhatIf.h"
#include "ui/document/Words.h"
#include "ui/elevation/ElevationPages.h"
#include "ui/fabric/FabricPage.h"
#include "ui/findings/FindingsPanel.h"
#include "ui/floor/FloorView.h"
#include "ui/package/ExportDialog.h"
#include "ui/rules/ProfileDialog.h"
#include "ui/rules/RulesPanel.h"
#include "ui/workbench/CommandPalette.h"
#include "ui/workbench/Commands.h"
#include "ui/workbench/CostDialog.h"
#include "ui/workbench/Dialogs.h"
#include "ui/workbench/FileCommands.h"
#include "ui/workbench/PanelDock.h"
#include "ui/workbench/Perspectives.h"
#include "ui/workbench/StatusLine.h"
#include "ui/workbench/WindowLayout.h"
#include "ui/workbench/WorkloadDialog.h"

#include <QApplication>
#include <QLineEdit>
#include <QStackedWidget>

#include <algorithm>

namespace colonnade::ui {

void MainWindow::makeCommands()
{
    using K = QKeySequence;
    Commands& c = *m_commands;
    // File.
    c.add({"file.new", tr("&New"), tr("An empty hall."), {K::New}, {}}, [this] {
        if (m_files->mayLeave())
            openEmptyHall();
    });
    c.add({"file.newFrom", tr("New from &reference…"), tr("An unsaved copy of a shipped design."),
           {K("Ctrl+Shift+N")}, {}},
          [this] { showStartPage(); });
    c.add({"file.export", tr("&Export package…"),
           tr("A reference package to hand over, as PDF or JSON."), {K("Ctrl+E")}, {}},
          [this] {
              m_session.flush();
              auto* dialog = new ExportDialog(&m_session, this);
              dialog->setAttribute(Qt::WA_DeleteOnClose);
              dialog->show();
          });
    c.add({"file.quit", tr("&Quit"), tr("Close the window."), {K::Quit}, {}}, [this] { close(); });
    // Edit.
    c.add({"edit.undo", tr("&Undo"), tr("Take back the last step."), {K::Undo}, "undo"},
          [this] { m_session.undo(); });
    c.add({"edit.redo", tr("&Redo"), tr("Do it again."), {K("Ctrl+Shift+Z"), K("Ctrl+Y")}, "redo"},
          [this] { m_session.redo(); });
    c.add({"edit.find", tr("&Find in this panel"), tr("Search in the panel that has the focus."),
           {K::Find}, {}},
          [this] {
              auto* panel = QApplication::focusWidget();
              for (QWidget* widget = panel; widget; widget = widget->parentWidget()) {
                  if (widget == m_fabric)
                      return m_fabric->focusSearch();
                  if (auto* held = qobject_cast<PanelDock*>(widget)) {
                      if (auto* field = held->findChild<QLineEdit*>()) {
                          field->setFocus();
                          field->selectAll();
                          return;
                      }
                  }
              }
              m_catalog->focusSearch();
              dock(QStringLiteral("catalog"))->bringForward();
          });
    c.add({"edit.properties", tr("&Properties"), tr("To the inspector."), {K("E")}, {}},
          [this] { dock(QStringLiteral("inspector"))->bringForward(); });
    c.add({"edit.palette", tr("&Command palette"),
           tr("One list over actions, parts, places, findings and rules."),
           {K("Ctrl+K"), K("Ctrl+Shift+P")}, "search"},
          [this] { m_palette->open(); });
    c.add({"edit.settings", tr("&Settings…"), tr("Name, theme, motion."), {K("Ctrl+,")}, {}}, [this] {
        auto* dialog = new SettingsDialog(m_settings, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &SettingsDialog::themeChosen, this,
                [this] { chooseTheme(m_settings.theme()); });
        dialog->show();
    });
    // View.
    for (const PerspectiveInfo& info : perspectives) {
        c.add({QStringLiteral("view.") + QLatin1String(info.id),
               tr(info.name).replace(QLatin1Char('&'), QStringLiteral("&&")), tr(info.tip),
               {K(QLatin1String(info.key))}, {}},
              [this, id = QString::fromLatin1(info.id)] { setPerspective(id); })
            ->setCheckable(true);
    }
    c.add({"view.reset", tr("&Reset this perspective"), tr("Panels back to their places."),
           {K("Ctrl+Shift+F5")}, {}},
          [this] {
              m_commands->find(QStringLiteral("view.docks"))->setChecked(false);
              if (m_pages->currentIndex() != 0)
                  m_layout->reset();
          });
    c.add({"view.elevation", tr("&Elevation"), tr("Front and rear of the rack."), {K("Ctrl+1")}, {}},
          [this] {
              m_elevation->show(ElevationPages::Face::Front);
              showCentre(elevationTab);
          });
    c.add({"view.side", tr("Side vie&w of the rack"), tr("Depth of the rack: rails, plugs, bends of cables and what is left."), {K("Ctrl+Shift+1")}, {}},
          [this] {
              m_elevation->show(ElevationPages::Face::Side);
              showCentre(elevationTab);
          });
    c.add({"view.plan", tr("&Plan"), tr("The hall in true scale."), {K("Ctrl+2")}, {}},
          [this] { showCentre(planTab); });
    c.add({"view.fabric", tr("&Fabric"), tr("The networks: tiers, groups and bundles of links."), {K("Ctrl+3")}, {}},
          [this] { showCentre(fabricTab); });
    c.add({"view.schedule", tr("Cable sc&hedule"), tr("Every cable with its ends, medium and length."), {K("Ctrl+6")}, {}},
          [this] { dock(QStringLiteral("schedule"))->bringForward(); });
    c.add({"view.ports", tr("Port &map"), tr("The ports of the selected switch: what is free, and where the rest goes."), {K("Ctrl+7")}, {}},
          [this] { dock(QStringLiteral("ports"))->bringForward(); });
    c.add({"view.oneLine", tr("&One-line"), tr("How power reaches the racks, with loads and margins."), {K("Ctrl+4")}, {}},
          [this] { showCentre(oneLineTab); });
    c.add({"view.loops", tr("Coolant &loops"), tr("How coolant reaches the racks, with flow, temperatures and pressure."), {K("Ctrl+5")}, {}},
          [this] { showCentre(loopsTab); });
    for (const char* id : drawingCommands)
        c.find(QLatin1StringView{id})->setCheckable(true);
    c.add({"view.frame", tr("&Frame selection"), tr("Bring the selection into sight."), {K("F")},
           "frame"},
          [this] { m_session.frame(m_session.selection()); });
    c.add({"view.frameAll", tr("Frame e&verything"), tr("Bring all into sight."),
           {K(Qt::Key_Home)}, {}},
          [this] { m_session.frame({}); });
    for (const auto overlay : render::floorOverlays) {
        QString name = render::word(overlay);
        name[0] = name[0].toUpper();
        c.addToggle({overlayCommand(overlay), name, tr("What the colours of racks mean, in plan and 3D."), {}, {}},
                    [this, overlay](bool) {
                        setOverlay(overlay);
                        m_commands->find(overlayCommand(overlay))->setChecked(true);
                    });
    }
    c.find(overlayCommand(render::FloorOverlay::None))->setChecked(true);
    CableOverlayer& cables = m_session.cableOverlayer();
    QAction* ring = c.addToggle({"view.ringTraffic", tr("&Ring traffic"), tr("Utilisation under traffic in a ring; else all-to-all. In plan, 3D and the diagram of the networks."), {}, {}},
                                [&cables](bool on) {
                                    cables.setTraffic({on ? model::TrafficPattern::Ring : model::TrafficPattern::AllToAll, cables.traffic().choice});
                                });
    QAction* hashed = c.addToggle({"view.hashedPaths", tr("&Hashed paths"), tr("Utilisation with each flow on one path; else spread over all."), {}, {}},
                                  [&cables](bool on) {
                                      cables.setTraffic({cables.traffic().pattern, on ? model::PathChoice::Hashed : model::PathChoice::EvenSplit});
                                  });
    connect(&cables, &CableOverlayer::trafficChanged, this, [ring, hashed, &cables] {
        ring->setChecked(cables.traffic().pattern == model::TrafficPattern::Ring);
        hashed->setChecked(cables.traffic().choice == model::PathChoice::Hashed);
    });
    const auto ofFabric = [this] { return m_fabric->hasOverlays() && !m_floor->isAncestorOf(focusWidget()) && focusWidget() != m_floor; };
    c.add({"view.nextOverlay", tr("Next o&verlay"), tr("Other colours: of the fabric diagram where it is shown, else of plan and 3D."), {K("O")}, {}},
          [this, ofFabric] {
              if (ofFabric())
                  return m_fabric->nextOverlay();
              const auto next = (static_cast<std::size_t>(m_overlay) + 1) % std::size(render::floorOverlays);
              setOverlay(render::floorOverlays[next]);
          });
    c.add({"view.noOverlay", tr("N&o overlay"), tr("The fabric diagram, or plan and 3D, in their plain colours."), {K("Shift+O")}, {}},
          [this, ofFabric] { ofFabric() ? m_fabric->noOverlay() : setOverlay(render::FloorOverlay::None); });
    c.add({"view.previousRack", tr("Previous rac&k"), tr("The rack before in its row."), {K("[")}, {}},
          [this] { nextRack(-1); });
    c.add({"view.nextRack", tr("Ne&xt rack"), tr("The next rack in its row."), {K("]")}, {}},
          [this] { nextRack(1); });
    c.addToggle({"view.docks", tr("Hide &all panels"), tr("Only the drawing."), {K("Ctrl+\\")}, {}},
                [this](bool hidden) { setDocksShown(!hidden); });
    c.addToggle({"view.fullScreen", tr("Full &screen"), tr("Without the window's frame."), {K("F11")},
                 {}},
                [this](bool on) { on ? showFullScreen() : showNormal(); });
    c.add({"view.nextPanel", tr("Next pa&nel"), tr("The keyboard to the next panel."),
           {K("Ctrl+F6")}, {}},
          [this] { toNextPanel(1); });
    c.add({"view.previousPanel", tr("Previo&us panel"), tr("The keyboard to the panel before."),
           {K("Ctrl+Shift+F6")}, {}},
          [this] { toNextPanel(-1); });
    const std::pair<ThemeChoice, const char*> themes[]
        = {{ThemeChoice::System, QT_TR_NOOP("As the &system")},
           {ThemeChoice::Light, QT_TR_NOOP("&Light")},
           {ThemeChoice::Dark, QT_TR_NOOP("&Dark")},
           {ThemeChoice::HighContrast, QT_TR_NOOP("&High contrast")}};
    for (const auto& [choice, text] : themes) {
        auto* action = c.add({QStringLiteral("view.theme%1").arg(static_cast<int>(choice)), tr(text),
                              tr("Colours of the window."), {}, {}},
                             [this, choice = choice] { chooseTheme(choice); });
        action->setCheckable(true);
    }
    // Place.
    c.add({"place.add", tr("&Add part…"), tr("The palette, limited to the catalog."), {K("A")}, {}},
          [this] { m_palette->open(QStringLiteral("+ ")); });
    // Design.
    c.add({"design.hall", tr("&Hall properties"), tr("Outline, floor rating, air, in the inspector."),
           {K("Ctrl+Shift+H")}, {}},
          [this] {
              m_session.select({model::Subject{model::Subject::Where::Hall, {}}});
              dock(QStringLiteral("inspector"))->bringForward();
          });
    c.add({"design.costs", tr("Cos&ts…"),
           tr("Prices, tariff, lives and owner that the cost rests on, in USD: the library's and the project's own."), {K("Ctrl+Alt+C")}, {}},
          [this] {
              auto* dialog = new CostDialog(m_session, this);
              dialog->setAttribute(Qt::WA_DeleteOnClose);
              connect(dialog, &CostDialog::said, m_status, &StatusLine::say);
              dialog->show();
          });
    // Check.
    c.add({"check.next", tr("&Next finding"), tr("Selects and frames the place."), {K("F4")}, {}},
          [this] { showFinding(1); });
    c.add({"check.previous", tr("&Previous finding"), tr("Selects and frames the place."),
           {K("Shift+F4")}, {}},
          [this] { showFinding(-1); });
    c.add({"check.fixes", tr("&Fixes…"), tr("Ways to mend the finding, each with its preview."),
           {K("Ctrl+.")}, {}},
          [this] { showFixes(); });
    c.add({"check.waive", tr("&Waive…"), tr("Accept the finding, with a reason and an expiry."),
           {K("Ctrl+Shift+W")}, {}},
          [this] { m_findings->waiveCurrent(); });
    c.add({"check.rules", tr("&Rules"), tr("The rule of the selected finding, or all of them: formula, limit, source and setting."),
           {K("Ctrl+Shift+R")}, {}},
          [this] {
              const auto* finding = m_findings->current();
              showRule(finding ? words(finding->rule) : QString());
          });
    c.add({"check.saveProfile", tr("&Save the rules as a profile…"),
           tr("Keep the rules as they are set now as a profile of your own, and judge the design by it."), {}, {}},
          [this] {
              auto* dialog = new ProfileDialog(m_session, this);
              dialog->setAttribute(Qt::WA_DeleteOnClose);
              dialog->open();
          });
    c.add({"check.waivers", tr("Wai&vers"), tr("All waivers of the design: those that hold, have expired or ask again."),
           {K("Ctrl+Alt+W")}, {}},
          [this] { dock(QStringLiteral("waivers"))->bringForward(); });
    // Estimate.
    c.addToggle({"estimate.pin", tr("&Pin baseline"),
                 tr("Compare what follows with the estimate of now."), {K("Ctrl+B")}, {}},
                [this](bool on) { on ? m_session.pinBaseline() : m_session.unpinBaseline(); });
    c.add({"estimate.study", tr("&Analysis"),
           tr("Why the estimate is what it is, what more of each property would give, the layouts to choose from, and what it costs."),
           {K("Ctrl+Shift+I")}, {}},
          [this] { dock(QStringLiteral("study"))->bringForward(); });
    c.add({"estimate.new", tr("&New workload…"), tr("A model and a job of your own, or from its config.json."), {K("Ctrl+Alt+A")}, {}},
          [this] { openWorkload({}); });
    c.add({"estimate.edit", tr("&Change workload…"), tr("Model and job of the workload that is estimated."), {K("Ctrl+Alt+M")}, {}}, [this] {
        if (const auto* workload = m_session.workload())
            openWorkload(workload->id);
        else
            m_status->say(tr("There is no workload yet: add one first."));
    });
    // Help.
    c.add({"help.keys", tr("&Keys"), tr("All commands and their keys."), {K::HelpContents}, {}}, [this] {
        auto* dialog = new ShortcutsDialog(*m_commands, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->show();
    });
    c.add({"help.about", tr("&About Colonnade"), tr("Version and licences."), {}, {}}, [this] {
        auto* dialog = new AboutDialog(this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->show();
    });
    auto* escape = new QAction(this);
    escape->setShortcut(Qt::Key_Escape);
    connect(escape, &QAction::triggered, this, &MainWindow::leave);
    addAction(escape);
}

void MainWindow::openWorkload(const std::optional<model::WorkloadId>& workload)
{
    auto* dialog = new WorkloadDialog(m_session, workload, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &WorkloadDialog::said, m_status, &StatusLine::say);
    dialog->show();
}

void MainWindow::openFigure(const QString& id)
{
    const auto forward = [this](const char* name) { dock(QLatin1String(name))->bringForward(); };
    if (id == QLatin1String("findings")) {
        forward("findings");
    } else if (id == QLatin1String("training")) {
        forward("estimate");
    } else if (id == QLatin1String("open-units")) {
        showCentre(elevationTab);
    } else if (id.startsWith(QLatin1String("power")) || id == QLatin1String("worst-state")) {
        forward("power");
        const auto& power = m_session.judgement().power;
        const auto worst = power ? power->worst() : model::DesignPower::Worst{};
        if (worst.feed)
            m_session.select({model::Subject{
                model::Subject::Where::Feed,
                (worst.part->pod ? worst.part->pod->id().text() : std::string()) + '/'
                    + worst.feed->feed.id.text()}});
    } else if (id.startsWith(QLatin1String("coolant"))) {
        showCentre(loopsTab);
    } else if (id == QLatin1String("floor-load")) {
        setOverlay(render::FloorOverlay::FloorLoad);
        showCentre(planTab);
    } else if (id == QLatin1String("load")) {
        forward("power");
    } else {
        m_session.select({model::Subject{model::Subject::Where::Hall, {}}});
        forward("inspector");
    }
}

void MainWindow::showFinding(int direction)
{
    m_findings->step(direction);
}

void MainWindow::showFixes()
{
    // The list opens beside its finding, which another panel may lie on.
    if (m_findings->visibleRegion().isEmpty())
        dock(QStringLiteral("findings"))->bringForward();
    m_findings->showFixes();
}

void MainWindow::showRule(const QString& rule)
{
    if (!rule.isEmpty())
        m_rules->showRule(rule);
    auto* page = dock(QStringLiteral("rules"));
    page->bringForward();
    // A rule's page wants more room than a table of findings; what is above it gives some.
    const int wanted = height() * 52 / 100;
    if (!page->isFloating() && page->height() < wanted)
        resizeDocks({page}, {wanted}, Qt::Vertical);
}

void MainWindow::nextRack(int direction)
{
    std::vector<model::Subject> racks;
    model::forEachInstance(*m_session.design()->hall(), [&](const model::Instance& instance) {
        if (instance.rack())
            racks.push_back(model::Subject::instance(instance.path));
    });
    if (racks.empty())
        return;
    const auto here = std::find(racks.begin(), racks.end(), m_session.currentRack());
    const auto count = static_cast<std::ptrdiff_t>(racks.size());
    const std::ptrdiff_t at = here == racks.end() ? 0 : here - racks.begin() + direction;
    const auto& next = racks[static_cast<std::size_t>((at % count + count) % count)];
    m_session.showRack(next);
    m_session.select({next});
}

void MainWindow::toNextPanel(int direction)
{
    std::vector<QWidget*> stops{m_centre->currentWidget()};
    for (PanelDock* dock : m_layout->docks()) {
        if (dock->isVisible() && !dock->visibleRegion().isEmpty())
            stops.push_back(dock->widget());
    }
    std::size_t at = 0;
    for (std::size_t i = 0; i < stops.size(); ++i) {
        if (QApplication::focusWidget()
            && (stops[i] == QApplication::focusWidget()
                || stops[i]->isAncestorOf(QApplication::focusWidget())))
            at = i;
    }
    const std::size_t count = stops.size();
    QWidget* next = stops[(at + (direction > 0 ? 1 : count - 1)) % count];
    if (auto* proxy = next->focusProxy())
        next = proxy;
    next->setFocus(Qt::TabFocusReason);
}

void MainWindow::leave()
{
    if (m_session.currentPreview())
        m_session.endPreview();
    else if (!m_session.selection().empty())
        m_session.clearSelection();
    else if (m_session.failures().active())
        m_session.failures().clear();
    else if (isFullScreen())
        m_commands->find(QStringLiteral("view.fullScreen"))->trigger();
    else if (m_pages->currentIndex() == 0 && !m_session.design()->rackDesigns().empty())
        opened();
}

} // namespace colonnade::ui
