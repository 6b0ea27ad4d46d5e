#include "render/fabric/FabricLosses.h"
#include "render/fabric/FabricOverlay.h"
#include "render/fabric/FabricTraffic.h"

#include "tests/rules/CabledRacks.h"
#include "tests/support/Shipped.h"

#include <QLatin1StringView>
#include <QStringLiteral>
#include <QTest>

using namespace colonnade;
using namespace colonnade::model;
using namespace colonnade::render;

namespace {

using NetworkRef = std::shared_ptr<const FabricNetwork>;

/// Two leaves with two nodes each, over two spines; every link of 400 Gbit/s, every port of the nodes too.
NetworkRef fourNodes()
{
    fabrictest::FloorOfRacks floor;
    Fabric fabric = fabrictest::fabric(FabricFamily::Manual);
    floor.fill('n', "n", fabrictest::server(1, 400), 4, 4);
    floor.switches(fabric, 'l', fabrictest::ethernetSwitch(8, 400, CageForm::Qsfp112), 2, 1);
    floor.switches(fabric, 's', fabrictest::ethernetSwitch(8, 400, CageForm::Qsfp112), 2, 2);
    int number = 0;
    const auto link = [&](std::string_view from, PortRole role, int at, std::string_view to, int port) {
        fabric.links.push_back({CableId::literal(fmt::format("c{}", ++number)), test::port(from, role, at), test::port(to, PortRole::Any, port), nullptr, {}});
    };
    link("n01/n1", PortRole::Compute, 1, "l01/s1", 1);
    link("n01/n2", PortRole::Compute, 1, "l01/s1", 2);
    link("n01/n3", PortRole::Compute, 1, "l01/s2", 1);
    link("n01/n4", PortRole::Compute, 1, "l01/s2", 2);
    link("l01/s1", PortRole::Any, 3, "s01/s1", 1);
    link("l01/s1", PortRole::Any, 4, "s01/s2", 1);
    link("l01/s2", PortRole::Any, 3, "s01/s1", 2);
    link("l01/s2", PortRole::Any, 4, "s01/s2", 2);
    Arrangement arrangement = floor.arrangement;
    arrangement.fabrics = {fabric};
    const auto networks = fabricNetworks(std::make_shared<const Design>(test::tinyDesign(arrangement)));
    if (networks.size() != 1 || networks.front()->plan->links.size() != 8)
        throw std::runtime_error("the network of four nodes is not as drawn");
    return networks.front();
}

std::uint32_t vertexOf(const FabricNetwork& network, std::string_view path)
{
    for (std::uint32_t vertex = 0; vertex < network.vertices.size(); ++vertex) {
        if (network.path(vertex) == path)
            return vertex;
    }
    throw std::runtime_error(fmt::format("no '{}'", path));
}

FabricLoss without(const FabricNetwork& network, std::string_view path)
{
    return {{network.planNodes[vertexOf(network, path)]}, {}};
}

FabricState stateUnder(const FabricNetwork& network, const FabricLoss& loss, const TrafficWish& wish = {})
{
    FabricState state = stateWith(network, loss);
    addTraffic(state, network, fabricTraffic(*network.plan, loss, wish));
    return state;
}

/// Of the only link between two.
double loadOf(const FabricNetwork& network, const FabricState& state, std::string_view one, std::string_view other)
{
    const std::uint32_t a = vertexOf(network, one), b = vertexOf(network, other);
    for (std::size_t i = 0; i < network.strands.size(); ++i) {
        if (network.strands.a[i] == a && network.strands.b[i] == b)
            return static_cast<double>(state.load.at(i));
    }
    throw std::runtime_error("no such link");
}

bool near(double a, double b)
{
    return std::abs(a - b) < 1e-6;
}

FabricDiagram diagramOf(const NetworkRef& network, const FabricState& state, FabricShow show)
{
    FabricDiagramContent content;
    content.networks = {network};
    for (const FabricGroup& group : network->groups)
        content.opened[network->subject.text() + '|' + group.id] = true;
    content.states[network.get()] = state;
    content.show = show;
    content.measure = QStringLiteral("all-to-all, spread");
    return fabricDiagramOf(content);
}

const FabricBundle& bundleOf(const FabricDiagram& diagram, std::string_view one, std::string_view other)
{
    const FabricNetwork& network = *diagram.sheets.front().network;
    const auto at = diagram.bundleBetween(*diagram.boxOf(0, vertexOf(network, one)), *diagram.boxOf(0, vertexOf(network, other)));
    return diagram.bundles.at(at.value());
}

int countIn(const Legend& legend, const char* text)
{
    for (const LegendEntry& entry : legend.entries) {
        if (entry.text == QLatin1StringView{text})
            return entry.count;
    }
    return 0;
}

} // namespace

