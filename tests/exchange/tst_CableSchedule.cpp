#include "tests/support/CabledDesigns.h"
#include "tests/support/Print.h"

#include "model/exchange/DesignReader.h"
#include "model/exchange/DesignWriter.h"
#include "model/exchange/cabling/CableNames.h"
#include "model/exchange/cabling/NodeOrder.h"
#include "model/exchange/cabling/ScheduleSearch.h"

#include <QTest>

#include <map>
#include <random>
#include <set>

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

std::vector<CableRow> rowsOf(const CableSchedule& schedule, const ScheduleQuery& query = {})
{
    std::vector<CableRow> rows;
    for (const std::uint32_t row : schedule.rows(query))
        rows.push_back(schedule.row(row));
    return rows;
}

/// Nodes of two single-port cages that a twin-port switch cage reaches by one breakout cable.
Arrangement splitUnit()
{
    using namespace fabrictest;
    FloorOfRacks floor;
    floor.fill('n', "n", server(2, 400), 6, 3);
    Fabric compute = fabric(FabricFamily::SingleTier);
    floor.switches(compute, 'l', qm9700(), 1, 1);
    compute.media = {cable("split", Medium::Dac, 800, 10, {OsfpTwin}, {Qsfp112}, 2, stockLengths({1, 2, 3, 5, 10}))};
    floor.arrangement.fabrics = {compute};
    return floor.arrangement;
}

} // namespace

class CableScheduleTest : public QObject {
    Q_OBJECT
private slots:
    void everyPlacementOfAPodHasItsOwnRows()
    {
        const CableSchedule one = scheduleOf(cabledDesign(1, cabledUnit()));
        const CableSchedule three = scheduleOf(cabledDesign(3, cabledUnit(), true));
        // 8 systems: 64 cables to the leaves; leaves up as recipe; 16 of storage; 8 of out-of-band.
        QVERIFY(one.size() >= 64 + 16 + 8);
        QCOMPARE(three.size(), 4 * one.size());
        QCOMPARE(three.sections().size(), std::size_t{12});
        QCOMPARE(three.fabrics(), (std::vector<std::string>{"su/compute", "su/storage", "su/oob", "/compute", "/storage", "/oob"}));
        const CableRow first = three.row(0), same = three.row(one.size());
        QCOMPARE(first.subject, same.subject); // One cable of the pod design.
        QCOMPARE(first.from.device.substr(0, 5), std::string{"su-1/"});
        QCOMPARE(same.from.device.substr(0, 5), std::string{"su-2/"});
        QCOMPARE(first.from.device.substr(5), same.from.device.substr(5));
        QCOMPARE(three.row(3 * one.size()).subject.text(), std::string{"cable:/compute/1"});
    }

    void aRowSaysWhatThePlanSays()
    {
        const CableSchedule schedule = scheduleOf(cabledDesign(1, cabledUnit()));
        const FabricPlan& plan = *schedule.sections().front().plan;
        const Arrangement& arrangement = *schedule.sections().front().arrangement;
        for (std::size_t cable = 0; cable < plan.cables.size(); cable += 7) {
            const CableRow row = schedule.row(cable);
            const std::uint32_t link = plan.cables.links(cable).front();
            QCOMPARE("su-1/" + text(plan.portRef(arrangement, plan.links.a[link], plan.links.portA[link])), row.from.portPath);
            QCOMPARE("su-1/" + text(plan.portRef(arrangement, plan.links.b[link], plan.links.portB[link])), row.to.portPath);
            QCOMPARE(row.medium, plan.media[plan.cables.medium[cable]]);
            QCOMPARE(row.ordered.value(), static_cast<double>(plan.cables.ordered[cable]));
            QVERIFY(row.slack().value() >= 0);
            QCOMPARE(row.name, fmt::format("su-1/compute/{}", cable + 1));
            const std::size_t slash = row.from.label.find('/', row.from.label.find(':'));
            QCOMPARE(row.to.label, row.from.label.substr(slash + 1) + "/" + row.from.label.substr(0, slash));
        }
    }

