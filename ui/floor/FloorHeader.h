#pragma once

#include "render/overlay/OverlayKind.h"
#include "render/scene/Camera.h"

#include <QWidget>

#include <optional>

class QMenu;
class QToolButton;

namespace colonnade::ui {

/// "Overlay: none · View: SU-1 corner" as two menus: what the colours of the 3D floor mean, and where its camera stands.
class FloorHeader final : public QWidget {
    Q_OBJECT
public:
    explicit FloorHeader(QWidget* parent);

    void setOverlay(render::FloorOverlay overlay);
    /// What the camera is framed on; empty: everything.
    void setFramed(const QString& what);
    /// The camera was turned: to one of the named views, in which nothing is framed, or by hand.
    void setDirection(std::optional<render::ViewDirection> direction);
    [[nodiscard]] QString text() const;
    [[nodiscard]] QMenu* overlays() const;
    [[nodiscard]] QMenu* views() const;

signals:
    void overlayChosen(colonnade::render::FloorOverlay overlay);
    void allWanted();
    void selectionWanted();
    void directionWanted(colonnade::render::ViewDirection direction);
    void perspectiveToggled();

private:
    void fillOverlays();
    void fillViews();
    void showWords();
    /// Buttons that the mouse has left stand no longer as if it were over them.
    void forgetMouse();

    render::FloorOverlay m_overlay = render::FloorOverlay::None;
    QString m_framed;
    QString m_direction; ///< "corner", "free".
    QToolButton* m_overlayButton;
    QToolButton* m_viewButton;
};

} // namespace colonnade::ui
