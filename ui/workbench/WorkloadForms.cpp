#include "ui/workbench/WorkloadForms.h"

#include "model/exchange/WorkloadReader.h"

#include <algorithm>
#include <cmath>

namespace colonnade::ui {

namespace {

constexpr int most = 100'000'000;
constexpr std::array precisions{model::Precision::Bf16, model::Precision::Fp8, model::Precision::Fp4};

constexpr auto wordText = [](auto value) { return words(model::word(value)); };

QString engineName(model::ServingEngine engine)
{
    switch (engine) {
    case model::ServingEngine::TensorRtLlm: return QStringLiteral("TensorRT-LLM");
    case model::ServingEngine::Vllm: return QStringLiteral("vLLM");
    case model::ServingEngine::Sglang: return QStringLiteral("SGLang");
    }
    return {};
}

/// As the field shows it: what is less than one, and not nothing, as one.
int gigatokens(const std::optional<double>& tokens)
{
    return tokens && *tokens > 0 ? static_cast<int>(std::clamp(std::round(*tokens / 1e9), 1.0, double{most})) : 0;
}

int milliseconds(const std::optional<model::Seconds>& goal)
{
    return goal && goal->value() > 0 ? static_cast<int>(std::clamp(std::round(goal->value() * 1e3), 1.0, double{most})) : 0;
}

/// FP16 computes as fast as BF16, and has no entry of its own.
model::Precision shownPrecision(model::Precision precision)
{
    return precision == model::Precision::Fp16 ? model::Precision::Bf16 : precision;
}

} // namespace

FieldForm::FieldForm(QWidget* parent) : QWidget(parent), m_form(new QFormLayout(this))
{
    m_form->setContentsMargins(0, 0, 0, 0);
}

QSpinBox* FieldForm::number(const QString& label, const char* name, int least, const QString& unit, const QString& atLeast)
{
    auto* box = new QSpinBox(this);
    box->setObjectName(QLatin1StringView{name});
    box->setRange(least, most);
    box->setGroupSeparatorShown(true);
    if (!unit.isEmpty())
        box->setSuffix(QLatin1Char(' ') + unit);
    box->setSpecialValueText(atLeast);
    connect(box, &QSpinBox::valueChanged, this, &FieldForm::changed);
    m_form->addRow(label, box);
    return box;
}

QComboBox* FieldForm::addChoice(const QString& label, const char* name, QComboBox* box)
{
    box->setObjectName(QLatin1StringView{name});
    connect(box, &QComboBox::currentIndexChanged, this, &FieldForm::changed);
    m_form->addRow(label, box);
    return box;
}

ModelForm::ModelForm(QWidget* parent) : FieldForm(parent), m_model(new QComboBox(this))
{
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
    m_form->addRow(tr("Model"), m_model);
    auto* import = new QPushButton(tr("Take from config.json…"), this);
    import->setObjectName(QStringLiteral("workload-import"));
    import->setToolTip(tr("The shape of a model as the Hugging Face hub describes it"));
    m_form->addRow(QString(), import);
    connect(import, &QPushButton::clicked, this, &ModelForm::importAsked);
    connect(m_model, &QComboBox::activated, this, [this](int index) {
        if (index > 0)
            emit modelChosen(m_models[static_cast<std::size_t>(index) - 1]);
    });
    using Shape = model::TransformerModel;
    m_shape.add(number(tr("Layers"), "shape-layers", 1), &Shape::layers);
    m_shape.add(number(tr("Hidden size"), "shape-hidden", 1), &Shape::hidden);
    m_shape.add(number(tr("Heads"), "shape-heads", 1), &Shape::heads);
    m_shape.add(number(tr("Key and value heads"), "shape-kv-heads", 1), &Shape::keyValueHeads);
    m_shape.add(number(tr("Head size"), "shape-head-size", 1), &Shape::headSize);
    m_shape.add(number(tr("MLP width"), "shape-mlp", 1), &Shape::mlpWidth);
    m_shape.add(number(tr("Vocabulary"), "shape-vocabulary", 1), &Shape::vocabulary);
    m_count = number(tr("Experts of a layer"), "shape-experts", 0, {}, tr("dense"));
    m_experts.add(m_count, &model::Experts::count);
    const auto ofExperts = [this](QSpinBox* box, int model::Experts::*member) {
        m_experts.add(box, member);
        m_ofExperts.push_back(box);
    };
    ofExperts(number(tr("Experts per token"), "shape-per-token", 1), &model::Experts::perToken);
    ofExperts(number(tr("Shared experts"), "shape-shared", 0), &model::Experts::shared);
    ofExperts(number(tr("Width of an expert"), "shape-expert-width", 1), &model::Experts::width);
    ofExperts(number(tr("Dense layers first"), "shape-dense-layers", 0), &model::Experts::denseLayers);
    ofExperts(number(tr("Nodes per token"), "shape-node-limit", 0, {}, tr("no limit")), &model::Experts::nodeLimit);
}

void ModelForm::take(const model::TransformerModel& shape)
{
    m_shape.show(shape);
    m_experts.show(shape.experts.value_or(model::Experts{0, 1, 0, std::max(1, shape.mlpWidth), 0}));
}

model::TransformerModel ModelForm::applied(model::TransformerModel shape) const
{
    m_shape.into(shape);
    shape.experts.reset();
    if (m_count->value() > 0)
        m_experts.into(shape.experts.emplace());
    return shape;
}

void ModelForm::showAsOwn()
{
    m_model->setCurrentIndex(0);
}

void ModelForm::enableFields()
{
    for (QWidget* field : m_ofExperts)
        field->setEnabled(m_count->value() > 0);
}

TrainingForm::TrainingForm(QWidget* parent) : FieldForm(parent)
{
    using Job = model::TrainingJob;
    m_numbers.add(number(tr("Sequence"), "training-sequence", 1, tr("tokens")), &Job::sequence);
    m_numbers.add(number(tr("Batch of a step"), "training-batch", 1, tr("sequences")), &Job::globalBatch);
    m_numbers.add(number(tr("Microbatch"), "training-microbatch", 1, tr("sequences")), &Job::microbatch);
    m_precision = choice(tr("Precision"), "training-precision", precisions, wordText);
    constexpr std::array shardings{model::Sharding::None, model::Sharding::Optimizer, model::Sharding::Gradients, model::Sharding::Weights};
    m_sharding = choice(tr("Sharded"), "training-sharding", shardings, wordText);
    constexpr std::array kinds{model::Recompute::None, model::Recompute::Selective, model::Recompute::Full};
    m_recompute = choice(tr("Recomputed"), "training-recompute", kinds, wordText);
    m_gigatokens = number(tr("Whole training"), "training-tokens", 0, tr("G tokens"), tr("not stated"));
}

void TrainingForm::take(const model::TrainingJob& job)
{
    m_numbers.show(job);
    choose(m_precision, shownPrecision(job.precision));
    choose(m_sharding, job.sharding);
    choose(m_recompute, job.recompute);
    m_gigatokens->setValue(gigatokens(job.totalTokens));
}

model::TrainingJob TrainingForm::applied(model::TrainingJob job) const
{
    m_numbers.into(job);
    if (chosen<model::Precision>(m_precision) != shownPrecision(job.precision))
        job.precision = chosen<model::Precision>(m_precision);
    job.sharding = chosen<model::Sharding>(m_sharding);
    job.recompute = chosen<model::Recompute>(m_recompute);
    if (m_gigatokens->value() != gigatokens(job.totalTokens)) // What the field shows rounded stays as it is.
        job.totalTokens = m_gigatokens->value() > 0 ? std::optional{m_gigatokens->value() * 1e9} : std::nullopt;
    return job;
}

ServingForm::ServingForm(QWidget* parent) : FieldForm(parent)
{
    using Job = model::ServingJob;
    m_numbers.add(number(tr("Prompt"), "serving-prompt", 1, tr("tokens")), &Job::promptTokens);
    m_numbers.add(number(tr("Output"), "serving-output", 1, tr("tokens")), &Job::outputTokens);
    m_concurrency = number(tr("In flight"), "serving-concurrency", 0, tr("requests"), tr("as many as fit"));
    m_precision = choice(tr("Precision"), "serving-precision", precisions, wordText);
    constexpr std::array engines{model::ServingEngine::TensorRtLlm, model::ServingEngine::Vllm, model::ServingEngine::Sglang};
    m_engine = choice(tr("Engine"), "serving-engine", engines, engineName);
    m_firstTokenGoal = number(tr("First token within"), "serving-first-token", 0, tr("ms"), tr("no limit"));
    m_tokenGoal = number(tr("Each further token within"), "serving-token", 0, tr("ms"), tr("no limit"));
}

void ServingForm::take(const model::ServingJob& job)
{
    m_numbers.show(job);
    m_concurrency->setValue(job.concurrency.value_or(0));
    choose(m_precision, job.precision);
    choose(m_engine, job.engine);
    m_firstTokenGoal->setValue(milliseconds(job.firstTokenGoal));
    m_tokenGoal->setValue(milliseconds(job.tokenGoal));
}

model::ServingJob ServingForm::applied(model::ServingJob job) const
{
    const auto goal = [](const QSpinBox* box, const std::optional<model::Seconds>& before) {
        if (box->value() == milliseconds(before)) // As above.
            return before;
        return box->value() > 0 ? std::optional{model::Seconds{box->value() / 1e3}} : std::nullopt;
    };
    m_numbers.into(job);
    job.concurrency = m_concurrency->value() > 0 ? std::optional{m_concurrency->value()} : std::nullopt;
    job.precision = chosen<model::Precision>(m_precision);
    job.engine = chosen<model::ServingEngine>(m_engine);
    job.firstTokenGoal = goal(m_firstTokenGoal, job.firstTokenGoal);
    job.tokenGoal = goal(m_tokenGoal, job.tokenGoal);
    return job;
}

} // namespace colonnade::ui
