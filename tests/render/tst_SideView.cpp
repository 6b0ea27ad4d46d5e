#include "render/elevation/SidePainter.h"
#include "render/theme/Fonts.h"
#include "tests/support/Pictures.h"
#include "tests/support/SampleDesigns.h"

#include <QPointF>
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

const QSize window{512, 694}; // The drawing's room in a window of 1440 x 900.

const Theme& light()
{
    return Theme::of(ThemeName::Light);
}

/// The part with another depth; nothing: not known.
PartRef deep(std::string_view id, std::optional<int> depth)
{
    PartType changed = *test::part(id);
    changed.id = TypeId::literal(depth ? fmt::format("deep-{}", *depth) : "deep-unknown");
    changed.body.depthMm = depth ? std::optional{Millimetres{*depth}} : std::nullopt;
    return std::make_shared<const PartType>(changed);
}

RackDesign with(RackDesign rack, std::string_view id, const PartRef& part, int unit)
{
    return test::valueOf(rack.mounted(Device{DeviceId::literal(id), part, test::at(unit), std::string{id}, {}, {}, false}));
}

struct Drawn {
    explicit Drawn(RackDesign of, QSize size = window) : rack{std::move(of)}, depth{rackDepth(rack)}, balance{rackBalance(rack, depth)}, layout{SideLayout::fitted(rack, depth, {{}, QSizeF{size}})}
    {
    }
    [[nodiscard]] QImage paint(const char* name, const Theme& theme = light(), ElevationContent content = {}, QSize size = window) const
    {
        content.rack = &rack;
        return picture(name, size, theme.canvas, [&](QPainter& painter) { SidePainter{theme, layout, depth, &balance}.paint(painter, content); });
    }
    [[nodiscard]] const DeviceDepth& device(std::string_view id) const
    {
        for (const DeviceDepth& one : depth.devices) {
            if (one.device->id.text() == id)
                return one;
        }
        qFatal("no device");
    }
    RackDesign rack;
    RackDepth depth;
    RackBalance balance;
    SideLayout layout;
};

} // namespace

class SideViewTest : public QObject {
    Q_OBJECT
private slots:
    void theRackIsDrawnInTrueProportion()
    {
        const Drawn side{test::gb300Rack()};
        const QRectF frame = side.layout.frame();
        const double drawn = frame.width() / frame.height();
        const double real = static_cast<double>(side.depth.depth.value()) / static_cast<double>(side.rack.height().value());
        QVERIFY(std::abs(drawn - real) < 1e-9);
        QVERIFY(QRectF(QPointF{}, QSizeF{window}).adjusted(-1, -1, 1, 1).contains(side.layout.bounds()));
        QVERIFY(side.layout.unitHeight() >= 10);
    }

    void aBodyIsAsDeepAsItsPartAndBehindItsRails()
    {
        const Drawn side{with(test::emptyRack(), "d1", deep("nvidia-sn5600", 700), 10)};
        const QRectF place = side.layout.place(side.device("d1").body);
        QVERIFY(std::abs(place.width() - 700 * side.layout.scale()) < 1e-6);
        QVERIFY(std::abs(place.left() - side.layout.x(side.depth.frontRail)) < 1e-6);
        QVERIFY(std::abs(side.layout.plug(side.device("d1")).left() - place.right()) < 1e-6);
        QVERIFY(std::abs(side.layout.bend(side.device("d1")).left() - side.layout.plug(side.device("d1")).right()) < 1e-6);
    }

    void whatIsLeftIsSaidInMillimetres()
    {
        const Drawn side{with(test::emptyRack(), "d1", deep("nvidia-sn5600", 700), 10)};
        const DeviceDepth& one = side.device("d1");
        QVERIFY(one.slack > Millimetres{});
        QCOMPARE(slackText(one), QStringLiteral("%1\u00a0mm left").arg(one.slack.value()));
        QVERIFY(std::abs(side.layout.slack(one).width() - static_cast<double>(one.slack.value()) * side.layout.scale()) < 1e-6);
    }

