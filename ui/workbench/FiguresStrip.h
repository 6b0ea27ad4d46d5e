#pragma once

#include "render/theme/Glyphs.h"
#include "ui/workbench/KeyFigures.h"

#include <QTimer>
#include <QWidget>

namespace colonnade::ui {

/// The strip over all views: a verdict, then the key figures with their limits; while something is being tried out,
/// the new values with what changes.
///
/// Cells that find no room are listed behind the last one ("+3").
class FiguresStrip final : public QWidget {
    Q_OBJECT
public:
    /// What stands at the left: "Fits at U41–U42", "Clears PWR-013, adds nothing".
    struct Verdict {
        render::Glyph glyph = render::Glyph::Ok;
        QString title, reason, place;
        bool answered = true; ///< False while the rules are still at it.
    };

    explicit FiguresStrip(DesignSession& session, QWidget* parent = nullptr);
    [[nodiscard]] const Verdict& verdict() const { return m_verdict; }

    [[nodiscard]] const std::vector<KeyFigure>& figures() const { return m_now; }
    [[nodiscard]] QSize sizeHint() const override { return {800, 50}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {320, 50}; }

signals:
    /// A figure was clicked: "findings", "training", "power-a".
    void opened(const QString& id);

protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent*) override;
    bool event(QEvent* event) override;

private:
    void refresh();
    static void keepWhilePending(std::vector<KeyFigure>& figures, const std::vector<KeyFigure>& before);
    [[nodiscard]] double verdictWidth() const;
    /// What the texts of each figure take, in px, by steps: cells rarely move.
    void measure();
    [[nodiscard]] int cellsShown() const;
    [[nodiscard]] std::vector<std::size_t> byRank() const;
    /// Figures by cell, then those without one: by rank, each in the order of the strip.
    [[nodiscard]] std::vector<std::size_t> order() const;
    [[nodiscard]] QRectF cellRect(int cell) const; ///< −1: the verdict; `cellsShown()`: "+3".
    [[nodiscard]] int cellAt(QPoint at) const;
    [[nodiscard]] QString toolTipOf(int cell) const;
    void paintVerdict(QPainter& painter) const;
    void paintCell(QPainter& painter, int cell) const;

    DesignSession& m_session;
    std::vector<KeyFigure> m_now;   ///< Of the preview while there is one.
    std::vector<KeyFigure> m_before;
    std::vector<double> m_wishes; ///< Widths of the figures' cells.
    Verdict m_verdict;
    FindingsMoved m_moved;   ///< By what is tried out.
    DesignRef m_awaited;     ///< What the rules are judging for the preview.
    QTimer m_late;           ///< Runs while an answer is in good time.
    bool m_previewing = false;
    int m_hovered = -2;
};

} // namespace colonnade::ui
