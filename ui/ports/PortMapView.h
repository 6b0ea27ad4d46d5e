#pragma once

#include "render/fabric/PortMap.h"
#include "ui/document/DesignSession.h"
#include "ui/fabric/FabricGatherer.h"

#include <QWidget>

#include <optional>

namespace colonnade::ui {

/// The ports of one device; a click selects the cables of a port, a double click frames them. A free port begins a link by hand, by
/// its menu or Enter.
class PortMapView final : public QWidget {
    Q_OBJECT
public:
    explicit PortMapView(DesignSession& session, QWidget* parent = nullptr);

    void show(std::optional<render::PortMap> map, Networks networks);
    [[nodiscard]] const std::optional<render::PortMap>& map() const { return m_map; }
    [[nodiscard]] QPointF middleOf(std::size_t port) const;

signals:
    /// A link by hand from a free port, in a fabric of the device.
    void linkRequested(const colonnade::model::Subject& fabric, const colonnade::model::PortRef& from);
    void said(const QString& message);

protected:
    void paintEvent(QPaintEvent*) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void leaveEvent(QEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] double scale() const;
    [[nodiscard]] QPointF origin() const;
    [[nodiscard]] std::optional<std::size_t> portAt(QPointF at) const;
    [[nodiscard]] QString tipOf(std::size_t port) const;
    void lay();
    [[nodiscard]] bool isFree(std::size_t port) const;
    void beginLink(std::size_t port);
    void choose(std::size_t port, Qt::KeyboardModifiers modifiers = {});

    DesignSession& m_session;
    std::optional<render::PortMap> m_map;
    Networks m_networks;
    std::optional<std::size_t> m_hovered, m_current;
};

} // namespace colonnade::ui
