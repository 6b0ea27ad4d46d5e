#pragma once

#include "render/fabric/HallTraffic.h"
#include "ui/document/NewestTask.h"

#include <QObject>

#include <map>
#include <memory>

namespace colonnade::ui {

using DesignRef = std::shared_ptr<const model::Design>;
struct FailureState;

/// Works out where the cables of the hall lie, and what traffic and the failure that is tried make of them: once for all
/// views, on a thread of its own, and no more than these want. Only the newest question counts; until its answer the one
/// before stays.
class CableOverlayer final : public QObject {
    Q_OBJECT
public:
    explicit CableOverlayer(QObject* parent = nullptr);

    /// `failure`: null while nothing has failed. One of an earlier design is about to be judged anew, and waited for.
    void take(DesignRef design, std::shared_ptr<const FailureState> failure);
    /// What a view shows from now on, until it is gone.
    void want(const QObject* view, render::CableDepth depth);
    /// Who sends to whom, also in the diagram of the networks.
    void setTraffic(const render::TrafficWish& traffic);
    [[nodiscard]] const render::TrafficWish& traffic() const { return m_traffic; }
    /// The last answer; null: there is none, or nobody wants one.
    [[nodiscard]] const std::shared_ptr<const render::HallCables>& cables() const { return m_cables; }
    /// Whether that holds so much, if of another traffic, failure or design than the newest.
    [[nodiscard]] bool holds(render::CableDepth depth) const { return m_cables && m_answered.depth >= depth; }
    [[nodiscard]] bool busy() const { return m_task.busy(); }

signals:
    void changed(); ///< The answer.
    void trafficChanged();

private:
    struct Task {
        DesignRef design;
        std::shared_ptr<const FailureState> failure;
        render::CableDepth depth = render::CableDepth::Nothing;
        render::TrafficWish traffic;
        /// Asks for no more than the other has answered.
        [[nodiscard]] bool isWithin(const Task& other) const;
    };
    void ask();

    DesignRef m_design;
    std::shared_ptr<const FailureState> m_failure;
    render::TrafficWish m_traffic;
    std::map<const QObject*, render::CableDepth> m_wanted;

    std::shared_ptr<const render::HallCables> m_cables;
    render::HeldTraffic m_held; ///< Of that.
    Task m_answered, m_asked; ///< `m_asked`: the newest that was begun or waits.
    NewestTask m_task{this};
};

} // namespace colonnade::ui
