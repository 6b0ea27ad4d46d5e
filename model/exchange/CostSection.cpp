#include "model/exchange/CostSection.h"

namespace colonnade::model {

CostChoices readCostChoices(YamlMap map)
{
    CostChoices costs;
    costs.profile = map.textIf("profile").value_or("");
    costs.perKwh = map.numberIf("per_kwh_usd", {0, 100});
    costs.itYears = map.numberIf("it_years", {0.5, 50});
    costs.costOfCapital = map.numberIf("cost_of_capital", {0, 1});
    costs.utilisation = map.numberIf("utilisation", {0.01, 1});
    costs.facilityPerKw = map.numberIf("facility_per_kw_usd", {0, 1e6});
    for (const YamlValue& value : map.itemsIf("prices")) {
        YamlMap price = value.map();
        const TypeId part = price.id<PartTag>("part");
        if (!costs.prices.emplace(part, price.quantity<Dollars>("price_usd", {0, 1e10})).second)
            value.complain(fmt::format("there is a price of '{}' already", part));
    }
    map.done();
    return costs;
}

void writeCostChoices(YamlWriter& yaml, const CostChoices& costs)
{
    if (costs.empty())
        return;
    yaml.key("costs");
    yaml.beginMap();
    if (!costs.profile.empty())
        yaml.entry("profile", costs.profile);
    const auto entry = [&](std::string_view key, const std::optional<double>& value) {
        if (value)
            yaml.entry(key, *value);
    };
    entry("per_kwh_usd", costs.perKwh);
    entry("it_years", costs.itYears);
    entry("cost_of_capital", costs.costOfCapital);
    entry("utilisation", costs.utilisation);
    entry("facility_per_kw_usd", costs.facilityPerKw);
    if (!costs.prices.empty()) {
        yaml.key("prices");
        yaml.beginList();
        for (const auto& [part, price] : costs.prices) {
            yaml.beginMap();
            yaml.entry("part", part);
            yaml.entry("price_usd", price);
            yaml.end();
        }
        yaml.end();
    }
    yaml.end();
}

} // namespace colonnade::model
