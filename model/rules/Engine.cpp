#include "model/rules/Engine.h"

#include "model/design/RememberedBeside.h"
#include "model/rules/Findings.h"
#include "model/rules/RuleSet.h"
#include "model/rules/Scopes.h"
#include "model/rules/TrayPlaces.h"
#include "model/rules/Waivers.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <set>
#include <tuple>
#include <unordered_map>

namespace colonnade::model {

namespace {

/// A profile with the rules that it has.
struct Book {
    Profile profile;
    RuleSet rules;
};

/// What all rules said about one part.
struct Judged {
    std::vector<Finding> findings;
    std::vector<std::pair<int, int>>
        counts; ///< Applicable and evaluated places, by rule as the set has them.
    std::vector<Finding> nearest; ///< Of each rule that passes somewhere, the place nearest to its limit.

    template <class Check> void run(const Book& book, Check check)
    {
        run(book, check, [](const Rule&) { return true; });
    }

    /// Only the rules that are `asked`.
    template <class Check, class Asked> void run(const Book& book, Check check, Asked asked)
    {
        const auto& rules = book.rules.all();
        counts.resize(rules.size());
        for (std::size_t i = 0; i < rules.size(); ++i) {
            const RuleInfo& info = rules[i]->info();
            if (!book.profile.enabled(info.id) || !asked(*rules[i]))
                continue;
            Findings taken{info, book.profile, findings};
            check(*rules[i], taken);
            counts[i].first += taken.applicable();
            counts[i].second += taken.evaluated();
            if (taken.nearest())
                nearest.push_back(std::move(*taken.nearest()));
        }
    }
};

struct JudgedRack : Judged {};

struct JudgedPod : Judged {
    PowerChainRef power;
    std::shared_ptr<const CoolingChain> cooling;
    AirChain air;
    std::vector<std::shared_ptr<const FabricPlan>> fabrics;
    std::vector<HallPart::SwitchLoss> switches;
};

/// A pod in which some racks draw another power than their design: what the pod design's findings do not say.
struct JudgedSpecial {
    std::vector<Finding> findings;
};

/// The hall's own arrangement with its chains, and all that its rules have read.
struct JudgedFloor : Judged {
    int book = 0;
    Arrangement arrangement;
    std::vector<PodPlacement> pods; ///< In order; of each only what hangs on feeds counts.
    Millimetres trayHeight;
    std::vector<FacilityWater> waters;
    PowerChainRef power;
    std::shared_ptr<const CoolingChain> cooling;
    AirChain air;
    std::vector<HallPart::SwitchLoss> switches;

    /// Where the hall has other walls, keep-outs, overrides, or pods at other places (whose trays carry no cable of
    /// the hall's fabrics), this still holds.
    [[nodiscard]] bool holdsFor(int profile, const Hall& hall, const PowerChainRef& chain) const
    {
        // Cables of the hall's own fabrics go over the trays of its pods.
        const bool cabled = !hall.arrangement.fabrics.empty();
        const auto sameTrays = [](const PodPlacement& a, const PodPlacement& b) {
            const auto& trays = a.pod->arrangement().trays;
            return (a.pod == b.pod || trays == b.pod->arrangement().trays)
                && (trays.empty() || (a.at == b.at && a.turn == b.turn));
        };
        const auto samePod = [&](const PodPlacement& a, const PodPlacement& b) {
            return (!cabled || sameTrays(a, b)) && a.id == b.id && a.label == b.label && a.feeds == b.feeds
                && (a.pod == b.pod || a.pod->facts().provisioned.known == b.pod->facts().provisioned.known);
        };
        return book == profile && power == chain && trayHeight == hall.trayHeight
            && std::equal(pods.begin(), pods.end(), hall.pods.begin(), hall.pods.end(), samePod)
            && waters == hall.facilityWaters && arrangement == hall.arrangement;
    }
};

/// The rules of the hall that ask for no place on its floor.
struct JudgedSupply : Judged {
    std::shared_ptr<const JudgedFloor> floor;
    std::vector<std::shared_ptr<const JudgedPod>> pods;
    std::shared_ptr<const Hall> hall;

