#pragma once

#include "model/power/DesignNetwork.h"
#include "model/power/PowerChain.h"
#include "render/oneline/OneLine.h"

#include <QSizeF>

#include <set>
#include <string>

namespace colonnade::render {

/// What a one-line diagram is drawn from.
struct OneLineContent {
    const model::Design* design = nullptr;
    /// Loads of the nodes; null: they are not known yet.
    const model::DesignPower* power = nullptr;
    model::PowerBasis basis; ///< For the inside of racks.
    /// A failure that is looked at: loads are those of the state, and what is dead is drawn so. Null: the normal state.
    const model::DesignPowerState* state = nullptr;
    const model::DesignLoss* loss = nullptr; ///< That leads to `state`; may be null.
    QString stateName; ///< "Feed A lost"
    std::set<std::string> closed; ///< Pod designs whose inside is not drawn.
    std::set<std::string> racks; ///< Rack designs whose inside is drawn.
};

struct OneLineOptions {
    /// Feeds on a side, of one sheet, that are drawn one by one; above it equal ones are drawn once with their count.
    std::size_t most = 6;
    QSizeF area{1600, 1000}; ///< That it will be shown in: sheets stand side by side so that it fits best.
};

/// The diagram of a whole design: the hall's chain, each pod design once, and the insides of chosen racks.
OneLine oneLineOf(const OneLineContent& content, const OneLineOptions& options = {});

} // namespace colonnade::render
