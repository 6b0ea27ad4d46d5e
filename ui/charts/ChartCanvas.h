#pragma once

#include "render/charts/Charts.h"
#include "render/charts/SwingChart.h"
#include "render/charts/XyChart.h"

#include <QWidget>

#include <functional>
#include <variant>
#include <vector>

namespace colonnade::ui {

/// One chart on a panel: its place in the grid of the canvas and what it says in tooltips.
struct PlacedChart {
    std::variant<render::StackChart, render::BarChart, render::LineChart, render::SwingChart, render::WaterfallChart, render::XyChart> chart;
    QRectF area;
    std::vector<QString> tips; ///< By piece (marks first), bar, row or point; of several series one behind the other.
};

/// Draws charts with the painter that paper uses, and answers the mouse: tooltips, copies as picture and as CSV.
class ChartCanvas final : public QWidget {
    Q_OBJECT
public:
    /// `lay` gives the charts for a size.
    using Lay = std::function<std::vector<PlacedChart>(QSizeF)>;

    ChartCanvas(Lay lay, QWidget* parent);

    /// Makes the charts anew.
    void refresh();
    [[nodiscard]] const std::vector<PlacedChart>& charts() const { return m_charts; }
    /// The numbers as CSV: a title line, then label and value.
    [[nodiscard]] QString csv() const;

protected:
    void paintEvent(QPaintEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] QString tipAt(QPointF at) const;
    [[nodiscard]] static QString tipOf(const render::XyChart& chart, const PlacedChart& placed, QPointF at);

    Lay m_lay;
    std::vector<PlacedChart> m_charts;
};

} // namespace colonnade::ui
