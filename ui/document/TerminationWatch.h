#pragma once

#include <QObject>

class QSocketNotifier;

namespace colonnade::ui {

/// Turns SIGTERM, SIGHUP and SIGINT into a signal on the window's thread, so that unsaved work can be put away.
///
/// One at a time in a program.
class TerminationWatch final : public QObject {
    Q_OBJECT
public:
    explicit TerminationWatch(QObject* parent = nullptr);
    ~TerminationWatch() override;

signals:
    void terminated();

private:
    QSocketNotifier* m_notifier = nullptr;
};

} // namespace colonnade::ui
