#include "model/fabric/topology/SlimFlyTopology.h"

#include <vector>

namespace colonnade::model {

namespace {

constexpr int largestQ = 128;

/// The field of q = p^m elements, written as numbers whose digits to base p are the coefficients of a polynomial.
class Field {
public:
    Field(int q, int p) : m_q{q}, m_p{p}, m_power(static_cast<std::size_t>(q)), m_log(static_cast<std::size_t>(q))
    {
        // Some polynomial of that degree is primitive: its root runs through all elements but zero.
        for (int reduction = 0; reduction < q && !generates(reduction); ++reduction) { }
    }
    [[nodiscard]] int plus(int a, int b) const
    {
        int sum = 0;
        for (int digit = 1; digit < m_q; digit *= m_p)
            sum += (a / digit % m_p + b / digit % m_p) % m_p * digit;
        return sum;
    }
    [[nodiscard]] int times(int a, int b) const
    {
        if (a == 0 || b == 0)
            return 0;
        return power(m_log[static_cast<std::size_t>(a)] + m_log[static_cast<std::size_t>(b)]);
    }
    /// Of the generator.
    [[nodiscard]] int power(int exponent) const { return m_power[static_cast<std::size_t>(exponent % (m_q - 1))]; }

private:
    /// Whether the powers of x, with x^m = `reduction`, are all elements but zero; keeps them. For prime fields `reduction`
    /// is the generator itself.
    bool generates(int reduction)
    {
        int element = 1;
        for (int exponent = 0; exponent < m_q - 1; ++exponent) {
            if (element == 0 || (exponent > 0 && element == 1))
                return false;
            m_power[static_cast<std::size_t>(exponent)] = element;
            m_log[static_cast<std::size_t>(element)] = exponent;
            element = m_q == m_p ? element * reduction % m_p : timesX(element, reduction);
        }
        return element == 1;
    }
    [[nodiscard]] int timesX(int element, int reduction) const
    {
        const int carry = element / (m_q / m_p);
        int product = element % (m_q / m_p) * m_p;
        for (int i = 0; i < carry; ++i)
            product = plus(product, reduction);
        return product;
    }

