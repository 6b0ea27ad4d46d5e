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

namespace colonnade::ui {

namespace {

constexpr int stripHeight = 28;

class TitleBar final : public QWidget {
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent*) override { QPainter(this).fillRect(rect(), theme().window); }
};

QToolButton* titleButton(const QString& iconName, const QString& tip, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setIcon(icon(iconName));
    button->setIconSize({14, 14});
    button->setFixedSize(20, 20);
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
    m_titleBar = new TitleBar(this);
    m_titleBar->setFixedHeight(stripHeight);
    auto* row = new QHBoxLayout(m_titleBar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    m_strip = new TabStrip(m_titleBar);
    m_strip->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    row->addWidget(m_strip, 1);
    m_float = titleButton(QStringLiteral("float"), tr("Float this panel"), m_titleBar);
    m_close = titleButton(QStringLiteral("close"), tr("Hide this panel"), m_titleBar);
    row->addWidget(m_float);
    row->addWidget(m_close);
    row->addSpacing(2);
    connect(m_float, &QToolButton::clicked, this, [this] { setFloating(!isFloating()); });
    connect(m_close, &QToolButton::clicked, this, [this] { close(); });
    connect(m_strip, &TabStrip::chosen, this, [this](int tab) {
        if (tab >= 0 && tab < m_group.size())
            m_group[tab]->raise();
    });
    setTitleBarWidget(m_titleBar);
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
