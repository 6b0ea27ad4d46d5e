#include "model/rules/AllRules.h"
#include "model/rules/Inputs.h"
#include "model/rules/Scopes.h"
#include "model/units/Text.h"

#include <algorithm>
#include <limits>
#include <set>

namespace colonnade::model {

namespace {

/// The power shelves of a DC rack carry it with one shelf lost, and with one source lost.
class ShelfRedundancyRule final : public Rule {
public:
    const RuleInfo& info() const override
    {
        static const RuleInfo info{
            .id = "PWR-013",
            .title = "DC power-shelf redundancy",
            .domain = Domain::Power,
            .scopes = {Scope::RackDesign},
            .severity = Severity::Error,
            .adjustable = Adjustable::Yes,
            .parameters = {{"warn_share", "",
                            "Share of what remains above which a warning is given.", 0, 1},
                           {"spare_shelves", "", "Shelves that must not be needed.", 0, 16},
                           {"spare_rectifiers", "",
                            "Rectifiers of each shelf that must not be needed.", 0, 16}},
            .formula = "P_av = min((n_shelf − r_shelf) · (m − r_rect) · P_rect, shelves of the "
                       "other source); "
                       "U = P_rack / P_av ≤ 1",
            .explanation = "Rectifier and DC/DC shelves; battery and capacitor shelves carry no "
                           "load of their own. Installed "
                           "power, power with a shelf lost and power with the worse source lost "
                           "are kept apart: eight shelves of "
                           "33 kW are 264 kW installed and 132 kW for each of two sources. Shelves "
                           "without a side are taken in turn.",
            .remedy = "Add a shelf, or divide the shelf inputs evenly over the sources.",
            .sources = {
                {"NVIDIA Base Command Manager: GB200 reference rack, 8 shelves of 6 x 5.5 kW", "A"},
                {"Supermicro GB300 NVL72 article (serversimply.com)", "B"}}};
        return info;
    }

    void checkRack(const RackScope& scope, Findings& findings) const override
    {
        const Profile& profile = scope.profile;
        const double spareRectifiers = profile.parameter(info().id, "spare_rectifiers");
        std::vector<Shelf> shelves;
        std::set<std::string> uncounted; // Shelves whose rectifiers nobody knows.
        for (const Device& device : scope.rack.devices()) {
            if (!isSourceShelf(device))
                continue;
            const PowerShelfFigures& figures = *device.part->shelf;
            if (figures.rectifiers <= 0)
                uncounted.insert(fmt::format("rectifiers of {}", device.part->model));
            const double share = figures.rectifiers > 0
                ? std::max(0.0, 1 - spareRectifiers / figures.rectifiers)
                : 1.0;
            shelves.push_back(
                {static_cast<std::size_t>(sideOf(scope.rack, device)), figures.output * share});
        }
        if (shelves.empty())
            return;
        const RackDraw draw = rackDraw(scope.rack);
        if (draw.shelfLoad <= Watts{} && draw.missing.empty())
            return findings.pass();
        const int spare = static_cast<int>(profile.parameter(info().id, "spare_shelves"));
        const ShelfBank bank = shelfBank(shelves, spare);
        const Watts left = bank.available();
        Finding finding;
        finding.subjects = {scope.subject()};
        finding.measured = draw.shelfLoad.value();
        finding.limit = left.value();
        finding.unit = "W";
        const bool byFeed = bank.lessFeed <= bank.lessShelf;
        const std::string state = byFeed
            ? fmt::format("side {} lost", letter(static_cast<Side>(bank.worstSource)))
            : fmt::format("{} {} lost", spare, spare == 1 ? "shelf" : "shelves");
        const std::string share =
            left > Watts{} ? percent(draw.shelfLoad / left) : std::string{"more than all"};
        finding.message = fmt::format(
            "The shelves of rack design '{}' give {} with {}; the rack needs {}, {} of that.",
            scope.rack.id(), left, state, draw.shelfLoad, share);
        finding.derivation = fmt::format(
            "{} shelves, {} installed; {} with {} lost; {} with the worse side lost; {} / {} = {}",
            shelves.size(), bank.installed, bank.lessShelf,
            spare == 1 ? "a shelf" : "the spare shelves", bank.lessFeed, draw.shelfLoad, left,
            share);
        if (auto fix = dividedEvenly(scope.rack, bank, spare))
            finding.fixes.push_back(std::move(*fix));
        if (auto fix = moreShelves(scope, shelves, draw.shelfLoad, spare))
            finding.fixes.push_back(std::move(*fix));
        Verdict verdict = this->verdict(draw.shelfLoad, left, profile);
        if (verdict && byFeed && !profile.redundantPower)
            verdict = Severity::Info;
        std::vector<std::string> missing = draw.missing;
        if (spareRectifiers > 0)
            missing.insert(missing.end(), uncounted.begin(), uncounted.end());
        findings.judge(verdict, std::move(finding), missing);
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        Inputs in{info(), given};
        Answers out;
        const auto rows = in.rows({{"shelves"},
                                   {"rect"},
                                   {"P_rect"},
                                   {"P_rack"},
                                   {"r_shelf", profile.parameter(info().id, "spare_shelves")},
                                   {"r_rect", profile.parameter(info().id, "spare_rectifiers")},
                                   {"feeds", 2}});
        std::vector<double> split = in.has("split") ? in.numbers("split") : std::vector<double>{};
        for (const auto& row : rows) {
            const auto count = static_cast<std::size_t>(std::clamp(row[0], 0.0, 1e4));
            const auto sources = static_cast<std::size_t>(std::max(1.0, row[6]));
            const Watts each{(row[1] - row[5]) * row[2]};
            std::vector<Shelf> shelves;
            for (std::size_t i = 0; i < count; ++i)
                shelves.push_back({split.empty() ? i % sources : sourceOf(split, i), each});
            const ShelfBank bank = shelfBank(shelves, static_cast<int>(row[4]));
            out.add("installed", row[0] * row[1] * row[2]);
            out.add("minus_shelf", bank.lessShelf.value());
            out.add("minus_feed", bank.lessFeed.value());
            const Watts left = bank.available();
            out.add("U", left > Watts{} ? RuleValue(row[3] / left.value()) : RuleValue());
            out.add("verdict", verdictWord(verdict(Watts{row[3]}, left, profile)));
        }
        return in.finish(out.value(in.listed() && in.good()));
    }

private:
    static std::size_t sourceOf(const std::vector<double>& split, std::size_t shelf)
    {
        double upTo = 0;
        for (std::size_t source = 0; source < split.size(); ++source) {
            upTo += split[source];
            if (static_cast<double>(shelf) < upTo)
                return source;
        }
        return split.size() - 1;
    }

