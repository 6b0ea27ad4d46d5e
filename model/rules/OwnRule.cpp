#include "model/rules/OwnRule.h"

#include "model/rules/Formula.h"
#include "model/rules/FormulaFacts.h"
#include "model/rules/Inputs.h"
#include "model/units/Text.h"

#include <algorithm>
#include <functional>

namespace colonnade::model {

namespace {

Scope scopeOf(FormulaRule::On on)
{
    switch (on) {
    case FormulaRule::On::RackDesign: return Scope::RackDesign;
    case FormulaRule::On::Feed: return Scope::Feed;
    case FormulaRule::On::PodDesign: return Scope::PodDesign;
    case FormulaRule::On::Hall: return Scope::Hall;
    }
    return Scope::Design;
}

constexpr std::array<std::string_view, 4> limitWords{
    "Value above which a warning is given.", "Value above which an error is given.",
    "Value below which a warning is given.", "Value below which an error is given."};

/// What a formula's value comes to: how severe, and against which limit.
struct Judgement {
    Verdict verdict;
    double limit = 0;
    bool below = false;
};

/// A value that a user's formula gives stays within the limits that the profile sets for it.
class OwnRule final : public Rule {
public:
    explicit OwnRule(const FormulaRule& data) : m_data{data}, m_formula{Formula::parse(data.formula, data.on)}
    {
        m_info.id = m_data.id;
        m_info.title = m_data.title;
        m_info.domain = Domain::Own;
        m_info.scopes = {scopeOf(m_data.on)};
        m_info.severity = m_data.errorAbove || m_data.errorBelow ? Severity::Error : Severity::Warning;
        for (std::size_t i = 0; i < limitWords.size(); ++i) {
            if (m_data.limit(FormulaRule::limitKeys[i]))
                m_info.parameters.push_back({FormulaRule::limitKeys[i], m_data.unit, limitWords[i], -1e15, 1e15});
        }
        m_info.formula = m_data.formula;
        m_info.explanation = m_data.explanation;
        m_info.sources = {{m_data.source, "own"}};
    }
    OwnRule(const OwnRule&) = delete; // The description points into the data.
    OwnRule& operator=(const OwnRule&) = delete;

    const RuleInfo& info() const override { return m_info; }

    void checkRack(const RackScope& scope, Findings& findings) const override
    {
        if (m_data.on != FormulaRule::On::RackDesign || scope.rack.devices().empty())
            return;
        judge(
            scope.profile, scope.subject(), fmt::format("rack design '{}'", scope.rack.id()),
            [&](std::size_t fact) { return factValue(scope, fact); }, findings);
    }

    void checkArrangement(const ArrangementScope& scope, Findings& findings) const override
    {
        if (m_data.on == FormulaRule::On::PodDesign && scope.pod) {
            judge(
                scope.profile, scope.subject(), scope.name(),
                [&](std::size_t fact) { return factValue(scope, fact); }, findings);
        }
        if (m_data.on != FormulaRule::On::Feed)
            return;
        for (const FeedLoad& load : scope.power.feeds) {
            const FeedPlace place{scope, load};
            judge(
                scope.profile, scope.feed(load.feed.id), fmt::format("feed '{}' of {}", load.feed.name, scope.name()),
                [&](std::size_t fact) { return factValue(place, fact); }, findings);
        }
    }

    void checkHall(const HallScope& scope, Findings& findings) const override
    {
        const bool empty = scope.hall.pods.empty() && scope.hall.arrangement.placements.empty();
        if (m_data.on != FormulaRule::On::Hall || empty)
            return;
        judge(
            scope.profile, {Subject::Where::Hall, {}}, "the hall",
            [&](std::size_t fact) { return factValue(scope, fact); }, findings);
    }

    Result<RuleValue> answer(const RuleValue& given, const Profile& profile) const override
    {
        if (!m_formula)
            return fail("{}", refusal());
        Inputs in{m_info, given};
        std::vector<double> values;
        for (const std::size_t fact : m_formula->facts())
            values.push_back(in.number(factNames(m_data.on)[fact].name));
        if (!in.good())
            return in.finish({});
        const auto value = m_formula->evaluate(values);
        if (!value)
            return fail("{} has no value there: found {}, expected {}", m_data.id, value.error().found,
                        value.error().expected);
        RuleValue out = RuleValue::object();
        out.put("value", *value);
        out.put("verdict", verdictWord(judgement(*value, profile).verdict));
        return in.finish(std::move(out));
    }

private:
    [[nodiscard]] std::string refusal() const
    {
        return fmt::format("a formula that can be read: found {}, expected {}", m_formula.error().found,
                           m_formula.error().expected);
    }

    [[nodiscard]] std::string figure(double value) const
    {
        return m_data.unit.empty() ? significant(value, 4) : withUnit(value, m_data.unit, 4);
    }

    /// Errors before warnings; the limits as the profile sets them.
    [[nodiscard]] Judgement judgement(double value, const Profile& profile) const
    {
        struct Test {
            std::string_view key;
            Severity severity;
            bool below;
        };
        static constexpr std::array<Test, 4> tests{{{"error_above", Severity::Error, false},
                                                    {"error_below", Severity::Error, true},
                                                    {"warn_above", Severity::Warning, false},
                                                    {"warn_below", Severity::Warning, true}}};
        for (const Test& test : tests) {
            const double limit = profile.parameter(m_data.id, test.key); // NaN: there is none.
            if (test.below ? exceeds(limit, value) : exceeds(value, limit))
                return {test.severity, limit, test.below};
        }
        return {};
    }

    void judge(const Profile& profile, Subject subject, const std::string& place,
               const std::function<FactValue(std::size_t)>& fact, Findings& findings) const
    {
        if (!m_formula)
            return findings.notEvaluated(std::move(subject), {refusal()});
        std::vector<double> values;
        std::vector<std::string> missing;
        for (const std::size_t index : m_formula->facts()) {
            FactValue one = fact(index);
            if (!one.value)
                missing.push_back(fmt::format("{} ({})", factNames(m_data.on)[index].name, one.missing));
            values.push_back(one.value.value_or(0));
        }
        if (!missing.empty())
            return findings.notEvaluated(std::move(subject), std::move(missing));
        const auto value = m_formula->evaluate(values);
        if (!value)
            return findings.notEvaluated(
                std::move(subject), {fmt::format("{} (found {})", value.error().expected, value.error().found)});
        const Judgement found = judgement(*value, profile);
        Finding finding;
        finding.subjects = {std::move(subject)};
        finding.measured = *value;
        finding.limit = found.limit;
        finding.unit = m_data.unit;
        finding.lowerIsWorse = found.below;
        finding.message = fmt::format("{}: {} for {}, {} the {} that the profile allows.", m_data.title,
                                      figure(*value), place, found.below ? "below" : "above", figure(found.limit));
        finding.derivation =
            fmt::format("{} = {} = {}", m_data.formula, m_formula->withNumbers(values), figure(*value));
        findings.judge(found.verdict, std::move(finding));
    }

    FormulaRule m_data;
    tl::expected<Formula, FormulaProblem> m_formula;
    RuleInfo m_info;
};

} // namespace

std::shared_ptr<const Rule> ownRule(const FormulaRule& formula)
{
    return std::make_shared<OwnRule>(formula);
}

} // namespace colonnade::model
