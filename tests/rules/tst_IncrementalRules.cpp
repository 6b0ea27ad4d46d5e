#include "tests/rules/Judging.h"
#include "tests/support/Shipped.h"

#include "model/edit/ChainEdits.h"
#include "model/edit/FloorEdits.h"
#include "model/edit/RackEdits.h"
#include "model/units/Text.h"

#include <QTest>

#include <random>

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

/// Rules of every scope, so that own ones are walked through too.
Profile walked()
{
    Profile mine = profile();
    const auto add = [&](std::string id, FormulaRule::On on, std::string formula, double limit) {
        FormulaRule rule;
        rule.id = std::move(id);
        rule.title = "Walked";
        rule.on = on;
        rule.formula = std::move(formula);
        rule.warnAbove = limit;
        rule.source = "EJ";
        mine.formulas.push_back(std::move(rule));
    };
    add("OWN-001", FormulaRule::On::RackDesign, "free_units / units", 0.2);
    add("OWN-002", FormulaRule::On::Feed, "worst_w / limit_w", 0.5);
    add("OWN-003", FormulaRule::On::PodDesign, "power_w / accelerators / kW", 1);
    add("OWN-004", FormulaRule::On::Hall, "accelerators / racks", 2);
    return mine;
}

/// What an evaluation says, a line for each finding.
std::vector<std::string> lines(const Evaluation& evaluation)
{
    std::vector<std::string> list;
    const auto number = [](const std::optional<double>& value) { return value ? shortest(*value) : std::string{"-"}; };
    for (const Finding& finding : evaluation.findings)
        list.push_back(fmt::format("{} {} {} of {} x{}{} {}", finding.key(), word(finding.severity),
                                   number(finding.measured), number(finding.limit), finding.placements,
                                   finding.waived ? " waived" : "", finding.message));
    list.push_back(fmt::format("{} of {} checks, {} rules", evaluation.checksEvaluated, evaluation.checks,
                               evaluation.rulesEvaluated));
    for (const WaiverOutcome& outcome : evaluation.waivers)
        list.push_back(fmt::format("waiver {} {} {} {}", outcome.waiver.key, word(outcome.state), outcome.before,
                                   outcome.now));
    return list;
}

/// The first line in which the two differ; empty where they do not.
std::string difference(const std::vector<std::string>& a, const std::vector<std::string>& b)
{
    for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
        const std::string one = i < a.size() ? a[i] : "nothing", other = i < b.size() ? b[i] : "nothing";
        if (one != other)
            return fmt::format("remembered: {}\nfresh:      {}", one, other);
    }
    return {};
}

/// Edits as a person makes them, at random places of a design.
class Walker {
public:
    explicit Walker(unsigned seed) : m_random{seed} {}

    std::size_t pick(std::size_t most) { return m_random() % most; }
    /// The next design and what was done; the same design where the edit was refused.
    Result<Design> step(const Design& design, const Evaluation& before)
    {
        switch (pick(16)) {
        case 0: return moveDevice(design);
        case 1: return mount(design);
        case 2: return removeSome(design);
        case 3: return exchange(design);
        case 4:
        case 5: return changeFeed(design);
        case 6: return assignFeeds(design, holder(design));
        case 7: return assignLoops(design, holder(design));
        case 8:
        case 9: return overrideOne(design);
        case 10: return waiveOne(design, before);
        case 11: return movePlaced(design);
        case 12: return addPod(design);
        case 13: return removePlaced(design);
        case 14: return changeLoop(design);
        default: return changeRoom(design);
        }
    }

private:
    template <class Map> const auto& any(const Map& map)
    {
        auto at = map.begin();
        std::advance(at, static_cast<std::ptrdiff_t>(pick(map.size())));
        return *at;
    }
    std::optional<PodDesignId> holder(const Design& design)
    {
        if (design.podDesigns().empty() || pick(4) == 0)
            return std::nullopt;
        return any(design.podDesigns()).first;
    }
    const Arrangement& arrangement(const Design& design, const std::optional<PodDesignId>& pod)
    {
        return pod ? design.podDesign(*pod)->arrangement() : design.hall()->arrangement;
    }
    RackDesignRef rack(const Design& design) { return any(design.rackDesigns()).second; }
    const Device* device(const RackDesign& rack)
    {
        return rack.devices().empty() ? nullptr : &rack.devices()[pick(rack.devices().size())];
    }
    std::optional<std::string> placed(const Design& design)
    {
        const auto& hall = *design.hall();
        const std::size_t all = hall.pods.size() + hall.arrangement.placements.size();
        if (all == 0)
            return std::nullopt;
        const std::size_t which = pick(all);
        return which < hall.pods.size() ? hall.pods[which].id.text()
                                        : hall.arrangement.placements[which - hall.pods.size()].id.text();
    }

