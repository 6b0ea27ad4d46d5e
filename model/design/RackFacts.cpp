#include "model/design/RackFacts.h"

#include "model/catalog/PowerUse.h"
#include "model/design/RackDesign.h"
#include "model/design/RackSpace.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

namespace colonnade::model {

namespace {

/// Air, unless the entry gives a fraction or speaks of a coolant without giving one.
std::optional<double> liquidShare(const PartType& part)
{
    if (part.cooling.liquidFraction)
        return part.cooling.liquidFraction;
    const bool speaksOfLiquid = !part.cooling.coolant.empty() || part.cooling.flow || !part.cooling.flowByInlet.empty()
        || part.cooling.liquidInletMax;
    return speaksOfLiquid ? std::nullopt : std::optional{0.0};
}

std::optional<LitresPerMinute> designFlow(const CoolingFigures& cooling)
{
    if (cooling.flow)
        return cooling.flow;
    if (!cooling.flowByInlet.empty())
        return cooling.flowByInlet.back().flow; // The warmest inlet asks for the most.
    return std::nullopt;
}

template <class Q> void lower(std::optional<Q>& least, const std::optional<Q>& other)
{
    if (other && (!least || *other < *least))
        least = other;
}

class FactsOfRack {
public:
    explicit FactsOfRack(const RackDesign& rack) : m_rack{rack} { }

    RackFacts reckon()
    {
        m_facts.units = m_rack.units();
        for (const Device& device : m_rack.devices())
            m_facts.accelerators += acceleratorsOf(*device.part);
        coverBySystem();
        for (const Device& device : m_rack.devices())
            addDevice(device);
        addRearDoor();
        addFrame();
        addSpace();
        applyCap();
        return m_facts;
    }

private:
    /// A rack-scale system's own figures hold for its contents, in proportion to the accelerators that are there.
    void coverBySystem()
    {
        const PartRef& system = m_rack.system();
        if (!system)
            return;
        for (const ContentItem& item : system->contents)
            m_covered.insert(item.type);
        const int whole = acceleratorsOf(*system);
        const double share = whole > 0 ? static_cast<double>(m_facts.accelerators) / whole : 1;
        m_powerCovered = system->power.forProvisioning().has_value();
        if (m_powerCovered)
            addPower(*system, share);
        if (system->body.mass) {
            m_massCovered = true;
            m_facts.mass.add(*system->body.mass * share);
            m_moment += system->body.mass->value() * share * static_cast<double>(m_rack.height().value()) / 2;
        }
        if (const auto flow = designFlow(system->cooling)) {
            m_flowCovered = true;
            m_facts.flow.add(*flow * share);
        }
        if (system->price) {
            m_priceCovered = true;
            m_facts.price.add(*system->price * share);
        }
        limits(*system);
    }

    void addPower(const PartType& part, double share)
    {
        const auto scaled = [share](std::optional<Watts> watts) {
            return watts ? std::optional{*watts * share} : std::nullopt;
        };
        const auto provisioned = scaled(part.power.forProvisioning());
        const auto operation = scaled(part.power.forOperation());
        m_facts.provisioned.addIf(provisioned);
        m_facts.operation.addIf(operation);
        m_facts.peak.addIf(scaled(part.power.forPeak()));
        if (provisioned)
            m_facts.powerByRole[static_cast<std::size_t>(part.role)] += *provisioned;
        const auto liquid = liquidShare(part);
        if (provisioned && liquid) {
            m_facts.heatToLiquid.add(*provisioned * *liquid);
            m_facts.heatToAir.add(*provisioned * (1 - *liquid));
        } else {
            ++m_facts.heatToLiquid.missing;
            ++m_facts.heatToAir.missing;
        }
    }

    void addDevice(const Device& device)
    {
        const PartType& part = *device.part;
        const bool covered = m_covered.contains(part.id);
        if (drawsPower(part) && !(covered && m_powerCovered))
            addPower(part, 1);
        if (!(covered && m_massCovered) && part.kind != PartKind::Blanking) {
            m_facts.mass.addIf(part.body.mass);
            if (part.body.mass)
                m_moment += part.body.mass->value() * middle(device);
        }
        const auto liquid = liquidShare(part);
        if (!(covered && m_flowCovered) && drawsPower(part) && liquid.value_or(1) > 0) {
            const auto flow = designFlow(part.cooling);
            if (flow || !covered)
                m_facts.flow.addIf(flow);
        }
        if (!(covered && m_priceCovered) && part.kind != PartKind::Blanking)
            m_facts.price.addIf(part.price);
        for (const Cages& cages : part.cages)
            m_facts.ports[cages.role] += cages.ports();
        if (part.shelf) {
            ++m_facts.shelves;
            m_facts.shelfOutput += part.shelf->output;
        }
        limits(part);
    }

