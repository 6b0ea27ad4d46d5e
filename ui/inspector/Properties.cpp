#include "ui/inspector/Properties.h"

#include "model/edit/ChainEdits.h"
#include "model/edit/FloorEdits.h"
#include "model/edit/PowerNodes.h"
#include "model/edit/RackEdits.h"
#include "model/units/Text.h"
#include "ui/catalog/PartText.h"
#include "ui/document/RackEditing.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"
#include "ui/inspector/ChainProperties.h"
#include "ui/inspector/CoolingProperties.h"
#include "ui/inspector/PropertyForm.h"

#include <QCoreApplication>

#include <algorithm>

namespace colonnade::ui {

namespace {

using model::Design;
using model::Result;
using model::Subject;

const QChar nbsp(0xa0);

QString tr(const char* text)
{
    return QCoreApplication::translate("Properties", text);
}

template <class Unit> QString amount(model::Quantity<Unit> quantity)
{
    return figureText(static_cast<double>(quantity.value()), Unit::symbol, inspectorDigits);
}

template <class Q> QString sum(const model::Sum<Q>& total)
{
    const QString text
        = figureText(static_cast<double>(total.known.value()), Q::symbol(), inspectorDigits);
    return total.complete() ? text : QStringLiteral("≥") + nbsp + text;
}

template <class Q> QString missingTip(const model::Sum<Q>& total)
{
    return total.complete() ? QString()
                            : tr("%1 inputs are unknown and left out.").arg(countText(total.missing));
}

template <class Q> SourceMark markOf(const model::Sum<Q>& total)
{
    return total.complete() ? SourceMark::None : SourceMark::Unsourced;
}

QString valueText(const model::Figure& figure)
{
    struct Visitor {
        std::string_view unit;
        QString operator()(double number) const
        {
            if (unit == "RU")
                return words(model::shortest(number)) + nbsp + QLatin1Char('U');
            if (unit == "OU" || unit == "mm" || unit.empty())
                return words(model::significant(number, 6)).remove(QStringLiteral(".00000"))
                    + (unit.empty() ? QString() : nbsp + words(unit));
            return figureText(number, unit, inspectorDigits);
        }
        QString operator()(bool on) const { return on ? tr("yes") : tr("no"); }
        QString operator()(const std::string& text) const { return words(text); }
        QString operator()(const std::vector<std::string>& list) const
        {
            QStringList texts;
            for (const auto& text : list)
                texts << words(text);
            return texts.join(QStringLiteral(", "));
        }
        QString operator()(const std::vector<double>& list) const
        {
            QStringList texts;
            for (const double number : list)
                texts << words(model::shortest(number));
            return texts.join(QStringLiteral(", ")) + (unit.empty() ? QString() : nbsp + words(unit));
        }
    };
    // Plain numbers are shown as the file has them.
    if (const auto number = figure.number();
        number && (figure.kind->unit == "mm" || figure.kind->unit.empty() || figure.kind->unit == "OU"))
        return words(model::shortest(*number))
            + (figure.kind->unit.empty() ? QString() : nbsp + words(figure.kind->unit));
    return std::visit(Visitor{figure.kind->unit}, figure.value);
}

QString sourceTip(const model::PartType& part, const model::Figure& figure,
                  const model::Catalog& documents, const model::Catalog& own)
{
    QStringList lines;
    const auto& ids = figure.sources.empty() ? part.sources : figure.sources;
    if (figure.basis == model::Basis::Unsourced) {
        lines << tr("No source");
    } else {
        for (const auto& id : ids) {
            const auto* source = own.source(id) ? own.source(id) : documents.source(id);
            lines << (source ? words(source->title) : words(id.text()));
        }
        if (ids.empty())
            lines << tr("No source");
    }
    if (figure.basis == model::Basis::Estimated)
        lines << tr("A planning estimate");
    lines << tr("Confidence: %1")
                 .arg(words(model::word(figure.confidence.value_or(part.confidence))));
    if (!figure.note.empty())
        lines << words(figure.note);
    return lines.join(QLatin1Char('\n'));
}

QStringList sidesWithAuto()
{
    return {tr("in turn"), QStringLiteral("A"), QStringLiteral("B"), QStringLiteral("C"),
            QStringLiteral("D")};
}

std::optional<model::PodDesignId> holderOf(const Resolved& found)
{
    return found.podDesign ? std::optional(found.podDesign->id()) : std::nullopt;
}

template <class Thing> QString nameOrId(const Thing& thing)
{
    return words(thing.name.empty() ? std::string_view(thing.id.text()) : std::string_view(thing.name));
}

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
        [&session = m_session, name, edit, say = m_say] {
            if (const auto done = session.apply(name, edit); !done)
                say(words(done.error().text));
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
    showPart(*device.part, true);
}

void Properties::showPart(const model::PartType& part, bool each)
{
    m_form.line();
    m_form.heading(each ? tr("Figures, each") : tr("Figures"));
    const QString ports = portsText(part);
    if (!ports.isEmpty())
        m_form.wideText(tr("Ports"), QString(ports).replace(QStringLiteral(", "), QStringLiteral("\n")));
    for (const auto& figure : part.figures) {
        const bool sourced = figure.basis != model::Basis::Unsourced
            && !(figure.sources.empty() && part.sources.empty());
        m_form.text(words(figure.kind->label), valueText(figure),
                    sourceTip(part, figure, m_session.catalog(), m_session.design()->catalog()),
                    !sourced                                        ? SourceMark::Unsourced
                        : figure.basis == model::Basis::Estimated ? SourceMark::Estimated
                                                                  : SourceMark::Sourced);
    }
    if (!part.body.mass)
        m_form.text(tr("Mass"), unknownText(), tr("The catalog does not know it."), SourceMark::Unsourced);
    for (const auto& note : part.notes)
        m_form.note(words(note));
    if (part.sources.empty())
        return;
    m_form.line();
    m_form.heading(part.sources.size() == 1 ? tr("Document")
                                            : tr("%1 documents").arg(part.sources.size()));
    for (const auto& id : part.sources) {
        const auto* source = m_session.design()->catalog().source(id);
        if (!source)
            source = m_session.catalog().source(id);
        m_form.note(source ? words(source->title)
                            + (source->publisher.empty()
                                   ? QString()
                                   : QStringLiteral(", ") + words(source->publisher))
                           : words(id.text()));
    }
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
        m_form.text(tr("Coolant"), sum(facts.flow), missingTip(facts.flow), markOf(facts.flow));
    if (facts.airInletMax)
        m_form.text(tr("Air inlet, max."), amount(*facts.airInletMax));
    if (facts.liquidInletMax)
        m_form.text(tr("Liquid inlet, max."), amount(*facts.liquidInletMax));
    m_form.text(tr("Mass"), sum(facts.mass), missingTip(facts.mass), markOf(facts.mass));
    showBalance(m_form, m_session, rack);
    m_form.text(tr("Price"), sum(facts.price), missingTip(facts.price), markOf(facts.price));
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
    showRackFacts(rack);
    if (!rack.notes().empty())
        m_form.note(words(rack.notes()));
}

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
    if (found.pod)
        m_form.text(tr("Pod"), words(found.pod->label.empty() ? found.pod->id.text() : found.pod->label));
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
    coordinate("placement-x", tr("East"), true);
    coordinate("placement-y", tr("North"), false);
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
    m_form.text(tr("Coolant"), sum(facts.flow), missingTip(facts.flow), markOf(facts.flow));
    m_form.text(tr("Mass"), sum(facts.mass), missingTip(facts.mass), markOf(facts.mass));
    m_form.text(tr("Price"), sum(facts.price), missingTip(facts.price), markOf(facts.price));
    m_form.text(tr("Extent"), QStringLiteral("%1 × %2%3mm")
                                  .arg(countText(facts.extent.size.width.value()),
                                       countText(facts.extent.size.depth.value()), nbsp));
}

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
        m_form.text(tr("Worst, of limit"), percentText(load->worstShare(), inspectorDigits));
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

void Properties::showHall()
{
    const model::Hall& hall = *m_session.design()->hall();
    m_form.heading(tr("Hall"));
    m_form.field(QStringLiteral("hall-name"), tr("Name"), words(hall.name), [this](const QString& text) {
        changeHall(tr("Rename hall to %1").arg(text),
                   [text](model::Hall& h) { h.name = utf8(text.trimmed()); });
    });
    const auto box = hall.outline.empty() ? model::FloorRect{} : model::boundingBox(hall.outline);
    const bool rectangular = hall.outline.size() <= 4;
    const auto outline = [&](const char* fieldName, const QString& label, bool width) {
        m_form.number(QLatin1String(fieldName), label,
                      static_cast<double>(width ? box.size.width.value() : box.size.depth.value()),
                      QStringLiteral("mm"), [this, box, width](std::optional<double> value) {
                          changeHall(tr("Resize the hall"), [box, width, value](model::Hall& h) {
                              model::FloorRect next = box;
                              (width ? next.size.width : next.size.depth)
                                  = model::Millimetres{static_cast<std::int64_t>(std::llround(*value))};
                              const auto left = next.at.x, right = next.right(), low = next.at.y,
                                         top = next.top();
                              h.outline = {{left, low}, {right, low}, {right, top}, {left, top}};
                          });
                      })
            ->within(1000, 10000000);
    };
    if (rectangular) {
        outline("hall-width", tr("East–west"), true);
        outline("hall-depth", tr("North–south"), false);
    } else {
        m_form.text(tr("Outline"), tr("%1 corners").arg(hall.outline.size()));
    }
    const auto length = [&](const char* fieldName, const QString& label, model::Millimetres now,
                            model::Millimetres model::Hall::*member, double least, double most, const QString& tip) {
        m_form.number(QLatin1String(fieldName), label, static_cast<double>(now.value()), QStringLiteral("mm"),
                      [this, label, member](std::optional<double> value) {
                          changeHall(tr("Set %1 of the hall").arg(label.toLower()),
                                     [member, value](model::Hall& h) {
                                         h.*member = model::Millimetres{
                                             static_cast<std::int64_t>(std::llround(*value))};
                                     });
                      },
                      false, tip)
            ->within(least, most);
    };
    length("hall-height", tr("Ceiling"), hall.height, &model::Hall::height, 1000, 100000, tr("Floor to ceiling"));
    length("hall-trays", tr("Cable trays"), hall.trayHeight, &model::Hall::trayHeight, 0, 100000, tr("Above the floor"));
    length("hall-tile", tr("Tile"), hall.tile, &model::Hall::tile, 10, 10000, tr("Grid pitch; the plan snaps to it"));
    m_form.number(QStringLiteral("hall-rating"), tr("Floor rating"),
                  hall.floorRating ? std::optional(hall.floorRating->value()) : std::nullopt,
                  QStringLiteral("kPa"), [this](std::optional<double> value) {
                      changeHall(tr("Set the floor rating"), [value](model::Hall& h) {
                          h.floorRating = value ? std::optional(model::Kilopascals{*value}) : std::nullopt;
                      });
                  },
                  true, tr("Distributed load that the floor takes"))
        ->within(0.1, 1000);
    const model::Structure& structure = hall.structure;
    m_form.number(QStringLiteral("hall-panel"), tr("Point load"),
                  structure.panelLoad ? std::optional(structure.panelLoad->value() / 1000) : std::nullopt,
                  QStringLiteral("kN"), [this](std::optional<double> value) {
                      changeHall(tr("Set the point load of the floor"), [value](model::Hall& h) {
                          h.structure.panelLoad = value ? std::optional(model::Newtons{*value * 1000}) : std::nullopt;
                      });
                  },
                  true, tr("That a panel of the floor, or the slab, takes of one foot"))
        ->within(0.001, 1000);
    m_form.number(QStringLiteral("hall-deflector"), tr("Sprinklers"),
                  structure.sprinklers && structure.sprinklers->deflector
                      ? std::optional(static_cast<double>(structure.sprinklers->deflector->value()))
                      : std::nullopt,
                  QStringLiteral("mm"), [this](std::optional<double> value) {
                      changeHall(tr("Set the height of the sprinklers"), [value](model::Hall& h) {
                          model::Sprinklers heads = h.structure.sprinklers.value_or(model::Sprinklers{});
                          heads.installed = heads.installed || value.has_value();
                          heads.deflector = value ? std::optional(model::Millimetres{std::lround(*value)}) : std::nullopt;
                          h.structure.sprinklers = heads;
                      });
                  },
                  true, tr("Height of their deflectors above the floor"))
        ->within(1000, 100000);
    m_form.number(QStringLiteral("hall-altitude"), tr("Altitude"), hall.altitude.value(), QStringLiteral("m"),
                  [this](std::optional<double> value) {
                      changeHall(tr("Set the altitude"),
                                 [value](model::Hall& h) { h.altitude = model::Metres{*value}; });
                  })
        ->within(-500, 9000);
    m_form.line();
    m_form.heading(tr("Room air"));
    const model::AirCooling air = hall.air.value_or(model::AirCooling{});
    const auto airChange = [this](const QString& step, std::function<void(model::AirCooling&)> field) {
        changeHall(step, [field = std::move(field)](model::Hall& h) {
            model::AirCooling changed = h.air.value_or(model::AirCooling{});
            field(changed);
            h.air = changed.units > 0 ? std::optional(changed) : std::nullopt;
        });
    };
    m_form.number(QStringLiteral("air-units"), tr("Air handlers"), air.units, {},
                  [airChange](std::optional<double> value) {
                      airChange(tr("Set the number of air handlers"), [value](model::AirCooling& a) {
                          a.units = static_cast<int>(std::clamp(std::lround(*value), 0L, 1000L));
                      });
                  })
        ->within(0, 10000);
    if (air.units > 0) {
        m_form.number(QStringLiteral("air-spare"), tr("Of these spare"), air.spare, {},
                      [airChange](std::optional<double> value) {
                          airChange(tr("Set the spare air handlers"), [value](model::AirCooling& a) {
                              a.spare = static_cast<int>(std::clamp(std::lround(*value), 0L, 1000L));
                          });
                      })
        ->within(0, 10000);
        m_form.number(QStringLiteral("air-each"), tr("Sensible, each"), air.sensibleEach.value() / 1000,
                      QStringLiteral("kW"), [airChange](std::optional<double> value) {
                          airChange(tr("Set the capacity of the air handlers"), [value](model::AirCooling& a) {
                              a.sensibleEach = model::Watts{*value * 1000};
                          });
                      })
        ->within(0, 10000000);
        m_form.number(QStringLiteral("air-supply"), tr("Supply"),
                      air.supply ? std::optional(air.supply->value()) : std::nullopt, QStringLiteral("°C"),
                      [airChange](std::optional<double> value) {
                          airChange(tr("Set the air supply"), [value](model::AirCooling& a) {
                              a.supply = value ? std::optional(model::Celsius{*value}) : std::nullopt;
                          });
                      },
                      true)
        ->within(-50, 150);
    }
    showFloorFacts(m_session.design()->facts());
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
    m_form.text(tr("Price"), sum(price), missingTip(price), markOf(price));
}

} // namespace colonnade::ui
