#pragma once

#include "model/design/Design.h"
#include "model/exchange/network/NetworkExport.h"
#include "model/rules/Engine.h"
#include "model/rules/Profile.h"
#include "model/units/Result.h"

#include <string>

namespace colonnade::cli {

/// Which views leave as vector pictures.
struct ViewWish {
    std::string view; ///< As of `render --view`; empty: all that the design has, and each rack design.
    std::string path; ///< As of `render --path`; of one view only.
    std::string size = "1600x1000";
    std::string file; ///< What messages call the design.
};

/// Pictures as SVG in light colours, by the painters of the screen and the PDF: "floor.svg", "rack-gb300.svg". A view that
/// the design does not have becomes a note; fails where it was asked for, or where a wish is wrong. Needs a `GuiApplication`.
model::Result<model::NetworkExport> viewPictures(const model::Design& design, const model::Profile& profile, const model::Evaluation& evaluation,
                                                 const ViewWish& wish);

} // namespace colonnade::cli
