#pragma once

#include "ui/document/FailureWhatIf.h"

#include <QAbstractTableModel>

#include <memory>
#include <vector>

namespace colonnade::ui {

/// What a what-if does, one row each: what carries more than it may, what goes dark, what loops and jobs are left, what
/// is not known, and what carries more but holds.
class OutageModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { WhatColumn, HowColumn, FigureColumn, ColumnCount };
    enum Role { PathRole = Qt::UserRole + 1 };

    using QAbstractTableModel::QAbstractTableModel;
    /// Null: nothing has failed.
    void show(const FailureState* state);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Row {
        QString what, how, figure, path;
        int glyph = 0; ///< render::Glyph
    };
    static Row goodputRow(const model::JobGoodput& job);
    std::vector<Row> m_rows;
};

} // namespace colonnade::ui
