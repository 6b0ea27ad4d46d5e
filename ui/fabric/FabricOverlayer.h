#pragma once

#include "render/fabric/FabricTraffic.h"
#include "ui/document/NewestTask.h"
#include "ui/fabric/FabricGatherer.h"

#include <QObject>

#include <map>
#include <memory>
#include <stop_token>
#include <vector>

namespace colonnade::ui {

struct FailureState;

/// What a person wants the colours of the networks to tell.
struct FabricColouring {
    render::FabricShow show = render::FabricShow::Cables;
    render::TrafficWish traffic; ///< Of utilisation.
    bool operator==(const FabricColouring&) const = default;
};

/// What has become of the networks that are shown, and of what this was worked out.
struct FabricStates {
    std::shared_ptr<const Gathered> of;
    std::shared_ptr<const FailureState> failure; ///< Null: nothing has failed.
    FabricColouring colouring;
    std::map<const render::FabricNetwork*, render::FabricState> states;
};

/// Works out what a failure and traffic make of networks, on a thread of its own. Only the newest wish counts: the one
/// before is stopped, and its answer dropped. Traffic of plans that have not changed is not worked out again.
class FabricOverlayer final : public QObject {
    Q_OBJECT
public:
    explicit FabricOverlayer(QObject* parent = nullptr);

    /// `failure` is of the gathered design, or null.
    void take(std::shared_ptr<const Gathered> gathered, std::shared_ptr<const FailureState> failure, const FabricColouring& colouring);
    /// The last answer; null: there has been none.
    [[nodiscard]] const std::shared_ptr<const FabricStates>& states() const { return m_states; }
    [[nodiscard]] bool busy() const { return m_task.busy(); }

signals:
    void changed();

private:
    struct Task {
        std::shared_ptr<const Gathered> gathered;
        std::shared_ptr<const FailureState> failure;
        FabricColouring colouring;
    };
    /// Traffic that has been worked out.
    struct Known {
        std::shared_ptr<const model::FabricPlan> plan;
        model::FabricLoss loss;
        render::TrafficWish wish;
        std::shared_ptr<const render::FabricTraffic> traffic;
    };
    static std::shared_ptr<const FabricStates> workedOut(const Task& task, const std::vector<Known>& before, std::vector<Known>& known,
                                                         const std::stop_token& stop);

    std::shared_ptr<const FabricStates> m_states;
    std::vector<Known> m_known; ///< Of the last answer.
    NewestTask m_task{this};
};

} // namespace colonnade::ui
