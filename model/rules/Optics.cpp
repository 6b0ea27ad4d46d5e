#include "model/rules/Optics.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace colonnade::model {

namespace {

bool same(double a, double b)
{
    return std::abs(a - b) <= 1e-6 * std::max(std::abs(a), std::abs(b));
}

/// A whole or decimal number at the beginning of `text`, which is cut off there.
std::optional<double> takeNumber(std::string_view& text)
{
    std::size_t length = 0;
    while (length < text.size() && ((text[length] >= '0' && text[length] <= '9') || text[length] == '.'))
        ++length;
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + length, number);
    if (length == 0 || error != std::errc{} || end != text.data() + length)
        return std::nullopt;
    text.remove_prefix(length);
    return number;
}

std::optional<int> takeCount(std::string_view& text)
{
    std::size_t length = 0;
    while (length < text.size() && text[length] >= '0' && text[length] <= '9')
        ++length;
    int number = 0;
    if (length == 0 || length > 4 || std::from_chars(text.data(), text.data() + length, number).ec != std::errc{})
        return std::nullopt;
    text.remove_prefix(length);
    return number;
}

bool takeWord(std::string_view& text, std::string_view word)
{
    if (!text.starts_with(word))
        return false;
    text.remove_prefix(word.size());
    return true;
}

bool contains(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

} // namespace

std::optional<CageForm> cageOfName(std::string_view name)
{
    if (name.ends_with("_cage"))
        name.remove_suffix(5);
    if (name == "OSFP_twin" || name == "OSFP_IHS")
        return CageForm::OsfpTwin;
    if (name == "OSFP_RHS")
        return CageForm::OsfpRhs;
    if (name == "OSFP")
        return CageForm::Osfp;
    if (name == "QSFP_DD" || name == "QSFP-DD")
        return CageForm::QsfpDd;
    if (name == "QSFP112")
        return CageForm::Qsfp112;
    if (name == "QSFP56")
        return CageForm::Qsfp56;
    if (name == "QSFP28")
        return CageForm::Qsfp28;
    return std::nullopt;
}

int lanesOf(CageForm form)
{
    switch (form) {
    case CageForm::OsfpTwin:
    case CageForm::OsfpRhs:
    case CageForm::Osfp:
    case CageForm::QsfpDd: return 8;
    case CageForm::Qsfp112:
    case CageForm::Qsfp56:
    case CageForm::Qsfp28: return 4;
    case CageForm::Sfp56:
    case CageForm::Sfp28: return 1;
    default: return 0;
    }
}

std::optional<LaneGroup> laneGroup(std::string_view text)
{
    const auto first = takeNumber(text);
    if (!first || !takeWord(text, "x"))
        return std::nullopt;
    if (takeWord(text, "(")) {
        const auto lanes = takeNumber(text);
        if (!lanes || !takeWord(text, "x"))
            return std::nullopt;
        const auto rate = takeNumber(text);
        if (!rate || text != ")")
            return std::nullopt;
        return LaneGroup{*first * *lanes, *rate};
    }
    const auto rate = takeNumber(text);
    if (!rate || !text.empty())
        return std::nullopt;
    return LaneGroup{*first, *rate};
}

bool lanesMatch(const LaneGroup& a, const LaneGroup& b)
{
    return same(a.rate, b.rate) && same(a.lanes, b.lanes);
}

bool breakoutFits(double parentLanes, double childLanes)
{
    return childLanes <= parentLanes * (1 + 1e-6);
}

std::optional<OpticalMode> opticalMode(std::string_view pmd)
{
    OpticalMode mode;
    int times = 1;
    if (const auto base = pmd.find("BASE-"); base != std::string_view::npos) {
        pmd.remove_prefix(base + 5); // "400GBASE-DR4"
    } else {
        std::string_view rest = pmd;
        if (const auto count = takeCount(rest); count && takeWord(rest, "x")) {
            times = *count;
            pmd = rest;
        }
    }
    while (!pmd.empty() && pmd.front() >= 'A' && pmd.front() <= 'Z') {
        mode.kind += pmd.front();
        pmd.remove_prefix(1);
    }
    if (mode.kind.empty())
        return std::nullopt;
    if (const auto lanes = takeCount(pmd))
        mode.lanes = *lanes * times;
    if (pmd.starts_with('.'))
        mode.kind += pmd; // SR4.2: two wavelengths a lane.
    return mode;
}

std::optional<double> laneRate(const TransceiverFigures& module)
{
    if (module.lane)
        return module.lane->value();
    const auto mode = opticalMode(module.pmd);
    if (!mode || mode->lanes <= 0 || module.speed.value() <= 0 || mode->kind.find('.') != std::string::npos)
        return std::nullopt;
    return module.speed.value() / mode->lanes;
}

bool modesPair(const OpticalMode& a, double lanesA, const OpticalMode& b, double lanesB)
{
    return a.kind == b.kind && same(lanesA, lanesB);
}

std::optional<int> arrival(std::string_view chain, int fibre, int fibres)
{
    if (chain.empty() || fibre < 1 || fibre > fibres)
        return std::nullopt;
    for (const char part : chain) {
        switch (part) {
        case 'A':
        case 'a': break;
        case 'B':
        case 'b': fibre = fibres + 1 - fibre; break;
        case 'C': fibre += fibre % 2 == 1 ? 1 : -1; break;
        default: return std::nullopt;
        }
    }
    return fibre;
}

bool polarityHolds(std::string_view chain, int fibre, int fibres)
{
    return arrival(chain, fibre, fibres) == fibres + 1 - fibre;
}

OpticalConnector opticalConnector(std::string_view words)
{
    OpticalConnector connector;
    for (const std::string_view family : {"MPO", "MTP", "LC", "SC"}) {
        const auto at = words.find(family);
        if (at == std::string_view::npos)
            continue;
        connector.family = family == "MTP" ? "MPO" : family;
        std::string_view rest = words.substr(at + family.size());
        if (takeWord(rest, "-")) {
            if (const auto fibres = takeCount(rest))
                connector.fibres = *fibres;
        }
        break;
    }
    if (contains(words, "APC"))
        connector.polish = "APC";
    else if (contains(words, "UPC"))
        connector.polish = "UPC";
    if (words == "M" || words == "F")
        connector.pinned = words == "M";
    else if (contains(words, "unpinned") || contains(words, "female"))
        connector.pinned = false;
    else if (contains(words, "pinned") || contains(words, "male"))
        connector.pinned = true;
    return connector;
}

bool connectorsMate(const OpticalConnector& a, const OpticalConnector& b)
{
    if (!a.family.empty() && !b.family.empty() && a.family != b.family)
        return false;
    if (a.fibres && b.fibres && *a.fibres != *b.fibres)
        return false;
    if (!a.polish.empty() && !b.polish.empty() && a.polish != b.polish)
        return false;
    return !a.pinned || !b.pinned || *a.pinned != *b.pinned;
}

std::string usualPolish(double laneGbps, double lanes)
{
    if (laneGbps >= 99 || (same(laneGbps, 50) && same(lanes, 8)))
        return "APC";
    if (same(laneGbps, 25) || (same(laneGbps, 50) && same(lanes, 4)))
        return "UPC";
    return {};
}

double powerMargin(double transmitDbm, double sensitivityDbm, double lossDb, double penaltyDb)
{
    return transmitDbm - sensitivityDbm - lossDb - penaltyDb;
}

double delayPerMetre(double groupIndex)
{
    constexpr double lightSpeed = 299'792'458; // m/s, exact.
    return groupIndex / lightSpeed * 1e9;
}

} // namespace colonnade::model
