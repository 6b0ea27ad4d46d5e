#pragma once

#include "ui/document/DesignSession.h"

#include <QObject>

#include <optional>
#include <vector>

class QWidget;

namespace colonnade::ui {

class Commands;

/// What menus and keys do with the selection: devices in racks, and what stands on the floor. Each is one undo step
/// with words; a refusal is said in the status line.
class EditCommands final : public QObject {
    Q_OBJECT
public:
    EditCommands(DesignSession& session, Commands& commands, QWidget* window);

    /// Mounts a part at the lowest free unit of the rack on screen, or puts it on the floor beside the others.
    void place(const model::PartRef& part);
    /// Whether the plan is in front, and not a rack: what "all" is.
    void setOnFloor(bool onFloor) { m_onFloor = onFloor; }
    /// Applies a fix of a finding.
    void mend(const model::Fix& fix);

signals:
    void said(const QString& message);

private:
    void addCommands();
    void refreshCommands();

    void remove();
    void takeOut(const QString& verb, std::vector<Edit> edits = {});
    void copy();
    void cut();
    void paste();
    void duplicate();
    void array();
    void turn();
    void flip();
    void step(int direction);
    void shift(int units);
    void toggleLock();
    void makeUnique();
    void selectAll();
    void selectSameKind();
    void fillWithBlanking();

    bool run(const QString& name, const Edit& edit); ///< False where it was refused.
    void selectNew(const model::Design& before, const std::vector<model::Subject>& racks);
    void selectPlaced(const std::vector<std::string>& paths);
    [[nodiscard]] bool mayChange();

    /// What was copied: devices by value, so that they can be pasted after they are gone, or places on the floor.
    struct Clipboard {
        std::vector<model::Device> devices;
        std::vector<std::string> placements;
        DesignRef from; ///< Where the placements stood.
    };

    DesignSession& m_session;
    Commands& m_commands;
    QWidget* m_window;
    Clipboard m_clipboard;
    bool m_onFloor = false;
};

} // namespace colonnade::ui
