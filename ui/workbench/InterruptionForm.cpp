#include "ui/workbench/InterruptionForm.h"

#include <QDoubleSpinBox>

namespace colonnade::ui {

namespace {

constexpr double gigabyte = 1e9;
constexpr double byProfile = -1; // No time is below nothing; nothing itself is one.

double spreadPercent(const model::Workload& workload)
{
    return workload.stepSpread.value_or(0) * 100;
}

} // namespace

InterruptionForm::InterruptionForm(QWidget* parent) : FieldForm(parent)
{
    part("interruption-part", tr("Interruptions"), tr("What a checkpoint, a restart and the slowest accelerator cost; goodput follows from them"));
    const auto add = [this](const Row& row, std::optional<model::Seconds> model::Workload::*member) {
        QDoubleSpinBox* box = decimal(row, byProfile, 1e6, 1, tr("s"), tr("as the profile says"));
        m_fields.add(box, [member](const model::Workload& workload) { return workload.*member ? (workload.*member)->value() : byProfile; },
                     [member](model::Workload& workload, double now) {
                         workload.*member = now >= 0 ? std::optional{model::Seconds{now}} : std::nullopt;
                     });
        return box;
    };
    const QDoubleSpinBox* checkpoint = add({"interruption-checkpoint", tr("Checkpoint"), tr("Time that one write of a checkpoint holds the job up")}, &model::Workload::checkpoint);
    m_fields.add(decimal({"interruption-storage", tr("Storage writes"),
                          tr("GB a second at which the storage takes checkpoints of all nodes together; without a time of its own, a checkpoint is "
                             "14 bytes of each parameter at this rate, or at that of the drawn storage network where it is slower"),
                          [checkpoint] { return checkpoint->value() < 0; }},
                         0, 1e6, 1, tr("GB/s"), tr("not known")),
                 [](const model::Workload& workload) { return workload.storageWrite ? workload.storageWrite->value() / gigabyte : 0; },
                 [](model::Workload& workload, double now) {
                     workload.storageWrite = now > 0 ? std::optional{model::ByteRate{now * gigabyte}} : std::nullopt;
                 });
    add({"interruption-restart", tr("Restart"), tr("Time from an interruption until the job computes again")}, &model::Workload::restart);
    m_fields.add(decimal({"interruption-spread", tr("Spread of steps"),
                          tr("Standard deviation of the step time of one accelerator, over its mean; all wait for the slowest")},
                         0, 100, 2, tr("%"), tr("all are alike")),
                 spreadPercent,
                 [](model::Workload& workload, double now) { workload.stepSpread = now > 0 ? std::optional{now / 100} : std::nullopt; });
    showRows();
}

void InterruptionForm::take(const model::Workload& workload)
{
    m_fields.show(workload);
    for (const auto& time : {workload.checkpoint, workload.restart}) {
        if (time)
            unfold({findChild<QWidget*>(QStringLiteral("interruption-checkpoint"))});
    }
    if (workload.storageWrite)
        unfold({findChild<QWidget*>(QStringLiteral("interruption-storage"))});
    if (workload.stepSpread)
        unfold({findChild<QWidget*>(QStringLiteral("interruption-spread"))});
}

model::Workload InterruptionForm::applied(model::Workload workload) const
{
    m_fields.into(workload);
    return workload;
}

} // namespace colonnade::ui
