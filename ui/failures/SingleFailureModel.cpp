#include "ui/failures/SingleFailureModel.h"

#include "render/theme/Glyphs.h"
#include "ui/document/Words.h"
#include "ui/style/Style.h"

#include <cmath>

namespace colonnade::ui {

namespace {

qint64 whole(double accelerators)
{
    return static_cast<qint64>(std::ceil(accelerators - 1e-6));
}

QString part(const model::SingleFailure& one)
{
    return words(one.name) + QStringLiteral(" · ") + words(model::kindName(one.kind));
}

} // namespace

void SingleFailureModel::show(Rows rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int SingleFailureModel::rowOf(const std::string& path) const
{
    for (std::size_t row = 0; m_rows && row < m_rows->size(); ++row) {
        if ((*m_rows)[row].path == path)
            return static_cast<int>(row);
    }
    return -1;
}

int SingleFailureModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_rows ? 0 : static_cast<int>(m_rows->size());
}

int SingleFailureModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SingleFailureModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const model::SingleFailure& one = (*m_rows)[static_cast<std::size_t>(index.row())];
    switch (role) {
    case PathRole: return words(one.path);
    case SortRole:
        switch (index.column()) {
        case CountColumn: return one.count;
        case LostColumn: return one.lost.total();
        case LoadColumn: return one.worstShare;
        case JobColumn: return one.largestJob;
        default: return part(one);
        }
    case Qt::TextAlignmentRole:
        return index.column() == PartColumn ? int(Qt::AlignLeft | Qt::AlignVCenter) : int(Qt::AlignRight | Qt::AlignVCenter);
    case Qt::DecorationRole:
        if (index.column() != PartColumn)
            return {};
        return render::glyphIcon(one.overloads > 0       ? render::Glyph::Warning
                                     : whole(one.lost.total()) > 0 ? render::Glyph::Error
                                                                   : render::Glyph::Ok,
                                 theme(), 12);
    case Qt::ToolTipRole: {
        QString tip = tr("%1\n%2 in %3, %4 alike\nGPUs lost: %5 in itself, %6 by power, %7 by cooling, %8 by network")
                          .arg(words(one.path), words(one.name), words(one.of), countText(one.count))
                          .arg(whole(one.lost.itself))
                          .arg(whole(one.lost.power))
                          .arg(whole(one.lost.cooling))
                          .arg(whole(one.lost.network));
        if (!one.worstNode.empty())
            tip += tr("\nNearest to its limit: %1 at %2").arg(words(one.worstNode), percentText(one.worstShare));
        tip += tr("\nScale-out bandwidth left: %1").arg(percentText(one.bandwidthShare));
        if (one.unknown > 0)
            tip += tr("\nThe figures leave something out: see the state");
        return tip.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>"));
    }
    case Qt::DisplayRole: break;
    default: return {};
    }
    switch (index.column()) {
    case PartColumn: return part(one);
    case CountColumn: return countText(one.count);
    case LostColumn: return countText(whole(one.lost.total()));
    case LoadColumn: return one.worstNode.empty() ? unknownText() : percentText(one.worstShare) + QStringLiteral("  ") + words(one.worstNode);
    case JobColumn: return countText(one.largestJob);
    default: return {};
    }
}

QVariant SingleFailureModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return section == PartColumn ? int(Qt::AlignLeft | Qt::AlignVCenter) : int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case PartColumn: return tr("Part that fails alone");
    case CountColumn: return tr("Count");
    case LostColumn: return tr("GPUs lost");
    case LoadColumn: return tr("Worst load");
    case JobColumn: return tr("Largest job");
    default: return {};
    }
}

} // namespace colonnade::ui
