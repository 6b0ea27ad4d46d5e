#include "render/scene/Furniture.h"

#include "model/units/Text.h"
#include "render/scene/CableMesh.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace colonnade::render {
namespace {

constexpr float sideBySide = 100; ///< Racks farther apart than this do not stand side by side.
constexpr float trayWidth = 300;
constexpr float trayDepth = 60;
constexpr float trayOverhang = 350; ///< Trays reach beyond the ends of their row.
constexpr float rungPitch = 300;
constexpr float manyRungs =
    400; ///< Metres of tray in one arrangement above which rungs are not drawn.
constexpr float pipeRadius = 42;
constexpr float floorMark = 4; ///< Marks lie so far above the floor.

float value(model::Millimetres length)
{
    return static_cast<float>(length.value());
}

/// One side of a box along the row, and across it.
struct Along {
    bool x;
    [[nodiscard]] float low(const Bounds& box) const { return x ? box.low.x() : box.low.z(); }
    [[nodiscard]] float high(const Bounds& box) const { return x ? box.high.x() : box.high.z(); }
    [[nodiscard]] float acrossLow(const Bounds& box) const { return x ? box.low.z() : box.low.x(); }
    [[nodiscard]] float acrossHigh(const Bounds& box) const
    {
        return x ? box.high.z() : box.high.x();
    }
    [[nodiscard]] QVector3D at(float along, float y, float across) const
    {
        return x ? QVector3D{along, y, across} : QVector3D{across, y, along};
    }
    [[nodiscard]] Bounds box(float from, float to, float low, float high, float left,
                             float right) const
    {
        return {at(from, low, left), at(to, high, right)};
    }
};

bool runsAlongX(model::Turn turn)
{
    return turn == model::Turn::None || turn == model::Turn::Half;
}

class Furnisher {
public:
    Furnisher(const model::Arrangement& arrangement, float trayHeight, const ScenePalette& palette,
              const SceneCables& cables)
        : m_arrangement{arrangement}, m_trayHeight{trayHeight}, m_palette{palette}, m_cables{cables}
    {
    }

    Furniture operator()()
    {
        for (const model::Placement& placement : m_arrangement.placements)
            m_boxes.push_back(sceneBox(placement.footprint(), placement.height()));
        findRows();
        for (const model::Aisle& aisle : m_arrangement.aisles)
            addAisle(aisle);
        for (const RunPlan& run : m_out.runs)
            addShadow(run.box);
        float metres = 0;
        for (const RowPlan& row : m_out.rows)
            metres += (row.alongX ? row.box.size().x() : row.box.size().z()) / 1000;
        m_rungs = metres < manyRungs;
        for (const RowPlan& row : m_out.rows) {
            if (row.members.size() > 1) {
                if (!hasTrays())
                    addTray(row);
                addPipes(row);
            }
        }
        if (hasTrays())
            addTrays(m_out.solids, m_arrangement.trays, m_palette);
        else
            addCrossTrays();
        if (m_cables.layer && m_cables.fill.shown)
            addFills(m_out.solids, *m_cables.layer, m_cables.fill, m_palette);
        if (m_cables.layer)
            addCables(m_out.solids, *m_cables.layer, m_cables.view, m_palette, m_cables.states.get(), m_cables.show);
        m_out.bounds = m_boxes.empty() ? Bounds{} : m_boxes.front();
        for (const Bounds& box : m_boxes)
            m_out.bounds = m_out.bounds.united(box);
        if (!m_out.solids.empty())
            m_out.bounds = m_out.bounds.united(m_out.solids.bounds());
        return std::move(m_out);
    }

private:
    [[nodiscard]] bool hasTrays() const { return !m_arrangement.trays.empty(); }

    /// Rows by name; racks without one by the line of their fronts.
    void findRows()
    {
        std::map<std::string, std::vector<std::size_t>> groups;
        std::vector<std::string> order;
        for (std::size_t i = 0; i < m_boxes.size(); ++i) {
            const model::Placement& placement = m_arrangement.placements[i];
            const Along along{runsAlongX(placement.turn)};
            const std::string key = placement.row
                ? "row " + placement.row->text()
                : fmt::format("line {} {}", static_cast<int>(placement.turn),
                              std::lround(along.acrossHigh(m_boxes[i]) / 300));
            auto& group = groups[key];
            if (group.empty())
                order.push_back(key);
            group.push_back(i);
        }
        for (const std::string& key : order)
            addRow(groups[key]);
    }

