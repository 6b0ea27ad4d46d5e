#include "model/exchange/WorkloadReader.h"
#include "ui/workbench/InterruptionForm.h"
#include "ui/workbench/ModelForm.h"
#include "ui/workbench/ServingForm.h"
#include "ui/workbench/TrainingForm.h"

#include <QLatin1StringView>
#include <QStringList>
#include <QStringLiteral>
#include <QTest>

#include <QCheckBox>
#include <QComboBox>
#include <QCompleter>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QSpinBox>
#include <QToolButton>

#include <functional>
#include <initializer_list>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

using namespace colonnade;
using namespace colonnade::ui;

namespace {

using model::FreeChoice;
using Shape = model::TransformerModel;
using Training = model::TrainingJob;
using Serving = model::ServingJob;

constexpr double searched = -1; ///< The entry "chosen by search".

/// One field: what is set in it, and what that makes of the value.
template <class T> struct Case {
    const char* field;
    double typed; ///< A number, the number of an entry, or 0 and 1 of a box to tick.
    std::function<void(T&)> edit;
};

void type(const QWidget& form, const char* field, double typed)
{
    auto* widget = form.findChild<QWidget*>(QLatin1StringView{field});
    QVERIFY2(widget, field);
    if (auto* whole = qobject_cast<QSpinBox*>(widget))
        whole->setValue(static_cast<int>(typed));
    else if (auto* number = qobject_cast<QDoubleSpinBox*>(widget))
        number->setValue(typed);
    else if (auto* choice = qobject_cast<QComboBox*>(widget))
        choice->setCurrentIndex(choice->findData(static_cast<int>(typed)));
    else if (auto* box = qobject_cast<QCheckBox*>(widget))
        box->setChecked(typed != 0);
    else if (auto* line = qobject_cast<QLineEdit*>(widget))
        line->setText(QString::number(typed));
    else
        QFAIL(field);
}

/// What a field shows.
double shown(const QWidget& form, const char* field)
{
    auto* widget = form.findChild<QWidget*>(QLatin1StringView{field});
    if (auto* whole = qobject_cast<QSpinBox*>(widget))
        return whole->value();
    if (auto* number = qobject_cast<QDoubleSpinBox*>(widget))
        return number->value();
    if (auto* choice = qobject_cast<QComboBox*>(widget))
        return choice->currentData().toInt();
    if (auto* box = qobject_cast<QCheckBox*>(widget))
        return box->isChecked() ? 1 : 0;
    if (auto* line = qobject_cast<QLineEdit*>(widget))
        return line->text().toDouble();
    return -1e9;
}

/// On purpose: all of a form that was never shown counts as hidden for Qt.
bool isHidden(const QWidget& form, const char* field)
{
    const auto* widget = form.findChild<QWidget*>(QLatin1StringView{field});
    return widget->isHidden() && widget->testAttribute(Qt::WA_WState_ExplicitShowHide);
}

model::Workload workloadOf(std::variant<Training, Serving> job)
{
    Shape shape{"Own", 60, 7168, 128, 128, 192, 18432, 129280};
    shape.experts = model::Experts{256, 8, 1, 2048, 3};
    return {.id = model::WorkloadId::literal("own"), .name = "Own", .source = {}, .model = shape, .job = std::move(job)};
}

template <class Job> bool isKeptByFiles(const Job& job)
{
    const auto read = model::readWorkloadFile(model::workloadFile(workloadOf(job)), "own.yaml");
    return read && *read == workloadOf(job);
}

bool isKeptByFiles(const Shape& shape)
{
    model::Workload workload = workloadOf(Training{});
    workload.model = shape;
    std::get<Training>(workload.job).sequence = std::get<Training>(workload.job).globalBatch = 1024;
    const auto read = model::readWorkloadFile(model::workloadFile(workload), "own.yaml");
    return read ? *read == workload : fault(shape).has_value();
}

/// Set in the form, the value has it, and nothing else is another; a form that is opened on that shows it.
template <class Form, class T> void checkField(const T& before, const Case<T>& one)
{
    Form form{nullptr};
    form.take(before);
    QVERIFY2(shown(form, one.field) != one.typed, one.field); // Else nothing would be tried.
    type(form, one.field, one.typed);
    T expected = before;
    one.edit(expected);
    const T after = form.applied(before);
    QVERIFY2(after == expected, one.field);
    Form reopened{nullptr};
    reopened.take(after);
    QVERIFY2(qFuzzyCompare(shown(reopened, one.field) + 2, one.typed + 2), one.field);
    QVERIFY2(reopened.applied(after) == after, one.field);
    Form usual{nullptr};
    usual.take(T{});
    if (shown(usual, one.field) != one.typed) // What is set is not folded away.
        QVERIFY2(!isHidden(reopened, one.field), one.field);
    QVERIFY2(isKeptByFiles(after), one.field);
}

/// Fields of a form, by name.
std::set<QString> fieldsOf(const QWidget& form, QLatin1StringView prefix)
{
    std::set<QString> names;
    for (const QWidget* widget : form.findChildren<QWidget*>()) {
        if (widget->objectName().startsWith(prefix) && !qobject_cast<const QToolButton*>(widget))
            names.insert(widget->objectName());
    }
    return names;
}

/// `elsewhere`: what cannot be tried on this value, and has a test of its own.
template <class Form, class T>
void checkFields(const T& before, const std::vector<Case<T>>& cases, QLatin1StringView prefix, const std::set<QString>& elsewhere = {})
{
    const Form form{nullptr};
    std::set<QString> left = fieldsOf(form, prefix);
    for (const QString& name : elsewhere)
        left.erase(name);
    for (const Case<T>& one : cases) {
        checkField<Form>(before, one);
        left.erase(QLatin1StringView{one.field});
    }
    QVERIFY2(left.empty(), left.empty() ? "" : qPrintable(*left.begin())); // A field without a case.
}

/// With experts, latent attention and a window.
Shape shape()
{
    Shape out{"Own", 60, 7168, 128, 128, 192, 18432, 129280};
    out.experts = model::Experts{256, 8, 1, 2048, 3};
    out.latent = model::LatentAttention{1536, 512, 64, 128, 128};
    out.window = model::SlidingWindow{4096, 2};
    return out;
}

Training training()
{
    Training job;
    job.sequence = 4096;
    job.globalBatch = 1024;
    job.precision = model::Precision::Fp8;
    job.layout = model::ParallelLayout{.tensor = 2, .sequenceParallel = true, .pipeline = 4, .virtualStages = 2, .context = 2, .data = 8, .expert = 4, .expertTensor = 2};
    return job;
}

/// With pools.
Serving serving()
{
    Serving job;
    job.promptTokens = 2000;
    job.outputTokens = 500;
    job.concurrency = 96;
    job.layout = model::ServingLayout{2, 3, 4, 5, 6};
    job.prefill = model::PrefillPool{{4, 2, 2, 3, 8}, 3};
    return job;
}

} // namespace

