#include "model/design/Instance.h"

#include "model/units/Text.h"

namespace colonnade::model {

namespace {

Instance instanceOf(const PodPlacement* pod, const Placement& placement)
{
    Instance instance;
    instance.pod = pod;
    instance.placement = &placement;
    instance.path = pathOf(pod, placement);
    if (pod) {
        instance.footprint = pod->footprint(placement);
        instance.turn = pod->turn + placement.turn;
    } else {
        instance.footprint = placement.footprint();
        instance.turn = placement.turn;
    }
    return instance;
}

std::vector<std::string_view> split(std::string_view path)
{
    std::vector<std::string_view> parts;
    for (std::size_t start = 0; start <= path.size();) {
        const auto end = std::min(path.find('/', start), path.size());
        parts.push_back(path.substr(start, end - start));
        start = end + 1;
    }
    return parts;
}

template <class Items> std::string someOf(const Items& items)
{
    std::string out;
    std::size_t count = 0;
    for (const auto& item : items) {
        if (++count > 6)
            return out + ", …";
        out += (out.empty() ? "" : ", ") + item.id.text();
    }
    return out.empty() ? "nothing" : out;
}

Result<const Placement*> placementIn(const Arrangement& arrangement, std::string_view name, std::string_view path)
{
    for (const Placement& item : arrangement.placements) {
        if (item.id.text() == name)
            return &item;
    }
    return fail("'{}' names nothing: there is no '{}' among {}", shown(path), shown(name),
                someOf(arrangement.placements));
}

} // namespace

std::string pathOf(const PodPlacement* pod, const Placement& placement)
{
    return pod ? fmt::format("{}/{}", pod->id, placement.id) : placement.id.text();
}

void forEachInstance(const Hall& hall, const std::function<void(const Instance&)>& visit)
{
    for (const PodPlacement& pod : hall.pods) {
        for (const Placement& item : pod.pod->arrangement().placements)
            visit(instanceOf(&pod, item));
    }
    for (const Placement& item : hall.arrangement.placements)
        visit(instanceOf(nullptr, item));
}

Result<Place> placeAt(const Design& design, std::string_view path)
{
    const Hall& hall = *design.hall();
    const auto parts = split(path);
    Place place;
    std::size_t next = 0;
    const Arrangement* arrangement = &hall.arrangement;
    for (const PodPlacement& pod : hall.pods) {
        if (pod.id.text() == parts[0]) {
            place.pod = &pod;
            arrangement = &pod.pod->arrangement();
            next = 1;
        }
    }
    if (!place.pod && hall.arrangement.placements.empty())
        return fail("'{}' names nothing: there is no '{}' among {}", shown(path), shown(parts[0]), someOf(hall.pods));
    if (next == parts.size())
        return place;
    const auto placement = placementIn(*arrangement, parts[next], path);
    if (!placement)
        return tl::unexpected<Error>{placement.error()};
    place.placement = *placement;
    place.instance = instanceOf(place.pod, **placement);
    if (++next == parts.size())
        return place;
    if (const RackDesignRef* rack = place.placement->rack()) {
        for (const Device& device : (*rack)->devices()) {
            if (device.id.text() == parts[next])
                place.device = &device;
        }
        if (!place.device)
            return fail("'{}' names nothing: rack design '{}' has no device '{}'", shown(path), (*rack)->id(),
                        shown(parts[next]));
        if (++next == parts.size())
            return place;
    }
    return fail("'{}' names nothing: '{}' has nothing inside", shown(path), shown(parts[next - 1]));
}

} // namespace colonnade::model
