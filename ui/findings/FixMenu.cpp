#include "ui/findings/FixMenu.h"

#include "ui/document/Words.h"
#include "ui/findings/DeltaWords.h"

namespace colonnade::ui {

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
    if (!actions().isEmpty())
        setActiveAction(actions().constFirst());
}

} // namespace colonnade::ui
