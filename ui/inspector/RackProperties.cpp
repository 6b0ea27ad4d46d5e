#include "ui/inspector/Properties.h"

#include "model/edit/RackEdits.h"
#include "model/units/Text.h"
#include "ui/document/Library.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"
#include "ui/inspector/AirProperties.h"
#include "ui/inspector/CoolingProperties.h"
#include "ui/inspector/PropertyForm.h"
#include "ui/inspector/PropertyText.h"

namespace colonnade::ui {

namespace {

using model::Design;
using model::Subject;

} // namespace

void Properties::showDevice(const Subject& subject, const Resolved& found)
{
    const model::Device& device = *found.device;
    const model::RackDesign& rack = *found.rack;
    const QString name = nameOf(*m_session.design(), subject);
    m_form.heading(tr("Place"));
    m_form.text(tr("Rack design"), words(rack.name()));
    m_form.field(QStringLiteral("device-label"), tr("Label"), words(device.label),
                 [this, subject, id = device.id, name](const QString& text) {
                     changeDevice(tr("Rename %1 to %2").arg(name, text), subject, id,
                                  [text](model::Device& d) { d.label = utf8(text.trimmed()); });
                 });
    if (!device.zeroU()) {
        m_form.number(QStringLiteral("device-unit"), tr("Lowest unit"), device.mount.unit.value(), {},
                      [this, subject, id = device.id, name](std::optional<double> unit) {
                          const auto place = model::RackUnit::ofHalves(static_cast<int>(std::lround(*unit * 2)));
                          changeDevice(tr("Move %1 to %2").arg(name, words(model::text(place))), subject, id,
                                       [place](model::Device& d) { d.mount.unit = place; });
                      },
                      false, tr("Counted from 1 at the floor; halves are allowed."))
        ->within(1, 200);
        m_form.choice(QStringLiteral("device-face"), tr("Face"), {tr("front"), tr("rear")},
                      device.mount.face == model::Face::Rear ? 1 : 0,
                      [this, subject, id = device.id, name](int face) {
                          changeDevice(tr("Flip %1").arg(name), subject, id, [face](model::Device& d) {
                              d.mount.face = face == 1 ? model::Face::Rear : model::Face::Front;
                          });
                      });
        if (device.part->body.halfWidth)
            m_form.choice(QStringLiteral("device-slot"), tr("Half"), {tr("full"), tr("left"), tr("right")},
                          static_cast<int>(device.mount.slot),
                          [this, subject, id = device.id, name](int slot) {
                              changeDevice(tr("Move %1").arg(name), subject, id, [slot](model::Device& d) {
                                  d.mount.slot = static_cast<model::Slot>(slot);
                              });
                          });
    } else {
        m_form.text(tr("Mount"), words(model::text(device.mount)));
    }
    if (device.takesFeed())
        m_form.choice(QStringLiteral("device-side"), tr("Feed side"), sidesWithAuto(),
                      device.side ? static_cast<int>(*device.side) + 1 : 0,
                      [this, subject, id = device.id, name](int side) {
                          changeDevice(tr("Feed %1 from %2").arg(name, sidesWithAuto()[side]), subject, id,
                                       [side](model::Device& d) {
                                           d.side = side == 0
                                               ? std::nullopt
                                               : std::optional(static_cast<model::Side>(side - 1));
                                       });
                      });
    m_form.toggle(QStringLiteral("device-lock"), tr("Locked"), device.locked,
                  [this, subject, id = device.id, name](bool on) {
                      changeDevice((on ? tr("Lock %1") : tr("Unlock %1")).arg(name), subject, id,
                                   [on](model::Device& d) { d.locked = on; });
                  });
    showSwitch(subject);
    showPart(*device.part, true);
}

void Properties::showRackFacts(const model::RackDesign& rack)
{
    const model::RackFacts& facts = rack.facts();
    m_form.line();
    m_form.heading(tr("Figures, each"));
    m_form.text(tr("Frame"), words(rack.frame()->model));
    m_form.text(tr("Height"), words(model::text(rack.units())) + nbsp + QLatin1Char('U'));
    m_form.text(tr("Free units"),
                tr("%1 U, %2 in a row")
                    .arg(words(model::text(facts.free)), words(model::text(facts.largestRun))));
    m_form.text(tr("Open units"), words(model::text(facts.open)) + nbsp + QLatin1Char('U'),
                tr("Neither occupied nor blanked at the front"));
    if (facts.accelerators > 0)
        m_form.text(tr("Accelerators"), countText(facts.accelerators));
    m_form.text(tr("Provisioned"), sum(facts.provisioned), missingTip(facts.provisioned),
                markOf(facts.provisioned));
    m_form.text(tr("In operation"), sum(facts.operation), missingTip(facts.operation),
                markOf(facts.operation));
    m_form.text(tr("Peak"), sum(facts.peak), missingTip(facts.peak), markOf(facts.peak));
    if (facts.shelves > 0)
        m_form.text(tr("Shelf output"),
                    QStringLiteral("%1, %2")
                        .arg(amount(facts.shelfOutput), countOf(facts.shelves, tr("shelf"), tr("shelves"))));
    m_form.text(tr("Heat to air"), sum(facts.heatToAir), missingTip(facts.heatToAir),
                markOf(facts.heatToAir));
    m_form.text(tr("Heat to liquid"), sum(facts.heatToLiquid), missingTip(facts.heatToLiquid),
                markOf(facts.heatToLiquid));
    if (facts.heatToLiquid.known.value() > 0)
        m_form.text(tr("Coolant, design points"), sum(facts.flow), missingTip(facts.flow), markOf(facts.flow));
    if (facts.airInletMax)
        m_form.text(tr("Air inlet, max."), amount(*facts.airInletMax));
    if (facts.liquidInletMax)
        m_form.text(tr("Liquid inlet, max."), amount(*facts.liquidInletMax));
    m_form.text(tr("Mass"), sum(facts.mass), missingTip(facts.mass), markOf(facts.mass));
    showBalance(m_form, m_session, rack);
    m_form.text(tr("Price"), sum(facts.price), unpricedTip(facts.price), markOf(facts.price));
    for (const auto& [role, count] : facts.ports)
        m_form.text(tr("Ports, %1").arg(words(model::word(role))), countText(count));
}

void Properties::showRack(const Subject& subject, const Resolved& found)
{
    const Design& design = *m_session.design();
    const model::RackDesign& rack = *found.rack;
    if (found.placement && subject.where == Subject::Where::Instance)
        showPlacement(subject, found);
    m_form.line();
    m_form.heading(tr("Rack design"));
    m_form.field(QStringLiteral("rack-name"), tr("Name"), words(rack.name()),
                 [this, id = rack.id()](const QString& text) {
                     change(tr("Rename rack design to %1").arg(text),
                            [id, name = utf8(text.trimmed())](const Design& d) {
                                return model::renameRackDesign(d, id, name);
                            });
                 });
    m_form.text(tr("Placed"), countText(design.placementsOf(rack.id())) + nbsp + QStringLiteral("×"));
    if (rack.system())
        m_form.text(tr("System"), words(rack.system()->model));
    showRearDoor(m_form, m_session.library().catalog, rack, [this](const QString& step, const Edit& edit) { change(step, edit); });
    showRackFacts(rack);
    if (!rack.notes().empty())
        m_form.note(words(rack.notes()));
}

} // namespace colonnade::ui
