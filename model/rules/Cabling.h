#pragma once

#include "model/fabric/FabricLinks.h"
#include "model/rules/Findings.h"
#include "model/rules/Profile.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// CAB-005: greatest length of copper or active cable of a kind and lane rate, by the profile's
/// table. `kind` as in the table ("DAC", "DAC splitter", "ACC", "AEC", "AOC"); LACC counts as ACC.
/// Nothing for an unknown kind; for a lane rate between rows that of the faster one.
std::optional<Metres> tableReach(const Profile& profile, std::string_view kind, double laneGbps);
/// The table's word for a cable; empty for fibre, twisted pair and backplanes.
std::string_view copperKind(const CableFigures& cable);

/// The optical interface of the table that a module's PMD is: "2xDR4" is "DR", "SR4" at 100 Gbit/s
/// a lane "SR100". A name of the table itself stays. Empty where the table has none.
std::string opticalInterface(const Profile& profile, std::string_view pmd,
                             std::optional<double> laneGbps = std::nullopt);
/// CAB-006: the row of interface and fibre grade; null where there is none.
const OpticalReach* opticalReach(const Profile& profile, std::string_view interface,
                                 std::string_view fibre);
/// Grade of a fibre cable: as its entry says, else OM4 for multimode, OS2 for single mode.
std::string fibreGrade(const PartType& cable);
bool isMultimode(std::string_view fibre);
/// The grade that an interface runs over where none is named: OM4 if the table has it, else OS2.
std::string usualFibre(const Profile& profile, std::string_view interface);

/// The transceivers at both ends of a fibre cable. Where the plan has none, because a length given
/// by hand is beyond their reach, those that would go into the cages; `CableColumns::none` where
/// there are none of these either.
struct CableOptics {
    std::uint16_t a = CableColumns::none, b = CableColumns::none;
};
CableOptics opticsOf(const FabricPlan& plan, std::size_t cable);

/// Greatest length of copper or of an active optical cable: its entry's, else the profile's for its kind and lane rate.
std::optional<Metres> assemblyReach(const CableFigures& cable, const Profile& profile);
/// CAB-006: the lower of the table and the data sheet. Nothing where optics and fibre do not belong together and no data
/// sheet speaks.
std::optional<Metres> fibreReach(const Profile& profile, const std::string& interface, const std::string& fibre,
                                 std::optional<Metres> sheet);
/// How far a fibre with transceivers at both ends reaches.
struct FibreLimits {
    bool known = false;          ///< Its transceivers are.
    std::optional<Metres> reach; ///< Nothing: the optics do not run over this fibre.
    std::string fibre;           ///< Grade.
};
FibreLimits fibreLimits(const FabricPlan& plan, std::uint16_t medium, CableOptics optics, const Profile& profile);

/// CAB-008: the smallest stock length that is not shorter, and what is left over.
struct OrderLength {
    Metres order, slack;
};
std::optional<OrderLength> orderLengthOf(std::span<const double> stock, Metres length);

/// CAB-020: IL = α L + n_c IL_c + n_s IL_s in dB.
double insertionLoss(Metres length, double lossPerKm, double connectors, double lossPerConnector,
                     double splices, double lossPerSplice);

/// Cables of one fabric that a rule reports together, by the part they are made of.
struct CableGroup {
    std::size_t worst = 0; ///< Index of the cable that is farthest beyond its limit.
    double excess = 0; ///< Its value over its limit.
    int count = 0; ///< Cables reported.
    void add(std::size_t cable, double over)
    {
        if (count++ == 0 || over > excess) {
            worst = cable;
            excess = over;
        }
    }
};

} // namespace colonnade::model
