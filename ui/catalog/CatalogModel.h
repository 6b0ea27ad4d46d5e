#pragma once

#include "ui/elevation/DragData.h"

#include "model/catalog/Catalog.h"
#include "model/design/RackDesign.h"

#include <QAbstractListModel>

#include <set>
#include <vector>

namespace colonnade::ui {


/// The parts of the catalog, in an order for choosing: by kind, what ships first, then by vendor and name.
class CatalogModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { IdRole = Qt::UserRole + 1, SearchRole, VendorRole, KindRole, AvailabilityRole, MisfitRole, UsedRole };

    explicit CatalogModel(const model::Catalog& catalog, QObject* parent = nullptr);

    /// Parts that do not fit this rack say so; null: none does.
    void setRack(model::RackDesignRef rack);
    /// The parts that the design has.
    void setUsed(const model::Catalog& parts);
    [[nodiscard]] const model::PartRef& part(const QModelIndex& index) const;
    [[nodiscard]] QStringList vendors() const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData* mimeData(const QModelIndexList& indexes) const override;

private:
    std::vector<model::PartRef> m_parts;
    std::vector<QString> m_search;
    std::set<model::TypeId> m_used;
    model::RackDesignRef m_rack;
};

} // namespace colonnade::ui
