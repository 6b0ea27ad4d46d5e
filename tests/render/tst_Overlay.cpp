#include "render/overlay/FloorFigures.h"
#include "render/overlay/LegendPainter.h"
#include "render/plan/PlanPainter.h"
#include "render/scene/FloorOverlay.h"
#include "render/theme/Fonts.h"

#include "model/exchange/ProfileReader.h"
#include "tests/cooling/Loops.h"
#include "tests/support/Pictures.h"

#include <QLatin1Char>
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
using State = PlaceFigure::State;

namespace {

const Theme& light()
{
    return Theme::of(ThemeName::Light);
}

const Profile& profile()
{
    static const Profile read = [] {
        auto found = profileNamed("us-nec");
        if (!found)
            qFatal("%s", found.error().text.c_str());
        return *found;
    }();
    return read;
}

const test::CduSpec bigCdu{.watts = 1e6, .litresPerMinute = 1'500, .approachK = 4, .headKpa = 250};

/// A design with what overlays are worked out from.
struct Floor {
    explicit Floor(Design of) : design{std::move(of)}, cooling{designCooling(design, profile().cooling)}
    {
        sources.design = &design;
        sources.hall = design.hall().get();
        sources.profile = &profile();
        sources.cooling = &cooling;
    }
    [[nodiscard]] FloorFigures figures(FloorOverlay overlay, const FloorFigures* before = nullptr) const { return floorFigures(overlay, sources, before); }
    [[nodiscard]] const LoopLoad& load() const { return cooling.parts.back().chain.loops.front(); }
    Design design;
    DesignCooling cooling;
    OverlaySources sources;
};

Arrangement wet(int racks, std::optional<double> headKpa = 250)
{
    test::CduSpec cdu = bigCdu;
    cdu.headKpa = headKpa;
    return test::wetFloor(test::wetRack({.flow = 100, .dropKpa = 50}), racks, 2, cdu, test::widePiping());
}

Design rated(const Arrangement& floor, std::optional<double> kPa)
{
    Design design = test::tinyHall(floor);
    Hall hall = *design.hall();
    hall.floorRating = kPa ? std::optional{Kilopascals{*kPa}} : std::nullopt;
    return design.withHall(std::move(hall));
}

int entryCount(const Legend& legend, const QString& text)
{
    for (const LegendEntry& entry : legend.entries) {
        if (entry.text == text)
            return entry.count;
    }
    return 0;
}

} // namespace

class OverlayTest : public QObject {
    Q_OBJECT
private slots:
    void ticksOfANarrowScaleDiffer()
    {
        FloorFigures figures;
        figures.overlay = FloorOverlay::HeatToLiquid;
        PlaceFigure figure;
        figure.state = PlaceFigure::State::Known;
        figure.value = 118.4;
        figures.places.emplace("x01", figure);
        figures.scale = {118.2, 118.6, std::nullopt};
        QCOMPARE(figures.legend(light(), light().face).ticks,
                 (std::vector<QString>{QStringLiteral("118.2"), QStringLiteral("118.4"), QStringLiteral("118.6")}));
        figures.scale = {20, 30, std::nullopt};
        QCOMPARE(figures.legend(light(), light().face).ticks,
                 (std::vector<QString>{QStringLiteral("20.0"), QStringLiteral("25.0"), QStringLiteral("30.0")}));
        figures.scale = {118.4, 118.4, std::nullopt};
        QCOMPARE(figures.legend(light(), light().face).ticks, (std::vector<QString>{QStringLiteral("118")}));
    }

    void everyOverlayHasAWordOfItsOwn()
    {
        for (const FloorOverlay overlay : floorOverlays) {
            FloorOverlay found = FloorOverlay::None;
            QVERIFY(overlayFrom(word(overlay), found));
            QCOMPARE(found, overlay);
            QVERIFY(overlayFrom(word(overlay).replace(QLatin1Char(' '), QLatin1Char('-')), found));
            QCOMPARE(found, overlay);
        }
        FloorOverlay none = FloorOverlay::Power;
        QVERIFY(!overlayFrom(QStringLiteral("nonsense"), none));
    }

