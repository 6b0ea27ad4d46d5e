#include "model/exchange/fabriccase/FabricCase.h"
#include "model/fabric/topology/TopologyAnalysis.h"

#include <QFile>
#include <QIODevice>
#include <QStringList>
#include <QStringLiteral>
#include <QTest>
#include <yaml-cpp/yaml.h>

#include <cmath>
#include <set>
#include <string>

using namespace colonnade::model;

namespace {

std::string oraclesText()
{
    QFile file(QStringLiteral(COLONNADE_SOURCE_DIR "/tests/data/topology-oracles.yaml"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("The published cases cannot be read.");
    return file.readAll().toStdString();
}

/// Figures that follow from no input: prices, the draw of nodes that are not named, the error in somebody's file, a cable
/// length without a floor plan.
const std::set<std::string> notFromARecipe{"cost_usd_m", "cost_per_endpoint_usd_k", "graph_links_in_header", "rack_kw_about",
                                           "pdus_per_rack", "compute_kw_per_su_about", "total_km", "average_m_about"};

bool endsWith(const std::string& text, std::string_view end)
{
    return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

/// As the name of a figure states: `_about` within 5 %, `_max` at most, `_min` at least; printed fractions are rounded.
bool holds(const std::string& key, const std::string& printed, double want, double got)
{
    if (endsWith(key, "_about"))
        return std::abs(got - want) <= 0.05 * std::abs(want);
    if (endsWith(key, "_max"))
        return got <= want * (1 + 1e-9);
    if (endsWith(key, "_min"))
        return got >= want * (1 - 1e-9);
    const bool rounded = printed.find('.') != std::string::npos;
    return std::abs(got - want) <= std::max(1e-6 * std::max(1.0, std::abs(want)), rounded ? 0.006 * std::abs(want) : 0.0);
}

/// Compares every number of `figures` with the answer; adds a line for each that differs.
void compare(const YAML::Node& figures, const CaseAnswer& answer, const std::string& before, QStringList& misses, int& compared)
{
    for (const auto& entry : figures) {
        const auto name = entry.first.as<std::string>();
        const std::string key = before + name;
        if (entry.second.IsMap()) {
            compare(entry.second, answer, key + '.', misses, compared);
            continue;
        }
        if (!entry.second.IsScalar() || notFromARecipe.count(name) > 0)
            continue;
        const auto printed = entry.second.as<std::string>();
        double want = printed == "true" ? 1 : 0;
        if (printed != "true" && printed != "false" && !YAML::convert<double>::decode(entry.second, want))
            continue; // A remark, or a ratio, which is checked below.
        ++compared;
        const auto got = answer.number(key);
        if (!got || !holds(name, printed, want, *got))
            misses += QString::fromStdString(fmt::format("{} is {}, not {}", key, got ? fmt::format("{}", *got) : "missing", printed));
    }
}

FabricCaseAnswer answerOf(const std::string& text)
{
    const auto cases = readFabricCases(text, "test.yaml");
    if (!cases)
        qFatal("%s", cases.error().text.c_str());
    return answered(cases->cases.front());
}

} // namespace

/// Published tables and worked formulas against what follows from their inputs.
class FabricCaseTest : public QObject {
    Q_OBJECT
private slots:
    void publishedFiguresAreMet_data()
    {
        QTest::addColumn<int>("index");
        m_text = oraclesText();
        m_oracles = YAML::Load(m_text)["oracles"];
        QVERIFY(m_oracles.size() >= 65);
        for (std::size_t i = 0; i < m_oracles.size(); ++i) {
            if (m_oracles[i]["confidence"].as<std::string>() != "low")
                QTest::newRow(m_oracles[i]["id"].as<std::string>().c_str()) << static_cast<int>(i);
        }
    }
    void publishedFiguresAreMet()
    {
        QFETCH(int, index);
        const YAML::Node item = m_oracles[static_cast<std::size_t>(index)];
        const auto cases = readFabricCases(m_text, "topology-oracles.yaml");
        QVERIFY(cases.has_value());
        const FabricCaseAnswer answer = answered(cases->cases[static_cast<std::size_t>(index)]);
        QStringList misses;
        int compared = 0;
        for (const char* part : {"expected", "derived"}) {
            if (item[part])
                compare(item[part], answer.answer, {}, misses, compared);
        }
        for (const char* key : {"oversubscription", "leaf_oversubscription"}) {
            for (const char* part : {"expected", "derived"}) {
                if (item[part] && item[part][key] && answer.answer.text(key) != item[part][key].as<std::string>())
                    misses += QString::fromStdString(fmt::format("{} is '{}'", key, answer.answer.text(key)));
            }
        }
        QVERIFY2(misses.isEmpty(), qPrintable(misses.join('\n')));
        m_compared += compared;
    }
    void sevenHundredFiguresWereCompared() { QVERIFY2(m_compared > 680, qPrintable(QString::number(m_compared))); }

    /// The counts of the answer are those of the graph, for every case that a network of can be built.
    void answersAgreeWithTheGraph()
    {
        const auto cases = readFabricCases(oraclesText(), "topology-oracles.yaml");
        int graphs = 0;
        for (const FabricCase& one : cases->cases) {
            const FabricCaseAnswer answer = answered(one);
            const auto recipe = recipeOf(one);
            const auto topology = recipe && !answer.error ? built(*recipe) : Result<Topology>{fail("none")};
            if (!topology || topology->linkCount() > 200'000)
                continue;
            ++graphs;
            const std::int64_t links = topology->linkCount();
            if (const auto total = answer.answer.number("switches.total"))
                QVERIFY2(*total == static_cast<double>(topology->switches.size()), one.id.c_str());
            if (const auto up = answer.answer.number("links.leaf_spine"))
                QVERIFY2(*up == static_cast<double>(topology->linksOf("leaf_spine")), one.id.c_str());
            if (topology->switches.size() == 0)
                QVERIFY2(answer.answer.number("links") == static_cast<double>(links), one.id.c_str());
            if (const auto loss = answer.answer.number("failure.one_spine_bisection_loss")) {
                const std::size_t last = topology->switches.size() - 1;
                QVERIFY2(std::abs(lossOfSwitch(*topology, last).shareOfTier - *loss) < 1e-9, one.id.c_str());
            }
            if (const auto cut = answer.answer.number("failure.one_leaf_endpoints_cut"); cut && topology->guests == 0) {
                const auto most = lossOfSwitch(*topology, 0).endpointsCut;
                QVERIFY2(most <= *cut, one.id.c_str());
            }
            if (const auto ocs = answer.answer.number("links_per_ocs"))
                QVERIFY2(*ocs == static_cast<double>(linksOfCircuitSwitch(*topology, 1)), one.id.c_str());
            QVERIFY2(bundlesBetweenPlanes(*topology).empty() || topology->family == "scale-up", one.id.c_str());
            QVERIFY2(railMisalignment(*topology) == 0, one.id.c_str());
        }
        QVERIFY2(graphs >= 40, qPrintable(QString::number(graphs)));
    }

    void aCaseThatCannotBeBuiltSaysWhyAndKeepsItsFormulas()
    {
        const auto answer = answerOf("id: a\nfamily: slim-fly\ninputs: {q: 28, endpoints_per_switch: 21}\n");
        QVERIFY(answer.error);
        QVERIFY(answer.error->text.find("q = 27 and q = 29") != std::string::npos);
        QCOMPARE(answer.answer.number("can_be_built"), std::optional{0.0});
        QCOMPARE(answer.answer.number("switches.total"), std::optional{1568.0});
    }

    void moreThanFitsIsRefused()
    {
        const auto answer = answerOf("id: a\nfamily: fat-tree-2tier\ninputs: {switch_ports: 64, endpoints: 4096}\n");
        QVERIFY(answer.error);
        QVERIFY(answer.error->text.find("the most is 2048, or three tiers") != std::string::npos);
    }

    void aFamilyWithoutLinksIsRefused()
    {
        QVERIFY(answerOf("id: a\nfamily: cable-length\ninputs: {nodes: more than 5000}\n").error);
        QVERIFY(answerOf("id: a\nfamily: fat-tree-2tier\ninputs: {}\n").error);
        QVERIFY(answerOf("id: a\nfamily: fat-tree-2tier\n").error);
    }

    void aRackIsLookedUpInTheCatalog()
    {
        const auto rack = answerOf("id: a\nfamily: rack-layout\ninputs: {rack: GB300 NVL72}\n");
        QVERIFY2(!rack.error, rack.error ? rack.error->text.c_str() : "");
        QCOMPARE(rack.answer.number("compute_trays"), std::optional{18.0});
        const auto none = answerOf("id: a\nfamily: rack-layout\ninputs: {rack: Perpetuum}\n");
        QCOMPARE(none.error->text, std::string{"The catalog has no rack-scale system 'Perpetuum'"});
        const auto unit = answerOf("id: a\nfamily: rack-layout\ninputs: {nodes_per_rack: 4, nodes_per_su: 72, node_kw: 14}\n");
        QCOMPARE(unit.answer.number("rack_kw_about"), std::optional{56.0});
        QCOMPARE(unit.answer.number("compute_kw_per_su_about"), std::optional{1008.0});
    }

    void whatIsNoCaseIsRefusedWithItsPlace()
    {
        const auto none = readFabricCases("oracles:\n- {family: torus-2d}\n", "x.yaml");
        QVERIFY(!none);
        QVERIFY2(none.error().text.find("line 2") != std::string::npos, none.error().text.c_str());
        QVERIFY(!readFabricCases("oracles: 3\n", "x.yaml"));
        QVERIFY(!readFabricCases("- 1\n", "x.yaml"));
        QVERIFY(!readFabricCases("", "x.yaml"));
    }

    void hostileNumbersAreRefusedAndNeverBuilt_data()
    {
        QTest::addColumn<QString>("family");
        QTest::addColumn<QString>("inputs");
        QTest::newRow("torus") << "torus-3d" << "{dims: [100000, 100000, 100000]}";
        QTest::newRow("no dimensions") << "torus-3d" << "{dims: []}";
        QTest::newRow("zero") << "torus-3d" << "{dims: [0, 4]}";
        QTest::newRow("cube of nothing") << "torus-3d" << "{dims: [4, 4, 4], cube: [0, 4, 4]}";
        QTest::newRow("hyperx") << "hyperx" << "{dims: [100000, 100000], endpoints_per_switch: 99999999}";
        QTest::newRow("dragonfly") << "dragonfly" << "{endpoints_per_switch: 99999999, switches_per_group: 99999999, global_ports_per_switch: 99999999}";
        QTest::newRow("dragonfly+") << "dragonfly-plus" << "{switch_ports: 99999999}";
        QTest::newRow("slim fly") << "slim-fly" << "{q: 99999999}";
        QTest::newRow("clos") << "fat-tree-2tier" << "{switch_ports: 99999999, endpoints: 99999999, tiers: 2, rails: 99999999, planes: 99999999}";
        QTest::newRow("three tiers") << "fat-tree-3tier" << "{switch_ports: 99999999, tiers: 3}";
        QTest::newRow("hamming") << "hamming-mesh" << "{board: [99999999, 99999999], grid: [99999999, 99999999]}";
        QTest::newRow("scale-up") << "scale-up-nvlink" << "{gpus: 99999999, links_per_gpu: 99999999, switch_chips: 99999999}";
    }
    void hostileNumbersAreRefusedAndNeverBuilt()
    {
        QFETCH(QString, family);
        QFETCH(QString, inputs);
        const auto answer = answerOf(("id: a\nfamily: " + family + "\ninputs: " + inputs + "\n").toStdString());
        QVERIFY(answer.error);
        QVERIFY(!answer.error->text.empty());
    }

    void linksAreWrittenWithTheirPorts()
    {
        const auto cases = readFabricCases("id: a\nfamily: fat-tree-2tier\ninputs: {switch_ports: 4, endpoints: 8, port_gbps: 400}\n", "x.yaml");
        const auto topology = built(*recipeOf(cases->cases.front()));
        const std::string csv = linksCsv(*topology);
        QVERIFY(csv.starts_with("from,from_port,to,to_port,kind,speed_gbit_s\ne0,1,s0,1,endpoint_leaf,400\n"));
        QVERIFY(csv.find("s0,3,s4,1,leaf_spine,400\n") != std::string::npos);
        QCOMPARE(std::count(csv.begin(), csv.end(), '\n'), std::ptrdiff_t{1 + 8 + 8});
    }

    void ratiosAreDownToUp()
    {
        QCOMPARE(ratioText(1), std::string{"1:1"});
        QCOMPARE(ratioText(7), std::string{"7:1"});
        QCOMPARE(ratioText(0.5), std::string{"1:2"});
        QCOMPARE(ratioText(25600.0 / 24000), std::string{"1.067:1"});
    }

private:
    std::string m_text;
    YAML::Node m_oracles;
    int m_compared = 0;
};

QTEST_APPLESS_MAIN(FabricCaseTest)
#include "tst_FabricCase.moc"
