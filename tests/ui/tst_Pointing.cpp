#include "ui/diagram/Pointing.h"

#include <QEvent>
#include <QPoint>
#include <QPointF>
#include <QRectF>
#include <QTest>

#include <QKeyEvent>
#include <QWheelEvent>

using namespace colonnade;
using namespace colonnade::ui;
using model::Subject;

namespace {

std::optional<double> zoomOfKey(Qt::Key key)
{
    return zoomOf(QKeyEvent{QEvent::KeyPress, key, Qt::NoModifier});
}

double zoomOfNotches(int notches)
{
    return zoomOf(QWheelEvent{QPointF{}, QPointF{}, QPoint{}, QPoint{0, 120 * notches}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false});
}

} // namespace

/// What the hand does in every drawing.
class PointingTest : public QObject {
    Q_OBJECT
private slots:
    void aKeyAndANotchOfTheWheelZoomByTheSame()
    {
        QCOMPARE(*zoomOfKey(Qt::Key_Plus), zoomOfNotches(1));
        QCOMPARE(*zoomOfKey(Qt::Key_Equal), zoomOfNotches(1));
        QCOMPARE(*zoomOfKey(Qt::Key_Minus), zoomOfNotches(-1));
        QVERIFY(zoomOfNotches(1) > 1);
        QVERIFY(!zoomOfKey(Qt::Key_0));
    }

    void plusThenMinusIsAsBefore()
    {
        QCOMPARE(*zoomOfKey(Qt::Key_Plus) * *zoomOfKey(Qt::Key_Minus), 1.0);
    }

    void aBandToTheLeftTakesWhatItTouches()
    {
        const Band left = bandBetween({30, 10}, {10, 40}), right = bandBetween({10, 40}, {30, 10});
        QCOMPARE(left.frame, QRectF(10, 10, 20, 30));
        QCOMPARE(right.frame, left.frame);
        QVERIFY(left.touching && !right.touching);
        QVERIFY(left.hint() != right.hint());
    }

    void aBandAddsWithShiftOrCtrlOnly()
    {
        const std::vector<Subject> selection{Subject::instance("su-1/a04")};
        QCOMPARE(keptBy(Qt::ShiftModifier, selection), selection);
        QCOMPARE(keptBy(Qt::ControlModifier, selection), selection);
        QVERIFY(keptBy(Qt::NoModifier, selection).empty());
        QVERIFY(keptBy(Qt::AltModifier, selection).empty());
    }
};

QTEST_GUILESS_MAIN(PointingTest)
#include "tst_Pointing.moc"
