#pragma once

#include "model/catalog/PartType.h"
#include "model/design/Device.h"
#include "model/design/HandCable.h"
#include "model/design/RackFacts.h"
#include "model/design/Remembered.h"
#include "model/units/Id.h"
#include "model/units/Quantity.h"
#include "model/units/RackUnit.h"
#include "model/units/Result.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace colonnade::model {

/// A rack as drawn once and placed many times.
///
/// Invariants: the frame is a rack frame; device ids are unique; every device fits within the frame's units; no two
/// devices occupy the same space. What is merely unwise is for the rules.
///
/// Its functions that tell what fits where are in RackSpace.cpp.
class RackDesign {
public:
    /// Fails where the frame is no rack frame.
    static Result<RackDesign> create(RackDesignId id, std::string name, PartRef frame, PartRef system = nullptr);

    [[nodiscard]] const RackDesignId& id() const { return m_id; }
    [[nodiscard]] const std::string& name() const { return m_name; }
    [[nodiscard]] const PartRef& frame() const { return m_frame; }
    /// The rack-scale system that this rack is, whose own figures hold for its contents; null for other racks.
    [[nodiscard]] const PartRef& system() const { return m_system; }
    /// The heat exchanger that hangs in place of the rear door; null where there is none.
    [[nodiscard]] const PartRef& rearDoor() const { return m_rearDoor; }
    [[nodiscard]] const std::string& notes() const { return m_notes; }
    /// What the operator's power capping keeps the rack below; feeds are sized for it instead of a greater figure of
    /// the catalog. Peaks are not capped: they are shorter than the control loop.
    [[nodiscard]] std::optional<Watts> powerCap() const { return m_powerCap; }
    /// Usable units; of 48 mm in an Open Rack frame, else of 44.45 mm (`unitPitch`).
    [[nodiscard]] RackUnits units() const;
    /// Height of one unit of this rack in millimetres.
    [[nodiscard]] double unitPitch() const;
    /// Height of the lower edge of a unit above the floor, in millimetres. The units stand in the middle of what the
    /// frame has above and below them, where its height is known; else on 100 mm of plinth.
    [[nodiscard]] double unitBottom(RackUnit unit) const;
    /// Outside size on the floor; the frame's, or 600 by 1,200 mm where the catalog does not know it.
    [[nodiscard]] Millimetres width() const { return m_frame->body.widthMm.value_or(Millimetres{600}); }
    [[nodiscard]] Millimetres depth() const { return m_frame->body.depthMm.value_or(Millimetres{1200}); }
    [[nodiscard]] Millimetres height() const;

    [[nodiscard]] std::span<const Device> devices() const { return m_devices; } ///< From the floor up, then by id.
    [[nodiscard]] const Device* device(const DeviceId&) const;                  ///< Null where there is none.
    [[nodiscard]] std::span<const HandCable> cables() const { return m_cables; }

    /// True where a part that fits only in some rack-scale systems may stand here: in one of them, or in a bare frame that
    /// holds trays of its kind, from which such a system is built up. True for every other part.
    [[nodiscard]] bool isRackOf(const PartType& part) const;
    /// The device that takes this space on a face (a full-depth one takes both), or null.
    [[nodiscard]] const Device* occupant(Face face, RackUnit unit, Slot slot = Slot::Full) const;
    /// The first device that a part mounted so would collide with, other than `except`; or null.
    [[nodiscard]] const Device* obstacle(const PartType& part, const Mount& mount,
                                         std::span<const DeviceId> except = {}) const;
    /// True where the part takes front and rear: its depth is unknown or more than half of the frame's.
    [[nodiscard]] bool takesBothFaces(const PartType& part) const;

    /// Lowest unit from which the part fits on `face`, other than over `except`; nothing if the rack is full.
    [[nodiscard]] std::optional<RackUnit> firstFreeUnit(const PartType& part, Face face,
                                                        std::span<const DeviceId> except = {}) const;
    /// The free unit nearest to `wanted`.
    [[nodiscard]] std::optional<RackUnit> nearestFreeUnit(const PartType& part, Face face, RackUnit wanted,
                                                          std::span<const DeviceId> except = {}) const;
    /// Why the part cannot be mounted so; nothing if it can. "U12 is taken by 'c05' (GB300 compute tray)".
    [[nodiscard]] std::optional<Error> refusal(const PartType& part, const Mount& mount,
                                               std::span<const DeviceId> except = {}) const;

    /// A copy with the device mounted. Blanking panels give way. Fails, with the reason, where an invariant would
    /// break.
    [[nodiscard]] Result<RackDesign> mounted(Device device) const;
    /// All of them, or none: what is moved may take a place that another one of them leaves.
    [[nodiscard]] Result<RackDesign> mounted(std::vector<Device> devices, std::span<const DeviceId> removing = {}) const;
    [[nodiscard]] RackDesign without(std::span<const DeviceId> devices) const;
    /// A copy with this device changed in place (label, side, part, mount). Fails as `mounted`, or if unknown.
    [[nodiscard]] Result<RackDesign> replaced(Device device) const;
    [[nodiscard]] RackDesign renamed(RackDesignId id, std::string name) const;
    [[nodiscard]] RackDesign withNotes(std::string notes) const;
    [[nodiscard]] RackDesign withPowerCap(std::optional<Watts> cap) const;
    /// Null: an ordinary door. Fails where the part is no rear-door heat exchanger.
    [[nodiscard]] Result<RackDesign> withRearDoor(PartRef door) const;
    [[nodiscard]] Result<RackDesign> withCable(HandCable cable) const;
    [[nodiscard]] RackDesign withoutCable(const CableId& id) const;

    /// A device id that is free: the stem with the lowest number not taken ("c19").
    [[nodiscard]] DeviceId freshId(std::string_view stem) const;

    [[nodiscard]] const RackFacts& facts() const;
    bool operator==(const RackDesign& other) const;

private:
    RackDesign(RackDesignId id, std::string name, PartRef frame, PartRef system);
    void dropLooseCords();

    RackDesignId m_id;
    std::string m_name;
    PartRef m_frame;
    PartRef m_system;
    PartRef m_rearDoor;
    std::string m_notes;
    std::optional<Watts> m_powerCap;
    std::vector<Device> m_devices;
    std::vector<HandCable> m_cables;
    Remembered<RackFacts> m_facts;
};

using RackDesignRef = std::shared_ptr<const RackDesign>; ///< Never null where it stands in a design.

/// A device of this part with an id and a label that are free in the rack ("c19", "C19"); what takes a feed gets the
/// side that has fewer of its kind so far.
Device freshDevice(const RackDesign& rack, PartRef part, const Mount& mount);

} // namespace colonnade::model
