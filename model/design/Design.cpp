#include "model/design/Design.h"

#include "model/design/Instance.h"
#include "model/units/Text.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace colonnade::model {

namespace {

void addRack(FloorFacts& floor, const RackFacts& rack)
{
    ++floor.racks;
    floor.accelerators += rack.accelerators;
    floor.provisioned += rack.provisioned;
    floor.operation += rack.operation;
    floor.peak += rack.peak;
    floor.heatToAir += rack.heatToAir;
    floor.heatToLiquid += rack.heatToLiquid;
    floor.mass += rack.mass;
    floor.price += rack.price;
    floor.flow += rack.flow;
    for (std::size_t i = 0; i < rack.powerByRole.size(); ++i)
        floor.powerByRole[i] += rack.powerByRole[i];
}

void addUnit(FloorFacts& floor, const PartType& unit)
{
    ++floor.units;
    floor.mass.addIf(unit.body.mass);
    floor.price.addIf(unit.price);
    if (unit.kind == PartKind::FloorPower)
        return; // Passes power on.
    const auto provisioned = unit.power.forProvisioning();
    floor.provisioned.addIf(provisioned);
    floor.operation.addIf(unit.power.forOperation());
    floor.peak.addIf(unit.power.forPeak());
    floor.heatToAir.addIf(unit.power.forProvisioning());
    if (provisioned)
        floor.powerByRole[static_cast<std::size_t>(unit.role)] += *provisioned;
}

void addExtent(FloorFacts& floor, bool& started, const FloorRect& footprint)
{
    floor.extent = started ? floor.extent.united(footprint) : footprint;
    started = true;
}

void addArrangement(FloorFacts& floor, bool& started, const Arrangement& arrangement)
{
    for (const Placement& item : arrangement.placements) {
        if (const RackDesignRef* rack = item.rack())
            addRack(floor, (*rack)->facts());
        else
            addUnit(floor, **item.unit());
        addExtent(floor, started, item.footprint());
    }
}

void addPod(FloorFacts& floor, const FloorFacts& pod)
{
    floor.racks += pod.racks;
    floor.units += pod.units;
    floor.accelerators += pod.accelerators;
    floor.provisioned += pod.provisioned;
    floor.operation += pod.operation;
    floor.peak += pod.peak;
    floor.heatToAir += pod.heatToAir;
    floor.heatToLiquid += pod.heatToLiquid;
    floor.mass += pod.mass;
    floor.price += pod.price;
    floor.flow += pod.flow;
    for (std::size_t i = 0; i < pod.powerByRole.size(); ++i)
        floor.powerByRole[i] += pod.powerByRole[i];
}

int countOf(const Arrangement& arrangement, const RackDesignId& id)
{
    return static_cast<int>(
        std::count_if(arrangement.placements.begin(), arrangement.placements.end(),
                      [&](const Placement& item) { return item.rack() && (*item.rack())->id() == id; }));
}

bool usesRack(const Arrangement& arrangement, const RackDesignId& id)
{
    return countOf(arrangement, id) > 0;
}

Arrangement withRack(Arrangement arrangement, const RackDesignRef& rack)
{
    for (Placement& item : arrangement.placements) {
        if (item.rack() && (*item.rack())->id() == rack->id())
            item.what = rack;
    }
    arrangement.dropLooseEnds(); // Devices of the rack may be gone.
    return arrangement;
}

/// The part in place of every one of its id.
Arrangement withUnit(Arrangement arrangement, const PartRef& part)
{
    for (Placement& item : arrangement.placements) {
        if (item.unit() && (*item.unit())->id == part->id)
            item.what = part;
    }
    for (Fabric& fabric : arrangement.fabrics) {
        for (PartRef& medium : fabric.media) {
            if (medium->id == part->id)
                medium = part;
        }
        for (HandCable& cable : fabric.links) {
            if (cable.medium && cable.medium->id == part->id)
                cable.medium = part;
        }
        for (CableChoice& choice : fabric.choices) {
            if (choice.medium && choice.medium->id == part->id)
                choice.medium = part;
        }
    }
    return arrangement;
}

} // namespace

