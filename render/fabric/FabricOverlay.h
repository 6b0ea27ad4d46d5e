#pragma once

#include "render/fabric/FabricDiagram.h"
#include "render/overlay/FloorFigures.h"

#include <QColor>

#include <optional>

namespace colonnade::render {

/// The colour of a line by what the diagram shows; nothing: that of its fabric. Lines that are wholly lost are left alone.
std::optional<QColor> lineColour(const FabricDiagram& diagram, std::uint64_t links, std::uint64_t lost, const std::optional<double>& load,
                                 const Theme& theme);

/// What the colours of its lines mean, with the number of lines or devices of each; without a title where they are those of
/// the fabrics.
Legend fabricLegend(const FabricDiagram& diagram, const Theme& theme);

} // namespace colonnade::render
