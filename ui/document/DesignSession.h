#pragma once

#include "model/cooling/CoolingChain.h"
#include "model/design/Design.h"
#include "model/design/Subject.h"
#include "model/exchange/Recovery.h"
#include "model/performance/Estimate.h"
#include "model/performance/MeasuredRuns.h"
#include "model/performance/Scaling.h"
#include "model/performance/serving/ServingEstimate.h"
#include "model/power/PowerChain.h"
#include "model/rules/Engine.h"
#include "model/rules/Profile.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace colonnade::ui {

struct Library;
struct FailureState;
class CableOverlayer;
class FailureWhatIf;

using DesignRef = std::shared_ptr<const model::Design>;
/// An edit answers with the next design or the reason why there is none.
using Edit = std::function<model::Result<model::Design>(const model::Design&)>;

/// What the current design, or a design that is only tried out during a drag, comes to.
struct Judgement {
    DesignRef design;
    std::shared_ptr<const model::Profile> profile;                       ///< That it was judged by.
    std::shared_ptr<const model::Evaluation> evaluation;                 ///< Null while it is being worked out.
    std::shared_ptr<const model::Result<model::TrainingEstimate>> estimate; ///< Of a training; null without one.
    std::shared_ptr<const model::Result<model::ServingEstimate>> serving;   ///< Of serving; null without it.
    /// The power and cooling chains; null while they are being worked out. They point into `design`.
    std::shared_ptr<const model::DesignPower> power;
    std::shared_ptr<const model::DesignCooling> cooling;
    std::optional<model::Sum<model::Dollars>> price; ///< Of all that has to be bought, cables too; nothing while it is being worked out.
    /// Throughput of the same workload on parts of the machine, by rising accelerators; empty without an estimate.
    std::vector<model::ScalingPoint> scaling;
    std::shared_ptr<const model::ClusterView> machine; ///< What the estimate rests on; null without one.
    model::ProjectCalibration calibration;    ///< What the estimate was made by.
    std::vector<model::ComparedRun> measured; ///< Runs of the workload beside its estimates.
    double rulesMilliseconds = 0;    ///< Time that the rules took.
    double estimateMilliseconds = 0; ///< Time that the estimate took.
    bool estimated = false;          ///< The estimate, where there is one, has answered too.
};

/// A what-if that was never made current: a drag over its target, a fix under the cursor.
struct Preview {
    std::optional<model::Error> refusal; ///< The edit was refused: an invariant would break.
    Judgement after;                     ///< Valid where there is no refusal.
    model::FindingDelta delta;           ///< Findings that the edit would add or remove.
    QString title;                       ///< "Fits at U41–U42"
};

/// The one object that holds the current design and its history, and tells the views.
///
/// Views read values, compare pointers of before and after, and send edits. Rules and estimates run on a worker over
/// the same immutable value; a result for an older design is dropped.
class DesignSession final : public QObject {
    Q_OBJECT
public:
    explicit DesignSession(QObject* parent = nullptr);
    /// With another library of parts and profiles than the shipped one.
    explicit DesignSession(std::shared_ptr<const Library> library, QObject* parent = nullptr);
    ~DesignSession() override;

    [[nodiscard]] const DesignRef& design() const; ///< Never null.
    [[nodiscard]] const Judgement& judgement() const;       ///< Of the newest design that was judged.
    [[nodiscard]] bool judgementIsCurrent() const;
    /// What the rules are judged by: the profile that the design names, with a person's changes on it.
    [[nodiscard]] const model::Profile& profile() const;
    /// The profile that the design names, as it is shipped or saved.
    [[nodiscard]] const model::Profile& namedProfile() const;
    /// All that a design can name: shipped ones, then the person's own.
    [[nodiscard]] std::vector<std::shared_ptr<const model::Profile>> profiles() const;
    /// Judges by another setting of the rules from here on, as one undo step; the design stays as it is.
    void setProfile(const QString& name, model::Profile profile);
    /// Makes a profile of the person's own known, in place of one of the same id. A design can name it from now on.
    void addProfile(model::Profile profile);
    /// Keeps the rules as they are set now as a profile called `name` in the person's folder, and names it in the design,
    /// as one undo step. The file stays when that is undone. Fails in one sentence, and then changes nothing.
    model::Result<void> saveProfileAs(const QString& name);
    [[nodiscard]] const model::Catalog& catalog() const;    ///< All shipped parts, not only those in use.
    [[nodiscard]] const Library& library() const;
    /// True from an edit until rules and estimate have both answered for it.
    [[nodiscard]] bool judging() const;
    /// The workload that is estimated; nothing where the design has none.
    [[nodiscard]] const model::Workload* workload() const;
    void chooseWorkload(const model::WorkloadId& id);
    /// What charts and deltas compare with: the design as opened or last saved, or one that was pinned.
    [[nodiscard]] const Judgement& baseline() const;
    [[nodiscard]] bool baselineIsPinned() const;
    void pinBaseline();
    void unpinBaseline();

    /// Runs the edit and makes its result current, as one undo step named `name` ("Move 4 trays to A05").
    model::Result<void> apply(const QString& name, const Edit& edit);

