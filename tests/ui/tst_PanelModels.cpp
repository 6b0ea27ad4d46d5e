#include "model/exchange/DesignReader.h"
#include "ui/catalog/CatalogFilter.h"
#include "ui/catalog/CatalogModel.h"
#include "ui/document/DesignSession.h"
#include "ui/document/Words.h"
#include "ui/findings/FindingDelegate.h"
#include "ui/findings/FindingFilter.h"
#include "ui/findings/FindingModel.h"
#include "ui/history/HistoryModel.h"
#include "ui/structure/StructureModel.h"
#include "ui/workbench/CommandPalette.h"
#include "ui/workbench/KeyFigures.h"

#include <QModelIndex>
#include <QStringList>
#include <QStringLiteral>
#include <QTest>

#include <algorithm>
#include <memory>

#include <QAbstractItemModelTester>
#include <QFontMetricsF>
#include <QMimeData>
#include <QTemporaryDir>

using namespace colonnade;
using namespace colonnade::ui;
using Reporting = QAbstractItemModelTester::FailureReportingMode;

namespace {

model::Finding finding(const char* rule, model::Severity severity, bool waived = false)
{
    model::Finding finding;
    finding.rule = rule;
    finding.severity = severity;
    finding.subjects = {model::Subject::parse("hall")};
    finding.message = std::string("About ") + rule;
    finding.waived = waived;
    return finding;
}

Edit renamed(const char* name)
{
    return [name = std::string(name)](const model::Design& design) -> model::Result<model::Design> {
        return design.named(name);
    };
}

} // namespace

class PanelModelsTest : public QObject {
    Q_OBJECT
    QTemporaryDir m_home;

private slots:
    void initTestCase() { qputenv("XDG_STATE_HOME", m_home.path().toUtf8()); }

    void findingsStandMostSevereFirstAndWaivedLast()
    {
        FindingModel findings;
        QAbstractItemModelTester tester(&findings, Reporting::QtTest);
        findings.show(model::Design(), model::Profile(), {finding("PWR-013", model::Severity::Warning),
                                        finding("NET-001", model::Severity::Error, true),
                                        finding("MEC-005", model::Severity::NotEvaluated),
                                        finding("THM-010", model::Severity::Error)});
        QStringList rules;
        for (int row = 0; row < findings.rowCount(); ++row)
            rules << findings.index(row, FindingModel::RuleColumn).data().toString();
        QCOMPARE(rules, QStringList({"THM-010", "PWR-013", "MEC-005", "NET-001"}));
    }

    void aFindingOfAProfilesOwnRuleBeginsWithItsTitle()
    {
        model::FormulaRule formula;
        formula.id = "OWN-001";
        formula.title = "Power for each accelerator";
        formula.formula = "power_w / accelerators";
        formula.unit = "W";
        model::Profile profile;
        profile.formulas = {formula};
        FindingModel findings;
        findings.show(model::Design(), profile,
                      {finding("OWN-001", model::Severity::Error), finding("PWR-013", model::Severity::Warning)});
        const auto text = [&](int row) { return findings.index(row, FindingModel::FindingColumn).data().toString(); };
        QCOMPARE(text(0), QString("Power for each accelerator · About OWN-001"));
        QVERIFY2(text(1).endsWith(" · About PWR-013") && !text(1).startsWith("PWR-013"), qPrintable(text(1)));
    }

    void aRowTooNarrowForAFindingCutsItsTitleBeforeWhatDiffers()
    {
        const QFontMetricsF metrics{QFont()};
        const QString title = QStringLiteral("Line current with line-to-line loads"), message = QStringLiteral(" · L1 of feed 'Network feed A'");
        const double whole = metrics.horizontalAdvance(title + message);
        QCOMPARE(fittedHeadline(title + message, metrics, whole + 1), title + message);
        const double narrow = metrics.horizontalAdvance(message) + std::max(90.0, metrics.horizontalAdvance(title) / 2);
        const QString shown = fittedHeadline(title + message, metrics, narrow);
        QVERIFY2(shown.endsWith(message), qPrintable(shown));
        QVERIFY(metrics.horizontalAdvance(shown) <= narrow + 1);
    }

