#include "ui/workbench/Commands.h"

#include "ui/style/Icons.h"

#include <QWidget>

namespace colonnade::ui {

namespace {

constexpr const char* reasonProperty = "reasonOff";
constexpr const char* tipProperty = "plainTip";

} // namespace

Commands::Commands(QWidget* window) : QObject(window), m_window(window)
{
}

QAction* Commands::add(const Wording& wording, std::function<void()> run)
{
    auto* action = new QAction(wording.text, this);
    action->setObjectName(wording.id);
    action->setShortcuts(wording.keys);
    action->setShortcutContext(Qt::WindowShortcut);
    action->setStatusTip(wording.tip);
    action->setProperty(tipProperty, wording.tip);
    QString tip = plainText(action);
    if (!wording.keys.isEmpty())
        tip += QStringLiteral(" (%1)").arg(wording.keys.first().toString(QKeySequence::NativeText));
    if (!wording.tip.isEmpty())
        tip += QStringLiteral("\n") + wording.tip;
    action->setToolTip(tip);
    if (!wording.icon.isEmpty()) {
        action->setIcon(icon(wording.icon));
        action->setIconVisibleInMenu(false);
    }
    connect(action, &QAction::triggered, this, [run = std::move(run)] { run(); });
    m_window->addAction(action); // so that its key works whatever menu is open
    m_actions.push_back(action);
    return action;
}

QAction* Commands::addToggle(const Wording& wording, std::function<void(bool)> set)
{
    QAction* action = add(wording, [] {});
    action->setCheckable(true);
    connect(action, &QAction::triggered, this, [set = std::move(set)](bool on) { set(on); });
    return action;
}

QAction* Commands::find(const QString& id) const
{
    for (QAction* action : m_actions) {
        if (action->objectName() == id)
            return action;
    }
    return nullptr;
}

void Commands::setEnabled(const QString& id, bool enabled, const QString& reason)
{
    QAction* action = find(id);
    if (!action)
        return;
    action->setEnabled(enabled);
    action->setProperty(reasonProperty, enabled ? QString() : reason);
    const QString tip = action->property(tipProperty).toString();
    action->setStatusTip(enabled || reason.isEmpty() ? tip : reason);
}

QString Commands::reasonOff(const QAction* action)
{
    return action->isEnabled() ? QString() : action->property(reasonProperty).toString();
}

QString Commands::plainText(const QAction* action)
{
    QString text = action->text();
    text.replace(QStringLiteral("&&"), QStringLiteral("\x01"));
    text.remove(QLatin1Char('&'));
    text.replace(QLatin1Char('\x01'), QLatin1Char('&'));
    return text;
}

} // namespace colonnade::ui
