#include "ui/workbench/WorkloadDialog.h"

#include "model/edit/ChainEdits.h"
#include "model/exchange/HuggingFaceConfig.h"
#include "model/exchange/SaveFile.h"
#include "model/exchange/WorkloadReader.h"
#include "model/performance/Memory.h"
#include "model/units/Text.h"
#include "ui/document/Words.h"
#include "ui/style/Style.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QStackedWidget>

#include <algorithm>

namespace colonnade::ui {

namespace {

constexpr std::size_t configBytes = 1u << 20;
constexpr int most = 100'000'000;
constexpr std::array precisions{model::Precision::Bf16, model::Precision::Fp8, model::Precision::Fp4};
constexpr std::array engines{model::ServingEngine::TensorRtLlm, model::ServingEngine::Vllm, model::ServingEngine::Sglang};

template <class E, std::size_t N> void fill(QComboBox* box, const std::array<E, N>& values, auto text)
{
    for (const E value : values)
        box->addItem(text(value), static_cast<int>(value));
}

template <class E> void choose(QComboBox* box, E value)
{
    box->setCurrentIndex(std::max(0, box->findData(static_cast<int>(value))));
}

template <class E> E chosen(const QComboBox* box)
{
    return static_cast<E>(box->currentData().toInt());
}

QString engineName(model::ServingEngine engine)
{
    switch (engine) {
    case model::ServingEngine::TensorRtLlm: return QStringLiteral("TensorRT-LLM");
    case model::ServingEngine::Vllm: return QStringLiteral("vLLM");
    case model::ServingEngine::Sglang: return QStringLiteral("SGLang");
    }
    return {};
}

model::TrainingJob usualTraining()
{
    model::TrainingJob job;
    job.sequence = 4096;
    job.globalBatch = 1024;
    return job;
}

model::ServingJob usualServing()
{
    model::ServingJob job;
    job.promptTokens = job.outputTokens = 1024;
    return job;
}

model::Workload begun(const model::Design& design, const std::optional<model::WorkloadId>& id)
{
    for (const model::Workload& workload : design.workloads()) {
        if (id && workload.id == *id)
            return workload;
    }
    model::Workload fresh{.id = model::WorkloadId::literal("workload"), .name = "My workload", .source = {}, .model = {}, .job = {}};
    for (int number = 2; std::any_of(design.workloads().begin(), design.workloads().end(), [&](const auto& other) { return other.id == fresh.id; }); ++number)
        fresh.id = model::WorkloadId::literal(fmt::format("workload-{}", number));
    const auto shipped = model::shippedWorkloads();
    for (std::size_t i = 0; shipped && i < shipped->size(); ++i) {
        if ((*shipped)[i].training() && !(*shipped)[i].model.experts) {
            fresh.model = (*shipped)[i].model;
            fresh.job = *(*shipped)[i].training();
        }
    }
    return fresh;
}

} // namespace

WorkloadDialog::WorkloadDialog(DesignSession& session, const std::optional<model::WorkloadId>& workload, QWidget* parent)
    : QDialog(parent), m_session(session), m_workload(begun(*session.design(), workload)),
      m_standing(m_workload.model), m_new(!workload)
{
    setObjectName(QStringLiteral("workload-dialog"));
    setWindowTitle(m_new ? tr("New workload") : tr("Workload %1").arg(words(m_workload.name)));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(space::groups, space::groups, space::groups, space::groups);
    auto* head = new QFormLayout;
    m_name = new QLineEdit(this);
    m_name->setObjectName(QStringLiteral("workload-name"));
    m_name->setMinimumWidth(320);
    head->addRow(tr("Name"), m_name);
    column->addLayout(head);
    auto* halves = new QHBoxLayout;
    halves->setSpacing(space::groups);
    halves->addWidget(shapeForm());
    auto* job = new QWidget(this);
    auto* jobColumn = new QVBoxLayout(job);
    jobColumn->setContentsMargins(0, 0, 0, 0);
    auto* taskRow = new QFormLayout;
    m_task = new QComboBox(this);
    m_task->setObjectName(QStringLiteral("workload-task"));
    m_task->addItem(tr("Training"));
    m_task->addItem(tr("Serving"));
    taskRow->addRow(tr("Task"), m_task);
    jobColumn->addLayout(taskRow);
    m_jobs = new QStackedWidget(this);
    m_jobs->addWidget(trainingForm());
    m_jobs->addWidget(servingForm());
    jobColumn->addWidget(m_jobs);
    halves->addWidget(job);
    column->addLayout(halves);
    m_outcome = new QLabel(this);
    m_outcome->setObjectName(QStringLiteral("workload-outcome"));
    m_outcome->setWordWrap(true);
    column->addWidget(m_outcome);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_make = buttons->addButton(m_new ? tr("Add") : tr("Change"), QDialogButtonBox::AcceptRole);
    m_make->setObjectName(QStringLiteral("workload-make"));
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    connect(m_name, &QLineEdit::textChanged, this, &WorkloadDialog::check);
    connect(m_task, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_jobs->setCurrentIndex(index);
        check();
    });
    for (auto* box : findChildren<QSpinBox*>())
        connect(box, &QSpinBox::valueChanged, this, &WorkloadDialog::check);
    for (auto* box : {m_precision, m_sharding, m_recompute, m_servingPrecision, m_engine})
        connect(box, &QComboBox::currentIndexChanged, this, &WorkloadDialog::check);
    take(m_workload);
}

