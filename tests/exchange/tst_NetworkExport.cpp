#include "tests/support/Exports.h"
#include "tests/support/Print.h"

#include "model/economics/BillOfMaterials.h"
#include "model/exchange/cabling/CutSheets.h"
#include "model/exchange/network/HostList.h"

#include <nlohmann/json.hpp>
#include <yaml-cpp/yaml.h>

#include <QFile>
#include <QRegularExpression>
#include <QLatin1Char>
#include <QStringLiteral>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <set>

using namespace colonnade::model;
using namespace colonnade::test;

class NetworkExportTest : public QObject {
    Q_OBJECT
private slots:
    void theScheduleHasARowForEachLeg()
    {
        const Design design = cabledDesign(2, cabledUnit());
        const CableSchedule schedule = scheduleOf(design);
        const Table rows = table(fileOf(exported(design, "csv"), "cables.csv"));
        std::size_t legs = 0;
        for (std::size_t i = 0; i < schedule.size(); ++i)
            legs += std::max<std::size_t>(schedule.row(i).legs.size(), 1);
        QCOMPARE(rows.size(), legs);
        QCOMPARE(rows.front().at("Label A"), schedule.row(0).from.label);
        QCOMPARE(rows.front().at("From device"), std::string{"su-1/n01/n1"});
        QCOMPARE(std::stod(rows.front().at("Slack m")),
                 std::round((std::stod(rows.front().at("Ordered length m")) - std::stod(rows.front().at("Routed length m"))) * 100) / 100);
    }

    void portMapsHaveEveryPortOfEverySwitchOnce()
    {
        const Design design = cabledDesign(1, cabledUnit());
        const Table rows = table(fileOf(exported(design, "csv"), "port-maps.csv"));
        // 13 QM9700 with 64 ports and one for management, one switch of 48.
        QCOMPARE(rows.size(), std::size_t{13 * 65 + 48});
        std::set<std::pair<std::string, std::string>> seen;
        std::size_t used = 0, ends = 0;
        for (const auto& row : rows) {
            QVERIFY(seen.emplace(row.at("Switch"), row.at("Port")).second);
            used += row.at("State") == "used" ? 1U : 0U;
            QCOMPARE(row.at("Cable ID").empty(), row.at("State") == "free");
        }
        const CableSchedule schedule = scheduleOf(design);
        for (const ScheduleSection& section : schedule.sections()) {
            const FabricPlan& plan = *section.plan;
            for (std::size_t link = 0; link < plan.links.size(); ++link)
                ends += (plan.links.a[link] < plan.switchCount ? 1U : 0U) + (plan.links.b[link] < plan.switchCount ? 1U : 0U);
        }
        QCOMPARE(used, ends);
    }

    void cutSheetsHaveEveryCableAtBothItsRacks()
    {
        const CableSchedule schedule = scheduleOf(cabledDesign(2, cabledUnit()));
        std::map<std::uint32_t, int> times;
        std::string before;
        for (const RackCut& cut : cutSheetByRack(schedule)) {
            for (const std::uint32_t row : cut.rows)
                ++times[row];
        }
        QCOMPARE(times.size(), schedule.size());
        for (const auto& [row, count] : times) {
            const CableRow cable = schedule.row(row);
            QCOMPARE(count, cable.from.rack == cable.to.rack ? 1 : 2);
        }
        std::set<std::uint32_t> pulled;
        for (const PathCut& cut : cutSheetByPath(schedule)) {
            for (std::size_t i = 0; i < cut.rows.size(); ++i) {
                QVERIFY(pulled.insert(cut.rows[i]).second);
                QVERIFY(schedule.row(cut.rows[i]).ordered <= (i == 0 ? cut.longest : schedule.row(cut.rows[i - 1]).ordered));
            }
        }
        QCOMPARE(pulled.size(), schedule.size());
    }

    // The bill of materials counts the same cables another way.
    void stockTotalsAreThoseOfTheBill()
    {
        for (const char* name : references) {
            const Design design = shipped(name);
            std::map<std::pair<TypeId, double>, int> bill;
            for (const BillLine& line : billOf(design).lines) {
                if (line.section == BillSection::Cable || line.section == BillSection::Transceiver)
                    bill[{line.part->id, line.length ? std::round(line.length->value() * 100) : 0}] += line.count;
            }
            for (const StockItem& item : stockOf(scheduleOf(design), 0.02)) {
                const auto key = std::pair{item.part->id, item.length ? std::round(item.length->value() * 100) : 0};
                QVERIFY2(bill[key] == item.count, fmt::format("{} {}: {} {}", name, item.part->id, bill[key], item.count).c_str());
                bill.erase(key);
                QVERIFY(item.spares >= item.count * 0.02 && item.spares < item.count * 0.02 + 1);
            }
            QVERIFY2(bill.empty(), name);
        }
    }