Result<PodDesign> PodDesign::create(PodDesignId id, std::string name, Arrangement arrangement)
{
    if (const auto wrong = arrangement.defect())
        return tl::unexpected<Error>{wrong->in(fmt::format("Pod design '{}'", id))};
    return PodDesign{std::move(id), std::move(name), std::move(arrangement)};
}

PodDesign::PodDesign(PodDesignId id, std::string name, Arrangement arrangement) :
    m_id{std::move(id)},
    m_name{std::move(name)},
    m_arrangement{std::move(arrangement)}
{
}

const FloorFacts& PodDesign::facts() const
{
    return m_facts.get([this] {
        FloorFacts facts;
        bool started = false;
        addArrangement(facts, started, m_arrangement);
        return facts;
    });
}

bool PodDesign::operator==(const PodDesign& other) const
{
    return m_id == other.m_id && m_name == other.m_name && m_arrangement == other.m_arrangement;
}

FloorRect PodPlacement::footprint() const
{
    FloorRect placed = turnedAboutOrigin(pod->facts().extent, turn);
    placed.at = placed.at + at;
    return placed;
}

FloorRect PodPlacement::footprint(const Placement& inside) const
{
    FloorRect placed = turnedAboutOrigin(inside.footprint(), turn);
    placed.at = placed.at + at;
    return placed;
}

bool PodPlacement::operator==(const PodPlacement& other) const
{
    return id == other.id && label == other.label && (pod == other.pod || *pod == *other.pod) && at == other.at
        && turn == other.turn && locked == other.locked && feeds == other.feeds;
}

DoorOpening openingOf(const Hall& hall, const Door& door)
{
    // The wall that passes nearest, by the distance to its piece between two corners.
    double best = std::numeric_limits<double>::max();
    bool alongX = true;
    for (std::size_t i = 0; i < hall.outline.size(); ++i) {
        const Point& a = hall.outline[i];
        const Point& b = hall.outline[(i + 1) % hall.outline.size()];
        const double dx = static_cast<double>((b.x - a.x).value()), dy = static_cast<double>((b.y - a.y).value());
        const double px = static_cast<double>((door.at.x - a.x).value()), py = static_cast<double>((door.at.y - a.y).value());
        const double along = std::clamp((px * dx + py * dy) / std::max(dx * dx + dy * dy, 1.0), 0.0, 1.0);
        const double away = std::hypot(px - along * dx, py - along * dy);
        if (away < best) {
            best = away;
            alongX = std::abs(dx) >= std::abs(dy);
        }
    }
    const Millimetres none{0};
    DoorOpening opening{door.at, door.at, {none, none}};
    (alongX ? opening.to.x : opening.to.y) += door.width;
    // Outward is where the hall is not.
    const Millimetres half{door.width.value() / 2}, step{200};
    const Point ahead = alongX ? Point{door.at.x + half, door.at.y + step} : Point{door.at.x + step, door.at.y + half};
    const bool inAhead = !hall.outline.empty() && encloses(hall.outline, {ahead, {Millimetres{1}, Millimetres{1}}});
    (alongX ? opening.outward.y : opening.outward.x) = inAhead ? -door.width : door.width;
    return opening;
}

FloorRect floorInside(const DoorOpening& opening, Millimetres depth)
{
    const FloorRect line{{std::min(opening.from.x, opening.to.x), std::min(opening.from.y, opening.to.y)},
                         {opening.from.x < opening.to.x ? opening.to.x - opening.from.x : opening.from.x - opening.to.x,
                          opening.from.y < opening.to.y ? opening.to.y - opening.from.y : opening.from.y - opening.to.y}};
    FloorRect area = line;
    if (opening.alongX()) {
        area.size.depth = depth;
        if (opening.outward.y > Millimetres{})
            area.at.y = area.at.y - depth;
    } else {
        area.size.width = depth;
        if (opening.outward.x > Millimetres{})
            area.at.x = area.at.x - depth;
    }
    return area;
}

