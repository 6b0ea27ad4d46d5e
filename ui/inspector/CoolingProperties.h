#pragma once

#include "model/design/Instance.h"
#include "ui/document/DesignSession.h"

namespace colonnade::ui {

class PropertyForm;
struct Resolved;

/// How a placed rack or CDU is cooled: flow, temperatures and pressure drop on its loop, and the air that it draws; in
/// the failure that is looked at, where there is one. Nothing for what no coolant reaches and no air cools.
void showCoolingOf(PropertyForm& form, const DesignSession& session, const model::Instance& instance);
/// A loop at work: flow, temperatures, pressure and margins.
void showLoopAtWork(PropertyForm& form, const model::LoopLoad& load);
/// How a rack stands: centre of gravity, tip angle, depth that is left. Of the design, wherever it stands.
void showBalance(PropertyForm& form, const DesignSession& session, const model::RackDesign& rack);
/// What a thing presses on the floor, and what the floor takes there.
void showFloorLoad(PropertyForm& form, const DesignSession& session, const model::Instance& instance);

} // namespace colonnade::ui
