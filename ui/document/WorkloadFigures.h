#pragma once

#include "ui/document/DesignSession.h"
#include "ui/document/NewestTask.h"

#include <QObject>

#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace colonnade::ui {

/// The figures of one workload on a design, as far as there are any.
struct WorkloadFigures {
    model::WorkloadId id;
    QString name = {};
    bool serving = false;
    QString layout = {}; ///< With what was chosen where it was left free.
    QString basis = {};  ///< One sentence: what the bands rest on.
    QString why = {};    ///< Why there are no figures; empty where there are.
    std::optional<double> seconds = {};           ///< Of a step, or of an output token.
    QString spread = {};                          ///< Of the time of an output token: its percentiles, or why there are none.
    std::optional<double> firstToken = {};        ///< Seconds; of serving.
    std::optional<double> tokensPerSecond = {}, perAccelerator = {};
    int accelerators = 0, ofAccelerators = 0;           ///< In use, of those of the machine; 0 without figures.
    std::optional<double> joulesPerToken = {};
    std::optional<double> perMegawatt = {}; ///< Tokens per second, of the power that the joules count.
    std::optional<double> dollarsPerMillion = {}; ///< USD, typical, before losses to failures.
    std::optional<double> energyDollarsPerMillion = {}; ///< Of that, what goes to energy.
};

/// Of every workload of the design, in its order.
std::vector<WorkloadFigures> workloadFigures(const model::Design& design, const model::Profile& profile, const std::stop_token& stop = {});

/// The figures of all workloads of the newest design and of the baseline, worked out on a worker while somebody looks.
class WorkloadStudy final : public QObject {
    Q_OBJECT
public:
    explicit WorkloadStudy(DesignSession& session, QObject* parent = nullptr);

    using Figures = std::shared_ptr<const std::vector<WorkloadFigures>>;
    /// Null before the first.
    [[nodiscard]] const Figures& figures() const { return m_figures; }
    /// Null where the baseline is the design itself.
    [[nodiscard]] const Figures& baseline() const { return m_baseline; }
    void setWanted(bool wanted);

signals:
    void changed();

private:
    void begin();

    DesignSession& m_session;
    Figures m_figures, m_baseline;
    DesignRef m_design, m_baselineDesign; ///< That they are of.
    std::shared_ptr<const model::Profile> m_profile;
    bool m_wanted = false;
    NewestTask m_task{this};
};

} // namespace colonnade::ui
