#pragma once

#include <QWidget>

class QLabel;
class QTimer;

namespace colonnade::ui {

class DesignSession;

/// The lowest line of the window: rules, estimate, what the mouse does now; zoom, saved, units.
class StatusLine final : public QWidget {
    Q_OBJECT
public:
    explicit StatusLine(DesignSession& session, QWidget* parent = nullptr);

    /// What a menu entry under the mouse does; wins over the session's hint while it is not empty.
    void setActionTip(const QString& tip);
    /// Says something for a while: "Saved 14:02", "Nothing to paste".
    void say(const QString& message);
    void setZoom(const QString& zoom);

protected:
    void paintEvent(QPaintEvent*) override;

private:
    void showRules();
    void showEstimate();
    void showHint();
    void showSaved();

    DesignSession& m_session;
    QLabel *m_rulesMark, *m_rules, *m_estimate, *m_hint, *m_zoom, *m_saved, *m_units;
    QString m_tip, m_message, m_trouble;
    QTimer* m_messageEnds;
};

} // namespace colonnade::ui
