#include "model/exchange/CostBookReader.h"

#include "model/exchange/Resources.h"
#include "model/exchange/YamlReader.h"
#include "model/units/Text.h"

#include <algorithm>
#include <array>

namespace colonnade::model {

namespace {

constexpr YamlLimits bookLimits{.bytes = 1u << 20,
                                .line = 16u << 10,
                                .depth = 8,
                                .values = 50'000,
                                .text = 16u << 10,
                                .anchors = 0,
                                .aliases = 0,
                                .expanded = 50'000};
constexpr NumberRange anyFigure{-1e12, 1e12};
constexpr std::array<YamlWord<CostConfidence>, 3> confidences{
    {{"low", CostConfidence::Low}, {"medium", CostConfidence::Medium}, {"high", CostConfidence::High}}};

class Reading {
public:
    explicit Reading(YamlMap& map) : m_map{map} {}

    CostBook operator()()
    {
        m_map.format(1);
        m_book.currency = m_map.text("currency");
        m_book.asOf = m_map.text("as_of");
        for (const YamlValue& value : m_map.items("sources")) {
            YamlMap map = value.map();
            CostSource source{map.text("id"), map.text("title"), map.text("where"), map.text("kind")};
            once(value, m_book.sources, source.id);
            m_book.sources.push_back(std::move(source));
        }
        for (const YamlValue& value : m_map.items("ranges"))
            readRange(value);
        for (const YamlValue& value : m_map.items("profiles"))
            readProfile(value);
        m_map.done();
        return std::move(m_book);
    }

private:
    static void once(const YamlValue& value, const auto& list, const std::string& id)
    {
        if (std::any_of(list.begin(), list.end(), [&](const auto& each) { return each.id == id; }))
            value.complain(fmt::format("there is a '{}' already", shown(id)));
    }

    void readRange(const YamlValue& value)
    {
        YamlMap map = value.map();
        CostRange range;
        range.id = map.text("id");
        range.group = map.text("group");
        range.unit = map.text("unit");
        range.band = {map.number("low", anyFigure), map.number("typical", anyFigure), map.number("high", anyFigure)};
        range.part = map.idIf<PartTag>("part");
        range.asOf = map.text("as_of");
        range.basis = map.text("basis");
        range.confidence = map.word("confidence", confidences);
        for (const YamlValue& source : map.items("sources")) {
            range.sources.push_back(source.text());
            const bool known = std::any_of(m_book.sources.begin(), m_book.sources.end(),
                                           [&](const CostSource& each) { return each.id == range.sources.back(); });
            if (!known)
                source.refuse("a source of the list");
        }
        if (range.band.low > range.band.typical || range.band.typical > range.band.high)
            value.complain("'low' to 'typical' to 'high' do not rise");
        once(value, m_book.ranges, range.id);
        m_book.ranges.push_back(std::move(range));
    }

    void readProfile(const YamlValue& value)
    {
        YamlMap map = value.map();
        CostProfile profile;
        profile.id = map.text("id");
        profile.title = map.text("title");
        profile.facility = named(map.at("facility"));
        profile.pue = named(map.at("pue"));
        profile.itYears = map.number("it_years", {0.5, 50});
        profile.facilityYears = map.numberIf("facility_years", {0.5, 100});
        profile.costOfCapital = map.number("cost_of_capital", {0, 1});
        profile.itMaintenance = map.number("it_maintenance", {0, 1});
        profile.utilisation = map.number("utilisation", {0.01, 1});
        once(value, m_book.profiles, profile.id);
        m_book.profiles.push_back(std::move(profile));
    }

    [[nodiscard]] std::string named(const YamlValue& value) const
    {
        std::string id = value.text();
        if (!m_book.range(id))
            value.refuse("a range of the list");
        return id;
    }

    YamlMap& m_map;
    CostBook m_book;
};

} // namespace

Result<CostBook> readCostBook(std::string_view text, std::string_view file)
{
    const auto tree = readYaml(text, file, bookLimits);
    if (!tree)
        return tl::unexpected<Error>{tree.error()};
    YamlErrors errors;
    YamlMap map{tree->root(), errors};
    CostBook book = Reading{map}();
    if (!errors.empty())
        return errors.first();
    return book;
}

const Result<CostBook>& carriedCostBook()
{
    static const Result<CostBook> book = []() -> Result<CostBook> {
        const auto file = resourceFile("economics/costs.yaml");
        if (!file)
            return fail("The program's cost figures 'economics/costs.yaml' are missing");
        const auto text = readResource(*file);
        if (!text)
            return tl::unexpected<Error>{text.error()};
        return readCostBook(*text, file->string());
    }();
    return book;
}

} // namespace colonnade::model
