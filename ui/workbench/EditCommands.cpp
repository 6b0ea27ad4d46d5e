#include "ui/workbench/EditCommands.h"

#include "model/edit/ChainEdits.h"
#include "model/edit/FloorEdits.h"
#include "model/edit/RackEdits.h"
#include "ui/catalog/PartText.h"
#include "ui/document/RackEditing.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"
#include "ui/workbench/ArrayDialog.h"
#include "ui/workbench/Commands.h"

#include <QApplication>
#include <QClipboard>
#include <QWidget>

#include <algorithm>
#include <set>

namespace colonnade::ui {

namespace {

using model::Design;
using model::Result;
using model::Subject;

Subject deviceIn(const Subject& rack, const model::DeviceId& device)
{
    return {rack.where, rack.path + '/' + device.text()};
}

/// Where the next thing goes: east of all that stands, or, in an empty hall, a third into it, on its grid.
model::Point besideTheOthers(const Design& design)
{
    const auto extent = design.facts().extent;
    if (extent.size.width > model::Millimetres{})
        return {extent.right() + model::Millimetres{600}, extent.at.y};
    const model::Hall& hall = *design.hall();
    if (hall.outline.empty())
        return {};
    const model::FloorRect room = model::boundingBox(hall.outline);
    const auto onGrid = [&](model::Millimetres length) {
        return model::Millimetres{length.value() / 3 / hall.tile.value() * hall.tile.value()};
    };
    return {room.at.x + onGrid(room.size.width), room.at.y + onGrid(room.size.depth)};
}

/// Runs one edit after the other, all or none.
Edit inTurn(std::vector<Edit> edits)
{
    return [edits = std::move(edits)](const Design& design) -> Result<Design> {
        Design next = design;
        for (const Edit& edit : edits) {
            auto done = edit(next);
            if (!done)
                return done;
            next = std::move(*done);
        }
        return next;
    };
}

} // namespace

EditCommands::EditCommands(DesignSession& session, Commands& commands, QWidget* window) :
    QObject(window),
    m_session(session),
    m_commands(commands),
    m_window(window)
{
    addCommands();
    connect(&session, &DesignSession::selectionChanged, this, &EditCommands::refreshCommands);
    connect(&session, &DesignSession::designChanged, this, [this] {
        // Places of another document mean something else here; devices are copied by value.
        if (m_session.history().size() <= 1) {
            m_clipboard.placements.clear();
            m_clipboard.from.reset();
        }
        refreshCommands();
    });
    connect(&session, &DesignSession::currentRackChanged, this, &EditCommands::refreshCommands);
    refreshCommands();
}

void EditCommands::addCommands()
{
    using K = QKeySequence;
    m_commands.add({"edit.cut", tr("Cu&t"), tr("Copy the selection and take it out."), {K::Cut}, {}},
                   [this] { cut(); });
    m_commands.add({"edit.copy", tr("&Copy"), tr("Keep a copy of the selection to paste."), {K::Copy}, {}},
                   [this] { copy(); });
    m_commands.add({"edit.paste", tr("&Paste"),
                    tr("Mount the copied devices in the rack on screen, or place the copied racks."),
                    {K::Paste}, {}},
                   [this] { paste(); });
    m_commands.add({"edit.delete", tr("&Delete"), tr("Take the selection out of the design."),
                    {K(Qt::Key_Delete)}, "delete"},
                   [this] { remove(); });
    m_commands.add({"edit.duplicate", tr("D&uplicate"),
                    tr("A copy of the selection at the nearest free place."), {K("Ctrl+D")}, {}},
                   [this] { duplicate(); });
    m_commands.add({"edit.array", tr("&Array…"),
                    tr("Several copies in a row, with a preview of what they come to."),
                    {K("Ctrl+Shift+D")}, "array"},
                   [this] { array(); });
    m_commands.add({"edit.selectAll", tr("Select &all"),
                    tr("Everything in the rack on screen, or on the floor."), {K::SelectAll}, {}},
                   [this] { selectAll(); });
    m_commands.add({"edit.selectKind", tr("Select all of this &kind"),
                    tr("Every device of the same part in the rack on screen."),
                    {K("Ctrl+Shift+L")}, {}},
                   [this] { selectSameKind(); });
    m_commands.add({"place.turn", tr("&Rotate 90°"), tr("A quarter turn of racks and floor units."),
                    {K("R")}, "turn"},
                   [this] { turn(); });
    m_commands.add({"place.flip", tr("&Flip front–rear"),
                    tr("Mount the devices on the other side of the rack."), {K("X")}, {}},
                   [this] { flip(); });
    m_commands.add({"place.up", tr("Move &up"), tr("To the next free place above."), {K("Alt+Up")}, {}},
                   [this] { step(1); });
    m_commands.add({"place.down", tr("Move &down"), tr("To the next free place below."),
                    {K("Alt+Down")}, {}},
                   [this] { step(-1); });
    m_commands.add({"place.up10", tr("Move up 10 U"), tr("Ten units higher, if all of it is free."),
                    {K("Alt+Shift+Up")}, {}},
                   [this] { shift(10); });
    m_commands.add({"place.down10", tr("Move down 10 U"), tr("Ten units lower, if all of it is free."),
                    {K("Alt+Shift+Down")}, {}},
                   [this] { shift(-10); });
    m_commands.add({"place.lock", tr("&Lock or unlock"),
                    tr("Locked things are not moved or deleted by the mouse."), {K("K")}, "lock"},
                   [this] { toggleLock(); });
    m_commands.add({"place.unique", tr("Make &unique"),
                    tr("Give this rack a design of its own, so that the others stay as they are."),
                    {K("U")}, {}},
                   [this] { makeUnique(); });
    m_commands.add({"design.blanking", tr("Fill with &blanking panels"),
                    tr("Cover every open front unit of the rack on screen."), {K("Ctrl+Shift+B")}, {}},
                   [this] { fillWithBlanking(); });
}

void EditCommands::refreshCommands()
{
    const Design& design = *m_session.design();
    const auto& selection = m_session.selection();
    const auto devices = devicesOf(design, selection);
    const auto placements = placementsOf(design, selection);
    const bool any = !devices.empty() || !placements.empty();
    const QString selectFirst = tr("Select a device or a rack first");
    for (const char* id : {"edit.cut", "edit.copy", "edit.duplicate", "place.lock"})
        m_commands.setEnabled(id, any, selectFirst);
    const bool anyTray = std::any_of(selection.begin(), selection.end(), [](const Subject& subject) {
        return subject.where == Subject::Where::Tray;
    });
    m_commands.setEnabled("edit.delete", any || anyTray, selectFirst);
    m_commands.setEnabled("edit.array", selection.size() == 1 && any,
                          tr("Select one device or one rack first"));
    for (const char* id : {"place.up", "place.down", "place.up10", "place.down10", "place.flip"})
        m_commands.setEnabled(id, !devices.empty(), tr("Select a device first"));
    m_commands.setEnabled("place.turn", !placements.empty(), tr("Select a rack or a floor unit first"));
    m_commands.setEnabled("edit.paste",
                          !m_clipboard.devices.empty() || !m_clipboard.placements.empty(),
                          tr("Nothing was copied yet"));
    const auto* rack = rackDesignOf(design, m_session.currentRack());
    m_commands.setEnabled("edit.selectKind", !devices.empty(), tr("Select a device first"));
    m_commands.setEnabled("design.blanking", rack != nullptr, tr("There is no rack on screen"));
    const bool rackChosen = std::any_of(selection.begin(), selection.end(), [&](const Subject& subject) {
        return rackOf(design, subject) == m_session.currentRack();
    });
    m_commands.setEnabled("place.unique",
                          rackChosen && rack && m_session.currentRack().where == Subject::Where::Instance
                              && design.placementsOf(rack->id()) > 1,
                          rackChosen ? tr("The rack on screen is placed once only") : tr("Select a rack or a device in it first"));
}

bool EditCommands::run(const QString& name, const Edit& edit)
{
    const auto done = m_session.apply(name, edit);
    if (!done)
        emit said(words(done.error().text));
    return done.has_value();
}

void EditCommands::selectNew(const Design& before, const std::vector<Subject>& racks)
{
    std::vector<Subject> made;
    for (const Subject& rack : racks) {
        const auto* old = rackDesignOf(before, rack);
        const auto* now = rackDesignOf(*m_session.design(), rack);
        if (!old || !now)
            continue;
        for (const auto& device : now->devices()) {
            if (!old->device(device.id))
                made.push_back(deviceIn(rack, device.id));
        }
    }
    if (!made.empty())
        m_session.select(std::move(made));
}

void EditCommands::selectPlaced(const std::vector<std::string>& paths)
{
    std::vector<Subject> made;
    for (const auto& path : paths)
        made.push_back(Subject::instance(path));
    m_session.select(std::move(made));
}

bool EditCommands::mayChange()
{
    for (const Subject& subject : m_session.selection()) {
        const auto found = resolve(*m_session.design(), subject);
        const bool locked = found
            && (found->device       ? found->device->locked
                    : found->placement ? found->placement->locked
                    : found->pod       ? found->pod->locked
                                       : false);
        if (!locked)
            continue;
        emit said(tr("%1 is locked. Press K to unlock it.")
                      .arg(nameOf(*m_session.design(), subject)));
        return false;
    }
    return true;
}

void EditCommands::remove()
{
    // Trays are deleted, but neither copied nor cut.
    std::vector<Edit> trays;
    for (const Subject& subject : m_session.selection()) {
        const auto found = resolve(*m_session.design(), subject);
        if (!found || !found->tray)
            continue;
        const auto pod = found->podDesign ? std::optional(found->podDesign->id()) : std::nullopt;
        trays.push_back([pod, id = found->tray->id](const Design& d) { return model::removeTray(d, pod, id); });
    }
    takeOut(tr("Delete %1"), std::move(trays));
}

void EditCommands::takeOut(const QString& verb, std::vector<Edit> edits)
{
    if (!mayChange())
        return;
    const Design& design = *m_session.design();
    for (const auto& group : devicesOf(design, m_session.selection())) {
        edits.push_back(inRack(m_session, group.rack,
                               [devices = group.devices](const Design& d, const auto& rack) {
                                   return model::removeDevices(d, rack, devices);
                               }));
    }
    if (auto paths = placementsOf(design, m_session.selection()); !paths.empty())
        edits.push_back([paths = std::move(paths)](const Design& d) {
            return model::removePlacements(d, paths);
        });
    if (!edits.empty())
        run(verb.arg(described(design, m_session.selection())), inTurn(std::move(edits)));
}

void EditCommands::copy()
{
    const Design& design = *m_session.design();
    Clipboard clipboard;
    QStringList labels;
    for (const Subject& subject : m_session.selection()) {
        const auto found = resolve(design, subject);
        if (found && found->device)
            clipboard.devices.push_back(*found->device);
        labels << placeOf(design, subject);
    }
    if (clipboard.devices.empty())
        clipboard.placements = placementsOf(design, m_session.selection());
    if (clipboard.devices.empty() && clipboard.placements.empty())
        return;
    clipboard.from = m_session.design();
    m_clipboard = std::move(clipboard);
    QApplication::clipboard()->setText(labels.join(QLatin1Char('\n')));
    refreshCommands();
    emit said(tr("Copied %1").arg(described(design, m_session.selection())));
}

void EditCommands::cut()
{
    if (!mayChange())
        return;
    copy();
    takeOut(tr("Cut %1"));
}

void EditCommands::paste()
{
    if (!m_clipboard.devices.empty()) {
        const Subject rack = m_session.currentRack();
        const auto* target = rackDesignOf(*m_session.design(), rack);
        if (!target) {
            emit said(tr("There is no rack on screen to paste into."));
            return;
        }
        const DesignRef before = m_session.design();
        const bool done = run(tr("Paste %1 into %2")
                .arg(countOf(static_cast<qint64>(m_clipboard.devices.size()), tr("device"),
                             tr("devices")),
                     nameOf(*m_session.design(), rack)),
            inRack(m_session, rack,
                   [devices = m_clipboard.devices,
                    &documents = m_session.catalog()](const Design& d, const auto& id) {
                       return model::pasteDevices(d, id, devices, documents);
                   }));
        if (done)
            selectNew(*before, {rack});
        return;
    }
    if (m_clipboard.placements.empty())
        return;
    const auto copies = model::pastePlacements(*m_session.design(), *m_clipboard.from, m_clipboard.placements);
    if (!copies) {
        emit said(words(copies.error().text));
        return;
    }
    if (run(tr("Paste %1").arg(countOf(static_cast<qint64>(copies->paths.size()), tr("rack"), tr("racks"))),
            [next = copies->design](const Design&) -> Result<Design> { return next; }))
        selectPlaced(copies->paths);
}

void EditCommands::duplicate()
{
    const Design& design = *m_session.design();
    const QString name = tr("Duplicate %1").arg(described(design, m_session.selection()));
    const auto groups = devicesOf(design, m_session.selection());
    if (!groups.empty()) {
        std::vector<Edit> edits;
        for (const auto& group : groups)
            edits.push_back(inRack(m_session, group.rack,
                                   [devices = group.devices](const Design& d, const auto& rack) {
                                       return model::duplicateDevices(d, rack, devices);
                                   }));
        const DesignRef before = m_session.design();
        std::vector<Subject> racks;
        for (const auto& group : groups)
            racks.push_back(group.rack);
        if (run(name, inTurn(std::move(edits))))
            selectNew(*before, racks);
        return;
    }
    const auto paths = placementsOf(design, m_session.selection());
    if (paths.empty())
        return;
    const auto copies = model::duplicatePlacements(design, paths);
    if (!copies) {
        emit said(words(copies.error().text));
        return;
    }
    if (run(name, [next = copies->design](const Design&) -> Result<Design> { return next; }))
        selectPlaced(copies->paths);
}

void EditCommands::array()
{
    if (m_session.selection().size() != 1)
        return;
    auto* dialog = new ArrayDialog(m_session, m_session.selection().front(), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ArrayDialog::said, this, &EditCommands::said);
    dialog->show();
}

void EditCommands::turn()
{
    if (!mayChange())
        return;
    const auto paths = placementsOf(*m_session.design(), m_session.selection());
    if (!paths.empty())
        run(tr("Turn %1 by 90°").arg(described(*m_session.design(), m_session.selection())),
            [paths](const Design& d) { return model::turnPlacements(d, paths); });
}

void EditCommands::flip()
{
    if (!mayChange())
        return;
    std::vector<Edit> edits;
    for (const auto& group : devicesOf(*m_session.design(), m_session.selection()))
        edits.push_back(inRack(m_session, group.rack,
                               [devices = group.devices](const Design& d, const auto& rack) {
                                   return model::flipDevices(d, rack, devices);
                               }));
    if (!edits.empty())
        run(tr("Flip %1").arg(described(*m_session.design(), m_session.selection())),
            inTurn(std::move(edits)));
}

void EditCommands::step(int direction)
{
    if (!mayChange())
        return;
    std::vector<Edit> edits;
    for (const auto& group : devicesOf(*m_session.design(), m_session.selection()))
        edits.push_back(
            inRack(m_session, group.rack,
                   [devices = group.devices, direction](const Design& d, const auto& rack) {
                       return model::stepDevices(d, rack, devices, direction);
                   }));
    if (!edits.empty())
        run((direction > 0 ? tr("Move %1 up") : tr("Move %1 down"))
                .arg(described(*m_session.design(), m_session.selection())),
            inTurn(std::move(edits)));
}

void EditCommands::shift(int units)
{
    if (!mayChange())
        return;
    std::vector<Edit> edits;
    for (const auto& group : devicesOf(*m_session.design(), m_session.selection()))
        edits.push_back(inRack(m_session, group.rack,
                               [devices = group.devices, units](const Design& d, const auto& rack) {
                                   return model::shiftDevices(d, rack, devices, units);
                               }));
    if (!edits.empty())
        run((units > 0 ? tr("Move %1 up %2 U") : tr("Move %1 down %2 U"))
                .arg(described(*m_session.design(), m_session.selection()))
                .arg(std::abs(units)),
            inTurn(std::move(edits)));
}

void EditCommands::toggleLock()
{
    const Design& design = *m_session.design();
    const auto& selection = m_session.selection();
    if (selection.empty())
        return;
    const auto first = resolve(design, selection.front());
    const bool locked = first
        && (first->device ? first->device->locked : first->placement && first->placement->locked);
    std::vector<Edit> edits;
    for (const auto& group : devicesOf(design, selection)) {
        edits.push_back(inRack(
            m_session, group.rack,
            [devices = group.devices, locked](const Design& d, const auto& rack) -> Result<Design> {
                Design next = d;
                for (const auto& id : devices) {
                    const auto* device = next.rackDesign(rack)->device(id);
                    if (!device)
                        continue;
                    model::Device changed = *device;
                    changed.locked = !locked;
                    auto done = model::changeDevice(next, rack, std::move(changed));
                    if (!done)
                        return done;
                    next = std::move(*done);
                }
                return next;
            }));
    }
    for (const auto& path : placementsOf(design, selection)) {
        edits.push_back([path, locked](const Design& d) -> Result<Design> {
            const auto place = model::placeAt(d, path);
            if (!place)
                return tl::unexpected(place.error());
            if (!place->placement)
                return d;
            model::Placement changed = *place->placement;
            changed.locked = !locked;
            return model::changePlacement(d, path, changed);
        });
    }
    if (!edits.empty())
        run((locked ? tr("Unlock %1") : tr("Lock %1")).arg(described(design, selection)),
            inTurn(std::move(edits)));
}

void EditCommands::makeUnique()
{
    const Subject rack = m_session.currentRack();
    if (rack.where != Subject::Where::Instance)
        return;
    run(tr("Make %1 unique").arg(nameOf(*m_session.design(), rack)),
        [path = rack.path](const Design& d) -> Result<Design> {
            auto apart = model::madeUnique(d, path);
            if (!apart)
                return tl::unexpected(apart.error());
            return apart->design;
        });
}

void EditCommands::selectAll()
{
    const Design& design = *m_session.design();
    std::vector<Subject> all;
    const auto* rack = rackDesignOf(design, m_session.currentRack());
    if (rack && !m_onFloor) {
        for (const auto& device : rack->devices())
            all.push_back(deviceIn(m_session.currentRack(), device.id));
    } else {
        model::forEachInstance(*design.hall(), [&](const model::Instance& instance) {
            all.push_back(Subject::instance(instance.path));
        });
    }
    m_session.select(std::move(all));
}

void EditCommands::selectSameKind()
{
    const Design& design = *m_session.design();
    std::vector<Subject> all;
    for (const auto& group : devicesOf(design, m_session.selection())) {
        const auto* rack = rackDesignOf(design, group.rack);
        std::set<model::TypeId> types;
        for (const auto& id : group.devices)
            types.insert(rack->device(id)->part->id);
        for (const auto& device : rack->devices()) {
            if (types.contains(device.part->id))
                all.push_back(deviceIn(group.rack, device.id));
        }
    }
    m_session.select(std::move(all));
}

void EditCommands::fillWithBlanking()
{
    const Subject rack = m_session.currentRack();
    const auto* target = rackDesignOf(*m_session.design(), rack);
    if (!target)
        return;
    for (const auto& [id, part] : m_session.catalog().parts()) {
        const bool oneUnit = part->body.height && *part->body.height == model::RackUnits::whole(1);
        if (part->kind != model::PartKind::Blanking || !oneUnit)
            continue;
        run(tr("Fill %1 with blanking panels").arg(nameOf(*m_session.design(), rack)),
            inRack(m_session, rack,
                   [panel = part, &documents = m_session.catalog()](const Design& d, const auto& r) {
                       return model::fillWithBlanking(d, r, panel, documents);
                   }));
        return;
    }
    emit said(tr("The catalog has no 1 U blanking panel."));
}

void EditCommands::place(const model::PartRef& part)
{
    const Subject rack = m_session.currentRack();
    const auto* target = rackDesignOf(*m_session.design(), rack);
    if (standsOnFloor(*part)) {
        const model::Point at = besideTheOthers(*m_session.design());
        auto placed = model::placePart(*m_session.design(), part, at, model::Turn::None,
                                       m_session.catalog());
        if (!placed) {
            emit said(words(placed.error().text));
            return;
        }
        const std::string path = placed->path;
        if (!run(tr("Place %1").arg(words(part->model)),
                 [next = placed->design](const Design&) -> Result<Design> { return next; }))
            return;
        m_session.select({Subject::instance(path)});
        m_session.showRack(Subject::instance(path));
        return;
    }
    if (!part->body.height && part->body.mounting != model::Mounting::ZeroU) {
        emit said(tr("%1 is not mounted in a rack.").arg(words(part->model)));
        return;
    }
    if (!target) {
        emit said(tr("Place a rack frame first; %1 is mounted in a rack.").arg(words(part->model)));
        return;
    }
    model::Mount mount;
    if (part->body.mounting == model::Mounting::ZeroU)
        mount.face = target->firstFreeUnit(*part, model::Face::ZeroULeft)
            ? model::Face::ZeroULeft
            : model::Face::ZeroURight;
    const auto unit = target->firstFreeUnit(*part, mount.face);
    if (!unit) {
        // Where it is the part and not the room, the reason says more.
        const auto empty = model::RackDesign::create(target->id(), {}, target->frame(), target->system());
        mount.unit = model::RackUnit::whole(1);
        const auto why = empty ? empty->refusal(*part, mount) : std::nullopt;
        emit said(why ? words(why->text)
                      : tr("%1 has no free place for %2.")
                            .arg(nameOf(*m_session.design(), rack), words(part->model)));
        return;
    }
    mount.unit = *unit;
    const std::vector<model::PartAt> parts{{part, mount}};
    const DesignRef before = m_session.design();
    if (run(tr("Mount %1 at %2").arg(words(part->model), words(model::text(mount))),
            inRack(m_session, rack,
                   [parts, &documents = m_session.catalog()](const Design& d, const auto& id) {
                       return model::mountParts(d, id, parts, documents);
                   })))
        selectNew(*before, {rack});
}

void EditCommands::mend(const model::Fix& fix)
{
    run(words(fix.text), fix.edit);
}

} // namespace colonnade::ui
