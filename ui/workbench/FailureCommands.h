#pragma once

#include "ui/document/DesignSession.h"

#include <QObject>

class QWidget;

namespace colonnade::ui {

class Commands;

/// What-if commands of the Check menu: the selection fails, steps through single failures, everything runs again.
class FailureCommands final : public QObject {
    Q_OBJECT
public:
    FailureCommands(DesignSession& session, Commands& commands, QWidget* window);

signals:
    void said(const QString& message);

private:
    void refresh();
    void failSelection();

    DesignSession& m_session;
    Commands& m_commands;
};

} // namespace colonnade::ui
