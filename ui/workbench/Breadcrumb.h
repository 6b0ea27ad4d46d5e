#pragma once

#include "model/design/Subject.h"

#include <QWidget>

#include <vector>

class QToolButton;

namespace colonnade::ui {

class DesignSession;
class Segments;

/// The bar over the elevation: where the rack stands, and whether edits concern all placements of its design.
class Breadcrumb final : public QWidget {
    Q_OBJECT
public:
    explicit Breadcrumb(DesignSession& session, QWidget* parent = nullptr);

    /// Over the plan, the way ends at the hall.
    void setShowsRack(bool shows);

signals:
    /// Hall or pod was clicked: the plan should show it.
    void planWanted(const colonnade::model::Subject& subject);

protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent*) override;
    void resizeEvent(QResizeEvent*) override;

private:
    struct Step {
        QString text;
        model::Subject subject;
        bool strong = false;
        QRectF box;
    };
    void refresh();
    void lay();
    void chooseRack(QPoint at);

    DesignSession& m_session;
    Segments* m_scope;
    std::vector<Step> m_steps;
    QString m_remark;
    bool m_showsRack = true;
    int m_hovered = -1;
};

} // namespace colonnade::ui
