#include "ui/workbench/CostModel.h"

#include "model/economics/Capital.h"
#include "model/units/Text.h"
#include "ui/document/Words.h"
#include "ui/style/Style.h"

#include <QBrush>
#include <QFont>
#include <QLocale>

#include <algorithm>
#include <cmath>
#include <set>

namespace colonnade::ui {

namespace {

constexpr int digits = 4;
constexpr double dearest = 1e10; // USD of one piece.
constexpr std::size_t longestSource = 4096, longestDate = 64; // Bytes, as a design's reader takes them.

/// Without what a share times a hundred has beyond its digits: 7, not 7.000000000000001.
double tidied(double number)
{
    return std::abs(number) < 1e6 ? std::round(number * 1e9) / 1e9 : number;
}

QString shownNumber(double number)
{
    return words(model::significant(number, digits));
}

bool isNumber(int column)
{
    return column == CostModel::LowColumn || column == CostModel::TypicalColumn || column == CostModel::HighColumn
        || column == CostModel::OwnTypicalColumn || column == CostModel::OwnLowColumn || column == CostModel::OwnHighColumn;
}

} // namespace

CostModel::CostModel(const model::Design& design, const model::CostPower& power, const model::CostBook& book, QObject* parent)
    : QAbstractTableModel(parent), m_choices(design.costs()), m_power(power), m_book(book)
{
    std::set<model::TypeId> seen;
    for (const model::BillLine& line : model::billOf(design).lines) {
        if (line.count <= line.covered || !seen.insert(line.part->id).second)
            continue;
        Row row;
        row.part = line.part->id;
        row.name = words(line.part->vendor.empty() ? line.part->model : line.part->vendor + ' ' + line.part->model);
        row.unit = tr("USD each");
        row.most = dearest;
        if (const auto price = model::plannedPrice(line, book)) {
            row.library = price->usd;
            row.origin = line.price ? tr("Price of the catalog") : QString();
            if (price->range) {
                row.origin += (row.origin.isEmpty() ? QString() : tr("; how wide: ")) + words(model::sourcesText(*price->range, book));
                row.asOf = words(price->range->asOf);
            }
        }
        m_prices.push_back(std::move(row));
    }
    fill();
}

void CostModel::fill()
{
    m_rows.clear();
    if (const auto inputs = model::costInputs(m_choices, m_power, m_book)) {
        for (const model::CostInputLine& line : *inputs) {
            const model::CostInputWords& text = model::wordsOf(line.input);
            Row row;
            row.input = line.input;
            row.name = words(text.title);
            row.share = text.unit.empty() && text.most <= 1;
            row.unit = row.share ? tr("%") : words(text.unit);
            row.library = line.library;
            row.origin = words(line.origin);
            row.asOf = words(line.asOf);
            row.least = text.least * row.scale();
            row.most = text.most * row.scale();
            row.ranged = text.ranged;
            m_rows.push_back(std::move(row));
        }
    }
    m_rows.insert(m_rows.end(), m_prices.begin(), m_prices.end());
}

void CostModel::setProfile(const std::string& profile)
{
    if (m_choices.profile == profile)
        return;
    beginResetModel();
    m_choices.profile = profile;
    fill();
    endResetModel();
    emit changed();
}

const model::OwnFigure* CostModel::own(const Row& row) const
{
    if (row.input) {
        const auto found = m_choices.inputs.find(*row.input);
        return found == m_choices.inputs.end() ? nullptr : &found->second;
    }
    const auto found = m_choices.prices.find(*row.part);
    return found == m_choices.prices.end() ? nullptr : &found->second;
}

void CostModel::setOwn(const Row& row, const model::OwnFigure& figure)
{
    if (row.input)
        m_choices.inputs[*row.input] = figure;
    else
        m_choices.prices[*row.part] = figure;
}

void CostModel::clearOwn(const Row& row)
{
    if (row.input)
        m_choices.inputs.erase(*row.input);
    else
        m_choices.prices.erase(*row.part);
}

void CostModel::tell(int row)
{
    // Doublings bring the learning rate in, or take it out: other rows.
    if (m_rows[static_cast<std::size_t>(row)].input == model::CostInput::VolumeDoublings) {
        beginResetModel();
        fill();
        endResetModel();
    } else {
        emit dataChanged(index(row, 0), index(row, ColumnCount - 1));
    }
    emit changed();
}

void CostModel::reset(int row)
{
    if (row < 0 || row >= rowCount() || !own(m_rows[static_cast<std::size_t>(row)]))
        return;
    clearOwn(m_rows[static_cast<std::size_t>(row)]);
    tell(row);
}

void CostModel::resetAll()
{
    if (m_choices.inputs.empty() && m_choices.prices.empty())
        return;
    beginResetModel();
    m_choices.inputs.clear();
    m_choices.prices.clear();
    fill();
    endResetModel();
    emit changed();
}

int CostModel::rowOf(model::CostInput input) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row& row) { return row.input == input; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int CostModel::rowOf(const model::TypeId& part) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const Row& row) { return row.part == part; });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int CostModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int CostModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant CostModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const model::OwnFigure* mine = own(row);
    const int column = index.column();
    if (role == Qt::TextAlignmentRole)
        return int((isNumber(column) ? Qt::AlignRight : column == AsOfColumn ? Qt::AlignHCenter : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::FontRole && mine && column >= OwnTypicalColumn) {
        QFont bold;
        bold.setBold(true);
        return bold;
    }
    if (role == Qt::BackgroundRole && (flags(index) & Qt::ItemIsEditable))
        return QBrush(render::mixed(theme().accent, theme().panel, 0.08));
    if (role == Qt::ToolTipRole) {
        const QString unit = row.unit.isEmpty() ? QString() : tr(", in %1").arg(row.unit);
        if (column == OwnSourceColumn || column == OwnAsOfColumn)
            return tr("Of this project's own figure.");
        if (column >= OwnTypicalColumn)
            return tr("Of this project%1; double-click or type. Empty: as the library says.").arg(unit);
        return tr("%1%2\n%3").arg(row.name, unit, row.origin.isEmpty() ? tr("Nothing is known.") : row.origin);
    }
    if (role != Qt::DisplayRole && role != Qt::EditRole)
        return {};
    const auto ofMine = [&](const std::optional<double>& value) {
        return value ? words(model::shortest(tidied(*value * row.scale()))) : QString();
    };
    const auto ofLibrary = [&](double model::CostBand::*member) {
        return row.library ? shownNumber((*row.library).*member * row.scale()) : unknownText();
    };
    switch (column) {
    case NameColumn: return row.name;
    case UnitColumn: return row.unit;
    case LowColumn: return ofLibrary(&model::CostBand::low);
    case TypicalColumn: return ofLibrary(&model::CostBand::typical);
    case HighColumn: return ofLibrary(&model::CostBand::high);
    case AsOfColumn: return row.asOf;
    case OwnTypicalColumn: return mine ? ofMine(mine->typical) : QString();
    case OwnLowColumn: return mine ? ofMine(mine->low) : QString();
    case OwnHighColumn: return mine ? ofMine(mine->high) : QString();
    case OwnSourceColumn: return mine ? words(mine->source) : QString();
    case OwnAsOfColumn: return mine ? words(mine->asOf) : QString();
    default: return {};
    }
}

