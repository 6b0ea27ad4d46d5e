#include "render/overlay/FloorFigures.h"

#include "model/units/AddOnce.h"
#include "model/units/Text.h"
#include "render/elevation/DeviceFace.h"
#include "render/overlay/FigureSources.h"

#include <algorithm>
#include <cmath>

namespace colonnade::render {
namespace {

struct Title {
    FloorOverlay overlay;
    const char* word;
    const char* title;
    const char* unit;
    const char* none;
};
constexpr Title titles[] = {
    {FloorOverlay::None, "none", "", "", ""},
    {FloorOverlay::Findings, "findings", "Worst finding", "", ""},
    {FloorOverlay::Power, "power", "Provisioned power", "kW", "no power"},
    {FloorOverlay::Feed, "feed", "Feeds", "", "no feed"},
    {FloorOverlay::Loop, "loop", "Coolant loop", "", "no loop"},
    {FloorOverlay::CoolantSupply, "coolant supply", "Coolant supply", "°C", "no coolant"},
    {FloorOverlay::CoolantReturn, "coolant return", "Coolant return", "°C", "no coolant"},
    {FloorOverlay::CoolantFlow, "coolant flow", "Coolant flow", "L/min", "no coolant"},
    {FloorOverlay::AirInlet, "air inlet", "Air at the inlets", "°C", "draws no air"},
    {FloorOverlay::HeatToLiquid, "heat to liquid", "Heat to liquid", "kW", "none"},
    {FloorOverlay::HeatToAir, "heat to air", "Heat to air", "kW", "none"},
    {FloorOverlay::FloorLoad, "floor load", "Floor load", "kPa", ""},
    {FloorOverlay::TrayFill, "tray fill", "Tray fill", "", ""},
    {FloorOverlay::Utilisation, "utilisation", "Utilisation", "", ""},
    {FloorOverlay::Failure, "failure", "What fails", "", ""},
};

const Title& titleOf(FloorOverlay overlay)
{
    return titles[static_cast<std::size_t>(overlay)];
}

QString numberText(double value, int digits = 3)
{
    return QString::fromStdString(model::significant(value, digits));
}

/// A step of 1, 2 or 5 times a power of ten, of which about four make the range.
double stepFor(double range)
{
    const double raw = std::max(range, 1e-9) / 4;
    const double power = std::pow(10, std::floor(std::log10(raw)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (factor * power >= raw)
            return factor * power;
    }
    return 10 * power;
}

/// Ends that are round numbers and hold all values and limits.
OverlayScale scaleOf(const FloorFigures& figures, const OverlayScale* before)
{
    OverlayScale scale;
    double low = 1e300, high = -1e300;
    for (const auto& [path, figure] : figures.places) {
        if (figure.state != PlaceFigure::State::Known)
            continue;
        low = std::min(low, figure.value);
        high = std::max(high, figure.value);
        // Where a place has too little, its limit is below it: only greatest values stand on the scale.
        if (figure.limit && figures.overlay != FloorOverlay::CoolantFlow)
            scale.limit = std::min(scale.limit.value_or(1e300), *figure.limit);
    }
    if (low > high)
        return before ? *before : scale;
    if (scale.limit) {
        // The limit is on the scale unless it is far away.
        const double far = std::max(high - low, std::abs(high) * 0.25);
        if (*scale.limit <= high + far && *scale.limit >= low - far) {
            low = std::min(low, *scale.limit);
            high = std::max(high, *scale.limit);
        }
    }
    if (figures.overlay == FloorOverlay::Power) { // Exact ends: what is greatest is the end of the scale.
        scale.low = low;
        scale.high = high > low ? high : low;
    } else {
        const double step = stepFor(std::max(high - low, std::abs(high) * 0.02));
        scale.low = std::floor(low / step + 1e-9) * step;
        scale.high = std::ceil(high / step - 1e-9) * step;
        if (scale.high - scale.low < step / 2) { // One value everywhere: it stands in the middle.
            scale.low -= step;
            scale.high += step;
        }
    }
    if (before && before->high > before->low) {
        scale.low = std::min(scale.low, before->low);
        scale.high = std::max(scale.high, before->high);
    }
    return scale;
}

/// Both ends and the middle of a scale, with as many digits as they need to differ; one where it has no length.
std::vector<QString> ticksOf(const OverlayScale& scale)
{
    const double middle = (scale.low + scale.high) / 2;
    std::vector<QString> ticks{numberText(scale.low)};
    for (int digits = 3; digits <= 6 && scale.high > scale.low; ++digits) {
        ticks = {numberText(scale.low, digits), numberText(middle, digits), numberText(scale.high, digits)};
        if (ticks[0] != ticks[1] && ticks[1] != ticks[2])
            break;
    }
    return ticks;
}

} // namespace

QString word(FloorOverlay overlay)
{
    return QString::fromLatin1(titleOf(overlay).word);
}

bool overlayFrom(const QString& text, FloorOverlay& overlay)
{
    QString spaced = text;
    spaced.replace(QLatin1Char('-'), QLatin1Char(' '));
    for (const Title& title : titles) {
        if (spaced == QLatin1StringView{title.word}) {
            overlay = title.overlay;
            return true;
        }
    }
    return false;
}

double OverlayScale::shareOf(double value) const
{
    return high > low ? std::clamp((value - low) / (high - low), 0.0, 1.0) : 1;
}

LegendEntry::Pattern patternOf(const PlaceFigure& figure)
{
    using Pattern = LegendEntry::Pattern;
    return figure.state == PlaceFigure::State::Unknown               ? Pattern::Unknown
        : figure.state == PlaceFigure::State::Known && figure.beyond ? Pattern::Beyond
                                                                     : Pattern::Plain;
}

bool hasFigures(FloorOverlay overlay)
{
    return overlay != FloorOverlay::None && overlay != FloorOverlay::Findings && overlay != FloorOverlay::Failure;
}

bool isOfCables(FloorOverlay overlay)
{
    return overlay == FloorOverlay::TrayFill || overlay == FloorOverlay::Utilisation;
}

const PlaceFigure* FloorFigures::of(const std::string& path) const
{
    const auto found = places.find(path);
    return found == places.end() ? nullptr : &found->second;
}

QString FloorFigures::valueText(const PlaceFigure& figure) const
{
    if (figure.state == PlaceFigure::State::Unknown)
        return QStringLiteral("–");
    if (figure.state == PlaceFigure::State::None || !scaled)
        return {};
    return numberText(figure.value);
}

QString FloorFigures::sentence(const PlaceFigure& figure) const
{
    if (figure.state == PlaceFigure::State::None && none.isEmpty())
        return {};
    const auto with = [&](double value) { return numberText(value, 4) + QStringLiteral("\u00a0") + unit; };
    QString text = title + QStringLiteral(": ");
    switch (figure.state) {
    case PlaceFigure::State::None: return text + none;
    case PlaceFigure::State::Unknown: text += QStringLiteral("not known"); break;
    case PlaceFigure::State::Known:
        text += scaled ? with(figure.value) : figure.word;
        if (figure.limit)
            text += QStringLiteral(", %1 %2").arg(overlay == FloorOverlay::CoolantFlow ? QStringLiteral("asks for") : QStringLiteral("limit"), with(*figure.limit));
        break;
    }
    return figure.why.isEmpty() ? text : text + QStringLiteral(" (%1)").arg(figure.why);
}

QColor FloorFigures::colour(const PlaceFigure& figure, const Theme& theme, const QColor& ground) const
{
    if (figure.state != PlaceFigure::State::Known)
        return mixed(theme.kind(model::DeviceRole::Passive), ground, figure.state == PlaceFigure::State::None ? 0.4 : 0.15);
    if (scaled)
        return theme.sequentialAt(scale.shareOf(figure.value));
    const auto at = std::ranges::find(words, figure.word);
    return wordColour(static_cast<std::size_t>(at - words.begin()), theme);
}

QColor FloorFigures::wordColour(std::size_t at, const Theme& theme) const
{
    return at < wordColours.size() ? wordColours[at] : theme.series(static_cast<int>(at));
}

Legend FloorFigures::legend(const Theme& theme, const QColor& ground) const
{
    Legend legend;
    int unknown = 0, without = 0, beyond = 0, known = 0;
    std::unordered_map<std::string, int> counts;
    for (const auto& [path, figure] : places) {
        unknown += figure.state == PlaceFigure::State::Unknown;
        without += figure.state == PlaceFigure::State::None;
        known += figure.state == PlaceFigure::State::Known;
        beyond += figure.state == PlaceFigure::State::Known && figure.beyond;
        if (!scaled && figure.state == PlaceFigure::State::Known)
            ++counts[figure.word.toStdString()];
    }
    legend.title = unit.isEmpty() ? title : title + QStringLiteral(", ") + unit;
    if (scaled && known > 0) {
        legend.scale.assign(theme.sequential.begin(), theme.sequential.end());
        legend.ticks = ticksOf(scale);
        if (scale.limit && *scale.limit >= scale.low && *scale.limit <= scale.high) {
            legend.limit = scale.shareOf(*scale.limit);
            legend.limitText = QStringLiteral("limit %1").arg(numberText(*scale.limit));
        } else if (scale.limit) {
            legend.limitText = QStringLiteral("limit %1, off the scale").arg(numberText(*scale.limit));
        }
    }
    for (std::size_t i = 0; i < words.size(); ++i)
        legend.entries.push_back({wordColour(i, theme), words[i], counts[words[i].toStdString()], {}});
    using Pattern = LegendEntry::Pattern;
    if (beyond > 0)
        legend.entries.push_back({theme.error, overlay == FloorOverlay::CoolantFlow ? QStringLiteral("starved or over-pressured") : QStringLiteral("beyond its limit"), beyond,
                                  Pattern::Beyond});
    PlaceFigure look;
    look.state = PlaceFigure::State::Unknown;
    if (unknown > 0)
        legend.entries.push_back({colour(look, theme, ground), QStringLiteral("not known"), unknown, Pattern::Unknown});
    look.state = PlaceFigure::State::None;
    if (without > 0 && !none.isEmpty())
        legend.entries.push_back({colour(look, theme, ground), none, without, Pattern::Plain});
    return legend;
}

QString unitOf(FloorOverlay overlay)
{
    return QString::fromUtf8(titleOf(overlay).unit);
}

PlaceFigure floorFigure(FloorOverlay overlay, const OverlaySources& sources, const model::Instance& instance)
{
    return FigureSource{overlay, sources}.of(instance);
}

FloorFigures floorFigures(FloorOverlay overlay, const OverlaySources& sources, const FloorFigures* before)
{
    FloorFigures figures;
    const Title& title = titleOf(overlay);
    figures.overlay = overlay;
    figures.title = QString::fromLatin1(title.title);
    figures.unit = QString::fromUtf8(title.unit);
    figures.none = QString::fromLatin1(title.none);
    figures.scaled = title.unit[0] != '\0';
    if (!hasFigures(overlay))
        return figures;
    FigureSource source{overlay, sources};
    forEachInstance(*sources.hall, [&](const model::Instance& instance) {
        PlaceFigure figure = source.of(instance);
        if (!figures.scaled && figure.state == PlaceFigure::State::Known)
            model::addOnce(figures.words, figure.word);
        figures.places.emplace(instance.path, std::move(figure));
    });
    figures.note = source.note();
    if (figures.scaled)
        figures.scale = scaleOf(figures, before && before->overlay == overlay ? &before->scale : nullptr);
    return figures;
}

} // namespace colonnade::render
