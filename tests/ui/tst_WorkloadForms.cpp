#include "ui/workbench/WorkloadForms.h"

#include <QStringLiteral>
#include <QTest>

#include <QComboBox>
#include <QSpinBox>

using namespace colonnade;
using namespace colonnade::ui;

/// The fields of a workload in its dialog.
class WorkloadFormsTest : public QObject {
    Q_OBJECT
private slots:
    void aTrainingThatIsNotTouchedStaysAsItIs()
    {
        model::TrainingJob job;
        job.sequence = 8192;
        job.globalBatch = 1024;
        job.precision = model::Precision::Fp16; // Has no entry of its own.
        job.totalTokens = 300.4e9;
        TrainingForm form{nullptr};
        form.take(job);
        QCOMPARE(form.findChild<QSpinBox*>(QStringLiteral("training-tokens"))->value(), 300);
        QCOMPARE(form.applied(job), job);
        job.totalTokens = 0.2e9;
        form.take(job);
        QVERIFY(form.findChild<QSpinBox*>(QStringLiteral("training-tokens"))->value() > 0); // Not "not stated".
        QCOMPARE(form.applied(job), job);
    }

    void aTrainingTakesWhatIsTyped()
    {
        model::TrainingJob job;
        job.sequence = 8192;
        job.globalBatch = 1024;
        job.precision = model::Precision::Fp16;
        job.totalTokens = 300.4e9;
        TrainingForm form{nullptr};
        form.take(job);
        form.findChild<QSpinBox*>(QStringLiteral("training-tokens"))->setValue(301);
        auto* precision = form.findChild<QComboBox*>(QStringLiteral("training-precision"));
        precision->setCurrentIndex(precision->findData(static_cast<int>(model::Precision::Fp8)));
        const model::TrainingJob changed = form.applied(job);
        QCOMPARE(*changed.totalTokens, 301e9);
        QCOMPARE(changed.precision, model::Precision::Fp8);
        form.findChild<QSpinBox*>(QStringLiteral("training-tokens"))->setValue(0);
        QVERIFY(!form.applied(job).totalTokens);
    }

    void promisedTimesAreNeitherCutNorLost()
    {
        model::ServingJob job;
        job.promptTokens = 1024;
        job.outputTokens = 256;
        job.firstTokenGoal = model::Seconds{1.001}; // 1000.9999999999999 ms
        job.tokenGoal = model::Seconds{0.0004};
        ServingForm form{nullptr};
        form.take(job);
        auto* first = form.findChild<QSpinBox*>(QStringLiteral("serving-first-token"));
        QCOMPARE(first->value(), 1001);
        QVERIFY(form.findChild<QSpinBox*>(QStringLiteral("serving-token"))->value() > 0);
        QCOMPARE(form.applied(job), job);
        first->setValue(500);
        QCOMPARE(form.applied(job).firstTokenGoal->value(), 0.5);
        first->setValue(0);
        QVERIFY(!form.applied(job).firstTokenGoal);
    }
};

QTEST_MAIN(WorkloadFormsTest)
#include "tst_WorkloadForms.moc"
