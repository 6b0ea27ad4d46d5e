#pragma once

#include <string_view>

namespace colonnade::model {

/// IEC 60320 couplers by name ("C14"), plugs of other standards by theirs ("NEMA L6-30P").

/// True for the male ones, which inlets and plugs are: C14, C16, C20, C22.
bool isInlet(std::string_view coupler);
/// True for the female ones, which outlets and the far ends of cords are: C13, C15, C19, C21, C39
/// and combined outlets.
bool isOutlet(std::string_view coupler);
/// The outlet that a plain cord has for an inlet: C14 C13, C16 C15, C20 C19, C22 C21. Empty for any
/// other.
std::string_view connectorFor(std::string_view inlet);

/// PWR-011: what goes into what. `first` is a plug, or the female end of a cord, written "C13cord";
/// `second` is an outlet, or the inlet that the cord goes onto. Other standards mate with their own
/// name: "NEMA L6-30P" with "NEMA L6-30R".
bool goTogether(std::string_view first, std::string_view second);

} // namespace colonnade::model
