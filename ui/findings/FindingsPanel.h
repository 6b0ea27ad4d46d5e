#pragma once

#include "ui/document/DesignSession.h"

#include <QWidget>

#include <map>

class QLineEdit;
class QStackedWidget;
class QTableView;

namespace colonnade::ui {

class Chip;
class EmptyState;
class FindingFilter;
class FindingModel;
class Waiving;

/// The table of findings. A click selects and frames the place, a double click goes there; fixes apply with one
/// click, and show what they come to while the mouse rests on them.
class FindingsPanel final : public QWidget {
    Q_OBJECT
public:
    FindingsPanel(DesignSession& session, Waiving& waiving, QWidget* parent = nullptr);

    /// The chips by severity and the field; they stand in the panel's title.
    [[nodiscard]] QWidget* filters() const { return m_filters; }
    /// Only rules of these domains: "PWR", "THM". Empty: all.
    void setDomains(const QStringList& domains);
    /// The selected finding; null where none is.
    [[nodiscard]] const model::Finding* current() const;
    /// To the next or previous finding: selects it and frames its place.
    void step(int direction);
    /// Opens the list of fixes of the selected finding.
    void showFixes();
    void waiveCurrent();

signals:
    void currentChanged(const model::Finding* finding);
    void fixWanted(const model::Fix& fix);
    /// The rule of a finding wants to be read.
    void ruleWanted(const QString& rule);
    void said(const QString& message);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fitColumns();
    [[nodiscard]] int widest(int section) const; ///< What the texts of the first rows take, in px.
    void takeDesign();
    void takeJudgement();
    void refreshChips();
    void refreshEmpty();
    void select(int row, bool enter);
    void clicked(const QModelIndex& index);
    void openMenu(QPoint at);
    /// Shows in the strip what the only fix of a row comes to, while the mouse rests on it.
    void previewAt(const QModelIndex& index);
    [[nodiscard]] const model::Finding* findingAt(const QModelIndex& index) const;

    DesignSession& m_session;
    Waiving& m_waiving;
    FindingModel* m_model;
    FindingFilter* m_filter;
    QTableView* m_table;
    QStackedWidget* m_pages;
    EmptyState* m_empty;
    QWidget* m_filters;
    QLineEdit* m_field;
    std::map<int, Chip*> m_chips; ///< By glyph.
    std::vector<model::Finding> m_before; ///< Of the design before the last edit.
    int m_place = 0, m_value = 0; ///< Widest texts that the columns were fitted to, in px.
    bool m_edited = false;
    std::shared_ptr<const model::Design> m_judged; ///< Whose findings are shown.
    bool m_chosen = false; ///< A row was chosen since the last edit: what is mended goes with the next.
    bool m_previewing = false;
};

} // namespace colonnade::ui
