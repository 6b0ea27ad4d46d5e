#include "ui/workbench/CableCommands.h"

#include "ui/document/Words.h"
#include "ui/workbench/Commands.h"

#include <QWidget>

namespace colonnade::ui {
namespace {

using model::FabricRole;

constexpr std::pair<FabricRole, const char*> networks[] = {
    {FabricRole::ScaleUp, QT_TRANSLATE_NOOP("CableCommands", "Scale-&up")},
    {FabricRole::ScaleOut, QT_TRANSLATE_NOOP("CableCommands", "Scale-&out")},
    {FabricRole::Storage, QT_TRANSLATE_NOOP("CableCommands", "&Storage")},
    {FabricRole::Frontend, QT_TRANSLATE_NOOP("CableCommands", "&Front-end")},
    {FabricRole::Management, QT_TRANSLATE_NOOP("CableCommands", "&Management")},
    {FabricRole::OutOfBand, QT_TRANSLATE_NOOP("CableCommands", "Out-of-&band")}};

} // namespace

CableCommands::CableCommands(Commands& commands, QWidget* window) : QObject(window)
{
    using K = QKeySequence;
    commands.addToggle({QStringLiteral("view.cables"), tr("&Cables"),
                        tr("Bundles in their trays in plan and 3D, and at the rear of the elevation."), {K("Shift+W")}, {}},
                       [this](bool on) {
                           m_view.shown = on;
                           emit changed();
                       });
    for (const auto& [role, name] : networks) {
        QAction* action = commands.addToggle({networkCommand(role), tr(name), tr("Show the cables of this network."), {}, {}},
                                             [this, role = role](bool on) {
                                                 if (on)
                                                     m_view.hidden.erase(role);
                                                 else
                                                     m_view.hidden.insert(role);
                                                 emit changed();
                                             });
        action->setChecked(true);
    }
    commands.addToggle({QStringLiteral("view.trayFill"), tr("Tray &fill"),
                        tr("Trays in the plan in the colours of how full they are."), {}, {}},
                       [this](bool on) {
                           m_fill = on;
                           emit changed();
                       });
    commands.add({QStringLiteral("place.tray"), tr("Draw a cable &tray"),
                  tr("Click its points in the plan; Enter ends it."), {K("Shift+T")}, {}},
                 [this] { emit drawTrayRequested(); });
}

QString CableCommands::networkCommand(FabricRole role)
{
    return QStringLiteral("view.network.%1").arg(words(model::word(role)));
}

} // namespace colonnade::ui
