#include "model/exchange/CostBookReader.h"
#include "tests/support/Shipped.h"
#include "ui/workbench/CostModel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QStringLiteral>
#include <QTest>

using namespace colonnade;
using namespace colonnade::ui;

namespace {

const model::TypeId rack = model::TypeId::literal("nvidia-gb300-nvl72");

} // namespace

/// The table of what a design's cost rests on.
class CostModelTest : public QObject {
    Q_OBJECT
    model::Design m_design = test::reference("gb300-nvl72-su");

    [[nodiscard]] std::unique_ptr<CostModel> table(std::optional<double> facilityFactor = {}) const
    {
        return std::make_unique<CostModel>(m_design, model::CostPower{m_design.facts().provisioned.known, facilityFactor, {}},
                                           *model::carriedCostBook(), nullptr);
    }

private slots:
    void showsWhatTheLibrarySaysWithItsSource()
    {
        const auto costs = table();
        QAbstractItemModelTester tester{costs.get(), QAbstractItemModelTester::FailureReportingMode::QtTest};
        const int row = costs->rowOf(model::CostInput::PerKwh);
        QVERIFY(row >= 0);
        QVERIFY(costs->index(row, CostModel::TypicalColumn).data().toString().startsWith(QStringLiteral("0.083")));
        QCOMPARE(costs->index(row, CostModel::AsOfColumn).data().toString(), QStringLiteral("2025"));
        QVERIFY(costs->index(row, CostModel::TypicalColumn).data(Qt::ToolTipRole).toString().contains(QStringLiteral("training frontier AI models")));
        QVERIFY(costs->index(row, CostModel::OwnTypicalColumn).data().toString().isEmpty());
        QVERIFY(costs->rowOf(rack) > row); // Prices come after the inputs.
    }

    void aFigureThatIsTypedBecomesTheProjectsOwnAndCanBeReset()
    {
        const auto costs = table();
        QAbstractItemModelTester tester{costs.get(), QAbstractItemModelTester::FailureReportingMode::QtTest};
        QSignalSpy changed{costs.get(), &CostModel::changed};
        const int row = costs->rowOf(rack);
        QVERIFY(!(costs->flags(costs->index(row, CostModel::OwnSourceColumn)) & Qt::ItemIsEditable)); // Of nothing yet.
        QVERIFY(costs->setData(costs->index(row, CostModel::OwnTypicalColumn), QStringLiteral("3,650,000")));
        QVERIFY(costs->setData(costs->index(row, CostModel::OwnHighColumn), QStringLiteral("3900000")));
        QVERIFY(costs->setData(costs->index(row, CostModel::OwnSourceColumn), QStringLiteral("Offer 4711")));
        QVERIFY(costs->setData(costs->index(row, CostModel::OwnAsOfColumn), QStringLiteral("2026-11-02")));
        const model::OwnFigure& own = costs->choices().prices.at(rack);
        QCOMPARE(own.typical, 3'650'000.0);
        QCOMPARE(own.high.value_or(0), 3'900'000.0);
        QCOMPARE(own.source, std::string("Offer 4711"));
        QCOMPARE(own.asOf, std::string("2026-11-02"));
        QCOMPARE(changed.size(), 4);
        costs->reset(row);
        QVERIFY(costs->choices().empty());
    }

    void anEmptyFigureIsTheLibrarysAgain()
    {
        const auto costs = table();
        const int row = costs->rowOf(model::CostInput::ItYears);
        QVERIFY(costs->setData(costs->index(row, CostModel::OwnTypicalColumn), QStringLiteral("4")));
        QVERIFY(costs->setData(costs->index(row, CostModel::OwnTypicalColumn), QString()));
        QVERIFY(costs->choices().empty());
    }

    void whatCannotBeIsRefusedAndLeavesTheChoicesAlone()
    {
        const auto costs = table();
        QSignalSpy refused{costs.get(), &CostModel::refused};
        const int row = costs->rowOf(model::CostInput::CostOfCapital);
        const auto own = costs->index(row, CostModel::OwnTypicalColumn), low = costs->index(row, CostModel::OwnLowColumn);
        QVERIFY(!costs->setData(own, QStringLiteral("8 USD")));
        QVERIFY(!costs->setData(own, QStringLiteral("108"))); // A share, in percent.
        QVERIFY(!costs->setData(own, QStringLiteral("nan")));
        QVERIFY(!costs->setData(own, QStringLiteral("0,06"))); // Not six.
        QVERIFY(costs->setData(own, QStringLiteral("8 %")));
        QCOMPARE(costs->choices().inputs.at(model::CostInput::CostOfCapital).typical, 0.08);
        QCOMPARE(own.data().toString(), QStringLiteral("8"));
        QCOMPARE(costs->index(row, CostModel::UnitColumn).data().toString(), QStringLiteral("%"));
        QVERIFY(!costs->setData(low, QStringLiteral("9")));
        QVERIFY(!costs->setData(costs->index(row, CostModel::OwnAsOfColumn), QString(65, QLatin1Char('9'))));
        QCOMPARE(refused.size(), 6);
        QVERIFY(!costs->choices().inputs.at(model::CostInput::CostOfCapital).low);
        // A share of hours has no band.
        const int hours = costs->rowOf(model::CostInput::Utilisation);
        QVERIFY(costs->setData(costs->index(hours, CostModel::OwnTypicalColumn), QStringLiteral("70")));
        QCOMPARE(costs->choices().inputs.at(model::CostInput::Utilisation).typical, 0.7);
        QVERIFY(!(costs->flags(costs->index(hours, CostModel::OwnLowColumn)) & Qt::ItemIsEditable));
    }

    void anotherOwnerHasOtherInputs()
    {
        const auto costs = table();
        QAbstractItemModelTester tester{costs.get(), QAbstractItemModelTester::FailureReportingMode::QtTest};
        QVERIFY(costs->rowOf(model::CostInput::FacilityPerKw) >= 0 && costs->rowOf(model::CostInput::RentPerKwMonth) < 0);
        costs->setProfile("neocloud");
        QVERIFY(costs->rowOf(model::CostInput::FacilityPerKw) < 0 && costs->rowOf(model::CostInput::RentPerKwMonth) >= 0);
        QVERIFY(costs->rowOf(model::CostInput::LearningRate) < 0);
        const int doublings = costs->rowOf(model::CostInput::VolumeDoublings);
        QVERIFY(costs->setData(costs->index(doublings, CostModel::OwnTypicalColumn), QStringLiteral("2")));
        QVERIFY(costs->rowOf(model::CostInput::LearningRate) >= 0);
        costs->resetAll();
        QVERIFY(costs->rowOf(model::CostInput::LearningRate) < 0);
        QCOMPARE(costs->choices().profile, std::string("neocloud"));
    }

    void theDesignsOwnFacilityFactorIsNamedAsItsSource()
    {
        const auto costs = table(1.17);
        const auto typical = costs->index(costs->rowOf(model::CostInput::FacilityFactor), CostModel::TypicalColumn);
        QVERIFY(typical.data().toString().startsWith(QStringLiteral("1.17")));
        QVERIFY(typical.data(Qt::ToolTipRole).toString().contains(QStringLiteral("the design's own")));
    }
};

QTEST_MAIN(CostModelTest)
#include "tst_CostModel.moc"
