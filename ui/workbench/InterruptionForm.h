#pragma once

#include "model/design/Workload.h"
#include "ui/workbench/FieldForm.h"

namespace colonnade::ui {

/// What an interruption costs a training; what is left open is as the profile has it.
class InterruptionForm final : public FieldForm {
    Q_OBJECT
public:
    explicit InterruptionForm(QWidget* parent);
    void take(const model::Workload& workload);
    /// `workload` with what the fields say.
    [[nodiscard]] model::Workload applied(model::Workload workload) const;

private:
    Fields<model::Workload> m_fields;
};

} // namespace colonnade::ui
