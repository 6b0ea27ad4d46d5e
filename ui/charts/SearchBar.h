#pragma once

#include "ui/document/EstimateStudy.h"

#include <QWidget>

#include <vector>

class QCheckBox;
class QLabel;
class QPushButton;
class QTimer;

namespace colonnade::ui {

/// What of the workload the search may choose beside the layout, and how far the search is.
class SearchBar final : public QWidget {
    Q_OBJECT
public:
    SearchBar(DesignSession& session, EstimateStudy& study, QWidget* parent);

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
    QLabel* m_progress;
    QPushButton* m_stop;
};

} // namespace colonnade::ui
