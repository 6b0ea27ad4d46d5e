#include "model/economics/CostEstimate.h"

#include "model/economics/BillOfMaterials.h"
#include "model/units/Text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

namespace colonnade::model {

namespace {

constexpr int draws = 2000;

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

/// Where u of a triangle's area lies.
double triangle(const CostBand& band, double u)
{
    const double width = band.high - band.low;
    if (width <= 0)
        return band.typical;
    const double peak = (band.typical - band.low) / width;
    return u < peak ? band.low + std::sqrt(u * width * (band.typical - band.low))
                    : band.high - std::sqrt((1 - u) * width * (band.high - band.typical));
}

CostBand fixed(double value)
{
    return {value, value, value};
}

CostBand scaled(const CostBand& band, double by)
{
    return {band.low * by, band.typical * by, band.high * by};
}

/// The 10th, 50th and 90th of a hundred.
CostBand bandOf(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    const auto of = [&](double share) { return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))]; };
    return {of(0.1), of(0.5), of(0.9)};
}

/// One uncertain input; its draw is one number between 0 and 1.
struct Input {
    std::string name, unit;
    CostBand band;
};

class Costing {
public:
    Costing(const Design& design, const CostPower& power, const CostBook& book)
        : m_design{design}, m_choices{design.costs()}, m_power{power}, m_book{book}
    {
    }

    Result<CostEstimate> operator()()
    {
        m_profile = m_choices.profile.empty() ? (m_book.profiles.empty() ? nullptr : &m_book.profiles.front()) : m_book.profile(m_choices.profile);
        if (!m_profile)
            return fail("There is no cost profile '{}'; there are {}", shown(m_choices.profile), names());
        m_accelerators = m_design.facts().accelerators;
        if (m_accelerators <= 0)
            return fail("The design has no accelerators, so that no cost of an accelerator-hour can be said");
        priceParts();
        if (m_out.capital.empty())
            return fail("No price is known of anything in the design");
        if (auto wrong = takeRanges(); !wrong)
            return tl::unexpected<Error>{wrong.error()};
        draw();
        swing();
        return std::move(m_out);
    }

private:
    [[nodiscard]] std::string names() const
    {
        std::string out;
        for (const CostProfile& profile : m_book.profiles)
            out += fmt::format("{}'{}'", out.empty() ? "" : ", ", profile.id);
        return out;
    }

    void weaken(CapitalLine& line, CostConfidence confidence) const
    {
        line.confidence = std::min(line.confidence.value_or(CostConfidence::High), confidence);
    }

    /// Price of one, and how far it can be trusted. A project's quote wins over the catalog's figure, and that over the book's
    /// range, which then only says how wide the band is.
    [[nodiscard]] std::optional<std::pair<CostBand, CostConfidence>> priceOf(const BillLine& line) const
    {
        const TypeId& id = line.part->id;
        if (const auto quoted = m_choices.prices.find(id); quoted != m_choices.prices.end())
            return std::pair{fixed(quoted->second.value()), CostConfidence::High};
        const CostRange* range = m_book.priceOf(id);
        if (line.price) {
            const double typical = line.price->value();
            if (!range || range->band.typical <= 0)
                return std::pair{fixed(typical), CostConfidence::Low};
            return std::pair{scaled(range->band, typical / range->band.typical), range->confidence};
        }
        if (range)
            return std::pair{range->band, range->confidence};
        return std::nullopt;
    }

    void priceParts()
    {
        std::array<CapitalLine, costCategoryCount> lines;
        for (int i = 0; i < costCategoryCount; ++i)
            lines[static_cast<std::size_t>(i)].category = static_cast<CostCategory>(i);
        const BillOfMaterials bill = billOf(m_design);
        for (const BillLine& item : bill.lines) {
            const int count = item.count - item.covered;
            if (count <= 0)
                continue;
            CapitalLine& line = lines[at(categoryOf(item))];
            line.pieces += count;
            const auto price = priceOf(item);
            if (!price) {
                line.unpriced += count;
                m_out.unpriced += count;
                continue;
            }
            line.usd = {line.usd.low + price->first.low * count, line.usd.typical + price->first.typical * count,
                        line.usd.high + price->first.high * count};
            weaken(line, price->second);
        }
        for (const CapitalLine& line : lines) {
            if (line.pieces > 0)
                m_out.capital.push_back(line);
        }
        const bool none = std::none_of(m_out.capital.begin(), m_out.capital.end(), [](const CapitalLine& line) { return line.confidence.has_value(); });
        if (none)
            m_out.capital.clear();
    }

