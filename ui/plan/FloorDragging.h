#pragma once

#include "render/plan/PlanPainter.h"
#include "ui/document/DesignSession.h"
#include "ui/elevation/RackDrop.h"
#include "ui/plan/FloorDrop.h"

#include <QCoreApplication>
#include <QPointF>

#include <optional>
#include <string>

class QMimeData;

namespace colonnade::ui {

class VerdictTag;

/// What a hand drags over the plan: pods, racks and units that stand, new ones, or devices that go into a rack. Tries it
/// out on the design while the hand moves, marks that in the content of the plan, and makes one edit of a release.
class FloorDragging {
    Q_DECLARE_TR_FUNCTIONS(FloorDragging)
public:
    /// All of them must outlive this; `layout` is the window onto the floor at each call.
    FloorDragging(DesignSession& session, render::PlanContent& content, const render::PlanLayout& layout, VerdictTag& tag);

    /// Takes what is selected, else what stands at `path`. False where nothing of that can be moved.
    bool begin(const std::string& path, QPointF at);
    /// Takes what comes from another panel. False where it cannot stand on the floor, nor in a rack.
    bool take(const QMimeData& mime);
    [[nodiscard]] bool active() const { return m_drag || m_devices; }
    /// Nothing where devices are dragged.
    [[nodiscard]] const std::optional<FloorDrag>& floor() const { return m_drag; }
    /// What a release of that right now would do.
    [[nodiscard]] const std::optional<FloorDrop>& drop() const { return m_drop; }
    /// True where a release right now would change the design.
    [[nodiscard]] bool fits() const;

    void moveTo(QPointF at, Qt::KeyboardModifiers modifiers);
    /// A quarter turn of what is new; shows with the next move.
    void turn();
    /// Anew, when the session has more to say of what it tries out.
    void showVerdict();
    /// Ends it with an edit. False where that is refused.
    bool release();
    /// Ends it, and all is as before.
    void end();

private:
    void moveFloorTo(Qt::KeyboardModifiers modifiers);
    void moveDevicesTo(Qt::KeyboardModifiers modifiers);
    void showDevicesVerdict();
    bool releaseDevices();

    DesignSession& m_session;
    render::PlanContent& m_content;
    const render::PlanLayout& m_layout;
    VerdictTag& m_tag;
    QPointF m_at;
    std::optional<FloorDrag> m_drag;
    std::optional<FloorDrop> m_drop;
    std::optional<RackDrag> m_devices;
    std::optional<RackDrop> m_deviceDrop;
    model::Subject m_target; ///< The rack that devices hover over.
};

} // namespace colonnade::ui
