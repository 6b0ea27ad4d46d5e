#include "ui/workbench/Menus.h"

#include "model/edit/ChainEdits.h"
#include "model/exchange/WorkloadReader.h"
#include "ui/document/Library.h"
#include "ui/document/Settings.h"
#include "ui/document/Words.h"
#include "ui/workbench/Commands.h"
#include "ui/workbench/FileCommands.h"
#include "ui/workbench/PanelDock.h"
#include "ui/workbench/WindowLayout.h"

#include <QMenu>
#include <QMenuBar>

namespace colonnade::ui {

Menus::Menus(DesignSession& session, Settings& settings, Commands& commands, FileCommands& files, QWidget* window) :
    QObject(window),
    m_session(session),
    m_settings(settings),
    m_commands(commands),
    m_files(files),
    m_window(window)
{
}

void Menus::fill(QMenuBar* menus, const WindowLayout& layout)
{
    const auto add = [this](QMenu* menu, std::initializer_list<const char*> ids) {
        for (const char* id : ids) {
            if (!id)
                menu->addSeparator();
            else if (auto* action = m_commands.find(QLatin1String(id)))
                menu->addAction(action);
        }
    };
    // "view.theme0", "view.theme1", ...
    const auto addAll = [this](QMenu* menu, QLatin1StringView beginning) {
        for (QAction* action : m_commands.all()) {
            if (action->objectName().startsWith(beginning))
                menu->addAction(action);
        }
    };
    auto* file = menus->addMenu(tr("&File"));
    add(file, {"file.new", "file.newFrom", "file.open"});
    auto* recent = file->addMenu(tr("Open re&cent"));
    connect(recent, &QMenu::aboutToShow, this, [this, recent] { m_files.fillRecentMenu(recent); });
    add(file->addMenu(tr("&Import")), {"file.importMeasured"});
    add(file, {nullptr, "file.save", "file.saveAs", nullptr, "file.export", nullptr, "file.quit"});

    auto* edit = menus->addMenu(tr("&Edit"));
    add(edit, {"edit.undo", "edit.redo", nullptr, "edit.cut", "edit.copy", "edit.paste", "edit.delete",
               nullptr, "edit.duplicate", "edit.array", nullptr, "edit.selectAll", "edit.selectKind",
               nullptr, "edit.find", "edit.palette", "edit.properties", nullptr, "edit.settings"});

    auto* view = menus->addMenu(tr("&View"));
    add(view, {"view.draw", "view.network", "view.power", "view.reset", nullptr, "view.elevation", "view.side", "view.plan", "view.fabric", "view.oneLine", "view.loops", nullptr,
               "view.schedule", "view.ports", nullptr,
               "view.frame", "view.frameAll", "view.previousRack", "view.nextRack", nullptr});
    auto* panels = view->addMenu(tr("Pa&nels"));
    connect(panels, &QMenu::aboutToShow, this, [panels, &layout] {
        panels->clear();
        for (PanelDock* dock : layout.docks())
            panels->addAction(dock->toggleViewAction());
    });
    auto* overlays = view->addMenu(tr("O&verlay"));
    addAll(overlays, QLatin1StringView("view.overlay"));
    overlays->addSeparator();
    add(overlays, {"view.ringTraffic", "view.hashedPaths", nullptr, "view.nextOverlay", "view.noOverlay"});
    add(view, {"view.cables"});
    auto* networks = view->addMenu(tr("&Networks"));
    addAll(networks, QLatin1StringView("view.network."));
    add(view, {"view.trayFill", nullptr});
    add(view, {"view.docks", "view.nextPanel", "view.previousPanel", nullptr});
    auto* themes = view->addMenu(tr("&Theme"));
    addAll(themes, QLatin1StringView("view.theme"));
    connect(themes, &QMenu::aboutToShow, this, [this, themes] {
        for (QAction* action : themes->actions())
            action->setChecked(action->objectName() == QStringLiteral("view.theme%1").arg(static_cast<int>(m_settings.theme())));
    });
    add(view, {"view.fullScreen"});

    auto* place = menus->addMenu(tr("&Place"));
    add(place, {"place.add", "place.tray", nullptr, "place.turn", "place.flip", nullptr, "place.up", "place.down",
                "place.up10", "place.down10", nullptr, "place.lock", "place.unique"});

    auto* design = menus->addMenu(tr("&Design"));
    add(design, {"design.newFeed"});
    addAll(design->addMenu(tr("New power n&ode")), QLatin1StringView("design.newNode."));
    add(design, {"design.assignFeeds"});
    addAll(design->addMenu(tr("&Supplies of the rack")), QLatin1StringView("design.supplies."));
    add(design, {nullptr, "design.newLoop", "design.assignLoops", nullptr,
                 "design.newFabric", "design.editFabric", "design.pinSwitch", "design.addLink", "design.removeLink", nullptr, "design.newRow", "design.makePod", nullptr,
                 "design.blanking", "design.hall", nullptr, "design.costs"});

    auto* check = menus->addMenu(tr("&Check"));
    add(check, {"check.next", "check.previous", "check.fixes", "check.waive", nullptr, "check.rules", "check.waivers",
                nullptr, "check.fail", "check.failNext", "check.failPrevious", "check.failEnd", nullptr});
    auto* profiles = check->addMenu(tr("P&rofile"));
    connect(profiles, &QMenu::aboutToShow, this, [this, profiles] { fillProfiles(profiles); });
    add(check, {"check.saveProfile"});

    auto* estimate = menus->addMenu(tr("E&stimate"));
    auto* workloads = estimate->addMenu(tr("&Workload"));
    connect(workloads, &QMenu::aboutToShow, this, [this, workloads] { fillWorkloads(workloads); });
    add(estimate, {"estimate.new", "estimate.edit", nullptr, "estimate.study", "estimate.pin"});

    auto* help = menus->addMenu(tr("&Help"));
    add(help, {"help.keys", "help.about"});
}

void Menus::showContext(const QPoint& at)
{
    const auto of = [this](const char* id) { return m_commands.find(QLatin1String(id)); };
    QMenu menu(m_window);
    menu.setObjectName(QStringLiteral("context-menu"));
    const char* ids[] = {"place.add", nullptr, "edit.cut", "edit.copy", "edit.paste", "edit.delete", nullptr,
                         "edit.duplicate", "edit.array", "edit.selectKind", nullptr, "place.turn", "place.flip",
                         "place.lock", "place.unique", nullptr, "design.pinSwitch", nullptr, "design.newRow", "design.makePod", nullptr,
                         "check.fail", "view.frame", "edit.properties"};
    for (const char* id : ids) {
        if (!id)
            menu.addSeparator();
        else if (QAction* action = of(id); action->isEnabled())
            menu.addAction(action);
    }
    menu.exec(at);
}

void Menus::fillProfiles(QMenu* menu)
{
    menu->clear();
    for (const auto& profile : m_session.profiles()) {
        const QString title = words(profile->title);
        auto* action = menu->addAction(title, this, [this, id = profile->id, title] {
            (void)m_session.apply(tr("Judge by %1").arg(title),
                                  [id](const model::Design& design) -> model::Result<model::Design> {
                                      return design.withProfile(id);
                                  });
        });
        action->setCheckable(true);
        action->setChecked(profile->id == m_session.profile().id);
        action->setStatusTip(words(profile->summary));
    }
}

void Menus::fillWorkloads(QMenu* menu)
{
    menu->clear();
    const auto* chosen = m_session.workload();
    for (const auto& workload : m_session.design()->workloads()) {
        auto* action = menu->addAction(words(workload.name), this,
                                       [this, id = workload.id] { m_session.chooseWorkload(id); });
        action->setCheckable(true);
        action->setChecked(chosen && chosen->id == workload.id);
    }
    const auto shipped = model::shippedWorkloads();
    if (!shipped || shipped->empty())
        return;
    if (!menu->isEmpty())
        menu->addSeparator();
    auto* more = menu->addMenu(tr("&Add"));
    for (const auto& workload : *shipped) {
        more->addAction(words(workload.name), this, [this, workload] {
            const auto done = m_session.apply(
                tr("Add workload %1").arg(words(workload.name)),
                [workload](const model::Design& design) { return model::setWorkload(design, workload); });
            if (done)
                m_session.chooseWorkload(workload.id);
            else
                emit said(words(done.error().text));
        });
    }
}

} // namespace colonnade::ui
