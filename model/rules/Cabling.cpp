#include "model/rules/Cabling.h"

#include <algorithm>
#include <cmath>

namespace colonnade::model {

namespace {

bool hasInterface(const Profile& profile, std::string_view name)
{
    return std::any_of(profile.optics.begin(), profile.optics.end(),
                       [&](const OpticalReach& row) { return row.pmd == name; });
}

} // namespace

std::optional<Metres> tableReach(const Profile& profile, std::string_view kind, double laneGbps)
{
    if (kind == "LACC")
        kind = "ACC";
    const CopperReach* best = nullptr;
    for (const CopperReach& row : profile.copper) {
        if (row.kind == kind && row.laneGbps >= laneGbps * (1 - 1e-9)
            && (!best || row.laneGbps < best->laneGbps))
            best = &row;
    }
    return best ? std::optional{best->reach} : std::nullopt;
}

std::string_view copperKind(const CableFigures& cable)
{
    switch (cable.medium) {
    case CableFigures::Medium::Dac: return cable.ends > 1 ? "DAC splitter" : "DAC";
    case CableFigures::Medium::Acc: return "ACC";
    case CableFigures::Medium::Aec: return "AEC";
    case CableFigures::Medium::Aoc: return "AOC";
    default: return {};
    }
}

std::string opticalInterface(const Profile& profile, std::string_view pmd,
                             std::optional<double> laneGbps)
{
    if (const auto times = pmd.find('x'); times != std::string_view::npos && times < 3)
        pmd.remove_prefix(times + 1); // "2xDR4"
    if (const auto base = pmd.find("BASE-"); base != std::string_view::npos)
        pmd.remove_prefix(base + 5); // "400GBASE-DR4"
    std::string family{pmd.substr(0, pmd.find_first_of("0123456789"))};
    if (laneGbps && (family == "SR" || family == "VR")) {
        const std::string byLane = fmt::format("{}{}", family, std::lround(*laneGbps));
        if (hasInterface(profile, byLane))
            return byLane;
        if (*laneGbps >= 99)
            return {}; // Only a slower row would fit.
    }
    if (hasInterface(profile, pmd))
        return std::string(pmd);
    return hasInterface(profile, family) ? family : std::string{};
}

const OpticalReach* opticalReach(const Profile& profile, std::string_view interface,
                                 std::string_view fibre)
{
    for (const OpticalReach& row : profile.optics) {
        if (row.pmd == interface && row.fibre == fibre)
            return &row;
    }
    return nullptr;
}

std::string fibreGrade(const PartType& cable)
{
    std::string grade;
    if (const Figure* fiber = cable.figure("fiber")) {
        if (const auto* words = std::get_if<std::string>(&fiber->value)) {
            for (const std::string_view name : {"OM3", "OM5", "OM4", "OS2"}) {
                if (words->find(name) != std::string::npos)
                    grade = name; // Of several, the last of this order: OM4 before OM3.
            }
        }
    }
    if (!grade.empty())
        return grade;
    return cable.cable && cable.cable->medium == CableFigures::Medium::MultimodeFibre ? "OM4"
                                                                                      : "OS2";
}

bool isMultimode(std::string_view fibre)
{
    return fibre.starts_with("OM");
}

std::string usualFibre(const Profile& profile, std::string_view interface)
{
    return opticalReach(profile, interface, "OM4") ? "OM4" : "OS2";
}

CableOptics opticsOf(const FabricPlan& plan, std::size_t cable)
{
    const CableOptics planned{plan.cables.opticA[cable], plan.cables.opticB[cable]};
    if (planned.a != CableColumns::none || plan.cables.medium[cable] == CableColumns::none)
        return planned;
    const MediumOptions whatever =
        mediumOptions(plan.media, plan.connections[plan.cables.connection[cable]]);
    for (const MediumOption& option : whatever.options) {
        if (option.medium == plan.cables.medium[cable])
            return {option.nearOptic, option.farOptic};
    }
    return planned;
}

std::optional<Metres> assemblyReach(const CableFigures& cable, const Profile& profile)
{
    if (cable.reachMax)
        return cable.reachMax;
    return cable.lane ? tableReach(profile, copperKind(cable), cable.lane->value()) : std::nullopt;
}

std::optional<Metres> fibreReach(const Profile& profile, const std::string& interface, const std::string& fibre,
                                 std::optional<Metres> sheet)
{
    const OpticalReach* row = opticalReach(profile, interface, fibre);
    if (row && sheet)
        return std::min(row->reach, *sheet);
    return row ? std::optional{row->reach} : sheet;
}

FibreLimits fibreLimits(const FabricPlan& plan, std::uint16_t medium, CableOptics optics, const Profile& profile)
{
    FibreLimits limits;
    const PartType& cable = *plan.media[medium];
    limits.fibre = fibreGrade(cable);
    if (optics.a == CableColumns::none || optics.b == CableColumns::none)
        return limits;
    limits.reach = cable.cable->reachMax;
    for (const std::uint16_t optic : {optics.a, optics.b}) {
        const TransceiverFigures& module = *plan.media[optic]->transceiver;
        const auto lane = module.lane ? std::optional{module.lane->value()} : std::nullopt;
        const auto its = fibreReach(profile, opticalInterface(profile, module.pmd, lane), limits.fibre, module.reachMax);
        if (its && (!limits.reach || *its < *limits.reach))
            limits.reach = its;
    }
    limits.known = true;
    return limits;
}

std::optional<OrderLength> orderLengthOf(std::span<const double> stock, Metres length)
{
    std::optional<double> best;
    for (const double one : stock) {
        if (one >= length.value() * (1 - 1e-9) && (!best || one < *best))
            best = one;
    }
    if (!best)
        return std::nullopt;
    return OrderLength{Metres{*best}, Metres{*best - length.value()}};
}

double insertionLoss(Metres length, double lossPerKm, double connectors, double lossPerConnector,
                     double splices, double lossPerSplice)
{
    return lossPerKm * length.value() / 1000 + connectors * lossPerConnector
        + splices * lossPerSplice;
}

} // namespace colonnade::model
