#include "model/exchange/package/PackageImport.h"

#include "model/exchange/DesignReader.h"
#include "model/exchange/DesignWriter.h"
#include "model/exchange/ProfileReader.h"
#include "model/exchange/package/PackageJson.h"
#include "model/rules/Engine.h"
#include "tests/support/Hostile.h"
#include "tests/support/SampleDesigns.h"

#include <nlohmann/json.hpp>

#include <QTest>

using namespace colonnade;
using namespace colonnade::model;

namespace {

constexpr std::string_view references[] = {"dgx-h100-superpod-su", "gb300-nvl72-su", "mi355x-128-ethernet"};

const PackageImportOptions onTheDay{.profile = {}, .today = "2026-11-22"};

Design referenceOf(std::string_view name)
{
    return test::valueOf(loadReference(name));
}

const char* errorOf(const Result<PackageImport>& import)
{
    return import ? "no error" : import.error().text.c_str();
}

std::string packed(const Design& design, PackageOptions options = {})
{
    const Profile profile = profileNamed("us-nec").value();
    options.issuedOn = "2026-11-22";
    return packageJson(packageOf(design, profile, RuleEngine{}.evaluate(design, profile, "2026-11-22"), packageWorkloads(design, profile), options));
}

/// The same package with a change in its tree.
template <class Change> std::string changed(const std::string& package, Change change)
{
    auto json = nlohmann::json::parse(package);
    change(json);
    return json.dump();
}

/// Why a text is refused; empty: it is not.
std::string refusal(std::string_view text)
{
    const auto import = readPackage(text, "x.json", onTheDay);
    return import ? std::string{} : import.error().text;
}

} // namespace

/// Packages that come back.
class PackageImportTest : public QObject {
    Q_OBJECT
private:
    std::string m_package; ///< Of the smallest reference.

private slots:
    void initTestCase() { m_package = packed(referenceOf("mi355x-128-ethernet")); }

    void whatLeftAsAPackageComesBackAsTheSameDesign_data()
    {
        QTest::addColumn<QString>("name");
        for (const std::string_view name : references)
            QTest::newRow(name.data()) << QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    }
    void whatLeftAsAPackageComesBackAsTheSameDesign()
    {
        QFETCH(QString, name);
        const Design design = referenceOf(name.toStdString());
        PackageOptions options;
        options.revision = "C";
        options.spareShare = 0.02;
        const auto import = readPackage(packed(design, options), "x.json", onTheDay);
        QVERIFY2(import, errorOf(import));
        QVERIFY(import->design == design);
        QVERIFY(designText(import->design) == designText(design));
        QVERIFY2(import->differences.empty(), import->differences.empty() ? "" : import->differences.front().c_str());
        QVERIFY(import->compared > 1000);
        QCOMPARE(import->taken.size(), std::size_t{1});
        QVERIFY(!import->notTaken.empty());
    }

    void anyTextComesBackAsItWas()
    {
        for (const std::string& text : hostileTexts()) {
            const Design design = test::gb300Hall().withPurpose(text);
            const auto import = readPackage(packed(design), "x.json", onTheDay);
            QVERIFY2(import, errorOf(import));
            QVERIFY2(designText(import->design) == designText(design), text.c_str());
        }
    }

    void aFigureThatSomebodyChangedIsTold()
    {
        const auto import = readPackage(changed(m_package, [](auto& json) { json["totals"]["power_w"] = 1; }), "x.json", onTheDay);
        QVERIFY2(import, errorOf(import));
        QCOMPARE(import->differing, std::size_t{1});
        QVERIFY2(import->differences.front().starts_with("/totals/power_w: the package has 1, the program gives "), import->differences.front().c_str());
    }

    void manyDifferencesAreCountedAndNotAllListed()
    {
        const auto import = readPackage(changed(m_package,
                                                [](auto& json) {
                                                    for (auto& part : json["parts"])
                                                        part["id"] = "other";
                                                    for (auto& line : json["bom"])
                                                        line["line"] = -1;
                                                }),
                                        "x.json", onTheDay);
        QVERIFY2(import, errorOf(import));
        QVERIFY(import->differing > packageDifferencesShown);
        QCOMPARE(import->differences.size(), packageDifferencesShown + 1);
        QCOMPARE(import->differences.back(), fmt::format("{} more", import->differing - packageDifferencesShown));
    }

    void whatANewerMinorVersionAddsIsLeftAlone()
    {
        const auto import = readPackage(changed(m_package,
                                                [](auto& json) {
                                                    json["format_version"] = "1.99.0";
                                                    json["later"] = 5;
                                                }),
                                        "x.json", onTheDay);
        QVERIFY2(import, errorOf(import));
        QCOMPARE(import->differing, std::size_t{0});
        QVERIFY2(import->notTaken.back().starts_with("1 values that this version does not know"), import->notTaken.back().c_str());
    }

    void aDamagedPackageIsRefusedInOneSentence_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("said");
        const auto row = [](const char* name, const std::string& text, const char* said) {
            QTest::newRow(name) << QString::fromStdString(text) << QString::fromUtf8(said);
        };
        row("nothing", "", "x.json");
        row("no JSON", "format: 1\n", "expected JSON");
        row("cut off", m_package.substr(0, m_package.size() / 2), "x.json");
        row("a list", "[]", "found a list, expected the object of a reference package");
        row("another document", R"({"findings": []})", "found no key 'format'");
        row("another format", R"({"format": "netbox"})", "found 'netbox', expected 'colonnade-package'");
        row("no version", R"({"format": "colonnade-package"})", "found no key 'format_version'");
        row("a version of words", R"({"format": "colonnade-package", "format_version": "one"})", "found 'one', expected a version as");
        row("a newer major version", R"({"format": "colonnade-package", "format_version": "2.0.0"})", "found '2.0.0', and this version of Colonnade reads up to");
        row("no design", changed(m_package, [](auto& json) { json.erase("design"); }), "found no key 'design.sha256'");
        row("an older package", changed(m_package, [](auto& json) { json["design"].erase("text"); }), "the package carries no design");
        row("a design of numbers", changed(m_package, [](auto& json) { json["design"]["text"] = 5; }), "key 'design.text': found a number, expected a text");
        row("a changed design", changed(m_package, [](auto& json) { json["design"]["text"] = json["design"]["text"].template get<std::string>() + " "; }),
            "it was changed after the package was made");
    }
    void aDamagedPackageIsRefusedInOneSentence()
    {
        QFETCH(QString, text);
        QFETCH(QString, said);
        const std::string found = refusal(text.toStdString());
        QVERIFY2(found.find(said.toStdString()) != std::string::npos, found.c_str());
        QVERIFY2(found.find('\n') == std::string::npos, found.c_str());
    }

    void theDesignIsTakenAlsoWhereItsProfileIsNotToBeHad()
    {
        const auto import = readPackage(m_package, "x.json", {.profile = "nobodys", .today = "2026-11-22"});
        QVERIFY2(import, errorOf(import));
        QCOMPARE(import->compared, std::size_t{0});
        QVERIFY2(import->notTaken.back().find("They were not compared: ") != std::string::npos, import->notTaken.back().c_str());
    }
};

QTEST_APPLESS_MAIN(PackageImportTest)
#include "tst_PackageImport.moc"
