#include "render/fabric/HallTraffic.h"
#include "render/overlay/UseScale.h"
#include "render/plan/PlanPainter.h"
#include "render/scene/CableMesh.h"
#include "render/scene/FloorOverlay.h"
#include "tests/rules/CabledRacks.h"
#include "tests/support/Pictures.h"
#include "tests/support/Shipped.h"

#include <QElapsedTimer>
#include <QLatin1StringView>
#include <QRectF>
#include <QSize>
#include <QSizeF>
#include <QStringLiteral>
#include <QTest>

#include <QGuiApplication>

using namespace colonnade;
using namespace colonnade::model;
using namespace colonnade::render;
using test::count;
using test::picture;

namespace {

const TrafficWish ring{TrafficPattern::Ring, PathChoice::EvenSplit};

const Theme& light()
{
    return Theme::of(ThemeName::Light);
}

/// Two leaves with two nodes each, over two spines; every link of 400 Gbit/s. A tray from the rack of the nodes (middle at
/// x = 300 mm) over that of the leaves (900 mm) to that of the spines (1500 mm).
///
/// In a ring spread over the spines every node sends 400 over its own link: 100 %. One node of each leaf sends to the other
/// leaf: 400 over two uplinks of 400, 50 %.
Arrangement fourNodes(bool withNodes = true)
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
    if (withNodes) {
        link("n01/n1", PortRole::Compute, 1, "l01/s1", 1);
        link("n01/n2", PortRole::Compute, 1, "l01/s1", 2);
        link("n01/n3", PortRole::Compute, 1, "l01/s2", 1);
        link("n01/n4", PortRole::Compute, 1, "l01/s2", 2);
    }
    link("l01/s1", PortRole::Any, 3, "s01/s1", 1);
    link("l01/s1", PortRole::Any, 4, "s01/s2", 1);
    link("l01/s2", PortRole::Any, 3, "s01/s1", 2);
    link("l01/s2", PortRole::Any, 4, "s01/s2", 2);
    Arrangement arrangement = floor.arrangement;
    arrangement.fabrics = {fabric};
    CableTray tray{TrayId::literal("t01"), "Row", CableTray::Kind::Ladder, {}};
    tray.points = {{Millimetres{300}, Millimetres{600}}, {Millimetres{1500}, Millimetres{600}}};
    arrangement.trays = {tray};
    return arrangement;
}

struct Floor {
    explicit Floor(const Arrangement& arrangement = fourNodes(), int times = 1) :
        design{std::make_shared<const Design>(test::tinyDesign(arrangement, times))}
    {
    }
    /// `failed`: paths of what has; none: nothing has.
    CableOverlay overlay(CableShow show, const TrafficWish& wish = ring, const std::vector<std::string>& failed = {})
    {
        CableQuestion question;
        question.depth = show == CableShow::Utilisation ? CableDepth::Utilisation : CableDepth::Losses;
        question.traffic = wish;
        std::optional<Failures> failures;
        std::optional<Failure> failure;
        if (!failed.empty()) {
            failures.emplace(design, FailureBasis{});
            auto judged = failures->of(failed);
            if (!judged)
                throw std::runtime_error(judged.error().text);
            failure = std::move(*judged);
            question.failure = &*failure;
        }
        return {show, {}, std::make_shared<const HallCables>(hallCables(design->hall(), question, held))};
    }
    [[nodiscard]] std::shared_ptr<const LayerStates> states(const CableOverlay& overlay, std::size_t pod = 0) const
    {
        return overlay.cables->of(design->hall()->pods.at(pod));
    }
    std::shared_ptr<const Design> design;
    HeldTraffic held;
};

/// The run along the tray that begins over a rack, by the number of its placement: 0 to the leaves, 1 to the spines.
std::size_t runFrom(const LayerStates& states, int rack)
{
    const float east = 300.0F + 600.0F * static_cast<float>(rack);
    for (std::size_t i = 0; i < states.layer->lines.size(); ++i) {
        const CableLine& line = states.layer->lines[i];
        if (!line.isDrop && std::abs(line.from.x() - east) < 1 && std::abs(line.to.x() - east - 600) < 1)
            return i;
    }
    throw std::runtime_error("no such run");
}

