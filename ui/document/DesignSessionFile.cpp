#include "ui/document/DesignSessionPrivate.h"

#include "model/exchange/DesignReader.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"

#include <QFileInfo>
#include <QTime>

#include <cstdlib>

namespace colonnade::ui {

namespace {

using model::Subject;

} // namespace

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
