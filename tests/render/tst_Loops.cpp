#include "render/loops/LoopLayout.h"
#include "render/loops/LoopPainter.h"

#include "render/report/Picture.h"
#include "render/theme/Fonts.h"
#include "tests/cooling/Loops.h"
#include "tests/support/Pictures.h"

#include <QChar>
#include <QLatin1Char>
#include <QRectF>
#include <QSize>
#include <QSizeF>
#include <QStringList>
#include <QStringLiteral>
#include <QTest>

#include <QElapsedTimer>
#include <QGuiApplication>
#include <QSvgRenderer>

#include <map>

using namespace colonnade;
using namespace colonnade::model;
using namespace colonnade::render;
using test::count;
using test::picture;
using test::wetRack;

namespace {

const Theme& light()
{
    return Theme::of(ThemeName::Light);
}

const test::CduSpec bigCdu{.watts = 1e6, .litresPerMinute = 1'500, .approachK = 4, .headKpa = 250, .pumps = 2, .sparePumps = 1};

/// Racks of 100 L/min at 50 kPa in rows of `perRow`, with a CDU for every eight of them.
Arrangement hallOf(int racks, int perRow, std::optional<LoopPiping> piping = test::widePiping(), const test::CduSpec& cdu = bigCdu)
{
    Arrangement floor = test::wetFloor(wetRack({.flow = 100, .dropKpa = 50}), racks, std::max(2, racks / 8), cdu, std::move(piping));
    int number = 0;
    for (Placement& placement : floor.placements) {
        if (!placement.rack())
            continue;
        const int row = number++ / perRow;
        const RowId id = RowId::literal(fmt::format("row{}", row + 1));
        if (std::ranges::find(floor.rows, id, &Row::id) == floor.rows.end())
            floor.rows.push_back({id, fmt::format("Row {}", row + 1)});
        placement.row = id;
        placement.label = fmt::format("R{:03}", number);
    }
    return floor;
}

/// A design with its loops, and the diagram of both.
struct Drawn {
    explicit Drawn(const Arrangement& floor, std::vector<LoopInState> states = {}) : design{test::tinyHall(floor)}, cooling{designCooling(design, {})}
    {
        LoopDiagramContent content;
        content.design = &design;
        content.cooling = &cooling;
        content.states = std::move(states);
        diagram = loopDiagramOf(content);
    }
    [[nodiscard]] const LoopBox& box(const char* placement) const
    {
        const auto found = diagram.boxesOf(Subject::instance(placement));
        if (found.size() != 1)
            qFatal("'%s' is drawn %d times", placement, static_cast<int>(found.size()));
        return diagram.boxes[found.front()];
    }
    [[nodiscard]] const LoopLoad& load() const { return cooling.parts.back().chain.loops.front(); }
    Design design;
    DesignCooling cooling;
    LoopDiagram diagram;
};

QImage paint(const char* name, const LoopDiagram& diagram, QSize size, const Theme& theme = light(), double scale = 0)
{
    return picture(name, size, theme.canvas, [&](QPainter& painter) {
        const QRectF area{{}, QSizeF{size}};
        const DiagramWindow window = scale > 0 ? DiagramWindow{scale, {0, 0}} : DiagramWindow::fitted(diagram.extent, area);
        LoopPainter{theme, window}.paint(painter, area, diagram, {});
    });
}

QString wordsOf(const LoopBox& box)
{
    QStringList lines;
    for (const DiagramText& text : box.texts)
        lines << text.text;
    return lines.join(QLatin1Char('\n')).replace(QChar(0xa0), QLatin1Char(' '));
}

/// Boxes that lie over one another or leave their sheet, and pipes that run through one. Empty where none do.
std::string overlap(const LoopDiagram& diagram)
{
    std::string wrong;
    const auto nameOf = [](const LoopBox& box) { return box.name.toStdString() + " " + box.members.toStdString(); };
    for (std::size_t i = 0; i < diagram.boxes.size(); ++i) {
        const QRectF& body = diagram.boxes[i].body;
        if (!diagram.sheets[diagram.boxes[i].sheet].frame.contains(body))
            wrong += fmt::format("{} leaves its sheet; ", nameOf(diagram.boxes[i]));
        for (std::size_t k = i + 1; k < diagram.boxes.size(); ++k) {
            if (body.intersects(diagram.boxes[k].body))
                wrong += fmt::format("{} lies over {}; ", nameOf(diagram.boxes[i]), nameOf(diagram.boxes[k]));
        }
        const QRectF inside = body.adjusted(2, 2, -2, -2);
        for (const LoopPipe& pipe : diagram.pipes) {
            for (std::size_t k = 1; k < pipe.points.size(); ++k) {
                QRectF line = QRectF{pipe.points[k - 1], pipe.points[k]}.normalized();
                if (line.adjusted(-0.5, -0.5, 0.5, 0.5).intersects(inside))
                    wrong += fmt::format("a pipe runs through {}; ", nameOf(diagram.boxes[i]));
            }
        }
    }
    return wrong;
}

} // namespace

class LoopsTest : public QObject {
    Q_OBJECT
private slots:
    void everyRackAndCduIsDrawnOnceFromTwoTo512Racks()
    {
        for (const auto& [racks, perRow] : {std::pair{2, 2}, {8, 8}, {64, 16}, {512, 32}}) {
            const Drawn drawn{hallOf(racks, perRow)};
            std::map<std::string, int> times;
            int counted = 0, cdus = 0;
            for (const LoopBox& box : drawn.diagram.boxes) {
                if (box.kind == LoopBox::Kind::Rack)
                    counted += static_cast<int>(box.subjects.size());
                if (box.kind == LoopBox::Kind::Cdu)
                    cdus += box.count;
                if (box.kind != LoopBox::Kind::Rack && box.kind != LoopBox::Kind::Cdu)
                    continue;
                for (const Subject& subject : box.subjects)
                    ++times[subject.text()];
            }
            QCOMPARE(counted, racks);
            QCOMPARE(cdus, std::max(2, racks / 8));
            QCOMPARE(times.size(), static_cast<std::size_t>(racks + cdus));
            for (const auto& [subject, number] : times)
                QVERIFY2(number == 1, subject.c_str());
        }
    }

