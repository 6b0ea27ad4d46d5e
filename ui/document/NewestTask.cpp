#include "ui/document/NewestTask.h"

#include <utility>

namespace colonnade::ui {

NewestTask::NewestTask(QObject* parent, Overtaken overtaken) : QObject(parent), m_overtaken(overtaken)
{
    m_pool.setMaxThreadCount(1);
}

NewestTask::~NewestTask()
{
    drop();
    m_pool.waitForDone();
}

void NewestTask::take(Work work)
{
    if (!m_running) {
        begin(std::move(work));
        return;
    }
    if (m_overtaken == Overtaken::Dropped)
        m_stop.request_stop();
    m_waiting = std::move(work);
}

void NewestTask::tell(Landing land, const std::stop_token& stop)
{
    QMetaObject::invokeMethod(
        this,
        [land = std::move(land), stop] {
            if (!stop.stop_requested())
                land();
        },
        Qt::QueuedConnection);
}

void NewestTask::drop()
{
    m_waiting.reset();
    m_stop.request_stop();
}

void NewestTask::begin(Work work)
{
    m_running = true;
    m_stop = {};
    m_pool.start([this, work = std::move(work), stop = m_stop.get_token()] {
        QMetaObject::invokeMethod(
            this,
            [this, land = work(stop), stop] {
                m_running = false;
                if (m_waiting)
                    begin(*std::exchange(m_waiting, std::nullopt));
                if (land && !stop.stop_requested())
                    land();
            },
            Qt::QueuedConnection);
    });
}

} // namespace colonnade::ui
