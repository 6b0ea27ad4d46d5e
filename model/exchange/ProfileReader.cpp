#include "model/exchange/ProfileReader.h"

#include "model/exchange/FormulaSection.h"
#include "model/exchange/Resources.h"
#include "model/exchange/YamlReader.h"
#include "model/reliability/Population.h"
#include "model/rules/Rule.h"
#include "model/units/Text.h"

#include <algorithm>
#include <cmath>

namespace colonnade::model {

namespace {

constexpr YamlLimits profileLimits{.bytes = 1u << 20,
                                   .line = 16u << 10,
                                   .depth = 8,
                                   .values = 50'000,
                                   .text = 16u << 10,
                                   .anchors = 0,
                                   .aliases = 0,
                                   .expanded = 50'000};
constexpr std::array<YamlWord<Severity>, 3> severities{
    {{"error", Severity::Error}, {"warning", Severity::Warning}, {"info", Severity::Info}}};

class Builder {
public:
    Builder(YamlMap map, Profile base, std::string_view text, std::string_view file)
        : m_map{std::move(map)}, m_profile{std::move(base)}, m_text{text}, m_file{file}
    {
    }

    Profile operator()()
    {
        m_profile.title = m_map.text("title");
        m_profile.summary = m_map.text("summary", noteText);
        return sections();
    }

    /// What a profile and a preset have in common.
    Profile sections()
    {
        readSources();
        readPower();
        readOutlets();
        readCooling();
        readFloor();
        readWorkingSpace();
        readCables();
        readCopper();
        readOptics();
        readLoss();
        readOversubscription();
        readReliability();
        if (const auto formulas = m_map.find("formulas"))
            readFormulas(
                *formulas, m_text, m_file, [this](YamlMap& map) { return source(map); },
                m_profile.formulas);
        readRules();
        m_map.done();
        return std::move(m_profile);
    }

private:
    void readSources()
    {
        const auto sources = m_map.find("sources");
        if (!sources)
            return;
        for (const auto& [name, document] : sources->entries()) {
            const std::string key = name.text();
            std::erase_if(m_profile.sources, [&](const auto& known) { return known.first == key; });
            m_profile.sources.emplace_back(key, document.text());
        }
        std::sort(m_profile.sources.begin(), m_profile.sources.end());
    }

    /// The names under `source`: each must be one of `sources`.
    std::string source(YamlMap& map)
    {
        const auto value = map.find("source");
        if (!value) {
            map.complain("the key 'source' is missing: every threshold names where it comes from");
            return {};
        }
        std::string names;
        const bool list = value->node().isSequence();
        for (const YamlValue& item : list ? value->items() : std::vector<YamlValue>{*value}) {
            const std::string name = item.text();
            const bool known = std::any_of(m_profile.sources.begin(), m_profile.sources.end(),
                                           [&](const auto& one) { return one.first == name; });
            if (!known)
                item.refuse("a name from 'sources'");
            names += (names.empty() ? "" : ", ") + name;
        }
        return names;
    }

    static void number(YamlMap& map, std::string_view key, NumberRange range, double& value)
    {
        value = map.numberIf(key, range).value_or(value);
    }
    template <class Q>
    static void quantity(YamlMap& map, std::string_view key, NumberRange range, Q& value)
    {
        value = map.quantityIf<Q>(key, range).value_or(value);
    }

    static std::vector<double> rising(const YamlValue& value, NumberRange range)
    {
        std::vector<double> list = value.numbers(range);
        if (list.empty() || !std::is_sorted(list.begin(), list.end()))
            value.refuse("numbers that rise");
        return list;
    }

    void readPower()
    {
        auto map = m_map.mapIf("power");
        if (!map)
            return;
        number(*map, "continuous_factor", {0.1, 1}, m_profile.power.continuousFactor);
        number(*map, "power_factor", {0.1, 1}, m_profile.power.powerFactor);
        m_profile.redundantPower = map->flagIf("redundant").value_or(m_profile.redundantPower);
        if (const auto sizes = map->find("breaker_sizes_a"))
            m_profile.breakerSizes = rising(*sizes, {1, 1e5});
        source(*map);
    }

    void readOutlets()
    {
        const auto rows = m_map.find("outlets");
        if (!rows)
            return;
        m_profile.outlets.clear();
        for (const YamlValue& item : rows->items()) {
            YamlMap row = item.map();
            OutletRating outlet;
            outlet.type = row.text("type");
            outlet.rating = row.quantity<Amperes>("rating_a", {0.1, 1000});
            outlet.continuousFactor = row.numberIf("continuous_factor", {0.1, 1}).value_or(1);
            source(row);
            m_profile.outlets.push_back(std::move(outlet));
        }
    }

    void readCooling()
    {
        auto map = m_map.mapIf("cooling");
        if (!map)
            return;
        CoolingBasis& cooling = m_profile.cooling;
        quantity(*map, "coolant_rise_k", {1, 60}, cooling.rise);
        quantity(*map, "liquid_approach_k", {0, 60}, cooling.liquidApproach);
        quantity(*map, "air_approach_k", {0, 60}, cooling.airApproach);
        quantity(*map, "facility_rise_k", {1, 60}, cooling.facilityRise);
        cooling.spareCdus =
            static_cast<int>(map->wholeIf("spare_cdus", {0, 100}).value_or(cooling.spareCdus));
        quantity(*map, "air_rise_k", {1, 60}, m_profile.airRise);
        number(*map, "recirculation_contained", {0, 1}, m_profile.recirculationContained);
        number(*map, "recirculation_open", {0, 1}, m_profile.recirculationOpen);
        source(*map);
    }

    void readFloor()
    {
        auto map = m_map.mapIf("floor");
        if (!map)
            return;
        if (const auto presets = map->find("presets_kpa")) {
            m_profile.floorPresets.clear();
            for (const double preset : rising(*presets, {0.1, 1000}))
                m_profile.floorPresets.push_back(Kilopascals{preset});
        }
        number(*map, "cable_mass_share", {0, 1}, m_profile.cableMassShare);
        source(*map);
    }

    void readWorkingSpace()
    {
        auto map = m_map.mapIf("working_space");
        if (!map)
            return;
        if (const auto rows = map->find("depth")) {
            m_profile.workingSpace.clear();
            for (const YamlValue& item : rows->items()) {
                YamlMap row = item.map();
                WorkingSpace space;
                space.toGround = row.quantity<Volts>("to_ground_v", {1, 1e5});
                const YamlValue depths = row.at("depth_m");
                const auto metres = depths.numbers({0, 10});
                if (metres.size() != space.depth.size())
                    depths.refuse("three depths, one for each condition");
                for (std::size_t i = 0; i < space.depth.size() && i < metres.size(); ++i)
                    space.depth[i] = Metres{metres[i]};
                m_profile.workingSpace.push_back(space);
            }
        }
        quantity(*map, "width_m", {0, 10}, m_profile.workingWidth);
        quantity(*map, "height_m", {0, 10}, m_profile.workingHeight);
        source(*map);
    }

    void readCables()
    {
        auto map = m_map.mapIf("cables");
        if (!map)
            return;
        number(*map, "slack", {0, 10}, m_profile.cableSlack);
        quantity(*map, "loop_m", {0, 100}, m_profile.cableLoop);
        source(*map);
    }

    void readCopper()
    {
        const auto rows = m_map.find("copper_reach");
        if (!rows)
            return;
        m_profile.copper.clear();
        for (const YamlValue& item : rows->items()) {
            YamlMap row = item.map();
            CopperReach reach;
            reach.kind = row.text("kind");
            reach.laneGbps = row.number("lane_gbit_s", {1, 1000});
            reach.reach = row.quantity<Metres>("reach_m", {0.1, 1000});
            reach.source = source(row);
            m_profile.copper.push_back(std::move(reach));
        }
    }

    void readOptics()
    {
        const auto rows = m_map.find("optical_reach");
        if (!rows)
            return;
        m_profile.optics.clear();
        for (const YamlValue& item : rows->items()) {
            YamlMap row = item.map();
            OpticalReach reach;
            reach.pmd = row.text("pmd");
            reach.fibre = row.text("fibre");
            reach.reach = row.quantity<Metres>("reach_m", {0.1, 1e6});
            reach.lossDb = row.numberIf("loss_db", {0, 100});
            reach.source = source(row);
            m_profile.optics.push_back(std::move(reach));
        }
    }

    static void readNumbers(YamlMap& map, std::string_view key, NumberRange range,
                            std::map<std::string, double, std::less<>>& numbers)
    {
        if (const auto values = map.find(key)) {
            for (const auto& [name, value] : values->entries())
                numbers.insert_or_assign(name.text(), value.number(range));
        }
    }

    void readLoss()
    {
        if (auto map = m_map.mapIf("fibre_loss")) {
            readNumbers(*map, "db_per_km", {0, 100}, m_profile.fibreLossDbPerKm);
            source(*map);
        }
    }

    void readOversubscription()
    {
        if (auto map = m_map.mapIf("oversubscription")) {
            readNumbers(*map, "limits", {0.01, 1000}, m_profile.oversubscription);
            source(*map);
        }
    }

    void readReliability()
    {
        auto map = m_map.mapIf("reliability");
        if (!map)
            return;
        ReliabilityBasis& reliability = m_profile.reliability;
        number(*map, "node_failures_per_day", {1e-9, 10}, reliability.nodeFailuresPerDay);
        number(*map, "repair_days", {0.001, 3650}, reliability.repairDays);
        number(*map, "lead_days", {0.001, 3650}, reliability.leadDays);
        number(*map, "spare_target", {0, 0.999999}, reliability.spareTarget);
        quantity(*map, "checkpoint_s", {0, 1e6}, reliability.checkpoint);
        quantity(*map, "restart_s", {0, 1e6}, reliability.restart);
        if (const auto rates = map->find("annual_failure_rates")) {
            for (const auto& [name, value] : rates->entries()) {
                const auto kind = failureClassFrom(name.text());
                if (!kind) {
                    name.refuse("a class of parts, such as 'gpu', 'switch', 'optics', 'psu' or 'pump'");
                    continue;
                }
                reliability.annualFailureRates.insert_or_assign(std::string(word(*kind)), value.number({0, 100}));
            }
        }
        source(*map);
    }

    void readRules()
    {
        const auto rules = m_map.find("rules");
        if (!rules)
            return;
        for (const auto& [name, value] : rules->entries()) {
            const std::string id = name.text();
            const Rule* known = rule(id);
            const FormulaRule* own = m_profile.formula(id);
            if (!known && !own) {
                name.refuse("the id of a rule, such as 'PWR-001'");
                continue;
            }
            RuleSetting& setting = m_profile.rules[id];
            YamlMap map = value.map();
            setting.enabled = map.flagIf("enabled").value_or(setting.enabled);
            if (const auto severity = map.wordIf("at_most", severities))
                setting.atMost = severity;
            for (const std::string_view key : FormulaRule::limitKeys) {
                if (const auto number = own && own->limit(key) ? map.numberIf(key, {-1e15, 1e15}) : std::nullopt)
                    setting.parameters.insert_or_assign(std::string(key), *number);
            }
            for (const RuleParameter& parameter :
                 known ? known->info().parameters : std::vector<RuleParameter>{}) {
                if (const auto number =
                        map.numberIf(parameter.key, {parameter.least, parameter.most}))
                    setting.parameters.insert_or_assign(std::string(parameter.key), *number);
            }
            if (const auto from = map.find("source")) // A switch or a severity needs no source.
                (void)source(map);
        }
    }

    YamlMap m_map;
    Profile m_profile;
    std::string_view m_text, m_file; ///< Of the file, for places within a formula.
};

/// What a profile that extends no other has left out.
std::optional<Error> gap(const Profile& profile)
{
    for (const auto& known : registry()) {
        const RuleInfo& info = known->info();
        for (const RuleParameter& parameter : info.parameters) {
            if (std::isnan(profile.parameter(info.id, parameter.key)))
                return Error{fmt::format("The profile '{}' does not give '{}' of {}.", profile.id,
                                         parameter.key, info.id)};
        }
    }
    const std::pair<bool, std::string_view> sections[] = {
        {profile.breakerSizes.empty(), "power"},
        {profile.outlets.empty(), "outlets"},
        {profile.floorPresets.empty(), "floor"},
        {profile.workingSpace.empty(), "working_space"},
        {profile.copper.empty(), "copper_reach"},
        {profile.optics.empty(), "optical_reach"},
        {profile.fibreLossDbPerKm.empty(), "fibre_loss"},
        {profile.oversubscription.empty(), "oversubscription"},
        {profile.reliability.annualFailureRates.empty(), "reliability"}};
    for (const auto& [empty, name] : sections) {
        if (empty)
            return Error{fmt::format("The profile '{}' does not give '{}'.", profile.id, name)};
    }
    return std::nullopt;
}

/// Changes what the preset `id` says. Fails with the names that exist.
Result<Profile> withPreset(Profile profile, std::string_view id)
{
    const auto file = isIdText(id) ? resourceFile(fmt::format("profiles/presets/{}.yaml", id)) : std::nullopt;
    if (!file)
        return fail("there is no preset '{}'; there are '{}'", shown(id), fmt::join(presetIds(), "', '"));
    const auto text = readResource(*file);
    if (!text)
        return tl::unexpected<Error>{text.error()};
    const std::string name = file->filename().string();
    const auto tree = readYaml(*text, name, profileLimits);
    if (!tree)
        return tl::unexpected<Error>{tree.error()};
    YamlErrors errors;
    YamlMap map{tree->root(), errors};
    (void)map.format(1);
    (void)map.text("preset");
    (void)map.text("title");
    (void)map.text("summary", noteText);
    profile = Builder{std::move(map), std::move(profile), *text, name}.sections();
    if (!errors.empty())
        return errors.first();
    return profile;
}

/// The keys `base` (or `extends`, as older files say) and `presets`.
Profile basis(YamlMap& map, const BaseProfile& base)
{
    Profile profile;
    auto from = map.find("base");
    if (!from)
        from = map.find("extends");
    if (from) {
        const std::string id = from->text();
        if (auto found = base(id))
            profile = std::move(*found);
        else
            from->complain(found.error().text);
        profile.base = id;
    }
    profile.presets.clear();
    for (const YamlValue& item : map.itemsIf("presets")) {
        const std::string id = item.text();
        if (auto changed = withPreset(profile, id))
            profile = std::move(*changed);
        else
            item.complain(changed.error().text);
        profile.presets.push_back(id);
    }
    return profile;
}

} // namespace

Result<Profile> readProfile(std::string_view text, std::string_view file, const BaseProfile& base)
{
    const auto tree = readYaml(text, file, profileLimits);
    if (!tree)
        return tl::unexpected<Error>{tree.error()};
    YamlErrors errors;
    YamlMap map{tree->root(), errors};
    (void)map.format(1);
    const std::string id = map.text("profile");
    Profile profile = basis(map, base);
    if (!errors.empty()) {
        (void)Builder{std::move(map), std::move(profile), text, tree->file()}();
        return errors.first();
    }
    profile.id = id;
    profile = Builder{std::move(map), std::move(profile), text, tree->file()}();
    if (!errors.empty())
        return errors.first();
    if (const auto missing = gap(profile))
        return tl::unexpected<Error>{missing->in(fmt::format("Cannot read '{}'", shown(file)))};
    return profile;
}

Result<Profile> presetOver(Profile profile, std::string_view preset)
{
    auto changed = withPreset(std::move(profile), preset);
    if (changed)
        changed->presets.emplace_back(preset);
    return changed;
}

std::vector<std::string> presetIds()
{
    std::vector<std::string> ids;
    for (const auto& file : resourceFiles("profiles/presets", ".yaml"))
        ids.push_back(file.stem().string());
    std::sort(ids.begin(), ids.end()); // Files are sorted with their ending.
    return ids;
}

} // namespace colonnade::model
