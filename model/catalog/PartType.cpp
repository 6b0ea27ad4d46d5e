#include "model/catalog/PartType.h"

#include <algorithm>
#include <array>

namespace colonnade::model {
namespace {

/// The words of an enumeration, in its order.
template <class E> constexpr std::array<std::string_view, 0> wordList{};

template <>
constexpr std::array<std::string_view, partKindCount> wordList<PartKind>{
    "accelerator", "server", "tray",        "rack-scale", "pod",         "storage",
    "switch",      "nic",    "power-shelf", "rack-pdu",   "floor-power", "cdu",
    "rack",        "cable",  "transceiver", "blanking",   "manifold",    "patch-panel"};
template <>
constexpr std::array<std::string_view, 6> wordList<Availability>{
    "shipping", "announced", "roadmap", "hypothetical", "end-of-sale", "withdrawn"};
template <>
constexpr std::array<std::string_view, deviceRoleCount> wordList<DeviceRole>{
    "compute", "scale-up-switch", "scale-out-switch", "management", "power", "cooling", "storage",
    "host",    "passive"};
template <>
constexpr std::array<std::string_view, 9> wordList<Mounting>{"unknown",   "rack-19", "open-rack-21",
                                                             "mgx-tray",  "zero-u",  "floor",
                                                             "rear-door", "card",    "none"};
template <>
constexpr std::array<std::string_view, 6> wordList<Airflow>{
    "unknown", "front-to-rear", "rear-to-front", "side-to-rear", "passive", "liquid-only"};
template <>
constexpr std::array<std::string_view, 7> wordList<PortRole>{
    "compute", "storage", "frontend", "management", "bmc", "scale-up", "any"};
template <>
constexpr std::array<std::string_view, 12> wordList<CageForm>{
    "OSFP twin-port", "OSFP RHS", "OSFP",  "QSFP-DD", "QSFP112", "QSFP56",
    "QSFP28",         "SFP56",    "SFP28", "RJ45",    "MPO",     "other"};
template <> constexpr std::array<std::string_view, 3> wordList<Confidence>{"high", "medium", "low"};
template <>
constexpr std::array<std::string_view, 3> wordList<Basis>{"quoted", "estimated", "unsourced"};
template <>
constexpr std::array<std::string_view, 4> wordList<PowerInput::Kind>{"ac-cord", "busbar-48",
                                                                     "dc-800", "dc-48"};
template <>
constexpr std::array<std::string_view, 3> wordList<CduFigures::Type>{"liquid-to-liquid",
                                                                     "liquid-to-air", "rear-door"};
template <>
constexpr std::array<std::string_view, 5> wordList<CduFigures::Place>{
    "in-row", "in-rack", "side-car", "perimeter", "rear-door"};
template <>
constexpr std::array<std::string_view, 8> wordList<CableFigures::Medium>{
    "dac", "acc", "aec", "aoc", "twisted-pair", "multimode-fibre", "singlemode-fibre", "backplane"};

template <class E> std::string_view wordOf(E value)
{
    return wordList<E>.at(static_cast<std::size_t>(value));
}

} // namespace

std::optional<Watts> PowerFigures::forProvisioning() const
{
    return provisioned ? provisioned : maximum ? maximum : tdp ? tdp : typical;
}

std::optional<Watts> PowerFigures::forOperation() const
{
    return typical ? typical : tdp ? tdp : forProvisioning();
}

std::optional<Watts> PowerFigures::forPeak() const
{
    return peak ? peak : maximum ? maximum : forProvisioning();
}

const Figure* PartType::figure(std::string_view key) const
{
    const FigureKind* wanted = figureKind(key);
    if (!wanted)
        return nullptr;
    const auto found = std::find_if(figures.begin(), figures.end(), [wanted](const Figure& figure) {
        return figure.kind == wanted;
    });
    return found == figures.end() ? nullptr : &*found;
}

std::optional<double> PartType::number(std::string_view key) const
{
    const Figure* found = figure(key);
    return found ? found->number() : std::nullopt;
}

template <class E> std::span<const std::string_view> words()
{
    return wordList<E>;
}

template <class E> std::optional<E> fromWord(std::string_view word)
{
    const auto& list = wordList<E>;
    const auto found = std::find(list.begin(), list.end(), word);
    if (found == list.end())
        return std::nullopt;
    return static_cast<E>(found - list.begin());
}

#define COLONNADE_WORDS(E)                                                                         \
    std::string_view word(E value)                                                                 \
    {                                                                                              \
        return wordOf(value);                                                                      \
    }                                                                                              \
    template std::optional<E> fromWord<E>(std::string_view);                                       \
    template std::span<const std::string_view> words<E>();
COLONNADE_WORDS(PartKind)
COLONNADE_WORDS(Availability)
COLONNADE_WORDS(DeviceRole)
COLONNADE_WORDS(Mounting)
COLONNADE_WORDS(Airflow)
COLONNADE_WORDS(PortRole)
COLONNADE_WORDS(CageForm)
COLONNADE_WORDS(Confidence)
COLONNADE_WORDS(Basis)
COLONNADE_WORDS(PowerInput::Kind)
COLONNADE_WORDS(CduFigures::Type)
COLONNADE_WORDS(CduFigures::Place)
COLONNADE_WORDS(CableFigures::Medium)
#undef COLONNADE_WORDS

} // namespace colonnade::model
