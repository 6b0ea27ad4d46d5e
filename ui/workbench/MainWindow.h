#pragma once

#include "render/overlay/OverlayKind.h"
#include "ui/document/DesignSession.h"
#include "ui/document/Settings.h"

#include <QMainWindow>

#include <memory>
#include <optional>

class QStackedWidget;

namespace colonnade::ui {

class Breadcrumb;
class CatalogPanel;
class CommandPalette;
class Commands;
class DesignCommands;
class EditCommands;
class ElevationPages;
class FabricPage;
class FailureBar;
class CableCommands;
class FabricCommands;
class MeasuredCommands;
class FailureCommands;
class FileCommands;
class FiguresStrip;
class FindingsPanel;
class FloorView;
class Menus;
class LoopsView;
class OneLineView;
class PanelDock;
class PlanView;
class RulesPanel;
class Segments;
class StartPage;
class StatusLine;
class TabStrip;
class WindowLayout;

/// The window: head with menus, tools and figures, the drawing in the centre, docks around it, one line below.
///
/// Each of its parts has a source of its own: WindowHead.cpp, WindowCentre.cpp, WindowDocks.cpp, and WindowCommands.cpp
/// for what a command leads to.
class MainWindow final : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(QWidget* parent = nullptr);
    ~MainWindow() override;

    [[nodiscard]] DesignSession& session() { return m_session; }
    [[nodiscard]] Commands& commands() { return *m_commands; }
    [[nodiscard]] PanelDock* dock(const QString& name) const;

    /// Opens a design; says in a dialog why it cannot. False where it could not.
    bool openPath(const QString& path);
    /// An unsaved copy of a shipped design.
    bool openReference(const QString& name);
    void openEmptyHall();
    void showStartPage();

    /// "draw", "network", "power".
    void setPerspective(const QString& id);
    [[nodiscard]] const QString& perspective() const { return m_perspective; }
    void chooseTheme(ThemeChoice choice);

signals:
    /// The window has been painted with its design, its findings and its estimate for the first time.
    void ready();

protected:
    void closeEvent(QCloseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void makeCommands();
    void makeHead();
    void makeCentre();
    void makeDocks();
    void connectSession();

    void opened();
    void showTitle();

    // Layout.
    void setDocksShown(bool shown);
    void showCentre(int tab);
    void restoreTheme();
    void tellWhenReady();
    static QString overlayCommand(render::FloorOverlay overlay);
    void setOverlay(render::FloorOverlay overlay);
    /// As the commands of the View menu say, in all views.
    void showCables();
    /// While something has failed, plan and 3D show it; afterwards they show what they showed before.
    void followFailure();

    // What a click leads to.
    void openFigure(const QString& id);
    void openWorkload(const std::optional<model::WorkloadId>& workload);
    void showFinding(int direction);
    void showFixes();
    /// Opens the page of a rule; empty: the rules as they were left.
    void showRule(const QString& rule);
    void nextRack(int direction);
    void toNextPanel(int direction);
    void leave();

    Settings m_settings;
    DesignSession m_session;
    Commands* m_commands = nullptr;
    FileCommands* m_files = nullptr;
    EditCommands* m_edits = nullptr;
    DesignCommands* m_designCommands = nullptr;
    FailureCommands* m_failureCommands = nullptr;
    FabricCommands* m_fabricCommands = nullptr;
    CableCommands* m_cableCommands = nullptr;
    MeasuredCommands* m_measuredCommands = nullptr;
    Menus* m_menus = nullptr;

    Segments* m_perspectives = nullptr;
    FiguresStrip* m_strip = nullptr;
    StatusLine* m_status = nullptr;
    CommandPalette* m_palette = nullptr;
    QWidget *m_toolRow = nullptr, *m_menuRow = nullptr;
    std::vector<QWidget*> m_aboutDesign; ///< Title and profile, in the head.

    QStackedWidget* m_pages = nullptr; ///< Start page, or the drawing.
    StartPage* m_startPage = nullptr;
    TabStrip* m_centreTabs = nullptr;
    Breadcrumb* m_breadcrumb = nullptr;
    QStackedWidget* m_centre = nullptr;
    ElevationPages* m_elevation = nullptr;
    PlanView* m_plan = nullptr;
    FabricPage* m_fabric = nullptr;
    OneLineView* m_oneLine = nullptr;
    LoopsView* m_loops = nullptr;

    WindowLayout* m_layout = nullptr;
    FloorView* m_floor = nullptr;
    CatalogPanel* m_catalog = nullptr;
    FindingsPanel* m_findings = nullptr;
    RulesPanel* m_rules = nullptr;

    QString m_perspective = QStringLiteral("draw");
    render::FloorOverlay m_overlay = render::FloorOverlay::None;
    std::optional<render::FloorOverlay> m_overlayBefore; ///< While something has failed: what comes back after it.
    bool m_ready = false;
};

} // namespace colonnade::ui
