#include "tests/support/CabledDesigns.h"
#include "tests/support/Print.h"

#include "model/exchange/CsvRows.h"
#include "model/exchange/DesignReader.h"
#include "model/exchange/DesignWriter.h"
#include "model/exchange/cabling/PointToPointDesign.h"

#include <QByteArray>
#include <QTest>

#include <set>

using namespace colonnade::model;
using namespace colonnade::test;

/// Lists of cables as files, and the designs that are made of them.
class PointToPointTest : public QObject {
    Q_OBJECT
private slots:
    void listsAreKnownByTheirHeads()
    {
        for (const char* text : {"Rack,U,Name,HCA/Port,Rack,U,Name,Port\nA01,12,h1,1,B02,40,s1,1/2\n", "a_node_name;a_port;z_node_name;z_port\r\nh1;1;s1;1/2\r\n",
                                 "\xEF\xBB\xBFz-port\tz-node name\tnotes\ta-port\ta-node name\n\"1/2\"\ts1\t\"said \"\"so\"\"\"\t1\t h1 \n"}) {
            const auto read = readPointToPoint(text, "x.csv");
            QVERIFY2(read, read ? "" : read.error().text.c_str());
            QCOMPARE(read->links.size(), std::size_t{1});
            QCOMPARE(read->nodes[read->links[0].a].name, std::string{"h1"});
            QCOMPARE(read->nodes[read->links[0].z].name, std::string{"s1"});
            QCOMPARE(read->links[0].portA, std::string{"1"});
            QCOMPARE(read->links[0].portZ, std::string{"1/2"});
        }
        const auto first = readPointToPoint("Rack,U,Name,HCA/Port,Rack,U,Name,Port\nA01,12,h1,1,B02,40,s1,1/2\n", "x.csv");
        QCOMPARE(first->nodes[1].rack, std::string{"B02"});
        QCOMPARE(first->nodes[0].unit, std::string{"12"});
    }

