#pragma once

#include "model/design/Workload.h"
#include "ui/workbench/FieldForm.h"

namespace colonnade::ui {

/// The fields of one kind of job.
template <class Job> class JobForm : public FieldForm {
public:
    using FieldForm::FieldForm;

    void take(const Job& job)
    {
        m_fields.show(job);
        unfold(m_fields.different(job, Job{}));
    }
    /// `job` with what the fields say.
    [[nodiscard]] Job applied(Job job) const
    {
        m_fields.into(job);
        return job;
    }
    /// Fields of experts are there where it has some.
    void setModel(const model::TransformerModel& shape)
    {
        m_experts = shape.experts.has_value();
        showRows();
    }

protected:
    Fields<Job> m_fields;
    bool m_experts = false;
};

} // namespace colonnade::ui
