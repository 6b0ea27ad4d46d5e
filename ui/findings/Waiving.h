#pragma once

#include "ui/document/DesignSession.h"

#include <QObject>
#include <QPointer>

namespace colonnade::ui {

class Settings;
class WaiveDialog;

/// Accepts findings, renews and takes back waivers; each is one undo step. Asks without blocking the window.
class Waiving final : public QObject {
    Q_OBJECT
public:
    Waiving(DesignSession& session, Settings& settings, QWidget* window);

    /// What was not evaluated cannot be accepted: nobody knows what it says.
    [[nodiscard]] static bool waivable(const model::Finding& finding)
    {
        return finding.severity != model::Severity::NotEvaluated;
    }

    /// Asks for reason and expiry; takes the waiver back where one holds.
    void waiveOrWithdraw(const model::Finding& finding);
    /// Asks again for one that has expired, or whose value became worse.
    void renew(const model::Waiver& waiver);
    void withdraw(const std::string& key);

signals:
    void said(const QString& message);

private:
    void ask(const model::Finding& finding, const std::optional<model::Waiver>& renewed);

    DesignSession& m_session;
    Settings& m_settings;
    QWidget* m_window;
    QPointer<WaiveDialog> m_dialog;
};

} // namespace colonnade::ui
