#pragma once

#include "ui/document/EstimateStudy.h"

#include <QWidget>

#include <vector>

class QBoxLayout;
class QCheckBox;
class QHBoxLayout;
class QLabel;
class QPushButton;

namespace colonnade::ui {

/// What of the workload the search may choose beside the layout, and how far the search is.
class SearchBar final : public QWidget {
    Q_OBJECT
public:
    SearchBar(DesignSession& session, EstimateStudy& study, QWidget* parent);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void addChoice(model::FreeChoice choice, const QString& text, const QString& toolTip);
    void refresh();
    void showProgress();
    void setFree(model::FreeChoice choice, const QString& name, bool free);

    struct Choice {
        model::FreeChoice choice;
        QCheckBox* box;
    };
    DesignSession& m_session;
    EstimateStudy& m_study;
    std::vector<Choice> m_choices;
    QBoxLayout* m_rows; ///< Choices and progress beside each other, or one above the other.
    QHBoxLayout* m_choiceRow;
    QLabel* m_label;
    QLabel* m_progress;
    QPushButton* m_stop;
};

} // namespace colonnade::ui
