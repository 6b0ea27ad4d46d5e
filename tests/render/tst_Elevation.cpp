#include "render/elevation/ElevationPainter.h"
#include "render/theme/Fonts.h"
#include "tests/support/Pictures.h"
#include "tests/support/SampleDesigns.h"

#include <QByteArray>
#include <QChar>
#include <QDir>
#include <QFile>
#include <QIODevice>
#include <QPointF>
#include <QRect>
#include <QRectF>
#include <QSize>
#include <QSizeF>
#include <QStringLiteral>
#include <QTest>

#include <QBuffer>
#include <QGuiApplication>
#include <QPageSize>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <cmath>

using namespace colonnade;
using namespace colonnade::model;
using namespace colonnade::render;
using test::at;
using test::count;
using test::picture;

namespace {

const Theme& light()
{
    return Theme::of(ThemeName::Light);
}

ElevationContent contentOf(const RackDesign& rack)
{
    ElevationContent content;
    content.rack = &rack;
    content.judged = true;
    return content;
}

QImage elevation(const char* name, const RackDesign& rack, QSize size,
                 const ElevationContent& content, const Theme& theme = light(),
                 const ElevationOptions& options = {})
{
    return picture(name, size, theme.canvas, [&](QPainter& painter) {
        ElevationPainter{theme, ElevationLayout::fitted(rack, {{}, QSizeF{size}}, options)}.paint(
            painter, content);
    });
}

ElevationLayout layoutOf(const RackDesign& rack, QSize size, const ElevationOptions& options = {})
{
    return ElevationLayout::fitted(rack, {{}, QSizeF{size}}, options);
}

const QSize window{512, 694}; // The drawing's room in a window of 1440 x 900.

} // namespace

class ElevationTest : public QObject {
    Q_OBJECT
private slots:
    void a48UnitRackFitsTheSmallWindowAtAboutThirteenPixelsPerUnit()
    {
        const RackDesign rack = test::gb300Rack();
        const ElevationLayout layout = layoutOf(rack, window);
        QVERIFY2(layout.unitHeight() > 12 && layout.unitHeight() < 13.5,
                 qPrintable(QString::number(layout.unitHeight())));
        QCOMPARE(layout.detail(), FaceDetail::Faces);
        QVERIFY(QRectF(QPointF{}, window).contains(layout.bounds()));
    }

    void proportionsAreTrue()
    {
        const RackDesign rack = test::gb300Rack();
        const ElevationLayout layout = ElevationLayout::scaled(rack, {}, 2.0);
        QCOMPARE(layout.frame(FaceSide::Front).width(),
                 2.0 * static_cast<double>(rack.width().value()));
        QCOMPARE(layout.frame(FaceSide::Rear).height(),
                 2.0 * static_cast<double>(rack.height().value()));
        QCOMPARE(layout.units(FaceSide::Front, RackUnit::whole(3), RackUnits::whole(2)).height(),
                 2.0 * 88.9);
        QCOMPARE(layout.opening(FaceSide::Front).width(), 2.0 * 482.6);
    }

    void aPointFindsTheUnitAndTheDeviceThatAreDrawnThere()
    {
        const RackDesign rack = test::gb300Rack();
        const ElevationLayout layout = layoutOf(rack, window);
        for (const Device& device : rack.devices()) {
            for (const FaceSide side : {FaceSide::Front, FaceSide::Rear}) {
                const QRectF place = layout.place(rack, *device.part, device.mount, side);
                if (place.isEmpty())
                    continue; // Too short to be seen from there.
                const auto hit = layout.hit(rack, place.center());
                QVERIFY(hit);
                QVERIFY(hit->device == device.id);
                QCOMPARE(hit->side, side);
                QCOMPARE(std::floor(hit->unit), device.mount.unit.value());
            }
        }
        QVERIFY(!layout.hit(rack, {2, 2}));
    }

