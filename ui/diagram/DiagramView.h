#pragma once

#include "render/diagram/DiagramWindow.h"
#include "ui/diagram/HandPan.h"
#include "ui/document/DesignSession.h"

#include <QPixmap>
#include <QWidget>

#include <optional>
#include <set>
#include <vector>

class QMenu;

namespace colonnade::ui {

class EmptyState;

/// What every view of a diagram does alike: window and zoom, panning, selection and hover shared with the other views,
/// arrow keys, tool tips, menu and empty state. A diagram is boxes by index; what they mean is its view's.
class DiagramView : public QWidget {
    Q_OBJECT
public:
    ~DiagramView() override;

    [[nodiscard]] const render::DiagramWindow& windowOnScreen() const { return m_window; }
    void fit();

    [[nodiscard]] QSize minimumSizeHint() const override { return {240, 200}; }

signals:
    /// "Zoom 80 %"
    void zoomChanged(const QString& text);
    /// Of the menu of a box: to the inspector.
    void propertiesRequested();
    /// Of the menu: what is lost if these fail. The menu has no such entry while nobody listens.
    void failRequested(const std::vector<colonnade::model::Subject>& subjects);

protected:
    DiagramView(DesignSession& session, const QString& name, const QString& emptyMessage, QWidget* parent);

    // What a view tells of its diagram.
    [[nodiscard]] virtual bool isEmpty() const = 0;
    [[nodiscard]] virtual QRectF extent() const = 0;
    /// What is shown from its top left where all of it is too large to read; empty: all.
    [[nodiscard]] virtual QRectF firstSheet() const = 0;
    [[nodiscard]] virtual std::size_t boxCount() const = 0;
    [[nodiscard]] virtual QRectF bodyOf(std::size_t box) const = 0;
    [[nodiscard]] virtual std::vector<std::size_t> boxesOf(const model::Subject& subject) const = 0;
    /// What a click on the box selects; not empty.
    [[nodiscard]] virtual std::vector<model::Subject> subjectsOf(std::size_t box) const = 0;
    [[nodiscard]] virtual int countOf(std::size_t box) const = 0;
    /// Words beside the boxes that stand for a whole, as the title of a network does: they are clicked and stepped to as boxes are.
    struct Heading {
        QRectF area; ///< In pixels of the view.
        model::Subject subject;
        QStringList tip; ///< Lines of rich text.
    };
    [[nodiscard]] virtual std::vector<Heading> headings() const { return {}; }
    /// Lines of rich text.
    [[nodiscard]] virtual QStringList tipOf(std::size_t box) const = 0;
    [[nodiscard]] virtual bool marked(const model::Finding& finding) const = 0;
    /// The box was double-clicked, or Enter was pressed on it.
    virtual void opened(std::size_t box) = 0;
    virtual void fillBoxMenu(QMenu& menu, std::size_t box) = 0;
    virtual void fillMenu(QMenu& menu) = 0;
    /// All of it but the marks of the mouse.
    virtual void paintDiagram(QPainter& painter) const = 0;
    virtual void paintMarks(QPainter& painter) const = 0;
    /// The design has changed, or is another document's. A view lays its diagram anew, and says so by `laid`.
    virtual void takeDesign(bool anotherDocument) = 0;
    /// The rules have answered for the present design.
    virtual void takeJudgement() = 0;

    /// The view has come into sight, or has another size, and shows all of the diagram: a diagram that is laid out for
    /// its place may be laid out anew.
    virtual void takeArea() {}
    /// To be called when the diagram has changed.
    void laid();
    void forgetPicture();
    void takeSelection();
    void frame(const std::vector<model::Subject>& subjects);
    void setWindow(const render::DiagramWindow& window, bool fitted);
    [[nodiscard]] const std::set<std::size_t>& selectedBoxes() const { return m_selected; }
    [[nodiscard]] std::optional<std::size_t> hoveredBox() const { return m_hovered; }
    [[nodiscard]] DesignSession& session() const { return m_session; }
    [[nodiscard]] EmptyState& empty() const { return *m_empty; }

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
    void contextMenuEvent(QContextMenuEvent* event) override;
    void leaveEvent(QEvent*) override;
    void hideEvent(QHideEvent*) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] std::optional<std::size_t> boxAt(QPointF at) const;
    [[nodiscard]] std::optional<Heading> headingAt(QPointF at) const;
    /// What a click there selects; empty on empty ground.
    [[nodiscard]] std::vector<model::Subject> thingsAt(QPointF at) const;
    [[nodiscard]] QString toolTipAt(QPointF at) const;
    void stepTo(Qt::Key direction);

    DesignSession& m_session;
    EmptyState* m_empty;
    render::DiagramWindow m_window;
    bool m_fitted = true; ///< Nobody has panned or zoomed: follows the size of the view.
    QPixmap m_picture; ///< Without the marks of the mouse; null when out of date.
    std::set<std::size_t> m_selected;
    std::optional<std::size_t> m_hovered;
    HandPan m_hand{*this};
    bool m_down = false; ///< The left button has been pressed, and it is not known yet for what.
    QPointF m_pressed;
    std::vector<model::Subject> m_pressedOn; ///< Empty: on empty ground.
};

} // namespace colonnade::ui
