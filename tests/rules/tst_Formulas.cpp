#include "model/rules/Formula.h"
#include "model/rules/FormulaFacts.h"

#include <QStringLiteral>
#include <QTest>

#include <atomic>
#include <cmath>
#include <random>
#include <thread>

using namespace colonnade::model;

namespace {

using On = FormulaRule::On;

/// "found ... expected ... @column", or "good".
std::string problem(std::string_view text, On on = On::RackDesign)
{
    const auto formula = Formula::parse(text, on);
    if (formula)
        return "good";
    return fmt::format("found {} expected {} @{}", formula.error().found, formula.error().expected,
                       formula.error().at + 1);
}

bool says(std::string_view text, std::string_view words, std::size_t column)
{
    const std::string found = problem(text);
    const bool right = found.find(words) != std::string::npos && found.ends_with(fmt::format(" @{}", column));
    if (!right)
        qWarning("%s: %s", std::string(text).c_str(), found.c_str());
    return right;
}

std::string unitOf(std::string_view text, On on = On::RackDesign)
{
    const auto formula = Formula::parse(text, on);
    return formula ? formula->unit().text() : problem(text, on);
}

double valueOf(std::string_view text, std::vector<double> values = {}, On on = On::RackDesign)
{
    const auto formula = Formula::parse(text, on);
    if (!formula)
        throw std::runtime_error(problem(text, on));
    const auto value = formula->evaluate(values);
    if (!value)
        throw std::runtime_error(value.error().found);
    return *value;
}

/// Random formulas of the whole language, right and wrong in their units alike.
class Writer {
public:
    explicit Writer(unsigned seed) : m_random{seed} {}
    int pick(int most) { return static_cast<int>(m_random() % static_cast<unsigned>(most)); }
    double number() { return 0.25 * (1 + pick(40)); }
    std::string operator()(int depth)
    {
        static const std::vector<std::string> names{"power_w", "peak_w",       "mass_kg",    "accelerators",
                                                    "units",   "heat_to_air_w", "flow_l_min", "price_usd"};
        static const std::vector<std::string> signs{"+", "-", "*", "/", "^", "<", "<=", ">", ">=", "==", "!=", "&&", "||"};
        static const std::vector<std::string> calls{"min", "max", "sum", "avg", "abs", "sqrt", "rint", "floor", "sign"};
        const auto part = [&] { return (*this)(depth - 1); };
        if (depth == 0 || pick(6) == 0)
            return pick(3) == 0 ? fmt::format("{}", number()) : names[static_cast<std::size_t>(pick(8))];
        switch (pick(8)) {
        case 0: return "(" + part() + ")";
        case 1: return "(-" + part() + ")";
        case 2: return part() + " > " + part() + " ? " + part() + " : " + part();
        case 3: {
            const std::size_t which = static_cast<std::size_t>(pick(9));
            return calls[which] + "(" + part() + (which < 4 ? ", " + part() : "") + ")";
        }
        case 4: return part() + "^2";
        default: {
            // Mostly the arithmetic, which keeps units together more often.
            const std::size_t sign = static_cast<std::size_t>(pick(3) == 0 ? pick(13) : pick(4));
            return part() + " " + signs[sign] + " " + part();
        }
        }
    }

private:
    std::mt19937 m_random;
};

} // namespace

class FormulasTest : public QObject {
    Q_OBJECT
private slots:
    void knowTheUnitOfTheirValue()
    {
        QCOMPARE(unitOf("power_w / accelerators"), std::string("W"));
        QCOMPARE(unitOf("power_w / mass_kg"), std::string("W/kg"));
        QCOMPARE(unitOf("price_usd / power_w"), std::string("USD/W"));
        QCOMPARE(unitOf("sqrt(width_m * depth_m)"), std::string("m"));
        QCOMPARE(unitOf("(mass_kg / width_m)^2"), std::string("kg²/m²"));
        QCOMPARE(unitOf("free_units / units"), std::string());
        QCOMPARE(unitOf("load_w / voltage_v", On::Feed), std::string("A"));
        QCOMPARE(unitOf("load_w / rating_a", On::Feed), std::string("V"));
        QCOMPARE(unitOf("power_w > 120 * kW ? power_w : 0"), std::string("W"));
        QCOMPARE(unitOf("max(power_w - 5 * kW, 0)"), std::string("W"));
    }

    void unitsReadBackAsTheyAreWritten()
    {
        for (const std::string_view unit : {"W", "V", "A", "W/kg", "kg/m²", "L/min", "L/min/W", "USD/W", "1/kg", "K", "kPa", "m³"}) {
            const auto parsed = Dimension::parse(unit);
            QVERIFY2(parsed, unit.data());
            QCOMPARE(parsed->text(), std::string(unit));
        }
        QVERIFY(*Dimension::parse("°C") == *Dimension::parse("K"));
        QVERIFY(*Dimension::parse("VA") == *Dimension::parse("W"));
        for (const std::string_view wrong : {"kW", "Watt", "W/", "/kg", "W//kg", "W kg", "m^", "m^0", "°"})
            QVERIFY2(!Dimension::parse(wrong), wrong.data());
    }

