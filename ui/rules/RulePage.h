#pragma once

#include "ui/document/DesignSession.h"

#include <QScrollArea>
#include <QTimer>

#include <memory>

class QVBoxLayout;

namespace colonnade::ui {

struct RuleStanding;

/// All about one rule: its formula with this design's numbers in it, the limit and the source, what it judges, how the
/// profile sets it, and what it finds here.
class RulePage final : public QScrollArea {
    Q_OBJECT
public:
    explicit RulePage(DesignSession& session, QWidget* parent = nullptr);

    void showRule(const QString& rule);
    [[nodiscard]] const QString& rule() const { return m_rule; }
    /// The design or its profile has changed; shown once the page is in sight and nobody is typing in it.
    void refresh();

signals:
    void fixWanted(const model::Fix& fix);
    void waiveWanted(const model::Finding& finding);
    void said(const QString& message);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void rebuild();
    [[nodiscard]] bool isTyping() const;
    void addHead(QVBoxLayout* column, const RuleStanding& standing);
    void addFormula(QVBoxLayout* column, const RuleStanding& standing);
    void addWords(QVBoxLayout* column, const RuleStanding& standing);
    void addSetting(QVBoxLayout* column, const RuleStanding& standing);
    void addFindings(QVBoxLayout* column, const RuleStanding& standing);
    /// The finding whose numbers stand in the formula: the worst, or where the rule passes, the place nearest to its
    /// limit. Null where there are no numbers.
    [[nodiscard]] const model::Finding* example() const;

    DesignSession& m_session;
    QWidget* m_content = nullptr; ///< That is being built, or shown.
    QString m_rule;
    QTimer m_soon;
    int m_shown = 0; ///< Findings that are shown; more on request.
    bool m_stale = true;
};

} // namespace colonnade::ui
