#include "ui/charts/MeasuredModel.h"

#include "model/units/Text.h"
#include "render/charts/MeasuredMarks.h"
#include "ui/document/Words.h"

#include <map>

namespace colonnade::ui {

namespace {

QString valueText(double value, model::MeasuredFigure figure)
{
    return words(model::significant(value, inspectorDigits)) + QChar(0x00A0) + words(model::unitOf(figure));
}

} // namespace

void MeasuredModel::show(DesignRef design, std::vector<model::ComparedRun> compared)
{
    beginResetModel();
    m_design = std::move(design);
    m_compared = std::move(compared);
    m_rows.clear();
    std::map<model::MeasurementId, const model::ComparedRun*> byId;
    for (const model::ComparedRun& one : m_compared)
        byId.emplace(one.run.id, &one);
    for (const model::Measurement& run : m_design->measured().runs) {
        const auto known = byId.find(run.id);
        // What is compared may be of the design before.
        const model::ComparedRun* beside = known != byId.end() && known->second->run == run ? known->second : nullptr;
        for (const auto& [figure, value] : run.values) {
            const model::ComparedFigure* estimated = nullptr;
            for (std::size_t i = 0; beside && i < beside->figures.size(); ++i) {
                if (beside->figures[i].figure == figure)
                    estimated = &beside->figures[i];
            }
            m_rows.push_back({&run, beside, estimated, figure, value});
        }
    }
    endResetModel();
}

const model::MeasurementId& MeasuredModel::run(int row) const
{
    return m_rows[static_cast<std::size_t>(row)].run->id;
}

int MeasuredModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int MeasuredModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString MeasuredModel::tipOf(const Row& row)
{
    if (row.figure)
        return render::measuredTip(*row.compared, *row.figure);
    if (row.compared && row.compared->why)
        return tr("Not compared: %1").arg(words(row.compared->why->text));
    return tr("Compared while its workload is the one that is estimated");
}

QVariant MeasuredModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    if (role == Qt::TextAlignmentRole) {
        const bool number = index.column() >= MeasuredColumn && index.column() <= DeviationColumn;
        return int(number ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    }
    if (role == Qt::ToolTipRole)
        return tipOf(row);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case RunColumn: return words(row.run->id.text());
    case WorkloadColumn: return words(row.run->workload.text());
    case DateColumn: return words(row.run->date);
    case FigureColumn: return words(model::titleOf(row.key));
    case MeasuredColumn: return valueText(row.value, row.key);
    case EstimatedColumn: return row.figure ? valueText(row.figure->estimated, row.key) : unknownText();
    case DeviationColumn: return row.figure ? signedText(row.figure->deviation() * 100, "%", 2) : unknownText();
    case SourceColumn: return words(model::shown(row.run->source, 200));
    default: return {};
    }
}

QVariant MeasuredModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case RunColumn: return tr("Run");
    case WorkloadColumn: return tr("Workload");
    case DateColumn: return tr("Date");
    case FigureColumn: return tr("Figure");
    case MeasuredColumn: return tr("Measured");
    case EstimatedColumn: return tr("Estimated");
    case DeviationColumn: return tr("Deviation");
    case SourceColumn: return tr("Source");
    default: return {};
    }
}

} // namespace colonnade::ui
