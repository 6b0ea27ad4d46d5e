#include "model/exchange/DesignReader.h"
#include "model/exchange/ProfileReader.h"
#include "model/exchange/Resources.h"
#include "model/exchange/package/PackageFields.h"
#include "model/exchange/package/PackageJson.h"
#include "model/exchange/package/Uuid.h"
#include "model/rules/Engine.h"
#include "tests/support/Hostile.h"
#include "tests/support/SampleDesigns.h"

#include <nlohmann/json.hpp>

#include <QFile>
#include <QByteArray>
#include <QIODevice>
#include <QStringLiteral>
#include <QTest>

#include <set>

using namespace colonnade;
using namespace colonnade::model;

namespace {

Package packed(const Design& design, PackageOptions options = {})
{
    const Profile profile = test::valueOf(profileNamed("us-nec"));
    return packageOf(design, profile, RuleEngine{}.evaluate(design, profile, "2026-11-22"), packageWorkloads(design, profile), options);
}

Design reference(const char* name)
{
    return test::valueOf(loadDesign(std::string(COLONNADE_SOURCE_DIR) + "/resources/designs/" + name + ".colonnade"));
}

/// Paths of all members of a document, "[]" for any item.
void collect(const nlohmann::json& value, const std::string& prefix, std::set<std::string>& out)
{
    if (value.is_object()) {
        for (const auto& [key, member] : value.items()) {
            const std::string path = prefix.empty() ? key : prefix + "." + key;
            out.insert(path);
            collect(member, path, out);
        }
    } else if (value.is_array()) {
        for (const auto& item : value)
            collect(item, prefix + "[]", out);
    }
}

/// Places of a schema whose properties lack a class or allow keys that it does not name.
void findUnclassed(const nlohmann::json& schema, const std::string& path, std::vector<std::string>& out)
{
    const std::set<std::string_view> known{audienceClassWords().begin(), audienceClassWords().end()};
    if (schema.contains("properties")) {
        if (schema.value("additionalProperties", true))
            out.push_back(path + ": allows any key");
        for (const auto& [key, property] : schema["properties"].items()) {
            const std::string place = path + "/" + key;
            if (!property.contains("x-audience-class") || !known.contains(property["x-audience-class"].get<std::string>()))
                out.push_back(place + ": no class");
            if (!property.contains("description") || property["description"].get<std::string>().empty())
                out.push_back(place + ": no description");
            findUnclassed(property, place, out);
        }
    }
    if (schema.contains("items"))
        findUnclassed(schema["items"], path + "[]", out);
}

Design withTexts(const std::string& text)
{
    Design design = test::gb300Hall().named(text).withPurpose(text).withAssumptions({{text, text}});
    design = design.withRackDesign(test::gb300Rack().renamed(RackDesignId::literal("gb300"), text).withNotes(text));
    Waiver waiver;
    waiver.key = text;
    waiver.author = text;
    waiver.reason = text;
    waiver.date = "2026-11-22";
    return design.withWaivers({waiver});
}

} // namespace

class PackageTest : public QObject {
    Q_OBJECT
private slots:
    void theShippedSchemaIsTheOneOfTheWriter()
    {
        const QString path = QStringLiteral(COLONNADE_SOURCE_DIR "/resources/schema/package.schema.json");
        if (qEnvironmentVariableIsSet("UPDATE_GOLDEN")) {
            QFile out{path};
            QVERIFY(out.open(QIODevice::WriteOnly));
            out.write(QByteArray::fromStdString(packageSchema()));
        }
        QFile file{path};
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY2(file.readAll().toStdString() == packageSchema(), "run this test with UPDATE_GOLDEN=1 and look at the difference");
    }

    void everyFieldHasAnAudienceClass()
    {
        std::vector<std::string> wrong;
        findUnclassed(nlohmann::json::parse(packageSchema()), "", wrong);
        QVERIFY2(wrong.empty(), wrong.empty() ? "" : wrong.front().c_str());
        QVERIFY(packageFields().size() > 300);
    }

    void aFieldWithoutAClassIsFound()
    {
        std::vector<std::string> wrong;
        findUnclassed(nlohmann::json::parse(R"({"additionalProperties": false, "properties": {"a": {"description": "b"}}})"), "", wrong);
        QCOMPARE(wrong.size(), std::size_t{1});
    }

    void writesNoKeyThatTheListLacks()
    {
        std::set<std::string> known;
        for (const PackageField& field : packageFields())
            known.insert(field.path);
        for (const char* name : {"dgx-h100-superpod-su", "gb300-nvl72-su", "mi355x-128-ethernet"}) {
            std::set<std::string> written;
            collect(nlohmann::json::parse(packageJson(packed(reference(name)))), "", written);
            for (const std::string& path : written)
                QVERIFY2(known.contains(path), path.c_str());
        }
    }

    void equalInputGivesEqualBytes()
    {
        const Design design = reference("gb300-nvl72-su");
        PackageOptions options;
        options.issuedOn = "2026-11-22";
        const std::string once = packageJson(packed(design, options));
        QVERIFY(once == packageJson(packed(reference("gb300-nvl72-su"), options)));
        options.revision = "B";
        const Package other = packed(design, options);
        QVERIFY(once != packageJson(other));
        options.revision = "A";
        QVERIFY(other.id != packed(design, options).id);
        QCOMPARE(packed(design, options).id, packed(design, {}).id);
    }

    void nothingComesFromTheClock()
    {
        const auto json = nlohmann::json::parse(packageJson(packed(test::gb300Hall())));
        QVERIFY(json["package"]["issued_on"].is_null());
    }

    void namesTheFileWithoutItsFolder()
    {
        PackageOptions options;
        options.file = "/home/somebody/secret/hall.colonnade";
        const std::string json = packageJson(packed(test::gb300Hall(), options));
        QVERIFY(json.find("somebody") == std::string::npos);
        QVERIFY(json.find("\"hall.colonnade\"") != std::string::npos);
    }

    /// RFC 9562 names no vector for version 5 with this name; this one is of Python's uuid.uuid5(NAMESPACE_DNS, "python.org").
    void namesPackagesByTheirContent()
    {
        QCOMPARE(uuid5("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "python.org"), std::string("886313e1-3b8a-5372-9b90-0c9aee199e5d"));
        QVERIFY(uuid5("no uuid", "a").empty());
    }

    void totalsAgreeWithTheirParts()
    {
        const Package package = packed(reference("gb300-nvl72-su"));
        double racks = 0;
        int placed = 0;
        for (const auto& rack : package.rackDesigns) {
            racks += rack.design->facts().provisioned.known.value() * rack.placements;
            placed += rack.placements;
        }
        QCOMPARE(placed, package.totals.racks);
        double rows = 0;
        for (const auto& row : package.rows)
            rows += row.power.known.value() * row.placements;
        QVERIFY(std::abs(rows - package.totals.provisioned.known.value()) < 1);
        QVERIFY(racks <= rows);
        QCOMPARE(static_cast<int>(package.placements.size()), package.totals.racks + package.totals.units);
    }

    void anyTextLeavesSoundJson()
    {
        for (const std::string& text : hostileTexts()) {
            const auto json = nlohmann::json::parse(packageJson(packed(withTexts(text))), nullptr, false);
            QVERIFY2(!json.is_discarded(), text.c_str());
            QCOMPARE(json["design"]["name"].get<std::string>(), text);
        }
    }
};

QTEST_APPLESS_MAIN(PackageTest)
#include "tst_Package.moc"
