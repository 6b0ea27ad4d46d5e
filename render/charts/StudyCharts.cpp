#include "render/charts/StudyCharts.h"

#include "model/performance/Energy.h"
#include "model/units/Text.h"
#include "render/charts/DesignCharts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace colonnade::render {
namespace {

using model::DeviceRole;

constexpr int digits = 3;
constexpr double tera = 1e12;

QString text(double number, std::string_view unit)
{
    return QString::fromStdString(model::withUnit(number, unit, digits));
}

QString words(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

/// "+3.2 %", "−10 %"; "±0 %" below what is shown elsewhere.
QString change(double share)
{
    if (std::abs(share) < 0.5e-4)
        return QStringLiteral("±0 %");
    const QString sign = share < 0 ? QStringLiteral("−") : QStringLiteral("+");
    return sign + QString::fromStdString(model::withUnit(std::abs(share) * 100, "%", 2));
}

/// "13.0 M USD".
QString dollars(double usd)
{
    return usd >= 1e9 ? text(usd / 1e9, "G USD") : usd >= 1e6 ? text(usd / 1e6, "M USD") : usd >= 1e3 ? text(usd / 1e3, "k USD") : text(usd, "USD");
}

/// "1 piece", "1,061 pieces".
QString pieces(int number)
{
    return number == 1 ? QStringLiteral("1 piece") : QStringLiteral("%1 pieces").arg(QString::fromStdString(model::significant(number, static_cast<int>(std::to_string(number).size()))));
}

/// "8", "1,024"; with digits behind the point only where it is no whole number.
QString countText(double number)
{
    const int before = number >= 1 ? static_cast<int>(std::floor(std::log10(number))) + 1 : 1;
    return QString::fromStdString(model::significant(number, number == std::floor(number) ? before : std::max(before, digits)));
}

/// There are eight colours; what comes after them has a paler one, so that no two parts look the same.
QColor partColour(int number, const Theme& theme)
{
    return number < 8 ? theme.series(number) : mixed(theme.series(number), theme.panel, 0.5);
}

bool sameLayout(const model::ServingPoint& point, const model::ServingFigures& now)
{
    // How pools are divided follows from the requests in flight; else as many instances make a curve.
    const bool divided = now.prefill || point.figures.instances == now.instances;
    return divided && point.figures.layout == now.layout && point.figures.prefill == now.prefill;
}

QPointF onFront(const model::ServingFigures& figures)
{
    return {figures.perUser(), figures.perAccelerator()};
}

} // namespace

std::vector<model::WaterfallStep> foldedWaterfall(std::span<const model::WaterfallStep> steps, std::size_t rows)
{
    std::vector<model::WaterfallStep> out{steps.begin(), steps.end()};
    if (rows < 3 || steps.size() <= rows)
        return out;
    const auto fall = [&](std::size_t step) { return steps[step].rate - steps[step - 1].rate; };
    std::vector<std::size_t> order(steps.size() - 1);
    std::iota(order.begin(), order.end(), std::size_t{1});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return steps[a].time > steps[b].time; });
    std::vector<bool> kept(steps.size());
    kept[0] = true;
    for (std::size_t i = 0; i + 2 < rows; ++i)
        kept[order[i]] = true;
    out.assign(1, steps[0]);
    model::WaterfallStep rest{"others", "Other losses", {}, {}};
    for (std::size_t i = 1; i < steps.size(); ++i) {
        if (!kept[i]) {
            rest.time += steps[i].time;
            continue;
        }
        out.push_back(steps[i]);
        out.back().rate = out[out.size() - 2].rate + fall(i);
    }
    rest.rate = steps.back().rate;
    out.push_back(std::move(rest));
    return out;
}

