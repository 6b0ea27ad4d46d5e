#include "ui/workbench/PanelDock.h"

#include "ui/style/Controls.h"
#include "ui/style/Icons.h"
#include "ui/style/Style.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QMainWindow>
#include <QPainter>
#include <QToolButton>

#include <algorithm>
#include <vector>

namespace colonnade::ui {

namespace {

constexpr int besideTabs = 300; ///< px of the strip that the titles leave to filters, where they can.
constexpr int buttonWidth = 18, buttonHeight = 20, endMargin = 2;

/// The strip, and at the right end of its first row the place of the buttons, whether they are shown or not.
class TitleBar final : public QWidget {
public:
    using QWidget::QWidget;
    void setButtons(std::vector<QWidget*> buttons) { m_buttons = std::move(buttons); }

protected:
    void paintEvent(QPaintEvent*) override { QPainter(this).fillRect(rect(), theme().window); }
    void resizeEvent(QResizeEvent*) override
    {
        int x = width() - endMargin - static_cast<int>(m_buttons.size()) * buttonWidth;
        for (QWidget* button : m_buttons) {
            button->move(x, 4);
            x += buttonWidth;
        }
    }

private:
    std::vector<QWidget*> m_buttons;
};

QToolButton* titleButton(const QString& iconName, const QString& tip, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setIcon(icon(iconName));
    button->setIconSize({14, 14});
    button->setFixedSize(buttonWidth, buttonHeight);
    button->setToolTip(tip);
    button->setFocusPolicy(Qt::NoFocus);
    button->hide();
    return button;
}

} // namespace

PanelDock::PanelDock(const QString& name, const QString& title, QWidget* content, QWidget* parent) :
    QDockWidget(title, parent)
{
    setObjectName(name);
    auto* bar = new TitleBar(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    m_strip = new TabStrip(bar);
    m_strip->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_strip->setWraps(true);
    m_strip->setRoomBeside(besideTabs);
    m_strip->setEndRoom(2 * buttonWidth + endMargin);
    row->addWidget(m_strip);
    m_float = titleButton(QStringLiteral("float"), tr("Float this panel"), bar);
    m_close = titleButton(QStringLiteral("close"), tr("Hide this panel"), bar);
    bar->setButtons({m_float, m_close});
    connect(m_float, &QToolButton::clicked, this, [this] { setFloating(!isFloating()); });
    connect(m_close, &QToolButton::clicked, this, [this] { close(); });
    connect(m_strip, &TabStrip::chosen, this, [this](int tab) {
        if (tab >= 0 && tab < m_group.size())
            m_group[tab]->raise();
    });
    setTitleBarWidget(bar);
    setWidget(content);
    content->setAutoFillBackground(true);
    setFeatures(DockWidgetClosable | DockWidgetMovable | DockWidgetFloatable);
    refreshTabs();
}

void PanelDock::setRemark(const QString& remark)
{
    m_strip->setRemark(remark);
}

void PanelDock::setCorner(QWidget* corner)
{
    m_strip->setCorner(corner);
}

void PanelDock::refreshTabs()
{
    m_group.clear();
    auto* window = qobject_cast<QMainWindow*>(parentWidget());
    if (window && !isFloating()) {
        const auto others = window->tabifiedDockWidgets(this);
        for (auto* dock : window->findChildren<PanelDock*>(QString(), Qt::FindDirectChildrenOnly)) {
            if (dock == this || (others.contains(dock) && !dock->isHidden()))
                m_group << dock;
        }
        std::sort(m_group.begin(), m_group.end(),
                  [](const auto* a, const auto* b) { return a->rank() < b->rank(); });
    } else {
        m_group << this;
    }
    QStringList titles;
    for (auto* dock : std::as_const(m_group))
        titles << dock->windowTitle();
    m_strip->setTabs(titles);
    m_strip->setCurrent(static_cast<int>(m_group.indexOf(this)));
}

void PanelDock::bringForward()
{
    show();
    raise();
    if (widget()->focusProxy())
        widget()->focusProxy()->setFocus(Qt::OtherFocusReason);
    else
        widget()->setFocus(Qt::OtherFocusReason);
}

void PanelDock::setMinimumContent(QSize least)
{
    m_least = least;
    widget()->setMinimumSize(least);
}

bool PanelDock::event(QEvent* event)
{
    if (event->type() == QEvent::HoverEnter || event->type() == QEvent::Enter) {
        m_float->show();
        m_close->show();
    } else if (event->type() == QEvent::HoverLeave || event->type() == QEvent::Leave) {
        m_float->hide();
        m_close->hide();
    }
    return QDockWidget::event(event);
}

} // namespace colonnade::ui
