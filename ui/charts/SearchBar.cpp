#include "ui/charts/SearchBar.h"

#include "model/edit/ChainEdits.h"
#include "ui/document/Words.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QTimer>

#include <cmath>

namespace colonnade::ui {

namespace {

constexpr int between = 12;
constexpr int pollMilliseconds = 100;

const model::FreeChoices* freeOf(const model::Workload* workload)
{
    if (!workload)
        return nullptr;
    return workload->training() ? &workload->training()->free : &workload->serving()->free;
}

} // namespace

SearchBar::SearchBar(DesignSession& session, EstimateStudy& study, QWidget* parent)
    : QWidget(parent), m_session(session), m_study(study), m_progress(new QLabel(this)), m_stop(new QPushButton(tr("Stop"), this))
{
    setObjectName(QStringLiteral("search-bar"));
    m_rows = new QBoxLayout(QBoxLayout::LeftToRight, this);
    m_rows->setContentsMargins(between, 4, between, 4);
    m_rows->setSpacing(4);
    m_choiceRow = new QHBoxLayout;
    m_choiceRow->setSpacing(between);
    m_rows->addLayout(m_choiceRow, 1);
    m_label = new QLabel(tr("Chosen with the layout:"), this);
    m_label->setToolTip(tr("What is ticked is left free in the workload, and the estimate takes the best of it"));
    m_choiceRow->addWidget(m_label);
    addChoice(model::FreeChoice::Precision, tr("&Precision"),
              tr("BF16, FP8 and FP4, as far as the accelerator has them. Other numbers are computed: whether the model is as good is not judged"));
    addChoice(model::FreeChoice::Recompute, tr("&Recompute"), tr("Which activations are computed again in the backward pass to save memory"));
    addChoice(model::FreeChoice::Schedule, tr("&Schedule"), tr("Order of the passes in a pipeline: 1F1B, interleaved or not, zero bubble, DualPipe"));
    addChoice(model::FreeChoice::Microbatch, tr("&Microbatch"), tr("Sequences that one rank computes at a time: powers of two"));
    addChoice(model::FreeChoice::Pools, tr("P&ools"),
              tr("Whether prompts are computed beside output tokens or in a pool of instances of their own, and how many these are"));
    m_choiceRow->addStretch();
    auto* row = new QHBoxLayout;
    row->setSpacing(between);
    m_rows->addLayout(row);
    m_progress->setObjectName(QStringLiteral("search-progress"));
    row->addWidget(m_progress);
    m_stop->setObjectName(QStringLiteral("search-stop"));
    m_stop->setToolTip(tr("Gives up this search; what was found before stays. The next edit begins anew"));
    row->addWidget(m_stop);
    row->addStretch();
    connect(m_stop, &QPushButton::clicked, &study, &EstimateStudy::cancel);
    connect(&session, &DesignSession::judgementChanged, this, &SearchBar::refresh);
    connect(&session, &DesignSession::designChanged, this, &SearchBar::refresh);
    connect(&study, &EstimateStudy::changed, this, &SearchBar::showProgress);
    auto* poll = new QTimer(this);
    poll->setInterval(pollMilliseconds); // What is found sooner needs no progress.
    connect(poll, &QTimer::timeout, this, &SearchBar::showProgress);
    connect(&study, &EstimateStudy::begun, poll, qOverload<>(&QTimer::start));
    connect(&study, &EstimateStudy::changed, poll, &QTimer::stop);
    refresh();
}

void SearchBar::addChoice(model::FreeChoice choice, const QString& text, const QString& toolTip)
{
    auto* box = new QCheckBox(text, this);
    box->setObjectName(QStringLiteral("free-") + words(word(choice)));
    box->setToolTip(toolTip + QLatin1Char('\n') + m_label->toolTip());
    m_choiceRow->addWidget(box);
    const QString name = QString{text}.remove(QLatin1Char('&')).toLower();
    connect(box, &QCheckBox::clicked, this, [this, choice, name](bool free) { setFree(choice, name, free); });
    m_choices.push_back({choice, box});
}

/// In a narrow panel progress goes below the choices, and these stand without their words in front.
void SearchBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    int choices = 2 * between;
    for (const Choice& one : m_choices)
        choices += one.box->isHidden() ? 0 : one.box->sizeHint().width() + between;
    const int withLabel = choices + m_label->sizeHint().width() + between;
    constexpr int progress = 190; // "Searching, 100 %" and the button
    m_label->setVisible(width() >= withLabel);
    m_rows->setDirection(width() < withLabel + progress ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void SearchBar::setFree(model::FreeChoice choice, const QString& name, bool free)
{
    const model::Workload* workload = m_session.workload();
    if (!workload)
        return;
    model::Workload changed = *workload;
    if (auto* training = std::get_if<model::TrainingJob>(&changed.job))
        training->free = training->free.with(choice, free);
    else
        std::get<model::ServingJob>(changed.job).free = workload->serving()->free.with(choice, free);
    m_session.apply(free ? tr("Leave the %1 free").arg(name) : tr("Fix the %1").arg(name),
                    [changed](const model::Design& design) { return model::setWorkload(design, changed); });
    refresh(); // Also where it was refused.
}

void SearchBar::refresh()
{
    const model::Workload* workload = m_session.workload();
    const model::FreeChoices* free = freeOf(workload);
    for (const Choice& one : m_choices) {
        const bool ofServing = one.choice == model::FreeChoice::Precision || one.choice == model::FreeChoice::Pools;
        const bool ofTraining = one.choice != model::FreeChoice::Pools;
        one.box->setVisible(workload && (workload->training() ? ofTraining : ofServing));
        one.box->setChecked(free && free->has(one.choice));
    }
    if (!m_study.busy())
        showProgress();
}

void SearchBar::showProgress()
{
    const bool busy = m_study.busy();
    m_stop->setVisible(busy);
    if (busy) {
        m_progress->setText(tr("Searching, %1 %").arg(std::lround(m_study.done() * 100)));
        return;
    }
    const auto study = m_study.study();
    m_progress->setText(study && study->layoutsTried > 0 ? tr("%1 tried").arg(countText(study->layoutsTried)) : QString());
    m_progress->setToolTip(tr("Legal layouts times free choices; those that cannot be among the best are ruled out unseen"));
}

} // namespace colonnade::ui
