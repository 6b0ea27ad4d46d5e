#include "ui/workbench/MainWindow.h"

#include "model/rules/ProfileEdits.h"
#include "ui/catalog/CatalogPanel.h"
#include "ui/charts/ChartPanels.h"
#include "ui/document/FailureWhatIf.h"
#include "ui/document/OverlayFigures.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"
#include "ui/elevation/ElevationPages.h"
#include "ui/elevation/ElevationView.h"
#include "ui/elevation/SideView.h"
#include "ui/failures/FailureBar.h"
#include "ui/failures/FailuresPanel.h"
#include "ui/findings/FindingsPanel.h"
#include "ui/findings/WaiversPanel.h"
#include "ui/findings/Waiving.h"
#include "ui/floor/FloorView.h"
#include "ui/history/HistoryPanel.h"
#include "ui/inspector/InspectorPanel.h"
#include "ui/loops/LoopsView.h"
#include "ui/oneline/OneLineView.h"
#include "ui/package/ExportDialog.h"
#include "ui/plan/PlanView.h"
#include "ui/rules/ProfileDialog.h"
#include "ui/rules/RulesPanel.h"
#include "ui/structure/StructurePanel.h"
#include "ui/style/Controls.h"
#include "ui/style/Icons.h"
#include "ui/style/Style.h"
#include "ui/workbench/Breadcrumb.h"
#include "ui/workbench/CommandPalette.h"
#include "ui/workbench/Commands.h"
#include "ui/workbench/DesignCommands.h"
#include "ui/workbench/Dialogs.h"
#include "ui/workbench/EditCommands.h"
#include "ui/workbench/FailureCommands.h"
#include "ui/workbench/FileCommands.h"
#include "ui/workbench/FiguresStrip.h"
#include "ui/workbench/Header.h"
#include "ui/workbench/Menus.h"
#include "ui/workbench/PanelDock.h"
#include "ui/workbench/StartPage.h"
#include "ui/workbench/StatusLine.h"
#include "ui/workbench/WindowLayout.h"

#include <QApplication>
#include <QCloseEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QScreen>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace colonnade::ui {

namespace {

constexpr QSize leastWindow{1024, 640};
constexpr int elevationTab = 0;
constexpr int planTab = 1;
constexpr int oneLineTab = 2;
constexpr int loopsTab = 3;

struct PerspectiveInfo {
    const char* id;
    const char* name;
    const char* key;
    const char* tip;
};
constexpr PerspectiveInfo perspectives[] = {
    {"draw", QT_TRANSLATE_NOOP("MainWindow", "Draw"), "F5",
     QT_TRANSLATE_NOOP("MainWindow", "Elevation or plan beside 3D and estimate; catalog, inspector, findings.")},
    {"power", QT_TRANSLATE_NOOP("MainWindow", "Power & cooling"), "F7",
     QT_TRANSLATE_NOOP("MainWindow", "The one-line diagram beside 3D and loads; findings of power, heat, mass and redundancy.")},
};

int perspectiveIndex(const QString& id)
{
    for (int i = 0; i < static_cast<int>(std::size(perspectives)); ++i) {
        if (id == QLatin1String(perspectives[i].id))
            return i;
    }
    return 0;
}

QString overlayCommand(render::FloorOverlay overlay)
{
    return QStringLiteral("view.overlay%1").arg(static_cast<int>(overlay));
}

QToolButton* toolButton(QAction* action, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setIconSize({20, 20});
    button->setFixedSize(28, 28);
    button->setFocusPolicy(Qt::NoFocus);
    return button;
}

class Backdrop final : public QWidget {
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent*) override { QPainter(this).fillRect(rect(), theme().panel); }
};

} // namespace