    /// A range of the book, or the fixed number that the project chose instead.
    Result<std::size_t> input(std::string name, std::string_view id, std::optional<double> chosen = {})
    {
        const CostRange* range = m_book.range(id);
        if (!range && !chosen)
            return fail("The cost figures have no range '{}'", id);
        if (chosen) {
            m_out.assumptions.push_back(fmt::format("{}: {}, as chosen for this project.", name, significant(*chosen, 4)));
            m_inputs.push_back({std::move(name), range ? range->unit : "", fixed(*chosen)});
        } else {
            m_out.assumptions.push_back(fmt::format("{}: {} to {}, typically {} ({}, confidence {}).", name, significant(range->band.low, 4),
                                                    significant(range->band.high, 4), significant(range->band.typical, 4), range->asOf,
                                                    word(range->confidence)));
            m_out.confidence = std::min(m_out.confidence, range->confidence);
            m_inputs.push_back({std::move(name), range->unit, range->band});
        }
        return m_inputs.size() - 1;
    }

    Result<void> takeRanges()
    {
        m_out.confidence = CostConfidence::High;
        m_out.profile = m_profile->title;
        m_out.asOf = m_book.asOf;
        for (const CapitalLine& line : m_out.capital) {
            if (line.confidence) {
                m_out.confidence = std::min(m_out.confidence, *line.confidence);
                m_inputs.push_back({fmt::format("Price of {}", lowerTitle(line.category)), "usd", line.usd});
            }
        }
        m_capitalInputs = m_inputs.size();
        const bool rented = !m_profile->facilityYears.has_value();
        struct Wanted {
            std::size_t* into;
            std::string name;
            std::string_view id;
            std::optional<double> chosen;
        };
        const std::optional<double> design = m_power.facilityFactor;
        const Wanted all[] = {
            {&m_facility, rented ? "Rent of the facility per kW and month" : "Facility per kW of IT", m_profile->facility, rented ? std::nullopt : m_choices.facilityPerKw},
            {&m_pue, "Facility power over IT power", m_profile->pue, design},
            {&m_draw, "Average draw over nameplate", "mean-draw-of-server-tdp-training", m_power.meanDraw},
            {&m_kwh, "Electricity per kWh", "electricity-us-industrial", m_choices.perKwh},
            {&m_life, "Useful life of the IT", "useful-life-it", m_choices.itYears},
            {&m_rate, "Cost of capital per year", "cost-of-capital", m_choices.costOfCapital},
            {&m_operation, "Operation of the facility per kW of IT and year", "facility-opex-without-energy", {}},
            {&m_insurance, "Insurance per year", "insurance", {}},
            {&m_maintenance, "Maintenance of the IT per year", "it-maintenance-and-support", {}}};
        for (const Wanted& one : all) {
            const auto index = input(one.name, one.id, one.chosen);
            if (!index)
                return tl::unexpected<Error>{index.error()};
            *one.into = *index;
        }
        // The profile says what is typical of an owner; the book how far one differs from another, in proportion.
        const auto centre = [&](std::size_t index, double typical, bool chosen) {
            CostBand& band = m_inputs[index].band;
            if (!chosen && band.typical > 0)
                band = scaled(band, typical / band.typical);
        };
        centre(m_life, m_profile->itYears, m_choices.itYears.has_value());
        centre(m_rate, m_profile->costOfCapital, m_choices.costOfCapital.has_value());
        centre(m_maintenance, m_profile->itMaintenance, false);
        if (m_out.unpriced > 0)
            m_out.assumptions.push_back(fmt::format("{} pieces have no price and are in no sum.", m_out.unpriced));
        return {};
    }