std::optional<Millimetres> sweptDepth(const Door& door)
{
    if (!door.swing)
        return std::nullopt;
    return *door.swing == Door::Swing::Inward ? door.width / door.leaves : Millimetres{};
}

std::string_view word(Door::Swing swing)
{
    static constexpr std::array<std::string_view, 3> words{"inward", "outward", "sliding"};
    return words.at(static_cast<std::size_t>(swing));
}

const PodPlacement* Hall::pod(const PlacementId& id) const
{
    const auto found = std::find_if(pods.begin(), pods.end(), [&](const PodPlacement& item) { return item.id == id; });
    return found == pods.end() ? nullptr : &*found;
}

Design::Design() : m_hall{std::make_shared<const Hall>()} { }

RackDesignRef Design::rackDesign(const RackDesignId& id) const
{
    const auto found = m_racks.find(id);
    return found == m_racks.end() ? nullptr : found->second;
}

PodDesignRef Design::podDesign(const PodDesignId& id) const
{
    const auto found = m_pods.find(id);
    return found == m_pods.end() ? nullptr : found->second;
}

Design Design::named(std::string name) const
{
    Design next = *this;
    next.m_name = std::move(name);
    return next;
}

Design Design::withPurpose(std::string purpose) const
{
    Design next = *this;
    next.m_purpose = std::move(purpose);
    return next;
}

Design Design::withProfile(std::string profile) const
{
    Design next = *this;
    next.m_profile = std::move(profile);
    return next;
}

Design Design::withPart(const PartRef& part, const Catalog& documents) const
{
    Design next = *this;
    const auto addDocuments = [&](const PartType& entry) {
        const auto add = [&](const SourceId& id) {
            if (const Source* source = documents.source(id); source && !next.m_catalog.source(id))
                (void)next.m_catalog.add(*source); // Not there yet, so it cannot fail.
        };
        std::for_each(entry.sources.begin(), entry.sources.end(), add);
        for (const Figure& figure : entry.figures)
            std::for_each(figure.sources.begin(), figure.sources.end(), add);
    };
    const auto addRelated = [&](const TypeId& id) {
        const PartRef related = documents.part(id);
        if (related && !next.m_catalog.part(id)) {
            next.m_catalog.put(related);
            addDocuments(*related);
        }
    };
    const PartRef before = next.m_catalog.part(part->id);
    next.m_catalog.put(part);
    addDocuments(*part);
    if (part->accelerator && part->accelerator->type)
        addRelated(*part->accelerator->type);
    for (const ContentItem& item : part->contents)
        addRelated(item.type);
    if (!before || before == part || *before == *part)
        return next;

    // A newer entry: it takes the place of the older one wherever that stands.
    for (const auto& [id, rack] : m_racks) {
        RackDesign changed = *rack;
        bool differs = false;
        for (const Device& device : rack->devices()) {
            if (device.part->id != part->id)
                continue;
            Device newer = device;
            newer.part = part;
            if (auto replaced = changed.replaced(newer)) {
                changed = std::move(*replaced);
                differs = true;
            }
        }
        if (rack->rearDoor() && rack->rearDoor()->id == part->id) {
            if (auto hung = changed.withRearDoor(part)) {
                changed = std::move(*hung);
                differs = true;
            }
        }
        if (differs)
            next = next.withRackDesign(std::move(changed));
    }
    for (const auto& [id, pod] : m_pods) {
        Arrangement arrangement = withUnit(next.m_pods.at(id)->arrangement(), part);
        if (!(arrangement == next.m_pods.at(id)->arrangement()))
            next = next.withPodDesign(PodDesign::create(id, pod->name(), std::move(arrangement)).value());
    }
    Hall hall = *next.m_hall;
    hall.arrangement = withUnit(hall.arrangement, part);
    return next.withHall(std::move(hall));
}

