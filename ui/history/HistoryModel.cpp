#include "ui/history/HistoryModel.h"

#include "ui/document/DesignSession.h"

namespace colonnade::ui {

HistoryModel::HistoryModel(DesignSession& session, QObject* parent) :
    QAbstractListModel(parent),
    m_session(session)
{
    connect(&session, &DesignSession::historyChanged, this, &HistoryModel::refresh);
    connect(&session, &DesignSession::previewChanged, this, &HistoryModel::refresh);
    refresh();
}

int HistoryModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_names.size()) + (m_trial.isEmpty() ? 0 : 1);
}

QVariant HistoryModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int row = index.row();
    const bool trial = row >= m_names.size();
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole: return trial ? m_trial : m_names[row];
    case StepRole: return trial ? Trial : row < m_index ? Past : row == m_index ? Present : Future;
    default: return {};
    }
}

void HistoryModel::refresh()
{
    const auto& preview = m_session.currentPreview();
    const QString trial = preview && !preview->refusal ? preview->title : QString();
    const QStringList names = m_session.history();
    const int index = m_session.historyIndex();
    if (names == m_names && trial.isEmpty() == m_trial.isEmpty() && !names.isEmpty()) {
        if (trial == m_trial && index == m_index)
            return;
        m_trial = trial;
        m_index = index;
        emit dataChanged(this->index(0), this->index(rowCount() - 1));
        return;
    }
    beginResetModel();
    m_names = names;
    m_trial = trial;
    m_index = index;
    endResetModel();
}

} // namespace colonnade::ui
