#pragma once

#include "model/economics/CostEstimate.h"
#include "model/performance/Layouts.h"
#include "model/performance/Sensitivity.h"
#include "model/performance/Waterfall.h"
#include "model/performance/serving/ServingSearch.h"
#include "render/charts/StudyCharts.h"
#include "ui/document/DesignSession.h"

#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <memory>
#include <optional>
#include <vector>

namespace colonnade::ui {

/// A layout among the best, and what it loses by.
struct LayoutChoice {
    model::TrainingFigures figures;
    QString why; ///< Empty of the best.
};

/// What stands behind an estimate: why it is what it is, and what else could be.
struct Study {
    DesignRef design;
    std::optional<model::WorkloadId> workload;
    std::vector<model::WaterfallStep> waterfall; ///< Of a training.
    std::vector<model::Sensitivity> sensitivities;
    std::vector<LayoutChoice> layouts; ///< Of a training, the best first.
    int layoutsTried = 0;
    std::vector<render::RoofedKernel> roofline; ///< Products of a layer.
    double roofRate = 0, roofBandwidth = 0; ///< FLOP/s and bytes/s; 0: not known.
    std::vector<model::ServingPoint> points, front; ///< Of serving: all, and those that no other beats.
    std::optional<model::Result<model::CostEstimate>> cost;
};

/// Works out the study of the newest estimate on a worker, some moments after it came, so that a drag is not slowed.
class EstimateStudy final : public QObject {
    Q_OBJECT
public:
    explicit EstimateStudy(DesignSession& session, QObject* parent = nullptr);
    ~EstimateStudy() override;

    /// The newest there is; null before the first.
    [[nodiscard]] std::shared_ptr<const Study> study() const { return m_study; }
    [[nodiscard]] bool busy() const { return m_running; }
    /// Nothing is worked out while nobody looks.
    void setWanted(bool wanted);

signals:
    void changed();

private:
    void begin();

    DesignSession& m_session;
    std::shared_ptr<const Study> m_study;
    std::shared_ptr<std::atomic<bool>> m_stop;
    bool m_wanted = false, m_running = false, m_again = false;
    QThreadPool m_pool;
};

/// What `EstimateStudy` works out. Stops early, with what it has, where `stop` becomes true.
Study studied(const Judgement& judgement, const std::optional<model::WorkloadId>& workload, const std::atomic<bool>& stop);

} // namespace colonnade::ui
