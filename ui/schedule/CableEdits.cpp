#include "ui/schedule/CableEdits.h"

#include "model/edit/FabricEdits.h"
#include "ui/document/Words.h"
#include "ui/fabric/FabricEditing.h"

#include <QCoreApplication>
#include <QInputDialog>
#include <QMenu>

namespace colonnade::ui {
namespace {

using model::CableChoice;

QString tr(const char* text)
{
    return QCoreApplication::translate("CableEdits", text);
}

/// The cable that a row stands for, in its fabric.
struct ChosenCable {
    model::Holder pod; ///< Nothing: of the hall.
    model::FabricId fabric;
    CableChoice choice; ///< Its two ports, and what is chosen for it now.
    bool isChosen = false;
    std::optional<model::HandCable> link; ///< Of a link by hand: then that is changed, and no choice beside the recipe is kept.
    QString name;
};

/// Nothing where it is a cable of a rack design.
std::optional<ChosenCable> chosenCable(const model::CableSchedule& schedule, std::size_t row)
{
    const model::ScheduleSection& section = schedule.sectionOf(row);
    const model::FabricPlan& plan = *section.plan;
    const std::size_t cable = row - section.firstRow;
    const auto links = plan.cables.links(cable);
    if (links.empty() || plan.links.origin[links.front()] == model::LinkOrigin::RackByHand)
        return std::nullopt;
    const std::uint32_t link = links.front();
    ChosenCable chosen{section.pod ? model::Holder{section.pod->pod->id()} : model::Holder{}, section.fabric->id, {}, false, {}, {}};
    if (const std::int32_t before = plan.cables.choice[cable]; before >= 0) {
        chosen.choice = section.fabric->choices[static_cast<std::size_t>(before)];
        chosen.isChosen = true;
    } else if (plan.cables.hand[cable] >= 0) {
        chosen.link = section.fabric->links[static_cast<std::size_t>(plan.cables.hand[cable])];
        chosen.choice = {chosen.link->from, chosen.link->to, chosen.link->medium, chosen.link->length, {}};
    } else {
        chosen.choice.a = plan.portRef(*section.arrangement, plan.links.a[link], plan.links.portA[link]);
        chosen.choice.b = plan.portRef(*section.arrangement, plan.links.b[link], plan.links.portB[link]);
    }
    chosen.name = words(schedule.row(row).name);
    return chosen;
}

} // namespace

void addCableEdits(QMenu& menu, DesignSession& session, const model::CableSchedule& schedule, std::size_t row,
                   const std::function<void(const QString&)>& said)
{
    const auto cable = chosenCable(schedule, row);
    if (!cable)
        return;
    const model::ScheduleSection& section = schedule.sectionOf(row);
    const std::size_t number = row - section.firstRow;
    const double routed = static_cast<double>(section.plan->cables.routed[number]);
    const auto apply = [&session, said](const QString& name, const Edit& edit) {
        if (const auto done = session.apply(name, edit); !done)
            said(words(done.error().text));
    };
    const auto choose = [&session, apply, cable = *cable](const QString& name, const CableChoice& choice) {
        apply(name, [cable, choice, documents = session.catalog()](const model::Design& design) {
            if (!cable.link)
                return model::chooseCable(design, cable.pod, cable.fabric, choice, documents);
            model::HandCable link = *cable.link;
            link.medium = choice.medium;
            link.length = choice.length;
            return model::setLink(design, cable.pod, cable.fabric, std::move(link), documents);
        });
    };
    auto* media = menu.addMenu(tr("Swap &medium"));
    for (const model::FittingMedium& fit : model::fittingMedia(section.plan->media, section.plan->connections[section.plan->cables.connection[number]])) {
        const model::PartRef& part = section.plan->media[fit.medium];
        const bool reaches = fit.reach.value() >= routed;
        QString text = words(part->model).replace(QLatin1Char('&'), QStringLiteral("&&"));
        if (!reaches)
            text += tr(" (reaches %1\u00a0m)").arg(fit.reach.value(), 0, 'f', 1);
        CableChoice choice = cable->choice;
        choice.medium = part;
        QAction* action = media->addAction(text, media, [choose, choice, name = cable->name, medium = words(part->model)] {
            choose(tr("Swap the medium of %1 for %2").arg(name, medium), choice);
        });
        action->setCheckable(true);
        const std::uint16_t now = section.plan->cables.medium[number];
        action->setChecked(now < section.plan->media.size() && section.plan->media[now]->id == part->id);
    }
    media->setEnabled(!media->isEmpty());
    menu.addAction(tr("Set the &length…"), &menu, [choose, cable = *cable, routed, parent = menu.parentWidget()] {
        bool good = false;
        const double before = cable.choice.length ? cable.choice.length->value() : routed;
        const double metres = QInputDialog::getDouble(parent, tr("Length of %1").arg(cable.name), tr("Metres to order (routed: %1 m)").arg(routed, 0, 'f', 1),
                                                      before, 0.1, 10'000, 1, &good);
        if (!good)
            return;
        CableChoice choice = cable.choice;
        choice.length = model::Metres{metres};
        choose(tr("Set the length of %1 to %2 m").arg(cable.name).arg(metres, 0, 'f', 1), choice);
    });
    if (cable->link && (cable->link->medium || cable->link->length))
        menu.addAction(tr("&As the recipe chooses"), &menu, [choose, choice = cable->choice, name = cable->name] {
            CableChoice none = choice;
            none.medium = nullptr;
            none.length.reset();
            choose(tr("Let the recipe choose %1").arg(name), none);
        });
    if (cable->isChosen) {
        menu.addAction(tr("&As the recipe chooses"), &menu, [apply, cable = *cable] {
            apply(tr("Let the recipe choose %1").arg(cable.name), [cable](const model::Design& design) {
                return model::clearChoice(design, cable.pod, cable.fabric, cable.choice.a, cable.choice.b);
            });
        });
    }
    addFabricEdits(menu, session, {schedule.subject(row)}, said);
}

} // namespace colonnade::ui
