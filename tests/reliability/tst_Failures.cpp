#include "tests/support/BigHall.h"
#include "tests/support/Designs.h"
#include "tests/support/Shipped.h"

#include "model/reliability/SingleFailures.h"

#include <QTest>

#include <cmath>

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

bool near(double a, double b, double share = 1e-6)
{
    return std::abs(a - b) <= share * std::max(1.0, std::abs(b));
}

std::shared_ptr<const Design> shared(Design design)
{
    return std::make_shared<const Design>(std::move(design));
}

/// The profile "us-nec" as far as these figures go: 0.8 of a breaker, a power factor of 0.98.
const FailureBasis basis;

Failure lost(const std::shared_ptr<const Design>& design, const std::vector<std::string>& paths)
{
    // What a failure points into must stay.
    static std::vector<std::unique_ptr<Failures>> kept;
    kept.push_back(std::make_unique<Failures>(design, basis));
    return kept.back()->of(paths).value();
}

std::string refusal(const Design& design, const std::string& path)
{
    const auto part = failedPart(design, path);
    return part ? std::string{} : part.error().text;
}

/// Two racks of one server of 10 kW with 3 + 3 supplies of 3.3 kW, on two feeds of 100 A each.
Arrangement twoRacks(int supplies = 6)
{
    TinyFloor floor;
    floor.arrangement.feeds = {tinyFeed("a", Side::A, 415, 100), tinyFeed("b", Side::B, 415, 100)};
    const auto rack = TinyRack{}
                          .add(tinyServer({.watts = 10'000, .supplies = supplies, .supplyWatts = 3'300, .accelerators = 8}))
                          .add(tinyPdu(), Side::A)
                          .add(tinyPdu(), Side::B)
                          .made();
    floor.rack("r1", rack, "A:a B:b").rack("r2", rack, "A:a B:b");
    return floor.arrangement;
}

} // namespace

class FailuresTest : public QObject {
    Q_OBJECT
private slots:
    void pathsNameEveryKindOfPart()
    {
        const Design design = reference("gb300-nvl72-su");
        using Kind = FailedPart::Kind;
        const std::pair<const char*, Kind> paths[] = {{"su-1", Kind::Pod},
                                                      {"su-1/a04", Kind::Rack},
                                                      {"su-1/cdu-1", Kind::Unit},
                                                      {"su-1/a04/ps1", Kind::Device},
                                                      {"su-1/n01/leaf1", Kind::Device},
                                                      {"su-1/n01/leaf1/psu2", Kind::Supply},
                                                      {"su-1/bus-a", Kind::Feed},
                                                      {"feed:su/bus-a", Kind::Feed},
                                                      {"loop:su/tcs-1", Kind::Loop},
                                                      {"su-1/tcs-1", Kind::Loop},
                                                      {"su-1/cdu-1/pump2", Kind::Pump},
                                                      {"cable:su/compute/17", Kind::Cable},
                                                      {"fabric:su-1/compute/rail2", Kind::Rail},
                                                      {"rack:gb300/ps1", Kind::Device},
                                                      {"pod:su/a04", Kind::Rack}};
        for (const auto& [path, kind] : paths) {
            const auto part = failedPart(design, path);
            QVERIFY2(part, path);
            QCOMPARE(part->kind, kind);
            // The path that it answers with names the same part.
            const auto again = failedPart(design, part->path);
            QVERIFY2(again && again->path == part->path && again->kind == kind, path);
        }
        QCOMPARE(failedPart(design, "feed:su/bus-a")->path, std::string("su-1/bus-a"));
    }

