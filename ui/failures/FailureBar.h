#pragma once

#include "ui/document/DesignSession.h"

#include <QWidget>

class QLabel;

namespace colonnade::ui {

/// Over the drawing while something has failed: what, and what that comes to. Nothing is asked, nothing is in the way.
class FailureBar final : public QWidget {
    Q_OBJECT
public:
    explicit FailureBar(DesignSession& session, QWidget* parent = nullptr);
    [[nodiscard]] QString text() const;

signals:
    void panelWanted();

protected:
    void paintEvent(QPaintEvent*) override;

private:
    void refresh();

    DesignSession& m_session;
    QLabel* m_text;
};

} // namespace colonnade::ui