    /// Where pods only stand elsewhere, or the room has other walls, this still holds.
    [[nodiscard]] bool holdsFor(const Hall& now, const std::shared_ptr<const JudgedFloor>& itsFloor,
                                const std::vector<std::shared_ptr<const JudgedPod>>& itsPods) const
    {
        const auto sameDesign = [](const PodPlacement& a, const PodPlacement& b) { return a.pod == b.pod; };
        return floor == itsFloor && pods == itsPods && hall->altitude == now.altitude && hall->air == now.air && hall->site == now.site
            && hall->overrides == now.overrides
            && std::equal(hall->pods.begin(), hall->pods.end(), now.pods.begin(), now.pods.end(), sameDesign);
    }
};

/// The rules of the hall, and what is special to its pods.
struct JudgedHall : Judged {
    std::shared_ptr<const JudgedFloor> floor;
    std::shared_ptr<const JudgedSupply> supply;
};

bool isAboutPower(const Rule& rule)
{
    const RuleInfo& info = rule.info();
    const bool isOfFeeds =
        std::find(info.scopes.begin(), info.scopes.end(), Scope::Feed) != info.scopes.end();
    return info.domain == Domain::Power || (info.domain == Domain::Own && isOfFeeds);
}

} // namespace

struct RuleEngine::Memory {
    /// All that is remembered; replaced as a whole to forget it.
    struct State {
        std::mutex lock;
        std::vector<std::shared_ptr<const Book>> books; ///< Their indices are keys.
        std::shared_ptr<const FloorClearances> clearances; ///< Of the hall judged last.
        std::shared_ptr<const JudgedFloor> floor;           ///< Likewise.
        std::shared_ptr<const JudgedSupply> supply;         ///< Likewise.
        RememberedBeside<RackDesign, int, JudgedRack> racks;
        /// By profile, height of the trays, whether it hangs on feeds of the hall, and the facility water that it names.
        RememberedBeside<PodDesign, std::tuple<int, std::int64_t, bool, std::string>, JudgedPod> pods;
        RememberedBeside<Hall, int, JudgedHall> halls;
        RememberedBeside<PodDesign, std::tuple<int, bool, std::map<PlacementId, Watts>>, JudgedSpecial> specials;

        std::pair<int, std::shared_ptr<const Book>> bookOf(const Profile& profile)
        {
            const std::lock_guard guard{lock};
            const auto found = std::find_if(books.begin(), books.end(),
                                            [&](const auto& book) { return book->profile == profile; });
            if (found != books.end())
                return {static_cast<int>(found - books.begin()), *found};
            books.push_back(std::make_shared<const Book>(Book{profile, RuleSet{profile}}));
            return {static_cast<int>(books.size()) - 1, books.back()};
        }
    };

    std::mutex lock;
    std::shared_ptr<State> state = std::make_shared<State>();
    std::shared_ptr<const Catalog> library;
};

namespace {

/// One run over one design.
class Run {
public:
    template <class State>
    Run(State& state, std::pair<int, std::shared_ptr<const Book>> book,
        std::shared_ptr<const Catalog> library, const Design& design)
        : m_book{std::move(book.second)},
          m_library{std::move(library)},
          m_design{design},
          m_profile{m_book->profile},
          m_counts(m_book->rules.all().size())
    {
        const int key = book.first;
        countPlacements();
        for (const auto& [id, rack] : design.rackDesigns()) {
            const auto judged = state.racks.get(rack, key, [this, &rack = rack] { return judge(*rack); });
            take(judged, placementsOf(rack.get()));
        }
        std::vector<std::shared_ptr<const JudgedPod>> kept;
        std::vector<HallPart> parts;
        const std::int64_t tray = design.hall()->trayHeight.value();
        for (const auto& [id, pod] : design.podDesigns()) {
            const bool inHall = suppliedByHall(*design.hall(), *pod);
            kept.push_back(state.pods.get(pod, std::tuple{key, tray, inHall, facilitiesKey(pod->arrangement(), design.hall()->facilityWaters)},
                                          [this, &pod = pod, inHall] { return judge(pod, inHall); }));
            take(kept.back(), placementsOf(pod.get()));
            parts.push_back({pod.get(), placementsOf(pod.get()), kept.back()->power.get(),
                             kept.back()->cooling.get(), &kept.back()->switches, &kept.back()->air});
        }
        const auto hall =
            state.halls.get(design.hall(), key, [&] { return judgeHall(state, key, parts, kept); });
        take(hall->floor, 0);
        take(hall->supply, 0);
        take(hall, 0);
    }

