#include "ui/schedule/ScheduleSearching.h"

#include "ui/document/Words.h"

namespace colonnade::ui {

ScheduleSearching::ScheduleSearching(QObject* parent) : QObject(parent) {}

void ScheduleSearching::take(DesignRef design, model::ScheduleQuery query)
{
    const bool first = !busy();
    m_task.take([this, design = std::move(design), query = std::move(query),
                 before = m_answer](const std::stop_token& stop) -> NewestTask::Landing {
        auto answer = std::make_shared<ScheduleAnswer>();
        answer->design = design;
        answer->query = query;
        if (before && before->design == design && before->schedule) {
            answer->schedule = before->schedule;
        } else if (auto made = model::CableSchedule::create(*design)) {
            answer->schedule = std::make_shared<const model::CableSchedule>(std::move(*made));
        } else {
            answer->problem = words(made.error().text);
        }
        if (answer->schedule)
            answer->rows = answer->schedule->rows(query, stop);
        return [this, answer] {
            m_answer = answer;
            emit answered();
        };
    });
    if (first)
        emit begun();
}

void ScheduleSearching::cancel()
{
    if (!busy())
        return;
    m_task.drop();
    emit cancelled();
}

} // namespace colonnade::ui
