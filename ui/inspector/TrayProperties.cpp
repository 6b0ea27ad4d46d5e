#include "ui/inspector/Properties.h"

#include "model/edit/TrayEdits.h"
#include "model/fabric/TrayUse.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"
#include "ui/inspector/PropertyForm.h"
#include "ui/inspector/PropertyText.h"

#include <algorithm>
#include <cmath>

namespace colonnade::ui {

namespace {

using model::CableTray;
using model::Design;
using model::Millimetres;

constexpr CableTray::Kind kinds[] = {CableTray::Kind::Tray, CableTray::Kind::Ladder, CableTray::Kind::Underfloor};
constexpr std::optional<CableTray::Carries> uses[] = {std::nullopt, CableTray::Carries::Data, CableTray::Carries::Power};
constexpr std::optional<bool> screens[] = {std::nullopt, false, true};

template <class List, class Value> int indexIn(const List& list, const Value& value)
{
    const auto found = std::find(std::begin(list), std::end(list), value);
    return found == std::end(list) ? 0 : static_cast<int>(found - std::begin(list));
}

} // namespace

void Properties::showTray(const Resolved& found)
{
    const CableTray tray = *found.tray;
    const auto holder = holderOf(found);
    const QString name = nameOrId(tray);
    const auto set = [this, holder, tray](const QString& step, std::function<void(CableTray&)> field) {
        change(step, [holder, tray, field = std::move(field)](const Design& design) {
            CableTray changed = tray;
            field(changed);
            return model::setTray(design, holder, std::move(changed));
        });
    };
    const auto millimetres = [this, set, name](const char* id, const QString& label, Millimetres value,
                                               Millimetres CableTray::*member, double least, double most, const QString& tip) {
        m_form.number(QLatin1String(id), label, static_cast<double>(value.value()), QStringLiteral("mm"),
                      [set, name, label, member](std::optional<double> length) {
                          set(tr("Set %1 of tray %2").arg(label.toLower(), name), [length, member](CableTray& t) {
                              t.*member = Millimetres{static_cast<std::int64_t>(std::llround(*length))};
                          });
                      },
                      false, tip)
            ->within(least, most);
    };
    m_form.heading(tr("Cable tray"));
    m_form.field(QStringLiteral("tray-name"), tr("Name"), words(tray.name), [set, name](const QString& text) {
        set(tr("Rename tray %1 to %2").arg(name, text), [text](CableTray& t) { t.name = utf8(text.trimmed()); });
    });
    QStringList kindNames;
    for (const CableTray::Kind kind : kinds)
        kindNames << words(model::trayKindName(kind));
    m_form.choice(QStringLiteral("tray-kind"), tr("Kind"), kindNames, indexIn(kinds, tray.kind), [set, name](int chosen) {
        set(tr("Change the kind of tray %1").arg(name), [chosen](CableTray& t) { t.kind = kinds[chosen]; });
    });
    millimetres("tray-height", tr("Height"), tray.height, &CableTray::height, -10'000, 100'000,
                tr("Of its bed above the floor; below 0 under a raised floor"));
    millimetres("tray-width", tr("Width"), tray.width, &CableTray::width, 10, 10'000, tr("Usable, inside"));
    millimetres("tray-depth", tr("Depth"), tray.depth, &CableTray::depth, 10, 10'000, tr("Usable, of its side walls"));
    m_form.number(QStringLiteral("tray-rated"), tr("Rated load"),
                  tray.rated ? std::optional(tray.rated->value()) : std::nullopt, QStringLiteral("kg/m"),
                  [set, name](std::optional<double> load) {
                      set(tr("Set the rated load of tray %1").arg(name), [load](CableTray& t) {
                          t.rated = load ? std::optional(model::KilogramsPerMetre{*load}) : std::nullopt;
                      });
                  },
                  true, tr("Over its span, as its maker says; without it, its load is not judged"))
        ->within(0.1, 10'000);
    QStringList sides{tr("none")};
    for (const char side : {'A', 'B', 'C', 'D'})
        sides << QString(QLatin1Char(side));
    m_form.choice(QStringLiteral("tray-side"), tr("Side"), sides, tray.side ? 1 + static_cast<int>(*tray.side) : 0,
                  [set, name](int chosen) {
                      set(tr("Change the side of tray %1").arg(name), [chosen](CableTray& t) {
                          t.side = chosen == 0 ? std::nullopt : std::optional(static_cast<model::Side>(chosen - 1));
                      });
                  },
                  tr("Of two ways that are kept apart; trays of two sides are not joined"));
    m_form.choice(QStringLiteral("tray-carries"), tr("Carries"), {tr("not said"), tr("data"), tr("power")},
                  indexIn(uses, tray.carries), [set, name](int chosen) {
                      set(tr("Change what tray %1 carries").arg(name), [chosen](CableTray& t) { t.carries = uses[chosen]; });
                  });
    m_form.choice(QStringLiteral("tray-screened"), tr("Screened"), {tr("not known"), tr("no"), tr("yes")},
                  indexIn(screens, tray.screened), [set, name](int chosen) {
                      set(tr("Change the screening of tray %1").arg(name), [chosen](CableTray& t) { t.screened = screens[chosen]; });
                  });
    m_form.action(QStringLiteral("tray-remove"), tr("Remove this tray"), [this, holder, id = tray.id, name] {
        change(tr("Remove tray %1").arg(name),
               [holder, id](const Design& design) { return model::removeTray(design, holder, id); });
    });
    m_form.line();
    m_form.heading(tr("In it"));
    m_form.text(tr("Length"), amount(tray.length()));
    const model::Design& design = *m_session.design();
    const model::PodDesignRef pod = holder ? design.podDesign(*holder) : nullptr;
    const auto graph = pod ? model::trayGraph(pod) : model::trayGraph(design.hall());
    const auto use = pod ? model::trayUse(pod, design.hall()->trayHeight) : model::trayUse(design.hall());
    int most = 0;
    std::optional<double> fullest;
    bool isLeast = false;
    model::Sum<model::KilogramsPerMetre> heaviest;
    for (const model::TrayStretch& stretch : use->stretches) {
        const auto& segment = graph->segments()[stretch.segment];
        if (segment.isStep() || graph->trays()[segment.tray].path != tray.id.text())
            continue;
        most = std::max(most, stretch.cables);
        isLeast = isLeast || stretch.withoutDiameter > 0;
        if (const auto fill = use->fill(stretch, *graph))
            fullest = std::max(fullest.value_or(0), *fill);
        if (stretch.mass.known > heaviest.known || stretch.mass.missing > heaviest.missing)
            heaviest = stretch.mass;
    }
    m_form.text(tr("Cables"), countText(most), tr("At its fullest place"));
    if (most == 0)
        return;
    m_form.text(tr("Fill"),
                fullest ? QStringLiteral("%1%2 %").arg(isLeast ? QStringLiteral("≥") + nbsp : QString(),
                                                       QString::number(*fullest * 100, 'f', 1))
                        : unknownText(),
                tr("Cross-section of the cables over width times depth, of which 150 mm count at most"),
                isLeast ? SourceMark::Unsourced : SourceMark::None);
    m_form.text(tr("Load"), heaviest.complete() ? amount(heaviest.known) : unknownText(),
                heaviest.complete() ? QString() : tr("The mass of %1 cables is not in the catalog.").arg(countText(heaviest.missing)),
                markOf(heaviest));
}

} // namespace colonnade::ui
