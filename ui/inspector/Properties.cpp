#include "ui/inspector/Properties.h"

#include "model/edit/FloorEdits.h"
#include "model/edit/RackEdits.h"
#include "ui/document/RackEditing.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"
#include "ui/inspector/PropertyForm.h"
#include "ui/inspector/PropertyText.h"

#include <QPointer>

namespace colonnade::ui {

namespace {

using model::Design;
using model::Result;
using model::Subject;

} // namespace

Properties::Properties(DesignSession& session, PropertyForm& form, Say say) :
    m_session(session),
    m_form(form),
    m_say(std::move(say))
{
}

void Properties::change(const QString& name, const Edit& edit) const
{
    // Later: the edit rebuilds the inspector, and with it the field that this comes from.
    QMetaObject::invokeMethod(
        &m_session,
        [&session = m_session, name, edit, say = m_say, form = QPointer(&m_form)] {
            const auto done = session.apply(name, edit);
            if (done)
                return;
            const QString why = words(done.error().text);
            if (form)
                form->refuse(why);
            say(why);
        },
        Qt::QueuedConnection);
}

void Properties::changeHall(const QString& name, std::function<void(model::Hall&)> changed) const
{
    change(name, [changed = std::move(changed)](const Design& design) {
        model::Hall hall = *design.hall();
        changed(hall);
        return model::changeHall(design, std::move(hall));
    });
}

void Properties::changeDevice(const QString& name, const Subject& subject, const model::DeviceId& id,
                              std::function<void(model::Device&)> field) const
{
    const auto rack = rackOf(*m_session.design(), subject);
    if (!rack)
        return;
    change(name,
           inRack(m_session, *rack,
                  [id, field = std::move(field)](const Design& design, const auto& rackId) -> Result<Design> {
                      const auto* device = design.rackDesign(rackId)->device(id);
                      if (!device)
                          return model::fail("The device '{}' is no longer there.", id.text());
                      model::Device changed = *device;
                      field(changed);
                      return model::changeDevice(design, rackId, std::move(changed));
                  }));
}

void Properties::changePlacement(const QString& name, const std::string& path,
                                 std::function<void(model::Placement&)> field) const
{
    change(name, [path, field = std::move(field)](const Design& design) -> Result<Design> {
        const auto place = model::placeAt(design, path);
        if (!place)
            return tl::unexpected(place.error());
        if (!place->placement)
            return model::fail("'{}' is no rack and no floor unit.", path);
        model::Placement changed = *place->placement;
        field(changed);
        return model::changePlacement(design, path, changed);
    });
}

void Properties::show(const Subject& subject)
{
    const auto found = resolve(*m_session.design(), subject);
    if (!found) {
        m_form.note(tr("'%1' is no longer part of the design.").arg(words(subject.text())));
        return;
    }
    if (found->device)
        showDevice(subject, *found);
    else if (found->feed)
        showFeed(subject, *found);
    else if (found->loop)
        showLoop(subject, *found);
    else if (found->fabric)
        showFabric(*found);
    else if (found->tray)
        showTray(*found);
    else if (found->rack)
        showRack(subject, *found);
    else if (found->placement)
        showPlacement(subject, *found);
    else if (found->pod || found->podDesign)
        showPod(subject, *found);
    else if (found->part)
        showPart(*found->part, false);
    else if (subject.where == Subject::Where::Hall)
        showHall();
    else
        showDesign();
}

void Properties::showDesign()
{
    const Design& design = *m_session.design();
    m_form.heading(tr("Design"));
    m_form.field(QStringLiteral("design-name"), tr("Name"), words(design.name()), [this](const QString& text) {
        change(tr("Rename design to %1").arg(text), [name = utf8(text.trimmed())](const Design& d) -> Result<Design> {
            return d.named(name);
        });
    });
    m_form.paragraph(QStringLiteral("design-purpose"), tr("Purpose"), words(design.purpose()),
                     [this](const QString& text) {
                         change(tr("Set the purpose"),
                                [purpose = utf8(text.simplified())](const Design& d) -> Result<Design> {
                                    return d.withPurpose(purpose);
                                });
                     });
    m_form.text(tr("Profile"), words(m_session.profile().title), words(m_session.profile().summary));
    m_form.text(tr("Rack designs"), countText(static_cast<qint64>(design.rackDesigns().size())));
    m_form.text(tr("Pod designs"), countText(static_cast<qint64>(design.podDesigns().size())));
    m_form.text(tr("Workloads"), countText(static_cast<qint64>(design.workloads().size())));
    m_form.text(tr("Waivers"), countText(static_cast<qint64>(design.waivers().size())));
    showFloorFacts(design.facts());
}

void Properties::showMany(const std::vector<Subject>& subjects)
{
    const Design& design = *m_session.design();
    model::Sum<model::Watts> power;
    model::Sum<model::Kilograms> mass;
    model::Sum<model::Dollars> price;
    std::map<QString, int> kinds;
    for (const Subject& subject : subjects) {
        const auto found = resolve(design, subject);
        if (!found)
            continue;
        if (found->device || (found->part && !found->rack)) {
            ++kinds[words(found->part->model)];
            power.addIf(found->part->power.forProvisioning());
            mass.addIf(found->part->body.mass);
            price.addIf(found->part->price);
        } else if (found->rack) {
            ++kinds[words(found->rack->name())];
            power += found->rack->facts().provisioned;
            mass += found->rack->facts().mass;
            price += found->rack->facts().price;
        } else {
            ++kinds[kindOf(design, subject)];
        }
    }
    m_form.heading(tr("Selected"));
    for (const auto& [kind, count] : kinds)
        m_form.text(countText(count) + nbsp + QStringLiteral("×"), kind);
    m_form.line();
    m_form.heading(tr("Together"));
    m_form.text(tr("Provisioned"), sum(power), missingTip(power), markOf(power));
    m_form.text(tr("Mass"), sum(mass), missingTip(mass), markOf(mass));
    m_form.text(tr("Price"), sum(price), unpricedTip(price), markOf(price));
}

void Properties::showFloorFacts(const model::FloorFacts& facts)
{
    m_form.line();
    m_form.heading(tr("Figures"));
    m_form.text(tr("Racks"), countText(facts.racks));
    m_form.text(tr("Floor units"), countText(facts.units));
    m_form.text(tr("Accelerators"), countText(facts.accelerators));
    m_form.text(tr("Provisioned"), sum(facts.provisioned), missingTip(facts.provisioned),
                markOf(facts.provisioned));
    m_form.text(tr("In operation"), sum(facts.operation), missingTip(facts.operation),
                markOf(facts.operation));
    m_form.text(tr("Peak"), sum(facts.peak), missingTip(facts.peak), markOf(facts.peak));
    m_form.text(tr("Heat to air"), sum(facts.heatToAir), missingTip(facts.heatToAir),
                markOf(facts.heatToAir));
    m_form.text(tr("Heat to liquid"), sum(facts.heatToLiquid), missingTip(facts.heatToLiquid),
                markOf(facts.heatToLiquid));
    if (facts.heatToLiquid.known.value() > 0 || facts.flow.known.value() > 0) // The flows at work are the loops'.
        m_form.text(tr("Coolant, design points"), sum(facts.flow), missingTip(facts.flow), markOf(facts.flow));
    m_form.text(tr("Mass"), sum(facts.mass), missingTip(facts.mass), markOf(facts.mass));
    m_form.text(tr("Price, without cables"), sum(facts.price), unpricedTip(facts.price), markOf(facts.price));
    m_form.text(tr("Extent"), QStringLiteral("%1 × %2%3mm")
                                  .arg(countText(facts.extent.size.width.value()),
                                       countText(facts.extent.size.depth.value()), nbsp));
}

} // namespace colonnade::ui