    void leftAndRightChangeSidesAtTheRear()
    {
        const RackDesign rack = test::emptyRack();
        const ElevationLayout layout = layoutOf(rack, window);
        const PartType half = [] {
            PartType part = *test::part("nvidia-sn2201");
            part.body.halfWidth = true;
            return part;
        }();
        Mount mount = at(5);
        mount.slot = Slot::Left;
        const QRectF front = layout.place(rack, half, mount, FaceSide::Front);
        const QRectF rear = layout.place(rack, half, mount, FaceSide::Rear);
        QVERIFY(front.center().x() < layout.opening(FaceSide::Front).center().x());
        QVERIFY(rear.isEmpty() || rear.center().x() > layout.opening(FaceSide::Rear).center().x());
        QCOMPARE(layout.hit(rack, front.center())->half, Slot::Left);
    }

    void everyDeviceHasABodyAndItsKindColourAtTheLeft()
    {
        const RackDesign rack = test::gb300Rack();
        const QImage image = elevation("elevation-light", rack, window, contentOf(rack));
        const ElevationLayout layout = layoutOf(rack, window);
        for (const Device& device : rack.devices()) {
            const QRectF place = layout.place(rack, *device.part, device.mount, FaceSide::Front);
            QRectF bar = place;
            bar.setWidth(4);
            QVERIFY2(count(image, bar, light().kind(device.part->role), 25) > 12,
                     device.id.text().c_str());
            QVERIFY2(count(image, place, light().face) > 300, device.id.text().c_str());
        }
    }

    void portsOfATrayAreDrawnAndAnEmptyUnitIsNot()
    {
        const RackDesign rack = test::gb300Rack();
        const QImage image = elevation("elevation-ports", rack, window, contentOf(rack));
        const ElevationLayout layout = layoutOf(rack, window);
        const QRectF tray = layout.units(FaceSide::Front, RackUnit::whole(10), RackUnits::whole(1));
        QVERIFY(count(image, tray, light().cage, 30) > 60);
        const QRectF open = layout.units(FaceSide::Front, RackUnit::whole(48), RackUnits::whole(1));
        QCOMPARE(count(image, open, light().cage, 30), 0);
        QVERIFY(count(image, open.adjusted(2, 2, -2, -2), light().opening) > 1000);
    }

    void theRearShowsBusbarManifoldsAndCartridges()
    {
        const RackDesign rack = test::gb300Rack();
        const QImage image = elevation("elevation-rear", rack, window, contentOf(rack));
        const ElevationLayout layout = layoutOf(rack, window);
        const QRectF trays = layout.units(FaceSide::Rear, RackUnit::whole(8), RackUnits::whole(27));
        QVERIFY(count(image, trays, light().supply, 25) > 500);
        QVERIFY(count(image, trays, light().returnPipe, 25) > 500);
        QVERIFY(count(image, trays, mixed(light().kind(DeviceRole::Power), light().face, 0.86), 25)
                > 1000);
        QVERIFY(count(image, trays,
                      mixed(light().kind(DeviceRole::ScaleUpSwitch), light().face, 0.66), 25)
                > 3000);
        // A rack without such trays has none of it.
        const RackDesign other = test::emptyRack();
        const QImage plain = elevation("elevation-empty", other, window, contentOf(other));
        QCOMPARE(count(plain, layoutOf(other, window).opening(FaceSide::Rear), light().supply, 25),
                 0);
    }

    void openUnitsAreNamedWithTheRuleThatMindsThem()
    {
        const RackDesign rack = test::gb300Rack();
        const auto open = openIntervals(rack);
        QCOMPARE(open.size(), std::size_t{2});
        QCOMPARE(open[0].low, RackUnit::whole(1));
        QCOMPARE(open[0].height, RackUnits::whole(3));
        QCOMPARE(open[1].height, RackUnits::whole(8));
        Finding finding;
        finding.rule = "THM-021";
        finding.severity = Severity::Warning;
        finding.subjects = {Subject::rack("gb300")};
        ElevationContent content = contentOf(rack);
        addFindings(content, {finding}, RackDesignId::literal("gb300"), "su-1/a04");
        QCOMPARE(content.openNote, QStringLiteral("THM-021"));
    }

