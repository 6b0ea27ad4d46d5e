#pragma once

#include "model/catalog/PartType.h"

#include <optional>
#include <string>
#include <string_view>

namespace colonnade::model {

/// The cage that a plug of this name goes into, or that a cage of this name is: "OSFP_RHS", "OSFP_RHS_cage".
/// Nothing for another name.
std::optional<CageForm> cageOfName(std::string_view name);
/// Electrical lanes of a cage: 8 for OSFP and QSFP-DD, 4 for QSFP, 1 for SFP; 0 where that says nothing.
int lanesOf(CageForm form);

/// A group of lanes of one rate, as "8x100" or "2x(4x100)" in Gbit/s.
struct LaneGroup {
    double lanes = 0; ///< All together.
    double rate = 0;  ///< Gbit/s of one.
};
std::optional<LaneGroup> laneGroup(std::string_view text);
/// CAB-002: as many lanes of the same rate, which by itself says the modulation (25 NRZ, 50 and up PAM4). Transceivers do
/// not shift down.
bool lanesMatch(const LaneGroup& a, const LaneGroup& b);

/// CAB-003: Σ lanes(children) ≤ lanes(parent).
bool breakoutFits(double parentLanes, double childLanes);

/// A physical medium dependent sublayer by its name: "2xDR4" is two of DR with four lanes each.
struct OpticalMode {
    std::string kind; ///< "DR", "FR", "SR", "SR.2" with two wavelengths a lane.
    int lanes = 0;    ///< All together, of "2xDR4" 8. 0 where the name says none.
};
std::optional<OpticalMode> opticalMode(std::string_view pmd);
/// Rate of one lane of a module in Gbit/s: as its entry says, else its speed over the lanes that its PMD counts.
std::optional<double> laneRate(const TransceiverFigures& module);
/// CAB-004: the same kind (so the same wavelengths), and as many lanes.
bool modesPair(const OpticalMode& a, double lanesA, const OpticalMode& b, double lanesB);

/// CAB-017: where a fibre arrives at the far end of a chain of cables (upper case) and adapters (lower case), from 1.
/// A and a go straight, B and b reverse, C flips pairs. Nothing for another letter or fibre.
std::optional<int> arrival(std::string_view chain, int fibre, int fibres = 12);
/// Transmitters land on receivers: fibre p arrives at fibres + 1 − p.
bool polarityHolds(std::string_view chain, int fibre, int fibres = 12);

/// What an optical connector's words say: "2 x MPO-12/APC", "duplex LC", "MPO-16 male".
struct OpticalConnector {
    std::string family;             ///< "MPO", "LC"; empty where it is not said.
    std::optional<int> fibres;      ///< 12 of MPO-12.
    std::string polish;             ///< "APC", "UPC" or empty.
    std::optional<bool> pinned;     ///< Male or female.
};
OpticalConnector opticalConnector(std::string_view words);
/// CAB-018: pinned with unpinned, one polish, one base. What one of both does not say is left out.
bool connectorsMate(const OpticalConnector& a, const OpticalConnector& b);
/// The polish that multi-fibre optics are made with: APC for 100 Gbit/s a lane and for eight lanes of 50, UPC for 25 and for
/// four lanes of 50 (NVIDIA, optical connectors). Empty for other rates.
std::string usualPolish(double laneGbps, double lanes);

/// CAB-021: P_tx,min − S_rx − IL − penalties, in dB.
double powerMargin(double transmitDbm, double sensitivityDbm, double lossDb, double penaltyDb);

/// CAB-023: time that a signal takes over a metre at this group index, in ns.
double delayPerMetre(double groupIndex);

} // namespace colonnade::model