/// The fields of a workload in its dialog.
class WorkloadFormsTest : public QObject {
    Q_OBJECT
private slots:
    void everyFieldOfAModelIsTakenAndShownAgain()
    {
        const std::vector<Case<Shape>> cases{
            {"shape-layers", 61, [](Shape& s) { s.layers = 61; }},
            {"shape-hidden", 4096, [](Shape& s) { s.hidden = 4096; }},
            {"shape-heads", 64, [](Shape& s) { s.heads = 64; }},
            {"shape-kv-heads", 8, [](Shape& s) { s.keyValueHeads = 8; }},
            {"shape-head-size", 64, [](Shape& s) { s.headSize = 64; }},
            {"shape-mlp", 2048, [](Shape& s) { s.mlpWidth = 2048; }},
            {"shape-vocabulary", 32000, [](Shape& s) { s.vocabulary = 32000; }},
            {"shape-experts", 128, [](Shape& s) { s.experts->count = 128; }},
            {"shape-experts", 0, [](Shape& s) { s.experts.reset(); }},
            {"shape-per-token", 4, [](Shape& s) { s.experts->perToken = 4; }},
            {"shape-shared", 0, [](Shape& s) { s.experts->shared = 0; }},
            {"shape-expert-width", 1024, [](Shape& s) { s.experts->width = 1024; }},
            {"shape-dense-layers", 1, [](Shape& s) { s.experts->denseLayers = 1; }},
            {"shape-node-limit", 4, [](Shape& s) { s.experts->nodeLimit = 4; }},
            {"shape-window", 128, [](Shape& s) { s.window->tokens = 128; }},
            {"shape-window", 0, [](Shape& s) { s.window.reset(); }},
            {"shape-window-full-every", 6, [](Shape& s) { s.window->fullEvery = 6; }},
            {"shape-latent", 256, [](Shape& s) { s.latent->keyValueRank = 256; }},
            {"shape-latent", 0, [](Shape& s) { s.latent.reset(); }},
            {"shape-latent-query", 0, [](Shape& s) { s.latent->queryRank = 0; }},
            {"shape-latent-rope", 32, [](Shape& s) { s.latent->ropeSize = 32; }},
            {"shape-latent-plain", 64, [](Shape& s) { s.latent->plainSize = 64; }},
            {"shape-latent-value", 192, [](Shape& s) { s.latent->valueSize = 192; }},
            {"shape-prediction", 1, [](Shape& s) { s.predictionLayers = 1; }},
            {"shape-gated", 0, [](Shape& s) { s.gatedMlp = false; }},
            {"shape-tied", 1, [](Shape& s) { s.tiedHead = true; }},
            {"shape-causal", 0, [](Shape& s) { s.causal = false; }},
        };
        checkFields<ModelForm>(shape(), cases, QLatin1StringView{"shape-"});
    }

