#include "model/rules/Profile.h"

#include "model/units/Text.h"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace colonnade::model {

namespace {

/// FNV-1a, 64 bits: only to tell profiles apart.
class Hash {
public:
    void text(std::string_view text)
    {
        for (const char c : text)
            m_hash = (m_hash ^ static_cast<unsigned char>(c)) * 1'099'511'628'211ull;
        m_hash = (m_hash ^ 0xffu) * 1'099'511'628'211ull;
    }
    void number(double number) { text(shortest(number)); }
    [[nodiscard]] std::uint64_t value() const { return m_hash; }

private:
    std::uint64_t m_hash = 14'695'981'039'346'656'037ull;
};

void add(Hash& hash, const std::map<std::string, double, std::less<>>& numbers)
{
    for (const auto& [key, value] : numbers) {
        hash.text(key);
        hash.number(value);
    }
    hash.text("");
}

} // namespace

double Profile::parameter(std::string_view rule, std::string_view key) const
{
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    if (const auto setting = rules.find(rule); setting != rules.end()) {
        const auto value = setting->second.parameters.find(key);
        if (value != setting->second.parameters.end())
            return value->second;
    }
    const FormulaRule* own = formula(rule);
    return own ? own->limit(key).value_or(none) : none;
}

const FormulaRule* Profile::formula(std::string_view rule) const
{
    const auto found = std::find_if(formulas.begin(), formulas.end(),
                                    [&](const FormulaRule& one) { return one.id == rule; });
    return found == formulas.end() ? nullptr : &*found;
}

bool Profile::enabled(std::string_view rule) const
{
    const auto setting = rules.find(rule);
    return setting == rules.end() || setting->second.enabled;
}

Severity Profile::capped(std::string_view rule, Severity severity) const
{
    const auto setting = rules.find(rule);
    if (setting == rules.end() || !setting->second.atMost)
        return severity;
    return std::max(severity, *setting->second.atMost); // Later in the enumeration is milder.
}

std::string Profile::fingerprint() const
{
    Hash hash;
    for (const std::string& text : {id, title, summary})
        hash.text(text);
    for (const auto& [name, document] : sources) {
        hash.text(name);
        hash.text(document);
    }
    for (const double number :
         {power.continuousFactor, power.powerFactor, cooling.rise.value(),
          cooling.liquidApproach.value(), cooling.airApproach.value(),
          static_cast<double>(cooling.spareCdus), redundantPower ? 1.0 : 0.0, airRise.value(),
          recirculationContained, recirculationOpen, cableMassShare, cableSlack, cableLoop.value(),
          workingWidth.value(), workingHeight.value(), reliability.nodeFailuresPerDay,
          reliability.repairDays, reliability.leadDays, reliability.spareTarget,
          reliability.checkpoint.value(), reliability.restart.value()})
        hash.number(number);
    for (const Kilopascals preset : floorPresets)
        hash.number(preset.value());
    for (const double size : breakerSizes)
        hash.number(size);
    for (const OutletRating& outlet : outlets) {
        hash.text(outlet.type);
        hash.number(outlet.rating.value());
        hash.number(outlet.continuousFactor);
    }
    for (const WorkingSpace& row : workingSpace) {
        hash.number(row.toGround.value());
        for (const Metres depth : row.depth)
            hash.number(depth.value());
    }
    for (const CopperReach& row : copper) {
        hash.text(row.kind);
        hash.number(row.laneGbps);
        hash.number(row.reach.value());
    }
    for (const OpticalReach& row : optics) {
        hash.text(row.pmd);
        hash.text(row.fibre);
        hash.number(row.reach.value());
        hash.number(row.lossDb.value_or(-1));
    }
    add(hash, reliability.annualFailureRates);
    add(hash, fibreLossDbPerKm);
    add(hash, oversubscription);
    for (const auto& [rule, setting] : rules) {
        hash.text(rule);
        hash.number(setting.enabled ? 1 : 0);
        hash.number(setting.atMost ? static_cast<double>(*setting.atMost) : -1);
        add(hash, setting.parameters);
    }
    for (const FormulaRule& own : formulas) {
        for (const std::string_view text : {std::string_view{own.id}, std::string_view{own.title},
                                            std::string_view{own.formula}, std::string_view{own.unit},
                                            word(own.on)})
            hash.text(text);
        for (const std::string_view key : FormulaRule::limitKeys)
            hash.number(own.limit(key).value_or(std::numeric_limits<double>::lowest()));
    }
    return fmt::format("{:016x}", hash.value());
}

} // namespace colonnade::model
