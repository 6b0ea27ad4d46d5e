#include "tests/rules/Judging.h"

#include "model/exchange/DesignReader.h"
#include "model/rules/Rule.h"

#include <QTest>

#include <set>

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

Design reference(const QString& name)
{
    auto design = loadDesign(std::string(COLONNADE_SOURCE_DIR) + "/resources/designs/" + name.toStdString() + ".colonnade");
    if (!design)
        throw std::runtime_error(design.error().text);
    return *design;
}

bool isOfCables(const Finding& finding)
{
    return finding.rule.starts_with("CAB-") || finding.rule.starts_with("NET-");
}

} // namespace

/// What the rules of cables and networks say of the reference designs.
class ReferenceNetworksTest : public QObject {
    Q_OBJECT
private slots:
    void theyHaveNoErrorOfCablesOrNetworks_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"dgx-h100-superpod-su", "gb300-nvl72-su", "mi355x-128-ethernet"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void theyHaveNoErrorOfCablesOrNetworks()
    {
        QFETCH(QString, name);
        const Evaluation evaluation = judged(reference(name));
        std::string errors;
        for (const Finding& finding : evaluation.findings) {
            if (!isOfCables(finding))
                continue;
            qInfo("%s %s: %s", std::string{word(finding.severity)}.c_str(), finding.key().c_str(), finding.message.c_str());
            if (finding.severity == Severity::Error && !finding.waived)
                errors += finding.key() + "; ";
        }
        QCOMPARE(errors, std::string());
    }

    /// Each of the 38 rules has a place in some reference design, so that none is declared and never asked.
    void everyRuleIsAskedSomewhere()
    {
        std::set<std::string> silent;
        for (const auto& rule : registry()) {
            const std::string id{rule->info().id};
            if (id.starts_with("CAB-") || id.starts_with("NET-"))
                silent.insert(id);
        }
        QCOMPARE(silent.size(), std::size_t{38});
        for (const char* name : {"dgx-h100-superpod-su", "gb300-nvl72-su", "mi355x-128-ethernet"}) {
            for (const auto& [id, coverage] : judged(reference(QString::fromLatin1(name))).coverage) {
                if (coverage.applicable > 0)
                    silent.erase(id);
            }
        }
        // No reference design has trays of two sides that are kept apart.
        silent.erase("CAB-016");
        QVERIFY2(silent.empty(), fmt::format("{}", fmt::join(silent, ", ")).c_str());
    }
};

QTEST_APPLESS_MAIN(ReferenceNetworksTest)
#include "tst_ReferenceNetworks.moc"