    void coolantFiguresAreThoseOfTheLoop()
    {
        const Floor floor{test::tinyHall(wet(4))};
        const LoopState& state = *floor.load().state;
        const FloorFigures flow = floor.figures(FloorOverlay::CoolantFlow), supply = floor.figures(FloorOverlay::CoolantSupply), back = floor.figures(FloorOverlay::CoolantReturn);
        for (std::size_t i = 0; i < state.branches.size(); ++i) {
            const std::string path = floor.load().network->branches[i].placement.text();
            QCOMPARE(flow.of(path)->value, state.branches[i].flow.value());
            QCOMPARE(*flow.of(path)->limit, 100.0);
            QVERIFY(!flow.of(path)->beyond);
            QCOMPARE(supply.of(path)->value, state.branches[i].supply->value());
            QCOMPARE(*supply.of(path)->limit, 45.0);
            QCOMPARE(back.of(path)->value, state.branches[i].back->value());
        }
        QCOMPARE(supply.unit, QStringLiteral("°C"));
        QVERIFY(supply.sentence(*supply.of("r1")).contains(QStringLiteral("limit 45")));
    }

    void withoutASolutionTheFlowIsUnknownAndNeverZero()
    {
        const Floor floor{test::tinyHall(wet(4, std::nullopt))};
        QVERIFY(!floor.load().state);
        const FloorFigures flow = floor.figures(FloorOverlay::CoolantFlow);
        const PlaceFigure& figure = *flow.of("r1");
        QCOMPARE(figure.state, State::Unknown);
        QVERIFY(!figure.why.isEmpty());
        QCOMPARE(flow.valueText(figure), QStringLiteral("–"));
        const Legend legend = flow.legend(light(), light().face);
        QCOMPARE(entryCount(legend, QStringLiteral("not known")), 6); // Four racks, two CDUs.
        QVERIFY(legend.scale.empty());
    }

    void whatTakesNoCoolantHasNone()
    {
        test::TinyFloor floor;
        floor.rack("dry", test::TinyRack{"dry"}.add(test::tinyServer({.liquid = 0.0})).made());
        const Floor all{test::tinyHall(floor.arrangement)};
        QCOMPARE(all.figures(FloorOverlay::CoolantFlow).of("dry")->state, State::None);
        QCOMPARE(all.figures(FloorOverlay::HeatToLiquid).of("dry")->state, State::None);
        QCOMPARE(all.figures(FloorOverlay::HeatToAir).of("dry")->state, State::Known);
    }

    void theFloorsRatingIsTheLimitAndWhatIsBeyondIsCounted()
    {
        const FloorFigures loose = Floor{rated(wet(4), 100)}.figures(FloorOverlay::FloorLoad);
        QCOMPARE(loose.of("r1")->state, State::Known);
        QVERIFY(!loose.of("r1")->beyond);
        const FloorFigures tight = Floor{rated(wet(4), 0.5)}.figures(FloorOverlay::FloorLoad);
        QVERIFY(tight.of("r1")->beyond);
        const Legend legend = tight.legend(light(), light().face);
        QVERIFY(entryCount(legend, QStringLiteral("beyond its limit")) >= 4);
        QCOMPARE(legend.limitText.isEmpty(), false);
        QVERIFY(!Floor{rated(wet(4), std::nullopt)}.figures(FloorOverlay::FloorLoad).of("r1")->limit);
    }

    void airIsUnknownWithoutASupplyAndMixedWithOne()
    {
        test::TinyFloor floor;
        floor.rack("dry", test::TinyRack{"dry"}.add(test::tinyServer({.liquid = 0.0})).made());
        const Design design = test::tinyHall(floor.arrangement);
        Hall hall = *design.hall();
        hall.air.reset();
        QCOMPARE(Floor{design.withHall(hall)}.figures(FloorOverlay::AirInlet).of("dry")->state, State::Unknown);
        hall.air = AirCooling{};
        hall.air->supply = Celsius{20};
        const PlaceFigure figure = *Floor{design.withHall(std::move(hall))}.figures(FloorOverlay::AirInlet).of("dry");
        QCOMPARE(figure.state, State::Known);
        // Open aisle: 20 °C + 0.15 of the rise over the rack.
        QVERIFY(figure.value > 20 && figure.value < 20 + 0.15 * 30);
    }