bool near(float a, double b)
{
    return std::abs(static_cast<double>(a) - b) < 1e-6;
}

int countIn(const Legend& legend, const char* text)
{
    for (const LegendEntry& entry : legend.entries) {
        if (entry.text == QString::fromUtf8(text))
            return entry.count;
    }
    return 0;
}

QColor colourOf(const LayerStates& states, std::size_t line, CableShow show, const CableView& view = {})
{
    const auto look = cableLook(*states.layer, line, &states, show, view, light());
    return look ? look->colour : QColor{};
}

int coloured(const Mesh& mesh, const QColor& colour)
{
    const QVector4D wanted = vectorOf(colour);
    return static_cast<int>(std::ranges::count_if(mesh.vertices(), [&](const Vertex& vertex) { return (vertex.colour - wanted).length() < 0.01F; }));
}

struct Plan {
    Plan(const Design& design, const CableOverlay& overlay, const CableView& view = {}) :
        index{design.hall()}, cables{std::make_shared<PlanCables>(PlanCables::of(design.hall(), view, {}, overlay))}
    {
        content.index = &index;
        content.cables = cables;
        layout = PlanLayout::fitted(index.extent(), {{}, QSizeF{size}}, 40);
    }
    [[nodiscard]] QImage image(const char* name) const
    {
        PlanOptions options;
        options.labels = false;
        return picture(name, size, light().canvas, [&](QPainter& painter) { PlanPainter{light(), layout, options}.paint(painter, QRectF{{}, QSizeF{size}}, content); });
    }
    QSize size{1200, 800};
    PlanIndex index;
    std::shared_ptr<PlanCables> cables;
    PlanContent content;
    PlanLayout layout;
};

} // namespace

class CableOverlayTest : public QObject {
    Q_OBJECT
private slots:
    void runsTakeTheUtilisationOfTheLinksThatLieThere()
    {
        Floor floor;
        const auto states = floor.states(floor.overlay(CableShow::Utilisation));
        QVERIFY(states && states->evaluated);
        const std::size_t nodes = runFrom(*states, 0), uplinks = runFrom(*states, 1);
        QVERIFY(near(states->lines[nodes].most, 1) && near(states->lines[nodes].mean, 1));
        QVERIFY(near(states->lines[uplinks].most, 0.5) && near(states->lines[uplinks].mean, 0.5));
        QCOMPARE(states->lines[nodes].cables, 4);
        QCOMPARE(states->lines[uplinks].cables, 4);
        QCOMPARE(colourOf(*states, nodes, CableShow::Utilisation), light().sequentialAt(1));
        QCOMPARE(colourOf(*states, uplinks, CableShow::Utilisation), light().sequentialAt(0.5));
    }

    // As many cables leave the tray over the leaves as enter it; yet they are others.
    void aRunEndsWhereItsBundleDoes()
    {
        Floor floor;
        const auto states = floor.states(floor.overlay(CableShow::Utilisation));
        QVERIFY(runFrom(*states, 0) != runFrom(*states, 1));
    }

    // Both bundles of the leaves come down there: four links at 100 % and four at 50 %.
    void aDropTakesTheBusiestOfAllThatComesDown()
    {
        Floor floor;
        const auto states = floor.states(floor.overlay(CableShow::Utilisation));
        int drops = 0;
        for (std::size_t i = 0; i < states->lines.size(); ++i) {
            const CableLine& line = states->layer->lines[i];
            if (!line.isDrop || line.place != 1)
                continue;
            ++drops;
            QVERIFY(near(states->lines[i].most, 1) && near(states->lines[i].mean, 0.75));
            QCOMPARE(states->lines[i].cables, 8);
        }
        QVERIFY(drops > 0);
    }

