#pragma once

#include "model/edit/ChainEdits.h"

#include <cstddef>

namespace colonnade::model {

/// Edits of the run of a cable tray; `setTray` and `removeTray` are beside those of the other chains.

/// A tray of this kind over these points, as wide and deep as the last of the holder, at the height of the hall's
/// trays. Its id comes along.
struct DrawnTray {
    Design design;
    TrayId tray;
};
Result<DrawnTray> drawTray(const Design& design, const Holder& pod, std::vector<Point> points,
                           CableTray::Kind kind = CableTray::Kind::Ladder);
/// The whole run by a distance.
Result<Design> moveTray(const Design& design, const Holder& pod, const TrayId& tray, Point by);
/// One corner, counted from 0, to a place.
Result<Design> moveTrayPoint(const Design& design, const Holder& pod, const TrayId& tray, std::size_t point, Point to);
/// A new corner, which becomes the one of that number; as many as there are: the new end.
Result<Design> addTrayPoint(const Design& design, const Holder& pod, const TrayId& tray, std::size_t before, Point at);
/// Fails where two are left.
Result<Design> removeTrayPoint(const Design& design, const Holder& pod, const TrayId& tray, std::size_t point);

} // namespace colonnade::model
