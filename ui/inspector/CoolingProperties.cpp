#include "ui/inspector/CoolingProperties.h"

#include "model/design/RackBalance.h"
#include "model/rules/Depth.h"
#include "model/rules/Stability.h"
#include "model/units/Text.h"
#include "ui/document/OverlayFigures.h"
#include "ui/document/Words.h"
#include "ui/inspector/PropertyForm.h"
#include "ui/inspector/PropertyText.h"

#include <QCoreApplication>

#include <algorithm>

namespace colonnade::ui {
namespace {

using model::Instance;
using model::LoopLoad;
using render::FloorOverlay;
using State = render::PlaceFigure::State;

QString tr(const char* text)
{
    return QCoreApplication::translate("CoolingProperties", text);
}

/// One figure of an overlay as a row; nothing where the place has none.
std::optional<render::PlaceFigure> row(PropertyForm& form, const QString& label, const DesignSession& session, FloorOverlay overlay, const Instance& instance)
{
    const render::PlaceFigure figure = overlayFigure(session, overlay, instance);
    if (figure.state == State::None)
        return std::nullopt;
    const std::string unit = utf8(overlayUnit(overlay));
    const QString tip = figure.limit ? tr("Limit %1").arg(figureText(*figure.limit, unit, inspectorDigits)) : QString();
    QStringList notes;
    if (!tip.isEmpty())
        notes << tip;
    if (!figure.why.isEmpty())
        notes << figure.why;
    form.text(label, figure.state == State::Unknown ? unknownText() : figureText(figure.value, unit, inspectorDigits), notes.join(QStringLiteral(", ")),
              figure.state == State::Unknown ? SourceMark::Unsourced : SourceMark::None);
    return figure;
}

void showBranch(PropertyForm& form, const LoopLoad& load, const model::LoopState& state, std::size_t index)
{
    const model::BranchState& branch = state.branches[index];
    const model::LoopBranchNetwork& network = load.network->branches[index];
    form.text(tr("Branch"), words(model::word(branch.verdict)));
    form.text(tr("Flow asked for"), amount(network.demand), network.demandByMaker ? tr("The maker's") : tr("By heat and rise"));
    if (branch.supply && branch.back)
        form.text(tr("Rise, ΔT"), amount(difference(*branch.back, *branch.supply)));
    form.text(tr("Pressure drop, ΔP"), amount(branch.drop), tr("From supply to return header"), network.dropAssumed || network.hoseAssumed ? SourceMark::Estimated : SourceMark::None);
    if (branch.supply && network.inletMax)
        form.text(tr("Margin to inlet limit"), amount(difference(*network.inletMax, *branch.supply)));
}

void showCdu(PropertyForm& form, const LoopLoad& load, const model::LoopState& state, std::size_t index)
{
    const model::CduState& cdu = state.cdus[index];
    const model::LoopCdu& network = load.network->cdus[index];
    if (cdu.lost) {
        form.text(tr("State"), tr("lost"));
        return;
    }
    form.text(tr("Heat taken"), network.capacity > model::Watts{} ? tr("%1 of %2").arg(amount(cdu.heat), amount(network.capacity)) : amount(cdu.heat));
    form.text(tr("Approach"), amount(cdu.approach), {}, network.approachAssumed ? SourceMark::Estimated : SourceMark::None);
    if (cdu.supply)
        form.text(tr("Rise, ΔT"), amount(difference(state.back, *cdu.supply)));
    form.text(tr("Pumps"), tr("%1 of %2 at %3").arg(cdu.running).arg(network.pumps).arg(percentText(cdu.speed)));
    form.text(tr("Head, ΔP"), amount(state.head));
    form.text(tr("Facility flow"), amount(cdu.facilityFlow));
}

} // namespace

void showCoolingOf(PropertyForm& form, const DesignSession& session, const Instance& instance)
{
    const model::PlacementId& id = instance.placement->id;
    const render::OverlaySources sources = overlaySources(session);
    const auto branch = render::loopPlaceOf(sources, instance);
    const bool air = overlayFigure(session, FloorOverlay::AirInlet, instance).state != State::None;
    if (!branch && !air)
        return;
    form.line();
    form.heading(session.failureState() ? tr("Cooling, in this failure") : tr("Cooling"));
    row(form, tr("Heat to liquid"), session, FloorOverlay::HeatToLiquid, instance);
    row(form, tr("Heat to air"), session, FloorOverlay::HeatToAir, instance);
    row(form, tr("Coolant flow"), session, FloorOverlay::CoolantFlow, instance);
    row(form, tr("Coolant supply"), session, FloorOverlay::CoolantSupply, instance);
    row(form, tr("Coolant return"), session, FloorOverlay::CoolantReturn, instance);
    if (branch && branch->state && branch->load->network) {
        const auto& branches = branch->load->network->branches;
        const auto& cdus = branch->load->network->cdus;
        const auto rack = std::ranges::find(branches, id, &model::LoopBranchNetwork::placement);
        const auto cdu = std::ranges::find(cdus, id, &model::LoopCdu::placement);
        if (rack != branches.end())
            showBranch(form, *branch->load, *branch->state, static_cast<std::size_t>(rack - branches.begin()));
        else if (cdu != cdus.end())
            showCdu(form, *branch->load, *branch->state, static_cast<std::size_t>(cdu - cdus.begin()));
    } else if (branch && !branch->why.isEmpty()) {
        form.note(branch->why);
    }
    row(form, tr("Air at the inlets"), session, FloorOverlay::AirInlet, instance);
}

void showLoopAtWork(PropertyForm& form, const LoopLoad& load)
{
    form.line();
    form.heading(tr("At work"));
    if (!load.state) {
        form.note(load.withoutState.empty() ? tr("No figures.") : words(load.withoutState));
        return;
    }
    const model::LoopState& state = *load.state;
    form.text(tr("Flow"), load.network ? tr("%1 of %2").arg(amount(state.flow), amount(load.network->demand())) : amount(state.flow), tr("Of what is asked for"));
    form.text(tr("Supply"), amount(state.supply));
    form.text(tr("Return"), amount(state.back));
    form.text(tr("Rise, ΔT"), amount(difference(state.back, state.supply)));
    form.text(tr("Pressure drop, ΔP"), amount(state.head), tr("From the pumps' outlet to their inlet"));
    form.text(tr("Pumps could give"), amount(state.headAvailable), tr("At this flow and full speed"));
    form.text(tr("Speed of the pumps"), percentText(state.speed, inspectorDigits));
    form.text(tr("Heat"), amount(state.heat));
    if (state.heatStranded > model::Watts{})
        form.text(tr("Heat without flow"), amount(state.heatStranded));
    if (state.heatToRoom > model::Watts{})
        form.text(tr("Heat to the room"), amount(state.heatToRoom));
    form.text(tr("Facility flow"), amount(state.facilityFlow));
    for (const auto verdict : {model::BranchVerdict::Starved, model::BranchVerdict::OverPressured, model::BranchVerdict::Dead, model::BranchVerdict::Closed}) {
        if (const int count = state.count(verdict); count > 0)
            form.text(tr("Branches, %1").arg(words(model::word(verdict))), countText(count));
    }
    if (load.network) {
        for (const std::string& assumed : load.network->assumed)
            form.text(tr("Assumed"), words(assumed), {}, SourceMark::Estimated);
    }
}

void showBalance(PropertyForm& form, const DesignSession& session, const model::RackDesign& rack)
{
    const model::RackDepth depth = model::rackDepth(rack, model::depthBasis(session.profile()));
    const model::RackBalance balance = model::rackBalance(rack, depth);
    const bool whole = balance.missing.empty() && balance.mass > model::Kilograms{};
    const QString missing = balance.missing.empty() ? QString() : tr("Not known: %1").arg(words(balance.missing.front()));
    form.text(tr("Centre of gravity"),
              whole ? tr("%1 above the floor").arg(figureText(balance.height, "mm", inspectorDigits)) : unknownText(),
              whole ? tr("%1 behind the front, outside measures").arg(figureText(balance.depth, "mm", inspectorDigits)) : missing,
              whole ? SourceMark::None : SourceMark::Unsourced);
    // MEC-010: the nearest edge of the base decides.
    const double base = std::min({static_cast<double>(rack.width().value()) / 2, balance.depth, static_cast<double>(rack.depth().value()) - balance.depth});
    form.text(tr("Tip angle"), whole ? figureText(model::tipAngle(model::Metres{base / 1000}, model::Metres{balance.height / 1000}), "°", inspectorDigits) : unknownText(),
              whole ? tr("Unanchored, without cables and coolant") : missing, whole ? SourceMark::None : SourceMark::Unsourced);
    const model::DeviceDepth* least = nullptr;
    for (const model::DeviceDepth& one : depth.devices) {
        if (one.known && (!least || one.slack < least->slack))
            least = &one;
    }
    if (least)
        form.text(tr("Depth left"), amount(least->slack),
                  tr("Behind %1, its plugs and the bend of its cables").arg(words(model::labelOr(least->device->label, least->device->id.text()))),
                  depth.railsKnown ? SourceMark::None : SourceMark::Estimated);
    for (const std::string& what : depth.missing)
        form.text(tr("Left out"), words(what), {}, SourceMark::Unsourced);
}

void showFloorLoad(PropertyForm& form, const DesignSession& session, const Instance& instance)
{
    if (overlayFigure(session, FloorOverlay::FloorLoad, instance).state != State::None)
        form.heading(tr("Floor"));
    const auto figure = row(form, tr("Floor load"), session, FloorOverlay::FloorLoad, instance);
    if (figure && figure->limit)
        form.text(tr("Floor takes"), figureText(*figure->limit, "kPa", inspectorDigits), figure->why);
}

} // namespace colonnade::ui