    void aMendedFindingKeepsItsRowUntilTheNextEdit()
    {
        FindingModel findings;
        QAbstractItemModelTester tester(&findings, Reporting::QtTest);
        const auto a = finding("PWR-001", model::Severity::Error), b = finding("PWR-002", model::Severity::Error);
        auto c = a;
        c.subjects = {model::Subject::parse("su-1/a01")};
        findings.show(model::Design(), model::Profile(), {a, c, b});
        findings.show(model::Design(), model::Profile(), {c, b}, {a});
        QCOMPARE(findings.rowCount(), 3);
        QVERIFY(findings.index(0, 0).data(FindingModel::MendedRole).toBool());
        findings.show(model::Design(), model::Profile(), {b}, {a, c});
        QCOMPARE(findings.rowCount(), 3);
        QVERIFY(findings.index(0, 0).data(FindingModel::MendedRole).toBool());
        QVERIFY(findings.index(1, 0).data(FindingModel::MendedRole).toBool());
        QVERIFY(!findings.index(2, 0).data(FindingModel::MendedRole).toBool());
        findings.show(model::Design(), model::Profile(), {b});
        QCOMPARE(findings.rowCount(), 1);
    }

    void findingsAreNarrowedByMarkDomainAndText()
    {
        FindingModel findings;
        FindingFilter filter;
        filter.setSourceModel(&findings);
        QAbstractItemModelTester tester(&filter, Reporting::QtTest);
        findings.show(model::Design(), model::Profile(), {finding("PWR-013", model::Severity::Warning),
                                        finding("THM-010", model::Severity::Error)});
        filter.setGlyphs({static_cast<int>(render::Glyph::Error)});
        QCOMPARE(filter.rowCount(), 1);
        filter.setGlyphs({});
        filter.setDomains({"PWR"});
        QCOMPARE(filter.rowCount(), 1);
        filter.setDomains({});
        filter.setText("thm");
        QCOMPARE(filter.rowCount(), 1);
        QCOMPARE(filter.index(0, FindingModel::RuleColumn).data().toString(), QString("THM-010"));
    }

    void historyFollowsEditUndoAndPreview()
    {
        DesignSession session;
        HistoryModel history(session);
        QAbstractItemModelTester tester(&history, Reporting::QtTest);
        QVERIFY(session.apply("One", renamed("One")));
        QVERIFY(session.apply("Two", renamed("Two")));
        QCOMPARE(history.rowCount(), 3);
        QCOMPARE(history.index(2).data(HistoryModel::StepRole).toInt(), int(HistoryModel::Present));
        session.undo();
        QCOMPARE(history.index(2).data(HistoryModel::StepRole).toInt(), int(HistoryModel::Future));
        session.preview("Trial", renamed("Trial"));
        QCOMPARE(history.rowCount(), 4);
        QCOMPARE(history.index(3).data(HistoryModel::StepRole).toInt(), int(HistoryModel::Trial));
        session.endPreview();
        QCOMPARE(history.rowCount(), 3);
    }

