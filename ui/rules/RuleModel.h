#pragma once

#include "ui/rules/RuleStanding.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>

namespace colonnade::ui {

/// All rules, a row each, by id.
class RuleModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { IdRole = Qt::UserRole + 1, TitleRole, DomainRole, StateRole, GlyphRole, CountRole, ChangedRole };

    explicit RuleModel(QObject* parent = nullptr);
    void show(std::vector<RuleStanding> rules);
    [[nodiscard]] const RuleStanding& at(int row) const { return m_rows[static_cast<std::size_t>(row)]; }
    /// −1 where there is none.
    [[nodiscard]] int rowOf(const QString& id) const;
    [[nodiscard]] int count(RuleStanding::State state) const;
    [[nodiscard]] render::Glyph worst(RuleStanding::State state) const; ///< That its rules say.

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    std::vector<RuleStanding> m_rows;
};

/// Draws a row: glyph, id, title, how many findings; what is off or has no place stands back.
class RuleDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace colonnade::ui