    void findingsStandAtTheirDevices()
    {
        const RackDesign rack = test::gb300Rack();
        const DeviceId id = rack.devices()[5].id, other = rack.devices()[6].id;
        Finding ofDesign, ofInstance, elsewhere;
        ofDesign.severity = Severity::Warning;
        ofDesign.subjects = {Subject::rack("gb300", id.text())};
        ofInstance.severity = Severity::Error;
        ofInstance.subjects = {Subject::instance("su-1/a04/" + id.text())};
        elsewhere.severity = Severity::Error;
        elsewhere.subjects = {Subject::instance("su-1/a05/" + other.text())};
        ElevationContent content = contentOf(rack);
        addFindings(content, {ofDesign, ofInstance, elsewhere}, RackDesignId::literal("gb300"),
                    "su-1/a04");
        QCOMPARE(content.findings.size(), std::size_t{1});
        QCOMPARE(content.findings.at(id), Glyph::Error);

        const QImage image = elevation("elevation-finding", rack, window, content);
        const QRectF place =
            layoutOf(rack, window)
                .place(rack, *rack.device(id)->part, rack.device(id)->mount, FaceSide::Front);
        QVERIFY(count(image, place, light().error, 30) > 20);
        QCOMPARE(count(image, place.translated(0, -2 * place.height()), light().error, 30), 0);
    }

    void runsOfEqualDevicesAreBracketed()
    {
        const RackDesign rack = test::gb300Rack();
        std::vector<std::size_t> sizes;
        for (const ElevationRun& run : runsOf(rack))
            sizes.push_back(run.devices.size());
        QCOMPARE(sizes, (std::vector<std::size_t>{4, 8, 9, 10, 4, 2}));
        const QImage image = elevation("elevation-brackets", rack, window, contentOf(rack));
        const QRectF gutter = layoutOf(rack, window).gutter();
        QVERIFY(count(image, gutter, light().kind(DeviceRole::Compute), 60) > 150);
        QVERIFY(count(image, gutter, light().kind(DeviceRole::ScaleUpSwitch), 60) > 80);
    }

    void theThreeVerdictsDifferInShapeAsWellAsColour()
    {
        const RackDesign rack = test::gb300Rack();
        const ElevationLayout layout = layoutOf(rack, window);
        const QRectF place =
            layout.units(FaceSide::Front, RackUnit::whole(41), RackUnits::whole(2));
        const auto ghosted = [&](const char* name, GhostStyle style) {
            ElevationContent content = contentOf(rack);
            const PartRef shelf = test::part("nvidia-mgx-33kw-power-shelf");
            content.ghost = ElevationGhost{
                {{shelf, at(41), "PS9", "feed A"}, {shelf, at(42), "PS10", "feed B"}}, style};
            return elevation(name, rack, window, content);
        };
        const QImage fits = ghosted("ghost-fits", {Verdict::Fits, Glyph::Ok});
        const QImage warned =
            ghosted("ghost-findings", {Verdict::FitsWithFindings, Glyph::Warning});
        const QImage refused = ghosted("ghost-refused", {Verdict::Refused, Glyph::Error});
        QVERIFY(count(fits, place, light().ok, 30) > 300);
        QVERIFY(count(warned, place, light().warning, 40) > 150);
        QVERIFY(count(refused, place, light().error, 40) > 300);
        // The refused one is hatched densely, the one with findings not at all.
        const QRectF middle = place.adjusted(60, 4, -50, -4);
        const QColor hatch = mixed(light().error, light().face, 0.62);
        QVERIFY(count(refused, middle, hatch, 60)
                > count(warned, middle, mixed(light().warning, light().face, 0.62), 60) + 100);
        // Mirrored at the rear, lit on the ruler.
        QVERIFY(count(fits, layout.units(FaceSide::Rear, RackUnit::whole(41), RackUnits::whole(2)),
                      light().ok, 30)
                > 100);
        QVERIFY(count(fits, layout.ruler(FaceSide::Front), light().ok, 30) > 200);
    }

