#include "ui/inspector/PropertyForm.h"

#include <QStringList>
#include <QStringLiteral>
#include <QTest>

#include <QLineEdit>

#include <cmath>

using namespace colonnade::ui;

class PropertiesTest : public QObject {
    Q_OBJECT
private slots:
    void aTypedNumberMayCarryAnotherUnitOfItsKind_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("unit");
        QTest::addColumn<double>("number");
        QTest::newRow("plain") << "1200" << "mm" << 1200.0;
        QTest::newRow("own unit") << "1200 mm" << "mm" << 1200.0;
        QTest::newRow("inches") << "48 in" << "mm" << 1219.2;
        QTest::newRow("metres") << "1.2 m" << "mm" << 1200.0;
        QTest::newRow("comma") << "1,2 m" << "mm" << 1200.0;
        QTest::newRow("grouped") << "1,200 mm" << "mm" << 1200.0;
        QTest::newRow("gallons") << "30 gpm" << "L/min" << 113.56235352;
        QTest::newRow("fahrenheit") << "104 °F" << "°C" << 40.0;
        QTest::newRow("minus") << QStringLiteral("−5") << "°C" << -5.0;
        QTest::newRow("kilovolts") << "0.48 kV" << "V" << 480.0;
    }
    void aTypedNumberMayCarryAnotherUnitOfItsKind()
    {
        QFETCH(QString, typed);
        QFETCH(QString, unit);
        QFETCH(double, number);
        const auto read = numberIn(typed, unit);
        QVERIFY(read);
        QVERIFY2(std::abs(*read - number) < 1e-6, qPrintable(QString::number(*read)));
    }

    void aNumberIsShownGroupedAndReadsBack()
    {
        const NumberEdit far{-1800.0, QStringLiteral("mm"), false};
        QCOMPARE(far.text(), QStringLiteral("−1,800\u00a0mm"));
        QVERIFY(numberIn(far.text(), QStringLiteral("mm")) == -1800.0);
        const NumberEdit share{0.5, QString{}, false};
        QCOMPARE(share.text(), QStringLiteral("0.5"));
    }

    void whatIsNoNumberOrOfAnotherKindIsRefused()
    {
        QVERIFY(!numberIn("", "mm"));
        QVERIFY(!numberIn("wide", "mm"));
        QVERIFY(!numberIn("40 °C", "mm"));
        QVERIFY(!numberIn("1 2 3", "mm"));
    }

    void aFieldTellsOnlyWhatWasChanged()
    {
        PropertyForm form;
        QStringList taken;
        form.field("name", "Name", "A04", [&](const QString& text) { taken << text; });
        auto* edit = form.findChild<QLineEdit*>("name");
        QVERIFY(edit);
        emit edit->editingFinished();
        QVERIFY(taken.isEmpty());
        edit->setText("A05");
        emit edit->editingFinished();
        QCOMPARE(taken, QStringList("A05"));
    }
};

QTEST_MAIN(PropertiesTest)
#include "tst_Properties.moc"
