#include "render/fabric/FabricDiagram.h"
#include "render/fabric/FabricPainter.h"

#include "model/fabric/topology/TopologyRecipe.h"
#include "render/report/Picture.h"
#include "render/theme/Fonts.h"
#include "tests/support/Pictures.h"
#include "tests/support/Shipped.h"

#include <QLatin1StringView>
#include <QPointF>
#include <QRect>
#include <QRectF>
#include <QSize>
#include <QSizeF>
#include <QStringList>
#include <QStringLiteral>
#include <QTest>

#include <QGuiApplication>
#include <QSvgRenderer>

#include <map>
#include <numeric>
#include <set>

using namespace colonnade;
using namespace colonnade::model;
using namespace colonnade::render;

namespace {

using Kind = FabricBox::Kind;
using NetworkRef = std::shared_ptr<const FabricNetwork>;

const Theme& light()
{
    return Theme::of(ThemeName::Light);
}

ClosRecipe clos(int endpoints, int ports, int tiers = 2)
{
    ClosRecipe recipe;
    recipe.endpoints = endpoints;
    recipe.switchPorts = ports;
    recipe.tiers = tiers;
    recipe.endpointSpeed = recipe.spineSpeed = recipe.coreSpeed = 800;
    return recipe;
}

ClosRecipe rails(int nodes, int count, int ports, int perUnit)
{
    ClosRecipe recipe = clos(nodes * count, ports);
    recipe.rails = count;
    recipe.nodesPerUnit = perUnit;
    return recipe;
}

Topology made(const TopologyRecipe& recipe)
{
    auto topology = built(recipe);
    if (!topology)
        throw std::runtime_error(topology.error().text);
    return std::move(*topology);
}

NetworkRef network(const Topology& topology)
{
    return std::make_shared<const FabricNetwork>(fabricNetwork(topology, QStringLiteral("Compute")));
}

struct Sample {
    const char* name;
    TopologyRecipe recipe;
};

std::vector<Sample> samples()
{
    ClosRecipe planes = clos(512, 64);
    planes.planes = 2;
    ClosRecipe railOnly = rails(64, 4, 32, 16);
    railOnly.railsMeet = RailMeeting::Nowhere;
    ClosRecipe three = clos(0, 16, 3);
    DragonflyRecipe fly;
    fly.globalPorts = 2;
    DragonflyPlusRecipe plus;
    plus.switchPorts = 8;
    SlimFlyRecipe slim;
    slim.q = 5;
    HammingMeshRecipe hamming;
    hamming.gridWidth = hamming.gridHeight = 4;
    return {{"sixteen-on-one-switch", clos(16, 64)},
            {"two-tiers", clos(648, 36)},
            {"rails-576", rails(144, 4, 64, 18)},
            {"rail-only", railOnly},
            {"twin-plane", planes},
            {"three-tiers", three},
            {"dragonfly", fly},
            {"dragonfly-plus", plus},
            {"torus", TorusRecipe{{8, 8, 8}, true, {4, 4, 4}}},
            {"hyperx", HyperXRecipe{{8, 8}, 8}},
            {"slim-fly", slim},
            {"hamming-mesh", hamming},
            {"scale-up", ScaleUpRecipe{72, 18, 18, 72}}};
}

/// 98,304 endpoints in nodes of eight, rail-optimised in three tiers.
const Topology& large()
{
    static const Topology topology = [] {
        ClosRecipe recipe = rails(12'288, 8, 128, 32);
        recipe.tiers = 3;
        return made(recipe);
    }();
    return topology;
}

FabricDiagram diagramOf(const NetworkRef& network, std::map<std::string, bool> opened = {})
{
    FabricDiagramContent content;
    content.networks = {network};
    content.opened = std::move(opened);
    return fabricDiagramOf(content);
}

/// Every group of it open, to the last vertex.
std::map<std::string, bool> allOpen(const FabricNetwork& network)
{
    std::map<std::string, bool> opened;
    for (const FabricGroup& group : network.groups)
        opened[network.subject.text() + '|' + group.id] = true;
    return opened;
}

std::size_t drawnItems(const FabricDiagram& diagram)
{
    std::size_t lines = 0;
    for (const FabricTrunk& trunk : diagram.trunks)
        lines += trunk.lines.size() + 1;
    const auto apart = std::ranges::count_if(diagram.bundles, [](const FabricBundle& bundle) { return !bundle.trunk; });
    return diagram.boxes.size() + diagram.frames.size() + lines + static_cast<std::size_t>(apart);
}

/// The first pair of boxes that cover one another; empty where there is none.
QString overlap(const FabricDiagram& diagram)
{
    for (std::size_t i = 0; i < diagram.boxes.size(); ++i) {
        for (std::size_t j = i + 1; j < diagram.boxes.size(); ++j) {
            if (diagram.boxes[i].body.intersects(diagram.boxes[j].body))
                return QStringLiteral("%1 %2").arg(i).arg(j);
        }
    }
    return {};
}

/// The sum of what the symbols of a tier stand for.
std::uint64_t counted(const FabricDiagram& diagram, std::uint8_t tier)
{
    std::uint64_t count = 0;
    for (const FabricBox& box : diagram.boxes)
        count += box.kind == Kind::Symbol && box.tier == tier ? box.count : 0;
    return count;
}

QImage painted(const char* name, const FabricDiagram& diagram, const FabricMarks& marks = {}, QSize size = {1440, 900}, const Theme& theme = light())
{
    return test::picture(name, size, theme.canvas, [&](QPainter& painter) {
        const QRectF area{QPointF{}, QSizeF{size}};
        FabricPainter{theme, DiagramWindow::fitted(diagram.extent, area)}.paint(painter, area, diagram, marks);
    });
}

} // namespace

class FabricDiagramTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { loadFonts(); }

