#include "ui/elevation/RackMarks.h"

#include "model/units/Text.h"
#include "ui/document/FailureWhatIf.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"
#include "ui/elevation/RackDrop.h"

#include <QCoreApplication>

#include <algorithm>

namespace colonnade::ui {
namespace {

using model::DeviceId;
using model::Subject;

QString tr(const char* text)
{
    return QCoreApplication::translate("RackMarks", text);
}

} // namespace

model::RackDesignRef currentRackDesign(const DesignSession& session)
{
    const auto* found = rackDesignOf(*session.design(), session.currentRack());
    return found ? session.design()->rackDesign(found->id()) : nullptr;
}

void takeFindings(render::ElevationContent& content, const DesignSession& session)
{
    content.findings.clear();
    content.openNote.clear();
    content.judged = false;
    if (!content.rack || !session.judgement().evaluation)
        return;
    const Subject& rack = session.currentRack();
    render::addFindings(content, session.judgement().evaluation->findings, content.rack->id(),
                        rack.where == Subject::Where::Instance ? rack.path : std::string{});
}

void takeFailure(render::ElevationContent& content, const DesignSession& session)
{
    content.states.clear();
    const Subject& rack = session.currentRack();
    const auto& state = session.failureState();
    // Devices of an older design may be others.
    if (content.rack && state && rack.where == Subject::Where::Instance && state->design == session.design())
        content.states = state->devicesOf(rack.path);
}

void takeCables(render::ElevationContent& content, const DesignSession& session)
{
    content.cables.reset();
    content.cableView.marked = fabricIn(session.selection());
    if (!content.rack || !content.cableView.shown)
        return;
    const model::Design& design = *session.design();
    std::optional<model::Instance> shown;
    model::forEachInstance(*design.hall(), [&](const model::Instance& instance) {
        const Subject& rack = session.currentRack();
        const bool fits = rack.where == Subject::Where::Instance ? instance.path == rack.path : instance.rack() == content.rack;
        if (!shown && fits)
            shown = instance;
    });
    if (!shown)
        return;
    const model::Arrangement& arrangement = shown->arrangement(*design.hall());
    std::vector<std::shared_ptr<const model::FabricPlan>> plans;
    for (const model::Fabric& fabric : arrangement.fabrics)
        plans.push_back(shown->pod ? model::fabricPlan(shown->pod->pod, fabric.id, design.hall()->trayHeight)
                                   : model::fabricPlan(design.hall(), fabric.id));
    const auto placement = static_cast<std::size_t>(shown->placement - arrangement.placements.data());
    content.cables = std::make_shared<const render::RackCables>(
        render::RackCables::of(arrangement, plans, placement, shown->pod ? shown->pod->pod->id().text() : std::string{}));
}

void takeSelection(render::ElevationContent& content, const DesignSession& session)
{
    content.selected.clear();
    content.hovered.reset();
    if (!content.rack)
        return;
    const Subject& rack = session.currentRack();
    const auto idIn = [&](const Subject& subject) -> std::optional<DeviceId> {
        std::string prefix;
        if (subject.where == rack.where && subject.path.starts_with(rack.path + "/"))
            prefix = rack.path + "/";
        else if (subject.where == Subject::Where::RackDesign && subject.path.starts_with(content.rack->id().text() + "/"))
            prefix = content.rack->id().text() + "/";
        else
            return std::nullopt;
        auto id = DeviceId::parse(std::string_view{subject.path}.substr(prefix.size()));
        return id && content.rack->device(*id) ? std::optional{std::move(*id)} : std::nullopt;
    };
    for (const Subject& subject : session.selection()) {
        if (auto id = idIn(subject))
            content.selected.insert(std::move(*id));
    }
    if (session.hovered())
        content.hovered = idIn(*session.hovered());
}

QStringList deviceTip(const DesignSession& session, const model::RackDesign& rack, const model::Device& device)
{
    const model::PartType& part = *device.part;
    QStringList lines{QStringLiteral("<b>%1</b>  %2")
                          .arg(words(model::labelOr(device.label, device.id.text())).toHtmlEscaped(),
                               words(part.model).toHtmlEscaped())};
    QStringList figures;
    figures << words(model::text(device.mount));
    if (part.body.height)
        figures << words(model::text(*part.body.height)) + QStringLiteral("\u00a0U");
    const auto power = part.power.forProvisioning();
    figures << tr("power %1")
                   .arg(figureText(power ? std::optional{power->value()} : std::nullopt, "W",
                                   inspectorDigits));
    figures << tr("mass %1").arg(
        figureText(part.body.mass ? std::optional{part.body.mass->value()} : std::nullopt, "kg",
                   inspectorDigits));
    if (part.shelf)
        figures
            << tr("delivers %1").arg(figureText(part.shelf->output.value(), "W", inspectorDigits));
    lines << figures.join(QStringLiteral(" · ")).toHtmlEscaped();
    if (session.judgement().evaluation) {
        const Subject placed = deviceIn(session.currentRack(), device.id);
        const Subject drawn = Subject::rack(rack.id().text(), device.id.text());
        for (const model::Finding& finding : session.judgement().evaluation->findings) {
            const bool here = std::ranges::any_of(
                finding.subjects, [&](const Subject& s) { return s == placed || s == drawn; });
            if (here && lines.size() < 6)
                lines << (words(finding.rule) + QStringLiteral(": ") + words(finding.message))
                             .toHtmlEscaped();
        }
    }
    if (device.locked)
        lines << tr("Locked");
    return lines;
}

} // namespace colonnade::ui
