#include "model/economics/CostInputs.h"

#include "model/units/Text.h"

#include <algorithm>

namespace colonnade::model {

namespace {

CostBand fixed(double value)
{
    return {value, value, value};
}

std::string profileNames(const CostBook& book)
{
    std::string out;
    for (const CostProfile& profile : book.profiles)
        out += fmt::format("{}'{}'", out.empty() ? "" : ", ", profile.id);
    return out;
}

class Listing {
public:
    Listing(const CostChoices& choices, const CostPower& power, const CostBook& book, const CostProfile& profile)
        : m_choices{choices}, m_power{power}, m_book{book}, m_profile{profile}
    {
    }

    Result<std::vector<CostInputLine>> operator()()
    {
        const bool rented = !m_profile.facilityYears;
        // The order of the draws: what has a band of the book comes first, and always in this order.
        fromBook(rented ? CostInput::RentPerKwMonth : CostInput::FacilityPerKw, m_profile.facility);
        fromBook(CostInput::FacilityFactor, m_profile.pue, {}, m_power.facilityFactor);
        fromBook(CostInput::MeanDraw, "mean-draw-of-server-tdp-training", {}, m_power.meanDraw);
        fromBook(CostInput::PerKwh, "electricity-us-industrial");
        fromBook(CostInput::ItYears, "useful-life-it", m_profile.itYears);
        fromBook(CostInput::CostOfCapital, "cost-of-capital", m_profile.costOfCapital);
        fromBook(CostInput::Operation, "facility-opex-without-energy");
        fromBook(CostInput::Insurance, "insurance");
        fromBook(CostInput::ItMaintenance, "it-maintenance-and-support", m_profile.itMaintenance);
        const auto doublings = m_choices.inputs.find(CostInput::VolumeDoublings);
        if (doublings != m_choices.inputs.end() && doublings->second.typical > 0)
            fromBook(CostInput::LearningRate, "learning-rate");
        add(CostInput::Utilisation, fixed(m_profile.utilisation), m_profile.title);
        if (!rented) {
            add(CostInput::FacilityYears, fixed(*m_profile.facilityYears), m_profile.title);
            add(CostInput::Contingency, fixed(0), "none unless the project names one");
        }
        add(CostInput::Residual, fixed(0), "none unless the project names one");
        add(CostInput::VolumeDoublings, fixed(0), "none unless the project names some");
        if (m_wrong)
            return tl::unexpected<Error>{*m_wrong};
        return std::move(m_out);
    }

private:
    void add(CostInput input, const CostBand& library, std::string origin)
    {
        CostInputLine line;
        line.input = input;
        line.library = library;
        line.origin = std::move(origin);
        if (const auto own = m_choices.inputs.find(input); own != m_choices.inputs.end())
            line.own = own->second;
        m_out.push_back(std::move(line));
    }

    /// `centre`: the profile says what is typical of an owner; the book how far one differs from another, in proportion.
    /// `design`: what the design itself gives, in place of the range.
    void fromBook(CostInput input, std::string_view id, std::optional<double> centre = {}, std::optional<double> design = {})
    {
        const CostRange* range = m_book.range(id);
        if (design) {
            add(input, fixed(*design), "the design's own power chain and site");
            m_out.back().unit = range ? range->unit : "";
            return;
        }
        if (!range) {
            const bool chosen = m_choices.inputs.contains(input);
            if (!chosen && !m_wrong)
                m_wrong = Error{fmt::format("The cost figures have no range '{}'", id)};
            add(input, {}, {});
            return;
        }
        CostBand band = range->band;
        std::string origin = sourcesText(*range, m_book);
        if (centre && band.typical > 0) {
            const double by = *centre / band.typical;
            band = {band.low * by, band.typical * by, band.high * by};
            origin = fmt::format("{}, as far apart as of {}", m_profile.title, origin);
        }
        add(input, band, std::move(origin));
        m_out.back().asOf = range->asOf;
        m_out.back().unit = range->unit;
        m_out.back().confidence = range->confidence;
    }

    const CostChoices& m_choices;
    const CostPower& m_power;
    const CostBook& m_book;
    const CostProfile& m_profile;
    std::vector<CostInputLine> m_out;
    std::optional<Error> m_wrong;
};

} // namespace

CostBand CostInputLine::band() const
{
    return own ? CostBand{own->low.value_or(own->typical), own->typical, own->high.value_or(own->typical)} : library;
}

Result<const CostProfile*> profileOf(const CostChoices& choices, const CostBook& book)
{
    const CostProfile* found = !choices.profile.empty() ? book.profile(choices.profile) : book.profiles.empty() ? nullptr : &book.profiles.front();
    if (!found)
        return fail("There is no cost profile '{}'; there are {}", shown(choices.profile), profileNames(book));
    return found;
}

Result<std::vector<CostInputLine>> costInputs(const CostChoices& choices, const CostPower& power, const CostBook& book)
{
    const auto profile = profileOf(choices, book);
    if (!profile)
        return tl::unexpected<Error>{profile.error()};
    return Listing{choices, power, book, **profile}();
}

std::string sourcesText(const CostRange& range, const CostBook& book)
{
    std::string out;
    for (const std::string& id : range.sources) {
        const auto found = std::find_if(book.sources.begin(), book.sources.end(), [&](const CostSource& source) { return source.id == id; });
        if (found != book.sources.end())
            out += (out.empty() ? "" : "; ") + found->title;
    }
    return out.empty() ? "our judgement" : out;
}

} // namespace colonnade::model
