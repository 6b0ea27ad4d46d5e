#include "ui/charts/LayoutModel.h"

#include "model/performance/Layouts.h"
#include "model/performance/serving/ServingEstimate.h"
#include "model/units/Text.h"
#include "render/charts/DesignCharts.h"
#include "ui/document/Words.h"

namespace colonnade::ui {

namespace {

/// Of a column and of its head.
int alignmentOf(int column)
{
    const bool text = column == LayoutModel::LayoutColumn || column == LayoutModel::WhyColumn;
    return int((text ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
}

} // namespace

void LayoutModel::show(std::shared_ptr<const Study> study)
{
    beginResetModel();
    m_study = std::move(study);
    endResetModel();
}

const model::ParallelLayout& LayoutModel::layout(int row) const
{
    return m_study->layouts[static_cast<std::size_t>(row)].figures.layout;
}

const model::TrainingChoice& LayoutModel::choice(int row) const
{
    return m_study->layouts[static_cast<std::size_t>(row)].figures.choice;
}

const model::ServingPoint* LayoutModel::served(int row) const
{
    const auto at = static_cast<std::size_t>(row);
    return m_study && at < m_study->served.size() ? &m_study->served[at].point : nullptr;
}

int LayoutModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_study ? 0 : static_cast<int>(m_study->layouts.size() + m_study->served.size()); // One of them.
}

int LayoutModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LayoutModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::TextAlignmentRole)
        return alignmentOf(index.column());
    if (served(index.row()))
        return servedData(m_study->served[static_cast<std::size_t>(index.row())], index.column(), role);
    const LayoutChoice& choice = m_study->layouts[static_cast<std::size_t>(index.row())];
    const model::TrainingFigures& figures = choice.figures;
    const model::TrainingJob* job = m_study->job ? m_study->job->training() : nullptr;
    const std::string chosen = job ? model::freeText(figures.choice, job->free) : std::string{};
    const QString found = chosen.empty() ? QString() : QStringLiteral(" · ") + words(chosen);
    if (role == Qt::ToolTipRole)
        return words(model::text(figures.layout)) + found + (choice.why.isEmpty() ? QString() : QLatin1Char('\n') + choice.why);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case LayoutColumn: return words(model::shortText(figures.layout)) + found;
    case StepColumn: return render::timeText(figures.step.total(), inspectorDigits);
    case RateColumn:
        return figures.accelerators > 0 ? words(model::significant(figures.tokensPerSecond / figures.accelerators, inspectorDigits)) : unknownText();
    case MemoryColumn: return words(model::memoryText(figures.memory.total(), stripDigits));
    case WhyColumn: return choice.why.isEmpty() ? tr("The fastest that fits") : choice.why;
    default: return {};
    }
}

QVariant LayoutModel::servedData(const ServedChoice& choice, int column, int role) const
{
    const model::ServingFigures& figures = choice.point.figures;
    const model::ServingJob* job = m_study->job ? m_study->job->serving() : nullptr;
    QString layout = words(model::instancesText(figures)).replace(QStringLiteral(" x "), QStringLiteral(" × "));
    if (job && job->free.has(model::FreeChoice::Precision))
        layout += QStringLiteral(" · ") + words(model::text(choice.point.job.precision));
    if (role == Qt::ToolTipRole) {
        const QString flight = tr("%1, %2 requests in flight, first token after %3")
                                   .arg(layout, words(model::significant(figures.inFlight, stripDigits)),
                                        render::timeText(figures.firstToken, inspectorDigits));
        return choice.why.isEmpty() ? flight : flight + QLatin1Char('\n') + choice.why;
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case LayoutColumn: return layout;
    case StepColumn: return render::timeText(figures.token, inspectorDigits);
    case RateColumn: return words(model::significant(figures.perAccelerator(), inspectorDigits));
    case MemoryColumn: return words(model::memoryText(figures.memory.total(), stripDigits));
    case WhyColumn:
        if (!choice.why.isEmpty())
            return choice.why;
        if (figures.overloaded)
            return tr("The soonest answers; no layout serves all that comes");
        return model::meetsGoals(figures, choice.point.job) ? tr("The most output that fits") : tr("The soonest answers; none keeps the promised times");
    default: return {};
    }
}

QVariant LayoutModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return alignmentOf(section);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case LayoutColumn: return tr("Layout");
    case StepColumn: return m_study && !m_study->served.empty() ? tr("Token") : tr("Step");
    case RateColumn: return tr("tok/s per GPU");
    case MemoryColumn: return tr("Memory");
    case WhyColumn: return tr("Why it loses");
    default: return {};
    }
}

} // namespace colonnade::ui