    void aWrongPathSaysWhichPartNamesNothingAndWhatIsNear()
    {
        const Design design = reference("gb300-nvl72-su");
        QVERIFY(refusal(design, "su-1/a44").find("there is no 'a44' in 'su-1'; nearest: 'a04'") != std::string::npos);
        QVERIFY(refusal(design, "su-1/bus-c").find("'bus-a', 'bus-b'") != std::string::npos);
        QVERIFY(refusal(design, "nowhere").find("there is no 'nowhere' in the hall") != std::string::npos);
        QVERIFY(refusal(design, "su-1/a04/ps11").find("'ps1'") != std::string::npos);
        QVERIFY(refusal(design, "su-1/n01/leaf1/psu9").find("'psu1' to 'psu8'") != std::string::npos);
        QVERIFY(refusal(design, "su-1/a04/c1/psu1").find("no supplies with cords are known of 'c1'") != std::string::npos);
        QVERIFY(refusal(design, "su-1/cdu-1/pump4").find("'pump1' to 'pump3'") != std::string::npos);
        QVERIFY(refusal(design, "cable:su/compute/0").find("are '1' to '") != std::string::npos);
        QVERIFY(refusal(design, "cable:su/computer/1").find("nearest: 'compute'") != std::string::npos);
        QVERIFY(refusal(design, "fabric:su/compute/rail9").find("'rail1' to 'rail4'") != std::string::npos);
        QVERIFY(refusal(design, "fabric:su/compute").find("'fabric:su/compute/rail3'") != std::string::npos);
        QVERIFY(refusal(design, "part:nvidia-qm9700").find("cannot fail") != std::string::npos);
        QVERIFY(!refusal(design, "").empty());
        QVERIFY(!refusal(design, "su-1/").empty());
    }

    // A tray's four GPUs have a port each on four rails: a rail lost leaves three quarters of what endpoints send, and all run.
    void aRailLostLeavesTheOthersTheirShare()
    {
        const auto design = shared(reference("gb300-nvl72-su"));
        const Failure failure = lost(design, {"fabric:su-1/compute/rail2"});
        QCOMPARE(failure.bandwidthShare, 0.75);
        QCOMPARE(failure.lost.total(), 0.0);
        QCOMPARE(failure.power.drawn, failure.power.wanted);
        QVERIFY(!failure.set.empty());
    }

    void aCableOfTheFabricTakesItsLinksAndNoMore()
    {
        const auto design = shared(reference("gb300-nvl72-su"));
        const auto plan = fabricPlan(design->podDesigns().begin()->second, FabricId::literal("compute"));
        std::size_t cable = 0; // To an endpoint.
        while (plan->links.tier[plan->cables.links(cable).front()] != 1)
            ++cable;
        double all = 0, of = 0;
        for (std::size_t link = 0; link < plan->links.size(); ++link)
            all += plan->links.tier[link] == 1 ? static_cast<double>(plan->links.speed[link]) : 0;
        for (const std::uint32_t link : plan->cables.links(cable))
            of += static_cast<double>(plan->links.speed[link]);
        const Failure failure = lost(design, {fmt::format("cable:su-1/compute/{}", cable + 1)});
        QVERIFY(std::abs(failure.bandwidthShare - (1 - of / all)) < 1e-9);
        QCOMPARE(failure.lost.total(), 0.0);
    }

    void linksOfOtherFabricsAreSaidNotToBeCounted()
    {
        const auto design = shared(reference("gb300-nvl72-su"));
        const Failure failure = lost(design, {"cable:su-1/oob/1"});
        QVERIFY(!failure.unknown.empty());
        QVERIFY(failure.unknown.front().find("'oob'") != std::string::npos);
    }

    // 8 x 118.8 kW = 950.4 kW to liquid at 36 °C of facility water. One CDU of 1,350 kW and 4 K: 36 + 4 · 950.4 / 1350 =
    // 38.816 °C; two: 37.408 °C. The loop asks for a rise of 15 K: 60,000 · 950.4 kW / (1014.3 · 3960 · 15) = 946.5 L/min of PG25.
    void aCduLostIsTakenOverAtATemperatureByHand()
    {
        const auto design = shared(reference("gb300-nvl72-su"));
        const Failure failure = lost(design, {"su-1/cdu-1"});
        const LoopOutage& loop = failure.of(0)->loops.front();
        QVERIFY(loop.holds);
        QCOMPARE(loop.takeOver, std::vector<std::string>{"CDU-2"});
        QVERIFY(loop.supply && near(loop.supply->value(), 38.816, 1e-5));
        QVERIFY(near(loop.back->value(), 53.816, 1e-5));
        QVERIFY(near(loop.flowLeft->value(), 946.46, 1e-5));
        QVERIFY(!loop.rideThrough);
        QCOMPARE(failure.lost.cooling, 0.0);
    }