WaterfallChart waterfallChart(std::span<const model::WaterfallStep> steps)
{
    WaterfallChart chart;
    chart.title = QStringLiteral("From peak to achieved, TFLOP/s of an accelerator");
    double before = 0;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const double rate = steps[i].rate.value() / tera;
        const bool first = i == 0;
        const double change = first ? rate : rate - before;
        chart.rows.push_back({words(steps[i].label), change, first,
                              first ? QString::fromStdString(model::significant(rate, digits))
                                    : (change > 0 ? QStringLiteral("+%1") : QStringLiteral("−%1")).arg(QString::fromStdString(model::significant(std::abs(change), digits)))});
        before = rate;
    }
    if (steps.size() > 1)
        chart.rows.push_back({QStringLiteral("Achieved"), before, true,
                              QStringLiteral("%1 (%2)").arg(QString::fromStdString(model::significant(before, digits)),
                                                            QString::fromStdString(model::withUnit(before * tera / steps[0].rate.value() * 100, "%", digits)))});
    return chart;
}

SwingChart sensitivityChart(std::span<const model::Sensitivity> all, bool ofSpeed)
{
    SwingChart chart;
    chart.title = ofSpeed ? QStringLiteral("Speed of a request, to its last token, with 10 % less or more of")
                          : QStringLiteral("Throughput with 10 % less or more of");
    chart.centre = 0;
    chart.centreText = QStringLiteral("as it is");
    for (const model::Sensitivity& one : all)
        chart.rows.push_back({words(text(one.property)), one.less, one.more, change(one.less), change(one.more)});
    chart.note = QStringLiteral("Hatched: 10 % less. What vendors could give more of, the largest change first");
    return chart;
}

XyChart rooflineChart(double peak, double bandwidth, std::span<const RoofedKernel> kernels, const Theme& theme)
{
    XyChart chart;
    chart.title = QStringLiteral("Roofline: peak %1, memory %2").arg(text(peak, "FLOP/s"), text(bandwidth / 1e12, "TB/s"));
    chart.xTitle = QStringLiteral("FLOP per byte");
    chart.yTitle = QStringLiteral("FLOP/s");
    chart.logX = chart.logY = true;
    double least = peak / bandwidth / 10, most = peak / bandwidth * 10;
    for (const RoofedKernel& kernel : kernels) {
        least = std::min(least, kernel.intensity / 2);
        most = std::max(most, kernel.intensity * 2);
    }
    const double ridge = peak / bandwidth;
    XySeries roof{QStringLiteral("Limit"), theme.strong, XySeries::Look::Line, {}};
    roof.points = {{least, least * bandwidth}, {ridge, peak}, {most, peak}};
    chart.series.push_back(std::move(roof));
    XySeries reached{QStringLiteral("Products of a layer"), theme.series(0), XySeries::Look::Points, {}};
    for (const RoofedKernel& kernel : kernels) {
        reached.points.emplace_back(kernel.intensity, kernel.rate);
        chart.marks.push_back({1, reached.points.size() - 1, kernel.name});
    }
    chart.series.push_back(std::move(reached));
    return chart;
}

XyChart paretoChart(std::span<const model::ServingPoint> all, std::span<const model::ServingPoint> front,
                    const model::ServingFigures* now, const Theme& theme)
{
    XyChart chart;
    chart.title = QStringLiteral("Choices of layout and of requests in flight");
    chart.xTitle = QStringLiteral("output tok/s that a user sees");
    chart.yTitle = QStringLiteral("output tok/s per accelerator");
    XySeries others{QStringLiteral("all"), theme.line.darker(120), XySeries::Look::Points, {}};
    for (const model::ServingPoint& point : all)
        others.points.push_back(onFront(point.figures));
    XySeries best{QStringLiteral("none is better in both"), theme.series(0), XySeries::Look::PointsAndLine, {}};
    QString before;
    for (const model::ServingPoint& point : front) {
        best.points.push_back(onFront(point.figures));
        const QString layout = words(model::layoutText(point.figures.layout));
        if (layout != before)
            chart.marks.push_back({1, best.points.size() - 1, layout});
        before = layout;
    }
    chart.series = {std::move(others), std::move(best)};
    if (now)
        chart.series.push_back({QStringLiteral("this workload"), theme.series(3), XySeries::Look::Crosses, {onFront(*now)}});
    return chart;
}

