#pragma once

#include "model/catalog/PartType.h"

#include <QSortFilterProxyModel>

#include <optional>

namespace colonnade::ui {

/// Narrows the catalog by words, kind, vendor and availability; with words, the best answer stands first.
class CatalogFilter final : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit CatalogFilter(QObject* parent = nullptr);

    void setText(const QString& text);
    void setKind(std::optional<model::PartKind> kind);
    void setVendor(const QString& vendor); ///< Empty: any.
    void setShippingOnly(bool only);
    [[nodiscard]] std::optional<model::PartKind> kind() const { return m_kind; }
    [[nodiscard]] const QString& vendor() const { return m_vendor; }
    [[nodiscard]] bool shippingOnly() const { return m_shippingOnly; }

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    [[nodiscard]] int rank(const QModelIndex& index) const;
    QStringList m_words;
    std::optional<model::PartKind> m_kind;
    QString m_vendor;
    bool m_shippingOnly = false;
};

} // namespace colonnade::ui
