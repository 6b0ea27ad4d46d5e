#pragma once

#include "model/exchange/cabling/CableRow.h"
#include "ui/schedule/ScheduleSearching.h"

#include <QAbstractTableModel>
#include <QCache>

#include <memory>
#include <optional>

namespace colonnade::ui {

/// The cables of an answer, one a row; a row is spelled out when it is looked at.
class ScheduleModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { NameColumn, FromColumn, FromPortColumn, ToColumn, ToPortColumn, FabricColumn, MediumColumn, LengthColumn, RoutedColumn, SpeedColumn, LabelColumn, ColumnCount };

    explicit ScheduleModel(QObject* parent = nullptr);

    void show(std::shared_ptr<const ScheduleAnswer> answer);
    [[nodiscard]] const std::shared_ptr<const ScheduleAnswer>& answer() const { return m_answer; }
    [[nodiscard]] const model::CableRow& at(int row) const;
    [[nodiscard]] model::Subject subject(int row) const;
    /// The row of a cable, in its first placement that is shown; −1 where it is not shown.
    [[nodiscard]] int rowOf(const model::Subject& cable) const;
    /// The order that a click on a column's head asks for; nothing where rows cannot be sorted by it.
    [[nodiscard]] static std::optional<model::ScheduleOrder> orderOf(int column);
    /// Lines of cells apart by tabs, with the heads.
    [[nodiscard]] QString copied(const std::vector<int>& rows) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    [[nodiscard]] static QString cell(const model::CableRow& row, int column);

    std::shared_ptr<const ScheduleAnswer> m_answer;
    mutable QCache<std::uint32_t, model::CableRow> m_spelled; ///< By row of the schedule.
};

} // namespace colonnade::ui
