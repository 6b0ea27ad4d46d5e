#include "render/scene/ScenePalette.h"

namespace colonnade::render {
namespace {

QColor withAlpha(QColor colour, double alpha)
{
    colour.setAlphaF(static_cast<float>(alpha));
    return colour;
}

} // namespace

ScenePalette ScenePalette::of(const Theme& theme)
{
    ScenePalette palette;
    palette.theme = theme;
    const auto pick = [&](const char* light, const char* dark) {
        return QColor{QLatin1StringView{theme.dark ? dark : light}};
    };
    palette.backdropTop = pick("#E4E6E9", "#22262C");
    palette.backdropBottom = pick("#F4F6F8", "#14181D");
    palette.floor = pick("#E6E9EB", "#282D34");
    palette.tileLine = pick("#C6CBD0", "#3E444C");
    palette.roof = pick("#6F757E", "#434B58");
    palette.frame = pick("#3A424E", "#4A5462");
    palette.frameSide = pick("#343B46", "#424A56");
    palette.seam = pick("#2A3039", "#2E353F");
    palette.cabinet = pick("#ECEEF0", "#4B525C");
    palette.cabinetRoof = pick("#EEF0F1", "#5C636C");
    palette.cabinetLine = pick("#9AA3AF", "#6A7583");
    palette.screen = pick("#2B323C", "#0A0D11");
    palette.tray = pick("#A0A6AD", "#8A9099");
    palette.trayLine = pick("#70767E", "#5A6068");
    palette.glass = withAlpha(pick("#8FD3E4", "#5FB5CC"), theme.dark ? 0.10 : 0.20);
    palette.cold = withAlpha(pick("#8FB5DA", "#2F6190"), theme.dark ? 0.50 : 0.45);
    palette.hot = withAlpha(pick("#DDB08F", "#7A5236"), theme.dark ? 0.45 : 0.40);
    palette.service = withAlpha(pick("#B9C0C9", "#4A525D"), 0.30);
    palette.keepOut = withAlpha(theme.error, 0.16);
    palette.shadow = theme.dark ? 0.42 : 0.30;
    return palette;
}

} // namespace colonnade::render
