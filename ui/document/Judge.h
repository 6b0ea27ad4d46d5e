#pragma once

#include "ui/document/DesignSession.h"

#include <QObject>
#include <QThreadPool>

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
    [[nodiscard]] bool busy() const { return m_running || m_waiting; }

signals:
    /// The rules have answered; the estimate follows with `judged`.
    void rulesJudged(const colonnade::ui::Judgement& judgement);
    void judged(const colonnade::ui::Judgement& judgement);

private:
    struct Wish {
        quint64 number = 0;
        DesignRef design;
        std::shared_ptr<const model::Profile> profile;
        std::optional<model::WorkloadId> workload;
    };
    void begin(Wish wish);
    void finish(quint64 number);

    std::shared_ptr<const model::RuleEngine> m_engine;
    std::optional<Wish> m_waiting;
    std::unique_ptr<EstimateMemory> m_memory; ///< Of the worker alone.
    quint64 m_newest = 0;
    bool m_running = false;
    QThreadPool m_pool;
};

} // namespace colonnade::ui
