#include "model/edit/ChainEdits.h"
#include "model/power/Phases.h"
#include "model/rules/AllRules.h"
#include "model/rules/FeedLines.h"
#include "model/rules/Fixes.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/AddOnce.h"
#include "model/units/Text.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace colonnade::model {

namespace {

/// What is left of a rack's circuits when its best source is lost carries the whole rack.
class CircuitCapacityRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "PWR-002",
            .title = "Usable three-phase capacity",
            .domain = Domain::Power,
            .scopes = {Scope::RackDesign, Scope::RackInPlace},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters = {},
            .formula = "S_use = √3 · V_LL · I_br · k (three phases), V · I_br · k (one); "
                       "S_rack = P_rack / PF ≤ Σ S_use of the circuits that are left",
            .explanation =
                "Asks whether a rack fits its circuits at all: its whole provisioned power against "
                "all rack PDUs, and against all feeds, of the sides that are left when the one "
                "with the most is lost. What each circuit carries by its cords is PWR-008's. Where "
                "the profile lets racks hang on one source by choice, no side is taken as lost.",
            .remedy = "Take a circuit of a higher voltage or a higher current, or another one.",
            .sources = {
                {"NetBox: available_power = V · A · max_util, times 1.732 for three phases", "A"},
                {"nbyosun.com: how to calculate PDU load", "B"}}};
        return info;
    }

    void checkRack(const RackScope& scope, Findings& findings) const override
    {
        const RackDesign& rack = scope.rack;
        const Profile& profile = scope.profile;
        std::array<VoltAmperes, sideCount> capacity{};
        std::vector<std::string> missing;
        bool pdus = false;
        for (const Device& device : rack.devices()) {
            if (device.part->kind != PartKind::RackPdu)
                continue;
            pdus = true;
            const auto& pdu = device.part->pdu;
            if (!pdu || !pdu->rating || pdu->lineVoltage <= Volts{}) {
                addOnce(missing, fmt::format("rating of {}", device.part->model));
                continue;
            }
            VoltAmperes usable = circuitCapacity(pdu->lineVoltage, pdu->phases, *pdu->rating,
                                                 profile.power.continuousFactor)
                                     .usable;
            if (pdu->usable) // As its maker states it.
                usable =
                    std::min(usable, VoltAmperes{pdu->usable->value() / profile.power.powerFactor});
            capacity[static_cast<std::size_t>(sideOf(rack, device))] += usable;
        }
        if (!pdus)
            return; // Only its place tells the circuits.
        const RackDraw draw = rackDraw(rack);
        Watts load;
        for (const Watts onSide : draw.corded[0])
            load += onSide;
        missing.insert(missing.end(), draw.missing.begin(), draw.missing.end());
        if (load <= Watts{} && missing.empty())
            return findings.pass();
        const Left left = worstLeft(capacity, draw.sides, profile);
        const VoltAmperes apparent{load.value() / profile.power.powerFactor};
        Finding finding = found(apparent, load, left, profile,
                                fmt::format("Rack design '{}'", rack.id()), "its rack PDUs");
        finding.subjects = {scope.subject()};
        findings.judge(verdict(apparent, left.usable), std::move(finding), missing);
    }

    void checkArrangement(const ArrangementScope& scope, Findings& findings) const override
    {
        std::map<FeedId, const FeedLoad*> feeds;
        for (const FeedLoad& feed : scope.power.feeds)
            feeds.emplace(feed.feed.id, &feed);
        RackDraws draws{scope.arrangement};
        std::map<std::pair<const RackDesign*, std::vector<FeedId>>, bool> tooSmall;
        std::map<RackDesignId, Tight> tight;
        for (const Placement& placement : scope.arrangement.placements) {
            const RackDesignRef* rack = placement.rack();
            SideSet fed;
            std::array<VoltAmperes, sideCount> capacity{};
            std::vector<FeedId> ids;
            for (const SideFeed& side : placement.feeds) {
                const auto feed = feeds.find(side.feed);
                if (feed == feeds.end())
                    continue;
                fed.add(side.side);
                ids.push_back(side.feed);
                const Feed& of = feed->second->feed;
                capacity[static_cast<std::size_t>(side.side)] +=
                    circuitCapacity(of.voltage, of.phases, of.rating, feed->second->factor).usable;
            }
            if (!rack || fed.empty())
                continue;
            const auto [known, fresh] = tooSmall.try_emplace({rack->get(), ids}, false);
            if (fresh) {
                const RackDraw& draw = *draws.of(placement);
                if (!draw.missing.empty() || draw.total <= Watts{})
                    continue; // The rack design is told of by itself; a feed by PWR-001.
                const Left left = worstLeft(capacity, fed, scope.profile);
                const VoltAmperes apparent{draw.total.value() / scope.profile.power.powerFactor};
                known->second = verdict(apparent, left.usable).has_value();
                if (!known->second) {
                    findings.pass();
                    continue;
                }
                Tight& one = tight[(*rack)->id()];
                one.feeds.insert(ids.begin(), ids.end());
                if (one.load <= Watts{} || left.usable < one.left.usable) {
                    one.load = draw.total;
                    one.left = left;
                }
            }
            if (known->second)
                tight[(*rack)->id()].placements.push_back(placement.id.text());
        }
        for (const auto& [rack, one] : tight) {
            const VoltAmperes apparent{one.load.value() / scope.profile.power.powerFactor};
            Finding finding = found(
                apparent, one.load, one.left, scope.profile, fmt::format("Rack design '{}'", rack),
                fmt::format("the feeds of {} in {}", someOf(one.placements), scope.name()));
            finding.subjects = {Subject::rack(rack.text()), scope.subject()};
            if (auto fix = raised(scope, one, feeds))
                finding.fixes.push_back(std::move(*fix));
            findings.judge(Severity::Error, std::move(finding));
        }
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        const bool toNeutral = in.has("V_LN") && !in.has("V_LL");
        const bool loaded = in.has("S_VA"), real = in.has("PF");
        for (const auto& row : in.rows({{toNeutral ? "V_LN" : "V_LL"},
                                        {"I_br"},
                                        {"k", profile.power.continuousFactor},
                                        {"PF", profile.power.powerFactor},
                                        {"phases", 3},
                                        {"S_VA", 0}})) {
            const Volts voltage{toNeutral ? row[0] * std::sqrt(3.0) : row[0]};
            const auto capacity =
                circuitCapacity(voltage, static_cast<int>(row[4]), Amperes{row[1]}, row[2]);
            out.add("S_rated_VA", capacity.rated.value());
            out.add("S_use_VA", capacity.usable.value());
            if (real)
                out.add("P_use_W", capacity.usable.value() * row[3]);
            if (loaded) {
                out.add("U", row[5] / capacity.usable.value());
                out.add("verdict", verdictWord(verdict(VoltAmperes{row[5]}, capacity.usable)));
            }
        }
        return in.finish(out.value(in.listed()));
    }