    void theTreeReachesEveryDeviceAndFollowsEdits()
    {
        DesignSession session;
        session.start(model::loadReference("gb300-nvl72-su").value());
        StructureModel tree(session);
        // Qt's tester opens the racks of a tree that has just been reset before it has noted the end of the reset,
        // so a fresh one looks at the tree after each edit.
        auto tester = std::make_unique<QAbstractItemModelTester>(&tree, Reporting::QtTest);
        const auto rack = session.currentRack();
        const QModelIndex index = tree.find(rack);
        QVERIFY(index.isValid());
        QVERIFY(tree.hasChildren(index));
        if (tree.canFetchMore(index))
            tree.fetchMore(index);
        QVERIFY(tree.rowCount(index) > 0);
        const auto device = model::Subject::parse(
            utf8(tree.index(0, 0, index).data(StructureModel::SubjectRole).toString()));
        QVERIFY(tree.find(device).isValid());
        tester.reset();
        QVERIFY(session.apply("Rename", renamed("Other")));
        tester = std::make_unique<QAbstractItemModelTester>(&tree, Reporting::QtTest);
        QVERIFY(tree.find(device).isValid());
        tester.reset();
        session.undo();
        tester = std::make_unique<QAbstractItemModelTester>(&tree, Reporting::QtTest);
        QVERIFY(tree.find(rack).isValid());
    }

    void theCatalogIsSearchedByWordsKindAndAvailability()
    {
        DesignSession session;
        CatalogModel parts(session.catalog());
        CatalogFilter filter;
        filter.setSourceModel(&parts);
        QAbstractItemModelTester tester(&filter, Reporting::QtTest);
        const int all = filter.rowCount();
        QVERIFY(all >= 349);
        filter.setText("power shelf");
        QVERIFY(filter.rowCount() > 0 && filter.rowCount() < all);
        const QString last = filter.index(filter.rowCount() - 1, 0).data(CatalogModel::IdRole).toString();
        const auto used = session.catalog().part(model::TypeId::parse(utf8(last)).value());
        model::Catalog ofDesign;
        ofDesign.put(used);
        parts.setUsed(ofDesign);
        filter.setText("power shelf");
        QCOMPARE(filter.index(0, 0).data(CatalogModel::IdRole).toString(), last); // What the design has stands first.
        filter.setText("nvl96");
        QCOMPARE(filter.rowCount(), 0);
        filter.setText({});
        filter.setKind(model::PartKind::Cdu);
        QVERIFY(filter.rowCount() > 0 && filter.rowCount() < all);
        filter.setKind({});
        filter.setShippingOnly(true);
        for (int row = 0; row < filter.rowCount(); ++row)
            QCOMPARE(filter.index(row, 0).data(CatalogModel::AvailabilityRole).toInt(),
                     int(model::Availability::Shipping));
    }

    void aDraggedPartIsNamedByItsIdInUtf8()
    {
        DesignSession session;
        CatalogModel parts(session.catalog());
        const QModelIndex first = parts.index(0);
        const std::unique_ptr<QMimeData> data(parts.mimeData({first}));
        QCOMPARE(data->data("application/x-colonnade-part"), first.data(CatalogModel::IdRole).toString().toUtf8());
    }

    void thePaletteRanksWordBeginningsAboveScatteredLetters()
    {
        QVERIFY(paletteScore("Duplicate", "dup") > paletteScore("Undo typing up", "dup"));
        QVERIFY(paletteScore("Array…", "xyz") == 0);
        QVERIFY(paletteScore("Frame selection", "fs") > 0);
        QVERIFY(paletteScore("Frame selection", "sel") > paletteScore("Unselected", "sel"));
    }

    void theFiguresAreAlwaysTheSameAndSayWhatIsUnknown()
    {
        Judgement empty;
        empty.design = std::make_shared<const model::Design>();
        const auto figures = keyFigures(empty, model::Subject::parse("hall"));
        QStringList ids;
        for (const auto& figure : figures)
            ids << figure.id;
        QCOMPARE(ids, QStringList({"power-a", "power-b", "worst-state", "load", "heat", "coolant-flow", "coolant-rise",
                                   "mass", "floor-load", "open-units", "capex", "training", "findings"}));
        QVERIFY(figures.front().pending);
        const auto open = std::ranges::find(figures, QStringLiteral("open-units"), &KeyFigure::id);
        QVERIFY(!open->known);
        QCOMPARE(open->value, QStringLiteral("–"));
    }

