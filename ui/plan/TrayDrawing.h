#pragma once

#include "render/plan/PlanCables.h"
#include "ui/document/DesignSession.h"

#include <QCoreApplication>

#include <memory>
#include <optional>
#include <string>

namespace colonnade::ui {

/// Draws trays on the plan point by point, and moves those that are there. Knows the floor, not the screen.
class TrayDrawing {
    Q_DECLARE_TR_FUNCTIONS(TrayDrawing)
public:
    explicit TrayDrawing(DesignSession& session);

    /// What the plan draws; made anew with the design, the limits of the rules, and with what is shown of the cables.
    [[nodiscard]] const std::shared_ptr<render::PlanCables>& cables() const { return m_cables; }
    void show(const render::CableView& view, bool fill);
    /// True where that changes anything.
    bool show(const render::CableOverlay& overlay);
    void takeDesign();
    /// Marks the tray, fabric or cable that is selected. True where what lies under the marks changes.
    bool takeSelection();

    // A new tray, point by point.
    void begin();
    [[nodiscard]] bool drawing() const { return m_cables->sketch.has_value(); }
    void addPoint(model::Point at);
    void removePoint();
    /// Where the next point would be. `straight`: in line with the last one.
    void pointAt(model::Point at, bool straight);
    /// Makes a tray of the points: in the pod design where the first of them lies, else in the hall. False, with the
    /// reason as a hint, where that is refused; the points stay.
    bool finish();
    void cancel();

    // A tray that is there.
    /// Takes a corner of the selected tray, or the whole of it, into the hand. False where there is none.
    bool grab(model::Point at, model::Millimetres reach);
    [[nodiscard]] bool grabbed() const { return m_grabbed.has_value(); }
    void dragTo(model::Point at, bool straight);
    bool drop();
    void letGo();

private:
    struct Grabbed {
        std::string subject;
        model::CableTray before; ///< In the hall.
        const model::PodPlacement* pod = nullptr;
        std::optional<std::size_t> corner; ///< Nothing: the whole run.
        model::Point from, to;
    };
    [[nodiscard]] static model::Point inPod(const model::PodPlacement* pod, model::Point at);
    void remake();
    bool apply(const QString& step, const Edit& edit);

    DesignSession& m_session;
    std::shared_ptr<render::PlanCables> m_cables;
    std::optional<Grabbed> m_grabbed;
    render::CableOverlay m_overlay;
    bool m_fill = false; ///< Trays in the colours of their fill whatever the overlay.
};

} // namespace colonnade::ui
