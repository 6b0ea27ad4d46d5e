#pragma once

#include "model/cooling/Coolant.h"
#include "model/power/Feeds.h"
#include "model/reliability/Reliability.h"
#include "model/rules/Finding.h"
#include "model/rules/FormulaRule.h"

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// How one rule is set in a profile.
struct RuleSetting {
    bool enabled = true;
    std::optional<Severity> atMost; ///< The most severe that it may report; absent: as it judges.
    std::map<std::string, double, std::less<>>
        parameters; ///< By key, in the unit that the rule declares.
    bool operator==(const RuleSetting&) const = default;
};

/// Longest passive or active copper of a lane rate (design-rules.md, 3.8), where the part says
/// nothing.
struct CopperReach {
    std::string kind; ///< "DAC", "DAC splitter", "ACC", "AEC", "AOC"
    double laneGbps = 0;
    Metres reach;
    std::string source;
    bool operator==(const CopperReach&) const = default;
};

/// Reach and loss budget of an optical interface over a fibre grade (design-rules.md, 3.9).
struct OpticalReach {
    std::string pmd; ///< "SR100", "DR", "FR", "LR8", ...
    std::string fibre; ///< "OM3", "OM4", "OM5", "OS2"
    Metres reach;
    std::optional<double> lossDb;
    std::string source;
    bool operator==(const OpticalReach&) const = default;
};

/// Clear depth in front of electrical gear, by condition 1 to 3 (design-rules.md, 3.1).
struct WorkingSpace {
    Volts toGround; ///< Row holds up to this voltage to ground.
    std::array<Metres, 3> depth;
    bool operator==(const WorkingSpace&) const = default;
};

/// Continuous rating of an appliance coupler in a region (design-rules.md, 3.2).
struct OutletRating {
    std::string type; ///< "C13"
    Amperes rating; ///< Before any continuous factor.
    double continuousFactor = 1; ///< Share of `rating` that a cord may carry continuously.
    bool operator==(const OutletRating&) const = default;
};

/// Thresholds and presets of a region or a policy: data of `resources/profiles`, read by
/// `exchange/ProfileReader`. A value.
struct Profile {
    std::string id; ///< "us-nec"; a design names it so.
    std::string title; ///< "United States, NEC"
    std::string summary;
    std::string base; ///< The profile that it changes; empty for one that stands by itself.
    std::vector<std::string> presets; ///< Put over the base in this order, before what it says itself.
    std::vector<std::pair<std::string, std::string>> sources; ///< Short name and document.

    PowerBasis power;
    CoolingBasis cooling;
    ReliabilityBasis reliability;
    bool redundantPower =
        true; ///< False: racks may hang on one source by choice; A/B rules report info.
    Kelvins airRise{12}; ///< Over air-cooled devices.
    double recirculationContained = 0.05, recirculationOpen = 0.15;
    std::vector<Kilopascals> floorPresets;
    std::vector<OutletRating> outlets;
    std::vector<double> breakerSizes; ///< Standard ratings in A, rising (design-rules.md, 3.14).
    double cableMassShare = 0.03; ///< Of the mass of the devices.
    double cableSlack = 0.05;
    Metres cableLoop{0.5}; ///< At each end.
    std::vector<WorkingSpace> workingSpace; ///< Rising voltage.
    Metres workingWidth{0.762}, workingHeight{1.98};
    std::vector<CopperReach> copper;
    std::vector<OpticalReach> optics;
    std::map<std::string, double, std::less<>> fibreLossDbPerKm; ///< By grade.
    std::map<std::string, double, std::less<>>
        oversubscription; ///< By role of a fabric: "scale-out".

    std::map<std::string, RuleSetting, std::less<>> rules;
    std::vector<FormulaRule> formulas; ///< Rules of its own.

    /// A parameter that the rule declares; the reader has seen to it that it is there. Of a formula's
    /// own rule the limits; NaN where it has no such limit.
    [[nodiscard]] double parameter(std::string_view rule, std::string_view key) const;
    [[nodiscard]] bool enabled(std::string_view rule) const;
    /// One of its own rules; null where there is none of this id.
    [[nodiscard]] const FormulaRule* formula(std::string_view rule) const;
    /// `severity`, but no more severe than the profile lets the rule be.
    [[nodiscard]] Severity capped(std::string_view rule, Severity severity) const;
    /// The same for equal profiles, another for any other: what is remembered of a design hangs on
    /// it.
    [[nodiscard]] std::string fingerprint() const;

    bool operator==(const Profile&) const = default;
};

} // namespace colonnade::model
