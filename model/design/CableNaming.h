#pragma once

#include "model/units/Result.h"

#include <string>
#include <string_view>

namespace colonnade::model {

/// How devices, ports and cables of a design are called on labels and in lists: one template each.
///
/// A placeholder stands in braces; `{unit:02}` fills a number with zeros to two digits; `{{` and `}}` are braces. Where a
/// placeholder stands for nothing, as `{pod}` of a rack that stands alone, the punctuation after it goes with it.
///
/// The defaults tell any two devices, ports and cables of a design apart: ids have no '/' and no ':', a unit no '-', a port no '/'.
struct CableNaming {
    /// A device: {hall} {pod} {row} {rack} {rack_label} {grid} {unit} {device} {device_label} {model}.
    std::string device = "{pod}/{rack}/{device}";
    /// A port, as it stands at one end of a label: what a device takes, and {port} {role}.
    std::string port = "{pod}/{rack}-{unit}:{port}";
    /// The label of a cable at one end: {near} and {far} are the two ports, {strand} tells cables of one link apart;
    /// {cable} is the cable's own name. After TIA-606: near end first.
    std::string label = "{near}/{far}{strand}";
    /// A cable: {hall} {pod} {fabric} {n}, its number in the fabric from 1.
    std::string cable = "{pod}/{fabric}/{n}";
    bool operator==(const CableNaming&) const = default;
};

/// Schemes that people know by name; nothing where the word is none of them.
///
/// "paths" is the default. "tia-606" has the cabinet by its tile of the floor grid, the unit and the port with two digits each
/// ("AD02-35:01/AG03-20:01", TIA-606-A-1). "nvidia-p2p" calls devices as point-to-point lists do: rack, unit and port apart by blanks.
/// "short" leaves out the pod, which is enough where there is one.
Result<CableNaming> namingFrom(std::string_view word);

/// Nothing wrong, or the sentence that says which template names what does not exist, and in which column.
Result<void> valid(const CableNaming& naming);

} // namespace colonnade::model
