#pragma once

#include "model/design/Design.h"
#include "model/rules/Finding.h"
#include "model/rules/Profile.h"
#include "model/units/Result.h"
#include "render/cables/CableOverlay.h"
#include "render/elevation/FailureMarks.h"
#include "render/overlay/OverlayKind.h"
#include "render/report/Picture.h"
#include "render/theme/Theme.h"

#include <CLI/App.hpp>

#include <QSize>

#include <string>
#include <vector>

namespace colonnade::cli {

/// What a failure and traffic make of a hall, for a picture of its floor.
struct FloorState {
    render::CableOverlay cables;
    render::PlaceStates places; ///< Empty: nothing has failed.
};

/// The networks of a design as a picture, with what a failure and traffic make of them: the options for it, and the drawing.
/// The same options serve pictures of the floor with an overlay of cables or failure.
class FabricPicture {
public:
    void declare(CLI::App& command);
    /// True where an option was given that only a picture of networks, or of a floor under such an overlay, has.
    [[nodiscard]] bool isAsked() const { return !m_failed.empty() || !m_traffic.empty() || !m_paths.empty(); }
    /// `overlay`: empty or "none", "utilisation" or "failure". Fails as the options are wrong.
    [[nodiscard]] model::Result<void> check(const std::string& overlay) const;
    /// True for overlays of the floor that take its options: "utilisation", "failure".
    [[nodiscard]] static bool serves(render::FloorOverlay overlay);
    /// The same for a picture of the floor.
    [[nodiscard]] model::Result<void> checkFloor(render::FloorOverlay overlay) const;
    /// Of an overlay that tells of trays, cables or failure; of another: nothing.
    [[nodiscard]] model::Result<FloorState> onFloor(const model::Design& design, const model::Profile& profile, render::FloorOverlay overlay) const;
    /// `path`: one fabric, or a device to show by itself; empty: all networks. `file`: what messages call the design.
    [[nodiscard]] model::Result<render::Drawing> drawing(const model::Design& design, const model::Profile& profile,
                                                         const std::vector<model::Finding>& findings, const std::string& overlay,
                                                         const std::string& path, const std::string& file, const render::Theme& theme,
                                                         QSize size) const;

private:
    [[nodiscard]] model::Result<void> checkOptions(bool utilisation, bool failure) const;

    std::vector<std::string> m_failed;
    std::string m_traffic, m_paths;
};

} // namespace colonnade::cli