QSpinBox* WorkloadDialog::number(const char* name, int least, int largest, const QString& unit)
{
    auto* box = new QSpinBox(this);
    box->setObjectName(QLatin1StringView{name});
    box->setRange(least, largest);
    box->setGroupSeparatorShown(true);
    if (!unit.isEmpty())
        box->setSuffix(QLatin1Char(' ') + unit);
    return box;
}

QWidget* WorkloadDialog::shapeForm()
{
    auto* page = new QWidget(this);
    auto* form = new QFormLayout(page);
    form->setContentsMargins(0, 0, 0, 0);
    m_model = new QComboBox(page);
    m_model->setObjectName(QStringLiteral("workload-model"));
    m_model->addItem(tr("As below"));
    if (const auto shipped = model::shippedWorkloads()) {
        for (const model::Workload& workload : *shipped) {
            const bool known = std::any_of(m_models.begin(), m_models.end(), [&](const auto& other) { return other.name == workload.model.name; });
            if (known)
                continue;
            m_models.push_back(workload.model);
            m_model->addItem(words(workload.model.name));
        }
    }
    form->addRow(tr("Model"), m_model);
    auto* import = new QPushButton(tr("Take from config.json…"), page);
    import->setObjectName(QStringLiteral("workload-import"));
    import->setToolTip(tr("The shape of a model as the Hugging Face hub describes it"));
    form->addRow(QString(), import);
    connect(import, &QPushButton::clicked, this, [this] {
        const QString path = QFileDialog::getOpenFileName(this, tr("Take a model's shape from"), {}, tr("Model configuration (*.json)"));
        if (!path.isEmpty())
            importConfig(path);
    });
    connect(m_model, &QComboBox::activated, this, [this](int index) {
        if (index > 0)
            takeShape(m_models[static_cast<std::size_t>(index) - 1]);
    });
    m_layers = number("shape-layers", 1, most);
    form->addRow(tr("Layers"), m_layers);
    m_hidden = number("shape-hidden", 1, most);
    form->addRow(tr("Hidden size"), m_hidden);
    m_heads = number("shape-heads", 1, most);
    form->addRow(tr("Heads"), m_heads);
    m_keyValueHeads = number("shape-kv-heads", 1, most);
    form->addRow(tr("Key and value heads"), m_keyValueHeads);
    m_headSize = number("shape-head-size", 1, most);
    form->addRow(tr("Head size"), m_headSize);
    m_mlpWidth = number("shape-mlp", 1, most);
    form->addRow(tr("MLP width"), m_mlpWidth);
    m_vocabulary = number("shape-vocabulary", 1, most);
    form->addRow(tr("Vocabulary"), m_vocabulary);
    m_experts = number("shape-experts", 0, most);
    m_experts->setSpecialValueText(tr("dense"));
    form->addRow(tr("Experts of a layer"), m_experts);
    m_perToken = number("shape-per-token", 1, most);
    form->addRow(tr("Experts per token"), m_perToken);
    m_shared = number("shape-shared", 0, most);
    form->addRow(tr("Shared experts"), m_shared);
    m_expertWidth = number("shape-expert-width", 1, most);
    form->addRow(tr("Width of an expert"), m_expertWidth);
    m_denseLayers = number("shape-dense-layers", 0, most);
    form->addRow(tr("Dense layers first"), m_denseLayers);
    return page;
}