    void labelsHaveTheNearEndFirst()
    {
        // The first node stands in rack n01 from unit 3, its first port goes to port 1 of the first leaf in rack l01.
        const CableRow row = scheduleOf(cabledDesign(1, cabledUnit())).row(0);
        QCOMPARE(row.from.label, std::string{"su-1/n01-3:compute1/su-1/l01-3:1.1"});
        QCOMPARE(row.to.label, std::string{"su-1/l01-3:1.1/su-1/n01-3:compute1"});
        QCOMPARE(row.from.name, std::string{"su-1/n01/n1"});
    }

    void theFormOfTia606HasTilesAndTwoDigits()
    {
        const CableSchedule schedule = scheduleOf(cabledDesign(2, cabledUnit()), namingFrom("tia-606").value());
        // Racks are 600 mm wide, from the west: n01, n02, l01; the second pod stands 3.6 m north: six tiles.
        QCOMPARE(schedule.row(0).from.label, std::string{"AA01-03:compute1/AC01-03:01.1"});
        QCOMPARE(schedule.row(schedule.size() / 2).from.label, std::string{"AA07-03:compute1/AC07-03:01.1"});
    }

    void noTwoCablesHaveTheSameLabelOrName_data()
    {
        QTest::addColumn<QString>("scheme");
        for (const char* scheme : {"paths", "tia-606", "nvidia-p2p"})
            QTest::newRow(scheme) << scheme;
    }
    void noTwoCablesHaveTheSameLabelOrName()
    {
        QFETCH(QString, scheme);
        const CableNaming naming = namingFrom(scheme.toStdString()).value();
        const bool alone = scheme != "nvidia-p2p";
        for (const Arrangement& inside : {cabledUnit(12), splitUnit()}) {
            const CableSchedule schedule = scheduleOf(cabledDesign(2, inside, alone), naming);
            std::set<std::string> labels, names;
            std::size_t ends = 0;
            for (std::size_t i = 0; i < schedule.size(); ++i) {
                const CableRow row = schedule.row(i);
                QVERIFY2(names.insert(row.name).second, row.name.c_str());
                std::vector<std::string> here{row.from.label, row.to.label};
                for (std::size_t leg = 1; leg < row.legs.size(); ++leg)
                    here.push_back(row.legs[leg].label);
                for (const std::string& label : here) {
                    QVERIFY2(labels.insert(label).second, label.c_str());
                    ++ends;
                }
            }
            QCOMPARE(labels.size(), ends);
            QVERIFY(ends >= 2 * schedule.size());
        }
    }

    void cablesThatFanOutListTheirLegs()
    {
        const CableSchedule schedule = scheduleOf(cabledDesign(1, splitUnit()));
        QCOMPARE(schedule.size(), std::size_t{6}); // 12 ports of 400 Gbit/s, two to a cable.
        for (std::size_t i = 0; i < schedule.size(); ++i) {
            const CableRow row = schedule.row(i);
            QCOMPARE(row.links, 2);
            QCOMPARE(row.legs.size(), std::size_t{2});
            QVERIFY(row.legsAtFrom);
            QCOMPARE(row.legs.front(), row.from);
            QVERIFY(row.legs[0].portPath != row.legs[1].portPath);
            QVERIFY2(row.legs[1].label.ends_with(row.to.label.substr(0, row.to.label.find('/', row.to.label.find(':')))), row.legs[1].label.c_str());
        }
    }

