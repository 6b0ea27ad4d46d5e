#pragma once

#include "model/catalog/PartType.h"
#include "model/design/Subject.h"
#include "model/fabric/Medium.h"
#include "model/fabric/Route.h"

#include <cmath>
#include <optional>
#include <string>
#include <vector>

namespace colonnade::model {

/// One end of a cable, spelled out.
struct CableEnd {
    std::string label;     ///< What is printed at this end.
    std::string device;    ///< Instance path: "su-1/a04/c05".
    std::string name;      ///< Of the device, by the design's templates.
    std::string pod, row, rack, unit; ///< Ids and names; empty where there is none. "12", "12.5", "12 rear".
    std::string port;      ///< "12.2" of a switch: cage and place in it; "compute3" of an endpoint; pieces "12s0".
    std::string portPath;  ///< As the design writes it: "su-1/a04/c05:compute/3".
    PartRef part;          ///< The device's own.
    PartRef optic;         ///< Transceiver at this end; null where the cable has its own plug.
    CageForm cage = CageForm::Other;
    bool operator==(const CableEnd&) const = default;
};

/// One cable of the schedule, spelled out.
struct CableRow {
    std::string name;      ///< By the design's templates: "su-1/compute/17".
    Subject subject;       ///< "cable:su/compute/17".
    std::string fabric;    ///< Its name.
    std::string fabricPath;
    CableEnd from, to;     ///< `from` is the end farther from the spines; of its first link where it fans out.
    std::vector<CableEnd> legs; ///< Of a cable that fans out: every end on the side with several, the first is `from` or `to`.
    bool legsAtFrom = false;
    PartRef medium;        ///< Null: see `gap`.
    std::string gap;       ///< Why there is no medium, as a clause; else empty.
    int links = 1;         ///< Logical links that it carries.
    int strand = 1;        ///< Of a link that takes several cables: which of them.
    int rail = 0;          ///< 0: none.
    int plane = 0;         ///< 0: none.
    GigabitsPerSecond speed; ///< Of one link.
    Metres routed, ordered;
    RouteBasis basis = RouteBasis::Estimated; ///< What the routed length goes by.
    bool byHand = false;
    bool chosen = false;   ///< A person chose its medium or length.
    [[nodiscard]] Metres slack() const { return ordered - routed; }
    bool operator==(const CableRow&) const = default;
};

/// Metres as people cut them: to the centimetre.
inline double cutMetres(Metres length)
{
    return std::round(length.value() * 100) / 100;
}

} // namespace colonnade::model
