#include "model/exchange/CostSection.h"

namespace colonnade::model {

namespace {

constexpr NumberRange priceRange{0, 1e10};
constexpr TextRange shortText{1, 64};

/// What may stand beside a figure, in a map that holds it already. `at`: where a band out of order is reported.
void readBeside(YamlMap& map, const YamlValue& at, OwnFigure& figure, std::string_view low, std::string_view high, NumberRange range)
{
    figure.low = map.numberIf(low, range);
    figure.high = map.numberIf(high, range);
    figure.source = map.textIf("source").value_or("");
    figure.asOf = map.textIf("as_of", shortText).value_or("");
    if (figure.low.value_or(figure.typical) > figure.typical || figure.high.value_or(figure.typical) < figure.typical)
        at.complain(fmt::format("'{}' to typical to '{}' do not rise", low, high));
}

void writeBeside(YamlWriter& yaml, const OwnFigure& figure, std::string_view low, std::string_view high)
{
    if (figure.low)
        yaml.entry(low, *figure.low);
    if (figure.high)
        yaml.entry(high, *figure.high);
    if (!figure.source.empty())
        yaml.entry("source", figure.source);
    if (!figure.asOf.empty())
        yaml.entry("as_of", figure.asOf);
}

/// A plain number, or a map where more is said of it.
OwnFigure readInput(const YamlValue& value, const CostInputWords& words)
{
    OwnFigure figure;
    const NumberRange range{words.least, words.most};
    if (!value.present() || !value.node().isMap()) {
        figure.typical = value.number(range);
        return figure;
    }
    YamlMap map = value.map();
    figure.typical = map.number("typical", range);
    if (words.ranged) {
        readBeside(map, value, figure, "low", "high", range);
    } else {
        figure.source = map.textIf("source").value_or("");
        figure.asOf = map.textIf("as_of", shortText).value_or("");
    }
    map.done();
    return figure;
}

void writeInput(YamlWriter& yaml, std::string_view key, const OwnFigure& figure)
{
    yaml.key(key);
    OwnFigure bare;
    bare.typical = figure.typical;
    if (figure == bare) {
        yaml.value(figure.typical);
        return;
    }
    yaml.beginMap();
    yaml.entry("typical", figure.typical);
    writeBeside(yaml, figure, "low", "high");
    yaml.end();
}

} // namespace

CostChoices readCostChoices(YamlMap map)
{
    CostChoices costs;
    costs.profile = map.textIf("profile").value_or("");
    for (int i = 0; i < costInputCount; ++i) {
        const auto input = static_cast<CostInput>(i);
        if (const auto value = map.find(wordsOf(input).key))
            costs.inputs.emplace(input, readInput(*value, wordsOf(input)));
    }
    for (const YamlValue& value : map.itemsIf("prices")) {
        YamlMap price = value.map();
        const TypeId part = price.id<PartTag>("part");
        OwnFigure figure;
        figure.typical = price.number("price_usd", priceRange);
        readBeside(price, value, figure, "low_usd", "high_usd", priceRange);
        price.done();
        if (!costs.prices.emplace(part, std::move(figure)).second)
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
    for (const auto& [input, figure] : costs.inputs)
        writeInput(yaml, wordsOf(input).key, figure);
    if (!costs.prices.empty()) {
        yaml.key("prices");
        yaml.beginList();
        for (const auto& [part, price] : costs.prices) {
            yaml.beginMap();
            yaml.entry("part", part);
            yaml.entry("price_usd", price.typical);
            writeBeside(yaml, price, "low_usd", "high_usd");
            yaml.end();
        }
        yaml.end();
    }
    yaml.end();
}

} // namespace colonnade::model
