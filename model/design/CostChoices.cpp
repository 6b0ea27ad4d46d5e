#include "model/design/CostChoices.h"

#include <array>

namespace colonnade::model {

const CostInputWords& wordsOf(CostInput input)
{
    constexpr double dear = 1e6;
    static constexpr std::array<CostInputWords, costInputCount> all{{
        {"per_kwh_usd", "Electricity per kWh", "USD/kWh", 0, 100, true},
        {"it_years", "Useful life of the IT", "years", 0.5, 50, true},
        {"cost_of_capital", "Cost of capital per year", "", 0, 1, true},
        {"utilisation", "Share of the hours in use", "", 0.01, 1, false},
        {"facility_per_kw_usd", "Facility per kW of IT", "USD/kW", 0, dear, true},
        {"rent_per_kw_month_usd", "Rent of the facility per kW and month", "USD/kW", 0, dear, true},
        {"facility_years", "Useful life of the facility", "years", 0.5, 100, false},
        {"facility_factor", "Facility power over IT power", "", 1, 10, true},
        {"mean_draw", "Average draw over nameplate", "", 0, 1, true},
        {"operation_per_kw_year_usd", "Operation of the facility per kW of IT and year", "USD/kW", 0, dear, true},
        {"it_maintenance", "Maintenance of the IT per year", "", 0, 1, true},
        {"insurance", "Insurance per year", "", 0, 1, true},
        {"contingency", "Contingency on the facility", "", 0, 1, false},
        {"residual", "Residual value of the IT", "", 0, 1, false},
        {"volume_doublings", "Doublings of output until the order", "", 0, 20, false},
        {"learning_rate", "Learning rate per doubling", "", 0, 0.9, true},
    }};
    return all[static_cast<std::size_t>(input)];
}

} // namespace colonnade::model
