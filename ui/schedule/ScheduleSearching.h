#pragma once

#include "model/exchange/cabling/CableSchedule.h"
#include "ui/document/DesignSession.h"

#include <QObject>
#include <QString>
#include <QThreadPool>

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace colonnade::ui {

/// Rows of a cable schedule that a query asks for.
struct ScheduleAnswer {
    DesignRef design;
    model::ScheduleQuery query;
    std::shared_ptr<const model::CableSchedule> schedule; ///< Null: see `problem`.
    QString problem; ///< Why there is no schedule; a whole sentence.
    std::vector<std::uint32_t> rows;
};

/// Makes the schedule of the newest design, and searches it, on a thread of its own. A newer wish ends the search before it;
/// until the next answer the one before stays.
class ScheduleSearching final : public QObject {
    Q_OBJECT
public:
    explicit ScheduleSearching(QObject* parent = nullptr);
    ~ScheduleSearching() override;

    void take(DesignRef design, model::ScheduleQuery query);
    /// Ends the search that runs; its answer is never told.
    void cancel();
    [[nodiscard]] bool busy() const { return m_running; }
    /// Null until the first answer.
    [[nodiscard]] const std::shared_ptr<const ScheduleAnswer>& answer() const { return m_answer; }

signals:
    void begun();
    void answered();
    void cancelled();

private:
    struct Wish {
        DesignRef design;
        model::ScheduleQuery query;
    };
    void begin(Wish wish);

    std::shared_ptr<const ScheduleAnswer> m_answer;
    std::optional<Wish> m_waiting;
    std::stop_source m_stop;
    bool m_running = false;
    QThreadPool m_pool;
};

} // namespace colonnade::ui
