#include "model/units/Text.h"
#include "ui/inspector/Properties.h"

#include "model/edit/FloorEdits.h"
#include "model/edit/PowerNodes.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"
#include "ui/inspector/ChainProperties.h"
#include "ui/inspector/CoolingProperties.h"
#include "ui/inspector/PropertyForm.h"
#include "ui/inspector/PropertyText.h"

#include <algorithm>

namespace colonnade::ui {

namespace {

using model::Design;
using model::Subject;

} // namespace

void Properties::showPlacement(const Subject& subject, const Resolved& found)
{
    const model::Placement& placement = *found.placement;
    const model::Arrangement& arrangement = *found.arrangement;
    const QString name = nameOf(*m_session.design(), subject);
    const bool editable = subject.where == Subject::Where::Instance;
    const std::string path = subject.path;
    m_form.heading(tr("Place"));
    if (!editable) {
        m_form.text(tr("Pod design"), found.podDesign ? words(found.podDesign->name()) : QString());
        m_form.text(tr("Label"), name);
        return;
    }
    const QString pod = found.pod ? words(model::labelOr(found.pod->label, found.pod->id.text())) : QString{};
    if (found.pod)
        m_form.text(tr("Pod"), pod);
    m_form.field(QStringLiteral("placement-label"), tr("Label"), words(placement.label),
                 [this, path, name](const QString& text) {
                     changePlacement(tr("Rename %1 to %2").arg(name, text), path,
                                     [text](model::Placement& p) { p.label = utf8(text.trimmed()); });
                 });
    const auto coordinate = [&](const char* fieldName, const QString& label, bool x) {
        m_form.number(QLatin1String(fieldName), label,
                      static_cast<double>(x ? placement.at.x.value() : placement.at.y.value()),
                      QStringLiteral("mm"), [this, path, name, x](std::optional<double> value) {
                          const model::Millimetres to{static_cast<std::int64_t>(std::llround(*value))};
                          changePlacement(tr("Move %1").arg(name), path, [x, to](model::Placement& p) {
                              (x ? p.at.x : p.at.y) = to;
                          });
                      });
    };
    // From the corner of its pod, or of the hall.
    coordinate("placement-x", pod.isEmpty() ? tr("East") : tr("East in %1").arg(pod), true);
    coordinate("placement-y", pod.isEmpty() ? tr("North") : tr("North in %1").arg(pod), false);
    m_form.choice(QStringLiteral("placement-turn"), tr("Front faces"),
                  {tr("south"), tr("east"), tr("north"), tr("west")}, static_cast<int>(placement.turn),
                  [this, path, name](int turn) {
                      changePlacement(tr("Turn %1").arg(name), path, [turn](model::Placement& p) {
                          p.turn = static_cast<model::Turn>(turn);
                      });
                  });
    for (const model::Side side : {model::Side::A, model::Side::B}) {
        QStringList names{tr("none")};
        std::vector<model::FeedId> ids;
        int current = 0;
        for (const auto& feed : arrangement.feeds) {
            if (feed.side != side)
                continue;
            ids.push_back(feed.id);
            names << nameOrId(feed);
            for (const auto& used : placement.feeds) {
                if (used.side == side && used.feed == feed.id)
                    current = static_cast<int>(ids.size());
            }
        }
        if (ids.empty())
            continue;
        const QString letter(QLatin1Char(model::letter(side)));
        m_form.choice(QStringLiteral("placement-feed-") + letter, tr("Feed %1").arg(letter), names, current,
                      [this, path, name, side, ids, names](int chosen) {
                          changePlacement(
                              tr("Feed %1 from %2").arg(name, names[chosen]), path,
                              [side, ids, chosen](model::Placement& p) {
                                  std::erase_if(p.feeds, [side](const auto& f) { return f.side == side; });
                                  if (chosen > 0)
                                      p.feeds.push_back({side, ids[static_cast<std::size_t>(chosen - 1)]});
                                  std::sort(p.feeds.begin(), p.feeds.end(),
                                            [](const auto& a, const auto& b) { return a.side < b.side; });
                              });
                      });
    }
    if (!arrangement.loops.empty()) {
        QStringList names{tr("none")};
        int current = 0;
        for (const auto& loop : arrangement.loops) {
            names << nameOrId(loop);
            if (placement.loop == loop.id)
                current = static_cast<int>(names.size()) - 1;
        }
        m_form.choice(QStringLiteral("placement-loop"), tr("Coolant loop"), names, current,
                      [this, path, name, names, loops = arrangement.loops](int chosen) {
                          changePlacement(tr("Cool %1 by %2").arg(name, names[chosen]), path,
                                          [chosen, loops](model::Placement& p) {
                                              p.loop = chosen == 0
                                                  ? std::nullopt
                                                  : std::optional(
                                                      loops[static_cast<std::size_t>(chosen - 1)].id);
                                          });
                      });
    }
    m_form.toggle(QStringLiteral("placement-lock"), tr("Locked"), placement.locked,
                  [this, path, name](bool on) {
                      changePlacement((on ? tr("Lock %1") : tr("Unlock %1")).arg(name), path,
                                      [on](model::Placement& p) { p.locked = on; });
                  });
    showCoolingOf(m_form, m_session, found.instance);
    showFloorLoad(m_form, m_session, found.instance);
    if (found.part && !found.rack)
        showPart(*found.part, false);
}

void Properties::showPod(const Subject& subject, const Resolved& found)
{
    if (found.pod) {
        m_form.heading(tr("Place"));
        m_form.field(QStringLiteral("pod-label"), tr("Label"), words(found.pod->label),
                     [this, path = subject.path](const QString& text) {
                         change(tr("Rename pod to %1").arg(text),
                                [path, label = utf8(text.trimmed())](const Design& d) {
                                    return model::relabelPod(d, path, label);
                                });
                     });
        m_form.text(tr("East"), amount(found.pod->at.x));
        m_form.text(tr("North"), amount(found.pod->at.y));
        showPodFeeds(m_form, *m_session.design()->hall(), *found.pod,
                     [this, path = subject.path](const QString& step, std::vector<model::SideFeed> feeds) {
                         change(step, [path, feeds = std::move(feeds)](const Design& d) { return model::setPodFeeds(d, path, feeds); });
                     });
        m_form.line();
    }
    if (!found.podDesign)
        return;
    m_form.heading(tr("Pod design"));
    m_form.text(tr("Name"), words(found.podDesign->name()));
    m_form.text(tr("Placed"), countText(m_session.design()->placementsOf(found.podDesign->id())) + nbsp
                    + QStringLiteral("×"));
    showFloorFacts(found.podDesign->facts());
}

} // namespace colonnade::ui
