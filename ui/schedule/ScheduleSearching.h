#pragma once

#include "model/exchange/cabling/CableSchedule.h"
#include "ui/document/DesignSession.h"
#include "ui/document/NewestTask.h"

#include <QObject>
#include <QString>

#include <memory>
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

    void take(DesignRef design, model::ScheduleQuery query);
    /// Ends the search; its answer is never told.
    void cancel();
    [[nodiscard]] bool busy() const { return m_task.busy(); }
    /// Null until the first answer.
    [[nodiscard]] const std::shared_ptr<const ScheduleAnswer>& answer() const { return m_answer; }

signals:
    void begun(); ///< Nothing was sought before.
    void answered();
    void cancelled();

private:
    std::shared_ptr<const ScheduleAnswer> m_answer;
    NewestTask m_task{this};
};

} // namespace colonnade::ui
