#pragma once

#include "model/design/Design.h"

#include <optional>
#include <span>
#include <string>

namespace colonnade::model {

/// Edits of feeds, loops, fabrics, trays, waivers and workloads. `pod` names the pod design that holds them; nothing: the
/// hall itself.
using Holder = std::optional<PodDesignId>;

/// Adds the feed, or changes the one of its id.
Result<Design> setFeed(const Design& design, const Holder& pod, Feed feed);
/// Racks that hang on it lose that side.
Result<Design> removeFeed(const Design& design, const Holder& pod, const FeedId& feed);
/// Gives every rack of the holder that has no feed of a side the feeds of that side in turn, least loaded first.
Result<Design> assignFeeds(const Design& design, const Holder& pod);

Result<Design> setLoop(const Design& design, const Holder& pod, Loop loop);
/// Puts every liquid-cooled rack and every CDU of the holder that is on no loop on one, in turn.
Result<Design> assignLoops(const Design& design, const Holder& pod);
Result<Design> removeLoop(const Design& design, const Holder& pod, const LoopId& loop);

Result<Design> setFabric(const Design& design, const Holder& pod, Fabric fabric);
Result<Design> removeFabric(const Design& design, const Holder& pod, const FabricId& fabric);

/// Adds the cable tray, or changes the one of its id. Fails where a bound of it is broken.
Result<Design> setTray(const Design& design, const Holder& pod, CableTray tray);
Result<Design> removeTray(const Design& design, const Holder& pod, const TrayId& tray);

/// Adds the row, or renames the one of its id.
Result<Design> setRow(const Design& design, const Holder& pod, Row row);
/// What stands in it stays, without a row.
Result<Design> removeRow(const Design& design, const Holder& pod, const RowId& row);
/// Puts placements of the holder into one of its rows.
Result<Design> assignRow(const Design& design, const Holder& pod, const RowId& row, std::span<const PlacementId> placements);

/// Adds the waiver, or renews the one of its key.
Result<Design> waive(const Design& design, Waiver waiver);
Result<Design> unwaive(const Design& design, const std::string& key);

/// Adds the workload, or changes the one of its id.
Result<Design> setWorkload(const Design& design, Workload workload);
Result<Design> removeWorkload(const Design& design, const WorkloadId& workload);

} // namespace colonnade::model
