#pragma once

#include "model/reliability/SingleFailures.h"
#include "render/elevation/FailureMarks.h"
#include "ui/document/NewestTask.h"

#include <QObject>
#include <QString>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace colonnade::ui {

using DesignRef = std::shared_ptr<const model::Design>;

/// A what-if, worked out for one design.
struct FailureState {
    DesignRef design;
    std::shared_ptr<const model::Failures> ready; ///< Keeps alive what `failure` points into.
    model::Failure failure;
    render::PlaceStates places; ///< All that is not as normally.
    QString sentence;           ///< "Feed A of SU-1 lost: 0 GPUs dark, Feed B at 98 %".

    /// What became of the devices of a placed rack ("su-1/a04").
    [[nodiscard]] std::map<model::DeviceId, model::PlaceState> devicesOf(const std::string& rack) const;
};

/// What has been made to fail, beside the design and not in it; and every single failure, worst first.
///
/// Works on a thread of its own over the same immutable design. Only the newest wish counts; answers to older ones are
/// dropped, and until the next answer the state before stays.
class FailureWhatIf final : public QObject {
    Q_OBJECT
public:
    explicit FailureWhatIf(QObject* parent = nullptr);

    /// The design that is judged from now on. Parts that it no longer has are taken out of the set.
    void take(DesignRef design, const model::FailureBasis& basis);

    /// Instance paths; empty: nothing has failed.
    [[nodiscard]] const std::vector<std::string>& paths() const { return m_paths; }
    [[nodiscard]] bool active() const { return !m_paths.empty(); }
    [[nodiscard]] bool has(const std::string& path) const;
    /// Fails where a path names nothing; then nothing changes.
    model::Result<void> set(const std::vector<std::string>& paths);
    /// Adds those that have not failed yet; where all have, mends them.
    model::Result<void> toggle(const std::vector<std::string>& paths);
    void clear();
    /// Null while nothing has failed, or the first answer is not there yet.
    [[nodiscard]] const std::shared_ptr<const FailureState>& state() const { return m_state; }

    /// Whether somebody looks at the list of single failures.
    void wantSingles(bool wanted);
    /// Of the newest design for which they were worked out; null: not yet.
    [[nodiscard]] const std::shared_ptr<const std::vector<model::SingleFailure>>& singles() const { return m_singles; }
    [[nodiscard]] bool singlesAreCurrent() const { return m_singles && m_singlesOf == m_design; }
    /// Steps through the list: makes the next or previous single failure the only one.
    void step(int direction);

signals:
    void changed();        ///< The set or its state.
    void singlesChanged();

private:
    void ask();

    DesignRef m_design, m_singlesOf;
    model::FailureBasis m_basis;
    std::vector<std::string> m_paths;
    std::shared_ptr<const FailureState> m_state;
    std::shared_ptr<const std::vector<model::SingleFailure>> m_singles;
    std::shared_ptr<const model::Failures> m_ready; ///< For the design that was judged last.
    bool m_singlesWanted = false;
    NewestTask m_task{this};
};

} // namespace colonnade::ui
