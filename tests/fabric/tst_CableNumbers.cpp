#include "tests/fabric/PlanChecks.h"

#include "model/edit/FabricEdits.h"
#include "model/exchange/cabling/CableSchedule.h"

#include <QTest>

#include <map>

using namespace colonnade::model;
using namespace colonnade::model::fabrictest;

namespace {

const PodDesignId podId = PodDesignId::literal("pod");
const FabricId computeId = FabricId::literal("compute");

HandCable byHand(std::string_view id, std::string from, int fromPort, std::string to, int toPort)
{
    return {CableId::literal(id), {std::move(from), PortRole::Any, fromPort}, {std::move(to), PortRole::Any, toPort}, nullptr, {}};
}

FloorOfRacks nodes(int count, const PartRef& node)
{
    FloorOfRacks floor;
    floor.fill('n', "n", node, count, 4);
    return floor;
}

/// A network with free ports, and a link that a person adds.
struct Network {
    FloorOfRacks floor;
    Fabric recipe;
    HandCable link;
    int displaced = 0; ///< Links of the recipe that it stands in for.

    [[nodiscard]] FabricPlan plan() const { return planned(floor, recipe); }
    [[nodiscard]] Network linked() const
    {
        Network next = *this;
        next.recipe.links.push_back(link);
        return next;
    }
};

/// Leaves with 8 ports of 32 taken by endpoints and 16 by uplinks, spines with half of their 64.
Network clos(HandCable link, int displaced)
{
    Network network{nodes(8, server(4, 400, Qsfp112, 2)), fabric(FabricFamily::Clos), std::move(link), displaced};
    network.floor.switches(network.recipe, 'l', ethernetSwitch(32, 400, Qsfp112), 4, 1);
    network.floor.switches(network.recipe, 's', device("spine", PartKind::Switch, 1, {cages(PortRole::Any, Qsfp112, 64, 1, 400)}), 2, 2);
    network.recipe.media = {cable("aoc", Medium::Aoc, 400, 100, {Qsfp112}, {Qsfp112}, 1, stockLengths({3, 5, 10, 20, 30}))};
    return network;
}

/// A scalable unit whose switches have two ports to a cage; half of the spines' are free.
Network rails(HandCable link, int displaced, std::vector<PartRef> media)
{
    Network network{nodes(16, dgx()), fabric(FabricFamily::RailOptimised, 8), std::move(link), displaced};
    network.floor.switches(network.recipe, 'l', qm9700(), 8, 1, 8);
    network.floor.switches(network.recipe, 's', qm9700(), 8, 2);
    network.recipe.media = std::move(media);
    return network;
}

std::vector<std::pair<const char*, Network>> networks()
{
    const PartRef twin = cable("aoc-twin", Medium::Aoc, 800, 100, {OsfpTwin, Osfp, OsfpRhs}, {OsfpTwin, Osfp, OsfpRhs});
    Network dragonfly{nodes(72, server(1, 400, Qsfp112, 1)), fabric(FabricFamily::Dragonfly), byHand("own", "l01/s2", 7, "l01/s1", 7), 1};
    dragonfly.floor.switches(dragonfly.recipe, 'l', ethernetSwitch(7, 400, Qsfp112), 36, 1);
    Network single{nodes(8, server(4, 400, Qsfp112, 2)), fabric(FabricFamily::SingleTier), byHand("own", "l01/s1", 63, "x01/x1", 1), 0};
    single.floor.switches(single.recipe, 'l', ethernetSwitch(64, 400, Qsfp112), 1, 1);
    single.floor.rack("x01", "x", {ethernetSwitch(4, 400, Qsfp112)});
    return {{"two leaves", clos(byHand("own", "l01/s1", 12, "l01/s2", 12), 0)},
            {"one more uplink", clos(byHand("own", "l01/s1", 12, "s01/s1", 64), 1)},
            {"an uplink from the spine", clos(byHand("own", "s01/s2", 50, "l01/s3", 9), 1)},
            {"in the place of an uplink", clos(byHand("own", "l01/s1", 20, "s01/s1", 4), 1)},
            {"in the port of an uplink", clos(byHand("own", "l01/s1", 12, "s01/s1", 3), 1)},
            {"two rails of fibre", rails(byHand("own", "l01/s1", 30, "l01/s2", 30), 0, ndrMedia())},
            {"a rail's uplink of fibre", rails(byHand("own", "l01/s1", 30, "s01/s1", 64), 1, ndrMedia())},
            {"a rail's uplink of twin plugs", rails(byHand("own", "l01/s1", 30, "s01/s1", 64), 1, {twin})},
            {"a rail's uplink without media", rails(byHand("own", "l01/s1", 30, "s01/s1", 64), 1, {})},
            {"out of a single tier", single},
            {"two switches of a dragonfly", dragonfly}};
}

/// What the recipe's cables are called: by the devices at their ends and their place among those between the two, their numbers
/// from 0.
std::map<std::string, std::size_t> numbers(const Network& network, const FabricPlan& plan)
{
    std::map<std::string, std::size_t> numbers;
    std::map<std::string, int> seen;
    for (std::size_t i = 0; i < plan.cables.size(); ++i) {
        if (plan.cables.hand[i] >= 0)
            continue;
        const std::uint32_t link = plan.cables.links(i).front();
        const std::string pair = fmt::format("{} to {}", plan.path(network.floor.arrangement, plan.links.a[link]),
                                             plan.path(network.floor.arrangement, plan.links.b[link]));
        numbers.emplace(fmt::format("{} ({})", pair, ++seen[pair]), i);
    }
    return numbers;
}

std::size_t numberOfHand(const FabricPlan& plan, std::int32_t hand)
{
    return static_cast<std::size_t>(std::find(plan.cables.hand.begin(), plan.cables.hand.end(), hand) - plan.cables.hand.begin());
}

/// The names of the recipe's cables in a hall, by the ports that they join.
std::map<std::string, std::string> names(const Design& design)
{
    const auto schedule = CableSchedule::create(design);
    std::map<std::string, std::string> names;
    for (std::size_t i = 0; schedule && i < schedule->size(); ++i) {
        const CableRow row = schedule->row(i);
        if (!row.byHand)
            names.emplace(fmt::format("{}/{} {} {}", row.from.pod, row.from.portPath, row.to.portPath, row.strand), row.name);
    }
    return names;
}

/// The network as a pod that stands twice in a hall.
Design placedTwice(const Network& network)
{
    Arrangement arrangement = network.floor.arrangement;
    arrangement.fabrics = {network.recipe};
    const auto pod = std::make_shared<const PodDesign>(PodDesign::create(podId, "pod", arrangement).value());
    Design design;
    for (const Placement& item : network.floor.arrangement.placements) {
        design = design.withPart((*item.rack())->frame(), {});
        for (const Device& device : (*item.rack())->devices())
            design = design.withPart(device.part, {});
        design = design.withRackDesign(**item.rack());
    }
    for (const PartRef& medium : network.recipe.media)
        design = design.withPart(medium, {});
    design = design.withPodDesign(*pod);
    Hall hall = *design.hall();
    for (int i = 0; i < 2; ++i)
        hall.pods.push_back({PlacementId::literal(fmt::format("p{}", i + 1)), {}, design.podDesign(podId),
                             {Millimetres{0}, Millimetres{5000 * i}}, Turn::None, false});
    return design.withHall(std::move(hall));
}

} // namespace