    void addRow(std::vector<std::size_t> members)
    {
        RowPlan row;
        const model::Placement& first = m_arrangement.placements[members.front()];
        row.alongX = runsAlongX(first.turn);
        const Along along{row.alongX};
        std::ranges::sort(members, {}, [&](std::size_t i) { return along.low(m_boxes[i]); });
        row.members = members;
        row.box = m_boxes[members.front()];
        for (const std::size_t i : members)
            row.box = row.box.united(m_boxes[i]);
        if (first.row) {
            const auto named = std::ranges::find(m_arrangement.rows, *first.row, &model::Row::id);
            if (named != m_arrangement.rows.end())
                row.name = rowName(model::labelOr(named->name, named->id.text()));
        }
        const std::size_t firstRun = m_out.runs.size();
        for (const std::size_t i : members) {
            const bool joins = !m_out.runs.empty() && i != members.front()
                && stands(along, m_out.runs.back().box, m_boxes[i]);
            if (!joins)
                m_out.runs.push_back({{}, m_boxes[i], row.alongX});
            m_out.runs.back().members.push_back(i);
            m_out.runs.back().box = m_out.runs.back().box.united(m_boxes[i]);
        }
        row.core = std::max_element(m_out.runs.begin() + static_cast<std::ptrdiff_t>(firstRun), m_out.runs.end(),
                                    [](const RunPlan& a, const RunPlan& b) { return a.members.size() < b.members.size(); })
                       ->box;
        m_out.rows.push_back(std::move(row));
    }

    static QString rowName(const std::string& name)
    {
        const QString text = QString::fromStdString(name);
        return text.size() <= 3 ? QStringLiteral("Row ") + text : text;
    }

    static bool stands(const Along& along, const Bounds& run, const Bounds& box)
    {
        return along.low(box) - along.high(run) <= sideBySide
            && std::min(along.acrossHigh(box), along.acrossHigh(run))
            > std::max(along.acrossLow(box), along.acrossLow(run));
    }

    void addAisle(const model::Aisle& aisle)
    {
        const Bounds box = sceneBox(aisle.area, model::Millimetres{0});
        const QColor colour = aisle.kind == model::Aisle::Kind::Cold ? m_palette.cold
            : aisle.kind == model::Aisle::Kind::Hot                  ? m_palette.hot
                                                                     : m_palette.service;
        m_out.marks.box({{box.low.x(), 0, box.low.z()}, {box.high.x(), floorMark, box.high.z()}},
                        colour, TopSide);
        if (!aisle.contained)
            return;
        float height = 0;
        for (const Bounds& rack : m_boxes)
            height = std::max(height, rack.high.y());
        const bool alongX = box.size().x() >= box.size().z();
        const Bounds room{box.low, {box.high.x(), height, box.high.z()}};
        const unsigned ends = alongX ? LeftSide | RightSide : FrontSide | RearSide;
        m_out.glass.box(room, m_palette.glass, TopSide | ends);
    }

    /// Darkest along the foot, gone half a metre away; drawn a little towards the north-west, away
    /// from the sun.
    void addShadow(const Bounds& box)
    {
        struct Ring {
            float west, east, north, south;
            double alpha;
        };
        const Ring rings[] = {{0, 0, 0, 0, m_palette.shadow},
                              {90, 60, 80, 70, m_palette.shadow * 0.62},
                              {260, 170, 220, 190, m_palette.shadow * 0.22},
                              {560, 360, 460, 400, 0}};
        const float y = floorMark * 2;
        const auto corners = [&](const Ring& ring) {
            return std::array<QVector3D, 4>{
                QVector3D{box.low.x() - ring.west, y, box.high.z() + ring.south},
                QVector3D{box.high.x() + ring.east, y, box.high.z() + ring.south},
                QVector3D{box.high.x() + ring.east, y, box.low.z() - ring.north},
                QVector3D{box.low.x() - ring.west, y, box.low.z() - ring.north}};
        };
        const auto ink = [](double alpha) { return QVector4D{0, 0, 0, static_cast<float>(alpha)}; };
        const QVector4D darkest = ink(m_palette.shadow);
        m_out.marks.shadedQuad(corners(rings[0]), {darkest, darkest, darkest, darkest});
        for (std::size_t ring = 1; ring < std::size(rings); ++ring) {
            const auto inner = corners(rings[ring - 1]);
            const auto outer = corners(rings[ring]);
            const QVector4D in = ink(rings[ring - 1].alpha);
            const QVector4D out = ink(rings[ring].alpha);
            for (std::size_t i = 0; i < 4; ++i) {
                const std::size_t next = (i + 1) % 4;
                m_out.marks.shadedQuad({outer[i], outer[next], inner[next], inner[i]},
                                       {out, out, in, in});
            }
        }
    }