    void templatesThatNameNothingAreRefusedWithTheirColumn_data()
    {
        QTest::addColumn<QString>("port");
        QTest::addColumn<QString>("says");
        QTest::newRow("unknown") << "{rack}-{units}" << "'{units}' in column 8";
        QTest::newRow("another's") << "{near}" << "'{near}' in column 1";
        QTest::newRow("open") << "{rack}-{unit" << "'{' in column 8";
        QTest::newRow("closed") << "{rack}}" << "'}' in column 7";
        QTest::newRow("literal") << "rack" << "no placeholder";
        QTest::newRow("empty") << "" << "no placeholder";
        QTest::newRow("width") << "{unit:2}" << "'2' in column 7";
        QTest::newRow("no width") << "{unit:}" << "column 7";
        QTest::newRow("nothing") << "{}" << "'{}' in column 1";
    }
    void templatesThatNameNothingAreRefusedWithTheirColumn()
    {
        QFETCH(QString, port);
        QFETCH(QString, says);
        CableNaming naming;
        naming.port = port.toStdString();
        const auto checked = valid(naming);
        QVERIFY(!checked);
        QVERIFY2(checked.error().text.find(says.toStdString()) != std::string::npos, checked.error().text.c_str());
        QVERIFY(checked.error().text.find("port") != std::string::npos);
        QVERIFY(!CableSchedule::create(Design{}, naming));
        QVERIFY(valid({}));
    }

    void theNamingStandsInTheDesignsFile()
    {
        const Design plain = Design{}.named("named").withHall(Hall{});
        QVERIFY(designText(plain).find("naming") == std::string::npos);
        CableNaming naming;
        naming.port = "{rack} {unit:02} {port}";
        const Design design = plain.withNaming(naming).value();
        QVERIFY(!(design == plain));
        const std::string text = designText(design);
        QVERIFY(text.find("naming:\n  port: \"{rack} {unit:02} {port}\"\n") != std::string::npos);
        const auto again = readDesign(text, "x.colonnade");
        QVERIFY2(again, again ? "" : again.error().text.c_str());
        QCOMPARE(again->naming().port, naming.port);
        QCOMPARE(again->naming().label, CableNaming{}.label);
        QVERIFY(*again == design);

        std::string wrong = text;
        wrong.replace(wrong.find("{unit:02}"), 9, "{shelf}");
        const auto refused = readDesign(wrong, "x.colonnade");
        QVERIFY(!refused);
        QVERIFY2(refused.error().text.find("'{shelf}' in column 8") != std::string::npos, refused.error().text.c_str());
        naming.cable = "cable";
        QVERIFY(!plain.withNaming(naming));
    }

    void theDesignsOwnNamingIsTaken()
    {
        CableNaming naming;
        naming.label = "{near} -> {far}";
        const Design design = cabledDesign(1, cabledUnit()).withNaming(naming).value();
        QCOMPARE(scheduleOf(design).row(0).from.label, std::string{"su-1/n01-3:compute1 -> su-1/l01-3:1.1"});
        QCOMPARE(scheduleOf(design, CableNaming{}).row(0).from.label, std::string{"su-1/n01-3:compute1/su-1/l01-3:1.1"});
    }

    void cablesBetweenPodsNameThePodOfEachEnd()
    {
        using namespace fabrictest;
        // Four spines with eight ports free each; four cores of 16 take them from both pods.
        FloorOfRacks pod, cores;
        Fabric compute = fabric(FabricFamily::Clos), core = fabric(FabricFamily::Clos);
        pod.fill('n', "n", server(1, 400, Qsfp112, 1), 32, 32);
        pod.switches(compute, 'l', ethernetSwitch(16, 400, Qsfp112), 4, 1);
        pod.switches(compute, 's', ethernetSwitch(16, 400, Qsfp112), 4, 2);
        pod.arrangement.fabrics = {compute};
        core.id = FabricId::literal("core");
        core.joins = FabricId::literal("compute");
        cores.switches(core, 'c', ethernetSwitch(16, 400, Qsfp112), 4, 3);
        Design design = cabledDesign(2, pod.arrangement);
        Hall hall = *design.hall();
        hall.arrangement = cores.arrangement;
        hall.arrangement.fabrics = {core};
        design = design.withHall(std::move(hall));
        const CableSchedule schedule = scheduleOf(design);
        std::set<std::string> pods;
        for (const std::uint32_t index : schedule.rows({.fabric = "/core"})) {
            const CableRow row = schedule.row(index);
            QVERIFY2(row.from.device == row.from.pod + "/" + row.from.rack + row.from.device.substr(row.from.device.rfind('/')), row.from.device.c_str());
            QVERIFY(row.to.pod.empty());
            QVERIFY2(row.from.label.starts_with(row.from.pod + "/"), row.from.label.c_str());
            pods.insert(row.from.pod);
        }
        QCOMPARE(pods, (std::set<std::string>{"su-1", "su-2"}));
        for (const char* sought : {"su-2/s01", "c01-3:", "core/1"}) {
            ScheduleQuery query;
            query.text = sought;
            QVERIFY2(!schedule.rows(query).empty(), sought);
        }
    }