    static std::string lowerTitle(CostCategory category)
    {
        std::string title{titleOf(category)};
        title[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(title[0])));
        return title;
    }

    /// The cost with these values of the inputs.
    [[nodiscard]] OwnershipInputs with(const std::vector<double>& values) const
    {
        OwnershipInputs in;
        in.accelerators = m_accelerators;
        for (std::size_t i = 0; i < m_capitalInputs; ++i)
            in.itCapital += values[i];
        in.itPower = m_power.itNameplate.value() / 1000;
        const bool rented = !m_profile->facilityYears.has_value();
        (rented ? in.rentPerKwMonth : in.facilityCapital) = values[m_facility] * (rented ? 1 : in.itPower);
        in.facilityFactor = values[m_pue];
        in.meanDraw = values[m_draw];
        in.perKwh = values[m_kwh];
        in.itYears = values[m_life];
        in.facilityYears = m_profile->facilityYears.value_or(1);
        in.rate = values[m_rate];
        in.operationPerKwYear = values[m_operation];
        in.itMaintenance = values[m_maintenance];
        in.insurance = values[m_insurance];
        in.utilisation = m_choices.utilisation.value_or(m_profile->utilisation);
        return in;
    }

    [[nodiscard]] std::vector<double> typicalValues() const
    {
        std::vector<double> values;
        for (const Input& input : m_inputs)
            values.push_back(input.band.typical);
        return values;
    }

    void draw()
    {
        // The same draws for every design, so that two candidates differ by what differs in them.
        std::mt19937 random{20261122};
        std::uniform_real_distribution<double> uniform{0, 1};
        std::vector<double> it, facility, year, hour;
        std::vector<double> values(m_inputs.size());
        for (int i = 0; i < draws; ++i) {
            for (std::size_t k = 0; k < values.size(); ++k)
                values[k] = triangle(m_inputs[k].band, uniform(random));
            const OwnershipInputs in = with(values);
            const OwnershipCost cost = ownershipCost(in);
            it.push_back(in.itCapital);
            facility.push_back(in.facilityCapital);
            year.push_back(cost.total());
            hour.push_back(cost.perAcceleratorHour);
        }
        m_out.itCapital = bandOf(std::move(it));
        m_out.facilityCapital = bandOf(std::move(facility));
        m_out.perYear = bandOf(std::move(year));
        m_out.perAcceleratorHour = bandOf(std::move(hour));
        const OwnershipInputs typical = with(typicalValues());
        m_out.typical = ownershipCost(typical);
        m_out.capitalPerAccelerator = {(m_out.itCapital.low + m_out.facilityCapital.low) / m_accelerators,
                                       (m_out.itCapital.typical + m_out.facilityCapital.typical) / m_accelerators,
                                       (m_out.itCapital.high + m_out.facilityCapital.high) / m_accelerators};
        if (m_profile->facilityYears) {
            const Input& facilityInput = m_inputs[m_facility];
            m_out.capital.push_back({CostCategory::Facility, scaled(facilityInput.band, typical.itPower),
                                     m_choices.facilityPerKw ? CostConfidence::High : m_book.range(m_profile->facility)->confidence, 0, 1});
        }
    }

    void swing()
    {
        const std::vector<double> typical = typicalValues();
        for (std::size_t i = 0; i < m_inputs.size(); ++i) {
            const Input& input = m_inputs[i];
            if (input.band.low == input.band.high)
                continue;
            std::vector<double> values = typical;
            values[i] = input.band.low;
            const double low = ownershipCost(with(values)).perAcceleratorHour;
            values[i] = input.band.high;
            const double high = ownershipCost(with(values)).perAcceleratorHour;
            m_out.tornado.push_back({input.name, input.unit, input.band, low, high});
        }
        std::stable_sort(m_out.tornado.begin(), m_out.tornado.end(), [](const CostSwing& a, const CostSwing& b) { return a.width() > b.width(); });
    }

    const Design& m_design;
    const CostChoices& m_choices;
    const CostPower m_power;
    const CostBook& m_book;
    const CostProfile* m_profile = nullptr;
    double m_accelerators = 0;
    CostEstimate m_out;
    std::vector<Input> m_inputs; ///< Capital by category first.
    std::size_t m_capitalInputs = 0;
    std::size_t m_facility = 0, m_pue = 0, m_draw = 0, m_kwh = 0, m_life = 0, m_rate = 0, m_operation = 0, m_insurance = 0, m_maintenance = 0;
};

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

Result<CostEstimate> costOf(const Design& design, const CostPower& power, const CostBook& book)
{
    return Costing{design, power, book}();
}

} // namespace colonnade::model