    void everyFamilyIsDrawnWithoutOverlap_data()
    {
        QTest::addColumn<int>("sample");
        QTest::addColumn<bool>("open");
        const auto all = samples();
        for (std::size_t i = 0; i < all.size(); ++i) {
            QTest::addRow("%s", all[i].name) << static_cast<int>(i) << false;
            QTest::addRow("%s, all open", all[i].name) << static_cast<int>(i) << true;
        }
    }
    void everyFamilyIsDrawnWithoutOverlap()
    {
        QFETCH(int, sample);
        QFETCH(bool, open);
        const Sample one = samples()[static_cast<std::size_t>(sample)];
        const Topology topology = made(one.recipe);
        const NetworkRef drawn = network(topology);
        const FabricDiagram diagram = diagramOf(drawn, open ? allOpen(*drawn) : std::map<std::string, bool>{});
        QCOMPARE(overlap(diagram), QString{});
        for (const FabricBox& box : diagram.boxes)
            QVERIFY(diagram.extent.contains(box.body));

        // What is shown is all there is: of every tier all switches, and every link between or within symbols.
        for (int tier = 1; tier < static_cast<int>(drawn->tiers.size()); ++tier)
            QCOMPARE(counted(diagram, static_cast<std::uint8_t>(tier)), static_cast<std::uint64_t>(topology.switchesOfTier(tier)));
        const std::uint64_t nodes = (topology.endpoints + static_cast<std::uint32_t>(topology.endpointsPerNode) - 1) / static_cast<std::uint32_t>(topology.endpointsPerNode);
        QCOMPARE(counted(diagram, 0), drawn->lateral && topology.switches.size() > 0 ? 0 : nodes);
        const FabricSheet& sheet = diagram.sheets.front();
        QCOMPARE(sheet.inner + sheet.drawn, static_cast<std::uint64_t>(topology.linkCount()));
        const auto links = std::accumulate(diagram.bundles.begin(), diagram.bundles.end(), std::uint64_t{0}, [](std::uint64_t sum, const FabricBundle& bundle) { return sum + bundle.links; });
        QCOMPARE(links, sheet.drawn);

        const QImage image = painted(open ? qPrintable(QStringLiteral("fabric-%1-open").arg(QLatin1StringView{one.name})) : qPrintable(QStringLiteral("fabric-%1").arg(QLatin1StringView{one.name})), diagram);
        QVERIFY(test::drawn(image, image.rect(), light().canvas) > 5000);
    }

