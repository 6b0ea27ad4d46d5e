#pragma once

#include "render/oneline/OneLineLayout.h"
#include "render/oneline/OneLinePainter.h"
#include "ui/document/DesignSession.h"

#include <QPixmap>
#include <QWidget>

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace colonnade::ui {

class EmptyState;

/// The power chain as a one-line diagram: sources on top, loads at the bottom, with loads, limits and margins. Selects
/// feeds and what hangs on them; shows the normal state, or a failure that was chosen elsewhere.
class OneLineView final : public QWidget {
    Q_OBJECT
public:
    explicit OneLineView(DesignSession& session, QWidget* parent = nullptr);
    ~OneLineView() override;

    [[nodiscard]] const render::OneLine& diagram() const { return m_diagram; }
    [[nodiscard]] const render::OneLineWindow& windowOnScreen() const { return m_window; }
    void fit();
    /// Draws a state of the present design, until the design changes or `showNormal`.
    void showState(std::shared_ptr<const model::DesignPowerState> state, const model::DesignLoss& loss, const QString& name);
    void showNormal();
    /// Draws the inside of a rack design beside the rest, or no longer.
    void showRackInside(const model::RackDesignId& rack, bool shown);

    [[nodiscard]] QSize minimumSizeHint() const override { return {240, 200}; }

signals:
    /// "Zoom 80 %"
    void zoomChanged(const QString& text);
    /// Of the empty state.
    void newFeedRequested();
    /// Of the menu of a node or a load: to the inspector.
    void propertiesRequested();
    /// Of the menu: what is lost if these fail. The menu has no such entry while nobody listens.
    void failRequested(const std::vector<colonnade::model::Subject>& subjects);

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
    void contextMenuEvent(QContextMenuEvent* event) override;
    void leaveEvent(QEvent*) override;
    void hideEvent(QHideEvent*) override;
    bool event(QEvent* event) override;

private:
    enum class Gesture { None, Pressed, Pan };
    struct State {
        DesignRef design; ///< That it is a state of.
        std::shared_ptr<const model::DesignPowerState> power;
        model::DesignLoss loss;
        QString name;
    };

    void takeDesign();
    void takeFailure();
    void takeFindings();
    void takeSelection();
    void lay();
    void setWindow(const render::OneLineWindow& window, bool fitted);
    void forgetPicture();
    void frame(const std::vector<model::Subject>& subjects);

    [[nodiscard]] std::optional<std::size_t> indexAt(QPointF at) const;
    /// What a click on a box selects: feeds, devices, or the placed racks and pods.
    [[nodiscard]] std::vector<model::Subject> subjectsOf(const render::OneLineBox& box) const;
    [[nodiscard]] QString toolTipAt(QPointF at) const;
    void clickAt(std::optional<std::size_t> box, Qt::KeyboardModifiers modifiers);
    /// The inside of a pod or rack design comes or goes.
    void toggleInside(const render::OneLineBox& box);
    [[nodiscard]] bool hasInside(const render::OneLineBox& box) const;
    void stepTo(Qt::Key direction);

    DesignSession& m_session;
    EmptyState* m_empty;
    render::OneLine m_diagram;
    render::OneLineMarks m_marks;
    render::OneLineWindow m_window;
    std::set<std::string> m_closed, m_racks; ///< Pod designs not drawn inside, rack designs drawn inside.
    std::optional<State> m_state;
    DesignRef m_drawn; ///< The design of the diagram.
    bool m_fitted = true; ///< Nobody has panned or zoomed: follows the size of the view.
    QPixmap m_picture; ///< Without the marks of the mouse; null when out of date.

    Gesture m_gesture = Gesture::None;
    QPointF m_pressed, m_at;
    std::optional<std::size_t> m_pressedOn;
    bool m_spaceDown = false;
};

} // namespace colonnade::ui