private:
    struct Left {
        VoltAmperes usable;
        std::optional<Side> lost;
    };
    /// Placements of one rack design whose feeds are too small for it.
    struct Tight {
        std::vector<std::string> placements;
        std::set<FeedId> feeds;
        Watts load;
        Left left;
    };

    static Left worstLeft(const std::array<VoltAmperes, sideCount>& capacity, SideSet sides,
                          const Profile& profile)
    {
        VoltAmperes all;
        for (const VoltAmperes side : capacity)
            all += side;
        Left left{all, std::nullopt};
        if (!profile.redundantPower || sides.size() < 2)
            return left;
        for (const Side side : sides.list()) {
            const VoltAmperes without = all - capacity[static_cast<std::size_t>(side)];
            if (!left.lost || without < left.usable)
                left = {without, side};
        }
        return left;
    }

    static Verdict verdict(VoltAmperes load, VoltAmperes usable)
    {
        return above(load.value(), usable.value());
    }

    static Finding found(VoltAmperes apparent, Watts load, const Left& left, const Profile& profile,
                         const std::string& what, const std::string& circuits)
    {
        const std::string state =
            left.lost ? fmt::format(" with side {} lost", letter(*left.lost)) : std::string{};
        Finding finding;
        finding.measured = apparent.value();
        finding.limit = left.usable.value();
        finding.unit = "VA";
        finding.message = fmt::format("{} needs {}; {} may carry {}{}.", what, apparent, circuits,
                                      left.usable, state);
        finding.derivation = fmt::format("S = {} / {} = {}; Σ √3 · V · I_br · k = {}{}; {}", load,
                                         shortest(profile.power.powerFactor), apparent, left.usable,
                                         state, percent(apparent / left.usable));
        return finding;
    }

    /// All feeds of these placements raised to the smallest rating with which one side alone
    /// carries such a rack.
    static std::optional<Fix> raised(const ArrangementScope& scope, const Tight& tight,
                                     const std::map<FeedId, const FeedLoad*>& feeds)
    {
        std::vector<Feed> changed;
        for (const FeedId& id : tight.feeds) {
            const FeedLoad& feed = *feeds.at(id);
            const auto& sizes = scope.profile.breakerSizes;
            const double factor = tight.left.usable > VoltAmperes{}
                ? tight.load.value() / scope.profile.power.powerFactor / tight.left.usable.value()
                : 1;
            const auto size = std::find_if(sizes.begin(), sizes.end(), [&](double one) {
                return !exceeds(feed.feed.rating.value() * factor, one);
            });
            if (size == sizes.end() || factor <= 1)
                return std::nullopt;
            changed.push_back(feed.feed);
            changed.back().rating = Amperes{*size};
        }
        if (changed.empty())
            return std::nullopt;
        return Fix{changed.size() == 1 ? fmt::format("Raise the rating of feed '{}' to {}",
                                                     changed.front().name, changed.front().rating)
                                       : fmt::format("Raise the ratings of {} feeds to {}",
                                                     changed.size(), changed.front().rating),
                   [holder = scope.holder(), changed](const Design& design) {
                       Result<Design> next = design;
                       for (const Feed& feed : changed) {
                           if (next)
                               next = setFeed(*next, holder, feed);
                       }
                       return next;
                   }};
    }
};

} // namespace

MadeRule circuitCapacityRule()
{
    return std::make_unique<CircuitCapacityRule>();
}

} // namespace colonnade::model
