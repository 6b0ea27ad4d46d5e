#pragma once

#include "ui/document/Autosave.h"
#include "ui/document/CableOverlayer.h"
#include "ui/document/DesignFile.h"
#include "ui/document/DesignSession.h"
#include "ui/document/FailureWhatIf.h"
#include "ui/document/Judge.h"
#include "ui/document/Library.h"

#include <QThreadPool>

#include <map>
#include <utility>

namespace colonnade::ui {

using ProfileRef = std::shared_ptr<const model::Profile>;

/// What the session holds; only its own files see it.
class DesignSession::Private {
public:
    /// One of the history.
    struct Step {
        QString name;
        DesignRef design;
        ProfileRef profile;
    };

    Private(DesignSession* session, std::shared_ptr<const Library> shipped) :
        q(session),
        library(std::move(shipped)),
        engine(std::make_shared<const model::RuleEngine>()),
        judge(engine),
        previewJudge(engine)
    {
    }

    void show(int step);
    void judgeCurrent();
    void takeJudgement(const Judgement& answer);
    void takePreview(const Judgement& answer);
    [[nodiscard]] ProfileRef profileNamed(std::string_view id) const;
    void takeWorkload();
    void followSelection();
    void prune();
    void keepUnsaved();
    model::Result<void> writeTo(const QString& target, DesignFile::Overwrite overwrite);

    DesignSession* q;
    std::shared_ptr<const Library> library;
    std::shared_ptr<const model::RuleEngine> engine;
    std::vector<ProfileRef> ownProfiles;
    mutable std::map<std::pair<QString, std::string>, ProfileRef> lookedUp; ///< By the design's path and the profile's id.
    std::optional<model::WorkloadId> workload;

    [[nodiscard]] const ProfileRef& profile() const { return steps[static_cast<std::size_t>(index)].profile; }
    std::vector<Step> steps;
    int index = 0;
    DesignRef savedDesign; ///< Null while the design as opened was never saved and needs to be.
    DesignFile file;
    QString savedNote;
    model::Saved lastSave = model::Saved::Yes;

    Judgement judgement;
    bool judging = false;
    Judgement baseline;
    bool baselinePinned = false;

    std::vector<model::Subject> selection;
    std::optional<model::Subject> hovered;
    model::Subject currentRack{model::Subject::Where::Hall, {}};
    Scope scope = Scope::All;
    std::optional<Preview> preview;
    std::optional<Judgement> early; ///< Of the preview, judged before the design that it starts from.
    QString hint;

    FailureWhatIf failures;
    CableOverlayer cables;
    Autosave autosave;
    QThreadPool aside;
    Judge judge, previewJudge; // last: their workers end before what they answer to goes
};

} // namespace colonnade::ui
