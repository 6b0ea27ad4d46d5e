#pragma once

#include "ui/document/DesignSession.h"

#include <QObject>

class QMenu;
class QMenuBar;
class QPoint;
class QWidget;

namespace colonnade::ui {

class Commands;
class FileCommands;
class Settings;
class WindowLayout;

/// What stands in which menu, and the lists that follow the design: profiles, workloads, recent files.
class Menus final : public QObject {
    Q_OBJECT
public:
    Menus(DesignSession& session, Settings& settings, Commands& commands, FileCommands& files, QWidget* window);

    void fill(QMenuBar* menus, const WindowLayout& layout);
    void fillWorkloads(QMenu* menu);
    /// What can be done with the selection, at a place on the screen.
    void showContext(const QPoint& at);

signals:
    void said(const QString& message);

private:
    void fillProfiles(QMenu* menu);

    DesignSession& m_session;
    Settings& m_settings;
    Commands& m_commands;
    FileCommands& m_files;
    QWidget* m_window;
};

} // namespace colonnade::ui