    // History. Entry 0 is the design as opened.
    [[nodiscard]] QStringList history() const;
    [[nodiscard]] int historyIndex() const;
    void goTo(int historyIndex);
    [[nodiscard]] bool canUndo() const;
    [[nodiscard]] bool canRedo() const;
    [[nodiscard]] QString undoName() const;
    [[nodiscard]] QString redoName() const;
    void undo();
    void redo();

    // The file.
    [[nodiscard]] QString path() const; ///< Empty for a design that was never saved.
    [[nodiscard]] QString title() const; ///< File name, or the design's name.
    [[nodiscard]] bool isModified() const;
    [[nodiscard]] bool isReadOnly() const;
    void start(model::Design design, const QString& path = {}); ///< Begins anew: a new or freshly read design.
    model::Result<void> open(const QString& path);
    model::Result<void> save();
    model::Result<void> saveAs(const QString& path);
    /// Saves over a file that someone else has changed, or that has other names: after the person has said so.
    model::Result<void> saveAnyway();
    /// How the last save ended; tells a changed file from a full disk.
    [[nodiscard]] model::Saved lastSave() const;
    /// Why the file is read-only: who has it open. Empty where it is not.
    [[nodiscard]] QString readOnlyReason() const;
    /// Takes the lock whoever has it, after the person has said so.
    void editAnyway();
    /// Begins with work left over by a program that ended: unsaved, with its old path, which only a save writes to.
    model::Result<void> recover(const model::RecoveryCandidate& candidate);
    /// "Saved 14:02", "Not saved yet".
    [[nodiscard]] QString savedNote() const;
    /// Puts unsaved work away at once: before risky things, on losing focus and when the program is told to end.
    void flush();
    /// Ends the document: releases its lock and, where nothing is unsaved or it is thrown away, its recovery copy.
    void close(bool discardUnsaved);

    // Selection, shared by all views. Where the subject is a device of a placed rack, it is an instance path.
    [[nodiscard]] const std::vector<model::Subject>& selection() const;
    [[nodiscard]] bool isSelected(const model::Subject& subject) const;
    void select(std::vector<model::Subject> subjects);
    void clearSelection();
    [[nodiscard]] const std::optional<model::Subject>& hovered() const;
    void hover(std::optional<model::Subject> subject);
    /// The rack that the elevation shows: "su-1/a04" or "rack:gb300"; follows the selection of devices and racks.
    [[nodiscard]] const model::Subject& currentRack() const;
    void showRack(const model::Subject& rack);
    /// Asks the views to bring these into sight (F4, double click on a finding).
    void frame(std::vector<model::Subject> subjects);
    /// Whether edits inside a placed rack concern every placement of its design, or only this one.
    enum class Scope { All, OnlyThis };
    [[nodiscard]] Scope scope() const;
    void setScope(Scope scope);

    // Trying out.
    /// Judges what the edit would do, at once for a refusal, shortly for findings (see `previewChanged`).
    void preview(const QString& title, const Edit& edit);
    /// Judges the current design by another setting of the rules.
    void previewProfile(const QString& title, const model::Profile& profile);
    void endPreview();
    [[nodiscard]] const std::optional<Preview>& currentPreview() const;

    /// What one of several edits would do to the findings, or why it is refused.
    using Effect = model::Result<model::FindingDelta>;
    /// Judges the edit behind all other work and answers `then` on this thread; not at all where `asker` is gone, or
    /// where the design has changed by then.
    void judgeAside(const Edit& edit, QObject* asker, std::function<void(const Effect&)> then) const;
    // What-if: parts that are made to fail, beside the design and not in it.
    [[nodiscard]] FailureWhatIf& failures() const;
    /// The state of all views while something has failed, with the power state in `failure.power`; null otherwise, and
    /// until it has been worked out. It may be of the design before the last edit (`FailureState::design`).
    [[nodiscard]] const std::shared_ptr<const FailureState>& failureState() const;

    /// What traffic and a failure make of the hall's cables, where a view shows that.
    [[nodiscard]] CableOverlayer& cableOverlayer() const;

    /// What the mouse and the modifiers do now, for the status line: "Drag to mount, Esc to cancel". Empty: nothing
    /// special.
    [[nodiscard]] const QString& hint() const;
    void setHint(const QString& hint);

signals:
    void designChanged(const colonnade::ui::DesignRef& before, const colonnade::ui::DesignRef& after);
    void judgementChanged();
    void profileChanged();    ///< The rules are set otherwise, or another profile is named.
    void historyChanged();
    void fileChanged();       ///< Path, title, modified or read-only mark.
    void selectionChanged();
    void hoverChanged();
    void currentRackChanged();
    void scopeChanged();
    void previewChanged();
    void failureChanged(); ///< What has failed, or what that comes to.
    void hintChanged();
    void baselineChanged();
    void framed(const std::vector<colonnade::model::Subject>& subjects);
    void saved(const QString& note); ///< "Saved 14:02", or what the disk did not confirm.
    void autosaveFailed(const QString& why);

private:
    void begin(DesignRef next, bool saved);

    class Private;
    std::unique_ptr<Private> d;
};

} // namespace colonnade::ui
