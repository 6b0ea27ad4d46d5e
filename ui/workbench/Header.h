#pragma once

#include <QAbstractButton>
#include <QWidget>

class QHBoxLayout;
class QLabel;
class QMenuBar;

namespace colonnade::ui {

class DesignSession;

/// A row of the window's head: something at the left, something in the very middle, something at the right. The middle
/// gives way when it would touch the others.
class HeadRow final : public QWidget {
    Q_OBJECT
public:
    HeadRow(int height, QWidget* left, QWidget* middle, QWidget* right, QWidget* parent);

protected:
    void resizeEvent(QResizeEvent*) override;
    void paintEvent(QPaintEvent*) override;
    bool event(QEvent* event) override;

private:
    void lay();
    QWidget *m_left, *m_middle, *m_right;
};

/// "gb300-nvl72-su.colonnade edited" in the middle of the menu row.
class TitleLabel final : public QWidget {
    Q_OBJECT
public:
    TitleLabel(DesignSession& session, QWidget* parent);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;

private:
    [[nodiscard]] QString remark() const;
    DesignSession& m_session;
};

/// Looks like the field in which one searches, and opens the palette.
class SearchButton final : public QAbstractButton {
    Q_OBJECT
public:
    explicit SearchButton(QWidget* parent);
    [[nodiscard]] QSize sizeHint() const override { return {300, 28}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {160, 28}; }

protected:
    void paintEvent(QPaintEvent*) override;
};

} // namespace colonnade::ui
