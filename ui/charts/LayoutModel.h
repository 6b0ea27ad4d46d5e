#pragma once

#include "ui/document/EstimateStudy.h"

#include <QAbstractTableModel>

#include <memory>

namespace colonnade::ui {

/// The best layouts of a training or of serving, one row each, the best first, with what each loses by.
class LayoutModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { LayoutColumn, StepColumn, RateColumn, MemoryColumn, WhyColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;
    /// Null: none.
    void show(std::shared_ptr<const Study> study);
    /// Of a training.
    [[nodiscard]] const model::ParallelLayout& layout(int row) const;
    [[nodiscard]] const model::TrainingChoice& choice(int row) const;
    /// Of serving; null of a training.
    [[nodiscard]] const model::ServingPoint* served(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] QVariant servedData(const ServedChoice& choice, int column, int role) const;

    std::shared_ptr<const Study> m_study;
};

} // namespace colonnade::ui