    void whatIsNoListIsRefusedWithItsLine_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("says");
        QTest::newRow("empty") << QByteArray{} << "is empty";
        QTest::newRow("column") << QByteArray{"A-Node Name,A-Port,Z-Port\nx,1,2\n"} << "'Z-Node Name'";
        QTest::newRow("row length") << QByteArray{"A-Node,A-Port,Z-Node,Z-Port\na,1,b,2\na,1,b\n"} << "line 3: found 3 cells, expected 4";
        QTest::newRow("quote") << QByteArray{"A-Node,A-Port,Z-Node,Z-Port\n\"a,1,b,2\n"} << "line 2: a quote does not close";
        QTest::newRow("inner quote") << QByteArray{"A-Node,A-Port,Z-Node,Z-Port\na\"b,1,b,2\n"} << "line 2: found a quote";
        QTest::newRow("after quote") << QByteArray{"A-Node,A-Port,Z-Node,Z-Port\n\"a\"b,1,b,2\n"} << "line 2: found text after";
        QTest::newRow("bytes") << QByteArray{"A-Node,A-Port,Z-Node,Z-Port\na,1,\xFF,2\n"} << "line 2: found a byte 0xff";
        QTest::newRow("nul") << QByteArray{"A-Node,A-Port,Z-Node,Z-Port\na,1,\0,2\n", 37} << "line 2: found a byte 0x00";
    }
    void whatIsNoListIsRefusedWithItsLine()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, says);
        const auto read = readPointToPoint({text.constData(), static_cast<std::size_t>(text.size())}, "x.csv");
        QVERIFY(!read);
        QVERIFY2(read.error().text.find(says.toStdString()) != std::string::npos, read.error().text.c_str());
    }

    void limitsHoldAtTheirEdge()
    {
        CsvLimits limits;
        limits.rows = 3;
        limits.columns = 4;
        limits.cell = 5;
        limits.line = 16;
        limits.bytes = 64;
        const auto reads = [&](std::string_view text) {
            return readCsv(text, "x", [](const CsvRow&) { return Result<void>{}; }, limits).has_value();
        };
        QVERIFY(reads("a,b\n1,2\n1,2\n1,2\n"));
        QVERIFY(!reads("a,b\n1,2\n1,2\n1,2\n1,2\n"));
        QVERIFY(reads("a,b,c,d\n"));
        QVERIFY(!reads("a,b,c,d,e\n"));
        QVERIFY(reads("12345\n"));
        QVERIFY(!reads("123456\n"));
        QVERIFY(reads("12345,12345,1234\n"));
        QVERIFY(!reads("12345,12345,12345\n"));
        QVERIFY(!reads("a\n\"b\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\"\n"));
        QVERIFY(reads(std::string(5, 'a') + "\n" + std::string(58, '\n')));
        QVERIFY(!reads(std::string(5, 'a') + "\n" + std::string(59, '\n')));
    }

    void rowsWithHolesAreLeftOutAndTold()
    {
        const auto read = readPointToPoint("A-Node,A-Port,Z-Node,Z-Port,Length m\na,1,b,2,long\na,,b,3,1\nc,1,d,1,2.5\n", "x.csv");
        QVERIFY(read);
        QCOMPARE(read->links.size(), std::size_t{2});
        QCOMPARE(read->problems.size(), std::size_t{2});
        QVERIFY(read->problems[0].find("line 2") != std::string::npos && read->problems[0].find("'long'") != std::string::npos);
        QVERIFY(read->problems[1].find("line 3") != std::string::npos);
        QVERIFY(!read->links[0].length);
        QCOMPARE(*read->links[1].length, 2.5F);
    }

    void aListBecomesAFabricByHand()
    {
        const PointToPoint list = pointToPoint(scheduleOf(cabledDesign(2, cabledUnit()))).value();
        const auto taken = pointToPointDesign(list, "some/built.csv");
        QVERIFY2(taken, taken ? "" : taken.error().text.c_str());
        const CableSchedule schedule = scheduleOf(taken->design);
        QCOMPARE(schedule.sections().size(), std::size_t{1});
        const FabricPlan& plan = *schedule.sections().front().plan;
        QVERIFY(plan.conflicts.empty());
        QCOMPARE(plan.links.size(), list.links.size());
        // Who is joined to whom is what the list says; devices have its names for labels.
        const auto pair = [](const std::string& a, const std::string& b) { return a < b ? std::pair{a, b} : std::pair{b, a}; };
        std::multiset<std::pair<std::string, std::string>> listed, drawn;
        for (const PointToPointLink& link : list.links)
            listed.insert(pair(list.nodes[link.a].name, list.nodes[link.z].name));
        for (std::size_t link = 0; link < plan.links.size(); ++link) {
            const auto& section = schedule.sections().front();
            drawn.insert(pair(placeOf(section, plan.links.a[link]).device->label, placeOf(section, plan.links.b[link]).device->label));
        }
        QVERIFY(listed == drawn);
        std::size_t switches = 0;
        for (const PointToPointNode& node : list.nodes)
            switches += node.kind == PointToPointNode::Kind::Switch ? 1U : 0U;
        QCOMPARE(std::size_t{plan.switchCount}, switches);
        const auto again = readDesign(designText(taken->design), "again.colonnade");
        QVERIFY2(again, again ? "" : again.error().text.c_str());
        QCOMPARE(designText(*again), designText(taken->design));
        QVERIFY(!pointToPointDesign({}, "empty.csv"));
    }

    void crowdedRacksOverflowIntoOthers()
    {
        PointToPoint list;
        const std::uint32_t leaf = list.node("leaf");
        list.nodes[leaf].kind = PointToPointNode::Kind::Switch;
        for (int i = 0; i < 100; ++i) {
            const std::uint32_t host = list.node(fmt::format("host {}/{}", i / 10, i % 10)); // No id, and like another's.
            list.nodes[host].rack = "A 01";
            list.nodes[host].unit = "7";
            list.links.push_back({host, leaf, "1", fmt::format("{}", i + 1)});
        }
        list.links.push_back({list.node("host-0-0"), leaf, "1", "101"});
        const auto taken = pointToPointDesign(list, "x.csv");
        QVERIFY2(taken, taken ? "" : taken.error().text.c_str());
        QCOMPARE(taken->design.hall()->arrangement.placements.size(), std::size_t{4}); // 48 and 48 and 4, and one for those without.
        QCOMPARE(scheduleOf(taken->design).size(), std::size_t{101});
        QCOMPARE(taken->notes.size(), std::size_t{1});
    }

    void whatIsWrittenIsReadBack()
    {
        PointToPoint list;
        const std::uint32_t a = list.node("=cmd|' /C calc'!A0"), z = list.node("weird, \"name\"\nof two lines");
        list.nodes[a] = {list.nodes[a].name, PointToPointNode::Kind::Host, "-1", "+2"};
        list.nodes[z].kind = PointToPointNode::Kind::Switch;
        list.links.push_back({a, z, "@1", "2", list.mediumIndex("\tb"), 400.0F, 2.5F, 0});
        const auto read = readPointToPoint(pointToPointCsv(list), "x.csv");
        QVERIFY2(read, read ? "" : read.error().text.c_str());
        QVERIFY(read->nodes == list.nodes);
        QCOMPARE(read->links.front().portA, std::string{"@1"});
        QCOMPARE(*read->links.front().length, 2.5F);
        QVERIFY(read->problems.empty());
    }
};

QTEST_APPLESS_MAIN(PointToPointTest)
#include "tst_PointToPoint.moc"
