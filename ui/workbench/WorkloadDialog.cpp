#include "ui/workbench/WorkloadDialog.h"

#include "model/edit/ChainEdits.h"
#include "model/exchange/HuggingFaceConfig.h"
#include "model/exchange/SaveFile.h"
#include "model/exchange/WorkloadReader.h"
#include "model/performance/Layouts.h"
#include "model/performance/Memory.h"
#include "model/performance/serving/ServingEstimate.h"
#include "model/units/Text.h"
#include "ui/document/Words.h"
#include "ui/style/Style.h"
#include "ui/workbench/InterruptionForm.h"
#include "ui/workbench/ModelForm.h"
#include "ui/workbench/ServingForm.h"
#include "ui/workbench/TrainingForm.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QEvent>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <utility>

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

/// Why the layout that a job names cannot run on the machine; nothing where it can, or where it is searched.
std::optional<model::Error> unfitting(const Judgement& judgement, const model::Workload& workload)
{
    if (!judgement.machine)
        return std::nullopt;
    if (const model::TrainingJob* job = workload.training(); job && job->layout && job->free.none()) {
        const auto figures = model::figuresOf(*judgement.machine, workload.model, *job, *job->layout, judgement.calibration.training());
        return figures ? std::nullopt : std::optional{figures.error()};
    }
    if (const model::ServingJob* job = workload.serving(); job && job->layout && job->free.none()) {
        const auto estimate = model::estimateServing(*judgement.machine, workload, judgement.calibration.serving());
        return estimate ? std::nullopt : std::optional{estimate.error()};
    }
    return std::nullopt;
}

constexpr int greatestHeight = 640; // Of the fields, in pixels; the rest is scrolled to.

} // namespace

WorkloadDialog::WorkloadDialog(DesignSession& session, const std::optional<model::WorkloadId>& workload, QWidget* parent)
    : QDialog(parent), m_session(session), m_workload(begun(*session.design(), workload)),
      m_new(!workload)
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
    m_fields = new QScrollArea(this);
    m_fields->setWidgetResizable(true);
    m_fields->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* inside = new QWidget(m_fields);
    inside->setObjectName(QStringLiteral("scrolled"));
    auto* halves = new QHBoxLayout(inside);
    halves->setContentsMargins(0, 0, 0, 0);
    halves->setSpacing(space::groups);
    m_shape = new ModelForm(this);
    halves->addWidget(m_shape, 0, Qt::AlignTop);
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
    m_training = new TrainingForm(this);
    m_serving = new ServingForm(this);
    jobColumn->addWidget(m_training);
    jobColumn->addWidget(m_serving);
    m_interruptions = new InterruptionForm(this);
    jobColumn->addWidget(m_interruptions);
    jobColumn->addStretch(1);
    halves->addWidget(job, 0, Qt::AlignTop);
    m_fields->setWidget(inside);
    column->addWidget(m_fields, 1);
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
    connect(m_task, &QComboBox::currentIndexChanged, this, [this] {
        showTask();
        check();
    });
    for (const FieldForm* form : std::initializer_list<const FieldForm*>{m_shape, m_training, m_serving, m_interruptions}) {
        connect(form, &FieldForm::changed, this, &WorkloadDialog::check);
        connect(form, &FieldForm::faultChanged, this, &WorkloadDialog::check);
        connect(form, &FieldForm::takenBack, m_outcome, &QLabel::setText);
    }
    connect(m_shape, &ModelForm::modelChosen, this, &WorkloadDialog::takeOther);
    connect(m_shape, &ModelForm::importAsked, this, [this] {
        const QString path = QFileDialog::getOpenFileName(this, tr("Take a model's shape from"), {}, tr("Model configuration (*.json)"));
        if (!path.isEmpty())
            importConfig(path);
    });
    take(m_workload);
    inside->installEventFilter(this);
    m_fields->setMinimumSize(inside->minimumSizeHint().width() + m_fields->verticalScrollBar()->sizeHint().width(),
                             std::min(inside->sizeHint().height(), greatestHeight));
}

/// Wide enough for the fields that are shown: they are scrolled only upwards and downwards.
bool WorkloadDialog::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_fields->widget() && event->type() == QEvent::LayoutRequest)
        m_fields->setMinimumWidth(m_fields->widget()->minimumSizeHint().width() + m_fields->verticalScrollBar()->sizeHint().width());
    return QDialog::eventFilter(watched, event);
}

void WorkloadDialog::showTask()
{
    m_training->setVisible(m_task->currentIndex() == 0);
    m_serving->setVisible(m_task->currentIndex() == 1);
    m_interruptions->setVisible(m_task->currentIndex() == 0);
}

void WorkloadDialog::takeShape(const model::TransformerModel& shape)
{
    m_filling = true;
    m_workload.model = shape;
    m_shape->take(shape);
    m_filling = false;
    check();
}

void WorkloadDialog::takeOther(const model::TransformerModel& shape)
{
    if (shape != m_shape->applied(m_workload.model)) { // A layout was another model's.
        m_filling = true;
        m_training->leaveLayoutToSearch();
        m_serving->leaveLayoutToSearch();
        m_filling = false;
    }
    takeShape(shape);
}

void WorkloadDialog::take(const model::Workload& workload)
{
    m_filling = true;
    m_name->setText(words(workload.name));
    m_training->take(workload.training() ? *workload.training() : usualTraining());
    m_serving->take(workload.serving() ? *workload.serving() : usualServing());
    m_interruptions->take(workload);
    m_task->setCurrentIndex(workload.serving() ? 1 : 0);
    showTask();
    m_filling = false;
    takeShape(workload.model);
}

model::Workload WorkloadDialog::workload() const
{
    model::Workload made = m_workload;
    if (valueOf(m_name) != asShown(m_name, made.name))
        made.name = valueOf(m_name);
    made.model = m_shape->applied(m_workload.model);
    if (m_task->currentIndex() == 0) {
        made.job = m_training->applied(made.training() ? *made.training() : model::TrainingJob{});
        made = m_interruptions->applied(std::move(made));
    } else {
        made.job = m_serving->applied(made.serving() ? *made.serving() : model::ServingJob{});
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
    takeOther(read->model);
    if (!read->assumed.empty())
        m_outcome->setText(m_outcome->text() + QLatin1Char(' ') + words(fmt::format("{}", fmt::join(read->assumed, " "))));
}

void WorkloadDialog::check()
{
    if (m_filling)
        return;
    const model::Workload made = workload();
    m_training->setModel(made.model);
    m_serving->setModel(made.model);
    std::optional<model::Error> wrong;
    for (const FieldForm* form : std::initializer_list<const FieldForm*>{m_shape, m_training, m_serving, m_interruptions}) {
        if (!wrong && !form->fault().isEmpty())
            wrong = model::Error{utf8(form->fault() + QLatin1Char('.'))};
    }
    if (!wrong)
        wrong = fault(made.model);
    if (!wrong)
        wrong = made.training() ? fault(*made.training()) : fault(*made.serving());
    if (!wrong && made.name.empty())
        wrong = model::Error{"The workload has no name."};
    m_make->setEnabled(!wrong);
    if (wrong) {
        m_outcome->setText(words(wrong->text));
        return;
    }
    const QString size = tr("%1 B parameters").arg(words(model::significant(model::parameterCount(made.model) / 1e9, stripDigits)));
    // What this design cannot run may be meant for the next: it is said, not refused.
    const auto remark = unfitting(m_session.judgement(), made);
    m_outcome->setText(remark ? tr("%1. Not on this design: %2").arg(size, words(remark->text)) : size);
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
