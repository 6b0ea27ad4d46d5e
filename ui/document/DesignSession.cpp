#include "ui/document/DesignSessionPrivate.h"

#include "ui/document/Subjects.h"

#include <algorithm>

namespace colonnade::ui {

namespace {

using model::Subject;

} // namespace

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
    for (const Private::Step& step : d->steps)
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

} // namespace colonnade::ui
