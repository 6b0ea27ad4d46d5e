#include "model/cooling/LoopFlow.h"

#include <algorithm>

namespace colonnade::model {

CduPumps pumpsOf(const CduFigures& cdu)
{
    const std::string& word = cdu.pumpRedundancy;
    const auto says = [&](std::string_view what) { return word.find(what) != std::string::npos; };
    CduPumps pumps{cdu.pumps, 0};
    if (pumps.all == 0)
        pumps.all = cdu.flowThreePumps || says("triple") || says("N+2") ? 3
            : says("N+1") || says("N+N") || says("2N") || says("twin")  ? 2
                                                                        : 1;
    if (cdu.sparePumps)
        pumps.spare = *cdu.sparePumps;
    else if (cdu.flowThreePumps)
        pumps.spare = pumps.all - 2; // The rating is with two, since one alone cannot give two thirds of what three do.
    else if (says("N+N") || says("2N"))
        pumps.spare = pumps.all / 2;
    else if (says("N+2"))
        pumps.spare = 2;
    else if (says("N+1") || says("run/standby"))
        pumps.spare = 1;
    pumps.spare = std::clamp(pumps.spare, 0, pumps.all - 1);
    return pumps;
}

PumpCurve pumpCurveOf(const CduFigures& cdu, int duty)
{
    std::vector<PumpCurve::Point> points;
    const auto add = [&](LitresPerMinute flow, Kilopascals head, int running) {
        points.push_back({flow.value() / litresPerMinuteInCubicMetresPerSecond / running, head.value() * 1000});
    };
    for (const PumpPoint& point : cdu.pumpCurve) {
        if (point.running == 0 || point.running == duty)
            add(point.flow, point.head, duty);
    }
    if (points.empty() && cdu.flow && cdu.head)
        add(*cdu.flow, *cdu.head, duty);
    return PumpCurve{std::move(points)};
}

Kelvins LoopCdu::approachAt(Watts heat) const
{
    if (capacity <= Watts{})
        return approach;
    const double share = std::max(0.0, heat / capacity);
    const std::vector<ApproachPoint>& points = part->cdu->approachByLoad;
    if (points.empty())
        return approach * share;
    if (share <= points.front().share)
        return points.front().approach * (share / points.front().share);
    if (share >= points.back().share)
        return points.back().approach * (share / points.back().share);
    const auto above = std::find_if(points.begin(), points.end(), [&](const ApproachPoint& p) { return p.share > share; });
    const auto below = above - 1;
    return below->approach + (above->approach - below->approach) * ((share - below->share) / (above->share - below->share));
}

} // namespace colonnade::model