    void theScaleStaysWhileTheOverlayDoes()
    {
        const FloorFigures first = Floor{test::tinyHall(wet(4))}.figures(FloorOverlay::CoolantSupply);
        QVERIFY(first.scale.low <= first.of("r1")->value && first.of("r1")->value <= first.scale.high);
        FloorFigures wide = first;
        wide.scale.low -= 20;
        wide.scale.high += 20;
        const Floor same{test::tinyHall(wet(4))};
        QCOMPARE(same.figures(FloorOverlay::CoolantSupply, &wide).scale.high, wide.scale.high);
        QCOMPARE(same.figures(FloorOverlay::CoolantSupply, &wide).scale.low, wide.scale.low);
        QVERIFY(same.figures(FloorOverlay::CoolantFlow, &wide).scale.high != wide.scale.high); // Another overlay begins anew.
    }

    void aFailedCduWarmsTheRacksAndIsItselfUnknown()
    {
        Floor floor{test::tinyHall(wet(8))};
        const FloorFigures normal = floor.figures(FloorOverlay::CoolantSupply);
        const LoopLossState after = loopWithout(*floor.load().network, *floor.load().state, {.cdus = {0}, .pumps = {}});
        floor.sources.loops = {{nullptr, LoopId::literal("tcs"), &after}};
        const FloorFigures failed = floor.figures(FloorOverlay::CoolantSupply, &normal);
        QVERIFY(failed.of("r1")->value > normal.of("r1")->value);
        QCOMPARE(failed.of("c1")->state, State::Unknown);
        QCOMPARE(failed.of("c2")->state, State::Known);
        QVERIFY(failed.scale.low <= normal.scale.low && failed.scale.high >= normal.scale.high);
    }

    void planAndSpaceShowTheSame()
    {
        const Floor floor{rated(wet(4), 12)};
        const FloorScene scene = FloorScene::of(floor.design, ScenePalette::of(light()));
        for (const FloorOverlay overlay : floorOverlays) {
            if (!hasFigures(overlay))
                continue;
            const FloorFigures figures = floor.figures(overlay);
            const OverlayColours colours = OverlayColours::ofFigures(scene, figures);
            QCOMPARE(colours.colours.size(), scene.items().size());
            for (std::size_t i = 0; i < scene.items().size(); ++i) {
                const PlaceFigure* figure = figures.of(scene.items()[i].path);
                QVERIFY(figure);
                QCOMPARE(colours.values[i], figures.valueText(*figure));
                QCOMPARE(colours.patterns[i], patternOf(*figure));
                if (figure->state == State::Known)
                    QCOMPARE(colours.colours[i], figures.colour(*figure, light(), light().face));
            }
            QCOMPARE(colours.legend.title, figures.legend(light(), light().face).title);
        }
    }

    void thePlanDrawsValuesPatternsAndALegend()
    {
        const Floor floor{rated(wet(4), 0.5)};
        const PlanIndex index{floor.design.hall()};
        PlanContent content;
        content.index = &index;
        const QSize size{900, 600};
        const PlanLayout layout = PlanLayout::fitted(index.extent(), {{}, QSizeF{size}}, 80);
        const auto draw = [&](const char* name) {
            return picture(name, size, light().canvas, [&](QPainter& painter) { PlanPainter{light(), layout}.paint(painter, QRectF{{}, QSizeF{size}}, content); });
        };
        content.figures = std::make_shared<const FloorFigures>(floor.figures(FloorOverlay::FloorLoad));
        const QImage beyond = draw("overlay-beyond");
        const QRectF rack = layout.toView(index.item("r1")->footprint);
        QVERIFY(count(beyond, rack, light().error, 60) > 20);
        content.figures = std::make_shared<const FloorFigures>(Floor{rated(wet(4), 100)}.figures(FloorOverlay::FloorLoad));
        QCOMPARE(count(draw("overlay-within"), rack, light().error, 30), 0);
        // The legend stands in the corner, on the panel's ground.
        QVERIFY(count(beyond, QRectF{size.width() - 240.0, size.height() - 110.0, 230, 100}, light().panel, 4) > 3000);
    }
};

int main(int argc, char** argv)
{
    QGuiApplication application{argc, argv};
    loadFonts();
    OverlayTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_Overlay.moc"