    void everyFieldOfATrainingIsTakenAndShownAgain()
    {
        const auto free = [](FreeChoice choice) { return [choice](Training& j) { j.free = j.free.with(choice); }; };
        const std::vector<Case<Training>> cases{
            {"training-sequence", 8192, [](Training& j) { j.sequence = 8192; }},
            {"training-batch", 2048, [](Training& j) { j.globalBatch = 2048; }},
            {"training-microbatch", 2, [](Training& j) { j.microbatch = 2; }},
            {"training-microbatch", 0, free(FreeChoice::Microbatch)},
            {"training-precision", static_cast<double>(model::Precision::Fp4), [](Training& j) { j.precision = model::Precision::Fp4; }},
            {"training-precision", searched, free(FreeChoice::Precision)},
            {"training-tokens", 15000, [](Training& j) { j.totalTokens = 15e12; }},
            {"training-tuning", static_cast<double>(model::Tuning::LowRank), [](Training& j) { j.tuning = model::Tuning::LowRank; }},
            {"training-accelerators", 512, [](Training& j) { j.accelerators = 512; }},
            {"training-layout", 0, [](Training& j) { j.layout.reset(); }},
            {"training-tensor", 8, [](Training& j) { j.layout->tensor = 8; }},
            {"training-sequence-parallel", 0, [](Training& j) { j.layout->sequenceParallel = false; }},
            {"training-pipeline", 16, [](Training& j) { j.layout->pipeline = 16; }},
            {"training-virtual", 4, [](Training& j) { j.layout->virtualStages = 4; }},
            {"training-context", 4, [](Training& j) { j.layout->context = 4; }},
            {"training-context-exchange", static_cast<int>(model::ContextExchange::AllToAll), [](Training& j) { j.contextExchange = model::ContextExchange::AllToAll; }},
            {"training-data", 0, [](Training& j) { j.layout->data = 0; }},
            {"training-expert", 8, [](Training& j) { j.layout->expert = 8; }},
            {"training-expert-tensor", 4, [](Training& j) { j.layout->expertTensor = 4; }},
            {"training-schedule", static_cast<double>(model::PipelineSchedule::DualPipe), [](Training& j) { j.schedule = model::PipelineSchedule::DualPipe; }},
            {"training-schedule", searched, free(FreeChoice::Schedule)},
            {"training-software", static_cast<double>(model::TrainingSoftware::Xla), [](Training& j) { j.software = model::TrainingSoftware::Xla; }},
            {"training-attention", static_cast<double>(model::AttentionKernel::Unfused), [](Training& j) { j.attention = model::AttentionKernel::Unfused; }},
            {"training-scaling", static_cast<double>(model::ScaleGrain::Block), [](Training& j) { j.scaling = model::ScaleGrain::Block; }},
            {"training-hides-gradients", 0, [](Training& j) { j.overlap.gradients = false; }},
            {"training-hides-pipeline", 0, [](Training& j) { j.overlap.pipeline = false; }},
            {"training-hides-tensor", 50, [](Training& j) { j.overlap.tensorHidden = 0.5; }},
            {"training-convention", static_cast<double>(model::FlopsConvention::FullSquare), [](Training& j) { j.convention = model::FlopsConvention::FullSquare; }},
            {"training-sharding", static_cast<double>(model::Sharding::Weights), [](Training& j) { j.sharding = model::Sharding::Weights; }},
            {"training-recompute", static_cast<double>(model::Recompute::Full), [](Training& j) { j.recompute = model::Recompute::Full; }},
            {"training-recompute", searched, free(FreeChoice::Recompute)},
            {"training-weight-bytes", 1, [](Training& j) { j.state.weights = 1; }},
            {"training-gradient-bytes", 2, [](Training& j) { j.state.gradients = 2; }},
            {"training-optimizer-bytes", 8, [](Training& j) { j.state.optimizer = 8; }},
        };
        checkFields<TrainingForm>(training(), cases, QLatin1StringView{"training-"});
    }

