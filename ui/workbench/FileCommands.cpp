#include "ui/workbench/FileCommands.h"

#include "model/exchange/DesignReader.h"
#include "model/rules/ProfileEdits.h"
#include "ui/document/Settings.h"
#include "ui/document/Words.h"
#include "ui/rules/ProfileDialog.h"
#include "ui/workbench/Commands.h"
#include "ui/workbench/Dialogs.h"

#include <QDateTime>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>

namespace colonnade::ui {

namespace {

QString fileFilter()
{
    return FileCommands::tr("Colonnade designs (*.colonnade);;All files (*)");
}

} // namespace

FileCommands::FileCommands(DesignSession& session, Settings& settings, Commands& commands, QWidget* window) :
    QObject(window),
    m_session(session),
    m_settings(settings),
    m_commands(commands),
    m_window(window)
{
    addCommands();
}

void FileCommands::addCommands()
{
    using K = QKeySequence;
    m_commands.add({"file.open", tr("&Open…"), tr("Open a design."), {K::Open}, {}}, [this] { chooseFile(); });
    m_commands.add({"file.save", tr("&Save"), tr("Write the design to its file."), {K::Save}, {}}, [this] { save(); });
    m_commands.add({"file.saveAs", tr("Save &as…"), tr("Write the design to another file."), {K("Ctrl+Shift+S")}, {}},
                   [this] { saveAs(); });
}

bool FileCommands::recover(const model::RecoveryCandidate& candidate)
{
    if (const auto done = m_session.recover(candidate); !done) {
        showProblem(m_window, tr("The work could not be recovered"), words(done.error().text), QStringLiteral("not-recovered"));
        return false;
    }
    emit opened();
    return true;
}

bool FileCommands::mayLeave()
{
    if (!mayForgetRules())
        return false;
    if (!m_session.isModified())
        return true;
    m_session.flush();
    switch (askToSave(m_session.title(), m_window)) {
    case SaveAnswer::Save: return save();
    case SaveAnswer::Discard: return true;
    case SaveAnswer::Cancel: break;
    }
    return false;
}

bool FileCommands::mayForgetRules()
{
    const auto changed = model::rulesSetOtherwise(m_session.profile(), m_session.namedProfile()).size();
    if (changed == 0)
        return true;
    QMessageBox box(QMessageBox::Question, tr("Rules set otherwise"),
                    tr("%1 set otherwise than in the profile '%2'. The design names a profile and does not carry its "
                       "settings: they are lost.")
                        .arg(countOf(static_cast<qint64>(changed), tr("rule is"), tr("rules are")),
                             words(m_session.namedProfile().title)),
                    QMessageBox::Cancel, m_window);
    box.setObjectName(QStringLiteral("rules-lost"));
    dressMessage(box, tr("Rules are set otherwise than in the profile"));
    auto* leave = box.addButton(tr("Leave them"), QMessageBox::DestructiveRole);
    auto* keep = box.addButton(tr("Save as a profile…"), QMessageBox::AcceptRole);
    box.exec();
    if (box.clickedButton() == keep)
        return ProfileDialog(m_session, m_window).exec() == QDialog::Accepted;
    return box.clickedButton() == leave;
}

bool FileCommands::save()
{
    if (m_session.path().isEmpty() || m_session.isReadOnly())
        return saveAs();
    const auto done = m_session.save();
    if (done)
        return true;
    const bool askable = m_session.lastSave() == model::Saved::Changed
        || m_session.lastSave() == model::Saved::HardLinked;
    QMessageBox box(QMessageBox::Warning, tr("Not saved"), words(done.error().text),
                    QMessageBox::Cancel, m_window);
    box.setObjectName(QStringLiteral("not-saved"));
    dressMessage(box, tr("The design was not saved"));
    auto* elsewhere = box.addButton(tr("Save as…"), QMessageBox::AcceptRole);
    auto* anyway = askable ? box.addButton(tr("Overwrite"), QMessageBox::DestructiveRole) : nullptr;
    box.setDefaultButton(elsewhere);
    box.exec();
    if (box.clickedButton() == elsewhere)
        return saveAs();
    if (anyway && box.clickedButton() == anyway) {
        const auto again = m_session.saveAnyway();
        if (again)
            return true;
        showProblem(m_window, tr("The design was not saved"), words(again.error().text), QStringLiteral("not-saved"));
    }
    return false;
}

bool FileCommands::saveAs()
{
    QString suggested = m_session.path();
    if (suggested.isEmpty()) {
        QString name = m_session.title();
        for (QChar& letter : name) {
            if (!letter.isLetterOrNumber() && letter != QLatin1Char('-') && letter != QLatin1Char('.'))
                letter = QLatin1Char('-');
        }
        suggested = m_settings.lastFolder() + QLatin1Char('/') + name;
        if (!suggested.endsWith(QLatin1String(".colonnade")))
            suggested += QStringLiteral(".colonnade");
    }
    QFileDialog dialog(m_window, tr("Save as"), suggested, fileFilter());
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(QStringLiteral("colonnade"));
    dialog.selectFile(suggested);
    if (dialog.exec() != QDialog::Accepted || dialog.selectedFiles().isEmpty())
        return false;
    const QString path = dialog.selectedFiles().first();
    const auto done = m_session.saveAs(path);
    if (!done) {
        showProblem(m_window, tr("The design was not saved"), words(done.error().text), QStringLiteral("not-saved"));
        return false;
    }
    m_settings.addRecentFile(m_session.path());
    m_settings.setLastFolder(QFileInfo(path).absolutePath());
    return true;
}

void FileCommands::chooseFile()
{
    if (!mayLeave())
        return;
    const QString path
        = QFileDialog::getOpenFileName(m_window, tr("Open"), m_settings.lastFolder(), fileFilter());
    if (!path.isEmpty())
        openPath(path);
}

FileCommands::LeftOver FileCommands::askForLeftOver(const QString& path)
{
    for (const auto& candidate : model::findRecoveries(model::stateFolder()).candidates) {
        const bool ours = !candidate.document.path.empty() && !candidate.isDiscarded && !candidate.isDangerous()
            && QFileInfo(words(candidate.document.path)) == QFileInfo(path);
        if (!ours)
            continue;
        const QString when
            = QDateTime::fromSecsSinceEpoch(candidate.keptAt).toString(QStringLiteral("yyyy-MM-dd HH:mm"));
        QMessageBox box(QMessageBox::Question, tr("Work that was not saved"),
                        tr("%1 was kept at %2 with %3 that the file does not have.")
                            .arg(QFileInfo(path).fileName(), when,
                                 countOf(static_cast<qint64>(candidate.edits), tr("edit"), tr("edits"))),
                        QMessageBox::Cancel, m_window);
        box.setObjectName(QStringLiteral("left-over"));
        dressMessage(box, tr("There is work that was not saved"));
        auto* takeIt = box.addButton(tr("Recover"), QMessageBox::AcceptRole);
        auto* asItIs = box.addButton(tr("Open the file"), QMessageBox::DestructiveRole);
        box.setDefaultButton(takeIt);
        box.exec();
        if (box.clickedButton() == asItIs)
            return LeftOver::None;
        if (box.clickedButton() != takeIt)
            return LeftOver::Cancelled;
        return recover(candidate) ? LeftOver::Recovered : LeftOver::Cancelled;
    }
    return LeftOver::None;
}

bool FileCommands::openPath(const QString& path)
{
    switch (askForLeftOver(path)) {
    case LeftOver::None: break;
    case LeftOver::Cancelled:
    case LeftOver::Recovered: return true;
    }
    const auto done = m_session.open(path);
    if (!done) {
        showProblem(m_window, tr("'%1' was not opened").arg(QFileInfo(path).fileName()), words(done.error().text), QStringLiteral("not-opened"));
        return false;
    }
    m_settings.addRecentFile(m_session.path());
    m_settings.setLastFolder(QFileInfo(path).absolutePath());
    emit opened();
    sayReadOnly();
    return true;
}

bool FileCommands::openReference(const QString& name)
{
    auto design = model::loadReference(utf8(name));
    if (!design) {
        showProblem(m_window, tr("The reference design was not opened"), words(design.error().text), QStringLiteral("not-opened"));
        return false;
    }
    m_session.start(std::move(*design));
    emit opened();
    return true;
}

void FileCommands::fillRecentMenu(QMenu* menu)
{
    menu->clear();
    for (const QString& path : m_settings.recentFiles()) {
        QString text = QFileInfo(path).fileName();
        auto* action = menu->addAction(text.replace(QLatin1Char('&'), QStringLiteral("&&")),
                                               this, [this, path] {
                                                   if (mayLeave() && !openPath(path))
                                                       m_settings.removeRecentFile(path);
                                               });
        action->setStatusTip(path);
    }
    if (menu->isEmpty())
        menu->addAction(tr("No files yet"))->setEnabled(false);
}

void FileCommands::sayReadOnly()
{
    if (!m_session.isReadOnly())
        return;
    QMessageBox box(QMessageBox::Information, tr("Read-only"), m_session.readOnlyReason(), QMessageBox::NoButton, m_window);
    box.setObjectName(QStringLiteral("read-only"));
    dressMessage(box, tr("The design is open read-only"));
    auto* readOnly = box.addButton(tr("Read only"), QMessageBox::AcceptRole);
    box.setDefaultButton(readOnly);
    box.setEscapeButton(readOnly);
    auto* anyway = box.addButton(tr("Edit anyway"), QMessageBox::DestructiveRole);
    box.exec();
    if (box.clickedButton() == anyway)
        m_session.editAnyway();
}

} // namespace colonnade::ui