    Evaluation finish(std::string_view today)
    {
        Evaluation evaluation;
        const auto& rules = m_book->rules.all();
        evaluation.rulesKnown = static_cast<int>(rules.size());
        evaluation.recalculated = m_recalculated;
        for (std::size_t i = 0; i < rules.size(); ++i) {
            evaluation.checks += m_counts[i].first;
            evaluation.checksEvaluated += m_counts[i].second;
            evaluation.rulesEvaluated += m_counts[i].second > 0 ? 1 : 0;
            if (m_profile.enabled(rules[i]->info().id))
                evaluation.coverage[std::string{rules[i]->info().id}] = {m_counts[i].first, m_counts[i].second};
        }
        for (const auto& [rule, finding] : m_nearest)
            evaluation.nearest.emplace(std::string{rule}, *finding);
        const auto missing = mostMissed();
        RunScope scope{m_design, m_profile, evaluation.checks, evaluation.checksEvaluated, missing, {}};
        scope.today = today;
        const auto about = [&](void (Rule::*check)(const RunScope&, Findings&) const) {
            for (std::size_t i = 0; i < rules.size(); ++i) {
                const Rule* rule = rules[i];
                if (!m_profile.enabled(rule->info().id))
                    continue;
                std::vector<Finding> found;
                Findings taken{rule->info(), m_profile, found};
                (*rule.*check)(scope, taken);
                evaluation.rulesEvaluated += taken.evaluated() > 0 && m_counts[i].second == 0 ? 1 : 0;
                Coverage& coverage = evaluation.coverage[std::string{rule->info().id}];
                coverage.applicable += taken.applicable();
                coverage.evaluated += taken.evaluated();
                if (taken.nearest())
                    evaluation.nearest.insert_or_assign(taken.nearest()->rule, std::move(*taken.nearest()));
                std::move(found.begin(), found.end(), std::back_inserter(m_findings));
            }
        };
        about(&Rule::checkRun);
        scope.waivers = applyWaivers(m_design, m_profile, today, m_findings);
        about(&Rule::checkWaivers);
        evaluation.waivers = std::move(scope.waivers);
        sort();
        evaluation.findings = std::move(m_findings);
        return evaluation;
    }

private:
    void countPlacements()
    {
        for (const PodPlacement& pod : m_design.hall()->pods)
            ++m_placements[pod.pod.get()];
        const auto addRacks = [&](const Arrangement& arrangement, int times) {
            for (const Placement& placement : arrangement.placements) {
                if (placement.rack())
                    m_placements[placement.rack()->get()] += times;
            }
        };
        for (const auto& [id, pod] : m_design.podDesigns()) {
            if (const int times = placementsOf(pod.get()))
                addRacks(pod->arrangement(), times);
        }
        addRacks(m_design.hall()->arrangement, 1);
    }

    [[nodiscard]] int placementsOf(const void* part) const
    {
        const auto found = m_placements.find(part);
        return found == m_placements.end() ? 0 : found->second;
    }

    /// `placements` 0: as the findings say themselves.
    void take(std::shared_ptr<const Judged> kept, int placements)
    {
        const Judged& judged = *kept;
        m_kept.push_back(std::move(kept));
        for (const Finding& finding : judged.nearest) {
            const Finding*& now = m_nearest[finding.rule];
            if (!now || finding.utilisation().value_or(0) > now->utilisation().value_or(0))
                now = &finding;
        }
        for (const Finding& finding : judged.findings) {
            m_findings.push_back(finding);
            if (placements > 0)
                m_findings.back().placements = placements;
        }
        for (std::size_t i = 0; i < judged.counts.size(); ++i) {
            m_counts[i].first += judged.counts[i].first;
            m_counts[i].second += judged.counts[i].second;
        }
    }