    void aHundredThousandEndpointsAreAFewSymbols()
    {
        const NetworkRef drawn = network(large());
        const FabricDiagram diagram = diagramOf(drawn);
        QCOMPARE(counted(diagram, 0), std::uint64_t{12'288});
        QCOMPARE(diagram.sheets.front().inner + diagram.sheets.front().drawn, static_cast<std::uint64_t>(large().linkCount()));
        QVERIFY2(drawnItems(diagram) < 400, qPrintable(QString::number(drawnItems(diagram))));
        QCOMPARE(overlap(diagram), QString{});
        painted("fabric-98304", diagram);
    }

    void anOpenedGroupShowsItsMembersAndTheRestStays()
    {
        const NetworkRef drawn = network(large());
        const FabricDiagram closed = diagramOf(drawn);
        std::map<std::string, bool> opened;
        // Down to one unit, by what one sees first.
        FabricDiagram diagram = closed;
        for (int step = 0; step < 4; ++step) {
            const auto at = std::ranges::find_if(diagram.boxes, [](const FabricBox& box) { return box.opens && box.tier == 1; });
            if (at == diagram.boxes.end())
                break;
            const std::string key = diagram.openKey(static_cast<std::size_t>(at - diagram.boxes.begin()));
            QVERIFY(!key.empty());
            opened[key] = true;
            const std::size_t before = diagram.boxes.size();
            diagram = diagramOf(drawn, opened);
            QVERIFY(diagram.boxes.size() > before);
            QCOMPARE(overlap(diagram), QString{});
            QCOMPARE(counted(diagram, 0), std::uint64_t{12'288});
            QCOMPARE(diagram.sheets.front().inner + diagram.sheets.front().drawn, static_cast<std::uint64_t>(large().linkCount()));
        }
        QVERIFY(drawnItems(diagram) < 900);
        painted("fabric-98304-open", diagram);

        // And back: closing the last one gives the picture before it.
        const auto member = std::ranges::find_if(diagram.boxes, [&](const FabricBox& box) { return box.tier == 1 && opened.contains(diagram.closeKey(static_cast<std::size_t>(&box - diagram.boxes.data()))); });
        QVERIFY(member != diagram.boxes.end());
        opened[diagram.closeKey(static_cast<std::size_t>(member - diagram.boxes.begin()))] = false;
        QVERIFY(diagramOf(drawn, opened).boxes.size() < diagram.boxes.size());
    }

    void theSameNetworkIsLaidOutAlike()
    {
        const FabricDiagram one = diagramOf(network(large())), other = diagramOf(network(large()));
        QCOMPARE(one.boxes.size(), other.boxes.size());
        for (std::size_t i = 0; i < one.boxes.size(); ++i)
            QCOMPARE(one.boxes[i].body, other.boxes[i].body);
    }

    void leavesStandInTheColumnOfTheirNodes()
    {
        // Four units of 18 nodes, each with a leaf per rail: no spine is above one unit only.
        const NetworkRef drawn = network(made(rails(72, 4, 64, 18)));
        const FabricDiagram diagram = diagramOf(drawn);
        int pairs = 0;
        for (const FabricBox& leaf : diagram.boxes) {
            for (const FabricBox& node : diagram.boxes) {
                if (leaf.kind != Kind::Symbol || node.kind != Kind::Symbol || leaf.tier != 1 || node.tier != 0 || leaf.texts.front().text != node.texts.front().text)
                    continue;
                QVERIFY(std::abs(leaf.body.center().x() - node.body.center().x()) < leaf.body.width());
                QVERIFY(leaf.body.bottom() < node.body.top());
                ++pairs;
            }
        }
        QCOMPARE(pairs, 4);
    }

    void aBundleSaysHowManyLinksItHasAndHowFast()
    {
        // 2 leaves and 1 spine: 64 endpoints on switches of 64 ports, 32 uplinks from each leaf.
        ClosRecipe recipe = clos(64, 64);
        recipe.leaves = 2;
        recipe.spines = 1;
        recipe.linksPerPair = 32;
        const NetworkRef drawn = network(made(recipe));
        const FabricDiagram diagram = diagramOf(drawn);
        QStringList said;
        for (const FabricBox& box : diagram.boxes) {
            if (box.kind == Kind::Label && box.bundle && diagram.boxes[diagram.bundles[*box.bundle].to].tier == 2)
                said << box.texts.front().text;
        }
        QCOMPARE(said, (QStringList{QStringLiteral("32 × 800G"), QStringLiteral("32 × 800G")}));
    }

    void aFilterLeavesOnlyOneRail()
    {
        const Topology topology = made(rails(72, 4, 64, 18));
        FabricFilter filter;
        filter.rail = 2;
        const NetworkRef all = network(topology), one = std::make_shared<const FabricNetwork>(filtered(*all, filter));
        // A quarter of the leaves and of their links; all spines that they reach, and all nodes.
        QCOMPARE(one->links * 4, all->links);
        const FabricDiagram diagram = diagramOf(one), whole = diagramOf(all);
        QCOMPARE(counted(diagram, 1) * 4, counted(whole, 1));
        QCOMPARE(counted(diagram, 0), counted(whole, 0));
        for (std::uint32_t v = 0; v < one->switches; ++v)
            QVERIFY(one->vertices.tier[v] != 1 || one->vertices.rail[v] == 2);
    }

    void whatIsLostIsCountedAndStruckOut()
    {
        const NetworkRef drawn = network(made(rails(16, 8, 64, 16)));
        FabricDiagramContent content;
        content.networks = {drawn};
        FabricState state;
        state.lostVertices = {0}; // The first leaf, with a link to each of 16 nodes.
        state.name = QStringLiteral("Leaf 1 lost");
        content.states[drawn.get()] = state;
        const FabricDiagram diagram = fabricDiagramOf(content);
        std::uint64_t lost = 0, symbols = 0;
        for (const FabricBundle& bundle : diagram.bundles)
            lost += bundle.lost;
        for (const FabricBox& box : diagram.boxes)
            symbols += box.lost;
        std::uint64_t degree = 0;
        for (std::size_t i = 0; i < drawn->strands.size(); ++i)
            degree += drawn->strands.a[i] == 0 || drawn->strands.b[i] == 0 ? drawn->strands.count[i] : 0;
        QCOMPARE(lost, degree);
        QVERIFY(degree >= 16);
        QCOMPARE(symbols, std::uint64_t{1});
        const auto box = *diagram.boxOf(0, 0);
        QVERIFY(std::ranges::any_of(diagram.boxes[box].texts, [](const DiagramText& text) { return text.look == DiagramText::Look::Alarm && text.text.contains(QStringLiteral("lost")); }));

        // Seen without colour: the picture differs in grey where the leaf stands.
        const auto grey = [](const QImage& image) { return image.convertToFormat(QImage::Format_Grayscale8); };
        const FabricDiagram normal = diagramOf(drawn);
        const QImage before = grey(painted("fabric-normal", normal)), after = grey(painted("fabric-lost", diagram));
        const DiagramWindow window = DiagramWindow::fitted(normal.extent, QRectF{0, 0, 1440, 900});
        const QRect place = window.toView(normal.boxes[box].body).toAlignedRect();
        int differ = 0;
        for (int y = place.top(); y < place.bottom(); ++y) {
            for (int x = place.left(); x < place.right(); ++x)
                differ += std::abs(qGray(before.pixel(x, y)) - qGray(after.pixel(x, y))) > 24 ? 1 : 0;
        }
        QVERIFY2(differ * 12 > place.width() * place.height(), qPrintable(QString::number(differ)));
    }

    void theBusiestLinkOfABundleIsShown()
    {
        const NetworkRef drawn = network(made(clos(64, 64)));
        FabricDiagramContent content;
        content.networks = {drawn};
        FabricState state;
        state.load.assign(drawn->strands.size(), 0.25F);
        state.load[0] = 0.75F;
        content.states[drawn.get()] = state;
        const FabricDiagram diagram = fabricDiagramOf(content);
        const auto first = diagram.bundleBetween(*diagram.boxOf(0, drawn->strands.a[0]), *diagram.boxOf(0, drawn->strands.b[0]));
        QVERIFY(first);
        QCOMPARE(*diagram.bundles[*first].load, 0.75);
    }

    void aPlannedFabricHasItsSwitchesAndCables()
    {
        const auto design = std::make_shared<const Design>(test::reference("dgx-h100-superpod-su"));
        const auto networks = fabricNetworks(design);
        const auto facts = fabricFacts(*design);
        QCOMPARE(networks.size(), facts.size());
        FabricDiagramContent content;
        content.networks = networks;
        const FabricDiagram diagram = fabricDiagramOf(content);
        QCOMPARE(overlap(diagram), QString{});
        for (std::size_t i = 0; i < networks.size(); ++i) {
            const FabricPlan& plan = *facts[i].plan;
            std::uint64_t switches = 0, nodes = 0;
            for (const FabricBox& box : diagram.boxes) {
                if (box.sheet == i && box.kind == Kind::Symbol)
                    (box.tier > 0 ? switches : nodes) += box.count;
            }
            QCOMPARE(switches, std::uint64_t{plan.switchCount});
            QCOMPARE(nodes, plan.nodes.size() - plan.switchCount);
            QCOMPARE(diagram.sheets[i].inner + diagram.sheets[i].drawn, std::uint64_t{plan.links.size()});
        }
        painted("fabric-dgx", diagram);
        painted("fabric-dgx-dark", diagram, {}, {1440, 900}, Theme::of(ThemeName::Dark));
        for (const std::string_view name : test::references) {
            const auto other = std::make_shared<const Design>(test::reference(name));
            FabricDiagramContent all;
            all.networks = fabricNetworks(other);
            const FabricDiagram drawn = fabricDiagramOf(all);
            QCOMPARE(overlap(drawn), QString{});
            painted(fmt::format("fabric-{}", name).c_str(), drawn);
        }
    }

    void aSwitchAndACableAreFoundWhereTheyAreDrawn()
    {
        const auto design = std::make_shared<const Design>(test::reference("dgx-h100-superpod-su"));
        FabricDiagramContent content;
        content.networks = fabricNetworks(design);
        const FabricDiagram diagram = fabricDiagramOf(content);
        for (std::size_t i = 0; i < diagram.boxes.size(); ++i) {
            const FabricBox& box = diagram.boxes[i];
            const auto subjects = diagram.subjectsOf(i);
            QVERIFY(!subjects.empty());
            if (box.kind != Kind::Symbol)
                continue;
            QCOMPARE(subjects.size(), std::size_t{box.count});
            const auto boxes = diagram.boxesOf(subjects.front());
            QVERIFY2(std::ranges::find(boxes, i) != boxes.end(), subjects.front().text().c_str());
        }
        // Each cable of the first fabric: its bundle joins the boxes of the two devices at its ends.
        const FabricNetwork& network = *content.networks.front();
        const FabricPlan& plan = *network.plan;
        for (std::size_t cable = 0; cable < plan.cables.size(); cable += 7) {
            const Subject subject{Subject::Where::Cable, fmt::format("{}/{}", network.subject.path, cable + 1)};
            const std::uint32_t link = plan.cables.links(cable).front();
            const auto bundle = diagram.bundleOf(subject);
            const auto a = diagram.boxOf(0, plan.links.a[link]), b = diagram.boxOf(0, plan.links.b[link]);
            QVERIFY(a && b);
            QCOMPARE(bundle, diagram.bundleBetween(*a, *b));
            QVERIFY(!diagram.boxesOf(subject).empty());
        }
        QVERIFY(diagram.boxesOf(Subject::instance("nowhere/at/all")).empty());
    }

    void aLabelSelectsTheCablesOfItsBundle()
    {
        const auto design = std::make_shared<const Design>(test::reference("dgx-h100-superpod-su"));
        FabricDiagramContent content;
        content.networks = fabricNetworks(design);
        const FabricDiagram diagram = fabricDiagramOf(content);
        int labels = 0;
        for (std::size_t i = 0; i < diagram.boxes.size(); ++i) {
            if (diagram.boxes[i].kind != Kind::Label)
                continue;
            for (const Subject& subject : diagram.subjectsOf(i, 12)) {
                QCOMPARE(subject.where, Subject::Where::Cable);
                const auto boxes = diagram.boxesOf(subject);
                QVERIFY(std::ranges::find(boxes, i) != boxes.end());
            }
            ++labels;
        }
        QVERIFY(labels > 0);
    }

    void aFindingMarksItsSwitchAndItsFabric()
    {
        const auto design = std::make_shared<const Design>(test::reference("dgx-h100-superpod-su"));
        FabricDiagramContent content;
        content.networks = fabricNetworks(design);
        const FabricDiagram diagram = fabricDiagramOf(content);
        const FabricNetwork& network = *content.networks.front();
        Finding finding;
        finding.rule = "NET-001";
        finding.severity = Severity::Error;
        finding.subjects = {network.subjectOf(0), network.subject};
        Finding other = finding;
        other.rule = "PWR-001";
        other.subjects = {network.subjectOf(1)};
        FabricMarks marks;
        addFindings(marks, diagram, {finding, other});
        QCOMPARE(marks.findings.size(), std::size_t{1});
        QCOMPARE(marks.findings.begin()->first, *diagram.boxOf(0, 0));
        QCOMPARE(marks.findings.begin()->second, Glyph::Error);
        QCOMPARE(marks.sheets.begin()->first, std::size_t{0});
    }

    void everyVertexHasAPathOfGroupsToOpen()
    {
        const NetworkRef drawn = network(large());
        for (const std::uint32_t vertex : {0U, drawn->switches - 1, drawn->switches, static_cast<std::uint32_t>(drawn->vertices.size()) - 1}) {
            std::map<std::string, bool> opened;
            for (const std::string& key : keysTo(*drawn, vertex))
                opened[key] = true;
            const FabricDiagram diagram = diagramOf(drawn, opened);
            const auto box = diagram.boxOf(0, vertex);
            QVERIFY(box);
            QCOMPARE(diagram.boxes[*box].vertex, std::optional{vertex});
        }
    }

    void namesAreNotCoveredByLabelsFromFarAway_data()
    {
        QTest::addColumn<double>("scale");
        for (const double scale : {1.0, 0.6, 0.4, 0.3, 0.2})
            QTest::newRow(qPrintable(QString::number(scale))) << scale;
    }
    void namesAreNotCoveredByLabelsFromFarAway()
    {
        QFETCH(double, scale);
        FabricDiagramContent content;
        content.networks = fabricNetworks(std::make_shared<const Design>(test::reference("dgx-h100-superpod-su")));
        const FabricDiagram diagram = fabricDiagramOf(content);
        const DiagramWindow window{scale, QPointF{8, 8} - diagram.extent.topLeft() * scale};
        const FabricPainter fabric{light(), window};
        QImage image{(diagram.extent.size() * scale).toSize() + QSize{16, 16}, QImage::Format_ARGB32_Premultiplied};
        image.setDotsPerMeterX(3780);
        image.setDotsPerMeterY(3780);
        QPainter painter{&image};
        const QRectF all = image.rect();
        const auto labels = fabric.labelPlaces(painter, diagram, all);
        const auto names = fabric.namePlaces(painter, diagram);
        QVERIFY(names.size() > diagram.sheets.size());
        for (std::size_t i = 0; i < labels.size(); ++i) {
            QCOMPARE(diagram.boxes[labels[i].first].kind, Kind::Label);
            for (const QRectF& name : names)
                QVERIFY(!name.intersects(labels[i].second));
            for (std::size_t k = 0; k < i; ++k)
                QVERIFY(!labels[k].second.intersects(labels[i].second));
        }
        if (scale == 1.0)
            QVERIFY(!labels.empty());
    }

    void theTitleOfAFabricIsOutlinedWhereItIsSelected()
    {
        const FabricDiagram diagram = diagramOf(network(made(clos(64, 64))));
        const DiagramWindow window{1.0, QPointF{8, 8} - diagram.extent.topLeft()};
        const FabricPainter fabric{light(), window};
        QRectF title;
        const auto picture = [&](const FabricMarks& marks) {
            return test::picture("fabric-title", {900, 500}, light().canvas, [&](QPainter& painter) {
                title = fabric.titleArea(diagram.sheets.front().frame, diagram.sheets.front().title, painter.device());
                fabric.paint(painter, {0, 0, 900, 500}, diagram, marks);
            });
        };
        const QImage plain = picture({});
        // The pixels about the title that the marks change.
        const auto outlined = [&](const FabricMarks& marks) {
            const QImage marked = picture(marks);
            const QRect area = title.adjusted(-3, -3, 3, 3).toAlignedRect();
            int changed = 0;
            for (int y = area.top(); y <= area.bottom(); ++y) {
                for (int x = area.left(); x <= area.right(); ++x)
                    changed += marked.pixel(x, y) != plain.pixel(x, y) ? 1 : 0;
            }
            return changed;
        };
        FabricMarks selected, hovered;
        selected.selectedSheets = {0};
        hovered.hoveredSheet = 0;
        QCOMPARE(outlined({}), 0);
        QVERIFY(outlined(hovered) > 40);
        QVERIFY(outlined(selected) > outlined(hovered));
    }

    void theSvgSaysWhatTheScreenSays()
    {
        const FabricDiagram diagram = diagramOf(network(made(clos(64, 64))));
        const auto bytes = svgOf(
            [&](QPainter& painter, const QRectF& area) { FabricPainter{light(), DiagramWindow::fitted(diagram.extent, area)}.paint(painter, area, diagram, {}); },
            {1600, 1000}, light().canvas);
        QVERIFY(bytes);
        QVERIFY(QSvgRenderer{*bytes}.isValid());
        QVERIFY(bytes->size() > 2000);
    }
};

QTEST_MAIN(FabricDiagramTest)
#include "tst_Fabric.moc"