    void listsOfOneFabricHaveItsCablesAlone()
    {
        const Design design = cabledDesign(2, cabledUnit());
        const NetworkExport all = exported(design, "csv", {.spareShare = 0.1});
        std::size_t rows = 0;
        std::map<std::pair<std::string, std::string>, int> stock;
        for (const char* fabric : {"compute", "su/storage", "oob"}) {
            const NetworkExport one = exported(design, "csv", {.fabric = fabric, .spareShare = 0.1});
            const Table cables = table(fileOf(one, "cables.csv"));
            QVERIFY(!cables.empty());
            rows += cables.size();
            for (const auto& row : cables)
                QCOMPARE(row.at("Fabric"), cables.front().at("Fabric"));
            for (const auto& row : table(fileOf(one, "stock.csv")))
                stock[{row.at("Part"), row.at("Length m")}] += std::stoi(row.at("Count"));
            std::set<std::string> walked;
            for (const auto& row : table(fileOf(one, "cut-sheet-walks.csv")))
                QVERIFY(walked.insert(row.at("Cable ID")).second);
        }
        QCOMPARE(rows, table(fileOf(all, "cables.csv")).size());
        for (const auto& row : table(fileOf(all, "stock.csv"))) {
            const int count = std::stoi(row.at("Count"));
            QCOMPARE(stock.at({row.at("Part"), row.at("Length m")}), count);
            QCOMPARE(std::stoi(row.at("Spares")), static_cast<int>(std::ceil(count * 0.1 - 1e-9)));
            QCOMPARE(std::stoi(row.at("Total")), count + std::stoi(row.at("Spares")));
        }
        QVERIFY(!networkExport(design, "csv", {.fabric = "nothing"}));
    }

    void aPortMapOfOneFabricHasItsSwitchesAlone()
    {
        const Design design = cabledDesign(1, cabledUnit());
        const Table all = table(fileOf(exported(design, "csv"), "port-maps.csv"));
        const Table storage = table(fileOf(exported(design, "csv", {.fabric = "storage"}), "port-maps.csv"));
        QCOMPARE(storage.size(), std::size_t{65}); // One QM9700.
        std::size_t found = 0;
        for (const auto& row : all)
            found += std::find(storage.begin(), storage.end(), row) != storage.end() ? 1U : 0U;
        QCOMPARE(found, storage.size());
    }

    void graphsJoinEachPortOnce()
    {
        for (const Design& design : {shipped("dgx-h100-superpod-su"), hostile()}) {
            const std::string dot = fileOf(exported(design, "dot", {.naming = byLabel()}), "network.dot");
            static const QRegularExpression edge{QStringLiteral("^  (\"[^\"]*\"):(\"[^\"]*\") -- (\"[^\"]*\"):(\"[^\"]*\");$"), QRegularExpression::MultilineOption};
            static const QRegularExpression node{QStringLiteral("^    (\"[^\"]*\") \\[label=\"(?:[^\"\\\\]|\\\\.)*\" role=\"(host|leaf|spine)\"\\];$"), QRegularExpression::MultilineOption};
            std::set<QString> ends, nodes;
            const QString text = QString::fromStdString(dot);
            for (auto it = node.globalMatch(text); it.hasNext();)
                QVERIFY(nodes.insert(it.next().captured(1)).second);
            std::size_t edges = 0;
            for (auto it = edge.globalMatch(text); it.hasNext(); ++edges) {
                const auto match = it.next();
                QVERIFY(ends.insert(match.captured(1) + match.captured(2)).second);
                QVERIFY(ends.insert(match.captured(3) + match.captured(4)).second);
                QVERIFY(nodes.contains(match.captured(1)) && nodes.contains(match.captured(3)));
            }
            QCOMPARE(edges, linksOf(scheduleOf(design)));
            static const QRegularExpression quoted{QStringLiteral("\"(?:[^\"\\\\]|\\\\.)*\"")};
            const QString bare = QString(text).remove(quoted);
            QVERIFY(!bare.contains(QLatin1Char('"')));
            QCOMPARE(bare.count(QLatin1Char('{')), bare.count(QLatin1Char('}')));
        }
    }

