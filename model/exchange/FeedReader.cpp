#include "model/exchange/FeedReader.h"

namespace colonnade::model {

namespace {

std::optional<std::string> curveFrom(std::string_view text)
{
    return text == "B" || text == "C" || text == "D" ? std::optional{std::string(text)} : std::nullopt;
}

FeedEquipment readEquipment(YamlMap& map)
{
    FeedEquipment known;
    known.efficiency = map.numberIf("efficiency", {0.05, 1});
    known.units = static_cast<int>(map.wholeIf("units", {1, 1000}).value_or(1));
    known.spareUnits = static_cast<int>(map.wholeIf("spare_units", {0, known.units}).value_or(0));
    known.unitPower = map.quantityIf<Watts>("unit_power_w", {1, 1e10});
    known.autonomy = map.quantityIf<Seconds>("autonomy_s", {0, 1e7});
    known.start = map.quantityIf<Seconds>("start_s", {0, 1e5});
    known.rated = map.quantityIf<VoltAmperes>("rated_va", {1, 1e10});
    known.impedance = map.numberIf("impedance", {0.001, 1});
    known.shortCircuit = map.quantityIf<Amperes>("short_circuit_a", {1, 1e6});
    known.ohmPerMetre = map.numberIf("ohm_per_m", {0, 10});
    known.reactancePerMetre = map.numberIf("reactance_ohm_per_m", {0, 10});
    known.length = map.quantityIf<Metres>("length_m", {0, 1e5});
    known.neutral = map.quantityIf<Amperes>("neutral_a", {0.1, 1e5});
    known.thirdHarmonic = map.numberIf("third_harmonic", {0, 1});
    if (const auto curve = map.find("curve"))
        known.curve = curve->parsed(curveFrom, "one of B, C, D");
    return known;
}

} // namespace

Feed readFeed(const YamlValue& value, std::vector<HangingFeed>& hanging)
{
    YamlMap map = value.map();
    Feed feed{map.id<FeedTag>("id"), {}, Side::A, {}, 3, {}, {}, {}};
    if (const auto kind = map.find("kind"))
        feed.kind = kind->parsed(feedKindFrom, "one of feed, busway, panel, transformer, switchboard, ups, generator, utility");
    feed.name = map.textIf("name").value_or("");
    feed.side = map.at("side").parsed(sideFrom, sideWords);
    feed.voltage = map.quantity<Volts>("voltage_v", {1, 1'000'000});
    const YamlValue phases = map.at("phases");
    feed.phases = static_cast<int>(phases.whole({0, 3}));
    if (feed.phases == 2)
        phases.refuse("3, 1, or 0 for direct current");
    feed.rating = map.quantity<Amperes>("rating_a", {0.1, 100'000});
    feed.continuousFactor = map.numberIf("continuous_factor", {0.1, 1});
    if (const auto upstream = map.find("upstream")) {
        feed.upstream = upstream->id<FeedTag>();
        hanging.push_back({feed.id, *feed.upstream, *upstream});
    }
    if (const auto alternate = map.find("alternate")) {
        feed.alternate = alternate->id<FeedTag>();
        hanging.push_back({feed.id, *feed.alternate, *alternate});
    }
    if (auto equipment = map.mapIf("equipment"))
        feed.equipment = readEquipment(*equipment);
    return feed;
}

} // namespace colonnade::model
