#pragma once

#include "model/exchange/cabling/JoinedText.h"
#include "model/exchange/cabling/ScheduleEnds.h"

#include <map>
#include <stop_token>
#include <string>
#include <vector>

namespace colonnade::model {

/// Small ASCII letters for great ones.
std::string foldedCase(std::string_view text);

/// Looks for one text in the labels, the ends and the names of cables.
class ScheduleSearch {
public:
    ScheduleSearch(std::string_view text, const CableNames& names);
    /// One entry for each cable of the section's plan: 1 where the text stands in its name, in a label, or in the port or the path of
    /// an end of one of its links.
    std::vector<std::uint8_t> matches(const ScheduleSection& section, const std::stop_token& stop);

    /// The same for one cable, by spelling all out; what `matches` must equal.
    [[nodiscard]] bool matchesSpelledOut(const ScheduleSection& section, std::size_t cable) const;

private:
    /// A division of the text by what stands between two ports on a label.
    struct Cut {
        std::string before, after;
    };
    /// What all nodes or all ports say about one part of the question.
    using Bits = std::vector<std::uint64_t>;
    struct PortBits {
        static constexpr std::size_t shares = 257; ///< The whole port, or one of its pieces.
        std::vector<std::size_t> first;            ///< Of each part of the plan.
        Bits label, path;
        std::vector<Bits> before, after; ///< By cut.
        [[nodiscard]] std::size_t at(const FabricPlan& plan, const LinkEnd& end) const
        {
            return first[plan.nodes[end.node].part] + end.port * shares + end.share();
        }
    };

    [[nodiscard]] PortBits portsOf(const FabricPlan& plan) const;
    void matchEnds(const ScheduleSection& section, const PortBits& ports, std::vector<std::uint8_t>& found) const;
    void matchLabels(const ScheduleSection& section, const PortBits& ports, const std::vector<Bits>& before,
                     const std::vector<Bits>& after, std::vector<std::uint8_t>& found) const;
    void matchNames(const ScheduleSection& section, std::vector<std::uint8_t>& found) const;

    const CableNames& m_names;
    std::string m_text;
    std::vector<Cut> m_cuts;
    bool m_spellsOut = false;
    std::map<const FabricPlan*, PortBits> m_ports; ///< Of the plans met so far; many placements share one.
};

} // namespace colonnade::model
