#pragma once

#include "model/rules/Scopes.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace colonnade::model {

/// Why a loop has no state of flow: "head of CHx200", "a CDU on loop 'tcs'". Empty: it has one, or asks for none.
std::vector<std::string> missingForState(const LoopLoad& load);
/// What a loop's pressures rest on that the design does not say: "pipes of loop 'tcs'", "pressure drop of devices on
/// loop 'tcs'".
std::vector<std::string> missingForPressure(const LoopLoad& load);

/// The loop as the design has it, changed, as a fix. `load.loop` may stand for its facility water.
Fix changedLoop(const ArrangementScope& scope, const LoopLoad& load, std::string title, Loop changed);
/// Sets the flow, rounded up; nothing where the pumps cannot give it.
std::optional<Fix> raisedFlow(const ArrangementScope& scope, const LoopLoad& load, LitresPerMinute flow);
/// Opens the balancing valve of a branch that is not wide open.
std::optional<Fix> openedValve(const ArrangementScope& scope, const LoopLoad& load, const LoopBranchNetwork& branch);

enum class LoopPipe { Main, Header, Hose };
std::string_view word(LoopPipe); ///< "main", "header", "hose"
/// The smallest size of trade that is wider than the pipe and keeps `velocity` at `flow`; for all pieces of that kind,
/// those of single branches too.
std::optional<Fix> widerPipe(const ArrangementScope& scope, const LoopLoad& load, LoopPipe pipe, LitresPerMinute flow,
                             double velocity);
/// The smallest size of trade with which the loop, solved again, is `good`.
std::optional<Fix> widerPipe(const ArrangementScope& scope, const LoopLoad& load, LoopPipe pipe,
                             const std::function<bool(const LoopState&)>& good);
/// One more of the CDUs that stand on the floor, behind the last thing in its row.
std::optional<Fix> addedCdu(const ArrangementScope& scope, const LoopLoad& load);

} // namespace colonnade::model