    JudgedRack judge(const RackDesign& rack)
    {
        ++m_recalculated;
        JudgedRack judged;
        const RackScope scope{rack, m_profile, m_library};
        judged.run(*m_book,
                   [&](const Rule& rule, Findings& findings) { rule.checkRack(scope, findings); });
        return judged;
    }

    JudgedPod judge(const PodDesignRef& pod, bool inHall)
    {
        ++m_recalculated;
        JudgedPod judged;
        const Arrangement& arrangement = pod->arrangement();
        judged.power = podPowerChain(pod, m_profile.power, inHall);
        judged.cooling = podCoolingChain(pod, m_profile.cooling, m_design.hall()->facilityWaters);
        judged.air = airChain(arrangement, m_profile.airRise);
        for (const Fabric& fabric : arrangement.fabrics)
            judged.fabrics.push_back(fabricPlan(pod, fabric.id, m_design.hall()->trayHeight));
        ArrangementScope scope{arrangement,
                               pod.get(),
                               *judged.power,
                               *judged.cooling,
                               m_profile,
                               judged.fabrics,
                               m_design.hall()->trayHeight};
        scope.air = &judged.air;
        if (leavesRacks(scope)) {
            scope.trayGraph = trayGraph(pod);
            scope.trays = trayUse(pod, m_design.hall()->trayHeight);
        }
        judged.switches = switchLosses(scope);
        judged.run(*m_book, [&](const Rule& rule, Findings& findings) {
            rule.checkArrangement(scope, findings);
        });
        return judged;
    }

    JudgedFloor judgeFloor(int book, const std::shared_ptr<const Hall>& hall, PowerChainRef power)
    {
        JudgedFloor judged;
        judged.book = book;
        judged.arrangement = hall->arrangement;
        judged.pods = hall->pods;
        judged.trayHeight = hall->trayHeight;
        judged.power = std::move(power);
        judged.waters = hall->facilityWaters;
        judged.cooling = hallCoolingChain(hall, m_profile.cooling);
        judged.air = airChain(hall->arrangement, m_profile.airRise);
        ArrangementScope scope{hall->arrangement, nullptr, *judged.power,    *judged.cooling,
                               m_profile,         {},      hall->trayHeight};
        scope.pods = hall->pods;
        scope.air = &judged.air;
        for (const Fabric& fabric : hall->arrangement.fabrics)
            scope.fabrics.push_back(fabricPlan(hall, fabric.id));
        if (leavesRacks(scope)) { // Else nobody asks for the trays of all pods, which are many.
            scope.trayGraph = trayGraph(hall);
            scope.trays = trayUse(hall);
        }
        judged.switches = switchLosses(scope);
        judged.run(*m_book, [&](const Rule& rule, Findings& findings) {
            rule.checkArrangement(scope, findings);
        });
        return judged;
    }

    /// The one judged last where nothing of it has changed.
    template <class State> std::shared_ptr<const JudgedFloor> floorOf(State& state, int book)
    {
        const std::shared_ptr<const Hall>& hall = m_design.hall();
        PowerChainRef power = hallPowerChain(*hall, m_profile.power);
        std::shared_ptr<const JudgedFloor> before;
        {
            const std::lock_guard guard{state.lock};
            before = state.floor;
        }
        if (before && before->holdsFor(book, *hall, power))
            return before;
        auto judged = std::make_shared<const JudgedFloor>(judgeFloor(book, hall, std::move(power)));
        const std::lock_guard guard{state.lock};
        state.floor = judged;
        return judged;
    }

