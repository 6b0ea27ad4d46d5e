#pragma once

#include "ui/document/DesignSession.h"

#include <QString>
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
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void refresh();
    void elide();

    DesignSession& m_session;
    QLabel* m_text;
    QString m_sentence; ///< Whole, while the label has it cut to its width.
};

} // namespace colonnade::ui
