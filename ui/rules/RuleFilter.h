#pragma once

#include <QSet>
#include <QSortFilterProxyModel>

#include <optional>

namespace colonnade::ui {

/// Narrows the rules by domain, by state and by text.
class RuleFilter final : public QSortFilterProxyModel {
    Q_OBJECT
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    /// `model::Domain` as a number; nothing: all of them.
    void setDomain(std::optional<int> domain);
    /// `RuleStanding::State` as numbers; empty: all of them.
    void setStates(const QSet<int>& states);
    void setText(const QString& text);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    std::optional<int> m_domain;
    QSet<int> m_states;
    QString m_text;
};

} // namespace colonnade::ui
