#include "model/exchange/CalibrationReader.h"

#include "model/exchange/YamlReader.h"

#include <array>

namespace colonnade::model {

namespace {

constexpr std::size_t mostLaws = 1000;
constexpr NumberRange share{0, 10};
constexpr NumberRange positiveShare{1e-6, 10};
constexpr NumberRange seconds{0, 1};
constexpr NumberRange bytes{0, 1e15};
constexpr NumberRange rate{1, 1e21};
constexpr NumberRange growth{-10, 10};
constexpr WholeRange count{0, 1'000'000'000};

template <class Law> struct Constant {
    std::string_view key;
    double Law::*member;
    NumberRange range;
};

constexpr Constant<ProductLaw> productConstants[] = {
    {"wide_peak", &ProductLaw::widePeak, rate},
    {"compute", &ProductLaw::compute, positiveShare},
    {"memory", &ProductLaw::memory, positiveShare},
    {"start", &ProductLaw::start, seconds},
    {"sharpness", &ProductLaw::sharpness, {0.1, 1000}},
    {"feed", &ProductLaw::feed, {0, 1e6}},
    {"tile", &ProductLaw::tile, seconds},
    {"quantise", &ProductLaw::quantise, seconds},
    {"sag", &ProductLaw::sag, share},
    {"floor", &ProductLaw::floor, bytes},
    {"split", &ProductLaw::split, seconds},
    {"depth", &ProductLaw::depth, seconds},
    {"fitted", &ProductLaw::fitted, share},
    {"error", &ProductLaw::error, share},
};

constexpr Constant<CollectiveLaw> collectiveConstants[] = {
    {"nominal", &CollectiveLaw::nominal, rate},
    {"latency", &CollectiveLaw::latency, seconds},
    {"latency_growth", &CollectiveLaw::latencyGrowth, growth},
    {"rate", &CollectiveLaw::rate, positiveShare},
    {"rank_loss", &CollectiveLaw::rankLoss, {0, 1.99}},
    {"small_rate", &CollectiveLaw::smallRate, positiveShare},
    {"small_growth", &CollectiveLaw::smallGrowth, growth},
    {"bulk_start", &CollectiveLaw::bulkStart, {0, 1e6}},
    {"bulk_growth", &CollectiveLaw::bulkGrowth, growth},
    {"step", &CollectiveLaw::step, seconds},
    {"step_size", &CollectiveLaw::stepSize, {1, 1e15}},
    {"switch_size", &CollectiveLaw::switchSize, {1, 1e15}},
    {"switch_growth", &CollectiveLaw::switchGrowth, growth},
    {"path_loss", &CollectiveLaw::pathLoss, growth},
    {"in_switch", &CollectiveLaw::inSwitch, positiveShare},
    {"error", &CollectiveLaw::error, share},
};

constexpr std::array formats{YamlWord<Precision>{"bf16", Precision::Bf16}, YamlWord<Precision>{"fp8", Precision::Fp8},
                             YamlWord<Precision>{"fp4", Precision::Fp4}};
constexpr std::array operations{
    YamlWord<Collective>{"all_reduce", Collective::AllReduce}, YamlWord<Collective>{"all_gather", Collective::AllGather},
    YamlWord<Collective>{"reduce_scatter", Collective::ReduceScatter}, YamlWord<Collective>{"alltoall", Collective::AllToAll}};

ProductLaw readProduct(YamlMap& map)
{
    ProductLaw law;
    law.part = map.text("part");
    law.format = map.word("format", formats);
    law.marks = map.text("marks");
    law.relatives = map.text("relatives", noteText);
    law.processors = static_cast<int>(map.whole("processors", {1, 100'000}));
    law.leastTile = static_cast<int>(map.whole("least_tile", {1, 128}));
    law.rows = static_cast<int>(map.whole("rows", count));
    for (const auto& constant : productConstants)
        law.*constant.member = map.number(constant.key, constant.range);
    return law;
}

CollectiveLaw readCollective(YamlMap& map)
{
    CollectiveLaw law;
    law.link = map.text("link");
    law.parts = map.text("parts");
    law.operation = map.word("operation", operations);
    law.rows = static_cast<int>(map.whole("rows", count));
    for (const auto& constant : collectiveConstants)
        law.*constant.member = map.number(constant.key, constant.range);
    return law;
}

} // namespace

Result<Calibration> readCalibration(std::string_view text, std::string_view file, Calibration base)
{
    const auto tree = readYaml(text, file, deviceTypeLimits);
    if (!tree)
        return tl::unexpected{tree.error()};
    YamlErrors errors;
    YamlMap map{tree->root(), errors};
    map.text("source", noteText);
    map.whole("rows", count);
    map.number("fitted", share);
    map.number("error", share);
    const auto items = map.items("laws");
    map.done();
    if (items.empty() || items.size() > mostLaws)
        map.complain(fmt::format("between one and {} laws are expected", mostLaws));
    if (!errors.empty())
        return errors.first();
    const auto first = items.front().node().find("link");
    std::vector<ProductLaw> products;
    std::vector<CollectiveLaw> collectives;
    for (const YamlValue& item : items) {
        YamlMap law = item.map();
        if (first)
            collectives.push_back(readCollective(law));
        else
            products.push_back(readProduct(law));
    }
    if (!errors.empty())
        return errors.first();
    if (first)
        base.collectives = std::move(collectives);
    else
        base.products = std::move(products);
    return base;
}

} // namespace colonnade::model