    // Two of three pumps give the rated flow, so the third stands by.
    void aPumpLostIsReplacedByItsSpare()
    {
        const auto design = shared(reference("gb300-nvl72-su"));
        const Failure failure = lost(design, {"su-1/cdu-1/pump1"});
        const LoopOutage& loop = failure.of(0)->loops.front();
        QCOMPARE(loop.pumpsLost, 1);
        QCOMPARE(loop.cdusLost, 0);
        QVERIFY(loop.holds && loop.takeOver.empty());
        QVERIFY(near(loop.supply->value(), 37.408, 1e-5));
        QVERIFY(near(loop.flowLeft->value(), 946.46, 1e-5));
        QCOMPARE(failure.lost.total(), 0.0);
    }

    // 450 L · 1014.3 kg/m³ · 3960 J/(kg K) · (50 − 37.408) K / 950.4 kW = 23.95 s.
    void aLoopLostRidesThroughByItsVolume()
    {
        const auto design = shared(reference("gb300-nvl72-su"));
        const Failure failure = lost(design, {"loop:su/tcs-1"});
        const LoopOutage& loop = failure.of(0)->loops.front();
        QVERIFY(!loop.holds && !loop.supply);
        QVERIFY(near(loop.rideThrough->value(), 23.948, 1e-4));
    }

    // 3 x 3.3 kW = 9.9 kW of supplies are left for 10 kW: too few, and both servers stop.
    void aServerStopsWithTooFewSupplies()
    {
        const Failure failure = lost(shared(tinyDesign(twoRacks())), {"su-1/a"});
        QCOMPARE(failure.lost.power, 16.0);
        QCOMPARE(failure.lost.total(), 16.0);
        QCOMPARE(failure.pods[0]->dark.size(), std::size_t{2});
        QCOMPARE(failure.pods[0]->dark[0].reason, DarkReason::TooFewSupplies);
        QCOMPARE(failure.pods[0]->places[0], PlaceState::Dark);
        QCOMPARE(failure.largestJob, 0);
        QCOMPARE(failure.power.acceleratorsLost, 16.0);
    }

