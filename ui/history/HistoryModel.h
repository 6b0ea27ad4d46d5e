#pragma once

#include <QAbstractListModel>

namespace colonnade::ui {

class DesignSession;

/// The steps of the session, the oldest first, and what is being tried out behind them.
class HistoryModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { StepRole = Qt::UserRole + 1 };
    enum Step { Past, Present, Future, Trial };
    Q_ENUM(Step)

    explicit HistoryModel(DesignSession& session, QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

private:
    void refresh();
    DesignSession& m_session;
    QStringList m_names;
    QString m_trial;
    int m_index = 0;
};

} // namespace colonnade::ui
