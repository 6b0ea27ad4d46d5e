#include "model/edit/FloorEdits.h"
#include "render/scene/FloorPicture.h"
#include "render/scene/Graphics.h"
#include "tests/support/FloorDesigns.h"
#include "ui/floor/FloorView.h"
#include "ui/style/Style.h"

#include <QCoreApplication>
#include <QDir>
#include <QEvent>
#include <QLatin1String>
#include <QLatin1StringView>
#include <QPoint>
#include <QSignalSpy>
#include <QSize>
#include <QStringLiteral>
#include <QTest>

#include <QApplication>
#include <QElapsedTimer>
#include <QToolButton>

#include <set>

using namespace colonnade;
using namespace colonnade::ui;
using model::Subject;
using render::FloorOverlay;
using render::Theme;
using render::ThemeName;

namespace {

/// A session with one scalable unit, its floor in a window as large as beside the drawing.
struct Stage {
    explicit Stage(model::Design design = test::floorHall(), QSize size = {404, 284})
    {
        session.start(std::move(design));
        view.resize(size);
        view.show();
        (void)QTest::qWaitForWindowExposed(&view);
    }
    [[nodiscard]] QImage grab()
    {
        QCoreApplication::processEvents();
        return view.canvas().grab().toImage().convertToFormat(QImage::Format_RGB32);
    }
    /// Where an item's front is in the picture.
    [[nodiscard]] QPoint placeOf(const char* path, float height = 0.5F) const
    {
        const auto& scene = view.stage().scene();
        const auto item = scene.itemAt(path);
        if (!item)
            qFatal("nothing stands at '%s'", path);
        const render::Bounds& box = scene.items()[*item].box;
        const QVector3D front{box.centre().x(), box.high.y() * height, box.high.z()};
        return view.stage().camera().sightOf(front, view.stage().viewSize()).at.toPoint();
    }
    [[nodiscard]] std::string selected() const
    {
        return session.selection().size() == 1 ? session.selection().front().text()
                                               : std::to_string(session.selection().size());
    }
    void drag(Qt::MouseButton button, QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mousePress(&view.canvas(), button, modifiers, from);
        for (int step = 1; step <= 4; ++step) {
            const QPoint at = from + (to - from) * step / 4;
            QMouseEvent move(QEvent::MouseMove, at, view.canvas().mapToGlobal(at), Qt::NoButton, button, modifiers);
            QCoreApplication::sendEvent(&view.canvas(), &move);
        }
        QTest::mouseRelease(&view.canvas(), button, modifiers, to);
    }

    DesignSession session;
    FloorView view{session};
};

int coloursIn(const QImage& image)
{
    std::set<QRgb> colours;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            colours.insert(image.pixel(x, y) & 0xF8F8F8);
    return static_cast<int>(colours.size());
}

double differing(const QImage& a, const QImage& b, int by = 24)
{
    if (a.size() != b.size())
        return 1;
    int count = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            const QColor p = a.pixelColor(x, y), q = b.pixelColor(x, y);
            count += std::abs(p.red() - q.red()) + std::abs(p.green() - q.green()) + std::abs(p.blue() - q.blue()) > by;
        }
    }
    return static_cast<double>(count) / (a.width() * a.height());
}

void keep(const QImage& image, const char* name)
{
    if (const auto folder = qEnvironmentVariable("COLONNADE_PICTURES"); !folder.isEmpty())
        image.save(QDir{folder}.filePath(QStringLiteral("%1.png").arg(QLatin1StringView{name})));
}

} // namespace

class FloorViewTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        applyTheme(ThemeName::Light);
    }

    void racksAreSeenInLightAndDark()
    {
        Stage stage;
        const QImage light = stage.grab();
        keep(light, "floor-light");
        QVERIFY2(coloursIn(light) > 300, qPrintable(QString::number(coloursIn(light))));
        // The dark of rack frames is in the picture, and most of it is not.
        const QColor frame = render::ScenePalette::of(theme()).frame;
        int dark = 0;
        for (int y = 0; y < light.height(); ++y)
            for (int x = 0; x < light.width(); ++x)
                dark += light.pixelColor(x, y).lightness() <= frame.lightness() + 10;
        const double share = static_cast<double>(dark) / (light.width() * light.height());
        QVERIFY2(share > 0.02 && share < 0.5, qPrintable(QString::number(share)));

        applyTheme(ThemeName::Dark);
        const QImage night = stage.grab();
        keep(night, "floor-dark");
        applyTheme(ThemeName::Light);
        QVERIFY(night.pixelColor(5, 5).lightness() < 80);
        QVERIFY(light.pixelColor(5, 5).lightness() > 200);
        QVERIFY(coloursIn(night) > 200);
    }

    void aClickSelectsTheRackUnderIt()
    {
        Stage stage;
        const QImage before = stage.grab();
        QTest::mouseClick(&stage.view.canvas(), Qt::LeftButton, {}, stage.placeOf("su-1/a03"));
        QCOMPARE(stage.selected(), std::string{"su-1/a03"});
        const QImage after = stage.grab();
        keep(after, "floor-selected");
        QVERIFY(differing(before, after) > 0.002);
        QVERIFY(differing(before, after) < 0.2);
        QTest::mouseClick(&stage.view.canvas(), Qt::LeftButton, Qt::ShiftModifier, stage.placeOf("su-1/a04"));
        QCOMPARE(stage.session.selection().size(), std::size_t{2});
        QTest::mouseClick(&stage.view.canvas(), Qt::LeftButton, Qt::ControlModifier, stage.placeOf("su-1/a03"));
        QCOMPARE(stage.selected(), std::string{"su-1/a04"});
        QTest::mouseClick(&stage.view.canvas(), Qt::LeftButton, {}, QPoint{8, 180});
        QCOMPARE(stage.selected(), std::string{"0"});
        QVERIFY(differing(before, stage.grab()) < 0.002);
    }

    void theSelectionOfOtherViewsIsShown()
    {
        Stage stage;
        const QImage before = stage.grab();
        stage.session.select({Subject::parse("rack:network")});
        QVERIFY(differing(before, stage.grab()) > 0.001);
        QCOMPARE(stage.view.stage().plateList().front().text, QStringLiteral("B01"));
    }

    void aDoubleClickOpensARackAndFromNearADevice()
    {
        Stage stage;
        QSignalSpy opened(&stage.view, &FloorView::openElevationRequested);
        QTest::mouseDClick(&stage.view.canvas(), Qt::LeftButton, {}, stage.placeOf("su-1/a03"));
        QCOMPARE(opened.count(), 1);
        QCOMPARE(stage.session.currentRack().text(), std::string{"su-1/a03"});

        stage.session.frame({Subject::parse("su-1/a05")});
        QTRY_VERIFY(stage.view.stage().camera() == stage.view.canvas().destination());
        stage.view.canvas().jumpTo(stage.view.stage().camera().zoomed(0.5F, stage.view.stage().camera().target));
        QVERIFY(stage.view.stage().drawn().close > 0);
        const auto device = stage.view.stage().scene().targets(Subject::parse("su-1/a05")).front();
        const auto& shape = stage.view.stage().scene().shapeOf(stage.view.stage().scene().items()[device.item]);
        QTest::mouseDClick(&stage.view.canvas(), Qt::LeftButton, {}, stage.placeOf("su-1/a05", 0.5F));
        keep(stage.grab(), "floor-near");
        QCOMPARE(opened.count(), 1);
        const std::string path = stage.selected();
        QVERIFY2(path.starts_with("su-1/a05/"), path.c_str());
        QVERIFY(shape.rack->device(model::DeviceId::literal(path.substr(9))));
    }

    void theCameraObeysMouseAndKeys()
    {
        Stage stage;
        auto& canvas = stage.view.canvas();
        const auto camera = [&] { return stage.view.stage().camera(); };
        const render::Camera home = camera();
        QVERIFY(canvas.isAtHome());
        stage.drag(Qt::MiddleButton, {200, 150}, {240, 150});
        QVERIFY(camera().yaw < home.yaw && camera().target == home.target);
        stage.drag(Qt::LeftButton, {200, 150}, {200, 170}, Qt::AltModifier);
        QVERIFY(camera().pitch > home.pitch);
        const render::Camera turned = camera();
        stage.drag(Qt::MiddleButton, {200, 150}, {240, 150}, Qt::ShiftModifier);
        QCOMPARE(camera().yaw, turned.yaw);
        QVERIFY(camera().target != turned.target);
        QVERIFY(!canvas.isAtHome());

        QTest::keyClick(&canvas, Qt::Key_1, Qt::KeypadModifier);
        QTRY_VERIFY(camera() == canvas.destination());
        QCOMPARE(camera().pitch, 0.0F);
        QCOMPARE(camera().yaw, 0.0F);
        QVERIFY(!camera().perspective);
        QVERIFY(stage.view.headerText().contains(QStringLiteral("front")));
        QTest::keyClick(&canvas, Qt::Key_7, Qt::KeypadModifier);
        QTRY_VERIFY(camera() == canvas.destination());
        QCOMPARE(camera().pitch, 90.0F);
        keep(stage.grab(), "floor-top");
        QTest::keyClick(&canvas, Qt::Key_5, Qt::KeypadModifier);
        QVERIFY(camera().perspective);
        QTest::keyClick(&canvas, Qt::Key_Home);
        QTRY_VERIFY(camera() == canvas.destination());
        QVERIFY(canvas.isAtHome());
        QCOMPARE(camera().yaw, home.yaw);

        stage.session.select({Subject::parse("su-1/a02")});
        QTest::keyClick(&canvas, Qt::Key_F);
        QTRY_VERIFY(camera() == canvas.destination());
        QVERIFY(camera().distance < home.distance);
    }

    void theWheelZoomsAtTheCursor()
    {
        Stage stage;
        const QPoint cursor = stage.placeOf("su-1/a06", 0.4F);
        const float before = stage.view.stage().camera().distance;
        QWheelEvent wheel(cursor, stage.view.canvas().mapToGlobal(cursor), {}, {0, 240}, Qt::NoButton, {}, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&stage.view.canvas(), &wheel);
        QVERIFY(stage.view.stage().camera().distance < before);
        QVERIFY((stage.placeOf("su-1/a06", 0.4F) - cursor).manhattanLength() <= 4);
    }

    void aRubberBandSelects()
    {
        Stage stage;
        stage.drag(Qt::LeftButton, {2, 250}, {400, 2});
        QVERIFY(stage.session.selection().size() >= 10);
        QVERIFY(stage.view.stage().rubberBand().isNull());
    }

    void overlaysColourTheRacksAndNameTheirColours()
    {
        Stage stage;
        const QImage plain = stage.grab();
        stage.view.setOverlay(FloorOverlay::Power);
        const QImage power = stage.grab();
        keep(power, "floor-power");
        QVERIFY(differing(plain, power) > 0.1);
        QVERIFY(stage.view.headerText().contains(QStringLiteral("power")));
        QVERIFY(!stage.view.stage().overlay().legend.title.isEmpty());
        QTest::keyClick(&stage.view.canvas(), Qt::Key_O);
        QCOMPARE(stage.view.overlay(), FloorOverlay::Feed);
        QTest::keyClick(&stage.view.canvas(), Qt::Key_O, Qt::ShiftModifier);
        QCOMPARE(stage.view.overlay(), FloorOverlay::None);
        QTRY_VERIFY(differing(plain, stage.grab()) < 0.01); // Smoothing over time may leave a trace for a moment.
    }

    void anEditRedrawsWhatItChanged()
    {
        Stage stage;
        const QImage before = stage.grab();
        const auto done = stage.session.apply(QStringLiteral("Empty the racks"), [](const model::Design& design) {
            return design.changedRack(model::RackDesignId::literal("gb300"), [](const model::RackDesign& rack) {
                std::vector<model::DeviceId> all;
                for (const model::Device& device : rack.devices())
                    all.push_back(device.id);
                return model::Result<model::RackDesign>{rack.without(all)};
            });
        });
        QVERIFY(done);
        QTRY_VERIFY(differing(before, stage.grab()) > 0.05);
        stage.session.undo();
        QTRY_VERIFY(differing(before, stage.grab()) < 0.002);
    }

    void theSceneFollowsRacksThatComeAndGo()
    {
        // Each step changes how many kinds of boxes there are while they are on screen.
        Stage stage;
        const QImage before = stage.grab();
        const auto cdu = test::part("vertiv-coolchip-cdu-1350");
        const std::vector<std::pair<const char*, Edit>> steps{
            {"Make one unique", [](const model::Design& design) -> model::Result<model::Design> {
                 auto made = model::madeUnique(design, "su-1/a03");
                 if (!made)
                     return tl::unexpected(made.error());
                 return made->design.changedRack(made->rack, [](const model::RackDesign& rack) {
                     return model::Result<model::RackDesign>{rack.without(std::vector{rack.devices().front().id, rack.devices().back().id})};
                 });
             }},
            {"Take the other racks out", [](const model::Design& design) {
                 const std::vector<std::string> racks{"su-1/a01", "su-1/a02", "su-1/b01", "su-1/b02", "su-1/b03", "su-1/b04"};
                 return model::removePlacements(design, racks);
             }},
            {"Add a CDU", [cdu](const model::Design& design) -> model::Result<model::Design> {
                 auto placed = model::placePart(design, cdu, {model::Millimetres{0}, model::Millimetres{9000}}, model::Turn::None, design.catalog());
                 if (!placed)
                     return tl::unexpected(placed.error());
                 return placed->design;
             }},
        };
        for (const auto& [name, edit] : steps) {
            const QImage last = stage.grab();
            const auto done = stage.session.apply(QLatin1String(name), edit);
            QVERIFY2(done, done ? "" : done.error().text.c_str());
            QTRY_VERIFY2(differing(last, stage.grab()) > 0.0005, name);
        }
        stage.session.goTo(0);
        QTRY_VERIFY(differing(before, stage.grab()) < 0.01);
    }

    void aDragIsMirrored()
    {
        Stage stage;
        const QImage before = stage.grab();
        stage.session.preview(QStringLiteral("Fits"), [](const model::Design& design) {
            return design.changedRack(model::RackDesignId::literal("gb300"), [](const model::RackDesign& rack) {
                return rack.mounted(test::device("ps9", "nvidia-mgx-33kw-power-shelf", test::at(42), "PS9"));
            });
        });
        QTRY_VERIFY(differing(before, stage.grab()) > 0.003);
        keep(stage.grab(), "floor-drag");
        stage.session.endPreview();
        QTRY_VERIFY(differing(before, stage.grab()) < 0.002);
    }

    void anEmptyHallSaysWhatToDo()
    {
        Stage stage{model::Design{}};
        QVERIFY(!stage.view.canvas().isVisible());
        auto* button = stage.view.findChild<QAbstractButton*>(QString(), Qt::FindChildrenRecursively);
        QVERIFY(button);
        QSignalSpy asked(&stage.view, &FloorView::addRequested);
        for (auto* each : stage.view.findChildren<QAbstractButton*>()) {
            if (each->isVisible() && each->text().contains(QStringLiteral("rack")))
                each->click();
        }
        QCOMPARE(asked.count(), 1);
        stage.session.start(test::floorHall());
        QTRY_VERIFY(stage.view.canvas().isVisible());
    }

    void aHallOfAHundredThousandAcceleratorsIsDrawn()
    {
        QElapsedTimer clock;
        clock.start();
        Stage stage{test::floorHall(174, 14), {808, 516}};
        const QImage picture = stage.grab();
        keep(picture, "floor-100000");
        qInfo("first picture after %lld ms", static_cast<long long>(clock.elapsed()));
        QVERIFY(coloursIn(picture) > 200);
        QVERIFY(stage.view.stage().drawn().rows > 1000);
        clock.restart();
        constexpr int frames = 20;
        for (int frame = 0; frame < frames; ++frame) {
            stage.view.canvas().jumpTo(stage.view.stage().camera().orbited(2, 0));
            (void)stage.view.canvas().grabFramebuffer();
        }
        qInfo("%lld ms a frame", static_cast<long long>(clock.elapsed() / frames));
    }

    void aPictureForPaperIsTheSameEachTime()
    {
        const model::Design design = test::floorHall();
        render::FloorView view;
        view.selected = {Subject::parse("su-1/a04")};
        const auto first = render::floorPicture(design, Theme::of(ThemeName::Light), {900, 600}, view, 2);
        QVERIFY2(first, first ? "" : first.error().text.c_str());
        const auto second = render::floorPicture(design, Theme::of(ThemeName::Light), {900, 600}, view, 2);
        QVERIFY(second);
        keep(*first, "floor-paper");
        QCOMPARE(first->size(), QSize(900, 600));
        QVERIFY(*first == *second);
        QVERIFY(coloursIn(*first) > 300);
        view.overlay = FloorOverlay::Power;
        const auto power = render::floorPicture(design, Theme::of(ThemeName::Light), {900, 600}, view, 2);
        QVERIFY(power && differing(*first, *power) > 0.05);
    }
};

int main(int argc, char** argv)
{
    render::prepareGraphics();
    QApplication application(argc, argv);
    FloorViewTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_FloorView.moc"
