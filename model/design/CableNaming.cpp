#include "model/design/CableNaming.h"

#include "model/design/NameFields.h"
#include "model/units/Text.h"

namespace colonnade::model {

Result<CableNaming> namingFrom(std::string_view word)
{
    if (word == "paths")
        return CableNaming{};
    if (word == "tia-606")
        return CableNaming{"{grid}-{unit:02}", "{grid}-{unit:02}:{port:02}", "{near}/{far}{strand}", "{pod}/{fabric}/{n}"};
    if (word == "nvidia-p2p")
        return CableNaming{"{pod}-{rack}-{device}", "{pod} {rack} U{unit:02} {device} {port}", "{near} > {far}{strand}", "{fabric}-{pod}-{n:05}"};
    if (word == "short")
        return CableNaming{"{rack}-{device}", "{rack}-{unit}:{port}", "{near}/{far}{strand}", "{fabric}-{n}"};
    return fail("There is no naming '{}'; there are paths, tia-606, nvidia-p2p and short", shown(word));
}

Result<void> valid(const CableNaming& naming)
{
    if (auto device = NameTemplate::parse(naming.device, "device", deviceFieldNames()); !device)
        return tl::unexpected{device.error()};
    if (auto port = NameTemplate::parse(naming.port, "port", portFieldNames()); !port)
        return tl::unexpected{port.error()};
    if (auto label = NameTemplate::parse(naming.label, "label", labelFieldNames()); !label)
        return tl::unexpected{label.error()};
    if (auto cable = NameTemplate::parse(naming.cable, "cable", cableFieldNames()); !cable)
        return tl::unexpected{cable.error()};
    return {};
}

} // namespace colonnade::model