    // 4 x 3.3 kW = 13.2 kW are left: they run, and B carries 2 x 10 kW in place of 2 x 5 kW.
    // Its limit: sqrt(3) x 415 V x 100 A x 0.8 x 0.98 = 56.354 kW; 20 / 56.354 = 35.49 %.
    void whatRunsOnMovesToTheOtherSide()
    {
        const Failure failure = lost(shared(tinyDesign(twoRacks(8))), {"su-1/a"});
        QCOMPARE(failure.lost.total(), 0.0);
        const auto worst = failure.worst();
        QVERIFY(worst.node);
        QCOMPARE(failure.pods[0]->places[0], PlaceState::Degraded);
        const auto feed = std::find_if(failure.pods[0]->loaded.begin(), failure.pods[0]->loaded.end(),
                                       [](const LoadedNode& node) { return node.feed != nullptr; });
        QVERIFY(feed != failure.pods[0]->loaded.end());
        QCOMPARE(feed->feed->id.text(), std::string("b"));
        QVERIFY(near(feed->load.value(), 20'000));
        QVERIFY(near(feed->normally.value(), 10'000));
        QVERIFY(near(feed->share, 20'000 / (std::sqrt(3.0) * 415 * 100 * 0.8 * 0.98)));
        QVERIFY(!feed->overloaded());
    }

    // One rack PDU of 20 A: sqrt(3) x 415 x 20 x 0.8 x 0.98 = 11.27 kW carries the 10 kW of its server when the other is
    // lost; one of 15 A, 8.45 kW, does not: 10 / 8.453 = 118.3 %.
    void aRackPduThatIsTooSmallIsOverloadedByTheLossOfTheOther()
    {
        for (const double amperes : {20.0, 15.0}) {
            TinyFloor floor;
            floor.rack("r1", TinyRack{}
                                 .add(tinyServer({.watts = 10'000, .supplies = 8}))
                                 .add(tinyPdu(415, 3, amperes), Side::A)
                                 .add(tinyPdu(415, 3, amperes), Side::B)
                                 .made());
            const auto design = shared(tinyDesign(floor.arrangement));
            std::string pdu;
            for (const Device& device : (*design->hall()->pods[0].pod->arrangement().placements[0].rack())->devices()) {
                if (device.part->kind == PartKind::RackPdu && device.side == Side::A)
                    pdu = device.id.text();
            }
            const Failure failure = lost(design, {"su-1/r1/" + pdu});
            QCOMPARE(failure.lost.total(), 0.0);
            QCOMPARE(failure.overloads(), amperes < 20 ? 1 : 0);
            const auto worst = failure.worst();
            QVERIFY(worst.node && worst.node->device);
            QVERIFY(near(worst.node->share, 10'000 / (std::sqrt(3.0) * 415 * amperes * 0.8 * 0.98)));
            QCOMPARE(failure.pods[0]->places[0], amperes < 20 ? PlaceState::Overloaded : PlaceState::Degraded);
        }
    }

    // Two UPS blocks of the hall supply two pods: with one lost, the other carries 4 racks of 10 kW in place of half.
    void aUpsBlockOfTheHallReachesItsPods()
    {
        Design design = tinyDesign(twoRacks(8), 2);
        Hall hall = *design.hall();
        for (const auto& [id, side] : {std::pair{"ups-a", Side::A}, std::pair{"ups-b", Side::B}}) {
            Feed feed = tinyFeed(id, side, 415, 400);
            feed.kind = FeedKind::Ups;
            hall.arrangement.feeds.push_back(feed);
        }
        for (PodPlacement& pod : hall.pods)
            pod.feeds = {{Side::A, FeedId::literal("ups-a")}, {Side::B, FeedId::literal("ups-b")}};
        const auto whole = shared(design.withHall(hall));
        const Failure failure = lost(whole, {"ups-a"});
        QCOMPARE(failure.lost.total(), 0.0);
        QVERIFY(failure.pods[0] && failure.pods[0] == failure.pods[1]); // Judged once.
        QCOMPARE(failure.pods[0]->places[0], PlaceState::Degraded);
        QCOMPARE(failure.hall->loaded.size(), std::size_t{1});
        QVERIFY(near(failure.hall->loaded[0].load.value(), 40'000));
        QVERIFY(near(failure.hall->loaded[0].normally.value(), 20'000));
        // Both lost: nothing is left, and everything is counted once.
        const Failure both = lost(whole, {"ups-a", "ups-b"});
        QCOMPARE(both.lost.power, 32.0);
        QCOMPARE(both.lost.total(), 32.0);
        QCOMPARE(both.pods[1]->dark[0].reason, DarkReason::NoPower);
    }

    void eachAcceleratorIsLostOnce()
    {
        // A rack fails with all of its feeds, its pod and its loop.
        const auto design = shared(reference("gb300-nvl72-su"));
        const Failure failure = lost(design, {"su-1/a04", "su-1/bus-a", "su-1/bus-b", "loop:su/tcs-1", "su-1/n01/leaf1"});
        QCOMPARE(failure.lost.itself, 72.0);
        QCOMPARE(failure.lost.power, 504.0);
        QCOMPARE(failure.lost.cooling, 0.0);
        QCOMPARE(failure.lost.network, 0.0);
        QCOMPARE(failure.lost.total(), 576.0);
        QCOMPARE(failure.domainsWhole, 0);
        const Failure pod = lost(design, {"su-1"});
        QCOMPARE(pod.lost.itself, 576.0);
        QCOMPARE(pod.capacityShare, 0.0);
    }

    // GB300: 8 racks of 132 kW, each on 4 + 4 shelves of 33 kW. With bus A lost, 4 x 33 = 132 kW of shelves carry 132 kW.
    // On bus B then hangs all of it: 8 x 132 + 2 CDUs + the network racks; what it carried normally is half of that.
    void gb300LosesAFeed()
    {
        const auto design = shared(reference("gb300-nvl72-su"));
        const Failure failure = lost(design, {"su-1/bus-a"});
        QCOMPARE(failure.lost.total(), 0.0);
        Watts all;
        for (const Placement& placement : design->hall()->pods[0].pod->arrangement().placements)
            all += placement.rack() ? (*placement.rack())->facts().provisioned.known
                                    : (*placement.unit())->power.forProvisioning().value_or(Watts{});
        const auto& loaded = failure.pods[0]->loaded;
        const auto bus = std::find_if(loaded.begin(), loaded.end(),
                                      [](const LoadedNode& node) { return node.feed && node.feed->id.text() == "bus-b"; });
        QVERIFY(bus != loaded.end());
        QVERIFY(near(bus->load.value(), all.value()));
        // sqrt(3) x 480 V x 2,000 A x 0.8 x 0.98 = 1,303.6 kW.
        QVERIFY(near(bus->limit->value(), 1'303'613, 1e-3));
        QVERIFY(!bus->overloaded());
        // The living shelves of each rack are full: 132 of 132 kW.
        const auto shelves = std::find_if(loaded.begin(), loaded.end(),
                                          [](const LoadedNode& node) { return node.placement && !node.device; });
        QVERIFY(shelves != loaded.end());
        QVERIFY(near(shelves->share, 1.0));
        QVERIFY(!shelves->overloaded());
    }

    // A fifth shelf lost beside the side's four: 3 x 33 = 99 kW for 132 kW. The rack stops, the others do not.
    void gb300LosesAFeedAndAShelf()
    {
        const auto design = shared(reference("gb300-nvl72-su"));
        QCOMPARE(lost(design, {"su-1/a04/ps1"}).lost.total(), 0.0); // 7 x 33 = 231 kW.
        const Failure failure = lost(design, {"su-1/bus-a", "su-1/a04/ps2"});
        QCOMPARE(failure.lost.power, 72.0);
        QCOMPARE(failure.domainsWhole, 7);
        QCOMPARE(failure.largestJob, 504);
        QVERIFY(near(failure.capacityShare, 7.0 / 8));
        QCOMPARE(failure.pods[0]->dark.front().reason, DarkReason::ShelvesTooWeak);
    }

    // 8 x 132 kW x 0.9 = 950.4 kW to liquid: one CDU of 1,350 kW takes it, none does not.
    void gb300LosesItsCdus()
    {
        const auto design = shared(reference("gb300-nvl72-su"));
        const Failure one = lost(design, {"su-1/cdu-1"});
        QCOMPARE(one.lost.total(), 0.0);
        QCOMPARE(one.pods[0]->loops.size(), std::size_t{1});
        QVERIFY(near(one.pods[0]->loops[0].heat.value(), 950'400));
        QVERIFY(near(one.pods[0]->loops[0].capacity.value(), 1'350'000));
        QVERIFY(one.pods[0]->loops[0].holds);
        const Failure both = lost(design, {"su-1/cdu-1", "su-1/cdu-2"});
        QCOMPARE(both.lost.cooling, 576.0);
        QCOMPARE(both.lost.total(), 576.0);
    }

    // 576 ports on 8 leaves: with one leaf, 72 of them. Every tray keeps three of its four rails.
    void gb300LosesALeaf()
    {
        const Failure failure = lost(shared(reference("gb300-nvl72-su")), {"su-1/n01/leaf1"});
        QCOMPARE(failure.lost.total(), 0.0);
        QVERIFY(near(failure.bandwidthShare, 504.0 / 576));
        QCOMPARE(failure.largestJob, 576);
    }

    // A node of 8 accelerators with a supply on each of three busways loses a third of its supplies: 4 of 6 x 3.3 kW
    // carry 10.2 kW. What hung on A goes to B and C by halves; the network racks are on A and B alone.
    void dgxLosesABusway()
    {
        const auto design = shared(reference("dgx-h100-superpod-su"));
        const Failure failure = lost(design, {"su-1/bus-a"});
        QCOMPARE(failure.lost.total(), 0.0);
        double nodes = 31 * 10'200, network = 0;
        for (const Placement& placement : design->hall()->pods[0].pod->arrangement().placements) {
            const double own = (*placement.rack())->facts().provisioned.known.value();
            if (placement.id.text().starts_with('n'))
                network += own;
        }
        for (const LoadedNode& node : failure.pods[0]->loaded) {
            if (!node.feed)
                continue;
            const bool b = node.feed->id.text() == "bus-b";
            QVERIFY2(near(node.load.value(), nodes / 2 + (b ? network : 0)), node.feed->id.text().c_str());
            QVERIFY(near(node.normally.value(), nodes / 3 + (b ? network / 2 : 0)));
        }
        // All three: nothing runs.
        QCOMPARE(lost(design, {"su-1/bus-a", "su-1/bus-b", "su-1/bus-c"}).lost.power, 248.0);
        // Two: 2 of 6 supplies, 6.6 kW for 10.2 kW.
        const Failure two = lost(design, {"su-1/bus-a", "su-1/bus-b"});
        QCOMPARE(two.lost.total(), 248.0);
        QCOMPARE(two.pods[0]->dark.front().reason, DarkReason::TooFewSupplies);
    }

    // One of six supplies: 5 x 3.3 kW carry 10.2 kW. Each of the five carries a fifth in place of a sixth.
    void dgxLosesASupply()
    {
        const Failure failure = lost(shared(reference("dgx-h100-superpod-su")), {"su-1/a01/dgx1/psu1"});
        QCOMPARE(failure.lost.total(), 0.0);
        QCOMPARE(failure.pods[0]->places[0], PlaceState::Degraded);
        // The node drew 3.4 kW from each busway; now 2.04 kW from A, and 4.08 kW from B and from C.
        int risen = 0;
        for (const LoadedNode& node : failure.pods[0]->loaded) {
            if (!node.feed)
                continue;
            ++risen;
            QVERIFY(node.feed->id.text() != "bus-a");
            QVERIFY(near(node.load.value() - node.normally.value(), 680, 1e-3));
        }
        QCOMPARE(risen, 2);
    }

    // Four nodes of 14.5 kW on two PDUs a side: 29 kW on each side, 14.5 kW on each PDU. Half of what hangs on side A hangs
    // on PDU A1; with that lost it moves to side B, which then carries 29 + 14.5 = 43.5 kW, 21.75 kW on each PDU of
    // sqrt(3) x 415 V x 60 A x 0.8 x 0.98 = 33.8 kW.
    void mi355xLosesAPdu()
    {
        const auto design = shared(reference("mi355x-128-ethernet"));
        const Failure failure = lost(design, {"pod-1/a01/pdu1"});
        QCOMPARE(failure.lost.total(), 0.0);
        const Watts rack = (*design->hall()->pods[0].pod->arrangement().placement(PlacementId::literal("a01"))->rack())->facts().provisioned.known;
        int risen = 0;
        for (const LoadedNode& node : failure.pods[0]->loaded) {
            if (!node.device)
                continue;
            ++risen;
            QCOMPARE(node.device->side, Side::B);
            QVERIFY(near(node.normally.value(), rack.value() / 4));
            QVERIFY(near(node.load.value(), rack.value() * 3 / 8));
            QVERIFY(near(node.limit->value(), std::sqrt(3.0) * 415 * 60 * 0.8 * 0.98));
        }
        QCOMPARE(risen, 2);
        // Its catalog entry gives no supplies.
        QVERIFY(refusal(*design, "pod-1/a01/n1/psu1").find("are known of 'n1'") != std::string::npos);
    }

    void mi355xLosesARackAndAllOfItsPdus()
    {
        const auto design = shared(reference("mi355x-128-ethernet"));
        const Failure rack = lost(design, {"pod-1/a01"});
        QCOMPARE(rack.lost.itself, 32.0);
        QCOMPARE(rack.largestJob, 96);
        // A rack without any of its PDUs is dark, but has not failed itself.
        const Failure pdus = lost(design, {"pod-1/a01/pdu1", "pod-1/a01/pdu2", "pod-1/a01/pdu3", "pod-1/a01/pdu4"});
        QCOMPARE(pdus.lost.power, 32.0);
        QCOMPARE(pdus.pods[0]->dark.front().reason, DarkReason::NoPower);
    }

    void aSwitchWithoutPowerIsLostToTheNetwork()
    {
        // All leaves stand in rack n01; without it no accelerator has a port.
        const Failure failure = lost(shared(reference("dgx-h100-superpod-su")), {"su-1/n01/pdu1", "su-1/n01/pdu2"});
        QCOMPARE(failure.lost.power, 0.0);
        QCOMPARE(failure.lost.network, 248.0);
        QCOMPARE(failure.bandwidthShare, 0.0);
        QCOMPARE(failure.largestJob, 0);
    }

    void powerIsConservedInEverySingleFailure()
    {
        for (const std::string_view name : references) {
            const auto design = shared(reference(name));
            const Failures failures{design, basis};
            for (const SingleFailure& one : singleFailures(failures)) {
                const Failure failure = failures.of(std::vector{one.path}).value();
                const DesignPowerState& power = failure.power;
                QVERIFY2(near(power.fromSources.value(), (power.drawn - power.unfed + power.conversion).value()), one.path.c_str());
                // The list tells what the state tells.
                QCOMPARE(failure.lost.total(), one.lost.total());
                QCOMPARE(failure.overloads(), one.overloads);
                QCOMPARE(failure.largestJob, one.largestJob);
                QVERIFY2(failure.lost.total() <= failure.accelerators, one.path.c_str());
                double dark = 0;
                for (const auto& pod : failure.pods) {
                    for (const DarkPlace& place : pod ? pod->dark : std::vector<DarkPlace>{})
                        dark += place.accelerators;
                }
                for (const DarkPlace& place : failure.hall->dark)
                    dark += place.accelerators;
                QVERIFY2(near(dark, failure.lost.total()), one.path.c_str());
            }
        }
    }

    void singleFailuresGrowWithWhatIsDifferent()
    {
        const Design one = reference("gb300-nvl72-su");
        const auto few = shared(bigHall(one, 5'760)), many = shared(bigHall(one, 57'600));
        const auto fewRows = singleFailures(Failures{few, basis}), manyRows = singleFailures(Failures{many, basis});
        QCOMPARE(fewRows.size(), manyRows.size());
        for (std::size_t i = 0; i < fewRows.size(); ++i) {
            // Ten times the pods; what stands in the hall by itself stays.
            QCOMPARE(manyRows[i].count, (fewRows[i].of == "the hall" ? 1 : 10) * fewRows[i].count);
            QCOMPARE(manyRows[i].lost.total(), fewRows[i].lost.total());
        }
        QVERIFY(std::is_sorted(manyRows.begin(), manyRows.end(), [](const SingleFailure& a, const SingleFailure& b) {
            return a.lost.total() > b.lost.total();
        }));
    }

    // Pods on UPS blocks of their own that are alike fail alike: judged at one, counted for all. With another rating they are not.
    void podsInTheSameSituationAreJudgedOnce()
    {
        const auto onPairs = [](double lastRating) {
            Design design = tinyDesign(twoRacks(8), 4);
            Hall hall = *design.hall();
            for (int pair = 0; pair < 2; ++pair) {
                for (const Side side : {Side::A, Side::B}) {
                    Feed feed = tinyFeed(fmt::format("ups-{}-{}", letter(side), pair), side, 415, pair ? lastRating : 400.0);
                    feed.kind = FeedKind::Ups;
                    hall.arrangement.feeds.push_back(feed);
                }
            }
            for (std::size_t i = 0; i < hall.pods.size(); ++i)
                hall.pods[i].feeds = {{Side::A, FeedId::literal(fmt::format("ups-A-{}", i / 2))},
                                      {Side::B, FeedId::literal(fmt::format("ups-B-{}", i / 2))}};
            return shared(design.withHall(hall));
        };
        const auto inPods = [](const std::vector<SingleFailure>& rows) {
            return std::count_if(rows.begin(), rows.end(), [](const SingleFailure& one) { return one.of != "the hall"; });
        };
        const auto alike = onPairs(400), unlike = onPairs(250);
        const Failures failures{alike, basis};
        const auto rows = singleFailures(failures), apart = singleFailures(Failures{unlike, basis});
        QCOMPARE(inPods(apart), 2 * inPods(rows));
        const std::string first = alike->hall()->pods.front().id.text();
        for (const SingleFailure& one : rows) {
            if (one.of == "the hall")
                continue;
            QCOMPARE(one.count % 4, 0);
            QVERIFY2(one.path.starts_with(first + '/') , one.path.c_str());
            // The same part in each other pod, each judged by itself.
            for (std::size_t i = 1; i < 4; ++i) {
                const std::string path = alike->hall()->pods[i].id.text() + one.path.substr(first.size());
                const Failure failure = failures.of(std::vector{path}).value();
                QCOMPARE(failure.lost.total(), one.lost.total());
                QCOMPARE(failure.overloads(), one.overloads);
                const auto worst = failure.worst();
                QVERIFY2(near(worst.node ? worst.node->share : 0, one.worstShare), path.c_str());
            }
        }
    }

    void whatIsNotKnownIsSaid()
    {
        TinyFloor floor;
        floor.arrangement.feeds = {tinyFeed("a", Side::A, 415, 100), tinyFeed("b", Side::B, 415, 100)};
        const auto rack = TinyRack{}.add(tinyServer({.id = "dim", .watts = {}, .supplies = 2})).add(tinyServer({.supplies = 8})).made();
        floor.rack("r1", rack, "A:a B:b");
        const Failure failure = lost(shared(tinyDesign(floor.arrangement)), {"su-1/a"});
        QCOMPARE(failure.unknown.size(), std::size_t{1});
        QVERIFY(failure.unknown.front().find("power of dim") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(FailuresTest)
#include "tst_Failures.moc"
