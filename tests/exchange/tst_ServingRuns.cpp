#include "model/exchange/Resources.h"
#include "model/exchange/ServingCalibrationReader.h"
#include "model/exchange/estimatecase/EstimateCase.h"

#include <QFile>
#include <QIODevice>
#include <QStringLiteral>
#include <QTest>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <vector>

using namespace colonnade::model;

namespace {

std::string runsText()
{
    QFile file(QStringLiteral(COLONNADE_SOURCE_DIR "/tests/data/serving-runs.yaml"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("The published runs cannot be read.");
    return file.readAll().toStdString();
}

struct Family {
    std::vector<double> errors;
    std::vector<double> halfWidths;
    int inside = 0;
    [[nodiscard]] double mean() const
    {
        double sum = 0;
        for (const double error : errors)
            sum += error;
        return sum / static_cast<double>(errors.size());
    }
    static double median(std::vector<double> values)
    {
        std::ranges::sort(values);
        return values[values.size() / 2];
    }
};

/// The three families of figures over all published runs.
std::map<std::string, Family> scored()
{
    const std::string text = runsText();
    const auto cases = readEstimateCases(text, "serving-runs.yaml");
    if (!cases)
        qFatal("%s", cases.error().text.c_str());
    const YAML::Node rows = YAML::Load(text)["oracles"];
    std::map<std::string, Family> out;
    for (std::size_t i = 0; i < cases->cases.size(); ++i) {
        const YAML::Node measured = rows[i]["measured"];
        EstimateCase one = cases->cases[i];
        one.ask = measured["ttft_ms"] ? std::vector<std::string>{"ttft_ms", "tpot_ms"} : std::vector<std::string>{"output_tokens_per_s"};
        if (!measured[one.ask.front()])
            continue;
        const EstimateCaseAnswer answer = answered(one);
        if (answer.error)
            qFatal("%s", answer.error->text.c_str());
        for (const BandedFigure& figure : answer.figures) {
            const double want = measured[figure.key].as<double>();
            Family& family = out[figure.key];
            family.errors.push_back(std::abs(figure.value / want - 1));
            family.halfWidths.push_back((figure.high - figure.low) / 2 / figure.value);
            family.inside += figure.low <= want && want <= figure.high ? 1 : 0;
        }
    }
    return out;
}

} // namespace

class ServingRunsTest : public QObject {
    Q_OBJECT
private slots:
    // Mean errors over all published runs, those included on which the constants were fitted.
    void publishedRunsAreMet()
    {
        const auto families = scored();
        const std::tuple<const char*, std::size_t, double, double> expected[] = {
            {"tpot_ms", 227, 0.17, 0.105}, {"ttft_ms", 227, 0.31, 0.2}, {"output_tokens_per_s", 96, 0.08, 0.055}};
        for (const auto& [key, count, mean, median] : expected) {
            const Family& family = families.at(key);
            QCOMPARE(family.errors.size(), count);
            QVERIFY2(family.mean() <= mean, qPrintable(QString("%1: %2").arg(key).arg(family.mean())));
            QVERIFY2(Family::median(family.errors) <= median, qPrintable(QString("%1: %2").arg(key).arg(Family::median(family.errors))));
        }
    }

    void fourOfFiveRunsLieInTheirBandWhichIsNoWiderThanItMustBe()
    {
        for (const auto& [key, family] : scored()) {
            QVERIFY2(family.inside >= 0.8 * static_cast<double>(family.errors.size()), key.c_str());
            // Waiting for a first token has long tails: on runs that were kept aside its half width is 1.5 mean errors.
            const double widest = key == "ttft_ms" ? 2.1 : 2.0;
            QVERIFY2(Family::median(family.halfWidths) <= widest * family.mean(),
                     qPrintable(QString("%1: %2").arg(QString::fromStdString(key)).arg(Family::median(family.halfWidths))));
        }
    }

    void theShippedFileHoldsTheConstantsThatTheProgramUses()
    {
        const auto path = resourceFile("calibration/serving.yaml");
        QVERIFY(path.has_value());
        const auto read = readServingCalibration(readResource(*path).value(), "serving.yaml");
        QVERIFY2(read.has_value(), read ? "" : read.error().text.c_str());
        QVERIFY(*read == ServingCalibration::builtIn());
    }

    void aBrokenFileIsRefusedWithItsPlace()
    {
        std::string text = readResource(*resourceFile("calibration/serving.yaml")).value();
        const auto place = text.find("imbalance:");
        QVERIFY(place != std::string::npos);
        text.replace(place, 9, "imbalanca");
        const auto read = readServingCalibration(text, "serving.yaml");
        QVERIFY(!read.has_value());
        QVERIFY(read.error().text.find("imbalanc") != std::string::npos);
    }

    void aRunWithoutLengthsSaysSo()
    {
        const auto cases = readEstimateCases("id: x\nkind: serve-latency\nhardware: H100\naccelerators: 8\nmodel: {layers: 32, hidden: 4096, "
                                             "heads: 32, kv_heads: 8, ffn: 14336, vocab: 128256, gated_mlp: true}\nparallelism: {tp: 8}\n",
                                             "x.yaml");
        QVERIFY2(cases.has_value(), cases ? "" : cases.error().text.c_str());
        const EstimateCaseAnswer answer = answered(cases->cases.front());
        QVERIFY(answer.error.has_value());
    }
};

QTEST_APPLESS_MAIN(ServingRunsTest)
#include "tst_ServingRuns.moc"
