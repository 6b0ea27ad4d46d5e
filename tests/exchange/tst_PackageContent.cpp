#include "model/exchange/CsvRows.h"
#include "model/exchange/DesignReader.h"
#include "model/exchange/MachineOfDesign.h"
#include "model/exchange/ProfileReader.h"
#include "model/exchange/Sha256.h"
#include "model/exchange/package/PackageFolder.h"
#include "model/exchange/package/PackageJson.h"
#include "model/fabric/FabricFacts.h"
#include "model/performance/ClusterViewOfDesign.h"
#include "model/performance/ClusterViewOfDesign.h"
#include "model/reliability/SingleFailures.h"
#include "model/rules/Engine.h"
#include "tests/support/CabledDesigns.h"
#include "tests/support/SampleDesigns.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <cmath>
#include <map>

using namespace colonnade;
using namespace colonnade::model;

namespace {

using Document = nlohmann::json;

constexpr std::initializer_list<const char*> references{"dgx-h100-superpod-su", "gb300-nvl72-su", "mi355x-128-ethernet"};

Design reference(const char* name)
{
    return test::valueOf(loadDesign(std::string(COLONNADE_SOURCE_DIR) + "/resources/designs/" + name + ".colonnade"));
}

Package packed(const Design& design, double spares = 0)
{
    const Profile profile = test::valueOf(profileNamed("us-nec"));
    PackageOptions options;
    options.spareShare = spares;
    return packageOf(design, profile, RuleEngine{}.evaluate(design, profile, "2026-11-22"), packageWorkloads(design, profile), options);
}

Document document(const Design& design, double spares = 0)
{
    return Document::parse(packageJson(packed(design, spares)));
}

bool near(double a, double b)
{
    return std::abs(a - b) <= 1e-9 * std::max(std::abs(a), std::abs(b));
}

std::map<std::pair<std::string, double>, int> counted(const Document& stock)
{
    std::map<std::pair<std::string, double>, int> out;
    for (const Document& item : stock)
        out[{item["part_id"], item["length_m"].is_null() ? 0 : item["length_m"].get<double>()}] += item["count"].get<int>();
    return out;
}

} // namespace

/// What a package says of cables, of the work and of what it costs, held against the parts of the program that say it too.
class PackageContentTest : public QObject {
    Q_OBJECT
private slots:
    void totalsOfFabricsAreThoseOfTheListedCables()
    {
        for (const char* name : references) {
            const Document cabling = document(reference(name))["cabling"];
            QCOMPARE(cabling["cables"].size(), cabling["cable_count"].get<std::size_t>());
            std::map<std::string, int> cables, unmade;
            std::map<std::string, double> metres;
            for (const Document& cable : cabling["cables"]) {
                const std::string fabric = cable["fabric_id"];
                ++cables[fabric];
                unmade[fabric] += cable["part_id"].is_null() ? 1 : 0;
                metres[fabric] += cable["ordered_m"].get<double>();
            }
            QCOMPARE(cabling["fabrics"].size(), cables.size());
            std::map<std::pair<std::string, double>, int> stock;
            for (const Document& fabric : cabling["fabrics"]) {
                const std::string id = fabric["fabric_id"];
                QCOMPARE(fabric["cables"].get<int>(), cables[id]);
                QCOMPARE(fabric["without_medium"].get<int>(), unmade[id]);
                QVERIFY2(near(fabric["length_m"], metres[id]), id.c_str());
                for (const auto& [what, count] : counted(fabric["stock"]))
                    stock[what] += count;
            }
            QVERIFY(stock == counted(cabling["stock"]));
        }
    }

    void switchesAndLinksAreCountedInEveryPlace()
    {
        const Document cabling = document(test::cabledDesign(3, test::cabledUnit()))["cabling"];
        // 8 leaves and 4 spines; 8 nodes x 8 rails below and as many above the leaves.
        const Document& compute = cabling["fabrics"][0];
        QCOMPARE(compute["fabric_id"].get<std::string>(), std::string{"su/compute"});
        QCOMPARE(compute["places"].get<int>(), 3);
        QCOMPARE(compute["switches"].get<int>(), 3 * 12);
        const auto facts = fabricFacts(test::cabledDesign(1, test::cabledUnit()));
        QCOMPARE(compute["links"].get<std::size_t>(), 3 * facts.front().plan->links.size());
    }

