#pragma once

#include "model/economics/CostEstimate.h"
#include "model/exchange/EnergyOfDesign.h"
#include "model/performance/Layouts.h"
#include "model/performance/Sensitivity.h"
#include "model/performance/serving/ServingSearch.h"
#include "model/performance/serving/ServingWaterfall.h"
#include "render/charts/StudyCharts.h"
#include "ui/document/DesignSession.h"
#include "ui/document/NewestTask.h"

#include <QObject>

#include <atomic>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace colonnade::ui {

/// A layout among the best, and what it loses by.
struct LayoutChoice {
    model::TrainingFigures figures;
    QString why; ///< Empty of the best.
};

/// The same of serving.
struct ServedChoice {
    model::ServingPoint point;
    QString why; ///< Empty of the best.
};

/// What stands behind an estimate: why it is what it is, and what else could be.
struct Study {
    DesignRef design;
    std::optional<model::WorkloadId> workload;
    std::shared_ptr<const model::ClusterView> machine; ///< That it is about; null without an estimate.
    std::optional<model::Workload> job;                ///< The workload as it was then.
    model::ProjectCalibration calibration;
    std::vector<model::WaterfallStep> waterfall; ///< Of a step of training, or of an output token.
    std::vector<model::Sensitivity> sensitivities;
    bool ofSpeed = false; ///< They tell the speed of a request; else the throughput.
    std::vector<LayoutChoice> layouts; ///< Of a training, the best first.
    std::vector<ServedChoice> served;  ///< Of serving, the best first.
    std::int64_t layoutsTried = 0;
    std::vector<render::RoofedKernel> roofline; ///< Products of a layer.
    double roofRate = 0, roofBandwidth = 0; ///< FLOP/s and bytes/s; 0: not known.
    std::vector<model::ServingPoint> points, front; ///< Of serving: all, and those that no other beats.
    std::optional<model::Result<model::CostEstimate>> cost;
    std::optional<model::EnergySplit> energy;   ///< Nothing where the power of the design or its accelerators is not known.
    std::optional<model::Joules> energyPerToken; ///< Of the estimate.
    std::optional<double> energyDollarsPerMillion; ///< USD, typical, of that energy.
};

/// Works out the study of the newest estimate on a worker, some moments after it came, so that a drag is not slowed.
class EstimateStudy final : public QObject {
    Q_OBJECT
public:
    explicit EstimateStudy(DesignSession& session, QObject* parent = nullptr);

    /// The newest there is; null before the first.
    [[nodiscard]] std::shared_ptr<const Study> study() const { return m_study; }
    [[nodiscard]] bool busy() const { return m_task.busy(); }
    /// Share of the search for the best layouts that is done, 0 to 1, while it is busy.
    [[nodiscard]] double done() const { return *m_done; }
    /// Gives up what is being worked out; the last study stays. The next edit begins anew.
    void cancel();
    /// The newest was given up, and no other has begun since.
    [[nodiscard]] bool givenUp() const { return m_givenUp; }
    /// Nothing is worked out while nobody looks.
    void setWanted(bool wanted);

signals:
    void begun();
    void changed(); ///< There is another study, or what was worked out was given up.

private:
    void begin();
    void stop();

    DesignSession& m_session;
    std::shared_ptr<const Study> m_study;
    std::shared_ptr<std::atomic<double>> m_done; ///< Of the newest: what was given up still writes its own.
    bool m_wanted = false, m_givenUp = false;
    NewestTask m_task{this};
};

/// What `EstimateStudy` works out. Of `before`, the study before it, all that still holds is taken over: everything but the
/// cost where machine and workload are the same, else the best layouts, as a start. Stops early, with what it has, where
/// it is told to. `done` as of `SearchSettings`.
Study studied(const Judgement& judgement, const std::optional<model::WorkloadId>& workload, const Study* before = nullptr,
              const std::stop_token& stop = {}, std::atomic<double>* done = nullptr);

} // namespace colonnade::ui
