#pragma once

#include "model/design/Design.h"
#include "model/economics/CostInputs.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace colonnade::ui {

/// The inputs and prices that a design's cost rests on: what the library says, where that comes from, and the project's own
/// figure beside it, which can be typed. Holds the choices of the project as they are typed; whoever shows it makes them an edit.
class CostModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { NameColumn, UnitColumn, LowColumn, TypicalColumn, HighColumn, AsOfColumn, OwnTypicalColumn, OwnLowColumn, OwnHighColumn, OwnSourceColumn,
                  OwnAsOfColumn, ColumnCount };

    CostModel(const model::Design& design, const model::CostPower& power, const model::CostBook& book, QObject* parent);

    [[nodiscard]] const model::CostChoices& choices() const { return m_choices; }
    /// Other inputs may concern the project then.
    void setProfile(const std::string& profile);
    /// Takes the project's own figure of a row away.
    void reset(int row);
    void resetAll(); ///< All of them; the profile stays.
    /// The row of an input; -1 where it does not concern the design.
    [[nodiscard]] int rowOf(model::CostInput input) const;
    [[nodiscard]] int rowOf(const model::TypeId& part) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;

signals:
    void changed();                       ///< The choices are others.
    void refused(const QString& message); ///< What was typed cannot be.

private:
    struct Row {
        std::optional<model::CostInput> input; ///< Else the price of a part.
        std::optional<model::TypeId> part;
        QString name, unit;
        std::optional<model::CostBand> library; ///< Nothing: no price is known.
        QString origin, asOf;
        double least = 0, most = 0; ///< As they are typed.
        bool ranged = true;
        bool share = false; ///< Shown and typed in percent.
        [[nodiscard]] double scale() const { return share ? 100 : 1; }
    };
    void fill();
    [[nodiscard]] const model::OwnFigure* own(const Row& row) const;
    void setOwn(const Row& row, const model::OwnFigure& figure);
    void clearOwn(const Row& row);
    void tell(int row);

    std::vector<Row> m_rows, m_prices;
    model::CostChoices m_choices;
    model::CostPower m_power;
    const model::CostBook& m_book;
};

} // namespace colonnade::ui
