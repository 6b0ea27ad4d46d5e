#include "ui/inspector/ChainProperties.h"

#include "model/units/Text.h"
#include "ui/document/Words.h"
#include "ui/inspector/PropertyForm.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <set>

namespace colonnade::ui {

namespace {

using model::Feed;
using model::FeedEquipment;
using model::FeedId;
using model::FeedKind;

constexpr FeedKind kinds[] = {FeedKind::Feed,        FeedKind::Busway, FeedKind::Panel,     FeedKind::Transformer,
                              FeedKind::Switchboard, FeedKind::Ups,    FeedKind::Generator, FeedKind::Utility};

QString tr(const char* text)
{
    return QCoreApplication::translate("ChainProperties", text);
}

QString nameOf(const Feed& feed)
{
    return words(model::labelOr(feed.name, feed.id.text()));
}

/// True where `feed` is, or hangs on, `above`: what may not hang on it in turn.
bool hangsOn(const model::Arrangement& arrangement, const Feed& feed, const FeedId& above)
{
    std::vector<const Feed*> open{&feed};
    std::set<FeedId> seen;
    while (!open.empty()) {
        const Feed* at = open.back();
        open.pop_back();
        if (at->id == above)
            return true;
        if (!seen.insert(at->id).second)
            continue;
        for (const auto& next : {at->upstream, at->alternate}) {
            if (const Feed* found = next ? arrangement.feed(*next) : nullptr)
                open.push_back(found);
        }
    }
    return false;
}

void showHanging(PropertyForm& form, const model::Arrangement& arrangement, const Feed& feed, const FeedChange& set, const QString& field,
                 const QString& label, const QString& none, std::optional<FeedId> Feed::*member, const QString& step, const QString& tip)
{
    QStringList names{none};
    std::vector<FeedId> ids;
    int current = 0;
    for (const Feed& other : arrangement.feeds) {
        if (hangsOn(arrangement, other, feed.id))
            continue; // A circle.
        ids.push_back(other.id);
        names << nameOf(other);
        if (feed.*member == other.id)
            current = static_cast<int>(ids.size());
    }
    form.choice(field, label, names, current,
                [set, step, ids, names, member](int chosen) {
                    set(step.arg(names[chosen]), [ids, chosen, member](Feed& f) {
                        f.*member = chosen == 0 ? std::nullopt : std::optional{ids[static_cast<std::size_t>(chosen - 1)]};
                    });
                },
                tip);
}

/// One optional figure of the equipment, shown in a unit that is `factor` of its own.
class EquipmentForm {
public:
    EquipmentForm(PropertyForm& form, const Feed& feed, const FeedChange& set) : m_form{form}, m_feed{feed}, m_set{set} { }

    template <class Q>
    void quantity(const char* field, const QString& label, std::optional<Q> FeedEquipment::*member, const QString& unit, double factor,
                  double most, const QString& tip = {})
    {
        const auto& now = m_feed.equipment.*member;
        number(field, label, now ? std::optional{static_cast<double>(now->value()) / factor} : std::nullopt, unit, 0, most, tip,
               [member, factor](Feed& f, std::optional<double> value) {
                   f.equipment.*member = value ? std::optional{Q{*value * factor}} : std::nullopt;
               });
    }
    void share(const char* field, const QString& label, std::optional<double> FeedEquipment::*member, double factor, const QString& unit,
               double most, const QString& tip = {})
    {
        const auto& now = m_feed.equipment.*member;
        number(field, label, now ? std::optional{*now / factor} : std::nullopt, unit, 0, most, tip,
               [member, factor](Feed& f, std::optional<double> value) {
                   f.equipment.*member = value ? std::optional{*value * factor} : std::nullopt;
               });
    }
    void whole(const char* field, const QString& label, int FeedEquipment::*member, double least, const QString& tip = {})
    {
        m_form.number(QLatin1String(field), label, m_feed.equipment.*member, {},
                      [set = m_set, step = stepOf(label), member](std::optional<double> value) {
                          set(step, [member, value](Feed& f) { f.equipment.*member = static_cast<int>(std::lround(*value)); });
                      },
                      false, tip)
            ->within(least, 1000);
    }

private:
    [[nodiscard]] QString stepOf(const QString& label) const { return tr("Set %1 of %2").arg(label.toLower(), nameOf(m_feed)); }

