#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <algorithm>
#include <array>
#include <set>

namespace colonnade::model {

namespace {

enum class Level { N, SpareUnit, Double };
constexpr std::array<std::string_view, 3> levels{"N", "N+1", "2N"};

std::string_view word(Level level)
{
    return levels[static_cast<std::size_t>(level)];
}

struct Chain {
    std::string_view name;
    Level level = Level::N;
};

const Chain& weakest(const std::vector<Chain>& chains)
{
    return *std::min_element(chains.begin(), chains.end(),
                             [](const Chain& a, const Chain& b) { return a.level < b.level; });
}

const Chain& strongest(const std::vector<Chain>& chains)
{
    return *std::max_element(chains.begin(), chains.end(),
                             [](const Chain& a, const Chain& b) { return a.level < b.level; });
}

int gap(const std::vector<Chain>& chains)
{
    return static_cast<int>(strongest(chains).level) - static_cast<int>(weakest(chains).level);
}

/// Power, cooling and network of a group of racks are about equally redundant: the weakest one counts.
class RedundancyClassRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "REL-009",
            .title = "Consistent redundancy",
            .domain = Domain::Reliability,
            .scopes = {Scope::Hall},
            .severity = Severity::Warning,
            .adjustable = Adjustable::Yes,
            .parameters = {{"levels", "", "Levels between the strongest and the weakest chain from which it is warned.", 1,
                            10}},
            .formula = "class = min over {power, cooling, network}; N < N+1 < 2N",
            .explanation =
                "Power is N where the loss of one feed stops accelerators, 2N where two sides each carry all, N+1 where "
                "three or more share it. A loop is N+1 where it spares a CDU and 2N where half of them carry its heat; air "
                "likewise by the hall's spare units. A scale-out network is N where a leaf takes accelerators with it. The "
                "control network counts in numbers given by hand: its loss stops no job.",
            .remedy = "Raise the weakest chain, or save on the strongest.",
            .sources = {{"TIA-942 Rated-2 to Rated-4, by pages on dual power feeds", "B"}, {"Levels", "EJ"}}};
        return info;
    }

    bool hallHasPlaces() const override { return false; }
    void checkHall(const HallScope& scope, Findings& findings) const override
    {
        for (const HallPart& part : scope.parts) {
            if (part.placements == 0)
                continue;
            std::vector<Chain> chains;
            if (const auto level = powerLevel(*part.power))
                chains.push_back({"power", *level});
            if (const auto level = coolingLevel(*part.cooling, scope.hall, part))
                chains.push_back({"cooling", *level});
            if (const auto level = networkLevel(part))
                chains.push_back({"network", *level});
            if (chains.size() < 2)
                continue; // Nothing to compare.
            Finding finding;
            finding.subjects = {part.pod ? Subject::pod(part.pod->id().text()) : Subject{Subject::Where::Hall, {}}};
            finding.placements = part.placements;
            finding.measured = gap(chains);
            finding.limit = scope.profile.parameter(info().id, "levels") - 1;
            finding.unit = "levels";
            const Chain &strong = strongest(chains), &weak = weakest(chains);
            finding.message = fmt::format("{} has {} {}, but {} {}: all together it is {}, and at most {} level between them "
                                          "makes use of both.",
                                          part.pod ? fmt::format("Pod design '{}'", part.pod->id()) : "The hall",
                                          word(strong.level), strong.name, word(weak.level), weak.name, word(weak.level),
                                          significant(*finding.limit, 2));
            for (const Chain& chain : chains)
                finding.derivation +=
                    fmt::format("{}{} {}", finding.derivation.empty() ? "" : ", ", chain.name, word(chain.level));
            Verdict said = verdict(chains, scope.profile);
            if (said && !scope.profile.redundantPower && weak.name == "power")
                said = Severity::Info; // Racks hang on one source by choice.
            findings.judge(said, std::move(finding));
        }
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        std::vector<Chain> chains;
        for (const auto& [key, name] : {std::pair{"power", "power"}, {"cool", "cooling"}, {"net", "network"},
                                        {"control", "control"}}) {
            if (!in.has(key))
                continue;
            const auto level = levelFrom(in.text(key, ""));
            if (!level)
                in.wrong(key, "'N', 'N+1' or '2N'");
            chains.push_back({name, level.value_or(Level::N)});
        }
        if (chains.empty())
            in.refuse("REL-009 needs one of the inputs 'power', 'cool', 'net' and 'control'.");
        RuleValue out = RuleValue::object();
        if (in.good()) {
            out.put("effective", word(weakest(chains).level));
            out.put("verdict", verdictWord(verdict(chains, profile)));
        }
        return in.finish(std::move(out));
    }

private:
    Verdict verdict(const std::vector<Chain>& chains, const Profile& profile) const
    {
        return exceeds(profile.parameter(info().id, "levels"), gap(chains)) ? std::nullopt : Verdict{Severity::Warning};
    }

    /// Levels by the names that people use; more than one spare unit is still less than all of it twice.
    static std::optional<Level> levelFrom(std::string_view text)
    {
        if (text == "N")
            return Level::N;
        if (text == "N+1" || text == "N+2" || text == "3N/2" || text == "4N/3")
            return Level::SpareUnit;
        if (text == "2N" || text == "2N+1" || text == "2(N+1)" || text == "N+N")
            return Level::Double;
        return std::nullopt;
    }

    static std::optional<Level> powerLevel(const PowerChain& power)
    {
        std::set<Side> sides;
        bool loses = false;
        for (const FeedLoad& feed : power.feeds) {
            loses = loses || feed.acceleratorsLost > 0;
            if (feed.acceleratorsBehind > 0)
                sides.insert(feed.feed.side);
        }
        if (sides.empty())
            return std::nullopt;
        if (loses || sides.size() == 1)
            return Level::N;
        return sides.size() == 2 ? Level::Double : Level::SpareUnit;
    }

    static std::optional<Level> coolingLevel(const CoolingChain& cooling, const Hall& hall, const HallPart& part)
    {
        std::optional<Level> level;
        const auto lower = [&](Level other) { level = std::min(level.value_or(other), other); };
        for (const LoopLoad& loop : cooling.loops) {
            if (loop.accelerators == 0 || loop.cdus == 0 || loop.heat <= Watts{})
                continue;
            const bool half = loop.cdus > 1 && loop.heat <= loop.capacity - loop.largestCdu * ((loop.cdus + 1) / 2);
            lower(half ? Level::Double : loop.redundant() && loop.cdus > 1 ? Level::SpareUnit : Level::N);
        }
        const bool givesToAir = (part.pod ? part.pod->facts().heatToAir.known : Watts{}) > Watts{};
        if (hall.air && givesToAir)
            lower(hall.air->spare <= 0                     ? Level::N
                      : 2 * hall.air->spare >= hall.air->units ? Level::Double
                                                               : Level::SpareUnit);
        return level;
    }

    static std::optional<Level> networkLevel(const HallPart& part)
    {
        if (!part.switches || part.switches->empty())
            return std::nullopt;
        const bool loses = std::any_of(part.switches->begin(), part.switches->end(),
                                       [](const HallPart::SwitchLoss& loss) { return loss.accelerators > 0; });
        return loses ? Level::N : part.switches->size() > 1 ? Level::Double : Level::SpareUnit;
    }
};

} // namespace

MadeRule redundancyClassRule()
{
    return std::make_unique<RedundancyClassRule>();
}

} // namespace colonnade::model
