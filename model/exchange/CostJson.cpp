#include "model/exchange/CostJson.h"

#include "model/units/Text.h"

namespace colonnade::model {

namespace {

/// Why a category has no sum; empty where it has one.
std::string whyNoPrice(const CapitalLine& line)
{
    if (line.confidence)
        return {};
    return line.pieces == 1 ? "Its one piece has no price." : fmt::format("None of its {} pieces has a price.", line.pieces);
}

CostBand millionTokens(const CostBand& hour, double tokensPerSecondPerAccelerator, double goodput)
{
    const auto of = [&](double usd) { return perMillionTokens(usd, tokensPerSecondPerAccelerator, goodput); };
    return {of(hour.low), of(hour.typical), of(hour.high)};
}

void writeBand(JsonWriter& json, std::string_view key, const CostBand& band)
{
    json.key(key);
    json.beginObject();
    json.entry("low", band.low);
    json.entry("typical", band.typical);
    json.entry("high", band.high);
    json.end();
}

} // namespace

void writeCost(JsonWriter& json, const CostEstimate& cost)
{
    json.beginObject();
    json.entry("currency", "USD");
    json.entry("as_of", cost.asOf);
    json.entry("profile", cost.profile);
    json.entry("confidence", word(cost.confidence));
    json.key("capital");
    json.beginArray();
    for (const CapitalLine& line : cost.capital) {
        json.beginObject();
        json.entry("category", word(line.category));
        if (line.confidence) {
            writeBand(json, "usd", line.usd);
            json.entry("confidence", word(*line.confidence));
        } else {
            json.key("usd");
            json.null();
            json.key("confidence");
            json.null();
        }
        json.entry("why", whyNoPrice(line));
        json.entry("pieces", line.pieces);
        json.entry("unpriced", line.unpriced);
        json.end();
    }
    json.end();
    writeBand(json, "it_capital_usd", cost.itCapital);
    writeBand(json, "facility_capital_usd", cost.facilityCapital);
    writeBand(json, "capital_usd_per_accelerator", cost.capitalPerAccelerator);
    writeBand(json, "usd_per_year", cost.perYear);
    json.key("typical_year");
    json.beginObject();
    json.entry("it_capital_usd", cost.typical.itCapital);
    json.entry("facility_usd", cost.typical.facility);
    json.entry("energy_usd", cost.typical.energy);
    json.entry("other_usd", cost.typical.other);
    json.end();
    writeBand(json, "usd_per_accelerator_hour", cost.perAcceleratorHour);
    writeBand(json, "energy_usd_per_accelerator_hour", cost.energyPerAcceleratorHour);
    json.key("checks");
    json.beginArray();
    for (const CostCheck& check : cost.checks) {
        json.beginObject();
        json.entry("name", check.name);
        json.entry("unit", check.unit);
        json.entry("value", check.value);
        writeBand(json, "published", check.published);
        json.entry("within", check.within());
        json.entry("as_of", check.asOf);
        json.entry("sources", check.sources);
        json.end();
    }
    json.end();
    json.key("tornado");
    json.beginArray();
    for (const CostSwing& swing : cost.tornado) {
        json.beginObject();
        json.entry("input", swing.input);
        json.entry("unit", swing.unit);
        writeBand(json, "band", swing.band);
        json.entry("usd_per_accelerator_hour_at_low", swing.atLow);
        json.entry("usd_per_accelerator_hour_at_high", swing.atHigh);
        json.end();
    }
    json.end();
    json.entry("unpriced", cost.unpriced);
    json.key("assumptions");
    json.beginArray();
    for (const std::string& assumption : cost.assumptions)
        json.value(assumption);
    json.end();
    json.end();
}

CostBand costOfMillionTokens(const CostEstimate& cost, double tokensPerSecondPerAccelerator, double goodput)
{
    return millionTokens(cost.perAcceleratorHour, tokensPerSecondPerAccelerator, goodput);
}

CostBand energyOfMillionTokens(const CostEstimate& cost, double tokensPerSecondPerAccelerator, double goodput)
{
    return millionTokens(cost.energyPerAcceleratorHour, tokensPerSecondPerAccelerator, goodput);
}

std::string bandText(const CostBand& band, int digits)
{
    return fmt::format("{} to {}, median {}", significant(band.low, digits), significant(band.high, digits), significant(band.typical, digits));
}

} // namespace colonnade::model
