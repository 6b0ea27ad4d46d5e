#include "ui/schedule/ScheduleModel.h"

#include "ui/document/Words.h"
#include "ui/style/Style.h"

#include <QLocale>

#include <algorithm>

namespace colonnade::ui {
namespace {

constexpr int mostSpelled = 1024; // Rows that are kept spelled out: several pages of the table.

QString metres(model::Metres length)
{
    return QLocale().toString(length.value(), 'f', 1);
}

QString speedText(model::GigabitsPerSecond speed)
{
    return speed.value() > 0 ? QStringLiteral("%1").arg(speed.value(), 0, 'g', 6) : unknownText();
}

} // namespace

ScheduleModel::ScheduleModel(QObject* parent) : QAbstractTableModel(parent), m_spelled(mostSpelled)
{
}

void ScheduleModel::show(std::shared_ptr<const ScheduleAnswer> answer)
{
    beginResetModel();
    if (!answer || !m_answer || answer->schedule != m_answer->schedule)
        m_spelled.clear();
    m_answer = std::move(answer);
    endResetModel();
}

const model::CableRow& ScheduleModel::at(int row) const
{
    const std::uint32_t index = m_answer->rows[static_cast<std::size_t>(row)];
    if (const model::CableRow* known = m_spelled.object(index))
        return *known;
    auto* spelled = new model::CableRow(m_answer->schedule->row(index));
    m_spelled.insert(index, spelled);
    return *spelled;
}

model::Subject ScheduleModel::subject(int row) const
{
    return m_answer->schedule->subject(m_answer->rows[static_cast<std::size_t>(row)]);
}

int ScheduleModel::rowOf(const model::Subject& cable) const
{
    if (!m_answer || !m_answer->schedule || cable.where != model::Subject::Where::Cable)
        return -1;
    const auto slash = cable.path.rfind('/');
    if (slash == std::string::npos)
        return -1;
    const std::string fabric = cable.path.substr(0, slash);
    for (const model::ScheduleSection& section : m_answer->schedule->sections()) {
        if (section.fabricPath != fabric)
            continue;
        const int number = words(std::string_view{cable.path}.substr(slash + 1)).toInt();
        if (number < 1 || static_cast<std::size_t>(number) > section.plan->cables.size())
            return -1;
        const auto index = static_cast<std::uint32_t>(section.firstRow + static_cast<std::size_t>(number) - 1);
        const auto& rows = m_answer->rows;
        if (index < rows.size() && rows[index] == index) // Everything, as planned.
            return static_cast<int>(index);
        const auto found = std::ranges::find(rows, index);
        if (found != rows.end())
            return static_cast<int>(found - rows.begin());
    }
    return -1;
}

std::optional<model::ScheduleOrder> ScheduleModel::orderOf(int column)
{
    switch (column) {
    case NameColumn: return model::ScheduleOrder::Plan;
    case FromColumn: return model::ScheduleOrder::From;
    case ToColumn: return model::ScheduleOrder::To;
    case MediumColumn: return model::ScheduleOrder::Medium;
    case LengthColumn: return model::ScheduleOrder::Length;
    case LabelColumn: return model::ScheduleOrder::Label;
    default: return std::nullopt;
    }
}

QString ScheduleModel::copied(const std::vector<int>& rows) const
{
    QStringList lines;
    QStringList heads;
    for (int column = 0; column < ColumnCount; ++column)
        heads << headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    lines << heads.join(QLatin1Char('\t'));
    for (const int row : rows) {
        QStringList cells;
        for (int column = 0; column < ColumnCount; ++column)
            cells << cell(at(row), column);
        lines << cells.join(QLatin1Char('\t'));
    }
    return lines.join(QLatin1Char('\n'));
}

int ScheduleModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_answer ? 0 : static_cast<int>(m_answer->rows.size());
}

int ScheduleModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString ScheduleModel::cell(const model::CableRow& row, int column)
{
    switch (column) {
    case NameColumn: return words(row.name);
    case FromColumn: return words(row.from.device);
    case FromPortColumn: return words(row.from.port);
    case ToColumn: return words(row.to.device);
    case ToPortColumn: return row.legs.size() > 1 ? QStringLiteral("%1 +%2").arg(words(row.to.port)).arg(row.legs.size() - 1) : words(row.to.port);
    case FabricColumn: return words(row.fabric);
    case MediumColumn: return row.medium ? words(row.medium->model) : ScheduleModel::tr("none");
    case LengthColumn: return row.medium ? metres(row.ordered) : unknownText();
    case RoutedColumn: return metres(row.routed);
    case SpeedColumn: return row.links > 1 ? QStringLiteral("%1\u00a0× %2").arg(row.links).arg(speedText(row.speed)) : speedText(row.speed);
    case LabelColumn: return words(row.from.label);
    }
    return {};
}

QVariant ScheduleModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole: return cell(at(index.row()), column);
    case Qt::TextAlignmentRole:
        return static_cast<int>(Qt::AlignVCenter | (column == LengthColumn || column == RoutedColumn || column == SpeedColumn ? Qt::AlignRight : Qt::AlignLeft));
    case Qt::ForegroundRole:
        if (column == MediumColumn && !at(index.row()).medium)
            return theme().error;
        return column == RoutedColumn || column == FabricColumn || column == LabelColumn ? QVariant(theme().text2) : QVariant();
    case Qt::ToolTipRole: {
        const model::CableRow& row = at(index.row());
        QStringList lines{words(row.name), tr("From %1").arg(words(row.from.portPath)), tr("To %1").arg(words(row.to.portPath))};
        if (row.legs.size() > 1)
            lines << tr("Fans out to %1 ends").arg(row.legs.size());
        lines << (row.medium ? tr("%1 m ordered for %2 m routed: %3 m of slack").arg(metres(row.ordered), metres(row.routed), metres(row.slack()))
                             : tr("No medium: %1").arg(words(row.gap)));
        if (row.byHand)
            lines << tr("Made by hand");
        return lines.join(QLatin1Char('\n'));
    }
    default: return {};
    }
}

QVariant ScheduleModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(Qt::AlignVCenter | (section == LengthColumn || section == RoutedColumn || section == SpeedColumn ? Qt::AlignRight : Qt::AlignLeft));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn: return tr("Cable");
    case FromColumn: return tr("From");
    case FromPortColumn:
    case ToPortColumn: return tr("Port");
    case ToColumn: return tr("To");
    case FabricColumn: return tr("Fabric");
    case MediumColumn: return tr("Medium");
    case LengthColumn: return tr("Length, m");
    case RoutedColumn: return tr("Routed, m");
    case SpeedColumn: return tr("Gbit/s");
    case LabelColumn: return tr("Label, near end");
    }
    return {};
}

} // namespace colonnade::ui
