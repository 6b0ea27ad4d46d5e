#pragma once

#include "model/fabric/TrayUse.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// A piece of a tray between two neighbouring corners or joints, in metres along its middle line from its first point.
struct TraySection {
    std::uint32_t tray = 0; ///< In `TrayGraph::trays`.
    int number = 1;         ///< Along the tray, from 1.
    double from = 0, to = 0;
};
/// Of one tray in order; of all trays tray by tray. None of one that carries power.
std::vector<TraySection> sectionsOf(const TrayGraph& graph, std::uint32_t tray);
std::vector<TraySection> sectionsOf(const TrayGraph& graph);
/// By its path, "t01" or "su-1/t01"; nothing where the graph has no such tray.
std::optional<std::uint32_t> trayAt(const TrayGraph& graph, std::string_view path);

/// Which links of one fabric run along which stretch of which tray: all that is lost where the tray is cut or burns.
///
/// Each link of a cable that fans out is on its own way. Links between racks that no trays join run through none.
class TrayLinks {
public:
    /// `use`: of the arrangement that the plan was made for, over the same graph.
    TrayLinks(const FabricPlan& plan, const TrayGraph& graph, const TrayUse& use);

    /// Links that lie in that stretch of a tray, by number. Touching its ends is not enough.
    [[nodiscard]] std::vector<std::uint32_t> through(std::uint32_t tray, double from, double to) const;
    [[nodiscard]] std::vector<std::uint32_t> through(const TraySection& section) const
    {
        return through(section.tray, section.from, section.to);
    }

private:
    struct Run {
        std::uint32_t tray = 0;
        double from = 0, to = 0;
    };
    /// Links between the same two places.
    struct Bundle {
        std::vector<Run> runs;
        std::vector<std::uint32_t> links;
    };
    std::vector<Bundle> m_bundles;
};

/// Of all fabrics of a pod design, or of the hall itself, in their order; remembered as `fabricPlan` is.
std::shared_ptr<const std::vector<TrayLinks>> trayLinks(const PodDesignRef& pod, Millimetres trayHeight = Millimetres{2700});
std::shared_ptr<const std::vector<TrayLinks>> trayLinks(const std::shared_ptr<const Hall>& hall);

/// Cables of a plan that carry any of these links.
int cablesOf(const FabricPlan& plan, const std::vector<std::uint32_t>& links);

} // namespace colonnade::model