    void everyFieldOfServingIsTakenAndShownAgain()
    {
        const std::vector<Case<Serving>> cases{
            {"serving-prompt", 1000, [](Serving& j) { j.promptTokens = 1000; }},
            {"serving-output", 1000, [](Serving& j) { j.outputTokens = 1000; }},
            {"serving-load", 0, [](Serving& j) { j.concurrency.reset(); }},
            {"serving-load", 2, [](Serving& j) { j.concurrency.reset(), j.requestRate = 1; }},
            {"serving-concurrency", 7, [](Serving& j) { j.concurrency = 7; }},
            {"serving-precision", static_cast<double>(model::Precision::Fp4), [](Serving& j) { j.precision = model::Precision::Fp4; }},
            {"serving-prefill", searched, [](Serving& j) { j.free = j.free.with(FreeChoice::Pools), j.prefill.reset(); }},
            {"serving-precision", searched, [](Serving& j) { j.free = j.free.with(FreeChoice::Precision); }},
            {"serving-engine", static_cast<double>(model::ServingEngine::Sglang), [](Serving& j) { j.engine = model::ServingEngine::Sglang; }},
            {"serving-first-token", 750, [](Serving& j) { j.firstTokenGoal = model::Seconds{0.75}; }},
            {"serving-token", 25, [](Serving& j) { j.tokenGoal = model::Seconds{0.025}; }},
            {"serving-accelerators", 64, [](Serving& j) { j.accelerators = 64; }},
            {"serving-instances", 4, [](Serving& j) { j.instances = 4; }},
            {"serving-layout", 0, [](Serving& j) { j.layout.reset(); }},
            {"serving-tensor", 8, [](Serving& j) { j.layout->tensor = 8; }},
            {"serving-pipeline", 2, [](Serving& j) { j.layout->pipeline = 2; }},
            {"serving-attention-data", 16, [](Serving& j) { j.layout->attentionData = 16; }},
            {"serving-expert", 32, [](Serving& j) { j.layout->expert = 32; }},
            {"serving-expert-tensor", 2, [](Serving& j) { j.layout->expertTensor = 2; }},
            {"serving-prefill", 0, [](Serving& j) { j.prefill.reset(); }},
            {"serving-prefill-instances", 0, [](Serving& j) { j.prefill->instances = 0; }},
            {"serving-prefill-tensor", 8, [](Serving& j) { j.prefill->layout.tensor = 8; }},
            {"serving-prefill-pipeline", 1, [](Serving& j) { j.prefill->layout.pipeline = 1; }},
            {"serving-prefill-attention-data", 16, [](Serving& j) { j.prefill->layout.attentionData = 16; }},
            {"serving-prefill-expert", 32, [](Serving& j) { j.prefill->layout.expert = 32; }},
            {"serving-prefill-expert-tensor", 2, [](Serving& j) { j.prefill->layout.expertTensor = 2; }},
            {"serving-chunk", 512, [](Serving& j) { j.chunk = 512; }},
            {"serving-version", 0.5, [](Serving& j) { j.engineVersion = "0.5"; }},
            {"serving-cache-bytes", 2, [](Serving& j) { j.cacheBytes = 2; }},
            {"serving-speculation", 1.75, [](Serving& j) { j.speculation = 1.75; }},
        };
        checkFields<ServingForm>(serving(), cases, QLatin1StringView{"serving-"}, {QStringLiteral("serving-rate")});
    }

