#include "ui/document/RackEditing.h"

#include "model/edit/FloorEdits.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"

#include <QCoreApplication>

#include <algorithm>

namespace colonnade::ui {

namespace {

using model::Subject;

QString tr(const char* text)
{
    return QCoreApplication::translate("RackEditing", text);
}

} // namespace

Edit inRack(const Subject& rack, DesignSession::Scope scope, RackChange change)
{
    return [rack, scope, change = std::move(change)](
               const model::Design& design) -> model::Result<model::Design> {
        const auto* found = rackDesignOf(design, rack);
        if (!found)
            return model::fail("There is no rack '{}'.", rack.text());
        const bool unique = scope == DesignSession::Scope::OnlyThis
            && rack.where == Subject::Where::Instance && design.placementsOf(found->id()) > 1;
        if (!unique)
            return change(design, found->id());
        const auto apart = model::madeUnique(design, rack.path);
        if (!apart)
            return tl::unexpected(apart.error());
        return change(apart->design, apart->rack);
    };
}

Edit inRack(const DesignSession& session, const Subject& rack, RackChange change)
{
    return inRack(rack, session.scope(), std::move(change));
}

std::vector<RackDevices> devicesOf(const model::Design& design,
                                   const std::vector<Subject>& selection)
{
    std::vector<RackDevices> groups;
    for (const Subject& subject : selection) {
        const auto found = resolve(design, subject);
        const auto rack = rackOf(design, subject);
        if (!found || !found->device || !rack)
            continue;
        auto group = std::find_if(groups.begin(), groups.end(),
                                  [&](const RackDevices& each) { return each.rack == *rack; });
        if (group == groups.end()) {
            groups.push_back({*rack, {}});
            group = groups.end() - 1;
        }
        group->devices.push_back(found->device->id);
    }
    return groups;
}

std::vector<std::string> placementsOf(const model::Design& design,
                                      const std::vector<Subject>& selection)
{
    std::vector<std::string> paths;
    for (const Subject& subject : selection) {
        if (subject.where != Subject::Where::Instance)
            continue;
        const auto found = resolve(design, subject);
        if (found && !found->device)
            paths.push_back(subject.path);
    }
    return paths;
}

QString described(const model::Design& design, const std::vector<Subject>& subjects)
{
    if (subjects.size() == 1)
        return nameOf(design, subjects.front());
    const auto count = static_cast<qint64>(subjects.size());
    std::size_t devices = 0, racks = 0;
    for (const Subject& subject : subjects) {
        const auto found = resolve(design, subject);
        devices += found && found->device;
        racks += found && !found->device && found->rack;
    }
    if (devices == subjects.size())
        return countOf(count, tr("device"), tr("devices"));
    if (racks == subjects.size())
        return countOf(count, tr("rack"), tr("racks"));
    return countOf(count, tr("item"), tr("items"));
}

} // namespace colonnade::ui
