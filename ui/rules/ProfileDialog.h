#pragma once

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace colonnade::ui {

class DesignSession;

/// Keeping the rules as they are set under a name: a profile of the person's own, which the design then names.
class ProfileDialog final : public QDialog {
    Q_OBJECT
public:
    explicit ProfileDialog(DesignSession& session, QWidget* parent = nullptr);

private:
    void refresh();
    void note(const QString& text, bool wrong);
    void save();

    DesignSession& m_session;
    QLineEdit* m_name;
    QLabel* m_note; ///< Which file it becomes, or why it cannot be called so.
    QPushButton* m_save;
};

} // namespace colonnade::ui
