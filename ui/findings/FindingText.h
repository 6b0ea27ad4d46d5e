#pragma once

#include "model/design/Design.h"
#include "model/rules/Finding.h"

#include <QString>

#include <optional>
#include <vector>

namespace colonnade::ui {

/// The numbers of a finding as text: "142 kW", "132 kW", "10 kW over, 7.58 %". All empty where it has none.
struct FindingNumbers {
    QString value, limit;
    QString margin;              ///< What is left to the limit, or by how much it is over.
    std::optional<double> share; ///< Value over limit; absent where the limit is zero.
    bool over = false;           ///< Beyond the limit.

    /// "142 kW of 132 kW, 10 kW over (7.58 %)"
    [[nodiscard]] QString line() const;
};
/// A value or a limit of a finding; what is counted has no decimals.
[[nodiscard]] QString findingNumber(double value, const std::string& unit, int digits);
[[nodiscard]] FindingNumbers numbersOf(const model::Finding& finding);

/// One stop on the way of a number through the design: a device, a feed and what it hangs on, or the state that it
/// holds in.
struct PathStop {
    QString kind;  ///< "Feed", "hangs on", "state"
    QString name;  ///< "Feed A"
    std::optional<model::Subject> subject; ///< Where a click leads; nothing for a state.
};
/// The subjects of the finding, first the one where to go, each feed followed by what it hangs on up to the source, and
/// the state that the number holds in.
[[nodiscard]] std::vector<PathStop> pathOf(const model::Design& design, const model::Finding& finding);

} // namespace colonnade::ui
