#include "ui/diagram/Pointing.h"

#include <QCoreApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QToolTip>
#include <QWheelEvent>
#include <QWidget>

#include <algorithm>
#include <cmath>

namespace colonnade::ui {

double zoomOf(const QWheelEvent& event)
{
    return std::pow(1.25, event.angleDelta().y() / 120.0);
}

std::optional<double> zoomOf(const QKeyEvent& event)
{
    switch (event.key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal: return 1.25;
    case Qt::Key_Minus: return 0.8;
    default: return std::nullopt;
    }
}

QString Band::hint() const
{
    return touching ? QCoreApplication::translate("Pointing", "Selects what the frame touches")
                    : QCoreApplication::translate("Pointing", "Selects what the frame encloses");
}

Band bandBetween(QPointF pressed, QPointF at)
{
    return {QRectF(pressed, at).normalized(), at.x() < pressed.x()};
}

std::vector<model::Subject> keptBy(Qt::KeyboardModifiers modifiers, const std::vector<model::Subject>& selection)
{
    return modifiers & (Qt::ControlModifier | Qt::ShiftModifier) ? selection : std::vector<model::Subject>{};
}

std::vector<model::Subject> clicked(std::vector<model::Subject> selection, const std::vector<model::Subject>& here,
                                    Qt::KeyboardModifiers modifiers)
{
    const bool adds = modifiers & Qt::ShiftModifier, toggles = modifiers & Qt::ControlModifier;
    if (!adds && !toggles)
        return here;
    if (here.empty())
        return selection;
    const bool had = std::ranges::find(selection, here.front()) != selection.end();
    for (const model::Subject& subject : here) {
        const auto found = std::ranges::find(selection, subject);
        if (toggles && had) {
            if (found != selection.end())
                selection.erase(found);
        } else if (found == selection.end()) {
            selection.push_back(subject);
        }
    }
    return selection;
}

bool answersTip(const QEvent& event, QWidget& view, const std::function<QString(QPointF)>& textAt)
{
    if (event.type() != QEvent::ToolTip)
        return false;
    const auto& help = static_cast<const QHelpEvent&>(event);
    if (const QString text = textAt(help.pos()); text.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help.globalPos(), text, &view);
    return true;
}

bool takesKey(QEvent& event, std::initializer_list<Qt::Key> keys)
{
    if (event.type() != QEvent::ShortcutOverride)
        return false;
    const auto key = static_cast<Qt::Key>(static_cast<const QKeyEvent&>(event).key());
    if (std::ranges::find(keys, key) == keys.end())
        return false;
    event.accept();
    return true;
}

QString tipOf(const QStringList& lines)
{
    return QStringLiteral("<p style='white-space:pre-wrap'>") + lines.join(QStringLiteral("<br>")) + QStringLiteral("</p>");
}

} // namespace colonnade::ui
