#include "ui/document/DesignSession.h"

#include "model/exchange/DesignReader.h"
#include "model/exchange/ProfileSaving.h"
#include "model/exchange/ProfileShelf.h"
#include "ui/document/Autosave.h"
#include "ui/document/CableOverlayer.h"
#include "ui/document/DesignFile.h"
#include "ui/document/FailureWhatIf.h"
#include "ui/document/Judge.h"
#include "ui/document/Library.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"

#include <QDate>
#include <QFileInfo>
#include <QPointer>
#include <QThreadPool>
#include <QTime>

#include <algorithm>
#include <map>
#include <utility>

namespace colonnade::ui {

namespace {

using model::Subject;

using ProfileRef = std::shared_ptr<const model::Profile>;

struct Step {
    QString name;
    DesignRef design;
    ProfileRef profile;
};

} // namespace

class DesignSession::Private {
public:
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

    std::vector<Subject> selection;
    std::optional<Subject> hovered;
    Subject currentRack{Subject::Where::Hall, {}};
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

DesignSession::DesignSession(QObject* parent) : DesignSession(Library::shipped(), parent)
{
}

DesignSession::DesignSession(std::shared_ptr<const Library> library, QObject* parent) :
    QObject(parent),
    d(std::make_unique<Private>(this, std::move(library)))
{
    connect(&d->judge, &Judge::rulesJudged, this,
            [this](const Judgement& answer) { d->takeJudgement(answer); });
    connect(&d->judge, &Judge::judged, this, [this](const Judgement& answer) {
        d->judging = false;
        d->takeJudgement(answer);
    });
    connect(&d->previewJudge, &Judge::rulesJudged, this,
            [this](const Judgement& answer) { d->takePreview(answer); });
    connect(&d->previewJudge, &Judge::judged, this,
            [this](const Judgement& answer) { d->takePreview(answer); });
    connect(&d->failures, &FailureWhatIf::changed, this, [this] { d->cables.take(design(), failureState()); });
    connect(&d->failures, &FailureWhatIf::changed, this, &DesignSession::failureChanged);
    connect(&d->autosave, &Autosave::failed, this, &DesignSession::autosaveFailed);
    auto empty = std::make_shared<const model::Design>();
    d->steps.push_back({tr("New design"), empty, d->profileNamed(empty->profile())});
    d->savedDesign = d->steps.front().design;
    d->aside.setMaxThreadCount(1);
    d->takeWorkload();
    d->judgeCurrent();
}

DesignSession::~DesignSession()
{
    d->aside.clear();
    d->aside.waitForDone();
}

const DesignRef& DesignSession::design() const
{
    return d->steps[static_cast<std::size_t>(d->index)].design;
}

const Judgement& DesignSession::judgement() const
{
    return d->judgement;
}

bool DesignSession::judgementIsCurrent() const
{
    return d->judgement.design == design() && d->judgement.profile == d->profile();
}

const model::Profile& DesignSession::profile() const
{
    return *d->profile();
}

const model::Profile& DesignSession::namedProfile() const
{
    return *d->profileNamed(design()->profile());
}

std::vector<std::shared_ptr<const model::Profile>> DesignSession::profiles() const
{
    std::vector<ProfileRef> all = d->library->profiles;
    for (const ProfileRef& own : d->ownProfiles) {
        std::erase_if(all, [&](const ProfileRef& other) { return other->id == own->id; });
        all.push_back(own);
    }
    return all;
}

void DesignSession::setProfile(const QString& name, model::Profile profile)
{
    endPreview();
    if (profile == *d->profile())
        return;
    ProfileRef next = d->profileNamed(design()->profile());
    if (!(profile == *next)) // Back to what the design names: the same profile again, not an equal one.
        next = std::make_shared<const model::Profile>(std::move(profile));
    d->steps.resize(static_cast<std::size_t>(d->index) + 1);
    d->steps.push_back({name, design(), std::move(next)});
    d->show(d->index + 1);
}

void DesignSession::addProfile(model::Profile profile)
{
    std::erase_if(d->ownProfiles, [&](const ProfileRef& other) { return other->id == profile.id; });
    d->ownProfiles.push_back(std::make_shared<const model::Profile>(std::move(profile)));
}

model::Result<void> DesignSession::saveProfileAs(const QString& name)
{
    auto saved = model::saveProfile({profile(), namedProfile(), utf8(name), path().toStdString()});
    if (!saved)
        return tl::unexpected<model::Error>{saved.error()};
    const std::string id = saved->profile.id;
    const QString title = words(saved->profile.title);
    addProfile(std::move(saved->profile));
    return apply(tr("Save the rules as %1").arg(title),
                 [id](const model::Design& design) -> model::Result<model::Design> { return design.withProfile(id); });
}

const model::Catalog& DesignSession::catalog() const
{
    return d->library->catalog;
}

const Library& DesignSession::library() const
{
    return *d->library;
}

bool DesignSession::judging() const
{
    return d->judging;
}

const model::Workload* DesignSession::workload() const
{
    if (!d->workload)
        return nullptr;
    for (const auto& workload : design()->workloads()) {
        if (workload.id == *d->workload)
            return &workload;
    }
    return nullptr;
}

void DesignSession::chooseWorkload(const model::WorkloadId& id)
{
    if (d->workload == id)
        return;
    d->workload = id;
    d->judgeCurrent();
}

const Judgement& DesignSession::baseline() const
{
    return d->baseline;
}

bool DesignSession::baselineIsPinned() const
{
    return d->baselinePinned;
}

void DesignSession::pinBaseline()
{
    d->baseline = d->judgement;
    d->baselinePinned = true;
    emit baselineChanged();
}

void DesignSession::unpinBaseline()
{
    d->baselinePinned = false;
    d->baseline = {};
    if (judgementIsCurrent() && !isModified())
        d->baseline = d->judgement;
    emit baselineChanged();
}

model::Result<void> DesignSession::apply(const QString& name, const Edit& edit)
{
    auto next = edit(*design());
    if (!next)
        return tl::unexpected(next.error());
    endPreview();
    if (*next == *design())
        return {};
    d->steps.resize(static_cast<std::size_t>(d->index) + 1);
    // Another profile is named: what was changed on the one before stays with it.
    auto profile = next->profile() == design()->profile() ? d->profile() : d->profileNamed(next->profile());
    d->steps.push_back({name, std::make_shared<const model::Design>(std::move(*next)), std::move(profile)});
    d->show(d->index + 1);
    return {};
}

QStringList DesignSession::history() const
{
    QStringList names;
    for (const Step& step : d->steps)
        names << step.name;
    return names;
}

int DesignSession::historyIndex() const
{
    return d->index;
}

void DesignSession::goTo(int historyIndex)
{
    if (historyIndex < 0 || historyIndex >= static_cast<int>(d->steps.size())
        || historyIndex == d->index)
        return;
    endPreview();
    d->show(historyIndex);
}

bool DesignSession::canUndo() const
{
    return d->index > 0;
}

bool DesignSession::canRedo() const
{
    return d->index + 1 < static_cast<int>(d->steps.size());
}

QString DesignSession::undoName() const
{
    return canUndo() ? d->steps[static_cast<std::size_t>(d->index)].name : QString();
}

QString DesignSession::redoName() const
{
    return canRedo() ? d->steps[static_cast<std::size_t>(d->index) + 1].name : QString();
}

void DesignSession::undo()
{
    goTo(d->index - 1);
}

void DesignSession::redo()
{
    goTo(d->index + 1);
}

QString DesignSession::path() const
{
    return d->file.path();
}

QString DesignSession::title() const
{
    if (!path().isEmpty())
        return QFileInfo(path()).fileName();
    const QString name = words(design()->name());
    return name.isEmpty() ? tr("Untitled") : name;
}

bool DesignSession::isModified() const
{
    return design() != d->savedDesign;
}

bool DesignSession::isReadOnly() const
{
    return d->file.isReadOnly();
}

void DesignSession::start(model::Design design, const QString& path)
{
    d->file = path.isEmpty()
        ? DesignFile()
        : DesignFile::known({utf8(QFileInfo(path).absoluteFilePath()), {}});
    d->autosave.begin(d->file.document());
    d->savedNote.clear();
    begin(std::make_shared<const model::Design>(std::move(design)), true);
}

model::Result<void> DesignSession::open(const QString& path)
{
    auto opened = DesignFile::open(path);
    if (!opened)
        return tl::unexpected(opened.error());
    d->file = std::move(opened->file);
    d->autosave.begin(d->file.document());
    d->savedNote = d->file.isReadOnly() ? tr("Read-only") : tr("Saved");
    begin(std::make_shared<const model::Design>(std::move(opened->design)), true);
    return {};
}

model::Result<void> DesignSession::recover(const model::RecoveryCandidate& candidate)
{
    if (const auto begun = model::beginRecovery(candidate); !begun)
        return tl::unexpected(begun.error());
    const auto content = model::recoveredContent(candidate);
    if (!content)
        return tl::unexpected(content.error());
    const std::string name = utf8(QFileInfo(words(candidate.slot)).fileName());
    auto design = model::readDesign(*content, name);
    if (!design)
        return tl::unexpected(design.error());
    d->file = DesignFile::known(candidate.document);
    d->autosave.resume(candidate);
    d->savedNote = tr("Recovered, not saved");
    begin(std::make_shared<const model::Design>(std::move(*design)), false);
    return {};
}

void DesignSession::begin(DesignRef next, bool saved)
{
    const DesignRef before = design();
    d->preview.reset();
    d->previewJudge.forget();
    d->failures.clear();
    d->steps.clear();
    d->index = 0;
    d->steps.push_back({{}, next, d->profileNamed(next->profile())});
    d->steps.front().name = path().isEmpty() ? tr("New design") : tr("Open %1").arg(title());
    d->savedDesign = saved ? next : nullptr;
    d->baseline = {};
    d->baselinePinned = false;
    d->selection.clear();
    d->hovered.reset();
    d->scope = Scope::All;
    d->takeWorkload();
    d->currentRack = firstRack(*next).value_or(Subject{Subject::Where::Hall, {}});
    d->judgeCurrent();
    d->keepUnsaved();
    emit designChanged(before, next);
    emit profileChanged();
    emit fileChanged();
    emit historyChanged();
    emit selectionChanged();
    emit hoverChanged();
    emit currentRackChanged();
    emit scopeChanged();
    emit previewChanged();
    emit baselineChanged();
}

model::Result<void> DesignSession::save()
{
    if (path().isEmpty())
        return model::fail("The design has no file yet; save it under a name.");
    if (isReadOnly())
        return model::fail("'{}' is open read-only; save it under another name.",
                           utf8(QFileInfo(path()).fileName()));
    return d->writeTo(path(), DesignFile::Overwrite::No);
}

model::Result<void> DesignSession::saveAs(const QString& path)
{
    // By any of its names: another program has it open.
    const QString here = QFileInfo(this->path()).canonicalFilePath();
    if (isReadOnly() && !here.isEmpty() && QFileInfo(path).canonicalFilePath() == here)
        return model::fail("{} Save it under another name.", utf8(readOnlyReason()));
    return d->writeTo(path, DesignFile::Overwrite::Changed);
}

model::Result<void> DesignSession::saveAnyway()
{
    return d->writeTo(path(), d->lastSave == model::Saved::HardLinked
                                  ? DesignFile::Overwrite::Linked
                                  : DesignFile::Overwrite::Changed);
}

model::Saved DesignSession::lastSave() const
{
    return d->lastSave;
}

QString DesignSession::readOnlyReason() const
{
    return isReadOnly() ? d->file.lockMessage() : QString();
}

void DesignSession::editAnyway()
{
    d->file.editAnyway();
    emit fileChanged();
}

QString DesignSession::savedNote() const
{
    return d->savedNote.isEmpty() ? tr("Not saved yet") : d->savedNote;
}

void DesignSession::flush()
{
    d->autosave.flush();
}

void DesignSession::close(bool discardUnsaved)
{
    if (discardUnsaved || !isModified())
        d->autosave.close();
    else
        d->autosave.flush();
    d->file.release();
}

const std::vector<Subject>& DesignSession::selection() const
{
    return d->selection;
}

bool DesignSession::isSelected(const Subject& subject) const
{
    return std::find(d->selection.begin(), d->selection.end(), subject) != d->selection.end();
}

void DesignSession::select(std::vector<Subject> subjects)
{
    std::vector<Subject> distinct;
    for (Subject& subject : subjects) {
        if (std::find(distinct.begin(), distinct.end(), subject) == distinct.end())
            distinct.push_back(std::move(subject));
    }
    if (distinct == d->selection)
        return;
    d->selection = std::move(distinct);
    d->followSelection();
    emit selectionChanged();
}

void DesignSession::clearSelection()
{
    select({});
}

const std::optional<Subject>& DesignSession::hovered() const
{
    return d->hovered;
}

void DesignSession::hover(std::optional<Subject> subject)
{
    if (subject == d->hovered)
        return;
    d->hovered = std::move(subject);
    emit hoverChanged();
}

const Subject& DesignSession::currentRack() const
{
    return d->currentRack;
}

void DesignSession::showRack(const Subject& rack)
{
    const auto found = rackOf(*design(), rack);
    if (!found || *found == d->currentRack)
        return;
    d->currentRack = *found;
    emit currentRackChanged();
}

void DesignSession::frame(std::vector<Subject> subjects)
{
    emit framed(subjects);
}

DesignSession::Scope DesignSession::scope() const
{
    return d->scope;
}

void DesignSession::setScope(Scope scope)
{
    if (scope == d->scope)
        return;
    d->scope = scope;
    emit scopeChanged();
}

void DesignSession::preview(const QString& title, const Edit& edit)
{
    auto next = edit(*design());
    Preview preview;
    preview.title = title;
    if (!next) {
        d->previewJudge.forget();
        preview.refusal = next.error();
    } else {
        // The same wish again, as while a drag rests: keep the answer that is there.
        if (d->preview && !d->preview->refusal && d->preview->after.design
            && d->preview->after.profile == d->profile() && *d->preview->after.design == *next) {
            if (d->preview->title != title) {
                d->preview->title = title;
                emit previewChanged();
            }
            return;
        }
        preview.after.design = std::make_shared<const model::Design>(std::move(*next));
        preview.after.profile = d->profile();
        d->previewJudge.judge(preview.after.design, d->profile(), d->workload);
    }
    d->preview = std::move(preview);
    emit previewChanged();
}

void DesignSession::previewProfile(const QString& title, const model::Profile& profile)
{
    Preview preview;
    preview.title = title;
    preview.after.design = design();
    preview.after.profile = std::make_shared<const model::Profile>(profile);
    d->previewJudge.judge(preview.after.design, preview.after.profile, d->workload);
    d->preview = std::move(preview);
    emit previewChanged();
}

void DesignSession::judgeAside(const Edit& edit, QObject* asker, std::function<void(const Effect&)> then) const
{
    if (!judgementIsCurrent() || !d->judgement.evaluation)
        return;
    const std::string today = utf8(QDate::currentDate().toString(Qt::ISODate));
    d->aside.start([this, edit, now = d->judgement, engine = d->engine, today,
                    asker = QPointer<QObject>(asker), then = std::move(then)] {
        auto next = edit(*now.design);
        auto effect = std::make_shared<Effect>(
            next ? Effect(model::compare(*now.evaluation, engine->evaluate(*next, *now.profile, today)))
                 : Effect(tl::unexpected(next.error())));
        QMetaObject::invokeMethod(
            const_cast<DesignSession*>(this),
            [this, effect, asker, then, design = now.design, profile = now.profile] {
                if (asker && design == this->design() && profile == d->profile())
                    then(*effect);
            },
            Qt::QueuedConnection);
    });
}

void DesignSession::endPreview()
{
    if (!d->preview)
        return;
    d->previewJudge.forget();
    d->preview.reset();
    emit previewChanged();
}

const std::optional<Preview>& DesignSession::currentPreview() const
{
    return d->preview;
}

FailureWhatIf& DesignSession::failures() const
{
    return d->failures;
}

const std::shared_ptr<const FailureState>& DesignSession::failureState() const
{
    return d->failures.state();
}

CableOverlayer& DesignSession::cableOverlayer() const
{
    return d->cables;
}

const QString& DesignSession::hint() const
{
    return d->hint;
}

void DesignSession::setHint(const QString& hint)
{
    if (hint == d->hint)
        return;
    d->hint = hint;
    emit hintChanged();
}

void DesignSession::Private::show(int step)
{
    const DesignRef before = q->design();
    const ProfileRef profileBefore = profile();
    const bool wasModified = q->isModified();
    index = step;
    takeWorkload();
    judgeCurrent();
    keepUnsaved();
    const auto selectionBefore = selection;
    const Subject rackBefore = currentRack;
    prune();
    if (before != q->design())
        emit q->designChanged(before, q->design());
    if (profileBefore != profile())
        emit q->profileChanged();
    emit q->historyChanged();
    if (selection != selectionBefore)
        emit q->selectionChanged();
    if (currentRack != rackBefore)
        emit q->currentRackChanged();
    if (wasModified != q->isModified())
        emit q->fileChanged();
}

void DesignSession::Private::judgeCurrent()
{
    judging = true;
    judge.judge(q->design(), profile(), workload);
    failures.take(q->design(), {profile()->power, profile()->cooling, profile()->reliability});
    cables.take(q->design(), failures.state());
}

void DesignSession::Private::takeJudgement(const Judgement& answer)
{
    judgement = answer;
    if (!baselinePinned && !q->isModified() && (!judging || !baseline.design)) {
        baseline = answer;
        emit q->baselineChanged();
    }
    emit q->judgementChanged();
    if (const auto waiting = std::exchange(early, std::nullopt))
        takePreview(*waiting);
}

void DesignSession::Private::takePreview(const Judgement& answer)
{
    if (!preview || preview->refusal || preview->after.design != answer.design
        || preview->after.profile != answer.profile)
        return;
    if (answer.evaluation && (!judgement.evaluation || judgement.design != q->design())) {
        early = answer; // Against findings that are not there yet, it would add nothing.
        return;
    }
    preview->after = answer;
    if (answer.evaluation)
        preview->delta = model::compare(*judgement.evaluation, *answer.evaluation);
    emit q->previewChanged();
}

ProfileRef DesignSession::Private::profileNamed(std::string_view id) const
{
    for (const ProfileRef& own : ownProfiles) {
        if (own->id == id)
            return own;
    }
    const ProfileRef shipped = library->profile(id);
    if (shipped->id == id)
        return shipped;
    // Beside the design or in the person's folder; looked for once, not at every edit.
    ProfileRef& known = lookedUp[{q->path(), std::string(id)}];
    if (!known) {
        const auto found = model::ProfileShelf{model::profileFolders(q->path().toStdString())}.named(std::string(id));
        known = found ? std::make_shared<const model::Profile>(found->profile) : shipped;
    }
    return known;
}

void DesignSession::Private::takeWorkload()
{
    if (q->workload())
        return;
    workload.reset();
    if (!q->design()->workloads().empty())
        workload = q->design()->workloads().front().id;
}

void DesignSession::Private::followSelection()
{
    if (selection.empty())
        return;
    const auto rack = rackOf(*q->design(), selection.back());
    if (!rack || *rack == currentRack)
        return;
    // A rack design shows through the placement on screen: no need to leave that for the bare design.
    if (rack->where == Subject::Where::RackDesign) {
        const auto* shown = rackDesignOf(*q->design(), currentRack);
        if (shown && rack->path == shown->id().text())
            return;
    }
    currentRack = *rack;
    emit q->currentRackChanged();
}

void DesignSession::Private::prune()
{
    const model::Design& now = *q->design();
    std::erase_if(selection, [&](const Subject& subject) { return !exists(now, subject); });
    if (hovered && !exists(now, *hovered))
        hovered.reset();
    if (!rackOf(now, currentRack))
        currentRack = firstRack(now).value_or(Subject{Subject::Where::Hall, {}});
}

void DesignSession::Private::keepUnsaved()
{
    if (!q->isModified()) {
        autosave.saved(file.document());
        return;
    }
    int savedStep = 0;
    for (std::size_t step = 0; step < steps.size(); ++step) {
        if (steps[step].design == savedDesign)
            savedStep = static_cast<int>(step);
    }
    autosave.keep(q->design(), std::abs(index - savedStep));
}

model::Result<void> DesignSession::Private::writeTo(const QString& target,
                                                    DesignFile::Overwrite overwrite)
{
    const DesignRef written = q->design();
    const model::SaveReport report = file.write(*written, target, overwrite);
    lastSave = report.saved;
    if (!report.isInPlace())
        return tl::unexpected(model::Error{report.message});
    if (report.saved == model::Saved::Yes) {
        savedDesign = written;
        autosave.saved(file.document());
        savedNote = DesignSession::tr("Saved %1").arg(
            QTime::currentTime().toString(QStringLiteral("HH:mm")));
    } else {
        // In place, but the disk did not confirm it: stays marked as changed.
        savedNote = words(report.message);
    }
    if (!baselinePinned && q->judgementIsCurrent()) {
        baseline = judgement;
        emit q->baselineChanged();
    }
    emit q->fileChanged();
    emit q->saved(savedNote);
    return {};
}

} // namespace colonnade::ui
