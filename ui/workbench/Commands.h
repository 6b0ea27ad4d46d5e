#pragma once

#include <QAction>
#include <QKeySequence>
#include <QObject>

#include <functional>
#include <vector>

class QMenu;
class QWidget;

namespace colonnade::ui {

/// All commands of the window, each with a stable name, its words, its key and what it does in one sentence. Menus,
/// tool row, palette and the list of shortcuts are made from the same ones.
class Commands final : public QObject {
    Q_OBJECT
public:
    struct Wording {
        QString id;          ///< "edit.duplicate"
        QString text;        ///< "&Duplicate"
        QString tip;         ///< One sentence for status line and tooltip.
        QList<QKeySequence> keys;
        QString icon;        ///< Of `:/icons`; may be empty.
    };

    explicit Commands(QWidget* window);

    QAction* add(const Wording& wording, std::function<void()> run);
    QAction* addToggle(const Wording& wording, std::function<void(bool)> set);
    /// Null where there is no such command.
    [[nodiscard]] QAction* find(const QString& id) const;
    [[nodiscard]] const std::vector<QAction*>& all() const { return m_actions; }
    /// Switches a command on or off; `reason` says why it is off ("Select a rack first").
    void setEnabled(const QString& id, bool enabled, const QString& reason = {});
    [[nodiscard]] static QString reasonOff(const QAction* action);
    /// The words without the mark of the mnemonic.
    [[nodiscard]] static QString plainText(const QAction* action);

private:
    QWidget* m_window;
    std::vector<QAction*> m_actions;
};

} // namespace colonnade::ui
