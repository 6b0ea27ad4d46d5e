#include "tests/support/Exports.h"
#include "tests/support/Print.h"

#include <nlohmann/json.hpp>
#include <yaml-cpp/yaml.h>

#include <QFile>
#include <QRegularExpression>
#include <QIODevice>
#include <QStringLiteral>
#include <QTest>

#include <cmath>
#include <set>

using namespace colonnade::model;
using namespace colonnade::test;

/// The bulk import of NetBox, checked as the tool would: each name in an earlier file, each word among its choices.
class NetBoxExportTest : public QObject {
    Q_OBJECT
private slots:
    void netBoxFindsAllThatARowNames_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : references)
            QTest::newRow(name) << name;
        QTest::newRow("hostile") << "";
    }
    void netBoxFindsAllThatARowNames()
    {
        QFETCH(QString, name);
        const Design design = name.isEmpty() ? hostile() : shipped(name.toStdString());
        const NetworkExport out = exported(design, "netbox", name.isEmpty() ? NetworkExportOptions{.naming = byLabel()} : NetworkExportOptions{});
        QFile file{QStringLiteral(COLONNADE_SOURCE_DIR "/tests/data/netbox-enums.json")};
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto enums = nlohmann::json::parse(file.readAll().toStdString());
        const auto allows = [&](const char* choices, const std::string& word) {
            const auto& list = enums[choices];
            return std::find(list.begin(), list.end(), word) != list.end();
        };
        const auto named = [&](const char* kind) {
            std::set<std::string> names;
            for (const auto& row : table(fileOf(out, kind)))
                names.insert(row.at("name"));
            return names;
        };
        const auto vendors = named("manufacturers.csv"), roles = named("device-roles.csv"), sites = named("sites.csv"), racks = named("racks.csv");
        std::map<std::string, std::set<std::string>> ports; // Of each model.
        std::map<std::string, double> heights;
        for (const YAML::Node& type : YAML::LoadAll(fileOf(out, "device-types.yaml"))) {
            const std::string model = type["model"].as<std::string>();
            QVERIFY(vendors.contains(type["manufacturer"].as<std::string>()));
            QVERIFY(QRegularExpression{QStringLiteral("^[-a-z0-9_]{1,100}$")}.match(QString::fromStdString(type["slug"].as<std::string>())).hasMatch());
            heights[model] = type["u_height"].as<double>();
            QCOMPARE(std::fmod(heights[model], 0.5), 0.0);
            for (const auto& item : type["interfaces"]) {
                QVERIFY(ports[model].insert(item["name"].as<std::string>()).second);
                QVERIFY2(allows("InterfaceTypeChoices", item["type"].as<std::string>()), item["type"].as<std::string>().c_str());
            }
        }
        std::map<std::string, double> rackUnits;
        for (const auto& row : table(fileOf(out, "racks.csv"))) {
            QVERIFY(allows("RackStatusChoices", row.at("status")));
            rackUnits[row.at("name")] = std::stod(row.at("u_height"));
        }
        std::map<std::string, std::string> modelOf;
        for (const auto& row : table(fileOf(out, "devices.csv"))) {
            QVERIFY2(modelOf.emplace(row.at("name"), row.at("device_type")).second, row.at("name").c_str());
            QVERIFY(row.at("name").size() <= 64);
            QVERIFY(roles.contains(row.at("role")) && vendors.contains(row.at("manufacturer")) && sites.contains(row.at("site")));
            QVERIFY(allows("DeviceStatusChoices", row.at("status")));
            QVERIFY(row.at("rack").empty() || racks.contains(row.at("rack")));
            QVERIFY(heights.contains(row.at("device_type")));
            if (!row.at("position").empty())
                QVERIFY(std::stod(row.at("position")) + heights[row.at("device_type")] - 1 <= rackUnits.at(row.at("rack")) + 1e-9);
        }
        std::map<std::string, std::set<std::string>> extra;
        for (const auto& row : table(fileOf(out, "interfaces.csv")))
            extra[row.at("device")].insert(row.at("name"));
        std::set<std::pair<std::string, std::string>> ends;
        const Table cables = table(fileOf(out, "cables.csv"));
        for (const auto& row : cables) {
            for (const std::string side : {"side_a_", "side_b_"}) {
                const std::string device = row.at(side + "device"), port = row.at(side + "name");
                QVERIFY2(modelOf.contains(device), device.c_str());
                QVERIFY2(ports[modelOf[device]].contains(port) || extra[device].contains(port), (device + " " + port).c_str());
                QVERIFY2(ends.emplace(device, port).second, (device + " " + port).c_str());
                QCOMPARE(row.at(side + "type"), std::string{"dcim.interface"});
            }
            QVERIFY(row.at("type").empty() || allows("CableTypeChoices", row.at("type")));
            QVERIFY(allows("LinkStatusChoices", row.at("status")) && allows("CableLengthUnitChoices", row.at("length_unit")));
            QVERIFY(row.at("label").size() <= 100);
        }
        QCOMPARE(cables.size(), linksOf(scheduleOf(design)));
    }
};

QTEST_APPLESS_MAIN(NetBoxExportTest)
#include "tst_NetBoxExport.moc"