QVariant CostModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const bool tip = role == Qt::ToolTipRole;
    switch (section) {
    case NameColumn: return tr("Input");
    case UnitColumn: return tr("Unit");
    case LowColumn: return tip ? tr("Of the library: about the 10th of a hundred") : tr("Low");
    case TypicalColumn: return tip ? tr("Of the library; its source is in the tip of the row") : tr("Typical");
    case HighColumn: return tip ? tr("Of the library: about the 90th of a hundred") : tr("High");
    case AsOfColumn: return tip ? tr("Date of the library's figure") : tr("As of");
    case OwnTypicalColumn: return tip ? tr("The project's own figure; wins over the library") : tr("Own");
    case OwnLowColumn: return tip ? tr("Least that it may be; empty: exactly the own figure") : tr("Own low");
    case OwnHighColumn: return tip ? tr("Most that it may be; empty: exactly the own figure") : tr("Own high");
    case OwnSourceColumn: return tip ? tr("Who says so: an offer, a contract, a tariff") : tr("Source");
    case OwnAsOfColumn: return tip ? tr("Date of the own figure") : tr("Dated");
    default: return {};
    }
}

Qt::ItemFlags CostModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    const Row& row = m_rows[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    const bool band = column == OwnLowColumn || column == OwnHighColumn;
    const bool editable = column == OwnTypicalColumn || (column > OwnTypicalColumn && own(row) && (row.ranged || !band));
    return Qt::ItemIsSelectable | Qt::ItemIsEnabled | (editable ? Qt::ItemIsEditable : Qt::NoItemFlags);
}

bool CostModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || !(flags(index) & Qt::ItemIsEditable))
        return false;
    const Row row = m_rows[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    QString text = value.toString().trimmed();
    if (row.share && isNumber(column) && text.endsWith(QLatin1Char('%')))
        text = text.chopped(1).trimmed();
    if (text.isEmpty() && column == OwnTypicalColumn) {
        reset(index.row());
        return true;
    }
    model::OwnFigure figure = own(row) ? *own(row) : model::OwnFigure{};
    if (column == OwnSourceColumn || column == OwnAsOfColumn) {
        const std::size_t most = column == OwnSourceColumn ? longestSource : longestDate;
        const std::string said = utf8(text);
        if (said.size() > most) {
            emit refused(tr("That is longer than the %1 bytes that a file keeps of it.").arg(most));
            return false;
        }
        (column == OwnSourceColumn ? figure.source : figure.asOf) = said;
    } else {
        bool isOne = false;
        const double number = QLocale::c().toDouble(text, &isOne); // Commas part thousands, and nothing else.
        const bool inside = isOne && number >= row.least && number <= row.most; // No "nan".
        if (!text.isEmpty() && !inside) {
            emit refused(tr("%1 is a number from %2 to %3%4.").arg(row.name, shownNumber(row.least), shownNumber(row.most),
                                                                    row.unit.isEmpty() ? QString() : QChar(0xa0) + row.unit));
            return false;
        }
        const std::optional<double> given = text.isEmpty() ? std::nullopt : std::optional{number / row.scale()};
        if (column == OwnTypicalColumn)
            figure.typical = number / row.scale();
        else
            (column == OwnLowColumn ? figure.low : figure.high) = given;
    }
    if (figure.low.value_or(figure.typical) > figure.typical || figure.high.value_or(figure.typical) < figure.typical) {
        emit refused(tr("%1: low, own and high have to rise.").arg(row.name));
        return false;
    }
    setOwn(row, figure);
    tell(index.row());
    return true;
}

} // namespace colonnade::ui
