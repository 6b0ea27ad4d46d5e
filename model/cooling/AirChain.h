#pragma once

#include "model/cooling/Air.h"
#include "model/design/Design.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace colonnade::model {

/// The face of its rack from which a device draws air; nothing for one that draws none, or whose
/// entry does not say. A part that is sold in both directions draws from `preferred`.
std::optional<Face> intakeFace(const Device& device, Face preferred = Face::Front);

/// What one rack of a design asks of the air.
struct RackAir {
    Watts heat; ///< That its devices leave in the air at provisioned power.
    std::vector<std::string> missing; ///< What `heat` leaves out.
    CubicMetresPerSecond flow; ///< Makers' where they tell, else by heat and the wanted rise.
    bool flowByMaker = false; ///< For some of its devices.
    Kelvins rise; ///< Of the air through it.
    Watts removed; ///< By its rear door, before the air is in the room.
    Watts givenBack; ///< To the room by liquid-to-air units in it, where it hangs on no loop.
    std::optional<Celsius> inletMax, inletMin; ///< The narrowest of its devices ...
    std::string inletMaxOf, inletMinOf; ///< ... and which that is.
    bool someWithoutLimit = false; ///< A device that moves air has no highest inlet.
};
RackAir rackAir(const RackDesign& rack, Kelvins wantedRise);

/// Racks of one design that breathe alike.
struct RackGroup {
    const RackDesign* rack = nullptr;
    RackAir air;
    bool contained = false; ///< Cold or hot aisle is.
    std::vector<PlacementId> racks;
};

/// A cold aisle and what draws from it.
struct AisleAir {
    std::size_t index = 0; ///< Among the aisles of the arrangement.
    bool contained = false;
    int racks = 0;
    CubicMetresPerSecond demand;
    std::optional<CubicMetresPerSecond> supply; ///< Where the design states the aisle's own.
};

/// Required airflow and heat in air of one arrangement: a pod design, or the hall by itself.
///
/// A rack draws from the aisle that lies before its front. Units that stand on the floor count
/// where they reject heat of a loop to the air; the losses of others are in the hall's heat, not in
/// the demand.
struct AirChain {
    std::vector<RackGroup> groups; ///< By rack design, contained ones first.
    std::vector<AisleAir> aisles; ///< Cold ones from which something draws.
    std::vector<PlacementId> turned; ///< Racks whose front is in a hot aisle.
    CubicMetresPerSecond contained,
        open; ///< Demand of what stands at aisles without a supply of their own.
    Watts heat; ///< Of the racks.
    Watts removed; ///< By rear doors.
    Watts givenBack; ///< By liquid-to-air units: the heat of their loops, by their share of the
                     ///< capacity.
    std::vector<std::string> missing; ///< What heat and demand leave out.

    [[nodiscard]] CubicMetresPerSecond demand() const { return contained + open; }
};
AirChain airChain(const Arrangement& arrangement, Kelvins wantedRise);

/// The air of one arrangement and how often that stands in the hall.
struct PlacedAir {
    const AirChain* chain = nullptr; ///< Never null.
    int placements = 1;
};
/// Demand and supply of the hall's air.
struct HallAir {
    CubicMetresPerSecond contained,
        open; ///< Required by what shares the air handlers' flow, at the altitude of the hall.
    std::optional<CubicMetresPerSecond>
        supply; ///< Of the handlers that are counted on; absent where their flow is unknown.
    double leakage = 0;
    bool leakageKnown = false;
    std::vector<std::string> missing; ///< What the demand leaves out.

    [[nodiscard]] CubicMetresPerSecond demand() const { return contained + open; }
    /// THM-017; absent where supply or demand is.
    [[nodiscard]] std::optional<double> share() const;
};
HallAir hallAir(const Hall& hall, std::span<const PlacedAir> parts);

/// The air of a whole design: of each pod design, and of the hall's own arrangement where it has
/// any.
struct DesignAir {
    struct Part {
        const PodDesign* pod = nullptr; ///< Null: the hall itself.
        int placements = 1;
        AirChain chain;
    };
    std::vector<Part> parts;
    HallAir hall;
};
DesignAir designAir(const Design& design, Kelvins wantedRise);

/// Outline times height in m³, with nothing taken off for what stands in it; nothing where no walls
/// are drawn.
std::optional<double> roomVolume(const Hall& hall);

} // namespace colonnade::model
