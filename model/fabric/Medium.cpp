#include "model/fabric/Medium.h"

#include "model/units/Text.h"

#include <algorithm>
#include <cmath>

namespace colonnade::model {

namespace {

using Medium = CableFigures::Medium;

bool isFibre(Medium medium)
{
    return medium == Medium::MultimodeFibre || medium == Medium::SinglemodeFibre;
}

bool goesInto(CageForm cage, const std::vector<CageForm>& plugs)
{
    return std::any_of(plugs.begin(), plugs.end(),
                       [cage](CageForm plug) { return accepts(cage, plug); });
}

bool same(double a, double b)
{
    return std::abs(a - b) <= 1e-6 * std::max(std::abs(a), std::abs(b));
}

/// The letters of "2xDR4" or "400GBASE-SR4.2" that say the kind of optics: "DR", "SR".
std::string_view kindOfOptics(std::string_view pmd)
{
    const auto letter = [](char c) { return c >= 'A' && c <= 'Z'; };
    for (const std::string_view kind : {"SR", "VR", "DR", "FR", "LR", "ER", "ZR"}) {
        const auto at = pmd.find(kind);
        if (at != std::string_view::npos && (at == 0 || !letter(pmd[at - 1])))
            return pmd.substr(at, 2);
    }
    return {};
}

enum class Plug : std::uint8_t { Unknown, Parallel, Duplex };

Plug plugOf(std::string_view connector)
{
    if (connector.find("LC") != std::string_view::npos
        || connector.find("SC") != std::string_view::npos)
        return Plug::Duplex;
    if (connector.find("MPO") != std::string_view::npos
        || connector.find("MTP") != std::string_view::npos)
        return Plug::Parallel;
    return Plug::Unknown;
}

Plug plugOf(const PartType& fibre)
{
    if (const Figure* end = fibre.figure("near_end")) {
        if (const auto* words = std::get_if<std::string>(&end->value))
            return plugOf(*words);
    }
    return plugOf(fibre.model);
}

bool mates(Plug a, Plug b)
{
    return a == Plug::Unknown || b == Plug::Unknown || a == b;
}

bool samePulses(const TransceiverFigures& a, const TransceiverFigures& b)
{
    const auto kindA = kindOfOptics(a.pmd);
    const auto kindB = kindOfOptics(b.pmd);
    return a.fibre == b.fibre && (kindA.empty() || kindB.empty() || kindA == kindB)
        && (!a.lane || !b.lane || same(a.lane->value(), b.lane->value()));
}

/// Finds the ways to make one connection, and how far the best failure came.
class Search {
public:
    Search(std::span<const PartRef> media, const Connection& connection)
        : m_media{media}, m_wanted{connection}
    {
    }

    MediumOptions operator()()
    {
        for (std::size_t i = 0; i < m_media.size(); ++i) {
            const auto& cable = m_media[i]->cable;
            if (!cable)
                continue;
            if (isFibre(cable->medium))
                tryFibre(static_cast<std::uint16_t>(i));
            else
                tryAssembly(static_cast<std::uint16_t>(i), *cable);
        }
        if (!m_found.options.empty())
            m_found.gap = MediumGap::None;
        else
            m_found.gap = m_media.empty() ? MediumGap::NothingToFit : m_came;
        return std::move(m_found);
    }

private:
    void reached(MediumGap gap) { m_came = std::max(m_came, gap); }

    [[nodiscard]] bool cagesTake(const CableFigures& cable, bool turned) const
    {
        return goesInto(m_wanted.near, turned ? cable.far : cable.near)
            && goesInto(m_wanted.far, turned ? cable.near : cable.far);
    }

    void tryAssembly(std::uint16_t index, const CableFigures& cable)
    {
        if (m_wanted.shape == CableShape::Mesh)
            return;
        // A breakout may have legs to spare, but it cannot carry two links between the same two
        // cages.
        const bool one = m_wanted.links == 1;
        const bool splits = cable.ends > 1;
        if (splits ? m_wanted.shape == CableShape::Straight && !one
                   : m_wanted.shape == CableShape::FanOut)
            return;
        const bool mayTurn = m_wanted.shape == CableShape::Straight;
        if (!cagesTake(cable, false) && !(mayTurn && cagesTake(cable, true)))
            return;
        reached(MediumGap::Speed);
        if (splits && m_wanted.links > cable.ends)
            return;
        const double needed = m_wanted.speed.value() * (splits ? cable.ends : m_wanted.links);
        const bool unrated = cable.medium == Medium::TwistedPair && cable.speed.value() <= 0;
        if (!unrated && cable.speed.value() < needed * (1 - 1e-6))
            return;
        reached(MediumGap::Reach);
        const auto reach = cableReach(cable);
        if (!reach)
            return;
        m_found.options.push_back({index, MediumOption::none, MediumOption::none, m_wanted.links, 1,
                                   cable.reachMin.value_or(Metres{}), *reach});
    }

