#include "model/exchange/workbook/PackageSheets.h"
#include "model/exchange/workbook/WorkbookFile.h"

#include "model/exchange/ProfileReader.h"
#include "model/exchange/cabling/CableSchedule.h"
#include "model/rules/Engine.h"
#include "tests/support/Hostile.h"
#include "tests/support/Shipped.h"

#include <QTest>

#include <algorithm>

using namespace colonnade;
using namespace colonnade::model;

namespace {

Package packed(const Design& design)
{
    const Profile profile = profileNamed("us-nec").value();
    return packageOf(design, profile, RuleEngine{}.evaluate(design, profile, "2026-11-22"), packageWorkloads(design, profile), {});
}

const Sheet& named(const std::vector<Sheet>& sheets, std::string_view name)
{
    return *std::find_if(sheets.begin(), sheets.end(), [&](const Sheet& sheet) { return sheet.name == name; });
}

std::size_t columnOf(const Sheet& sheet, std::string_view head)
{
    const auto found = std::find_if(sheet.columns.begin(), sheet.columns.end(), [&](const auto& column) { return column.head == head; });
    return static_cast<std::size_t>(found - sheet.columns.begin());
}

/// Of a column; cells without a number count as 0.
double sum(const Sheet& sheet, std::string_view head)
{
    double all = 0;
    for (const auto& row : sheet.rows) {
        if (const auto* number = std::get_if<double>(&row[columnOf(sheet, head)]))
            all += *number;
    }
    return all;
}

} // namespace

/// Tables of a package as sheets, and sheets as a file.
class WorkbookTest : public QObject {
    Q_OBJECT
private slots:
    void everyRowHasACellForEachColumn()
    {
        for (const std::string_view name : test::references) {
            const Design design = test::reference(name);
            for (const Sheet& sheet : packageSheets(packed(design), design)) {
                QVERIFY2(!sheet.rows.empty(), sheet.name.c_str());
                for (const auto& row : sheet.rows)
                    QVERIFY2(row.size() == sheet.columns.size(), sheet.name.c_str());
            }
        }
    }

    void figuresAreThoseOfThePackage()
    {
        const Design design = test::reference("gb300-nvl72-su");
        const Package package = packed(design);
        const auto sheets = packageSheets(package, design);
        QCOMPARE(named(sheets, "Bill of materials").rows.size(), package.bom.size());
        QVERIFY(std::abs(sum(named(sheets, "Bill of materials"), "Price, USD") - package.bomSummary.price.known.value()) < 1);
        QCOMPARE(named(sheets, "Power").rows.size(), package.power.feeds.size());
        QCOMPARE(named(sheets, "Findings").rows.size(), package.findings.size() + package.waived.size() + package.notEvaluated.size());
        double stock = 0;
        for (const StockItem& item : package.cabling.stock)
            stock += item.count;
        QCOMPARE(sum(named(sheets, "Cable stock"), "Count"), stock);
        std::size_t legs = 0;
        const auto schedule = CableSchedule::create(design);
        for (std::size_t i = 0; i < schedule->size(); ++i)
            legs += std::max<std::size_t>(schedule->row(i).legs.size(), 1);
        QCOMPARE(named(sheets, "Cabling").rows.size(), legs);
    }

    void aDesignOfNothingHasItsSheetsToo()
    {
        const Design design;
        const auto bytes = workbookFile(packageSheets(packed(design), design), {});
        QVERIFY2(bytes, test::errorOf(bytes));
        QVERIFY(bytes->starts_with("PK"));
    }

    void equalSheetsGiveEqualBytes()
    {
        const Design design = test::reference("mi355x-128-ethernet");
        const auto sheets = packageSheets(packed(design), design);
        const auto once = workbookFile(sheets, {"Title", "2026-11-22"}), twice = workbookFile(sheets, {"Title", "2026-11-22"});
        QVERIFY2(once, test::errorOf(once));
        QVERIFY(*once == *twice);
        QVERIFY(*once != *workbookFile(sheets, {"Title", "2026-08-09"}));
    }

    void anyTextMayStandInACell()
    {
        Sheet sheet{"Texts", {{"Text"}}, {}};
        for (const std::string& text : hostileTextsWithControls())
            sheet.rows.push_back({text});
        sheet.rows.push_back({std::string(100'000, 'x')});
        std::string wide = "x";
        for (int i = 0; i < 20'000; ++i)
            wide += "ü";
        sheet.rows.push_back({wide});
        const auto bytes = workbookFile(std::vector{sheet}, {"=HYPERLINK(\"x\")", ""});
        QVERIFY2(bytes, test::errorOf(bytes));
    }

    void aSheetThatTheFormatDoesNotTakeIsRefusedInOneSentence()
    {
        const auto named = workbookFile(std::vector{Sheet{"a/b", {{"Text"}}, {}}}, {});
        QVERIFY(!named);
        QVERIFY2(named.error().text.starts_with("The sheet 'a/b' cannot be written: "), test::errorOf(named));
        const auto twice = workbookFile(std::vector{Sheet{"a", {{"Text"}}, {}}, Sheet{"a", {{"Text"}}, {}}}, {});
        QVERIFY(!twice);
    }
};

QTEST_APPLESS_MAIN(WorkbookTest)
#include "tst_Workbook.moc"