    void limits(const PartType& part)
    {
        lower(m_facts.airInletMax, part.cooling.airInletMax);
        lower(m_facts.liquidInletMax, part.cooling.liquidInletMax);
    }

    [[nodiscard]] double middle(const Device& device) const
    {
        if (device.zeroU())
            return static_cast<double>(m_rack.height().value()) / 2;
        return m_rack.unitBottom(device.mount.unit) + device.height().value() * m_rack.unitPitch() / 2;
    }

    /// Its fans leave their power in the air; what it takes out of the air is for the room (`AirChain`).
    void addRearDoor()
    {
        const PartRef& door = m_rack.rearDoor();
        if (!door)
            return;
        if (const auto power = door->power.forProvisioning()) {
            m_facts.provisioned.add(*power);
            m_facts.operation.addIf(door->power.forOperation());
            m_facts.peak.addIf(door->power.forPeak());
            m_facts.heatToAir.add(*power);
            m_facts.powerByRole[static_cast<std::size_t>(door->role)] += *power;
        }
        m_facts.mass.addIf(door->body.mass);
        if (door->body.mass)
            m_moment += door->body.mass->value() * static_cast<double>(m_rack.height().value()) / 2;
        m_facts.price.addIf(door->price);
    }

    void addFrame()
    {
        const PartType& frame = *m_rack.frame();
        const auto mass = frame.rack->emptyMass ? frame.rack->emptyMass : frame.body.mass;
        m_facts.mass.addIf(mass);
        if (mass)
            m_moment += mass->value() * static_cast<double>(m_rack.height().value()) / 2;
        if (!m_priceCovered)
            m_facts.price.addIf(frame.price);
        if (m_facts.mass.complete() && m_facts.mass.known > Kilograms{})
            m_facts.centreOfGravity
                = Millimetres{static_cast<std::int64_t>(std::lround(m_moment / m_facts.mass.known.value()))};
    }

    void applyCap()
    {
        const auto cap = m_rack.powerCap();
        if (cap)
            m_facts.operation.known = std::min(m_facts.operation.known, *cap);
        if (!cap || m_facts.provisioned.known <= *cap)
            return;
        const double share = *cap / m_facts.provisioned.known;
        m_facts.provisioned.known = *cap;
        m_facts.heatToAir.known = m_facts.heatToAir.known * share;
        m_facts.heatToLiquid.known = m_facts.heatToLiquid.known * share;
        for (Watts& watts : m_facts.powerByRole)
            watts = watts * share;
    }

    void addSpace()
    {
        const int halves = m_rack.units().halves();
        std::vector<char> front(static_cast<std::size_t>(halves), 0), any = front, covered = front;
        for (const Device& device : m_rack.devices()) {
            const RackSpace space = spaceOf(m_rack, *device.part, device.mount);
            if (space.zeroU)
                continue;
            for (int half = std::max(space.low, 2); half < std::min(space.high, halves + 2); ++half) {
                const auto i = static_cast<std::size_t>(half - 2);
                if (device.part->kind == PartKind::Blanking) {
                    covered[i] = 1;
                    continue;
                }
                any[i] = 1;
                front[i] = static_cast<char>(front[i] | static_cast<char>(space.front));
            }
        }
        int free = 0, open = 0, run = 0, largest = 0;
        for (std::size_t i = 0; i < front.size(); ++i) {
            free += front[i] == 0;
            open += front[i] == 0 && covered[i] == 0;
            run = any[i] ? 0 : run + 1;
            largest = std::max(largest, run);
        }
        m_facts.free = RackUnits::ofHalves(free);
        m_facts.open = RackUnits::ofHalves(open);
        m_facts.largestRun = RackUnits::ofHalves(largest);
    }

    const RackDesign& m_rack;
    RackFacts m_facts;
    std::set<TypeId> m_covered;
    bool m_powerCovered = false, m_massCovered = false, m_flowCovered = false, m_priceCovered = false;
    double m_moment = 0; ///< kg mm.
};

} // namespace

RackFacts factsOf(const RackDesign& rack)
{
    return FactsOfRack{rack}.reckon();
}

} // namespace colonnade::model
