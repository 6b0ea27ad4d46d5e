#pragma once

#include "ui/workbench/JobForm.h"

namespace colonnade::ui {

/// A training.
class TrainingForm final : public JobForm<model::TrainingJob> {
    Q_OBJECT
public:
    explicit TrainingForm(QWidget* parent);
    void leaveLayoutToSearch();

private:
    void addUsual();
    void addLayout();
    void addSoftware();
    void addMemory();
    [[nodiscard]] bool searched() const; ///< The layout is.

    QComboBox *m_precision = nullptr, *m_layout = nullptr;
    QSpinBox *m_tensor = nullptr, *m_pipeline = nullptr;
};

} // namespace colonnade::ui