    template <class State>
    JudgedHall judgeHall(State& state, int book, std::vector<HallPart> parts,
                         const std::vector<std::shared_ptr<const JudgedPod>>& pods)
    {
        ++m_recalculated;
        JudgedHall judged;
        const std::shared_ptr<const Hall>& hall = m_design.hall();
        judged.floor = floorOf(state, book);
        for (const auto& [podId, special] : provisionedOverrides(*hall)) {
            if (!podId.empty())
                addSpecial(state, book, podId, special, pods, judged);
        }

        std::shared_ptr<const FloorClearances> before;
        {
            const std::lock_guard guard{state.lock};
            before = state.clearances;
        }
        const auto clearances = std::make_shared<const FloorClearances>(*hall, before.get());
        {
            const std::lock_guard guard{state.lock};
            state.clearances = clearances;
        }
        const JudgedFloor& floor = *judged.floor;
        parts.push_back({nullptr, 1, floor.power.get(), floor.cooling.get(), &floor.switches, &floor.air});
        const HallScope whole{m_design, *hall, m_profile, *clearances, parts};
        judged.supply = supplyOf(state, judged.floor, pods, whole);
        judged.run(*m_book, [&](const Rule& rule, Findings& findings) { rule.checkHall(whole, findings); },
                   [](const Rule& rule) { return rule.hallHasPlaces(); });
        return judged;
    }

    /// The one judged last where nothing of it has changed.
    template <class State>
    std::shared_ptr<const JudgedSupply> supplyOf(State& state, const std::shared_ptr<const JudgedFloor>& floor,
                                                 const std::vector<std::shared_ptr<const JudgedPod>>& pods, const HallScope& whole)
    {
        std::shared_ptr<const JudgedSupply> before;
        {
            const std::lock_guard guard{state.lock};
            before = state.supply;
        }
        if (before && before->holdsFor(whole.hall, floor, pods))
            return before;
        auto judged = std::make_shared<JudgedSupply>();
        judged->floor = floor;
        judged->pods = pods;
        judged->hall = m_design.hall();
        judged->run(*m_book, [&](const Rule& rule, Findings& findings) { rule.checkHall(whole, findings); },
                    [](const Rule& rule) { return !rule.hallHasPlaces(); });
        const std::lock_guard guard{state.lock};
        state.supply = judged;
        return judged;
    }

    /// What is special to one placement of a pod is about this placement alone.
    template <class State>
    void addSpecial(State& state, int book, const std::string& podId, const std::map<PlacementId, Watts>& special,
                    const std::vector<std::shared_ptr<const JudgedPod>>& pods, JudgedHall& judged)
    {
        const auto id = PlacementId::parse(podId);
        const PodPlacement* placement = id ? m_design.hall()->pod(*id) : nullptr;
        if (!placement)
            return;
        const bool inHall = !placement->feeds.empty();
        const auto known = state.specials.get(placement->pod, std::tuple{book, inHall, special},
                                              [&] { return judgeSpecial(*placement, special, pods); });
        for (Finding finding : known->findings) {
            finding.subjects.insert(finding.subjects.begin(), Subject::instance(podId));
            finding.message += fmt::format(" This is at '{}', with what is special to it.", podId);
            judged.findings.push_back(std::move(finding));
        }
    }

    /// What the findings of the pod design do not say.
    JudgedSpecial judgeSpecial(const PodPlacement& placement, const std::map<PlacementId, Watts>& special,
                               const std::vector<std::shared_ptr<const JudgedPod>>& pods)
    {
        ++m_recalculated;
        const PodDesign& pod = *placement.pod;
        const JudgedPod* plain = nullptr;
        std::size_t at = 0;
        for (const auto& [podDesign, ref] : m_design.podDesigns()) {
            if (ref == placement.pod)
                plain = pods[at].get();
            ++at;
        }
        const auto chain = podPowerChain(placement.pod, m_profile.power, !placement.feeds.empty(), special);
        const CoolingChain cooling;
        const ArrangementScope scope{pod.arrangement(), &pod, *chain, cooling, m_profile};
        Judged here;
        here.run(*m_book, [&](const Rule& rule, Findings& findings) {
            if (isAboutPower(rule))
                rule.checkArrangement(scope, findings);
        });
        if (!plain)
            return {std::move(here.findings)};
        const auto told = [](const Finding& finding) { return std::tuple{finding.key(), finding.severity, finding.measured}; };
        std::set<std::tuple<std::string, Severity, std::optional<double>>> plainly;
        for (const Finding& finding : plain->findings)
            plainly.insert(told(finding));
        JudgedSpecial judged;
        for (Finding& finding : here.findings) {
            if (!plainly.contains(told(finding)))
                judged.findings.push_back(std::move(finding));
        }
        return judged;
    }

