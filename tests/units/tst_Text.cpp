#include "model/units/Id.h"
#include "model/units/RackUnit.h"
#include "model/units/Text.h"
#include "model/units/Whole.h"

#include <QTest>

using namespace colonnade::model;

class TextTest : public QObject {
    Q_OBJECT
private slots:
    void aNumberReadsBackAsItself()
    {
        for (const double number : {0.1, 1e30, -2.5, 12.0, 1.0 / 3})
            QCOMPARE(numberFrom(shortest(number)).value(), number);
    }

    void onlyWholeDecimalTextIsANumber()
    {
        for (const char* text : {"", " 1", "1 ", "0x1F", "017", "1,5", "nan", "inf", "1e999", "--1", "+1"})
            QVERIFY2(!numberFrom(text), text);
        QCOMPARE(numberFrom("-0.5").value(), -0.5);
        QVERIFY(!wholeFrom("99999999999999999999"));
        QVERIFY(!wholeFrom("1.0"));
    }

    void roundsToSignificantDigitsForPeople()
    {
        QCOMPARE(significant(12900, 3), std::string("12,900"));
        QCOMPARE(significant(9.996, 3), std::string("10.0"));
        QCOMPARE(significant(0.04567, 3), std::string("0.0457"));
        QCOMPARE(significant(-20, 3), std::string("−20.0"));
        QCOMPARE(significant(0, 3), std::string("0"));
    }

    void aUnitGetsThePrefixThatKeepsTheValueShort()
    {
        QCOMPARE(text(Watts{132000}), std::string("132\u00a0kW"));
        QCOMPARE(text(Watts{999960}), std::string("1.00\u00a0MW"));
        QCOMPARE(text(Millimetres{1068}, 4), std::string("1,068\u00a0mm"));
        QCOMPARE(text(Celsius{-3}), std::string("−3.00\u00a0°C"));
    }

    void controlAndBidirectionalCharactersAreShown()
    {
        QCOMPARE(shown("a\x1b[1m"), std::string("a\\u{1b}[1m"));
        QCOMPARE(shown("\u202eabc"), std::string("\\u{202e}abc"));
        QCOMPARE(shown("Küche"), std::string("Küche"));
        QVERIFY(shown(std::string(500, 'x')).size() <= 84);
    }

    void blanksAreTrimmedAndNamesComparedByTheirLetters()
    {
        QCOMPARE(trimmed(" \t a b\r\n"), std::string_view("a b"));
        QCOMPARE(trimmed("  "), std::string_view());
        QCOMPARE(labelOr("", "a01"), std::string("a01"));
        QCOMPARE(labelOr("Row A", "a01"), std::string("Row A"));
        QCOMPARE(editDistance("kitten", "sitting"), std::size_t{3});
        QCOMPARE(editDistance("", "abc"), std::size_t{3});
        QCOMPARE(editDistance("leaf-1", "leaf-1"), std::size_t{0});
    }

    void groupsAreCountedUpwards()
    {
        QCOMPARE(ceilOver(9, 4), 3);
        QCOMPARE(ceilOver(8, 4), 2);
        QCOMPARE(ceilOver(0, 4), 0);
        QCOMPARE(ceilOver(8, 0), 0);
        QCOMPARE(ceilOver(7, std::int64_t{1} << 40), std::int64_t{1});
    }

    void anIdIsPlainInPathsShellsAndYaml()
    {
        QVERIFY(DeviceId::parse("c05"));
        for (const char* text : {"", "a/b", "-a", ".a", "a b", "ä"})
            QVERIFY2(!DeviceId::parse(text), text);
        QCOMPARE(DeviceId::parse("a/b").error().text.substr(0, 5), std::string("'a/b'"));
    }

    void halvesOfARackUnitAreExact()
    {
        QCOMPARE(text(RackUnit::whole(12)), std::string("U12"));
        QCOMPARE(text(RackUnit::ofHalves(25)), std::string("U12.5"));
        QCOMPARE((RackUnit::whole(4) + RackUnits::whole(8)) - RackUnit::whole(1), RackUnits::whole(11));
    }
};

QTEST_APPLESS_MAIN(TextTest)
#include "tst_Text.moc"
