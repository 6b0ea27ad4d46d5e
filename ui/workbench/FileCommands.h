#pragma once

#include "ui/document/DesignSession.h"

#include <QObject>

class QMenu;
class QWidget;

namespace colonnade::ui {

class Commands;
class Settings;

/// Opening, saving and recovering designs, with the questions that keep work from being lost.
class FileCommands final : public QObject {
    Q_OBJECT
public:
    FileCommands(DesignSession& session, Settings& settings, Commands& commands, QWidget* window);

    /// Asks about unsaved work. False: the person wants to stay.
    [[nodiscard]] bool mayLeave();
    /// Opens a design; says in a dialog why it cannot. False where it could not.
    bool openPath(const QString& path);
    /// An unsaved copy of a shipped design.
    bool openReference(const QString& name);
    /// Begins with work left over by a program that ended.
    bool recover(const model::RecoveryCandidate& candidate);
    void chooseFile();
    void fillRecentMenu(QMenu* menu);

signals:
    /// Another design is current.
    void opened();

private:
    void addCommands();
    /// Rules that are set otherwise than in the profile are in no file; asked for before they go.
    bool mayForgetRules();
    bool save();
    bool saveAs();
    /// Work on this file that a program which ended has left: asked for before the file is opened.
    enum class LeftOver { None, Recovered, Cancelled };
    [[nodiscard]] LeftOver askForLeftOver(const QString& path);
    void sayReadOnly();

    DesignSession& m_session;
    Settings& m_settings;
    Commands& m_commands;
    QWidget* m_window;
};

} // namespace colonnade::ui
