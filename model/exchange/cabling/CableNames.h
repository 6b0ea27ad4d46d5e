#pragma once

#include "model/design/CableNaming.h"
#include "model/design/Design.h"
#include "model/design/NameTemplate.h"
#include "model/fabric/FabricLinks.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace colonnade::model {

/// A device, or floor unit, at its place in the hall.
struct DevicePlace {
    const PodPlacement* pod = nullptr; ///< Null: it stands in the hall itself.
    const Arrangement* arrangement = nullptr;
    const Placement* placement = nullptr;
    const Device* device = nullptr;    ///< Null: the floor unit.
    [[nodiscard]] const PartRef& part() const { return device ? device->part : *placement->unit(); }
    /// "su-1/a04/c05".
    [[nodiscard]] std::string path() const;
};

/// A port of a node, or a piece of it where it is split.
struct PortPiece {
    const Port* port = nullptr;
    int piece = 0;       ///< From 0.
    bool split = false;  ///< It carries several links by breakout.
};

/// The texts of a naming for the hall of one design.
///
/// Made once; every function may be called from several threads. It points into the design.
class CableNames {
public:
    static Result<CableNames> create(const Design& design, const CableNaming& naming);

    [[nodiscard]] std::string device(const DevicePlace& place) const;
    [[nodiscard]] std::string port(const DevicePlace& place, const PortPiece& port) const;
    /// "su-1/compute/17"; `number` from 1.
    [[nodiscard]] std::string cable(const PodPlacement* pod, const Fabric& fabric, std::size_t number) const;
    /// Of one end; `strand` from 1 among `strands` cables of the same link.
    [[nodiscard]] std::string label(std::string_view near, std::string_view far, std::string_view cable, int strand) const;

    /// True where a port's text is what follows from the device, then what follows from the port. Then `port` is `deviceSide` and
    /// `portSide` in a row, and a search need not spell out every port.
    [[nodiscard]] bool separable() const { return m_separable; }
    void appendDeviceSide(std::string& out, const DevicePlace& place) const;
    [[nodiscard]] std::string portSide(const PortPiece& port) const;
    /// What stands between the near and the far port where a label is just these two and the strand; else nothing.
    [[nodiscard]] const std::optional<std::string>& between() const { return m_between; }
    /// Where a cable's name ends with its number and has it nowhere else: the least digits of it; else 0.
    [[nodiscard]] std::size_t numberWidth() const { return m_numberWidth; }

    [[nodiscard]] const CableNaming& naming() const { return m_naming; }

    /// "12.2" of a switch: its cage from 1 and, where the cage carries several, the place in it; "compute3" of an endpoint; a piece
    /// of a split port adds "s0". No two pieces of ports of one part have the same.
    static std::string portText(const PortPiece& port);
    /// "12", "12.5", "12r" at the rear, "12L" of half width, "ZL1" beside the posts; empty of a floor unit.
    static std::string unitText(const Device* device);
    /// The tile that the south-west corner of a footprint lies on: letters to the east, two digits to the north: "AD02".
    [[nodiscard]] std::string gridText(const DevicePlace& place) const;

private:
    struct Fields;
    [[nodiscard]] Fields fieldsOf(const DevicePlace& place) const;

    CableNaming m_naming;
    NameTemplate m_device, m_port, m_label, m_cable;
    std::string m_hall;
    Point m_origin;
    Millimetres m_tile{600};
    std::size_t m_devicePieces = 0; ///< Of `m_port`, before the first that follows from the port.
    std::size_t m_numberWidth = 0;
    bool m_separable = false, m_usesGrid = false;
    std::optional<std::string> m_between;
};

} // namespace colonnade::model