    void itStaysReadableFromTwoTo512Racks()
    {
        for (const auto& [racks, perRow] : {std::pair{2, 2}, {8, 8}, {64, 16}, {512, 32}}) {
            const Drawn drawn{hallOf(racks, perRow, std::nullopt)};
            const std::string wrong = overlap(drawn.diagram);
            QVERIFY2(wrong.empty(), wrong.c_str());
            const QSize room{1080, 700}; // The centre beside the docks, on 1440 by 900.
            const auto window = DiagramWindow::fitted(drawn.diagram.extent, QRectF{{}, QSizeF{room}});
            QVERIFY2(window.scale() >= 0.45, fmt::format("{} racks: {}", racks, window.scale()).c_str());
            QVERIFY(drawn.diagram.boxes.size() <= 40);
            (void)paint(fmt::format("loops-{}", racks).c_str(), drawn.diagram, room);
        }
    }

    void noWordIsCutAtFullSize()
    {
        for (const int racks : {2, 64}) {
            const Drawn drawn{hallOf(racks, 16, std::nullopt)};
            QImage image{10, 10, QImage::Format_ARGB32_Premultiplied};
            QPainter painter{&image};
            const LoopPainter drawing{light(), {1, {}}};
            for (const LoopBox& box : drawn.diagram.boxes) {
                const auto texts = drawing.textsOf(box, painter);
                QVERIFY2(texts.size() == box.texts.size(), qPrintable(wordsOf(box)));
                for (const PlacedText& text : texts)
                    QVERIFY2(!text.cut, qPrintable(text.text));
            }
        }
    }