    void tryFibre(std::uint16_t index)
    {
        for (std::size_t near = 0; near < m_media.size(); ++near) {
            const auto& nearOptic = m_media[near]->transceiver;
            if (!nearOptic || !accepts(m_wanted.near, nearOptic->cage))
                continue;
            for (std::size_t far = 0; far < m_media.size(); ++far) {
                const auto& farOptic = m_media[far]->transceiver;
                if (!farOptic || !accepts(m_wanted.far, farOptic->cage))
                    continue;
                reached(MediumGap::Speed);
                tryPair(index, static_cast<std::uint16_t>(near), static_cast<std::uint16_t>(far));
            }
        }
    }

    void tryPair(std::uint16_t index, std::uint16_t near, std::uint16_t far)
    {
        const CableFigures& cable = *m_media[index]->cable;
        const TransceiverFigures& nearOptic = *m_media[near]->transceiver;
        const TransceiverFigures& farOptic = *m_media[far]->transceiver;
        const Plug plug = plugOf(*m_media[index]);
        if (!samePulses(nearOptic, farOptic) || nearOptic.fibre != cable.medium
            || !mates(plug, plugOf(nearOptic.connector))
            || !mates(plug, plugOf(farOptic.connector)))
            return;

        const int nearConnectors = connectors(nearOptic);
        const int farConnectors = connectors(farOptic);
        const double nearSpeed = nearOptic.speed.value() / nearConnectors;
        const double farSpeed = farOptic.speed.value() / farConnectors;
        const double speed = m_wanted.speed.value();
        MediumOption option{index, near, far, 1, 1, cable.reachMin.value_or(Metres{}), {}};
        if (cable.ends == 1 && same(nearSpeed, speed) && same(farSpeed, speed)
            && nearConnectors >= m_wanted.links && farConnectors >= m_wanted.farLinks) {
            // A strand for every link.
        } else if (cable.ends == 1 && m_wanted.links == 1 && m_wanted.farLinks == 1
                   && nearConnectors == farConnectors && same(nearOptic.speed.value(), speed)
                   && same(farOptic.speed.value(), speed)) {
            option.cablesPerLink = nearConnectors;
        } else if (cable.ends > 1 && m_wanted.shape == CableShape::FanOut
                   && m_wanted.links <= nearConnectors * cable.ends
                   && same(nearSpeed, speed * cable.ends) && same(farSpeed, speed)) {
            option.linksPerCable = cable.ends;
        } else {
            return;
        }
        reached(MediumGap::Reach);
        const auto nearReach = opticReach(nearOptic);
        const auto farReach = opticReach(farOptic);
        if (!nearReach || !farReach)
            return;
        option.reachMax = std::min({*nearReach, *farReach, cable.reachMax.value_or(*nearReach)});
        m_found.options.push_back(option);
    }

