#include "ui/workbench/MainWindow.h"

#include "model/rules/ProfileEdits.h"
#include "ui/document/Words.h"
#include "ui/style/Controls.h"
#include "ui/style/Icons.h"
#include "ui/style/Style.h"
#include "ui/workbench/CommandPalette.h"
#include "ui/workbench/Commands.h"
#include "ui/workbench/DesignCommands.h"
#include "ui/workbench/EditCommands.h"
#include "ui/workbench/FabricCommands.h"
#include "ui/workbench/FailureCommands.h"
#include "ui/workbench/FiguresStrip.h"
#include "ui/workbench/Header.h"
#include "ui/workbench/Menus.h"
#include "ui/workbench/Perspectives.h"
#include "ui/workbench/StatusLine.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenuBar>
#include <QStatusBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace colonnade::ui {

namespace {

QToolButton* toolButton(QAction* action, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setIconSize({20, 20});
    button->setFixedSize(28, 28);
    button->setFocusPolicy(Qt::NoFocus);
    return button;
}

} // namespace

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
    connect(m_fabricCommands, &FabricCommands::said, m_status, &StatusLine::say);
    connect(m_failureCommands, &FailureCommands::said, m_status, &StatusLine::say);
    connect(m_menus, &Menus::said, m_status, &StatusLine::say);
}

} // namespace colonnade::ui
