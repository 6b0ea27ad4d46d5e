#include "tests/rules/Judging.h"

#include "model/exchange/RuleValueJson.h"
#include "model/rules/Rule.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <cmath>
#include <fstream>

using namespace colonnade::model;
using namespace colonnade::test;

namespace {

using Json = nlohmann::json;

/// Equal to six significant digits, as the vectors are written.
bool same(const Json& found, const Json& expected)
{
    if (expected.is_number() && found.is_number()) {
        const double a = found.get<double>(), b = expected.get<double>();
        return std::abs(a - b) <= 5.1e-6 * std::max(std::abs(b), 1e-12);
    }
    if (expected.is_array() && found.is_array()) {
        if (expected.size() != found.size())
            return false;
        for (std::size_t i = 0; i < expected.size(); ++i) {
            if (!same(found[i], expected[i]))
                return false;
        }
        return true;
    }
    if (expected.is_object() && found.is_object()) {
        for (const auto& [key, value] : expected.items()) {
            if (!found.contains(key) || !same(found[key], value))
                return false;
        }
        return true;
    }
    return found == expected;
}

const Json& vectors()
{
    static const Json all =
        Json::parse(std::ifstream{COLONNADE_SOURCE_DIR "/tests/data/rules/vectors.json"});
    return all;
}

Result<Json> answerOf(std::string_view id, const Json& in)
{
    const auto out = rule(id)->answer(ruleValue(in), profile());
    if (!out)
        return tl::unexpected<Error>{out.error()};
    return json(*out);
}

std::string problem(std::string_view id, const Json& in)
{
    const auto out = answerOf(id, in);
    return out ? "answered " + out->dump() : out.error().text;
}

} // namespace

class RuleVectorsTest : public QObject {
    Q_OBJECT
private slots:
    void everyRuleAnswersItsVector_data()
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < vectors().size(); ++i)
            QTest::newRow(vectors()[i]["id"].get<std::string>().c_str()) << static_cast<int>(i);
    }
    void everyRuleAnswersItsVector()
    {
        QFETCH(int, index);
        const Json& vector = vectors()[static_cast<std::size_t>(index)];
        const Rule* const known = rule(vector["id"].get<std::string>());
        QVERIFY(known);
        const auto out = answerOf(vector["id"].get<std::string>(), vector["in"]);
        QVERIFY2(out, out ? "" : out.error().text.c_str());
        QVERIFY2(same(*out, vector["out"]),
                 (out->dump() + " against " + vector["out"].dump()).c_str());
    }

    void everyRuleHasAVectorAndItsOwnWords()
    {
        for (const auto& known : registry()) {
            const RuleInfo& info = known->info();
            const bool found =
                std::any_of(vectors().begin(), vectors().end(),
                            [&](const Json& vector) { return vector["id"] == info.id; });
            QVERIFY2(found, info.id.data());
            QVERIFY(!info.title.empty() && !info.formula.empty() && !info.explanation.empty()
                    && !info.remedy.empty());
            QVERIFY(!info.scopes.empty() && !info.sources.empty());
        }
        QCOMPARE(registry().size(), std::size_t{128});
    }

    void answersListsForListsAndNumbersForNumbers()
    {
        const auto one = answerOf("THM-012", {{"Q", 2070}, {"cdu", 1300}, {"n", 3}});
        QVERIFY(one && (*one)["U_after"].is_number());
        const auto many = answerOf("THM-012", {{"Q", {2070, 1000}}, {"cdu", 1300}, {"n", 3}});
        QVERIFY(many && (*many)["U_after"].size() == 2 && (*many)["verdict"].size() == 2);
        const auto split =
            answerOf("PWR-009", {{"P_dev_kW", 10.2}, {"P_psu_kW", 3.3}, {"split", {4, 2}}});
        QVERIFY(split);
        QCOMPARE((*split)["verdict"].get<std::string>(), std::string("error"));
    }

    void namesTheInputThatIsMissingOrWrong()
    {
        QCOMPARE(problem("PWR-001", {{"V", 208}, {"I_br", 30}}),
                 std::string("PWR-001 needs the input 'S_VA'."));
        QCOMPARE(problem("PWR-001", {{"S_VA", "much"}, {"V", 208}, {"I_br", 30}}),
                 std::string("The input 'S_VA' of PWR-001 is not a number or a list of numbers."));
        QCOMPARE(
            problem("THM-011", {{"FWS", {32, 40}}, {"ATD", {4, 5, 6}}, {"Tmax", 40}}),
            std::string("The input 'FWS' of THM-011 is not 3 numbers, as the longest list has."));
        QCOMPARE(problem("MEC-005", Json::array({1})),
                 std::string("The input of MEC-005 is no object of named numbers."));
        QCOMPARE(problem("CAB-005", {{"cases", {{"DAC", 1000, 1}}}}),
                 std::string("CAB-005 knows no reach of 'DAC' at 1000 Gbit/s a lane."));
    }

    void survivesAnyShapeOfInput()
    {
        const std::vector<Json> shapes{
            nullptr,
            Json::object(),
            Json::array(),
            5,
            "x",
            {{"cases", 3}},
            {{"cases", Json::array({Json::array(), 1, "x", nullptr})}},
            {{"split", Json::array({Json::array(), "x"})}, {"P_dev_kW", 1}, {"P_psu_kW", 1}},
            {{"A", Json::array({1})}, {"B", Json::array({Json::array({1})})}},
            {{"cl", 1}, {"m", 1}, {"w", 1}, {"d", 1}},
            {{"shelves", -1}, {"rect", 6}, {"P_rect", 5.5}, {"P_rack", 132}},
            {{"shelves", 1e300}, {"rect", 6}, {"P_rect", 5.5}, {"P_rack", 132}}};
        for (const auto& known : registry()) {
            for (const Json& shape : shapes)
                (void)answerOf(known->info().id, shape);
        }
    }
};

QTEST_APPLESS_MAIN(RuleVectorsTest)
#include "tst_RuleVectors.moc"
