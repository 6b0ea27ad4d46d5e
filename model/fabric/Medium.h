#pragma once

#include "model/fabric/Ports.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace colonnade::model {

/// Why no medium was found for a cable: how far the best one came.
enum class MediumGap : std::uint8_t {
    None, ///< One was found.
    NothingToFit, ///< The fabric lists no media.
    Cage, ///< Nothing goes into both cages.
    Speed, ///< What goes in is too slow, of another lane rate, or of other optics.
    Reach ///< What fits and is fast enough does not reach, or has no stock length that does.
};

/// How the links of neighbouring cages hang together.
enum class CableShape : std::uint8_t {
    Straight, ///< All links of one cage go to one other cage.
    FanOut, ///< The links of one cage go to cages that have no other link.
    Mesh ///< Anything else: only separate strands can do it.
};

/// What a medium has to do.
struct Connection {
    CageForm near =
        CageForm::Other; ///< As `plugCage` gives it. Of a fan-out: the cage with all links.
    CageForm far = CageForm::Other;
    CableShape shape = CableShape::Straight;
    int links = 1; ///< Logical links of the near cage; of a mesh: of the fullest one.
    int farLinks = 1; ///< Of the far cage; of a mesh: of the fullest one.
    GigabitsPerSecond speed; ///< Of one link.
    bool operator==(const Connection&) const = default;
};

/// A way to make a connection from the parts of a list, by index.
struct MediumOption {
    static constexpr std::uint16_t none = std::numeric_limits<std::uint16_t>::max();
    std::uint16_t medium = none; ///< The cable.
    std::uint16_t nearOptic = none; ///< Transceivers, where the cable is fibre.
    std::uint16_t farOptic = none;
    int linksPerCable = 1; ///< A twin-port or breakout assembly carries several.
    int cablesPerLink = 1; ///< Where transceivers have several connectors for one link.
    Metres reachMin, reachMax; ///< Of cable and transceivers together.
};

/// All ways to make a connection, in the order of the list, whatever the length.
struct MediumOptions {
    std::vector<MediumOption> options;
    MediumGap gap = MediumGap::None; ///< Where there is none: why.
};
MediumOptions mediumOptions(std::span<const PartRef> media, const Connection& connection);

/// A cable that makes a connection, whatever the length, and how far it reaches.
struct FittingMedium {
    std::uint16_t medium = MediumOption::none; ///< In the list that was given.
    Metres reach;
};
/// Each once, in the order of the list; of several ways the first.
std::vector<FittingMedium> fittingMedia(std::span<const PartRef> media, const Connection& connection);

struct MediumChoice {
    std::optional<MediumOption> option;
    Metres order; ///< Length to order; of the routed length where there is no option.
    MediumGap gap = MediumGap::None;
};
/// The first way that reaches over `length`, in the length that would be ordered.
MediumChoice chosenMedium(std::span<const PartRef> media, const MediumOptions& options,
                          Metres length);
MediumChoice chosenMedium(std::span<const PartRef> media, const Connection& connection,
                          Metres length);

/// The length to order for a routed one: the smallest in stock that is not shorter (CAB-008). What
/// is cut to length is rounded up, assemblies to half a metre, fibre and twisted pair to one.
/// Nothing where the stock ends before.
std::optional<Metres> orderLength(const CableFigures& cable, Metres length);

/// Greatest length of a cable by itself: its own figure, else the default of its kind and lane rate
/// (IEEE 802.3ck and vendor guides for passive copper; AEC 7 m; AOC 100 m). Nothing where even the
/// kind says nothing.
std::optional<Metres> cableReach(const CableFigures& cable);
/// Default reach of copper by kind, lane rate in Gbit/s and whether it splits; nothing for other
/// media.
std::optional<Metres> copperReach(CableFigures::Medium medium, double lane, bool splits);
/// Greatest length of a channel between two such transceivers: its own figure, else by the kind of
/// optics.
std::optional<Metres> opticReach(const TransceiverFigures& optic);
/// Connectors of a transceiver: 2 for "2xDR4" or "2 x MPO-12/APC".
int connectors(const TransceiverFigures& optic);

/// "nothing in the fabric's list goes into both OSFP twin-port and OSFP RHS cages".
std::string text(MediumGap gap, const Connection& connection, Metres length);

} // namespace colonnade::model
