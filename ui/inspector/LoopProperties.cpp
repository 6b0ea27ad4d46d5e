#include "ui/inspector/Properties.h"

#include "model/edit/ChainEdits.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"
#include "ui/inspector/CoolingProperties.h"
#include "ui/inspector/PropertyForm.h"
#include "ui/inspector/PropertyText.h"

#include <algorithm>

namespace colonnade::ui {

namespace {

using model::Design;
using model::Subject;

} // namespace

void Properties::showLoop(const Subject&, const Resolved& found)
{
    const model::Loop loop = *found.loop;
    const auto holder = holderOf(found);
    const QString name = nameOrId(loop);
    const auto set = [this, holder, loop](const QString& step, std::function<void(model::Loop&)> field) {
        change(step, [holder, loop, field = std::move(field)](const Design& design) {
            model::Loop changed = loop;
            field(changed);
            return model::setLoop(design, holder, std::move(changed));
        });
    };
    m_form.heading(tr("Coolant loop"));
    m_form.field(QStringLiteral("loop-name"), tr("Name"), words(loop.name), [set, name](const QString& text) {
        set(tr("Rename loop %1 to %2").arg(name, text),
            [text](model::Loop& l) { l.name = utf8(text.trimmed()); });
    });
    const QStringList fluids{QStringLiteral("water"), QStringLiteral("PG25"), QStringLiteral("PG30")};
    m_form.choice(QStringLiteral("loop-fluid"), tr("Fluid"), fluids,
                  static_cast<int>(std::max<qsizetype>(0, fluids.indexOf(words(loop.fluid)))),
                  [set, name, fluids](int chosen) {
                      set(tr("Fill %1 with %2").arg(name, fluids[chosen]),
                          [fluid = utf8(fluids[chosen])](model::Loop& l) { l.fluid = fluid; });
                  });
    m_form.number(QStringLiteral("loop-supply"), tr("Facility supply"), loop.facilitySupply.value(),
                  QStringLiteral("°C"), [set, name](std::optional<double> degrees) {
                      set(tr("Set supply to %1 on %2").arg(figureText(*degrees, "°C"), name),
                          [degrees](model::Loop& l) { l.facilitySupply = model::Celsius{*degrees}; });
                  })
        ->within(-50, 150);
    m_form.number(QStringLiteral("loop-rise"), tr("Rise"),
                  loop.rise ? std::optional(loop.rise->value()) : std::nullopt, QStringLiteral("K"),
                  [set, name](std::optional<double> kelvins) {
                      set(tr("Set the rise of %1").arg(name), [kelvins](model::Loop& l) {
                          l.rise = kelvins ? std::optional(model::Kelvins{*kelvins}) : std::nullopt;
                      });
                  },
                  true, tr("Wanted temperature rise over the racks; without it, the profile's"))
        ->within(0.1, 100);
    m_form.number(QStringLiteral("loop-flow"), tr("Flow"),
                  loop.flow ? std::optional(loop.flow->value()) : std::nullopt, QStringLiteral("L/min"),
                  [set, name](std::optional<double> flow) {
                      set(tr("Set the flow of %1").arg(name), [flow](model::Loop& l) {
                          l.flow = flow ? std::optional(model::LitresPerMinute{*flow}) : std::nullopt;
                      });
                  },
                  true, tr("Set at the racks of the loop, all together; without it, by demand"))
        ->within(0, 10000000);
    m_form.action(QStringLiteral("loop-remove"), tr("Remove this loop"), [this, holder, id = loop.id, name] {
        change(tr("Remove loop %1").arg(name),
               [holder, id](const Design& design) { return model::removeLoop(design, holder, id); });
    });
    const auto& cooling = m_session.judgement().cooling;
    if (!cooling || !m_session.judgementIsCurrent())
        return;
    for (const auto& part : cooling->parts) {
        if (part.pod != found.podDesign)
            continue;
        const auto* load = part.chain.loop(loop.id);
        if (!load)
            continue;
        m_form.line();
        m_form.heading(tr("Load"));
        m_form.text(tr("Racks"), countText(load->racks));
        m_form.text(tr("CDUs"), countText(load->cdus));
        m_form.text(tr("Heat"), amount(load->heat));
        m_form.text(tr("Flow needed"), load->flow ? amount(*load->flow) : unknownText());
        m_form.text(tr("CDU capacity"), amount(load->capacity));
        m_form.text(tr("One CDU lost"), amount(load->capacityLess));
        m_form.text(tr("Supply"), load->supply ? amount(*load->supply) : unknownText());
        m_form.text(tr("Inlet limit"), load->inletMax ? amount(*load->inletMax) : unknownText(),
                    words(load->inletMaxOf));
        if (const auto margin = load->margin())
            m_form.text(tr("Margin"), amount(*margin));
        for (const auto& missing : load->missingHeat)
            m_form.text(tr("Left out"), words(missing), {}, SourceMark::Unsourced);
        showLoopAtWork(m_form, *load);
    }
}

} // namespace colonnade::ui
