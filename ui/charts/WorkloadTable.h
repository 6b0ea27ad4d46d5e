#pragma once

#include "ui/document/WorkloadFigures.h"

#include <QTableView>

namespace colonnade::ui {

class WorkloadModel;

/// All workloads side by side, each with its change from the baseline. Enter takes one for the charts.
class WorkloadTable final : public QTableView {
    Q_OBJECT
public:
    WorkloadTable(DesignSession& session, QWidget* parent);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void refresh();
    void choose(int row);

    DesignSession& m_session;
    WorkloadStudy m_study;
    WorkloadModel* m_model;
};

} // namespace colonnade::ui
