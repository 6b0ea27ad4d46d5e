#pragma once

#include <QObject>
#include <QThreadPool>

#include <functional>
#include <optional>
#include <stop_token>

namespace colonnade::ui {

/// Works off the newest of what it is asked for, on a thread of its own: what waits is replaced by what comes after it.
class NewestTask final : public QObject {
public:
    /// What becomes of work that something newer has overtaken while it ran.
    enum class Overtaken {
        Dropped, ///< It is asked to stop, and its answer is dropped.
        Told,    ///< It ends, and its answer stands until the next is there.
    };
    /// Takes the answer over; called on the thread of whoever owns this. Empty: all was told before.
    using Landing = std::function<void()>;
    /// Called on the worker, with values of its own only.
    using Work = std::function<Landing(const std::stop_token& stop)>;

    explicit NewestTask(QObject* parent, Overtaken overtaken = Overtaken::Dropped);
    ~NewestTask() override; ///< Waits for what runs.

    void take(Work work);
    /// Called on the worker: what is known before the end. Lands like the answer, and before it.
    void tell(Landing land, const std::stop_token& stop);
    /// Gives up what runs and what waits.
    void drop();
    /// An answer is still to come. What was given up may yet run.
    [[nodiscard]] bool busy() const { return m_waiting || (m_running && !m_stop.stop_requested()); }

private:
    void begin(Work work);

    Overtaken m_overtaken;
    std::optional<Work> m_waiting;
    std::stop_source m_stop;
    bool m_running = false;
    QThreadPool m_pool;
};

} // namespace colonnade::ui