class FabricOverlayTest : public QObject {
    Q_OBJECT
private slots:
    // Every port sends to three others at 400 / 3; four such flows leave a leaf, over two uplinks of 400: 2/3 of each.
    void allToAllFillsPortsAndTwoThirdsOfTheUplinks()
    {
        const NetworkRef network = fourNodes();
        const FabricState state = stateUnder(*network, {});
        QVERIFY(near(loadOf(*network, state, "n01/n1", "l01/s1"), 1));
        QVERIFY(near(loadOf(*network, state, "l01/s1", "s01/s1"), 2.0 / 3));
        QVERIFY(near(loadOf(*network, state, "l01/s2", "s01/s2"), 2.0 / 3));
        QVERIFY2(state.remark.contains(QStringLiteral("slowest port at 100")), qPrintable(state.remark));
    }

    // One uplink of a leaf is left for four flows: 100 each, which is three quarters of a port.
    void whatIsLeftCarriesWhatALostSpineCarried()
    {
        const NetworkRef network = fourNodes();
        const FabricState state = stateUnder(*network, without(*network, "s01/s2"));
        QVERIFY(near(loadOf(*network, state, "n01/n1", "l01/s1"), 0.75));
        QVERIFY(near(loadOf(*network, state, "l01/s1", "s01/s1"), 1));
        QVERIFY(near(loadOf(*network, state, "l01/s1", "s01/s2"), static_cast<double>(FabricState::noLoad)));
        QCOMPARE(state.lostVertices, std::vector<std::uint32_t>{vertexOf(*network, "s01/s2")});
        std::vector<std::uint32_t> leaves{vertexOf(*network, "l01/s1"), vertexOf(*network, "l01/s2")};
        std::ranges::sort(leaves);
        QCOMPARE(state.narrowed, leaves);
        QVERIFY(state.cut.empty());
        QVERIFY2(state.remark.startsWith(QStringLiteral("2 of 8 links lost, 0 cut off, 2 with fewer links")), qPrintable(state.remark));
    }

    void theLegendOfAFailureThatIsBeingWorkedOutCountsNothing()
    {
        const NetworkRef network = fourNodes();
        FabricDiagramContent content;
        content.networks = {network};
        content.show = FabricShow::Failure;
        const Theme& theme = Theme::of(ThemeName::Light);
        QCOMPARE(fabricLegend(fabricDiagramOf(content), theme).title, QStringLiteral("Nothing has failed"));
        content.waited = true;
        const Legend legend = fabricLegend(fabricDiagramOf(content), theme);
        QVERIFY2(legend.title.contains(QStringLiteral("being worked out")), qPrintable(legend.title));
        QVERIFY(legend.entries.empty());
    }

    // In a ring one port of each leaf sends to the other leaf: 400 over two uplinks when spread, over one of them when hashed.
    void aRingIsSpreadOrHashed()
    {
        const NetworkRef network = fourNodes();
        const FabricState spread = stateUnder(*network, {}, {TrafficPattern::Ring, PathChoice::EvenSplit});
        const FabricState hashed = stateUnder(*network, {}, {TrafficPattern::Ring, PathChoice::Hashed});
        QVERIFY(near(loadOf(*network, spread, "n01/n2", "l01/s1"), 1));
        double most = 0;
        for (const char* spine : {"s01/s1", "s01/s2"}) {
            QVERIFY(near(loadOf(*network, spread, "l01/s1", spine), 0.5));
            most = std::max(most, loadOf(*network, hashed, "l01/s1", spine));
        }
        QVERIFY(near(most, 1));
    }

