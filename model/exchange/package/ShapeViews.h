#pragma once

#include "model/exchange/package/Package.h"
#include "model/exchange/package/PackageShape.h"

#include <optional>
#include <string>
#include <vector>

/// What the descriptions of several subjects share. The class that a field has in its description decides who may ever see it;
/// free text cannot be classified and is `Internal`.
namespace colonnade::model::package {

template <class E> std::vector<std::string> allWords()
{
    const auto all = words<E>();
    return {all.begin(), all.end()};
}

Word wordOf(auto value)
{
    return {word(value)};
}

std::optional<std::string> textOf(const auto& id)
{
    return id ? std::optional{id->text()} : std::nullopt;
}

template <class View> auto viewsOf(const auto& list)
{
    std::vector<View> out;
    for (const auto& item : list)
        out.push_back({&item});
    return out;
}

// Views: what has no struct of its own in the value.
struct ControlView {
    const Package* package;
};
struct DesignView {
    const Package* package;
};
struct EvaluationView {
    const Package* package;
};
struct ReliabilityView {
    const Package* package;
};
struct HallView {
    const Package* package;
};
struct EstimateView {
    const WorkloadPages* pages;
};
struct FindingView {
    const Finding* finding;
};
struct PartView {
    const PartType* part;
};

// CatalogShapes.cpp
template <> void describe(ObjectShape<PartView>& shape);
template <> void describe(ObjectShape<SourceLine>& shape);
template <> void describe(ObjectShape<UnsourcedFigure>& shape);
// ControlShapes.cpp
template <> void describe(ObjectShape<ControlView>& shape);
template <> void describe(ObjectShape<DesignView>& shape);
template <> void describe(ObjectShape<KeyFigure>& shape);
template <> void describe(ObjectShape<OpenMatter>& shape);
template <> void describe(ObjectShape<FloorFacts>& shape);
template <> void describe(ObjectShape<EvaluationView>& shape);
template <> void describe(ObjectShape<PackageFile>& shape);
template <> void describe(ObjectShape<Redaction>& shape);
// WorkloadShapes.cpp
template <> void describe(ObjectShape<ParallelLayout>& shape);
template <> void describe(ObjectShape<ServingLayout>& shape);
template <> void describe(ObjectShape<WorkloadPages>& shape);
// EstimateShapes.cpp, ServingShapes.cpp
template <> void describe(ObjectShape<FigureText>& shape);
template <> void describe(ObjectShape<ServingEstimate>& shape);
template <> void describe(ObjectShape<EstimateView>& shape);
// CostShapes.cpp
template <> void describe(ObjectShape<CostBand>& shape);
template <> void describe(ObjectShape<CostEstimate>& shape);
template <> void describe(ObjectShape<SustainabilityFacts>& shape);
template <> void describe(ObjectShape<ReliabilityView>& shape);
// RackShapes.cpp, FloorShapes.cpp, StructureShapes.cpp, ChainShapes.cpp
template <> void describe(ObjectShape<RackDesignPages>& shape);
template <> void describe(ObjectShape<PodPages>& shape);
template <> void describe(ObjectShape<HallView>& shape);
template <> void describe(ObjectShape<RowTotals>& shape);
template <> void describe(ObjectShape<Point>& shape);
template <> void describe(ObjectShape<FloorRect>& shape);
template <> void describe(ObjectShape<PlacedThing>& shape);
template <> void describe(ObjectShape<Structure>& shape);
template <> void describe(ObjectShape<PowerPages>& shape);
template <> void describe(ObjectShape<CoolingPages>& shape);
// FabricShapes.cpp, CablingShapes.cpp
template <> void describe(ObjectShape<FabricPages>& shape);
template <> void describe(ObjectShape<CablingPages>& shape);
// JudgementShapes.cpp
template <> void describe(ObjectShape<BomLine>& shape);
template <> void describe(ObjectShape<BomSummary>& shape);
template <> void describe(ObjectShape<FindingView>& shape);
template <> void describe(ObjectShape<WaiverLine>& shape);
template <> void describe(ObjectShape<RuleLine>& shape);
template <> void describe(ObjectShape<AssumptionLine>& shape);

} // namespace colonnade::model::package
