#pragma once

#include "model/reliability/Failures.h"

#include <string>
#include <vector>

namespace colonnade::model {

/// A part that can fail alone, and what its failure does: judged at one of all parts alike.
struct SingleFailure {
    enum class Kind : std::uint8_t { Node, Rack, Unit, RackPdu, Shelf, Supply, Cdu, Switch, Compute, Pump, Tray };
    Kind kind = Kind::Node;
    std::string path; ///< Of the first one: "su-1/a01/ps1".
    std::string name; ///< "PS1 of GB300 NVL72 rack".
    std::string of;   ///< The pod design, or "the hall".
    int count = 1;    ///< Parts alike in the hall.
    LostAccelerators lost;
    int overloads = 0;       ///< Nodes, PDUs and shelves that carry more than they may.
    double worstShare = 0;   ///< Of its limit, on the node whose load rises nearest to it; 0: none rises, or no limit is known.
    std::string worstNode;   ///< Its name: "Feed B".
    int largestJob = 0;
    double bandwidthShare = 1;
    int unknown = 0; ///< Sentences about what the figures leave out.
};
std::string_view word(SingleFailure::Kind);      ///< "node", "rack", "unit", "rack-pdu", "shelf", "supply", "cdu", "switch", "compute", "pump", "tray"
std::string_view kindName(SingleFailure::Kind);  ///< For people: "Rack PDU".

/// Every part that can fail alone: each node of the power chains, rack, unit, rack PDU, shelf, supply, CDU, pump of a CDU, switch of a
/// scale-out fabric, section of a tray in which its cables lie, and device with accelerators. Parts that are alike are judged once, also in pods on other feeds of the
/// hall where these are alike (`feedSituations`). Most accelerators lost first,
/// then the greatest overload, then the least bandwidth left.
///
/// What a pod that hangs on no feed of the hall comes to is remembered with its design.
std::vector<SingleFailure> singleFailures(const Failures& failures);

} // namespace colonnade::model
