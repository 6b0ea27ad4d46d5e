#include "model/exchange/ProfileWriter.h"

#include "model/exchange/YamlWriter.h"

#include <algorithm>

namespace colonnade::model {

namespace {

bool differsElsewhere(const Profile& profile, const Profile& basis)
{
    Profile rest = profile;
    rest.id = basis.id;
    rest.title = basis.title;
    rest.summary = basis.summary;
    rest.base = basis.base;
    rest.presets = basis.presets;
    rest.sources = basis.sources;
    rest.rules = basis.rules;
    rest.formulas = basis.formulas;
    return rest != basis;
}

void writeSources(YamlWriter& yaml, const Profile& profile, const Profile& basis)
{
    std::vector<std::pair<std::string, std::string>> own;
    for (const auto& source : profile.sources) {
        if (std::find(basis.sources.begin(), basis.sources.end(), source) == basis.sources.end())
            own.push_back(source);
    }
    if (own.empty())
        return;
    yaml.key("sources");
    yaml.beginMap();
    for (const auto& [name, document] : own)
        yaml.entry(name, document);
    yaml.end();
}

void writeFormulas(YamlWriter& yaml, const Profile& profile, const Profile& basis)
{
    std::vector<const FormulaRule*> own;
    for (const FormulaRule& formula : profile.formulas) {
        const FormulaRule* before = basis.formula(formula.id);
        if (!before || *before != formula)
            own.push_back(&formula);
    }
    if (own.empty())
        return;
    yaml.key("formulas");
    yaml.beginMap();
    for (const FormulaRule* formula : own) {
        yaml.key(formula->id);
        yaml.beginMap();
        yaml.entry("title", formula->title);
        yaml.entry("on", word(formula->on));
        yaml.entry("formula", formula->formula);
        if (!formula->unit.empty())
            yaml.entry("unit", formula->unit);
        for (const std::string_view key : FormulaRule::limitKeys) {
            if (const auto limit = formula->limit(key))
                yaml.entry(key, *limit);
        }
        if (!formula->explanation.empty())
            yaml.entry("explanation", formula->explanation);
        std::vector<std::string> names; // "EJ, NEC-210", as the reader joins them.
        for (std::size_t at = 0; at <= formula->source.size();) {
            const std::size_t end = std::min(formula->source.find(", ", at), formula->source.size());
            names.push_back(formula->source.substr(at, end - at));
            at = end + 2;
        }
        yaml.key("source");
        yaml.lineList(names);
        yaml.end();
    }
    yaml.end();
}

void writeRules(YamlWriter& yaml, const Profile& profile, const Profile& basis)
{
    const RuleSetting untouched;
    bool begun = false;
    for (const auto& [id, setting] : profile.rules) {
        const auto known = basis.rules.find(id);
        const RuleSetting& before = known == basis.rules.end() ? untouched : known->second;
        if (setting == before && known != basis.rules.end())
            continue;
        if (!begun) {
            yaml.key("rules");
            yaml.beginMap();
            begun = true;
        }
        yaml.key(id);
        yaml.beginLineMap();
        if (setting.enabled != before.enabled)
            yaml.entry("enabled", setting.enabled);
        if (setting.atMost && setting.atMost != before.atMost)
            yaml.entry("at_most", word(*setting.atMost));
        for (const auto& [key, value] : setting.parameters) {
            const auto old = before.parameters.find(key);
            if (old == before.parameters.end() || old->second != value)
                yaml.entry(key, value);
        }
        yaml.end();
    }
    if (begun)
        yaml.end();
}

/// What cannot be said as a change: a cap or a parameter taken back.
bool takesBack(const Profile& profile, const Profile& basis)
{
    for (const auto& [id, before] : basis.rules) {
        const auto now = profile.rules.find(id);
        if (now == profile.rules.end() || (before.atMost && !now->second.atMost))
            return true;
        for (const auto& [key, value] : before.parameters) {
            if (!now->second.parameters.contains(key))
                return true;
        }
    }
    return std::any_of(basis.formulas.begin(), basis.formulas.end(),
                       [&](const FormulaRule& one) { return !profile.formula(one.id); });
}

} // namespace

Result<std::string> profileText(const Profile& profile, const Profile& basis)
{
    if (differsElsewhere(profile, basis))
        return fail("The profile '{}' changes more than rules and formulas; edit its file as text.", profile.id);
    if (takesBack(profile, basis))
        return fail("The profile '{}' takes back what its base says, which no file can say; switch the rule off instead.",
                    profile.id);
    YamlWriter yaml;
    yaml.beginMap();
    yaml.entry("format", 1);
    yaml.entry("profile", profile.id);
    yaml.entry("base", profile.base);
    if (!profile.presets.empty()) {
        yaml.key("presets");
        yaml.lineList(profile.presets);
    }
    yaml.entry("title", profile.title);
    yaml.entry("summary", profile.summary);
    writeSources(yaml, profile, basis);
    writeFormulas(yaml, profile, basis);
    writeRules(yaml, profile, basis);
    yaml.end();
    return yaml.finish();
}

} // namespace colonnade::model
