#pragma once

#include "model/cooling/AirChain.h"
#include "model/design/Instance.h"
#include "model/rules/Clearances.h"
#include "render/overlay/FloorFigures.h"

#include <map>
#include <memory>
#include <string>

namespace colonnade::render {

/// Works out an overlay place by place; what all places have in common is found once.
class FigureSource {
public:
    FigureSource(FloorOverlay overlay, const OverlaySources& sources);
    ~FigureSource();

    [[nodiscard]] PlaceFigure of(const model::Instance& instance);
    [[nodiscard]] QString note() const;

private:
    struct Branch {
        LoopPlace place;
        const model::LoopBranchNetwork* network = nullptr;
        const model::BranchState* state = nullptr;
    };

    [[nodiscard]] PlaceFigure power(const model::Instance& instance) const;
    [[nodiscard]] static PlaceFigure feed(const model::Instance& instance, const model::Arrangement& arrangement);
    [[nodiscard]] static PlaceFigure loop(const model::Instance& instance, const model::Arrangement& arrangement);
    [[nodiscard]] PlaceFigure coolant(const model::Instance& instance) const;
    [[nodiscard]] PlaceFigure ofCdu(const model::Instance& instance) const;
    [[nodiscard]] std::optional<Branch> branchOf(const model::Instance& instance) const;
    [[nodiscard]] static PlaceFigure heat(const model::Instance& instance, bool liquid);
    [[nodiscard]] PlaceFigure air(const model::Instance& instance);
    [[nodiscard]] PlaceFigure floorLoad(const model::Instance& instance);

    const FloorOverlay m_overlay;
    const OverlaySources& m_sources;
    std::unique_ptr<model::FloorClearances> m_clearances; ///< For floor loads.
    std::map<std::string, std::size_t> m_standing;
    struct Air;
    std::unique_ptr<Air> m_air;
};

} // namespace colonnade::render