    /// Colours of the cables that lie in the trays, one stripe for each kind of network.
    [[nodiscard]] std::vector<QColor> cableColours() const
    {
        std::set<model::DeviceRole> roles;
        for (const model::Fabric& fabric : m_arrangement.fabrics) {
            switch (fabric.role) {
            case model::FabricRole::ScaleUp: roles.insert(model::DeviceRole::ScaleUpSwitch); break;
            case model::FabricRole::ScaleOut:
                roles.insert(model::DeviceRole::ScaleOutSwitch);
                break;
            case model::FabricRole::Storage: roles.insert(model::DeviceRole::StorageRole); break;
            case model::FabricRole::Frontend: roles.insert(model::DeviceRole::Host); break;
            case model::FabricRole::Management:
            case model::FabricRole::OutOfBand: roles.insert(model::DeviceRole::Management); break;
            }
        }
        std::vector<QColor> colours;
        for (const model::DeviceRole role : roles)
            colours.push_back(m_palette.theme.kind(role));
        return colours;
    }

    /// A ladder with two rails along `along`, its foot at height `y`.
    void addLadder(const Along& along, float from, float to, float across, float y)
    {
        const float left = across - trayWidth / 2;
        const float right = across + trayWidth / 2;
        Mesh& mesh = m_out.solids;
        for (const float rail : {left, right - 24})
            mesh.box(along.box(from, to, y, y + trayDepth, rail, rail + 24), m_palette.tray);
        mesh.box(along.box(from, to, y + 4, y + 14, left + 24, right - 24), m_palette.trayLine,
                 m_rungs ? BottomSide : TopSide | BottomSide);
        if (m_rungs) {
            for (float rung = from + rungPitch / 2; rung < to; rung += rungPitch)
                mesh.box(along.box(rung, rung + 26, y + 8, y + 22, left + 24, right - 24),
                         m_palette.tray, TopSide | (along.x ? LeftSide : FrontSide));
        }
        // Bundles lie beside each other in the middle third.
        const std::vector<QColor> colours = cableColours();
        constexpr float bundle = 70;
        float at = across - bundle * static_cast<float>(colours.size()) / 2;
        for (const QColor& colour : colours) {
            mesh.box(
                along.box(from + 20, to - 20, y + 22, y + trayDepth - 10, at + 8, at + bundle - 8),
                colour, AllSides & ~BottomSide);
            at += bundle;
        }
    }

    void addTray(const RowPlan& row)
    {
        const Along along{row.alongX};
        const float y = std::max(m_trayHeight, row.box.high.y() + 100);
        addLadder(along, along.low(row.box) - trayOverhang, along.high(row.box) + trayOverhang,
                  (along.acrossLow(row.box) + along.acrossHigh(row.box)) / 2, y);
    }

    /// Joins each row to the next one of the same direction, at both ends and in the middle.
    void addCrossTrays()
    {
        for (const bool alongX : {true, false}) {
            const Along along{alongX};
            std::vector<const RowPlan*> rows;
            for (const RowPlan& row : m_out.rows) {
                if (row.alongX == alongX && row.members.size() > 1)
                    rows.push_back(&row);
            }
            std::ranges::sort(rows, {},
                              [&](const RowPlan* row) { return along.acrossLow(row->box); });
            for (std::size_t i = 1; i < rows.size(); ++i)
                joinRows(along, rows[i - 1]->box, rows[i]->box);
        }
    }

