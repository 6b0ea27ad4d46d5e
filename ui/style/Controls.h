#pragma once

#include <QAbstractButton>
#include <QTimer>
#include <QWidget>

#include <vector>

class QLabel;
class QVBoxLayout;

namespace colonnade::ui {

/// A row of title tabs over a panel: the current one on the panel's ground under an accent line; a remark at the
/// right. Presses go on to the parent, so that a dock can be dragged by its tabs. A drag that rests on a tab opens it.
/// Where the tabs stand depends on the titles and the width alone, not on which is chosen nor on what stands beside them.
class TabStrip final : public QWidget {
    Q_OBJECT
public:
    explicit TabStrip(QWidget* parent = nullptr);

    void setTabs(const QStringList& titles);
    void setCurrent(int index);
    [[nodiscard]] int current() const { return m_current; }
    [[nodiscard]] QStringList tabs() const { return m_titles; }
    /// "Front + rear", "Baseline: saved file".
    void setRemark(const QString& remark);
    /// A widget in place of the remark; the strip takes it. Null removes the one before.
    void setCorner(QWidget* corner);
    /// Where the corner's widget has no room beside the tabs it stands in a second row below them, and the strip is
    /// higher; else it is hidden.
    void setWraps(bool wraps);
    [[nodiscard]] bool isWrapped() const { return m_wrapped; }
    /// The titles stand closer where less than this is left beside them, in px.
    void setRoomBeside(int room);
    /// So much at the right end of the first row stays empty, in px.
    void setEndRoom(int room);
    /// Where the tabs end, for what is laid beside them.
    [[nodiscard]] int tabsWidth() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void chosen(int index);

protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    bool event(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;

private:
    [[nodiscard]] int tabAt(QPoint at) const;
    void setHovered(int tab);
    [[nodiscard]] QRect tabRect(int index) const;
    [[nodiscard]] double naturalWidth(double padding) const; ///< Of all titles, with so much beside each.
    void layCorner();
    [[nodiscard]] int roomBeside() const; ///< In the first row, for the remark or the corner.

    QStringList m_titles;
    QString m_remark;
    QWidget* m_corner = nullptr;
    int m_beside = 220, m_end = 0;
    bool m_wraps = false, m_wrapped = false;
    int m_current = 0;
    int m_hovered = -1;
    QTimer m_dwell; ///< Runs while a drag rests on a tab.
};

/// A switch of a few words of which one holds: "Edit all 8 | Only A04", "Draw F5 | Power & cooling F7".
class Segments final : public QWidget {
    Q_OBJECT
public:
    struct Segment {
        QString text;
        QString key;      ///< Shortcut shown faintly behind the text; may be empty.
        QString toolTip;
    };
    /// `Filled`: the chosen one in accent; `Raised`: on panel ground with a border.
    enum class Look { Filled, Raised };

    explicit Segments(Look look, QWidget* parent = nullptr);
    void setSegments(std::vector<Segment> segments);
    void setCurrent(int index);
    [[nodiscard]] int current() const { return m_current; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void chosen(int index);

protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] double segmentWidth(const Segment& segment) const;
    [[nodiscard]] QRectF segmentRect(int index) const;
    [[nodiscard]] int segmentAt(QPoint at) const;

    Look m_look;
    std::vector<Segment> m_segments;
    int m_current = 0;
};

/// A small round button that narrows a list: "Power ×", "Any vendor", "▲ 3".
class Chip : public QAbstractButton {
    Q_OBJECT
public:
    explicit Chip(const QString& text, QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }
    /// Shows a cross behind the text while it is on.
    void setClearable(bool clearable);

protected:
    void paintEvent(QPaintEvent*) override;

private:
    bool m_clearable = false;
};

/// A hairline between groups.
class Line final : public QWidget {
    Q_OBJECT
public:
    explicit Line(Qt::Orientation orientation, QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent*) override;

private:
    Qt::Orientation m_orientation;
};

/// What an empty panel says: what it is for, and the next step as a button.
class EmptyState final : public QWidget {
    Q_OBJECT
public:
    explicit EmptyState(QWidget* parent = nullptr);
    void setMessage(const QString& text);
    /// Adds a link; the caller connects it.
    QAbstractButton* addStep(const QString& text);
    void clearSteps();

private:
    QLabel* m_text;
    QVBoxLayout* m_steps;
};

} // namespace colonnade::ui