MainWindow::MainWindow(QWidget* parent) : QMainWindow(parent)
{
    setObjectName(QStringLiteral("main-window"));
    restoreTheme();
    setWindowIcon(accentIcon(QStringLiteral("colonnade")));
    setMinimumSize(leastWindow);
    setDockNestingEnabled(true);
    setDockOptions(AllowNestedDocks | AllowTabbedDocks | GroupedDragging | AnimatedDocks);
    setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    setCorner(Qt::TopLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::TopRightCorner, Qt::RightDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    setContextMenuPolicy(Qt::NoContextMenu);
    setAcceptDrops(true);

    m_commands = new Commands(this);
    m_palette = new CommandPalette(m_session, *m_commands, m_settings, this);
    m_files = new FileCommands(m_session, m_settings, *m_commands, this);
    connect(m_files, &FileCommands::opened, this, &MainWindow::opened);
    m_menus = new Menus(m_session, m_settings, *m_commands, *m_files, this);
    makeCommands();
    m_edits = new EditCommands(m_session, *m_commands, this);
    m_layout = new WindowLayout(*this, m_settings);
    m_designCommands = new DesignCommands(m_session, *m_commands, this);
    m_failureCommands = new FailureCommands(m_session, *m_commands, this);
    makeHead();
    makeCentre();
    makeDocks();
    m_menus->fill(findChild<QMenuBar*>(QStringLiteral("menus")), *m_layout);
    connectSession();
    if (!restoreGeometry(m_settings.geometry()))
        resize(QSize(1440, 900).boundedTo(screen()->availableSize()));
    showStartPage();
    setPerspective(m_settings.perspective());
    showTitle();
}

MainWindow::~MainWindow()
{
    disconnect(&m_session, nullptr, nullptr, nullptr);
}

PanelDock* MainWindow::dock(const QString& name) const
{
    return m_layout->dock(name);
}

void MainWindow::makeCommands()
{
    using K = QKeySequence;
    Commands& c = *m_commands;
    // File.
    c.add({"file.new", tr("&New"), tr("An empty hall."), {K::New}, {}}, [this] {
        if (m_files->mayLeave())
            openEmptyHall();
    });
    c.add({"file.newFrom", tr("New from &reference…"), tr("An unsaved copy of a shipped design."),
           {K("Ctrl+Shift+N")}, {}},
          [this] { showStartPage(); });
    c.add({"file.export", tr("&Export package…"),
           tr("A reference package to hand over, as PDF or JSON."), {K("Ctrl+E")}, {}},
          [this] {
              m_session.flush();
              auto* dialog = new ExportDialog(&m_session, this);
              dialog->setAttribute(Qt::WA_DeleteOnClose);
              dialog->show();
          });
    c.add({"file.quit", tr("&Quit"), tr("Close the window."), {K::Quit}, {}}, [this] { close(); });
    // Edit.
    c.add({"edit.undo", tr("&Undo"), tr("Take back the last step."), {K::Undo}, "undo"},
          [this] { m_session.undo(); });
    c.add({"edit.redo", tr("&Redo"), tr("Do it again."), {K("Ctrl+Shift+Z"), K("Ctrl+Y")}, "redo"},
          [this] { m_session.redo(); });
    c.add({"edit.find", tr("&Find in this panel"), tr("Search in the panel that has the focus."),
           {K::Find}, {}},
          [this] {
              auto* panel = QApplication::focusWidget();
              for (QWidget* widget = panel; widget; widget = widget->parentWidget()) {
                  if (auto* held = qobject_cast<PanelDock*>(widget)) {
                      if (auto* field = held->widget()->findChild<QLineEdit*>()) {
                          field->setFocus();
                          field->selectAll();
                          return;
                      }
                  }
              }
              m_catalog->focusSearch();
              dock(QStringLiteral("catalog"))->bringForward();
          });
    c.add({"edit.properties", tr("&Properties"), tr("To the inspector."), {K("E")}, {}},
          [this] { dock(QStringLiteral("inspector"))->bringForward(); });
    c.add({"edit.palette", tr("&Command palette"),
           tr("One list over actions, parts, places, findings and rules."),
           {K("Ctrl+K"), K("Ctrl+Shift+P")}, "search"},
          [this] { m_palette->open(); });
    c.add({"edit.settings", tr("&Settings…"), tr("Name, theme, motion."), {K("Ctrl+,")}, {}}, [this] {
        auto* dialog = new SettingsDialog(m_settings, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &SettingsDialog::themeChosen, this,
                [this] { chooseTheme(m_settings.theme()); });
        dialog->show();
    });
    // View.
    for (const PerspectiveInfo& info : perspectives) {
        c.add({QStringLiteral("view.") + QLatin1String(info.id),
               tr(info.name).replace(QLatin1Char('&'), QStringLiteral("&&")), tr(info.tip),
               {K(QLatin1String(info.key))}, {}},
              [this, id = QString::fromLatin1(info.id)] { setPerspective(id); });
    }
    c.add({"view.reset", tr("&Reset this perspective"), tr("Panels back to their places."),
           {K("Ctrl+Shift+F5")}, {}},
          [this] {
              m_commands->find(QStringLiteral("view.docks"))->setChecked(false);
              if (m_pages->currentIndex() != 0)
                  m_layout->reset();
          });
    c.add({"view.elevation", tr("&Elevation"), tr("Front and rear of the rack."), {K("Ctrl+1")}, {}},
          [this] {
              m_elevation->show(ElevationPages::Face::Front);
              showCentre(elevationTab);
          });
    c.add({"view.side", tr("Side vie&w of the rack"), tr("Depth of the rack: rails, plugs, bends of cables and what is left."), {}, {}},
          [this] {
              m_elevation->show(ElevationPages::Face::Side);
              showCentre(elevationTab);
          });
    c.add({"view.plan", tr("&Plan"), tr("The hall in true scale."), {K("Ctrl+2")}, {}},
          [this] { showCentre(planTab); });
    c.add({"view.oneLine", tr("&One-line"), tr("How power reaches the racks, with loads and margins."), {K("Ctrl+4")}, {}},
          [this] { showCentre(oneLineTab); });
    c.add({"view.loops", tr("Coolant &loops"), tr("How coolant reaches the racks, with flow, temperatures and pressure."), {K("Ctrl+5")}, {}},
          [this] { showCentre(loopsTab); });
    c.add({"view.frame", tr("&Frame selection"), tr("Bring the selection into sight."), {K("F")},
           "frame"},
          [this] { m_session.frame(m_session.selection()); });
    c.add({"view.frameAll", tr("Frame e&verything"), tr("Bring all into sight."),
           {K(Qt::Key_Home)}, {}},
          [this] { m_session.frame({}); });
    for (const auto overlay : render::floorOverlays) {
        QString name = render::word(overlay);
        name[0] = name[0].toUpper();
        c.addToggle({overlayCommand(overlay), name, tr("What the colours of racks mean, in plan and 3D."), {}, {}},
                    [this, overlay](bool) {
                        setOverlay(overlay);
                        m_commands->find(overlayCommand(overlay))->setChecked(true);
                    });
    }
    c.find(overlayCommand(render::FloorOverlay::None))->setChecked(true);
    c.add({"view.nextOverlay", tr("Next o&verlay"), tr("Other colours in plan and 3D."), {K("O")}, {}}, [this] {
        const auto next = (static_cast<std::size_t>(m_overlay) + 1) % std::size(render::floorOverlays);
        setOverlay(render::floorOverlays[next]);
    });
    c.add({"view.noOverlay", tr("N&o overlay"), tr("Plan and 3D in their plain colours."), {K("Shift+O")}, {}},
          [this] { setOverlay(render::FloorOverlay::None); });
    c.add({"view.previousRack", tr("Previous rac&k"), tr("The rack before in its row."), {K("[")}, {}},
          [this] { nextRack(-1); });
    c.add({"view.nextRack", tr("Ne&xt rack"), tr("The next rack in its row."), {K("]")}, {}},
          [this] { nextRack(1); });
    c.addToggle({"view.docks", tr("Hide &all panels"), tr("Only the drawing."), {K("Ctrl+\\")}, {}},
                [this](bool hidden) { setDocksShown(!hidden); });
    c.addToggle({"view.fullScreen", tr("Full &screen"), tr("Without the window's frame."), {K("F11")},
                 {}},
                [this](bool on) { on ? showFullScreen() : showNormal(); });
    c.add({"view.nextPanel", tr("Next pa&nel"), tr("The keyboard to the next panel."),
           {K("Ctrl+F6")}, {}},
          [this] { toNextPanel(1); });
    c.add({"view.previousPanel", tr("Previo&us panel"), tr("The keyboard to the panel before."),
           {K("Ctrl+Shift+F6")}, {}},
          [this] { toNextPanel(-1); });
    const std::pair<ThemeChoice, const char*> themes[]
        = {{ThemeChoice::System, QT_TR_NOOP("As the &system")},
           {ThemeChoice::Light, QT_TR_NOOP("&Light")},
           {ThemeChoice::Dark, QT_TR_NOOP("&Dark")},
           {ThemeChoice::HighContrast, QT_TR_NOOP("&High contrast")}};
    for (const auto& [choice, text] : themes) {
        auto* action = c.add({QStringLiteral("view.theme%1").arg(static_cast<int>(choice)), tr(text),
                              tr("Colours of the window."), {}, {}},
                             [this, choice = choice] { chooseTheme(choice); });
        action->setCheckable(true);
    }
    // Place.
    c.add({"place.add", tr("&Add part…"), tr("The palette, limited to the catalog."), {K("A")}, {}},
          [this] { m_palette->open(QStringLiteral("+ ")); });
    // Design.
    c.add({"design.hall", tr("&Hall properties"), tr("Outline, floor rating, air, in the inspector."),
           {K("Ctrl+Shift+H")}, {}},
          [this] {
              m_session.select({model::Subject{model::Subject::Where::Hall, {}}});
              dock(QStringLiteral("inspector"))->bringForward();
          });
    // Check.
    c.add({"check.next", tr("&Next finding"), tr("Selects and frames the place."), {K("F4")}, {}},
          [this] { showFinding(1); });
    c.add({"check.previous", tr("&Previous finding"), tr("Selects and frames the place."),
           {K("Shift+F4")}, {}},
          [this] { showFinding(-1); });
    c.add({"check.fixes", tr("&Fixes…"), tr("Ways to mend the finding, each with its preview."),
           {K("Ctrl+.")}, {}},
          [this] { showFixes(); });
    c.add({"check.waive", tr("&Waive…"), tr("Accept the finding, with a reason and an expiry."),
           {K("Ctrl+Shift+W")}, {}},
          [this] { m_findings->waiveCurrent(); });
    c.add({"check.rules", tr("&Rules"), tr("The rule of the selected finding, or all of them: formula, limit, source and setting."),
           {K("Ctrl+Shift+R")}, {}},
          [this] {
              const auto* finding = m_findings->current();
              showRule(finding ? words(finding->rule) : QString());
          });
    c.add({"check.saveProfile", tr("&Save the rules as a profile…"),
           tr("Keep the rules as they are set now as a profile of your own, and judge the design by it."), {}, {}},
          [this] {
              auto* dialog = new ProfileDialog(m_session, this);
              dialog->setAttribute(Qt::WA_DeleteOnClose);
              dialog->open();
          });
    c.add({"check.waivers", tr("Wai&vers"), tr("All waivers of the design: those that hold, have expired or ask again."),
           {K("Ctrl+Alt+W")}, {}},
          [this] { dock(QStringLiteral("waivers"))->bringForward(); });
    // Estimate.
    c.addToggle({"estimate.pin", tr("&Pin baseline"),
                 tr("Compare what follows with the estimate of now."), {K("Ctrl+B")}, {}},
                [this](bool on) { on ? m_session.pinBaseline() : m_session.unpinBaseline(); });
    // Help.
    c.add({"help.keys", tr("&Keys"), tr("All commands and their keys."), {K::HelpContents}, {}}, [this] {
        auto* dialog = new ShortcutsDialog(*m_commands, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->show();
    });
    c.add({"help.about", tr("&About Colonnade"), tr("Version and licences."), {}, {}}, [this] {
        auto* dialog = new AboutDialog(this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->show();
    });
    auto* escape = new QAction(this);
    escape->setShortcut(Qt::Key_Escape);
    connect(escape, &QAction::triggered, this, &MainWindow::leave);
    addAction(escape);
}

void MainWindow::makeHead()
{
    auto* head = new QWidget(this);
    auto* column = new QVBoxLayout(head);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);

    auto* left = new QWidget(head);
    auto* leftRow = new QHBoxLayout(left);
    leftRow->setContentsMargins(10, 0, 0, 0);
    leftRow->setSpacing(4);
    auto* mark = new QLabel(left);
    const auto showMark = [mark] {
        mark->setPixmap(accentIcon(QStringLiteral("colonnade")).pixmap(20, 20));
    };
    showMark();
    connect(&StyleNotice::instance(), &StyleNotice::themeChanged, mark, showMark);
    leftRow->addWidget(mark);
    auto* menus = new QMenuBar(left);
    menus->setObjectName(QStringLiteral("menus"));
    menus->setFont(textFont(12.5));
    menus->setNativeMenuBar(false);
    menus->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    leftRow->addWidget(menus);
    auto* profile = new QLabel(head);
    profile->setObjectName(QStringLiteral("profile"));
    profile->setTextFormat(Qt::PlainText);
    profile->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    dress(profile, render::type::head, QFont::Normal, true);
    const auto showProfile = [this, profile] {
        const auto changed = model::rulesSetOtherwise(m_session.profile(), m_session.namedProfile()).size();
        QString text = tr("Profile: %1").arg(words(m_session.profile().title));
        if (changed > 0)
            text += QStringLiteral(" · ") + countOf(static_cast<qint64>(changed), tr("rule changed"), tr("rules changed"));
        profile->setText(text);
        profile->setToolTip(words(m_session.profile().summary).toHtmlEscaped());
    };
    connect(&m_session, &DesignSession::profileChanged, profile, showProfile);
    showProfile();
    auto* title = new TitleLabel(m_session, head);
    m_aboutDesign = {title, profile};
    m_menuRow = new HeadRow(28, left, title, profile, head);
    column->addWidget(m_menuRow);

    auto* tools = new QWidget(head);
    auto* toolsRow = new QHBoxLayout(tools);
    toolsRow->setContentsMargins(8, 0, 0, 0);
    toolsRow->setSpacing(4);
    const auto addTool = [&](const char* id) {
        if (auto* action = m_commands->find(QLatin1String(id)))
            toolsRow->addWidget(toolButton(action, tools));
    };
    addTool("edit.undo");
    addTool("edit.redo");
    auto* line = new Line(Qt::Vertical, tools);
    line->setFixedHeight(22);
    toolsRow->addSpacing(2);
    toolsRow->addWidget(line);
    toolsRow->addSpacing(2);
    for (const char* id : {"edit.array", "place.turn", "place.lock", "edit.delete", "view.frame"})
        addTool(id);
    m_perspectives = new Segments(Segments::Look::Raised, head);
    m_perspectives->setObjectName(QStringLiteral("perspectives"));
    std::vector<Segments::Segment> segments;
    for (const PerspectiveInfo& info : perspectives)
        segments.push_back({tr(info.name), QLatin1String(info.key), tr(info.tip)});
    m_perspectives->setSegments(std::move(segments));
    connect(m_perspectives, &Segments::chosen, this,
            [this](int index) { setPerspective(QString::fromLatin1(perspectives[index].id)); });
    auto* search = new SearchButton(head);
    connect(search, &QAbstractButton::clicked, this, [this] { m_palette->open(); });
    m_toolRow = new HeadRow(39, tools, m_perspectives, search, head);
    column->addWidget(m_toolRow);

    m_strip = new FiguresStrip(m_session, head);
    connect(m_strip, &FiguresStrip::opened, this, &MainWindow::openFigure);
    column->addWidget(m_strip);
    auto* gap = new QWidget(head);
    gap->setFixedHeight(4);
    column->addWidget(gap);
    setMenuWidget(head);

    m_status = new StatusLine(m_session, this);
    auto* bar = new QStatusBar(this);
    bar->setSizeGripEnabled(false);
    bar->setContentsMargins(0, 0, 0, 0);
    bar->layout()->setContentsMargins(0, 0, 0, 0);
    bar->addWidget(m_status, 1);
    bar->setFixedHeight(24);
    setStatusBar(bar);
    connect(m_edits, &EditCommands::said, m_status, &StatusLine::say);
    connect(m_designCommands, &DesignCommands::said, m_status, &StatusLine::say);
    connect(m_failureCommands, &FailureCommands::said, m_status, &StatusLine::say);
    connect(m_menus, &Menus::said, m_status, &StatusLine::say);
}

void MainWindow::makeCentre()
{
    m_pages = new QStackedWidget(this);
    m_pages->setObjectName(QStringLiteral("centre"));
    m_startPage = new StartPage(m_settings, m_pages);
    m_pages->addWidget(m_startPage);
    connect(m_startPage, &StartPage::emptyHallWanted, this, [this] {
        if (m_files->mayLeave())
            openEmptyHall();
    });
    connect(m_startPage, &StartPage::openWanted, m_files, &FileCommands::chooseFile);
    connect(m_startPage, &StartPage::referenceWanted, this, [this](const QString& name) {
        if (m_files->mayLeave())
            m_files->openReference(name);
    });
    connect(m_startPage, &StartPage::fileWanted, this, [this](const QString& path) {
        if (m_files->mayLeave())
            m_files->openPath(path);
    });
    connect(m_startPage, &StartPage::recoveryWanted, this,
            [this](const model::RecoveryCandidate& candidate) {
                if (m_files->mayLeave())
                    m_files->recover(candidate);
            });

    auto* drawing = new Backdrop(m_pages);
    auto* column = new QVBoxLayout(drawing);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_centreTabs = new TabStrip(drawing);
    m_centreTabs->setObjectName(QStringLiteral("centre-tabs"));
    m_centreTabs->setTabs({tr("Elevation"), tr("Plan"), tr("One-line"), tr("Loops")});
    connect(m_centreTabs, &TabStrip::chosen, this, &MainWindow::showCentre);
    column->addWidget(m_centreTabs);
    m_breadcrumb = new Breadcrumb(m_session, drawing);
    connect(m_breadcrumb, &Breadcrumb::planWanted, this, [this](const model::Subject& subject) {
        showCentre(planTab);
        m_session.frame({subject});
    });
    column->addWidget(m_breadcrumb);
    auto* failure = new FailureBar(m_session, drawing);
    connect(failure, &FailureBar::panelWanted, this, [this] { dock(QStringLiteral("failures"))->bringForward(); });
    column->addWidget(failure);
    m_centre = new QStackedWidget(drawing);
    m_elevation = new ElevationPages(m_session, m_centre);
    connect(m_elevation, &ElevationPages::zoomChanged, this, [this](const QString& text) {
        if (m_centre->currentIndex() == elevationTab)
            m_status->setZoom(text);
    });
    connect(m_elevation, &ElevationPages::planRequested, this, [this] { showCentre(planTab); });
    m_plan = new PlanView(m_session, m_centre);
    connect(m_plan, &PlanView::zoomChanged, this, [this](const QString& text) {
        if (m_centre->currentIndex() == planTab)
            m_status->setZoom(text);
    });
    connect(m_plan, &PlanView::openElevationRequested, this, [this] { showCentre(elevationTab); });
    m_oneLine = new OneLineView(m_session, m_centre);
    connect(m_oneLine, &OneLineView::zoomChanged, this, [this](const QString& text) {
        if (m_centre->currentIndex() == oneLineTab)
            m_status->setZoom(text);
    });
    connect(m_oneLine, &OneLineView::newFeedRequested, this,
            [this] { m_commands->find(QStringLiteral("design.newFeed"))->trigger(); });
    m_loops = new LoopsView(m_session, m_centre);
    connect(m_loops, &LoopsView::zoomChanged, this, [this](const QString& text) {
        if (m_centre->currentIndex() == loopsTab)
            m_status->setZoom(text);
    });
    connect(m_loops, &LoopsView::newLoopRequested, this,
            [this] { m_commands->find(QStringLiteral("design.newLoop"))->trigger(); });
    for (DiagramView* diagram : {static_cast<DiagramView*>(m_oneLine), static_cast<DiagramView*>(m_loops)}) {
        connect(diagram, &DiagramView::failRequested, this, [this](const std::vector<model::Subject>& subjects) {
            std::vector<std::string> paths;
            for (const model::Subject& subject : subjects)
                paths.push_back(subject.text());
            if (const auto done = m_session.failures().toggle(paths); !done)
                m_status->say(words(done.error().text));
        });
        connect(diagram, &DiagramView::propertiesRequested, this,
                [this] { dock(QStringLiteral("inspector"))->bringForward(); });
    }
    for (QWidget* view : {static_cast<QWidget*>(&m_elevation->faces()), static_cast<QWidget*>(&m_elevation->side()), static_cast<QWidget*>(m_plan)})
        connect(view, &QWidget::customContextMenuRequested, this,
                [this, view](const QPoint& at) { m_menus->showContext(view->mapToGlobal(at)); });
    m_centre->addWidget(m_elevation);
    m_centre->addWidget(m_plan);
    m_centre->addWidget(m_oneLine);
    m_centre->addWidget(m_loops);
    column->addWidget(m_centre, 1);
    drawing->setMinimumWidth(420);
    m_pages->addWidget(drawing);
    setCentralWidget(m_pages);
    showCentre(elevationTab);
}

void MainWindow::makeDocks()
{
    const auto add = [this](const QString& name, const QString& title, QWidget* content,
                            QSize least) {
        auto* dock = new PanelDock(name, title, content, this);
        dock->setMinimumContent(least);
        m_layout->add(name, dock);
        return dock;
    };
    m_catalog = new CatalogPanel(m_session, this);
    connect(m_catalog, &CatalogPanel::placementWanted, this,
            [this](const model::PartRef& part) { m_edits->place(part); });
    add(QStringLiteral("catalog"), tr("Catalog"), m_catalog, {180, 120});
    auto* structure = new StructurePanel(m_session, this);
    connect(structure, &StructurePanel::contextMenuWanted, m_menus, &Menus::showContext);
    add(QStringLiteral("structure"), tr("Structure"), structure, {180, 120});
    add(QStringLiteral("history"), tr("Undo history"), new HistoryPanel(m_session, this), {180, 80});
    auto* floor = m_floor = new FloorView(m_session, this);
    connect(floor, &FloorView::overlayChosen, this, &MainWindow::setOverlay);
    connect(floor, &FloorView::openElevationRequested, this, [this] { showCentre(elevationTab); });
    connect(floor, &FloorView::addRequested, this,
            [this] { m_palette->open(QStringLiteral("+ ")); });
    add(QStringLiteral("floor"), tr("Floor 3D"), floor, {260, 120})->setCorner(floor->takeHeader());
    auto* estimate = add(QStringLiteral("estimate"), tr("Estimate"),
                         new EstimatePanel(m_session, this), {260, 120});
    auto* power
        = add(QStringLiteral("power"), tr("Power"), new PowerPanel(m_session, this), {260, 120});
    auto* memory
        = add(QStringLiteral("memory"), tr("Memory"), new MemoryPanel(m_session, this), {260, 120});
    for (auto* panel : {estimate, memory}) {
        connect(static_cast<ChartPanel*>(panel->widget()), &ChartPanel::workloadWanted, this,
                [this](QPoint at) {
                    QMenu menu;
                    m_menus->fillWorkloads(&menu);
                    menu.exec(at);
                });
    }
    const auto showBaseline = [this, estimate, power, memory] {
        const QString remark = m_session.baselineIsPinned() ? tr("Baseline: pinned")
            : m_session.path().isEmpty()                    ? tr("Baseline: as opened")
                                                            : tr("Baseline: saved file");
        for (PanelDock* dock : {estimate, power, memory})
            dock->setRemark(remark);
        if (auto* pin = m_commands->find(QStringLiteral("estimate.pin")))
            pin->setChecked(m_session.baselineIsPinned());
    };
    connect(&m_session, &DesignSession::baselineChanged, this, showBaseline);
    connect(&m_session, &DesignSession::fileChanged, this, showBaseline);
    showBaseline();
    auto* inspector = new InspectorPanel(m_session, this);
    add(QStringLiteral("inspector"), tr("Inspector"), inspector, {220, 120});
    auto* waiving = new Waiving(m_session, m_settings, this);
    connect(waiving, &Waiving::said, m_status, &StatusLine::say);
    m_findings = new FindingsPanel(m_session, *waiving, this);
    auto* findings
        = add(QStringLiteral("findings"), tr("Findings"), m_findings, {360, 24 + 3 * space::row});
    findings->setCorner(m_findings->filters());
    auto* failures = new FailuresPanel(m_session, this);
    add(QStringLiteral("failures"), tr("Failures"), failures, {360, 24 + 3 * space::row})->setCorner(failures->search());
    connect(m_findings, &FindingsPanel::currentChanged, inspector, &InspectorPanel::showFinding);
    connect(m_findings, &FindingsPanel::fixWanted, this,
            [this](const model::Fix& fix) { m_edits->mend(fix); });
    connect(inspector, &InspectorPanel::fixWanted, this,
            [this](const model::Fix& fix) { m_edits->mend(fix); });
    m_rules = new RulesPanel(m_session, this);
    add(QStringLiteral("rules"), tr("Rules"), m_rules, {360, 24 + 3 * space::row})->setCorner(m_rules->filters());
    auto* waivers = new WaiversPanel(m_session, *waiving, this);
    add(QStringLiteral("waivers"), tr("Waivers"), waivers, {360, 24 + 3 * space::row})->setCorner(waivers->actions());
    const auto mend = [this](const model::Fix& fix) { m_edits->mend(fix); };
    connect(m_rules, &RulesPanel::fixWanted, this, mend);
    connect(m_rules, &RulesPanel::waiveWanted, waiving, &Waiving::waiveOrWithdraw);
    connect(m_rules, &RulesPanel::said, m_status, &StatusLine::say);
    connect(m_rules, &RulesPanel::saveWanted, m_commands->find(QStringLiteral("check.saveProfile")), &QAction::trigger);
    connect(inspector, &InspectorPanel::waiveWanted, waiving, &Waiving::waiveOrWithdraw);
    connect(inspector, &InspectorPanel::ruleWanted, this, &MainWindow::showRule);
    connect(m_findings, &FindingsPanel::ruleWanted, this, &MainWindow::showRule);
    connect(waivers, &WaiversPanel::ruleWanted, this, &MainWindow::showRule);
    connect(m_palette, &CommandPalette::ruleChosen, this, &MainWindow::showRule);
    connect(inspector, &InspectorPanel::said, m_status, &StatusLine::say);
    connect(m_findings, &FindingsPanel::said, m_status, &StatusLine::say);
}

void MainWindow::connectSession()
{
    connect(&m_session, &DesignSession::fileChanged, this, &MainWindow::showTitle);
    const auto refreshUndo = [this] {
        auto* undo = m_commands->find(QStringLiteral("edit.undo"));
        auto* redo = m_commands->find(QStringLiteral("edit.redo"));
        m_commands->setEnabled(QStringLiteral("edit.undo"), m_session.canUndo(),
                               tr("Nothing to undo"));
        m_commands->setEnabled(QStringLiteral("edit.redo"), m_session.canRedo(),
                               tr("Nothing to redo"));
        const auto escaped = [](QString name) {
            return name.replace(QLatin1Char('&'), QStringLiteral("&&"));
        };
        undo->setText(m_session.canUndo() ? tr("&Undo %1").arg(escaped(m_session.undoName()))
                                          : tr("&Undo"));
        redo->setText(m_session.canRedo() ? tr("&Redo %1").arg(escaped(m_session.redoName()))
                                          : tr("&Redo"));
    };
    connect(&m_session, &DesignSession::historyChanged, this, refreshUndo);
    refreshUndo();
    connect(&m_session, &DesignSession::failureChanged, this, &MainWindow::followFailure);
    connect(&m_session, &DesignSession::saved, m_status, &StatusLine::say);
    connect(&m_session, &DesignSession::judgementChanged, this, &MainWindow::tellWhenReady);
    const auto refreshFindings = [this] {
        const bool any = m_session.judgement().evaluation
            && !m_session.judgement().evaluation->findings.empty();
        for (const char* id : {"check.next", "check.previous"})
            m_commands->setEnabled(QLatin1String(id), any, tr("There are no findings"));
        const auto* finding = m_findings->current();
        m_commands->setEnabled(QStringLiteral("check.fixes"), finding != nullptr, tr("Select a finding first"));
        m_commands->setEnabled(QStringLiteral("check.waive"), finding && Waiving::waivable(*finding),
                               finding ? tr("What was not evaluated cannot be waived") : tr("Select a finding first"));
    };
    connect(&m_session, &DesignSession::judgementChanged, this, refreshFindings);
    connect(m_findings, &FindingsPanel::currentChanged, this, refreshFindings);
    refreshFindings();
    const auto refreshProfile = [this] {
        m_commands->setEnabled(QStringLiteral("check.saveProfile"),
                               !model::rulesSetOtherwise(m_session.profile(), m_session.namedProfile()).empty(),
                               tr("No rule is set otherwise than in the profile"));
    };
    connect(&m_session, &DesignSession::profileChanged, this, refreshProfile);
    refreshProfile();
    const auto refreshSelection = [this] {
        m_commands->setEnabled(QStringLiteral("view.frame"), !m_session.selection().empty(),
                               tr("Select something first"));
    };
    connect(&m_session, &DesignSession::selectionChanged, this, refreshSelection);
    refreshSelection();
    connect(m_palette, &CommandPalette::partChosen, this, [this](const QString& id) {
        const auto type = model::TypeId::parse(utf8(id));
        if (const auto part = type ? m_session.catalog().part(*type) : nullptr)
            m_edits->place(part);
    });
    connect(qApp, &QGuiApplication::applicationStateChanged, this, [this](Qt::ApplicationState state) {
        if (state != Qt::ApplicationActive)
            m_session.flush();
    });
}

bool MainWindow::openPath(const QString& path)
{
    return m_files->openPath(path);
}

bool MainWindow::openReference(const QString& name)
{
    return m_files->openReference(name);
}

void MainWindow::openEmptyHall()
{
    model::Design design;
    model::Hall hall;
    // 12 by 9 tiles of 600 mm to begin with; the inspector changes it.
    const model::Millimetres none{0}, wide{12000}, deep{9000};
    hall.outline = {{none, none}, {wide, none}, {wide, deep}, {none, deep}};
    m_session.start(design.named(utf8(tr("Untitled"))).withHall(std::move(hall)));
    opened();
    // The plan has the keyboard, so that A works at once.
    showCentre(planTab);
    const QString hint = tr("Drag a rack frame into the plan, or press A");
    m_session.setHint(hint);
    connect(&m_session, &DesignSession::designChanged, this, [this, hint] {
        if (m_session.hint() == hint)
            m_session.setHint({});
    }, Qt::SingleShotConnection);
}

void MainWindow::opened()
{
    m_pages->setCurrentIndex(1);
    m_toolRow->show();
    m_strip->show();
    m_status->show();
    for (QWidget* label : m_aboutDesign)
        label->show();
    if (!m_commands->find(QStringLiteral("view.docks"))->isChecked() && !m_layout->isShown())
        m_layout->show(m_perspective);
    if (const auto& asked = m_session.design()->profile(); asked != m_session.profile().id)
        m_status->say(tr("This design asks for the profile '%1', which is not here; it is judged by %2")
                          .arg(words(asked), words(m_session.profile().title)));
    if (m_perspective == QLatin1String("draw"))
        showCentre(rackOf(*m_session.design(), m_session.currentRack()) ? elevationTab : planTab);
    showTitle();
}

void MainWindow::showStartPage()
{
    m_startPage->refresh();
    m_pages->setCurrentIndex(0);
    m_toolRow->hide();
    m_strip->hide();
    m_status->hide();
    for (QWidget* label : m_aboutDesign)
        label->hide();
    m_layout->hide();
}

void MainWindow::showTitle()
{
    const bool start = m_pages->currentIndex() == 0;
    setWindowTitle(start ? QStringLiteral("Colonnade")
                         : m_session.title() + QStringLiteral("[*] – Colonnade"));
    setWindowModified(m_session.isModified());
}

void MainWindow::setDocksShown(bool shown)
{
    m_commands->find(QStringLiteral("view.docks"))->setChecked(!shown);
    if (m_pages->currentIndex() == 0)
        return;
    if (shown)
        m_layout->show(m_perspective);
    else
        m_layout->hide();
}

void MainWindow::setPerspective(const QString& id)
{
    m_perspective = QString::fromLatin1(perspectives[perspectiveIndex(id)].id);
    m_perspectives->setCurrent(perspectiveIndex(m_perspective));
    m_settings.setPerspective(m_perspective);
    const bool power = m_perspective == QLatin1String("power");
    m_findings->setDomains(power ? QStringList{QStringLiteral("PWR"), QStringLiteral("THM"),
                                               QStringLiteral("MEC"), QStringLiteral("REL")}
                                 : QStringList{});
    const auto overlay = power ? render::FloorOverlay::Power : render::FloorOverlay::None;
    if (m_overlayBefore)
        m_overlayBefore = overlay; // What has failed stays in sight.
    else
        setOverlay(overlay);
    if (m_pages->currentIndex() == 0)
        return;
    setDocksShown(true);
    showCentre(power ? oneLineTab : elevationTab);
}

void MainWindow::setOverlay(render::FloorOverlay overlay)
{
    if (m_overlay == overlay)
        return;
    m_overlay = overlay;
    m_floor->setOverlay(overlay);
    m_plan->setOverlay(overlay);
    for (const auto each : render::floorOverlays)
        m_commands->find(overlayCommand(each))->setChecked(each == overlay);
}

/// While something has failed, plan and 3D show it; afterwards they show what they showed before.
void MainWindow::followFailure()
{
    const bool active = m_session.failures().active();
    if (active == m_overlayBefore.has_value())
        return;
    if (active) {
        m_overlayBefore = m_overlay;
        if (!followsCooling(m_overlay)) // Else the racks show their new temperatures, and what has failed is marked.
            setOverlay(render::FloorOverlay::Failure);
        return;
    }
    if (m_overlay == render::FloorOverlay::Failure)
        setOverlay(*m_overlayBefore);
    m_overlayBefore.reset();
}

void MainWindow::showCentre(int tab)
{
    m_centreTabs->setCurrent(tab);
    m_centre->setCurrentIndex(tab);
    m_breadcrumb->setShowsRack(tab == elevationTab);
    m_edits->setOnFloor(tab == planTab);
    m_centreTabs->setCorner(tab == elevationTab ? m_elevation->takeSwitch() : nullptr);
    m_centreTabs->setRemark(tab == planTab ? tr("True scale") : tab == oneLineTab ? tr("Side A solid, B dashed")
                                : tab == loopsTab ? tr("Return double, facility water dashed")
                                                  : QString());
    m_centre->currentWidget()->setFocus();
}

void MainWindow::restoreTheme()
{
    const ThemeChoice choice = m_settings.theme();
    const auto name = choice == ThemeChoice::Light ? render::ThemeName::Light
        : choice == ThemeChoice::Dark              ? render::ThemeName::Dark
        : choice == ThemeChoice::HighContrast      ? render::ThemeName::HighContrast
                                                   : systemTheme();
    applyTheme(name);
}

void MainWindow::chooseTheme(ThemeChoice choice)
{
    m_settings.setTheme(choice);
    restoreTheme();
}

void MainWindow::tellWhenReady()
{
    if (m_ready || m_pages->currentIndex() == 0 || !isVisible() || m_session.judging()
        || !m_session.judgementIsCurrent())
        return;
    m_ready = true;
    // Behind the paint events that the judgement has caused.
    QTimer::singleShot(0, this, [this] { QTimer::singleShot(0, this, &MainWindow::ready); });
}

void MainWindow::openFigure(const QString& id)
{
    const auto forward = [this](const char* name) { dock(QLatin1String(name))->bringForward(); };
    if (id == QLatin1String("findings")) {
        forward("findings");
    } else if (id == QLatin1String("training")) {
        forward("estimate");
    } else if (id == QLatin1String("open-units")) {
        showCentre(elevationTab);
    } else if (id.startsWith(QLatin1String("power")) || id == QLatin1String("worst-state")) {
        forward("power");
        const auto& power = m_session.judgement().power;
        const auto worst = power ? power->worst() : model::DesignPower::Worst{};
        if (worst.feed)
            m_session.select({model::Subject{
                model::Subject::Where::Feed,
                (worst.part->pod ? worst.part->pod->id().text() : std::string()) + '/'
                    + worst.feed->feed.id.text()}});
    } else if (id.startsWith(QLatin1String("coolant"))) {
        showCentre(loopsTab);
    } else if (id == QLatin1String("floor-load")) {
        setOverlay(render::FloorOverlay::FloorLoad);
        showCentre(planTab);
    } else if (id == QLatin1String("load")) {
        forward("power");
    } else {
        m_session.select({model::Subject{model::Subject::Where::Hall, {}}});
        forward("inspector");
    }
}

void MainWindow::showFinding(int direction)
{
    m_findings->step(direction);
}

void MainWindow::showFixes()
{
    // The list opens beside its finding, which another panel may lie on.
    if (m_findings->visibleRegion().isEmpty())
        dock(QStringLiteral("findings"))->bringForward();
    m_findings->showFixes();
}

void MainWindow::showRule(const QString& rule)
{
    if (!rule.isEmpty())
        m_rules->showRule(rule);
    auto* page = dock(QStringLiteral("rules"));
    page->bringForward();
    // A rule's page wants more room than a table of findings; what is above it gives some.
    const int wanted = height() * 52 / 100;
    if (!page->isFloating() && page->height() < wanted)
        resizeDocks({page}, {wanted}, Qt::Vertical);
}

void MainWindow::nextRack(int direction)
{
    std::vector<model::Subject> racks;
    model::forEachInstance(*m_session.design()->hall(), [&](const model::Instance& instance) {
        if (instance.rack())
            racks.push_back(model::Subject::instance(instance.path));
    });
    if (racks.empty())
        return;
    const auto here = std::find(racks.begin(), racks.end(), m_session.currentRack());
    const auto count = static_cast<std::ptrdiff_t>(racks.size());
    const std::ptrdiff_t at = here == racks.end() ? 0 : here - racks.begin() + direction;
    const auto& next = racks[static_cast<std::size_t>((at % count + count) % count)];
    m_session.showRack(next);
    m_session.select({next});
}

void MainWindow::toNextPanel(int direction)
{
    std::vector<QWidget*> stops{m_centre->currentWidget()};
    for (PanelDock* dock : m_layout->docks()) {
        if (dock->isVisible() && !dock->visibleRegion().isEmpty())
            stops.push_back(dock->widget());
    }
    std::size_t at = 0;
    for (std::size_t i = 0; i < stops.size(); ++i) {
        if (QApplication::focusWidget()
            && (stops[i] == QApplication::focusWidget()
                || stops[i]->isAncestorOf(QApplication::focusWidget())))
            at = i;
    }
    const std::size_t count = stops.size();
    QWidget* next = stops[(at + (direction > 0 ? 1 : count - 1)) % count];
    if (auto* proxy = next->focusProxy())
        next = proxy;
    next->setFocus(Qt::TabFocusReason);
}

void MainWindow::leave()
{
    if (m_session.currentPreview())
        m_session.endPreview();
    else if (!m_session.selection().empty())
        m_session.clearSelection();
    else if (m_session.failures().active())
        m_session.failures().clear();
    else if (isFullScreen())
        m_commands->find(QStringLiteral("view.fullScreen"))->trigger();
    else if (m_pages->currentIndex() == 0 && !m_session.design()->rackDesigns().empty())
        opened();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!m_files->mayLeave()) {
        event->ignore();
        return;
    }
    m_layout->keep();
    m_settings.setGeometry(saveGeometry());
    m_session.close(true);
    event->accept();
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    m_layout->windowResized();
}

void MainWindow::showEvent(QShowEvent* event)
{
    QMainWindow::showEvent(event);
    // The docks' sizes hold only once the window has its own.
    QTimer::singleShot(0, m_layout, &WindowLayout::applyAgain);
}

void MainWindow::changeEvent(QEvent* event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange && m_commands) {
        if (auto* action = m_commands->find(QStringLiteral("view.fullScreen")))
            action->setChecked(isFullScreen());
    }
}

bool MainWindow::event(QEvent* event)
{
    if (event->type() == QEvent::StatusTip && m_status) {
        m_status->setActionTip(static_cast<QStatusTipEvent*>(event)->tip());
        return true;
    }
    return QMainWindow::event(event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    const auto urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.first().isLocalFile()
        && urls.first().toLocalFile().endsWith(QLatin1String(".colonnade")))
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    const auto urls = event->mimeData()->urls();
    if (!urls.isEmpty() && m_files->mayLeave())
        m_files->openPath(urls.first().toLocalFile());
}

} // namespace colonnade::ui
