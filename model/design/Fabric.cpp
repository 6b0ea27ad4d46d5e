#include "model/design/Fabric.h"

#include <algorithm>

namespace colonnade::model {

namespace {

bool samePart(const PartRef& a, const PartRef& b)
{
    return a == b || (a && b && *a == *b);
}

} // namespace

std::string_view word(FabricRole role)
{
    switch (role) {
    case FabricRole::ScaleUp: return "scale-up";
    case FabricRole::ScaleOut: return "scale-out";
    case FabricRole::Storage: return "storage";
    case FabricRole::Frontend: return "front-end";
    case FabricRole::Management: return "management";
    case FabricRole::OutOfBand: return "out-of-band";
    }
    return {};
}

std::string_view word(FabricFamily family)
{
    switch (family) {
    case FabricFamily::SingleTier: return "single-tier";
    case FabricFamily::Clos: return "clos";
    case FabricFamily::RailOptimised: return "rail-optimised";
    case FabricFamily::Manual: return "manual";
    case FabricFamily::RailOnly: return "rail-only";
    case FabricFamily::Scheduled: return "scheduled";
    case FabricFamily::Dragonfly: return "dragonfly";
    case FabricFamily::DragonflyPlus: return "dragonfly-plus";
    case FabricFamily::Torus: return "torus";
    case FabricFamily::HyperX: return "hyperx";
    case FabricFamily::SlimFly: return "slim-fly";
    case FabricFamily::HammingMesh: return "hamming-mesh";
    case FabricFamily::ScaleUp: return "scale-up";
    }
    return {};
}

std::string_view word(PlaneMeaning meaning)
{
    switch (meaning) {
    case PlaneMeaning::NicPort: return "nic-port";
    case PlaneMeaning::Nic: return "nic";
    case PlaneMeaning::DualTor: return "dual-tor";
    }
    return {};
}

std::string_view word(SwitchSite place)
{
    switch (place) {
    case SwitchSite::NetworkRacks: return "network-racks";
    case SwitchSite::EndOfRow: return "end-of-row";
    case SwitchSite::MiddleOfRow: return "middle-of-row";
    case SwitchSite::TopOfRack: return "top-of-rack";
    }
    return {};
}

std::string_view word(FabricRouting routing)
{
    switch (routing) {
    case FabricRouting::Static: return "static";
    case FabricRouting::Adaptive: return "adaptive";
    }
    return {};
}

bool CableChoice::operator==(const CableChoice& other) const
{
    return a == other.a && b == other.b && samePart(medium, other.medium) && length == other.length && reason == other.reason;
}

bool Fabric::operator==(const Fabric& other) const
{
    return id == other.id && name == other.name && role == other.role && family == other.family
        && endpointPorts == other.endpointPorts && firstPort == other.firstPort && lastPort == other.lastPort
        && rails == other.rails && oversubscription == other.oversubscription && switches == other.switches
        && links == other.links && slack == other.slack && choices == other.choices
        && spineOversubscription == other.spineOversubscription && planes == other.planes && planesAre == other.planesAre
        && size == other.size && place == other.place && joins == other.joins && routing == other.routing
        && std::equal(media.begin(), media.end(), other.media.begin(), other.media.end(), samePart);
}

} // namespace colonnade::model
