#pragma once

#include "ui/document/WorkloadFigures.h"

#include <QAbstractTableModel>

namespace colonnade::ui {

/// All workloads of the design, one row each, with what differs from the baseline.
class WorkloadModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column {
        NameColumn, LayoutColumn, TimeColumn, FirstTokenColumn, AcceleratorsColumn, RateColumn, PerAcceleratorColumn, PerMegawattColumn, EnergyColumn,
        CostColumn, EnergyCostColumn, ColumnCount
    };

    using QAbstractTableModel::QAbstractTableModel;
    /// Null: none.
    void show(WorkloadStudy::Figures figures, WorkloadStudy::Figures baseline);
    [[nodiscard]] const WorkloadFigures& figures(int row) const { return (*m_figures)[static_cast<std::size_t>(row)]; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    /// Of the same workload in the baseline; null where there is none.
    [[nodiscard]] const WorkloadFigures* before(const WorkloadFigures& now) const;

    WorkloadStudy::Figures m_figures, m_baseline;
};

} // namespace colonnade::ui
