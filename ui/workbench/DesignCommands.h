#pragma once

#include "model/edit/ChainEdits.h"
#include "ui/document/DesignSession.h"

#include <QObject>

class QWidget;

namespace colonnade::ui {

class Commands;

/// The Design menu: feeds, loops, rows, fabrics and pods, of the pod in which the selection lies, or of the hall. What is
/// made gets sensible figures and is selected, so that the inspector shows it.
class DesignCommands final : public QObject {
    Q_OBJECT
public:
    DesignCommands(DesignSession& session, Commands& commands, QWidget* window);

signals:
    void said(const QString& message);

private:
    void addCommands();
    void refreshCommands();

    void newFeed();
    /// Above the selected feeds, which then hang on it.
    void newNode(model::FeedKind kind);
    void assignFeeds();
    /// An edit of the supplies of the rack on screen, in all or only this one of its placements.
    void changeSupplies(const QString& name, std::function<model::Result<model::RackDesign>(const model::RackDesign&)> change);
    void newLoop();
    void assignLoops();
    void newRow();
    void makePod();
    void newFabric();
    void editFabric();
    void openFabric(const model::Holder& holder, const std::optional<model::FabricId>& fabric);

    /// The pod design in which the selection, or else the rack on screen, lies; nothing: the hall.
    [[nodiscard]] model::Holder holder() const;
    [[nodiscard]] const model::Arrangement& arrangement(const model::Holder& holder) const;
    /// Every holder, with pods first: for what is done everywhere.
    [[nodiscard]] std::vector<model::Holder> holders() const;
    /// False where it was refused; then the status line says why.
    bool run(const QString& name, const Edit& edit);
    void selectChain(model::Subject::Where where, const model::Holder& holder, const std::string& id);

    DesignSession& m_session;
    Commands& m_commands;
    QWidget* m_window;
};

} // namespace colonnade::ui
