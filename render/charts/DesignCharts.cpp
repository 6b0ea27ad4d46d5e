#include "render/charts/DesignCharts.h"

#include "model/units/Text.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace colonnade::render {
namespace {

using model::DeviceRole;

constexpr int digits = 3;

QString text(double number, std::string_view unit, int shown = digits)
{
    return QString::fromStdString(model::withUnit(number, unit, shown));
}

/// One prefix for a column or an axis: the numbers are divided by `divisor`.
struct CommonUnit {
    double divisor = 1;
    QString prefix;
};
CommonUnit commonUnit(double most)
{
    static constexpr std::array<const char*, 5> prefixes{"", "k", "M", "G", "T"};
    CommonUnit unit;
    std::size_t index = 0;
    while (most / unit.divisor >= 9999.5 && index + 1 < prefixes.size()) {
        unit.divisor *= 1000;
        ++index;
    }
    unit.prefix = QLatin1StringView{prefixes[index]};
    return unit;
}

/// Three digits at the greatest, and no more decimals than that leaves for the smaller ones.
QString inColumn(double number, double most)
{
    const int before = most >= 1 ? static_cast<int>(std::floor(std::log10(most))) + 1 : 1;
    const double step = std::pow(10.0, std::max(0, digits - before));
    const double rounded = std::round(number * step) / step;
    return QString::fromStdString(rounded >= 1000 ? model::significant(rounded, 4) : model::shortest(rounded));
}

QString band(double share)
{
    return QStringLiteral("±%1 %").arg(QString::fromStdString(model::shortest(std::round(share * 100))));
}

std::vector<ChartPiece> stepPieces(const model::StepTime& step, const Theme& theme)
{
    std::vector<ChartPiece> pieces;
    const auto add = [&](const char* label, model::Seconds time, DeviceRole role) {
        if (time > model::Seconds{})
            pieces.push_back({QLatin1StringView{label}, time.value(), theme.kind(role), timeText(time)});
    };
    add("Compute", step.compute, DeviceRole::Compute);
    add("Scale-up", step.scaleUp, DeviceRole::ScaleUpSwitch);
    add("Scale-out", step.scaleOut, DeviceRole::ScaleOutSwitch);
    add("Bubble", step.bubble, DeviceRole::Passive);
    add("Other", step.other, DeviceRole::Host);
    return pieces;
}

QString bytesText(model::Bytes bytes)
{
    return QString::fromStdString(model::memoryText(bytes));
}

} // namespace

QString timeText(model::Seconds time, int shown)
{
    const double seconds = time.value();
    const double roundedUp = 1 - std::pow(10.0, -shown) / 2; // 0.9996 s are 1.00 s, not 1,000 ms.
    if (seconds == 0 || std::abs(seconds) >= roundedUp || !std::isfinite(seconds))
        return text(seconds, "s", shown);
    return std::abs(seconds) >= roundedUp * 1e-3 ? text(seconds * 1e3, "ms", shown) : text(seconds * 1e6, "µs", shown);
}

QString kindName(DeviceRole role)
{
    switch (role) {
    case DeviceRole::Compute: return QStringLiteral("Compute");
    case DeviceRole::ScaleUpSwitch: return QStringLiteral("Scale-up");
    case DeviceRole::ScaleOutSwitch: return QStringLiteral("Scale-out");
    case DeviceRole::Management: return QStringLiteral("Management");
    case DeviceRole::Power: return QStringLiteral("Power");
    case DeviceRole::Cooling: return QStringLiteral("Cooling");
    case DeviceRole::StorageRole: return QStringLiteral("Storage");
    case DeviceRole::Host: return QStringLiteral("Hosts");
    case DeviceRole::Passive: return QStringLiteral("Other");
    }
    return {};
}

StackChart stepChart(const model::TrainingEstimate& estimate, const Theme& theme, const model::TrainingEstimate* baseline)
{
    StackChart chart;
    chart.title = QStringLiteral("Step time %1 %2").arg(timeText(estimate.figures.step.total()), band(estimate.errorShare));
    chart.remark = QString::fromUtf8(word(estimate.basis).data(), static_cast<qsizetype>(word(estimate.basis).size()));
    chart.pieces = stepPieces(estimate.figures.step, theme);
    chart.total = timeText(estimate.figures.step.total());
    if (baseline)
        chart.baseline = stepPieces(baseline->figures.step, theme);
    chart.note = QStringLiteral("MFU %1 · %2 tok/s per accelerator")
                     .arg(QString::fromStdString(model::withUnit(estimate.mfu * 100, "%", digits)),
                          QString::fromStdString(model::significant(estimate.tokensPerSecondPerAccelerator, digits)));
    return chart;
}

