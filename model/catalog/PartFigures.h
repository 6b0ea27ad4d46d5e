#pragma once

#include "model/catalog/PartType.h"

namespace colonnade::model {

/// The basis of a figure that says nothing about its origin: quoted from the sources of its part,
/// or unsourced where the part has none.
Basis plainBasis(const PartType&);

/// Puts a figure in its place in the order of `figureKinds`; takes the place of one of the same
/// kind.
void setFigure(PartType&, Figure);
/// A plain figure. Ends the program where `key` is no key of `figureKinds`: for keys that stand in
/// our code.
void setFigure(PartType&, std::string_view key, FigureValue value);

/// Sets the typed members that repeat figures: `power.maximum` from `power_max_w`, and so on.
///
/// Members for which there is no figure keep what they have. Whoever makes a part sets figures and
/// calls this, so that the two agree and the part survives being written to a file.
void fillMembers(PartType&);

/// Adds a plain figure for every typed member that has a value of which no figure tells.
void addMissingFigures(PartType&);

/// True where a typed member repeats this kind of figure: rules and drawings read it.
bool fillsMember(const FigureKind& kind);

} // namespace colonnade::model