Design Design::withSource(Source source) const
{
    Design next = *this;
    if (!next.m_catalog.source(source.id))
        (void)next.m_catalog.add(std::move(source)); // Not there yet, so it cannot fail.
    return next;
}

Design Design::withSources(std::vector<SourceId> sources) const
{
    Design next = *this;
    next.m_sources = std::move(sources);
    return next;
}

Design Design::withWorkloads(std::vector<Workload> workloads) const
{
    Design next = *this;
    next.m_workloads = std::move(workloads);
    return next;
}

Design Design::withWaivers(std::vector<Waiver> waivers) const
{
    Design next = *this;
    next.m_waivers = std::move(waivers);
    return next;
}

Design Design::withCosts(CostChoices costs) const
{
    Design next = *this;
    next.m_costs = std::move(costs);
    return next;
}

Design Design::withMeasured(MeasuredResults measured) const
{
    Design next = *this;
    next.m_measured = std::move(measured);
    return next;
}

Design Design::withAssumptions(std::vector<Assumption> assumptions) const
{
    Design next = *this;
    next.m_assumptions = std::move(assumptions);
    return next;
}

Result<Design> Design::withNaming(CableNaming naming) const
{
    if (auto wrong = valid(naming); !wrong)
        return tl::unexpected{wrong.error()};
    Design next = *this;
    next.m_naming = std::move(naming);
    return next;
}

Design Design::withHall(Hall hall) const
{
    Design next = *this;
    next.m_hall = std::make_shared<const Hall>(std::move(hall));
    return next;
}

Design Design::withRackDesign(RackDesign rack) const
{
    Design next = *this;
    const auto shared = std::make_shared<const RackDesign>(std::move(rack));
    next.m_racks.insert_or_assign(shared->id(), shared);
    for (const auto& [id, pod] : m_pods) {
        if (usesRack(pod->arrangement(), shared->id()))
            next = next.withPodDesign(
                PodDesign::create(id, pod->name(), withRack(pod->arrangement(), shared)).value());
    }
    if (usesRack(next.m_hall->arrangement, shared->id())) {
        Hall hall = *next.m_hall;
        hall.arrangement = withRack(std::move(hall.arrangement), shared);
        next = next.withHall(std::move(hall));
    }
    return next;
}

Design Design::withPodDesign(PodDesign pod) const
{
    Design next = *this;
    const auto shared = std::make_shared<const PodDesign>(std::move(pod));
    next.m_pods.insert_or_assign(shared->id(), shared);
    const auto& pods = m_hall->pods;
    if (std::any_of(pods.begin(), pods.end(), [&](const PodPlacement& p) { return p.pod->id() == shared->id(); })) {
        Hall hall = *m_hall;
        for (PodPlacement& item : hall.pods) {
            if (item.pod->id() == shared->id())
                item.pod = shared;
        }
        next = next.withHall(std::move(hall));
    }
    return next;
}

Result<Design> Design::withoutRackDesign(const RackDesignId& id) const
{
    const auto inPod = std::any_of(m_pods.begin(), m_pods.end(),
                                   [&](const auto& pod) { return usesRack(pod.second->arrangement(), id); });
    if (inPod || usesRack(m_hall->arrangement, id))
        return fail("Rack design '{}' is still placed", id);
    Design next = *this;
    next.m_racks.erase(id);
    return next;
}

Result<Design> Design::withoutPodDesign(const PodDesignId& id) const
{
    if (placementsOf(id) > 0)
        return fail("Pod design '{}' is still placed", id);
    Design next = *this;
    next.m_pods.erase(id);
    return next;
}