    // Four racks of 100 kW and 100 L/min: 400 L/min and 400 kW over two CDUs of 1 MW; supply 32 + 0.2 * 4 K = 32.8 °C.
    void theNumbersAreThoseOfTheLoop()
    {
        const Drawn drawn{hallOf(4, 4)};
        const LoopState& state = *drawn.load().state;
        const LoopBox& rack = drawn.box("r1");
        QCOMPARE(rack.figures.flow->low, state.branches.front().flow.value());
        QCOMPARE(rack.figures.supply->low, state.branches.front().supply->value());
        QVERIFY2(wordsOf(rack).contains("100 L/min"), qPrintable(wordsOf(rack)));
        QVERIFY2(wordsOf(rack).contains(QStringLiteral("32.8 → ")), qPrintable(wordsOf(rack)));
        QVERIFY2(wordsOf(rack).contains("100 kW"), qPrintable(wordsOf(rack)));
        QVERIFY2(wordsOf(rack).contains(QStringLiteral("ΔP 50")), qPrintable(wordsOf(rack)));
        QVERIFY2(wordsOf(rack).contains("margin 12.2 K"), qPrintable(wordsOf(rack)));
        const LoopBox& cdu = drawn.box("c1");
        QVERIFY2(wordsOf(cdu).contains("200 kW of 1.00 MW, 20.0 %"), qPrintable(wordsOf(cdu)));
        QVERIFY2(wordsOf(cdu).contains("200 L/min"), qPrintable(wordsOf(cdu)));
        const auto header = std::ranges::find(drawn.diagram.boxes, LoopBox::Kind::Header, &LoopBox::kind);
        QVERIFY2(wordsOf(*header).contains("400 L/min"), qPrintable(wordsOf(*header)));
        QVERIFY2(wordsOf(*header).contains("heat 400 kW"), qPrintable(wordsOf(*header)));
    }

    void aClosedAndAStarvedBranchAreMarked()
    {
        LoopPiping piping = test::widePiping();
        piping.valveKv = 20;
        piping.branches = {{PlacementId::literal("r2"), 0}, {PlacementId::literal("r3"), 0.15}};
        const Drawn drawn{hallOf(4, 4, piping)};
        QCOMPARE(drawn.box("r2").verdict, BranchVerdict::Closed);
        QVERIFY(wordsOf(drawn.box("r2")).contains("Valve closed"));
        QVERIFY(!drawn.box("r2").troubled());
        QCOMPARE(drawn.box("r3").verdict, BranchVerdict::Starved);
        QVERIFY2(wordsOf(drawn.box("r3")).contains("Starved"), qPrintable(wordsOf(drawn.box("r3"))));
        QVERIFY(drawn.box("r3").troubled());
        const QImage image = paint("loops-starved", drawn.diagram, {1200, 900}, light(), 1);
        QVERIFY(count(image, drawn.box("r3").body.adjusted(-3, -3, 3, 3), light().error, 25) > 200);
        QCOMPARE(count(image, drawn.box("r1").body.adjusted(6, 6, -6, -6), light().error, 15), 0); // Flows more than it asks for; its return pipe is red, too.
    }

    void aLoopWithoutASolutionSaysWhyAndShowsNoFlow()
    {
        test::CduSpec headless = bigCdu;
        headless.headKpa.reset();
        const Drawn drawn{hallOf(4, 4, test::widePiping(), headless)};
        QVERIFY(!drawn.diagram.sheets.front().problem.isEmpty());
        QVERIFY(!drawn.box("r1").figures.flow);
        QVERIFY2(wordsOf(drawn.box("r1")).contains("asks for 100 L/min"), qPrintable(wordsOf(drawn.box("r1"))));
        QVERIFY(test::drawn(paint("loops-unsolved", drawn.diagram, {1200, 900}), {0, 0, 1200, 900}, light().canvas) > 5000);
    }

    void aLostCduIsDrawnLostAndTheOthersTakeOver()
    {
        const Arrangement floor = hallOf(8, 8);
        const Drawn normal{floor};
        const LoopLossState after = loopWithout(*normal.load().network, *normal.load().state, {.cdus = {0}, .pumps = {}});
        QVERIFY(after.state);
        const Drawn failed{floor, {{nullptr, LoopId::literal("tcs"), &after}}};
        QVERIFY(failed.box("c1").lost);
        QVERIFY(wordsOf(failed.box("c1")).contains("Lost"));
        QVERIFY(!failed.box("c2").lost);
        QVERIFY(*failed.box("c2").figures.heat > *normal.box("c2").figures.heat * 1.9);
        QVERIFY(failed.box("r1").figures.supply->low > normal.box("r1").figures.supply->low);
        const QImage image = paint("loops-cdu-lost", failed.diagram, {1500, 900}, light(), 1);
        QVERIFY(count(image, failed.box("c1").body.adjusted(-2, -2, 2, 2), light().error, 40) > 200);
    }

