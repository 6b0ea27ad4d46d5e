#include "model/units/Rates.h"

#include <QTest>

#include <concepts>
#include <type_traits>

using namespace colonnade::model;

namespace {

template <class A, class B>
concept Adds = requires(A a, B b) { a + b; };
template <class A, class B>
concept AddsTo = requires(A a, B b) { a += b; };
template <class A, class B>
concept Subtracts = requires(A a, B b) { a - b; };
template <class A, class B>
concept Divides = requires(A a, B b) { a / b; };
template <class A, class B>
concept Multiplies = requires(A a, B b) { a * b; };
template <class A, class B>
concept Compares = requires(A a, B b) { a < b; };
template <class A, class B>
concept Equals = requires(A a, B b) { a == b; };

/// Nothing that adds up, compares or stands for the other.
template <class A, class B>
constexpr bool apart = !Adds<A, B> && !Adds<B, A> && !AddsTo<A&, B> && !AddsTo<B&, A> && !Subtracts<A, B> && !Subtracts<B, A>
    && !Compares<A, B> && !Equals<A, B> && !std::is_assignable_v<A&, B> && !std::is_convertible_v<A, B>
    && !std::is_convertible_v<B, A> && !std::is_constructible_v<A, B>;

// The checks see what does compile.
static_assert(Adds<Bytes, Bytes> && Subtracts<Seconds, Seconds> && Compares<Watts, Watts> && Equals<Metres, Metres>);
static_assert(AddsTo<Bytes&, Bytes> && Multiplies<Seconds, double> && Divides<Bytes, Bytes>);

static_assert(apart<Bytes, Seconds>);
static_assert(apart<Bytes, Flops>);
static_assert(apart<Bytes, ByteRate>);
static_assert(apart<Flops, FlopRate>);
static_assert(apart<ByteRate, GigabitsPerSecond>);
static_assert(apart<ByteRate, FlopRate>);
static_assert(apart<Watts, Millimetres>);
static_assert(apart<Watts, VoltAmperes>);
static_assert(apart<Watts, Joules>);
static_assert(apart<Metres, Millimetres>);
static_assert(apart<Kilograms, Newtons>);
static_assert(apart<Dollars, Joules>);

// A plain number has no unit, and none is lost on the way to one.
static_assert(!Adds<Seconds, double> && !Adds<double, Seconds> && !Compares<Seconds, double>);
static_assert(!std::is_convertible_v<double, Seconds> && !std::is_convertible_v<Seconds, double>);
static_assert(std::is_constructible_v<Seconds, double>);

// Bytes over a rate are a time, over a time a rate; a time over bytes or a rate is nothing that has a name.
static_assert(std::same_as<decltype(Bytes{} / ByteRate{}), Seconds>);
static_assert(std::same_as<decltype(Bytes{} / Seconds{}), ByteRate>);
static_assert(std::same_as<decltype(Flops{} / FlopRate{}), Seconds>);
static_assert(std::same_as<decltype(Seconds{} / Seconds{}), double>);
static_assert(!Divides<Seconds, Bytes> && !Divides<Bytes, Flops> && !Divides<Bytes, FlopRate> && !Divides<Flops, Seconds>);
static_assert(!Multiplies<Bytes, Seconds> && !Multiplies<Seconds, Seconds>);

// A temperature and a difference of temperatures.
static_assert(std::same_as<decltype(Celsius{} + Kelvins{}), Celsius>);
static_assert(!Subtracts<Celsius, Kelvins> && !Adds<Kelvins, Celsius> && !Compares<Celsius, Kelvins>);

} // namespace

/// Most of this is judged by the compiler.
class QuantityTest : public QObject {
    Q_OBJECT
private slots:
    void unitsThatBelongTogetherCompute()
    {
        QCOMPARE((Bytes{100e9} / ByteRate{50e9}).value(), 2.0);
        QCOMPARE((Bytes{100e9} / Seconds{2}).value(), 50e9);
        QCOMPARE((Flops{3e15} / FlopRate{1e15}).value(), 3.0);
        QCOMPARE(Seconds{6} / Seconds{3}, 2.0);
        QCOMPARE((Seconds{1} + Seconds{2} * 3 - Seconds{4} / 2).value(), 5.0);
        QVERIFY(Bytes{1} < Bytes{2} && Bytes{2} == Bytes{2});
        QCOMPARE((Celsius{20} + Kelvins{5}).value(), 25.0);
        QCOMPARE(difference(Celsius{25}, Celsius{20}).value(), 5.0);
    }
};

QTEST_APPLESS_MAIN(QuantityTest)
#include "tst_Quantity.moc"