    Result<Design> moveDevice(const Design& design)
    {
        const auto in = rack(design);
        const Device* one = device(*in);
        if (!one)
            return design;
        Device moved = *one;
        moved.mount.unit = RackUnit::whole(1 + static_cast<int>(pick(40)));
        return changeDevice(design, in->id(), moved);
    }
    Result<Design> mount(const Design& design)
    {
        const auto in = rack(design);
        const Device* like = device(*rack(design)); // Any part that the design uses somewhere.
        if (!like)
            return design;
        const auto unit = in->firstFreeUnit(*like->part, Face::Front);
        if (!unit)
            return design;
        return design.changedRack(in->id(), [&](const RackDesign& before) {
            return before.mounted(freshDevice(before, like->part, {Face::Front, *unit, like->mount.slot}));
        });
    }
    Result<Design> removeSome(const Design& design)
    {
        const auto in = rack(design);
        const Device* one = device(*in);
        return one && in->devices().size() > 3 ? removeDevices(design, in->id(), std::vector{one->id}) : Result<Design>{design};
    }
    Result<Design> exchange(const Design& design)
    {
        const auto in = rack(design);
        const Device* one = device(*in);
        const Device* other = device(*rack(design));
        if (!one || !other)
            return design;
        Device changed = *one;
        changed.part = other->part;
        changed.supplies.clear();
        changed.cords.clear();
        return changeDevice(design, in->id(), changed);
    }
    Result<Design> changeFeed(const Design& design)
    {
        const auto pod = holder(design);
        const auto& feeds = arrangement(design, pod).feeds;
        if (feeds.empty())
            return design;
        Feed feed = feeds[pick(feeds.size())];
        feed.rating = Amperes{feed.rating.value() * (0.6 + 0.1 * static_cast<double>(pick(9)))};
        if (pick(3) == 0)
            feed.continuousFactor = 0.5 + 0.1 * static_cast<double>(pick(6));
        return setFeed(design, pod, feed);
    }
    Result<Design> changeLoop(const Design& design)
    {
        const auto pod = holder(design);
        const auto& loops = arrangement(design, pod).loops;
        if (loops.empty())
            return design;
        Loop loop = loops[pick(loops.size())];
        loop.facilitySupply = Celsius{17.0 + static_cast<double>(pick(30))};
        return setLoop(design, pod, loop);
    }
    Result<Design> overrideOne(const Design& design)
    {
        const auto& pods = design.hall()->pods;
        std::string path;
        if (!pods.empty()) {
            const PodPlacement& pod = pods[pick(pods.size())];
            const auto& inside = pod.pod->arrangement().placements;
            if (inside.empty())
                return design;
            path = fmt::format("{}/{}", pod.id, inside[pick(inside.size())].id);
        } else if (const auto alone = placed(design)) {
            path = *alone;
        }
        Override special;
        if (pick(3) != 0)
            special.provisioned = Watts{1'000.0 * static_cast<double>(1 + pick(200))};
        return overrideInstance(design, path, special);
    }
    Result<Design> waiveOne(const Design& design, const Evaluation& before)
    {
        if (!design.waivers().empty() && pick(3) == 0)
            return unwaive(design, design.waivers()[pick(design.waivers().size())].key);
        if (before.findings.empty())
            return design;
        const Finding& finding = before.findings[pick(before.findings.size())];
        return waive(design, {finding.key(), "Ada", "As agreed with the owner.", "2026-05-01", "", finding.utilisation()});
    }
    Result<Design> movePlaced(const Design& design)
    {
        const auto what = placed(design);
        if (!what)
            return design;
        const auto by = [this] { return Millimetres{600 * (static_cast<int>(pick(7)) - 3)}; };
        const Point distance{by(), by()};
        return movePlacements(design, std::vector<std::string>{*what}, distance);
    }
    Result<Design> addPod(const Design& design)
    {
        if (design.podDesigns().empty() || design.hall()->pods.size() > 4)
            return design;
        const Point at{Millimetres{1'000 * static_cast<int>(pick(60))}, Millimetres{1'000 * static_cast<int>(pick(60))}};
        const auto placing = placePod(design, any(design.podDesigns()).first, at, Turn::None);
        return placing ? Result<Design>{placing->design} : tl::unexpected<Error>{placing.error()};
    }
    Result<Design> removePlaced(const Design& design)
    {
        const auto what = placed(design);
        if (!what || design.hall()->pods.size() < 2)
            return design;
        return removePlacements(design, std::vector<std::string>{*what});
    }
    Result<Design> changeRoom(const Design& design)
    {
        Hall hall = *design.hall();
        if (pick(2) == 0)
            hall.floorRating = Kilopascals{4.0 + static_cast<double>(pick(12))};
        else
            hall.trayHeight = Millimetres{2'400 + 100 * static_cast<int>(pick(8))};
        return changeHall(design, hall);
    }

    std::mt19937 m_random;
};

} // namespace

class IncrementalRulesTest : public QObject {
    Q_OBJECT
private slots:
    void everyStepOfAWalkGivesWhatAFullRunGives_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("steps");
        QTest::addColumn<unsigned>("seed");
        // A thousand edits, most of them where a full run costs least.
        QTest::newRow("mi355x") << "mi355x-128-ethernet" << 600 << 11u;
        QTest::newRow("dgx-h100") << "dgx-h100-superpod-su" << 200 << 22u;
        QTest::newRow("gb300") << "gb300-nvl72-su" << 200 << 33u;
    }