    void whatIsTooDeepIsHatchedAndSaid()
    {
        const Drawn side{with(test::emptyRack(), "d1", deep("nvidia-sn5600", 1100), 10)};
        const DeviceDepth& one = side.device("d1");
        QVERIFY(one.slack < Millimetres{});
        QVERIFY(slackText(one).endsWith(QStringLiteral("too deep")));
        const QImage image = side.paint("side-too-deep");
        QVERIFY(count(image, side.layout.slack(one).adjusted(-2, -2, 2, 2), light().error, 60) > 30);
        const Drawn fits{with(test::emptyRack(), "d1", deep("nvidia-sn5600", 700), 10)};
        QCOMPARE(count(fits.paint("side-fits"), fits.layout.frame(), light().error, 20), 0);
    }

    void anUnknownDepthIsNotDrawnAsAKnownOne()
    {
        const Drawn side{with(test::emptyRack(), "d1", deep("nvidia-sn5600", std::nullopt), 10)};
        const DeviceDepth& one = side.device("d1");
        QVERIFY(!one.known);
        QCOMPARE(slackText(one), QStringLiteral("depth not known"));
        const Drawn known{with(test::emptyRack(), "d1", deep("nvidia-sn5600", 700), 10)};
        const QColor body = mixed(light().kind(test::part("nvidia-sn5600")->role), light().face, 0.14);
        QVERIFY(count(known.paint("side-known"), known.layout.place(known.device("d1").body), body, 4) > 300);
        QCOMPARE(count(side.paint("side-unknown"), side.layout.place(one.body), body, 4), 0);
    }

    void equalNeighboursAreOneRun()
    {
        RackDesign rack = with(test::emptyRack(), "d1", deep("nvidia-sn5600", 700), 10);
        rack = with(std::move(rack), "d2", deep("nvidia-sn5600", 700), 12);
        rack = with(std::move(rack), "d3", deep("nvidia-sn5600", 800), 14);
        const Drawn side{std::move(rack)};
        const auto runs = sideRunsOf(side.depth);
        QCOMPARE(runs.size(), std::size_t{2});
        QCOMPARE(runs.front().devices.size(), std::size_t{2});
    }

    void everyDeviceIsFoundUnderTheMouse()
    {
        const Drawn side{test::gb300Rack()};
        for (const DeviceDepth& one : side.depth.devices) {
            const auto hit = side.layout.hit(side.depth, side.layout.place(one.body).center());
            QVERIFY(hit);
            QCOMPARE(*hit, one.device->id);
        }
        QVERIFY(!side.layout.hit(side.depth, side.layout.bounds().topLeft()));
    }

    void theSelectionIsOutlined()
    {
        const Drawn side{test::gb300Rack()};
        ElevationContent content;
        content.selected.insert(side.depth.devices.front().device->id);
        const QRectF place = side.layout.place(side.depth.devices.front().body).adjusted(-3, -3, 3, 3);
        QVERIFY(count(side.paint("side-selected", light(), content), place, light().accent, 20) > count(side.paint("side-plain"), place, light().accent, 20) + 100);
    }

    void itIsDrawnInAllThemesAndSizes()
    {
        const Drawn side{test::gb300Rack()};
        for (const ThemeName name : {ThemeName::Light, ThemeName::Dark, ThemeName::HighContrast}) {
            const Theme& theme = Theme::of(name);
            const QImage image = side.paint(fmt::format("side-{}", word(name)).c_str(), theme);
            QVERIFY(test::drawn(image, image.rect(), theme.canvas) > 20000);
        }
        const QSize small{260, 300};
        const Drawn tiny{test::gb300Rack(), small};
        QVERIFY(test::drawn(tiny.paint("side-small", light(), {}, small), {0, 0, 260, 300}, light().canvas) > 2000);
    }
};

int main(int argc, char** argv)
{
    QGuiApplication application{argc, argv};
    loadFonts();
    SideViewTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_SideView.moc"
