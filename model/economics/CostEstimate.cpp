#include "model/economics/CostEstimate.h"

#include "model/economics/BillOfMaterials.h"
#include "model/economics/CostChecks.h"
#include "model/economics/CostDraws.h"
#include "model/units/Text.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <span>

namespace colonnade::model {

namespace {

constexpr int draws = 2000;

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
        const auto profile = profileOf(m_choices, m_book);
        if (!profile)
            return tl::unexpected<Error>{profile.error()};
        m_profile = *profile;
        m_accelerators = m_design.facts().accelerators;
        if (m_accelerators <= 0)
            return fail("The design has no accelerators, so that no cost of an accelerator-hour can be said");
        m_out.capital = capitalOf(billOf(m_design), m_choices, m_book);
        for (const CapitalLine& line : m_out.capital)
            m_out.unpriced += line.unpriced;
        if (std::none_of(m_out.capital.begin(), m_out.capital.end(), [](const CapitalLine& line) { return line.confidence.has_value(); }))
            return fail("No price is known of anything in the design");
        if (auto wrong = takeRanges(); !wrong)
            return tl::unexpected<Error>{wrong.error()};
        draw();
        settle();
        swing();
        return std::move(m_out);
    }

private:
    void say(const CostInputLine& line)
    {
        const std::string_view title = wordsOf(line.input).title;
        const CostBand band = line.band();
        const std::string text = band.low == band.high ? significant(band.typical, 4)
                                                       : fmt::format("{} to {}, typically {}", significant(band.low, 4), significant(band.high, 4),
                                                                     significant(band.typical, 4));
        if (line.own) {
            std::string from = line.own->source;
            if (!line.own->asOf.empty())
                from += (from.empty() ? "" : ", ") + line.own->asOf;
            m_out.assumptions.push_back(fmt::format("{}: {}, as chosen for this project{}.", title, text, from.empty() ? "" : " (" + from + ")"));
        } else if (line.confidence) {
            m_out.assumptions.push_back(fmt::format("{}: {} ({}, confidence {}).", title, text, line.asOf, word(*line.confidence)));
            m_out.confidence = std::min(m_out.confidence, *line.confidence);
        } else if (line.library.typical > 0) {
            m_out.assumptions.push_back(fmt::format("{}: {} ({}).", title, text, line.origin));
        }
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
                m_planned.push_back(line.usd.typical > 0 ? line.planned / line.usd.typical : 0);
            }
        }
        m_capitalInputs = m_inputs.size();
        const auto lines = costInputs(m_choices, m_power, m_book);
        if (!lines)
            return tl::unexpected<Error>{lines.error()};
        for (const CostInputLine& line : *lines) {
            say(line);
            const CostInputWords& words = wordsOf(line.input);
            m_confidence[line.input] = line.own ? CostConfidence::High : line.confidence.value_or(CostConfidence::High);
            if (words.ranged) {
                m_place[line.input] = m_inputs.size();
                m_inputs.push_back({std::string{words.title}, line.unit, line.band()});
            } else {
                m_given[line.input] = line.band().typical;
            }
        }
        if (m_out.unpriced > 0)
            m_out.assumptions.push_back(fmt::format("{} pieces have neither a price nor a range and are in no sum.", m_out.unpriced));
        return {};
    }

    static std::string lowerTitle(CostCategory category)
    {
        std::string title{titleOf(category)};
        title[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(title[0])));
        return title;
    }

    /// Of a set of values, or what is given without a band; 0 where it does not concern the design.
    [[nodiscard]] double of(CostInput input, std::span<const double> values) const
    {
        if (const auto place = m_place.find(input); place != m_place.end())
            return values[place->second];
        const auto given = m_given.find(input);
        return given == m_given.end() ? 0 : given->second;
    }

    /// What is left of the planning figures of a category's price once its makers have learned.
    [[nodiscard]] double learned(double price, double planned, std::span<const double> values) const
    {
        const double ratio = std::exp2(of(CostInput::VolumeDoublings, values));
        return price * (1 - planned) + learnedPrice(price * planned, ratio, of(CostInput::LearningRate, values));
    }

    /// The cost with these values of the inputs.
    [[nodiscard]] OwnershipInputs with(std::span<const double> values) const
    {
        OwnershipInputs in;
        in.accelerators = m_accelerators;
        for (std::size_t i = 0; i < m_capitalInputs; ++i)
            in.itCapital += learned(values[i], m_planned[i], values);
        in.itPower = m_power.itNameplate.value() / 1000;
        in.facilityFactor = of(CostInput::FacilityFactor, values);
        if (m_profile->facilityYears)
            in.facilityCapital = plantCost(of(CostInput::FacilityPerKw, values) * in.itPower, of(CostInput::Contingency, values), in.itPower,
                                           in.itPower * in.facilityFactor)
                                     .total;
        else
            in.rentPerKwMonth = of(CostInput::RentPerKwMonth, values);
        in.meanDraw = of(CostInput::MeanDraw, values);
        in.perKwh = of(CostInput::PerKwh, values);
        in.itYears = of(CostInput::ItYears, values);
        in.facilityYears = m_profile->facilityYears ? of(CostInput::FacilityYears, values) : 1;
        in.rate = of(CostInput::CostOfCapital, values);
        in.residual = of(CostInput::Residual, values);
        in.operationPerKwYear = of(CostInput::Operation, values);
        in.itMaintenance = of(CostInput::ItMaintenance, values);
        in.insurance = of(CostInput::Insurance, values);
        in.utilisation = of(CostInput::Utilisation, values);
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
        std::vector<double> it, facility, year, hour, energy;
        std::vector<CostBand> bands;
        for (const Input& input : m_inputs)
            bands.push_back(input.band);
        CostDraws{std::move(bands)}.run(draws, [&](std::span<const double> values) {
            const OwnershipInputs in = with(values);
            const OwnershipCost cost = ownershipCost(in);
            it.push_back(in.itCapital);
            facility.push_back(in.facilityCapital);
            year.push_back(cost.total());
            hour.push_back(cost.perAcceleratorHour);
            energy.push_back(cost.energyPerAcceleratorHour);
        });
        m_out.itCapital = plannedBand(std::move(it));
        m_out.facilityCapital = plannedBand(std::move(facility));
        m_out.perYear = plannedBand(std::move(year));
        m_out.perAcceleratorHour = plannedBand(std::move(hour));
        m_out.energyPerAcceleratorHour = plannedBand(std::move(energy));
        m_out.capitalPerAccelerator = {(m_out.itCapital.low + m_out.facilityCapital.low) / m_accelerators,
                                       (m_out.itCapital.typical + m_out.facilityCapital.typical) / m_accelerators,
                                       (m_out.itCapital.high + m_out.facilityCapital.high) / m_accelerators};
    }

    /// Everything at its typical.
    void settle()
    {
        const std::vector<double> values = typicalValues();
        const OwnershipInputs typical = with(values);
        m_out.typical = ownershipCost(typical);
        std::size_t priced = 0;
        for (CapitalLine& line : m_out.capital) {
            if (!line.confidence)
                continue;
            const double planned = m_planned[priced++];
            if (line.usd.typical <= 0)
                continue;
            const double left = learned(line.usd.typical, planned, values) / line.usd.typical;
            line.usd = {line.usd.low * left, line.usd.typical * left, line.usd.high * left};
        }
        if (m_profile->facilityYears) {
            const CostBand& band = m_inputs[m_place.at(CostInput::FacilityPerKw)].band;
            const double by = typical.itPower * (1 + of(CostInput::Contingency, values));
            m_out.capital.push_back({CostCategory::Facility, {band.low * by, band.typical * by, band.high * by}, m_confidence.at(CostInput::FacilityPerKw), 0, 1});
        }
        m_out.checks = checksOf(m_design, m_out, typical, m_book);
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
    std::vector<double> m_planned; ///< Beside those: the share of each that rests on planning figures.
    std::map<CostInput, std::size_t> m_place; ///< In `m_inputs`, of those with a band.
    std::map<CostInput, double> m_given;      ///< Those without.
    std::map<CostInput, CostConfidence> m_confidence;
};

} // namespace

Result<CostEstimate> costOf(const Design& design, const CostPower& power, const CostBook& book)
{
    return Costing{design, power, book}();
}

} // namespace colonnade::model
