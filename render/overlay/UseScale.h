#pragma once

#include "render/overlay/FloorFigures.h"

#include <cstdint>
#include <optional>

namespace colonnade::render {

/// Of what has nothing to tell: not evaluated, or whole where failures are looked for.
QColor faintColour(const Theme& theme);
/// Of what traffic takes of a capacity, a share from 0 to 1; nothing: not evaluated. The same in diagram, plan and 3D.
QColor useColour(const Theme& theme, const std::optional<double>& share);
/// Reads as 100 %.
bool isFull(double share);

/// How many lines, runs or bundles look how.
struct UseCounts {
    std::uint64_t known = 0; ///< With a share.
    std::uint64_t full = 0; ///< Of these.
    std::uint64_t unknown = 0; ///< Not evaluated; no lost ones.
    std::uint64_t lost = 0, partly = 0, whole = 0; ///< By a failure.
};
/// "Utilisation, % of capacity (ring, hashed)": scale from 0 to 100, and counts. `what`: "lines", "runs".
Legend useLegend(const UseCounts& counts, const QString& what, const QString& measure, const Theme& theme);
/// "lines lost", "lines with some links lost", "lines whole". `parts`: "links", "cables".
void addLosses(Legend& legend, const UseCounts& counts, const QString& what, const QString& parts, const Theme& theme);

} // namespace colonnade::render