    void theScaleAndTheLegendAreThoseOfTheDiagram()
    {
        Floor floor;
        const Legend legend = cableLegend(floor.overlay(CableShow::Utilisation), {}, light());
        QCOMPARE(legend.title, QStringLiteral("Utilisation, % of capacity (ring, spread)"));
        QCOMPARE(legend.ticks, (std::vector<QString>{QStringLiteral("0"), QStringLiteral("50"), QStringLiteral("100")}));
        QCOMPARE(countIn(legend, "runs that are full"), 1);
        QCOMPARE(countIn(legend, "not evaluated"), 0);
        QCOMPARE(useColour(light(), 0.5), light().sequentialAt(0.5));
    }

    void aNetworkWithoutTrafficIsNotEvaluated()
    {
        Floor floor{fourNodes(false)};
        const CableOverlay overlay = floor.overlay(CableShow::Utilisation);
        const auto states = floor.states(overlay);
        const std::size_t uplinks = runFrom(*states, 1);
        QVERIFY(!states->evaluated && !states->lines[uplinks].load());
        QCOMPARE(colourOf(*states, uplinks, CableShow::Utilisation), faintColour(light()));
        const Legend legend = cableLegend(overlay, {}, light());
        QVERIFY(legend.scale.empty());
        QCOMPARE(countIn(legend, "not evaluated"), 1);
        QCOMPARE(cableWords(states->lines[uplinks], CableShow::Utilisation), QStringLiteral("utilisation not evaluated"));
    }

    // Of four uplinks two are left, of one spine: all-to-all the four flows of a leaf to the other have 100 each there, which
    // fills it, and three of them are 300 of the 400 of a node.
    void utilisationIsOfWhatAFailureLeaves()
    {
        Floor floor;
        const CableOverlay overlay = floor.overlay(CableShow::Utilisation, {}, {"su-1/s01/s2"});
        const auto states = floor.states(overlay);
        const CableState& nodes = states->lines[runFrom(*states, 0)];
        const CableState& uplinks = states->lines[runFrom(*states, 1)];
        QVERIFY(near(nodes.most, 0.75));
        QVERIFY(near(uplinks.most, 1) && near(uplinks.mean, 1));
        QCOMPARE(uplinks.lost, 2);
        QCOMPARE(cableWords(uplinks, CableShow::Utilisation), QStringLiteral("up to 100\u00a0% used, mean 100\u00a0%, 2 of 4 lost"));
    }

    void whatAFailureTakesIsDrawnLostAndOnlyWhereItFailed()
    {
        Floor floor{fourNodes(), 2};
        const CableOverlay overlay = floor.overlay(CableShow::Failure, {}, {"su-1/s01"});
        const auto failed = floor.states(overlay, 0), whole = floor.states(overlay, 1);
        QVERIFY(failed != whole);
        const std::size_t nodes = runFrom(*failed, 0), uplinks = runFrom(*failed, 1);
        QVERIFY(failed->lines[uplinks].wholly());
        QCOMPARE(failed->lines[nodes].lost, 0);
        QCOMPARE(whole->lines[uplinks].lost, 0);
        const auto lost = cableLook(*failed->layer, uplinks, failed.get(), CableShow::Failure, {}, light());
        QVERIFY(lost && lost->lost);
        QCOMPARE(lost->colour, light().error);
        // What works is drawn where cables are shown.
        QVERIFY(!cableLook(*failed->layer, nodes, failed.get(), CableShow::Failure, {}, light()));
        CableView shown;
        shown.shown = true;
        QCOMPARE(colourOf(*failed, nodes, CableShow::Failure, shown), faintColour(light()));
        const Legend legend = cableLegend(overlay, {}, light());
        QCOMPARE(countIn(legend, "runs lost"), 1);
        QCOMPARE(countIn(legend, "runs whole"), 3);
    }

