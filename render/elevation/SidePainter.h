#pragma once

#include "model/design/RackBalance.h"
#include "render/elevation/ElevationPainter.h"
#include "render/elevation/SideLayout.h"

#include <string>
#include <vector>

namespace colonnade::render {

/// Devices one above the other that take the same of the depth; what is said of them is said once.
struct SideRun {
    const model::DeviceDepth* first = nullptr; ///< The lowest.
    std::vector<const model::DeviceDepth*> devices; ///< From below.
};
std::vector<SideRun> sideRunsOf(const model::RackDepth& depth);

/// "50 mm left", "30 mm too deep", "depth not known".
QString slackText(const model::DeviceDepth& device);

/// Draws a rack from its right side at true proportions: doors, rails, devices with plugs and bends of cables, what is
/// left behind them, and what hangs upright at the rear. One painter for the screen, the PDF page and SVG.
class SidePainter {
public:
    /// `depth` and `balance` must outlive the painter; `balance` may be null: the centre of gravity is not marked.
    SidePainter(const Theme& theme, SideLayout layout, const model::RackDepth& depth, const model::RackBalance* balance = nullptr) :
        m_theme{theme},
        m_layout{layout},
        m_depth{depth},
        m_balance{balance}
    {
    }

    [[nodiscard]] const SideLayout& layout() const { return m_layout; }
    void paint(QPainter& painter, const ElevationContent& content) const;
    /// What changes only with the design and its findings.
    void paintRack(QPainter& painter, const ElevationContent& content) const;
    /// What changes with the mouse: selection and hover.
    void paintMarks(QPainter& painter, const ElevationContent& content) const;

private:
    void paintFrame(QPainter& painter, const model::RackDesign& rack) const;
    void paintRuler(QPainter& painter, const model::RackDesign& rack) const;
    void paintDevice(QPainter& painter, const ElevationContent& content, const model::DeviceDepth& device) const;
    void paintRun(QPainter& painter, const SideRun& run) const;
    void paintZeroU(QPainter& painter, const model::ZeroUVolume& volume) const;
    void paintBalance(QPainter& painter) const;
    void paintDimensions(QPainter& painter) const;
    void paintDimension(QPainter& painter, double y, model::Millimetres from, model::Millimetres to, const QString& name) const;
    void paintLegend(QPainter& painter) const;

    const Theme& m_theme;
    SideLayout m_layout;
    const model::RackDepth& m_depth;
    const model::RackBalance* m_balance;
};

} // namespace colonnade::render
