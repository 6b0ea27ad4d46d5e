#include "model/edit/ChainEdits.h"
#include "model/power/CordLoads.h"
#include "model/rules/AllRules.h"
#include "model/rules/FeedLines.h"
#include "model/rules/Fixes.h"
#include "model/rules/Inputs.h"
#include "model/units/Text.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace colonnade::model {

namespace {

/// Power that comes back to all supplies of a circuit at once does not trip its breaker.
class InrushRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "PWR-021",
            .title = "Inrush / simultaneous energisation",
            .domain = Domain::Power,
            .scopes = {Scope::Feed},
            .severity = Severity::Warning,
            .adjustable = Adjustable::Yes,
            .parameters =
                {{"multiple_b", "", "Lower instantaneous multiple of a type B breaker.", 1, 50},
                 {"multiple_c", "", "The same of type C.", 1, 50},
                 {"multiple_d", "", "The same of type D.", 1, 50},
                 {"largest_breaker", "A",
                  "Rating up to which a breaker has such a type; above, its trip is set.", 1, 1e4},
                 {"inrush", "A",
                  "Peak inrush of a supply whose entry does not give it; 0: not evaluated.", 0,
                  1e4},
                 {"inrush_time", "ms", "Duration of the inrush.", 0, 1e4},
                 {"outlet_delay", "ms", "Delay between the outlets of a switched rack PDU.", 0,
                  1e5}},
            .formula = "n_max = ⌊m · √2 · I_n / I_pk⌋ on the most loaded pole; more need to be "
                       "switched on in turn, t_seq ≥ inrush time",
            .explanation =
                "Feeds whose breaker is small enough to have a trip type, or that give one: the "
                "supplies of all racks that hang on them directly, pole by pole. Supplies behind "
                "switched rack PDUs come on in turn. Supplies without a known phase count for the "
                "pole that they would load least.",
            .remedy = "Set the outlets of the rack PDUs to come on in turn, or take a breaker of "
                      "type D.",
            .sources = {{"Legrand PRO4X manual: inrush of 20 to 40 ms, guard delay of 100 ms", "A"},
                        {"IEC 60898: bands of types B, C and D", "C"}}};
        return info;
    }

    void checkArrangement(const ArrangementScope& scope, Findings& findings) const override
    {
        std::vector<std::string> missing;
        int places = 0;
        for (const FeedLoad& feed : scope.power.feeds) {
            const std::string& curve = feed.feed.equipment.curve;
            const bool small =
                feed.feed.rating.value() <= scope.profile.parameter(info().id, "largest_breaker");
            if ((curve.empty() && !small) || feed.feed.phases == 0)
                continue;
            const Supplies supplies = on(scope, feed.feed);
            if (supplies.count == 0)
                continue;
            if (supplies.inTurn && inTurn(scope.profile)) {
                findings.pass();
                continue;
            }
            std::vector<std::string> lacking = supplies.missing;
            const auto multiple = multipleOf(curve, scope.profile);
            if (!multiple)
                lacking.push_back(
                    fmt::format("trip type of the breaker of feed '{}'", feed.feed.name));
            if (!lacking.empty()) {
                ++places;
                for (std::string& what : lacking) {
                    if (std::find(missing.begin(), missing.end(), what) == missing.end())
                        missing.push_back(std::move(what));
                }
                continue;
            }
            findings.judge(verdict(supplies.peak, *multiple, feed.feed.rating),
                           found(scope, feed.feed, supplies, *multiple));
        }
        if (!missing.empty())
            findings.notEvaluated(scope.subject(), std::move(missing), {}, {}, places);
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        const auto multiple = multipleOf(in.text("curve", "C"), profile);
        if (!multiple)
            in.wrong("curve", "B, C or D");
        for (const auto& row :
             in.rows({{"m", multiple},
                      {"I_n"},
                      {"I_pk"},
                      {"n", 1},
                      {"t_seq", 0},
                      {"t_inrush", profile.parameter(info().id, "inrush_time")}})) {
            out.add("n_max", inrushLimit(row[0], Amperes{row[1]}, Amperes{row[2]}));
            const bool sequenced = row[4] > 0 && row[4] >= row[5];
            out.add("verdict",
                    verdictWord(sequenced
                                    ? std::nullopt
                                    : verdict(Amperes{row[2]} * row[3], row[0], Amperes{row[1]})));
        }
        return in.finish(out.value(in.listed()));
    }