    void aPriceSaysHowManyPiecesHaveNone()
    {
        Judgement judgement;
        judgement.design = std::make_shared<const model::Design>();
        const auto capex = [&] {
            const auto figures = keyFigures(judgement, model::Subject::parse("hall"));
            return *std::ranges::find(figures, QStringLiteral("capex"), &KeyFigure::id);
        };
        QVERIFY(capex().pending);
        judgement.price = model::Sum<model::Dollars>{model::Dollars{2e6}, 3513};
        QVERIFY(capex().value.startsWith(QStringLiteral("≥")));
        QCOMPARE(capex().note.simplified(), QStringLiteral("3,513 without price"));
        QVERIFY(capex().formula.contains(QStringLiteral("3,513\u00a0pieces")) || capex().formula.contains(QStringLiteral("3,513 pieces")));
        judgement.price = model::Sum<model::Dollars>{model::Dollars{2e6}, 0};
        QVERIFY(capex().note.isEmpty() && !capex().value.startsWith(QStringLiteral("≥")));
    }

    void aChangeSaysDirectionAndWhetherItIsBetter()
    {
        KeyFigure before, after;
        before.number = 165e3;
        after.number = 132e3;
        before.unit = after.unit = "W";
        after.better = KeyFigure::Better::Lower;
        const FigureChange change = ui::change(before, after);
        QCOMPARE(change.direction, -1);
        QCOMPARE(change.better, std::optional(true));
        QVERIFY(change.text.contains(QStringLiteral("33")));
        after.number = 164.9e3; // Of a sum, each watt tells.
        QCOMPARE(ui::change(before, after).direction, -1);
        after.number = before.number;
        QCOMPARE(ui::change(before, after).text, QStringLiteral("±0"));
        after.pending = true;
        QCOMPARE(ui::change(before, after).text, QStringLiteral("…"));
    }

    void whatIsBelowTheLastDigitOfAnEstimateIsNoChange()
    {
        KeyFigure before, after;
        before.number = 582'000.0;
        after.number = 582'000.0 - 0.0739;
        before.unit = after.unit = "tok/s";
        before.estimated = after.estimated = true;
        after.better = KeyFigure::Better::Higher;
        QCOMPARE(ui::change(before, after).text, QStringLiteral("±0"));
        QVERIFY(!ui::change(before, after).better);
        after.number = 580'000.0;
        QCOMPARE(ui::change(before, after).better, std::optional(false));
    }

    void whatIsUnknownIsNoGain()
    {
        KeyFigure before, after;
        before.number = after.number = 100e3;
        before.unit = after.unit = "W";
        after.better = KeyFigure::Better::Lower;
        after.missing = 8;
        after.note = "8 without power";
        QCOMPARE(ui::change(before, after).text, after.note);
        after.number = 90e3;
        QVERIFY(!ui::change(before, after).better);
        after.number = 110e3; // At least so much worse.
        QCOMPARE(ui::change(before, after).better, std::optional(false));
        // One that was not there before counts for all that it is.
        after.id = "power-c";
        after.missing = 0;
        QCOMPARE(ui::change(std::vector<KeyFigure>{before}, after).direction, 1);
    }

    void aThirdSideOfSupplyHasItsOwnFigure()
    {
        auto design = model::loadReference("dgx-h100-superpod-su");
        QVERIFY(design);
        Judgement judgement;
        judgement.design = std::make_shared<const model::Design>(*std::move(design));
        judgement.power = std::make_shared<const model::DesignPower>(model::designPower(*judgement.design, {}));
        QStringList sides;
        for (const auto& figure : keyFigures(judgement, model::Subject::parse("hall"))) {
            if (figure.id.startsWith("power-")) {
                sides << figure.id;
                QVERIFY(figure.known);
            }
        }
        QCOMPARE(sides, QStringList({"power-a", "power-b", "power-c"}));
    }
};

QTEST_MAIN(PanelModelsTest)
#include "tst_PanelModels.moc"
