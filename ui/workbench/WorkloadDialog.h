#pragma once

#include "model/design/Workload.h"
#include "ui/document/DesignSession.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;

namespace colonnade::ui {

class InterruptionForm;
class ModelForm;
class ServingForm;
class TrainingForm;

/// A workload of one's own, or one of the design: the model's shape, from a shipped model, from its config.json or by hand,
/// and the job. Not modal; says at once what is wrong with it.
class WorkloadDialog final : public QDialog {
    Q_OBJECT
public:
    /// `workload`: the one to change; nothing: a new one.
    WorkloadDialog(DesignSession& session, const std::optional<model::WorkloadId>& workload, QWidget* parent);

    /// Takes a model's shape from a config.json; says what had to be assumed, or why it cannot be read.
    void importConfig(const QString& path);
    void done(int result) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

signals:
    void said(const QString& message);

private:
    void take(const model::Workload& workload); ///< Into the fields.
    void takeShape(const model::TransformerModel& shape);
    void takeOther(const model::TransformerModel& shape); ///< Another model's: its layout is searched anew.
    void showTask();
    [[nodiscard]] model::Workload workload() const;
    void check();

    DesignSession& m_session;
    model::Workload m_workload; ///< What the fields do not show stays as it was.
    bool m_new;
    bool m_filling = false;
    QLineEdit* m_name;
    ModelForm* m_shape;
    QComboBox* m_task;
    QScrollArea* m_fields;
    TrainingForm* m_training;
    ServingForm* m_serving;
    InterruptionForm* m_interruptions; ///< Of a training.
    QLabel* m_outcome;
    QPushButton* m_make;
};

} // namespace colonnade::ui
