#pragma once

#include "model/design/Workload.h"
#include "ui/document/DesignSession.h"

#include <QDialog>

#include <array>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QStackedWidget;

namespace colonnade::ui {

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

signals:
    void said(const QString& message);

private:
    QWidget* shapeForm();
    QWidget* trainingForm();
    QWidget* servingForm();
    QSpinBox* number(const char* name, int least, int most, const QString& unit = {});
    void take(const model::Workload& workload); ///< Into the fields.
    void takeShape(const model::TransformerModel& shape);
    [[nodiscard]] model::TransformerModel shape() const;
    [[nodiscard]] model::Workload workload() const;
    void check();

    DesignSession& m_session;
    model::Workload m_workload; ///< What the fields do not show stays as it was.
    model::TransformerModel m_standing; ///< The shape that it had.
    bool m_new;
    bool m_filling = false;
    QLineEdit* m_name;
    QComboBox *m_model, *m_task;
    std::vector<model::TransformerModel> m_models; ///< Beside the entries of `m_model`, from the second.
    QSpinBox *m_layers, *m_hidden, *m_heads, *m_keyValueHeads, *m_headSize, *m_mlpWidth, *m_vocabulary;
    QSpinBox *m_experts, *m_perToken, *m_shared, *m_expertWidth, *m_denseLayers;
    QStackedWidget* m_jobs;
    QSpinBox *m_sequence, *m_batch, *m_microbatch, *m_gigatokens;
    QComboBox *m_precision, *m_sharding, *m_recompute;
    QSpinBox *m_prompt, *m_output, *m_concurrency, *m_firstTokenGoal, *m_tokenGoal;
    QComboBox *m_servingPrecision, *m_engine;
    QLabel* m_outcome;
    QPushButton* m_make;
};

} // namespace colonnade::ui
