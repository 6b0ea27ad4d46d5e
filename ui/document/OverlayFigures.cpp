#include "ui/document/OverlayFigures.h"

#include "ui/document/CableOverlayer.h"
#include "ui/document/FailureWhatIf.h"

namespace colonnade::ui {

bool followsCooling(render::FloorOverlay overlay)
{
    using enum render::FloorOverlay;
    return overlay == CoolantSupply || overlay == CoolantReturn || overlay == CoolantFlow;
}

FloorFiguresRef overlayFigures(const DesignSession& session, render::FloorOverlay overlay, const FloorFiguresRef& before)
{
    if (!render::hasFigures(overlay))
        return nullptr;
    const bool same = before && before->overlay == overlay;
    if (same && followsCooling(overlay) && session.judgement().design != session.design())
        return before;
    const render::OverlaySources sources = overlaySources(session);
    return std::make_shared<const render::FloorFigures>(render::floorFigures(overlay, sources, same ? before.get() : nullptr));
}

render::CableOverlay cableOverlay(const DesignSession& session, render::FloorOverlay overlay, const QObject* view)
{
    using render::CableDepth, render::FloorOverlay;
    CableDepth depth = CableDepth::Nothing;
    if (overlay == FloorOverlay::TrayFill)
        depth = CableDepth::Routes;
    else if (overlay == FloorOverlay::Utilisation)
        depth = CableDepth::Utilisation;
    else if (overlay == FloorOverlay::Failure && session.failureState())
        depth = CableDepth::Losses;
    CableOverlayer& overlayer = session.cableOverlayer();
    overlayer.want(view, depth);
    render::CableOverlay look;
    if (depth == CableDepth::Nothing || !overlayer.holds(depth))
        return look;
    look.cables = overlayer.cables();
    if (depth == CableDepth::Routes)
        look.fill = render::TrayFillView::of(session.profile());
    else
        look.show = depth == CableDepth::Losses ? render::CableShow::Failure : render::CableShow::Utilisation;
    return look;
}

std::vector<render::LoopInState> loopsInState(const FailureState& failure)
{
    std::vector<render::LoopInState> states;
    const auto take = [&](const model::PodPlacement* pod, const model::ArrangementFailure* arrangement) {
        if (!arrangement)
            return;
        for (const model::LoopOutage& outage : arrangement->loops) {
            if (outage.after)
                states.push_back({pod, outage.loop->id, outage.after.get()});
        }
    };
    const model::Hall& hall = *failure.design->hall();
    take(nullptr, failure.failure.hall.get());
    for (std::size_t i = 0; i < hall.pods.size() && i < failure.failure.pods.size(); ++i)
        take(&hall.pods[i], failure.failure.pods[i].get());
    return states;
}

render::OverlaySources overlaySources(const DesignSession& session)
{
    render::OverlaySources sources;
    sources.design = session.design().get();
    sources.hall = sources.design->hall().get();
    sources.profile = &session.profile();
    const Judgement& judgement = session.judgement();
    if (judgement.design == session.design())
        sources.cooling = judgement.cooling.get();
    sources.states = placeStates(session);
    if (const auto& failure = session.failureState(); failure && failure->design == session.design())
        sources.loops = loopsInState(*failure);
    return sources;
}

render::PlaceFigure overlayFigure(const DesignSession& session, render::FloorOverlay overlay, const model::Instance& instance)
{
    return render::floorFigure(overlay, overlaySources(session), instance);
}

QString overlayUnit(render::FloorOverlay overlay)
{
    return render::unitOf(overlay);
}

const render::PlaceStates* placeStates(const DesignSession& session)
{
    const auto& state = session.failureState();
    return state ? &state->places : nullptr;
}

} // namespace colonnade::ui