    void sparesAreAShareOfEachItemRoundedUp()
    {
        const Document cabling = document(reference("dgx-h100-superpod-su"), 0.03)["cabling"];
        QCOMPARE(cabling["spare_share"].get<double>(), 0.03);
        int spares = 0;
        for (const Document& item : cabling["stock"]) {
            const int count = item["count"];
            QCOMPARE(item["spares"].get<int>(), static_cast<int>(std::ceil(count * 0.03 - 1e-9)));
            spares += item["spares"].get<int>();
        }
        QVERIFY(spares > 0);
    }

    void moreCablesThanTheLimitAreLeftToTheFolder()
    {
        const Design many = test::cabledDesign(200, test::cabledUnit());
        const package::CablingPages pages = package::cablingPages(many, 0);
        QVERIFY2(pages.cables > package::mostCablesListed, std::to_string(pages.cables).c_str());
        QVERIFY(pages.rows.empty());
        QVERIFY(!pages.stock.empty());
        const package::CablingPages few = package::cablingPages(test::cabledDesign(2, test::cabledUnit()), 0);
        QCOMPARE(few.rows.size(), few.cables);
    }

    void traysTellTheirFill()
    {
        const Document trays = document(reference("gb300-nvl72-su"))["cabling"]["trays"];
        QVERIFY(!trays.empty());
        double fullest = 0;
        for (const Document& tray : trays) {
            QVERIFY(tray["length_m"].get<double>() > 0);
            QVERIFY(tray["points"].size() >= 2);
            if (!tray["fill"].is_null())
                fullest = std::max(fullest, tray["fill"].get<double>());
        }
        QVERIFY(fullest > 0);
    }

    void eachTierSaysItsOversubscription()
    {
        const Document fabrics = document(test::cabledDesign(1, test::cabledUnit()))["fabrics"];
        const Document& compute = fabrics[0];
        QCOMPARE(compute["tiers"].size(), std::size_t{2});
        QVERIFY(compute["tiers"][0]["oversubscription"] == compute["oversubscription"]); // Leaves.
        QVERIFY(compute["tiers"][1]["oversubscription"].is_null());                     // Nothing is above spines.
        const auto facts = fabricFacts(test::cabledDesign(1, test::cabledUnit()));
        QCOMPARE(compute["hops"].get<int>(), facts.front().plan->switchHops);
        QCOMPARE(compute["link_hops"].get<int>(), compute["hops"].get<int>() + 1);
    }

    void everyWorkloadHasAnEstimateOfItsKind()
    {
        for (const char* name : references) {
            const Design design = reference(name);
            const Document json = document(design);
            QCOMPARE(json["estimates"].size(), design.workloads().size());
            const auto machine = clusterViewOf(design);
            QVERIFY(machine);
            for (std::size_t i = 0; i < design.workloads().size(); ++i) {
                const Workload& workload = design.workloads()[i];
                const Document& estimate = json["estimates"][i];
                const Document& job = json["workloads"][i];
                QCOMPARE(estimate["training"].is_null(), workload.serving() != nullptr);
                QCOMPARE(estimate["serving"].is_null(), workload.training() != nullptr);
                QCOMPARE(job["serving"].is_null(), workload.training() != nullptr);
                QVERIFY(!estimate["sensitivities"].empty());
                if (!workload.serving())
                    continue;
                const auto again = estimateServing(*machine, workload);
                QVERIFY(again);
                const Document& output = estimate["serving"]["tokens_per_s"];
                QVERIFY(near(output["value"], again->figures.tokensPerSecond));
                QVERIFY(near(output["low"], again->figures.tokensPerSecond * again->throughputError.low));
                QVERIFY(near(output["high"], again->figures.tokensPerSecond * again->throughputError.high));
                double token = 0;
                for (const Document& part : estimate["serving"]["breakdown_s"])
                    token += part["time_s"].get<double>();
                QVERIFY(std::abs(token - estimate["serving"]["token_s"]["value"].get<double>()) < 1e-6);
            }
        }
    }

