#pragma once

#include "render/charts/Charts.h"
#include "render/report/Paper.h"
#include "render/report/Report.h"

#include <optional>
#include <set>
#include <string>
#include <type_traits>
#include <vector>

namespace colonnade::render {

/// Puts a package on paper, part by part, in the order of a reference package. Runs once to measure and once to draw.
class ReportWriter {
public:
    /// `contents`: the headings of the measuring pass; empty in that pass itself.
    ReportWriter(const model::Package& package, const model::Design& design, const ReportOptions& options, Paper& paper,
                 std::vector<Heading> contents, int contentsPages);

    void write();
    /// Pages that a table of contents of so many entries takes.
    static int contentsPagesFor(std::size_t entries);

private:
    // CoverPages.cpp
    void cover();
    void contents();
    void summary();
    void scope();
    void architecture();
    // WorkloadPages.cpp
    void workloads();
    // PerformancePages.cpp
    void performance();
    void training(const model::package::WorkloadPages& pages);
    void serving(const model::package::WorkloadPages& pages);
    void measured(const model::package::WorkloadPages& pages);
    void grounds(const model::package::WorkloadPages& pages, const std::vector<model::FigureText>& formulas);
    // RackPages.cpp
    void racks();
    void rack(const model::package::RackDesignPages& rack);
    void rackSides();
    // PlantPages.cpp
    void floor();
    void plan();
    void roomData();
    void power();
    void oneLine();
    void cooling();
    void loops();
    // FabricPages.cpp
    void fabrics();
    void fabricDiagrams();
    void fabric(const model::package::FabricPages& fabric);
    // CablingPages.cpp
    void cabling();
    void cablingTotals();
    void lengths();
    void trays();
    // RunningPages.cpp
    void reliability();
    void failures();
    void cost();
    void energy();
    // JudgementPages.cpp
    void bill();
    void findings();
    void waivers();
    void assumptions();
    void schedules();
    void parts();
    void rules();
    void manifest();

    void paintFloorPicture(QPainter& painter, const QRectF& area) const;
    /// Rows of findings: rule, place, sentence, value, limit.
    [[nodiscard]] std::vector<Cell> findingRow(const model::Finding& finding, bool withPlace) const;
    [[nodiscard]] QString placedAt(const std::string& rackDesign) const;
    /// A table that is cut after so many rows, with a line that says so.
    void cutTable(Table table, std::size_t rows, const QString& kind);

    const model::Package& m_package;
    const model::Design& m_design;
    const ReportOptions& m_options;
    Paper& m_paper;
    std::vector<Heading> m_contents;
    int m_contentsPages;
};

/// "132 kW"; an en dash where it is not known.
QString figure(std::optional<double> number, std::string_view unit, int digits = 4);
template <class Unit> QString figure(model::Quantity<Unit> quantity, int digits = 4)
{
    return figure(std::optional{static_cast<double>(quantity.value())}, Unit::symbol, digits);
}
template <class Unit> QString figure(const std::optional<model::Quantity<Unit>>& quantity, int digits = 4)
{
    return quantity ? figure(*quantity, digits) : QStringLiteral("–");
}
/// A whole number with its digits grouped: "1,152".
QString count(double number);
/// "132 kW", "≥ 132 kW, 3 unknown"; of prices "≥ 34.0 M USD, 27 without a price".
template <class Q> QString figure(const model::Sum<Q>& sum, int digits = 4)
{
    const QString known = figure(sum.known, digits);
    const QString missing = std::is_same_v<Q, model::Dollars> ? QStringLiteral("without a price") : QStringLiteral("unknown");
    return sum.complete() ? known : QStringLiteral("≥ %1, %2 %3").arg(known, count(sum.missing), missing);
}
QString percentOf(double share);
/// "7c1e 94ab 03d2".
QString shortHash(const std::string& hash, int groups = 3);
/// "22 November 2026"; the text itself where it is no date.
QString longDate(const std::string& iso);
/// "12.3 kB".
QString byteSize(double bytes);
/// The pod design's id, or "hall".
QString holderText(const std::string& holder);
/// "4 ×"
QString timesText(int placements);
/// Texts for paper, "; " between them.
QString joined(const std::vector<std::string>& texts);
/// A chart in the flow, over `share` of the column's width.
template <class Chart> void addChart(Paper& paper, const Chart& chart, const QString& caption, double share = 1)
{
    constexpr double scale = 0.75; // 12 px of the screen are 9 pt.
    double height = 0;
    if constexpr (std::is_same_v<Chart, StackChart>)
        height = heightOf(chart, paper.room().width() * share, scale);
    else
        height = heightOf(chart, scale);
    paper.figure(height, caption, [&](QPainter& painter, const QRectF& area) {
        paintChart(painter, area.adjusted(0, 0, area.width() * (share - 1), 0), chart, paper.theme(), scale);
    });
}
/// "48 × OSFP 800G, 1 × RJ45 1G": the cages of a part; empty where none are known.
QString portsText(const model::PartType& part);

} // namespace colonnade::render