    void selectionIsOutlinedInBothViews()
    {
        const RackDesign rack = test::gb300Rack();
        ElevationContent content = contentOf(rack);
        content.selected.insert(rack.devices()[10].id);
        content.hovered = rack.devices()[20].id;
        content.leaving.insert(rack.devices()[2].id);
        content.rubberBand = {310, 300, 100, 80};
        const QImage image = elevation("elevation-selection", rack, window, content);
        const ElevationLayout layout = layoutOf(rack, window);
        for (const FaceSide side : {FaceSide::Front, FaceSide::Rear}) {
            const QRectF place =
                layout.place(rack, *rack.devices()[10].part, rack.devices()[10].mount, side);
            QVERIFY(count(image, place.adjusted(-2, -2, 2, 2), light().accent, 30) > 300);
        }
    }

    void detailFollowsTheHeightOfAUnit()
    {
        QCOMPARE(detailFor(3), FaceDetail::Column);
        QCOMPARE(detailFor(6), FaceDetail::Blocks);
        QCOMPARE(detailFor(9.5), FaceDetail::Runs);
        QCOMPARE(detailFor(12.9), FaceDetail::Faces);
        QCOMPARE(detailFor(40), FaceDetail::Full);
        const RackDesign rack = test::gb300Rack();
        for (const auto& [name, height] :
             {std::pair{"elevation-column", 200}, std::pair{"elevation-blocks", 360},
              std::pair{"elevation-runs", 520}, std::pair{"elevation-full", 2000}}) {
            const QSize size{height, height};
            const QImage image = elevation(name, rack, size, contentOf(rack));
            QVERIFY(count(image, layoutOf(rack, size).opening(FaceSide::Front),
                          light().kind(DeviceRole::Compute), 60)
                    > 20);
        }
    }

    void darkAndHighContrastDrawTheSameThings()
    {
        const RackDesign rack = test::gb300Rack();
        for (const auto& [file, name] :
             {std::pair{"elevation-dark", ThemeName::Dark},
              std::pair{"elevation-high-contrast", ThemeName::HighContrast}}) {
            const Theme& theme = Theme::of(name);
            const QImage image = elevation(file, rack, window, contentOf(rack), theme);
            const QRectF place =
                layoutOf(rack, window)
                    .units(FaceSide::Front, RackUnit::whole(10), RackUnits::whole(1));
            QVERIFY(count(image, place, theme.kind(DeviceRole::Compute), 25) > 12);
            QVERIFY(count(image, place, theme.cage, 30) > 60);
            QVERIFY(count(image, place, theme.text, 60) > 10);
        }
    }

    void serversWithPdusAreDrawnFrontAndRear()
    {
        RackDesign rack = test::emptyRack();
        std::vector<Device> devices;
        for (int i = 0; i < 4; ++i)
            devices.push_back(test::device("n" + std::to_string(i + 1), "nvidia-dgx-h100",
                                           at(3 + 8 * i), "DGX-0" + std::to_string(i + 1)));
        devices.push_back(test::device("leaf", "nvidia-qm9700", at(40), "L1"));
        PartRef pdu;
        for (const auto& [id, part] : test::catalog().parts()) {
            if (part->kind == PartKind::RackPdu && part->body.mounting == Mounting::ZeroU
                && part->pdu && !part->pdu->outlets.empty())
                pdu = part;
        }
        QVERIFY(pdu);
        devices.push_back({DeviceId::literal("pdu-a"),
                           pdu,
                           {Face::ZeroULeft, RackUnit::whole(1), Slot::Full},
                           "A",
                           Side::A,
                           {},
                           false});
        devices.push_back({DeviceId::literal("pdu-b"),
                           pdu,
                           {Face::ZeroURight, RackUnit::whole(1), Slot::Full},
                           "B",
                           Side::B,
                           {},
                           false});
        rack = test::valueOf(rack.mounted(devices));
        const QImage image = elevation("elevation-dgx", rack, {700, 900}, contentOf(rack));
        const ElevationLayout layout = layoutOf(rack, {700, 900});
        for (const Device& device : rack.devices()) {
            if (!device.zeroU())
                continue;
            QVERIFY(layout.place(rack, *device.part, device.mount, FaceSide::Front).isEmpty());
            const QRectF place = layout.place(rack, *device.part, device.mount, FaceSide::Rear);
            QVERIFY(count(image, place, light().cage, 40) > 60);
            QVERIFY(layout.frame(FaceSide::Rear).contains(place));
        }
        // Ports and supplies of servers stand at the rear.
        const QRectF front = layout.units(FaceSide::Front, RackUnit::whole(3), RackUnits::whole(8));
        const QRectF rear = layout.units(FaceSide::Rear, RackUnit::whole(3), RackUnits::whole(8));
        QVERIFY(count(image, rear, light().cage, 30) > count(image, front, light().cage, 30));
    }