    void costIsOneFigureWhoeverSaysIt()
    {
        const Design design = reference("gb300-nvl72-su");
        const Document json = document(design);
        const auto machine = machineOf(design, test::valueOf(profileNamed("us-nec")));
        QVERIFY(machine);
        const auto again = costOfDesign(design, machine->facilityFactor);
        QVERIFY(again);
        const Document& hour = json["cost"]["usd_per_accelerator_hour"];
        QVERIFY(near(hour["low"], again->perAcceleratorHour.low));
        QVERIFY(near(hour["typical"], again->perAcceleratorHour.typical));
        QVERIFY(near(hour["high"], again->perAcceleratorHour.high));
        QVERIFY(hour["low"] < hour["typical"] && hour["typical"] < hour["high"]);
        QCOMPARE(json["cost"]["as_of"].get<std::string>(), again->asOf);
        double typical = 0;
        for (const auto& [key, usd] : json["cost"]["typical_year"].items())
            typical += usd.get<double>();
        QVERIFY(near(typical, again->typical.total()));
        // USD an hour over tokens an hour.
        for (const Document& estimate : json["estimates"]) {
            const Document& figures = estimate["training"].is_null() ? estimate["serving"] : estimate["training"];
            const double rate = figures["tokens_per_s_per_accelerator"];
            QVERIFY(near(estimate["usd_per_million_tokens"]["typical"], hour["typical"].get<double>() / (rate * 3600) * 1e6));
        }
    }

    void goodputIsThatOfTheFailures()
    {
        const Design design = reference("dgx-h100-superpod-su");
        const Profile profile = test::valueOf(profileNamed("us-nec"));
        const Failures failures{std::make_shared<const Design>(design), {profile.power, profile.cooling, profile.reliability}};
        const Document json = document(design);
        int evaluated = 0;
        for (const Document& estimate : json["estimates"]) {
            const Document& after = estimate["after_failures"];
            if (after.is_null()) {
                QVERIFY(!estimate["after_failures_refusal"].get<std::string>().empty());
                continue;
            }
            ++evaluated;
            const JobGoodput goodput = goodputOf(failures, WorkloadId::literal(estimate["workload_id"].get<std::string>()));
            QVERIFY(near(after["goodput"], goodput.normally->goodput));
            QVERIFY(near(after["usd_per_million_tokens"]["typical"].get<double>() * goodput.normally->goodput, estimate["usd_per_million_tokens"]["typical"]));
        }
        QCOMPARE(evaluated, 1);
        // The same list as the program's failures: sections of trays, too.
        const auto singles = singleFailures(failures);
        const auto& losses = json["reliability"]["losses"];
        QCOMPARE(losses.size(), singles.size());
        for (std::size_t i = 0; i < singles.size(); ++i) {
            QCOMPARE(losses[i]["subject"].get<std::string>(), singles[i].path);
            QCOMPARE(losses[i]["accelerators"].get<int>(), static_cast<int>(std::ceil(singles[i].lost.total() - 1e-6)));
        }
        QCOMPARE(json["reliability"]["jobs"].size(), reliabilityFacts(design, profile.reliability).jobs.size());
    }

    void aDesignThatCostsNothingSaysWhy()
    {
        const Document json = document(Design{});
        QVERIFY(json["cost"].is_null());
        QVERIFY(!json["cost_refusal"].get<std::string>().empty());
        QVERIFY(json["cabling"]["cables"].empty());
    }

    void aFolderListsWhatLiesInIt()
    {
        const Design design = test::cabledDesign(2, test::cabledUnit());
        const NetworkExport out = packageFolder(packed(design, 0.02), design);
        QVERIFY(out.notes.empty());
        QCOMPARE(out.files.front().name, std::string{"package.json"});
        const Document files = Document::parse(out.files.front().bytes)["files"];
        QCOMPARE(files.size() + 1, out.files.size());
        for (std::size_t i = 0; i < files.size(); ++i) {
            const ExportFile& file = out.files[i + 1];
            QCOMPARE(files[i]["name"].get<std::string>(), file.name);
            QCOMPARE(files[i]["bytes"].get<std::size_t>(), file.bytes.size());
            QCOMPARE(files[i]["sha256"].get<std::string>(), sha256(file.bytes));
            std::size_t rows = 0;
            QVERIFY(readCsv(file.bytes, file.name, [&](const CsvRow&) -> Result<void> {
                ++rows;
                return {};
            }));
            QCOMPARE(files[i]["rows"].get<std::size_t>() + 1, rows);
        }
        const NetworkExport bare = packageFolder(packed(Design{}), Design{});
        QCOMPARE(bare.files.size(), std::size_t{1});
        QCOMPARE(bare.notes.size(), std::size_t{1});
        QVERIFY(document(design)["files"].empty());
    }
};

QTEST_APPLESS_MAIN(PackageContentTest)
#include "tst_PackageContent.moc"
