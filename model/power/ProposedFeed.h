#pragma once

#include "model/power/PowerChain.h"

namespace colonnade::model {

/// A feed to begin with, for what hangs on no feed yet: of the side that most of it asks for, at the voltage of its rack
/// PDUs, and of the smallest standard rating that carries it (PWR-001, PWR-002). Where everything is fed, a twin of the
/// first feed of the side with the fewest.
///
/// `breakerSizes`: standard ratings in A, rising. The id is new in the arrangement.
Feed proposedFeed(const Arrangement& arrangement, const PowerBasis& basis, std::span<const double> breakerSizes);

/// A coolant loop of a new id, with facility water of ASHRAE class W32.
Loop proposedLoop(const Arrangement& arrangement);

} // namespace colonnade::model