    void aPodPlacedTwiceIsOneSheet()
    {
        const Design design = test::tinyDesign(hallOf(4, 4), 2);
        const DesignCooling cooling = designCooling(design, {});
        LoopDiagramContent content;
        content.design = &design;
        content.cooling = &cooling;
        const LoopDiagram diagram = loopDiagramOf(content);
        QCOMPARE(diagram.sheets.size(), std::size_t{1});
        QCOMPARE(diagram.sheets.front().times, 2);
        for (const std::string& pod : diagram.sheets.front().pods)
            QCOMPARE(diagram.boxesOf(Subject::instance(pod + "/r1")).size(), std::size_t{1});
        // One of them with a CDU lost stands on a sheet of its own.
        const LoopLoad& load = cooling.parts.front().chain.loops.front();
        const LoopLossState after = loopWithout(*load.network, *load.state, {.cdus = {0}, .pumps = {}});
        content.states = {{&design.hall()->pods.front(), LoopId::literal("tcs"), &after}};
        const LoopDiagram failed = loopDiagramOf(content);
        QCOMPARE(failed.sheets.size(), std::size_t{2});
        QCOMPARE(failed.sheets.front().times, 1);
    }

    void withoutFiguresTheThingsAreStillThere()
    {
        const Design design = test::tinyHall(hallOf(4, 4));
        LoopDiagramContent content;
        content.design = &design;
        const LoopDiagram diagram = loopDiagramOf(content);
        QCOMPARE(diagram.boxesOf(Subject::instance("r3")).size(), std::size_t{1});
        QCOMPARE(diagram.boxesOf(Subject::instance("c2")).size(), std::size_t{1});
        QVERIFY(overlap(diagram).empty());
    }

    void anSvgHoldsItsWordsAsText()
    {
        const Drawn drawn{hallOf(2, 2)};
        const Drawing drawing = [&](QPainter& painter, const QRectF& area) {
            LoopPainter{light(), DiagramWindow::fitted(drawn.diagram.extent, area)}.paint(painter, area, drawn.diagram, {});
        };
        const auto svg = svgOf(drawing, {900, 700}, light().canvas);
        QVERIFY(svg);
        QVERIFY(svg->contains("R001"));
        QVERIFY(QSvgRenderer{*svg}.isValid());
    }

    void itIsDrawnInAllThemes()
    {
        const Drawn drawn{hallOf(8, 8, std::nullopt)};
        for (const ThemeName name : {ThemeName::Light, ThemeName::Dark, ThemeName::HighContrast}) {
            const Theme& theme = Theme::of(name);
            const QImage image = paint(fmt::format("loops-{}", word(name)).c_str(), drawn.diagram, {1440, 900}, theme);
            QVERIFY(count(image, image.rect(), theme.supply, 20) > 400);
            QVERIFY(count(image, image.rect(), theme.returnPipe, 20) > 300);
        }
    }

    void aLargeHallIsLaidOutQuickly()
    {
        const Arrangement floor = hallOf(512, 32);
        const Design design = test::tinyHall(floor);
        const DesignCooling cooling = designCooling(design, {});
        LoopDiagramContent content;
        content.design = &design;
        content.cooling = &cooling;
        QElapsedTimer timer;
        timer.start();
        const LoopDiagram diagram = loopDiagramOf(content);
        qInfo("512 racks laid out in %lld ms", timer.elapsed());
        QVERIFY(timer.elapsed() < 2000);
        QVERIFY(!diagram.empty());
    }
};

int main(int argc, char** argv)
{
    QGuiApplication application{argc, argv};
    loadFonts();
    LoopsTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_Loops.moc"