Result<Design> Design::changedRack(const RackDesignId& id,
                                   const std::function<Result<RackDesign>(const RackDesign&)>& change) const
{
    const RackDesignRef rack = rackDesign(id);
    if (!rack)
        return fail("The design has no rack design '{}'", id);
    auto changed = change(*rack);
    if (!changed)
        return tl::unexpected<Error>{changed.error()};
    return withRackDesign(std::move(*changed));
}

Result<Design> Design::changedPod(const PodDesignId& id,
                                  const std::function<Result<Arrangement>(const Arrangement&)>& change) const
{
    const PodDesignRef pod = podDesign(id);
    if (!pod)
        return fail("The design has no pod design '{}'", id);
    auto arrangement = change(pod->arrangement());
    if (!arrangement)
        return tl::unexpected<Error>{arrangement.error()};
    auto changed = PodDesign::create(id, pod->name(), std::move(*arrangement));
    if (!changed)
        return tl::unexpected<Error>{changed.error()};
    return withPodDesign(std::move(*changed));
}

Result<Design> Design::changedHall(const std::function<Result<Hall>(const Hall&)>& change) const
{
    auto hall = change(*m_hall);
    if (!hall)
        return tl::unexpected<Error>{hall.error()};
    if (const auto wrong = hall->arrangement.defect())
        return tl::unexpected<Error>{wrong->in("Hall")};
    return withHall(std::move(*hall));
}

const FloorFacts& Design::facts() const
{
    return m_facts.get([this] {
        FloorFacts facts;
        bool started = false;
        addArrangement(facts, started, m_hall->arrangement);
        for (const PodPlacement& item : m_hall->pods) {
            addPod(facts, item.pod->facts());
            addExtent(facts, started, item.footprint());
        }
        for (const auto& [path, special] : m_hall->overrides) {
            if (!special.provisioned)
                continue;
            const auto place = placeAt(*this, path);
            if (!place || !place->placement || place->device)
                continue;
            if (const RackDesignRef* rack = place->placement->rack()) {
                facts.provisioned.known += *special.provisioned - (*rack)->facts().provisioned.known;
                facts.provisioned.missing -= (*rack)->facts().provisioned.missing;
                // What is reserved for it may be drawn: a peak is never below that.
                const Watts peak = (*rack)->facts().peak.known;
                facts.peak.known += std::max(*special.provisioned - peak, Watts{});
            }
        }
        return facts;
    });
}

int Design::placementsOf(const RackDesignId& id) const
{
    int count = countOf(m_hall->arrangement, id);
    std::map<const PodDesign*, int> perPod;
    for (const PodPlacement& item : m_hall->pods) {
        const auto [place, isNew] = perPod.try_emplace(item.pod.get(), 0);
        if (isNew)
            place->second = countOf(item.pod->arrangement(), id);
        count += place->second;
    }
    return count;
}

int Design::placementsOf(const PodDesignId& id) const
{
    const auto& pods = m_hall->pods;
    return static_cast<int>(
        std::count_if(pods.begin(), pods.end(), [&](const PodPlacement& item) { return item.pod->id() == id; }));
}

bool Design::operator==(const Design& other) const
{
    const auto same = [](const auto& a, const auto& b) {
        return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
            return x.first == y.first && (x.second == y.second || *x.second == *y.second);
        });
    };
    return m_name == other.m_name && m_purpose == other.m_purpose && m_profile == other.m_profile
        && m_catalog == other.m_catalog && same(m_racks, other.m_racks) && same(m_pods, other.m_pods)
        && (m_hall == other.m_hall || *m_hall == *other.m_hall) && m_workloads == other.m_workloads
        && m_waivers == other.m_waivers && m_assumptions == other.m_assumptions && m_naming == other.m_naming && m_costs == other.m_costs
        && m_measured == other.m_measured && m_sources == other.m_sources;
}

} // namespace colonnade::model
