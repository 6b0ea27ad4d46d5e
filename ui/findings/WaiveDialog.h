#pragma once

#include "model/design/Design.h"
#include "model/rules/Finding.h"

#include <QDialog>

class QDateEdit;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace colonnade::ui {

/// Accepting a finding: who, why, until when.
class WaiveDialog final : public QDialog {
    Q_OBJECT
public:
    WaiveDialog(const model::Finding& finding, const QString& author, QWidget* parent = nullptr);

    [[nodiscard]] model::Waiver waiver() const;

private:
    void refresh();
    model::Finding m_finding;
    QLineEdit* m_author;
    QPlainTextEdit* m_reason;
    QDateEdit* m_expires;
    QPushButton* m_waive;
    QLabel* m_need;
};

} // namespace colonnade::ui
