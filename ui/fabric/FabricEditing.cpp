#include "ui/fabric/FabricEditing.h"

#include "model/edit/FabricEdits.h"
#include "model/fabric/FabricLinks.h"
#include "model/units/Text.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"

#include <QCoreApplication>
#include <QMenu>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <string_view>

namespace colonnade::ui {
namespace {

using model::Design;
using model::Fabric;
using model::Holder;
using model::Result;
using model::Subject;

QString tr(const char* text)
{
    return QCoreApplication::translate("FabricEditing", text);
}

const model::Arrangement* arrangementOf(const Design& design, const Holder& pod)
{
    if (!pod)
        return &design.hall()->arrangement;
    const auto found = design.podDesigns().find(*pod);
    return found == design.podDesigns().end() ? nullptr : &found->second->arrangement();
}

QString nameOf(const Fabric& fabric)
{
    return words(model::labelOr(fabric.name, fabric.id.text()));
}

QString labelOf(const std::string& label, const std::string& id)
{
    return words(model::labelOr(label, id));
}

/// A device of the rack design on screen is that of the rack in which it is shown.
Subject placed(const DesignSession& session, const Subject& thing)
{
    const Subject& shown = session.currentRack();
    const model::RackDesign* rack = rackDesignOf(*session.design(), shown);
    const auto slash = thing.path.find('/');
    const bool ofShown = thing.where == Subject::Where::RackDesign && shown.where == Subject::Where::Instance && rack && slash != std::string::npos
        && thing.path.substr(0, slash) == rack->id().text();
    return ofShown ? Subject::instance(shown.path + thing.path.substr(slash)) : thing;
}

/// The number in "su/compute/17", from 0.
std::optional<std::size_t> cableNumber(const Subject& cable)
{
    const std::string_view path = cable.path;
    const std::string_view digits = path.substr(path.rfind('/') + 1);
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return error == std::errc{} && end == digits.data() + digits.size() && number > 0 ? std::optional{number - 1} : std::nullopt;
}

void apply(DesignSession& session, const QString& name, const Edit& edit, const Say& say)
{
    if (const auto done = session.apply(name, edit); !done && say)
        say(words(done.error().text));
}

} // namespace

std::vector<SwitchAt> switchesIn(const DesignSession& session, const std::vector<Subject>& things)
{
    const Design& design = *session.design();
    std::vector<SwitchAt> all;
    // A group of the diagram stands for thousands of switches: neither they nor those of a fabric are walked for each.
    std::map<const Fabric*, std::map<std::string_view, const model::FabricSwitch*>> entries;
    std::set<const model::FabricSwitch*> known;
    for (const Subject& thing : things) {
        const auto found = resolve(design, placed(session, thing));
        if (!found || !found->device || !found->placement || !found->arrangement)
            continue;
        const std::string path = fmt::format("{}/{}", found->placement->id, found->device->id);
        const Holder pod = holderOf(*found);
        for (const Fabric& fabric : found->arrangement->fabrics) {
            auto& byDevice = entries[&fabric];
            if (byDevice.empty()) {
                for (const model::FabricSwitch& one : fabric.switches)
                    byDevice.emplace(one.device, &one);
            }
            const auto entry = byDevice.find(path);
            if (entry != byDevice.end() && known.insert(entry->second).second)
                all.push_back({pod, fabric.id, path, deviceText(design, pod, path), nameOf(fabric), *entry->second});
        }
    }
    return all;
}

std::vector<LinkAt> linksIn(const Design& design, const std::vector<Subject>& things)
{
    std::vector<LinkAt> all;
    for (const Subject& thing : things) {
        const auto number = thing.where == Subject::Where::Cable ? cableNumber(thing) : std::nullopt;
        const auto found = number ? resolve(design, thing) : std::nullopt;
        if (!found || !found->fabric)
            continue;
        const Holder pod = holderOf(*found);
        const auto plan = pod ? model::fabricPlan(design.podDesign(*pod), found->fabric->id, design.hall()->trayHeight)
                              : model::fabricPlan(design.hall(), found->fabric->id);
        if (!plan || *number >= plan->cables.size() || plan->cables.hand[*number] < 0)
            continue;
        if (plan->links.origin[plan->cables.links(*number).front()] != model::LinkOrigin::FabricByHand)
            continue;
        const model::HandCable& link = found->fabric->links[static_cast<std::size_t>(plan->cables.hand[*number])];
        all.push_back({pod, found->fabric->id, link, tr("%1 to %2").arg(portText(design, pod, link.from), portText(design, pod, link.to))});
    }
    return all;
}

std::optional<std::pair<Holder, model::FabricId>> fabricFor(const DesignSession& session, const std::vector<Subject>& things)
{
    const Design& design = *session.design();
    if (const auto switches = switchesIn(session, things); !switches.empty())
        return std::pair{switches.front().pod, switches.front().fabric};
    std::vector<Holder> order;
    for (const Subject& thing : things) {
        const auto found = resolve(design, placed(session, thing));
        if (found && found->fabric)
            return std::pair{holderOf(*found), found->fabric->id};
        if (found && found->arrangement)
            order.push_back(holderOf(*found));
    }
    for (const auto& entry : design.podDesigns())
        order.emplace_back(entry.first);
    order.emplace_back();
    for (const Holder& pod : order) {
        if (const auto* here = arrangementOf(design, pod); here && !here->fabrics.empty())
            return std::pair{pod, here->fabrics.front().id};
    }
    return std::nullopt;
}

QString deviceText(const Design& design, const Holder& pod, const std::string& path)
{
    const auto text = [](const model::Placement& placement, const model::Device* device) {
        const QString rack = labelOf(placement.label, placement.id.text());
        return device ? QStringLiteral("%1 %2").arg(rack, labelOf(device->label, device->id.text())) : rack;
    };
    if (const auto* here = arrangementOf(design, pod)) {
        const auto id = model::PlacementId::parse(path.substr(0, path.find('/')));
        const model::Placement* placement = id ? here->placement(*id) : nullptr;
        const model::Device* device = here->device(path);
        if (placement && (device || path.find('/') == std::string::npos))
            return text(*placement, device);
    }
    const auto place = model::placeAt(design, path);
    if (pod || !place || !place->placement)
        return words(path);
    const QString inside = text(*place->placement, place->device);
    return place->pod ? QStringLiteral("%1 %2").arg(labelOf(place->pod->label, place->pod->id.text()), inside) : inside;
}

QString portText(const Design& design, const Holder& pod, const model::PortRef& port)
{
    return portText(deviceText(design, pod, port.device), port);
}

QString portText(const QString& device, const model::PortRef& port)
{
    return tr("%1, %2 %3").arg(device, words(model::word(port.role))).arg(port.index);
}

bool arePinned(const std::vector<SwitchAt>& switches)
{
    return !switches.empty() && std::all_of(switches.begin(), switches.end(), [](const SwitchAt& one) { return one.entry.pinned; });
}

QString pinText(const std::vector<SwitchAt>& switches)
{
    return arePinned(switches) ? tr("&Leave to the recipe") : tr("&Pin here");
}

QString pinTip()
{
    return tr("A pinned switch keeps its place, part, tier and rail when the recipe deals switches anew.");
}

void pinSwitches(DesignSession& session, const std::vector<SwitchAt>& switches, bool pinned, const Say& say)
{
    if (switches.empty())
        return;
    const QString what = switches.size() == 1 ? switches.front().name
                                              : countOf(static_cast<qint64>(switches.size()), tr("switch"), tr("switches"));
    apply(session, pinned ? tr("Pin %1 here").arg(what) : tr("Leave %1 to the recipe").arg(what),
          [switches, pinned](const Design& design) {
              Result<Design> next = design;
              for (const SwitchAt& one : switches) {
                  if (next)
                      next = model::pinSwitch(*next, one.pod, one.fabric, one.device, pinned);
              }
              return next;
          },
          say);
}

void removeLinks(DesignSession& session, const std::vector<LinkAt>& links, const Say& say)
{
    if (links.empty())
        return;
    const QString what = links.size() == 1 ? tr("the link %1").arg(links.front().name)
                                           : countOf(static_cast<qint64>(links.size()), tr("link by hand"), tr("links by hand"));
    apply(session, tr("Remove %1").arg(what),
          [links](const Design& design) {
              Result<Design> next = design;
              for (const LinkAt& one : links) {
                  if (next)
                      next = model::removeLink(*next, one.pod, one.fabric, one.link.id);
              }
              return next;
          },
          say);
}

void addFabricEdits(QMenu& menu, DesignSession& session, const std::vector<Subject>& things, const Say& say)
{
    if (const auto switches = switchesIn(session, things); !switches.empty()) {
        QAction* pin = menu.addAction(pinText(switches), &menu, [&session, switches, say] { pinSwitches(session, switches, !arePinned(switches), say); });
        pin->setToolTip(pinTip());
        pin->setStatusTip(pinTip());
        pin->setObjectName(QStringLiteral("pin-switch"));
    }
    if (const auto links = linksIn(*session.design(), things); !links.empty()) {
        QAction* remove = menu.addAction(links.size() == 1 ? tr("&Remove link") : tr("&Remove %1 links").arg(countText(static_cast<qint64>(links.size()))), &menu,
                                         [&session, links, say] { removeLinks(session, links, say); });
        remove->setObjectName(QStringLiteral("remove-link"));
    }
}

} // namespace colonnade::ui
