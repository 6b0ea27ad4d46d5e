#include "model/reliability/FailedNetworkPart.h"

#include "model/fabric/TrayLinks.h"
#include "model/reliability/PartNames.h"
#include "model/units/Text.h"

#include <algorithm>
#include <cctype>

namespace colonnade::model {

namespace {

using Kind = FailedPart::Kind;

std::string of(const PodPlacement* pod)
{
    return pod ? " of " + labelOr(pod->label, pod->id.text()) : std::string{};
}

class NetworkPartReading {
public:
    NetworkPartReading(const Design& design, const PodPlacement* pod, std::span<const std::string_view> parts, std::string_view path)
        : m_design{design}, m_hall{*design.hall()}, m_pod{pod}, m_arrangement{pod ? pod->pod->arrangement() : m_hall.arrangement},
          m_parts{parts}, m_path{path}
    {
    }

    /// "su-1/compute/17", "su-1/compute/rail3" or "su-1/compute/plane2", without the prefix.
    Result<FailedPart> ofFabric(bool cables) const
    {
        if (m_parts.size() != 3)
            return fail("'{}' names nothing: after the prefix stand the pod or pod design, the fabric and the {}, as in '{}'", shown(m_path),
                        cables ? "number of the cable" : "rail or plane", cables ? "cable:su/compute/17" : "fabric:su/compute/rail3");
        FailedPart part;
        part.pod = m_pod;
        for (const model::Fabric& fabric : m_arrangement.fabrics) {
            if (fabric.id.text() == m_parts[1])
                part.fabric = &fabric;
        }
        if (!part.fabric)
            return namesNothing(m_path, m_parts[1], "the fabrics", idsOf(m_arrangement.fabrics));
        const auto plan = part.pod ? fabricPlan(part.pod->pod, part.fabric->id, m_hall.trayHeight) : fabricPlan(m_design.hall(), part.fabric->id);
        if (cables)
            return piece(std::move(part), Kind::Cable, "cable", "", m_parts[2], static_cast<std::int64_t>(plan->cables.size()));
        if (m_parts[2].starts_with("plane"))
            return piece(std::move(part), Kind::Plane, "plane", "plane", m_parts[2], plan->planes > 1 ? plan->planes : 0);
        return piece(std::move(part), Kind::Rail, "rail", "rail", m_parts[2], plan->rails);
    }

    /// The cable, rail or plane of a fabric that `text` names: `stem` and a number from 1 to `most`.
    Result<FailedPart> piece(FailedPart part, Kind kind, std::string_view what, std::string_view stem, std::string_view text,
                             std::int64_t most) const
    {
        if (most == 0)
            return fail("'{}' names nothing: fabric '{}' has no {}s", shown(m_path), part.fabric->id, what);
        const auto number = text.starts_with(stem) ? wholeFrom(text.substr(stem.size())) : std::nullopt;
        if (!number || *number < 1 || *number > most)
            return fail("'{}' names nothing: the {}s of fabric '{}' are '{}1' to '{}{}'", shown(m_path), what, part.fabric->id, stem, stem, most);
        int& field = kind == Kind::Cable ? part.cable : kind == Kind::Rail ? part.rail : part.plane;
        field = static_cast<int>(*number);
        part.kind = kind;
        part.path = fmt::format("{}:{}/{}/{}{}", kind == Kind::Cable ? "cable" : "fabric", part.pod ? part.pod->id.text() : std::string{},
                                part.fabric->id, stem, *number);
        part.name = fmt::format("{}{} {} of {}{}", static_cast<char>(std::toupper(static_cast<unsigned char>(what.front()))), what.substr(1),
                                *number, labelOr(part.fabric->name, part.fabric->id.text()), of(part.pod));
        return part;
    }

    /// All of the part's tray, or the section that the path names.
    Result<TraySection> stretchOf(FailedPart& part) const
    {
        const auto graph = part.pod ? trayGraph(part.pod->pod) : trayGraph(m_design.hall());
        const auto sections = sectionsOf(*graph, trayAt(*graph, part.tray->id.text()).value_or(TrayGraph::none));
        if (sections.empty())
            return fail("'{}' cannot fail: there are too many trays to route cables through", shown(m_path));
        if (m_parts.size() == 2)
            return TraySection{sections.front().tray, 0, 0, sections.back().to};
        constexpr std::string_view stem = "section";
        const auto number = m_parts[2].starts_with(stem) ? wholeFrom(m_parts[2].substr(stem.size())) : std::nullopt;
        if (!number || *number < 1 || *number > static_cast<std::int64_t>(sections.size()))
            return fail("'{}' names nothing: the sections of tray '{}' are 'section1' to 'section{}'", shown(m_path), part.tray->id,
                        sections.size());
        part.section = static_cast<int>(*number);
        return sections[static_cast<std::size_t>(*number) - 1];
    }

