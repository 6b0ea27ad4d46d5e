#pragma once

#include "render/cables/CableView.h"

#include "model/fabric/TrayUse.h"

#include <QString>
#include <QVector3D>

#include <memory>
#include <optional>
#include <vector>

namespace colonnade::render {

/// A straight run of cables of one fabric, in millimetres: x to the east, y to the north, z up.
struct CableLine {
    std::uint16_t network = 0; ///< In `CableLayer::networks`.
    QVector3D from, to;
    int cables = 0;
    bool isDrop = false; ///< From a tray to a rack, not along a tray.
    std::uint32_t segment = 0; ///< Of the tray graph: where it lies, or what it leaves.
    double begin = 0, end = 0; ///< Metres from node `a` of that; of a drop: where it leaves.
    std::uint32_t place = 0; ///< Of a drop: to which it leads, in `TrayUse::places`.
};

/// A stretch of tray with what it holds.
struct TrayFillLine {
    QVector3D from, to;
    double width = 300; ///< Of the tray, mm.
    int cables = 0;
    std::optional<double> fill; ///< Share of the usable cross-section; nothing: no diameter is known.
    bool isLeast = false; ///< Some diameters are not known: it is fuller than that.
};

/// The cables of one arrangement where they lie in its trays, in its own axes; made once for a pod design and drawn
/// wherever that stands. Fabrics lie side by side.
struct CableLayer {
    struct Network {
        std::string subject; ///< "su/compute", as `Subject` names a fabric.
        QString name;
        model::FabricRole role = model::FabricRole::ScaleOut;
        int cables = 0; ///< All that lie in trays.
    };
    std::vector<Network> networks; ///< As the fabrics of the arrangement.
    std::vector<CableLine> lines;
    std::vector<TrayFillLine> fills;
    int unrouted = 0; ///< Cables that lie in no tray: nothing is drawn of them.

    /// Lines of one segment, of one fabric, are joined where no cable leaves or enters. Where as many leave as enter they are
    /// not. `owner`: id of the pod design; empty for the hall.
    static CableLayer of(const model::TrayGraph& graph, const model::TrayUse& use,
                         const model::Arrangement& arrangement, const std::string& owner);
};

/// Remembered for as long as the pod design or hall lives.
std::shared_ptr<const CableLayer> cableLayer(const model::PodDesignRef& pod, model::Millimetres trayHeight);
std::shared_ptr<const CableLayer> cableLayer(const std::shared_ptr<const model::Hall>& hall);

/// Width of a bundle of so many cables as drawn, in mm of the floor: grows as their cross-section does.
double bundleWidth(int cables);

} // namespace colonnade::render