    void aRunThatLosesSomeOfItsCablesIsNarrowed()
    {
        Floor floor;
        const CableOverlay overlay = floor.overlay(CableShow::Failure, {}, {"su-1/s01/s2"});
        const auto states = floor.states(overlay);
        const std::size_t uplinks = runFrom(*states, 1);
        QCOMPARE(states->lines[uplinks].lost, 2);
        QCOMPARE(colourOf(*states, uplinks, CableShow::Failure), light().warning);
        QCOMPARE(countIn(cableLegend(overlay, {}, light()), "runs with some cables lost"), 1);
    }

    void aNetworkThatIsLeftOutIsNotTold()
    {
        Floor floor;
        const CableOverlay overlay = floor.overlay(CableShow::Utilisation);
        CableView view;
        view.hidden = {FabricRole::ScaleOut};
        const auto states = floor.states(overlay);
        QVERIFY(!cableLook(*states->layer, runFrom(*states, 0), states.get(), CableShow::Utilisation, view, light()));
        QVERIFY(cableLegend(overlay, view, light()).entries.empty());
    }

    void thePlanDrawsTheRunsInTheirColours()
    {
        Floor floor;
        const QRectF all{0, 0, 1200, 800};
        const QImage plain = Plan{*floor.design, {}}.image("plan-no-utilisation");
        Plan plan{*floor.design, floor.overlay(CableShow::Utilisation)};
        const QImage used = plan.image("plan-utilisation");
        for (const double share : {1.0, 0.5})
            QVERIFY(count(used, all, light().sequentialAt(share), 3) > count(plain, all, light().sequentialAt(share), 3) + 200);
        QVERIFY(plan.cables->onTop());
        const auto& pod = floor.design->hall()->pods.front();
        const QString words = plan.cables->wordsAt(pod.at + Point{Millimetres{600}, Millimetres{600}}, Millimetres{50});
        QCOMPARE(words, QStringLiteral("compute: 4 cables, up to 100\u00a0% used, mean 100\u00a0%"));

        const QImage failed = Plan{*floor.design, floor.overlay(CableShow::Failure, {}, {"su-1/s01"})}.image("plan-cables-lost");
        QVERIFY(count(failed, all, light().error, 3) > count(plain, all, light().error, 3) + 50);
    }

    void theSceneDrawsTheRunsInTheSameColours()
    {
        Floor floor{fourNodes(), 2};
        const ScenePalette palette = ScenePalette::of(light());
        const auto solids = [](const FloorScene& scene, std::size_t group) -> const Mesh& { return scene.groups()[group].furniture->solids; };
        const FloorScene plain = FloorScene::of(*floor.design, palette);
        const FloorScene used = FloorScene::of(*floor.design, palette, &plain, {}, floor.overlay(CableShow::Utilisation));
        for (const double share : {1.0, 0.5}) {
            QCOMPARE(coloured(solids(plain, 0), light().sequentialAt(share)), 0);
            QVERIFY(coloured(solids(used, 0), light().sequentialAt(share)) > 0);
        }
        QCOMPARE(used.groups()[0].furniture, used.groups()[1].furniture); // Alike, and so drawn from one mesh.
        const FloorScene again = FloorScene::of(*floor.design, palette, &used, {}, used.cableOverlay());
        QCOMPARE(again.groups()[0].furniture, used.groups()[0].furniture); // Kept.

        const FloorScene failed = FloorScene::of(*floor.design, palette, &used, {}, floor.overlay(CableShow::Failure, {}, {"su-1/s01"}));
        QVERIFY(coloured(solids(failed, 0), light().error) > 0);
        QCOMPARE(coloured(solids(failed, 1), light().error), 0);
        const OverlayColours colours = OverlayColours::ofFailure(failed, nullptr);
        QCOMPARE(countIn(colours.legend, "runs lost"), 1);
    }