    void joinRows(const Along& along, const Bounds& a, const Bounds& b)
    {
        const float from = std::max(along.low(a), along.low(b));
        const float to = std::min(along.high(a), along.high(b));
        if (to - from < 600)
            return;
        const float y =
            std::max({m_trayHeight, a.high.y() + 100, b.high.y() + 100}) + trayDepth + 12;
        const float start = (along.acrossLow(a) + along.acrossHigh(a)) / 2 - trayWidth / 2;
        const float end = (along.acrossLow(b) + along.acrossHigh(b)) / 2 + trayWidth / 2;
        std::vector<float> places{from + 300, to - 300};
        if (to - from > 3600)
            places.push_back((from + to) / 2);
        for (const float place : places)
            addLadder(Along{!along.x}, start, end, place, y);
    }

    /// Supply and return above the racks and CDUs of one loop in a row, with a drop to each.
    void addPipes(const RowPlan& row)
    {
        std::map<model::LoopId, std::vector<std::size_t>> loops;
        for (const std::size_t i : row.members) {
            if (const auto& loop = m_arrangement.placements[i].loop)
                loops[*loop].push_back(i);
        }
        const Along along{row.alongX};
        float shift = 0;
        for (const auto& [loop, members] : loops) {
            if (members.size() < 2)
                continue;
            Bounds box = m_boxes[members.front()];
            for (const std::size_t i : members)
                box = box.united(m_boxes[i]);
            const float y = row.box.high.y() + 150;
            // Towards the side that faces south or east, where the mock-up of a front view shows
            // them.
            const float across = along.acrossHigh(row.box) - 330 - shift;
            const std::pair<float, QColor> pipes[] = {{across, m_palette.theme.returnPipe},
                                                      {across + 130, m_palette.theme.supply}};
            for (const auto& [place, colour] : pipes) {
                m_out.solids.bar(along.at(along.low(box) + 120, y, place),
                                 along.at(along.high(box) - 120, y, place), pipeRadius, colour);
                for (const std::size_t i : members) {
                    const float middle = (along.low(m_boxes[i]) + along.high(m_boxes[i])) / 2;
                    const float at = middle + (place == across ? -70.0F : 70.0F);
                    m_out.solids.box(
                        along.box(at - 16, at + 16, m_boxes[i].high.y(), y, place - 16, place + 16),
                        colour, AllSides & ~(TopSide | BottomSide));
                }
            }
            shift += 300;
        }
    }

    const model::Arrangement& m_arrangement;
    const float m_trayHeight;
    const ScenePalette& m_palette;
    const SceneCables& m_cables;
    std::vector<Bounds> m_boxes;
    bool m_rungs = true;
    Furniture m_out;
};

void addDoor(Room& room, const model::Hall& hall, const model::Door& door,
             const ScenePalette& palette)
{
    const model::DoorOpening opening = model::openingOf(hall, door);
    const bool alongX = opening.alongX();
    const Along along{alongX};
    const QVector3D at = scenePoint(opening.from);
    const float from = alongX ? at.x() : at.z() - value(door.width);
    const float to = from + value(door.width);
    const float across = alongX ? at.z() : at.x();
    const float height = value(door.height);
    for (const float jamb : {from, to - 60})
        room.solids.box(along.box(jamb, jamb + 60, 0, height, across - 60, across + 60),
                        palette.cabinetLine);
    room.solids.box(along.box(from, to, height, height + 60, across - 60, across + 60),
                    palette.cabinetLine);
}

void addKerb(Room& room, const model::Polygon& outline, const ScenePalette& palette)
{
    constexpr float height = 120;
    constexpr float thick = 100;
    const QVector4D colour = vectorOf(palette.tray);
    for (std::size_t i = 0, j = outline.size() - 1; i < outline.size(); j = i++) {
        const QVector3D a = scenePoint(outline[j]);
        const QVector3D b = scenePoint(outline[i]);
        const QVector3D up{0, height, 0};
        const QVector3D side = QVector3D::crossProduct(b - a, up).normalized() * thick / 2;
        for (const auto& corners :
             {std::array{a + side, b + side, b + side + up, a + side + up},
              std::array{b - side, a - side, a - side + up, b - side + up},
              std::array{a + side + up, b + side + up, b - side + up, a - side + up}})
            room.solids.shadedQuad(corners, {colour, colour, colour, colour});
    }
}

double turnsLeft(model::Point a, model::Point b, model::Point c)
{
    const auto d = [](model::Millimetres v) { return static_cast<double>(v.value()); };
    return d(b.x - a.x) * d(c.y - a.y) - d(b.y - a.y) * d(c.x - a.x);
}

bool inside(model::Point p, const std::array<model::Point, 3>& t)
{
    return turnsLeft(t[0], t[1], p) >= 0 && turnsLeft(t[1], t[2], p) >= 0
        && turnsLeft(t[2], t[0], p) >= 0 && p != t[0] && p != t[1] && p != t[2];
}

} // namespace

