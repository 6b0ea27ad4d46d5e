#pragma once

#include "render/cables/CableView.h"
#include "ui/document/DesignSession.h"

#include <QObject>

class QMenu;
class QWidget;

namespace colonnade::ui {

class Commands;

/// What the views show of cables, and the tool that draws a tray.
class CableCommands final : public QObject {
    Q_OBJECT
public:
    CableCommands(Commands& commands, QWidget* window);

    [[nodiscard]] const render::CableView& view() const { return m_view; }
    /// Trays in the colours of their fill.
    [[nodiscard]] bool fill() const { return m_fill; }
    /// "view.network.storage", of the networks that can be left out.
    static QString networkCommand(model::FabricRole role);

signals:
    void changed();
    void drawTrayRequested();

private:
    render::CableView m_view;
    bool m_fill = false;
};

} // namespace colonnade::ui