    void aFaceWithoutKnownPortsGetsADashedFrameAndNoInventedOnes()
    {
        PartType part = *test::part("nvidia-gb300-compute-tray");
        part.cages.clear();
        const QImage image =
            picture("face-unknown", {280, 30}, light().canvas, [&](QPainter& painter) {
                FaceStyle style;
                style.scale = 280 / 482.6;
                paintFace(painter, {1, 1, 278, 25}, part, FaceSide::Front, light(), style);
            });
        QCOMPARE(count(image, image.rect(), light().cage, 30), 0);
        QVERIFY(count(image, {40, 2, 200, 24}, light().faceLine, 60) > 60);
    }

    void textOfADesignCannotReachThePicturesStructure()
    {
        RackDesign rack = test::emptyRack();
        rack = test::valueOf(rack.mounted(
            test::device("x", "nvidia-qm9700", at(4), "</text><script>alert(1)</script>\u202e")));
        QByteArray bytes;
        QBuffer buffer{&bytes};
        QSvgGenerator svg;
        svg.setOutputDevice(&buffer);
        svg.setSize({600, 800});
        svg.setViewBox(QRect{0, 0, 600, 800});
        QPainter painter{&svg};
        ElevationPainter{light(), layoutOf(rack, {600, 800})}.paint(painter, contentOf(rack));
        painter.end();
        QVERIFY(bytes.size() > 5000);
        QVERIFY(!bytes.contains("<script>"));
        QVERIFY(!QString::fromUtf8(bytes).contains(QChar{0x202e}));
    }

    void paperTakesTheSamePainterAtAScale()
    {
        const RackDesign rack = test::gb300Rack();
        QByteArray bytes;
        QBuffer buffer{&bytes};
        buffer.open(QIODevice::WriteOnly);
        QPdfWriter pdf{&buffer};
        pdf.setPageSize(QPageSize{QPageSize::A4});
        pdf.setResolution(254); // 10 dots per mm.
        QPainter painter{&pdf};
        ElevationOptions options;
        options.textScale = 254.0 / 96 * 0.75;
        options.detail = FaceDetail::Faces;
        const ElevationLayout layout = ElevationLayout::scaled(rack, {20, 20}, 10.0 / 15, options);
        QVERIFY(std::abs(layout.frame(FaceSide::Front).width() / 10 * 15 - 600) < 1);
        ElevationPainter{light(), layout}.paint(painter, contentOf(rack));
        painter.end();
        QVERIFY(bytes.size() > 20000);
        if (const auto folder = qEnvironmentVariable("COLONNADE_PICTURES"); !folder.isEmpty()) {
            QFile file{QDir{folder}.filePath("elevation.pdf")};
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(bytes);
        }
    }

    void aPartAloneFitsItsCard()
    {
        for (const auto* id :
             {"nvidia-mgx-33kw-power-shelf", "nvidia-dgx-h100", "nvidia-qm9700", "apc-ar3157"}) {
            const QImage image = picture(id, {110, 40}, light().panel, [&](QPainter& painter) {
                paintPart(painter, {5, 5, 100, 30}, *test::part(id), light());
            });
            QVERIFY(test::drawn(image, {5, 5, 100, 30}, light().panel) > 100);
            QCOMPARE(test::drawn(image, {0, 0, 110, 4}, light().panel), 0);
        }
    }
};

int main(int argc, char** argv)
{
    QGuiApplication application{argc, argv};
    ElevationTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_Elevation.moc"