    void theFillOfTraysIsDrawnInSpaceToo()
    {
        const Design design = test::reference("dgx-h100-superpod-su");
        HeldTraffic held;
        CableQuestion question;
        const CableOverlay overlay{CableShow::Networks, {true, 0.4, 0.5}, std::make_shared<const HallCables>(hallCables(design.hall(), question, held))};
        QVERIFY(held.empty()); // Routes ask for no traffic.
        const ScenePalette palette = ScenePalette::of(light());
        const FloorScene plain = FloorScene::of(design, palette);
        const FloorScene filled = FloorScene::of(design, palette, &plain, {}, overlay);
        const auto& layer = *overlay.cables->pods.begin()->second.states->layer;
        QVERIFY(!layer.fills.empty());
        int known = 0, expected = 0;
        for (const TrayFillLine& fill : layer.fills) {
            known += fill.fill ? 1 : 0;
            expected += fill.fill && *fill.fill <= 0.4 ? 1 : 0;
        }
        QVERIFY(known > 0);
        const int before = coloured(plain.groups().front().furniture->solids, light().ok);
        QVERIFY(coloured(filled.groups().front().furniture->solids, light().ok) >= before + expected);
        QVERIFY(expected > 0);
        const Legend legend = OverlayColours::ofFigures(filled, floorFigures(FloorOverlay::TrayFill, {.hall = design.hall().get(), .design = nullptr, .profile = nullptr, .cooling = nullptr, .loops = {}, .states = nullptr})).legend;
        QCOMPARE(legend.title, QStringLiteral("Tray fill, % of the usable section"));
        QCOMPARE(countIn(legend, "up to 40\u00a0%"), expected * static_cast<int>(design.hall()->pods.size()));
    }

    void trafficIsWorkedOutOnceForAllWhoHoldIt()
    {
        Floor floor;
        const auto& pod = floor.design->hall()->pods.front().pod;
        const auto plan = fabricPlan(pod, FabricId::literal("compute"), floor.design->hall()->trayHeight);
        const auto one = sharedTraffic(plan, {}, ring), other = sharedTraffic(plan, {}, ring);
        QCOMPARE(one, other);
        QVERIFY(sharedTraffic(plan, {}, {}) != one);
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(!sharedTraffic(plan, {{0}, {}}, ring, stop.get_token())->rates.evaluated());
        QVERIFY(sharedTraffic(plan, {{0}, {}}, ring)->rates.evaluated()); // What was stopped is not kept.
    }

    // 400 scalable units of 256 accelerators: one is worked out, and drawing looks up.
    void aHundredThousandAcceleratorsAreWorkedOutByTheirPodDesign()
    {
        Design design = test::reference("dgx-h100-superpod-su");
        Hall hall = *design.hall();
        const PodPlacement first = hall.pods.front();
        hall.pods.clear();
        hall.outline.clear();
        for (int i = 0; i < 400; ++i) {
            PodPlacement pod = first;
            pod.id = PlacementId::literal(fmt::format("p{}", i + 1));
            pod.at = {Millimetres{30'000 * (i % 20)}, Millimetres{30'000 * (i / 20)}};
            hall.pods.push_back(pod);
        }
        design = design.withHall(std::move(hall));
        HeldTraffic held;
        CableQuestion question;
        question.depth = CableDepth::Utilisation;
        QElapsedTimer timer;
        timer.start();
        const CableOverlay overlay{CableShow::Utilisation, {}, std::make_shared<const HallCables>(hallCables(design.hall(), question, held))};
        QCOMPARE(overlay.cables->pods.size(), std::size_t{400});
        for (const auto& [id, pod] : overlay.cables->pods)
            QCOMPARE(pod.states, overlay.cables->pods.begin()->second.states);
        QVERIFY2(timer.elapsed() < 60'000, qPrintable(QString::number(timer.elapsed())));
        const Plan plan{design, overlay};
        timer.start();
        (void)plan.image("plan-utilisation-large");
        QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
    }
};

int main(int argc, char** argv)
{
    QGuiApplication application{argc, argv};
    CableOverlayTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_CableOverlay.moc"