    void hostListsExpandToTheirNames()
    {
        QCOMPARE(hostList({"gpu10", "gpu9", "gpu8"}), std::string{"gpu[8-10]"});
        QCOMPARE(hostList({"gpu001", "gpu003", "gpu002", "login"}), std::string{"gpu[001-003],login"});
        QCOMPARE(hostList({"gpu09", "gpu10", "gpu11"}), std::string{"gpu[09-11]"});
        QCOMPARE(hostList({"gpu9", "gpu010"}), std::string{"gpu[9,010]"});
        QCOMPARE(hostList({"a1"}), std::string{"a1"});
        QCOMPARE(hostList({}), std::string{});
        QVERIFY(!expandedHostList("gpu[1-"));
        QVERIFY(!expandedHostList("gpu[3-1]"));
        QVERIFY(!expandedHostList("gpu[1-99999999999]"));
        std::mt19937 random{3};
        for (int trial = 0; trial < 200; ++trial) {
            std::vector<std::string> names;
            for (std::size_t i = 0; i < 1 + random() % 40; ++i)
                names.push_back(fmt::format("{}{:0{}}", random() % 3 ? "gpu" : "n-1-a", random() % 120, random() % 4));
            auto expanded = expandedHostList(hostList(names));
            QVERIFY(expanded);
            std::set<std::string> before(names.begin(), names.end()), after(expanded->begin(), expanded->end());
            QVERIFY2(before == after, hostList(names).c_str());
            QCOMPARE(expanded->size(), after.size());
        }
    }

    void schedulersSeeEachNodeOnceBelowOneRoot()
    {
        for (const Design& design : {shipped("dgx-h100-superpod-su"), shipped("mi355x-128-ethernet"), cabledDesign(1, cabledUnit(8)), hostile()}) {
            const NetworkExport out = exported(design, "slurm", {.naming = byLabel()});
            std::map<std::string, int> parents;
            std::set<std::string> switches, nodes;
            const QStringList lines = QString::fromStdString(fileOf(out, "topology.conf")).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
            for (const QString& line : lines) {
                if (line.startsWith(QLatin1Char('#')))
                    continue;
                static const QRegularExpression form{QStringLiteral("^SwitchName=([a-z0-9-]{1,64})(?: Switches=(\\S+))?(?: Nodes=(\\S+))?$")};
                const auto match = form.match(line);
                QVERIFY2(match.hasMatch(), qPrintable(line));
                QVERIFY(switches.insert(match.captured(1).toStdString()).second);
                for (const int part : {2, 3}) {
                    const auto names = expandedHostList(match.captured(part).toStdString());
                    QVERIFY(names);
                    for (const std::string& name : *names) {
                        ++parents[name];
                        if (part == 3)
                            QVERIFY(nodes.insert(name).second);
                        else
                            QVERIFY2(switches.contains(name), name.c_str()); // Lower switches stand first.
                    }
                }
            }
            std::size_t roots = 0;
            for (const std::string& name : switches)
                roots += parents[name] == 0 ? 1U : 0U;
            QCOMPARE(roots, std::size_t{1});
            for (const auto& [name, count] : parents)
                QVERIFY2(count <= 1, name.c_str());
            QVERIFY(nodes.size() >= 4);
        }
        // 31 systems; the fabric managers have no accelerators. Eight rails are one switch for Slurm, and that is told.
        const NetworkExport su = exported(shipped("dgx-h100-superpod-su"), "slurm", {.slurmYaml = true});
        const YAML::Node yaml = YAML::Load(fileOf(su, "topology.yaml"));
        QCOMPARE(yaml[0].begin()->first.as<std::string>(), std::string{"topology"});
        const YAML::Node leaf = yaml[0]["tree"]["switches"][0];
        QCOMPARE(leaf["switch"].as<std::string>(), std::string{"leaf-group-1"});
        QCOMPARE(expandedHostList(leaf["nodes"].as<std::string>())->size(), std::size_t{31});
        QVERIFY(su.notes.size() >= 1);
    }

    void labsUseEachInterfaceOnce()
    {
        for (const Design& design : {shipped("mi355x-128-ethernet"), hostile()}) {
            const NetworkExport out = exported(design, "containerlab", {.naming = byLabel()});
            const YAML::Node lab = YAML::Load(fileOf(out, "lab.clab.yml"));
            QVERIFY(isHostName(lab["name"].as<std::string>()));
            const YAML::Node nodes = lab["topology"]["nodes"];
            std::set<std::string> used;
            for (const auto& item : nodes) {
                QVERIFY(isHostName(item.first.as<std::string>()));
                QCOMPARE(item.second["kind"].as<std::string>(), std::string{"linux"});
            }
            for (const auto& link : lab["topology"]["links"]) {
                QCOMPARE(link["endpoints"].size(), std::size_t{2});
                for (const auto& end : link["endpoints"]) {
                    const std::string text = end.as<std::string>();
                    QVERIFY2(used.insert(text).second, text.c_str());
                    const std::size_t colon = text.find(':');
                    QVERIFY(nodes[text.substr(0, colon)]);
                    QVERIFY(nodes[text.substr(0, colon)]["labels"][text.substr(colon + 1)]);
                    QVERIFY(text.size() - colon - 1 <= 15);
                }
            }
            QVERIFY(!used.empty());
        }
        QVERIFY(!networkExport(shipped("dgx-h100-superpod-su"), "containerlab", {.fabric = "compute"})); // InfiniBand.
    }

