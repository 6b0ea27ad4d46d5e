#pragma once

#include "ui/document/DesignSession.h"
#include "ui/document/NewestTask.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QPushButton;
class QTableView;

namespace colonnade::ui {

class CostModel;

/// What the design's cost rests on, and the project's own figures. Not modal; says at once what they come to, worked out on a
/// worker.
class CostDialog final : public QDialog {
    Q_OBJECT
public:
    CostDialog(DesignSession& session, QWidget* parent);

    void done(int result) override;
    /// What the fields say has no answer yet.
    [[nodiscard]] bool busy() const { return m_task.busy(); }
    [[nodiscard]] CostModel* model() const { return m_model; }

protected:
    void keyPressEvent(QKeyEvent* event) override;

signals:
    void said(const QString& message);

private:
    void tryOut();
    void showOutcome(const QString& text, bool possible);

    DesignSession& m_session;
    CostModel* m_model = nullptr; ///< Null where the program's cost figures cannot be read.
    QComboBox* m_profile;
    QTableView* m_table;
    QLabel* m_outcome;
    QPushButton* m_make;
    NewestTask m_task{this};
};

} // namespace colonnade::ui
