#include "render/scene/ClearView.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

namespace colonnade::render {
namespace {

constexpr std::size_t mostLookedAt = 12; ///< Of many targets, evenly spread.
constexpr float hiddenEnough = 0.4F; ///< Share up to which nobody minds: neighbours hide as much of a rack in its row.
constexpr float turnPrice = 0.35F; ///< Hidden share for which a camera may turn by half a circle.
constexpr float raisePrice = 0.35F; ///< ... and rise by a quarter.
constexpr float turnStep = 20; ///< Degrees.
constexpr float columnMargin = 80; ///< Millimetres that a line of sight keeps from a column.

/// The middle of a box and places near its corners.
std::vector<QVector3D> samplesOf(const Bounds& box)
{
    const QVector3D inset = box.size() * 0.1F;
    const auto corners = Bounds{box.low + inset, box.high - inset}.corners();
    std::vector<QVector3D> samples{corners.begin(), corners.end()};
    samples.push_back(box.centre());
    return samples;
}

/// How much of what lies `length` along a line of sight is hidden: 0, a half or 1.
float hidden(const FloorScene& scene, const std::set<std::size_t>& framed, const SceneTarget& target, const Ray& ray, float length)
{
    for (const Bounds& column : scene.room().columns) {
        const float at = column.grown(columnMargin).meets(ray.origin, ray.direction);
        if (at >= 0 && at < length)
            return 1;
    }
    float share = 0;
    for (const SceneHit& hit : scene.pick(ray)) {
        if (hit.distance >= length)
            break;
        if (hit.item == target.item && target.device && hit.device != target.device)
            share = 0.5F;
        else if (!framed.contains(hit.item))
            return 1;
    }
    return share;
}

} // namespace

float hiddenShare(const FloorScene& scene, std::span<const SceneTarget> targets, const Camera& camera, QSizeF view)
{
    std::set<std::size_t> framed;
    for (const SceneTarget& target : targets)
        framed.insert(target.item);
    float sum = 0;
    int asked = 0;
    const std::size_t step = targets.size() / mostLookedAt + 1;
    for (std::size_t i = 0; i < targets.size(); i += step) {
        const Bounds box = scene.boundsOf(targets[i]);
        for (const QVector3D& sample : samplesOf(box)) {
            const Ray ray = camera.rayAt(camera.sightOf(sample, view).at, view);
            const float length = box.meets(ray.origin, ray.direction);
            if (length < 0)
                continue;
            sum += hidden(scene, framed, targets[i], ray, length);
            ++asked;
        }
    }
    return asked > 0 ? sum / static_cast<float>(asked) : 0;
}

Camera clearView(const FloorScene& scene, std::span<const SceneTarget> targets, const Camera& from, QSizeF view, float share)
{
    std::vector<QVector3D> places;
    for (const SceneTarget& target : targets) {
        const auto corners = scene.boundsOf(target).corners();
        places.insert(places.end(), corners.begin(), corners.end());
    }
    Camera best = from.framing(places, view, share);
    if (!best.perspective)
        return best;
    float least = hiddenShare(scene, targets, best, view);
    if (least <= hiddenEnough)
        return best;
    for (const float pitch : {from.pitch, std::max(from.pitch, 40.0F), std::max(from.pitch, 60.0F)}) {
        for (float turn = -180 + turnStep; turn <= 180; turn += turnStep) {
            Camera camera = from.orbited(turn, 0);
            camera.pitch = pitch;
            const float price = turnPrice * std::abs(turn) / 180 + raisePrice * (pitch - from.pitch) / 90;
            if (price >= least)
                continue;
            camera = camera.framing(places, view, share);
            const float cost = price + hiddenShare(scene, targets, camera, view);
            if (cost < least) {
                best = camera;
                least = cost;
            }
        }
    }
    return best;
}

} // namespace colonnade::render
