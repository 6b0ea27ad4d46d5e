#include "model/economics/CostChecks.h"

#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

namespace {

/// Published all-in figures per accelerator, by what the name of the part says.
struct Published {
    std::string_view accelerator, it, total;
};
constexpr Published published[] = {{"h100", "h100-cluster-it-per-gpu", "h100-total-per-gpu-with-facility"},
                                   {"gb200", "gb200-it-per-gpu", "gb200-total-per-gpu-with-facility"}};

bool computesWith(const BillOfMaterials& bill, std::string_view accelerator)
{
    return std::any_of(bill.lines.begin(), bill.lines.end(), [&](const BillLine& line) {
        return line.part->accelerator && line.part->id.text().find(accelerator) != std::string::npos;
    });
}

} // namespace

std::vector<CostCheck> checksOf(const Design& design, const CostEstimate& cost, const OwnershipInputs& typical, const CostBook& book)
{
    std::vector<CostCheck> checks;
    const auto check = [&](std::string name, std::string_view unit, double value, const CostRange* range) {
        if (range && value > 0)
            checks.push_back({std::move(name), std::string{unit}, value, range->band, range->asOf, sourcesText(*range, book)});
    };
    double network = 0;
    for (const CapitalLine& line : cost.capital) {
        if (line.category == CostCategory::Network || line.category == CostCategory::CablesAndOptics)
            network += line.usd.typical;
    }
    const double accelerators = typical.accelerators;
    check(fmt::format("Networks per accelerator, beside a back-end of {} tiers without NICs", backendTiers(accelerators)), "USD",
          network / accelerators, backendNetworkPerAccelerator(book, accelerators));
    if (typical.itCapital > 0)
        check("Share of the networks in the IT", "share", network / typical.itCapital, book.range("network-share-of-cluster-hardware"));
    const BillOfMaterials bill = billOf(design);
    for (const Published& one : published) {
        if (!computesWith(bill, one.accelerator))
            continue;
        check("IT per accelerator", "USD", typical.itCapital / accelerators, book.range(one.it));
        if (typical.facilityCapital > 0)
            check("All capital per accelerator", "USD", (typical.itCapital + typical.facilityCapital) / accelerators, book.range(one.total));
    }
    if (typical.facilityCapital > 0 && typical.itPower > 0)
        check("All capital per kW of IT", "USD/kW", (typical.itCapital + typical.facilityCapital) / typical.itPower, book.range("all-in-per-it-kw-check"));
    return checks;
}

} // namespace colonnade::model
