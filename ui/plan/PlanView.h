#pragma once

#include "render/plan/PlanPainter.h"
#include "render/overlay/OverlayKind.h"
#include "ui/diagram/HandPan.h"
#include "ui/document/DesignSession.h"
#include "ui/plan/FloorDragging.h"
#include "ui/plan/TrayDrawing.h"

#include <QPixmap>
#include <QWidget>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace colonnade::ui {

class VerdictTag;

/// The hall in true scale. Selects, moves, copies and turns what stands there; takes racks and
/// floor units from the catalog, rack designs from the structure tree, and devices from the
/// elevation onto racks.
class PlanView final : public QWidget {
    Q_OBJECT
public:
    explicit PlanView(DesignSession& session, QWidget* parent = nullptr);
    ~PlanView() override;

    /// The window onto the floor, in the widget's pixels.
    [[nodiscard]] const render::PlanLayout& layoutOnScreen() const { return m_layout; }
    [[nodiscard]] const render::PlanIndex& index() const { return *m_index; }
    [[nodiscard]] const std::optional<FloorDrop>& currentDrop() const { return m_dragging.drop(); }
    [[nodiscard]] const VerdictTag& tag() const { return *m_tag; }
    /// What the racks are coloured by; without an overlay, by what they are for.
    [[nodiscard]] render::FloorOverlay overlay() const { return m_overlay; }
    void setOverlay(render::FloorOverlay overlay);
    /// Cables as bundles in their trays; `fill`: trays in the colours of their fill.
    void showCables(const render::CableView& view, bool fill);
    [[nodiscard]] const render::PlanCables& cables() const { return *m_trays.cables(); }
    /// The next clicks are the points of a new tray.
    void drawTray();
    [[nodiscard]] bool drawsTray() const { return m_trays.drawing() && !m_trays.grabbed(); }
    void fit();
    /// Brings an area of the floor into sight.
    void showArea(const model::FloorRect& area);

    [[nodiscard]] QSize minimumSizeHint() const override { return {240, 200}; }

signals:
    /// "Zoom 1 : 40": of true size on a screen of 96 dots per inch.
    void zoomChanged(const QString& text);
    /// A rack was opened: the elevation should come to the front.
    void openElevationRequested();

protected:
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent*) override;
    void hideEvent(QHideEvent*) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    bool event(QEvent* event) override;

private:
    enum class Gesture { None, Pressed, Band, Drag, Tray };

    void takeDesign();
    void takeFindings();
    void takeSelection();
    void takeOverlay();
    void takePreview();
    void setWindow(const render::PlanLayout& layout, bool fitted);
    void forgetPicture();

    /// The rack, unit or pod under a point; empty where there is none.
    [[nodiscard]] std::string pathAt(QPointF at) const;
    [[nodiscard]] QString toolTipAt(QPointF at) const;
    void clickAt(const std::string& path, Qt::KeyboardModifiers modifiers);
    void selectBand();
    void openRack(const std::string& path);

    void beginDrag();
    void dragTo(QPointF at, Qt::KeyboardModifiers modifiers);
    void showDrag();
    bool release();
    void endDrag();
    void moveByKey(model::Point direction, Qt::KeyboardModifiers modifiers);

    /// The floor under a point of the screen, in steps of a tray's drawing; to the millimetre with Alt.
    [[nodiscard]] model::Point trayPoint(QPointF at, Qt::KeyboardModifiers modifiers) const;
    [[nodiscard]] model::Millimetres trayReach() const;
    /// The tray that a click here means: over racks only while cables are shown.
    [[nodiscard]] const render::PlanTray* trayUnder(QPointF at) const;
    bool sketchKey(const QKeyEvent& event);

    DesignSession& m_session;
    std::unique_ptr<const render::PlanIndex> m_index;
    render::PlanLayout m_layout;
    bool m_fitted = true; ///< Nobody has panned or zoomed: follows the size of the view.
    render::PlanContent m_content;
    std::shared_ptr<const FailureState> m_failureState; ///< What `m_content` shows of it.
    QPixmap m_picture; ///< Of what changes only with the design and the window onto it; null when
                       ///< out of date.
    render::FloorOverlay m_overlay = render::FloorOverlay::None;

    Gesture m_gesture = Gesture::None;
    QPointF m_pressed, m_at;
    Qt::KeyboardModifiers m_modifiers;
    std::string m_pressedOn;
    HandPan m_hand{*this};
    VerdictTag* m_tag;
    TrayDrawing m_trays;
    FloorDragging m_dragging;
};

} // namespace colonnade::ui
