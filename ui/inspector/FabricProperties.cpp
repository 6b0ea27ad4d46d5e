#include "ui/inspector/Properties.h"

#include "model/edit/ChainEdits.h"
#include "model/edit/FabricEdits.h"
#include "model/fabric/FabricLinks.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"
#include "ui/fabric/FabricEditing.h"
#include "ui/inspector/PropertyForm.h"
#include "ui/inspector/PropertyText.h"

#include <algorithm>

namespace colonnade::ui {

namespace {

using model::Design;

constexpr std::size_t mostListed = 12;

/// As the words of the dialog.
QStringList sites()
{
    return {Properties::tr("network racks"), Properties::tr("end of row"), Properties::tr("middle of row"), Properties::tr("top of rack")};
}

QStringList routings()
{
    return {Properties::tr("as usual for the switch"), Properties::tr("static"), Properties::tr("adaptive")};
}

} // namespace

void Properties::showFabric(const Resolved& found)
{
    const model::Fabric fabric = *found.fabric;
    const auto holder = holderOf(found);
    const QString name = nameOrId(fabric);
    const auto set = [this, holder, fabric](const QString& step, std::function<void(model::Fabric&)> field) {
        change(step, [holder, fabric, field = std::move(field)](const Design& design) {
            model::Fabric changed = fabric;
            field(changed);
            return model::setFabric(design, holder, std::move(changed));
        });
    };
    m_form.heading(tr("Fabric"));
    m_form.field(QStringLiteral("fabric-name"), tr("Name"), words(fabric.name),
                 [set, name](const QString& text) {
                     set(tr("Rename fabric %1 to %2").arg(name, text),
                         [text](model::Fabric& f) { f.name = utf8(text.trimmed()); });
                 });
    m_form.text(tr("Role"), words(model::word(fabric.role)));
    m_form.text(tr("Recipe"), words(model::word(fabric.family)));
    m_form.text(tr("Endpoint ports"), words(model::word(fabric.endpointPorts)));
    m_form.number(QStringLiteral("fabric-rails"), tr("Rails"), fabric.rails, {},
                  [set, name](std::optional<double> rails) {
                      set(tr("Set the rails of %1").arg(name), [rails](model::Fabric& f) {
                          f.rails = static_cast<int>(std::clamp(std::lround(*rails), 1L, 64L));
                      });
                  })
        ->within(1, 1024);
    m_form.number(QStringLiteral("fabric-oversubscription"), tr("Oversubscription"), fabric.oversubscription,
                  {}, [set, name](std::optional<double> ratio) {
                      set(tr("Set the oversubscription of %1").arg(name),
                          [ratio](model::Fabric& f) { f.oversubscription = *ratio; });
                  },
                  false, tr("Down over up capacity of a leaf that the recipe aims at"))
        ->within(0.01, 1000);
    m_form.number(QStringLiteral("fabric-slack"), tr("Cable slack"), fabric.slack, {},
                  [set, name](std::optional<double> slack) {
                      set(tr("Set the cable slack of %1").arg(name),
                          [slack](model::Fabric& f) { f.slack = *slack; });
                  },
                  false, tr("Added share of each cable's length"))
        ->within(0, 1);
    m_form.choice(QStringLiteral("fabric-place"), tr("Switches stand"), sites(), static_cast<int>(fabric.place),
                  [set, name](int place) {
                      set(tr("Change where the switches of %1 stand").arg(name), [place](model::Fabric& f) { f.place = static_cast<model::SwitchSite>(place); });
                  },
                  tr("Where switches are set out from now on; those that stand stay"));
    m_form.choice(QStringLiteral("fabric-routing"), tr("Routing"), routings(), fabric.routing ? 1 + static_cast<int>(*fabric.routing) : 0,
                  [set, name](int routing) {
                      set(tr("Change how %1 routes").arg(name), [routing](model::Fabric& f) {
                          f.routing.reset();
                          if (routing > 0)
                              f.routing = static_cast<model::FabricRouting>(routing - 1);
                      });
                  },
                  tr("How switches choose among equal paths: estimates count on 0.775 of the bandwidth across spines with static routing, "
                     "on all of it with adaptive; as usual, on all of InfiniBand and 0.9 of Ethernet"));
    if (fabric.planes > 1)
        m_form.text(tr("Planes"), countText(fabric.planes));
    int tiers[3] = {};
    for (const auto& device : fabric.switches)
        ++tiers[std::clamp(device.tier, 1, 3) - 1];
    m_form.text(tr("Leaves"), countText(tiers[0]));
    m_form.text(tr("Spines"), countText(tiers[1]));
    if (tiers[2] > 0) {
        m_form.text(tr("Cores"), countText(tiers[2]));
        m_form.number(QStringLiteral("fabric-spine-oversubscription"), tr("Spines, down over up"), fabric.spineOversubscription, {},
                      [set, name](std::optional<double> ratio) {
                          set(tr("Set the oversubscription of the spines of %1").arg(name), [ratio](model::Fabric& f) { f.spineOversubscription = *ratio; });
                      },
                      false, tr("Down over up capacity of a spine below the cores that the recipe aims at"))
            ->within(0.01, 1000);
    }
    const Design& now = *m_session.design();
    const auto plan = found.podDesign ? model::fabricPlan(now.podDesign(found.podDesign->id()), fabric.id, now.hall()->trayHeight)
                                      : model::fabricPlan(now.hall(), fabric.id);
    if (plan && plan->cables.size() > 0) {
        m_form.text(tr("Cables"), countText(static_cast<qint64>(plan->cables.size())));
        m_form.text(tr("Lengths"), plan->estimated == 0 ? tr("by their ways") : tr("≈\u00a0%1 estimated").arg(countText(plan->estimated)),
                    plan->estimated == 0 ? tr("Over the trays that are drawn, within their racks, or as given")
                                         : tr("At right angles between the racks: no trays are drawn that join these"),
                    plan->estimated == 0 ? SourceMark::None : SourceMark::Estimated);
    }
    showExceptions(fabric, holder, plan.get());
    if (!fabric.media.empty()) {
        m_form.line();
        m_form.heading(tr("Media, in order of preference"));
        for (const auto& part : fabric.media)
            m_form.note(words(part->model));
    }
    m_form.line();
    m_form.action(QStringLiteral("fabric-remove"), tr("Remove this fabric"), [this, holder, id = fabric.id, name] {
        change(tr("Remove fabric %1").arg(name),
               [holder, id](const Design& design) { return model::removeFabric(design, holder, id); });
    });
}

void Properties::showExceptions(const model::Fabric& fabric, const model::Holder& holder, const model::FabricPlan* plan)
{
    const Design& design = *m_session.design();
    const auto pinned = std::count_if(fabric.switches.begin(), fabric.switches.end(), [](const model::FabricSwitch& one) { return one.pinned; });
    if (pinned == 0 && fabric.links.empty() && fabric.choices.empty() && (!plan || plan->conflicts.empty()))
        return;
    const QString name = nameOrId(fabric);
    m_form.line();
    m_form.heading(tr("By hand"));
    if (pinned > 0)
        m_form.text(tr("Pinned switches"), countText(pinned), pinTip());
    if (!fabric.choices.empty())
        m_form.text(tr("Chosen cables"), countText(static_cast<qint64>(fabric.choices.size())), tr("Another medium or length than the recipe's; changed in the schedule"));
    if (!fabric.links.empty())
        m_form.text(tr("Links by hand"), countText(static_cast<qint64>(fabric.links.size())));
    for (std::size_t i = 0; i < std::min(fabric.links.size(), mostListed); ++i) {
        const model::HandCable& link = fabric.links[i];
        const QString ends = tr("%1 to %2").arg(portText(design, holder, link.from), portText(design, holder, link.to));
        m_form.note(link.medium ? tr("%1: %2").arg(ends, words(link.medium->model)) : ends);
        m_form.action(QStringLiteral("fabric-link-remove-%1").arg(i), tr("Remove link"), [this, at = LinkAt{holder, fabric.id, link, ends}] {
            removeLinks(m_session, {at}, m_say);
        });
    }
    if (fabric.links.size() > mostListed)
        m_form.note(tr("And %1 more, in the schedule").arg(countText(static_cast<qint64>(fabric.links.size() - mostListed))));
    if (!plan || plan->conflicts.empty())
        return;
    m_form.heading(plan->conflicts.size() == 1 ? tr("One exception no longer fits") : tr("%1 exceptions no longer fit").arg(countText(static_cast<qint64>(plan->conflicts.size()))));
    for (std::size_t i = 0; i < std::min(plan->conflicts.size(), mostListed); ++i)
        m_form.note(words(plan->conflicts[i]));
    if (plan->conflicts.size() > mostListed)
        m_form.note(tr("And %1 more").arg(countText(static_cast<qint64>(plan->conflicts.size() - mostListed))));
    std::vector<model::FabricException> gone = plan->conflictAt;
    std::erase_if(gone, [](const model::FabricException& one) { return one.kind == model::FabricException::Kind::RackCable; });
    if (gone.empty())
        return;
    m_form.action(QStringLiteral("fabric-remove-gone"), tr("Remove what is gone"), [this, holder, id = fabric.id, gone, name] {
        change(tr("Remove what no longer fits %1").arg(name),
               [holder, id, gone](const Design& before) { return model::removeExceptions(before, holder, id, gone); });
    });
}

void Properties::showSwitch(const model::Subject& subject)
{
    static const QString tiers[] = {tr("leaf"), tr("spine"), tr("core")};
    for (const SwitchAt& one : switchesIn(m_session, {subject})) {
        m_form.line();
        m_form.heading(tr("In %1").arg(one.fabricName));
        QString place = tiers[std::clamp(one.entry.tier, 1, 3) - 1];
        if (one.entry.rail)
            place += tr(", rail %1").arg(*one.entry.rail);
        if (one.entry.plane)
            place += tr(", plane %1").arg(*one.entry.plane);
        m_form.text(tr("Tier"), place);
        m_form.toggle(QStringLiteral("switch-pinned"), tr("Pinned here"), one.entry.pinned,
                      [this, one](bool on) { pinSwitches(m_session, {one}, on, m_say); });
    }
}

} // namespace colonnade::ui
