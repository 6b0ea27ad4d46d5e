#include "model/exchange/ProfileReader.h"
#include "render/cables/FabricColour.h"
#include "render/elevation/CableMarks.h"
#include "render/elevation/ElevationPainter.h"
#include "render/plan/PlanPainter.h"
#include "render/scene/CableMesh.h"
#include "render/scene/FloorScene.h"
#include "tests/support/Pictures.h"
#include "tests/support/Shipped.h"

#include <QRectF>
#include <QSize>
#include <QSizeF>
#include <QTest>

#include <QGuiApplication>

#include <algorithm>

using namespace colonnade;
using namespace colonnade::model;
using namespace colonnade::render;
using test::count;
using test::picture;

namespace {

const Theme& light()
{
    return Theme::of(ThemeName::Light);
}

Design& superPod()
{
    static Design design = test::reference("dgx-h100-superpod-su");
    return design;
}

CableView shown()
{
    CableView view;
    view.shown = true;
    return view;
}

struct Plan {
    explicit Plan(const CableView& view, const TrayFillView& fill = {}, const Design& design = superPod()) :
        index{design.hall()}, cables{std::make_shared<PlanCables>(PlanCables::of(design.hall(), view, fill))}
    {
        content.index = &index;
        content.cables = cables;
        layout = PlanLayout::fitted(index.extent(), {{}, QSizeF{size}});
    }
    [[nodiscard]] QImage image(const char* name) const
    {
        return picture(name, size, light().canvas, [&](QPainter& painter) { PlanPainter{light(), layout}.paint(painter, QRectF{{}, QSizeF{size}}, content); });
    }
    QSize size{1400, 1000};
    PlanIndex index;
    std::shared_ptr<PlanCables> cables;
    PlanContent content;
    PlanLayout layout;
};

int pixels(const QImage& image, FabricRole role)
{
    return count(image, image.rect(), fabricColour(light(), role), 4);
}

/// Triangles whose corners have the colour of a network.
int coloured(const Mesh& mesh, FabricRole role)
{
    const QVector4D wanted = vectorOf(fabricColour(light(), role));
    return static_cast<int>(std::ranges::count_if(mesh.vertices(), [&](const Vertex& vertex) { return (vertex.colour - wanted).length() < 0.01F; }));
}

} // namespace

class CablePicturesTest : public QObject {
    Q_OBJECT
private slots:
    void thePlanShowsBundlesOnlyWhenAsked()
    {
        const QImage without = Plan{{}}.image("plan-trays");
        const QImage with = Plan{shown()}.image("plan-cables");
        for (const FabricRole role : {FabricRole::ScaleOut, FabricRole::Storage})
            QVERIFY(pixels(with, role) > pixels(without, role) + 300);
    }

    void aNetworkThatIsLeftOutIsNotDrawn()
    {
        CableView view = shown();
        const int all = pixels(Plan{view}.image("plan-cables"), FabricRole::Storage);
        view.hidden = {FabricRole::Storage};
        QVERIFY(pixels(Plan{view}.image("plan-less"), FabricRole::Storage) < all - 300);
    }

    void theMarkedFabricStandsOut()
    {
        CableView view = shown();
        view.marked = "su/storage";
        const QImage image = Plan{view}.image("plan-marked");
        QVERIFY(count(image, image.rect(), light().accent, 6) > 300);
        QVERIFY(pixels(image, FabricRole::ScaleOut) < pixels(Plan{shown()}.image("plan-cables"), FabricRole::ScaleOut));
    }

