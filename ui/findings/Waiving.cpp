#include "ui/findings/Waiving.h"

#include "model/edit/ChainEdits.h"
#include "model/rules/ProfileEdits.h"
#include "ui/document/Settings.h"
#include "ui/document/Words.h"
#include "ui/findings/WaiveDialog.h"

#include <algorithm>

namespace colonnade::ui {

namespace {

/// The finding of this key in what the rules said last; null where it is gone.
const model::Finding* findingOf(const DesignSession& session, const std::string& key)
{
    const auto& evaluation = session.judgement().evaluation;
    if (!evaluation)
        return nullptr;
    const auto found = std::find_if(evaluation->findings.begin(), evaluation->findings.end(),
                                    [&](const model::Finding& finding) { return finding.key() == key; });
    return found == evaluation->findings.end() ? nullptr : &*found;
}

QString ruleOf(const std::string& key)
{
    return words(key.substr(0, key.find('/')));
}

} // namespace

Waiving::Waiving(DesignSession& session, Settings& settings, QWidget* window) :
    QObject(window),
    m_session(session),
    m_settings(settings),
    m_window(window)
{
}

void Waiving::waiveOrWithdraw(const model::Finding& finding)
{
    if (finding.waived)
        withdraw(finding.key());
    else if (!waivable(finding))
        emit said(tr("What was not evaluated cannot be waived"));
    else
        ask(finding, {});
}

void Waiving::renew(const model::Waiver& waiver)
{
    const auto* finding = findingOf(m_session, waiver.key);
    if (!finding || !waivable(*finding)) {
        emit said(tr("There is no finding of %1 at that place to accept").arg(ruleOf(waiver.key)));
        return;
    }
    ask(*finding, waiver);
}

void Waiving::withdraw(const std::string& key)
{
    const auto done = m_session.apply(tr("Remove the waiver of %1").arg(ruleOf(key)), [key](const model::Design& design) {
        return model::unwaive(design, key);
    });
    if (!done)
        emit said(words(done.error().text));
}

void Waiving::ask(const model::Finding& finding, const std::optional<model::Waiver>& renewed)
{
    if (m_dialog)
        m_dialog->close();
    auto* dialog = new WaiveDialog({finding, m_settings.author(), renewed,
                                    model::protectsLife(finding.rule, m_session.profile())},
                                   m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_dialog = dialog;
    connect(dialog, &QDialog::accepted, this, [this, dialog, key = finding.key(), isRenewal = renewed.has_value()] {
        // The design may have changed while the dialog was open: what is accepted is the value of now.
        const auto* now = findingOf(m_session, key);
        if (!now) {
            emit said(tr("%1 has nothing to object there any more").arg(ruleOf(key)));
            return;
        }
        const auto done = m_session.apply(
            (isRenewal ? tr("Renew the waiver of %1") : tr("Waive %1")).arg(ruleOf(key)),
            [waiver = dialog->waiver(*now)](const model::Design& design) { return model::waive(design, waiver); });
        if (!done)
            emit said(words(done.error().text));
    });
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
}

} // namespace colonnade::ui