private:
    /// What comes on at once.
    struct Supplies {
        int count = 0; ///< On the most loaded pole.
        Amperes peak; ///< Of these, together.
        bool inTurn = true; ///< All hang behind switched rack PDUs.
        std::vector<std::string> racks;
        std::vector<std::string> missing;
    };

    /// `peak`: of all supplies that come on together; n > n_max is the same as their peak above
    /// that of n_max.
    static Verdict verdict(Amperes peak, double multiple, Amperes rating)
    {
        return exceeds(peak.value(), multiple * std::sqrt(2.0) * rating.value())
            ? Verdict{Severity::Warning}
            : std::nullopt;
    }

    std::optional<double> multipleOf(std::string_view curve, const Profile& profile) const
    {
        if (curve == "B")
            return profile.parameter(info().id, "multiple_b");
        if (curve == "C")
            return profile.parameter(info().id, "multiple_c");
        if (curve == "D")
            return profile.parameter(info().id, "multiple_d");
        return std::nullopt;
    }

    bool inTurn(const Profile& profile) const
    {
        return profile.parameter(info().id, "outlet_delay")
            >= profile.parameter(info().id, "inrush_time");
    }

    static bool isSwitched(const PartType& pdu)
    {
        const Figure* figure = pdu.figure("switched");
        const bool* flag = figure ? std::get_if<bool>(&figure->value) : nullptr;
        return flag && *flag;
    }

    Supplies on(const ArrangementScope& scope, const Feed& feed) const
    {
        Supplies all;
        std::array<int, 3> counts{};
        std::array<double, 3> peaks{};
        std::map<const RackDesign*, std::vector<LoadedCord>> known;
        for (const Placement& placement : scope.arrangement.placements) {
            const RackDesignRef* rack = placement.rack();
            for (const SideFeed& side : placement.feeds) {
                if (!rack || side.feed != feed.id)
                    continue;
                SideSet fed;
                for (const SideFeed& one : placement.feeds)
                    fed.add(one.side);
                const auto [cords, fresh] = known.try_emplace(rack->get());
                if (fresh)
                    cords->second = loadedCords(**rack, fed);
                bool here = false;
                for (const LoadedCord& cord : cords->second) {
                    if (cord.cord.side != side.side)
                        continue;
                    here = true;
                    add(all, counts, peaks, cord, feed, scope.profile);
                }
                if (here)
                    all.racks.push_back(placement.id.text());
            }
        }
        const auto pole =
            static_cast<std::size_t>(std::max_element(peaks.begin(), peaks.end()) - peaks.begin());
        all.peak = Amperes{peaks[pole]};
        all.count = std::max(counts[pole], *std::max_element(counts.begin(), counts.end()));
        return all;
    }

    void add(Supplies& all, std::array<int, 3>& counts, std::array<double, 3>& peaks,
             const LoadedCord& cord, const Feed& feed, const Profile& profile) const
    {
        all.inTurn = all.inTurn && cord.cord.pdu && isSwitched(*cord.cord.pdu->part);
        const PartType& part = *cord.cord.device->part;
        double peak = part.number("psu_inrush_a").value_or(profile.parameter(info().id, "inrush"));
        if (peak <= 0) {
            std::string what = fmt::format("inrush of the supplies of {}", part.model);
            if (std::find(all.missing.begin(), all.missing.end(), what) == all.missing.end())
                all.missing.push_back(std::move(what));
        }
        const auto onto = [&](std::size_t pole) {
            ++counts[pole];
            peaks[pole] += peak;
        };
        if (feed.phases != 3 || cord.lines == 3) {
            for (std::size_t pole = 0; pole < (feed.phases == 3 ? 3u : 1u); ++pole)
                onto(pole);
            return;
        }
        const std::size_t phase = cord.cord.phase.value_or(static_cast<std::size_t>(
            std::min_element(counts.begin(), counts.end()) - counts.begin()));
        onto(phase);
        if (lineToLine(feed))
            onto((phase + 1) % 3);
    }

    Finding found(const ArrangementScope& scope, const Feed& feed, const Supplies& supplies,
                  double multiple) const
    {
        const Amperes trip{multiple * std::sqrt(2.0) * feed.rating.value()};
        const Amperes each = supplies.peak / static_cast<double>(std::max(supplies.count, 1));
        const int most = inrushLimit(multiple, feed.rating, each);
        Finding finding;
        finding.subjects = {scope.feed(feed.id)};
        finding.measured = supplies.count;
        finding.limit = most;
        finding.unit = "supplies";
        finding.message = fmt::format(
            "One pole of feed '{}' of {} switches {} supplies of {} at once; its {} type {} "
            "breaker stands {}.",
            feed.name, scope.name(), supplies.count, someOf(supplies.racks), feed.rating,
            feed.equipment.curve, most);
        finding.derivation = fmt::format(
            "n_max = ⌊{} · √2 · {} / {}⌋ = ⌊{} / {}⌋ = {}; {} supplies peak at {}",
            shortest(multiple), feed.rating, each, trip, each, most, supplies.count, supplies.peak);
        const double slow = scope.profile.parameter(info().id, "multiple_d");
        if (feed.equipment.curve != "D" && !verdict(supplies.peak, slow, feed.rating)) {
            Feed changed = feed;
            changed.equipment.curve = "D";
            finding.fixes.push_back(
                {fmt::format("Take a breaker of type D for feed '{}'", feed.name),
                 [holder = scope.holder(), changed](const Design& design) {
                     return setFeed(design, holder, changed);
                 }});
        }
        return finding;
    }
};

} // namespace

MadeRule inrushRule()
{
    return std::make_unique<InrushRule>();
}

} // namespace colonnade::model