    void fillHasItsColours()
    {
        const QImage image = Plan{{}, {true, 0.4, 0.5}}.image("plan-fill");
        const QImage plain = Plan{{}}.image("plan-trays");
        int changed = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                changed += image.pixel(x, y) != plain.pixel(x, y);
        }
        QVERIFY(changed > 2000);
    }

    void fillChangesItsColourAtTheLimitsOfTheProfile()
    {
        auto read = carriedProfile("us-nec");
        QVERIFY(read);
        Profile profile = *read;
        double fullest = 0;
        for (const TrayFillLine& line : cableLayer(superPod().hall()->pods.front().pod, superPod().hall()->trayHeight)->fills)
            fullest = std::max(fullest, line.fill.value_or(0));
        QVERIFY(fullest > 0.01);
        const auto with = [&](double design, double most) {
            profile.rules["CAB-010"].parameters["warn_share"] = design;
            profile.rules["CAB-010"].parameters["error_share"] = most;
            return Plan{{}, TrayFillView::of(profile)}.image("plan-fill-limits");
        };
        const QImage below = with(fullest * 1.001, 1), above = with(fullest * 0.999, 1);
        QCOMPARE(with(fullest * 1.002, 1), below); // It has no colour of its own for each limit.
        QVERIFY(above != below);
        QVERIFY(with(fullest * 0.5, fullest * 0.999) != with(fullest * 0.5, fullest * 1.001));
        profile.rules["CAB-010"].enabled = false;
        QVERIFY(!TrayFillView::of(profile).most && TrayFillView::of(profile).shown);
    }

    void aTrayIsFoundUnderThePointAndByItsCorners()
    {
        Plan plan{shown()};
        const auto& pod = superPod().hall()->pods.front();
        const CableTray& row = pod.pod->arrangement().trays.front();
        const CableTray inHall = placed(row, pod.at, pod.turn);
        const Point start = inHall.points.front();
        const PlanTray* found = plan.cables->trayAt({start.x + Millimetres{100}, start.y}, Millimetres{50});
        QVERIFY(found);
        QCOMPARE(found->subject, "su/" + row.id.text());
        QVERIFY(!plan.cables->trayAt({start.x - Millimetres{900}, start.y}, Millimetres{50}));
        QVERIFY(!plan.cables->cornerAt(start, Millimetres{50})); // Only of the selected one.
        plan.cables->selected = found->subject;
        QCOMPARE(plan.cables->cornerAt(start, Millimetres{50})->number, std::size_t{0});
    }

    void theSceneShowsTraysAsDrawnAndBundlesWhenAsked()
    {
        const ScenePalette palette = ScenePalette::of(light());
        const FloorScene without = FloorScene::of(superPod(), palette);
        const FloorScene with = FloorScene::of(superPod(), palette, &without, shown());
        const Mesh& plain = without.groups().front().furniture->solids;
        const Mesh& cabled = with.groups().front().furniture->solids;
        QVERIFY(coloured(cabled, FabricRole::ScaleOut) > coloured(plain, FabricRole::ScaleOut));
        QVERIFY(coloured(cabled, FabricRole::Storage) > 0);
        const FloorScene again = FloorScene::of(superPod(), palette, &with, shown());
        QCOMPARE(again.groups().front().furniture, with.groups().front().furniture); // Kept.
    }

    void barsFaceOutwards()
    {
        // Each side of a bundle looks away from its middle.
        CableLayer layer;
        layer.networks = {{"su/x", "x", FabricRole::ScaleOut, 16}};
        layer.lines = {{0, {0, 0, 2700}, {3000, 1000, 2700}, 16, false}, {0, {500, 0, 2700}, {500, 0, 2000}, 16, true}};
        for (const CableLine& line : layer.lines) {
            CableLayer one = layer;
            one.lines = {line};
            Mesh mesh;
            addCables(mesh, one, shown(), ScenePalette::of(light()));
            QVERIFY(!mesh.empty());
            const QVector3D middle = mesh.bounds().centre();
            for (const Vertex& vertex : mesh.vertices())
                QVERIFY(QVector3D::dotProduct(vertex.normal, vertex.position - middle) > 0);
        }
    }

    void theRearShowsWhatLeavesTheRack()
    {
        const auto& pod = superPod().hall()->pods.front();
        const Arrangement& all = pod.pod->arrangement();
        std::vector<std::shared_ptr<const FabricPlan>> plans;
        for (const Fabric& fabric : all.fabrics)
            plans.push_back(fabricPlan(pod.pod, fabric.id, superPod().hall()->trayHeight));
        const auto network = static_cast<std::size_t>(all.placement(PlacementId::literal("n01")) - all.placements.data());
        ElevationContent content;
        content.rack = all.placements[network].rack()->get();
        content.cables = std::make_shared<const RackCables>(RackCables::of(all, plans, network, "su"));
        QCOMPARE(content.cables->networks.front().leaving, 248); // Eight rails of 31 nodes; spines stand in the rack.
        const QSize size{900, 1000};
        const auto image = [&](const char* name) {
            return picture(name, size, light().canvas, [&](QPainter& painter) {
                ElevationPainter{light(), ElevationLayout::fitted(*content.rack, {{}, QSizeF{size}})}.paint(painter, content);
            });
        };
        const int before = pixels(image("rear"), FabricRole::ScaleOut);
        content.cableView = shown();
        QVERIFY(pixels(image("rear-cables"), FabricRole::ScaleOut) > before + 300);
    }
};

int main(int argc, char** argv)
{
    QGuiApplication application{argc, argv};
    CablePicturesTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_CablePictures.moc"
