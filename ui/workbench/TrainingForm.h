#pragma once

#include "model/design/Workload.h"
#include "ui/workbench/FieldForm.h"

namespace colonnade::ui {

/// A training.
class TrainingForm final : public FieldForm {
    Q_OBJECT
public:
    explicit TrainingForm(QWidget* parent);
    void take(const model::TrainingJob& job);
    /// `job` with what the fields say.
    [[nodiscard]] model::TrainingJob applied(model::TrainingJob job) const;
    void setModel(const model::TransformerModel& shape); ///< Fields of experts are there where it has some.
    void leaveLayoutToSearch();

private:
    void addUsual();
    void addLayout();
    void addSoftware();
    void addMemory();
    [[nodiscard]] bool searched() const; ///< The layout is.

    Fields<model::TrainingJob> m_fields;
    QComboBox *m_precision = nullptr, *m_layout = nullptr;
    QSpinBox *m_tensor = nullptr, *m_pipeline = nullptr;
    bool m_experts = false;
};

} // namespace colonnade::ui
