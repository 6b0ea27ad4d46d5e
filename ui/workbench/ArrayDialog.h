#pragma once

#include "ui/document/DesignSession.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace colonnade::ui {

/// Several copies of one thing in a row. Not modal; while it is open the strip shows what the copies come to.
class ArrayDialog final : public QDialog {
    Q_OBJECT
public:
    ArrayDialog(DesignSession& session, const model::Subject& subject, QWidget* parent);

    void done(int result) override;

signals:
    void said(const QString& message);

private:
    [[nodiscard]] Edit edit() const;
    [[nodiscard]] QString stepName() const;
    void tryOut();

    DesignSession& m_session;
    model::Subject m_subject;
    bool m_device;
    QSpinBox *m_count, *m_step;
    QComboBox* m_direction;
    QLabel* m_verdict;
    QPushButton* m_make;
};

} // namespace colonnade::ui
