#pragma once

#include "render/scene/FloorOverlay.h"
#include "render/scene/FloorStage.h"
#include "ui/document/DesignSession.h"
#include "ui/floor/FloorCanvas.h"

#include <QWidget>

#include <memory>
#include <optional>

class QStackedLayout;

namespace colonnade::ui {

class EmptyState;
class FloorHeader;

/// The hall in 3D beside the drawing: follows the design, the selection and what a drag would do.
///
/// Click selects a rack or floor unit (`Shift` adds, `Ctrl` toggles, `Tab` cycles what lies behind
/// one another); double click opens a rack, or selects a device of one that is near enough to show
/// its devices.
class FloorView final : public QWidget {
    Q_OBJECT
public:
    explicit FloorView(DesignSession& session, QWidget* parent = nullptr);
    ~FloorView() override;

    [[nodiscard]] FloorCanvas& canvas() { return *m_canvas; }
    [[nodiscard]] const render::FloorStage& stage() const { return m_stage; }
    [[nodiscard]] render::FloorOverlay overlay() const { return m_overlay; }
    void setOverlay(render::FloorOverlay overlay);
    /// Cables as bundles in their trays.
    void showCables(const render::CableView& view);
    void nextOverlay();
    void frameSelection();
    void frameAll();
    /// "Overlay: none · View: SU-1 corner" as two menus. Stands above the picture until somebody
    /// takes it, to show it in the title of a dock.
    [[nodiscard]] QWidget* takeHeader();
    [[nodiscard]] QString headerText() const;

    [[nodiscard]] QSize sizeHint() const override { return {404, 300}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {160, 120}; }

signals:
    /// A rack was opened: the elevation should come to the front.
    void openElevationRequested();
    /// The empty floor's button: a part to place is to be chosen.
    void addRequested();
    /// By a key or menu of the view itself.
    void overlayChosen(colonnade::render::FloorOverlay overlay);

protected:
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void takeDesign(const DesignRef& before, const DesignRef& after);
    void refresh();
    void takeSelection();
    void takeHover();
    void takeOverlay();
    /// Keeps in sight what is selected and has moved since the scene before.
    void followSelection(const render::FloorScene& before);
    void chooseOverlay(render::FloorOverlay overlay);
    void takePreview();
    void frame(const std::vector<model::Subject>& subjects);
    void showHome();

    void clickAt(QPointF at, Qt::KeyboardModifiers modifiers);
    void openAt(QPointF at);
    void hoverAt(QPointF at);
    void selectBand(const QRectF& pixels, bool touching, Qt::KeyboardModifiers modifiers);
    void cycle(int step);
    void showMenu(QPointF at);
    [[nodiscard]] QString toolTipAt(QPointF at) const;
    /// What a click there means: the item, or its device where that can be told.
    [[nodiscard]] std::optional<render::SceneTarget> targetAt(QPointF at, bool devices) const;
    void select(const std::vector<render::SceneTarget>& targets, Qt::KeyboardModifiers modifiers);

    DesignSession& m_session;
    render::FloorStage m_stage;
    std::shared_ptr<const render::FloorScene> m_scene;
    std::shared_ptr<const render::FloorFigures> m_figures; ///< Of the overlay; null where it has none.
    std::shared_ptr<const model::Design> m_previewed; ///< Whose ghosts are on screen.
    std::optional<render::Camera> m_beforePreview; ///< To which it returns, where it made room for a ghost.
    render::FloorOverlay m_overlay = render::FloorOverlay::None;
    render::CableView m_cables;
    bool m_stale = true; ///< The design has changed while the view was hidden.
    bool m_anew = true; ///< Another design was opened: show everything.
    QPointF m_at;
    std::size_t m_cycled = 0;

    FloorHeader* m_header = nullptr;
    QStackedLayout* m_pages = nullptr;
    EmptyState* m_empty = nullptr;
    FloorCanvas* m_canvas = nullptr;
};

} // namespace colonnade::ui
