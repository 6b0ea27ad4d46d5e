#include "ui/inspector/Properties.h"

#include "model/edit/ChainEdits.h"
#include "model/fabric/FabricLinks.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"
#include "ui/inspector/PropertyForm.h"
#include "ui/inspector/PropertyText.h"

#include <algorithm>

namespace colonnade::ui {

namespace {

using model::Design;

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
    int leaves = 0, spines = 0;
    for (const auto& device : fabric.switches)
        ++(device.tier == 1 ? leaves : spines);
    m_form.text(tr("Leaves"), countText(leaves));
    m_form.text(tr("Spines"), countText(spines));
    if (!fabric.links.empty())
        m_form.text(tr("Links by hand"), countText(static_cast<qint64>(fabric.links.size())));
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

} // namespace colonnade::ui