QVector3D scenePoint(model::Point point, float height)
{
    return {value(point.x), height, -value(point.y)};
}

Bounds sceneBox(const model::FloorRect& rect, model::Millimetres height, float from)
{
    return {{value(rect.at.x), from, -value(rect.top())},
            {value(rect.right()), value(height), -value(rect.at.y)}};
}

std::vector<std::array<model::Point, 3>> triangles(model::Polygon polygon)
{
    // Ear clipping: cut off a corner that turns left and holds no other corner, until three are
    // left.
    double twice = 0;
    for (std::size_t i = 0; i < polygon.size(); ++i)
        twice += turnsLeft({}, polygon[i], polygon[(i + 1) % polygon.size()]);
    if (twice < 0)
        std::ranges::reverse(polygon);
    std::vector<std::array<model::Point, 3>> out;
    std::size_t at = 0;
    std::size_t tried = 0;
    while (polygon.size() >= 3 && tried <= polygon.size()) {
        const std::size_t n = polygon.size();
        at %= n;
        const std::array<model::Point, 3> ear{polygon[(at + n - 1) % n], polygon[at],
                                              polygon[(at + 1) % n]};
        const double turn = turnsLeft(ear[0], ear[1], ear[2]);
        const bool free =
            std::ranges::none_of(polygon, [&](model::Point corner) { return inside(corner, ear); });
        if (turn > 0 && !free) {
            ++at;
            ++tried;
            continue;
        }
        if (turn < 0) {
            ++at;
            ++tried;
            continue;
        }
        if (turn > 0)
            out.push_back(ear);
        polygon.erase(polygon.begin() + static_cast<std::ptrdiff_t>(at));
        tried = 0;
    }
    return out;
}

std::shared_ptr<const Furniture> Furniture::of(const model::Arrangement& arrangement,
                                               model::Millimetres trayHeight,
                                               const ScenePalette& palette,
                                               const SceneCables& cables)
{
    return std::make_shared<const Furniture>(
        Furnisher{arrangement, value(trayHeight), palette, cables}());
}

Room Room::of(const model::Hall& hall, const Bounds& content, const ScenePalette& palette)
{
    Room room;
    const float tile = std::max(100.0F, value(hall.tile));
    if (hall.outline.size() >= 3) {
        for (const auto& [a, b, c] : triangles(hall.outline))
            room.floor.triangle(scenePoint(a), scenePoint(b), scenePoint(c), Qt::white, 1 / tile);
        addKerb(room, hall.outline, palette);
    } else {
        // Nothing is drawn yet of the walls: tiles as far as a person would walk around.
        const Bounds around = content.grown(6 * tile);
        const auto snapped = [&](float edge) { return std::round(edge / tile) * tile; };
        const float x0 = snapped(around.low.x()), x1 = snapped(around.high.x());
        const float z0 = snapped(around.low.z()), z1 = snapped(around.high.z());
        room.floor.triangle({x0, 0, z1}, {x1, 0, z1}, {x1, 0, z0}, Qt::white, 1 / tile);
        room.floor.triangle({x0, 0, z1}, {x1, 0, z0}, {x0, 0, z0}, Qt::white, 1 / tile);
    }
    for (const model::FloorRect& column : hall.columns) {
        room.columns.push_back(sceneBox(column, std::min(hall.height, hall.trayHeight + model::Millimetres{300})));
        room.solids.box(room.columns.back(), palette.theme.column, AllSides & ~BottomSide);
    }
    for (const model::KeepOut& keepOut : hall.keepOuts) {
        const Bounds box = sceneBox(keepOut.area, model::Millimetres{0});
        room.marks.box({box.low, {box.high.x(), floorMark, box.high.z()}}, palette.keepOut,
                       TopSide);
    }
    for (const model::Door& door : hall.doors)
        addDoor(room, hall, door, palette);
    room.bounds = room.floor.bounds();
    if (!room.solids.empty())
        room.bounds = room.bounds.united(room.solids.bounds());
    return room;
}

} // namespace colonnade::render
