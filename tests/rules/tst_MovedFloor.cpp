#include "tests/support/Designs.h"

#include "model/rules/Clearances.h"

#include <QTest>

#include <list>
#include <random>

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

Millimetres mm(std::int64_t value)
{
    return Millimetres{value};
}

/// Four pods by three of two rows of racks, close enough to stand in one another's way, columns between, and walls around.
Hall crowded()
{
    const RackDesignRef rack = TinyRack{};
    TinyFloor floor;
    for (int i = 0; i < 10; ++i) {
        const std::string id = fmt::format("r{:02}", i + 1);
        floor.rack(id, rack).at(id, 700 * (i / 2), i % 2 * 2400);
    }
    Hall hall = *tinyDesign(floor.arrangement, 12).hall();
    for (std::size_t i = 0; i < hall.pods.size(); ++i)
        hall.pods[i].at = {mm(5000 * static_cast<int>(i % 4)), mm(5200 * static_cast<int>(i / 4))};
    hall.outline = {{mm(-1500), mm(-1500)}, {mm(21'000), mm(-1500)}, {mm(24'000), mm(17'000)}, {mm(-1500), mm(17'000)}};
    for (int x = 4300; x < 20'000; x += 5000)
        hall.columns.push_back({{mm(x), mm(4000)}, {mm(400), mm(400)}});
    return hall;
}

std::string told(const ClearAhead& ahead)
{
    return fmt::format("{} {} {} {}", ahead.depth.value(), static_cast<int>(ahead.what), ahead.thing, ahead.column);
}

/// All that a floor says, a line for each thing, clash and run.
std::vector<std::string> told(const FloorClearances& floor)
{
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < floor.standing().size(); ++i)
        lines.push_back(fmt::format("{} has {} and {}", floor.standing()[i].path(), floor.of(i).front.value(), floor.of(i).rear.value()));
    for (const FloorClearances::Clash& clash : floor.clashes())
        lines.push_back(fmt::format("{} clashes with {} on {} by {} at {}, {}", clash.first, clash.second, clash.shared.size.width.value(),
                                    clash.shared.size.depth.value(), clash.shared.at.x.value(), clash.shared.at.y.value()));
    for (const std::size_t thing : floor.outside())
        lines.push_back(fmt::format("{} stands outside", thing));
    for (const FloorRun& run : floor.survey().runs)
        lines.push_back(fmt::format("run {} of {}, {} to {}", fmt::join(run.things, " "), run.length.value(), told(run.ends[0]), told(run.ends[1])));
    return lines;
}

/// Mostly a pod that moves or turns; now and then a column, a wall, or a pod fewer.
void change(Hall& hall, std::mt19937& random)
{
    const auto by = [&] { return mm(100 * (static_cast<int>(random() % 41) - 20)); };
    PodPlacement& pod = hall.pods[random() % hall.pods.size()];
    switch (random() % 16) {
    case 0: hall.columns[random() % hall.columns.size()].at.x += by(); break;
    case 1: hall.outline[random() % hall.outline.size()].x += by(); break;
    case 2:
        if (hall.pods.size() > 8)
            hall.pods.pop_back();
        break;
    case 3: pod.turn = pod.turn + Turn::Quarter; break;
    case 4: pod.turn = pod.turn + Turn::Half; break;
    default: pod.at = {pod.at.x + by(), pod.at.y + by()};
    }
}

} // namespace

class MovedFloorTest : public QObject {
    Q_OBJECT
private slots:
    void whatIsTakenOverAsThingsMoveIsWhatAFreshFloorSays()
    {
        std::mt19937 random{17};
        std::list<Hall> halls{crowded()}; // Floors point into them.
        auto before = std::make_unique<const FloorClearances>(halls.back());
        std::size_t clashes = 0, outside = 0;
        for (int step = 0; step < 400; ++step) {
            Hall next = halls.back();
            change(next, random);
            halls.push_back(std::move(next));
            auto now = std::make_unique<const FloorClearances>(halls.back(), before.get());
            QVERIFY2(told(*now) == told(FloorClearances{halls.back()}), fmt::format("step {}", step).c_str());
            clashes += now->clashes().size();
            outside += now->outside().size();
            before = std::move(now);
        }
        QVERIFY(clashes > 0 && outside > 0); // Else little was compared.
    }

    void onlyWhatStandsNearAMovedThingIsLookedAtAnew()
    {
        const auto rack = [](int x) { return FloorIndex::Stood{{{mm(x), mm(0)}, {mm(600), mm(1200)}}, Turn::None}; };
        const FloorIndex before{{rack(0), rack(2500), rack(6000), rack(20'000), rack(40'000)}, 5, {}};
        const FloorIndex after{{rack(0), rack(2600), rack(6000), rack(20'000), rack(40'000)}, 5, {}};
        const auto near = after.nearMoved(before);
        QVERIFY(near);
        QCOMPARE(*near, (std::vector<bool>{true, true, false, false, false})); // 1,900 mm; itself; 2,800 mm and more.
        QVERIFY(!after.nearMoved(FloorIndex{{rack(0), rack(2500)}, 2, {}}));
    }
};

QTEST_APPLESS_MAIN(MovedFloorTest)
#include "tst_MovedFloor.moc"
