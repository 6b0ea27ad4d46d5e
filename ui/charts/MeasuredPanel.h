#pragma once

#include "ui/document/DesignSession.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace colonnade::ui {

class EmptyState;
class MeasuredModel;

/// The measured runs of the design beside the estimate, to be removed, and whether the estimates are calibrated by them.
class MeasuredPanel final : public QWidget {
    Q_OBJECT
public:
    MeasuredPanel(DesignSession& session, QWidget* parent);

signals:
    void importWanted();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void refresh();
    void remove();
    void setCalibrated(bool on);
    [[nodiscard]] QString remark() const;

    DesignSession& m_session;
    MeasuredModel* m_model;
    QStackedWidget* m_pages;
    EmptyState* m_empty;
    QTableView* m_table;
    QCheckBox* m_calibrate;
    QLabel* m_remark;
    QPushButton* m_remove;
    bool m_stale = false;
};

} // namespace colonnade::ui
