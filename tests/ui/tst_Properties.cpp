#include "ui/inspector/PropertyForm.h"

#include <QStringList>
#include <QStringLiteral>
#include <QTest>

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
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

    void aNumberIsShownWithATrueMinusAndReadsBack()
    {
        const NumberEdit far{-1800.0, QStringLiteral("mm"), false};
        QCOMPARE(far.text(), QStringLiteral("−1800\u00a0mm"));
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

    void aRefusedNumberGoesBackAndTheReasonStandsAtItsField()
    {
        PropertyForm form;
        form.number("unit", "Lowest unit", 39, {}, [&](std::optional<double>) { form.refuse("U20 is taken."); });
        form.number("other", "Other", 1, {}, [](std::optional<double>) {});
        auto* edit = form.findChild<QLineEdit*>("unit");
        auto* reason = form.findChild<QLabel*>("unit-fault");
        QVERIFY(edit && reason);
        edit->setText("20");
        emit edit->editingFinished();
        QCOMPARE(edit->text(), QStringLiteral("39"));
        QCOMPARE(reason->text(), QStringLiteral("U20 is taken."));
        QVERIFY(!reason->isHidden());
        QVERIFY(form.findChild<QLabel*>("other-fault")->isHidden());
        QTest::keyClicks(edit, "4");
        QVERIFY(reason->isHidden());
    }

    void aRefusedTextChoiceOrMarkGoesBackToo()
    {
        PropertyForm form;
        const auto refused = [&] { form.refuse("It is locked."); };
        form.field("label", "Label", "A04", [&](const QString&) { refused(); });
        form.choice("face", "Face", {"front", "rear"}, 0, [&](int) { refused(); });
        form.toggle("lock", "Locked", false, [&](bool) { refused(); });
        auto* label = form.findChild<QLineEdit*>("label");
        label->setText("A05");
        emit label->editingFinished();
        QCOMPARE(label->text(), QStringLiteral("A04"));
        auto* face = form.findChild<QComboBox*>("face");
        face->setCurrentIndex(1);
        emit face->activated(1);
        QCOMPARE(face->currentIndex(), 0);
        auto* lock = form.findChild<QCheckBox*>("lock");
        lock->click();
        QVERIFY(!lock->isChecked());
        for (const char* reason : {"label-fault", "face-fault", "lock-fault"})
            QCOMPARE(form.findChild<QLabel*>(reason)->text(), QStringLiteral("It is locked."));
    }
};

QTEST_MAIN(PropertiesTest)
#include "tst_Properties.moc"