    int m_q, m_p;
    std::vector<int> m_power, m_log;
};

int deltaOf(int q)
{
    return q % 4 == 3 ? -1 : q % 4;
}

bool canBuild(int q)
{
    return q >= 3 && q <= largestQ && q % 4 != 2 && primeOfPower(q) > 0;
}

/// The two sets of differences that join switches within the first and the second half.
struct Generators {
    std::vector<int> first, second;
};

Generators generatorsOf(const Field& field, int q)
{
    Generators sets;
    const int delta = deltaOf(q);
    if (delta >= 0) {
        // Even powers, and odd ones.
        for (int exponent = 0; exponent < q - 1; exponent += 2)
            sets.first.push_back(field.power(exponent));
        for (int exponent = 1; exponent <= (delta == 0 ? q - 1 : q - 2); exponent += 2)
            sets.second.push_back(field.power(exponent));
        return sets;
    }
    // -1 is no square here: each set takes even powers, and from the middle on odd ones, or the other way round.
    const int w = (q + 1) / 4;
    for (int exponent = 0; exponent <= 2 * w - 2; exponent += 2) {
        sets.first.push_back(field.power(exponent));
        sets.first.push_back(field.power(exponent + 2 * w - 1));
        sets.second.push_back(field.power(exponent + 1));
        sets.second.push_back(field.power(exponent + 2 * w));
    }
    return sets;
}

} // namespace

int primeOfPower(int number)
{
    if (number < 2)
        return 0;
    int prime = 2;
    while (number % prime != 0)
        ++prime;
    while (number % prime == 0)
        number /= prime;
    return number == 1 ? prime : 0;
}

SlimFlyCounts slimFlyFormula(const SlimFlyRecipe& recipe)
{
    SlimFlyCounts counts;
    const int delta = recipe.q % 4 == 2 ? 0 : deltaOf(recipe.q);
    counts.switches = 2 * recipe.q * recipe.q;
    counts.networkRadix = (3 * recipe.q - delta) / 2;
    counts.endpointsPerSwitch = recipe.endpointsPerSwitch > 0 ? recipe.endpointsPerSwitch : (counts.networkRadix + 1) / 2;
    counts.endpoints = static_cast<std::int64_t>(counts.switches) * counts.endpointsPerSwitch;
    counts.links = static_cast<std::int64_t>(counts.switches) * counts.networkRadix / 2;
    return counts;
}

Result<SlimFlyCounts> slimFlyCounts(const SlimFlyRecipe& recipe)
{
    if (recipe.q > largestQ)
        return fail("A Slim Fly of q = {} is larger than can be built here; the most is q = 127", recipe.q);
    if (!canBuild(recipe.q)) {
        int below = recipe.q - 1, above = recipe.q < 3 ? 3 : recipe.q + 1;
        while (below > 2 && !canBuild(below))
            --below;
        while (!canBuild(above))
            ++above;
        const char* const reason = primeOfPower(recipe.q) > 0 ? "of the form 4 w - 1, 4 w or 4 w + 1" : "a prime power";
        if (below < 3)
            return fail("There is no Slim Fly of q = {}, which is not {}; the nearest is q = {}", recipe.q, reason, above);
        return fail("There is no Slim Fly of q = {}, which is not {}; the nearest are q = {} and q = {}", recipe.q, reason, below,
                    above);
    }
    const SlimFlyCounts counts = slimFlyFormula(recipe);
    if (recipe.switchPorts > 0 && counts.portsUsed() > recipe.switchPorts)
        return fail("A switch of this Slim Fly needs {} ports ({} for endpoints) and has {}", counts.portsUsed(),
                    counts.endpointsPerSwitch, recipe.switchPorts);
    return counts;
}

Result<Topology> built(const SlimFlyRecipe& recipe)
{
    const auto counts = slimFlyCounts(recipe);
    if (!counts)
        return tl::unexpected{counts.error()};
    const int q = recipe.q;
    const Field field{q, primeOfPower(q)};
    const Generators sets = generatorsOf(field, q);
    TopologyAssembly assembly{"slim-fly", static_cast<std::uint32_t>(counts->endpoints)};
    assembly.topology().portsOfTier = {1, recipe.switchPorts > 0 ? recipe.switchPorts : counts->portsUsed()};
    const auto hostLink = assembly.addKind("endpoint_switch", recipe.speed);
    const auto meshLink = assembly.addKind("inter_switch", recipe.speed);
    const std::uint32_t first = assembly.topology().vertices();
    for (int i = 0; i < counts->switches; ++i)
        assembly.addSwitch(1, static_cast<std::uint32_t>(i / q));
    for (std::uint32_t endpoint = 0; endpoint < assembly.topology().endpoints; ++endpoint)
        assembly.join(endpoint, first + endpoint / static_cast<std::uint32_t>(counts->endpointsPerSwitch), 1, hostLink);
    const auto at = [&](int half, int x, int y) { return first + static_cast<std::uint32_t>((half * q + x) * q + y); };
    for (int x = 0; x < q; ++x) {
        for (int y = 0; y < q; ++y) {
            for (int half = 0; half < 2; ++half) {
                for (const int difference : half == 0 ? sets.first : sets.second) {
                    const int other = field.plus(y, difference);
                    if (y < other) // Each set holds a difference and its negative.
                        assembly.join(at(half, x, y), at(half, x, other), 1, meshLink);
                }
            }
            for (int m = 0; m < q; ++m) {
                // y = m x + c.
                const int product = field.times(m, x);
                int c = 0;
                while (field.plus(product, c) != y)
                    ++c;
                assembly.join(at(0, x, y), at(1, m, c), 1, meshLink);
            }
        }
    }
    return assembly.finish();
}

} // namespace colonnade::model