class CableNumbersTest : public QObject {
    Q_OBJECT
private slots:
    void aLinkByHandLeavesTheNumbersOfTheRecipesCables_data()
    {
        QTest::addColumn<int>("which");
        int which = 0;
        for (const auto& [name, network] : networks())
            QTest::newRow(name) << which++;
    }
    void aLinkByHandLeavesTheNumbersOfTheRecipesCables()
    {
        QFETCH(int, which);
        const Network network = networks()[static_cast<std::size_t>(which)].second;
        const Network linked = network.linked();
        const FabricPlan before = network.plan(), after = linked.plan();
        QVERIFY2(!before.refusal && !after.refusal, after.refusal ? after.refusal->text.c_str() : "");
        QVERIFY2(after.conflicts.empty(), after.conflicts.empty() ? "" : after.conflicts.front().c_str());
        QVERIFY(portsAreTakenOnce(after));
        QCOMPARE(after.unplaced, 0);
        QCOMPARE(after.links.size() + static_cast<std::size_t>(network.displaced), before.links.size() + 1);
        QCOMPARE(after.links.origin.front(), LinkOrigin::FabricByHand);
        const auto was = numbers(network, before), is = numbers(linked, after);
        QVERIFY(!is.empty());
        for (const auto& [cable, number] : is) {
            const auto known = was.find(cable);
            QVERIFY2(known != was.end(), cable.c_str());
            // In the middle of a pair's ports its own number lies in the middle of theirs.
            const auto shift = known->second > number ? known->second - number : number - known->second;
            const bool ofThePair = network.displaced > 0 && cable.starts_with("l01/s1 to s01/s1");
            QVERIFY2(shift == 0 || (ofThePair && shift == 1), cable.c_str());
        }
    }

    void whatFollowsAnUplinkByHandKeepsItsPorts()
    {
        const Network network = clos(byHand("own", "l01/s1", 12, "s01/s1", 64), 1);
        const FabricPlan before = network.plan(), after = network.linked().plan();
        std::set<std::string> was;
        for (std::size_t i = 0; i < before.links.size(); ++i)
            was.insert(before.linkText(network.floor.arrangement, i));
        for (std::size_t i = 1; i < after.links.size(); ++i) {
            const std::string link = after.linkText(network.floor.arrangement, i);
            QVERIFY2(was.contains(link), link.c_str());
        }
    }

