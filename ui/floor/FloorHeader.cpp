#include "ui/floor/FloorHeader.h"

#include "ui/style/Controls.h"
#include "ui/style/Style.h"

#include <QAction>
#include <QActionGroup>
#include <QBoxLayout>
#include <QCursor>
#include <QLabel>
#include <QMenu>
#include <QToolButton>

namespace colonnade::ui {

using render::FloorOverlay;
using render::ViewDirection;

namespace {

QToolButton* wordButton(const char* name, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setObjectName(QLatin1StringView{name});
    button->setAutoRaise(true);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setFocusPolicy(Qt::TabFocus);
    dress(button, render::type::head, QFont::Normal, true);
    return button;
}

} // namespace

FloorHeader::FloorHeader(QWidget* parent)
    : QWidget(parent),
      m_direction{render::word(ViewDirection::Corner)},
      m_overlayButton{wordButton("floorOverlay", this)},
      m_viewButton{wordButton("floorViewpoint", this)}
{
    setObjectName(QStringLiteral("floorHeader"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(space::between, 0, space::between, 0);
    row->setSpacing(0);
    row->addStretch(1);
    row->addWidget(m_overlayButton);
    auto* dot = new QLabel(QStringLiteral("·"), this);
    dress(dot, render::type::head, QFont::Normal, true);
    row->addWidget(dot);
    row->addWidget(m_viewButton);
    fillOverlays();
    fillViews();
    // A menu takes the mouse, and its button does not learn that the mouse has gone elsewhere.
    for (const QMenu* menu : {m_overlayButton->menu(), m_viewButton->menu()})
        connect(menu, &QMenu::aboutToHide, this, &FloorHeader::forgetMouse, Qt::QueuedConnection);
    showWords();
}

void FloorHeader::forgetMouse()
{
    for (QToolButton* button : {m_overlayButton, m_viewButton}) {
        if (!button->underMouse() || button->rect().contains(button->mapFromGlobal(QCursor::pos())))
            continue;
        button->setAttribute(Qt::WA_UnderMouse, false);
        button->update();
    }
}

void FloorHeader::fillOverlays()
{
    auto* overlays = new QMenu(m_overlayButton);
    auto* group = new QActionGroup(overlays);
    for (const FloorOverlay overlay : render::floorOverlays) {
        QString text = render::word(overlay);
        text[0] = text[0].toUpper();
        QAction* action = overlays->addAction(text, this, [this, overlay] { emit overlayChosen(overlay); });
        action->setCheckable(true);
        action->setData(static_cast<int>(overlay));
        group->addAction(action);
    }
    connect(overlays, &QMenu::aboutToShow, this, [this, group] {
        for (QAction* action : group->actions())
            action->setChecked(action->data().toInt() == static_cast<int>(m_overlay));
    });
    m_overlayButton->setMenu(overlays);
    m_overlayButton->setToolTip(tr("What the colours mean (O: next, Shift+O: none)"));
}

void FloorHeader::fillViews()
{
    auto* views = new QMenu(m_viewButton);
    const auto add = [&](const QString& text, const QString& key, auto go) {
        views->addAction(text + QLatin1Char('\t') + key, this, go);
    };
    add(tr("Everything"), tr("Home"), [this] { emit allWanted(); });
    add(tr("Selection"), tr("F"), [this] { emit selectionWanted(); });
    views->addSeparator();
    add(tr("Front"), tr("Keypad 1"), [this] { emit directionWanted(ViewDirection::Front); });
    add(tr("Rear"), tr("Ctrl+Keypad 1"), [this] { emit directionWanted(ViewDirection::Rear); });
    add(tr("Side"), tr("Keypad 3"), [this] { emit directionWanted(ViewDirection::Side); });
    add(tr("Top"), tr("Keypad 7"), [this] { emit directionWanted(ViewDirection::Top); });
    add(tr("Perspective on or off"), tr("Keypad 5"), [this] { emit perspectiveToggled(); });
    m_viewButton->setMenu(views);
    m_viewButton->setToolTip(tr("Where the camera stands"));
}

void FloorHeader::setOverlay(FloorOverlay overlay)
{
    m_overlay = overlay;
    showWords();
}

void FloorHeader::setFramed(const QString& what)
{
    m_framed = what;
    showWords();
}

void FloorHeader::setDirection(std::optional<ViewDirection> direction)
{
    if (direction)
        m_framed.clear();
    m_direction = direction ? render::word(*direction) : tr("free");
    showWords();
}

QString FloorHeader::text() const
{
    return m_overlayButton->text() + QStringLiteral(" · ") + m_viewButton->text();
}

QMenu* FloorHeader::overlays() const
{
    return m_overlayButton->menu();
}

QMenu* FloorHeader::views() const
{
    return m_viewButton->menu();
}

void FloorHeader::showWords()
{
    m_overlayButton->setText(tr("Overlay: %1").arg(render::word(m_overlay)));
    const QString place = m_framed.isEmpty() ? m_direction
        : m_direction == tr("free")          ? m_framed
                                             : m_framed + QLatin1Char(' ') + m_direction;
    m_viewButton->setText(tr("View: %1").arg(place));
    forgetMouse(); // The words may have moved a button from under it.
}

} // namespace colonnade::ui