    void number(const char* field, const QString& label, std::optional<double> now, const QString& unit, double least, double most,
                const QString& tip, const std::function<void(Feed&, std::optional<double>)>& put)
    {
        m_form.number(QLatin1String(field), label, now, unit,
                      [set = m_set, step = stepOf(label), put](std::optional<double> value) {
                          set(step, [put, value](Feed& f) { put(f, value); });
                      },
                      true, tip)
            ->within(least, most);
    }

    PropertyForm& m_form;
    const Feed& m_feed;
    const FeedChange& m_set;
};

} // namespace

void showChainPlace(PropertyForm& form, const model::Arrangement& arrangement, const Feed& feed, const FeedChange& set)
{
    QStringList names;
    for (const FeedKind kind : kinds)
        names << words(model::feedKindName(kind));
    const auto now = std::find(std::begin(kinds), std::end(kinds), feed.kind);
    form.choice(QStringLiteral("feed-kind"), tr("Kind"), names, static_cast<int>(now - std::begin(kinds)), [set, names, name = nameOf(feed)](int chosen) {
        set(tr("Make %1 a %2").arg(name, names[chosen].toLower()), [chosen](Feed& f) { f.kind = kinds[chosen]; });
    });
    showHanging(form, arrangement, feed, set, QStringLiteral("feed-upstream"), tr("Hangs on"), tr("nothing"), &Feed::upstream,
                tr("Hang %1 on %2").arg(nameOf(feed), QStringLiteral("%1")), tr("What supplies it. Without it, an independent source."));
    if (feed.upstream || feed.alternate)
        showHanging(form, arrangement, feed, set, QStringLiteral("feed-alternate"), tr("Alternate"), tr("none"), &Feed::alternate,
                    tr("Give %1 the alternate %2").arg(nameOf(feed), QStringLiteral("%1")),
                    tr("What takes over through a transfer switch when the first is lost: a generator, a catcher UPS."));
}

void showEquipment(PropertyForm& form, const Feed& feed, const FeedChange& set)
{
    EquipmentForm fields{form, feed, set};
    const FeedKind kind = feed.kind;
    form.line();
    form.heading(tr("Equipment"));
    if (kind == FeedKind::Ups || kind == FeedKind::Generator || kind == FeedKind::Transformer) {
        fields.whole("feed-units", kind == FeedKind::Generator ? tr("Sets") : tr("Modules"), &FeedEquipment::units, 1);
        fields.whole("feed-spare", tr("Of these spare"), &FeedEquipment::spareUnits, 0, tr("Not counted on: 1 for N+1"));
        fields.quantity("feed-unit-power", tr("Output, each"), &FeedEquipment::unitPower, QStringLiteral("kW"), 1000, 1e6, tr("Rated real power"));
    }
    if (kind == FeedKind::Transformer) {
        fields.quantity("feed-rated", tr("Rated"), &FeedEquipment::rated, QStringLiteral("kVA"), 1000, 1e7);
        fields.share("feed-impedance", tr("Impedance"), &FeedEquipment::impedance, 0.01, QStringLiteral("%"), 100);
    }
    if (kind == FeedKind::Ups)
        fields.quantity("feed-autonomy", tr("Autonomy"), &FeedEquipment::autonomy, QStringLiteral("s"), 1, 1e6, tr("At the rated load of all its modules"));
    if (kind == FeedKind::Generator)
        fields.quantity("feed-start", tr("Start"), &FeedEquipment::start, QStringLiteral("s"), 1, 1e4, tr("One attempt, until it takes load"));
    if (kind != FeedKind::Generator && kind != FeedKind::Utility)
        fields.share("feed-efficiency", tr("Efficiency"), &FeedEquipment::efficiency, 0.01, QStringLiteral("%"), 100, tr("Output over input; without it no loss is counted"));
    fields.quantity("feed-sccr", tr("Short-circuit rating"), &FeedEquipment::shortCircuit, QStringLiteral("kA"), 1000, 1e4, tr("Symmetrical (SCCR)"));
    if (kind == FeedKind::Feed || kind == FeedKind::Busway || kind == FeedKind::Panel) {
        fields.quantity("feed-length", tr("Length"), &FeedEquipment::length, QStringLiteral("m"), 1, 1e5, tr("One way, to its middle load"));
        fields.share("feed-resistance", tr("Resistance"), &FeedEquipment::ohmPerMetre, 0.001, QStringLiteral("mΩ/m"), 1e4, tr("Of one conductor at operating temperature"));
        fields.share("feed-reactance", tr("Reactance"), &FeedEquipment::reactancePerMetre, 0.001, QStringLiteral("mΩ/m"), 1e4, tr("Of one conductor"));
        if (feed.phases == 3) {
            fields.quantity("feed-neutral", tr("Neutral"), &FeedEquipment::neutral, QStringLiteral("A"), 1, 1e5);
            fields.share("feed-harmonic", tr("Third harmonic"), &FeedEquipment::thirdHarmonic, 0.01, QStringLiteral("%"), 100, tr("Of the fundamental current of the loads"));
        }
        const QStringList curves{tr("not known"), QStringLiteral("B"), QStringLiteral("C"), QStringLiteral("D")};
        form.choice(QStringLiteral("feed-curve"), tr("Trip curve"), curves, std::max(0, static_cast<int>(curves.indexOf(words(feed.equipment.curve)))),
                    [set, curves, name = nameOf(feed)](int chosen) {
                        set(tr("Set the trip curve of %1").arg(name),
                            [curve = chosen == 0 ? std::string{} : utf8(curves[chosen])](Feed& f) { f.equipment.curve = curve; });
                    });
    }
}

void showPodFeeds(PropertyForm& form, const model::Hall& hall, const model::PodPlacement& pod,
                  const std::function<void(const QString& step, std::vector<model::SideFeed>)>& taken)
{
    std::set<model::Side> sides;
    for (const Feed& feed : pod.pod->arrangement().feeds) {
        if (!feed.upstream)
            sides.insert(feed.side);
    }
    for (const model::Side side : sides) {
        QStringList names{tr("independent")};
        std::vector<FeedId> ids;
        int current = 0;
        for (const Feed& feed : hall.arrangement.feeds) {
            ids.push_back(feed.id);
            names << nameOf(feed);
            for (const model::SideFeed& used : pod.feeds) {
                if (used.side == side && used.feed == feed.id)
                    current = static_cast<int>(ids.size());
            }
        }
        if (ids.empty())
            continue;
        const QString letter(QLatin1Char(model::letter(side)));
        form.choice(QStringLiteral("pod-feed-") + letter, tr("Feed %1").arg(letter), names, current,
                    [taken, names, ids, side, feeds = pod.feeds, name = words(model::labelOr(pod.label, pod.id.text()))](int chosen) {
                        std::vector<model::SideFeed> next = feeds;
                        std::erase_if(next, [side](const model::SideFeed& f) { return f.side == side; });
                        if (chosen > 0)
                            next.push_back({side, ids[static_cast<std::size_t>(chosen - 1)]});
                        taken(tr("Feed %1 from %2").arg(name, names[chosen]), std::move(next));
                    },
                    tr("Feed of the hall that supplies this side of the pod"));
    }
}

} // namespace colonnade::ui
