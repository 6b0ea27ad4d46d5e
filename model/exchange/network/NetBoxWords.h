#pragma once

#include "model/catalog/PartType.h"
#include "model/fabric/Ports.h"

#include <string_view>

namespace colonnade::model {

/// NetBox's word for a port: the form of its cage at its speed, "other" where there is none, as for scale-up links. By the choices
/// of NetBox 4.6.8.
std::string_view netBoxInterfaceType(const Port& port, bool infiniBand);

/// NetBox's word for a cable; "dac-active" stands for AEC and ACC too, which have none. Empty for what has no word.
std::string_view netBoxCableType(CableFigures::Medium medium);

} // namespace colonnade::model
