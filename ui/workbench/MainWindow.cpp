#include "ui/workbench/MainWindow.h"

#include "model/rules/ProfileEdits.h"
#include "ui/document/Subjects.h"
#include "ui/document/Words.h"
#include "ui/findings/FindingsPanel.h"
#include "ui/findings/Waiving.h"
#include "ui/plan/PlanView.h"
#include "ui/style/Icons.h"
#include "ui/style/Style.h"
#include "ui/workbench/CableCommands.h"
#include "ui/workbench/FabricCommands.h"
#include "ui/workbench/CommandPalette.h"
#include "ui/workbench/Commands.h"
#include "ui/workbench/DesignCommands.h"
#include "ui/workbench/EditCommands.h"
#include "ui/workbench/FailureCommands.h"
#include "ui/workbench/FiguresStrip.h"
#include "ui/workbench/FileCommands.h"
#include "ui/workbench/MeasuredCommands.h"
#include "ui/workbench/Menus.h"
#include "ui/workbench/PanelDock.h"
#include "ui/workbench/Perspectives.h"
#include "ui/workbench/StartPage.h"
#include "ui/workbench/StatusLine.h"
#include "ui/workbench/WindowLayout.h"

#include <QApplication>
#include <QCloseEvent>
#include <QMenuBar>
#include <QMimeData>
#include <QScreen>
#include <QStackedWidget>
#include <QTimer>

namespace colonnade::ui {

namespace {

constexpr QSize leastWindow{1024, 640};

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
    m_fabricCommands = new FabricCommands(m_session, *m_commands, this);
    m_cableCommands = new CableCommands(*m_commands, this);
    m_measuredCommands = new MeasuredCommands(m_session, m_settings, *m_commands, this);
    makeHead();
    makeCentre();
    makeDocks();
    connect(m_cableCommands, &CableCommands::changed, this, &MainWindow::showCables);
    connect(m_cableCommands, &CableCommands::drawTrayRequested, this, [this] {
        showCentre(planTab);
        m_plan->drawTray();
    });
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
