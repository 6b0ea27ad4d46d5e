#include "model/performance/FactorFit.h"

#include <QTest>

#include <cmath>

using namespace colonnade::model;

namespace {

constexpr double sigma = 0.1;

/// Observations of sensitivities `slopes`, measured under the factors `truth`, each off by `off` in logarithms.
struct Measured {
    std::vector<std::array<double, 2>> slopes;
    std::vector<FactorObservation> observations;
    void add(std::array<double, 2> slope, const std::array<double, 2>& truth, double off = 0)
    {
        slopes.push_back(slope);
        observations.push_back({slope[0] * std::log(truth[0]) + slope[1] * std::log(truth[1]) + off, sigma});
    }
    [[nodiscard]] FactorFit fit() const
    {
        return fitFactors(observations, {sigma, sigma}, [this](const std::array<double, 2>& factors) -> std::optional<std::vector<double>> {
            std::vector<double> out;
            for (const auto& slope : slopes)
                out.push_back(slope[0] * std::log(factors[0]) + slope[1] * std::log(factors[1]));
            return out;
        });
    }
};

bool near(double a, double b, double share = 1e-6)
{
    return std::abs(a / b - 1) < share;
}

} // namespace

class FactorFitTest : public QObject {
    Q_OBJECT
private slots:
    void nothingMeasuredLeavesFactorsAndBandsAlone()
    {
        const FactorFit fit = Measured{}.fit();
        QCOMPARE(fit, FactorFit{});
        QCOMPARE(fit.bandShare({1, 0}, sigma), 1.0);
    }

    // s = 1, so that the prior and the one run weigh the same: half of ln 1.2. What is left of the variance: half of the
    // factor's and all of the run's, (1/2 + 1)/(1 + 1).
    void oneMeasurementMovesAFactorHalfOfTheWay()
    {
        Measured measured;
        measured.add({1, 0}, {1.2, 1});
        const FactorFit fit = measured.fit();
        QVERIFY(near(fit.factors[0], std::sqrt(1.2)));
        QCOMPARE(fit.factors[1], 1.0);
        QVERIFY(fit.told[0] && !fit.told[1]);
        QVERIFY(near(fit.bandShare({1, 0}, sigma), std::sqrt(0.75)));
    }

    // Ten that agree: s = 2/(2 + 9), weight 10/(10 + 2/11).
    void manyThatAgreeMoveItNearlyAllOfTheWay()
    {
        Measured measured;
        for (int i = 0; i < 10; ++i)
            measured.add({1, 0}, {1.2, 1});
        const FactorFit fit = measured.fit();
        QVERIFY(near(fit.factors[0], std::pow(1.2, 10 / (10 + 2.0 / 11))));
        QVERIFY(fit.bandShare({1, 0}, sigma) < 0.4);
    }

    // 0.1 on average, 0.2 off each: s = (2 + 2 x 0.04/0.005)/(2 + 1) = 6, weight 2/(2 + 6). Agreeing on 0.1: s = 2/3, weight 3/4.
    void measurementsThatContradictEachOtherCountLess()
    {
        Measured apart, together;
        for (const double off : {0.2, -0.2}) {
            apart.add({1, 0}, {std::exp(0.1), 1}, off);
            together.add({1, 0}, {std::exp(0.1), 1});
        }
        QVERIFY(near(apart.fit().factors[0], std::exp(0.1 * 0.25)));
        QVERIFY(near(together.fit().factors[0], std::exp(0.1 * 0.75)));
        QVERIFY(near(apart.fit().spread, 6));
        QVERIFY(apart.fit().bandShare({1, 0}, sigma) > 1); // The band of a project that contradicts itself grows.
    }

    void twoFactorsAreToldApartByRunsThatDiffer()
    {
        Measured measured;
        for (int i = 0; i < 6; ++i) {
            measured.add({0.9, 0.1}, {1.1, 1.4});
            measured.add({0.3, 0.7}, {1.1, 1.4});
        }
        const FactorFit fit = measured.fit();
        QVERIFY(fit.told[0] && fit.told[1]);
        QVERIFY(near(fit.factors[0], 1.1, 0.01));
        QVERIFY(near(fit.factors[1], 1.4, 0.03));
    }

    void aFactorThatNothingTellsStaysOne()
    {
        Measured measured;
        for (int i = 0; i < 4; ++i)
            measured.add({0.95, 0.05}, {1.1, 1.1});
        const FactorFit fit = measured.fit();
        QVERIFY(fit.told[0] && !fit.told[1]);
        QCOMPARE(fit.factors[1], 1.0);
        QVERIFY(fit.factors[0] > 1.05);
    }

    void anEstimateThatFailsLeavesTheFactorsAlone()
    {
        const FactorObservation one{0.1, sigma};
        QCOMPARE(fitFactors({&one, 1}, {sigma, sigma}, [](const auto&) { return std::nullopt; }), FactorFit{});
    }

    // A band of 20 % either side: sigma = ln 1.2/1.2816; three bands out is 1.2³ = 1.728.
    void farOutIsThreeBands()
    {
        const double of = sigmaOfBand(std::log(1.2));
        QVERIFY(!isFarOut(std::log(1.72), of));
        QVERIFY(isFarOut(std::log(1.74), of));
        QVERIFY(isFarOut(-std::log(1.74), of));
    }
};

QTEST_APPLESS_MAIN(FactorFitTest)
#include "tst_FactorFit.moc"
