#pragma once

#include "model/edit/ChainEdits.h"
#include "ui/document/DesignSession.h"

#include <QObject>

#include <optional>

class QWidget;

namespace colonnade::ui {

class Commands;

/// What a person does to networks by hand, of the selection: pin a switch, add a link, take one out.
class FabricCommands final : public QObject {
    Q_OBJECT
public:
    FabricCommands(DesignSession& session, Commands& commands, QWidget* window);

    /// The dialog for a link of this fabric, from a port where one is given.
    void addLink(const model::Subject& fabric, const std::optional<model::PortRef>& from);

signals:
    void said(const QString& message);

private:
    void refresh();
    void openLink(const model::Holder& pod, const model::FabricId& fabric, const std::optional<model::PortRef>& from);

    DesignSession& m_session;
    Commands& m_commands;
    QWidget* m_window;
};

} // namespace colonnade::ui
