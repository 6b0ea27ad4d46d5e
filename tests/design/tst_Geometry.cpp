#include "model/design/Geometry.h"

#include <QTest>

using namespace colonnade::model;

namespace {

FloorRect rect(std::int64_t x, std::int64_t y, std::int64_t width, std::int64_t depth)
{
    return {{Millimetres{x}, Millimetres{y}}, {Millimetres{width}, Millimetres{depth}}};
}

} // namespace

class GeometryTest : public QObject {
    Q_OBJECT
private slots:
    void touchingEdgesDoNotOverlap()
    {
        QVERIFY(!rect(0, 0, 600, 1200).overlaps(rect(600, 0, 600, 1200)));
        QVERIFY(rect(0, 0, 600, 1200).overlaps(rect(599, 1199, 600, 1200)));
    }

    void fourQuarterTurnsComeBack()
    {
        const FloorRect before = rect(100, 250, 600, 1068);
        FloorRect after = before;
        for (int i = 0; i < 4; ++i)
            after = turnedAboutOrigin(after, Turn::Quarter);
        QVERIFY(after == before);
        QVERIFY(turnedAboutOrigin(turnedAboutOrigin(before, Turn::Quarter), Turn::Quarter)
                == turnedAboutOrigin(before, Turn::Half));
    }

    void aQuarterTurnTakesTheEastToTheNorth()
    {
        // A thing that lies 1 m east of the origin lies 1 m north of it after a turn to the left.
        const FloorRect turnedRect = turnedAboutOrigin(rect(1000, 0, 10, 20), Turn::Quarter);
        QVERIFY(turnedRect == rect(-20, 1000, 20, 10));
    }

    void aMoveInsideATurnedGroupIsTheMoveThatWasAskedForOutside()
    {
        const Point by{Millimetres{300}, Millimetres{-70}};
        for (const Turn turn : {Turn::None, Turn::Quarter, Turn::Half, Turn::ThreeQuarters}) {
            const Point inside = turnedBack(by, turn);
            const FloorRect moved = turnedAboutOrigin({inside, {}}, turn);
            QVERIFY(moved.at == by);
        }
    }

    void anOutlineWithACornerCutOutEnclosesOnlyWhatIsInside()
    {
        const auto at = [](std::int64_t x, std::int64_t y) { return Point{Millimetres{x}, Millimetres{y}}; };
        const Polygon ell{at(0, 0), at(10, 0), at(10, 5), at(5, 5), at(5, 10), at(0, 10)};
        QCOMPARE(area(ell), 75.0);
        QVERIFY(encloses(ell, rect(0, 0, 5, 10)));
        QVERIFY(encloses(ell, rect(0, 0, 10, 5)));
        QVERIFY(!encloses(ell, rect(4, 4, 3, 3)));
        QVERIFY(!encloses(ell, rect(-1, 0, 3, 3)));
    }
};

QTEST_APPLESS_MAIN(GeometryTest)
#include "tst_Geometry.moc"