QWidget* WorkloadDialog::trainingForm()
{
    auto* page = new QWidget(this);
    auto* form = new QFormLayout(page);
    form->setContentsMargins(0, 0, 0, 0);
    m_sequence = number("training-sequence", 1, most, tr("tokens"));
    form->addRow(tr("Sequence"), m_sequence);
    m_batch = number("training-batch", 1, most, tr("sequences"));
    form->addRow(tr("Batch of a step"), m_batch);
    m_microbatch = number("training-microbatch", 1, most, tr("sequences"));
    form->addRow(tr("Microbatch"), m_microbatch);
    m_precision = new QComboBox(page);
    m_precision->setObjectName(QStringLiteral("training-precision"));
    fill(m_precision, precisions, [](model::Precision p) { return words(model::word(p)); });
    form->addRow(tr("Precision"), m_precision);
    m_sharding = new QComboBox(page);
    constexpr std::array shardings{model::Sharding::None, model::Sharding::Optimizer, model::Sharding::Gradients, model::Sharding::Weights};
    fill(m_sharding, shardings, [](model::Sharding s) { return words(model::word(s)); });
    form->addRow(tr("Sharded"), m_sharding);
    m_recompute = new QComboBox(page);
    constexpr std::array kinds{model::Recompute::None, model::Recompute::Selective, model::Recompute::Full};
    fill(m_recompute, kinds, [](model::Recompute r) { return words(model::word(r)); });
    form->addRow(tr("Recomputed"), m_recompute);
    m_gigatokens = number("training-tokens", 0, most, tr("G tokens"));
    m_gigatokens->setSpecialValueText(tr("not stated"));
    form->addRow(tr("Whole training"), m_gigatokens);
    return page;
}

QWidget* WorkloadDialog::servingForm()
{
    auto* page = new QWidget(this);
    auto* form = new QFormLayout(page);
    form->setContentsMargins(0, 0, 0, 0);
    m_prompt = number("serving-prompt", 1, most, tr("tokens"));
    form->addRow(tr("Prompt"), m_prompt);
    m_output = number("serving-output", 1, most, tr("tokens"));
    form->addRow(tr("Output"), m_output);
    m_concurrency = number("serving-concurrency", 0, most, tr("requests"));
    m_concurrency->setSpecialValueText(tr("as many as fit"));
    form->addRow(tr("In flight"), m_concurrency);
    m_servingPrecision = new QComboBox(page);
    fill(m_servingPrecision, precisions, [](model::Precision p) { return words(model::word(p)); });
    form->addRow(tr("Precision"), m_servingPrecision);
    m_engine = new QComboBox(page);
    fill(m_engine, engines, engineName);
    form->addRow(tr("Engine"), m_engine);
    m_firstTokenGoal = number("serving-first-token", 0, most, tr("ms"));
    m_firstTokenGoal->setSpecialValueText(tr("no limit"));
    form->addRow(tr("First token within"), m_firstTokenGoal);
    m_tokenGoal = number("serving-token", 0, most, tr("ms"));
    m_tokenGoal->setSpecialValueText(tr("no limit"));
    form->addRow(tr("Each further token within"), m_tokenGoal);
    return page;
}

void WorkloadDialog::takeShape(const model::TransformerModel& shape)
{
    m_filling = true;
    m_workload.model = shape;
    m_layers->setValue(shape.layers);
    m_hidden->setValue(shape.hidden);
    m_heads->setValue(shape.heads);
    m_keyValueHeads->setValue(shape.keyValueHeads);
    m_headSize->setValue(shape.headSize);
    m_mlpWidth->setValue(shape.mlpWidth);
    m_vocabulary->setValue(shape.vocabulary);
    const model::Experts experts = shape.experts.value_or(model::Experts{0, 1, 0, std::max(1, shape.mlpWidth), 0});
    m_experts->setValue(experts.count);
    m_perToken->setValue(experts.perToken);
    m_shared->setValue(experts.shared);
    m_expertWidth->setValue(experts.width);
    m_denseLayers->setValue(experts.denseLayers);
    m_filling = false;
    check();
}

void WorkloadDialog::take(const model::Workload& workload)
{
    m_filling = true;
    m_name->setText(words(workload.name));
    const model::TrainingJob training = workload.training() ? *workload.training() : usualTraining();
    m_sequence->setValue(training.sequence);
    m_batch->setValue(training.globalBatch);
    m_microbatch->setValue(training.microbatch);
    choose(m_precision, training.precision == model::Precision::Fp16 ? model::Precision::Bf16 : training.precision);
    choose(m_sharding, training.sharding);
    choose(m_recompute, training.recompute);
    m_gigatokens->setValue(static_cast<int>(std::min(training.totalTokens.value_or(0) / 1e9, double{most})));
    const model::ServingJob serving = workload.serving() ? *workload.serving() : usualServing();
    m_prompt->setValue(serving.promptTokens);
    m_output->setValue(serving.outputTokens);
    m_concurrency->setValue(serving.concurrency.value_or(0));
    choose(m_servingPrecision, serving.precision);
    choose(m_engine, serving.engine);
    m_firstTokenGoal->setValue(serving.firstTokenGoal ? static_cast<int>(serving.firstTokenGoal->value() * 1e3) : 0);
    m_tokenGoal->setValue(serving.tokenGoal ? static_cast<int>(serving.tokenGoal->value() * 1e3) : 0);
    m_task->setCurrentIndex(workload.serving() ? 1 : 0);
    m_jobs->setCurrentIndex(m_task->currentIndex());
    m_filling = false;
    takeShape(workload.model);
}

