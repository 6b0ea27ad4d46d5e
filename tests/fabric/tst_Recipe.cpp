#include "model/fabric/Recipe.h"
#include "tests/fabric/FabricParts.h"

#include <QTest>
#include <yaml-cpp/yaml.h>

using namespace colonnade::model;
using namespace colonnade::model::fabrictest;

namespace {

int number(const YAML::Node& inputs, const char* key, int otherwise = 0)
{
    return inputs[key] ? inputs[key].as<int>() : otherwise;
}

/// The two-tier cases of the published tables that state the radix of a switch and the number of
/// switches.
std::vector<YAML::Node> publishedCases()
{
    std::vector<YAML::Node> cases;
    const YAML::Node file =
        YAML::LoadFile(COLONNADE_SOURCE_DIR "/tests/data/topology-oracles.yaml");
    for (const YAML::Node& item : file["oracles"]) {
        const auto family = item["family"].as<std::string>();
        const bool rails = family == "rail-optimized-clos-2tier";
        if (!rails && family != "fat-tree-2tier")
            continue;
        if (!item["inputs"]["switch_ports"] || !item["expected"]["switches"])
            continue;
        cases.push_back(item);
    }
    return cases;
}

Result<ClosShape> shapeOf(const YAML::Node& item)
{
    const YAML::Node inputs = item["inputs"];
    const int ports = number(inputs, "switch_ports");
    if (inputs["rails"])
        return railShape(number(inputs, "nodes"), number(inputs, "rails"), ports, 1,
                         number(inputs, "extra_endpoints"), number(inputs, "nodes_per_su"));
    return closShape(number(inputs, "endpoints"), ports);
}

/// The same case drawn with racks and switches. Nodes stand four to a rack.
FabricPlan drawn(const YAML::Node& item, const ClosShape& shape)
{
    const YAML::Node inputs = item["inputs"];
    const double speed = number(inputs, "port_gbps", 400);
    const int rails = number(inputs, "rails");
    const auto part = ethernetSwitch(number(inputs, "switch_ports"), speed, OsfpTwin, 2);
    FloorOfRacks floor;
    Fabric recipe =
        fabric(rails ? FabricFamily::RailOptimised : FabricFamily::Clos, std::max(rails, 1));
    if (rails) {
        floor.fill('n', "n", server(rails, speed), number(inputs, "nodes"), 4);
        if (const int guests = number(inputs, "extra_endpoints"))
            floor.fill('g', "g", server(guests, speed, Qsfp112, 1), 1, 1);
    } else {
        floor.fill('n', "n", server(1, speed, Qsfp112, 1), number(inputs, "endpoints"), 40);
    }
    floor.switches(recipe, 'l', part, shape.leaves, 1, rails);
    floor.switches(recipe, 's', part, shape.spines, 2);
    return planned(floor, recipe);
}

} // namespace

class RecipeTest : public QObject {
    Q_OBJECT
private slots:
    void publishedTablesAreMet_data()
    {
        QTest::addColumn<int>("index");
        const auto cases = publishedCases();
        QVERIFY(cases.size() >= 10);
        for (std::size_t i = 0; i < cases.size(); ++i)
            QTest::newRow(cases[i]["id"].as<std::string>().c_str()) << static_cast<int>(i);
    }

