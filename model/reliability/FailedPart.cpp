#include "model/cooling/LoopNetwork.h"
#include "model/design/Instance.h"
#include "model/design/Subject.h"
#include "model/power/Cords.h"
#include "model/reliability/FailedNetworkPart.h"
#include "model/reliability/FailureSet.h"
#include "model/reliability/PartNames.h"
#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

namespace {

using Kind = FailedPart::Kind;

class PathReading {
public:
    PathReading(const Design& design, std::string_view path) : m_hall{*design.hall()}, m_design{design}, m_path{path} {}

    Result<FailedPart> operator()()
    {
        const Subject subject = Subject::parse(m_path);
        const std::string_view rest = subject.path;
        using enum Subject::Where;
        switch (subject.where) {
        case Instance: return instance(split(rest));
        case Feed: return chain(split(rest), true);
        case Loop: return chain(split(rest), false);
        case RackDesign: return rackDesign(split(rest));
        case PodDesign: return podDesign(split(rest));
        case Cable:
        case Fabric:
        case Tray: return ofNetwork(subject.where, split(rest));
        default:
            return fail("'{}' cannot fail: name a pod, rack, unit, device, supply, node of a power chain, loop, tray, or cable, rail or plane of a fabric",
                        shown(m_path));
        }
    }

private:
    using Parts = std::vector<std::string_view>;

    static Parts split(std::string_view path)
    {
        Parts parts;
        for (std::size_t start = 0; start <= path.size();) {
            const auto end = std::min(path.find('/', start), path.size());
            parts.push_back(path.substr(start, end - start));
            start = end + 1;
        }
        return parts;
    }

    [[nodiscard]] tl::unexpected<Error> nothing(std::string_view name, std::string_view where,
                                                std::vector<std::string_view> names) const
    {
        return namesNothing(m_path, name, where, std::move(names));
    }

    Result<FailedPart> instance(Parts parts)
    {
        const auto pod = std::find_if(m_hall.pods.begin(), m_hall.pods.end(),
                                      [&](const PodPlacement& each) { return each.id.text() == parts[0]; });
        if (pod == m_hall.pods.end())
            return within(nullptr, parts, 0);
        if (parts.size() > 1)
            return within(&*pod, parts, 1);
        FailedPart part;
        part.kind = Kind::Pod;
        part.pod = &*pod;
        part.path = pod->id.text();
        part.name = labelOr(pod->label, pod->id.text());
        return part;
    }

    Result<FailedPart> within(const PodPlacement* pod, const Parts& parts, std::size_t at)
    {
        const Arrangement& arrangement = pod ? pod->pod->arrangement() : m_hall.arrangement;
        const std::string_view name = parts[at];
        for (const Placement& placement : arrangement.placements) {
            if (placement.id.text() == name)
                return inPlacement(pod, placement, parts, at + 1);
        }
        for (const model::Feed& feed : arrangement.feeds) {
            if (feed.id.text() == name)
                return parts.size() == at + 1 ? Result<FailedPart>{feedPart(pod, feed)} : insideNothing(name);
        }
        for (const model::Loop& loop : arrangement.loops) {
            if (loop.id.text() == name)
                return parts.size() == at + 1 ? Result<FailedPart>{loopPart(pod, loop)} : insideNothing(name);
        }
        auto names = idsOf(arrangement.placements, arrangement.feeds, arrangement.loops);
        if (!pod) {
            for (const PodPlacement& each : m_hall.pods)
                names.push_back(each.id.text());
        }
        return nothing(name, pod ? fmt::format("'{}'", pod->id) : std::string{"the hall"}, std::move(names));
    }

    [[nodiscard]] tl::unexpected<Error> insideNothing(std::string_view name) const
    {
        return fail("'{}' names nothing: '{}' has nothing inside", shown(m_path), shown(name));
    }

    FailedPart feedPart(const PodPlacement* pod, const model::Feed& feed) const
    {
        FailedPart part;
        part.kind = Kind::Feed;
        part.pod = pod;
        part.feed = &feed;
        part.path = pod ? fmt::format("{}/{}", pod->id, feed.id) : feed.id.text();
        // The same name may be of a placement, which a plain path then means.
        const Arrangement& arrangement = part.arrangement(m_hall);
        if (arrangement.placement(PlacementId::literal(feed.id.text())) || (!pod && podCalled(feed.id.text())))
            part.path = fmt::format("feed:{}/{}", pod ? pod->id.text() : std::string{}, feed.id);
        part.name = labelOr(feed.name, feed.id.text()) + of(pod);
        return part;
    }