    void aNodeWithoutItsCableIsCutOffAndNotLost()
    {
        const NetworkRef network = fourNodes();
        const auto& ends = network->plan->links.a;
        const auto link = static_cast<std::size_t>(std::ranges::find(ends, network->planNodes[vertexOf(*network, "n01/n1")]) - ends.begin());
        const FabricState state = stateWith(*network, lossOfCable(*network->plan, network->plan->links.cable.at(link)));
        QVERIFY(state.lostVertices.empty());
        QCOMPARE(state.cut, std::vector<std::uint32_t>{vertexOf(*network, "n01/n1")});
        QCOMPARE(state.narrowed, std::vector<std::uint32_t>{vertexOf(*network, "l01/s1")});
        const FabricDiagram diagram = diagramOf(network, state, FabricShow::Failure);
        QCOMPARE(diagram.boxes[*diagram.boxOf(0, vertexOf(*network, "n01/n1"))].cut, 1U);
        QCOMPARE(bundleOf(diagram, "n01/n1", "l01/s1").lost, std::uint64_t{1});
        const Legend legend = fabricLegend(diagram, Theme::of(ThemeName::Light));
        QCOMPARE(countIn(legend, "devices cut off"), 1);
        QCOMPARE(countIn(legend, "devices with fewer links"), 1);
        QCOMPARE(countIn(legend, "devices lost"), 0);
        // Elsewhere it is not told: there the diagram is about something else.
        QCOMPARE(diagramOf(network, state, FabricShow::Cables).boxes[*diagram.boxOf(0, vertexOf(*network, "n01/n1"))].cut, 0U);
    }

    void linesTakeTheColourOfTheirUtilisation()
    {
        const NetworkRef network = fourNodes();
        const Theme& theme = Theme::of(ThemeName::Light);
        const FabricDiagram diagram = diagramOf(network, stateUnder(*network, {}), FabricShow::Utilisation);
        const auto colour = [&](const FabricBundle& bundle) { return lineColour(diagram, bundle.links, bundle.lost, bundle.load, theme); };
        QCOMPARE(*colour(bundleOf(diagram, "n01/n1", "l01/s1")), theme.sequentialAt(1));
        QCOMPARE(*colour(bundleOf(diagram, "l01/s1", "s01/s1")), theme.sequentialAt(static_cast<double>(2.0F / 3)));
        const Legend legend = fabricLegend(diagram, theme);
        QCOMPARE(legend.title, QStringLiteral("Utilisation, % of capacity (all-to-all, spread)"));
        QCOMPARE(legend.ticks, (std::vector<QString>{QStringLiteral("0"), QStringLiteral("50"), QStringLiteral("100")}));
        QVERIFY(countIn(legend, "lines that are full") >= 1);
        QCOMPARE(countIn(legend, "not evaluated"), 0);

        const FabricDiagram cables = diagramOf(network, {}, FabricShow::Cables);
        QVERIFY(!lineColour(cables, 1, 0, 0.5, theme));
        QVERIFY(fabricLegend(cables, theme).title.isEmpty());
        // Without figures it says so, and takes no colour of the scale.
        const FabricDiagram unknown = diagramOf(network, {}, FabricShow::Utilisation);
        QVERIFY(fabricLegend(unknown, theme).scale.empty());
        QVERIFY(countIn(fabricLegend(unknown, theme), "not evaluated") >= 1);
    }

