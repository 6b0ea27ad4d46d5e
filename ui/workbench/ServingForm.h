#pragma once

#include "model/design/Workload.h"
#include "ui/workbench/FieldForm.h"

namespace colonnade::ui {

/// Serving.
class ServingForm final : public FieldForm {
    Q_OBJECT
public:
    explicit ServingForm(QWidget* parent);
    void take(const model::ServingJob& job);
    /// `job` with what the fields say.
    [[nodiscard]] model::ServingJob applied(model::ServingJob job) const;
    void setModel(const model::TransformerModel& shape); ///< Fields of experts are there where it has some.
    void leaveLayoutToSearch(); ///< And prompts to the instances that decode.

private:
    /// Names, for tests, and parts of one layout.
    struct Degrees {
        std::array<const char*, 5> names;
        model::ServingLayout* (*of)(model::ServingJob&); ///< Null where there is none.
        Condition when;
    };
    void addUsual();
    void addLoad();
    void addLayout();
    void addPrompts();
    void addSoftware();
    void addDegrees(const Degrees& degrees);

    Fields<model::ServingJob> m_fields;
    QComboBox *m_layout = nullptr, *m_pools = nullptr;
    bool m_experts = false;
};

} // namespace colonnade::ui