XyChart latencyChart(std::span<const model::ServingPoint> all, const model::ServingEstimate& estimate, const Theme& theme)
{
    const model::ServingFigures& now = estimate.figures;
    XyChart chart;
    chart.title = QStringLiteral("Throughput against latency, %1").arg(words(model::layoutText(now.layout)));
    chart.xTitle = QStringLiteral("time per output token, ms");
    chart.yTitle = QStringLiteral("output tok/s");
    XySeries curve{{}, theme.series(0), XySeries::Look::PointsAndLine, {}};
    std::vector<std::pair<double, QPointF>> points;
    for (const model::ServingPoint& point : all) {
        if (point.job.precision == estimate.precision && sameLayout(point, now))
            points.emplace_back(point.figures.inFlight, QPointF{point.figures.token.value() * 1e3, point.figures.tokensPerSecond});
    }
    std::sort(points.begin(), points.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [inFlight, at] : points) {
        curve.points.push_back(at);
        chart.marks.push_back({0, curve.points.size() - 1, countText(inFlight)});
    }
    chart.series.push_back(std::move(curve));
    chart.series.push_back({QStringLiteral("this workload"), theme.series(3), XySeries::Look::Crosses, {{now.token.value() * 1e3, now.tokensPerSecond}}});
    chart.note = QStringLiteral("Numbers at the points: requests in flight");
    return chart;
}

StackChart tokenChart(const model::ServingEstimate& estimate, const Theme& theme)
{
    StackChart chart;
    chart.title = QStringLiteral("Time per output token %1").arg(timeText(estimate.figures.token));
    chart.remark = words(word(estimate.basis));
    int number = 0;
    for (const model::ServingPartOfToken& part : estimate.token) {
        if (part.time > model::Seconds{})
            chart.pieces.push_back({words(part.label), part.time.value(), partColour(number++, theme), timeText(part.time)});
    }
    chart.total = timeText(estimate.figures.token);
    chart.note = QStringLiteral("First token %1 · %2 tok/s · %3 tok/s per accelerator")
                     .arg(timeText(estimate.figures.firstToken),
                          QString::fromStdString(model::significant(estimate.figures.tokensPerSecond, digits)),
                          QString::fromStdString(model::significant(estimate.figures.perAccelerator(), digits)));
    return chart;
}

StackChart memoryChart(const model::ServingEstimate& estimate, std::optional<model::Bytes> capacity, const Theme& theme)
{
    const model::ServingMemory& memory = estimate.figures.memory;
    StackChart chart;
    const auto add = [&](const char* label, model::Bytes bytes, int series) {
        if (bytes > model::Bytes{})
            chart.pieces.push_back({QLatin1StringView{label}, bytes.value(), theme.series(series), words(model::memoryText(bytes))});
    };
    add("Weights", memory.weights, 0);
    add("Keys and values", memory.cache, 4);
    add("Reserve", memory.reserve, 7);
    chart.total = words(model::memoryText(memory.total()));
    if (capacity) {
        chart.limit = capacity->value();
        chart.limitText = QStringLiteral("limit %1").arg(words(model::memoryText(*capacity)));
        chart.title = QStringLiteral("Memory %1 of %2").arg(chart.total, words(model::memoryText(*capacity)));
        chart.remark = memory.total() <= *capacity ? QStringLiteral("fits") : QStringLiteral("does not fit");
    } else {
        chart.title = QStringLiteral("Memory %1").arg(chart.total);
        chart.remark = QStringLiteral("whether it fits is not evaluated: the accelerator's memory is unknown");
    }
    return chart;
}

BarChart capitalChart(const model::CostEstimate& cost, const Theme& theme)
{
    constexpr std::array<DeviceRole, model::costCategoryCount> roles{DeviceRole::Compute, DeviceRole::ScaleOutSwitch, DeviceRole::Management,
                                                                     DeviceRole::StorageRole, DeviceRole::Power, DeviceRole::Cooling,
                                                                     DeviceRole::Passive};
    BarChart chart;
    chart.title = QStringLiteral("Capital, M USD");
    chart.divisor = 1e6;
    for (const model::CapitalLine& line : cost.capital) {
        if (line.usd.typical <= 0)
            continue;
        chart.bars.push_back({words(titleOf(line.category)), line.usd.typical, theme.kind(roles[static_cast<std::size_t>(line.category)]),
                              QString::fromStdString(model::significant(line.usd.typical / 1e6, digits))});
    }
    chart.note = QStringLiteral("Confidence %1, figures of %2").arg(words(word(cost.confidence)), words(cost.asOf));
    if (cost.unpriced > 0)
        chart.note += QStringLiteral("; %1 without a price or a range").arg(pieces(cost.unpriced));
    return chart;
}