    void everyFactHasAUnitThatIsKnown()
    {
        for (const On on : formulaPlaces) {
            QVERIFY(!factNames(on).empty());
            for (const FactName& fact : factNames(on)) {
                QVERIFY2(Dimension::parse(fact.unit), fact.name.data());
                QCOMPARE(problem(fact.name, on), std::string("good"));
            }
        }
    }

    void sayWhichNameIsUnknownAndWhichIsNear()
    {
        QVERIFY(says("power_kw / accelerators", "'power_kw' expected a fact of a rack design; the nearest is 'power_w'", 1));
        QVERIFY(says("power_w / accelerator", "the nearest is 'accelerators'", 11));
        QVERIFY(says("power_w / zzzzzzzzzzzzzzzz", "'colonnade rules --facts' lists them", 11));
        QVERIFY(says("maximum(power_w, peak_w)", "one of the functions 'min', 'max'", 1));
        QVERIFY(says("load_w", "a fact of a rack design", 1)); // Of feeds.
    }

    void sayWhereTheSyntaxEnds()
    {
        QVERIFY(says("", "the end of the formula", 1));
        QVERIFY(says("power_w +", "the end of the formula", 10));
        QVERIFY(says("power_w mass_kg", "'mass_kg' expected an operator", 9));
        QVERIFY(says("(power_w", "expected ')'", 9));
        QVERIFY(says("power_w)", "')'", 8));
        QVERIFY(says("5 kW", "'kW' expected an operator", 3));
        QVERIFY(says("5kW", "'5kW'", 1));
        QVERIFY(says("power_w ? 1", "':'", 12));
        QVERIFY(says("power_w = 5", "'='", 9));
        QVERIFY(says("min()", "')'", 5));
        QVERIFY(says("abs(units, free_units)", "one for 'abs'", 12));
        QVERIFY(says("- - units", "no second sign", 3));
        QVERIFY(says("units ↑ 2", "'↑'", 7));
        QVERIFY(says(std::string(3000, '('), "at most 1000", 1001));
        QVERIFY(problem(std::string(999, '(')).find("levels") != std::string::npos);
        QVERIFY(problem(std::string(200, '-')).find("second sign") != std::string::npos);
    }

    void refuseUnitsThatDoNotFit()
    {
        QVERIFY(says("power_w + mass_kg", "a value in kg, 'mass_kg', expected a value in W added to it", 11));
        QVERIFY(says("power_w - 5000", "write '5000 * W'", 11));
        QVERIFY(says("mass_kg > power_w ? 1 : 2", "compared with it", 11));
        QVERIFY(says("max(power_w, mass_kg)", "beside it", 14));
        QVERIFY(says("ln(power_w)", "a plain number for 'ln'", 4));
        QVERIFY(says("power_w ^ units", "which unit", 11));
        QVERIFY(says("units ^ power_w", "as the exponent", 9));
        QVERIFY(says("power_w ? 1 : 2", "before '?'", 1));
        QVERIFY(says("units > 1 ? power_w : mass_kg", "beside it", 23));
        QVERIFY(says("rint(power_w)", "a plain number for 'rint'", 6));
        QCOMPARE(problem("power_w + 0 * mass_kg"), std::string("good")); // Nothing of anything.
    }

    void refuseWhatDividesByZeroForCertain()
    {
        QVERIFY(says("power_w / 0", "always zero", 11));
        QVERIFY(says("power_w / (2 - 2)", "always zero", 11));
        QVERIFY(says("power_w / (units - units)", "always zero", 11));
        QVERIFY(says("power_w / (0 * units)", "always zero", 11));
        QVERIFY(says("units > 1 ? units / 0 : 1", "always zero", 21));
        QVERIFY(says("units * ln(0)", "no finite value", 9));
        QVERIFY(says("units + sqrt(0 - 4)", "no finite value", 9));
        QVERIFY(says("units * (1e300 * 1e300)", "no finite value", 9));
    }

