#pragma once

#include "model/design/Design.h"
#include "model/rules/Finding.h"

#include <QDialog>

class QCheckBox;
class QDateEdit;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace colonnade::ui {

/// Accepting a finding: who, why, until when, and at which value. What protects life is confirmed a second time.
class WaiveDialog final : public QDialog {
    Q_OBJECT
public:
    struct Ask {
        model::Finding finding;
        QString author;
        std::optional<model::Waiver> renewed; ///< The waiver that it renews: its reason is there to be kept.
        bool protectsLife = false;
    };
    explicit WaiveDialog(Ask ask, QWidget* parent = nullptr);

    /// What was filled in, for the finding as it is `now`.
    [[nodiscard]] model::Waiver waiver(const model::Finding& now) const;

private:
    void refresh();
    Ask m_ask;
    QLineEdit* m_author;
    QPlainTextEdit* m_reason;
    QDateEdit* m_expires;
    QCheckBox* m_confirmed = nullptr;
    QPushButton* m_waive;
    QLabel* m_need;
};

} // namespace colonnade::ui
