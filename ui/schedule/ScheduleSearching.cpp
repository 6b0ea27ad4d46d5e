#include "ui/schedule/ScheduleSearching.h"

#include "ui/document/Words.h"

namespace colonnade::ui {

ScheduleSearching::ScheduleSearching(QObject* parent) : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

ScheduleSearching::~ScheduleSearching()
{
    m_waiting.reset();
    m_stop.request_stop();
    m_pool.waitForDone();
}

void ScheduleSearching::take(DesignRef design, model::ScheduleQuery query)
{
    Wish wish{std::move(design), std::move(query)};
    if (m_running) {
        m_stop.request_stop();
        m_waiting = std::move(wish);
    } else {
        begin(std::move(wish));
    }
}

void ScheduleSearching::cancel()
{
    m_waiting.reset();
    m_stop.request_stop();
}

void ScheduleSearching::begin(Wish wish)
{
    m_running = true;
    m_stop = std::stop_source{};
    emit begun();
    m_pool.start([this, wish = std::move(wish), before = m_answer, stop = m_stop.get_token()] {
        auto answer = std::make_shared<ScheduleAnswer>();
        answer->design = wish.design;
        answer->query = wish.query;
        if (before && before->design == wish.design && before->schedule) {
            answer->schedule = before->schedule;
        } else if (auto made = model::CableSchedule::create(*wish.design)) {
            answer->schedule = std::make_shared<const model::CableSchedule>(std::move(*made));
        } else {
            answer->problem = words(made.error().text);
        }
        if (answer->schedule)
            answer->rows = answer->schedule->rows(wish.query, stop);
        QMetaObject::invokeMethod(
            this,
            [this, answer, stopped = stop.stop_requested()] {
                m_running = false;
                if (!stopped)
                    m_answer = answer;
                if (m_waiting)
                    begin(*std::exchange(m_waiting, std::nullopt));
                if (stopped)
                    emit cancelled();
                else
                    emit answered();
            },
            Qt::QueuedConnection);
    });
}

} // namespace colonnade::ui
