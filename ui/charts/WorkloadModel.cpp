#include "ui/charts/WorkloadModel.h"

#include "render/charts/DesignCharts.h"
#include "ui/document/Words.h"

#include <algorithm>
#include <cmath>

namespace colonnade::ui {

namespace {

std::optional<double> valueOf(const WorkloadFigures& figures, int column)
{
    switch (column) {
    case WorkloadModel::TimeColumn: return figures.seconds;
    case WorkloadModel::FirstTokenColumn: return figures.firstToken;
    case WorkloadModel::RateColumn: return figures.tokensPerSecond;
    case WorkloadModel::PerAcceleratorColumn: return figures.perAccelerator;
    case WorkloadModel::PerMegawattColumn: return figures.perMegawatt;
    case WorkloadModel::EnergyColumn: return figures.joulesPerToken;
    case WorkloadModel::CostColumn: return figures.dollarsPerMillion;
    case WorkloadModel::EnergyCostColumn: return figures.energyDollarsPerMillion;
    default: return std::nullopt;
    }
}

QString shownValue(std::optional<double> value, int column)
{
    if (!value)
        return unknownText();
    switch (column) {
    case WorkloadModel::TimeColumn:
    case WorkloadModel::FirstTokenColumn: return render::timeText(model::Seconds{*value}, inspectorDigits);
    case WorkloadModel::EnergyColumn: return figureText(*value, "J", inspectorDigits);
    case WorkloadModel::EnergyCostColumn:
    case WorkloadModel::CostColumn: return figureText(*value, "USD", inspectorDigits);
    default: return figureText(*value, "tok/s", inspectorDigits);
    }
}

/// Of a column and of its head.
int alignmentOf(int column)
{
    const bool text = column == WorkloadModel::NameColumn || column == WorkloadModel::LayoutColumn;
    return int((text ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
}

/// "+3.2 %"; empty where nothing differs, or one of the two is not known.
QString changeText(std::optional<double> now, std::optional<double> before)
{
    if (!now || !before || *before == 0)
        return {};
    const double share = *now / *before - 1;
    return std::abs(share) < 0.5e-4 ? QString() : signedText(share * 100, "%");
}

} // namespace

void WorkloadModel::show(WorkloadStudy::Figures figures, WorkloadStudy::Figures baseline)
{
    beginResetModel();
    m_figures = std::move(figures);
    m_baseline = std::move(baseline);
    endResetModel();
}

const WorkloadFigures* WorkloadModel::before(const WorkloadFigures& now) const
{
    if (!m_baseline)
        return nullptr;
    const auto found = std::find_if(m_baseline->begin(), m_baseline->end(),
                                    [&](const WorkloadFigures& one) { return one.id == now.id && one.serving == now.serving; });
    return found == m_baseline->end() ? nullptr : &*found;
}

int WorkloadModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_figures ? 0 : static_cast<int>(m_figures->size());
}

int WorkloadModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant WorkloadModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const WorkloadFigures& now = figures(index.row());
    const WorkloadFigures* then = before(now);
    const int column = index.column();
    if (role == Qt::TextAlignmentRole)
        return alignmentOf(column);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const bool tip = role == Qt::ToolTipRole;
    if (column == NameColumn)
        return tip && !now.basis.isEmpty() ? now.name + QLatin1Char('\n') + now.basis : now.name;
    if (column == LayoutColumn) {
        if (!now.why.isEmpty())
            return now.why;
        return tip && then && !then->layout.isEmpty() && then->layout != now.layout ? tr("%1\nBaseline: %2").arg(now.layout, then->layout) : now.layout;
    }
    if (column == AcceleratorsColumn)
        return now.accelerators == 0 ? unknownText() : tr("%1 of %2").arg(countText(now.accelerators), countText(now.ofAccelerators));
    const auto value = valueOf(now, column);
    const QString shown = shownValue(value, column);
    const QString more = tip && column == TimeColumn && !now.spread.isEmpty() ? QLatin1Char('\n') + now.spread : QString();
    if (!then)
        return shown + more;
    const auto was = valueOf(*then, column);
    const QString change = changeText(value, was);
    if (tip)
        return tr("%1; baseline %2").arg(shown, shownValue(was, column)) + more;
    return change.isEmpty() ? shown : QStringLiteral("%1  %2").arg(shown, change);
}

QVariant WorkloadModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole)
        return alignmentOf(section);
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const bool tip = role == Qt::ToolTipRole;
    switch (section) {
    case NameColumn: return tr("Workload");
    case LayoutColumn: return tr("Layout");
    case TimeColumn: return tip ? tr("Time of a step of training, or of an output token after the first") : tr("Step or token");
    case FirstTokenColumn: return tip ? tr("Time until the first token of an answer, on average; of serving") : tr("First token");
    case AcceleratorsColumn: return tip ? tr("Accelerators that the workload runs on, of those that the design's network joins; the figures are of these") : tr("GPUs");
    case RateColumn: return tip ? tr("Tokens per second of the whole job, on its GPUs; of serving, output tokens") : tr("Throughput");
    case PerAcceleratorColumn: return tip ? tr("Tokens per second of an accelerator in use") : tr("Per GPU");
    case PerMegawattColumn: return tip ? tr("Tokens per second of a megawatt: of the facility's mean power where it is known, of the power that the energy counts") : tr("Per MW");
    case EnergyColumn: return tip ? tr("Joules per token, of the whole design's power and its facility") : tr("Energy a token");
    case CostColumn: return tip ? tr("USD per million tokens, typical, before losses to failures") : tr("USD a M tokens");
    case EnergyCostColumn: return tip ? tr("Of the USD per million tokens, what goes to energy; typical, before losses to failures") : tr("of it energy");
    default: return {};
    }
}

} // namespace colonnade::ui
