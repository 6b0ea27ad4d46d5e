#include "model/economics/Capital.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace colonnade::model {

namespace {

std::size_t at(CostCategory category)
{
    return static_cast<std::size_t>(category);
}

/// What a part is bought for.
CostCategory categoryOf(const BillLine& line)
{
    const PartType& part = *line.part;
    if (line.section == BillSection::Cable || line.section == BillSection::Transceiver || part.kind == PartKind::PatchPanel)
        return CostCategory::CablesAndOptics;
    switch (part.kind) {
    case PartKind::Switch:
    case PartKind::Nic: return CostCategory::Network;
    case PartKind::Storage: return CostCategory::Storage;
    case PartKind::Cdu: return CostCategory::Cooling;
    case PartKind::Accelerator:
    case PartKind::Server:
    case PartKind::RackScale:
    case PartKind::Pod:
    case PartKind::Tray: return CostCategory::Compute;
    default: return CostCategory::RacksAndPower;
    }
}

CostBand scaled(const CostBand& band, double by)
{
    return {band.low * by, band.typical * by, band.high * by};
}

/// By what it carries off, for units of its place.
std::optional<PiecePrice> priceByCapacity(const CduFigures& cdu, const CostBook& book)
{
    const bool inRack = cdu.place == CduFigures::Place::InRack;
    if (cdu.type != CduFigures::Type::LiquidToLiquid || cdu.capacity <= Watts{})
        return std::nullopt; // The book prices liquid to liquid alone.
    const CostRange* range = book.range(inRack ? "cdu-in-rack-100kw" : "cdu-row-1-to-2mw");
    if (!range)
        return std::nullopt;
    return PiecePrice{scaled(range->band, cdu.capacity.value() / 1000), range->confidence, false, range};
}

} // namespace

std::string_view word(CostCategory category)
{
    constexpr std::array<std::string_view, costCategoryCount> words{"compute",         "network", "cables-and-optics", "storage",
                                                                    "racks-and-power", "cooling", "facility"};
    return words[at(category)];
}

std::string_view titleOf(CostCategory category)
{
    constexpr std::array<std::string_view, costCategoryCount> titles{"Compute",         "Network", "Cables and optics", "Storage",
                                                                     "Racks and power", "Cooling", "Facility"};
    return titles[at(category)];
}

std::optional<PiecePrice> plannedPrice(const BillLine& line, const CostBook& book)
{
    const CostRange* range = book.priceOf(line.part->id);
    if (line.price) {
        const double typical = line.price->value();
        if (!range || range->band.typical <= 0)
            return PiecePrice{{typical, typical, typical}, CostConfidence::Low, false, nullptr};
        return PiecePrice{scaled(range->band, typical / range->band.typical), range->confidence, false, range};
    }
    if (range)
        return PiecePrice{range->band, range->confidence, false, range};
    return line.part->cdu ? priceByCapacity(*line.part->cdu, book) : std::nullopt;
}

std::optional<PiecePrice> priceOf(const BillLine& line, const CostChoices& choices, const CostBook& book)
{
    const auto own = choices.prices.find(line.part->id);
    if (own == choices.prices.end())
        return plannedPrice(line, book);
    const OwnFigure& price = own->second;
    return PiecePrice{{price.low.value_or(price.typical), price.typical, price.high.value_or(price.typical)}, CostConfidence::High, true, nullptr};
}

std::vector<CapitalLine> capitalOf(const BillOfMaterials& bill, const CostChoices& choices, const CostBook& book)
{
    std::array<CapitalLine, costCategoryCount> lines;
    for (int i = 0; i < costCategoryCount; ++i)
        lines[static_cast<std::size_t>(i)].category = static_cast<CostCategory>(i);
    for (const BillLine& item : bill.lines) {
        const int count = item.count - item.covered;
        if (count <= 0)
            continue;
        CapitalLine& line = lines[at(categoryOf(item))];
        line.pieces += count;
        const auto price = priceOf(item, choices, book);
        if (!price) {
            line.unpriced += count;
            continue;
        }
        line.usd = {line.usd.low + price->usd.low * count, line.usd.typical + price->usd.typical * count, line.usd.high + price->usd.high * count};
        if (!price->own)
            line.planned += price->usd.typical * count;
        line.confidence = std::min(line.confidence.value_or(CostConfidence::High), price->confidence);
    }
    std::vector<CapitalLine> out;
    for (const CapitalLine& line : lines) {
        if (line.pieces > 0)
            out.push_back(line);
    }
    return out;
}

PlantCost plantCost(double subtotal, double contingency, double itKw, double facilityKw)
{
    const double total = subtotal * (1 + contingency);
    return {total, total / itKw, total / facilityKw};
}

double learnedPrice(double price, double ratio, double rate)
{
    return price * std::pow(ratio, std::log2(1 - rate));
}

int backendTiers(double accelerators)
{
    return accelerators <= 16 ? 0 : accelerators <= 512 ? 1 : accelerators <= 16'384 ? 2 : 3;
}

const CostRange* backendNetworkPerAccelerator(const CostBook& book, double accelerators)
{
    constexpr std::array<std::string_view, 4> ids{"backend-network-0-tiers-per-gpu", "backend-network-1-tiers-per-gpu",
                                                  "backend-network-2-tiers-per-gpu", "backend-network-3-tiers-per-gpu"};
    return book.range(ids[static_cast<std::size_t>(backendTiers(accelerators))]);
}

} // namespace colonnade::model