    void whatStandsForNothingTakesItsPunctuationAlong()
    {
        CableNaming naming;
        naming.device = "[{{{pod}}}] {rack}, {device_label:03}";
        const CableSchedule schedule = scheduleOf(cabledDesign(1, cabledUnit(), true), naming);
        QVERIFY2(schedule.row(0).from.name.starts_with("[{su-1}] n01, "), schedule.row(0).from.name.c_str());
        QVERIFY2(schedule.row(schedule.size() - 1).from.name.starts_with("[{n0"), schedule.row(schedule.size() - 1).from.name.c_str());
    }

    void searchFindsWhatSpellingOutFinds_data()
    {
        QTest::addColumn<QString>("scheme");
        for (const char* scheme : {"paths", "tia-606", "nvidia-p2p", "short", "port first", "cable first"})
            QTest::newRow(scheme) << scheme;
    }
    void searchFindsWhatSpellingOutFinds()
    {
        QFETCH(QString, scheme);
        CableNaming naming;
        if (scheme == "port first")
            naming.port = "{port}@{rack}";
        else if (scheme == "cable first")
            naming.label = "{cable}: {near} {far}";
        else
            naming = namingFrom(scheme.toStdString()).value();
        std::mt19937 random{7};
        for (const Arrangement& inside : {cabledUnit(), splitUnit()}) {
            const CableSchedule schedule = scheduleOf(cabledDesign(2, inside, true), naming);
            for (int trial = 0; trial < 60; ++trial) {
                const CableRow row = schedule.row(random() % schedule.size());
                std::string source;
                switch (random() % 5) {
                case 0: source = row.from.label; break;
                case 1: source = row.to.label; break;
                case 2: source = row.from.portPath; break;
                case 3: source = row.name; break;
                default: source = row.legs.empty() ? row.to.portPath : row.legs.back().label;
                }
                const std::size_t from = random() % source.size();
                std::string sought = source.substr(from, 1 + random() % (source.size() - from));
                if (trial % 3 == 0) {
                    for (char& c : sought)
                        c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
                }
                if (trial % 10 == 9)
                    sought.back() = '#'; // Found nowhere.
                const ScheduleSearch reference{sought, schedule.names()};
                std::vector<std::uint32_t> expected;
                for (const ScheduleSection& section : schedule.sections()) {
                    for (std::size_t cable = 0; cable < section.plan->cables.size(); ++cable) {
                        if (reference.matchesSpelledOut(section, cable))
                            expected.push_back(static_cast<std::uint32_t>(section.firstRow + cable));
                    }
                }
                ScheduleQuery query;
                query.text = sought;
                QVERIFY2(schedule.rows(query) == expected, sought.c_str());
                QCOMPARE(expected.empty(), trial % 10 == 9);
            }
        }
    }

    void filtersLeaveWhatWasAskedFor()
    {
        const CableSchedule schedule = scheduleOf(cabledDesign(2, cabledUnit()));
        std::size_t sum = 0;
        for (const std::string& fabric : schedule.fabrics()) {
            for (const CableRow& row : rowsOf(schedule, {.fabric = fabric})) {
                QCOMPARE(row.fabricPath, fabric);
                ++sum;
            }
        }
        QCOMPARE(sum, schedule.size());
        const auto media = schedule.media();
        QCOMPARE(media.size(), std::size_t{2}); // Category 6A and fibre; the spines stand too far away for copper.
        sum = 0;
        for (const PartRef& medium : media) {
            const auto rows = rowsOf(schedule, {.medium = medium->id});
            QVERIFY(std::all_of(rows.begin(), rows.end(), [&](const CableRow& row) { return row.medium->id == medium->id; }));
            sum += rows.size();
        }
        QCOMPARE(sum + rowsOf(schedule, {.withoutMedium = true}).size(), schedule.size());
        ScheduleQuery both{.fabric = "su/storage", .text = "SU-2/N01"};
        const auto rows = rowsOf(schedule, both);
        QCOMPARE(rows.size(), std::size_t{8}); // Four systems of a rack with two ports each.
        QVERIFY(rows.front().from.device.starts_with("su-2/n01"));
        both.fabric = "su/nothing";
        QVERIFY(schedule.rows(both).empty());
    }