    FailedPart loopPart(const PodPlacement* pod, const model::Loop& loop) const
    {
        FailedPart part;
        part.kind = Kind::Loop;
        part.pod = pod;
        part.loop = &loop;
        part.path = fmt::format("loop:{}/{}", pod ? pod->id.text() : std::string{}, loop.id);
        part.name = "Loop " + labelOr(loop.name, loop.id.text()) + of(pod);
        return part;
    }

    [[nodiscard]] bool podCalled(std::string_view name) const
    {
        return std::any_of(m_hall.pods.begin(), m_hall.pods.end(),
                           [&](const PodPlacement& pod) { return pod.id.text() == name; });
    }

    static std::string of(const PodPlacement* pod)
    {
        return pod ? " of " + labelOr(pod->label, pod->id.text()) : std::string{};
    }

    Result<FailedPart> inPlacement(const PodPlacement* pod, const Placement& placement, const Parts& parts, std::size_t at)
    {
        FailedPart part;
        part.kind = placement.rack() ? Kind::Rack : Kind::Unit;
        part.pod = pod;
        part.placement = &placement;
        part.path = pathOf(pod, placement);
        const std::string rackName = labelOr(placement.label, placement.id.text());
        const std::string where = rackName + (pod ? ", " + labelOr(pod->label, pod->id.text()) : std::string{});
        part.name = where;
        if (at == parts.size())
            return part;
        const RackDesignRef* rack = placement.rack();
        if (!rack && (*placement.unit())->cdu && at + 1 == parts.size())
            return pump(std::move(part), **placement.unit(), parts[at], where);
        if (!rack)
            return insideNothing(parts[at - 1]);
        for (const Device& device : (*rack)->devices()) {
            if (device.id.text() == parts[at])
                part.device = &device;
        }
        if (!part.device)
            return nothing(parts[at], fmt::format("rack design '{}'", (*rack)->id()), idsOf((*rack)->devices()));
        part.kind = Kind::Device;
        part.path += '/' + part.device->id.text();
        part.name = fmt::format("{} of {}", labelOr(part.device->label, part.device->id.text()), where);
        if (++at == parts.size())
            return part;
        if (at + 1 < parts.size())
            return insideNothing(parts[at]);
        if (part.device->part->cdu && parts[at].starts_with("pump"))
            return pump(std::move(part), *part.device->part, parts[at], part.name);
        return supply(std::move(part), **rack, parts[at], where);
    }

    Result<FailedPart> pump(FailedPart part, const PartType& cdu, std::string_view word, const std::string& where) const
    {
        const int all = pumpsOf(*cdu.cdu).all;
        const auto number = word.starts_with("pump") ? wholeFrom(word.substr(4)) : std::nullopt;
        if (!number || *number < 1 || *number > all)
            return fail("'{}' names nothing: the pumps of '{}' are 'pump1' to 'pump{}'", shown(m_path),
                        part.device ? part.device->id.text() : part.placement->id.text(), all);
        part.kind = Kind::Pump;
        part.pump = static_cast<int>(*number);
        part.path += fmt::format("/pump{}", part.pump);
        part.name = fmt::format("Pump {} of {}", part.pump, where);
        return part;
    }

    Result<FailedPart> supply(FailedPart part, const RackDesign& rack, std::string_view word, const std::string& where) const
    {
        const auto cords = cordPlan(rack, fedSides(*part.placement));
        const auto all = std::count_if(cords.begin(), cords.end(),
                                       [&](const PlannedCord& cord) { return cord.device->id == part.device->id; });
        const auto number = word.starts_with("psu") ? wholeFrom(word.substr(3)) : std::nullopt;
        if (all == 0)
            return fail("'{}' names nothing: no supplies with cords are known of '{}'", shown(m_path), part.device->id);
        if (!number || *number < 1 || *number > all)
            return fail("'{}' names nothing: the supplies of '{}' are 'psu1' to 'psu{}'", shown(m_path), part.device->id, all);
        part.kind = Kind::Supply;
        part.supply = static_cast<int>(*number);
        part.path += fmt::format("/psu{}", part.supply);
        part.name = fmt::format("Supply {} of {}, {}", part.supply, labelOr(part.device->label, part.device->id.text()), where);
        return part;
    }

