#pragma once

#include "model/design/Design.h"
#include "model/exchange/Recovery.h"

#include <QObject>
#include <QString>
#include <QThreadPool>
#include <QTimer>

#include <memory>

namespace colonnade::ui {

/// Keeps a copy of unsaved work in a recovery folder: 200 ms after the last edit, at the latest 0.7 s after the first
/// one that is not kept. Never touches the user's file.
class Autosave final : public QObject {
    Q_OBJECT
public:
    using DesignRef = std::shared_ptr<const model::Design>;

    explicit Autosave(QObject* parent = nullptr);
    ~Autosave() override;

    /// Another document; what was kept of the one before is removed.
    void begin(const model::RecoveryDocument& document);
    /// A document that has been recovered: its folder is used on, and goes when the work is saved.
    void resume(const model::RecoveryCandidate& candidate);
    /// Unsaved work that is `edits` steps away from the file.
    void keep(DesignRef design, int edits);
    /// What is waiting is written before this returns.
    void flush();
    /// The document is as in the file again, under this name and stamp: what was kept is removed.
    void saved(const model::RecoveryDocument& document);
    /// The document is closed and nothing of it is wanted: removes the folder.
    void close();

signals:
    void failed(const QString& why);

private:
    struct Kept;
    void write();

    std::shared_ptr<Kept> m_kept; ///< Shared with the worker.
    DesignRef m_waiting;
    int m_edits = 0;
    QTimer m_quiet, m_latest, m_again;
    QThreadPool m_pool;
};

} // namespace colonnade::ui