model::TransformerModel WorkloadDialog::shape() const
{
    model::TransformerModel shape = m_workload.model;
    shape.layers = m_layers->value();
    shape.hidden = m_hidden->value();
    shape.heads = m_heads->value();
    shape.keyValueHeads = m_keyValueHeads->value();
    shape.headSize = m_headSize->value();
    shape.mlpWidth = m_mlpWidth->value();
    shape.vocabulary = m_vocabulary->value();
    shape.experts.reset();
    if (m_experts->value() > 0)
        shape.experts = model::Experts{m_experts->value(), m_perToken->value(), m_shared->value(), m_expertWidth->value(), m_denseLayers->value()};
    return shape;
}

model::Workload WorkloadDialog::workload() const
{
    model::Workload made = m_workload;
    made.name = utf8(m_name->text().trimmed());
    made.model = shape();
    const bool reshaped = made.model != m_standing; // A layout was another model's.
    const auto goal = [](const QSpinBox* box) { return box->value() > 0 ? std::optional{model::Seconds{box->value() / 1e3}} : std::nullopt; };
    if (m_task->currentIndex() == 0) {
        model::TrainingJob job = made.training() ? *made.training() : model::TrainingJob{};
        if (m_new || reshaped)
            job.layout.reset();
        job.sequence = m_sequence->value();
        job.globalBatch = m_batch->value();
        job.microbatch = m_microbatch->value();
        job.precision = chosen<model::Precision>(m_precision);
        job.sharding = chosen<model::Sharding>(m_sharding);
        job.recompute = chosen<model::Recompute>(m_recompute);
        job.totalTokens = m_gigatokens->value() > 0 ? std::optional{m_gigatokens->value() * 1e9} : std::nullopt;
        made.job = job;
    } else {
        model::ServingJob job = made.serving() ? *made.serving() : model::ServingJob{};
        if (m_new || reshaped) {
            job.layout.reset();
            job.prefill.reset();
        }
        job.promptTokens = m_prompt->value();
        job.outputTokens = m_output->value();
        job.concurrency = m_concurrency->value() > 0 ? std::optional{m_concurrency->value()} : std::nullopt;
        job.precision = chosen<model::Precision>(m_servingPrecision);
        job.engine = chosen<model::ServingEngine>(m_engine);
        job.firstTokenGoal = goal(m_firstTokenGoal);
        job.tokenGoal = goal(m_tokenGoal);
        made.job = job;
    }
    return made;
}

void WorkloadDialog::importConfig(const QString& path)
{
    const auto file = model::readFile(utf8(path), configBytes);
    const auto read = file ? model::readHuggingFaceConfig(file->bytes, utf8(path)) : model::Result<model::ImportedModel>{tl::unexpected(file.error())};
    if (!read) {
        m_outcome->setText(words(read.error().text));
        return;
    }
    m_model->setCurrentIndex(0);
    takeShape(read->model);
    if (!read->assumed.empty())
        m_outcome->setText(m_outcome->text() + QLatin1Char(' ') + words(fmt::format("{}", fmt::join(read->assumed, " "))));
}

void WorkloadDialog::check()
{
    if (m_filling)
        return;
    for (QWidget* field : {m_perToken, m_shared, m_expertWidth, m_denseLayers})
        field->setEnabled(m_experts->value() > 0);
    const model::Workload made = workload();
    std::optional<model::Error> wrong = fault(made.model);
    if (!wrong && made.training())
        wrong = fault(*made.training());
    if (!wrong && made.name.empty())
        wrong = model::Error{"The workload has no name."};
    m_make->setEnabled(!wrong);
    m_outcome->setText(wrong ? words(wrong->text) : tr("%1 B parameters").arg(words(model::significant(model::parameterCount(made.model) / 1e9, stripDigits))));
}

void WorkloadDialog::done(int result)
{
    if (result == Accepted) {
        const model::Workload made = workload();
        const auto done = m_session.apply(m_new ? tr("Add workload %1").arg(words(made.name)) : tr("Change workload %1").arg(words(made.name)),
                                          [made](const model::Design& design) { return model::setWorkload(design, made); });
        if (!done) {
            m_outcome->setText(words(done.error().text));
            return;
        }
        m_session.chooseWorkload(made.id);
    }
    QDialog::done(result);
}

} // namespace colonnade::ui
