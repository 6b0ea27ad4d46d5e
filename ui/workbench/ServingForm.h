#pragma once

#include "ui/workbench/JobForm.h"

namespace colonnade::ui {

/// Serving.
class ServingForm final : public JobForm<model::ServingJob> {
    Q_OBJECT
public:
    explicit ServingForm(QWidget* parent);
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

    QComboBox *m_layout = nullptr, *m_pools = nullptr;
};

} // namespace colonnade::ui