    std::span<const PartRef> m_media;
    const Connection& m_wanted;
    MediumOptions m_found;
    MediumGap m_came = MediumGap::Cage;
};

} // namespace

MediumOptions mediumOptions(std::span<const PartRef> media, const Connection& connection)
{
    return Search{media, connection}();
}

std::vector<FittingMedium> fittingMedia(std::span<const PartRef> media, const Connection& connection)
{
    std::vector<FittingMedium> fitting;
    for (const MediumOption& option : mediumOptions(media, connection).options) {
        const auto same = [&](const FittingMedium& one) { return one.medium == option.medium; };
        if (option.medium != MediumOption::none && std::none_of(fitting.begin(), fitting.end(), same))
            fitting.push_back({option.medium, option.reachMax});
    }
    return fitting;
}

MediumChoice chosenMedium(std::span<const PartRef> media, const MediumOptions& options,
                          Metres length)
{
    for (const MediumOption& option : options.options) {
        if (length > option.reachMax)
            continue;
        const CableFigures& cable = *media[option.medium]->cable;
        auto order = orderLength(cable, std::max(length, option.reachMin));
        if (!order)
            continue;
        if (cable.stockLengths.empty())
            order = std::min(
                *order, option.reachMax); // Cut to length: rounding up must not cost the reach.
        if (*order <= option.reachMax)
            return {option, *order, MediumGap::None};
    }
    return {std::nullopt, length, options.options.empty() ? options.gap : MediumGap::Reach};
}

MediumChoice chosenMedium(std::span<const PartRef> media, const Connection& connection,
                          Metres length)
{
    return chosenMedium(media, mediumOptions(media, connection), length);
}

std::optional<Metres> orderLength(const CableFigures& cable, Metres length)
{
    if (!cable.stockLengths.empty()) {
        const auto found =
            std::lower_bound(cable.stockLengths.begin(), cable.stockLengths.end(), length);
        return found == cable.stockLengths.end() ? std::nullopt : std::optional{*found};
    }
    const double step = isFibre(cable.medium) || cable.medium == Medium::TwistedPair ? 1 : 0.5;
    return Metres{std::ceil(length.value() / step - 1e-9) * step};
}

std::optional<Metres> cableReach(const CableFigures& cable)
{
    if (cable.reachMax)
        return cable.reachMax;
    if (cable.lane) {
        if (const auto reach = copperReach(cable.medium, cable.lane->value(), cable.ends > 1))
            return reach;
    }
    switch (cable.medium) {
    case Medium::Aec: return Metres{7};
    case Medium::Aoc: return Metres{100};
    case Medium::TwistedPair: return Metres{100};
    default: return std::nullopt;
    }
}

std::optional<Metres> copperReach(Medium medium, double lane, bool splits)
{
    // IEEE 802.3ck and NVIDIA DAC and LACC overviews; linear and retimed copper by vendor guides.
    struct LaneReach {
        double lane, dac, split, acc, aec;
    };
    static constexpr LaneReach rows[] = {
        {25, 5, 3, 7, 7}, {50, 3, 2, 5, 7}, {100, 2, 3, 5, 7}, {200, 1, 1, 1.5, 3}};
    for (const LaneReach& row : rows) {
        if (!same(row.lane, lane))
            continue;
        switch (medium) {
        case Medium::Dac: return Metres{splits ? row.split : row.dac};
        case Medium::Acc: return Metres{row.acc};
        case Medium::Aec: return Metres{row.aec};
        default: return std::nullopt;
        }
    }
    return std::nullopt;
}

std::optional<Metres> opticReach(const TransceiverFigures& optic)
{
    if (optic.reachMax)
        return optic.reachMax;
    // TIA FOTC application tables of IEEE 802.3; multimode on OM4.
    const auto kind = kindOfOptics(optic.pmd);
    if (kind == "SR")
        return Metres{100};
    if (kind == "VR")
        return Metres{50};
    if (kind == "DR")
        return Metres{500};
    if (kind == "FR")
        return Metres{2000};
    if (kind == "LR")
        return Metres{10000};
    return std::nullopt;
}

int connectors(const TransceiverFigures& optic)
{
    for (const std::string_view words :
         {std::string_view{optic.pmd}, std::string_view{optic.connector}}) {
        std::size_t at = 0;
        int count = 0;
        while (at < words.size() && words[at] >= '0' && words[at] <= '9' && count < 100)
            count = count * 10 + (words[at++] - '0');
        while (at < words.size() && words[at] == ' ')
            ++at;
        if (count > 0 && at < words.size() && words[at] == 'x')
            return count;
    }
    return 1;
}

namespace {

/// "OSFP and QSFP112 cages".
std::string cagesText(const Connection& connection)
{
    if (connection.near == connection.far)
        return fmt::format("{} cages at both ends", word(connection.near));
    return fmt::format("both {} and {} cages", word(connection.near), word(connection.far));
}

/// Where the catalog does not say what form the cages have, nothing more can be said than that; else nothing.
std::string unknownCages(const Connection& connection)
{
    const bool near = connection.near == CageForm::Other, far = connection.far == CageForm::Other;
    if (near && far)
        return "the catalog names the form of neither cage, so no plug is known to fit";
    if (near || far)
        return fmt::format("the catalog does not name the form of the cage opposite the {} one, so no plug is known to fit both",
                           word(near ? connection.far : connection.near));
    return {};
}

} // namespace

std::string text(MediumGap gap, const Connection& connection, Metres length)
{
    switch (gap) {
    case MediumGap::None: return {};
    case MediumGap::NothingToFit: return "the fabric lists no media";
    case MediumGap::Cage:
        if (std::string unknown = unknownCages(connection); !unknown.empty())
            return unknown;
        if (connection.shape == CableShape::FanOut)
            return fmt::format("nothing in the fabric's list goes from one {} cage to {} {} cages",
                               word(connection.near), connection.links, word(connection.far));
        return fmt::format("nothing in the fabric's list goes into {}", cagesText(connection));
    case MediumGap::Speed:
        return fmt::format("nothing in the fabric's list that fits {} carries {} x {} so", cagesText(connection), connection.links,
                           connection.speed);
    case MediumGap::Reach:
        return fmt::format("nothing in the fabric's list that fits {} reaches over {} m", cagesText(connection),
                           significant(length.value(), 3));
    }
    return {};
}

} // namespace colonnade::model
