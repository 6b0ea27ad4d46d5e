#pragma once

#include "model/design/Design.h"

#include <QObject>
#include <QString>
#include <QThreadPool>
#include <QTimer>

#include <memory>
#include <optional>

namespace colonnade::ui {

/// Keeps a copy of unsaved work in the recovery folder: 200 ms after the last edit, at the latest 1 s after the
/// first one that is not kept. Never touches the user's file.
class Autosave final : public QObject {
    Q_OBJECT
public:
    using DesignRef = std::shared_ptr<const model::Design>;

    explicit Autosave(QObject* parent = nullptr);
    ~Autosave() override;

    /// A new document: what was kept of the last one is left alone (see `discard`). `inherited` is the folder that
    /// recovered work came from; it goes when the work is saved.
    void begin(const QString& path, std::optional<std::string> inherited = {});
    /// Unsaved work that is `edits` steps away from the file.
    void keep(DesignRef design, int edits);
    /// What is waiting is written before this returns.
    void flush();
    /// The work is saved, or thrown away: nothing needs to be recovered.
    void discard();

signals:
    void failed(const QString& why);

private:
    struct Kept;
    void write();

    std::shared_ptr<Kept> m_kept; ///< Shared with the worker; its slot is used by one thread at a time.
    QString m_path;
    DesignRef m_waiting;
    int m_edits = 0;
    QTimer m_quiet, m_latest, m_again;
    QThreadPool m_pool;
};

} // namespace colonnade::ui