    [[nodiscard]] std::vector<std::string> mostMissed() const
    {
        std::unordered_map<std::string_view, int> times;
        for (const Finding& finding : m_findings) {
            for (const std::string& what : finding.missing)
                ++times[what];
        }
        std::vector<std::pair<int, std::string_view>> ranked;
        for (const auto& [what, count] : times)
            ranked.emplace_back(-count, what);
        std::sort(ranked.begin(), ranked.end());
        std::vector<std::string> list;
        for (const auto& [rank, what] : ranked)
            list.emplace_back(what);
        return list;
    }

    void sort()
    {
        std::vector<std::pair<std::string, std::size_t>> keys;
        keys.reserve(m_findings.size());
        for (std::size_t i = 0; i < m_findings.size(); ++i)
            keys.emplace_back(m_findings[i].key(), i);
        std::sort(keys.begin(), keys.end(), [&](const auto& a, const auto& b) {
            const Severity first = m_findings[a.second].severity,
                           second = m_findings[b.second].severity;
            return first != second ? first < second : a < b;
        });
        std::vector<Finding> sorted;
        sorted.reserve(m_findings.size());
        for (const auto& [key, i] : keys)
            sorted.push_back(std::move(m_findings[i]));
        m_findings = std::move(sorted);
    }

    std::shared_ptr<const Book> m_book;
    std::shared_ptr<const Catalog> m_library;
    const Design& m_design;
    const Profile& m_profile;
    std::unordered_map<const void*, int> m_placements;
    std::vector<Finding> m_findings;
    std::vector<std::pair<int, int>> m_counts;
    std::vector<std::shared_ptr<const Judged>> m_kept; ///< What `m_nearest` points into.
    std::map<std::string_view, const Finding*> m_nearest;
    int m_recalculated = 0;
};

} // namespace

int Evaluation::count(Severity severity) const
{
    return static_cast<int>(
        std::count_if(findings.begin(), findings.end(), [&](const Finding& finding) {
            return finding.severity == severity && !finding.waived;
        }));
}

int Evaluation::waived() const
{
    return static_cast<int>(std::count_if(findings.begin(), findings.end(),
                                          [](const Finding& finding) { return finding.waived; }));
}

FindingDelta compare(const Evaluation& before, const Evaluation& after)
{
    using Seen = std::tuple<std::string, Severity, bool>;
    const auto seen = [](const Finding& finding) {
        return Seen{finding.key(), finding.severity, finding.waived};
    };
    std::set<Seen> old, now;
    for (const Finding& finding : before.findings)
        old.insert(seen(finding));
    for (const Finding& finding : after.findings)
        now.insert(seen(finding));
    FindingDelta delta;
    for (const Finding& finding : after.findings) {
        if (!old.contains(seen(finding)))
            delta.added.push_back(finding);
    }
    for (const Finding& finding : before.findings) {
        if (!now.contains(seen(finding)))
            delta.removed.push_back(finding);
    }
    return delta;
}

RuleEngine::RuleEngine() : m_memory{std::make_unique<Memory>()} {}
RuleEngine::~RuleEngine() = default;

Evaluation RuleEngine::evaluate(const Design& design, const Profile& profile,
                                std::string_view today) const
{
    std::shared_ptr<Memory::State> state;
    std::shared_ptr<const Catalog> library;
    {
        const std::lock_guard guard{m_memory->lock};
        constexpr std::size_t mostProfiles =
            16; // More than a session shows at once: a user who edits one.
        if (m_memory->state->books.size() >= mostProfiles)
            m_memory->state = std::make_shared<Memory::State>();
        state = m_memory->state;
        library = m_memory->library;
    }
    Run run{*state, state->bookOf(profile), std::move(library), design};
    return run.finish(today);
}

void RuleEngine::useLibrary(std::shared_ptr<const Catalog> library)
{
    const std::lock_guard guard{m_memory->lock};
    m_memory->library = std::move(library);
    m_memory->state = std::make_shared<Memory::State>();
}

void RuleEngine::forget()
{
    const std::lock_guard guard{m_memory->lock};
    m_memory->state = std::make_shared<Memory::State>();
}

} // namespace colonnade::model
