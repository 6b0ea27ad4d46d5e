#include "ui/workbench/DesignCommands.h"

#include "model/edit/CordEdits.h"
#include "model/edit/PodEdits.h"
#include "model/edit/PowerNodes.h"
#include "model/edit/SupplyEdits.h"
#include "model/power/CordBalance.h"
#include "model/power/ProposedFeed.h"
#include "model/power/SupplyPatterns.h"
#include "ui/document/RackEditing.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"
#include "ui/workbench/Commands.h"
#include "ui/workbench/FabricDialog.h"

#include <QWidget>

#include <algorithm>

namespace colonnade::ui {

namespace {

using model::Design;
using model::Holder;
using model::Result;
using model::Subject;

/// "A", "B", ... "Z", "AA": the first name that no row has.
std::string nextRowName(const model::Arrangement& arrangement)
{
    for (int number = 0;; ++number) {
        std::string name;
        for (int rest = number; rest >= 0; rest = rest / 26 - 1)
            name.insert(name.begin(), static_cast<char>('A' + rest % 26));
        const bool taken = std::any_of(arrangement.rows.begin(), arrangement.rows.end(), [&](const model::Row& row) {
            return row.name == name || row.id.text() == name;
        });
        if (!taken)
            return name;
    }
}

bool drawsLiquid(const model::Placement& placement)
{
    return placement.rack() && (*placement.rack())->facts().heatToLiquid.known > model::Watts{};
}

} // namespace

DesignCommands::DesignCommands(DesignSession& session, Commands& commands, QWidget* window) :
    QObject(window),
    m_session(session),
    m_commands(commands),
    m_window(window)
{
    addCommands();
    connect(&session, &DesignSession::selectionChanged, this, &DesignCommands::refreshCommands);
    connect(&session, &DesignSession::designChanged, this, &DesignCommands::refreshCommands);
    refreshCommands();
}

void DesignCommands::addCommands()
{
    using K = QKeySequence;
    m_commands.add({"design.newFeed", tr("New &feed"),
                    tr("A source of power for what hangs on none yet, of a rating that carries it."),
                    {K("Ctrl+Alt+E")}, {}},
                   [this] { newFeed(); });
    const std::pair<model::FeedKind, const char*> nodes[] = {
        {model::FeedKind::Utility, QT_TR_NOOP("&Utility")},         {model::FeedKind::Generator, QT_TR_NOOP("&Generator")},
        {model::FeedKind::Transformer, QT_TR_NOOP("&Transformer")}, {model::FeedKind::Switchboard, QT_TR_NOOP("&Switchboard")},
        {model::FeedKind::Ups, QT_TR_NOOP("U&PS block")},           {model::FeedKind::Panel, QT_TR_NOOP("Power pa&nel")},
        {model::FeedKind::Busway, QT_TR_NOOP("&Busway")}};
    for (const auto& [kind, name] : nodes)
        m_commands.add({QStringLiteral("design.newNode.") + words(model::word(kind)), tr(name),
                        tr("Adds it to the power chain, above the selected feeds, which then hang on it."), {}, {}},
                       [this, kind = kind] { newNode(kind); });
    m_commands.add({"design.assignFeeds", tr("&Assign feeds"),
                    tr("Give every rack without a feed those of its pod or hall in turn, and every pod those of the hall."),
                    {K("Ctrl+Shift+E")}, {}},
                   [this] { assignFeeds(); });
    const std::pair<model::SupplyPattern, const char*> patterns[] = {
        {model::SupplyPattern::Alternate, QT_TR_NOOP("&A and B in turn")},
        {model::SupplyPattern::ThreeSides, QT_TR_NOOP("&Three sides in turn")},
        {model::SupplyPattern::HalfAndHalf, QT_TR_NOOP("&Half on A, half on B (N+N)")}};
    for (const auto& [pattern, name] : patterns)
        m_commands.add({QStringLiteral("design.supplies.%1").arg(static_cast<int>(pattern)), tr(name),
                        tr("Sides of the PDUs and power shelves of the rack on screen; supplies follow in turn. What is locked or "
                           "set by hand stays."), {}, {}},
                       [this, pattern = pattern] {
                           changeSupplies(tr("Supply by %1").arg(words(model::name(pattern))),
                                          [pattern](const model::RackDesign& rack) { return model::suppliedBy(rack, pattern); });
                       });
    m_commands.add({"design.supplies.balance", tr("&Balance phases"),
                    tr("Cords to outlets so that the phases and banks of each rack PDU carry alike. Cords set by hand stay."), {}, {}},
                   [this] { changeSupplies(tr("Balance phases"), model::balancedPhases); });
    m_commands.add({"design.supplies.forget", tr("&Forget cords set by hand"),
                    tr("All cords of the rack on screen follow the pattern again."), {}, {}},
                   [this] {
                       changeSupplies(tr("Forget cords set by hand"),
                                      [](const model::RackDesign& rack) { return model::withoutCords(rack); });
                   });
    m_commands.add({"design.newLoop", tr("New &loop"), tr("A coolant loop: CDUs on it feed the racks on it."),
                    {K("Ctrl+Alt+L")}, {}},
                   [this] { newLoop(); });
    m_commands.add({"design.assignLoops", tr("Ass&ign loops"),
                    tr("Put every CDU and every liquid-cooled rack without a loop on one, in turn."),
                    {K("Ctrl+Shift+O")}, {}},
                   [this] { assignLoops(); });
    m_commands.add({"design.newFabric", tr("&New fabric…"),
                    tr("A network by its recipe, with switches, links and cables."), {K("Ctrl+Alt+N")}, {}},
                   [this] { newFabric(); });
    m_commands.add({"design.editFabric", tr("&Change fabric…"), tr("Recipe and switches of the selected network."),
                    {K("Ctrl+Alt+F")}, {}},
                   [this] { editFabric(); });
    m_commands.add({"design.newRow", tr("New &row"), tr("Puts the selected racks into a row of their own."),
                    {K("Ctrl+Alt+R")}, {}},
                   [this] { newRow(); });
    m_commands.add({"design.makePod", tr("Make a &pod"),
                    tr("Gather the selected racks of the hall in a pod design, to be placed many times."), {K("Ctrl+G")}, {}},
                   [this] { makePod(); });
}

void DesignCommands::refreshCommands()
{
    const Design& design = *m_session.design();
    const auto& selection = m_session.selection();
    const auto every = holders();
    const auto any = [&](const auto& has) {
        return std::any_of(every.begin(), every.end(), [&](const Holder& item) { return has(arrangement(item)); });
    };
    m_commands.setEnabled("design.assignFeeds", any([](const auto& a) { return !a.feeds.empty(); }),
                          tr("The design has no feeds yet"));
    m_commands.setEnabled("design.assignLoops", any([](const auto& a) { return !a.loops.empty(); }),
                          tr("The design has no loops yet"));
    bool placed = false, alone = false, fabric = false;
    for (const Subject& subject : selection) {
        const auto found = resolve(design, subject);
        fabric = fabric || (found && found->fabric);
        placed = placed || (found && found->placement && !found->device);
        alone = alone || (found && found->placement && !found->device && !found->podDesign);
    }
    m_commands.setEnabled("design.newRow", placed, tr("Select racks first"));
    m_commands.setEnabled("design.makePod", alone, tr("Select racks that stand alone in the hall first"));
    m_commands.setEnabled("design.editFabric", fabric && selection.size() == 1, tr("Select a fabric first"));
}

Holder DesignCommands::holder() const
{
    const Design& design = *m_session.design();
    const auto of = [&](const Subject& subject) -> const model::PodDesign* {
        const auto found = resolve(design, subject);
        return found ? found->podDesign : nullptr;
    };
    for (const Subject& subject : m_session.selection()) {
        const auto found = resolve(design, subject);
        if (found && (found->podDesign || found->placement))
            return found->podDesign ? Holder{found->podDesign->id()} : Holder{};
    }
    if (const auto* pod = of(m_session.currentRack()))
        return pod->id();
    if (design.hall()->arrangement.placements.empty() && design.podDesigns().size() == 1)
        return design.podDesigns().begin()->first;
    return {};
}

const model::Arrangement& DesignCommands::arrangement(const Holder& holder) const
{
    const Design& design = *m_session.design();
    const auto found = holder ? design.podDesigns().find(*holder) : design.podDesigns().end();
    return found == design.podDesigns().end() ? design.hall()->arrangement : found->second->arrangement();
}

std::vector<Holder> DesignCommands::holders() const
{
    std::vector<Holder> all;
    for (const auto& [id, pod] : m_session.design()->podDesigns())
        all.emplace_back(id);
    all.emplace_back();
    return all;
}

bool DesignCommands::run(const QString& name, const Edit& edit)
{
    const auto done = m_session.apply(name, edit);
    if (!done)
        emit said(words(done.error().text));
    return done.has_value();
}

void DesignCommands::selectChain(Subject::Where where, const Holder& holder, const std::string& id)
{
    m_session.select({Subject{where, (holder ? holder->text() : std::string{}) + '/' + id}});
}

void DesignCommands::newFeed()
{
    const Holder here = holder();
    const auto& profile = m_session.profile();
    const model::Feed feed = model::proposedFeed(arrangement(here), profile.power, profile.breakerSizes);
    if (run(tr("Add %1").arg(words(feed.name)), [=](const Design& design) { return model::setFeed(design, here, feed); }))
        selectChain(Subject::Where::Feed, here, feed.id.text());
}

void DesignCommands::newNode(model::FeedKind kind)
{
    // The selected feeds of one chain; of the hall where none is selected, for a plant serves all of it.
    Holder here;
    std::vector<model::FeedId> below;
    for (const Subject& subject : m_session.selection()) {
        const auto found = resolve(*m_session.design(), subject);
        if (!found || !found->feed)
            continue;
        const Holder its = found->podDesign ? Holder{found->podDesign->id()} : Holder{};
        if (below.empty())
            here = its;
        if (its == here)
            below.push_back(found->feed->id);
    }
    const model::Feed node = model::proposedNode(arrangement(here), kind, below);
    if (run(tr("Add %1").arg(words(node.name)),
            [=](const Design& design) { return model::addNodeAbove(design, here, node, below); }))
        selectChain(Subject::Where::Feed, here, node.id.text());
}

void DesignCommands::newLoop()
{
    const Holder here = holder();
    const model::Loop loop = model::proposedLoop(arrangement(here));
    if (run(tr("Add %1").arg(words(loop.name)), [=](const Design& design) { return model::setLoop(design, here, loop); }))
        selectChain(Subject::Where::Loop, here, loop.id.text());
}

void DesignCommands::assignFeeds()
{
    run(tr("Assign feeds"), model::assignSupplies);
}

void DesignCommands::changeSupplies(const QString& name,
                                    std::function<Result<model::RackDesign>(const model::RackDesign&)> change)
{
    const Subject rack = m_session.currentRack();
    const auto found = resolve(*m_session.design(), rack);
    if (!found || !found->rack) {
        emit said(tr("Show a rack first"));
        return;
    }
    run(name, inRack(m_session, rack, [change = std::move(change)](const Design& design, const model::RackDesignId& id) {
            return design.changedRack(id, change);
        }));
}

void DesignCommands::assignLoops()
{
    run(tr("Assign loops"), [every = holders()](const Design& design) -> Result<Design> {
        Design next = design;
        for (const Holder& holder : every) {
            const auto pod = holder ? next.podDesign(*holder) : nullptr;
            const auto& arrangement = pod ? pod->arrangement() : next.hall()->arrangement;
            const bool open = std::any_of(arrangement.placements.begin(), arrangement.placements.end(), [](const auto& item) {
                return !item.loop && (drawsLiquid(item) || (item.unit() && (*item.unit())->kind == model::PartKind::Cdu));
            });
            if (arrangement.loops.empty() || !open)
                continue;
            auto done = model::assignLoops(next, holder);
            if (!done)
                return done;
            next = std::move(*done);
        }
        if (next == design)
            return model::fail("Every CDU and every liquid-cooled rack is on a loop already");
        return next;
    });
}

void DesignCommands::newRow()
{
    const Design& design = *m_session.design();
    const Holder here = holder();
    std::vector<model::PlacementId> racks;
    for (const Subject& subject : m_session.selection()) {
        const auto found = resolve(design, subject);
        const Holder its = found && found->podDesign ? Holder{found->podDesign->id()} : Holder{};
        if (found && found->placement && !found->device && its == here)
            racks.push_back(found->placement->id);
    }
    const std::string name = nextRowName(arrangement(here));
    const model::Row row{model::RowId::literal(name), name};
    run(tr("Put %1 in row %2").arg(countOf(static_cast<qint64>(racks.size()), tr("rack"), tr("racks")), words(name)),
        [here, row, racks](const Design& before) -> Result<Design> {
            auto next = model::setRow(before, here, row);
            return next ? model::assignRow(*next, here, row.id, racks) : next;
        });
}

void DesignCommands::makePod()
{
    const Design& design = *m_session.design();
    std::vector<std::string> paths;
    for (const Subject& subject : m_session.selection()) {
        const auto found = resolve(design, subject);
        if (found && found->placement && !found->device && !found->podDesign)
            paths.push_back(subject.path);
    }
    const std::string name = utf8(tr("Pod %1").arg(design.podDesigns().size() + 1));
    auto gathered = model::gatheredInPod(design, paths, name);
    if (!gathered) {
        emit said(words(gathered.error().text));
        return;
    }
    const std::string path = gathered->path;
    if (run(tr("Make %1 of %2").arg(words(name), countOf(static_cast<qint64>(paths.size()), tr("rack"), tr("racks"))),
            [next = gathered->design](const Design&) -> Result<Design> { return next; }))
        m_session.select({Subject::instance(path)});
}

void DesignCommands::newFabric()
{
    openFabric(holder(), {});
}

void DesignCommands::editFabric()
{
    const auto found = resolve(*m_session.design(), m_session.selection().front());
    if (found && found->fabric)
        openFabric(found->podDesign ? Holder{found->podDesign->id()} : Holder{}, found->fabric->id);
}

void DesignCommands::openFabric(const Holder& holder, const std::optional<model::FabricId>& fabric)
{
    auto* dialog = new FabricDialog(m_session, holder, fabric, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &FabricDialog::said, this, &DesignCommands::said);
    dialog->show();
}

} // namespace colonnade::ui
