#pragma once

#include "render/cables/CableView.h"

#include <QWidget>

class QStackedWidget;

namespace colonnade::ui {

class DesignSession;
class ElevationView;
class Segments;
class SideView;

/// Front, rear and side of the rack on screen, and the switch between them. The switch stands above the drawing until
/// somebody takes it, to show it beside the tabs.
class ElevationPages final : public QWidget {
    Q_OBJECT
public:
    enum class Face { Front, Rear, Side };

    explicit ElevationPages(DesignSession& session, QWidget* parent = nullptr);

    [[nodiscard]] ElevationView& faces() const { return *m_faces; }
    [[nodiscard]] SideView& side() const { return *m_side; }
    [[nodiscard]] Face face() const { return m_face; }
    /// Front and rear are shown together where there is room for both.
    void show(Face face);
    /// At the rear.
    void showCables(const render::CableView& view);
    [[nodiscard]] QWidget* takeSwitch();

signals:
    void zoomChanged(const QString& text);
    void planRequested();

protected:
    void focusInEvent(QFocusEvent* event) override;

private:
    void fillSwitch();

    QStackedWidget* m_pages;
    ElevationView* m_faces;
    SideView* m_side;
    Segments* m_switch;
    Face m_face = Face::Front;
};

} // namespace colonnade::ui
