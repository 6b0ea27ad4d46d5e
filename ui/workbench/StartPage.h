#pragma once

#include "model/exchange/DesignReader.h"
#include "model/exchange/Recovery.h"

#include <QWidget>

class QVBoxLayout;

namespace colonnade::ui {

class Settings;

/// What one sees before a design is open: an empty hall, the reference designs with picture and figures, recent
/// files, and work that a program left over.
class StartPage final : public QWidget {
    Q_OBJECT
public:
    explicit StartPage(Settings& settings, QWidget* parent = nullptr);

    /// Looks anew at recent files and left-over work.
    void refresh();

signals:
    void emptyHallWanted();
    void referenceWanted(const QString& name);
    void fileWanted(const QString& path);
    void openWanted();
    void recoveryWanted(const colonnade::model::RecoveryCandidate& candidate);

protected:
    void paintEvent(QPaintEvent*) override;

private:
    void addReferences(QVBoxLayout* column);
    void fillRecent();
    void fillRecovery();

    Settings& m_settings;
    QVBoxLayout *m_recent, *m_recovery;
};

} // namespace colonnade::ui
