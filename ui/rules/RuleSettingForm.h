#pragma once

#include "model/rules/Rule.h"
#include "ui/document/DesignSession.h"

#include <QWidget>

class QGridLayout;
class QVBoxLayout;

namespace colonnade::ui {

/// How the profile sets one rule: on or off, how severe at most, its thresholds. A change is one undo step and is judged
/// at once; while a number is being typed, the strip shows what it would come to.
class RuleSettingForm final : public QWidget {
    Q_OBJECT
public:
    RuleSettingForm(DesignSession& session, const model::RuleInfo& rule, QWidget* parent = nullptr);

signals:
    void said(const QString& message);

private:
    void addSwitch(QVBoxLayout* column);
    void addCap(QGridLayout* grid);
    void addThresholds(QGridLayout* grid);
    void set(const QString& step, const model::Result<model::Profile>& profile);
    void switchOff();

    DesignSession& m_session;
    const model::RuleInfo& m_rule;
    QWidget* m_confirm = nullptr; ///< The second question before a rule that protects life is switched off.
};

} // namespace colonnade::ui
