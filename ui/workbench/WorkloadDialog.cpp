#include "ui/workbench/WorkloadDialog.h"

#include "model/edit/ChainEdits.h"
#include "model/exchange/HuggingFaceConfig.h"
#include "model/exchange/SaveFile.h"
#include "model/exchange/WorkloadReader.h"
#include "model/performance/Memory.h"
#include "model/units/Text.h"
#include "ui/document/Words.h"
#include "ui/style/Style.h"
#include "ui/workbench/WorkloadForms.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>

#include <algorithm>

namespace colonnade::ui {

namespace {

constexpr std::size_t configBytes = 1u << 20;

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
    m_shape = new ModelForm(this);
    halves->addWidget(m_shape);
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
    m_training = new TrainingForm(this);
    m_serving = new ServingForm(this);
    m_jobs->addWidget(m_training);
    m_jobs->addWidget(m_serving);
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
    for (const FieldForm* form : std::initializer_list<const FieldForm*>{m_shape, m_training, m_serving})
        connect(form, &FieldForm::changed, this, &WorkloadDialog::check);
    connect(m_shape, &ModelForm::modelChosen, this, &WorkloadDialog::takeShape);
    connect(m_shape, &ModelForm::importAsked, this, [this] {
        const QString path = QFileDialog::getOpenFileName(this, tr("Take a model's shape from"), {}, tr("Model configuration (*.json)"));
        if (!path.isEmpty())
            importConfig(path);
    });
    take(m_workload);
}

void WorkloadDialog::takeShape(const model::TransformerModel& shape)
{
    m_filling = true;
    m_workload.model = shape;
    m_shape->take(shape);
    m_filling = false;
    check();
}

void WorkloadDialog::take(const model::Workload& workload)
{
    m_filling = true;
    m_name->setText(words(workload.name));
    m_training->take(workload.training() ? *workload.training() : usualTraining());
    m_serving->take(workload.serving() ? *workload.serving() : usualServing());
    m_task->setCurrentIndex(workload.serving() ? 1 : 0);
    m_jobs->setCurrentIndex(m_task->currentIndex());
    m_filling = false;
    takeShape(workload.model);
}

model::Workload WorkloadDialog::workload() const
{
    model::Workload made = m_workload;
    made.name = utf8(m_name->text().trimmed());
    made.model = m_shape->applied(m_workload.model);
    const bool reshaped = made.model != m_standing; // A layout was another model's.
    if (m_task->currentIndex() == 0) {
        model::TrainingJob job = made.training() ? *made.training() : model::TrainingJob{};
        if (m_new || reshaped)
            job.layout.reset();
        made.job = m_training->applied(std::move(job));
    } else {
        model::ServingJob job = made.serving() ? *made.serving() : model::ServingJob{};
        if (m_new || reshaped) {
            job.layout.reset();
            job.prefill.reset();
        }
        made.job = m_serving->applied(std::move(job));
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
    m_shape->showAsOwn();
    takeShape(read->model);
    if (!read->assumed.empty())
        m_outcome->setText(m_outcome->text() + QLatin1Char(' ') + words(fmt::format("{}", fmt::join(read->assumed, " "))));
}

void WorkloadDialog::check()
{
    if (m_filling)
        return;
    m_shape->enableFields();
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
