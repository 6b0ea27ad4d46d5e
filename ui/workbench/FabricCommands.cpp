#include "ui/workbench/FabricCommands.h"

#include "model/fabric/FreePorts.h"
#include "ui/document/Subjects.h"
#include "ui/fabric/FabricEditing.h"
#include "ui/fabric/LinkDialog.h"
#include "ui/workbench/Commands.h"

#include <QWidget>

#include <algorithm>

namespace colonnade::ui {

FabricCommands::FabricCommands(DesignSession& session, Commands& commands, QWidget* window) :
    QObject(window),
    m_session(session),
    m_commands(commands),
    m_window(window)
{
    using K = QKeySequence;
    const Say say = [this](const QString& why) { emit said(why); };
    m_commands.add({"design.pinSwitch", tr("&Pin here"), pinTip(), {K("Shift+K")}, "pin"}, [this, say] {
        const auto switches = switchesIn(m_session, m_session.selection());
        pinSwitches(m_session, switches, !arePinned(switches), say);
    });
    m_commands.add({"design.addLink", tr("Add a lin&k…"), tr("A cable by hand between two free ports, beside the recipe of its network."), {K("W")}, {}},
                   [this] {
                       const auto where = fabricFor(m_session, m_session.selection());
                       if (!where)
                           return;
                       // From the selected switch, where it has a free port.
                       const auto switches = switchesIn(m_session, m_session.selection());
                       std::optional<model::PortRef> from;
                       if (!switches.empty()) {
                           const auto& design = *m_session.design();
                           const auto ports = model::freePorts(design, where->first ? design.podDesign(*where->first) : nullptr, where->second);
                           const auto own = std::find_if(ports.begin(), ports.end(), [&](const auto& one) { return one.ref.device == switches.front().device; });
                           if (own != ports.end())
                               from = own->ref;
                       }
                       openLink(where->first, where->second, from);
                   });
    m_commands.add({"design.removeLink", tr("Remove li&nk"), tr("Takes the selected links by hand out; those of a recipe stay."), {K("Ctrl+Del")}, {}},
                   [this, say] { removeLinks(m_session, linksIn(*m_session.design(), m_session.selection()), say); });
    connect(&session, &DesignSession::selectionChanged, this, &FabricCommands::refresh);
    connect(&session, &DesignSession::designChanged, this, &FabricCommands::refresh);
    refresh();
}

void FabricCommands::refresh()
{
    const auto& selection = m_session.selection();
    const auto switches = switchesIn(m_session, selection);
    m_commands.find(QStringLiteral("design.pinSwitch"))->setText(pinText(switches));
    m_commands.setEnabled(QStringLiteral("design.pinSwitch"), !switches.empty(), tr("Select a switch of a fabric first"));
    m_commands.setEnabled(QStringLiteral("design.addLink"), fabricFor(m_session, selection).has_value(), tr("The design has no fabric yet"));
    const bool cables = std::any_of(selection.begin(), selection.end(), [](const model::Subject& one) { return one.where == model::Subject::Where::Cable; });
    m_commands.setEnabled(QStringLiteral("design.removeLink"), cables && !linksIn(*m_session.design(), selection).empty(),
                          tr("Select a link that was added by hand first"));
}

void FabricCommands::addLink(const model::Subject& fabric, const std::optional<model::PortRef>& from)
{
    if (const auto found = resolve(*m_session.design(), fabric); found && found->fabric)
        openLink(holderOf(*found), found->fabric->id, from);
}

void FabricCommands::openLink(const model::Holder& pod, const model::FabricId& fabric, const std::optional<model::PortRef>& from)
{
    auto* dialog = new LinkDialog(m_session, pod, fabric, from, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &LinkDialog::said, this, &FabricCommands::said);
    dialog->show();
}

} // namespace colonnade::ui