    void everyStepOfAWalkGivesWhatAFullRunGives()
    {
        QFETCH(const QString, name);
        QFETCH(const int, steps);
        QFETCH(const unsigned, seed);
        qInfo("seed %u", seed);
        const Profile mine = walked();
        const RuleEngine engine;
        Walker walker{seed};
        std::vector<Design> history{reference(name.toStdString())};
        std::vector<std::vector<std::string>> said{lines(engine.evaluate(history.front(), mine, today))};
        Evaluation evaluation = engine.evaluate(history.front(), mine, today);
        int refused = 0;
        for (int step = 0; step < steps; ++step) {
            auto next = walker.step(history.back(), evaluation);
            if (!next) {
                ++refused; // A rule of the edit: the person would be told, and the design stays.
                next = history.back();
            }
            evaluation = engine.evaluate(*next, mine, today);
            const auto remembered = lines(evaluation);
            const auto fresh = lines(RuleEngine{}.evaluate(*next, mine, today));
            QVERIFY2(remembered == fresh,
                     fmt::format("step {}, seed {}:\n{}", step, seed, difference(remembered, fresh)).c_str());
            history.push_back(std::move(*next));
            said.push_back(remembered);
            // Undo: now and then back through some steps, which must find what was found there.
            if (walker.pick(10) == 0) {
                for (std::size_t back = 1 + walker.pick(5); back > 0 && history.size() > 1; --back) {
                    history.pop_back();
                    said.pop_back();
                    evaluation = engine.evaluate(history.back(), mine, today);
                    QVERIFY2(lines(evaluation) == said.back(),
                             fmt::format("undo at step {}, seed {}:\n{}", step, seed,
                                         difference(lines(evaluation), said.back()))
                                 .c_str());
                }
            }
        }
        qInfo("%d of %d edits were refused, %zu steps kept", refused, steps, history.size());
        QVERIFY(refused < steps * 3 / 4);
        // All the way back, and the engine says what it said of the reference design.
        while (!history.empty()) {
            QVERIFY(lines(engine.evaluate(history.back(), mine, today)) == said.back());
            history.pop_back();
            said.pop_back();
        }
    }
};

QTEST_APPLESS_MAIN(IncrementalRulesTest)
#include "tst_IncrementalRules.moc"
