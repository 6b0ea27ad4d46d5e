#pragma once

#include "ui/document/DesignSession.h"

#include <QObject>

class QWidget;

namespace colonnade::ui {

class Commands;
class Settings;

/// The import of measured results into the design.
class MeasuredCommands final : public QObject {
    Q_OBJECT
public:
    MeasuredCommands(DesignSession& session, Settings& settings, Commands& commands, QWidget* window);

    /// Takes what a file holds, as one undo step, and says what was not taken. Fails where nothing could be.
    model::Result<void> importFile(const QString& path);

signals:
    void said(const QString& sentence);
    void imported();

private:
    void choose();

    DesignSession& m_session;
    Settings& m_settings;
    QWidget* m_window;
};

} // namespace colonnade::ui
