#include "ui/document/Subjects.h"

#include "ui/document/Words.h"

#include <QCoreApplication>

namespace colonnade::ui {

namespace {

using model::Design;
using model::Subject;
using Where = Subject::Where;

struct Divided {
    std::string_view head, tail;
};

/// "su/a04" into "su" and "a04"; the tail is empty where there is no slash.
Divided divided(std::string_view path)
{
    const auto slash = path.find('/');
    if (slash == std::string_view::npos)
        return {path, {}};
    return {path.substr(0, slash), path.substr(slash + 1)};
}

template <class Id> std::optional<Id> idFrom(std::string_view text)
{
    auto id = Id::parse(text);
    return id ? std::optional<Id>{std::move(*id)} : std::nullopt;
}

/// The arrangement that a chain path "su/tcs-1" or "/oob" lies in; null where there is no such pod design.
const model::Arrangement* arrangementOf(const Design& design, std::string_view owner,
                                        Resolved& found)
{
    if (owner.empty())
        return &design.hall()->arrangement;
    const auto id = idFrom<model::PodDesignId>(owner);
    const auto entry = id ? design.podDesigns().find(*id) : design.podDesigns().end();
    if (entry == design.podDesigns().end())
        return nullptr;
    found.podDesign = entry->second.get();
    return &entry->second->arrangement();
}

void takePlacement(Resolved& found, const model::Placement* placement)
{
    found.placement = placement;
    if (const auto* rack = placement->rack())
        found.rack = rack->get();
    else if (const auto* unit = placement->unit())
        found.part = unit->get();
}

void takeDevice(Resolved& found, const model::Device* device)
{
    found.device = device;
    found.part = device->part.get();
}

std::optional<Resolved> resolveInstance(const Design& design, const std::string& path)
{
    const auto place = model::placeAt(design, path);
    if (!place)
        return {};
    Resolved found;
    found.pod = place->pod;
    if (found.pod)
        found.podDesign = found.pod->pod.get();
    found.arrangement = found.pod ? &found.pod->pod->arrangement() : &design.hall()->arrangement;
    if (place->placement) {
        takePlacement(found, place->placement);
        found.instance = place->instance;
    }
    if (place->device)
        takeDevice(found, place->device);
    return found;
}

std::optional<Resolved> resolveRack(const Design& design, std::string_view path)
{
    const auto [rack, device] = divided(path);
    const auto id = idFrom<model::RackDesignId>(rack);
    const auto entry = id ? design.rackDesigns().find(*id) : design.rackDesigns().end();
    if (entry == design.rackDesigns().end())
        return {};
    Resolved found;
    found.rack = entry->second.get();
    if (device.empty())
        return found;
    const auto deviceId = idFrom<model::DeviceId>(device);
    const model::Device* mounted = deviceId ? found.rack->device(*deviceId) : nullptr;
    if (!mounted)
        return {};
    takeDevice(found, mounted);
    return found;
}

std::optional<Resolved> resolvePod(const Design& design, std::string_view path)
{
    const auto [pod, rest] = divided(path);
    Resolved found;
    found.arrangement = pod.empty() ? nullptr : arrangementOf(design, pod, found);
    if (!found.arrangement)
        return {};
    if (rest.empty())
        return found;
    const auto [placement, device] = divided(rest);
    const auto id = idFrom<model::PlacementId>(placement);
    const auto* placed = id ? found.arrangement->placement(*id) : nullptr;
    if (!placed)
        return {};
    takePlacement(found, placed);
    if (device.empty())
        return found;
    const auto deviceId = idFrom<model::DeviceId>(device);
    const model::Device* mounted
        = deviceId && found.rack ? found.rack->device(*deviceId) : nullptr;
    if (!mounted)
        return {};
    takeDevice(found, mounted);
    return found;
}

std::optional<Resolved> resolveChain(const Design& design, const Subject& subject)
{
    const auto [owner, rest] = divided(subject.path);
    Resolved found;
    found.arrangement = arrangementOf(design, owner, found);
    if (!found.arrangement)
        return {};
    const std::string_view name = divided(rest).head;
    if (subject.where == Where::Feed) {
        if (const auto id = idFrom<model::FeedId>(name))
            found.feed = found.arrangement->feed(*id);
    } else if (subject.where == Where::Loop) {
        if (const auto id = idFrom<model::LoopId>(name))
            found.loop = found.arrangement->loop(*id);
    } else if (subject.where == Where::Tray) {
        if (const auto id = idFrom<model::TrayId>(name))
            found.tray = found.arrangement->tray(*id);
    } else if (const auto id = idFrom<model::FabricId>(name)) {
        found.fabric = found.arrangement->fabric(*id);
    }
    if (!found.feed && !found.loop && !found.fabric && !found.tray)
        return {};
    return found;
}

QString shown(const std::string& label, const std::string& id)
{
    return words(label.empty() ? std::string_view{id} : std::string_view{label});
}

QString tr(const char* text)
{
    return QCoreApplication::translate("Subjects", text);
}

/// "Feed 3"; but "Feed A" where the name says by itself what it is.
QString withKind(const QString& kind, const QString& name)
{
    return name.contains(kind, Qt::CaseInsensitive) ? name : QStringLiteral("%1 %2").arg(kind, name);
}

QString timesPlaced(int count)
{
    return QStringLiteral("%1\u00a0×").arg(countText(count));
}

} // namespace

std::optional<Resolved> resolve(const Design& design, const Subject& subject)
{
    switch (subject.where) {
    case Where::Instance: return resolveInstance(design, subject.path);
    case Where::RackDesign: return resolveRack(design, subject.path);
    case Where::PodDesign: return resolvePod(design, subject.path);
    case Where::Feed:
    case Where::Loop:
    case Where::Tray:
    case Where::Fabric:
    case Where::Cable: return resolveChain(design, subject);
    case Where::Part: {
        const auto id = idFrom<model::TypeId>(subject.path);
        const auto part = id ? design.catalog().part(*id) : nullptr;
        if (!part)
            return {};
        Resolved found;
        found.part = part.get();
        return found;
    }
    case Where::Waiver: {
        for (const auto& waiver : design.waivers()) {
            if (waiver.key == subject.path)
                return Resolved{};
        }
        return {};
    }
    case Where::Hall:
    case Where::Design: return Resolved{};
    }
    return {};
}

bool exists(const Design& design, const Subject& subject)
{
    return resolve(design, subject).has_value();
}

std::optional<model::PodDesignId> holderOf(const Resolved& found)
{
    return found.podDesign ? std::optional{found.podDesign->id()} : std::nullopt;
}

std::string fabricIn(const std::vector<Subject>& selection)
{
    for (const Subject& subject : selection) {
        if (subject.where == Where::Fabric)
            return subject.path;
        if (subject.where == Where::Cable)
            return subject.path.substr(0, subject.path.rfind('/'));
    }
    return {};
}

std::optional<Subject> rackOf(const Design& design, const Subject& subject)
{
    if (subject.where != Where::Instance && subject.where != Where::RackDesign
        && subject.where != Where::PodDesign)
        return {};
    const auto found = resolve(design, subject);
    if (!found || !found->rack)
        return {};
    if (subject.where == Where::Instance)
        return Subject::instance(found->instance.path);
    return Subject::rack(found->rack->id().text());
}

std::optional<Subject> firstRack(const Design& design)
{
    std::optional<Subject> best;
    int most = -1;
    const model::RackDesign* looked = nullptr;
    model::forEachInstance(*design.hall(), [&](const model::Instance& instance) {
        const auto* rack = instance.rack();
        if (!rack || rack == looked)
            return;
        looked = rack;
        if (rack->facts().accelerators > most) {
            most = rack->facts().accelerators;
            best = Subject::instance(instance.path);
        }
    });
    if (!best && !design.rackDesigns().empty())
        best = Subject::rack(design.rackDesigns().begin()->first.text());
    return best;
}

const model::RackDesign* rackDesignOf(const Design& design, const Subject& rack)
{
    const auto found = resolve(design, rack);
    return found ? found->rack : nullptr;
}

QString nameOf(const Design& design, const Subject& subject)
{
    if (subject.where == Where::Hall)
        return words(design.hall()->name);
    if (subject.where == Where::Design)
        return words(design.name());
    if (subject.where == Where::Waiver)
        return words(subject.path);
    const auto found = resolve(design, subject);
    if (!found)
        return words(subject.path);
    if (found->device)
        return shown(found->device->label, found->device->id.text());
    if (found->feed)
        return shown(found->feed->name, found->feed->id.text());
    if (found->loop)
        return shown(found->loop->name, found->loop->id.text());
    if (found->fabric)
        return shown(found->fabric->name, found->fabric->id.text());
    if (found->tray)
        return shown(found->tray->name, found->tray->id.text());
    if (found->placement)
        return shown(found->placement->label, found->placement->id.text());
    if (found->pod)
        return shown(found->pod->label, found->pod->id.text());
    if (found->rack)
        return shown(found->rack->name(), found->rack->id().text());
    if (found->podDesign)
        return shown(found->podDesign->name(), found->podDesign->id().text());
    if (found->part)
        return words(found->part->model);
    return words(subject.path);
}

QString placeOf(const Design& design, const Subject& subject)
{
    const auto found = resolve(design, subject);
    if (!found)
        return words(subject.text());
    const QString name = nameOf(design, subject);
    switch (subject.where) {
    case Where::Instance: {
        QStringList parts;
        if (found->pod)
            parts << shown(found->pod->label, found->pod->id.text());
        if (found->placement)
            parts << shown(found->placement->label, found->placement->id.text());
        if (found->device)
            parts << name;
        return parts.join(QStringLiteral(", "));
    }
    case Where::RackDesign: {
        QString text = words(found->rack->name());
        if (found->device)
            text = QStringLiteral("%1, %2").arg(name, text);
        const int placed = design.placementsOf(found->rack->id());
        return placed == 1 ? text : QStringLiteral("%1, %2").arg(text, timesPlaced(placed));
    }
    case Where::PodDesign: {
        QString text = words(found->podDesign->name());
        if (found->placement)
            text = QStringLiteral("%1, %2").arg(name, text);
        const int placed = design.placementsOf(found->podDesign->id());
        return placed == 1 ? text : QStringLiteral("%1, %2").arg(text, timesPlaced(placed));
    }
    case Where::Feed: return withKind(tr("Feed"), name);
    case Where::Loop: return withKind(tr("Loop"), name);
    case Where::Tray: return withKind(tr("Tray"), name);
    case Where::Fabric: return withKind(tr("Fabric"), name);
    case Where::Cable:
        return tr("Fabric %1, cable %2")
            .arg(name, words(subject.path.substr(subject.path.rfind('/') + 1)));
    case Where::Part: return tr("Catalog: %1").arg(name);
    case Where::Waiver: return tr("Waiver");
    case Where::Hall: return tr("Hall");
    case Where::Design: return tr("Whole design");
    }
    return name;
}

int placementsOf(const Design& design, const Subject& subject)
{
    const auto found = resolve(design, subject);
    if (found && subject.where == Where::RackDesign)
        return design.placementsOf(found->rack->id());
    if (found && subject.where == Where::PodDesign)
        return design.placementsOf(found->podDesign->id());
    return 1;
}

QString kindOf(const Design& design, const Subject& subject)
{
    const auto found = resolve(design, subject);
    switch (subject.where) {
    case Where::Instance:
    case Where::RackDesign:
    case Where::PodDesign:
        if (found && found->device)
            return tr("Device");
        if (found && found->rack)
            return subject.where == Where::RackDesign ? tr("Rack design") : tr("Rack");
        if (found && found->part)
            return tr("Floor unit");
        return subject.where == Where::PodDesign ? tr("Pod design") : tr("Pod");
    case Where::Feed: return tr("Feed");
    case Where::Loop: return tr("Loop");
    case Where::Tray: return tr("Tray");
    case Where::Fabric: return tr("Fabric");
    case Where::Cable: return tr("Cable");
    case Where::Part: return tr("Part");
    case Where::Waiver: return tr("Waiver");
    case Where::Hall: return tr("Hall");
    case Where::Design: return tr("Design");
    }
    return {};
}

} // namespace colonnade::ui