    void publishedTablesAreMet()
    {
        QFETCH(int, index);
        const YAML::Node item = publishedCases()[static_cast<std::size_t>(index)];
        const YAML::Node expected = item["expected"];
        const YAML::Node derived = item["derived"];
        const auto shape = shapeOf(item);
        QVERIFY2(shape, shape ? "" : shape.error().text.c_str());
        const YAML::Node switches = expected["switches"];
        if (switches["leaf"])
            QCOMPARE(shape->leaves, switches["leaf"].as<int>());
        if (switches["spine"])
            QCOMPARE(shape->spines, switches["spine"].as<int>());
        QCOMPARE(shape->leaves + shape->spines, switches["total"].as<int>());
        for (const YAML::Node& figures : {expected, derived}) {
            if (!figures)
                continue;
            if (figures["links_per_leaf_spine_pair"])
                QCOMPARE(shape->linksPerPair, figures["links_per_leaf_spine_pair"].as<int>());
            if (figures["spine_ports_used"])
                QCOMPARE(shape->spinePortsUsed(), figures["spine_ports_used"].as<int>());
            if (figures["uplinks_per_leaf"])
                QCOMPARE(shape->split.up, figures["uplinks_per_leaf"].as<int>());
        }
        if (shape->leaves > 64)
            return; // Counts by formula; drawn below up to 2,304 endpoints.

        const FabricPlan plan = drawn(item, *shape);
        QVERIFY2(!plan.refusal, plan.refusal ? plan.refusal->text.c_str() : "");
        QCOMPARE(plan.unassigned, 0);
        QCOMPARE(plan.unplaced, 0);
        if (const YAML::Node cables = expected["cables"]) {
            if (cables["endpoint_leaf"])
                QCOMPARE(plan.endpointLinks, cables["endpoint_leaf"].as<int>());
            for (const char* key : {"leaf_spine", "inter_switch"}) {
                if (cables[key])
                    QCOMPARE(plan.spineLinks, cables[key].as<int>());
            }
        }
        QCOMPARE(plan.components, 1);
        QCOMPARE(plan.switchHops, 3);
        if (derived && derived["leaf_spine_links"])
            QCOMPARE(plan.spineLinks, derived["leaf_spine_links"].as<int>());
        const double speed = number(item["inputs"], "port_gbps", 400);
        const bool full = plan.endpointLinks == shape->leaves * shape->split.down;
        if (derived && derived["bisection_gbps_per_direction"] && full
            && item["inputs"]["port_gbps"])
            QCOMPARE(plan.bisection.value(), derived["bisection_gbps_per_direction"].as<double>());
        QCOMPARE(plan.bisection.value(), plan.endpointLinks * speed / 2); // All are non-blocking.
        QVERIFY(plan.bisectionExact);
    }

    void spinesAreTheSmallestDivisorThatFits()
    {
        QCOMPARE(fewestSpines(16, 18, 36),
                 9); // JLab: 8 would do by ports, but 18 does not divide by 8.
        QCOMPARE(fewestSpines(6, 18, 36), 3);
        QCOMPARE(fewestSpines(8, 32, 64), 4);
        QCOMPARE(fewestSpines(64, 32, 64), 32);
        QCOMPARE(fewestSpines(32, 72, 144), 18);
        QCOMPARE(fewestSpines(65, 32, 64), 0);
    }

    // Anvil: 40 ports at 3:1 are 30 down, each split for two links of 100, and 10 up.
    void portsAreSplitByTheRatio()
    {
        QCOMPARE(leafSplit(40, 3), (LeafSplit{30, 10}));
        QCOMPARE(leafSplit(64, 1), (LeafSplit{32, 32}));
        QCOMPARE(leafSplit(36, 1), (LeafSplit{18, 18}));
        QCOMPARE(leafSplit(64, 1.5), (LeafSplit{38, 26}));
    }

    void oneSwitchIsEnoughForWhatItHolds()
    {
        const auto shape = closShape(64, 64);
        QCOMPARE(shape->leaves, 1);
        QCOMPARE(shape->spines, 0);
    }

    void whatTwoTiersCannotJoinIsRefusedWithTheMost()
    {
        const auto beyond = closShape(2049, 64);
        QVERIFY(!beyond);
        QCOMPARE(beyond.error().text,
                 std::string{"2049 endpoint ports are more than two tiers of 64-port switches join "
                             "at 1:1; the most is "
                             "2048"});
        QVERIFY(closShape(2048, 64));
        QVERIFY(!railShape(10, 8, 64, 1, 0, 33));
        QVERIFY(!railShape(10, 0, 64));
    }

    void spinesThatDoNotFitAreRefusedWithTheNearest()
    {
        QVERIFY(spinesFit(8, 32, 4, 64));
        QVERIFY(spinesFit(8, 32, 8, 64));
        QCOMPARE(spinesFit(8, 32, 3, 64).error().text,
                 std::string{"32 uplinks of a leaf cannot be spread evenly over 3 spines; the "
                             "nearest is 4 spines with 8 "
                             "links from each leaf to each"});
        QCOMPARE(spinesFit(8, 32, 2, 64).error().text,
                 std::string{"8 leaves with 32 uplinks each need 256 spine ports, and 2 spines of "
                             "64 ports have 128; the "
                             "nearest is 4 spines with 8 links from each leaf to each"});
        QVERIFY(!spinesFit(65, 32, 32, 64));
        QVERIFY(!spinesFit(8, 0, 2, 64));
    }
};

QTEST_APPLESS_MAIN(RecipeTest)
#include "tst_Recipe.moc"