    /// "su-1/bus-a", "su/bus-a" or "/ups-a", without the prefix.
    Result<FailedPart> chain(const Parts& parts, bool feeds)
    {
        if (parts.size() != 2)
            return fail("'{}' names nothing: after the prefix stand the pod or pod design and the {}, as in '{}'",
                        shown(m_path), feeds ? "feed" : "loop", feeds ? "feed:su/bus-a" : "loop:su/tcs-1");
        const PodPlacement* pod = nullptr;
        if (!parts[0].empty()) {
            const auto found = podNamed(parts[0]);
            if (!found)
                return tl::unexpected<Error>{found.error()};
            pod = *found;
        }
        const Arrangement& arrangement = pod ? pod->pod->arrangement() : m_hall.arrangement;
        if (feeds) {
            for (const model::Feed& feed : arrangement.feeds) {
                if (feed.id.text() == parts[1])
                    return feedPart(pod, feed);
            }
            return nothing(parts[1], "the power chain", idsOf(arrangement.feeds));
        }
        for (const model::Loop& loop : arrangement.loops) {
            if (loop.id.text() == parts[1])
                return loopPart(pod, loop);
        }
        return nothing(parts[1], "the loops", idsOf(arrangement.loops));
    }

    /// The pod that a definition's path begins with; null: the hall.
    Result<const PodPlacement*> ownerOf(std::string_view name) const
    {
        return name.empty() ? Result<const PodPlacement*>{nullptr} : podNamed(name);
    }

    /// "su-1/compute/17" or "su-1/t01", without the prefix: of that pod or the hall.
    Result<FailedPart> ofNetwork(Subject::Where where, const Parts& parts) const
    {
        const auto pod = ownerOf(parts[0]);
        return pod ? failedNetworkPart(m_design, where, *pod, parts, m_path) : tl::unexpected<Error>{pod.error()};
    }

    /// A pod of this id, or the first one of a pod design of this id.
    Result<const PodPlacement*> podNamed(std::string_view name) const
    {
        for (const PodPlacement& pod : m_hall.pods) {
            if (pod.id.text() == name)
                return &pod;
        }
        for (const PodPlacement& pod : m_hall.pods) {
            if (pod.pod->id().text() == name)
                return &pod;
        }
        std::vector<std::string_view> names = idsOf(m_hall.pods);
        for (const auto& [id, pod] : m_design.podDesigns())
            names.push_back(id.text());
        return nothing(name, "the hall", std::move(names));
    }

    Result<FailedPart> podDesign(Parts parts)
    {
        const auto pod = podNamed(parts[0]);
        if (!pod)
            return tl::unexpected<Error>{pod.error()};
        parts[0] = (*pod)->id.text();
        return instance(std::move(parts));
    }

    Result<FailedPart> rackDesign(const Parts& parts)
    {
        std::optional<std::pair<const PodPlacement*, const Placement*>> first;
        const auto look = [&](const PodPlacement* pod, const Arrangement& arrangement) {
            for (const Placement& placement : arrangement.placements) {
                if (!first && placement.rack() && (*placement.rack())->id().text() == parts[0])
                    first = {pod, &placement};
            }
        };
        for (const PodPlacement& pod : m_hall.pods) {
            if (!first)
                look(&pod, pod.pod->arrangement());
        }
        look(nullptr, m_hall.arrangement);
        if (first)
            return inPlacement(first->first, *first->second, parts, 1);
        std::vector<std::string_view> names;
        for (const auto& [id, rack] : m_design.rackDesigns())
            names.push_back(id.text());
        return nothing(parts[0], "the hall as a rack design", std::move(names));
    }

    const Hall& m_hall;
    const Design& m_design;
    const std::string_view m_path;
};

} // namespace

Result<FailedPart> failedPart(const Design& design, std::string_view path)
{
    return PathReading{design, path}();
}

} // namespace colonnade::model
