#pragma once

#include "model/power/Feeds.h"

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace colonnade::model {

inline constexpr std::size_t sideCount = 4;

/// A set of sides, one bit each.
class SideSet {
public:
    constexpr SideSet() = default;
    constexpr explicit SideSet(unsigned bits) : m_bits{bits & 15u} {}
    [[nodiscard]] constexpr bool has(Side side) const
    {
        return (m_bits >> static_cast<unsigned>(side)) & 1u;
    }
    constexpr void add(Side side) { m_bits |= 1u << static_cast<unsigned>(side); }
    [[nodiscard]] constexpr unsigned bits() const { return m_bits; }
    [[nodiscard]] constexpr bool empty() const { return m_bits == 0; }
    [[nodiscard]] int size() const;
    [[nodiscard]] std::vector<Side> list() const; ///< A first.
    bool operator==(const SideSet&) const = default;

private:
    unsigned m_bits = 0;
};

using PerSide = std::array<Watts, sideCount>;
/// Load by phase: on L1, L2 and L3. A load between two lines counts half on each.
using PerPhase = std::array<Watts, 3>;
PerPhase balanced(Watts load);

/// Share of each side that is alive: 1 normally, 0 lost, between where one of several feeds of a
/// side is lost.
using Alive = std::array<double, sideCount>;
inline constexpr Alive allAlive{1, 1, 1, 1};

/// True for shelves that make the rack's DC from its feeds; battery and capacitor shelves do not.
bool isSource(const PartType& shelf);
/// A power shelf of that kind.
bool isSourceShelf(const Device& device);
bool isPdu(const Device& device);
/// Either of them: what hands a side of the rack on to its devices.
bool isTaker(const Device& device);

/// The sides of a rack: those of its rack PDUs and power shelves, or, where it has none, `fallback`
/// (the sides on which it is fed). Cords set by hand count too.
SideSet sidesOf(const RackDesign& rack, SideSet fallback = {});
/// The side of one of the rack's PDUs or shelves: its own, or in turn over the rack's sides.
Side sideOf(const RackDesign& rack, const Device& taker, SideSet fallback = {});

/// How many supplies of the device hang on each side: set by hand, or in turn over the sides from A
/// on.
std::array<int, sideCount> supplySplit(const Device& device, SideSet sides);

/// What is lost inside one rack.
struct RackLoss {
    std::vector<DeviceId> devices; ///< Rack PDUs, power shelves, or devices that draw power.
    std::map<DeviceId, std::array<int, sideCount>> supplies; ///< Supplies of other devices, by side.
    [[nodiscard]] bool empty() const { return devices.empty() && supplies.empty(); }
    [[nodiscard]] bool takes(const DeviceId& device) const;
    bool operator==(const RackLoss&) const = default;
};

/// How one placed thing draws from its sides, in every state of them.
///
/// Corded loads share their power equally over their living supplies; a DC rack shares it over its
/// living shelves by rated output. Conversion loss of shelves and supplies is not added (PWR-023).
struct RackDraw {
    SideSet sides;
    Watts total; ///< Provisioned.
    std::array<PerSide, 16> corded{}; ///< By the set of lost sides, then by side.
    std::array<int, 16>
        cordedDark{}; ///< Accelerators without enough supplies, by the set of lost sides.
    Watts shelfLoad;
    PerSide shelfOutput{}; ///< Rated.
    int shelfAccelerators = 0;
    std::vector<std::string> missing; ///< "power of SN2201": what the figures leave out.
    std::array<std::array<PerPhase, sideCount>, 16> cordedByPhase{}; ///< What `corded` puts on each phase.
    /// Accelerators that are lost in every state, with what is lost inside.
    int acceleratorsGone = 0;
    /// Share of each side's rack PDUs that is alive, by rating. Corded loads have only so much of the side.
    Alive pdus = allAlive;

    [[nodiscard]] PerSide load(const Alive& alive) const;
    /// The same by phase. Shelves and what has no cord plan load all phases alike.
    [[nodiscard]] std::array<PerPhase, sideCount> loadByPhase(const Alive& alive) const;
    /// Accelerators that stop: no living supply, too few of them, or shelves that cannot carry the
    /// rack.
    [[nodiscard]] double dark(const Alive& alive) const;
    /// The same thing with another provisioned power.
    [[nodiscard]] RackDraw scaledTo(Watts provisioned) const;
    bool operator==(const RackDraw&) const = default;
};
RackDraw rackDraw(const RackDesign& rack, SideSet fallback = {}, const RackLoss& loss = {});
/// A floor unit: its supplies share equally over the sides on which it is fed.
RackDraw unitDraw(const PartType& unit, SideSet sides);

/// One rack PDU of a rack design in normal state and with each other side lost.
struct PduLoad {
    const Device* pdu = nullptr;
    Side side = Side::A;
    Watts normal;
    Watts worst;
    std::optional<Side> worstLoss; ///< Absent: normal state is the worst.
    std::optional<Watts> limit; ///< Absent: the entry gives no rating.
    std::optional<Amperes> rating;
    Volts voltage;
    int phases = 1;
    PerPhase normalByPhase{}, worstByPhase{}; ///< Of three phases; together `normal` and `worst`.
};
/// PDUs of one side share its corded load by rating. Empty where the rack has none.
std::vector<PduLoad> pduLoads(const RackDesign& rack, const PowerBasis& basis);

} // namespace colonnade::model
