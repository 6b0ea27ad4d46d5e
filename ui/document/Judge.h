#pragma once

#include "ui/document/DesignSession.h"
#include "ui/document/NewestTask.h"

#include <QObject>

#include <memory>
#include <optional>

namespace colonnade::ui {

class EstimateMemory;

/// Works out rules and estimate of a design on a worker. Only the newest wish counts: what waits is replaced, and
/// the answer to what was overtaken is not given.
class Judge final : public QObject {
    Q_OBJECT
public:
    explicit Judge(std::shared_ptr<const model::RuleEngine> engine, QObject* parent = nullptr);
    ~Judge() override;

    void judge(DesignRef design, std::shared_ptr<const model::Profile> profile,
               std::optional<model::WorkloadId> workload);
    /// Forgets what waits and what runs.
    void forget();

signals:
    /// The rules have answered; the estimate follows with `judged`.
    void rulesJudged(const colonnade::ui::Judgement& judgement);
    void judged(const colonnade::ui::Judgement& judgement);

private:
    std::shared_ptr<const model::RuleEngine> m_engine;
    std::unique_ptr<EstimateMemory> m_memory; ///< Of the worker alone.
    NewestTask m_task{this};
};

} // namespace colonnade::ui
