#include "model/exchange/TraySection.h"

#include "model/exchange/DesignBounds.h"
#include "model/units/Text.h"

#include <array>
#include <set>

namespace colonnade::model {

namespace {

constexpr std::array<YamlWord<CableTray::Kind>, 3> kindWords{{{"tray", CableTray::Kind::Tray},
                                                              {"ladder", CableTray::Kind::Ladder},
                                                              {"underfloor", CableTray::Kind::Underfloor}}};
constexpr std::array<YamlWord<CableTray::Carries>, 2> carriesWords{
    {{"data", CableTray::Carries::Data}, {"power", CableTray::Carries::Power}}};
constexpr WholeRange trayHeightRange{-10'000, 100'000}; // mm
constexpr WholeRange traySizeRange{10, 10'000};         // mm
constexpr NumberRange ratedRange{0.1, 10'000};          // kg/m

CableTray readTray(const YamlValue& value)
{
    YamlMap map = value.map();
    CableTray tray{map.id<TrayTag>("id"), {}, {}, {}};
    tray.name = map.textIf("name", {0, 4096}).value_or("");
    tray.kind = map.word("kind", kindWords);
    const YamlValue points = map.at("points_mm");
    for (const YamlValue& point : points.items()) {
        const auto xy = point.items();
        if (xy.size() == 2)
            tray.points.push_back({Millimetres{xy[0].whole(placeRange)}, Millimetres{xy[1].whole(placeRange)}});
        else
            point.refuse("a point as [x, y]");
    }
    tray.height = millimetres(map, "height_mm", trayHeightRange);
    tray.width = millimetres(map, "width_mm", traySizeRange);
    tray.depth = millimetres(map, "depth_mm", traySizeRange);
    tray.rated = map.quantityIf<KilogramsPerMetre>("rated_kg_per_m", ratedRange);
    if (const auto side = map.find("side"))
        tray.side = side->parsed(sideFrom, "one of A, B, C, D");
    if (const auto carries = map.find("carries"))
        tray.carries = carries->word(carriesWords);
    tray.screened = map.flagIf("screened");
    if (const auto wrong = tray.defect(); wrong && value.present() && points.present())
        points.complain(wrong->text);
    return tray;
}

} // namespace

std::vector<CableTray> readTrays(YamlMap& arrangement)
{
    std::vector<CableTray> trays;
    const auto values = arrangement.itemsIf("trays");
    if (values.size() > CableTray::mostTrays) {
        values.front().complain(fmt::format("there are {} trays, and {} at most can be in one place",
                                            values.size(), CableTray::mostTrays));
        return trays;
    }
    std::set<TrayId> names;
    std::size_t points = 0;
    for (const YamlValue& value : values) {
        trays.push_back(readTray(value));
        points += trays.back().points.size();
        if (points > CableTray::mostPointsInAll) {
            value.complain(fmt::format("the trays run over more than {} points in one place", CableTray::mostPointsInAll));
            return trays;
        }
        if (!names.insert(trays.back().id).second)
            value.complain(fmt::format("there is a tray '{}' already", trays.back().id));
    }
    return trays;
}

void writeTray(YamlWriter& yaml, const CableTray& tray)
{
    yaml.beginLineMap();
    yaml.entry("id", tray.id);
    if (!tray.name.empty())
        yaml.entry("name", tray.name);
    yaml.entry("kind", word(tray.kind));
    yaml.key("points_mm");
    yaml.beginLineList();
    for (const Point point : tray.points)
        yaml.lineList(std::array{point.x, point.y});
    yaml.end();
    yaml.entry("height_mm", tray.height);
    yaml.entry("width_mm", tray.width);
    yaml.entry("depth_mm", tray.depth);
    if (tray.rated)
        yaml.entry("rated_kg_per_m", *tray.rated);
    if (tray.side)
        yaml.entry("side", std::string(1, letter(*tray.side)));
    if (tray.carries)
        yaml.entry("carries", word(*tray.carries));
    if (tray.screened)
        yaml.entry("screened", *tray.screened);
    yaml.end();
}

} // namespace colonnade::model
