#include "model/exchange/RulesJson.h"

#include "model/exchange/JsonReader.h"
#include "model/exchange/JsonWriter.h"
#include "model/exchange/Quote.h"
#include "model/exchange/RuleValueJson.h"
#include "model/rules/FormulaFacts.h"
#include "model/rules/RuleSet.h"
#include "model/units/Text.h"

#include <nlohmann/json.hpp>

namespace colonnade::model {

namespace {

using Json = nlohmann::json;
using Ordered = nlohmann::ordered_json;

std::string_view adjustableWord(const RuleInfo& info)
{
    return word(info.adjustable);
}

Ordered answered(std::string_view id, const Json& in, const RuleSet& rules, const Profile& profile)
{
    Ordered item;
    item["id"] = id;
    item["in"] = in;
    const Rule* known = rules.rule(id);
    if (!known) {
        item["error"] = fmt::format("There is no rule '{}'", shown(id));
        return item;
    }
    const auto out = known->answer(ruleValue(in), profile);
    if (out)
        item["out"] = json(*out);
    else
        item["error"] = out.error().text;
    return item;
}

} // namespace

std::string scopesText(const RuleInfo& info)
{
    std::string out;
    for (const Scope scope : info.scopes)
        out += (out.empty() ? "" : ", ") + std::string(word(scope));
    return out;
}

std::string rulesJson(const std::vector<const Rule*>& rules, const Profile& profile)
{
    JsonWriter json;
    json.beginObject();
    json.entry("profile", profile.id);
    json.key("rules");
    json.beginArray();
    for (const Rule* one : rules) {
        const RuleInfo& info = one->info();
        json.beginObject();
        json.entry("id", info.id);
        json.entry("title", info.title);
        json.entry("domain", word(info.domain));
        json.key("scopes");
        json.beginArray(JsonWriter::Layout::Line);
        for (const Scope scope : info.scopes)
            json.value(word(scope));
        json.end();
        json.entry("severity", word(info.severity));
        json.entry("enabled", profile.enabled(info.id));
        json.entry("at_most", word(profile.capped(info.id, info.severity)));
        json.entry("own", info.domain == Domain::Own);
        json.entry("adjustable", adjustableWord(info));
        json.entry("formula", info.formula);
        json.entry("explanation", info.explanation);
        json.entry("remedy", info.remedy);
        json.key("parameters");
        json.beginArray();
        for (const RuleParameter& parameter : info.parameters) {
            json.beginObject(JsonWriter::Layout::Line);
            json.entry("key", parameter.key);
            json.entry("unit", parameter.unit);
            json.entry("value", profile.parameter(info.id, parameter.key));
            json.entry("least", parameter.least);
            json.entry("most", parameter.most);
            json.entry("description", parameter.description);
            json.end();
        }
        json.end();
        json.key("sources");
        json.beginArray();
        for (const RuleSource& source : info.sources) {
            json.beginObject(JsonWriter::Layout::Line);
            json.entry("text", source.text);
            json.entry("confidence", source.confidence);
            json.end();
        }
        json.end();
        json.end();
    }
    json.end();
    json.end();
    return json.finish();
}

std::string rulesMarkdown(const std::vector<const Rule*>& rules, const Profile& profile)
{
    std::string out = fmt::format("# Rules\n\nProfile: {}.\n", quote::markdown(profile.title));
    for (const Rule* one : rules) {
        const RuleInfo& info = one->info();
        out += fmt::format("\n## {} {}\n\n{}\n\n", info.id, quote::markdown(info.title), quote::markdown(info.explanation));
        out += fmt::format("- Judged for: {}\n- At most: {}\n- Formula: {}\n", scopesText(info), word(info.severity),
                           quote::markdown(info.formula));
        for (const RuleParameter& parameter : info.parameters)
            out += fmt::format("- `{}` = {}{}{}: {}\n", parameter.key, shortest(profile.parameter(info.id, parameter.key)),
                               parameter.unit.empty() ? "" : " ", parameter.unit, quote::markdown(parameter.description));
        if (!info.remedy.empty())
            out += fmt::format("- Usual remedy: {}\n", quote::markdown(info.remedy));
        for (const RuleSource& source : info.sources)
            out += fmt::format("- Source ({}): {}\n", source.confidence, quote::markdown(source.text));
    }
    return out;
}

std::string factsOfFormulasJson()
{
    JsonWriter json;
    json.beginObject();
    const auto entry = [&](std::string_view name, std::string_view unit, std::string_view description) {
        json.beginObject(JsonWriter::Layout::Line);
        json.entry("name", name);
        json.entry("unit", unit);
        json.entry("description", description);
        json.end();
    };
    for (const auto on : formulaPlaces) {
        json.key(word(on));
        json.beginArray();
        for (const FactName& fact : factNames(on))
            entry(fact.name, fact.unit, fact.description);
        json.end();
    }
    json.end();
    return json.finish();
}

std::string factsOfFormulasMarkdown()
{
    std::string out = "# Facts that formulas may name\n";
    for (const auto on : formulaPlaces) {
        out += fmt::format("\n## on: {}\n\n| fact | unit | what it is |\n| --- | --- | --- |\n", word(on));
        for (const FactName& fact : factNames(on))
            out += fmt::format("| `{}` | {} | {} |\n", fact.name, fact.unit, quote::markdown(fact.description));
    }
    return out;
}

Result<std::string> rulesAnswers(std::string_view vectorText, std::string_view file, std::string_view id,
                                 const Profile& profile)
{
    const auto vectors = parseJson(vectorText, file);
    if (!vectors)
        return tl::unexpected<Error>{vectors.error()};
    const RuleSet rules{profile};
    Ordered answers = Ordered::array();
    if (vectors->is_object() && !vectors->contains("in")) {
        if (id.empty())
            return fail("file '{}': an object of inputs needs the rule's id before --with", shown(file));
        answers.push_back(answered(id, *vectors, rules, profile));
    } else {
        const Json list = vectors->is_array() ? *vectors : Json::array({*vectors});
        for (std::size_t i = 0; i < list.size(); ++i) {
            const Json& item = list[i];
            const bool named = item.is_object() && item.contains("id") && item["id"].is_string();
            const std::string own = named ? item["id"].get<std::string>() : std::string(id);
            // One item that is wrong is not the end of the others.
            std::string wrong;
            if (!item.is_object() || !item.contains("in") || !item["in"].is_object())
                wrong = "expected an object with 'id' and 'in'";
            else if (own.empty())
                wrong = "found no 'id'";
            else if (named && !id.empty() && own != id)
                wrong = fmt::format("found the rule '{}', expected '{}' as asked for", shown(own), id);
            if (wrong.empty()) {
                answers.push_back(answered(own, item["in"], rules, profile));
                continue;
            }
            Ordered refused;
            refused["id"] = own;
            refused["error"] = fmt::format("file '{}', item {}: {}", shown(file), i + 1, wrong);
            answers.push_back(std::move(refused));
        }
    }
    return answers.dump(2) + '\n';
}

} // namespace colonnade::model