StackChart yearChart(const model::CostEstimate& cost, const Theme& theme)
{
    StackChart chart;
    chart.title = QStringLiteral("A year, all inputs typical, %1").arg(dollars(cost.typical.total()));
    const auto amount = [](double number) { return QString::fromStdString(model::significant(number, digits)); };
    const model::CostBand& hour = cost.perAcceleratorHour;
    chart.remark = QStringLiteral("%1 USD an accelerator-hour; drawn by chance %2 to %3, median %4")
                       .arg(amount(cost.typical.perAcceleratorHour), amount(hour.low), amount(hour.high), amount(hour.typical));
    const auto add = [&](const char* label, double usd, DeviceRole role) {
        if (usd > 0)
            chart.pieces.push_back({QLatin1StringView{label}, usd, theme.kind(role), dollars(usd)});
    };
    add("IT", cost.typical.itCapital, DeviceRole::Compute);
    add("Facility", cost.typical.facility, DeviceRole::Passive);
    add("Energy", cost.typical.energy, DeviceRole::Power);
    add("Operation", cost.typical.other, DeviceRole::Host);
    chart.note = words(cost.profile);
    return chart;
}

StackChart energyChart(const std::optional<model::Joules>& perToken, const std::optional<model::EnergySplit>& split, std::optional<double> usdPerMillion,
                       const Theme& theme, const QString& basis)
{
    constexpr std::array<DeviceRole, 5> roles{DeviceRole::Compute, DeviceRole::Host, DeviceRole::Power, DeviceRole::Cooling, DeviceRole::Passive};
    StackChart chart;
    if (!perToken || !split) {
        chart.title = QStringLiteral("Energy of a token");
        chart.remark = QStringLiteral("not evaluated: it needs an estimate, and the power of the design and of its accelerators");
        return chart;
    }
    chart.total = text(perToken->value(), "J");
    chart.title = QStringLiteral("Energy of a token %1").arg(chart.total);
    chart.remark = QStringLiteral("%1 kWh a million tokens").arg(QString::fromStdString(model::significant(model::kilowattHoursPerMillionTokens(*perToken), digits)));
    if (usdPerMillion)
        chart.remark += QStringLiteral(", %1 USD with idle hours").arg(QString::fromStdString(model::significant(*usdPerMillion, digits)));
    for (const model::EnergyPart& part : split->parts) {
        const double joules = perToken->value() * part.share;
        chart.pieces.push_back({words(titleOf(part.kind)), joules, theme.kind(roles[static_cast<std::size_t>(part.kind)]), text(joules, "J")});
    }
    chart.note = split->missing.empty() ? QStringLiteral("%1, split as at full load").arg(basis)
                                       : QStringLiteral("%1, without what is not known of the site: %2").arg(basis, words(split->missing.front()));
    if (split->missing.size() > 1)
        chart.note += QStringLiteral(" and %1 more").arg(split->missing.size() - 1);
    return chart;
}

SwingChart costSwingChart(const model::CostEstimate& cost, std::size_t most)
{
    SwingChart chart;
    chart.title = QStringLiteral("USD per accelerator-hour, one input from low to high, the others typical");
    chart.centre = cost.typical.perAcceleratorHour;
    chart.centreText = QString::fromStdString(model::significant(chart.centre, digits));
    for (std::size_t i = 0; i < std::min(most, cost.tornado.size()); ++i) {
        const model::CostSwing& swing = cost.tornado[i];
        chart.rows.push_back({words(swing.input), swing.atLow, swing.atHigh, QString::fromStdString(model::significant(swing.atLow, digits)),
                              QString::fromStdString(model::significant(swing.atHigh, digits))});
    }
    chart.note = QStringLiteral("Hatched: the input at its low");
    return chart;
}

} // namespace colonnade::render
