#pragma once

#include "render/elevation/ElevationPainter.h"
#include "ui/diagram/HandPan.h"
#include "ui/document/DesignSession.h"
#include "ui/elevation/RackDrop.h"

#include <QPixmap>
#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

namespace colonnade::ui {

class EmptyState;
class VerdictTag;

/// Front and rear of the rack on screen. Selects, and drags devices within the rack, out of it, and
/// from the catalog into it: the verdict is shown while the hand moves, a release is one edit.
class ElevationView final : public QWidget {
    Q_OBJECT
public:
    explicit ElevationView(DesignSession& session, QWidget* parent = nullptr);
    ~ElevationView() override;

    /// Where everything lies now, in the widget's pixels.
    [[nodiscard]] const render::ElevationLayout& layoutOnScreen() const { return m_layout; }
    /// 1 where the whole rack fits the view.
    [[nodiscard]] double zoom() const { return m_zoom; }
    void setZoom(double zoom, QPointF at);
    /// True where front and rear have room side by side.
    [[nodiscard]] bool showsBothFaces() const { return m_both; }
    /// Which face is drawn where only one has room.
    void showRear(bool rear);
    /// At the rear.
    void showCables(const render::CableView& view);
    void fit();
    /// What a release right now would do; nothing while nothing is dragged.
    [[nodiscard]] const std::optional<RackDrop>& currentDrop() const { return m_drop; }
    [[nodiscard]] const VerdictTag& tag() const { return *m_tag; }

    [[nodiscard]] QSize minimumSizeHint() const override { return {240, 240}; }

signals:
    /// "Zoom 29 %": of true size on a screen of 96 dots per inch.
    void zoomChanged(const QString& text);
    void bothFacesChanged(bool both);
    /// There is no rack yet: the plan is where one is put.
    void planRequested();

protected:
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void showEvent(QShowEvent*) override;
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
    enum class Gesture { None, Pressed, Band, Drag };

    void takeRack();
    void takeFindings();
    void takeFailure();
    void takeSelection();
    void takePreview();
    void lay();
    void forgetPicture();

    [[nodiscard]] std::optional<render::ElevationHit> hitAt(QPointF at) const;
    [[nodiscard]] model::Subject subjectOf(const model::DeviceId& id) const;
    void clickAt(const std::optional<render::ElevationHit>& hit, Qt::KeyboardModifiers modifiers);
    void selectBand();
    [[nodiscard]] QString toolTipAt(QPointF at) const;
    void scrollBy(QPointF by);

    void beginDrag(QPointF at);
    void dragTo(QPointF at, Qt::KeyboardModifiers modifiers);
    void showVerdict();
    bool release();
    void endDrag();
    void handOver();
    [[nodiscard]] std::optional<RackDrag> dragIn(const QMimeData& mime) const;
    void moveByKey(int direction, int units);

    DesignSession& m_session;
    model::RackDesignRef m_rack; ///< Null where there is none.
    render::ElevationLayout m_layout;
    render::ElevationContent m_content;
    QPixmap m_picture; ///< Of what changes only with the design; null when out of date.
    double m_zoom = 1;
    QPointF m_pan;
    bool m_both = true; ///< Front and rear have room side by side ...
    bool m_rearOnly = false; ///< ... else this one is drawn.

    Gesture m_gesture = Gesture::None;
    QPointF m_pressed, m_at;
    Qt::KeyboardModifiers m_modifiers;
    std::optional<render::ElevationHit> m_pressedOn;
    HandPan m_hand{*this};
    std::optional<RackDrag> m_drag;
    std::optional<RackDrop> m_drop;
    std::optional<model::RackUnit> m_jump;
    QPointF m_jumpedAt;

    VerdictTag* m_tag;
    EmptyState* m_empty;
};

} // namespace colonnade::ui