    /// What runs through a stretch of the part's tray, in its own arrangement and over a pod's in the hall.
    void takeCables(FailedPart& part, double from, double to) const
    {
        const auto take = [&](const Arrangement& arrangement, const std::vector<TrayLinks>& all, std::uint32_t tray, const auto& planOf,
                              std::vector<LostLinks>& lost) {
            for (std::size_t i = 0; i < all.size(); ++i) {
                LostLinks one{arrangement.fabrics[i].id, {}, {}, {}, all[i].through(tray, from, to)};
                if (one.links.empty())
                    continue;
                part.cables += cablesOf(*planOf(one.fabric), one.links);
                lost.push_back(std::move(one));
            }
        };
        const auto inHall = trayAt(*trayGraph(m_design.hall()), part.pod ? fmt::format("{}/{}", part.pod->id, part.tray->id) : part.tray->id.text());
        if (part.pod) {
            const PodDesignRef& pod = part.pod->pod;
            const auto own = trayAt(*trayGraph(pod), part.tray->id.text());
            const auto planOf = [&](const FabricId& id) { return fabricPlan(pod, id, m_hall.trayHeight); };
            take(pod->arrangement(), *trayLinks(pod, m_hall.trayHeight), *own, planOf, part.inTray);
        }
        const bool any = !m_hall.arrangement.fabrics.empty();
        const auto planOf = [&](const FabricId& id) { return fabricPlan(m_design.hall(), id); };
        if (inHall && any)
            take(m_hall.arrangement, *trayLinks(m_design.hall()), *inHall, planOf, part.pod ? part.hallInTray : part.inTray);
    }

    /// "su-1/t01" or "su-1/t01/section2", without the prefix.
    Result<FailedPart> ofTray() const
    {
        if (m_parts.size() != 2 && m_parts.size() != 3)
            return fail("'{}' names nothing: after the prefix stand the pod or pod design, the tray and, if only that fails, its section, as in '{}'",
                        shown(m_path), "tray:su/t01/section2");
        FailedPart part;
        part.kind = Kind::Tray;
        part.pod = m_pod;
        for (const CableTray& one : m_arrangement.trays) {
            if (one.id.text() == m_parts[1])
                part.tray = &one;
        }
        if (!part.tray)
            return namesNothing(m_path, m_parts[1], "the trays", idsOf(m_arrangement.trays));
        if (!part.tray->takesData())
            return fail("'{}' cannot fail: it carries power, and only data cables are routed through trays", shown(m_path));
        const auto stretch = stretchOf(part);
        if (!stretch)
            return tl::unexpected<Error>{stretch.error()};
        takeCables(part, stretch->from, stretch->to);
        const std::string whole = fmt::format("{}/{}", part.pod ? part.pod->id.text() : std::string{}, part.tray->id);
        const std::string name = labelOr(part.tray->name, part.tray->id.text()) + of(part.pod);
        part.path = "tray:" + whole + (part.section > 0 ? fmt::format("/section{}", part.section) : std::string{});
        part.name = part.section > 0 ? fmt::format("Section {} of tray {}", part.section, name) : "Tray " + name;
        return part;
    }

    const Design& m_design;
    const Hall& m_hall;
    const PodPlacement* m_pod;
    const Arrangement& m_arrangement;
    std::span<const std::string_view> m_parts;
    std::string_view m_path;
};

} // namespace

Result<FailedPart> failedNetworkPart(const Design& design, Subject::Where where, const PodPlacement* pod,
                                     std::span<const std::string_view> parts, std::string_view path)
{
    const NetworkPartReading reading{design, pod, parts, path};
    return where == Subject::Where::Tray ? reading.ofTray() : reading.ofFabric(where == Subject::Where::Cable);
}

} // namespace colonnade::model
