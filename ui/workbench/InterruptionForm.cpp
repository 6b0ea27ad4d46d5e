#include "ui/workbench/InterruptionForm.h"

#include <QDoubleSpinBox>

namespace colonnade::ui {

namespace {

constexpr double byProfile = -1; // No time is below nothing; nothing itself is one.

} // namespace

InterruptionForm::InterruptionForm(QWidget* parent) : FieldForm(parent)
{
    part("interruption-part", tr("Interruptions"), tr("What a checkpoint and a restart take; goodput follows from them"));
    const auto add = [this](const Row& row, std::optional<model::Seconds> model::Workload::*member) {
        m_fields.add(decimal(row, byProfile, 1e6, 1, tr("s"), tr("as the profile says")),
                     [member](const model::Workload& workload) { return workload.*member ? (workload.*member)->value() : byProfile; },
                     [member](model::Workload& workload, double now) {
                         workload.*member = now >= 0 ? std::optional{model::Seconds{now}} : std::nullopt;
                     });
    };
    add({"interruption-checkpoint", tr("Checkpoint"), tr("Time that one write of a checkpoint holds the job up")}, &model::Workload::checkpoint);
    add({"interruption-restart", tr("Restart"), tr("Time from an interruption until the job computes again")}, &model::Workload::restart);
    showRows();
}

void InterruptionForm::take(const model::Workload& workload)
{
    m_fields.show(workload);
    for (const auto& time : {workload.checkpoint, workload.restart}) {
        if (time)
            unfold({findChild<QWidget*>(QStringLiteral("interruption-checkpoint"))});
    }
}

model::Workload InterruptionForm::applied(model::Workload workload) const
{
    m_fields.into(workload);
    return workload;
}

} // namespace colonnade::ui
