#include "model/catalog/PowerUse.h"
#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/QuorumFixes.h"
#include "model/rules/Scopes.h"
#include "model/rules/SourceDiversity.h"
#include "model/units/Text.h"

#include <algorithm>
#include <numeric>
#include <set>

namespace colonnade::model {

namespace {

/// A device lives on when any one source is lost: the supplies on the others carry it.
class SupplyQuorumRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "PWR-009",
            .title = "PSU quorum and source diversity",
            .domain = Domain::Power,
            .scopes = {Scope::RackDesign, Scope::RackInPlace, Scope::Feed},
            .severity = Severity::Error,
            .adjustable = Adjustable::No,
            .parameters = {},
            .formula = "For each source X: (n_PSU − n_PSU on X) · P_PSU ≥ P_dev; anc(A) ∩ anc(B) ⊆ "
                       "{utility}",
            .explanation =
                "Devices with AC supplies of their own, on the sides of the rack's PDUs or, where "
                "it has none, of its "
                "feeds. Supplies are spread in turn over the sides unless set by hand. Where the "
                "maker says how many "
                "must run, so many must remain. A device with a single supply gets a warning, "
                "since no cord mends it. "
                "Two sides of a rack may share no node of the power chain but a utility: one whose "
                "loss takes both is an error, or a warning where UPS blocks below it hold both sides "
                "up. What an alternate source takes over is not lost. "
                "Where the profile lets racks hang on one source by choice, this is information.",
            .remedy =
                "Spread the cords over three sources, or over two with enough supplies on each.",
            .sources = {{"Graph rule", "EJ"},
                        {"10.2 kW server of the DGX H100 class", "B"},
                        {"Two PDUs on one circuit are not redundant (itcoreops.com)", "B"}}};
        return info;
    }

    void checkRack(const RackScope& scope, Findings& findings) const override
    {
        const SideSet sides = sidesOf(scope.rack);
        if (sides.empty())
            return; // Only its place tells the sides.
        check(scope.rack, sides, scope.profile, findings, scope.subject(),
              [&](const Device& device) { return scope.subject(device); },
              [&](const Device& device) { return quorumFixes(scope.rack, device, holds); });
    }

    void checkArrangement(const ArrangementScope& scope, Findings& findings) const override
    {
        std::set<std::pair<const RackDesign*, unsigned>> done;
        for (const Placement& placement : scope.arrangement.placements) {
            const RackDesignRef* rack = placement.rack();
            if (!rack || !sidesOf(**rack).empty())
                continue;
            SideSet fed;
            for (const SideFeed& side : placement.feeds)
                fed.add(side.side);
            if (fed.empty() || !done.emplace(rack->get(), fed.bits()).second)
                continue;
            check(**rack, fed, scope.profile, findings, scope.placement(placement.id),
                  [&](const Device& device) {
                      return scope.pod
                          ? Subject::pod(scope.pod->id().text(),
                                         fmt::format("{}/{}", placement.id, device.id))
                          : Subject::instance(fmt::format("{}/{}", placement.id, device.id));
                  },
                  [&](const Device& device) {
                      return quorumFixesInPlace(scope, **rack, fed, device, holds);
                  });
        }
        checkShared(scope, findings);
    }

    bool hallHasPlaces() const override { return false; }
    void checkHall(const HallScope& scope, Findings& findings) const override
    {
        checkSharedByPods(scope, findings);
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile&) const override
    {
        Inputs in{info(), given};
        const auto device = in.rows({{"P_dev_kW"}, {"P_psu_kW"}});
        std::vector<RuleValue> splits = in.cases("split");
        const bool listed = !splits.empty() && splits.front().isList();
        if (!listed)
            splits = {RuleValue(splits)};
        if (device.size() != 1 && device.size() != splits.size())
            in.wrong("split", fmt::format("a list of {} splits", device.size()));
        Answers out;
        for (std::size_t i = 0; i < splits.size() && in.good(); ++i) {
            std::vector<int> split;
            for (const RuleValue& count : splits[i]) {
                if (!count.isNumber())
                    in.wrong("split", "a list of numbers of supplies");
                split.push_back(count.isNumber() ? static_cast<int>(count.whole()) : 1);
            }
            if (split.empty()) {
                in.wrong("split", "a list of numbers of supplies");
                break;
            }
            const auto& row = device[device.size() == 1 ? 0 : i];
            const auto quorum = supplyQuorum(split, Watts{row[1] * 1000});
            out.add("left_kW", quorum.left.value() / 1000);
            out.add("verdict", verdictWord(above(row[0] * 1000, quorum.left.value())));
        }
        if (!in.good())
            return in.finish({});
        return in.finish(out.value(listed || in.listed()));
    }

