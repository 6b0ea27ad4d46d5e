#pragma once

#include "render/elevation/SidePainter.h"
#include "ui/diagram/HandPan.h"
#include "ui/document/DesignSession.h"

#include <QPixmap>
#include <QWidget>

#include <optional>

namespace colonnade::ui {

class EmptyState;

/// The rack on screen from its side: what its devices, plugs and cables take of its depth. Selects; nothing is moved
/// here, since depth is the part's.
class SideView final : public QWidget {
    Q_OBJECT
public:
    explicit SideView(DesignSession& session, QWidget* parent = nullptr);

    [[nodiscard]] const render::SideLayout& layoutOnScreen() const { return m_layout; }
    [[nodiscard]] const model::RackDepth& depth() const { return m_depth; }
    void fit();

    [[nodiscard]] QSize minimumSizeHint() const override { return {240, 240}; }

signals:
    /// "Zoom 29 %": of true size on a screen of 96 dots per inch.
    void zoomChanged(const QString& text);
    /// There is no rack yet: the plan is where one is put.
    void planRequested();

protected:
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void showEvent(QShowEvent*) override;
    void hideEvent(QHideEvent*) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent*) override;
    bool event(QEvent* event) override;

private:
    void takeRack();
    void takeMarks();
    void takeSelection();
    void lay();
    void setZoom(double zoom, QPointF at);
    [[nodiscard]] std::optional<model::DeviceId> deviceAt(QPointF at) const;
    [[nodiscard]] QString toolTipAt(QPointF at) const;

    DesignSession& m_session;
    model::RackDesignRef m_rack; ///< Null where there is none.
    model::RackDepth m_depth; ///< Of `m_rack`.
    model::RackBalance m_balance;
    render::SideLayout m_layout;
    render::ElevationContent m_content;
    QPixmap m_picture; ///< Of what changes only with the design; null when out of date.
    double m_zoom = 1;
    QPointF m_pan;
    HandPan m_hand{*this};
    std::optional<model::DeviceId> m_pressedOn;
    EmptyState* m_empty;
};

} // namespace colonnade::ui