    void aRateOfRequestsStandsInPlaceOfThoseInFlight()
    {
        Serving job = serving();
        job.concurrency.reset();
        job.requestRate = 3;
        checkField<ServingForm, Serving>(job, {"serving-rate", 2.5, [](Serving& j) { j.requestRate = 2.5; }});
        checkField<ServingForm, Serving>(job, {"serving-load", 1, [](Serving& j) { j.requestRate.reset(), j.concurrency = 64; }});
        ServingForm form{nullptr};
        form.take(job);
        QVERIFY(!isHidden(form, "serving-rate") && isHidden(form, "serving-concurrency"));
        type(form, "serving-load", 1);
        QVERIFY(isHidden(form, "serving-rate") && !isHidden(form, "serving-concurrency"));
        type(form, "serving-rate", 9); // Hidden, so nothing to the job.
        QVERIFY(!form.applied(job).requestRate);
        type(form, "serving-load", 2);
        QCOMPARE(form.applied(job).requestRate.value_or(0), 9.0); // And nothing is lost.
        job.requestRate = 1e-7; // Less than the field shows.
        form.take(job);
        QVERIFY(form.applied(job) == job);
    }

    void onlyWhatAppliesIsShown()
    {
        TrainingForm form{nullptr};
        form.take(Training{});
        QVERIFY(isHidden(form, "training-layout")); // Folded, as all in it is usual.
        form.findChild<QToolButton*>(QStringLiteral("training-layout-part"))->click();
        QVERIFY(!isHidden(form, "training-layout") && !isHidden(form, "training-schedule") && isHidden(form, "training-tensor"));
        type(form, "training-layout", 1);
        QVERIFY(!isHidden(form, "training-tensor") && isHidden(form, "training-sequence-parallel"));
        QVERIFY(isHidden(form, "training-virtual") && isHidden(form, "training-schedule") && isHidden(form, "training-expert"));
        type(form, "training-tensor", 2);
        type(form, "training-pipeline", 2);
        QVERIFY(!isHidden(form, "training-sequence-parallel") && !isHidden(form, "training-virtual") && !isHidden(form, "training-schedule"));
        form.setModel(shape());
        QVERIFY(!isHidden(form, "training-expert"));
        ModelForm ofModel{nullptr};
        ofModel.take(shape());
        QVERIFY(!isHidden(ofModel, "shape-per-token") && !isHidden(ofModel, "shape-latent-plain"));
        type(ofModel, "shape-experts", 0);
        type(ofModel, "shape-latent", 0);
        QVERIFY(isHidden(ofModel, "shape-per-token") && isHidden(ofModel, "shape-latent-plain"));
    }

    void whatIsTurnedOnStartsFromWhatTheFieldsShow()
    {
        const Shape plain{"Own", 32, 4096, 32, 8, 128, 14336, 128256};
        ModelForm form{nullptr};
        form.take(plain);
        type(form, "shape-latent", 512);
        type(form, "shape-experts", 8);
        type(form, "shape-window", 128);
        const Shape made = form.applied(plain);
        QVERIFY2(!fault(made), fault(made) ? fault(made)->text.c_str() : "");
        QCOMPARE(made.latent->plainSize, static_cast<int>(shown(form, "shape-latent-plain")));
        QCOMPARE(made.latent->ropeSize, static_cast<int>(shown(form, "shape-latent-rope")));
        QCOMPARE(made.experts->width, 14336);
        QCOMPARE(made.window->fullEvery, 0);
    }

    void aLayoutThatIsSearchedAgainIsNotForgotten()
    {
        TrainingForm form{nullptr};
        form.take(training());
        form.leaveLayoutToSearch();
        QVERIFY(!form.applied(training()).layout);
        type(form, "training-layout", 1);
        QVERIFY(form.applied(training()) == training());
    }

