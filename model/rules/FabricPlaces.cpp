#include "model/rules/FabricPlaces.h"

#include "model/design/RememberedBeside.h"
#include "model/edit/ChainEdits.h"

#include <algorithm>
#include <unordered_map>

namespace colonnade::model {

namespace {

std::vector<CableKind> sorted(const FabricPlan& plan)
{
    const CableColumns& cables = plan.cables;
    std::vector<CableKind> kinds;
    std::unordered_map<std::uint64_t, std::size_t> known;
    for (std::size_t cable = 0; cable < cables.size(); ++cable) {
        const std::uint64_t key = (std::uint64_t{cables.medium[cable]} << 48) | (std::uint64_t{cables.opticA[cable]} << 32)
            | (std::uint64_t{cables.opticB[cable]} << 16) | std::uint64_t{cables.connection[cable]};
        const auto [found, isNew] = known.try_emplace(key, kinds.size());
        if (isNew)
            kinds.push_back({cables.medium[cable], opticsOf(plan, cable), cables.connection[cable], cable, cable, cable, 0});
        CableKind& kind = kinds[found->second];
        ++kind.count;
        if (cables.ordered[cable] > cables.ordered[kind.longest])
            kind.longest = cable;
        if (cables.ordered[cable] < cables.ordered[kind.shortest])
            kind.shortest = cable;
    }
    return kinds;
}

} // namespace

void FabricRule::checkArrangement(const ArrangementScope& scope, Findings& findings) const
{
    for (std::size_t i = 0; i < scope.fabrics.size(); ++i) {
        if (scope.fabrics[i])
            checkFabric({scope, scope.arrangement.fabrics[i], scope.fabrics[i]}, findings);
    }
}

std::shared_ptr<const std::vector<CableKind>> cableKinds(const std::shared_ptr<const FabricPlan>& plan)
{
    static RememberedBeside<FabricPlan, int, std::vector<CableKind>> remembered;
    return remembered.get(plan, 0, [&] { return sorted(*plan); });
}

CableEnds endsOf(const FabricPlan& plan, std::size_t cable)
{
    const std::uint32_t link = plan.cables.links(cable).front();
    const std::uint32_t a = plan.links.a[link], b = plan.links.b[link];
    const Port& portA = plan.port(a, plan.links.portA[link]);
    const Port& portB = plan.port(b, plan.links.portB[link]);
    return {plan.part(a),
            plan.part(b),
            portA,
            portB,
            plugCage(plan.part(a), portA.form),
            plugCage(plan.part(b), portB.form),
            GigabitsPerSecond{static_cast<double>(plan.links.speed[link])}};
}

const PartType* mediumOf(const FabricPlan& plan, std::uint16_t index)
{
    return index == CableColumns::none ? nullptr : plan.media[index].get();
}

bool isFibre(const PartType& cable)
{
    return cable.cable
        && (cable.cable->medium == CableFigures::Medium::MultimodeFibre
            || cable.cable->medium == CableFigures::Medium::SinglemodeFibre);
}

Metres orderedLength(const FabricPlan& plan, std::size_t cable)
{
    return Metres{static_cast<double>(plan.cables.ordered[cable])};
}

std::string counted(int count, std::string_view one, std::string_view many)
{
    return count == 1 ? fmt::format("One {}", one) : fmt::format("{} {}", count, many);
}

std::string wordOf(const PartType& part, std::string_view figure)
{
    const Figure* found = part.figure(figure);
    const auto* word = found ? std::get_if<std::string>(&found->value) : nullptr;
    return word ? *word : std::string{};
}

void addKind(KindGroups& groups, std::string aspect, const CableKind& kind, std::string what)
{
    KindGroup& group = groups[std::move(aspect)];
    if (!group.kind) {
        group.kind = &kind;
        group.what = std::move(what);
    }
    group.count += kind.count;
}

std::optional<Fix> mediumFromList(const PlannedFabric& place, std::uint16_t medium)
{
    if (medium == CableColumns::none)
        return std::nullopt;
    const PartRef& part = place.plan->media[medium];
    Fabric changed = place.fabric;
    int count = 0;
    for (HandCable& cable : changed.links) {
        if (cable.medium == part) {
            cable.medium = nullptr;
            ++count;
        }
    }
    for (CableChoice& choice : changed.choices) {
        if (choice.medium == part) {
            choice.medium = nullptr;
            ++count;
        }
    }
    if (count == 0)
        return std::nullopt;
    return Fix{fmt::format("Let the list of '{}' choose the medium in place of {}", place.fabric.name, part->model),
               [holder = place.scope.holder(), changed](const Design& design) { return setFabric(design, holder, changed); }};
}

std::optional<Fix> linksToRecipe(const ArrangementScope& scope, const Fabric& fabric)
{
    if (fabric.family == FabricFamily::Manual || fabric.links.empty())
        return std::nullopt;
    Fabric plain = fabric;
    plain.links.clear();
    return Fix{fmt::format("Give the links of '{}' by hand back to the recipe", fabric.name),
               [holder = scope.holder(), plain](const Design& design) { return setFabric(design, holder, plain); }};
}

bool promisesTwoHomes(FabricRole role)
{
    return role == FabricRole::Storage || role == FabricRole::Frontend || role == FabricRole::Management;
}

bool hasTiers(FabricFamily family)
{
    return family == FabricFamily::SingleTier || family == FabricFamily::Clos || family == FabricFamily::RailOptimised
        || family == FabricFamily::RailOnly || family == FabricFamily::Scheduled;
}

std::set<FeedId> feedsOf(const ArrangementScope& scope, const FabricPlan& plan, std::uint32_t node)
{
    const Placement& placement = plan.placement(scope.arrangement, node);
    const std::int32_t at = plan.nodes[node].device;
    const Device* device = at < 0 || !placement.rack() ? nullptr : &(*placement.rack())->devices()[static_cast<std::size_t>(at)];
    std::set<FeedId> feeds;
    for (const SideFeed& feed : placement.feeds) {
        const bool hangs = !device || device->supplies.empty()
            || std::any_of(device->supplies.begin(), device->supplies.end(),
                           [&](const SupplyShare& share) { return share.side == feed.side && share.supplies > 0; });
        if (hangs)
            feeds.insert(feed.feed);
    }
    return feeds;
}

void tellMissing(const PlannedFabric& place, const Missing& missing, Findings& findings, std::string aspect)
{
    if (!missing.empty())
        findings.notEvaluated(place.subject(), {missing.begin(), missing.end()}, std::move(aspect));
}

void tellKinds(const PlannedFabric& place, const JudgedKinds& judged, Findings& findings,
               const std::function<std::string(const KindGroup&)>& message, std::string aspect)
{
    for (const auto& [key, group] : judged.bad) {
        Finding finding;
        finding.severity = Severity::Error;
        finding.subjects = {place.subject()};
        finding.aspect = key;
        finding.message = message(group);
        if (auto fix = mediumFromList(place, group.kind->medium))
            finding.fixes.push_back(std::move(*fix));
        findings.add(std::move(finding));
    }
    if (judged.good)
        findings.pass();
    tellMissing(place, judged.missing, findings, std::move(aspect));
}

} // namespace colonnade::model
