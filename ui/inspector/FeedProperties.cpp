#include "ui/inspector/Properties.h"

#include "model/edit/ChainEdits.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"
#include "ui/inspector/ChainProperties.h"
#include "ui/inspector/PropertyForm.h"
#include "ui/inspector/PropertyText.h"

namespace colonnade::ui {

namespace {

using model::Design;
using model::Subject;

} // namespace

void Properties::showFeed(const Subject& subject, const Resolved& found)
{
    const model::Feed feed = *found.feed;
    const auto holder = holderOf(found);
    const QString name = nameOrId(feed);
    const auto set = [this, holder, feed](const QString& step, std::function<void(model::Feed&)> field) {
        change(step, [holder, feed, field = std::move(field)](const Design& design) {
            model::Feed changed = feed;
            field(changed);
            return model::setFeed(design, holder, std::move(changed));
        });
    };
    m_form.heading(tr("Feed"));
    m_form.field(QStringLiteral("feed-name"), tr("Name"), words(feed.name), [set, name](const QString& text) {
        set(tr("Rename feed %1 to %2").arg(name, text),
            [text](model::Feed& f) { f.name = utf8(text.trimmed()); });
    });
    showChainPlace(m_form, *found.arrangement, feed, set);
    m_form.choice(QStringLiteral("feed-side"), tr("Side"), sidesWithAuto().mid(1), static_cast<int>(feed.side),
                  [set, name](int side) {
                      set(tr("Put feed %1 on side %2").arg(name, sidesWithAuto()[side + 1]),
                          [side](model::Feed& f) { f.side = static_cast<model::Side>(side); });
                  });
    m_form.number(QStringLiteral("feed-voltage"), tr("Voltage"), feed.voltage.value(), QStringLiteral("V"),
                  [set, name](std::optional<double> volts) {
                      set(tr("Set feed %1 to %2").arg(name, figureText(*volts, "V", inspectorDigits)),
                          [volts](model::Feed& f) { f.voltage = model::Volts{*volts}; });
                  },
                  false, tr("Line to line for three phases"))
        ->within(1, 100000);
    static constexpr int phases[] = {3, 1, 0};
    m_form.choice(QStringLiteral("feed-phases"), tr("Phases"), {tr("three"), tr("one"), tr("DC")},
                  feed.phases == 3 ? 0 : feed.phases == 1 ? 1 : 2, [set, name](int chosen) {
                      set(tr("Change the phases of feed %1").arg(name),
                          [chosen](model::Feed& f) { f.phases = phases[chosen]; });
                  });
    m_form.number(QStringLiteral("feed-rating"), tr("Breaker"), feed.rating.value(), QStringLiteral("A"),
                  [set, name](std::optional<double> amperes) {
                      set(tr("Set feed %1 to %2").arg(name, figureText(*amperes, "A", inspectorDigits)),
                          [amperes](model::Feed& f) { f.rating = model::Amperes{*amperes}; });
                  })
        ->within(0.1, 100000);
    m_form.number(QStringLiteral("feed-factor"), tr("Continuous share"), feed.continuousFactor, {},
                  [set, name](std::optional<double> share) {
                      set(tr("Set the continuous share of feed %1").arg(name),
                          [share](model::Feed& f) { f.continuousFactor = share; });
                  },
                  true, tr("Share of the breaker usable for continuous load; without it, the profile's"))
        ->within(0.1, 1);
    showEquipment(m_form, feed, set);
    const auto& power = m_session.judgement().power;
    if (!power || !m_session.judgementIsCurrent())
        return;
    for (const auto& part : power->parts) {
        if (part.pod != found.podDesign)
            continue;
        const auto* load = part.chain->feed(feed.id);
        if (!load)
            continue;
        m_form.line();
        m_form.heading(tr("Load"));
        m_form.text(tr("Normal"), amount(load->normal));
        m_form.text(tr("Worst"),
                    amount(load->worst)
                        + (load->worstLoss ? tr(", %1 lost").arg(words(load->worstLoss->text())) : QString()));
        m_form.text(tr("Limit"), amount(load->limit));
        const model::PhaseShare judged = model::phaseShare(*load);
        if (judged.phase)
            m_form.text(tr("Most on a phase"), tr("%1: %2 of %3").arg(words(model::phaseName(*judged.phase)), amount(judged.load), amount(judged.limit)));
        m_form.text(tr("Worst, of limit"), percentText(judged.share, inspectorDigits));
        m_form.text(tr("On it"), countOf(load->consumers, tr("rack or unit"), tr("racks and units")));
        m_form.text(tr("Lost with it"), countText(load->acceleratorsLost) + nbsp + tr("accelerators"));
        for (const auto& missing : load->missing)
            m_form.text(tr("Left out"), words(missing), {}, SourceMark::Unsourced);
    }
    m_form.action(QStringLiteral("feed-remove"), tr("Remove this feed"), [this, holder, id = feed.id, name] {
        change(tr("Remove feed %1").arg(name),
               [holder, id](const Design& design) { return model::removeFeed(design, holder, id); });
    });
    (void)subject;
}

} // namespace colonnade::ui