    void whatCannotBeIsRefusedByTheModel()
    {
        TrainingForm form{nullptr};
        form.take(training());
        type(form, "training-tensor", 20000);
        auto wrong = fault(form.applied(training()));
        QVERIFY(wrong && wrong->text.find("'tensor' is 20000") != std::string::npos);
        ServingForm other{nullptr};
        other.take(serving());
        type(other, "serving-prefill-expert", 200000);
        wrong = fault(other.applied(serving()));
        QVERIFY(wrong && wrong->text.find("Prefill: 'expert' is 200000") != std::string::npos);
        Serving both = serving();
        both.requestRate = 1;
        QVERIFY(fault(both) && !fault(serving()));
    }

    void shippedWorkloadsThatAreNotTouchedStayByteForByte()
    {
        const auto shipped = model::shippedWorkloads();
        QVERIFY(shipped && !shipped->empty());
        for (const model::Workload& workload : *shipped) {
            model::Workload made = workload;
            ModelForm ofModel{nullptr};
            ofModel.take(workload.model);
            made.model = ofModel.applied(workload.model);
            if (const Training* job = workload.training()) {
                TrainingForm form{nullptr};
                form.take(*job);
                made.job = form.applied(*job);
            } else {
                ServingForm form{nullptr};
                form.take(*workload.serving());
                made.job = form.applied(*workload.serving());
            }
            QCOMPARE(model::workloadFile(made), model::workloadFile(workload));
        }
    }

    void aTrainingThatIsNotTouchedStaysAsItIs()
    {
        Training job;
        job.sequence = 8192;
        job.globalBatch = 1024;
        job.precision = model::Precision::Fp16; // Has no entry of its own.
        job.totalTokens = 300.4e9;
        job.overlap.tensorHidden = 1.0 / 3;
        job.state.gradients = 3.14159;
        TrainingForm form{nullptr};
        form.take(job);
        QCOMPARE(form.findChild<QSpinBox*>(QStringLiteral("training-tokens"))->value(), 300);
        QVERIFY(form.applied(job) == job);
        type(form, "training-precision", searched);
        type(form, "training-precision", static_cast<double>(model::Precision::Bf16));
        QVERIFY(form.applied(job) == job);
        job.totalTokens = 0.2e9;
        form.take(job);
        QVERIFY(form.findChild<QSpinBox*>(QStringLiteral("training-tokens"))->value() > 0); // Not "not stated".
        QVERIFY(form.applied(job) == job);
    }

    void aTrainingTakesWhatIsTyped()
    {
        Training job;
        job.sequence = 8192;
        job.globalBatch = 1024;
        job.precision = model::Precision::Fp16;
        job.totalTokens = 300.4e9;
        TrainingForm form{nullptr};
        form.take(job);
        type(form, "training-tokens", 301);
        type(form, "training-precision", static_cast<double>(model::Precision::Fp8));
        const Training changed = form.applied(job);
        QCOMPARE(*changed.totalTokens, 301e9);
        QCOMPARE(changed.precision, model::Precision::Fp8);
        type(form, "training-tokens", 0);
        QVERIFY(!form.applied(job).totalTokens);
    }

    void promisedTimesAreNeitherCutNorLost()
    {
        Serving job;
        job.promptTokens = 1024;
        job.outputTokens = 256;
        job.firstTokenGoal = model::Seconds{1.001}; // 1000.9999999999999 ms
        job.tokenGoal = model::Seconds{0.0004};
        job.speculation = 1.001; // More than "none".
        job.precision = model::Precision::Fp16;
        ServingForm form{nullptr};
        form.take(job);
        auto* first = form.findChild<QSpinBox*>(QStringLiteral("serving-first-token"));
        QCOMPARE(first->value(), 1001);
        QVERIFY(form.findChild<QSpinBox*>(QStringLiteral("serving-token"))->value() > 0);
        QVERIFY(form.findChild<QDoubleSpinBox*>(QStringLiteral("serving-speculation"))->value() > 1);
        QVERIFY(form.applied(job) == job);
        first->setValue(500);
        QCOMPARE(form.applied(job).firstTokenGoal->value(), 0.5);
        first->setValue(0);
        QVERIFY(!form.applied(job).firstTokenGoal);
    }