    void sortedRowsAreAllRowsInOrder()
    {
        const CableSchedule schedule = scheduleOf(cabledDesign(2, cabledUnit(12), true));
        const std::vector<CableRow> all = rowsOf(schedule);
        for (const bool descending : {false, true}) {
            for (const ScheduleOrder order : {ScheduleOrder::Plan, ScheduleOrder::Label, ScheduleOrder::From, ScheduleOrder::To,
                                              ScheduleOrder::Length, ScheduleOrder::Medium}) {
                ScheduleQuery query;
                query.order = order;
                query.descending = descending;
                const auto rows = schedule.rows(query);
                QCOMPARE(std::set<std::uint32_t>(rows.begin(), rows.end()).size(), schedule.size());
                QCOMPARE(rows.size(), schedule.size());
                for (std::size_t i = 1; i < rows.size(); ++i) {
                    const CableRow &before = all[rows[i - 1]], &after = all[rows[i]];
                    // Ports of one device stand as its catalog entry lists them, whatever their roles are called.
                    const auto endOf = [](const CableEnd& end) { return naturalKey(end.device + ' ' + (end.port[0] == 'c' ? "1" : end.port[0] == 's' ? "2" : "3") + end.port); };
                    const auto rises = [&](const auto& a, const auto& b) {
                        return a == b ? order == ScheduleOrder::Label || rows[i - 1] < rows[i] : (a < b) != descending;
                    };
                    switch (order) {
                    case ScheduleOrder::Plan: QVERIFY((rows[i - 1] < rows[i]) != descending); break;
                    case ScheduleOrder::Label:
                    case ScheduleOrder::From: QVERIFY(rises(endOf(before.from), endOf(after.from))); break;
                    case ScheduleOrder::To: QVERIFY(rises(endOf(before.to), endOf(after.to))); break;
                    case ScheduleOrder::Length: QVERIFY(rises(before.ordered, after.ordered)); break;
                    case ScheduleOrder::Medium: QVERIFY(rises(naturalKey(before.medium->model), naturalKey(after.medium->model))); break;
                    }
                }
            }
        }
    }

    void peopleCountPortTenAfterPortTwo()
    {
        QVERIFY(naturalKey("leaf2:9") < naturalKey("leaf2:10"));
        QVERIFY(naturalKey("leaf02") < naturalKey("leaf3"));
        QVERIFY(naturalKey("leaf") < naturalKey("leaf1"));
        QVERIFY(naturalKey("leaf12") < naturalKey("leafA"));
        QCOMPARE(naturalKey("Leaf007"), naturalKey("leaf7"));
        QVERIFY(naturalKey("a99999999999999999999") < naturalKey("a100000000000000000000"));
    }

    void searchThatIsStoppedAnswersNothing()
    {
        const CableSchedule schedule = scheduleOf(cabledDesign(1, cabledUnit()));
        std::stop_source source;
        source.request_stop();
        QVERIFY(schedule.rows({}, source.get_token()).empty());
        QVERIFY(!schedule.rows({}, std::stop_source{}.get_token()).empty());
    }

    void anEmptyDesignHasAnEmptySchedule()
    {
        QCOMPARE(CableSchedule{}.size(), std::size_t{0});
        QVERIFY(CableSchedule{}.rows({}).empty());
        QVERIFY(CableSchedule{}.media().empty());
    }
};

QTEST_APPLESS_MAIN(CableScheduleTest)
#include "tst_CableSchedule.moc"
