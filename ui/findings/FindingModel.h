#pragma once

#include "ui/document/DesignSession.h"

#include <QAbstractTableModel>

#include <memory>
#include <vector>

namespace colonnade::ui {

/// The findings of the last check, one row each, most severe first.
///
/// What an edit has mended stays in its place, struck through, so that the list does not jump under the hand.
class FindingModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column {
        SeverityColumn,
        RuleColumn,
        FindingColumn,
        WhereColumn,
        ValueColumn,
        LimitColumn,
        FixColumn,
        ColumnCount
    };
    enum Role {
        KeyRole = Qt::UserRole + 1,
        GlyphRole,   ///< render::Glyph as a number.
        MendedRole,  ///< True where the last edit has cleared it.
        FixCountRole,
        SortRole
    };
    struct Row {
        model::Finding finding;
        QString place;
        QString title; ///< Of its rule.
        bool mended = false;
    };

    explicit FindingModel(QObject* parent = nullptr);

    /// `profile`: that they were judged by, for the titles of its own rules. `mended`: findings of the design before that
    /// this one no longer has.
    void show(const model::Design& design, const model::Profile& profile, std::vector<model::Finding> findings,
              const std::vector<model::Finding>& mended = {});
    [[nodiscard]] const Row& at(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    /// −1 where there is no such finding.
    [[nodiscard]] int rowOf(const QString& key) const;

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

private:
    std::vector<Row> m_rows;
};

} // namespace colonnade::ui