    Verdict verdict(Watts load, Watts left, const Profile& profile) const
    {
        if (left <= Watts{})
            return load > Watts{} ? Verdict{Severity::Error} : std::nullopt;
        return above(load / left, 1, profile.parameter(info().id, "warn_share"));
    }

    /// As few more shelves of the kind as clear it, each on the side that has the least, where the rack has the room.
    std::optional<Fix> moreShelves(const RackScope& scope, std::vector<Shelf> shelves, Watts load, int spare) const
    {
        const auto& devices = scope.rack.devices();
        const auto like = std::find_if(devices.begin(), devices.end(), [](const Device& device) {
            return isSourceShelf(device);
        });
        if (!verdict(load, shelfBank(shelves, spare).available(), scope.profile))
            return std::nullopt;
        const auto named = sidesOf(scope.rack).list();
        const std::vector<Side> sides = named.size() > 1 ? named : std::vector{Side::A, Side::B};
        const Watts each = shelves.front().output;
        Result<RackDesign> next = scope.rack;
        std::vector<Device> added;
        constexpr std::size_t most = 16;
        while (added.size() < most && verdict(load, shelfBank(shelves, spare).available(), scope.profile)) {
            Side least = sides.front();
            const auto on = [&](Side side) {
                return std::count_if(shelves.begin(), shelves.end(), [&](const Shelf& shelf) {
                    return shelf.source == static_cast<std::size_t>(side);
                });
            };
            for (const Side side : sides)
                least = on(side) < on(least) ? side : least;
            const auto unit = next->firstFreeUnit(*like->part, Face::Front);
            if (!unit)
                return std::nullopt;
            Device shelf = freshDevice(*next, like->part, {Face::Front, *unit, Slot::Full});
            shelf.side = least;
            next = next->mounted(shelf);
            if (!next)
                return std::nullopt;
            added.push_back(std::move(shelf));
            shelves.push_back({static_cast<std::size_t>(least), each});
        }
        if (added.size() == most)
            return std::nullopt;
        return Fix{fmt::format("Add {} shel{} of {}", added.size(), added.size() == 1 ? "f" : "ves", like->part->model),
                   [id = scope.rack.id(), added](const Design& design) {
                       return design.changedRack(
                           id, [&](const RackDesign& before) { return before.mounted(added); });
                   }};
    }

    /// Shelves alternating over two sides, where that leaves more than now.
    static std::optional<Fix> dividedEvenly(const RackDesign& rack, const ShelfBank& now, int spare)
    {
        std::vector<DeviceId> ids;
        std::vector<Shelf> even;
        const auto named = sidesOf(rack).list();
        const std::vector<Side> sides = named.size() > 1 ? named : std::vector{Side::A, Side::B};
        for (const Device& device : rack.devices()) {
            if (!isSourceShelf(device))
                continue;
            even.push_back({static_cast<std::size_t>(sides[ids.size() % sides.size()]),
                            device.part->shelf->output});
            ids.push_back(device.id);
        }
        if (shelfBank(even, spare).lessFeed <= now.lessFeed)
            return std::nullopt;
        return Fix{fmt::format("Divide the shelves evenly over sides {} to {}",
                               letter(sides.front()), letter(sides.back())),
                   [id = rack.id(), ids, sides](const Design& design) {
                       return design.changedRack(
                           id, [&](const RackDesign& before) -> Result<RackDesign> {
                               Result<RackDesign> next = before;
                               for (std::size_t i = 0; i < ids.size() && next; ++i) {
                                   const Device* shelf = next->device(ids[i]);
                                   if (!shelf)
                                       return fail("There is no device '{}' in rack design '{}'",
                                                   ids[i], before.id());
                                   Device changed = *shelf;
                                   changed.side = sides[i % sides.size()];
                                   next = next->replaced(std::move(changed));
                               }
                               return next;
                           });
                   }};
    }
};

} // namespace

MadeRule shelfRedundancyRule()
{
    return std::make_unique<ShelfRedundancyRule>();
}

} // namespace colonnade::model