    void aClosedGroupShowsItsBusiestLink()
    {
        const NetworkRef network = fourNodes();
        FabricState state = stateUnder(*network, without(*network, "s01/s2"));
        FabricDiagramContent content;
        content.networks = {network};
        for (const FabricGroup& group : network->groups)
            content.opened[network->subject.text() + '|' + group.id] = false;
        content.states[network.get()] = state;
        double busiest = 0;
        const FabricDiagram diagram = fabricDiagramOf(content);
        for (const FabricBundle& bundle : diagram.bundles)
            busiest = std::max(busiest, bundle.load.value_or(0));
        QVERIFY(near(busiest, 1));
        // The same whether the greatest of each cell was kept or not.
        content.states[network.get()].cellLoad.clear();
        const FabricDiagram again = fabricDiagramOf(content);
        for (std::size_t i = 0; i < diagram.bundles.size(); ++i)
            QVERIFY(diagram.bundles[i].load == again.bundles.at(i).load);
    }

    void filteredNetworksKeepTheirLoads()
    {
        const NetworkRef network = fourNodes();
        FabricFilter filter;
        filter.only = FabricFilter::Only{{vertexOf(*network, "l01/s1")}, {}};
        const FabricNetwork part = filtered(*network, filter);
        QVERIFY(part.vertices.size() < network->vertices.size());
        const FabricLoss loss = without(*network, "s01/s2");
        const FabricState state = stateUnder(part, loss);
        QVERIFY(near(loadOf(part, state, "n01/n1", "l01/s1"), 0.75));
        QVERIFY(near(loadOf(part, state, "l01/s1", "s01/s1"), 1));
        QCOMPARE(state.lostVertices, std::vector<std::uint32_t>{vertexOf(part, "s01/s2")});
    }

    void aFailureTakesSwitchesCablesAndRailsOfTheFabricsThatHaveThem()
    {
        const auto design = std::make_shared<const Design>(test::reference("gb300-nvl72-su"));
        const Profile& by = test::profile();
        const Failures failures{design, {by.power, by.cooling, by.reliability}};
        const auto networks = fabricNetworks(design);
        const FabricNetwork& network = *networks.front();
        const Hall& hall = *design->hall();
        const auto lost = [&](const std::string& path, const FabricNetwork& of) {
            const auto failure = failures.of(std::vector{path});
            if (!failure)
                throw std::runtime_error(failure.error().text);
            return lossIn(of, *failure, hall);
        };
        const FabricLoss leaf = lost(network.subjectOf(0).path, network);
        QCOMPARE(leaf.nodes, std::vector<std::uint32_t>{network.planNodes[0]});
        QVERIFY(leaf.links.empty());

        const std::string pod = network.pods.front(), id = network.subject.path.substr(network.subject.path.find('/') + 1);
        const FabricLoss cable = lost(fmt::format("cable:{}/{}/17", pod, id), network);
        QVERIFY(cable.nodes.empty());
        FabricLoss its = lossOfCable(*network.plan, 16);
        std::ranges::sort(its.links);
        QCOMPARE(cable, its);
        QVERIFY(!cable.links.empty());
        for (std::size_t i = 1; i < networks.size(); ++i)
            QVERIFY(lost(fmt::format("cable:{}/{}/17", pod, id), *networks[i]).empty());

        // A rail takes the links of its ports and those of its leaves, and no device.
        const FabricPlan& plan = *network.plan;
        QVERIFY(plan.rails > 1);
        FabricLoss rail;
        for (std::uint32_t link = 0; link < plan.links.size(); ++link) {
            const std::uint32_t a = plan.links.a[link], b = plan.links.b[link];
            const FabricNode& of = plan.nodes[std::min(a, b)].tier == 1 ? plan.nodes[std::min(a, b)] : plan.nodes[std::max(a, b)];
            if (plan.links.rail[link] == 1 || (of.tier == 1 && of.rail == 1))
                rail.links.push_back(link);
        }
        QCOMPARE(lost(fmt::format("fabric:{}/{}/rail1", pod, id), network), rail);
        QVERIFY(!rail.links.empty() && rail.links.size() < plan.links.size());
        // A tray takes what lies in it.
        QVERIFY(!lost(fmt::format("tray:{}/{}", pod, network.arrangement->trays.front().id), network).links.empty());
    }
};

QTEST_APPLESS_MAIN(FabricOverlayTest)
#include "tst_FabricOverlay.moc"
