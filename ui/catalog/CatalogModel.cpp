#include "ui/catalog/CatalogModel.h"

#include "ui/catalog/PartText.h"
#include "ui/document/Words.h"

#include <QMimeData>

#include <algorithm>
#include <tuple>

namespace colonnade::ui {

namespace {

/// What one looks for first stands first.
int kindOrder(model::PartKind kind)
{
    using enum model::PartKind;
    static constexpr model::PartKind order[]
        = {RackScale, Server,  Tray,      Switch,     PowerShelf, RackPdu,   Cdu,      RackFrame, Storage,
           Pod,       Manifold, Blanking, PatchPanel, FloorPower, Accelerator, Nic, Cable,     Transceiver};
    const auto* found = std::find(std::begin(order), std::end(order), kind);
    return static_cast<int>(found - std::begin(order));
}

} // namespace

CatalogModel::CatalogModel(const model::Catalog& catalog, QObject* parent) :
    QAbstractListModel(parent)
{
    for (const auto& [id, part] : catalog.parts())
        m_parts.push_back(part);
    std::stable_sort(m_parts.begin(), m_parts.end(), [](const auto& a, const auto& b) {
        return std::tuple(kindOrder(a->kind), a->availability, std::string_view(a->vendor),
                          std::string_view(a->model))
            < std::tuple(kindOrder(b->kind), b->availability, std::string_view(b->vendor),
                         std::string_view(b->model));
    });
    for (const auto& part : m_parts) {
        m_search.push_back((words(part->vendor) + QLatin1Char(' ') + words(part->model) + QLatin1Char(' ')
                            + words(part->id.text()) + QLatin1Char(' ') + kindText(part->kind)
                            + QLatin1Char(' ') + words(model::word(part->role)))
                               .toLower());
    }
}

void CatalogModel::setRack(model::RackDesignRef rack)
{
    if (rack == m_rack)
        return;
    const bool sameFrame = rack && m_rack && rack->frame() == m_rack->frame()
        && rack->system() == m_rack->system();
    m_rack = std::move(rack);
    if (!sameFrame && !m_parts.empty())
        emit dataChanged(index(0), index(rowCount() - 1), {MisfitRole});
}

void CatalogModel::setUsed(const model::Catalog& parts)
{
    std::set<model::TypeId> used;
    for (const auto& [id, part] : parts.parts())
        used.insert(id);
    if (used == m_used)
        return;
    m_used = std::move(used);
    if (!m_parts.empty())
        emit dataChanged(index(0), index(rowCount() - 1));
}

const model::PartRef& CatalogModel::part(const QModelIndex& index) const
{
    return m_parts[static_cast<std::size_t>(index.row())];
}

QStringList CatalogModel::vendors() const
{
    QStringList names;
    for (const auto& part : m_parts) {
        const QString name = words(part->vendor);
        if (!names.contains(name))
            names << name;
    }
    names.sort(Qt::CaseInsensitive);
    return names;
}

int CatalogModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_parts.size());
}

QVariant CatalogModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const model::PartType& part = *m_parts[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole: return words(part.model);
    case IdRole: return words(part.id.text());
    case SearchRole: return m_search[static_cast<std::size_t>(index.row())];
    case VendorRole: return words(part.vendor);
    case KindRole: return static_cast<int>(part.kind);
    case AvailabilityRole: return static_cast<int>(part.availability);
    case MisfitRole: return m_rack ? misfit(part, *m_rack) : QString();
    case UsedRole: return m_used.contains(part.id);
    case Qt::ToolTipRole: {
        QStringList lines{words(part.vendor) + QLatin1Char(' ') + words(part.model),
                          kindText(part.kind) + QStringLiteral(" · ") + keyFigureLine(part)};
        const QString ports = portsText(part);
        if (!ports.isEmpty())
            lines << ports;
        lines << availabilityText(part.availability)
                + (part.since.empty() ? QString() : QStringLiteral(", ") + words(part.since));
        lines << (part.sources.empty() ? tr("No source")
                                       : countOf(static_cast<qint64>(part.sources.size()),
                                                 tr("document"), tr("documents")));
        return lines.join(QLatin1Char('\n'))
            .toHtmlEscaped()
            .replace(QLatin1Char('\n'), QStringLiteral("<br>"));
    }
    default: return {};
    }
}

Qt::ItemFlags CatalogModel::flags(const QModelIndex& index) const
{
    const auto usual = QAbstractListModel::flags(index);
    return index.isValid() ? usual | Qt::ItemIsDragEnabled : usual;
}

QStringList CatalogModel::mimeTypes() const
{
    return {QLatin1String(partMimeType)};
}

QMimeData* CatalogModel::mimeData(const QModelIndexList& indexes) const
{
    if (indexes.isEmpty())
        return nullptr;
    auto* data = new QMimeData;
    const QString id = indexes.first().data(IdRole).toString();
    data->setData(QLatin1String(partMimeType), id.toUtf8());
    data->setText(id);
    return data;
}

} // namespace colonnade::ui