    void simulatorsGetEqualListsWhoseProductIsTheAccelerators()
    {
        for (const char* name : references) {
            const NetworkExport out = exported(shipped(name), "astra-sim");
            const YAML::Node network = YAML::Load(fileOf(out, "network.yml"));
            QCOMPARE(network.size(), std::size_t{4});
            const std::size_t count = network["topology"].size();
            long long product = 1;
            for (std::size_t i = 0; i < count; ++i) {
                QCOMPARE(network["topology"][i].as<std::string>(), std::string{"Switch"});
                QVERIFY(network["npus_count"][i].as<int>() > 1);
                product *= network["npus_count"][i].as<int>();
                QVERIFY(network["bandwidth"][i].as<double>() > 0);
                QVERIFY(network["latency"][i].as<double>() >= 0);
            }
            QCOMPARE(network["bandwidth"].size(), count);
            QCOMPARE(network["latency"].size(), count);
            QVERIFY2(product > 100, fileOf(out, "network.yml").c_str());
            const auto system = nlohmann::json::parse(fileOf(out, "system.json"));
            for (const char* key : {"all-reduce-implementation", "all-gather-implementation", "reduce-scatter-implementation", "all-to-all-implementation"})
                QCOMPARE(system[key].size(), count);
        }
        // 31 systems of 8: NVLink of H100 is 450 GB/s a direction, an NDR port 50 GB/s.
        const YAML::Node su = YAML::Load(fileOf(exported(shipped("dgx-h100-superpod-su"), "astra-sim"), "network.yml"));
        QCOMPARE(su["npus_count"][0].as<int>(), 8);
        QCOMPARE(su["bandwidth"][0].as<double>(), 450.0);
        QCOMPARE(su["bandwidth"][1].as<double>(), 50.0);
    }

    void subnetManagersSeeEachLinkFromBothEnds()
    {
        const Design design = shipped("dgx-h100-superpod-su");
        const NetworkExport out = exported(design, "topo");
        std::map<std::string, std::string> peer; // "system port" to "system port".
        std::string here;
        for (const QString& line : QString::fromStdString(fileOf(out, "network.topo")).split(QLatin1Char('\n'))) {
            static const QRegularExpression form{QStringLiteral("^    (\\S+) -4x-100G-> (\\S+) (\\S+) (\\S+)$")};
            const auto match = form.match(line);
            if (match.hasMatch())
                QVERIFY(peer.emplace(here + " " + match.captured(1).toStdString(), (match.captured(2) + " " + match.captured(3) + " " + match.captured(4)).toStdString()).second);
            else
                here = line.toStdString();
        }
        for (const auto& [from, to] : peer)
            QCOMPARE(peer[to], from);
        std::size_t links = 0;
        const CableSchedule schedule = scheduleOf(design);
        for (const ScheduleSection& section : schedule.sections())
            links += isInfiniBand(section) ? section.plan->links.size() : 0;
        QCOMPARE(peer.size(), 2 * links);
        QVERIFY(links >= 508); // 252 and 256 cables of the compute fabric: NVIDIA's table for one unit.
        QVERIFY(!networkExport(shipped("mi355x-128-ethernet"), "topo"));
    }

    void namesThatFallTogetherAreRefused()
    {
        for (const char* kind : {"dot", "slurm", "containerlab", "nvidia-p2p", "topo"}) {
            CableNaming naming;
            naming.device = "{rack_label}";
            const auto out = networkExport(hostile(true), kind, {.naming = naming});
            QVERIFY(!out);
            QVERIFY2(out.error().text.find("would both be called") != std::string::npos, out.error().text.c_str());
        }
    }

    void equalDesignsGiveEqualBytes()
    {
        for (const std::string_view kind : networkExportKinds()) {
            const auto one = networkExport(shipped("dgx-h100-superpod-su"), kind), two = networkExport(shipped("dgx-h100-superpod-su"), kind);
            QCOMPARE(one.has_value(), two.has_value());
            if (one)
                QVERIFY(one->files == two->files);
        }
    }

    void whatIsNotThereIsSaid()
    {
        QVERIFY(networkExport(Design{}.named("empty"), "csv").error().text.find("has no cables") != std::string::npos);
        QVERIFY(networkExport(cabledDesign(1, cabledUnit()), "csv", {.fabric = "nothing"}).error().text.find("su/compute") != std::string::npos);
        QVERIFY(networkExport(cabledDesign(1, cabledUnit()), "visio").error().text.find("containerlab") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(NetworkExportTest)
#include "tst_NetworkExport.moc"
