#include "model/design/RackBalance.h"

#include "model/units/AddOnce.h"
#include "model/units/Text.h"

#include <algorithm>
#include <set>

namespace colonnade::model {

namespace {

double middle(Millimetres low, Millimetres high)
{
    return static_cast<double>((low + high).value()) / 2;
}

class Weigher {
public:
    Weigher(const RackDesign& rack, const RackDepth& depth) : m_rack{rack}, m_depth{depth} { }

    RackBalance operator()()
    {
        const double half = static_cast<double>(m_rack.height().value()) / 2;
        const double deep = static_cast<double>(m_rack.depth().value()) / 2;
        const PartRef& system = m_rack.system();
        const bool bySystem = system && system->body.mass;
        std::set<TypeId> covered;
        if (bySystem) {
            for (const ContentItem& item : system->contents)
                covered.insert(item.type);
            m_out.points.push_back({nullptr, *system->body.mass, half, deep});
        }
        for (const Device& device : m_rack.devices()) {
            if (device.part->kind != PartKind::Blanking && !covered.contains(device.part->id))
                add(device);
        }
        const PartType& frame = *m_rack.frame();
        const auto empty = frame.rack->emptyMass ? frame.rack->emptyMass : frame.body.mass;
        if (empty)
            m_out.points.push_back({nullptr, *empty, half, deep});
        else if (!bySystem) // A system's own mass is that of the whole rack.
            miss(fmt::format("mass of {}", frame.model));
        double height = 0, depth = 0;
        for (const MassPoint& point : m_out.points) {
            m_out.mass += point.mass;
            height += point.mass.value() * point.height;
            depth += point.mass.value() * point.depth;
        }
        if (m_out.mass > Kilograms{}) {
            m_out.height = height / m_out.mass.value();
            m_out.depth = depth / m_out.mass.value();
        }
        return std::move(m_out);
    }

private:
    void miss(std::string what)
    {
        addOnce(m_out.missing, std::move(what));
    }

    void add(const Device& device)
    {
        if (!device.part->body.mass)
            return miss(fmt::format("mass of {}", device.part->model));
        const Kilograms mass = *device.part->body.mass;
        MassPoint point{&device, mass, static_cast<double>(m_rack.height().value()) / 2,
                        static_cast<double>(m_rack.depth().value()) / 2};
        if (device.zeroU()) {
            for (const ZeroUVolume& other : m_depth.zeroU) {
                if (other.device->id == device.id && other.known) {
                    point.height = middle(other.body.bottom, other.body.top);
                    point.depth = middle(other.body.front, other.body.rear);
                }
            }
        } else {
            point.height = m_rack.unitBottom(device.mount.unit) + device.height().value() * m_rack.unitPitch() / 2;
            for (const DeviceDepth& other : m_depth.devices) {
                if (other.device->id == device.id && other.known)
                    point.depth = middle(other.body.front, other.body.rear);
            }
            const double units = m_rack.units().value() / 2, low = device.mount.unit.value() - 1;
            const double high = low + device.height().value();
            const double below = high > low ? std::clamp((units - low) / (high - low), 0.0, 1.0) : 1;
            m_out.lower += mass * below;
            m_out.upper += mass * (1 - below);
        }
        m_out.points.push_back(point);
    }

    const RackDesign& m_rack;
    const RackDepth& m_depth;
    RackBalance m_out;
};

} // namespace

RackBalance rackBalance(const RackDesign& rack, const RackDepth& depth)
{
    return Weigher{rack, depth}();
}

} // namespace colonnade::model
