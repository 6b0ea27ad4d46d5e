#pragma once

#include "ui/rules/RuleStanding.h"

#include <QWidget>

#include <map>

class QComboBox;
class QLabel;
class QLineEdit;
class QListView;
class QPushButton;
class QSplitter;

namespace colonnade::ui {

class Chip;
class RuleFilter;
class RuleModel;
class RulePage;

/// All rules, narrowed by domain, state and text, beside the page of the chosen one.
class RulesPanel final : public QWidget {
    Q_OBJECT
public:
    explicit RulesPanel(DesignSession& session, QWidget* parent = nullptr);

    /// What narrows the list; it stands in the panel's title.
    [[nodiscard]] QWidget* filters() const { return m_filters; }
    /// Opens the page of a rule, whatever the filter hides.
    void showRule(const QString& id);
    [[nodiscard]] QString current() const;

signals:
    void fixWanted(const model::Fix& fix);
    void waiveWanted(const model::Finding& finding);
    void said(const QString& message);
    void saveWanted(); ///< Keep the rules as they are set, under a name.

protected:
    void showEvent(QShowEvent*) override;
    void resizeEvent(QResizeEvent*) override;

private:
    void makeFilters();
    void refresh();
    void refreshChanges();
    void openMenu(QPoint at);
    void toggleRule(const model::RuleInfo& rule);

    DesignSession& m_session;
    RuleModel* m_model;
    RuleFilter* m_filter;
    QListView* m_list;
    QLabel* m_none;
    RulePage* m_page;
    QSplitter* m_splitter;
    QWidget* m_filters;
    QLineEdit* m_field;
    QComboBox* m_domain;
    QWidget* m_changes; ///< How many rules are set otherwise than in the profile, and the way back.
    QLabel* m_changesText;
    std::map<RuleStanding::State, Chip*> m_chips;
    bool m_stale = true;
    bool m_refreshing = false;
};

} // namespace colonnade::ui
