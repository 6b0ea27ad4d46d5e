#pragma once

#include "ui/document/DesignSession.h"

#include <QAbstractTableModel>

#include <vector>

namespace colonnade::ui {

/// The measured runs of a design, one row for each figure, by run; beside it the estimate of the chosen workload.
class MeasuredModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { RunColumn, WorkloadColumn, DateColumn, FigureColumn, MeasuredColumn, EstimatedColumn, DeviationColumn, SourceColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;
    void show(DesignRef design, std::vector<model::ComparedRun> compared);
    [[nodiscard]] const model::MeasurementId& run(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Row {
        const model::Measurement* run;       ///< Of the design.
        const model::ComparedRun* compared;  ///< Null where another workload is estimated.
        const model::ComparedFigure* figure; ///< Null where there is no estimate.
        model::MeasuredFigure key;
        double value;
    };
    [[nodiscard]] static QString tipOf(const Row& row);

    DesignRef m_design;
    std::vector<model::ComparedRun> m_compared;
    std::vector<Row> m_rows;
};

} // namespace colonnade::ui