StackChart memoryChart(const model::TrainingEstimate& estimate, std::optional<model::Bytes> capacity, const Theme& theme)
{
    const model::TrainingMemory& memory = estimate.figures.memory;
    StackChart chart;
    const auto add = [&](const char* label, model::Bytes bytes, int series) {
        if (bytes > model::Bytes{})
            chart.pieces.push_back({QLatin1StringView{label}, bytes.value(), theme.series(series), bytesText(bytes)});
    };
    add("Weights", memory.weights, 0);
    add("Gradients", memory.gradients, 1);
    add("Optimizer", memory.optimizer, 2);
    add("Gathered layers", memory.gathered, 3);
    add("Activations", memory.activations, 4);
    add("Logits", memory.logits, 6);
    add("Reserve", memory.reserve, 7);
    chart.total = bytesText(memory.total());
    if (capacity) {
        chart.limit = capacity->value();
        chart.limitText = QStringLiteral("limit %1").arg(bytesText(*capacity));
        chart.title = QStringLiteral("Memory %1 of %2").arg(chart.total, bytesText(*capacity));
        chart.remark = memory.total() <= *capacity ? QStringLiteral("fits") : QStringLiteral("does not fit");
    } else {
        chart.title = QStringLiteral("Memory %1").arg(chart.total);
        chart.remark = QStringLiteral("whether it fits is not evaluated: the accelerator's memory is unknown");
    }
    return chart;
}

BarChart powerChart(const model::FloorFacts& facts, const Theme& theme)
{
    BarChart chart;
    double most = 0;
    for (const model::Watts power : facts.powerByRole)
        most = std::max(most, power.value());
    const CommonUnit unit = commonUnit(most);
    chart.title = QStringLiteral("Power by kind, %1W").arg(unit.prefix);
    chart.divisor = unit.divisor;
    std::vector<std::pair<double, DeviceRole>> order;
    for (std::size_t role = 0; role < facts.powerByRole.size(); ++role) {
        if (facts.powerByRole[role] > model::Watts{})
            order.emplace_back(facts.powerByRole[role].value(), static_cast<DeviceRole>(role));
    }
    std::ranges::stable_sort(order, std::greater{}, &std::pair<double, DeviceRole>::first);
    for (const auto& [power, role] : order)
        chart.bars.push_back({kindName(role), power, theme.kind(role), inColumn(power / unit.divisor, most / unit.divisor)});
    chart.note = QStringLiteral("Total %1 provisioned").arg(text(facts.provisioned.known.value(), "W"));
    if (!facts.provisioned.complete())
        chart.note += QStringLiteral(", without %1 figures that are unknown").arg(facts.provisioned.missing);
    return chart;
}

LineChart scalingChart(std::span<const model::ScalingPoint> points, const model::TrainingEstimate& estimate,
                       std::span<const model::ScalingPoint> baseline)
{
    LineChart chart;
    double most = 0;
    for (const auto line : {points, baseline}) {
        for (const model::ScalingPoint& point : line)
            most = std::max(most, point.tokensPerSecond);
    }
    double divisor = 1;
    QString prefix;
    for (const char* next : {"k", "M", "G", "T"}) {
        if (most / divisor < 1000)
            break;
        divisor *= 1000;
        prefix = QLatin1StringView{next};
    }
    chart.title = prefix.isEmpty() ? QStringLiteral("Throughput, tok/s") : QStringLiteral("Throughput, %1 tok/s").arg(prefix);
    const auto scaled = [&](std::span<const model::ScalingPoint> line) {
        std::vector<LinePoint> out;
        for (const model::ScalingPoint& point : line)
            out.push_back({static_cast<double>(point.accelerators), point.tokensPerSecond / divisor, point.low / divisor,
                           point.high / divisor});
        return out;
    };
    chart.points = scaled(points);
    chart.baseline = scaled(baseline);
    chart.extrapolated = estimate.basis == model::EstimateBasis::Extrapolated;
    if (!chart.points.empty())
        chart.last = QString::fromStdString(model::significant(chart.points.back().y, digits));
    chart.note = QStringLiteral("GPUs; dotted ideal, band %1").arg(band(estimate.errorShare));
    return chart;
}

} // namespace colonnade::render