    void whatAnInterruptionTakesIsOpenNothingOrATime()
    {
        model::Workload workload = workloadOf(training());
        workload.restart = model::Seconds{90.04}; // Shown with one place.
        InterruptionForm form{nullptr};
        form.take(workload);
        QCOMPARE(shown(form, "interruption-restart"), 90.0);
        QVERIFY(!isHidden(form, "interruption-checkpoint"));
        QVERIFY(form.applied(workload) == workload);
        type(form, "interruption-checkpoint", 0);
        QCOMPARE(form.applied(workload).checkpoint.value_or(model::Seconds{7}).value(), 0.0);
        QVERIFY(isHidden(form, "interruption-storage")); // The time is given.
        type(form, "interruption-checkpoint", -1);
        QVERIFY(!isHidden(form, "interruption-storage"));
        type(form, "interruption-storage", 400);
        QCOMPARE(form.applied(workload).storageWrite.value_or(model::ByteRate{}).value(), 400e9);
        type(form, "interruption-storage", 0);
        QVERIFY(!form.applied(workload).storageWrite);
        type(form, "interruption-restart", -1);
        QVERIFY(!form.applied(workload).restart);
        type(form, "interruption-spread", 2.5);
        QCOMPARE(form.applied(workload).stepSpread.value_or(0), 0.025);
        type(form, "interruption-spread", 0);
        QVERIFY(!form.applied(workload).stepSpread);
    }

    void aShippedModelIsFoundByAPartOfItsName()
    {
        const ModelForm form{nullptr};
        auto* models = form.findChild<QComboBox*>(QStringLiteral("workload-model"));
        QVERIFY(models && models->isEditable() && models->completer());
        models->completer()->setCompletionPrefix(QStringLiteral("405b"));
        QCOMPARE(models->completer()->completionCount(), 1);
        QCOMPARE(models->completer()->currentCompletion(), QStringLiteral("Llama 3 405B"));
        const int count = models->count();
        models->setEditText(QStringLiteral("no such model"));
        emit models->lineEdit()->editingFinished();
        QCOMPARE(models->count(), count);
        QCOMPARE(models->currentText(), models->itemText(models->currentIndex()));
    }

    void aNumberThatCannotBeTakenIsSaidAndNotDropped()
    {
        ModelForm form{nullptr};
        QStringList left;
        connect(&form, &FieldForm::takenBack, this, [&](const QString& sentence) { left << sentence; });
        auto* layers = form.findChild<QSpinBox*>(QStringLiteral("shape-layers"));
        layers->setValue(126);
        for (const char* typed : {"abc", "0"}) {
            layers->selectAll();
            QTest::keyClicks(layers, typed);
            QVERIFY2(form.fault().contains(QLatin1StringView{typed}), qPrintable(form.fault()));
            QTest::keyClick(layers, Qt::Key_Return);
            QVERIFY(form.fault().isEmpty());
            QVERIFY2(left.value(left.size() - 1).endsWith(QStringLiteral("126 stays.")), qPrintable(left.join(QLatin1Char(' '))));
            QCOMPARE(layers->value(), 126);
        }
        QCOMPARE(left.size(), 2);
        layers->selectAll();
        QTest::keyClicks(layers, "32");
        QTest::keyClick(layers, Qt::Key_Return);
        QCOMPARE(layers->value(), 32);
        QCOMPARE(left.size(), 2);
    }

    void everyFieldSaysWhatItMeans()
    {
        const ModelForm ofModel{nullptr};
        const TrainingForm ofTraining{nullptr};
        const ServingForm ofServing{nullptr};
        for (const QWidget* form : std::initializer_list<const QWidget*>{&ofModel, &ofTraining, &ofServing}) {
            for (const char* prefix : {"shape-", "training-", "serving-"}) {
                for (const QString& name : fieldsOf(*form, QLatin1StringView{prefix}))
                    QVERIFY2(!form->findChild<QWidget*>(name)->toolTip().isEmpty(), qPrintable(name));
            }
        }
    }
};

QTEST_MAIN(WorkloadFormsTest)
#include "tst_WorkloadForms.moc"
