#include "ui/diagram/Pointing.h"

#include <QHelpEvent>
#include <QToolTip>
#include <QWidget>

#include <algorithm>

namespace colonnade::ui {

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

void showTip(const QHelpEvent& help, const QString& text, QWidget& view)
{
    if (text.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help.globalPos(), text, &view);
}

QString tipOf(const QStringList& lines)
{
    return QStringLiteral("<p style='white-space:pre-wrap'>") + lines.join(QStringLiteral("<br>")) + QStringLiteral("</p>");
}

} // namespace colonnade::ui