private:
    /// How a device stands with its worst side lost.
    struct Quorum {
        SupplyQuorum supplies;
        std::array<int, sideCount> split{};
        int all = 0;
        bool enough = true;
        [[nodiscard]] int remain() const { return all - supplies.lost; }
    };

    static Quorum quorumOf(const Device& device, const PowerInput& input, SideSet sides)
    {
        Quorum quorum;
        quorum.split = supplySplit(device, sides);
        quorum.all = std::accumulate(quorum.split.begin(), quorum.split.end(), 0);
        quorum.supplies = supplyQuorum(quorum.split, input.each.value_or(Watts{}));
        const Watts power = device.part->power.forProvisioning().value_or(Watts{});
        quorum.enough = quorum.remain() > 0
            && !(input.each && exceeds(power.value(), quorum.supplies.left.value()))
            && !(input.needed && quorum.remain() < *input.needed);
        return quorum;
    }

    static bool holds(const RackDesign&, const Device& device, SideSet sides)
    {
        const PowerInput* const input = cordsOf(*device.part);
        return input && quorumOf(device, *input, sides).enough;
    }

    template <class SubjectOf, class FixesFor>
    void check(const RackDesign& rack, SideSet sides, const Profile& profile, Findings& findings,
               Subject whole, SubjectOf subjectOf, FixesFor fixesFor) const
    {
        std::vector<std::string> missing; // Told of together: one row for a rack.
        int places = 0;
        const auto has = [&](bool (*kind)(const Device&)) {
            return std::any_of(rack.devices().begin(), rack.devices().end(), kind);
        };
        std::set<TypeId> covered;
        if (rack.system() && rack.system()->power.forProvisioning()) {
            for (const ContentItem& item : rack.system()->contents)
                covered.insert(item.type);
        }
        if (has(isSourceShelf) && !has(isPdu)) {
            // What hangs on the busbar is PWR-013's; cords find no outlet here.
            for (const Device& device : rack.devices()) {
                if (!covered.contains(device.part->id) && takesOnlyCords(device))
                    findings.add(withoutOutlet(device, subjectOf(device)));
            }
            return;
        }
        for (const Device& device : rack.devices()) {
            const PartType& part = *device.part;
            const PowerInput* const input = cordsOf(part);
            if (device.takesFeed() || !input || covered.contains(part.id))
                continue;
            auto unknown = missingOf(device, *input, sides);
            if (unknown.empty()) {
                checkDevice(device, *input, sides, profile, findings, subjectOf(device), fixesFor);
                continue;
            }
            ++places;
            for (std::string& what : unknown) {
                if (std::find(missing.begin(), missing.end(), what) == missing.end())
                    missing.push_back(std::move(what));
            }
        }
        if (places > 0)
            findings.notEvaluated(std::move(whole), std::move(missing), "supplies", {}, places);
    }

    static bool takesOnlyCords(const Device& device)
    {
        const auto& inputs = device.part->inputs;
        return !device.takesFeed() && !inputs.empty()
            && std::all_of(inputs.begin(), inputs.end(),
                           [](const PowerInput& one) { return one.kind == PowerInput::Kind::AcCord; });
    }

    static Finding withoutOutlet(const Device& device, Subject subject)
    {
        Finding finding;
        finding.severity = Severity::Error;
        finding.subjects = {std::move(subject)};
        finding.aspect = "outlet";
        finding.message = fmt::format(
            "'{}' ({}) takes AC cords, and the rack has only power shelves on a busbar: nothing supplies it.",
            device.id, device.part->model);
        return finding;
    }

    static std::vector<std::string> missingOf(const Device& device, const PowerInput& input,
                                              SideSet sides)
    {
        const auto split = supplySplit(device, sides);
        const int all = std::accumulate(split.begin(), split.end(), 0);
        std::vector<std::string> missing;
        if (all == 0)
            missing.push_back(fmt::format("number of supplies of {}", device.part->model));
        if (!device.part->power.forProvisioning())
            missing.push_back(fmt::format("power of {}", device.part->model));
        if (!input.each && !input.needed && all > 1)
            missing.push_back(fmt::format("supply rating of {}", device.part->model));
        return missing;
    }

    /// A device of which all is known.
    template <class FixesFor>
    void checkDevice(const Device& device, const PowerInput& input, SideSet sides,
                     const Profile& profile, Findings& findings, Subject subject,
                     FixesFor fixesFor) const
    {
        const Quorum held = quorumOf(device, input, sides);
        if (held.enough)
            return findings.pass();
        const auto& split = held.split;
        const int all = held.all;
        const auto power = device.part->power.forProvisioning();
        const SupplyQuorum& quorum = held.supplies;
        const char lost = letter(static_cast<Side>(quorum.worst));
        const int remain = held.remain();
        Verdict verdict = all == 1 ? Severity::Warning : Severity::Error;
        if (verdict && !profile.redundantPower)
            verdict = Severity::Info;

        Finding finding;
        finding.subjects = {std::move(subject)};
        finding.measured = power->value();
        finding.limit =
            input.each ? quorum.left.value() : power->value() * remain / input.needed.value_or(1);
        finding.unit = "W";
        const std::string what = fmt::format("'{}' ({})", device.id, device.part->model);
        if (remain == 0) {
            finding.limit = 0;
            finding.message = fmt::format(
                "{} has {} on side {}; its loss stops {}.", what,
                all == 1 ? "its only supply" : fmt::format("all {} supplies", all), lost, *power);
        } else if (input.each) {
            finding.message =
                fmt::format("{} needs {}; with side {} lost its {} remaining supplies give {}.",
                            what, *power, lost, remain, quorum.left);
        } else {
            finding.message =
                fmt::format("{} needs {} of its {} supplies; with side {} lost {} remain.", what,
                            *input.needed, all, lost, remain);
        }
        if (input.each && input.needed && remain > 0 && remain < *input.needed)
            finding.message += fmt::format(" The maker asks for {}.", *input.needed);
        std::vector<std::string> sidesText;
        for (std::size_t side = 0; side < split.size(); ++side) {
            if (split[side] > 0)
                sidesText.push_back(
                    fmt::format("{} on {}", split[side], letter(static_cast<Side>(side))));
        }
        finding.derivation = input.each
            ? fmt::format("{}: ({} − {}) · {} = {} against {}", fmt::join(sidesText, ", "), all,
                          quorum.lost, *input.each, quorum.left, *power)
            : fmt::format("{}: {} − {} = {} against {}", fmt::join(sidesText, ", "), all,
                          quorum.lost, remain, input.needed.value_or(1));
        finding.fixes = fixesFor(device);
        if (finding.fixes.empty() && input.each && remain > 0)
            finding.message += fmt::format(" As corded, supplies of {} each would do.", *power / remain);
        findings.judge(verdict, std::move(finding));
    }
};

} // namespace

MadeRule supplyQuorumRule()
{
    return std::make_unique<SupplyQuorumRule>();
}

} // namespace colonnade::model
