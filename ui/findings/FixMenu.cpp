#include "ui/findings/FixMenu.h"

#include "ui/document/Words.h"
#include "ui/findings/DeltaWords.h"

#include <algorithm>

namespace colonnade::ui {

namespace {

constexpr int effectRoom = 300; ///< "Clears PWR-008 ×2, leaves 1 place not evaluated", and the margins of an item.

} // namespace

FixMenu::FixMenu(DesignSession& session, const model::Finding& finding, QWidget* parent) : QMenu(parent)
{
    setObjectName(QStringLiteral("fix-menu"));
    setAttribute(Qt::WA_DeleteOnClose);
    for (const model::Fix& fix : finding.fixes) {
        const QString text = words(fix.text).replace(QLatin1Char('&'), QStringLiteral("&&"));
        auto* action = addAction(text + QStringLiteral("\t…"));
        connect(action, &QAction::hovered, this, [&session, fix] { session.preview(words(fix.text), fix.edit); });
        connect(action, &QAction::triggered, this, [this, fix] { emit fixWanted(fix); });
        session.judgeAside(fix.edit, action, [action, text](const DesignSession::Effect& effect) {
            action->setText(text + QLatin1Char('\t')
                            + (effect ? deltaWords(*effect) : tr("Not possible: %1").arg(words(effect.error().text))));
        });
    }
    connect(this, &QMenu::aboutToHide, this, [&session] { session.endPreview(); });
    // Room for the effects from the start: the menu stays where it is when they come.
    int widest = 0;
    for (const model::Fix& fix : finding.fixes)
        widest = std::max(widest, fontMetrics().horizontalAdvance(words(fix.text)));
    setMinimumWidth(widest + effectRoom);
}

void FixMenu::openAt(QPoint rightTop)
{
    m_right = rightTop.x();
    popup(rightTop - QPoint(sizeHint().width(), 0));
    keepRight();
    if (!actions().isEmpty())
        setActiveAction(actions().constFirst());
}

void FixMenu::resizeEvent(QResizeEvent* event)
{
    QMenu::resizeEvent(event);
    keepRight();
}

void FixMenu::keepRight()
{
    if (!m_right)
        return;
    const QWidget* window = parentWidget()->window();
    const int leftmost = window->mapToGlobal(QPoint()).x();
    const int rightmost = std::min(*m_right, leftmost + window->width());
    move(std::max(leftmost, rightmost - width()), y());
}

} // namespace colonnade::ui