    void aLinkThatStandsInForOneOfTheRecipeTakesItsNumber()
    {
        const Network network = clos(byHand("own", "l01/s1", 12, "s01/s1", 64), 1);
        const FabricPlan before = network.plan(), after = network.linked().plan();
        QCOMPARE(after.cables.size(), before.cables.size());
        // The last of the eight between the two.
        QCOMPARE(numberOfHand(after, 0), numbers(network, before).at("l01/s1 to s01/s1 (8)"));
    }

    void aLinkBesideTheRecipeIsTheLast()
    {
        const Network network = clos(byHand("own", "l01/s1", 12, "l01/s2", 12), 0);
        const FabricPlan after = network.linked().plan();
        QCOMPARE(numberOfHand(after, 0), after.cables.size() - 1);
        QCOMPARE(after.links.cable.front(), static_cast<std::uint32_t>(after.cables.size() - 1));
    }

    void aSecondLinkByHandDoesNotRenameTheFirst()
    {
        for (const auto& [name, network] : networks()) {
            const Network once = network.linked();
            Network twice = once;
            const std::string device = twice.recipe.switches.front().device;
            const int port = network.recipe.family == FabricFamily::Dragonfly ? 7 : 13;
            if (port == 7)
                continue; // It has no port left.
            twice.floor.rack("y01", "y", {ethernetSwitch(4, 400, Qsfp112)});
            twice.recipe.links.push_back(byHand("other", device, port, "y01/y1", 1));
            const FabricPlan first = once.plan(), both = twice.plan();
            if (network.recipe.family == FabricFamily::RailOptimised || network.recipe.family == FabricFamily::Clos)
                QVERIFY2(both.conflicts.empty(), name);
            QCOMPARE(numberOfHand(both, 0), numberOfHand(first, 0));
        }
    }

    void aRackDesignsOwnCableKeepsItsNumberWhenALinkIsAdded()
    {
        Network network = clos(byHand("own", "l01/s1", 12, "l01/s2", 12), 0);
        Placement& leaves = *std::find_if(network.floor.arrangement.placements.begin(), network.floor.arrangement.placements.end(),
                                          [](const Placement& item) { return item.id.text() == "l01"; });
        leaves.what = std::make_shared<const RackDesign>((*leaves.rack())->withCable(byHand("inside", "s3", 12, "s4", 12)).value());
        const FabricPlan before = network.plan(), after = network.linked().plan();
        const auto ofRack = [](const FabricPlan& plan) {
            for (std::size_t i = 0; i < plan.cables.size(); ++i) {
                if (plan.links.origin[plan.cables.links(i).front()] == LinkOrigin::RackByHand)
                    return i;
            }
            return plan.cables.size();
        };
        QCOMPARE(ofRack(before), before.cables.size() - 1);
        QCOMPARE(ofRack(after), ofRack(before));
        QCOMPARE(after.cables.size(), before.cables.size() + 1);
    }

    // The transceiver that a person chose stays in its cage, whoever else has a plug there.
    void aCableByHandSettlesWhatSitsInACageThatItShares()
    {
        // Endpoints take the first 16 ports of the leaf: port 17 is in a cage of its own, port 16 shares that of 15.
        Network network = rails(byHand("own", "l01/s1", 18, "l01/s2", 18), 0, ndrMedia());
        network.link.medium = network.recipe.media.back();
        const FabricPlan plan = network.linked().plan();
        QVERIFY(plan.conflicts.empty());
        const std::size_t cable = numberOfHand(plan, 0);
        const std::uint32_t link = plan.cables.links(cable).front();
        std::set<std::pair<std::uint32_t, std::uint16_t>> cages;
        for (const PlacedOptic& one : plan.optics)
            QVERIFY(cages.insert({one.node, one.cage}).second);
        if (plan.cables.opticA[cable] != CableColumns::none) {
            QCOMPARE(plan.optics.front().node, plan.links.a[link]);
            QCOMPARE(plan.optics.front().part, plan.cables.opticA[cable]);
        }
    }

    void addingAndRemovingALinkLeavesTheNamesInEveryPlacedPod()
    {
        for (const HandCable& link : {byHand("own", "l01/s1", 12, "l01/s2", 12), byHand("own", "l01/s1", 12, "s01/s1", 64)}) {
            const Design before = placedTwice(clos(link, 0));
            const auto was = names(before);
            QCOMPARE(was.size(), std::size_t{2 * (32 + 64)});
            const auto linked = setLink(before, podId, computeId, link);
            QVERIFY2(linked, linked ? "" : linked.error().text.c_str());
            const auto is = names(*linked);
            QVERIFY(is.size() + 2 >= was.size());
            for (const auto& [ports, name] : is) {
                QVERIFY2(was.contains(ports), ports.c_str());
                QCOMPARE(name, was.at(ports));
            }
            const auto without = removeLink(*linked, podId, computeId, link.id);
            QVERIFY(without.has_value());
            QVERIFY(names(*without) == was);
        }
    }
};

QTEST_APPLESS_MAIN(CableNumbersTest)
#include "tst_CableNumbers.moc"
