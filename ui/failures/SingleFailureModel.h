#pragma once

#include "model/reliability/SingleFailures.h"

#include <QAbstractTableModel>

#include <memory>
#include <vector>

namespace colonnade::ui {

/// Every single failure, one row each, worst first.
class SingleFailureModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { PartColumn, CountColumn, LostColumn, LoadColumn, JobColumn, ColumnCount };
    enum Role { PathRole = Qt::UserRole + 1, SortRole };
    using Rows = std::shared_ptr<const std::vector<model::SingleFailure>>;

    using QAbstractTableModel::QAbstractTableModel;
    /// Null: none.
    void show(Rows rows);
    /// −1 where there is no such part.
    [[nodiscard]] int rowOf(const std::string& path) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    Rows m_rows;
};

} // namespace colonnade::ui