    void followThePrecedenceOfMuParser()
    {
        QCOMPARE(valueOf("-2^2"), -4.0);
        QCOMPARE(valueOf("2^3^2"), 512.0);
        QCOMPARE(valueOf("2^-1"), 0.5);
        QCOMPARE(valueOf("1 - 2 - 3"), -4.0);
        QCOMPARE(valueOf("8 / 4 / 2"), 1.0);
        QCOMPARE(valueOf("1 || 0 && 0"), 1.0);
        QCOMPARE(valueOf("0 ? 1 : 0 ? 4 : 5"), 5.0);
        QCOMPARE(valueOf("floor(2.7) + ceil(2.1)"), 5.0);
        QCOMPARE(valueOf("power_w / accelerators", {132'000, 72}), 132'000.0 / 72);
    }

    void sayWhichDivisorOfADesignIsZero()
    {
        const auto formula = Formula::parse("power_w / accelerators", On::RackDesign);
        QVERIFY(formula);
        const auto value = formula->evaluate(std::vector<double>{5'000, 0});
        QVERIFY(!value);
        QCOMPARE(value.error().found, std::string("'accelerators', which is 0"));
        // Though the least of the two would be finite.
        QVERIFY(!Formula::parse("min(units / accelerators, 5)", On::RackDesign)->evaluate(std::vector<double>{5, 0}));
        QVERIFY(!Formula::parse("ln(free_units)", On::RackDesign)->evaluate(std::vector<double>{0}));
    }

    void divideOnlyWhereTheyAreAskedTo()
    {
        QCOMPARE(valueOf("accelerators > 0 ? power_w / accelerators : 0", {0, 5'000}), 0.0);
        QCOMPARE(valueOf("accelerators > 0 && units / accelerators > 1", {0, 5}), 0.0);
    }

    void showTheFormulaWithNumbers()
    {
        const auto formula = Formula::parse("power_w / accelerators + power_w * 0.1", On::RackDesign);
        QCOMPARE(QString::fromStdString(formula->withNumbers(std::vector<double>{132'000, 72})),
                 QStringLiteral("132.0\u00a0kW / 72.00 + 132.0\u00a0kW * 0.1"));
    }

    /// The tree that is checked and muParser, which works it out, must read every formula alike; and a formula whose units
    /// the walk takes must change with its units as its own unit says, which is known of muParser's values alone.
    void meanWhatMuParserMakesOfThem()
    {
        constexpr unsigned seed = 20'261;
        qInfo("seed %u", seed);
        Writer write{seed};
        int compared = 0, scaled = 0, refused = 0;
        for (int i = 0; i < 6'000; ++i) {
            const std::string text = write(4);
            const auto formula = Formula::parse(text, On::RackDesign);
            if (!formula) {
                ++refused;
                QVERIFY2(formula.error().found.find("muParser") == std::string::npos, text.c_str());
                continue;
            }
            for (int point = 0; point < 3; ++point) {
                std::vector<double> values;
                for (std::size_t k = 0; k < formula->facts().size(); ++k)
                    values.push_back(write.number() * 7);
                // `evaluate` answers muParser's value; it must be that of the tree.
                const auto value = formula->evaluate(values);
                if (!value)
                    continue;
                ++compared;
                const double ours = formula->byTree(values);
                QVERIFY2(std::abs(*value - ours) <= 1e-9 * std::max(1.0, std::abs(ours)),
                         fmt::format("{}: {} and {}", text, *value, ours).c_str());
                std::array<double, Dimension::bases> factors{};
                for (double& factor : factors)
                    factor = 0.5 * (1 + write.pick(8));
                std::vector<double> larger = values;
                for (std::size_t k = 0; k < larger.size(); ++k)
                    larger[k] *= Dimension::parse(factNames(On::RackDesign)[formula->facts()[k]].unit)->scale(factors);
                const auto after = formula->evaluate(larger);
                if (!after)
                    continue;
                const double expected = *value * formula->unit().scale(factors);
                // Two sides of a comparison, or a whole number's edge, may be equal but for rounding.
                const bool edge = text.find_first_of("<>=!") != std::string::npos
                    || text.find("rint") != std::string::npos || text.find("floor") != std::string::npos
                    || text.find("sign") != std::string::npos;
                const bool same = std::abs(*after - expected) <= 1e-6 * std::max(1e-3, std::abs(expected))
                    || std::abs(*after - expected) <= 1e-9 * std::abs(*value);
                if (!same && edge)
                    continue;
                ++scaled;
                QVERIFY2(same || std::abs(expected) < 1e-6, fmt::format("{}: {} and {}", text, *after, expected).c_str());
            }
        }
        qInfo("%d values compared, %d scaled, %d formulas refused", compared, scaled, refused);
        QVERIFY(compared > 1'000 && scaled > 1'000 && refused > 500);
    }

    void surviveAnyText()
    {
        std::mt19937 random{4'711};
        static const std::string letters = "power_w mass_kg()+-*/^<>=!&|?:,.0123456789eE \t\"'\\\xc3\xa9\xff;%";
        for (int i = 0; i < 20'000; ++i) {
            std::string text;
            for (unsigned k = static_cast<unsigned>(random() % 40); k > 0; --k)
                text += letters[random() % letters.size()];
            const auto formula = Formula::parse(text, On::RackDesign);
            if (!formula)
                QVERIFY2(formula.error().at <= text.size(), text.c_str());
        }
    }

    void serveSeveralThreads()
    {
        const auto formula = Formula::parse("power_w / accelerators + mass_kg / mass_kg * W", On::RackDesign);
        QVERIFY(formula);
        std::atomic<int> wrong{0};
        std::vector<std::thread> threads;
        for (int t = 1; t <= 4; ++t) {
            threads.emplace_back([&, t] {
                for (int i = 1; i <= 2'000; ++i) {
                    const auto value = formula->evaluate(std::vector<double>{1.0 * i * t, 1.0 * t, 3});
                    if (!value || std::abs(*value - (i + 1)) > 1e-9)
                        ++wrong;
                }
            });
        }
        for (std::thread& thread : threads)
            thread.join();
        QCOMPARE(wrong.load(), 0);
    }
};

QTEST_APPLESS_MAIN(FormulasTest)
#include "tst_Formulas.moc"
